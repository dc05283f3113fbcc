"""Load the results of a class from its folder. What cannot be read is told, and stops nothing."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta, Struct

from autograder.names import normalised, safe_name
from autograder.reports.by_hand import unwritten
from autograder.reports.lateness import less, remark
from autograder.reports.results import FORMAT
from autograder.verdicts import Verdict

Amount = Annotated[float, Meta(ge=0, le=1e9)]  # points or seconds; neither NaN nor infinite
Moment = Annotated[datetime, Meta(tz=True)]
Score = Annotated[float, Meta(ge=-1e9, le=1e9)]  # points, from which a person may have taken some


class Check(Struct, frozen=True):
    """What became of one check."""

    name: str
    sentence: str
    verdict: Verdict
    message: str = ""
    bonus: bool = False


class Misconception(Struct, frozen=True):
    """What a wrong answer agreed with; `read` is the title of what its student should read again."""

    name: str
    hint: str
    read: str | None = None


class FollowThrough(Struct, frozen=True):
    """The exercise was marked again with earlier ones, `of`, put right; what it had earned before."""

    of: tuple[str, ...]
    earned_before: Amount


class Answer(Struct, frozen=True):
    """One exercise of a submission."""

    name: str
    score: Score
    max_score: Amount
    verdict: Verdict
    seconds: Amount
    checks: tuple[Check, ...]
    misconception: Misconception | None = None
    follow_through: FollowThrough | None = None
    automatic: Amount | None = None  # what the grader gave, where a person's score stands in its place
    given: Score | None = None  # and that score
    earned_beyond: Amount = msgspec.field(name="bonus", default=0.0)  # of the grader's points, what is a bonus

    @property
    def bonus(self) -> float:
        """What of the score comes on top of what the exercise is worth."""
        return self.earned_beyond if self.given is None else 0.0

    @property
    def ordinary(self) -> float:
        """The score without that."""
        return self.score - self.bonus

    @property
    def replaced(self) -> bool:
        """Whether a person has given points, in the grader's place or in addition."""
        return self.automatic is not None

    @property
    def by_grader(self) -> float:
        """The points that the grader gave."""
        return self.score if self.automatic is None else self.automatic


class ByHand(Struct, frozen=True):
    """What a person gives points for, None while they wait: a proof, or an exercise that could not be graded.

    `why` says what is wrong with points that are not taken.
    """

    name: str
    score: Score | None
    max_score: Amount
    title: str = ""
    why: str = ""
    answer: str = ""

    @property
    def unwritten(self) -> bool:
        """Whether it is a proof that has no points because there is none."""
        return unwritten({"answer": self.answer, "score": self.score})


class Lateness(Struct, frozen=True):
    """When it came and was due, and what that costs, as `lateness` says; `regular` where there is an extension."""

    handed_in: Moment | None
    due: Moment | None
    regular: Moment | None = None
    seconds: Annotated[float, Meta(ge=0)] = 0.0
    share: Annotated[float, Meta(ge=0, le=1)] = 0.0


class Result(Struct, frozen=True):
    """One submission: of `results.assemble`, what a report on the class needs."""

    format: Annotated[int, Meta(ge=FORMAT, le=FORMAT)]
    student: str
    unit: str
    title: str
    status: Literal["graded", "ungradable", "grader_error"]
    reason: str | None
    score: Score | None
    max_score: Amount
    notes: tuple[str, ...]
    answers: tuple[Answer, ...] = msgspec.field(name="tests")
    proofs: tuple[ByHand, ...] = ()
    by_hand: tuple[ByHand, ...] = ()
    lateness: Lateness | None = None

    def __post_init__(self) -> None:
        if self.status == "graded" and self.score is None:
            raise ValueError("a graded submission has a score")
        if len({answer.name for answer in self.answers}) < len(self.answers):
            raise ValueError("an exercise occurs twice")

    @property
    def worth(self) -> float:
        """The points of the exercises and the proofs."""
        return self.max_score + sum(proof.max_score for proof in self.proofs)

    @property
    def so_far(self) -> float | None:
        """The points of the exercises and of those proofs that are graded; None if there are none at all."""
        return None if self.score is None else self.score + sum(proof.score or 0.0 for proof in self.proofs)

    @property
    def share(self) -> float:
        """The share of them that being late costs."""
        return self.lateness.share if self.lateness else 0.0

    @property
    def counts(self) -> float | None:
        """The points so far, less what being late costs."""
        return None if self.so_far is None else less(self.so_far, self.share)

    @property
    def late(self) -> str:
        """What a table says of when it came."""
        return remark(self.times)

    @property
    def times(self) -> dict[str, Any]:
        """Its `lateness` as it stands in the file, empty if there is none."""
        found: dict[str, Any] = msgspec.to_builtins(self.lateness) if self.lateness else {}
        return found

    @property
    def bonus(self) -> float:
        """What of the points comes on top of what the unit is worth."""
        return sum(answer.bonus for answer in self.answers)

    @property
    def waits(self) -> str | None:
        """What keeps its points from being final."""
        seen = self.by_hand and sum(each.max_score for each in self.by_hand) >= self.max_score
        pending = [proof.title + (proof.why and f" ({proof.why})") for proof in self.proofs if proof.score is None]
        by_hand = f"to be graded by hand: {', '.join(pending)}" if pending else None
        return by_hand if seen else self.reason or by_hand


@dataclass(frozen=True)
class Unreadable:
    """A file that is no result: in whose folder, called what, and why."""

    student: str
    file: str
    reason: str


@dataclass(frozen=True)
class Loaded:
    """All that a results folder holds, in the order of its file names."""

    results: tuple[Result, ...] = ()
    unreadable: tuple[Unreadable, ...] = ()

    @property
    def units(self) -> list[str]:
        """The units that there are results of."""
        return sorted({result.unit for result in self.results})

    def of(self, unit: str) -> "Loaded":
        """The same of one unit alone."""
        results = tuple(result for result in self.results if result.unit == unit)
        return Loaded(results, tuple(each for each in self.unreadable if each.file == f"{unit}.json"))


def load_results(folder: Path) -> Loaded:
    """Read every `<student>/<unit>.json` in the folder."""
    found = list(_read(folder))
    return Loaded(
        tuple(each for each in found if isinstance(each, Result)),
        tuple(each for each in found if isinstance(each, Unreadable)),
    )


def _read(folder: Path) -> Iterator[Result | Unreadable]:
    for path in sorted(folder.glob("[!.]*/[!.]*.json")):
        student, file = path.parent.name, path.name
        try:
            result = msgspec.convert(json.loads(path.read_text(encoding="utf-8")), Result)
        except OSError as error:
            yield Unreadable(student, file, f"it cannot be opened: {error.strerror}; fix its permissions")
        except msgspec.ValidationError as error:
            yield Unreadable(student, file, f"it is no result of this version: {error}; grade again")
        except (ValueError, RecursionError) as error:
            yield Unreadable(student, file, f"it is damaged: {error}; delete it and grade again")
        else:
            home = safe_name(result.student), f"{result.unit}.json"
            if (normalised(student), normalised(file)) == tuple(map(normalised, home)):
                yield result
            else:  # a copy would count its student twice
                yield Unreadable(student, file, f"it is the result of another submission: {'/'.join(home)}; delete it")
