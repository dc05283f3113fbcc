"""Which submissions go to which worker: what can be said of that without a cluster, and without a clock.

A worker has two batches at most, so that it need not wait for the next one; towards the end it has one, so that none
waits behind a slow one while another worker has nothing to do. What a worker had when it was lost is dealt out again,
one by one and, if there is one, to another worker; after a second loss it is alone on its worker, so that what was
beside a submission that kills workers comes through; after a third it is given up.
"""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from autograder.exam.hall import Job

MOST_BATCHES = 2
ALONE = 2  # how often a submission's worker was lost, after which it is marked alone
MOST_LOSSES = 3  # of submissions, and of a worker's grader without a marking between


@dataclass
class Waiting:
    """A job, and the workers that were lost while they had it."""

    job: Job
    lost: list[str] = field(default_factory=list)

    @property
    def alone(self) -> bool:
        """Whether it is to be alone on its worker."""
        return len(self.lost) >= ALONE


@dataclass
class Desk:
    """A worker that marks, and what it has now, by the number of the batch."""

    places: int
    batches: dict[int, list[Waiting]] = field(default_factory=dict)

    @property
    def alone(self) -> bool:
        """Whether it has a submission that is to be alone there."""
        return any(each.alone for batch in self.batches.values() for each in batch)


class Dealer:
    """Deals jobs to workers, each known by its address. They are taken from the class a few at a time."""

    def __init__(self, jobs: Iterable[Job]) -> None:
        self._jobs = iter(jobs)
        self._ahead: deque[Waiting] = deque()
        self._again: deque[Waiting] = deque()  # whose workers were lost
        self._desks: dict[str, Desk] = {}
        self._losses: dict[str, int] = {}  # of a worker's grader since it has answered last
        self._dealt = 0  # batches

    @property
    def desks(self) -> Mapping[str, Desk]:
        """The workers that mark."""
        return self._desks

    @property
    def done(self) -> bool:
        """Whether nothing waits and nobody has anything."""
        return not (self._look_ahead(1) or self._again or any(desk.batches for desk in self._desks.values()))

    def welcome(self, address: str, places: int) -> None:
        """A worker that may be given so many submissions at a time."""
        self._desks[address] = Desk(places)

    def deal(self) -> Iterator[tuple[str, int, list[Waiting]]]:
        """Give what waits to workers that are free for it: to whom, and a batch with its number."""
        while True:
            given = False
            for address in sorted(self._desks, key=self._busy):
                desk = self._desks[address]
                batch = self._batch(address, desk)
                if batch:
                    self._dealt += 1
                    desk.batches[self._dealt] = batch
                    yield address, self._dealt, batch
                    given = True
                    break
            if not given:
                return

    def answered(self, address: str, batch: int) -> list[Waiting]:
        """What was in a batch that is marked; nothing if that worker has been given up."""
        desk = self._desks.get(address)
        if desk is None or batch not in desk.batches:
            return []
        self._losses.pop(address, None)
        return desk.batches.pop(batch)

    def lost(self, address: str) -> list[Waiting]:
        """A worker, or its grader, is lost; what is given up with it."""
        desk = self._desks.pop(address)
        self._losses[address] = self._losses.get(address, 0) + 1
        given_up: list[Waiting] = []
        for each in (each for batch in desk.batches.values() for each in batch):
            each.lost.append(address)
            (given_up if len(each.lost) >= MOST_LOSSES else self._again).append(each)
        return given_up

    def unfit(self, address: str) -> bool:
        """Whether a worker has lost its grader so often in a row that the fault is likely to be its own."""
        return self._losses.get(address, 0) >= MOST_LOSSES

    def _busy(self, address: str) -> int:
        return sum(map(len, self._desks[address].batches.values()))

    def _batch(self, address: str, desk: Desk) -> list[Waiting]:
        if desk.alone or len(desk.batches) >= MOST_BATCHES:
            return []
        again = self._one_again(address, desk)
        if again:
            return [again]
        if desk.batches and not self._look_ahead(desk.places + sum(each.places for each in self._desks.values())):
            return []
        self._look_ahead(desk.places)
        return [self._ahead.popleft() for _ in range(min(desk.places, len(self._ahead)))]

    def _one_again(self, address: str, desk: Desk) -> Waiting | None:
        """One of those whose worker was lost that this one may have."""
        for each in self._again:
            elsewhere = address in each.lost and any(other not in each.lost for other in self._desks)
            if not (elsewhere or (each.alone and desk.batches)):
                self._again.remove(each)
                return each
        return None

    def _look_ahead(self, count: int) -> bool:
        """Whether so many wait that no worker has had; they are taken from the class."""
        while len(self._ahead) < count:
            job = next(self._jobs, None)
            if job is None:
                return False
            self._ahead.append(Waiting(job))
        return True
