"""Evidence that the remote lacks, or that could not be written at all."""

from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from netops.audit.unpushed import unpushed, unstored
from netops.model.finding import Result, Severity


@dataclass(frozen=True)
class Lacks:
    commits: int
    since: datetime = datetime(2026, 11, 20, 2, 17, tzinfo=UTC)
    reason: str = "Host key verification failed"


@pytest.mark.parametrize(("count", "said"), [(1, "1 commit,"), (3, "3 commits,")])
def test_it_is_told_how_many_commits_are_missing_since_when_and_why(count, said):
    (one,) = unpushed({"main": Lacks(count)})
    assert one.why == (
        f"It lacks {said} the oldest of 2026-11-20 at 02:17 UTC: Host key verification failed."
    )
    assert (one.severity, one.result) == (Severity.HIGH, Result.FAIL)
    assert (one.rule, one.device) == ("evidence-not-pushed", "evidence (main)")


def test_a_remote_that_has_more_than_we_do_lacks_nothing_and_is_told_all_the_same():
    (one,) = unpushed({"main": Lacks(0, reason="the two have diverged")})
    assert one.why == (
        "It has more than the evidence here, whose last commit is of 2026-11-20 at 02:17 UTC:"
        " the two have diverged."
    )


def test_the_finding_keeps_its_name_while_the_remote_falls_further_behind():
    names = {next(iter(unpushed({"main": Lacks(count)}))).fingerprint for count in (1, 9)}
    assert len(names) == 1


def test_a_shard_that_could_not_be_written_is_named_with_its_reason():
    (one,) = unstored({"ams1": "disk full"})
    assert (one.severity, one.rule) == (Severity.CRITICAL, "evidence-not-stored")
    assert one.device == "evidence (shard ams1)"
    assert one.why.endswith("those of the other shards are made: disk full.")
    assert list(unstored({})) == []
