"""An examiner: the process that marks one submission, and what it writes for the hall to read.

It writes a marking, a line of JSON, as soon as the verdicts are known, and one more with explanations and
follow-through credit. If it dies or hangs over the latter, the former counts.
"""

from __future__ import annotations

import gc
import json
import os
import platform
import resource
import sys
import traceback
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import numpy as np

from autograder.exam.examination import UNEXPLAINED, Examination, check_of, exercise_of
from autograder.exam.judge import report_of
from autograder.exam.sitting import Sitting
from autograder.exam.stopwatch import LONGEST
from autograder.inside import confine
from autograder.intake.ingest import Script, Ungradable
from autograder.sandbox import Limits, Sandbox
from autograder.verdicts import Marking, Verdict

if TYPE_CHECKING:
    from autograder.exam.collection import Items

OWN_BYTES = 4 << 30  # of address space for an examiner: a student may choose the arguments of our functions
GARBAGE = 20_000  # objects more than before, at which an examiner looks for cycles
MOST_CELLS = 30  # that take all the time that a cell may take, and are not the student's own


@dataclass(frozen=True)
class Job:
    """One submission to be marked; `script` is called in the examiner and may raise `Ungradable`."""

    label: str
    unit: str
    script: Callable[[], Script]
    files: Mapping[str, bytes]
    seed: str
    only: str | None = None  # this exercise; all if None
    hasty: bool = False  # its verdicts are wanted, no smaller counterexample and no explanation
    timed: bool = False  # and its speed, where that earns a bonus
    path: Path | None = None  # the file that `script` reads, for whoever has it read on another machine


@dataclass(frozen=True)
class Rules:
    """What a submission may use."""

    limits: Limits
    submission_seconds: float = 60.0

    def longest(self, items: Items) -> float:
        """Seconds after which even a submission that uses up every allowance of these checks has come to its end."""
        race = LONGEST if any(check_of(item).bonus for item in items) else 0.0
        return 3 * self.submission_seconds + MOST_CELLS * self.limits.cell_seconds + race


def examine(
    job: Job, items: Items, examination: Examination, sandbox: Sandbox, rules: Rules, pipe: int
) -> NoReturn:
    """The examiner's whole life."""
    gc.set_threshold(GARBAGE)  # it lives too briefly for more; its memory is limited anyway
    if sys.platform != "darwin":  # macOS has no working limit on memory
        confine.limit(resource.RLIMIT_AS, confine.address_space() + OWN_BYTES)
    try:
        with os.fdopen(pipe, "wb") as stream:
            for marking in _markings(job, items, examination, sandbox, rules):
                stream.write(json.dumps(marking).encode() + b"\n")
                stream.flush()
    finally:
        os._exit(0)


def _markings(
    job: Job, items: Items, examination: Examination, sandbox: Sandbox, rules: Rules
) -> Iterator[Marking]:
    """What is known of a submission, each time better than before."""
    marked = False
    try:
        script = job.script()
        sitting = Sitting(sandbox, script, job.files, rules.limits, rules.submission_seconds, hasty=job.hasty)
        try:
            for marking in examination.mark(sitting, items, job.seed):
                yield {**marking, "environment": _environment(sandbox)}
                marked = True
        finally:
            sitting.close()
    except Ungradable as error:
        yield ungradable(error)
    except BaseException:
        if not marked:
            yield failed("the examiner stopped with an error of its own", traceback.format_exc())


def _environment(sandbox: Sandbox) -> Mapping[str, str | int]:
    """Under which conditions a submission was run, for its result."""
    return {
        "isolation": sandbox.level,
        "isolation_name": confine.LEVELS[sandbox.level],
        "numpy": np.__version__,
        "python": platform.python_version(),
    }


def ungradable(error: Ungradable) -> Marking:
    """A marking that says why a file cannot be read as a notebook."""
    return {"status": "ungradable", "reason": str(error), "tests": [], "notes": []}


def failed(reason: str, *faults: str) -> Marking:
    """A marking that says that the grader failed, not the student; what was at fault is for the instructor."""
    return {"status": "grader_error", "reason": reason, "tests": [], "notes": [], "faults": list(faults)}


def overrun(items: Items, rules: Rules) -> Marking:
    """A marking that says that a submission did not come to its end, whatever it had been told."""
    message = f"the submission had not come to its end after {rules.longest(items):g} s"
    tests: dict[str, Marking] = {}
    for item in items:
        check, name = check_of(item), exercise_of(item).name
        test = tests.setdefault(name, _timed_out(name))
        test["checks"].append(report_of(check, Verdict.timed_out, message))
    return {"status": "graded", "reason": None, "tests": list(tests.values()), "notes": [message], "faults": []}


def _timed_out(name: str) -> Marking:
    nothing = {"seconds": 0.0, **UNEXPLAINED, "follow_through": None}
    return {"name": name, "verdict": Verdict.timed_out.value, **nothing, "checks": []}


def last_marking(received: bytes, otherwise: Marking, trouble: str) -> Marking:
    """The last marking that an examiner has written whole, with its trouble if there should have been another one."""
    *lines, _ = received.split(b"\n")
    if not lines:
        return otherwise
    marking: Marking = json.loads(lines[-1])
    if len(lines) == 1 and marking["tests"]:
        words = f"the examiner was to look for explanations and follow-through credit, but {trouble}"
        marking["faults"] = [*marking.get("faults", []), words]
    return marking
