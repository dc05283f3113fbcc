"""After `course grade`: the results go into the gradebook, where there is one."""

import sys
from collections.abc import Sequence
from pathlib import Path

from autograder.intake.submissions import Submission
from autograder.reports.results import Result
from course.gradebook.grading import RESULTS
from course.marking import ClassRun
from course.settings import Settings


def record(settings: Settings, run: ClassRun, results: Path) -> bool:
    """Write what was graded into the gradebook and say so; False if some of it could not be.

    The gradebook goes with the course's own results: with others, or before it was made, nothing is written.
    """
    if results.resolve() != (settings.root / RESULTS).resolve() or not made(settings):
        return True
    from course.gradebook import bulk
    from course.gradebook.database import url

    recorded = bulk.record(settings.root, url(settings, settings.root), settings.late, _graded(run))
    print(f"gradebook: {recorded.written} written, {recorded.unchanged} as before")
    for each in recorded.notes:
        print(f"gradebook: {each}", file=sys.stderr)
    for problem in recorded.problems:
        print(f"not in the gradebook: {problem}", file=sys.stderr)
    return not recorded.problems


def made(settings: Settings) -> bool:
    """Whether the gradebook is there; a server is asked when it is written to.

    Told without SQLAlchemy, whose import takes a quarter of a second.
    """
    kind, _, rest = settings.gradebook.partition(":///")
    return not kind.startswith("sqlite") or (settings.root / rest.partition("?")[0]).is_file()


def _graded(run: ClassRun) -> Sequence[tuple[Submission, Result]]:
    submissions = {(each.student, each.unit): each for each in run.found.submissions}
    return [(submissions[result["student"], result["unit"]], result) for result in run.results]
