"""The package `kit` as students get it: its own modules, and those of the grader by which practice is checked.

The latter are copies; their imports of one another become relative ones, so that each has one source.
"""

import ast
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from course import SourceError
from course.settings import ROOT, Settings

ENGINE = "engine"
SCHEME = "autograder.scheme"
# What practice is checked by. None of these knows an exercise, an answer or a student.
MODULES = (
    *(f"{SCHEME}.{name}" for name in ("arguments", "copies", "design", "drawn", "draws", "expect", "forall")),
    *(f"{SCHEME}.{name}" for name in ("outcomes", "shown", "shrink", "student")),
    *(f"autograder.inside.{name}" for name in ("decode", "encode", "plain")),
    "autograder.verdicts",
)
NAMES = {module: module.rpartition(".")[2] for module in MODULES}
INIT = '''"""What practice is checked by: copies, made by the build, of modules of the grader."""\n'''


def kit_files(settings: Settings) -> Mapping[str, bytes]:
    """The files of the package by their names in a release folder; SourceError for an import that would fail there."""
    own = sorted((settings.root / "course" / "support" / "kit").glob("*.py"))
    files = {f"kit/{path.name}": _rewritten(path, f".{ENGINE}") for path in own}
    files[f"kit/{ENGINE}/__init__.py"] = INIT.encode()
    for module, name in NAMES.items():
        path = ROOT / Path(*module.split(".")).with_suffix(".py")
        files[f"kit/{ENGINE}/{name}.py"] = _rewritten(path, "")
    return files


def _rewritten(path: Path, engine: str) -> bytes:
    """A module whose imports of the grader are relative ones, of `engine` as seen from there."""
    return _made_relative(path.read_text(encoding="utf-8"), path, engine)


@cache  # every unit has the same ones
def _made_relative(source: str, path: Path, engine: str) -> bytes:
    lines = source.splitlines(keepends=True)
    for node in _of_the_grader(path, ast.parse(source)):
        module = node.module or ""
        if module == SCHEME and all(f"{SCHEME}.{alias.name}" in NAMES for alias in node.names):
            there = engine or "."
        elif module in NAMES:
            there = f"{engine}.{NAMES[module]}"
        else:
            raise SourceError(path, node.lineno, f"{module} is not there in a release: see course/weaving/kit_files.py")
        first = node.lineno - 1
        lines[first] = lines[first].replace(f"from {module} import", f"from {there} import", 1)
    return "".join(lines).encode()


def _of_the_grader(path: Path, tree: ast.Module) -> Iterator[ast.ImportFrom]:
    """The imports of modules that are not the standard library's, NumPy's or their neighbours'."""
    ours = ("autograder", "course", "solutions")
    for node in ast.walk(tree):
        if isinstance(node, ast.Import) and any(alias.name.split(".")[0] in ours for alias in node.names):
            raise SourceError(path, node.lineno, "write `from ... import ...`: the build makes such imports relative")
        if isinstance(node, ast.ImportFrom) and not node.level and (node.module or "").split(".")[0] in ours:
            yield node
