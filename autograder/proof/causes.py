"""What stands against a mark scheme, cause by cause: one line for one cause, however many answers it shows itself on.

A check that stumbles on the model answer does so on every answer; a model answer that is not written is missing on
every seed. What is found about such an exercise otherwise follows from it, and waits until that is mended.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from autograder.proof.tally import seeds_of
from autograder.verdicts import Marking, Verdict

UNKNOWABLE = (Verdict.grader_error, Verdict.missing)  # of an answer of ours: nothing else is found out about it


class Objection(NamedTuple):
    """One thing that is wrong with a marking; objections with equal keys have one cause."""

    key: tuple[str, ...]
    place: str  # exercise and check, "" for the whole of a marking
    message: str


Judged = Callable[[Marking], list[Objection]]


@dataclass
class _Cause:
    """The first message of a cause, where it shows itself, and the seeds of each answer that it shows itself on."""

    message: str
    places: dict[str, None] = field(default_factory=dict)
    seeds: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))


class Causes:
    """The objections to all answers of ours to a unit."""

    def __init__(self) -> None:
        self._causes: dict[tuple[str, ...], _Cause] = {}
        self._tried: dict[str, int] = defaultdict(int)

    def add(self, answer: str, seed: str, objections: list[Objection]) -> None:
        """Note what is wrong with the marking of an answer on a seed."""
        self._tried[answer] += 1
        for key, place, message in objections:
            cause = self._causes.setdefault(key, _Cause(message))
            cause.places[place] = None
            if seed not in cause.seeds[answer]:
                cause.seeds[answer].append(seed)

    def findings(self) -> Iterator[str]:
        """A sentence for each cause."""
        for cause in self._causes.values():
            (answer, seeds), *others = cause.seeds.items()
            more = f" and {len(others)} more answer{'s' * (len(others) > 1)}" if others else ""
            places = "; ".join(filter(None, cause.places))
            told = f"{places}: {cause.message}" if places else cause.message
            tried = self._tried[answer]
            where = f", seed {seeds[0]}" if tried == 1 else f" {seeds_of(seeds, tried)}"
            yield f"{answer}{where}{more}: {told}"


def ungraded(marking: Marking) -> list[Objection]:
    """Why the whole of a marking came to nothing."""
    reason = marking["reason"] or marking["status"]
    return [Objection((reason,), "", reason)]


def imperfect(marking: Marking) -> list[Objection]:
    """What keeps a right answer from full marks."""
    return [_of(test, check) for test in marking["tests"] for check in test["checks"] if check["verdict"] != "passed"]


def stumbles(test: Marking) -> list[Objection]:
    """The checks of an exercise that stumble on the model answer."""
    return [_of(test, check) for check in test["checks"] if check["verdict"] == Verdict.grader_error]


def unknowable(marking: Marking) -> set[str]:
    """The exercises whose checks stumble on the model answer, or whose model answer is not written."""
    return {test["name"] for test in marking["tests"] if test["verdict"] in UNKNOWABLE}


def not_all_missing(marking: Marking) -> list[Objection]:
    """What is not as it should be of the notebook as it is released."""
    found = []
    for test in marking["tests"]:
        earned = sum(check["earned"] for check in test["checks"])
        if test["verdict"] == Verdict.grader_error:
            found += stumbles(test)
        elif test["verdict"] != "missing" or earned:
            message = f"is {test['verdict']} with {earned:g} points, wanted missing with 0"
            found.append(Objection((test["name"], message), test["name"], message))
    return found


def earns(name: str) -> Judged:
    """Whether an exercise earns something by an answer that is none."""
    def judged(marking: Marking) -> list[Objection]:
        test = next(test for test in marking["tests"] if test["name"] == name)
        points = sum(check["earned"] for check in test["checks"])
        message = f"it earns {points:g} points: require less, or check more"
        return stumbles(test) or ([Objection((name, message), "", message)] if points else [])

    return judged


def nothing(_marking: Marking) -> list[Objection]:
    """Of answers that are looked at together later."""
    return []


def _of(test: Marking, check: Marking) -> Objection:
    message = f"{check['verdict']}: {check['message']}"
    if check["verdict"] == Verdict.missing:
        return Objection((message,), test["name"], message)
    place = f"{test['name']}, {check['name']}"
    return Objection((message,) if check["verdict"] == Verdict.grader_error else (place,), place, message)
