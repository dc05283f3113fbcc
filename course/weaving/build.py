"""`course build`: lessons and model answers -> instructor notebooks in `source/` -> `release/`."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import cache, partial
from os.path import relpath
from pathlib import Path

from nbformat import NotebookNode

from course import CourseError
from course.settings import Settings, Unit
from course.weaving import files
from course.weaving.front_page import front_pages
from course.weaving.gone import gone, what_remains
from course.weaving.open_units import still_open
from course.weaving.release import dumps, notebook_at, release_files, working_alone
from course.weaving.unit import Paper, read_paper
from course.weaving.weave import checksum

CLUTTER = {"__pycache__", ".ipynb_checkpoints"}
FORMERLY = ("kit.py",)  # what builds wrote once; beside the package of this name it would mislead


def build(
    settings: Settings,
    units: Iterable[str] = (),
    force: bool = False,
    report: Callable[[str], None] = print,
) -> list[Path]:
    """Write the notebooks of the named units, or of all; the paths that changed.

    Everything is woven before anything is written. CourseError, and nothing written, for an instructor
    notebook that somebody edited, unless `force`. What builds wrote for units that are gone is removed.
    """
    whole, settings = settings, settings.for_all_classes()
    without = gone(settings, force)
    chosen = settings.select(units)
    read = cache(partial(read_paper, settings))  # of units that are not due yet, later ones ask again
    papers = [read(unit) for unit in chosen]
    wanted: dict[Path, bytes] = dict(_front(settings, papers))
    names: set[Path] = set()
    for paper in papers:
        unit = paper.unit
        notebook = working_alone(settings, paper)
        released = release_files(settings, paper, notebook)
        source, release = (settings.root / folder / unit.id for folder in ("source", "release"))
        wanted |= _instructor_file(source / f"{unit.id}.ipynb", notebook, force)
        beside = {path.relative_to(release): content for path, content in released.items() if path.suffix != ".ipynb"}
        names |= beside.keys()
        wanted |= {source / name: content for name, content in beside.items()}
        wanted |= released
    written = files.write(wanted)
    now = datetime.now(UTC)
    for paper in papers:
        unit = paper.unit
        count = sum(unit.id in path.relative_to(settings.root).parts[:2] for path in written)
        report(f"{unit.id}: {f'{count} files written' if count else 'up to date'}")
        for path in _strays(settings, unit, wanted):
            name = path.relative_to(settings.root)
            report(f"{unit.id}: {name} is none of the build's: move it or delete it")
        for warning in still_open(whole.until_the_last_class(), paper, now, read):
            report(warning)
    for each in without:
        for line in (*each.remove(names), *what_remains(settings, each.unit)):
            report(line)
    return written


def compare(settings: Settings, units: Iterable[str] = ()) -> list[Path]:
    """The files of `release/` that a build would write, or would not know; nothing is written."""
    settings = settings.for_all_classes()
    papers = [read_paper(settings, unit) for unit in settings.select(units)]
    found = files.differing(_front(settings, papers))
    for paper in papers:
        wanted = release_files(settings, paper, working_alone(settings, paper))
        found += [*files.differing(wanted), *_strays(settings, paper.unit, wanted)]
    stale = (folder for each in gone(settings, force=True) for folder in each.folders)
    return found + [folder for folder in stale if folder.parent.name == "release"]


def _front(settings: Settings, papers: Sequence[Paper]) -> Mapping[Path, bytes]:
    """The front page, which tells of all units: nothing is known of it where only some are read."""
    return front_pages(settings, papers) if len(papers) == len(settings.units) else {}


def _instructor_file(path: Path, notebook: NotebookNode, force: bool) -> Mapping[Path, bytes]:
    """What to write for the instructor: nothing if only outputs have come in since the last build."""
    if not force and path.exists():
        there = notebook_at(path)
        marks = there.metadata.get("mdl", {}) if there else {}
        if there is None or marks.get("checksum") != checksum(there.cells):
            raise CourseError(
                f"{relpath(path)} was edited since it was built, and a build would overwrite that: "
                "move the edit into the lesson and delete the file, or build with --force"
            )
        if marks == notebook.metadata.mdl and [each.id for each in there.cells] == [each.id for each in notebook.cells]:
            return {}
    return {path: dumps(notebook)}


def _strays(settings: Settings, unit: Unit, wanted: Mapping[Path, bytes]) -> Iterator[Path]:
    """What lies in a unit's release folder and is none of it; of the instructor's folder, what builds once wrote."""
    folder = settings.root / "release" / unit.id
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path not in wanted and not CLUTTER & set(path.parts):
            yield path
    for name in FORMERLY:
        if (path := settings.root / "source" / unit.id / name).is_file():
            yield path
