"""From one student's files to submissions: which notebook is of which unit, and what goes along with it."""

import filecmp
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from autograder.intake.folders import listing
from autograder.intake.submissions import Submission, Units, UsageProblem, find, shown
from course.collecting.downloads import opened
from course.collecting.parcels import File, Parcel
from course.collecting.roster import Student

LONGEST = 500  # bytes of a path beside the notebook


@dataclass(frozen=True)
class Handin:
    """One student's submission of one unit; `files` go along with the notebook, by their paths beside it."""

    student: Student
    unit: str
    said: str
    notebook: Path
    files: dict[str, Path]
    late: bool
    when: str | None
    notes: tuple[str, ...]


def handins(
    parcel: Parcel, student: Student, stage: Path, units: Units, unit: str | None
) -> tuple[list[Handin], list[str]]:
    """What a student handed in, and what is in the way of more; `unit` is the one that was asked for, if any.

    Which notebook counts is for `find` to say, as if the student's files lay in a folder of a class.
    """
    files, reasons = opened(parcel, stage / "archives")
    notebooks = [file for file in files if file.path.suffix.lower() == ".ipynb"]
    if not notebooks:
        there = f", only {listing(file.path for file in files)}" if files else ""
        return [], reasons or [f"no notebook in it{there}"]
    reasons += _staged(notebooks, stage / "class" / student.id, units)
    try:
        found = find(stage / "class", units, unit)
    except UsageProblem:
        return [], reasons or [f"no notebook of {unit} in it, only {listing(file.path for file in notebooks)}"]
    reasons += [problem.message for problem in found.problems]
    handed_in = []
    for each in found.submissions:
        along = _beside(each, files, units)
        for name in sorted(_unfit(along, f"{each.unit}.ipynb")):
            reasons.append(f"{shown(name, 80)} has a path that does not fit beside the notebook, and was left out")
            del along[name]
        notes = () if each.path.parent.name == each.unit else each.notes  # those are made again when it is graded
        handed_in.append(
            Handin(student, each.unit, parcel.clues.said, each.path, along, parcel.late, parcel.when, notes)
        )
    return handed_in, reasons


def _staged(notebooks: Sequence[File], folder: Path, units: Units) -> list[str]:
    """Copy notebooks to where `find` looks for them, and return what keeps it from finding the one that counts."""
    folder.mkdir(parents=True)
    reasons = []
    for place, files in _places(notebooks, units).items():
        if len(files) > 1 and len(place.parts) > 1:
            reasons.append(f"{len(files)} different notebooks called {shown(place)} in it: keep the right one")
            continue
        for file in files:
            target, number = folder / place, 1
            while target.exists():
                number += 1
                target = folder / place.with_stem(f"{place.stem} ({number})")
            target.parent.mkdir(exist_ok=True)
            shutil.copyfile(file.path, target)
    return reasons


def _places(notebooks: Sequence[File], units: Units) -> dict[PurePosixPath, list[File]]:
    """The different notebooks at each place: a unit's folder, where they lie in one, else the student's.

    Deeper in a unit's folder they count only if there is none right in it.
    """
    inside = {file: _in_unit(file.name, units) or PurePosixPath() for file in notebooks}
    right = {place.parts[0] for place in inside.values() if len(place.parts) == 2}
    places: dict[PurePosixPath, list[File]] = {}
    for file, place in inside.items():
        if len(place.parts) > 2 and place.parts[0] in right:
            continue
        loose = PurePosixPath(PurePosixPath(file.name).name)
        same = places.setdefault(place if len(place.parts) == 2 else loose, [])
        if not any(filecmp.cmp(file.path, other.path, shallow=False) for other in same):
            same.append(file)
    return places


def _in_unit(name: str, units: Units) -> PurePosixPath | None:
    """A path from the folder of a unit on, if it lies in one."""
    parts = PurePosixPath(name).parts
    at = next((at for at, part in enumerate(parts[:-1]) if part in units), None)
    return None if at is None else PurePosixPath(*parts[at:])


def _beside(each: Submission, files: Sequence[File], units: Units) -> dict[str, Path]:
    """What goes along with a notebook: all in its unit's folder; where it lies in none, all that is no notebook."""
    own = each.path.parent.name == each.unit
    found: dict[str, Path] = {}
    for file in files:
        place = _in_unit(file.name, units)
        if own and place and place.parts[0] == each.unit and place != PurePosixPath(each.unit, each.path.name):
            found[place.relative_to(each.unit).as_posix()] = file.path
        elif not own and file.path.suffix.lower() != ".ipynb" and (place is None or place.parts[0] == each.unit):
            found[place.relative_to(each.unit).as_posix() if place else file.name] = file.path
    return found


def _unfit(names: Iterable[str], notebook: str) -> set[str]:
    """Those that cannot lie beside the notebook and the others: in a folder that is a file, or at too long a path."""
    taken = {notebook, *names}
    return {
        name
        for name in names
        if len(name.encode()) > LONGEST or any(str(parent) in taken for parent in PurePosixPath(name).parents)
    }
