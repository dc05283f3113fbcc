"""Grade submissions: reuse what is settled, mark the rest, store each result as it comes."""

import hashlib
import json
import platform
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from autograder.exam.hall import Hold, Job, Rules, hold
from autograder.exam.sources import sources_digest
from autograder.intake.ingest import Paper, load_paper, read
from autograder.intake.submissions import Submission
from autograder.reports.feedback import render
from autograder.reports.results import Result, assemble, settled
from autograder.reports.store import Store
from autograder.scheme.exercises import unit_exercises
from autograder.verdicts import Marking

UNSURE = " written to meanwhile"  # at the end of a key, which fits no submission then


@dataclass(frozen=True)
class Course:
    """What grading needs to know of a course."""

    release: Path  # the folder of released units
    rules: Rules
    overrides: Mapping[str, float] = field(default_factory=dict)  # "unit/exercise" -> points
    level: int = 0  # of isolation, below which no result is taken over

    def points(self, unit: str) -> dict[str, float]:
        """What each exercise of a unit is worth: as declared, unless the instructor overrides it."""
        exercises = unit_exercises(unit).values()
        return {each.name: self.overrides.get(f"{unit}/{each.name}", each.points) for each in exercises}

    def paper(self, unit: str) -> Paper:
        """What students of a unit were given."""
        return load_paper(self.release / unit)

    def decides(self, unit: str, paper: Paper, seed: str) -> dict[str, Any]:
        """Everything that decides the results of a unit besides the submissions."""
        return {
            "paper": paper.digest,
            "sources": sources_digest(unit),
            "seed": seed,
            "rules": asdict(self.rules),
            "points": self.points(unit),
            "versions": [platform.python_version(), np.__version__],
        }


@dataclass
class Grading:
    """One run over submissions. `listener` hears of every result, `complain` of what could not be stored.

    What is settled is looked for in `others`, too. What is `fresh`, by student and unit, need not be settled if the
    grader did not fail: this run has graded it, in another part or before it was interrupted. `elsewhere` has the jobs
    marked, as `hold` does here.
    """

    course: Course
    store: Store
    seed: str
    listener: Callable[[Result, bool], None]
    complain: Callable[[str], None]
    others: Sequence[Store] = ()
    fresh: Container[tuple[str, str]] = ()
    elsewhere: Hold | None = None

    def run(self, submissions: Iterable[Submission], workers: int) -> None:
        """Grade all; on KeyboardInterrupt what is done stays done, and the next run goes on from there."""
        submissions = list(submissions)
        self.prepare(_units(submissions))
        waiting = [submission for submission in submissions if not self.stands(submission)]
        if waiting:
            self.serve(waiting, workers)

    def prepare(self, units: Iterable[str]) -> None:
        """Read what there is to know of these units, once."""
        self._papers = {unit: self.course.paper(unit) for unit in units}
        self._decides = {unit: self.course.decides(unit, paper, self.seed) for unit, paper in self._papers.items()}

    def stands(self, submission: Submission) -> bool:
        """Whether there is a result already, of which the listener has been told just now."""
        stored = self._stored(submission, self._key(submission, file_digest(submission.path)))
        if stored:
            self.listener(stored, True)
        return stored is not None

    def serve(
        self, submissions: Iterable[Submission | None], workers: int, meanwhile: Callable[[], None] = lambda: None
    ) -> None:
        """Grade these as they come, no student's unit twice at a time; None among them: nothing waits just now.

        `meanwhile` is called again and again.
        """
        self._waiting: dict[str, tuple[Submission, str]] = {}  # with the digest of what is graded
        jobs = (self._job(each) if each else None for each in submissions)
        mark = self.elsewhere or hold
        mark(jobs, self._papers, self._marked, self.course.rules, workers, meanwhile)

    def _stored(self, submission: Submission, key: str) -> Result | None:
        fresh = (submission.student, submission.unit) in self.fresh
        for stored in self._all_stored(submission):
            stands = settled(stored) or (fresh and stored["status"] != "grader_error")
            if stored["key"] == key and stands and self._confined(stored):
                return stored
        return None

    def _all_stored(self, submission: Submission) -> Iterator[Result]:
        found = (store.load(submission.student, submission.unit) for store in (self.store, *self.others))
        yield from filter(None, found)

    def _confined(self, result: Result) -> bool:
        """Whether a result was come by as safely as is required now; nothing was run for one without an environment."""
        environment = result.get("environment")
        return not environment or environment["isolation"] >= self.course.level

    def _job(self, submission: Submission) -> Job:
        label, paper = f"{submission.student}/{submission.unit}", self._papers[submission.unit]
        self._waiting[label] = submission, file_digest(submission.path)
        script = partial(read, submission.path, paper)
        return Job(label, submission.unit, script, paper.files, self.seed, timed=True, path=submission.path)

    def _marked(self, job: Job, marking: Marking) -> None:
        submission, graded = self._waiting.pop(job.label)
        paper, points = self._papers[submission.unit], self._decides[submission.unit]["points"]
        result = assemble(marking, submission, paper, points, self._key(submission, graded))
        result["submission"] = file_digest(submission.path)
        if result["submission"] != graded:  # nobody knows which of the two was read
            result["key"] += UNSURE
        earlier: Result = next(self._all_stored(submission), {})
        # What people have given is compared with the one; the other stands until it is brought up to date.
        result |= {name: earlier[name] for name in ("agreed", "lateness") if name in earlier}
        try:
            self.store.save(result, render(result))
        except OSError as error:
            self.complain(f"{job.label}: graded, but its result could not be written: {error.strerror}")
        self.listener(result, False)

    def _key(self, submission: Submission, digest: str) -> str:
        """Everything that decides the result. An edit to any of it means grading again."""
        decides = {
            "submission": digest,
            "notes": submission.notes,
            **self._decides[submission.unit],
        }
        return hashlib.sha256(json.dumps(decides, sort_keys=True).encode()).hexdigest()


def _units(submissions: Iterable[Submission]) -> list[str]:
    return sorted({submission.unit for submission in submissions})


def file_digest(path: Path) -> str:
    """Tells one submission from another of the same student."""
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:  # the examiner will say so; the result is not to be found again
        return f"unreadable: {error}"
