"""A counterexample is one: what failed is repeated alone in a fresh process, before it is shown.

An answer that remembers earlier calls - in a default argument, in a variable outside - may fail on an input that is
innocent. Where the repetition passes, it is said that the answer depends on earlier calls, and which there were.
"""

import contextlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from autograder.exam.judge import Report
from autograder.exam.sitting import Sitting
from autograder.exam.transcript import Entry
from autograder.scheme.forall import Counterexample
from autograder.scheme.shown import cut, in_line
from autograder.scheme.student import Student
from autograder.verdicts import Verdict

if TYPE_CHECKING:
    import pytest

EARLIER = 3  # calls that are shown
DEPENDS = (
    "The value depends on earlier calls: asked alone after a fresh start, the input that failed is answered rightly. "
    "The usual cause is a default argument, or a variable outside the function, that is used as a memory."
)


@dataclass(frozen=True)
class Failed:
    """A check that failed, its report, and the counterexample as it was."""

    item: "pytest.Function"
    report: Report
    counterexample: Counterexample


def failed(items: Sequence["pytest.Function"], reports: Sequence[Report], sitting: Sitting) -> Iterator[Failed]:
    """The checks of an exercise that failed on an input which can be tried again."""
    for item, report in zip(items, reports, strict=True):
        kept = sitting.counterexamples.get((sitting.exercise, item.name))
        if kept and report["verdict"] in (Verdict.failed, Verdict.crashed) and hasattr(item.function, "__again__"):
            yield Failed(item, report, kept)


def passes(failure: Failed, sitting: Sitting, seed: str) -> bool:
    """Whether the check passes on its counterexample in a sitting in which nothing has been asked before."""
    sitting.exercise, sitting.check = failure.item.cls.__exercise__.name, f"alone {failure.item.name}"
    try:
        failure.item.function.__again__(failure.item.cls(), Student(sitting, seed), failure.counterexample)
    except Exception:  # an outcome, an expectation that fails, or the check stumbles over the answer
        return False
    return True


def with_earlier_calls(message: str, sitting: Sitting, failure: Failed) -> str:
    """The message of a check whose counterexample passes alone."""
    name = failure.item.cls.__exercise__.name
    calls = [each for each in sitting.entries(name) if each.target == name][:EARLIER]
    told = "; ".join(dict.fromkeys(_call(name, each) for each in calls))
    return cut(f"{message}. Asked alone after a fresh start it is answered rightly; asked before were {told}")


def _call(name: str, entry: Entry) -> str:
    args: Sequence[Any] = ()
    kwargs: Mapping[str, Any] = {}
    with contextlib.suppress(Exception):  # a function among them, of a process that is gone
        args, kwargs = entry.asked.value()
    inside = [*map(in_line, args), *(f"{key}={in_line(value)}" for key, value in kwargs.items())]
    return f"{name}({', '.join(inside)})"
