"""Where submissions lie: nbgrader's tree from the root, a student or a unit on; a folder of notebooks; a notebook."""

import os
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from autograder.folders import entries, folders, is_folder, is_notebook, listing, notebooks, refusal, same_name
from autograder.names import nearest, normalised, shown
from autograder.notebook_file import read_notebook
from autograder.problems import Problem, Ungradable

Units = Mapping[str, Collection[str]]  # each unit that runs, with its exercises


@dataclass(frozen=True)
class Submission:
    """One student's notebook for one unit; whether it can be read is not known yet."""

    student: str
    unit: str
    path: Path
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Wanted:
    """The units of the course, and the one unit and the one student that were asked for, if any."""

    units: Units
    unit: str | None = None
    student: str | None = None


Finds = Iterator[Submission | Problem]


def one_notebook(path: Path, wanted: Wanted) -> Finds:
    folder = Path(os.path.abspath(path)).parent
    if _is_unit_folder(folder, wanted.units):
        student = wanted.student or normalised(folder.parent.name)
        if wanted.unit in (None, folder.name):
            yield Submission(student, folder.name, path, _renamed(path, folder.name))
    else:
        yield _by_content(path, wanted.student or normalised(path.stem), wanted)


def in_folder(top: Path, wanted: Wanted) -> Finds:
    """A folder that somebody typed; what it is follows from what lies in it."""
    absolute = Path(os.path.abspath(top))
    inner = folders(top)
    deeper = [each for folder in inner for each in folders(folder)]
    if _is_unit_folder(absolute, wanted.units):
        return _unit_folder(top, absolute.name, wanted.student or normalised(absolute.parent.name), top, wanted)
    if any(each.name in wanted.units for each in inner):
        return _student_folder(top, wanted.student or normalised(absolute.name), wanted)
    if any(each.name in wanted.units for each in deeper):
        return _class_folder(top, wanted)
    if notebooks(top):
        return _flat_folder(top, wanted)
    if any(map(notebooks, deeper)):
        return _class_folder(top, wanted)
    if any(map(notebooks, inner)):
        return _student_folder(top, wanted.student or normalised(absolute.name), wanted)
    return iter(())


def _is_unit_folder(folder: Path, units: Units) -> bool:
    """Whether a folder with a unit's name is one student's, not a folder of all students' notebooks for it."""
    if folder.name not in units:
        return False
    found = notebooks(folder)
    return len(found) <= 1 or bool(_named(found, folder.name)) or (folder / "timestamp.txt").exists()


def _class_folder(top: Path, wanted: Wanted) -> Finds:
    for entry in entries(top):
        student = normalised(entry.name)
        if is_notebook(entry):
            yield Problem(entry, "lies beside the students' folders: move it into its student's unit folder")
        elif wanted.student in (None, student):
            yield from _within(entry, student, _student_folder(entry, student, wanted))


def _student_folder(folder: Path, student: str, wanted: Wanted) -> Finds:
    finds: list[Submission | Problem] = []
    handed_in = False
    for entry in entries(folder):
        if is_notebook(entry):
            finds.append(Problem(entry, "lies beside the unit folders: move it into that of its unit", student))
        elif entry.name in wanted.units:
            handed_in = True
            if wanted.unit in (None, entry.name):
                finds += _within(entry, student, _unit_folder(entry, entry.name, student, folder, wanted))
        elif is_folder(entry) and notebooks(entry):
            finds.append(Problem(entry, no_unit(entry.name, wanted.units), student))
    yield from finds
    if not (finds or handed_in):
        yield Problem(folder, "no notebook in it: submissions lie in a folder of their unit", student)


def _within(entry: Path, student: str, finds: Finds) -> Finds:
    """What was found in a folder, unless that is a link or closed; a file beside the folders does not matter."""
    if is_folder(entry):
        try:
            os.listdir(entry)
        except OSError as error:
            yield Problem(entry, f"cannot be read ({error.strerror})", student)
        else:
            yield from finds
    elif os.path.isdir(entry):
        yield Problem(entry, "is a link to another folder and was not followed: put the folder there", student)


def _unit_folder(folder: Path, unit: str, student: str, home: Path, wanted: Wanted) -> Finds:
    """Of several notebooks the one with the unit's name counts; a single one may have any name."""
    if wanted.unit not in (None, unit):
        return
    found = notebooks(folder)
    refused = {path: reason for path in found if (reason := refusal(path, home))}
    for path, reason in refused.items():
        yield Problem(path, reason, student, unit)
    candidates = [path for path in found if path not in refused]
    chosen = _named(candidates, unit) or candidates
    if len(chosen) == 1:
        rest = listing(path for path in candidates if path not in chosen)
        beside = (f"not graded, since {unit}.ipynb is there: {rest}",) if rest else ()
        yield Submission(student, unit, chosen[0], _renamed(chosen[0], unit) + beside)
    elif chosen:
        message = f"{len(chosen)} notebooks, none of them called {unit}.ipynb: rename the one to be graded"
        yield Problem(folder, f"{message} ({listing(chosen)})", student, unit)
    elif not refused:
        there = listing(path for path in entries(folder) if path.name != "timestamp.txt")
        holds = f" (there is {there})" if there else ""
        yield Problem(folder, f"no notebook in it{holds}: put {unit}.ipynb there", student, unit)


def _named(paths: Iterable[Path], unit: str) -> list[Path]:
    """Those that have the name of the released notebook, if need be but for capitals."""
    paths = list(paths)
    exact = [path for path in paths if path.stem == unit]
    return exact or [path for path in paths if same_name(path.stem) == same_name(unit)]


def _renamed(path: Path, unit: str) -> tuple[str, ...]:
    if same_name(path.stem) == same_name(unit):
        return ()
    return (f"the notebook was renamed: {shown(path.name)} is graded as {unit}.ipynb",)


def _flat_folder(top: Path, wanted: Wanted) -> Finds:
    for entry in entries(top):
        student = normalised(entry.stem)
        if is_folder(entry) and notebooks(entry):
            yield Problem(entry, "is a folder among the notebooks: grade it by itself")
        elif is_notebook(entry) and wanted.student in (None, student):
            reason = refusal(entry, None)
            yield Problem(entry, reason, student) if reason else _by_content(entry, student, wanted)


def _by_content(path: Path, student: str, wanted: Wanted) -> Submission | Problem:
    """The submission in a notebook that does not lie in a unit's folder."""
    try:
        notebook = read_notebook(path)
    except Ungradable as error:
        said, unit, why = None, None, f"the notebook cannot be read ({error.reason})"
    else:
        said = notebook.unit
        ids = {each for cell in notebook.cells for each in cell.ids}
        unit = said if said in wanted.units else _unit_of(ids, wanted.units)
        why = "nothing in the notebook says of which unit it is"
    if unit is None and said is not None:
        return Problem(path, f"the notebook is of another unit: {no_unit(said, wanted.units)}", student)
    if unit and wanted.unit not in (None, unit):
        return Problem(path, f"the notebook is of {unit}, {wanted.unit} is to be graded", student, unit)
    if unit:
        return Submission(student, unit, path)
    fallback = wanted.unit or (next(iter(wanted.units)) if len(wanted.units) == 1 else None)
    if fallback:
        return Submission(student, fallback, path, (f"{why}: it is graded as {fallback}",))
    return Problem(path, f"{why}: say the unit on the command line", student)


def _unit_of(ids: set[str], units: Units) -> str | None:
    """The unit of whose exercises there are most among the cells, if it is one."""
    shares = {unit: sum(f"{each}-answer" in ids or each in ids for each in units[unit]) for unit in units}
    most = max(shares.values(), default=0)
    leading = [unit for unit, share in shares.items() if share == most]
    return leading[0] if most and len(leading) == 1 else None


def no_unit(name: str, units: Units) -> str:
    near = nearest(name, units)
    suggestion = f"did you mean {near}? " if near else ""
    return f"there is no unit {shown(name)}: {suggestion}the units are {', '.join(units)}"
