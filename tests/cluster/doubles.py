"""A cluster that is a table of answers."""

import asyncio
from typing import Any

from autograder.exam.grading import Course
from autograder.exam.hall import Rules
from autograder.sandbox import Limits
from course.cluster.connection import Connection
from course.cluster.orders import Order, Proof, encode
from course.settings import ROOT
from course.shards import decided_by

UNIT = "01_classification"
COURSE = Course(ROOT / "release", Rules(Limits()), level=2)
ORDER = Order("run", (UNIT,), "s", COURSE.rules, {}, 0, 0, 1.0)
ALIKE = Proof(decided_by(COURSE, [UNIT], "s"), 4, "level 4: in words")


class Answers(Connection):
    """A cluster whose workers say what stands here; what is None they do not say."""

    def __init__(self, **workers: Proof | Exception | None) -> None:
        self.address, self.workers = "tcp://here", workers
        self.ended: list[str] = []

    async def threads(self) -> dict[str, int]:
        return dict.fromkeys(self.workers, 3)

    async def call(self, address: str, *_: Any) -> Any:
        answer = self.workers[address]
        if isinstance(answer, Exception):
            raise answer
        return encode(answer) if answer else await asyncio.Event().wait()

    async def end(self, _run: str, addresses: list[str]) -> None:
        self.ended += addresses
