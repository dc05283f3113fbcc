"""What became of each misconception on many seeds: caught or not, named or not, and by which checks.

A mark must not depend on the seed. So a misconception that any seed misses, or leaves unnamed, is a finding, with its
rate; and so is a check that catches it on some seeds and not on others.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from autograder.verdicts import Marking, Verdict

TOLD = 5  # seeds of a finding that are listed


@dataclass
class Outcomes:
    """One misconception on all its seeds; lists are of seeds."""

    name: str
    tried: int = 0
    missed: list[str] = field(default_factory=list)
    unnamed: list[str] = field(default_factory=list)
    misnamed: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))  # by the other's name
    caught_by: Counter[str] = field(default_factory=Counter)  # check -> on how many seeds it failed
    spared_by: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))  # check -> seeds
    earned: list[float] = field(default_factory=list)  # points
    most: float = 0.0  # of how many

    def add(self, seed: str, test: Marking) -> None:
        """Count one run of it."""
        self.tried += 1
        self.earned.append(sum(check["earned"] for check in test["checks"]))
        self.most = sum(check["points"] for check in test["checks"])
        for check in test["checks"]:
            if check["verdict"] == Verdict.passed:
                self.spared_by[check["name"]].append(seed)
            elif check["verdict"] != Verdict.skipped:
                self.caught_by[check["name"]] += 1
        named = test["misconception"]
        if all(check["verdict"] == Verdict.passed for check in test["checks"]):
            self.missed.append(seed)
        elif named is None:
            self.unnamed.append(seed)
        elif named["name"] != self.name:
            self.misnamed[named["name"]].append(seed)

    def findings(self) -> Iterator[str]:
        """What is wanting, each as the end of a sentence about the misconception."""
        if self.missed:
            yield f"full marks {self._on(self.missed)}: no check catches it"
        if self.unnamed:
            yield f"caught, but not named {self._on(self.unnamed)}"
        for other, seeds in self.misnamed.items():
            yield f"caught, but named {other} {self._on(seeds)}"
        for check, seeds in self.spared_by.items():
            if self.caught_by[check]:
                yield f"{check} does not catch it {self._on(seeds)}, but on others: its mark depends on the seed"

    def _on(self, seeds: list[str]) -> str:
        return seeds_of(seeds, self.tried)


def seeds_of(seeds: list[str], tried: int) -> str:
    """On how many seeds something was seen, and the first few of them."""
    more = ", ..." if len(seeds) > TOLD else ""
    first = sorted(seeds, key=lambda seed: (len(seed), seed))[:TOLD]  # they come as they are done
    return f"on {len(seeds)} of {tried} seeds ({', '.join(first)}{more})"


@dataclass
class _Marks:
    """What the misconceptions of an exercise earn of so many points."""

    most: float = 0.0
    by_points: dict[float, list[str]] = field(default_factory=lambda: defaultdict(list))

    def __str__(self) -> str:
        shares = (f"{points:g} for {', '.join(names)}" for points, names in sorted(self.by_points.items()))
        return f"of {self.most:g} points {'; '.join(shares)}"


class Tally:
    """The outcomes of all misconceptions of a unit, by exercise and name."""

    def __init__(self) -> None:
        self.outcomes: dict[tuple[str, str], Outcomes] = {}

    def add(self, exercise: str, misconception: str, seed: str, test: Marking) -> None:
        """Count one run."""
        self.outcomes.setdefault((exercise, misconception), Outcomes(misconception)).add(seed, test)

    def findings(self, without: Collection[str] = ()) -> Iterator[str]:
        """What is wanting, sentence by sentence; nothing of the exercises `without`."""
        for (exercise, name), outcomes in sorted(self.outcomes.items()):
            if exercise in without:
                continue
            yield from (f"misconception {name} of {exercise}: {finding}" for finding in outcomes.findings())

    def marks(self) -> Iterator[str]:
        """What each misconception earns, the least on any seed, exercise by exercise."""
        found: dict[str, _Marks] = defaultdict(_Marks)
        for (exercise, name), outcomes in self.outcomes.items():
            found[exercise].most = outcomes.most
            found[exercise].by_points[min(outcomes.earned)].append(name)
        yield from (f"{exercise}: {marks}" for exercise, marks in found.items())
