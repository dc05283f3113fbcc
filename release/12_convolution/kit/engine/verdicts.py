"""The closed set of verdicts on a check, and on an exercise as the worst of its checks."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Any

Marking = dict[str, Any]  # what an examiner says of a submission, or of a part of it: data for JSON


class Verdict(StrEnum):
    """What became of a check. Only `passed` earns by merit; `grader_error` never costs points."""

    passed = "passed"
    failed = "failed"  # an answer came, and it is wrong
    missing = "missing"  # the exercise's own stub is still there, or nothing is
    crashed = "crashed"  # an exception, or the process died
    timed_out = "timed_out"
    out_of_memory = "out_of_memory"
    skipped = "skipped"  # not run, because an earlier check used up the time
    grader_error = "grader_error"  # the mark scheme itself failed


# The one word for several checks: the first of these that occurs. A time-out explains the skipped
# checks after it; `missing` describes an exercise only when nothing else happened.
PRECEDENCE = (
    Verdict.grader_error,
    Verdict.timed_out,
    Verdict.out_of_memory,
    Verdict.crashed,
    Verdict.failed,
    Verdict.skipped,
    Verdict.missing,
    Verdict.passed,
)

# What another run may answer differently: never served from the cache.
UNSTABLE = frozenset({Verdict.timed_out, Verdict.out_of_memory, Verdict.skipped, Verdict.grader_error})

EARNS = frozenset({Verdict.passed, Verdict.grader_error})


def worst(verdicts: Iterable[Verdict]) -> Verdict:
    """The verdict on an exercise, from the verdicts on its checks (at least one)."""
    return min(verdicts, key=PRECEDENCE.index)
