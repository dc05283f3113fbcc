"""Seconds per submission: `course grade` against its peers, on the same submissions with the same checks."""

import tempfile
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

from course.settings import load
from tests.benchmarks import comparison, machine
from tests.benchmarks.clock import Cost, clocked
from tests.benchmarks.comparison import Parts
from tests.benchmarks.graders import Grader, Scores, differences
from tests.benchmarks.nbgrader_course import Autograde, NbgraderCourse
from tests.benchmarks.otter_assignment import SET_UP, OtterAssignment, otter_version
from tests.benchmarks.our_grading import CourseGrade
from tests.benchmarks.plan import Plan
from tests.benchmarks.report import Progress, Report, ratios, spread
from tests.benchmarks.submissions import STUDENTS, write_class

SEED = "benchmark"
ONE, TWO, CACHE = "course grade, one worker", "course grade, two workers", "course grade, from cache"

METHOD = """\
All grade the same {batch} submissions ({students} different ones, of the sample class) with the same checks and the
same random inputs, as whole commands from start-up to exit, one after the other.

- `course grade` runs each submission in a sandboxed process of its own, without the visible examples and the figures.
  It makes counterexamples small, names misconceptions, gives follow-through credit, and writes a result and a feedback
  page.
- `nbgrader autograde` runs the checks as hidden tests of the graded cells, in the student's kernel, and executes every
  other cell: the visible examples, and figures where there are any. It writes the executed notebook and its gradebook;
  feedback is another of its commands. One kernel at a time, no confinement.
- otter's `grade_submission` executes the whole notebook as well, and then runs the checks as test files, a test case
  for each, in the student's kernel. It is called for one notebook after the other in one process, without a container,
  which would be slower; so there is no confinement either. It returns scores and messages, no feedback page.

Neither peer makes a counterexample small, names a misconception or gives follow-through credit.
CPU is the processor time of a command and all its descendants; it is less disturbed by what else a machine does."""

UNITS = """\
Seconds per submission, min / median / max over {rounds} rounds. marginal is (batch of {batch} - batch of 1) / \
{further}, start-up is what remains of a batch of 1."""

FACTORS = """\
How many times longer the peers take than `course grade` with one worker; in the last two columns, for the whole batch,
than with two workers and than from its cache:"""

Costs = Mapping[tuple[str, int], Sequence[Cost]]


def measure(unit: str, plan: Plan, figures: bool = True) -> Report:
    """Grade a class in every way, in turn; `figures` says whether its notebooks still have theirs."""
    say = Progress(f"grading {unit}")
    about = machine.description(["nbgrader", "nbclient", "ipykernel", "pytest"])
    costs: dict[tuple[str, int], list[Cost]] = defaultdict(list)
    with tempfile.TemporaryDirectory(prefix="benchmark-") as name:
        folder = Path(name)
        for size in (1, plan.batch):
            write_class(unit, folder / f"submitted-{size}", size, figures)
        peers = _peers(unit, plan.otter, folder, figures)
        say("the peers' assignments are made")
        for number in range(plan.rounds):
            for grader, size, home in _turns(unit, peers, plan.batch, number):
                command = grader.ready(folder / f"submitted-{size}", folder / home)
                costs[grader.label, size].append(clocked(command))
                say(f"round {number + 1}: {costs[grader.label, size][-1].wall:6.2f} s  {grader.label}, {size}")
        scores = {grader.label: grader.scores(folder / home) for grader, _, home in _turns(unit, peers, plan.batch, 0)}
        about += f"; {CourseGrade(unit, SEED, 1, ONE).isolation(folder / 'ours-0')}"
    return _report(unit, plan, about, costs, scores, figures)


def measure_lean(unit: str, plan: Plan) -> Report:
    """The same, with the figures taken out of the submissions: the least that a kernel can be asked to run."""
    return measure(unit, plan, figures=False)


def _peers(unit: str, otter: Path | None, folder: Path, figures: bool) -> list[Grader]:
    """The peers that there are, with the unit's assignment made."""
    course = NbgraderCourse(folder / "nbgrader")
    course.write_source(load(), unit, SEED, figures)
    course.run("generate_assignment", unit)
    peers: list[Grader] = [Autograde(course, unit)]
    if otter:
        peers.append(OtterAssignment.generated(otter, folder / "otter", unit, SEED))
    return peers


def _turns(unit: str, peers: Sequence[Grader], batch: int, number: int) -> list[tuple[Grader, int, str]]:
    """Who grades in a round, how many submissions, in which folder; every other round begins with ours."""
    one = CourseGrade(unit, SEED, 1, ONE)
    ours: list[tuple[Grader, int, str]] = [
        (one, 1, f"one-{number}"),
        (one, batch, f"ours-{number}"),
        (CourseGrade(unit, SEED, 2, TWO), batch, f"two-{number}"),
        (CourseGrade(unit, SEED, 1, CACHE), batch, f"ours-{number}"),
    ]
    theirs = [(peer, size, f"peer-{place}-{size}-{number}") for place, peer in enumerate(peers) for size in (1, batch)]
    return theirs + ours if number % 2 == 0 else ours + theirs


def _report(unit: str, plan: Plan, about: str, costs: Costs, scores: Mapping[str, Scores], figures: bool) -> Report:
    report = Report(f"Grading unit {unit}, the notebook {'as released' if figures else 'without its figures'}")
    report.say(METHOD.format(batch=plan.batch, students=min(plan.batch, len(STUDENTS[unit]))))
    otter = f"; otter-grader {otter_version(plan.otter)} in an environment of its own" if plan.otter else ""
    report.say(f"{about}{otter}.")
    if not otter:
        report.say(f"otter-grader was not measured: give `--otter ENV/bin/python`. To make ENV: `{SET_UP}`")
    report.say(_agreement(scores))
    parts = {label: Parts.of(plan.batch, costs[label, plan.batch], costs.get((label, 1), ())) for label in scores}
    header, *rows = comparison.seconds(parts)
    report.say(UNITS.format(rounds=plan.rounds, batch=plan.batch, further=plan.batch - 1))
    report.tabulate(header, rows)
    ours = {label: parts.pop(label) for label in (ONE, TWO, CACHE)}
    header, *rows = comparison.factors(parts, ours.pop(ONE), ours)
    report.say(FACTORS)
    report.tabulate(header, rows)
    one, two = ([cost.wall for cost in costs[label, plan.batch]] for label in (ONE, TWO))
    report.say(f"One worker over two, the whole batch: {spread(ratios(one, two))}.")
    return report


def _agreement(scores: Mapping[str, Scores]) -> str:
    ours = scores[ONE]
    peers = [label for label in scores if label not in (ONE, TWO, CACHE)]
    counts = ", ".join(f"{label} {differences(ours, scores[label])}" for label in peers)
    return f"Scores that differ from ours without follow-through credit, of {sum(map(len, ours.values()))}: {counts}."
