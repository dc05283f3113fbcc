"""The units of a site as students get them, and the earlier releases that it goes on having.

A browser keeps what a student has saved by its path, and shows that rather than what the site has there. So each
release has a path of its own, named after what is in it: an unchanged unit stays where it was, a changed one hides
behind no saved notebook, and a saved notebook still finds its files.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

from course import CourseError
from course.settings import Settings, Unit
from course.weaving import files
from course.weaving.beside import digest_of
from course.weaving.release import release_files, working_alone
from course.weaving.unit import Paper, read_paper

ON_PAPER = {"README.md", "requirements.txt"}  # about an install, which the site saves
INVENTORY = "site.json"
WORK = "work"  # where JupyterLite is in a site
History = Mapping[str, Sequence[str]]  # the names of a unit's releases, the newest last


@dataclass(frozen=True)
class Release:
    """A unit as it is released: its paper, the instructor's notebook, the files that students get."""

    paper: Paper
    woven: NotebookNode
    files: Mapping[str, bytes]

    @property
    def unit(self) -> str:
        """The unit's name."""
        return self.paper.unit.id

    @cached_property
    def name(self) -> str:
        """What tells this release from others."""
        return digest_of(dict(self.files))[:8]

    @property
    def notebook(self) -> NotebookNode:
        """The notebook that students get."""
        content = self.files[f"{self.unit}.ipynb"].decode()
        found: NotebookNode = nbformat.reads(content, 4)  # type: ignore[no-untyped-call]  # nbformat is untyped
        return found

    @property
    def address(self) -> str:
        """Where the notebook opens, from the top of the site."""
        return notebook_address(self.unit, self.name)


def notebook_address(unit: str, name: str) -> str:
    """Where the notebook of this release opens."""
    return f"{WORK}/notebooks/index.html?path={unit}/{name}/{unit}.ipynb"


def release_of(settings: Settings, unit: Unit) -> Release:
    """The unit's release; CourseError unless `release/` has it as its lesson is now."""
    paper = read_paper(settings, unit)
    woven = working_alone(settings, paper)
    released = release_files(settings, paper, woven)
    if files.differing(released):
        advice = f"run `course build {unit.id}`, then this again"
        raise CourseError(f"{unit.id} is not released, or not as its lesson is now: {advice}")
    folder = settings.root / "release" / unit.id
    named = {path.relative_to(folder).as_posix(): content for path, content in released.items()}
    return Release(paper, woven, {name: content for name, content in named.items() if name not in ON_PAPER})


def history(site: Path) -> History:
    """The releases that a site has, by unit; none if there is no site yet, CourseError if something else is there."""
    try:
        if _is_empty(site):
            return {}
        found = json.loads((site / INVENTORY).read_text(encoding="utf-8"))["releases"]
        return {str(unit): [str(name) for name in names] for unit, names in found.items()}
    except FileNotFoundError:
        raise CourseError(f"{site} is not empty, and holds no site of this course: name a new folder") from None
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise CourseError(f"{site / INVENTORY} cannot be read ({error}): name a new folder, or restore it") from None


def _is_empty(site: Path) -> bool:
    """Whether it has nothing but what a build left that could not write all, or was killed."""
    below = (path for path in site.rglob("*") if not path.relative_to(site).parts[0].startswith(files.WRITING))
    return not site.is_dir() or all(path.is_dir() and not path.is_symlink() for path in below)


def continued(before: History, releases: Sequence[Release]) -> dict[str, list[str]]:
    """The history with these releases as the newest of their units."""
    after = {unit: list(names) for unit, names in before.items()}
    for release in releases:
        names = after.setdefault(release.unit, [])
        names[:] = [*(name for name in names if name != release.name), release.name]
    return dict(sorted(after.items()))


def contents(site: Path, before: History, releases: Sequence[Release]) -> dict[str, bytes]:
    """The files that students work with, by their paths: those of the releases, and what the site had before."""
    found: dict[str, bytes] = {}
    for unit, names in before.items():
        for name in names:
            folder = site / WORK / "files" / unit / name
            for path in sorted(each for each in folder.rglob("*") if each.is_file()):
                found[f"{unit}/{name}/{path.relative_to(folder).as_posix()}"] = path.read_bytes()
    for release in releases:
        found |= {f"{release.unit}/{release.name}/{name}": content for name, content in release.files.items()}
    return found


def inventory(after: Mapping[str, Any]) -> bytes:
    """What the next build reads."""
    return (json.dumps({"releases": after}, indent=1) + "\n").encode()
