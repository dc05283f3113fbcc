"""`course.toml`: which units run in which order, their chapters, limits, confinement, points overridden, classes."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from course.classes import CLASSES, Class, classes
from course.tables import SettingsError, is_number, known, known_instead, moment, table_of

if TYPE_CHECKING:
    from autograder.scheme.exercises import ByUnit

ROOT = Path(__file__).resolve().parents[1]


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


@dataclass(frozen=True)
class Feedback:
    """What `course watch` tells a student before the unit is due and after that, and how often of each unit."""

    before: str = "sentences"
    after: str = "counterexamples"
    every_minutes: float = 10.0


NEVER = datetime.min.replace(tzinfo=UTC)
TABLES = (
    "units", "planned", "limits", "points", "confinement", "gradebook", "late", "feedback", "release", "lms", CLASSES
)  # fmt: skip
TOLD = ("verdicts", "sentences", "counterexamples")  # each with what comes before it
LIMITS = [limit.name for limit in fields(Limits)]
LATE = [each.name for each in fields(Late)]
FEEDBACK = [each.name for each in fields(Feedback)]
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
    lms: Mapping[str, Any] = field(default_factory=dict)  # where grades are sent; `course push` reads it
    classes: Mapping[str, Class] = field(default_factory=dict)
    class_name: str | None = None  # of the one that this is about, where there are several
    feedback: Feedback = Feedback()

    @property
    def below(self) -> Path:
        """Where a class has what is its own, submissions, results and gradebook, from the root."""
        return Path(CLASSES, self.class_name) if self.class_name else Path()

    @property
    def home(self) -> Path:
        """The folder of what is the class's own."""
        return self.root / self.below

    def of_class(self, name: str | None) -> "Settings":
        """The course as a class has it, None where there is but one.

        SettingsError if there is no such class, or if it must be said which one is meant.
        """
        if name is None and not self.classes:
            return self
        if name is None:
            raise SettingsError(f"which class is meant? Say --class NAME; there are: {', '.join(self.classes)}")
        if name not in self.classes:
            raise SettingsError(f"there is no class {name!r} in course.toml{known_instead(name, list(self.classes))}")
        found = self.classes[name]
        units = tuple(replace(unit, due=found.due.get(unit.id, unit.due)) for unit in self.units)
        lms = {**self.lms, **found.lms}
        return replace(self, units=units, gradebook=found.gradebook or self.gradebook, class_name=name, lms=lms)

    def for_all_classes(self) -> "Settings":
        """The course as all classes have it: where they have due dates of their own, it has none."""
        own = {unit for each in self.classes.values() for unit in each.due}
        if self.class_name or not own:
            return self
        return replace(self, units=tuple(replace(unit, due=None) if unit.id in own else unit for unit in self.units))

    def until_the_last_class(self) -> "Settings":
        """The course with each unit due when it is due for the last of the classes."""
        of = [self.of_class(name).units for name in self.classes] or [self.units]
        latest = [max((unit for unit in same), key=lambda unit: unit.due or NEVER) for same in zip(*of, strict=True)]
        return replace(self, units=tuple(latest))

    def at(self, given: Path | None, name: str) -> Path:
        """The path that was given, else where the class has what is called so; SettingsError for another class's."""
        if given is None:
            here = Path.cwd()
            home = self.home.relative_to(here) if self.home.is_relative_to(here) else self.home
            return (home if self.class_name else Path()) / name
        place, top = given.resolve(), (self.root / CLASSES).resolve()
        if self.classes and place != top and place.is_relative_to(top):
            whose = place.relative_to(top).parts[0]
            if whose != self.class_name:
                advice = f"say --class {whose}, or name another path"
                raise SettingsError(f"{given} is the class {whose}'s, this is about {self.class_name}: {advice}")
        return given

    def requiring(self, level: int | None) -> "Settings":
        """The same with another level of isolation required, unless it is None."""
        return self if level is None else replace(self, level=level)

    def unit(self, name: str) -> Unit:
        """The unit called `name`; SettingsError with the nearest name if there is none."""
        for unit in self.units:
            if unit.id == name:
                return unit
        raise SettingsError(f"there is no unit {name!r}{known_instead(name, [unit.id for unit in self.units])}")

    def select(self, names: Iterable[str]) -> tuple[Unit, ...]:
        """The units of these names in the course's order; all of them if there are no names."""
        chosen = {self.unit(name) for name in names} or set(self.units)
        return tuple(unit for unit in self.units if unit in chosen)

    @property
    def exercises(self) -> "ByUnit":
        """The exercises of each unit that runs; SourceError for one whose mark scheme cannot be imported."""
        from autograder.scheme.exercises import ByUnit
        from course.schemes import scheme

        return ByUnit((unit.id for unit in self.units), lambda name: scheme(self, self.unit(name)))

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
    known("the file", table, TABLES)
    units = tuple(_unit(name, entry) for name, entry in table_of("units", table).items())
    settings = Settings(
        root,
        units,
        _limits(table_of("limits", table)),
        _points(table),
        _level(table),
        tuple(_unit(name, entry, "planned") for name, entry in table_of("planned", table).items()),
        _gradebook(table_of("gradebook", table)),
        _late(table_of("late", table)),
        _address(table_of("release", table)),
        table_of("lms", table),
        classes(table_of(CLASSES, table), [unit.id for unit in units], _gradebook(table_of("gradebook", table))),
        feedback=_feedback(table_of("feedback", table)),
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
    points = table_of("points", table)
    for key, value in points.items():
        if "/" not in key:
            raise SettingsError(f'[points] {key!r} must name an exercise as "unit/exercise"')
        if not is_number(value) or value < 0:
            raise SettingsError(f"[points] {key!r} must be a number, 0 or more, got {value!r}")
    return {key: float(value) for key, value in points.items()}


def _unit(name: str, entry: Any, table: str = "units") -> Unit:
    where = f"[{table}.{name}]"
    number, _, stem = name.partition("_")
    if not (number.isdigit() and stem.isidentifier()):
        raise SettingsError(f"{where} must be named like 01_classification: a number, then a Python name")
    if not isinstance(entry, dict):
        raise SettingsError(f"{where} must be a table with a chapter, got {entry!r}")
    known(where, entry, ["chapter", "due"] if table == "units" else ["chapter"])
    chapter = entry.get("chapter")
    if not isinstance(chapter, str):
        raise SettingsError(f'{where} must say its chapter, chapter = "...", got {chapter!r}')
    return Unit(name, chapter, moment(f"{where} due", entry.get("due")))


def _limits(table: dict[str, Any]) -> Limits:
    known("[limits]", table, LIMITS)
    for name, value in table.items():
        whole = name in ("memory_mib", "workers")
        if not is_number(value) or value <= 0 or (whole and not isinstance(value, int)):
            wanted = "a positive whole number" if whole else "a positive number"
            raise SettingsError(f"[limits] {name} must be {wanted}, got {value!r}")
    return Limits(**table)


def _level(table: dict[str, Any]) -> int:
    confinement = table_of("confinement", table)
    known("[confinement]", confinement, ["level"])
    level = confinement.get("level", 2)
    if type(level) is not int or not 1 <= level <= 4:
        raise SettingsError(f"[confinement] level must be 1, 2, 3 or 4, as SECURITY.md explains them, got {level!r}")
    return level


def _gradebook(table: dict[str, Any]) -> str:
    known("[gradebook]", table, ["url"])
    url = table.get("url", GRADEBOOK)
    if not isinstance(url, str):
        raise SettingsError(f"[gradebook] url must be a text like {GRADEBOOK!r}, got {url!r}")
    return url


def _address(table: dict[str, Any]) -> str | None:
    """None unless it is given; else letters that a browser and a string in Python both take as they are."""
    known("[release]", table, ["address"])
    address = table.get("address")
    if address is not None and not (isinstance(address, str) and ADDRESS.fullmatch(address)):
        wanted = "must be a folder on the web like 'https://example.org/course', without a slash at its end"
        raise SettingsError(f"[release] address {wanted}, got {address!r}")
    return address


def _late(table: dict[str, Any]) -> Late:
    known("[late]", table, LATE)
    for name, value in table.items():
        most = float("inf") if name == "grace_minutes" else 1
        if not is_number(value) or not 0 <= value <= most:
            wanted = "a number, 0 or more" if name == "grace_minutes" else "a share from 0 to 1"
            raise SettingsError(f"[late] {name} must be {wanted}, got {value!r}")
    return Late(**table)


def _feedback(table: dict[str, Any]) -> Feedback:
    known("[feedback]", table, FEEDBACK)
    for name, value in table.items():
        if name == "every_minutes":
            if not is_number(value) or not 0 <= value < float("inf"):
                raise SettingsError(f"[feedback] {name} must be a number, 0 or more, got {value!r}")
        elif value not in TOLD:
            raise SettingsError(f"[feedback] {name} must be one of {', '.join(TOLD)}, got {value!r}")
    return Feedback(**table)
