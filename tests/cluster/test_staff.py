"""Who may grade, told by what workers say of themselves; the cluster here is a table of answers."""

import asyncio
from dataclasses import replace
from typing import Any

import msgspec
import pytest

from autograder.exam.grading import Course
from course import CourseError
from course.cluster import ClusterLost
from course.cluster import staff as module
from course.cluster.orders import Order, Proof
from course.cluster.staff import Staff
from tests.cluster.doubles import ALIKE, COURSE, ORDER, Answers


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LOOK", 0.0)
    monkeypatch.setattr(module, "PROVE", 0.2)


async def proved(staff: Staff) -> list[tuple[str, int]]:
    await staff.look([])
    await asyncio.wait(staff.proving)
    return [found for task in list(staff.proving) if (found := staff.proved(task))]


def told(places: int = 0, course: Course = COURSE, **workers: Proof | Exception | None) -> tuple[Any, list[str]]:
    said: list[str] = []
    order = msgspec.structs.replace(ORDER, places=places)
    staff = Staff(Answers(**workers), order, course, said.append)
    return asyncio.run(proved(staff)), said


def test_a_worker_that_is_alike_may_grade_as_many_at_a_time_as_it_has_threads() -> None:
    assert told(a=ALIKE) == ([("a", 3)], [])


def test_or_as_many_as_are_wanted() -> None:
    assert told(places=5, a=ALIKE) == ([("a", 5)], [])


@pytest.mark.parametrize("what", ALIKE.decided_by)
def test_whatever_differs_is_named_with_both_values(what: str) -> None:
    other = Proof({**ALIKE.decided_by, what: "another"}, 4)
    found, (line,) = told(a=other)
    assert found == []
    values = f"{ALIKE.decided_by[what]} in this run, another in the worker a"
    assert line == f"the worker a is refused, {what}: {values}: nothing is sent to it"


def test_too_little_isolation_is_refused() -> None:
    found, lines = told(course=replace(COURSE, level=3), a=Proof(ALIKE.decided_by, 2, "level 2: less"), b=ALIKE)
    assert found == [("b", 3)]
    why = "its isolation is at level 2: less; at least level 3 is required"
    assert lines == [f"the worker a is refused, {why}: nothing is sent to it"]


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (Proof(trouble="no unit 01"), "cannot grade (no unit 01)"),
        (ImportError("No module named 'course'"), "cannot grade (ImportError: No module named 'course')"),
        (None, "has not said within 0.2 s by what results would be decided there"),
    ],
)
def test_a_worker_that_cannot_grade_is_refused_with_the_reason(answer: Any, words: str) -> None:
    assert told(a=answer) == ([], [f"the worker a {words}: nothing is sent to it"])


def test_a_lost_scheduler_is_no_fault_of_a_worker() -> None:
    with pytest.raises(ClusterLost):
        told(a=ClusterLost("lost"))


def test_without_a_worker_that_may_grade_nothing_is_waited_for() -> None:
    async def run() -> None:
        staff = Staff(Answers(a=Proof(trouble="none")), ORDER, COURSE, lambda _: None)
        assert await proved(staff) == []
        with pytest.raises(CourseError, match="no worker may grade"):
            await staff.look([])

    asyncio.run(run())


def test_one_that_comes_later_is_waited_for_but_not_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "WAIT", 0.1)
    said: list[str] = []

    async def run() -> None:
        staff = Staff(Answers(), ORDER, COURSE, said.append)
        await staff.look([])
        await staff.look([])
        assert said == ["there is no worker at tcp://here: waiting for one, at most 0.1 s"]
        await asyncio.sleep(0.2)
        with pytest.raises(ClusterLost, match=r"no worker has come to tcp://here within 0\.1 s"):
            await staff.look([])

    asyncio.run(run())


def test_a_refused_worker_that_comes_again_is_asked_again_and_one_that_went_is_not_waited_for() -> None:
    async def run() -> None:
        cluster = Answers(a=Proof(trouble="none"), b=None, c=ALIKE)
        staff = Staff(cluster, ORDER, COURSE, lambda _: None)
        await staff.look([])
        await asyncio.sleep(0)
        asked = {address: task for task, address in staff.proving.items()}
        for address in "ac":
            await asyncio.wait([asked[address]])
            staff.proved(asked[address])
        cluster.workers = {"c": ALIKE}
        assert await staff.look(["c"]) == []
        assert not staff.proving
        cluster.workers = {"a": ALIKE}
        assert await staff.look(["c"]) == ["c"]
        assert list(staff.proving.values()) == ["a"]
        await staff.dismiss()
        assert cluster.ended == ["a"]

    asyncio.run(run())


def test_workers_of_one_machine_take_processors_one_after_the_other() -> None:
    addresses = ("tcp://10.0.0.1:40001", "tcp://10.0.0.1:40002", "tcp://10.0.0.2:40001")

    async def run() -> list[int]:
        cluster = Answers()
        cluster.workers = dict.fromkeys(addresses, ALIKE)
        staff = Staff(cluster, ORDER, COURSE, lambda _: None)
        await staff.look([])
        await staff.dismiss()
        orders = (msgspec.msgpack.decode(staff.orders[address], type=Order) for address in addresses)
        return [order.first for order in orders]

    one, two, elsewhere = asyncio.run(run())
    assert {one - two, two - one} == {3, -3}
    assert elsewhere not in range(min(one, two), max(one, two) + 3)
