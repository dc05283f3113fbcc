"""After `course grade`: the results go into the gradebook, where there is one."""

import sys
from collections.abc import Sequence
from pathlib import Path

from sqlalchemy.engine import make_url

from autograder.intake.submissions import Submission
from autograder.reports.results import Result
from course.gradebook.database import url
from course.gradebook.grading import RESULTS
from course.marking import ClassRun
from course.settings import Settings


def record(settings: Settings, run: ClassRun, results: Path) -> bool:
    """Write what was graded into the gradebook and say so; False if some of it could not be.

    The gradebook goes with the course's own results: with others, or before it was made, nothing is written.
    """
    place = url(settings, settings.root)
    if results.resolve() != (settings.root / RESULTS).resolve() or not made(place):
        return True
    from course.gradebook import bulk

    recorded = bulk.record(settings.root, place, settings.late, _graded(run))
    print(f"gradebook: {recorded.written} written, {recorded.unchanged} as before")
    for problem in recorded.problems:
        print(f"not in the gradebook: {problem}", file=sys.stderr)
    return not recorded.problems


def made(place: str) -> bool:
    """Whether the gradebook is there; a server is asked when it is written to."""
    found = make_url(place)
    return found.get_backend_name() != "sqlite" or Path(found.database or "").is_file()


def _graded(run: ClassRun) -> Sequence[tuple[Submission, Result]]:
    submissions = {(each.student, each.unit): each for each in run.found.submissions}
    return [(submissions[result["student"], result["unit"]], result) for result in run.results]
