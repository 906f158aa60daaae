"""What a person may ask for."""

from datetime import timedelta

import pytest

from netops.change.request import checked, checked_id, checked_name, next_id, snippet_for
from netops.errors import InputError
from netops.model.change import Window

from .stories import NOW, request


def test_the_next_id_is_one_above_the_highest_of_its_year():
    taken = ["CHG-2026-0009", "CHG-2026-0002", "CHG-2025-0400", "README.md"]
    assert next_id(taken, year=2026) == "CHG-2026-0010"
    assert next_id(taken, year=2027) == "CHG-2027-0001"


@pytest.mark.parametrize("name", ["CHG-1", "../etc", "CHG-2026-0001/x", ""])
def test_what_is_no_id_never_becomes_a_path(name):
    with pytest.raises(InputError, match="is no change id"):
        checked_id(name)
    assert checked_id("CHG-2026-0001") == "CHG-2026-0001"


@pytest.mark.parametrize("name", ["", "-x", "a b", "a/b", "a\nb", ".."])
def test_a_name_that_could_be_a_path_or_an_option_is_refused(name):
    with pytest.raises(InputError, match="is no name of a person"):
        checked_name(name)
    assert checked_name("ana@example.net") == "ana@example.net"


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"title": " "}, "needs a title"),
        ({"title": "a\nb"}, "needs a title of one line"),
        ({"title": "a\x1b[1m"}, r"the title must not hold U\+001B"),
        ({"reason": "\u202eko"}, r"the reason must not hold U\+202E"),
        ({"ticket": "T\x07\x00"}, r"the ticket must not hold U\+0000, U\+0007"),
        ({"snippets": {"*": "a\n\tb\rc"}}, r"the lines must not hold U\+000D"),
        ({"reason": ""}, "needs a reason"),
        ({"devices": ()}, "at least one device"),
        ({"devices": ("r1", "r1")}, "r1 is named twice"),
        ({"devices": ("r9",)}, "r9 is not in the inventory"),
        ({"snippets": {"r2": "x"}}, "lines for r2, which the change does not name"),
        ({"may_lose": ("bgp",)}, "'bgp' is not a kind and one address, network, name or"),
        ({"may_lose": ("eigrp 10.0.0.1",)}, "begins with none of bgp, ospf, route, interface"),
        ({"may_lose": ("route somewhere",)}, "'route somewhere' names no network"),
        ({"on_failure": "hope"}, "on_failure is 'hope'; known: keep"),
        ({"soak": -1}, "soak is -1; 0 to 3600 seconds"),
        ({"window": Window(NOW, NOW - timedelta(hours=1))}, "closes before it opens"),
    ],
)
def test_a_bad_request_says_what_is_wrong(fields, reason):
    with pytest.raises(InputError, match=reason):
        checked(request(**fields), known={"r1", "r2"})


def test_a_good_request_passes():
    asked = request(snippets={"*": "x"}, window=Window(NOW, NOW + timedelta(hours=1)))
    assert checked(asked, known={"r1"}) is asked


def test_a_devices_own_lines_win_over_the_lines_for_all():
    asked = request(snippets={"*": "all", "r1": "own"})
    assert snippet_for(asked, "r1") == "own"
    assert snippet_for(asked, "r2") == "all"
    assert snippet_for(request(), "r1") is None
