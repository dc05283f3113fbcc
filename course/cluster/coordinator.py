"""The coordinator's part of a run on a cluster: batches are sent, markings received, losses mended."""

import asyncio
import json
import secrets
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import count
from typing import Any

import msgspec

from autograder.exam.grading import Course
from autograder.exam.hall import Job, Rules, failed, patience, ungradable
from autograder.intake.ingest import Ungradable, read_bytes
from autograder.verdicts import Marking
from course.cluster import ClusterLost, worker
from course.cluster.connection import Connection, connected, drop
from course.cluster.dealing import MOST_LOSSES, Dealer, Waiting
from course.cluster.orders import Marked, Order, Sheet, encode
from course.cluster.staff import LOOK, Staff

TRANSIT = 60.0  # seconds that a worker may take beyond what its grader may, before it is taken for hung

OnMarked = Callable[[Job, Marking], None]
Call = asyncio.Task[Any]


@dataclass(frozen=True)
class Cluster:
    """A cluster by the address of its scheduler, and what is to be marked there."""

    address: str
    course: Course
    seed: str
    say: Callable[[str], None]  # a line about the cluster
    places: int | None = None  # submissions at a time on each worker; as many as it has threads if None

    def hold(
        self,
        jobs: Iterable[Job | None],
        units: Iterable[str],
        on_marked: OnMarked,
        rules: Rules,
        _workers: int,
        _meanwhile: Callable[[], None],
    ) -> None:
        """Have all jobs marked, as `hall.hold` does here.

        CourseError if dask is not installed, no scheduler answers or no worker may grade; ClusterLost.
        """
        asyncio.run(self._hold((job for job in jobs if job), tuple(sorted(units)), on_marked, rules))

    async def _hold(self, jobs: Iterator[Job], units: tuple[str, ...], on_marked: OnMarked, rules: Rules) -> None:
        run, points = secrets.token_hex(8), dict(self.course.overrides)
        order = Order(run, units, self.seed, rules, points, self.places or 0, 0, patience(rules))
        async with connected(self.address) as connection:
            staff = Staff(connection, order, self.course, self.say)
            coordinator = Coordinator(staff, connection, Dealer(jobs), on_marked)
            try:
                await coordinator.run(order.patience + TRANSIT)
            finally:
                await coordinator.leave()


class Coordinator:
    """One run: batches go out, markings come back."""

    def __init__(self, staff: Staff, connection: Connection, dealer: Dealer, on_marked: OnMarked) -> None:
        self._staff, self._connection = staff, connection
        self._dealer, self._on_marked = dealer, on_marked
        self._sent: dict[Call, tuple[str, int]] = {}
        self._heard: dict[str, float] = {}  # when a worker has answered last, or was sent something after a pause
        self._numbers = count()

    async def run(self, longest: float) -> None:
        """Until all is marked; a worker that does not answer for the longest time is left."""
        while not self._dealer.done:
            for address in await self._staff.look(self._dealer.desks):
                self._lose(address, "is lost")
            for address, number, batch in self._dealer.deal():
                self._send(address, number, batch)
            await self._receive()
            self._leave_the_late(longest)

    async def leave(self) -> None:
        """Stop what is still under way, here and on the workers."""
        for task in self._sent:
            task.cancel()
        await asyncio.gather(*self._sent, return_exceptions=True)
        await self._staff.dismiss()

    def _send(self, address: str, number: int, batch: list[Waiting]) -> None:
        """Send a batch. What is no file of a notebook is told at once: no worker could read it."""
        sheets = []
        for waiting in list(batch):
            job = waiting.job
            assert job.path  # whose jobs have none does not send them
            try:
                sheets.append(encode(Sheet(next(self._numbers), job.unit, read_bytes(job.path))))
            except Ungradable as error:
                batch.remove(waiting)
                self._on_marked(job, ungradable(error))
        if all(who != address for who, _ in self._sent.values()):
            self._heard[address] = time.monotonic()
        call = self._connection.call(address, worker.mark, self._staff.orders[address], address, sheets)
        self._sent[asyncio.create_task(call)] = address, number

    async def _receive(self) -> None:
        """Wait for whatever comes next, for a moment."""
        under_way: set[Call] = {*self._sent, *self._staff.proving}
        if not under_way:
            await asyncio.sleep(LOOK)
            return
        done, _ = await asyncio.wait(under_way, timeout=LOOK, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            if task in self._sent:
                self._answered(task)
            elif task in self._staff.proving and (proved := self._staff.proved(task)):
                self._dealer.welcome(*proved)

    def _answered(self, task: Call) -> None:
        address, number = self._sent.pop(task)
        try:
            markings: list[bytes] = task.result()
        except ClusterLost:
            raise
        except Exception as error:  # whatever it is, another worker is tried
            self._lose(address, f"has failed ({error})")
            if self._dealer.unfit(address):
                self._staff.refuse(address, f"has lost its grader {MOST_LOSSES} times in a row")
            return
        self._heard[address] = time.monotonic()
        for waiting, marking in zip(self._dealer.answered(address, number), markings, strict=True):
            self._on_marked(waiting.job, json.loads(msgspec.msgpack.decode(marking, type=Marked).marking))

    def _leave_the_late(self, longest: float) -> None:
        now = time.monotonic()
        for address in {who for who, _ in self._sent.values()}:
            if now > self._heard[address] + longest:
                self._lose(address, f"has not answered for {longest:g} s")
                self._staff.refuse(address, "does not answer")

    def _lose(self, address: str, why: str) -> None:
        """A worker is lost, or its grader: what it had is sent out again, or given up."""
        self._staff.say(f"the worker {address} {why}: what it had is sent out again")
        for task in [task for task, (who, _) in self._sent.items() if who == address]:
            del self._sent[task]
            drop(task)
        for waiting in self._dealer.lost(address):
            reason = f"the worker was lost each of {MOST_LOSSES} times that it was sent out, the last time alone"
            self._on_marked(waiting.job, failed(reason, f"the workers were {', '.join(waiting.lost)}"))
