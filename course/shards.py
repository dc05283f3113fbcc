"""`course grade --shard i/n`: a class graded in parts, by machines that need not know of each other.

Each part keeps its results in `results/.shards/i-of-n`, in the form that results have, and beside them what they were
decided by. To bring the parts together is to copy files: those of other machines into `results/.shards`, by whoever
runs them, then all into `results`, by the next `course grade`, which also makes what is about the class as a whole.
Which part a submission belongs to follows from its student and unit alone: nothing changes it that is handed in later.
"""

import hashlib
import json
import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import msgspec

from autograder.exam.grading import Course
from autograder.intake.submissions import Submission
from autograder.names import shown
from autograder.reports.results import Result
from autograder.reports.store import SEED, Store, write
from course import CourseError

FOLDER = ".shards"  # in the results folder, where no student's folder can be called so
ABOUT = ".shard.json"  # in a part's folder, for the same reason
FORM = re.compile(r"([1-9][0-9]{0,4})/([1-9][0-9]{0,4})", re.ASCII)

Key = tuple[str, str]  # a student and a unit


@dataclass(frozen=True)
class Shard:
    """One part of a class that is graded in so many."""

    number: int
    of: int

    @classmethod
    def told(cls, text: str) -> Self:
        """The part that a text such as `2/8` tells; ValueError if it tells none."""
        found = FORM.fullmatch(text)
        if not found:
            raise ValueError(f"{shown(text)!r} is no part of a class: 2/8 is the second of eight")
        shard = cls(int(found[1]), int(found[2]))
        if shard.number > shard.of:
            raise ValueError(f"there is no part {text}: of {shard.of}, the last is {shard.of}/{shard.of}")
        return shard

    def __str__(self) -> str:
        return f"{self.number}/{self.of}"

    def has(self, submission: Submission) -> bool:
        """Whether a submission is of this part."""
        whose = f"{submission.student}/{submission.unit}".encode("utf-8", "surrogatepass")
        return int.from_bytes(hashlib.sha256(whose).digest()) % self.of == self.number - 1

    def store(self, results: Path) -> Store:
        """Where this part keeps its results."""
        return Store(results / FOLDER / f"{self.number}-of-{self.of}")


class About(msgspec.Struct, frozen=True):
    """What a part says of itself: by what its results were decided, and, once it is done, whose they are."""

    shard: str
    decided_by: Mapping[str, Any]
    graded: tuple[Key, ...] = ()
    done: bool = False

    def save(self, store: Store) -> None:
        """Write it beside the results."""
        write(store.folder / ABOUT, json.dumps(msgspec.to_builtins(self), indent=1) + "\n")

    def done_with(self, store: Store, results: Sequence[Result]) -> Self:
        """The same at its end, with those of the results that it has itself; the others were the class's already."""
        found = ((each, store.load(each["student"], each["unit"])) for each in results)
        own = tuple((each["student"], each["unit"]) for each, kept in found if kept and kept["key"] == each["key"])
        return msgspec.structs.replace(self, graded=tuple(sorted(own)), done=True)


def decided_by(course: Course, units: Sequence[str], seed: str) -> dict[str, Any]:
    """What decides the results of these units, each in words that a person can compare with another machine's."""
    found: dict[str, Any] = {"the seed of the run (a digest of it)": hashlib.sha256(seed.encode()).hexdigest()[:12]}
    for unit in units:
        decides = course.decides(unit, course.paper(unit), seed)
        found["the version of Python"], found["the version of NumPy"] = decides["versions"]
        found |= {f"the limits ({name})": value for name, value in _flat(decides["rules"])}
        found |= {f"the points of {unit}/{name}": value for name, value in decides["points"].items()}
        found[f"the release of {unit} (a digest of it)"] = decides["paper"][:12]
        found[f"the grader or the mark scheme of {unit} (a digest of both)"] = decides["sources"][:12]
    return found


def _flat(table: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for name, value in table.items():
        yield from _flat(value) if isinstance(value, dict) else [(name, value)]


def require_seed(results: Path) -> None:
    """CourseError if the run has no secret yet: every part would draw one of its own."""
    if not (results / SEED).is_file():
        advice = "`course new seed` draws one; let the folder of results on every machine have it"
        raise CourseError(f"{shown(results / SEED)} is not there, by which all parts ask the same questions: {advice}")


def gather(results: Store, mine: Mapping[str, Any]) -> list[Key]:
    """Copy the results of all parts, if there are any, to the others; whose these are.

    CourseError, and nothing is copied, if a part is missing or not done, or was decided by anything else than another,
    or than what is graded here, by `mine`.
    """
    found = _parts(results)
    _require_all(found, results.folder / FOLDER)
    _require_alike([*((f"part {about.shard}", about.decided_by) for _, about in found), ("this run", mine)])
    for store, about in found:
        _copy(store, results, about)
    return [key for _, about in found for key in about.graded]


def _copy(part: Store, results: Store, about: About) -> None:
    for student, unit in about.graded:
        for suffix in (".html", ".json"):  # as `Store.save`: a result that stands has its page
            source = part.path(student, unit, suffix)
            try:
                write(results.path(student, unit, suffix), source.read_bytes())
            except OSError as error:
                advice = f"copy the folder of part {about.shard} again if it is not whole, and run this again"
                what = f"{shown(source)} could not be taken over ({error.strerror})"
                raise CourseError(f"{what}: {advice}") from None


def discard(results: Store) -> None:
    """Remove the parts, whose results stand among the others."""
    shutil.rmtree(results.folder / FOLDER, ignore_errors=True)


def _parts(results: Store) -> list[tuple[Store, About]]:
    found = []
    for path in sorted((results.folder / FOLDER).glob(f"*/{ABOUT}")):
        try:
            about = msgspec.json.decode(path.read_bytes(), type=About)
            Shard.told(about.shard)
        except (OSError, ValueError) as error:  # msgspec's are ValueErrors
            advice = "copy it again, or delete its folder and run that part again"
            raise CourseError(f"{shown(path)} is not what a part says of itself ({error}): {advice}") from None
        found.append((Store(path.parent), about))
    return found


def _require_all(found: Sequence[tuple[Store, About]], place: Path) -> None:
    shards = {Shard.told(about.shard): about for _, about in found}
    sizes = sorted({shard.of for shard in shards})
    otherwise = f"or delete {shown(place)}, and all is graded here"
    if len(sizes) > 1:
        one, other = (next(shard for shard in shards if shard.of == size) for size in sizes[:2])
        raise CourseError(f"the parts {one} and {other} are of different divisions: keep those of one, {otherwise}")
    wanted = [Shard(number, size) for size in sizes for number in range(1, size + 1)]
    lacking = [str(shard) for shard in wanted if shard not in shards]
    if lacking:
        raise CourseError(f"of the parts in {shown(place)} there is no {', '.join(lacking)}: wait for it, {otherwise}")
    undone = [str(shard) for shard in wanted if not shards[shard].done]
    if undone:
        advice = f"`course grade --shard {undone[0]}` goes on with it"
        raise CourseError(f"the part {', '.join(undone)} has not come to its end: {advice}, {otherwise}")


def _require_alike(told: Sequence[tuple[str, Mapping[str, Any]]]) -> None:
    if differ := disagreement(told):
        advice = "nothing was taken over; let both have the same, and run the one that is wrong again"
        raise CourseError(f"parts that do not fit together, {differ}: {advice}")


def disagreement(told: Sequence[tuple[str, Mapping[str, Any]]]) -> str | None:
    """The first thing of which two say different values, with both values and who says which."""
    seen: dict[str, tuple[str, Any]] = {}
    for who, decided in told:
        for what, value in decided.items():
            other, before = seen.setdefault(what, (who, value))
            if value != before:
                return f"{what}: {shown(before)} in {other}, {shown(value)} in {who}"
    return None
