"""From one student's files to submissions: which notebook is of which unit, and what goes along with it."""

import filecmp
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from autograder.intake.folders import listing
from autograder.intake.submissions import Submission, Units, UsageProblem, find, shown
from course.collecting.downloads import opened
from course.collecting.parcels import File, Parcel
from course.collecting.roster import Student

TIMESTAMP = "timestamp.txt"


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
    return [_handin(each, student, parcel, files, units) for each in found.submissions], reasons


def _staged(notebooks: Sequence[File], folder: Path, units: Units) -> list[str]:
    """Copy notebooks to where `find` looks for them, and return what keeps it from finding the one that counts."""
    folder.mkdir(parents=True)
    places: dict[PurePosixPath, list[File]] = {}
    for file in notebooks:
        same = places.setdefault(_place(file, units), [])
        if not any(filecmp.cmp(file.path, other.path, shallow=False) for other in same):
            same.append(file)
    reasons = []
    for place, files in places.items():
        if len(files) > 1 and len(place.parts) > 1:
            reasons.append(f"{len(files)} different notebooks called {shown(place)} in it: keep the right one")
            continue
        for number, file in enumerate(files, 1):
            target = folder / (place if number == 1 else place.with_stem(f"{place.stem} ({number})"))
            target.parent.mkdir(exist_ok=True)
            shutil.copyfile(file.path, target)
    return reasons


def _place(file: File, units: Units) -> PurePosixPath:
    """In a unit's folder, if that is where it lies, else in the student's."""
    return _in_unit(file.name, units) or PurePosixPath(PurePosixPath(file.name).name)


def _in_unit(name: str, units: Units) -> PurePosixPath | None:
    """A path from the folder of a unit on, if it lies in one."""
    parts = PurePosixPath(name).parts
    at = next((at for at, part in enumerate(parts[:-1]) if part in units), None)
    return None if at is None else PurePosixPath(*parts[at:])


def _handin(each: Submission, student: Student, parcel: Parcel, files: Sequence[File], units: Units) -> Handin:
    """With the files in the unit's folder, or with those that lie in none."""
    own = each.path.parent.name == each.unit
    along: dict[str, Path] = {}
    for file in files:
        place = _in_unit(file.name, units)
        if own and place and place.parts[0] == each.unit and place.name != each.path.name:
            along[place.relative_to(each.unit).as_posix()] = file.path
        elif not own and not place and file.path.suffix.lower() != ".ipynb":
            along[file.name] = file.path
    notes = () if own else each.notes  # a unit's folder goes on as it is, and its notes are made again
    return Handin(student, each.unit, parcel.clues.said, each.path, along, parcel.late, parcel.when, notes)
