"""Verdicts and actors: events attribute, they never authorise."""

from fleet import CORE, DEVICES, EDGE, STARTUP, lost, snapshot

from netops.audit.episodes import actors, episodes, log_mark, since
from netops.model.finding import Verdict
from netops.platforms.registry import platform

IOS, EOS = platform("cisco_ios"), platform("arista_eos")
BY_ADMIN = (
    "*Nov 23 01:02:03.004: %SYS-5-CONFIG_I: Configured from console by admin on vty0 (10.31.0.24)"
)


def episode(digest="d", approved=(), events=()):
    found = episodes(
        [snapshot(EDGE, "x\n", events=events), snapshot(EDGE, "x\n", STARTUP), lost(CORE)],
        DEVICES,
        digests={"edge1": digest},
        approved={"edge1": approved},
    )
    assert list(found) == ["edge1"]
    return found["edge1"].verdict, found["edge1"].actors


def test_a_config_that_an_approved_change_predicted_is_authorised_whoever_typed_it():
    assert episode(approved=("c", "d")) == (Verdict.AUTHORISED, ())
    assert episode(approved=("d",), events=(BY_ADMIN,))[0] is Verdict.AUTHORISED


def test_an_event_names_the_actor_and_makes_nothing_authorised():
    assert episode(events=(BY_ADMIN,)) == (Verdict.UNAUTHORISED, ("admin from 10.31.0.24",))
    assert episode(approved=("other",), events=(BY_ADMIN,))[0] is Verdict.UNAUTHORISED


def test_a_change_without_any_event_is_unattributed():
    assert episode(events=("%LINK-3-UPDOWN: Interface Gi0/1",)) == (Verdict.UNATTRIBUTED, ())


def test_every_actor_is_kept_once_with_the_newest_last():
    other = BY_ADMIN.replace("admin", "eve")
    assert actors((BY_ADMIN, other, BY_ADMIN), IOS) == (
        "eve from 10.31.0.24",
        "admin from 10.31.0.24",
    )


def test_a_console_user_has_no_source_and_a_loaded_file_no_user():
    lines = (
        "%SYS-5-CONFIG_I: Configured from console by admin on console",
        "%SYS-5-CONFIG_I: Configured from tftp://10.83.21.224//x by console",
    )
    assert actors(lines, IOS)[0] == "admin"
    assert len(actors(lines, IOS)) == 2


def test_arista_names_its_actor_too():
    line = "core1 ConfigAgent: %SYS-5-CONFIG_I: Configured from console by eve on vty5 (192.0.2.9)"
    assert actors((line,), EOS) == ("eve from 192.0.2.9",)


def test_a_logged_command_adds_no_second_name_to_a_user_whose_source_is_known():
    command = "%PARSER-5-CFGLOG_LOGGEDCMD: User:mallory  logged command:no logging host 10.0.0.1"
    session = "%SYS-5-CONFIG_I: Configured from console by mallory on vty1 (10.66.0.9)"
    assert actors((command,), IOS) == ("mallory",)
    assert actors((command, session), IOS) == ("mallory from 10.66.0.9",)


def test_log_lines_that_an_earlier_backup_knew_are_told_from_those_since():
    log = ("one", "two", "one", "three")
    assert since(log, log_mark(("one",))) == ("three",)
    assert since(log, log_mark(log)) == ()
    assert since(log, log_mark(())) == log
    assert since(log, log_mark(("gone",))) == log
