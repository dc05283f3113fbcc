"""What people have given, brought into the results and their pages, and from table to gradebook and back.

The order of writing is that of what may be lost: the gradebook, then the table, then the results, which say what both
last agreed on. An interruption in between leaves two that agree, and the next command goes on from there.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.intake.paper import load_paper
from autograder.names import is_it, nearest, shown
from autograder.problems import UsageProblem
from autograder.reports.by_hand import with_points
from autograder.reports.feedback import render
from autograder.reports.index import NAME as INDEX
from autograder.reports.index import write_index
from autograder.reports.store import Store
from course import CourseError
from course.by_hand.entry import Result
from course.by_hand.proofs import exercises_of, proofs_of
from course.by_hand.table import place, read_table
from course.by_hand.times import Times
from course.by_hand.unit import Unit
from course.due.terms import Terms, terms
from course.gradebook.presence import goes_with
from course.settings import Settings

if TYPE_CHECKING:
    from course.gradebook.hand import HandBook

Key = tuple[str, str]  # a student and a unit


@dataclass
class Settled:
    """The results as they are now, and what kept some points from them.

    For `problems` results are not up to date; `doubts` are about rows that somebody has to look at, and proofs of which
    the points are not taken wait as long. `notes` are to be known.
    """

    results: dict[Key, Result] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def settle(
    settings: Settings,
    folder: Path,
    submissions: Mapping[Key, Path] | None = None,
    units: Iterable[str] | None = None,
    gradebook: bool = True,
) -> Settled:
    """Bring what people have given into the results in `folder`, of some units or all that there are.

    `submissions` are the files of those graded just now. What is wrong with one unit's table or gradebook is said, and
    its results stay as they are; the other units go on.
    """
    found, store, agreed = Settled(), Store(folder), terms(settings, folder)
    here = gradebook and goes_with(settings, folder)
    for unit in settings.select(units or ()):
        results = {result["student"]: result for path in store.of(unit.id) if (result := store.read(path))}
        own = Unit(unit.id, results, submissions or {})
        if any(map(own.knows, results)):
            try:
                _settle(settings, store, own, here, agreed, found)
            except (CourseError, UsageProblem) as error:
                found.problems.append(str(error))
    if found.results and (folder / INDEX).is_file():
        _renew_index(folder, found)
    return found


def _renew_index(folder: Path, found: Settled) -> None:
    """Let the page that leads to all others have their points, too."""
    try:
        write_index(folder)
    except OSError as error:
        found.problems.append(f"{shown(folder / INDEX)} could not be written: {error.strerror}")


def _settle(
    settings: Settings, store: Store, unit: Unit, gradebook: bool, agreed: Terms, found: Settled
) -> None:
    proofs = proofs_of(settings, unit.id)
    paper = load_paper(settings.root / "release" / unit.id)
    exercises = exercises_of(settings, unit.id) | unit.worth()
    table = read_table(place(store.folder, unit.id), exercises | {proof.name: proof.points for proof in proofs})
    with _book(settings, unit.id, gradebook, agreed) as book:
        given = dict(unit.given(proofs, exercises, paper, table, book))
        times = Times(unit, agreed, book)
    found.notes += book.notes if book else ()
    table.save()
    names = [*(proof.name for proof in proofs), *exercises]
    of_proofs = list(dict.fromkeys(why for (_, name), why in table.trouble.items() if name not in exercises))
    found.doubts += [*of_proofs, *unit.conflicts, *_stray(table.rows, unit, names, table.path)]
    for student, (entries, overrides) in given.items():
        found.problems += overrides.problems
        found.notes += overrides.notes
        result = with_points(unit.results[student], entries, overrides.replaced, overrides.agreed)
        result |= times.of(student)
        found.results[student, unit.id] = result
        if result != unit.results[student]:
            _save(store, result, found)
    found.notes += times.notes


def _book(settings: Settings, unit: str, gradebook: bool, agreed: Terms) -> "AbstractContextManager[HandBook | None]":
    if not gradebook:
        return nullcontext(None)
    from course.gradebook.database import url
    from course.gradebook.hand import hand_book

    return hand_book(url(settings, settings.home), unit, agreed)


def _stray(rows: Collection[Key], unit: Unit, names: Sequence[str], path: Path) -> Iterator[str]:
    """Rows of a table whose points reach nobody; `names` are those of the unit's proofs and exercises."""
    strange: dict[str, list[str]] = {}
    for student, proof in rows:
        if student not in unit.results:
            strange.setdefault(student, []).append(shown(proof))
        elif proof not in names:
            what = f"{unit.id} has no such proof or exercise, but {', '.join(names) or 'none at all'}"
            yield f"{shown(path)}: {shown(student)}, {shown(proof)}: {what}"
    for student, proofs in strange.items():
        what = f"there is no result of this student{is_it(nearest(student, unit.results))}"
        yield f"{shown(path)}: {shown(student)}, {', '.join(proofs)}: {what}"


def _save(store: Store, result: Result, found: Settled) -> None:
    try:
        store.save(result, render(result))
    except OSError as error:
        whose = f"{shown(result['student'])}/{result['unit']}"
        found.problems.append(f"{whose}: what people have given could not be written: {error.strerror}")
