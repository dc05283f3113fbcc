"""Notebooks graded as a class, and run in Jupyter."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

import pytest

from autograder.exam.hall import Job, Rules, hold
from autograder.intake.ingest import load_paper, read
from autograder.intake.submissions import Submission
from autograder.reports.results import Result, assemble
from autograder.sandbox import Limits
from autograder.scheme.exercises import unit_exercises
from autograder.verdicts import Marking
from course.settings import load
from tests.cases.notebooks import Work

RULES = Rules(Limits(call_seconds=2.0, cell_seconds=5.0), submission_seconds=60)
Graded = Callable[..., dict[str, Result]]


@pytest.fixture(scope="session")
def grade(tmp_path_factory: pytest.TempPathFactory) -> Graded:
    """Grade notebooks of one unit; the results by name."""

    def run(works: Mapping[str, Work], rules: Rules = RULES) -> dict[str, Result]:
        folder: Path = tmp_path_factory.mktemp("handed-in")
        (unit,) = {work.unit for work in works.values()}
        paper = load_paper(load().root / "release" / unit)
        points = {each.name: each.points for each in unit_exercises(unit).values()}
        paths = {name: work.save(folder / f"{number}.ipynb") for number, (name, work) in enumerate(works.items())}
        results: dict[str, Result] = {}

        def marked(job: Job, marking: Marking) -> None:
            submission = Submission(job.label, unit, paths[job.label])
            results[job.label] = assemble(marking, submission, paper, points, "")

        jobs = [Job(name, unit, partial(read, path, paper), paper.files, "s") for name, path in paths.items()]
        hold(jobs, [unit], marked, rules, workers=2)
        return results

    return run
