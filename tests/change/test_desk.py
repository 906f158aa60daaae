"""The life of a change at the desk, in memory: what is recorded, and what is refused."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from netops.change import drafting, execution, review
from netops.change.desk import changes, log, verify_log
from netops.change.dossier import dossier
from netops.change.log import Broken
from netops.change.rollout import Phase
from netops.change.windows import Calendar, Freeze
from netops.config.clean import canonical
from netops.errors import DeviceError, InputError, Locked, Refused, StoreError
from netops.model.change import Decision, DeviceState, Mode, Pending, State, Window
from netops.platforms.registry import platform

from .box import BASE, FOREIGN, HALF, KEY, PREDICTED
from .memory import asked, office
from .stories import NOW


def opened(here, *devices, **fields):
    return drafting.new(here.desk, asked(*devices, **fields)).id


def planned(here, *devices, **fields):
    change = opened(here, *devices, **fields)
    drafting.plan(here.desk, change, actor="ana")
    return change


def submitted(here, *devices, **fields):
    change = planned(here, *devices, **fields)
    review.submit(here.desk, change, actor="ana")
    return change


def say(here, change, who, **fields):
    given = {"key": who, "reason": "read it", **fields}
    return review.approve(here.desk, change, who=who, **given)


def approved(here, *devices, **fields):
    change = submitted(here, *devices, **fields)
    say(here, change, "bo")
    assert say(here, change, "cy") is State.APPROVED
    return change


def stored(here, text):
    """What the last backup of r1 proved."""
    shown = canonical(text, platform("cisco_ios"), KEY).encode()
    here.desk.store.write(dict.fromkeys(CONFIGS, shown), message="backup\n\nRun-Id: r")


def last(here, path):
    """The last commit that touched a file, and the one before it."""
    return list(here.desk.store.log(path))[:2]


def state(here, change):
    return dossier(here.desk, change).state


CONFIGS = tuple(f"configs/ams1/r1/{kind}.cfg" for kind in ("running", "startup"))


SHOWN = canonical(BASE, platform("cisco_ios"), KEY)


# From a request to its end


def test_a_change_goes_from_draft_to_applied_and_each_step_is_a_commit_with_its_id():
    here = office()
    stored(here, BASE)
    report = execution.apply(here.desk, approved(here), operator="op")
    assert report.state is State.APPLIED
    assert (here.boxes["r1"].running, here.boxes["r1"].startup) == (PREDICTED, PREDICTED)
    history = dossier(here.desk, report.change).history
    assert [(entry.actor, entry.event.word) for entry in history] == [
        ("ana", "created"), ("ana", "planned"), ("ana", "submitted"),
        ("bo", "approved by reviewer"), ("cy", "approved by cab"), ("op", "apply"),
        ("netops", "verifying"), ("netops", "applied"),
    ]  # fmt: skip
    steps = here.desk.store.commits[1:]
    assert len(steps) == 8
    assert {one.trailers["Change-Id"] for one in steps} == {report.change}
    assert here.desk.store.commits[-1].trailers["Run-Id"] == report.run


def test_what_others_wrote_before_the_change_is_a_commit_without_its_name():
    here = office()
    stored(here, BASE.replace("uplink", "as of last night"))
    report = execution.apply(here.desk, approved(here), operator="op")
    for path in CONFIGS:
        ours, found = last(here, path)
        assert ours.trailers["Change-Id"] == report.change
        assert found.trailers == {"Run-Id": report.run}
        assert found.subject == f"found before {report.change}"
        assert here.desk.store.read(path, found.revision).decode() == SHOWN


def test_what_the_last_backup_has_already_is_not_found_again():
    here = office()
    stored(here, BASE)
    execution.apply(here.desk, approved(here), operator="op")
    assert [one.subject for one in here.desk.store.log(CONFIGS[0])] == [
        "CHG-2026-0001: applied", "backup",
    ]  # fmt: skip


def test_a_change_that_was_taken_back_has_its_name_on_no_line_of_others():
    here = office()
    stored(here, BASE.replace("uplink", "as of last night"))
    here.boxes["r1"].cuts = True
    report = execution.apply(here.desk, approved(here), operator="op")
    assert report.state is State.ROLLED_BACK
    assert [one.subject for one in here.desk.store.log(CONFIGS[0])] == [
        f"found before {report.change}", "backup",
    ]  # fmt: skip


def test_a_rollback_has_its_name_on_what_it_takes_back():
    here = office()
    stored(here, BASE)
    change = approved(here)
    execution.apply(here.desk, change, operator="op")
    execution.rollback(here.desk, change, operator="op", reason="second thoughts")
    assert [one.subject for one in here.desk.store.log(CONFIGS[0])] == [
        "CHG-2026-0001: rolled_back", "CHG-2026-0001: applied", "backup",
    ]  # fmt: skip


def test_the_text_in_clear_beside_a_config_is_the_changes_or_goes():
    here = office()
    here.change(in_clear=True)
    clear = [path.replace(".cfg", ".clear.cfg") for path in CONFIGS]
    change = approved(here)
    execution.apply(here.desk, change, operator="op")
    assert "description core" in here.desk.store.files[clear[0]].decode()
    here.change(in_clear=False)
    execution.rollback(here.desk, change, operator="op", reason="second thoughts")
    assert [path for path in clear if path in here.desk.store.files] == []


def test_the_files_lie_where_the_documents_say():
    here = office()
    report = execution.apply(here.desk, approved(here), operator="op")
    base = "changes/CHG-2026-0001"
    assert sorted(here.desk.store.files) == [
        f"{base}/approvals/1-bo.json", f"{base}/approvals/1-bo.sig",
        f"{base}/approvals/1-cy.json", f"{base}/approvals/1-cy.sig",
        f"{base}/change.yaml",
        f"{base}/result.json",
        f"{base}/rev-1/devices/r1/commands", f"{base}/rev-1/devices/r1/diff",
        f"{base}/rev-1/devices/r1/predicted", f"{base}/rev-1/devices/r1/rollback",
        f"{base}/rev-1/plan.json",
        f"{base}/runs/{report.run}.jsonl",
        "configs/ams1/r1/running.cfg", "configs/ams1/r1/startup.cfg",
        "log.jsonl",
    ]  # fmt: skip
    result = json.loads(here.desk.store.files[f"{base}/result.json"])
    assert result["state"] == "applied"
    assert here.desk.journals.live(report.change) == ()


def test_the_newest_ids_follow_the_year_of_the_clock():
    here = office()
    assert [opened(here), opened(here)] == ["CHG-2026-0001", "CHG-2026-0002"]
    assert changes(here.desk) == ("CHG-2026-0001", "CHG-2026-0002")


def test_drift_is_remediated_from_the_intended_config():
    here = office()
    here.intended["r1"] = PREDICTED
    report = execution.apply(here.desk, approved(here, snippets={}), operator="op")
    assert report.state is State.APPLIED


def test_a_secret_that_is_wanted_by_its_digest_must_be_on_the_device():
    here = office()
    here.intended["r1"] = f"{PREDICTED}enable secret 9 <secret:0123456789abcdef>\n"
    change = opened(here, snippets={})
    with pytest.raises(Refused, match="names a secret by its digest, and the device does not"):
        drafting.plan(here.desk, change, actor="ana")


def test_a_whole_config_can_replace_the_running_one():
    here = office()
    here.intended["r1"] = PREDICTED
    here.boxes["r1"].diff = REPLACED
    change = approved(here, snippets={}, mode=Mode.REPLACE)
    assert execution.apply(here.desk, change, operator="op").state is State.APPLIED


REPLACED = """\
!Contextual Config Diffs:
interface GigabitEthernet0/1
 -description uplink
 +description core
line vty 0 4
 -transport input telnet ssh
 +transport input ssh
"""


def test_the_same_change_again_is_nothing_to_do():
    here = office()
    execution.apply(here.desk, approved(here), operator="op")
    with pytest.raises(Refused, match="there is nothing to do; as wanted already: r1"):
        planned(here)


def test_devices_that_hold_it_already_are_left_out_of_the_plan():
    here = office("r1", "r2")
    here.boxes["r2"].running = here.boxes["r2"].startup = PREDICTED
    found = drafting.plan(here.desk, opened(here, "r1", "r2"), actor="ana")
    assert found.unchanged == ("r2",)
    assert found.plan.waves == (("r1",),)


def test_two_devices_of_one_class_go_one_after_the_other():
    here = office("r1", "r2")
    report = execution.apply(here.desk, approved(here, "r1", "r2"), operator="op")
    assert [one.state for one in report.outcomes] == [DeviceState.APPLIED] * 2
    assert dossier(here.desk, report.change).plan.waves == (("r1",), ("r2",))


def test_a_failed_device_is_back_at_its_base_and_so_is_the_wave_before():
    here = office("r1", "r2")
    here.boxes["r2"].arms = HALF
    report = execution.apply(here.desk, approved(here, "r1", "r2"), operator="op")
    assert report.state is State.ROLLED_BACK
    assert {box.running for box in here.boxes.values()} == {BASE}
    last = dossier(here.desk, report.change).history[-1]
    assert "r2: the running config is not the predicted one" in last.event.note


def test_a_change_that_failed_can_be_planned_again_and_needs_new_approvals():
    here = office()
    here.boxes["r1"].arms = HALF
    change = approved(here)
    execution.apply(here.desk, change, operator="op")
    here.boxes["r1"].arms = PREDICTED
    assert drafting.plan(here.desk, change, actor="ana").plan.rev == 2
    review.submit(here.desk, change, actor="ana")
    count = review.standing(here.desk, dossier(here.desk, change))
    assert count.approvals == ()
    assert "bo signed CHG-2026-0001 revision 1, not this one" in count.objections


def test_an_applied_change_is_rolled_back_and_that_is_verified_and_logged():
    here = office()
    change = execution.apply(here.desk, approved(here), operator="op").change
    report = execution.rollback(here.desk, change, operator="op", reason="second thoughts")
    assert report.state is State.ROLLED_BACK
    assert (here.boxes["r1"].running, here.boxes["r1"].startup) == (BASE, BASE)
    words = [entry.event.word for entry in dossier(here.desk, change).history]
    assert words[-2:] == ["rollback", "rolled_back"]


def test_a_change_that_was_not_applied_cannot_be_rolled_back():
    here = office()
    with pytest.raises(Refused, match="is planned and cannot become rolling_back"):
        execution.rollback(here.desk, planned(here), operator="op", reason="x")


def test_a_device_that_is_not_reached_leaves_the_change_approved():
    here = office()
    change = approved(here)
    here.boxes["r1"].deaf = 1
    report = execution.apply(here.desk, change, operator="op")
    assert report.state is State.APPROVED
    assert report.outcomes[0].reason == "unreachable: no answer"


def test_a_base_that_moved_makes_the_change_stale_and_a_new_plan_is_possible():
    here = office()
    change = approved(here)
    here.boxes["r1"].running = here.boxes["r1"].startup = FOREIGN
    assert execution.apply(here.desk, change, operator="op").state is State.STALE
    assert drafting.plan(here.desk, change, actor="ana").plan.rev == 2


def test_a_window_that_closes_between_two_waves_halts_the_change():
    here = office("r1", "r2")
    change = approved(here, "r1", "r2")
    desk = here.desk

    def freeze(_box):
        desk.book.calendar.freezes[0:0] = [Freeze("now", Window(NOW, NOW.replace(year=2030)))]

    here.rules(calendar=Calendar(freezes=[]))
    desk = here.desk
    here.boxes["r1"].on = {"Save": [freeze]}
    report = execution.apply(here.desk, change, operator="op")
    assert report.state is State.HALTED
    assert here.boxes["r2"].running == BASE


# Refused


def test_a_change_that_does_not_exist_is_an_error():
    with pytest.raises(InputError, match="there is no change CHG-2026-0009"):
        dossier(office().desk, "CHG-2026-0009")


def test_a_secret_in_the_lines_is_refused_before_anything_is_written():
    here = office()
    with pytest.raises(InputError, match="line 1 of the lines for r1 holds a secret"):
        opened(here, snippets={"*": "snmp-server community labSecretX RO\n"})
    assert here.desk.store.commits == []


def test_a_reference_to_a_secret_is_resolved_for_the_device_only():
    here = office()
    change = opened(here, snippets={"*": "snmp-server community <env:RO> RO\n"})
    drafting.plan(here.desk, change, actor="ana")
    assert b"labSecret" not in b"".join(here.desk.store.files.values())
    assert "labSecretRO" in "".join(here.desk.sealed.texts.values())


def test_nothing_is_planned_for_a_device_that_does_not_answer():
    here = office()
    here.boxes["r1"].deaf = 1
    with pytest.raises(DeviceError, match="r1: no answer; nothing was planned"):
        planned(here)


def test_nothing_is_planned_while_somebodys_commit_is_armed():
    here = office()
    here.boxes["r1"].pending = Pending("eve", 60, ours=False)
    with pytest.raises(Refused, match="r1: a commit by eve is armed"):
        planned(here)


def test_a_device_that_left_the_inventory_stops_the_change():
    here = office()
    change = planned(here)
    here.change(fleet={})
    with pytest.raises(InputError, match="r1 is not in the inventory"):
        review.submit(here.desk, change, actor="ana")


def test_without_a_plan_there_is_nothing_to_submit():
    here = office()
    with pytest.raises(Refused, match="has no plan"):
        review.submit(here.desk, opened(here), actor="ana")


def test_the_requester_cannot_approve():
    here = office()
    with pytest.raises(Refused, match="ana asked for this change"):
        say(here, submitted(here), "ana")


def test_somebody_elses_key_is_refused_at_once():
    here = office()
    with pytest.raises(Refused, match="this is not bo's key by allowed_signers"):
        say(here, submitted(here), "bo", key="cy")


def test_a_person_without_a_role_is_refused_before_their_key_is_asked_for():
    here = office()
    with pytest.raises(Refused, match="eve does not hold the role"):
        say(here, submitted(here), "eve")


def test_nobody_approves_what_is_not_in_review():
    here = office()
    with pytest.raises(Refused, match="is planned, not in review"):
        say(here, planned(here), "bo")


def test_one_veto_rejects_a_change():
    here = office()
    change = submitted(here)
    assert say(here, change, "bo", decision=Decision.REJECT) is State.REJECTED


def test_a_second_word_of_one_person_takes_the_place_of_the_first():
    here = office()
    change = submitted(here)
    assert say(here, change, "bo") is State.IN_REVIEW
    assert say(here, change, "bo", reason="again") is State.IN_REVIEW


def test_a_change_can_be_cancelled_before_it_is_applied():
    here = office()
    change = submitted(here)
    review.cancel(here.desk, change, actor="ana", reason="not needed")
    assert state(here, change) is State.CANCELLED


def test_an_edited_plan_is_neither_approved_nor_applied():
    here = office()
    change = approved(here)
    path = f"changes/{change}/rev-1/plan.json"
    files = here.desk.store.files
    files[path] = files[path].replace(b'"soak":0', b'"soak":1')
    with pytest.raises(Refused, match=r"plan\.json of revision 1 is not the one in the log"):
        execution.apply(here.desk, change, operator="op")
    assert here.boxes["r1"].running == BASE


def test_an_edited_plan_is_not_submitted():
    here = office()
    change = planned(here)
    path = f"changes/{change}/rev-1/plan.json"
    files = here.desk.store.files
    files[path] = files[path].replace(b'"soak":0', b'"soak":1')
    with pytest.raises(Refused, match=r"plan\.json of revision 1 is not the one in the log"):
        review.submit(here.desk, change, actor="ana")


def test_a_plan_that_is_no_json_any_more_can_only_be_planned_again():
    here = office()
    change = approved(here)
    here.desk.store.files[f"changes/{change}/rev-1/plan.json"] = b"{"
    with pytest.raises(Refused, match=r"rev-1/plan\.json is not the plan in the log"):
        execution.apply(here.desk, change, operator="op")


@pytest.mark.parametrize("name", ["diff", "commands", "rollback", "predicted"])
def test_an_edited_file_beside_the_plan_stops_it(name):
    here = office()
    change = submitted(here)
    here.desk.store.files[f"changes/{change}/rev-1/devices/r1/{name}"] = b"harmless\n"
    with pytest.raises(Refused, match=f"rev-1/devices/r1/{name} does not say what the plan says"):
        say(here, change, "bo")


def test_a_plan_edited_in_the_work_tree_stops_it_too():
    here = office()
    change = approved(here)
    path = f"changes/{change}/rev-1/plan.json"
    here.views[path] = here.desk.store.files[path]
    assert execution.gate(here.desk, change, operator="op") == ()
    here.views[path] = b"{}"
    with pytest.raises(Refused, match=r"rev-1/plan\.json does not say what the plan says"):
        execution.apply(here.desk, change, operator="op")


def test_a_request_edited_after_the_plan_stops_it():
    here = office()
    change = approved(here)
    path = f"changes/{change}/change.yaml"
    files = here.desk.store.files
    files[path] = files[path].replace(b"type: normal", b"type: standard")
    with pytest.raises(Refused, match=r"change\.yaml does not say what the plan says"):
        execution.apply(here.desk, change, operator="op")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("transport input ssh", "transport input all"),
        ("uplink", "other"),
        ("host", "!host"),
    ],
)
def test_sealed_texts_that_are_not_the_plans_are_never_loaded(old, new):
    here = office()
    change = approved(here)
    texts = here.desk.sealed.texts
    texts.update({digest: text.replace(old, new) for digest, text in texts.items()})
    with pytest.raises(Refused, match="the sealed texts of r1 are not those of the plan"):
        execution.apply(here.desk, change, operator="op")
    assert here.boxes["r1"].running == BASE


def test_sealed_commands_alone_that_are_not_the_plans_are_never_loaded():
    here = office()
    change = approved(here)
    texts = here.desk.sealed.texts
    for digest, text in texts.items():
        exact = json.loads(text)
        exact["text"] += "username eve privilege 15\n"
        texts[digest] = json.dumps(exact, sort_keys=True, separators=(",", ":"))
    with pytest.raises(Refused, match="the sealed texts of r1 are not those of the plan"):
        execution.apply(here.desk, change, operator="op")


def test_a_clock_that_is_behind_the_log_stops_everything():
    here = office()
    change = approved(here)
    here.desk.clock.moment -= timedelta(hours=1)
    with pytest.raises(Refused, match="the clock is behind the last record of the log"):
        execution.apply(here.desk, change, operator="op")


def test_a_policy_that_changed_makes_an_approved_change_stale():
    here = office()
    change = approved(here)
    here.rules(policy=replace(here.desk.book.policy, digest="sha256:new"))
    with pytest.raises(Refused, match="the approval policy changed"):
        execution.apply(here.desk, change, operator="op")
    assert state(here, change) is State.STALE


def test_a_refusal_that_is_not_final_leaves_the_change_as_it_is():
    here = office()
    change = approved(here)
    here.rules(calendar=Calendar(freezes=(Freeze("x", Window(NOW, NOW.replace(year=2027))),)))
    with pytest.raises(Refused, match="the freeze 'x' holds"):
        execution.apply(here.desk, change, operator="op")
    assert state(here, change) is State.APPROVED


def test_policy_changed_before_review_only_refuses():
    here = office()
    change = submitted(here)
    here.rules(policy=replace(here.desk.book.policy, digest="sha256:new"))
    with pytest.raises(Refused):
        execution.apply(here.desk, change, operator="op")
    assert state(here, change) is State.IN_REVIEW


def test_words_that_expired_leave_the_change_expired_and_a_new_plan_is_possible():
    here = office()
    change = approved(here)
    here.desk.clock.moment += timedelta(hours=80)
    with pytest.raises(Refused, match="word expired at"):
        execution.apply(here.desk, change, operator="op")
    assert state(here, change) is State.EXPIRED
    assert drafting.plan(here.desk, change, actor="ana").plan.rev == 2


# The log


def test_a_whole_log_is_whole_in_the_commit_in_the_view_and_in_a_copy():
    here = office()
    planned(here)
    text = here.desk.store.files["log.jsonl"]
    here.views["log.jsonl"] = text
    assert len(verify_log(here.desk)) == 2
    assert len(verify_log(here.desk, text)) == 2


def test_an_edited_copy_of_the_log_is_found():
    here = office()
    planned(here)
    text = here.desk.store.files["log.jsonl"]
    assert isinstance(verify_log(here.desk, text.replace(b"Telnet", b"Telnat")), Broken)
    assert isinstance(verify_log(here.desk, text.splitlines(keepends=True)[0]), Broken)


def test_a_log_edited_in_the_work_tree_is_found():
    here = office()
    planned(here)
    text = here.desk.store.files["log.jsonl"]
    here.views["log.jsonl"] = text.replace(b"Telnet", b"Telnat")
    assert "does not match its own hash" in verify_log(here.desk).reason
    here.views["log.jsonl"] = text + text.splitlines(keepends=True)[0]
    assert isinstance(verify_log(here.desk), Broken)


def test_a_view_that_is_a_sound_log_but_another_one_is_found():
    here, other = office(), office()
    planned(here)
    planned(other)
    opened(other)
    here.views["log.jsonl"] = other.desk.store.files["log.jsonl"]
    assert verify_log(here.desk).reason == "the work tree is not the commit"


def test_nothing_is_done_on_a_log_that_was_tampered_with():
    here = office()
    change = planned(here)
    log_before = here.desk.store.files["log.jsonl"]
    here.desk.store.files["log.jsonl"] = log_before.splitlines(keepends=True)[0]
    with pytest.raises(StoreError, match="the tail was cut"):
        review.submit(here.desk, change, actor="ana")
    assert isinstance(verify_log(here.desk), Broken)


def test_a_cut_log_is_found_by_its_trailer_even_when_the_state_folder_is_lost():
    here = office()
    planned(here)
    here.desk.journals.remembered = ""
    here.desk.store.files["log.jsonl"] = b""
    with pytest.raises(StoreError, match="the tail was cut"):
        log(here.desk)


def test_an_evidence_without_trailers_relies_on_the_remembered_head():
    here = office()
    planned(here)
    for commit in here.desk.store.commits:
        commit.trailers.pop("Log-Head")
    assert len(log(here.desk)) == 2


# A run that died


@pytest.mark.parametrize(
    ("phase", "end"), [(Phase.ARM, State.APPROVED), (Phase.KEEP, State.APPLIED)]
)
def test_a_run_that_died_is_recovered_from_its_journal(phase, end):
    here = office()
    change = approved(here)
    here.desk.network.dies_at = phase
    with pytest.raises(KeyboardInterrupt):
        execution.apply(here.desk, change, operator="op")
    here.desk.network.dies_at = None
    if end is State.APPROVED:
        with pytest.raises(Refused, match="died; recover it first"):
            execution.apply(here.desk, change, operator="op")
    (report,) = execution.recover(here.desk, change, operator="op")
    assert report.state is end
    assert here.desk.journals.live(change) == ()
    assert execution.recover(here.desk, change, operator="op") == ()


def test_a_run_that_died_while_taking_back_is_taken_back():
    here = office()
    here.boxes["r1"].arms = HALF
    change = approved(here)
    here.desk.network.dies_at = Phase.TAKE_BACK
    with pytest.raises(KeyboardInterrupt):
        execution.apply(here.desk, change, operator="op")
    here.desk.network.dies_at = None
    (report,) = execution.recover(here.desk, change, operator="op")
    assert report.state is State.ROLLED_BACK
    assert here.boxes["r1"].running == BASE


def test_a_rollback_that_died_is_done_again_for_every_device():
    here = office("r1", "r2")
    change = execution.apply(here.desk, approved(here, "r1", "r2"), operator="op").change
    here.desk.network.dies_at = Phase.RESTORE
    with pytest.raises(KeyboardInterrupt):
        execution.rollback(here.desk, change, operator="op", reason="x")
    here.desk.network.dies_at = None
    (report,) = execution.recover(here.desk, change, operator="op")
    assert report.state is State.ROLLED_BACK
    assert {box.running for box in here.boxes.values()} == {BASE}


def test_a_state_that_the_table_does_not_reach_straight_passes_the_one_that_leads_there():
    here = office()
    change = approved(here)
    box = here.boxes["r1"]
    box.on = {"Confirm": [lambda box: setattr(box, "deaf", 1000)]}
    report = execution.apply(here.desk, change, operator="op")
    assert report.state is State.NEEDS_ATTENTION
    states = [entry.event.state for entry in dossier(here.desk, change).history]
    assert states[-3:] == [State.VERIFYING, State.ROLLING_BACK, State.NEEDS_ATTENTION]


@pytest.mark.parametrize(("patterns", "kept"), [((), 0), (("^feature ",), 2)])
def test_what_looks_like_a_secret_is_backed_up_only_if_somebody_said_it_is_none(patterns, kept):
    here = office()
    here.change(harmless=lambda _device: patterns)
    box = here.boxes["r1"]
    token = "feature " + "aB3xZ9qL" * 5
    quiet = "".join(f"ip host h{number} 10.0.0.{number}\n" for number in range(9))
    box.running, box.startup, box.arms = (
        text.replace("!\nend", f"!\n{quiet}{token}\nend") for text in (BASE, BASE, PREDICTED)
    )
    assert execution.apply(here.desk, approved(here), operator="op").state is State.APPLIED
    backed_up = [name for name in here.desk.store.files if name.startswith("configs/")]
    assert len(backed_up) == kept


def test_a_leaking_prediction_is_not_planned():
    here = office()
    here.boxes["r1"].running = BASE.replace("!\nend", "!\nfeature " + "aB3xZ9qL" * 5 + "\nend")
    with pytest.raises(Refused, match="lines of the plan still look like they hold a secret"):
        planned(here)


def test_what_is_only_read_is_not_planned():
    here = office()
    here.change(fleet={"r1": replace(here.desk.fleet["r1"], platform="cisco_nxos")})
    with pytest.raises(Refused, match="cannot take a change on Cisco NX-OS back yet"):
        planned(here)


def test_drift_without_a_proven_way_is_not_planned():
    here = office()
    here.intended["r1"] = BASE.replace(" transport input telnet ssh\n", " transport input none\n")
    with pytest.raises(Refused, match="r1: no proven plan"):
        planned(here, snippets={})


def test_lines_that_would_cut_us_off_can_be_planned_and_carry_that_as_a_high_risk():
    here = office()
    change = opened(here, snippets={"*": "line vty 0 4\n transport input none\n"})
    plan = drafting.plan(here.desk, change, actor="ana").plan
    assert plan.risk == "high"
    assert any("would cut management" in reason for reason in plan.risk_reasons)


def test_lines_that_leave_a_port_open_on_the_way_carry_that_as_a_high_risk():
    here = office()
    lines = "interface GigabitEthernet0/1\n ip access-group NOWHERE in\n"
    plan = drafting.plan(here.desk, opened(here, snippets={"*": lines}), actor="ana").plan
    assert plan.risk == "high"
    assert any("not safe at every step" in reason for reason in plan.risk_reasons)


def test_a_run_whose_lock_was_taken_over_starts_no_further_wave_and_records_nothing():
    here = office("r1", "r2")
    change = approved(here, "r1", "r2")
    boxes, before = here.boxes, len(here.desk.store.commits)

    def taken_over():
        # Once the first wave is done, which is r1 alone.
        if boxes["r1"].running == PREDICTED:
            raise Locked("another host took over")

    here.change(confirm=taken_over)
    with pytest.raises(Locked, match="took over"):
        execution.apply(here.desk, change, operator="op")
    assert boxes["r2"].running == BASE
    assert len(here.desk.store.commits) == before + 1
    assert here.desk.journals.live(change)
