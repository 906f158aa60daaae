"""What every driver promises, against emulated devices whose memory we can read."""

import re
from itertools import count

import pytest

from netops.errors import Cause, DeviceError
from netops.model.change import Answer, Mode, Pending
from netops.model.config import ConfigKind

pytestmark = pytest.mark.xdist_group("lab-drivers")

_numbers = count(1)
LONG = 100  # minutes, each a second long in this lab


@pytest.fixture
def label():
    return f"CHG-2026-{next(_numbers):04}-1"


def description(bench, words):
    space = " " * (1 if bench.device.platform == "cisco_ios" else 3)
    return f"interface Loopback0\n{space}description {words}\n"


def whole(bench, words):
    """The device's running config with another description."""
    with bench.session() as session:
        text = session.fetch(ConfigKind.RUNNING)
    return re.sub(r"(interface Loopback0\n +description ).*", rf"\g<1>{words}", text)


def armed(bench, label, words, *, mode=Mode.MERGE, minutes=LONG):
    text = description(bench, words) if mode is Mode.MERGE else whole(bench, words)
    with bench.session() as session:
        session.load(text, mode=mode, label=label)
        diff, reply = session.device_diff(), session.commit_armed(minutes=minutes)
    assert reply.answer is Answer.OK
    return diff


def refused(bench, **options):
    with pytest.raises(DeviceError) as failure, bench.session(**options):
        pass
    return failure.value


def test_a_device_says_who_it_is(bench):
    with bench.session() as session:
        identity = session.identity()
    assert identity.hostname == bench.device.name
    assert identity.serial == bench.device.serial
    assert identity.os_version
    assert identity.model


@pytest.mark.parametrize("kind", [ConfigKind.RUNNING, ConfigKind.STARTUP])
def test_a_config_is_read_to_the_letter(bench, kind):
    with bench.session() as session:
        text = session.fetch(kind)
    assert text.endswith(bench.memory(kind))


def test_a_banner_line_that_looks_like_the_prompt_does_not_end_the_config(bench):
    bench.fault("banner-prompt")
    with bench.session() as session:
        text = session.fetch(ConfigKind.RUNNING)
    assert f"{bench.device.name}#" in text
    assert text.endswith(bench.memory())


def test_the_first_key_is_pinned_and_another_one_is_refused(bench):
    with bench.session():
        pass
    pins = list((bench.state.root / "known_hosts").iterdir())
    assert [pin.stat().st_mode & 0o777 for pin in pins] == [0o600]
    bench.fault("host-key-changed")
    error = refused(bench)
    assert error.cause is Cause.HOST_KEY
    assert f"delete {pins[0]}" in error.reason


def test_another_key_on_the_second_transport_is_refused_too(ios, label):
    with ios.session() as session:
        ios.fault("host-key-changed")
        with pytest.raises(DeviceError) as failure:
            session.load(description(ios, "x"), mode=Mode.MERGE, label=label)
    assert failure.value.cause is Cause.HOST_KEY


def test_a_wrong_password_is_tried_once(bench):
    before = bench.lab.memory(bench.device.name, "logins")
    assert refused(bench, password="labSecretWrong").cause is Cause.AUTHENTICATION
    after = bench.lab.memory(bench.device.name, "logins")
    assert after["wrong"] - before["wrong"] == 1


def test_a_slow_login_is_not_called_a_wrong_password(bench):
    with bench.session():
        pass
    bench.fault("auth-stall", seconds="3")
    error = refused(bench, connect_timeout=0.5, read_timeout=0.5)
    # Over HTTPS a login and its answer are one exchange: nothing came back at all.
    is_ssh = bench.device.platform == "cisco_ios"
    assert error.cause is (Cause.AUTH_TIMEOUT if is_ssh else Cause.UNREACHABLE)


def test_a_closed_port_is_unreachable(bench):
    bench.fault("unreachable")
    assert refused(bench).cause is Cause.UNREACHABLE


@pytest.mark.parametrize(
    ("fault", "cause"),
    [
        ("truncate-running", Cause.NOT_WHOLE),
        ("empty-running", Cause.NOT_WHOLE),
        ("refuse-show-run", Cause.REFUSED),
        ("drop-mid-output", Cause.SESSION_LOST),
    ],
)
def test_what_is_no_whole_config_is_an_error_with_its_cause(bench, fault, cause):
    bench.fault(fault)
    with bench.session() as session, pytest.raises(DeviceError) as failure:
        session.fetch(ConfigKind.RUNNING)
    assert failure.value.cause is cause
    assert "labSecret" not in str(failure.value)


def test_a_silent_device_is_a_timeout(bench):
    with bench.session(read_timeout=0.6) as session:
        bench.fault("slow", seconds="3")
        with pytest.raises(DeviceError) as failure:
            session.fetch(ConfigKind.RUNNING)
    assert failure.value.cause is Cause.TIMEOUT


@pytest.mark.parametrize("mode", Mode)
def test_an_armed_commit_is_active_unsaved_ours_and_survives_its_session(bench, label, mode):
    assert f"armed by {label}" in armed(bench, label, f"armed by {label}", mode=mode)
    assert f"armed by {label}" in bench.memory()
    assert "file prompt quiet" not in bench.memory()
    assert f"armed by {label}" not in bench.memory("startup")
    with bench.session() as session:
        found = session.pending(label)
        assert isinstance(found, Pending)
        assert found.ours
        foreign = session.pending("CHG-other")
        assert foreign is not None
        assert not foreign.ours
        assert session.confirm("CHG-other").answer is Answer.REJECTED
        assert session.confirm(label).answer is Answer.OK
        assert session.pending(label) is None
        assert f"armed by {label}" not in bench.memory("startup")
        assert session.save().answer is Answer.OK
        session.discard(label)
        assert session.leftovers(label) == ()
    assert bench.memory("startup") == bench.memory()
    assert label not in str(bench.lab.memory(bench.device.name, "files"))


@pytest.mark.parametrize("mode", Mode)
def test_an_armed_commit_of_ours_is_taken_back(bench, label, mode):
    base = bench.memory()
    armed(bench, label, f"armed by {label}", mode=mode)
    with bench.session() as session:
        assert session.revert(label).answer is Answer.OK
        session.discard(label)
        assert session.leftovers(label) == ()
    assert bench.memory() == base


def test_a_confirm_after_the_device_went_back_is_a_failure(bench, label):
    base = bench.memory()
    armed(bench, label, "soon gone", minutes=1)
    with bench.session() as session:
        while session.pending(label) is not None:
            pass  # one second in this lab
        reply = session.confirm(label)
        assert session.revert(label).answer is Answer.REJECTED
        session.discard(label)
    assert reply.answer is Answer.REJECTED
    assert "went back by itself" in reply.text
    assert bench.memory() == base


def test_a_discarded_candidate_changes_and_leaves_nothing(bench, label):
    base = bench.memory()
    with bench.session() as session:
        session.load(description(bench, "never"), mode=Mode.MERGE, label=label)
        assert session.leftovers(label) != ()
        session.discard(label)
        assert session.leftovers(label) == ()
    assert bench.memory() == base


def test_loading_again_under_the_same_label_starts_afresh(bench, label):
    with bench.session() as session:
        session.load(description(bench, "first"), mode=Mode.MERGE, label=label)
        session.load(description(bench, "second"), mode=Mode.MERGE, label=label)
        assert "first" not in session.device_diff()
        session.discard(label)


def test_a_label_that_was_confirmed_once_can_be_applied_again(bench, label):
    base = bench.memory()
    for words in ("first time", "second time"):
        armed(bench, label, words)
        with bench.session() as session:
            assert session.confirm(label).answer is Answer.OK
            session.discard(label)
    assert "second time" in bench.memory()
    armed(bench, label, re.findall(r"interface Loopback0\n +description (.*)", base)[0])
    with bench.session() as session:
        session.confirm(label)
        session.discard(label)
        assert session.leftovers(label) == ()
    assert bench.memory() == base


def test_a_banner_goes_in_as_it_was_written(bench, label):
    marks = ("^C\n", "^C\n") if bench.device.platform == "cisco_ios" else ("\n", "EOF\n")
    text = f"banner login {marks[0]}  ! indented, and no comment\n  * * *\n{marks[1]}"
    with bench.session() as session:
        session.load(text, mode=Mode.MERGE, label=label)
        assert session.commit_armed(minutes=LONG).answer is Answer.OK
        assert "  ! indented, and no comment\n  * * *\n" in session.fetch(ConfigKind.RUNNING)
        assert session.revert(label).answer is Answer.OK
        session.discard(label)


def test_the_log_names_who_configured(bench, label):
    bench.lab.run_cli(bench.device.name, description(bench, "by another").splitlines())
    with bench.session() as session:
        events = session.events()
    assert any("mallory" in event for event in events)
    armed(bench, label, "back again")
    with bench.session() as session:
        session.confirm(label)
        session.discard(label)


def test_a_hostile_label_is_refused(bench):
    with bench.session() as session, pytest.raises(DeviceError, match="file name"):
        session.load("x\n", mode=Mode.MERGE, label="x; reload")
