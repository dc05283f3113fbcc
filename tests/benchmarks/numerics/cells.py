"""A cell of the tables: sides that do the same work, and how to see that they did."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.benchmarks.report import ratios

OURS, SHARE = "ours", "share of the GEMM peak"
NATIVE, PINNED = "native", "pinned"
TURN = 0.02  # seconds that a turn takes at least: what is faster is repeated
ENOUGH = 6.0  # seconds, after which a cell takes three rounds only


@dataclass(frozen=True)
class Contest:
    """What a cell measures: sides by name, ours first.

    `quality` makes a number or an array of what a side returns, and `same` of ours and theirs what is wrong, if
    anything. A side in `parts` does that part of the work only (one epoch of five, say). `flops` are the
    multiply-adds, times two, of the matrix products in ours.
    """

    sides: Mapping[str, Callable[[], Any]]
    quality: Callable[[Any], Any]
    same: Callable[[Any, Any], str]
    parts: Mapping[str, float] = field(default_factory=dict)
    flops: float = 0.0


@dataclass(frozen=True)
class Cell:
    """Its name, its table, and how to prepare it."""

    name: str
    table: str
    prepare: Callable[[], Contest]


@dataclass
class Measured:
    """Seconds of each side, round by round, for the whole work; what the check found; share of the peak."""

    name: str
    table: str
    seconds: dict[str, list[float]]
    notes: list[str]
    peak: list[float] = field(default_factory=list)

    @property
    def figures(self) -> dict[str, list[float]]:
        """What is compared, round by round: each peer's time over ours, and the share of the peak if it is known."""
        ours = self.seconds[OURS]
        found = {side: ratios(times, ours) for side, times in self.seconds.items() if side != OURS}
        return found | ({SHARE: self.peak} if self.peak else {})


def run(cell: Cell, rounds: int, gemm: Callable[[], float]) -> Measured:
    """Check the sides of a cell, then let them take turns. `gemm` measures the peak, in flops a second."""
    contest = cell.prepare()
    notes, repeats = [], {}
    wanted = None
    for name, side in contest.sides.items():
        began = time.process_time()
        result = side()
        took = time.process_time() - began
        if took < 1:  # the first time is that of cold caches, or of a compiler
            took = _turn(side, 1)
        repeats[name] = max(1, round(TURN / max(took, 1e-6)))
        if name == OURS:
            wanted = contest.quality(result)
        elif wrong := contest.same(wanted, contest.quality(result)):
            notes.append(f"{name}: {wrong}")
    measured = Measured(cell.name, cell.table, {name: [] for name in contest.sides}, notes)
    began = time.process_time()
    for number in range(rounds):
        if number >= 3 and time.process_time() - began > ENOUGH:
            break
        for name, side in contest.sides.items():
            measured.seconds[name].append(_turn(side, repeats[name]) / contest.parts.get(name, 1.0))
        if contest.flops:
            measured.peak.append(contest.flops / measured.seconds[OURS][-1] / gemm())
    return measured


def _turn(side: Callable[[], Any], repeats: int) -> float:
    began = time.process_time()
    for _ in range(repeats):
        side()
    return (time.process_time() - began) / repeats
