"""Answers are asked once, and a long life of a process does not keep them all."""

from netops.config.kept import Kept
from netops.config.leaving import Leaving
from netops.config.meaning import Item
from netops.config.scoped import Scoped


def test_a_question_is_asked_once() -> None:
    asked: list[str] = []
    kept = Kept(lambda line: asked.append(line) or len(asked))
    assert [kept["a"], kept["a"], kept["b"]] == [1, 1, 2]
    assert asked == ["a", "b"]


def test_too_many_answers_are_forgotten_and_asked_again() -> None:
    asked: list[str] = []
    kept = Kept(lambda line: asked.append(line) or len(asked), most=2)
    assert [kept[line] for line in "abca"] == [1, 2, 3, 4]
    assert sorted(kept) == ["a", "c"]


def test_a_fact_of_any_scope_holds_below_every_header_and_not_at_the_top() -> None:
    scoped = Scoped((("", "logging host"), ("**", "shutdown"), ("interface *", "mtu @kind")))
    assert scoped.below("").is_one("logging host")
    assert not scoped.below("").is_one("shutdown")
    assert scoped.below("router bgp 1").is_one("shutdown")
    assert scoped.below("interface Vlan1").named("mtu 9000") == (("kind", "9000"),)
    assert scoped.below("router bgp 1").named("mtu 9000") == ()


def lines(*norms: str) -> list[Item]:
    return [Item(norm, norm, norm) for norm in norms]


def texts(items: list[Item]) -> list[str]:
    return [item.norm for item in items]


def test_a_line_in_a_row_fights_with_those_that_begin_with_it_and_those_it_begins_with() -> None:
    leaving = Leaving()
    for item in lines("ip route P M N", "ip route P M N 250", "ip route Q M N 250", "ip route"):
        leaving.add(item, "many")
    assert texts(leaving.beside("ip route P M N 250 name x")) == [
        "ip route P M N",
        "ip route P M N 250",
    ]
    assert texts(leaving.beside("ip route Q M N")) == ["ip route Q M N 250"]
    assert leaving.beside("ip route") == []


def test_unknown_lines_with_the_same_first_words_fight_once_and_known_ones_never() -> None:
    leaving = Leaving()
    for item in lines("frobnicate all 1", "frobnicate all 2", "frobnicate none 1"):
        leaving.add(item, "")
    leaving.add(Item("mtu", "mtu 1500", "mtu 1500"), "single")
    assert texts(leaving.like("frobnicate all 3")) == ["frobnicate all 1", "frobnicate all 2"]
    assert leaving.like("frobnicate all 4") == []
    assert leaving.like("mtu 9000") == []
