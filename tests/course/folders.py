"""Folders as the files in them, by name."""

from collections.abc import Mapping
from pathlib import Path


def there(folder: Path) -> dict[str, bytes]:
    """The files below a folder, without what Python leaves there."""
    files = (path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def put(folder: Path, files: Mapping[str, bytes]) -> None:
    """Put the files into a folder, which is made for them."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
