"""`course check`: prove every mark scheme, and say what is wanting."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from autograder.exam.examination import MarkSchemeError
from autograder.intake.paper import Paper, load_paper
from autograder.proof.many_seeds import try_seeds
from autograder.proof.prove import Proof, Seeds, count, prove
from course import CourseError
from course.marking import cores, course_of
from course.progress import Bar
from course.settings import Settings, Unit
from course.weaving.unit import read_paper

ORDER = ("reference", "alternate", "starter", "misconception", "one call", "mutant")


def run(settings: Settings, units: Iterable[str], seeds: Seeds, workers: int | None, marks: bool = False) -> int:
    """Prove the units' mark schemes; exit code 1 if anything is wanting."""
    wanting = 0
    for unit in settings.select(units):
        try:
            proof = proof_of(settings, unit, seeds, cores(settings, workers))
        except MarkSchemeError as error:
            raise CourseError(str(error)) from None
        tried = ", ".join(f"{proof.tried[kind]} x {kind}" for kind in ORDER)
        wanting += _told(f"{unit.id}: {tried}", proof.findings)
        if marks:
            print("\n".join(f"  {line}" for line in proof.tally.marks()))
    return int(wanting > 0)


def on_many_seeds(settings: Settings, units: Iterable[str], seeds: Seeds, workers: int | None) -> int:
    """Try our own answers to the units' exercises in this process; exit code 1 if a mark depends on the seed."""
    wanting = 0
    for unit in settings.select(units):
        with Bar(f"checking {unit.id}", seeds.right) as bar:
            outcomes = try_seeds(unit.id, seeds, cores(settings, workers), bar.step)
        tried = ", ".join(f"{count} x {kind}" for kind, count in outcomes.answers.items())
        where = f"{seeds.right} seeds in process, {seeds.wrong} of wrong answers"
        wanting += _told(f"{unit.id}, {where}: {tried}", list(outcomes.findings()))
    return int(wanting > 0)


def _told(tried: str, findings: Sequence[str]) -> int:
    """Say what was tried on a unit and what was found wanting; how much that is."""
    print(f"{tried}: {len(findings) or 'nothing'} wanting", flush=True)
    for finding in findings:
        print(f"  {finding}")
    return len(findings)


def proof_of(settings: Settings, unit: Unit, seeds: Seeds, workers: int) -> Proof:
    """Try one unit's mark scheme on the model answers as they are woven, with progress."""
    course = course_of(settings)
    paper, bodies = answered(settings, unit, course.release)
    with Bar(f"checking {unit.id}", count(paper, bodies, seeds)) as bar:
        return prove(paper, bodies, course.rules, seeds, workers, bar.step)


def answered(settings: Settings, unit: Unit, release: Path) -> tuple[Paper, Mapping[str, str]]:
    """The released paper of a unit, and the model answers as they are woven, by exercise."""
    paper = load_paper(release / unit.id)
    solutions = read_paper(settings, unit).solutions
    return paper, {name: solutions[name].woven for name in paper.exercises}
