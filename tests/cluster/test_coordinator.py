"""What the coordinator makes of losses that come at one moment; the cluster here is a table of answers."""

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest

from autograder.exam.hall import Job
from autograder.intake.ingest import Script
from autograder.verdicts import Marking
from course.cluster import coordinator as module
from course.cluster import staff, worker
from course.cluster.coordinator import Coordinator
from course.cluster.dealing import MOST_LOSSES, Dealer
from course.cluster.orders import Marked, encode
from course.cluster.staff import Staff
from course.cluster.worker import AnnexeLost
from tests.cluster.doubles import ALIKE, COURSE, ORDER, UNIT, Answers

MARKING = {"status": "graded"}


class Losing(Answers):
    """Each worker's grader dies with the first two batches that it has, and with all of those that are named so."""

    def __init__(self, *addresses: str) -> None:
        super().__init__(**dict.fromkeys(addresses, ALIKE))
        self.bad: set[str] = set()
        self.sent: list[str] = []
        self._died = asyncio.Event()

    async def call(self, address: str, function: Any, *arguments: Any) -> Any:
        if function is worker.prove:
            return await super().call(address, function, *arguments)
        self.sent.append(address)
        if len(self.sent) <= 2:
            if len(self.sent) == 2:
                self._died.set()
            await self._died.wait()
            raise AnnexeLost("its grader died (-9)")
        if address in self.bad:
            raise AnnexeLost("its grader died (-9)")
        return [encode(Marked(0, json.dumps(MARKING).encode())) for _ in arguments[-1]]


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(staff, "LOOK", 0.0)
    monkeypatch.setattr(module, "LOOK", 0.01)


def run(cluster: Losing, folder: Path, count: int = 12) -> tuple[dict[str, Marking], list[str]]:
    path = folder / "x.ipynb"
    path.write_text("{}")
    jobs = (Job(str(number), UNIT, lambda: Script((), (), ""), {}, "s", path=path) for number in range(count))
    marked: dict[str, Marking] = {}
    said: list[str] = []

    async def main() -> None:
        keep = lambda job, marking: marked.update({job.label: marking})  # noqa: E731
        coordinator = Coordinator(Staff(cluster, ORDER, COURSE, said.append), cluster, Dealer(jobs), keep)
        await coordinator.run(60.0)
        await coordinator.leave()

    asyncio.run(main())
    return marked, said


def test_two_batches_that_are_lost_with_one_grader_are_one_loss(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    marked, said = run(Losing("tcp://a:1"), tmp_path)
    assert marked == {str(number): MARKING for number in range(12)}
    assert said == ["the worker tcp://a:1 has failed (its grader died (-9)): what it had is sent out again"]
    assert not caplog.records


def test_a_worker_whose_grader_dies_again_and_again_is_left(tmp_path: Path) -> None:
    cluster = Losing("tcp://a:1", "tcp://b:1")
    cluster.bad = {"tcp://a:1"}
    marked, said = run(cluster, tmp_path, 100)
    assert said[-1] == f"the worker tcp://a:1 has lost its grader {MOST_LOSSES} times in a row: nothing is sent to it"
    assert sum(each == MARKING for each in marked.values()) == len(marked) == 100
