"""`course grade`: submissions -> results, with progress, gradebook and a table."""

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console

from autograder.exam.examination import MarkSchemeError
from autograder.exam.grading import Course, Grading
from autograder.exam.hall import Rules
from autograder.intake.folders import listing
from autograder.intake.submissions import Found, Problem, Submission, find, safe_name, shown
from autograder.names import normalised
from autograder.reports.index import NAME, write_index
from autograder.reports.lateness import standing
from autograder.reports.pages import counted
from autograder.reports.results import Result
from autograder.reports.store import Store, StoreError
from autograder.reports.table import class_table, failed_on
from autograder.sandbox import Limits, SandboxFailure, isolation
from course import CourseError, shards
from course.by_hand.settling import settle
from course.by_hand.table import place
from course.cluster import ClusterLost
from course.due.terms import terms
from course.gradebook.recording import record
from course.progress import Bar
from course.settings import Settings
from course.shards import Shard

if TYPE_CHECKING:
    from course.cluster.coordinator import Cluster


@dataclass(frozen=True)
class Graders:
    """Who grades: so many processes of this machine, or the workers of a cluster, by its scheduler's address."""

    workers: int | None = None  # submissions side by side, here or on each worker of the cluster
    scheduler: str | None = None


HERE = Graders()


@dataclass
class ClassRun:
    """What was found at a path, and what has been graded of it."""

    found: Found
    results: list[Result] = field(default_factory=list)
    cached: int = 0
    unsaved: int = 0
    interrupted: bool = False
    lost: str | None = None  # what it was interrupted by, if by nobody here
    recorded: bool = True  # in the gradebook, where there is one
    notes: list[str] = field(default_factory=list)  # to be known of due dates and times
    index: Path | None = None  # the page that leads to all feedback pages
    by_hand: list[str] = field(default_factory=list)  # what keeps points that people have given from the results

    @property
    def sound(self) -> bool:
        """Whether the grader did its part: every submission has a verdict that is kept."""
        faults = any(result["status"] == "grader_error" for result in self.results)
        return self.recorded and not (faults or self.unsaved or self.interrupted or self.by_hand)

    @property
    def code(self) -> int:
        """The exit code: 130 interrupted, 1 something could not be graded or kept, else 0."""
        if self.interrupted:
            return 130
        complete = not self.found.problems and all(result["status"] == "graded" for result in self.results)
        return 0 if complete and self.sound else 1


def grade(
    settings: Settings,
    path: Path,
    folder: Path,
    graders: Graders = HERE,
    new_seed: bool = False,
    gradebook: bool = True,
    **hints: str | None,
) -> ClassRun:
    """Grade the submissions at `path`, keep their results in `folder`, print the class.

    The gradebook, where there is one, is told the results, and tells what people have given, unless it is to be left
    as it is. `hints` are the `unit` and the `student`, where the path does not tell. What the parts of a class have
    graded is taken over first.
    """
    if not graders.scheduler:  # else each worker says how it confines them
        stand(settings.level)
    terms(settings, folder)  # what cannot be read is said before anything is graded
    store = Store(folder)
    try:
        store.ready()
        run = ClassRun(find(path, settings.exercises, **hints, capitals=store.capitals()))
        course, seed = course_of(settings, run.found.submissions), store.seed(renew=new_seed)
        if new_seed:
            shards.discard(store)  # they are of the run before
        fresh = _gathered(store, _decided_by(run, course, seed))
        grading = partial(Grading, course, store, seed, fresh=fresh)
        _grade(run, grading, cores(settings, graders.workers), _cluster(graders, course, seed))
    except (StoreError, MarkSchemeError) as error:
        raise CourseError(str(error)) from None
    if not run.interrupted:
        shards.discard(store)
    try:
        if gradebook:
            run.recorded = record(settings, run, folder)
        _settle(settings, run, folder, gradebook)
        _index(run, folder)
    finally:
        _show(run, store)
    return run


def grade_shard(
    settings: Settings, path: Path, folder: Path, shard: Shard, workers: int | None = None, **hints: str | None
) -> ClassRun:
    """Grade one part of the submissions at `path`, keep its results apart, print them.

    What is of the class as a whole is left to `grade`: gradebook, points that people give, lateness, index, warnings.
    """
    stand(settings.level)
    results, store = Store(folder), shard.store(folder)
    shards.require_seed(folder)
    try:
        store.ready()
        found = find(path, settings.exercises, **hints, capitals=store.capitals())
        run = ClassRun(Found(tuple(filter(shard.has, found.submissions)), ()))
        course, seed = course_of(settings, run.found.submissions), results.seed()
        about = shards.About(str(shard), _decided_by(run, course, seed))
        about.save(store)
        _grade(run, partial(Grading, course, store, seed, others=[results]), cores(settings, workers))
        if not (run.interrupted or run.unsaved):
            about.done_with(store, run.results).save(store)
    except (StoreError, MarkSchemeError) as error:
        raise CourseError(str(error)) from None
    Console().print(class_table(run.results, [], run.cached))
    _say_interrupted(run)
    print(f"part {shard} is in {store.folder}; `course grade` takes over all parts when they are done")
    return run


def _cluster(graders: Graders, course: Course, seed: str) -> "Callable[..., Cluster] | None":
    """The cluster that grades, which wants nothing but to know where lines about it go; None if this machine does."""
    if not graders.scheduler:
        return None
    from course.cluster.coordinator import Cluster

    return partial(Cluster, graders.scheduler, course, seed, places=graders.workers)


def _decided_by(run: ClassRun, course: Course, seed: str) -> dict[str, Any]:
    return shards.decided_by(course, sorted({each.unit for each in run.found.submissions}), seed)


def _gathered(store: Store, decided_by: dict[str, Any]) -> set[shards.Key]:
    """Whose results were graded in parts of the class, and stand among the others now."""
    taken = shards.gather(store, decided_by)
    if taken:
        print(f"parts: {counted(len(taken), 'result')} taken over")
    return set(taken)


def _settle(settings: Settings, run: ClassRun, folder: Path, gradebook: bool) -> None:
    """Bring in what people have given."""
    submissions = {(each.student, each.unit): each.path for each in run.found.submissions}
    units = {result["unit"] for result in run.results}
    if units:
        settled = settle(settings, folder, submissions, units, gradebook)
        run.results = [settled.results.get((each["student"], each["unit"]), each) for each in run.results]
        run.by_hand = settled.problems + settled.doubts
        run.notes = settled.notes


def _index(run: ClassRun, folder: Path) -> None:
    """Write the page that leads to all feedback pages."""
    try:
        run.index = write_index(folder)
    except OSError as error:
        run.by_hand.append(f"{folder / NAME} cannot be written: {error.strerror}")


def _left_over(found: Found, store: Store) -> Iterator[Problem]:
    """Results of the same units whose students are not in this class: a folder that was renamed leaves one behind."""
    students = {*(each.student for each in found.submissions), *(each.student for each in found.problems)}
    present = {safe_name(student) for student in students if student}
    kept = sorted({path.parent for unit in {each.unit for each in found.submissions} for path in store.of(unit)})
    absent = [folder for folder in kept if normalised(folder.name) not in present]
    if absent and len(present) > 1:  # not if it is one student that is graded
        what = "are results of students who handed in nothing here"
        advice = "reports and exports count them; delete those whose name is not used any more"
        yield Problem(store.folder, f"there {what} ({listing(absent)}): {advice}")


def stand(level: int) -> None:
    """Say how submissions are confined here; CourseError with what to do about it if that is below a level."""
    try:
        here = isolation()
    except SandboxFailure as error:
        raise CourseError(str(error)) from None
    if here.level < level:
        raise CourseError(here.shortfall(level))
    print(f"isolation {here.words}", flush=True)


def course_of(settings: Settings, submissions: Iterable[Submission] = ()) -> Course:
    """The grader's view of the course; SourceError if a mark scheme that the submissions need cannot be imported."""
    for unit in {each.unit for each in submissions}:
        settings.exercises[unit]
    wanted = settings.limits
    limits = Limits(wanted.call_seconds, wanted.cell_seconds, memory_bytes=wanted.memory_mib << 20)
    return Course(settings.root / "release", Rules(limits, wanted.submission_seconds), settings.points, settings.level)


def cores(settings: Settings, workers: int | None) -> int:
    """How many submissions to grade side by side."""
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()  # not on macOS
    return workers or settings.limits.workers or usable or 1


def _grade(
    run: ClassRun, grading: Callable[..., Grading], workers: int, cluster: "Callable[..., Cluster] | None" = None
) -> None:
    """Grade what was found, here or on a cluster; both want nothing but who listens to them."""
    with Bar("grading", len(run.found.submissions)) as bar:

        def listen(result: Result, cached: bool) -> None:
            run.results.append(result)
            run.cached += cached
            bar.step()

        def complain(line: str) -> None:
            run.unsaved += 1
            bar.say(line)

        try:
            elsewhere = cluster(say=bar.say).hold if cluster else None
            grading(listener=listen, complain=complain, elsewhere=elsewhere).run(run.found.submissions, workers)
        except KeyboardInterrupt:
            run.interrupted = True
        except ClusterLost as error:
            run.interrupted, run.lost = True, str(error)


def _show(run: ClassRun, store: Store) -> None:
    """The table on standard output, and where the feedback is."""
    told = (*run.found.problems, *run.found.warnings, *_left_over(run.found, store))
    problems = [*(f"{shown(each.path)}: {each.message}" for each in told), *run.by_hand, *run.notes]
    Console().print(class_table(run.results, problems, run.cached))
    for unit in sorted({each["unit"] for each in run.results}):
        if told_of := standing([each.get("lateness", {}) for each in run.results if each["unit"] == unit]):
            print(f"{unit}: {told_of}")
    if run.results:
        print(f"\nresults and feedback: {store.folder / '<student>' / '<unit>'}.json, .html")
    if run.index:
        print(f"all of them on one page: {run.index}")
    waiting = [each for each in run.results if any(proof["score"] is None for proof in each.get("proofs", ()))]
    for unit in sorted({each["unit"] for each in waiting}):
        print(f"proofs that wait: grade them in {place(store.folder, unit)} or in formgrader, and run this again")
    for unit in sorted({each["unit"] for each in run.results if failed_on(each)}):
        advice = "mend it, and run this again"
        print(f"grader errors in {unit}: `course check {unit}` finds their cause; {advice}")
    _say_interrupted(run)


def _say_interrupted(run: ClassRun) -> None:
    if run.interrupted:
        left = len(run.found.submissions) - len(run.results)
        what = run.lost or "interrupted"
        print(f"{what}: {left} not graded yet; the same command goes on from here", file=sys.stderr)
