"""`course.toml`: which units run and in which order, their chapters, limits, confinement, points overridden."""

import difflib
import re
import tomllib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from course import CourseError

if TYPE_CHECKING:
    from autograder.scheme.exercises import ByUnit

ROOT = Path(__file__).resolve().parents[1]


class SettingsError(CourseError):
    """`course.toml` cannot be followed."""


@dataclass(frozen=True)
class Unit:
    """One unit: `01_classification`, the chapter of the book it goes with, and when its notebook is due."""

    id: str
    chapter: str
    due: datetime | None = None  # with its offset from UTC

    @property
    def stem(self) -> str:
        """What names its module in `solutions` and its mark scheme: `classification`."""
        return self.id.partition("_")[2]


@dataclass(frozen=True)
class Limits:
    """What a submission may use; `workers` None means one for each core."""

    call_seconds: float = 2.0
    cell_seconds: float = 10.0
    submission_seconds: float = 60.0
    memory_mib: int = 1024
    workers: int | None = None


@dataclass(frozen=True)
class Late:
    """What each day late costs, as a share of the score; nothing unless course.toml says so."""

    per_day: float = 0.0
    at_most: float = 1.0
    grace_minutes: float = 0.0


MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
LIMITS = [limit.name for limit in fields(Limits)]
LATE = [each.name for each in fields(Late)]
ADDRESS = re.compile(r"https://[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?(:[0-9]{1,5})?(/[A-Za-z0-9_.~%+-]+)*")
GRADEBOOK = "sqlite:///gradebook.db?timeout=60"  # seconds that a writer waits for another


@dataclass(frozen=True)
class Settings:
    """All of `course.toml`, read once."""

    root: Path
    units: tuple[Unit, ...]
    limits: Limits = Limits()
    points: Mapping[str, float] = field(default_factory=dict)
    level: int = 2  # of isolation, below which nothing is graded
    planned: tuple[Unit, ...] = ()  # units without a lesson, of which nothing is built
    gradebook: str = GRADEBOOK
    late: Late = Late()
    address: str | None = None  # of the folder with what `course release` packs, for notebooks opened alone

    def requiring(self, level: int | None) -> "Settings":
        """The same with another level of isolation required, unless it is None."""
        return self if level is None else replace(self, level=level)

    def unit(self, name: str) -> Unit:
        """The unit called `name`; SettingsError with the nearest name if there is none."""
        for unit in self.units:
            if unit.id == name:
                return unit
        raise SettingsError(f"there is no unit {name!r}{nearest(name, [unit.id for unit in self.units])}")

    def select(self, names: Iterable[str]) -> tuple[Unit, ...]:
        """The units of these names in the course's order; all of them if there are no names."""
        chosen = {self.unit(name) for name in names} or set(self.units)
        return tuple(unit for unit in self.units if unit in chosen)

    @property
    def exercises(self) -> "ByUnit":
        """The exercises of each unit that runs."""
        from autograder.scheme.exercises import ByUnit

        return ByUnit(unit.id for unit in self.units)

    def lesson(self, unit: Unit) -> Path:
        """The unit's lesson."""
        return self.root / "course" / "lessons" / f"{unit.id}.md"

    def solutions(self, unit: Unit) -> Path:
        """The unit's model answers."""
        return self.root / "solutions" / f"{unit.stem}.py"

    def checks(self, unit: Unit) -> Path:
        """The unit's mark scheme, or the `__init__.py` of its folder."""
        from autograder.scheme.exercises import mark_scheme

        return mark_scheme(self.root / "autograder" / "checks", unit.id)

    def figures(self, unit: Unit) -> Path:
        """The unit's figures; a unit may have none."""
        return self.root / "course" / "figures" / f"{unit.stem}.py"

    def points_for(self, unit: Unit, exercise: str, declared: float) -> float:
        """The points of an exercise or a proof: as overridden, else as declared."""
        return self.points.get(f"{unit.id}/{exercise}", declared)


def nearest(word: str, known: Collection[str]) -> str:
    """What to add to "there is no ...": the nearest known word, or all of them."""
    close = difflib.get_close_matches(word, known, n=1)
    if close:
        return f"; did you mean {close[0]!r}?"
    return f"; there are: {', '.join(known)}" if known else "; there are none yet"


def in_words(moment: datetime) -> str:
    """`10 December 2026, 23:59 (UTC+01:00)`, whatever the machine's language."""
    clock = moment.strftime("%H:%M:%S").removesuffix(":00")
    offset = moment.isoformat()[-6:]
    return f"{moment.day} {MONTHS[moment.month - 1]} {moment.year}, {clock} (UTC{offset.replace('+00:00', '')})"


def load(path: Path = ROOT / "course.toml") -> Settings:
    """Read `course.toml`; SettingsError says which line of it cannot be followed."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise SettingsError(f"{path} is missing: it has a table [units.NAME] for each unit") from None
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"{path} cannot be read: {error}") from None
    try:
        return _settings(path.parent, table)
    except SettingsError as error:
        raise SettingsError(f"{path.name}: {error}") from None


def _settings(root: Path, table: dict[str, Any]) -> Settings:
    _known("the file", table, ["units", "planned", "limits", "points", "confinement", "gradebook", "late", "release"])
    units = tuple(_unit(name, entry) for name, entry in _table("units", table).items())
    settings = Settings(
        root,
        units,
        _limits(_table("limits", table)),
        _points(table),
        _level(table),
        tuple(_unit(name, entry, "planned") for name, entry in _table("planned", table).items()),
        _gradebook(_table("gradebook", table)),
        _late(_table("late", table)),
        _address(_table("release", table)),
    )
    for unit in units:
        if not settings.lesson(unit).is_file():
            lesson = settings.lesson(unit).relative_to(root)
            raise SettingsError(f"[units.{unit.id}] has no lesson: write {lesson}, or delete the entry")
    for unit in settings.planned:
        if unit.id in [running.id for running in units]:
            raise SettingsError(f"[planned.{unit.id}] runs as [units.{unit.id}] already: delete the former")
    for key in settings.points:
        settings.unit(key.partition("/")[0])
    return settings


def _points(table: dict[str, Any]) -> dict[str, float]:
    points = _table("points", table)
    for key, value in points.items():
        if "/" not in key:
            raise SettingsError(f'[points] {key!r} must name an exercise as "unit/exercise"')
        if not _is_number(value) or value < 0:
            raise SettingsError(f"[points] {key!r} must be a number, 0 or more, got {value!r}")
    return {key: float(value) for key, value in points.items()}


def _table(name: str, table: dict[str, Any]) -> dict[str, Any]:
    found = table.get(name, {})
    if not isinstance(found, dict):
        raise SettingsError(f"{name} must be a table, [{name}], got {found!r}")
    return found


def _known(where: str, table: dict[str, Any], names: Collection[str]) -> None:
    for key in table:
        if key not in names:
            raise SettingsError(f"{where} has an unknown key {key!r}{nearest(key, sorted(names))}")


def _unit(name: str, entry: Any, table: str = "units") -> Unit:
    where = f"[{table}.{name}]"
    number, _, stem = name.partition("_")
    if not (number.isdigit() and stem.isidentifier()):
        raise SettingsError(f"{where} must be named like 01_classification: a number, then a Python name")
    if not isinstance(entry, dict):
        raise SettingsError(f"{where} must be a table with a chapter, got {entry!r}")
    _known(where, entry, ["chapter", "due"] if table == "units" else ["chapter"])
    chapter = entry.get("chapter")
    if not isinstance(chapter, str):
        raise SettingsError(f'{where} must say its chapter, chapter = "...", got {chapter!r}')
    return Unit(name, chapter, _due(where, entry.get("due")))


def _due(where: str, due: Any) -> datetime | None:
    """A moment, which a date or a clock without its offset from UTC is not."""
    if due is None or (isinstance(due, datetime) and due.tzinfo):
        return due
    got = due.isoformat() if isinstance(due, date | time) else repr(due)
    wanted = "a date and time with its offset from UTC, without quotes: due = 2026-12-10T23:59:00+01:00"
    raise SettingsError(f"{where} due must be {wanted}; got {got}")


def _limits(table: dict[str, Any]) -> Limits:
    _known("[limits]", table, LIMITS)
    for name, value in table.items():
        whole = name in ("memory_mib", "workers")
        if not _is_number(value) or value <= 0 or (whole and not isinstance(value, int)):
            wanted = "a positive whole number" if whole else "a positive number"
            raise SettingsError(f"[limits] {name} must be {wanted}, got {value!r}")
    return Limits(**table)


def _level(table: dict[str, Any]) -> int:
    confinement = _table("confinement", table)
    _known("[confinement]", confinement, ["level"])
    level = confinement.get("level", 2)
    if type(level) is not int or not 1 <= level <= 4:
        raise SettingsError(f"[confinement] level must be 1, 2, 3 or 4, as SECURITY.md explains them, got {level!r}")
    return level


def _gradebook(table: dict[str, Any]) -> str:
    _known("[gradebook]", table, ["url"])
    url = table.get("url", GRADEBOOK)
    if not isinstance(url, str):
        raise SettingsError(f"[gradebook] url must be a text like {GRADEBOOK!r}, got {url!r}")
    return url


def _address(table: dict[str, Any]) -> str | None:
    """None unless it is given; else letters that a browser and a string in Python both take as they are."""
    _known("[release]", table, ["address"])
    address = table.get("address")
    if address is not None and not (isinstance(address, str) and ADDRESS.fullmatch(address)):
        wanted = "must be a folder on the web like 'https://example.org/course', without a slash at its end"
        raise SettingsError(f"[release] address {wanted}, got {address!r}")
    return address


def _late(table: dict[str, Any]) -> Late:
    _known("[late]", table, LATE)
    for name, value in table.items():
        most = float("inf") if name == "grace_minutes" else 1
        if not _is_number(value) or not 0 <= value <= most:
            wanted = "a number, 0 or more" if name == "grace_minutes" else "a share from 0 to 1"
            raise SettingsError(f"[late] {name} must be {wanted}, got {value!r}")
    return Late(**table)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
