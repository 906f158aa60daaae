"""What devices say is hostile: it is shown, stored and reported, and never obeyed."""

from .workbench import EOS, IOS

HOSTILE = "\x1b[2J\x1b]0;owned\x07 <script>alert(1)</script> [bold]x[/bold] \u202ekcab"
PORTS = {IOS: "GigabitEthernet0/2", EOS: "Ethernet2"}


def test_a_hostile_description_reaches_no_terminal_page_or_prompt_raw(bench):
    for device, port in PORTS.items():
        bench.lab.run_cli(device, [f"interface {port}", f"description {HOSTILE}"])
    limit = ("--limit", IOS, "--limit", EOS)
    shown = [
        bench.netops("run", "nightly", *limit, expect=3),
        bench.netops("show", IOS),
        bench.netops("diff", EOS, "--startup"),
    ]
    for said in shown:
        assert "owned" in said.out
        assert harmless(said.text)
    assert bench.ask("show", IOS)["text"].count(HOSTILE) == 1
    pages = list((bench.folder / "reports" / "latest").iterdir())
    assert len(pages) == 4
    for page in pages:
        assert harmless(page.read_text()), page
    html = (bench.folder / "reports" / "latest" / "report.html").read_text()
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert" in html
    assert HOSTILE in bench.stored(IOS)


def harmless(text):
    return not any(mark in text for mark in ("\x1b", "\x07", "\u202e"))


def test_a_request_that_nobody_could_read_as_it_is_makes_no_change(bench):
    """In a terminal or a page the reviewer would not see what was asked."""
    (bench.folder / "lines.cfg").write_text(f"interface {PORTS[IOS]}\n description {HOSTILE}\n")
    asked = ("--limit", IOS, "--snippet", "lines.cfg", "--reason", "r", "--title")
    with bench.nothing_lost(IOS):
        said = bench.netops("change", "new", *asked, "t\x1b[1mt", expect=2)
    assert "the title must not hold U+001B; the lines must not hold U+0007, U+001B" in said.err
    assert bench.ask("change", "status") == []


def test_a_plan_shows_a_hostile_line_harmlessly_to_whoever_must_sign_it(bench):
    bench.lab.run_cli(IOS, [f"interface {PORTS[IOS]}", f"description {HOSTILE}"], saved=True)
    change = bench.in_review(IOS)
    said = bench.netops("change", "show", change)
    assert "owned" in said.out
    assert harmless(said.text)
