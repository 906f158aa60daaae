"""Junos's configuration language by itself: text, set form, loads, compare, the commit check."""

from __future__ import annotations

import pytest

from lab.sim.junos import checks
from lab.sim.junos.compare import compare
from lab.sim.junos.load import load, parsed
from lab.sim.junos.show import braces, commands
from lab.sim.junos.statements import new_root
from lab.topology import HERE

TERM = "firewall family inet filter PROTECT-RE term"
NAMES = ("par3-edge1", "par3-edge2")


def text_of(name: str) -> str:
    return (HERE / "configs" / f"{name}.cfg").read_text()


def shown(root) -> str:
    return "".join(f"{line}\n" for line in braces(root))


@pytest.fixture
def edge():
    return parsed(text_of("par3-edge1"))


@pytest.mark.parametrize("name", NAMES)
def test_a_config_survives_a_round_through_parse_and_show(name):
    assert shown(parsed(text_of(name))) == text_of(name)


@pytest.mark.parametrize("name", NAMES)
def test_the_set_form_leads_to_the_same_config_but_for_its_comments(name):
    lines = "\n".join(commands(parsed(text_of(name))))
    again = new_root()
    assert load(again, lines, "set") == []
    plain = "".join(f"{li}\n" for li in text_of(name).splitlines() if "/*" not in li)
    assert shown(again) == plain


@pytest.mark.parametrize("name", NAMES)
def test_the_lab_s_own_configs_pass_the_commit_check(name):
    assert checks.complaints(parsed(text_of(name))) == []


def test_what_is_no_statement_is_left_out_and_told(edge):
    before = shown(edge)
    wrong = "set system host-nam x\nset interfaces ge-0/0/1 mtu big\nset system"
    assert [(p.why, p.element) for p in load(edge, wrong, "set")] == [
        ("syntax error", "host-nam"),
        ("syntax error, expecting <number>", "big"),
    ]
    assert shown(edge) == before


def test_a_routing_protocol_means_unit_0_of_a_port_and_lldp_the_port_itself(edge):
    load(edge, "delete protocols\nset protocols lldp interface ge-0/0/1", "set")
    for port in ("ge-0/0/1", "ge-0/0/2.5", "lo0", "all"):
        load(edge, f"set protocols ospf area 0 interface {port} passive", "set")
    found = [line.split()[-2] for line in commands(edge) if line.endswith(" passive")]
    assert found == ["ge-0/0/1.0", "ge-0/0/2.5", "lo0.0", "all"]
    assert "set protocols lldp interface ge-0/0/1" in list(commands(edge))


def test_a_quotation_mark_that_is_never_closed_is_refused(edge):
    (problem,) = load(edge, 'set system host-name "a', "set")
    assert problem.why == "missing closing quote"


def test_a_text_with_a_wrong_statement_loads_the_rest():
    root = new_root()
    problems = load(root, "system { host-name a; foo bar; } bar { x; }", "override")
    assert [p.element for p in problems] == ["foo", "bar"]
    assert shown(root) == "system {\n    host-name a;\n}\n"


@pytest.mark.parametrize(
    "text", ["system {", "system { host-name a; } }", "system", 'system { host-name "a; }']
)
def test_unbalanced_braces_change_nothing(edge, text):
    before = shown(edge)
    (problem,) = load(edge, text, "override")
    assert problem.severity == "error"
    assert shown(edge) == before


def test_a_merge_adds_and_a_replace_tag_replaces(edge):
    load(edge, "policy-options { prefix-list OWN { 10.30.0.0/16; } }", "merge")
    assert "OWN {\n        10.3.0.0/16;\n        10.30.0.0/16;\n" in shown(edge)
    tagged = "policy-options { replace: prefix-list OWN { 10.31.0.0/16; } }"
    load(edge, tagged, "replace")
    assert "OWN {\n        10.31.0.0/16;\n    }\n" in shown(edge)


def test_a_delete_tag_deletes(edge):
    load(edge, "snmp { delete: community labSecretRO; }", "merge")
    assert "labSecretRO" not in shown(edge)


def test_deleting_what_is_not_there_is_a_warning(edge):
    (problem,) = load(edge, "delete system domain-search", "set")
    assert (problem.why, problem.severity) == ("statement not found", "warning")


def test_deleting_the_last_statement_takes_its_containers_along(edge):
    load(edge, "delete chassis alarm management-ethernet link-down", "set")
    assert "\nchassis {" not in shown(edge)


def test_one_value_of_a_list_can_be_deleted(edge):
    load(edge, "delete system authentication-order tacplus", "set")
    assert "    authentication-order password;\n" in shown(edge)


def test_terms_stay_in_the_order_of_entry_until_they_are_inserted(edge):
    load(edge, f"set {TERM} web from protocol tcp\nset {TERM} web then discard", "set")
    assert _terms(edge)[-2:] == ["rest", "web"]
    load(edge, f"insert {TERM} web before term ssh-rest", "set")
    assert _terms(edge)[:3] == ["management", "web", "ssh-rest"]


def _terms(root) -> list[str]:
    return [term.key for term in root.walk(*TERM.split(), "*")]


def test_interfaces_stand_in_their_natural_order():
    root = new_root()
    for name in ("lo0", "ge-0/0/10", "ge-0/0/9", "fxp0"):
        load(root, f"set interfaces {name} description x", "set")
    assert [one.key for one in root.walk("interfaces", "*")] == [
        "ge-0/0/9",
        "ge-0/0/10",
        "fxp0",
        "lo0",
    ]


def test_deactivated_statements_stay_and_do_nothing(edge):
    load(edge, "deactivate protocols ospf\nactivate interfaces ge-0/0/4", "set")
    assert "    inactive: ospf {\n" in shown(edge)
    assert "    ge-0/0/4 {\n" in shown(edge)
    assert edge.at("protocols", "ospf") is None
    assert "deactivate protocols ospf" in list(commands(edge))


def test_an_annotation_stands_above_its_statement(edge):
    load(edge, 'annotate system services "ask before you touch this"', "set")
    assert "    /* ask before you touch this */\n    services {\n" in shown(edge)


def test_a_rename_keeps_what_is_below(edge):
    load(edge, "rename interfaces ge-0/0/3 unit 110 to unit 111", "set")
    assert "        unit 111 {\n            description servers;\n" in shown(edge)


def test_a_group_is_kept_as_text_with_its_wildcards(edge):
    assert "            <ge-*> {\n                mtu 9192;\n" in shown(edge)
    load(edge, "set groups BACKBONE-LINK interfaces <ge-*> no-such-word", "set")
    assert "no-such-word" not in shown(edge)


def test_a_value_with_blanks_or_quotes_is_quoted():
    root = new_root()
    load(root, 'set system login message "say \\"friend\\"\\n and enter"', "set")
    assert '        message "say \\"friend\\"\\n and enter";\n' in shown(root)
    assert shown(parsed(shown(root))) == shown(root)


COMPARED = {
    "set system host-name other": "[edit system]\n-  host-name par3-edge1;\n+  host-name other;\n",
    "set interfaces ge-0/0/1 mtu 9000": "[edit interfaces ge-0/0/1]\n+   mtu 9000;\n",
    "delete interfaces ge-0/0/5": (
        "[edit interfaces]\n-   ge-0/0/5 {\n-       description unused;\n-       disable;\n-   }\n"
    ),
    "set interfaces lo0 unit 0 family inet address 10.3.0.99/32": (
        "[edit interfaces lo0 unit 0 family inet]\n"
        "        address 10.3.0.11/32 { ... }\n+       address 10.3.0.99/32;\n"
    ),
    "set routing-options static route 10.9.0.0/16 discard": (
        "[edit routing-options static]\n"
        "     route 10.3.0.0/16 { ... }\n+    route 10.9.0.0/16 discard;\n"
    ),
    "deactivate protocols ospf": "[edit protocols]\n!  inactive: ospf { ... }\n",
    "activate interfaces ge-0/0/4": "[edit interfaces]\n!   active: ge-0/0/4 { ... }\n",
    "insert policy-options policy-statement OSPF-EXPORT term servers after term rest": (
        "[edit policy-options policy-statement OSPF-EXPORT]\n!    term servers { ... }\n"
    ),
    "set policy-options prefix-list OWN 10.30.0.0/16": (
        "[edit policy-options prefix-list OWN]\n     10.3.0.0/16 { ... }\n+    10.30.0.0/16;\n"
    ),
    'set system tacplus-server 10.20.0.48 secret "$9$labSecretNew"': (
        "[edit system tacplus-server 10.20.0.48]\n"
        '-   secret "$9$labSecretTacacs"; ## SECRET-DATA\n'
        '+   secret "$9$labSecretNew"; ## SECRET-DATA\n'
    ),
}


@pytest.mark.parametrize(("line", "patch"), COMPARED.items())
def test_compare_speaks_junos_s_own_patch_form(edge, line, patch):
    changed = edge.clone()
    assert load(changed, line, "set") == []
    assert compare(edge, changed) == patch
    assert compare(changed, changed) == ""


STRANGE = """version 21.4R3-S4.9;
system {
    host-name a;
    strange-words 7 [ a "b c" ];
}
security {
    zones {
        /* not of the lab's world */
        security-zone trust {
            inactive: tcp-rst;
            key "$9$labSecretNew"; ## SECRET-DATA
        }
    }
}
interfaces {
    ge-0/0/0 {
        description x;
        qos-profile GOLD;
    }
    reth0 {
        description y;
    }
}
"""


@pytest.mark.parametrize("verb", ["delete", "deactivate"])
def test_whatever_is_taken_out_the_three_forms_still_agree(edge, verb):
    lines = [line for line in commands(edge) if line.startswith("set ")]
    for line in lines[:: len(lines) // 20]:
        changed = edge.clone()
        assert load(changed, line.replace("set", verb, 1), "set") == []
        assert parsed(shown(changed)) == changed
        assert compare(edge, changed)
        load(changed, shown(edge), "override")
        assert changed == edge


def test_an_unknown_statement_stays_as_it_stands_if_that_is_wanted():
    kept = parsed(STRANGE, keeps_unknown=True)
    assert shown(kept) == STRANGE
    changed = kept.clone()
    assert load(changed, STRANGE.replace("GOLD", "TIN"), "override", keeps_unknown=True) == []
    assert compare(kept, changed) == (
        "[edit interfaces ge-0/0/0]\n-   qos-profile GOLD;\n+   qos-profile TIN;\n"
    )
    with pytest.raises(ValueError, match="strange-words"):
        parsed(STRANGE)
