"""A copy of Pyodide, the kernel's Python, that a site takes along: then nothing comes from anywhere else."""

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from packaging.utils import canonicalize_name

from course import CourseError

CORE = ("pyodide.mjs", "pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json")


def kernel_files(folder: Path, packages: Iterable[str]) -> dict[str, bytes]:
    """The files of a Pyodide distribution by name; CourseError if one is missing that notebooks need."""
    advice = "unpack the full distribution of Pyodide and name the folder with its pyodide.mjs"
    for name in CORE:
        if not (folder / name).is_file():
            raise CourseError(f"the kernel's folder {folder} has no {name}: {advice}")
    try:
        lock = json.loads((folder / "pyodide-lock.json").read_text(encoding="utf-8"))["packages"]
        wanted = dict(_needed(lock, packages))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise CourseError(f"{folder / 'pyodide-lock.json'} is none of Pyodide's ({error!r}): {advice}") from None
    for name, file in wanted.items():
        if not (folder / file).is_file():
            raise CourseError(f"the kernel's folder {folder} has no {file}, the package {name}: {advice}")
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file()}


def _needed(lock: Mapping[str, Any], packages: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Packages with all that they depend on, and their files."""
    waiting, seen = list(packages), set[str]()
    while waiting:
        name = canonicalize_name(waiting.pop())  # a lock has some dependencies by another spelling
        if name not in seen:
            seen.add(name)
            waiting += lock[name]["depends"]
            yield name, lock[name]["file_name"]
