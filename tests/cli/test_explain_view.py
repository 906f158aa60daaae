"""How the reasons of a plan read."""

from netops.cli.explain_view import explanation_lines
from netops.config.commands import Command
from netops.config.explain import Explanation, Step
from netops.model.config import DriftItem, DriftKind, Line

PATH = ("interface Vlan1",)


def told(**fields):
    given = {
        "number": 1, "path": PATH, "line": "mtu 9000", "settles": (), "makes": (), "until": (),
        "mends": (), "needed": "", "warnings": (), "undone_by": (), "opens": False,
    }  # fmt: skip
    step = Step(**{**given, **fields})
    return [str(line).strip() for line in explanation_lines(Explanation((step,), ()))][1:]


def item(kind, running, wanted, section=PATH):
    lines = (Line(n, text) if text else None for n, text in ((3, running), (4, wanted)))
    return DriftItem(kind, section, *lines)


def test_each_kind_of_drift_has_its_sentence():
    kinds = (
        item(DriftKind.EXTRA, "a", ""),
        item(DriftKind.MISSING, "", "b"),
        item(DriftKind.CHANGED, "a", "b"),
    )
    assert told(settles=kinds) == [
        "drift     running has `a` too many (line 3)",
        "drift     `b` is missing (line 4 of what is wanted)",
        "drift     `a` (line 3) becomes `b`",
    ]
    assert told(settles=(item(DriftKind.MOVED, "a", "a"),)) == [
        "drift     `a` stands in another place (line 3)"
    ]


def test_the_section_is_named_where_it_is_another_one():
    other = item(DriftKind.MISSING, "", "b", ("router bgp 1", "address-family ipv4"))
    assert told(makes=(other,), until=(2, 3)) == [
        "makes     router bgp 1 > address-family ipv4: takes along `b`",
        "until     command 2, 3",
    ]
    top = item(DriftKind.EXTRA, "a", "", ())
    assert told(makes=(top,)) == ["makes     sets up `a`"]


def test_many_lines_are_counted_and_three_are_named():
    many = tuple(item(DriftKind.EXTRA, f"a{n}", "") for n in range(5))
    assert told(settles=many)[-1] == "drift     and 2 more"
    assert len(told(settles=many)) == 4


def test_a_line_that_changes_nothing_says_so_and_a_header_says_nothing():
    assert told() == ["drift     none: the config means the same without it"]
    assert told(opens=True) == []


def test_the_way_back_is_numbered_too():
    lines = explanation_lines(Explanation((), (Command((), "interface Vlan1", opens=True),)))
    assert [str(line).strip() for line in lines] == ["way back", "1  interface Vlan1"]
