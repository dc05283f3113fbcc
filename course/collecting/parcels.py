"""What lies in a download, student by student.

    Ada Byron_10017_assignsubmission_file/work.ipynb      Moodle, submissions in folders
    Ada Byron_10017_assignsubmission_file_work.ipynb      Moodle, all files in one folder
    byronada_LATE_2041_88017_work-1.ipynb                 Canvas
    submission_7312/work.ipynb                            Gradescope, with submission_metadata.yml
    ada/01_classification/01_classification.ipynb         nbgrader's submitted/
    ada/work.ipynb, ada.ipynb, ada.zip                    a folder of folders, of notebooks, of archives

Nothing but the names of files is read here. Whose a name is, is asked elsewhere.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from autograder.intake.archives import is_zip
from autograder.intake.folders import entries, folders, is_folder, is_notebook, obstacle, refusal
from autograder.names import shown
from autograder.problems import Problem
from course.collecting import gradescope
from course.collecting.matching import Clues

MOODLE = re.compile(r"(?P<name>.+)_(?P<number>\d+)_assignsubmission_(?:file|onlinetext)(?:_(?P<file>.*))?", re.DOTALL)
CANVAS = re.compile(
    r"(?P<name>.+?)(?P<late>_LATE)?_(?P<number>\d+)_(?:\d+_(?P<file>.+)|(?:text|link)\.html)", re.DOTALL
)
ANONYMOUS = re.compile(r"(LATE_)?anon_(?!\d+_)[^\W_]+_(\d+_.+|(text|link)\.html)", re.DOTALL)
ENDING = re.compile(r"\.ipynb.*$|\.[^.]*$", re.IGNORECASE | re.DOTALL)  # of a notebook with a second ending, both


@dataclass(frozen=True)
class File:
    """A file of a download, and its path as the student handed it in."""

    path: Path
    name: str


@dataclass
class Parcel:
    """What one student handed in, as a download has it; `late` as it says, `when` in UTC if it tells.

    `ours` says that the folder is nbgrader's or the instructor's: what is noted in it, such as when it came, is not the
    student's.
    """

    clues: Clues
    files: list[File] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)  # what may not be read, and why
    late: bool = False
    when: str | None = None
    ours: bool = False


Finds = Iterator[Parcel | Problem]


def parcels(top: Path, knows: Callable[[str], bool]) -> Finds:
    """Everybody's files in a folder; `knows` tells a name that is on the roster."""
    root = _root(top, knows)
    if (root / gradescope.METADATA).is_file():
        return _of_gradescope(root)
    return _gathered(entries(root))


def one_file(path: Path) -> Finds:
    """The parcel that a single notebook or archive is."""
    return _gathered([path])


def clues_in(path: Path, knows: Callable[[str], bool]) -> Clues | None:
    """Whose a file in a download is that is not there any more, by its path in it."""
    for part in map(Path, path.parts):
        named = MOODLE.fullmatch(part.name) or CANVAS.fullmatch(part.name)
        if named:
            return _platform_clues(part, named)
        if knows(_stem(part)):
            return Clues(part.name, words=(_stem(part),))
    return None


def _root(top: Path, knows: Callable[[str], bool]) -> Path:
    """The folder that holds the students': archives often hold one folder with everything in it."""
    inside = entries(top)
    if len(inside) != 1 or not is_folder(inside[0]) or _by_platform(inside[0]) or knows(inside[0].name):
        return top
    deeper = entries(inside[0])
    wrapped = any(_by_platform(each) or each.name == gradescope.METADATA or knows(_stem(each)) for each in deeper)
    return inside[0] if wrapped else top


def _by_platform(path: Path) -> re.Match[str] | None:
    """What the name of something that Moodle or Canvas has packed says."""
    folder = is_folder(path)
    found = MOODLE.fullmatch(path.name)
    if found and (folder or found["file"]):
        return found
    return None if folder else CANVAS.fullmatch(path.name)


def _gathered(paths: Iterable[Path]) -> Finds:
    """One parcel for everything that is called as one student's."""
    found: dict[tuple[str, str], Parcel] = {}
    for path in paths:
        named = _by_platform(path)
        if ANONYMOUS.fullmatch(path.name):
            yield Problem(path, "is anonymous: let Canvas show the names of students, and download again")
        elif named:
            key = named["name"], named["number"]
            parcel = found.setdefault(key, Parcel(_platform_clues(path, named)))
            parcel.late |= bool(named.groupdict().get("late"))
            _fill(parcel, path, named["file"])
        elif is_folder(path) or is_notebook(path) or is_zip(path) or obstacle(path):
            key = (path.name, "") if is_folder(path) else (_stem(path), "")
            parcel = found.setdefault(key, Parcel(Clues(path.name, words=(key[0],)), ours=is_folder(path)))
            _fill(parcel, path, None)
        elif path.is_symlink():
            yield Problem(path, "is a link and was not followed: put what it leads to there")
    yield from found.values()


def _platform_clues(path: Path, named: re.Match[str]) -> Clues:
    if "late" in named.groupdict():
        return Clues(path.name, (named["name"],), canvas=named["number"])
    return Clues(path.name, (named["name"],), moodle=named["number"])


def _stem(path: Path) -> str:
    """What a student is called by a file of theirs."""
    return path.name if is_folder(path) else ENDING.sub("", path.name, count=1) or path.name


def _fill(parcel: Parcel, path: Path, name: str | None) -> None:
    """Put a file, or all files of a folder, into a parcel."""
    if is_folder(path):
        files = [File(place, place.relative_to(path).as_posix()) for place in _within(path)]
    else:
        files = [File(path, name or path.name)]
    for file in files:
        if reason := refusal(file.path, home=None):
            parcel.refused.append(f"{shown(file.name)} {reason}")
        else:
            parcel.files.append(file)


def _within(folder: Path) -> Iterator[Path]:
    """All files in a folder and those in it; links to folders are passed on, to be refused."""
    for entry in entries(folder):
        if is_folder(entry):
            yield from _within(entry)
        else:
            yield entry


def _of_gradescope(root: Path) -> Finds:
    there = {folder.name: folder for folder in folders(root)}
    told = gradescope.submissions(root / gradescope.METADATA)
    for submission in told:
        for clues in submission.submitters:  # of a group, everybody
            parcel = Parcel(clues, when=submission.when)
            if submission.folder in there:
                _fill(parcel, there[submission.folder], None)
            else:
                parcel.refused.append("the export has no such folder: download it again")
            yield parcel
    for name in sorted(there.keys() - {submission.folder for submission in told if submission.submitters}):
        reason = f"is not in {gradescope.METADATA}, nothing says whose it is: download the export again"
        yield Problem(there[name], reason)
