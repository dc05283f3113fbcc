"""Units that `course.toml` has no more, removed or renamed: what builds wrote for them goes, the rest is told once."""

import os
import shutil
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from os.path import relpath
from pathlib import Path

from course import CourseError
from course.settings import Settings, Unit
from course.weaving.release import MODULES, notebook_at
from course.weaving.weave import checksum

BUILT = ("source", "release")
WRITTEN = (
    "course/lessons/{unit}.md",
    "course/figures/{stem}.py",
    "solutions/{stem}.py",
    "autograder/checks/test_{stem}",
    "autograder/checks/test_{stem}.py",
    "course/sample_class/answers/{unit}",
    "tests/solutions/test_{stem}.py",
)
HANDED_IN = {
    "submitted": "*/{unit}",
    "results": "*/{unit}.json",
    "autograded": "*/{unit}",
    "feedback": "*/{unit}",
}


@dataclass(frozen=True)
class Gone:
    """A unit that was built once, and the folders in which its notebook still is."""

    unit: Unit
    folders: tuple[Path, ...]

    def files(self, beside: Collection[Path]) -> Iterator[Path]:
        """The files that builds have written; `beside` are the names that they give beside a notebook."""
        for folder in self.folders:
            yield folder / f"{self.unit.id}.ipynb"
            yield from (path for name in sorted({*beside, *map(Path, MODULES)}) if (path := folder / name).is_file())

    def remove(self, beside: Collection[Path]) -> Iterator[str]:
        """Remove what builds have written, and folders that are empty then; sentences about both."""
        paths = list(self.files(beside))
        for path in paths:
            path.unlink()
        self._remove_empty()
        yield f"{self.unit.id} is no unit any more: {len(paths)} files that builds wrote for it are removed"
        for folder in filter(Path.exists, self.folders):
            where = f"{folder.parent.name}/{folder.name}"
            yield f"{self.unit.id}: {where} has files that no build wrote: move them or delete them"

    def _remove_empty(self) -> None:
        for folder in self.folders:
            for inside, _, _ in os.walk(folder, topdown=False):
                if Path(inside).name == "__pycache__":
                    shutil.rmtree(inside)
                elif not os.listdir(inside):
                    os.rmdir(inside)


def gone(settings: Settings, force: bool = False) -> list[Gone]:
    """The units whose notebooks are in the folders of builds, and which are not in `course.toml`.

    CourseError for an instructor notebook that somebody edited, unless `force`.
    """
    running = {unit.id for unit in settings.units}
    found: dict[str, list[Path]] = {}
    for place in BUILT:
        for notebook in sorted((settings.root / place).glob("*/*.ipynb")):
            name = notebook.stem
            if name == notebook.parent.name and name not in running and _ours(notebook, force):
                found.setdefault(name, []).append(notebook.parent)
    return [Gone(Unit(name, ""), tuple(folders)) for name, folders in sorted(found.items())]


def _ours(path: Path, force: bool) -> bool:
    """Whether a build wrote a notebook: others in these folders are of no concern to us."""
    notebook = notebook_at(path)
    marks = notebook.metadata.get("mdl", {}) if notebook else {}
    if notebook is None or marks.get("unit") != path.stem:
        return False
    if not force and marks.get("checksum") not in (None, checksum(notebook.cells)):
        raise CourseError(
            f"{relpath(path)} was edited since it was built, and {path.stem} is no unit any more: "
            "move the edit elsewhere and delete the file, or build with --force"
        )
    return True


def what_remains(settings: Settings, unit: Unit) -> Iterator[str]:
    """A sentence about what was written for a unit that is gone, and one about what was handed in for it."""
    kept = {path for each in (*settings.units, *settings.planned) for path in _written(settings, each)}
    written = [path for path in _written(settings, unit) if path not in kept]
    if written:
        names = ", ".join(str(path.relative_to(settings.root)) for path in written)
        yield f"{unit.id}: what people wrote for it stays ({names}): delete it, or give it the name of another unit"
    counts = _handed_in(settings, unit)
    if counts:
        told = ", ".join(f"{count} in {place}/" for place, count in counts.items())
        yield f"{unit.id}: what was handed in and graded stays ({told}): move it away, reports and exports count it"


def _written(settings: Settings, unit: Unit) -> list[Path]:
    paths = [settings.root / each.format(unit=unit.id, stem=unit.stem) for each in WRITTEN]
    return [path for path in paths if path.exists()]


def _handed_in(settings: Settings, unit: Unit) -> Mapping[str, int]:
    found = {
        place: sum(1 for _ in (settings.root / place).glob(pattern.format(unit=unit.id)))
        for place, pattern in HANDED_IN.items()
    }
    return {place: count for place, count in found.items() if count}
