"""The queue by itself: any student may flood it, at any time."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from course.watching.queue import Queue

STUDENTS = st.sampled_from("abcde")
UNITS = st.sampled_from(["1", "2"])
OFFER = st.tuples(st.just("offer"), STUDENTS, UNITS)
TAKE = st.tuples(st.just("take"), st.just(""), st.just(""))
LEARNED = st.tuples(st.just("learned"), STUDENTS, UNITS)
DONE = st.tuples(st.just("done"), STUDENTS, st.just(""))
LATER = st.tuples(st.just("later"), st.just(""), st.just(""))
EVENTS = st.lists(st.one_of(OFFER, OFFER, TAKE, DONE, LATER, LEARNED), max_size=80)

Key = tuple[str, str]
Work = tuple[str, str, int]


class Played:
    """A queue to which things happen, and what a slow and simple mind knows of it."""

    def __init__(self, events: Sequence[tuple[str, str, str]], every: float) -> None:
        self.queue, self.every, self.now = Queue[Work](every), every, 0.0
        self.newest: dict[Key, Work] = {}  # of what waits
        self.busy: dict[str, str] = {}
        self.freed: dict[Key, float] = {}
        self.taken: list[tuple[float, Work]] = []
        self.passed_by: dict[str, dict[str, int]] = {}  # of who could be served: how often others were since
        for number, (what, student, unit) in enumerate(events):
            self.happen(what, student, unit, number)

    def happen(self, what: str, student: str, unit: str, number: int) -> None:
        if what == "offer":
            self.newest[student, unit] = student, unit, number
            self.queue.offer(student, unit, self.newest[student, unit])
        elif what == "later":
            self.now += 1.0
        elif what == "learned":  # of work that was taken it says nothing
            self.freed[student, unit] = self.now
            self.queue.learned(student, unit, self.now)
        elif what == "done" and student in self.busy:
            self.freed[student, self.busy[student]] = self.now
            self.queue.done(student, self.busy.pop(student), self.now)
        elif what == "take":
            self.take()
        for each in self.ready():
            self.passed_by.setdefault(each, {})

    def ready(self) -> set[str]:
        """Who has work that may be taken."""
        return {
            student
            for student, unit in self.newest
            if student not in self.busy and self.now >= self.freed.get((student, unit), -1e9) + self.every
        }

    def take(self) -> None:
        ready, work = self.ready(), self.queue.take(self.now)
        if work is None:
            assert not ready  # it never idles
            return
        student, unit, _ = work
        assert student in ready
        assert self.now >= self.freed.get((student, unit), -1e9) + self.every  # nobody learns too often
        assert work == self.newest.pop((student, unit))  # the newest wins
        self.busy[student] = unit
        self.taken.append((self.now, work))
        self.passed_by.pop(student, None)
        for others in self.passed_by.values():
            others[student] = others.get(student, 0) + 1
            assert others[student] <= 1  # nobody is served twice while somebody else could be

    def drain(self) -> None:
        """Let everything come to its end."""
        while self.newest:
            self.now += 1.0
            for student in list(self.busy):
                self.happen("done", student, "", 0)
            while self.ready():
                self.take()


@given(EVENTS, st.sampled_from([0.0, 2.5]))
def test_turns_go_round_the_newest_wins_and_nobody_is_served_too_often(
    events: list[tuple[str, str, str]], every: float
) -> None:
    Played(events, every)


@given(EVENTS, st.sampled_from([0.0, 2.5]))
def test_nothing_is_lost_and_nothing_is_taken_twice(events: list[tuple[str, str, str]], every: float) -> None:
    played = Played(events, every)
    played.drain()
    works = [work for _, work in played.taken]
    assert len(works) == len(set(works))
    last = {(student, unit): number for number, (what, student, unit) in enumerate(events) if what == "offer"}
    for (student, unit), number in last.items():
        assert max(each for who, of, each in works if (who, of) == (student, unit)) == number
    assert len(played.queue) == 0


@given(EVENTS)
def test_it_knows_how_much_waits_how_much_is_held_and_served(events: list[tuple[str, str, str]]) -> None:
    played = Played(events, 2.5)
    held = [key for key in played.newest if played.now < played.freed.get(key, -1e9) + 2.5]
    assert (len(played.queue), played.queue.held(played.now)) == (len(played.newest), len(held))
    assert played.queue.served == len(played.busy)


def test_a_flood_delays_nobody() -> None:
    queue = Queue[str]()
    for number in range(1000):
        queue.offer("flooding", f"unit {number}", f"flood {number}")
    queue.offer("ada", "1", "ada's")
    assert [queue.take(0.0), queue.take(0.0)] == ["flood 0", "ada's"]
    assert queue.take(0.0) is None  # one work of each at a time


def test_the_limit_counts_from_what_was_done_before_the_queue_was_there() -> None:
    queue = Queue[str](every=600)
    queue.learned("ada", "1", at=-500)
    queue.offer("ada", "1", "again")
    queue.offer("ada", "2", "another unit")
    assert queue.take(0.0) == "another unit"
    queue.done("ada", "2", 1.0)
    assert queue.take(99.0) is None
    assert queue.take(100.0) == "again"
