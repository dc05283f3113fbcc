"""Imports run course -> autograder -> solutions, and the untrusted side imports nothing of ours."""

import ast
import importlib
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
OURS = {"course", "autograder", "solutions", "tests", "release"}
SCIENCE = {"numpy"}

# Folder -> the top-level modules it may import beside the standard library (None: any library).
MAY_IMPORT_OF_OURS = {
    "solutions": {"solutions"},
    "autograder": {"autograder", "solutions"},
    "course": {"course", "autograder", "solutions"},
}
MAY_IMPORT_AT_ALL = {
    "solutions": SCIENCE | {"solutions"},
    "autograder/inside": SCIENCE | {"matplotlib", "msgpack", "inside", "confine"},
    # Its imports of the grader are made relative by the build, which takes no module of it that knows an answer.
    "course/support": SCIENCE | {"matplotlib", "IPython", "autograder", "kit"},
}


def sources(folder: str) -> list[Path]:
    return sorted(path for path in (ROOT / folder).rglob("*.py") if "sample_class" not in path.parts)


def imported(path: Path) -> set[str]:
    """The top-level names a file imports, wherever in it; a relative import is of its own package."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            own = path.parent.name if node.level else None
            names.add(own or (node.module or "").split(".")[0])
    return names


@pytest.mark.parametrize("folder", MAY_IMPORT_OF_OURS)
def test_imports_of_ours_run_one_way(folder: str) -> None:
    for path in sources(folder):
        if path.is_relative_to(ROOT / "autograder/inside"):
            continue
        found = imported(path) & OURS
        assert found <= MAY_IMPORT_OF_OURS[folder], f"{path.relative_to(ROOT)} imports {sorted(found)}"


@pytest.mark.parametrize("folder", MAY_IMPORT_AT_ALL)
def test_the_small_sides_import_only_what_they_may(folder: str) -> None:
    paths = sources(folder)
    assert paths, f"{folder} has no modules"
    for path in paths:
        foreign = imported(path) - set(sys.stdlib_module_names) - MAY_IMPORT_AT_ALL[folder]
        assert not foreign, f"{path.relative_to(ROOT)} imports {sorted(foreign)}"


@pytest.mark.parametrize("package", ["course", "autograder", "solutions"])
def test_no_other_distribution_shadows_our_packages(package: str) -> None:
    module = importlib.import_module(package)
    assert module.__file__ is not None
    assert Path(module.__file__).resolve() == ROOT / package / "__init__.py"


def test_a_command_that_draws_nothing_does_not_wait_for_what_draws() -> None:
    """Matplotlib takes longer to import than all else; each command that grades would pay for it."""
    found = "import course.cli, course.marking, sys; print({'matplotlib', 'playwright'} & {*sys.modules})"
    run = subprocess.run([sys.executable, "-c", found], cwd=ROOT, capture_output=True, text=True, check=True)
    assert run.stdout == "set()\n"
