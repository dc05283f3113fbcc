"""The sources that decide a unit's results: the grader, and of mark schemes and model answers what the unit uses."""

import ast
import hashlib
from collections.abc import Iterator
from functools import cache
from importlib.util import resolve_name
from pathlib import Path

from autograder.scheme.exercises import CHECKS, stem_of

ROOT = Path(__file__).parents[2]
# What decides a result and the page stored with it; the rest proves mark schemes or reports on results.
DECIDING = ("*.py", "exam", "inside", "intake", "sandbox", "scheme")
TELLING = ("results.py", "by_hand.py", "feedback.py", "pages.py")
TEMPLATES = ("feedback.html.j2", "parts.html.j2", "look.css.j2")
OWN = ("autograder/checks", "solutions")  # each unit uses some of these


@cache
def sources_digest(unit: str, root: Path = ROOT) -> str:
    """What decides a unit's verdicts and how they are told: the grader, its mark scheme, and what that imports."""
    digest = hashlib.sha256()
    for file in sorted({*_of_all_units(root / "autograder"), *used_by(unit, root)}):
        digest.update(f"{file.relative_to(root)}\0".encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()


def _of_all_units(autograder: Path) -> Iterator[Path]:
    for part in (path for pattern in DECIDING for path in autograder.glob(pattern)):
        yield from part.rglob("*.py") if part.is_dir() else [part]
    for name in (*TELLING, *(f"templates/{name}" for name in TEMPLATES)):
        yield autograder / "reports" / name


def used_by(unit: str, root: Path = ROOT) -> set[Path]:
    """The unit's mark scheme, and all modules of mark schemes and model answers that it imports, in whatever place."""
    found, waiting = set[Path](), {*_files(f"{CHECKS}.test_{stem_of(unit)}", root)}
    while waiting:
        file = waiting.pop()
        found.add(file)
        waiting |= {*_imported(file, root)} - found
    return found


def _imported(file: Path, root: Path) -> Iterator[Path]:
    package = ".".join(file.relative_to(root).parent.parts)
    for node in ast.walk(ast.parse(file.read_bytes(), file)):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield from _files(alias.name, root)
        elif isinstance(node, ast.ImportFrom):
            module = resolve_name("." * node.level + (node.module or ""), package)
            for alias in node.names:
                yield from _files(f"{module}.{alias.name}", root)  # a name of the module, or a module itself


def _files(name: str, root: Path) -> Iterator[Path]:
    """What an import of a module runs: the module, if it is one of these, and the packages that it is in."""
    path = root.joinpath(*name.split("."))
    for place in (path, *path.parents):
        if any(place.is_relative_to(root / own) for own in OWN):
            yield from filter(Path.is_file, (place.with_suffix(".py"), place / "__init__.py"))
