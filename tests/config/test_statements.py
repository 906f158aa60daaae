# ruff: noqa: E501, ISC004 (config texts stay in one piece)
"""Configs of nested statements: read, shown and changed, in braces and as `set` lines."""

import re
from pathlib import Path

import pytest

from netops.config.commands import NotUnderstood
from netops.config.drift import drift, same
from netops.config.simulate import simulate
from netops.config.statements.read import read
from netops.config.statements.render import render, set_lines
from netops.model.config import ConfigKind
from netops.platforms.registry import platform

JUNOS = platform("junos")
FACTS = JUNOS.statements
CONFIGS = Path(__file__).parents[2] / "lab" / "configs"
SET = "set system host-name r1\n"


def items(running, reference):
    found = drift(running, reference, JUNOS, device="r1", against=ConfigKind.INTENDED).items
    return [
        (
            str(one.kind),
            " > ".join(one.section),
            one.running.text if one.running else "",
            one.reference.text if one.reference else "",
        )
        for one in found
    ]


def braces(lines):
    """What a device shows that took these lines."""
    return simulate("system {\n    no-redirects;\n}\n", lines.splitlines(), JUNOS).replace(
        "system {\n    no-redirects;\n}\n", ""
    )


@pytest.mark.parametrize("name", ["par3-edge1", "par3-edge2"])
def test_a_router_comes_out_as_it_went_in(name):
    text = (CONFIGS / f"{name}.cfg").read_text()
    assert render(read(text, FACTS)) == text


@pytest.mark.parametrize("name", ["par3-edge1", "par3-edge2"])
def test_both_forms_of_a_router_mean_the_same(name):
    text = (CONFIGS / f"{name}.cfg").read_text()
    lines = "".join(f"{line}\n" for line in set_lines(read(text, FACTS).root))
    assert same(text, lines, JUNOS)
    assert render(read(lines, FACTS)) == lines


@pytest.mark.parametrize(
    "text",
    [
        "",
        "set",
        "}",
        "{ a; }",
        "a [ b",
        'a "b',
        "/* never closed",
        ";;",
        "[ a ] b;",
        "a { b",
        "set a [ b ]",
        "import ( A && B",
        "inactive:",
        "system { host-name a; host-name b; }",
        "\x1b[31m { <x>; }",
    ],
)
def test_no_text_is_too_broken_to_be_read(text):
    tree = read(text, FACTS)
    assert same(render(tree), text, JUNOS)


SHAPES = {
    "set interfaces ge-0/0/0 unit 0 family inet address 192.0.2.1/30": (
        "interfaces {\n    ge-0/0/0 {\n        unit 0 {\n            family inet {\n"
        "                address 192.0.2.1/30;\n            }\n        }\n    }\n}\n"
    ),
    "set policy-options policy-statement P term 1 then community add C": (
        "policy-options {\n    policy-statement P {\n        term 1 {\n            then {\n"
        "                community add C;\n            }\n        }\n    }\n}\n"
    ),
    "set protocols bgp group G import ( A && B )": (
        "protocols {\n    bgp {\n        group G {\n            import ( A && B );\n        }\n    }\n}\n"
    ),
    "set system ntp server 10.0.0.1 key 1 prefer": (
        "system {\n    no-redirects;\n    ntp {\n        server 10.0.0.1 key 1 prefer;\n    }\n}\n"
    ),
    "set security policies from-zone a to-zone b policy p then permit": (
        "security {\n    policies {\n        from-zone a to-zone b {\n            policy p {\n"
        "                then {\n                    permit;\n                }\n            }\n"
        "        }\n    }\n}\n"
    ),
    'set snmp location "row 2"': 'snmp {\n    location "row 2";\n}\n',
    "set frobs knob x y": "frobs {\n    knob {\n        x y;\n    }\n}\n",
}


@pytest.mark.parametrize(("line", "text"), SHAPES.items())
def test_a_new_statement_stands_as_the_device_shows_it(line, text):
    assert braces(line) == text


def test_a_secret_is_marked_as_the_device_marks_it():
    line = 'set protocols bgp group G authentication-key "$9$x"'
    assert 'authentication-key "$9$x"; ## SECRET-DATA\n' in braces(line)


# what differs

BASE = """\
system {
    host-name r1;
    services {
        ssh;
    }
}
interfaces {
    ge-0/0/1 {
        description core;
        mtu 9192;
    }
}
firewall {
    family inet {
        filter F {
            term a {
                then accept;
            }
            term b {
                then discard;
            }
        }
    }
}
protocols {
    bgp {
        group G {
            import [ A B ];
        }
    }
}
"""


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("r1;", "r2;", [("changed", "system", "host-name r1", "host-name r2")]),
        ("    mtu 9192;\n", "", [("extra", "interfaces > ge-0/0/1", "mtu 9192", "")]),
        (
            "[ A B ]",
            "[ B A ]",
            [("changed", "protocols > bgp > group G", "import [ A B ]", "import [ B A ]")],
        ),
        ("    mtu", "    inactive: mtu", [("changed", "interfaces > ge-0/0/1", "mtu 9192", "inactive: mtu 9192")]),
        ("    ge-0/0/1", "    inactive: ge-0/0/1", [("changed", "interfaces", "ge-0/0/1", "inactive: ge-0/0/1")]),
        ("    ssh;", "    ssh;\n        telnet;", [("missing", "system > services", "", "telnet")]),
        ("description core", 'description "core"', []),
        ("term b {\n                then discard", "term b {\n                then reject",
            [
                ("extra", "firewall > family inet > filter F > term b > then", "discard", ""),
                ("missing", "firewall > family inet > filter F > term b > then", "", "reject"),
            ],
        ),
        ("    ge-0/0/1 {", "    /* ask */\n    ge-0/0/1 {", [("missing", "interfaces > ge-0/0/1", "", "/* ask */")]),
    ],
)  # fmt: skip
def test_a_difference_says_where_and_what(old, new, found):
    assert items(BASE, BASE.replace(old, new)) == found


def test_a_whole_section_that_is_missing_is_told_line_by_line():
    reference = (
        BASE + "snmp {\n    inactive: community x {\n        authorization read-only;\n    }\n}\n"
    )
    assert items(BASE, reference) == [
        ("missing", "", "", "snmp"),
        ("missing", "snmp", "", "inactive: community x"),
        ("missing", "snmp > inactive: community x", "", "authorization read-only"),
    ]


def test_terms_in_another_order_are_moved():
    swapped = (
        BASE.replace("term a", "term x").replace("term b", "term a").replace("term x", "term b")
    )
    swapped = (
        swapped.replace("discard", "take").replace("accept", "discard").replace("take", "accept")
    )
    assert items(BASE, swapped) == [
        ("moved", "firewall > family inet > filter F", "term a", "term a")
    ]


def test_a_comment_is_no_drift_where_a_text_cannot_show_it():
    noted = BASE.replace("    host-name", "    /* the name */\n    host-name")
    lines = "".join(f"{line}\n" for line in set_lines(read(BASE, FACTS).root))
    assert items(noted, lines) == items(lines, noted) == []
    assert items(noted, BASE) == [("extra", "system > host-name", "/* the name */", "")]
    other = noted.replace("the name", "its name")
    assert items(noted, other) == [
        ("changed", "system > host-name", "/* the name */", "/* its name */")
    ]


def test_an_unknown_statement_is_compared_word_by_word():
    one = SET + "set frobs knob x\nset frobs knob y\n"
    other = SET + "set frobs knob y\nset frobs dial z\ndeactivate frobs dial\n"
    assert items(one, other) == [
        ("extra", "", "frobs knob x", ""),
        ("missing", "", "", "inactive: frobs dial"),
        ("missing", "inactive: frobs dial", "", "z"),
    ]


# what commands do


@pytest.mark.parametrize(
    ("commands", "old", "new"),
    [
        ("set system host-name r2", "r1;", "r2;"),
        ("delete interfaces ge-0/0/1 mtu", "        mtu 9192;\n", ""),
        ("delete interfaces ge-0/0/1 mtu 9192", "        mtu 9192;\n", ""),
        ("delete protocols bgp group G import A", "[ A B ]", "B"),
        ("delete protocols bgp group G import [ A B ]", " {\n            import [ A B ];\n        }", ";"),
        ("set protocols bgp group G import [ C D ]", "[ A B ]", "[ A B C D ]"),
        ("deactivate interfaces ge-0/0/1 mtu", "mtu", "inactive: mtu"),
        ("deactivate interfaces ge-0/0/1 mtu 9192", "mtu", "inactive: mtu"),
        ("activate interfaces ge-0/0/1", "", ""),
        ("activate interfaces ge-0/0/9\ndelete system ntp\ndeactivate snmp", "", ""),
        ("delete interfaces ge-0/0/9 unit 0 family inet", "", ""),
        ("rename interfaces ge-0/0/1 to ge-0/0/2", "ge-0/0/1", "ge-0/0/2"),
        ("edit system services\nset telnet\ntop", "ssh;", "ssh;\n        telnet;"),
        ("edit interfaces ge-0/0/1\nup\nset ge-0/0/1 mtu 9000", "9192", "9000"),
        ("edit firewall family inet\nup\nup\nset system host-name r2", "r1;", "r2;"),
        ("edit interfaces\ntop set system host-name r2\nset ge-0/0/1 mtu 9", "", None),
        ("edit interfaces\ntop edit system\nset host-name r2", "r1;", "r2;"),
        ("top\nset system host-name r2", "r1;", "r2;"),
        ('edit system\nannotate host-name "say \\"so\\""', "    host-name", '    /* say "so" */\n    host-name'),
        ('annotate interfaces "ports"', "interfaces", "/* ports */\ninterfaces"),
        ("set firewall family inet filter F term b then reject", "discard", "reject"),
    ],
)  # fmt: skip
def test_a_command_does_what_it_does_on_the_device(commands, old, new):
    after = simulate(BASE, commands.splitlines(), JUNOS)
    if new is None:
        assert "host-name r2;" in after
        assert "mtu 9;" in after
    else:
        assert after == (BASE.replace(old, new) if old else BASE)


def test_the_last_statement_of_a_section_takes_it_along():
    after = simulate(BASE, ["delete system services ssh", "delete system host-name"], JUNOS)
    assert "system" not in after
    kept = simulate(
        BASE, ["delete interfaces ge-0/0/1 mtu", "delete interfaces ge-0/0/1 description"], JUNOS
    )
    assert "    ge-0/0/1;\n" in kept


def test_terms_are_inserted_before_and_after():
    line = "insert firewall family inet filter F term {} term {}"
    moved = simulate(BASE, [line.format("b before", "a")], JUNOS)
    assert moved.index("term b") < moved.index("term a")
    again = simulate(moved, [line.format("b after", "a")], JUNOS)
    assert again == BASE


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("", "cannot be simulated"),
        ("show system", "`show system` cannot be simulated"),
        ("set", "no statement stands there"),
        ("set system {", "no statement stands there"),
        ("delete", "deletes everything"),
        ("delete system host-name r9", "names another value"),
        ("delete firewall family inet filter", "does not say which one"),
        ('annotate system ntp "x"', "names nothing"),
        ('annotate system services "x"', "one level above"),
        ("insert firewall family inet filter F term a", "names what is not there"),
        ("insert firewall family inet filter F term z before term a", "names what is not there"),
        ("insert firewall family inet filter F term a before term z", "names what is not there"),
        ("rename interfaces ge-0/0/1", "names no entry"),
        ("rename system to interfaces", "names no entry"),
        ("rename firewall family inet filter F term a to term b", "is taken"),
    ],
)
def test_what_the_device_would_not_take_is_refused(command, words):
    with pytest.raises(NotUnderstood, match=re.escape(words)):
        simulate(BASE, [command], JUNOS)


# what a text teaches


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # the form decides nothing
        ("system {\n    ntp {\n        server 10.0.0.1 key 1 prefer;\n    }\n}\n",
         "set system ntp server 10.0.0.1 prefer\nset system ntp server 10.0.0.1 key 1\n"),
        ("system {\n    syslog {\n        time-format year millisecond;\n    }\n}\n",
         "set system syslog time-format year\nset system syslog time-format millisecond\n"),
        ("policy-options {\n    policy-statement P {\n        from protocol [ bgp ospf ];\n    }\n}\n",
         "set policy-options policy-statement P from protocol ospf\n"
         "set policy-options policy-statement P from protocol bgp\n"),
        ("security {\n    policies {\n        from-zone a to-zone b {\n            policy p;\n        }\n    }\n}\n",
         "set security policies from-zone a to-zone b policy p\n"),
        ("apply-macro m {\n    a b;\n}\n", "set apply-macro m a b\n"),
        ("interfaces {\n    apply-groups G;\n    interface-range R {\n        member ge-0/0/1;\n    }\n}\n",
         "set interfaces apply-groups G\nset interfaces interface-range R member ge-0/0/1\n"),
        # marks stand where the device has them
        ("interfaces {\n    ge-0/0/1 {\n        inactive: mtu 9000;\n    }\n}\n",
         "set interfaces ge-0/0/1 mtu 9000\ndeactivate interfaces ge-0/0/1 mtu\n"),
        ("security {\n    policies {\n        inactive: from-zone a to-zone b {\n            policy p;\n        }\n    }\n}\n",
         "set security policies from-zone a to-zone b policy p\n"
         "deactivate security policies from-zone a to-zone b\n"),
        ("inactive: frobs {\n    knob;\n}\n", "set frobs knob\ndeactivate frobs\n"),
        ("snmp {\n    name n;\n}\n", "set snmp name n\ndeactivate snmp\nactivate snmp\ndeactivate ntp\n"),
        ("interfaces {\n    ge-0/0/1 {\n        inactive: unit 0 {\n            family inet;\n        }\n    }\n}\n",
         "set interfaces ge-0/0/1 unit 0 family inet\ndeactivate interfaces ge-0/0/1 unit 0\n"),
        ("interfaces {\n    ge-0/0/1 {\n        unit 0 {\n            inactive: family inet;\n        }\n    }\n}\n",
         "set interfaces ge-0/0/1 unit 0 family inet\ndeactivate interfaces ge-0/0/1 unit 0 family inet\n"),
        # tags of a file to load, and lines that say nothing of a config
        ("snmp {\n    replace: name n\n}\n", "# a note\nannotate snmp x\nset snmp name n;\n"),
        ('snmp {\n    name n;\n    location "a\nb";\n}\n',
         '/* by hand */\nset snmp name n\n\nset snmp location "a\nb"'),
        # spelling
        ("protocols {\n    ospf {\n        area 0.0.0.1 {\n            interface ge-0/0/1.0;\n        }\n    }\n}\n",
         "set protocols ospf area 1 interface ge-0/0/1\n"),
        ("protocols {\n    ospf {\n        area x {\n            interface all;\n        }\n    }\n}\n",
         "set protocols ospf area x interface all\n"),
        ("policy-options {\n    prefix-list P {\n        2001:db8::1/128;\n        apply-path x;\n    }\n}\n",
         "set policy-options prefix-list P 2001:DB8::1\nset policy-options prefix-list P apply-path x\n"),
        ("snmp {\n    name a:::b;\n}\n", 'set snmp name "a:::b"\n'),
        # an empty section says nothing, an empty entry does
        ("system {\n    ntp {\n    }\n}\nsnmp {\n    name n;\n}\n", "set snmp name n\n"),
        ("interfaces {\n    ge-0/0/1 {\n    }\n}\n", "set interfaces ge-0/0/1\n"),
        ("system {\n    services {\n        ssh {\n        }\n    }\n}\n", "set system services ssh\n"),
    ],
)  # fmt: skip
def test_two_texts_that_mean_the_same(one, other):
    assert items(one, other) == items(other, one) == []


def test_a_text_is_believed_where_the_facts_are_wrong():
    """A brace behind a value, or a second value, is what the device shows."""
    text = (
        "snmp {\n    location {\n        building x;\n    }\n    contact x {\n        phone 1;\n    }\n"
        "    name [ a b ];\n    community {\n        y;\n    }\n}\n"
    )
    assert render(read(text, FACTS)) == text
    lines = "set snmp name a\nset snmp name b\n"
    assert render(read(lines, FACTS)) == lines


def test_remarks_and_comments_stay_where_they_stand():
    text = (
        "## Last changed: now\n"
        "/* over\n   two lines */\n"
        "system {\n"
        "    # of a template\n"
        "    host-name r1; ## Warning: odd\n"
        "    inactive: services ssh;\n"
        "}\n"
        "/* the end */\n"
    )
    assert render(read(text, FACTS)) == text.partition("\n")[2]


def test_an_unknown_statement_that_is_switched_off_says_so():
    after = simulate("frobs {\n    knob x;\n}\n", ["deactivate frobs knob"], JUNOS)
    assert after == "frobs {\n    inactive: knob x;\n}\n"


def test_a_block_of_unknown_words_opens_where_they_part():
    after = braces("set frobs knob x 1\nset frobs knob y 2")
    assert "    knob {\n        x 1;\n        y 2;\n    }\n" in after


def test_an_expression_is_one_value():
    text = "protocols {\n    bgp {\n        import ( A || ( B && C ) );\n    }\n}\n"
    after = simulate(text, ["delete protocols bgp import ( A || ( B && C ) )"], JUNOS)
    assert after == ""


@pytest.mark.parametrize(
    ("text", "commands", "after"),
    [
        ("then accept;\n", ["deactivate then accept"], "then {\n    inactive: accept;\n}\n"),
        ("frobs knob;\n", ["set frobs knob x y", "set frobs knob x z"], "frobs {\n    knob {\n        x y;\n        x z;\n    }\n}\n"),
    ],
)  # fmt: skip
def test_a_line_that_holds_more_than_it_can_is_broken(text, commands, after):
    assert simulate(text, commands, JUNOS) == after
