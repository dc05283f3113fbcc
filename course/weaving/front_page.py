"""The front page of the course: what its units ask for and build on, the league table, letters, further reading.

It is made of what lessons and mark schemes say: once for students, in `release/`, and once for teachers, in `course/`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.moments import in_words
from course.settings import Settings
from course.support.kit.table import HEADINGS, rows
from course.weaving.lesson import Exercise, Figure, Proof
from course.weaving.open_units import gives_away
from course.weaving.templates import render
from course.weaving.unit import Paper


@dataclass(frozen=True)
class Entry:
    """One unit in words and numbers."""

    id: str
    title: str
    chapter: str
    due: str
    points: float
    minutes: int
    exercises: int
    proofs: int
    figures: int
    checks: int
    misconceptions: int
    alternates: int
    builds_on: tuple[int, ...]  # places of the units whose answers it is given

    @property
    def number(self) -> str:
        """What the unit is called for short."""
        return self.id.partition("_")[0]


def front_pages(settings: Settings, papers: Sequence[Paper]) -> Mapping[Path, bytes]:
    """The pages and their picture, by path, from the papers of all units."""
    units = entries(papers)
    course, release = settings.root / "course", settings.root / "release"
    picture = render("course.svg.j2", units=units)
    texts = {
        release / "README.md": _page(units, teachers=False),
        release / "NOTATION.md": render("notation.md.j2"),
        release / "course.svg": picture,
        course / "README.md": _page(units, teachers=True),
        course / "NOTATION.md": render("notation.md.j2"),
        course / "pictures" / "course.svg": picture,
    }
    return {path: text.encode() for path, text in texts.items()}


def entries(papers: Sequence[Paper]) -> list[Entry]:
    """An entry for each paper; what a unit builds on is looked for among those before it."""
    return [_entry(paper, papers[:place]) for place, paper in enumerate(papers)]


def league(units: Sequence[Entry]) -> list[tuple[str, ...]]:
    """The lines of the league table up to the last of these units, its headings first."""
    last = max(int(unit.number) for unit in units)
    return [HEADINGS, *(row.cells for row in rows(last))]


def _page(units: Sequence[Entry], teachers: bool) -> str:
    return render("course.md.j2", units=units, league=league(units), teachers=teachers)


def _entry(paper: Paper, earlier: Sequence[Paper]) -> Entry:
    lesson, unit = paper.lesson, paper.unit
    tasks: list[Exercise | Proof] = [*lesson.exercises, *lesson.proofs]
    schemes = paper.scheme.values()
    return Entry(
        id=unit.id,
        title=lesson.title,
        chapter=unit.chapter,
        due=in_words(unit.due) if unit.due else "",
        points=sum(paper.points[task.name] for task in tasks),
        minutes=sum(task.minutes for task in tasks),
        exercises=len(lesson.exercises),
        proofs=len(lesson.proofs),
        figures=sum(isinstance(part, Figure) for part in lesson.parts),
        checks=sum(len(scheme.checks) for scheme in schemes),
        misconceptions=sum(len(scheme.misconceptions) for scheme in schemes),
        alternates=sum(len(scheme.alternates) for scheme in schemes),
        builds_on=tuple(place for place, each in enumerate(earlier) if gives_away(paper, each)),
    )
