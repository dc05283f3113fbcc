"""Writing several files so that, whatever happens, all of them are new or all of them are old."""

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from autograder import remains
from course import CourseError

WRITING = ".writing-"  # how the folder is called that files are staged in


def differing(files: Mapping[Path, bytes]) -> list[Path]:
    """The files that are missing, or hold something else than they should."""
    return [path for path, content in files.items() if not path.is_file() or path.read_bytes() != content]


def write(files: Mapping[Path, bytes]) -> list[Path]:
    """Write the files that differ, and return them; CourseError, and nothing written, if one cannot be."""
    try:
        todo = differing(files)
        _replace({path: files[path] for path in todo})
    except OSError as error:
        raise CourseError(f"nothing was written: {error}") from None
    return todo


def _replace(files: Mapping[Path, bytes]) -> None:
    """Stage all files in a folder on the same disk, then move them; undo the moves if one fails."""
    if not files:
        return
    for path in files:
        path.parent.mkdir(parents=True, exist_ok=True)
    common = os.path.commonpath([path.parent for path in files])
    remains.sweep(Path(common), f"{WRITING}*")
    with remains.folder(WRITING, Path(common)) as folder:
        new = {path: folder / f"new-{i}" for i, path in enumerate(files)}
        old = {path: folder / f"old-{i}" for i, path in enumerate(files) if path.exists()}
        for path, content in files.items():
            new[path].write_bytes(content)
        for path, copy in old.items():
            shutil.copy2(path, copy)
        moved: list[Path] = []
        try:
            for path in files:
                os.replace(new[path], path)
                moved.append(path)
        except BaseException:
            for path in moved:
                os.replace(old[path], path) if path in old else path.unlink()
            raise
