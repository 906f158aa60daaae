"""Configs put together and taken apart by section and line, without knowing what lines mean."""

import re

from netops.config.tree import parse
from netops.model.device import Device
from netops.platforms.registry import PLATFORMS
from netops.rules.evaluate import evaluate

STEP = {"cisco_ios": 1, "arista_eos": 3, "frr": 1}


def device(platform, **fields):
    return Device("r1", platform, "192.0.2.1", 22, "ams1", "edge", **fields)


def judged(rules, text, platform, **options):
    return evaluate(rules, device(platform), text, PLATFORMS[platform], **options)


def results(rules, text, platform):
    """What each rule says: rule id -> set of results with the objects that have them."""
    found = {}
    for one in judged(rules, text, platform):
        found.setdefault(one.rule, set()).add((str(one.result), one.section))
    return found


def branches(text, platform):
    """A config as nested dictionaries, a banner as one key."""

    def grow(nodes):
        return {"\n".join((node.text, *node.body)): grow(node.children) for node in nodes}

    return grow(parse(text, PLATFORMS[platform]).children)


def join(one, other):
    both = dict(one)
    for line, inner in other.items():
        both[line] = join(both.get(line, {}), inner)
    return both


def without(one, other):
    """`one` less the lines of `other`; a section goes when nothing is left of it."""
    left = {}
    for line, inner in one.items():
        rest = without(inner, other.get(line, {}))
        if line not in other or (inner and rest):
            left[line] = rest
    return left


def text(tree, platform, depth=0):
    lines = []
    for line, inner in tree.items():
        lines.append(" " * STEP[platform] * depth + line + "\n")
        lines.append(text(inner, platform, depth + 1))
    return "".join(lines)


# Lines of which a section holds one: entering another value replaces it.
SINGLE = re.compile(
    r"^(?:exec-timeout|idle-timeout|transport input|cipher|mac|key-exchange|switchport mode"
    r"|ip ssh server algorithm \w+|ip ssh version|logging (?:trap|console|format timestamp)"
    r"|service timestamps log|security passwords min-length|password minimum length"
    r"|clock timezone|ntp server \S+|aaa authentication \S+ \S+"
    r"|aaa authorization \S+(?: \w+)? default"
    r"|aaa accounting exec default|aaa accounting commands \w+ default|neighbor \S+ maximum-routes"
    r"|(?:authentication|dot1x) port-control|logging buffered|snmp-server (?:group|host) \S+)\b"
)
# What a device keeps of a secret that was entered in clear.
KEPT = (
    (r"^enable algorithm-type scrypt secret NEW-SECRET$", "enable secret 9 <secret:aa>"),
    (r"^enable password sha512 NEW-HASH$", "enable password sha512 <secret:aa>"),
    (r"^(neighbor \S+ password|vrrp .* key-string) NEW-KEY$", r"\1 8a <secret:aa>"),
    (r"^key config-key .*", ""),
)


def enter(tree, commands, platform):
    """Enter commands as a device would take them, as far as the fixes of the rules need it."""
    return re_encrypted(_entered(tree, branches(commands, platform)), platform)


def _entered(tree, commands):
    after = dict(tree)
    for command, inner in commands.items():
        line = next(
            (re.sub(*kept, command) for kept in KEPT if re.match(kept[0], command)), command
        )
        bare = line.removeprefix("no ")
        slot = (found := SINGLE.match(line)) and found[0]
        for old in tuple(after):
            taken_back = line != bare and (old == bare or old.startswith(f"{bare} "))
            if taken_back or old == f"no {line}" or (slot and old != line and _is_in(old, slot)):
                del after[old]
        if line:
            after[line] = _entered(after.get(line, {}), inner)
    return after


def _is_in(old, slot):
    return old == slot or old.startswith(f"{slot} ")


def re_encrypted(tree, platform):
    """With a master key the device stores its reversible secrets with AES."""
    lines = text(tree, platform)
    if "password encryption" not in lines:
        return tree
    aes = "6" if platform == "cisco_ios" else "8a"
    return branches(re.sub(r"\b(password|key) 7 (<secret:)", rf"\1 {aes} \2", lines), platform)
