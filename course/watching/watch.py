"""`course watch`: what is handed in is graded as it comes, on the code of `course grade`, and told at once."""

import contextlib
import fcntl
import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from autograder.exam.examination import MarkSchemeError
from autograder.exam.grading import UNSURE, Grading
from autograder.intake.submissions import Found, Submission, find, shown
from autograder.problems import UsageProblem
from autograder.reports.results import Result
from autograder.reports.store import Store, StoreError
from course import CourseError
from course.due.closing import closes
from course.due.extensions import extensions
from course.marking import cores, course_of, stand
from course.progress import Line
from course.settings import Settings
from course.watching.arrivals import Arrivals
from course.watching.metrics import Metrics
from course.watching.queue import Queue
from course.watching.telling import Key, Telling

LOOKS = 1.0  # seconds between two looks at the folder, at least
SHARE = 5  # at most one part of the time in so many is spent looking
MOMENT = 0.5  # seconds of a look in which pages of a unit that is over are written anew
TERMS = 15.0  # seconds after which due dates and extensions are read again
LONG_AGO = 0.0
LOCK = ".watching"
FREED = 5.0  # seconds that a killed watch and its processes have to let go of the lock


@dataclass(frozen=True)
class Places:
    """Where things lie: submissions, results, students' pages, and the file of numbers."""

    submissions: Path
    results: Path
    live: Path
    metrics: Path


@dataclass(frozen=True)
class Arrived:
    """A submission, and when it was first seen."""

    submission: Submission
    since: float


class _Everything:
    """Contains whatever it is asked for: all results that stand are of this run."""

    def __contains__(self, _: object) -> bool:
        return True


class Watch:
    """A watch over one folder. `course` are the settings of all classes, `settings` those of the one in question."""

    def __init__(self, course: Settings, settings: Settings, places: Places, unit: str | None = None) -> None:
        self._course, self._settings, self._places, self._unit = course, settings, places, unit
        self._store = Store(places.results)
        self._store.ready()
        self._capitals = self._store.capitals()
        self._units = [each.id for each in settings.select([unit] if unit else [])]
        self._schemes = settings.exercises
        self.metrics, self._line = Metrics(), Line()
        self.queue = Queue[Arrived](60 * settings.feedback.every_minutes)
        self._telling = Telling(places.live, settings.feedback, {})
        self._arrivals = Arrivals(places.submissions, self._find)
        self._since: dict[Key, float] = {}  # when what is graded was first seen, or no longer held back
        self._said: set[str] = set()
        self._next = self._terms = 0.0  # when to look at the folder, and at the terms, again
        self._quiet = False  # the last look found nothing to wait for

    def run(self, workers: int, once: bool = False) -> None:
        """Grade what comes, until interrupted, or, if only `once`, until nothing is left that may be graded now."""
        for unit in self._units:
            self._schemes[unit]  # what cannot be imported is said before anything is graded
        grading = Grading(
            course_of(self._settings), self._store, self._store.seed(), self._listen, self._complain, (), _Everything()
        )
        grading.prepare(self._units)
        self._stands: Callable[[Submission], bool] = grading.stands
        try:
            grading.serve(self._turns(once), workers, self._meanwhile)
        finally:
            self._count()

    def _turns(self, once: bool) -> Iterator[Submission | None]:
        while True:
            self._meanwhile()
            arrived = self.queue.take(time.time())
            if arrived is None:
                yield None
                if once and self._quiet and not self.queue.served:
                    return
                continue
            key = arrived.submission.student, arrived.submission.unit
            self._since[key] = max(arrived.since, self.queue.until(key))
            if self._stands(arrived.submission):  # it is again as it was when it was graded
                self.queue.done(*key, self._told_at(key))
            else:
                yield arrived.submission

    def _meanwhile(self) -> None:
        """Look at the folder when it is time to."""
        now = time.time()
        if now < self._next:
            return
        if now >= self._terms:
            self._read_terms()
            self._terms = now + TERMS
        arrived = self._arrivals.look(now)
        for submission, since in arrived:
            self._receive(submission, since)
        all_told = self._tell_more(now)
        self._quiet = all_told and not (arrived or self._arrivals.unripe)
        self._say_problems()
        took = time.time() - now
        self.metrics.looked.set(now)
        self.metrics.look.set(took)
        self._next = now + max(LOOKS, SHARE * took)
        self._count()

    def _tell_more(self, now: float) -> bool:
        """Write pages that may tell more, for a moment only: what arrives shall not wait for all of them."""
        for key in self._telling.more(now):
            if time.time() > now + MOMENT:
                return False
            if result := self._store.load(*key):
                self._tell(result)
        return True

    def _receive(self, submission: Submission, since: float) -> None:
        """Something has arrived: tell what it came to if that is known, else let it wait for its turn."""
        key = submission.student, submission.unit
        if self._stands(submission):
            return
        self.queue.learned(*key, self._told_at(key))
        self.queue.offer(*key, Arrived(submission, since))

    def _listen(self, result: Result, cached: bool) -> None:
        """A result stands."""
        key = result["student"], result["unit"]
        if not cached:
            self.metrics.graded.inc()
            self.metrics.ungradable.inc(result["status"] == "ungradable")
            self.metrics.faults.inc(result["status"] == "grader_error")
        told = not result["key"].endswith(UNSURE) and self._tell(result)
        if not cached:
            self.queue.done(*key, self._told_at(key))
            if told:
                self.metrics.took(time.time() - self._since[key])

    def _told_at(self, key: Key) -> float:
        """When a student learned something of a unit last, also from a watch before this one."""
        before = self._telling.told(key)
        return before.at if before else LONG_AGO

    def _tell(self, result: Result) -> bool:
        try:
            told = self._telling.tell(result, time.time())
        except OSError as error:
            self.metrics.unsaved.inc()
            self._say(f"{shown(result['student'])}/{result['unit']}: no page could be written: {error.strerror}")
            return False
        self.metrics.told.inc(told)
        return told

    def _complain(self, line: str) -> None:
        self.metrics.unsaved.inc()
        self._line.say(line)

    def _find(self) -> Found:
        with contextlib.suppress(UsageProblem):  # there is nothing yet, or the folder is away for a moment
            return find(self._places.submissions, self._schemes, self._unit, capitals=self._capitals)
        return Found((), ())

    def _read_terms(self) -> None:
        """Due dates and extensions may be changed at any time; what cannot be read leaves what was known."""
        try:
            own = extensions(self._settings, self._places.results).rows.items()
            found = {
                unit: closes(self._course, unit, [each.due for key, each in own if key[1] == unit])
                for unit in self._units
            }
        except CourseError as error:
            self._say(str(error))
        else:
            self._telling.closes = {unit: until for unit, until in found.items() if until}

    def _say_problems(self) -> None:
        found = self._arrivals.found
        for each in (*found.problems, *found.warnings):
            self._say(f"{shown(each.path)}: {each.message}")

    def _say(self, line: str) -> None:
        """Say something once."""
        if line not in self._said:
            self._said.add(line)
            self._line.say(line)

    def _count(self) -> None:
        """The status line, and the file of numbers."""
        now = time.time()
        waiting, held, metrics = len(self.queue), self.queue.held(now), self.metrics
        metrics.waiting.set(waiting - held)
        metrics.held.set(held)
        metrics.grading.set(self.queue.served)
        clock = datetime.fromtimestamp(now).strftime("%H:%M:%S")
        counts = f"{waiting - held} waiting, {held} held back, {self.queue.served} being graded"
        self._line.show(f"{clock}  {counts}{metrics.pace()}")
        try:
            metrics.write(self._places.metrics)
        except OSError as error:
            self._say(f"{shown(self._places.metrics)} cannot be written: {error.strerror}")


def watch(
    course: Settings, settings: Settings, places: Places, workers: int | None, unit: str | None, once: bool
) -> int:
    """Watch until interrupted, or `once`; 1 if something could not be graded or told, else 0; CourseError at once."""
    stand(settings.level)
    if not places.submissions.exists():
        raise CourseError(f"{shown(places.submissions)} is not there: make the folder that submissions come to")
    try:
        watching = Watch(course, settings, places, unit)
        with _alone(places.results), contextlib.suppress(KeyboardInterrupt):
            watching.run(cores(settings, workers), once)
    except (StoreError, MarkSchemeError) as error:
        raise CourseError(str(error)) from None
    print("what is of the class as a whole, gradebook, report and index, `course grade` makes of these results")
    return int(not watching.metrics.sound)


@contextlib.contextmanager
def _alone(results: Path) -> Iterator[None]:
    """Keep other watches away from a folder of results; CourseError if there is one."""
    lock = os.open(results / LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        end = time.monotonic() + FREED
        while not _locked(lock):
            if time.monotonic() > end:
                raise CourseError(f"another `course watch` is at work on {shown(results)}: end it first")
            time.sleep(0.1)
        yield
    finally:
        os.close(lock)


def _locked(lock: int) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:  # a file system without locks: whoever uses it sees to it
        return True
    return True
