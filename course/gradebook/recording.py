"""After `course grade`: the results go into the gradebook, where there is one."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.intake.submissions import Submission
from autograder.reports.results import Result
from course.due.terms import terms
from course.gradebook.presence import goes_with
from course.settings import Settings

if TYPE_CHECKING:
    from course.marking import ClassRun


def record(settings: Settings, run: "ClassRun", results: Path, regraded: bool = False) -> bool:
    """Write what was graded into the gradebook and say so; False if some of it could not be.

    The gradebook goes with the course's own results: with others, or before it was made, nothing is written.
    """
    if not goes_with(settings, results):
        return True
    from course.gradebook import bulk
    from course.gradebook.database import url

    home, agreed = settings.home, terms(settings, results)
    recorded = bulk.record(home, url(settings, home), agreed, _graded(run), regraded)
    print(f"gradebook: {recorded.written} written, {recorded.unchanged} as before")
    for each in recorded.notes:
        print(f"gradebook: {each}", file=sys.stderr)
    for problem in recorded.problems:
        print(f"not in the gradebook: {problem}", file=sys.stderr)
    return not recorded.problems


def _graded(run: "ClassRun") -> Sequence[tuple[Submission, Result]]:
    submissions = {(each.student, each.unit): each for each in run.found.submissions}
    return [(submissions[result["student"], result["unit"]], result) for result in run.results]
