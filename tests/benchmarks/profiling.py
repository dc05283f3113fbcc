"""Where the time of a submission goes in our grader, span by span."""

import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import fmean, median
from typing import Any

from autograder.exam import examiner
from autograder.exam.grading import Grading
from autograder.exam.hall import Hall, Job
from autograder.intake.submissions import find
from autograder.reports.store import Store
from course.marking import course_of
from course.settings import Settings, load
from tests.benchmarks import machine
from tests.benchmarks.plan import Plan
from tests.benchmarks.report import Progress, Report, spread
from tests.benchmarks.stopwatch import Stopwatch, replaced
from tests.benchmarks.submissions import STUDENTS, write_class

CALLS, SHRINKING, PROBING = "student's calls", "shrinking", "probing"
ALL = "in all"

PLACES = {
    "autograder.exam.grading:read": "ingest",
    "autograder.sandbox:Sandbox.start": "student's process: start",
    "autograder.sandbox.child:Child.run": "student's process: run cells",
    "autograder.sandbox.child:Child.bind": "student's process: run cells",
    "autograder.sandbox.child:Child.call": CALLS,
    "autograder.sandbox.ahead:Ahead.take": CALLS,
    "autograder.exam.foresight:Foresight.as_expected": "answers equal to the model's",
    "autograder.sandbox.child:Child.close": "student's process: end",
    "autograder.exam.sitting:Sitting.__call__": "transcript",
    "autograder.scheme.forall:_Trial.run": "draw inputs, compare answers",
    "autograder.scheme.forall:shrink": SHRINKING,
    "autograder.exam.examination:Examination._probe": PROBING,
    "autograder.exam.diagnosis:Diagnosis.hear": "diagnosis",
    "autograder.exam.examination:judge": "judge",
    "autograder.exam.examination:Examination.mark": "around the checks",
    "autograder.exam.grading:assemble": "result",
    "autograder.exam.grading:render": "feedback page",
    "autograder.reports.store:Store.save": "write result and page",
}

METHOD = """\
What `course grade` does with one worker, in process, on {students} different submissions, with a clock around the
functions named in `profiling.py`. A row excludes what other rows count. "shrinking" is the search for a smaller
counterexample, "probing" the asking for more answers before a diagnosis, each with its calls and comparisons. The
first submission of a run is left out, since it waits for the sandbox to come up. The clock itself takes 2-3 us."""

Spans = Mapping[str, float]


@dataclass
class Profile:
    """What was measured of each submission, by student: milliseconds and numbers of spans."""

    spans: dict[str, Spans] = field(default_factory=dict)
    counts: dict[str, Mapping[str, int]] = field(default_factory=dict)
    watch: Stopwatch = field(default_factory=lambda: Stopwatch((SHRINKING, PROBING)))
    forked: dict[str, float] = field(default_factory=dict)  # when, by label

    @contextmanager
    def attached(self) -> Iterator[None]:
        """Measure while the block runs; what an examiner measures comes back in its marking."""
        fork, markings, marked = Hall._fork, examiner._markings, Grading._marked
        with (
            self.watch.attached(PLACES),
            replaced("autograder.exam.hall:Hall._fork", lambda *args: self._fork(fork, *args)),
            replaced("autograder.exam.examiner:_markings", lambda *args: self._markings(markings, *args)),
            replaced("autograder.exam.grading:Grading._marked", lambda *args: self._marked(marked, *args)),
        ):
            yield

    def _fork(self, original: Callable[..., None], *args: Any) -> None:
        self.forked[args[-1].label] = time.perf_counter()
        original(*args)

    def _markings(
        self, original: Callable[..., Iterator[dict[str, Any]]], job: Job, *args: Any
    ) -> Iterator[dict[str, Any]]:
        """In the examiner: the clock starts anew, and what it shows is sent along."""
        self.watch.reset()
        self.watch.seconds["examiner: fork to its first step"] = time.perf_counter() - self.forked[job.label]
        for marking in original(job, *args):
            yield marking | {"spans": [self.watch.seconds, self.watch.counts], "ended": time.perf_counter()}

    def _marked(self, original: Callable[..., None], *args: Any) -> None:
        """In the hall: what comes after the examiner is added."""
        *_, job, marking = args
        student = job.label.partition("/")[0]
        spans, counts = marking.pop("spans")
        examined = marking.pop("ended") - self.forked[job.label]
        self.watch.reset()
        began = time.perf_counter()
        original(*args)
        spans |= self.watch.seconds
        spans[ALL] = examined + time.perf_counter() - began
        self.spans[student] = {name: 1e3 * seconds for name, seconds in spans.items()}
        self.counts[student] = counts


def measure(unit: str, plan: Plan) -> Report:
    """Grade a unit's class and report its spans."""
    say = Progress(f"profile {unit}")
    about = machine.description(["pytest"])
    settings = load()
    profiles = []
    with tempfile.TemporaryDirectory(prefix="benchmark-") as name:
        folder = Path(name)
        names = write_class(unit, folder / "submitted", 1 + len(STUDENTS[unit]))[1:]
        for number in range(plan.rounds):
            profiles.append(_profile(settings, unit, folder, str(number)))
            say(f"round {number + 1} of {plan.rounds}")
    report = Report(f"Where the time of a submission of unit {unit} goes")
    report.say(METHOD.format(students=len(names)))
    report.say(about + ".")
    report.say("Mean over the class, milliseconds for one submission, min / median / max over the rounds:")
    report.tabulate(("span", "ms", "share", "times"), _by_span(profiles, names))
    report.say("By submission, milliseconds and calls of student functions, medians over the rounds:")
    report.tabulate(
        ("submission", ALL, SHRINKING, PROBING, "diagnosis", "calls"), _by_student(profiles, names)
    )
    return report


def _profile(settings: Settings, unit: str, folder: Path, seed: str) -> Profile:
    profile = Profile()
    course = course_of(settings)
    found = find(folder / "submitted", {unit: tuple(course.points(unit))})
    run = Grading(course, Store(folder / f"results-{seed}"), seed, lambda result, cached: None, print)
    with profile.attached():
        run.run(found.submissions, workers=1)
    return profile


def _by_span(profiles: Sequence[Profile], names: Sequence[str]) -> Iterable[Sequence[str]]:
    """The spans by size, with their share of the whole; then what no span counts."""
    labels = {label for profile in profiles for name in names for label in profile.spans[name]}
    means = {label: [_mean(each.spans, names, label) for each in profiles] for label in labels}
    known = [
        sum(each[number] for label, each in means.items() if label != ALL) for number in range(len(profiles))
    ]
    means["not measured"] = [whole - part for whole, part in zip(means[ALL], known, strict=True)]
    for label in sorted(means, key=lambda label: -median(means[label])):
        times = fmean(_mean(each.counts, names, label) for each in profiles)
        share = median(means[label]) / median(means[ALL])
        yield label, spread(means[label]), f"{share:.0%}", f"{times:.0f}" if times else ""


def _mean(table: Mapping[str, Spans], names: Sequence[str], label: str) -> float:
    return fmean(table[name].get(label, 0.0) for name in names)


def _by_student(profiles: Sequence[Profile], names: Sequence[str]) -> Iterable[Sequence[str]]:
    for name in names:
        spans = [profile.spans[name] for profile in profiles]
        parts = [
            median(_within(each, label) for each in spans) for label in (ALL, SHRINKING, PROBING, "diagnosis")
        ]
        calls = median(
            sum(n for label, n in each.counts[name].items() if label.endswith(CALLS)) for each in profiles
        )
        yield name.partition("_")[2], *(f"{part:.3g}" for part in parts), f"{calls:.0f}"


def _within(spans: Spans, label: str) -> float:
    """The time of a span with all that is in it, where it is a phase."""
    return sum(each for name, each in spans.items() if name == label or name.startswith(f"{label}: "))
