"""How submissions lie: nbgrader's tree from its root, a student or a unit on; a folder of notebooks; one."""

import os
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from autograder.intake.folders import (
    entries,
    folders,
    is_folder,
    is_notebook,
    listing,
    notebooks,
    obstacle,
    refusal,
    same_name,
)
from autograder.intake.notebook_file import read_notebook
from autograder.names import nearest, normalised, shown
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


def in_folder(top: Path, wanted: Wanted) -> Finds:
    """Find submissions in a folder that somebody typed; how they lie follows from what there is."""
    absolute = Path(os.path.abspath(top))
    student = wanted.student or normalised(absolute.name)
    inner = folders(top)
    deeper = [each for folder in inner for each in folders(folder)]
    if _is_unit_folder(absolute, wanted.units):
        student = wanted.student or normalised(absolute.parent.name)
        return _unit_folder(top, absolute.name, student, top, wanted)
    if any(each.name in wanted.units for each in inner):
        return _student_folder(top, student, wanted)
    if any(each.name in wanted.units for each in deeper):
        return _class_folder(top, wanted)
    if notebooks(top):
        return _flat_folder(top, wanted)
    if any(map(notebooks, inner)):
        misspelt = any(nearest(each.name, wanted.units) for each in inner)
        return _student_folder(top, student, wanted) if misspelt else _class_folder(top, wanted)
    return _class_folder(top, wanted) if any(map(notebooks, deeper)) else iter(())


def one_notebook(path: Path, wanted: Wanted) -> Finds:
    """Find the submission in a notebook that somebody typed, which may lie in a student's unit folder."""
    folder = Path(os.path.abspath(path)).parent
    if not _is_unit_folder(folder, wanted.units):
        yield _by_content(path, wanted.student or normalised(path.stem), wanted)
    elif wanted.unit in (None, folder.name):
        student = wanted.student or normalised(folder.parent.name)
        yield Submission(student, folder.name, path, _renamed(path, folder.name))


def _is_unit_folder(folder: Path, units: Units) -> bool:
    """Whether a folder with a unit's name is one student's, and not of all students' notebooks for it."""
    if folder.name not in units:
        return False
    found = notebooks(folder)
    return len(found) < 2 or bool(_named(found, folder.name)) or (folder / "timestamp.txt").exists()


def _class_folder(top: Path, wanted: Wanted) -> Finds:
    for entry in entries(top):
        student = normalised(entry.name)
        if is_notebook(entry):
            yield Problem(entry, "lies beside the students' folders: move it into its student's unit folder")
        elif reason := obstacle(entry):
            yield Problem(entry, reason)
        elif wanted.student in (None, student):
            yield from _within(entry, student, _student_folder(entry, student, wanted))


def _student_folder(folder: Path, student: str, wanted: Wanted) -> Finds:
    finds: list[Submission | Problem] = []
    handed_in = False
    inside = entries(folder)
    for entry in inside:
        if reason := obstacle(entry):
            finds.append(Problem(entry, reason, student))
        elif entry.name in wanted.units:
            handed_in = True
            unit_folder = _unit_folder(entry, entry.name, student, folder, wanted)
            finds += _within(entry, student, unit_folder)
        elif is_folder(entry) and notebooks(entry):
            finds.append(Problem(entry, no_unit(entry.name, wanted.units), student))
    finds += _loose(folder, inside, student, wanted)
    yield from finds
    if not (finds or handed_in or any(map(is_notebook, inside))):
        yield Problem(folder, "no notebook in it: a submission lies in a folder of its unit", student)


def _loose(folder: Path, inside: Collection[Path], student: str, wanted: Wanted) -> Finds:
    """Notebooks right in a student's folder, as learning platforms pack them: they say of which unit they are."""
    there = {entry.name for entry in inside}
    by_unit: dict[str, list[Submission]] = {}
    for path in filter(is_notebook, inside):
        reason = refusal(path, folder)
        find = Problem(path, reason, student) if reason else _by_content(path, student, wanted)
        if isinstance(find, Problem):
            if find.unit is None or find.unit == wanted.unit:  # of another unit than asked for is no problem here
                yield find
        elif find.unit in there:
            yield Problem(path, f"lies beside the folder {find.unit}, which counts: move it, or take it away", student)
        else:
            by_unit.setdefault(find.unit, []).append(find)
    for unit, found in by_unit.items():
        if len(found) == 1:
            yield found[0]
        else:
            what = f"{len(found)} notebooks of {unit} ({listing(each.path for each in found)})"
            yield Problem(folder, f"{what}: keep the right one", student, unit)


def _within(entry: Path, student: str, finds: Finds) -> Finds:
    """What was found in a folder, unless it is a link or closed; a mere file beside folders is ignored."""
    if is_folder(entry):
        try:
            os.listdir(entry)
        except OSError as error:
            yield Problem(entry, f"cannot be read ({error.strerror}): allow it to be listed", student)
        else:
            yield from finds
    elif os.path.isdir(entry):
        yield Problem(entry, "is a link to a folder and was not followed: put the folder there", student)


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
        beside = (f"beside {shown(chosen[0].name)} there is {rest}, not graded",) if rest else ()
        yield Submission(student, unit, chosen[0], _renamed(chosen[0], unit) + beside)
    elif chosen:
        message = f"{len(chosen)} notebooks, not one called {unit}.ipynb: give the right one that name"
        yield Problem(folder, f"{message} ({listing(chosen)})", student, unit)
    elif not refused:
        there = listing(path for path in entries(folder) if path.name != "timestamp.txt")
        holds = f", only {there}" if there else ""
        yield Problem(folder, f"no notebook in it{holds}: {unit}.ipynb is wanted", student, unit)


def _named(paths: Iterable[Path], unit: str) -> list[Path]:
    """Those that have the name of the released notebook; only if none has, capitals do not matter."""
    alike = [path for path in paths if same_name(path.stem) == same_name(unit)]
    return [path for path in alike if path.stem == unit] or alike


def _renamed(path: Path, unit: str) -> tuple[str, ...]:
    if same_name(path.stem) == same_name(unit):
        return ()
    return (f"the notebook was renamed: {shown(path.name)} is graded as {unit}.ipynb",)


def _flat_folder(top: Path, wanted: Wanted) -> Finds:
    for entry in entries(top):
        student = normalised(entry.stem)
        if reason := obstacle(entry):
            yield Problem(entry, reason)
        elif is_folder(entry) and notebooks(entry):
            yield Problem(entry, "is a folder among the notebooks: grade it by itself")
        elif is_notebook(entry) and wanted.student in (None, student):
            reason = refusal(entry, home=None)
            yield Problem(entry, reason, student) if reason else _by_content(entry, student, wanted)


def _by_content(path: Path, student: str, wanted: Wanted) -> Submission | Problem:
    """The submission in a notebook that does not lie in a unit's folder."""
    said, unit, why = _unit_told(path, wanted.units)
    if unit is None and said is not None:
        return Problem(path, f"the notebook is of another unit: {no_unit(said, wanted.units)}", student)
    if unit and wanted.unit not in (None, unit):
        return Problem(path, f"the notebook is of {unit}, and {wanted.unit} is to be graded", student, unit)
    if unit:
        return Submission(student, unit, path)
    fallback = wanted.unit or (next(iter(wanted.units)) if len(wanted.units) == 1 else None)
    if fallback:
        return Submission(student, fallback, path, (f"{why}: it is graded as {fallback}",))
    return Problem(path, f"{why}: name the unit on the command line", student)


def _unit_told(path: Path, units: Units) -> tuple[str | None, str | None, str]:
    """The unit that a notebook says it is of, the known one that it is of, and why if that cannot be told."""
    try:
        said = _said(path, _version(path))
        if said in units:
            return said, said, ""
        notebook = read_notebook(path)
    except Ungradable as error:
        return None, None, f"the notebook does not tell its unit ({error.reason})"
    ids = {each for cell in notebook.cells for each in cell.ids}
    return notebook.unit, _unit_of(ids, units), "the notebook does not tell its unit"


@lru_cache(maxsize=1 << 16)
def _said(path: Path, _version: tuple[int, ...]) -> str | None:
    """The unit that a file says in so many words, read once: who watches a folder of thousands asks again and again."""
    return read_notebook(path).unit


def _version(path: Path) -> tuple[int, ...]:
    """What changes when a file does."""
    try:
        about = path.stat()
    except OSError:
        return ()  # whoever reads it says why it cannot be read
    return about.st_dev, about.st_ino, about.st_size, about.st_mtime_ns, about.st_ctime_ns


def _unit_of(ids: set[str], units: Units) -> str | None:
    """The unit of which there are most exercises among the cells, if it is one."""
    shares = {unit: sum(f"{each}-answer" in ids or each in ids for each in units[unit]) for unit in units}
    most = max(shares.values(), default=0)
    leading = [unit for unit, share in shares.items() if share == most]
    return leading[0] if most and len(leading) == 1 else None


def no_unit(name: str, units: Units) -> str:
    """Say that there is no unit called `name`, and what there is."""
    near = nearest(name, units)
    suggestion = f"did you mean {near}? " if near else ""
    return f"there is no unit {shown(name)}: {suggestion}the units are {', '.join(units)}"
