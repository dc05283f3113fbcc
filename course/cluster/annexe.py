"""`python -m course.cluster.annexe`: an annexe of the examination hall, fed by a worker of a cluster through a pipe.

It is a process of its own: the hall forks and has to be single-threaded, which a worker of dask is not. Its standard
input has an order, then submissions as they come; its standard output a proof, then markings. It lives as long as
submissions come, and ends with the worker, whose end of the pipe is closed then.
"""

import json
import os
import sys
import time
from collections import deque
from collections.abc import Iterator
from functools import partial
from typing import BinaryIO

import msgspec

from autograder.exam.collection import collect
from autograder.exam.examination import Examination, MarkSchemeError
from autograder.exam.grading import Course
from autograder.exam.hall import Hall, Job
from autograder.intake.ingest import script_of
from autograder.problems import UsageProblem
from autograder.sandbox import Sandbox, SandboxFailure, isolation
from autograder.verdicts import Marking
from course import CourseError
from course.cluster.orders import SIZE, Inbox, Marked, Order, Proof, Sheet, encode, framed
from course.settings import ROOT
from course.shards import decided_by

IDLE = 900.0  # seconds without a submission after which the coordinator is taken for gone


class Deserted(Exception):  # noqa: N818  it reads as what happened
    """Nobody wants to know of any marking."""


class Annexe:
    """What comes through a pipe is marked, and what became of it goes out through another one."""

    def __init__(self, order: Order, incoming: int, outgoing: BinaryIO) -> None:
        self._order, self._outgoing = order, outgoing
        self._inbox = Inbox(incoming)
        self._waiting: deque[Sheet] = deque()
        self._busy = 0  # how many are taken and not marked yet
        self._course = Course(ROOT / "release", order.rules, order.points)
        self._heard = time.monotonic()

    def run(self) -> None:
        """Prove what this annexe is, and mark until nobody wants it any more."""
        try:
            proof = self._proof()
            self._papers = {unit: self._course.paper(unit) for unit in self._order.units}
            with Sandbox() as sandbox:
                self._hall(sandbox, proof).run()
        except (CourseError, UsageProblem, MarkSchemeError, SandboxFailure) as error:
            self._tell(Proof(trouble=str(error)))
        except (Deserted, BrokenPipeError):
            return

    def _hall(self, sandbox: Sandbox, proof: Proof) -> Hall:
        examination, jobs = Examination(collect(self._order.units)), self._jobs(proof)
        hall = Hall(sandbox, examination, jobs, self._marked, self._order.rules, self._order.places)
        hall.meanwhile, hall.first = self._listen, self._order.first
        hall.heed(self._inbox.pipe)
        return hall

    def _proof(self) -> Proof:
        here = isolation()
        decides = decided_by(self._course, self._order.units, self._order.seed)
        return Proof(decides, here.level, here.words)

    def _jobs(self, proof: Proof) -> Iterator[Job | None]:
        """The hall asks for the first when it has read the mark schemes: then all is proved."""
        self._tell(proof)
        while True:
            self._listen()
            yield self._job(self._waiting.popleft()) if self._waiting else None

    def _job(self, sheet: Sheet) -> Job:
        self._busy += 1
        paper = self._papers[sheet.unit]
        script = partial(script_of, sheet.notebook, paper)
        return Job(str(sheet.number), sheet.unit, script, paper.files, self._order.seed, timed=True)

    def _listen(self) -> None:
        for message in self._inbox.messages():
            self._waiting.append(msgspec.msgpack.decode(message, type=Sheet))
        now = time.monotonic()
        if self._waiting or self._busy:
            self._heard = now
        if self._inbox.closed or now > self._heard + IDLE:
            raise Deserted

    def _marked(self, job: Job, marking: Marking) -> None:
        self._busy -= 1
        self._tell(Marked(int(job.label), json.dumps(marking).encode()))

    def _tell(self, message: msgspec.Struct) -> None:
        self._outgoing.write(framed(encode(message)))
        self._outgoing.flush()


def main() -> None:
    """Be an annexe on standard input and output, which nothing else that runs here may read or write."""
    incoming, outgoing = os.dup(0), os.dup(1)
    with open(os.devnull, "rb") as nothing:
        os.dup2(nothing.fileno(), 0)
    os.dup2(2, 1)
    with open(incoming, "rb", buffering=0, closefd=False) as stream:
        size = int.from_bytes(_whole(stream, SIZE))
        order = msgspec.msgpack.decode(_whole(stream, size), type=Order)
    with open(outgoing, "wb") as stream_out:
        Annexe(order, incoming, stream_out).run()


def _whole(stream: BinaryIO, size: int) -> bytes:
    """So many bytes, and not one of what follows; SystemExit if they do not come."""
    received = b""
    while len(received) < size:
        chunk = stream.read(size - len(received))
        if not chunk:
            sys.exit("an order was wanted on standard input: the workers of a cluster start annexes, nobody else")
        received += chunk
    return received


if __name__ == "__main__":
    main()
