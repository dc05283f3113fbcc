"""Which tiers of speed are reached: a decision by measured times that says when it cannot tell.

Each round gives a ratio, the yardstick's time over the student's on the same input. Of n such ratios, sorted, the
median of their law lies between the k-th and the k-th from the end, but for a probability of 2 P(Bin(n, 1/2) < k),
whatever that law is: no ratio need be normal, and one round that was disturbed costs nothing. After 10, 20 and 40
rounds it is looked whether this interval lies on one side of each tier. As all of a run's rounds may be off together,
by what else the machine does, a tier is missed only where the interval ends well below it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from math import comb
from statistics import quantiles

ERROR = 0.003  # of an interval; there are three looks at most
LOOKS = (10, 20, 40)  # after so many rounds; fewer than 10 leave an interval more than the error
IN_DOUBT = 0.9  # of a tier: above that it is not missed for certain
SCATTER = 1.5  # between the quartiles of the yardstick's own times; a steady machine has 1.1


class Standing(Enum):
    """How a tier stands."""

    reached = "reached"
    missed = "missed"
    open = "open"


@dataclass(frozen=True)
class Round:
    """Seconds of a processor for one and the same work, as the student does it and as the yardstick."""

    student: float
    yardstick: float

    @property
    def ratio(self) -> float:
        """How many times as fast as the yardstick the student's function is."""
        return self.yardstick / self.student


def interval(ratios: Iterable[float]) -> tuple[float, float]:
    """Where the median of the law of these ratios lies, but for a probability of `ERROR`; of at least 10."""
    found = sorted(ratios)
    n, k = len(found), 0
    while 2 * sum(comb(n, j) for j in range(k + 1)) <= ERROR * 2**n:
        k += 1
    if not k:
        raise ValueError(f"{n} ratios are too few: {LOOKS[0]} are wanted")
    return found[k - 1], found[n - k]


def steady(rounds: Sequence[Round]) -> bool:
    """Whether the machine lets the yardstick, whose work is always the same, take about the same time."""
    low, _, high = quantiles((each.yardstick for each in rounds), n=4)
    return high <= SCATTER * low


def standing(tier: float, rounds: Sequence[Round]) -> Standing:
    """How a tier stands after these rounds."""
    if len(rounds) < LOOKS[0] or not steady(rounds):
        return Standing.open
    low, high = interval(each.ratio for each in rounds)
    if low >= tier:
        return Standing.reached
    return Standing.missed if high <= IN_DOUBT * tier else Standing.open


def settled(tiers: Iterable[float], rounds: Sequence[Round]) -> bool:
    """Whether no further round is wanted: every tier is decided, or it was looked often enough."""
    n = len(rounds)
    if n not in LOOKS:
        return n > LOOKS[-1]
    return n == LOOKS[-1] or all(standing(tier, rounds) is not Standing.open for tier in tiers)
