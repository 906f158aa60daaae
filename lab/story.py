"""The demo's steps: what a person does, and what must then be so."""

from collections.abc import Callable

from lab.stage import BACKUPS, ROOT, STATE, Stage

EVERY = 8
WAVES = 2
TAMPERED = {
    "ams1-edge1": "telnet-and-rw",
    "fra2-core1": "vty-filter-removed",
    "fra2-edge2": "unsaved-edit",
}
LOCKOUT = """\
ip access-list standard OFFICE-ONLY
 permit 10.99.0.0 0.0.255.255
line vty 0 4
 access-class OFFICE-ONLY in
"""


def back_up(stage: Stage) -> None:
    """Eight devices, proven whole, in one commit."""
    stage.netops("run", "nightly", show=14)
    proven = [row for row in stage.latest()["devices"] if row["standing"] == "changed"]
    stage.check("8 devices captured and verified", holds=len(proven) == EVERY)
    stage.check("they are the first commit", holds=stage.commits() == 1)
    leaks = stage.run("git", "-C", str(BACKUPS / "repo"), "grep", "-c", "labSecret", expect=None)
    stage.check("no secret of the lab is in it", holds=leaks.returncode == 1)


def back_up_again(stage: Stage) -> None:
    """Nothing changed, so nothing is committed."""
    stage.netops("run", "nightly", show=0)
    stage.check("no second commit", holds=stage.commits() == 1)


def tamper(stage: Stage) -> None:
    """Somebody else edits three devices."""
    for device, scenario in TAMPERED.items():
        print(f"  $ python -m lab tamper {device} {scenario}")
        stage.run("python", "-m", "lab", "tamper", device, scenario)
    unsaved = "fra2-edge2"
    differs = stage.lab.memory(unsaved, "running") != stage.lab.memory(unsaved, "startup")
    stage.check(f"{unsaved} runs what its startup does not hold", holds=differs)


def find(stage: Stage) -> None:
    """Drift with sections and lines, findings with severity and evidence, a verdict."""
    text = stage.netops("run", "nightly", expect=3, show=70)
    report = stage.latest()
    drifting = {drift["device"] for drift in report["drift"]}
    stage.check(f"drift on {', '.join(sorted(TAMPERED))}", holds=drifting == set(TAMPERED))
    verdicts = {f["device"]: f["verdict"] for f in report["findings"] if f["verdict"]}
    stage.check("the verdict is unauthorised", holds="unauthorised" in verdicts.values())
    stage.check("the unsaved edit is named", holds=any(
        f["device"] == "fra2-edge2" and "saved" in f["title"] for f in report["findings"]
    ))  # fmt: skip
    stage.check("mallory is named, as the devices' own logs say", holds="mallory" in text)


def remediate(stage: Stage) -> None:
    """Plan from drift, two signatures, two waves, verified by fresh sessions."""
    change = stage.new_change("--from-drift", "--title", "Take back the edits of tonight")
    stage.sign(change)
    stage.netops("change", "apply", change, show=40)
    status = stage.ask("change", "status", change)
    stage.check("the change is applied", holds=status["state"] == "applied")
    stage.check("it went in two waves", holds=len(status["waves"]) == WAVES)
    for device in TAMPERED:
        saved = stage.lab.memory(device, "running") == stage.lab.memory(device, "startup")
        stage.check(f"{device}: running is saved", holds=saved)
    stage.netops("run", "nightly", show=8)
    stage.check("nightly is clean again", holds=stage.latest()["exit_code"] == 0)


def lock_out(stage: Stage) -> None:
    """A vty filter that drops the tool's own address comes back by itself."""
    device = "ams1-edge2"
    before = stage.lab.memory(device, "running"), stage.lab.memory(device, "startup")
    snippet = STATE / "lockout.cfg"
    snippet.write_text(LOCKOUT)
    change = stage.new_change(
        "--limit", device, "--snippet", str(snippet), "--title", "Vty from the office only"
    )
    stage.sign(change)
    stage.netops("change", "apply", change, expect=6, show=40)
    after = stage.lab.memory(device, "running"), stage.lab.memory(device, "startup")
    stage.check(f"{device} runs and boots what it did before", holds=after == before)
    told = stage.netops("change", "status", change, show=30)
    stage.check("the change is rolled back", holds="rolled_back" in told.splitlines()[0])
    stage.check("the log says why", holds="no new session after the commit" in told)


def verify_log(stage: Stage) -> None:
    """The log is whole; one byte edited in a copy is found."""
    whole = stage.netops("change", "verify-log", show=2)
    stage.check("the log is whole", holds="is whole" in whole)
    copy = STATE / "edited-log.jsonl"
    body = bytearray((BACKUPS / "repo" / "log.jsonl").read_bytes())
    body[len(body) // 2] ^= 1
    copy.write_bytes(body)
    print("  one byte of a copy is edited")
    edited = str(copy.relative_to(ROOT))
    told = stage.netops("change", "verify-log", "--file", edited, expect=1, show=2)
    stage.check("it is found, with its line", holds="broken: log.jsonl:" in told)


STORY: tuple[tuple[str, str, Callable[[Stage], None]], ...] = (
    ("a", "Back up the network", back_up),
    ("b", "Again: nothing changed", back_up_again),
    ("c", "Somebody else edits three devices", tamper),
    ("d", "The next night finds it", find),
    ("e", "A change takes it back: planned, signed by two, applied in two waves", remediate),
    ("f", "A change that would cut us off is taken back by the device", lock_out),
    ("g", "The change log proves itself", verify_log),
)
