"""Who may grade: each worker of a scheduler proves by what results are decided there, before it is sent anything."""

import asyncio
import time
import zlib
from collections import Counter
from collections.abc import Callable, Collection
from typing import Any

import msgspec

from autograder.exam.grading import Course
from course import CourseError
from course.cluster import ClusterLost, worker
from course.cluster.connection import Connection, drop
from course.cluster.orders import Order, Proof, encode
from course.shards import decided_by, disagreement

LOOK = 1.0  # seconds between two looks at which workers there are
PROVE = 120.0  # seconds in which a worker proves itself: its mark schemes may come from a slow disk
WAIT = 300.0  # seconds without any worker after which a run is ended


class Staff:
    """The workers of a scheduler: some are being proved, some are refused, all others grade."""

    def __init__(self, connection: Connection, order: Order, course: Course, say: Callable[[str], None]) -> None:
        self.say = say
        self.orders: dict[str, bytes] = {}  # as each worker has it
        self.proving: dict[asyncio.Task[Any], str] = {}
        self._connection, self._order, self._level = connection, order, course.level
        self._mine = decided_by(course, order.units, order.seed)
        self._places: dict[str, int] = {}
        self._firsts: dict[str, int] = {}  # the first processor of each worker
        self._taken: Counter[str] = Counter()  # how many processors of each machine are taken
        self._refused: dict[str, str] = {}
        self._told: set[str] = set()  # words about isolation
        self._looked, self._without = float("-inf"), 0.0  # when was looked last, and since when there is nobody

    async def look(self, grading: Collection[str]) -> list[str]:
        """Have workers proved that have come; which of those that grade have gone. CourseError, ClusterLost."""
        now = time.monotonic()
        if now < self._looked + LOOK:
            return []
        self._looked = now
        threads = await self._connection.threads()
        self._forget(threads)
        for address in threads.keys() - {*grading, *self.proving.values(), *self._refused}:
            self._prove(address, self._order.places or threads[address])
        self._require_some(grading, now)
        return [address for address in grading if address not in threads]

    def proved(self, task: asyncio.Task[Any]) -> tuple[str, int] | None:
        """A worker that may grade now, and how many submissions at a time; None if it is refused."""
        address = self.proving.pop(task)
        try:
            proof = msgspec.msgpack.decode(task.result(), type=Proof)
        except ClusterLost:
            raise
        except TimeoutError:
            self.refuse(address, f"has not said within {PROVE:g} s by what results would be decided there")
        except Exception as error:  # the course is not installed there, or its grader dies
            self.refuse(address, f"cannot grade ({type(error).__name__}: {error})")
        else:
            if not (why := self._amiss(address, proof)):
                self._tell(proof.isolation)
                return address, self._places[address]
            self.refuse(address, why)
        return None

    def refuse(self, address: str, why: str) -> None:
        """Send nothing to a worker as long as it is there, and say why."""
        self._refused[address] = f"the worker {address} {why}: nothing is sent to it"
        self.say(self._refused[address])

    async def dismiss(self) -> None:
        """End what is done for this run on the workers that answer."""
        for task in self.proving:
            task.cancel()
        await asyncio.gather(*self.proving, return_exceptions=True)
        await self._connection.end(self._order.run, [each for each in self.orders if each not in self._refused])

    def _forget(self, present: Collection[str]) -> None:
        """A worker that has gone may come again, at the same address, as another one."""
        for address in self.orders.keys() - present:
            del self.orders[address]
            self._refused.pop(address, None)
        for task in [task for task, address in self.proving.items() if address not in present]:
            del self.proving[task]
            drop(task)

    def _prove(self, address: str, places: int) -> None:
        self._places[address] = places
        self.orders[address] = encode(msgspec.structs.replace(self._order, places=places, first=self._first(address)))
        self.proving[asyncio.create_task(self._proof(address))] = address

    def _first(self, address: str) -> int:
        """The first of the processors that a worker takes: after those of others on its machine.

        Containers may share a machine and not know it: of each the first one is somewhere else.
        """
        if address not in self._firsts:
            host = address.rpartition(":")[0]
            self._firsts[address] = zlib.crc32(host.encode()) + self._taken[host]
            self._taken[host] += self._places[address]
        return self._firsts[address]

    async def _proof(self, address: str) -> bytes:
        async with asyncio.timeout(PROVE):
            proof: bytes = await self._connection.call(address, worker.prove, self.orders[address], address)
        return proof

    def _amiss(self, address: str, proof: Proof) -> str | None:
        """Why a worker may not grade."""
        if proof.trouble:
            return f"cannot grade ({proof.trouble})"
        if differ := disagreement([("this run", self._mine), (f"the worker {address}", proof.decided_by)]):
            return f"is refused, {differ}"
        if proof.level < self._level:
            return f"is refused, its isolation is at {proof.isolation}; at least level {self._level} is required"
        return None

    def _tell(self, isolation: str) -> None:
        if isolation not in self._told:
            self._told.add(isolation)
            print(f"isolation {isolation}", flush=True)

    def _require_some(self, grading: Collection[str], now: float) -> None:
        """Wait for workers where there are none, but not for ever."""
        if grading or self.proving:
            self._without = 0.0
        elif self._refused and not self._told:
            raise CourseError("no worker may grade: let one have what this run has, and run this again")
        elif not self._without:
            self._without = now
            self.say(f"there is no worker at {self._connection.address}: waiting for one, at most {WAIT:g} s")
        elif now > self._without + WAIT:
            raise ClusterLost(f"no worker has come to {self._connection.address} within {WAIT:g} s")
