"""`course export gradescope UNIT`: the grader of one unit as an autograder that Gradescope runs.

The file holds the kit, but for the sample class, and what Gradescope calls: `setup.sh` once, `run_autograder` for
each submission.
"""

from collections.abc import Iterator
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined

from course.settings import Settings
from course.weaving import files
from course.weaving.build import CLUTTER
from course.weaving.pack import packed

PROGRAMS = ("setup.sh", "run_autograder")
FOLDERS = ("autograder", "course", "solutions")
ALONE = ("course.toml", "pyproject.toml", "requirements.lock", "README.md", "LICENSE")
LEFT_OUT = CLUTTER | {"sample_class", "pictures"}
LEVEL = 3  # what root has in a container of Gradescope's


def export(settings: Settings, name: str, output: Path) -> int:
    """Write the autograder of a unit; how many files it has."""
    unit = settings.unit(name).id
    content = {path.relative_to(settings.root).as_posix(): path.read_bytes() for path in _kit(settings.root, unit)}
    programs = {program: _program(program, unit) for program in PROGRAMS}
    files.write({output: packed(content | programs, frozenset(PROGRAMS))})
    return len(content) + len(programs)


def _kit(root: Path, unit: str) -> Iterator[Path]:
    yield from (root / name for name in ALONE)
    for folder in (*FOLDERS, f"release/{unit}"):
        for path in sorted((root / folder).rglob("*")):
            if path.is_file() and not LEFT_OUT & {*path.relative_to(root).parts}:
                yield path


def _program(name: str, unit: str) -> bytes:
    loader = PackageLoader("course.exports")
    templates = Environment(loader=loader, undefined=StrictUndefined, keep_trailing_newline=True)
    return templates.get_template(f"{name}.j2").render(unit=unit, level=LEVEL).encode()
