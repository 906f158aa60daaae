#!/bin/sh
# A router boots. Runs as process 1 in its own pid, mount, UTS and network namespace:
#   boot.sh NAME DISK       where DISK holds what survives a reboot: etc home log tmp system
# The router sees its own /etc, /home, /var/log, /var/tmp, /run and /tmp, so that plain `vtysh`,
# `frr-reload.py` and `write memory` work as on any FRR host; the machine keeps its own.
set -eu
umask 022
hostname "$1"
# /mnt first: the disk may lie below a folder that is covered next.
mount --bind "$2" /mnt
mount -t tmpfs -o mode=755 tmpfs /run
install -d /run/sshd
install -d -o frr -g frr /run/frr
cp -a /etc /run/etc
mount --bind /run/etc /etc
mount --bind /mnt/etc /etc/frr
mount --bind /mnt/home /home
mount --bind /mnt/log /var/log
mount --bind /mnt/tmp /var/tmp

install -m 755 /mnt/system/login.sh /run/login
install -m 644 /mnt/system/sshd.conf /run/sshd.conf
install -m 600 /mnt/system/host_key /run/sshd_host_key
echo "$1" > /etc/hostname
sha256sum < /mnt/system/host_key.pub | cut -c 1-32 > /etc/machine-id
# The account is frr by another name: it owns the config and the sockets, and is not root. It
# stands first, so that its number is called netops.
sed -i "1i netops:x:$(id -u frr):$(id -g frr)::/home/netops:/run/login" /etc/passwd
sed -i 's/^frrvty:.*[^:]$/&,netops/; s/^frrvty:.*:$/&netops/' /etc/group
install -m 640 -g shadow /mnt/system/shadow /etc/shadow
umount -l /mnt
rm -rf /var/tmp/frr
mount -t tmpfs -o mode=1777 tmpfs /tmp

echo 1 > /proc/sys/net/ipv4/ip_forward
echo 1 > /proc/sys/net/ipv6/conf/all/forwarding
ip link set group default up
# A neighbour is dead after one second without a hello: a busy machine must not delay them.
nice -n -10 /usr/lib/frr/frrinit.sh start > /var/log/boot.log 2>&1
echo up
# Process 1 adopts what sessions leave behind; ignoring SIGCHLD lets the kernel reap it.
exec env --ignore-signal=CHLD sleep infinity > /dev/null 2>&1
