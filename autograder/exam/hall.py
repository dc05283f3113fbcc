"""The examination hall: many submissions, a process each, a few at a time.

Theory of operation. pytest collects the mark schemes once, and each check is rehearsed once for each seed. For each
submission the hall forks: the child, an examiner, reads the submission, runs the checks against a sandboxed process
of its own and writes markings into a pipe, of which the last one counts; nothing passes from one submission to the
next, and an examiner that hangs or dies costs only its own submission. It dies with the hall. The hall itself stays
single-threaded, so that forking is safe.
"""

import contextlib
import gc
import os
import selectors
import signal
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from autograder.exam.collection import collect, of_unit
from autograder.exam.examination import Examination, check_of, exercise_of
from autograder.exam.examiner import Job, Rules, examine, failed, last_marking, overrun, ungradable
from autograder.exam.stopwatch import LONGEST
from autograder.inside.confine import kernel
from autograder.sandbox import Sandbox
from autograder.verdicts import Marking

if TYPE_CHECKING:
    from autograder.exam.collection import Items

__all__ = ["Hall", "Hold", "Job", "Rules", "failed", "hold", "patience", "sit_down", "ungradable"]

# What has jobs marked as `hold` does: jobs, units, on_marked, rules, workers, meanwhile.
Hold = Callable[
    [Iterable[Job | None], Iterable[str], Callable[[Job, Marking], None], Rules, int, Callable[[], None]], None
]
GRACE = 30.0  # seconds an examiner may take beyond its submission's limit before it is taken for hung


@dataclass
class _Examiner:
    job: Job
    place: int  # of those that the hall has
    pid: int
    pipe: int
    deadline: float
    received: bytearray


class Hall:
    """The loop over jobs and the examiners that mark them."""

    def __init__(
        self,
        sandbox: Sandbox,
        examination: Examination,
        jobs: Iterable[Job | None],
        on_marked: Callable[[Job, Marking], None],
        rules: Rules,
        workers: int,
    ) -> None:
        self.sandbox, self.examination = sandbox, examination
        self.jobs, self.on_marked, self.rules, self.workers = iter(jobs), on_marked, rules, max(workers, 1)
        self.meanwhile: Callable[[], None] = lambda: None  # called again and again, at least every few seconds
        self.first = os.getpid()  # processor of the first place; so several halls do not all begin with the same one
        self._running: dict[int, _Examiner] = {}
        self._marked: list[tuple[Job, Marking]] = []  # and not yet announced
        self._ended: list[int] = []  # examiners, not yet reaped
        self._selector = selectors.DefaultSelector()

    def heed(self, bell: int) -> None:
        """Wait no longer once there is something to read here; `meanwhile` has to read it."""
        self._selector.register(bell, selectors.EVENT_READ)

    def run(self) -> None:
        """Mark every job."""
        gc.collect()
        gc.freeze()  # forked examiners share these pages as long as no collection touches them
        try:
            while self._admit() or self._running:
                self._announce()
                self.meanwhile()
                self._wait()
            self._announce()
        finally:
            self._dismiss()
            gc.unfreeze()

    def _admit(self) -> bool:
        """Fill the free places, as long as somebody waits; False once no job is left."""
        while len(self._running) < self.workers:
            try:
                job = next(self.jobs)
            except StopIteration:
                return False
            if job is None:
                break
            self._fork(job)
        return True

    def _fork(self, job: Job) -> None:
        self.sandbox.revive()
        items = self._items(job)
        self.examination.prepare(items, job.seed)
        place = min(set(range(self.workers)) - {each.place for each in self._running.values()})
        receiving, sending = os.pipe()
        sys.stdout.flush()
        sys.stderr.flush()
        # An interrupt that came while hooks of other modules run in os.fork would be swallowed there.
        with _uninterrupted():
            hall, pid = os.getpid(), os.fork()
            if pid == 0:
                kernel.die_with_parent()
                if os.getppid() != hall:  # it was dead before we could say that we go with it
                    os._exit(1)
                signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the hall, which then dismisses us
        if pid == 0:
            os.close(receiving)
            sit_down(self.first + place)
            examine(job, items, self.examination, self.sandbox, self.rules, sending)
        os.close(sending)
        deadline = time.monotonic() + self.rules.longest(items) + GRACE
        self._running[receiving] = _Examiner(job, place, pid, receiving, deadline, bytearray())
        self._selector.register(receiving, selectors.EVENT_READ)

    def _items(self, job: Job) -> "Items":
        unit = of_unit(job.unit, self.examination.items)
        wanted = [item for item in unit if job.only in (None, exercise_of(item).name)]
        return [item for item in wanted if job.timed or not check_of(item).bonus]

    def _wait(self) -> None:
        """Collect what examiners have written; end those that overstay."""
        for key, _ in self._selector.select(timeout=1.0):
            if key.fd in self._running:
                self._receive(self._running[key.fd])
        now = time.monotonic()
        for examiner in [each for each in self._running.values() if each.deadline < now]:
            self._end(examiner)
            late = overrun(self._items(examiner.job), self.rules)
            self._marked.append((examiner.job, last_marking(bytes(examiner.received), late, "it took too long")))

    def _receive(self, examiner: _Examiner) -> None:
        chunk = os.read(examiner.pipe, 1 << 20)
        if chunk:
            examiner.received += chunk
            return
        self._end(examiner)
        died = failed("the examiner died before it had written a result")
        self._marked.append((examiner.job, last_marking(bytes(examiner.received), died, "it died")))

    def _announce(self) -> None:
        """Tell of what is marked. The next examiner is at work meanwhile."""
        self._reap()
        while self._marked:
            self.on_marked(*self._marked.pop(0))

    def _end(self, examiner: _Examiner) -> None:
        self._selector.unregister(examiner.pipe)
        os.close(examiner.pipe)
        del self._running[examiner.pipe]
        os.kill(examiner.pid, signal.SIGKILL)  # a no-op for one that has just left: it is not yet reaped
        self._ended.append(examiner.pid)

    def _reap(self) -> None:
        while self._ended:
            os.waitpid(self._ended.pop(), 0)

    def _dismiss(self) -> None:
        for examiner in list(self._running.values()):
            self._end(examiner)
        self._reap()


def patience(rules: Rules) -> float:
    """Seconds after which a hall has marked a submission to which it has given a place, whatever that does."""
    return rules.longest(()) + LONGEST + GRACE


def sit_down(number: int) -> None:
    """Stay on one processor, by its number, counted round.

    A submission's process does as well: they take turns, and to wake another one is slow.
    """
    if hasattr(os, "sched_setaffinity"):  # not on macOS
        processors = sorted(os.sched_getaffinity(0))
        os.sched_setaffinity(0, {processors[number % len(processors)]})


@contextlib.contextmanager
def _uninterrupted() -> Iterator[None]:
    """Ctrl-C waits until this is over."""
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})


def hold(
    jobs: Iterable[Job | None],
    units: Iterable[str],
    on_marked: Callable[[Job, Marking], None],
    rules: Rules,
    workers: int = 1,
    meanwhile: Callable[[], None] = lambda: None,
) -> None:
    """Mark all jobs, `workers` at a time, calling `on_marked` as each is done; None among them: nobody waits just now.

    Raises `MarkSchemeError` if a mark scheme cannot be imported, KeyboardInterrupt on Ctrl-C.
    """
    with Sandbox() as sandbox:
        hall = Hall(sandbox, Examination(collect(units)), jobs, on_marked, rules, workers)
        hall.meanwhile = meanwhile
        hall.run()
