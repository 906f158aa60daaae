# What netops does on an FRR router, sent over SSH as `sh -s -- VERB LABEL ...`. The revert timer runs
# from a copy in the change's folder, detached: it outlives the session, the tool and the network.
#
# The folder of a change holds base/frr.conf to go back to, goal/frr.conf to go to, and one of
#   armed     the timer runs: its pid, start time, boot id, and deadline in seconds of uptime
#   firing    the timer takes the router back
#   kept      somebody confirmed
#   failed    the timer could not take the router back
# Renaming the first is the decision: of a timer and a confirm that meet, one gets the file.
set -u
umask 077
root=/run/frr/netops
reloader=/usr/lib/frr/frr-reload.py

say_no() { echo "% $*"; exit 1; }
running() { vtysh -c 'show running-config' | sed '/^Building configuration/d; /^Current configuration:$/d; /^$/d'; }
vty_of() { sed -n '/^line vty/,/^exit/p' "$1"; }
is_base() { running | cmp -s - base/frr.conf; }
started() { cut -d ' ' -f 22 "/proc/$1/stat" 2> /dev/null; }
group() { cut -d ' ' -f 5 "/proc/$1/stat" 2> /dev/null; }
uptime() { cut -d . -f 1 /proc/uptime; }
me() { echo "$$ $(started $$) $(cat /proc/sys/kernel/random/boot_id)"; }

# A pid means nothing after a reboot, or when it was given to another process.
lives() {
    read -r pid start boot deadline 2> /dev/null < "$1" || return 1
    [ "$boot" = "$(cat /proc/sys/kernel/random/boot_id)" ] && [ "$start" = "$(started "$pid")" ]
}

# The timer renames `armed` to `firing`: looked at in this order it is never overlooked.
ticking() { lives "$1/armed" || lives "$1/firing"; }

pending() {
    [ -e "$root" ] || return 0
    [ -r "$root" ] && [ -x "$root" ] || say_no "this login cannot read $root"
    for folder in "$root"/*; do
        if ticking "$folder"; then echo "${folder##*/} $((deadline - $(uptime)))"; fi
    done
}

prepare() {
    [ -x "$reloader" ] || say_no "$reloader is missing: install frr-pythontools"
    busy=$(pending)
    [ -z "$busy" ] || say_no "a commit by ${busy%% *} is armed"
    rm -rf "${root:?}/$1"
    mkdir -p "$root/$1/base" "$root/$1/goal" && cd "$root/$1" || say_no "cannot write to $root"
    # vtysh and frr-reload look for it beside a config, and complain.
    touch base/vtysh.conf goal/vtysh.conf
    running > base/frr.conf
}

check() {
    cd "$root/$1" || say_no "the candidate is gone"
    said=$(vtysh --config_dir goal -C -f goal/frr.conf 2>&1) && [ -z "$said" ] ||
        { echo "$said"; say_no "the router does not understand the candidate"; }
    # frr-reload passes `line vty` over: what is done there could not be taken back.
    vty=$(vty_of goal/frr.conf)
    [ -z "$vty" ] || [ "$vty" = "$(vty_of base/frr.conf)" ] ||
        say_no "no timer could take a change of line vty back: make it by hand"
    sha256sum router.sh goal/frr.conf
}

reading() {
    cd "$root/$1" || say_no "the candidate is gone"
    vtysh --config_dir goal -m -f goal/frr.conf
}

# With a folder of its own as confdir, frr-reload does not write to /etc/frr/frr.conf.
reload() { "$reloader" --reload --stdout --confdir "$1" --rundir "$1" "$1/frr.conf"; }

push() {
    cd "$root/$1" || say_no "the candidate is gone"
    is_base || say_no "the running config changed since the load"
    setsid sh router.sh fire "$1" "$2" > /dev/null 2>&1 < /dev/null &
    tries=0
    until [ -e armed ]; do
        [ $((tries += 1)) -lt 100 ] || say_no "the revert timer did not start"
        sleep 0.1
    done
    me > pushing
    if [ "$3" = merge ]; then
        vtysh --config_dir goal -f goal/frr.conf 2>&1
    else
        reload "$PWD/goal" > reload.log 2>&1 || say_no "frr-reload fails, see $PWD/reload.log"
    fi
    status=$?
    rm -f pushing
    exit $status
}

fire() {
    cd "$root/$1" || exit 1
    now=
    trap 'now=yes' USR1
    echo "$(me) $(($(uptime) + $2))" > arming && mv arming armed && lives armed || exit 1
    while [ -e armed ] && [ -z "$now" ] && [ "$(uptime)" -lt "$deadline" ]; do
        sleep 1 &
        wait $!
    done
    mv armed firing 2> /dev/null || exit 0
    # A push that hangs must not go on writing behind our back.
    if lives pushing; then kill -9 "-$(group "$pid")"; fi
    # The change may have taken a daemon down: watchfrr needs a while to bring it up again.
    for pause in 0 1 1 2 3 5 10 20 30 60; do
        if is_base; then rm firing; exit 0; fi
        reload "$PWD/base" > reload.log 2>&1
        sleep "$pause"
    done
    if is_base; then rm firing; else mv firing failed; fi
}

keep() { cd "$root/$1" && lives armed && mv armed kept || say_no "the timer has fired"; }

back() {
    cd "$root/$1" && ticking . && kill -USR1 "$pid" || say_no "the timer has fired"
    while ticking .; do sleep 0.1; done
    [ ! -e failed ] || say_no "frr-reload does not lead back to the base, see $root/$1/reload.log"
}

discard() { if ! ticking "$root/$1"; then rm -rf "${root:?}/$1"; fi; }

leftovers() { if [ -e "$root/$1" ]; then echo "$1"; fi; }

# The whole text is read before anything runs, and nothing that runs may read on.
"$@" < /dev/null
