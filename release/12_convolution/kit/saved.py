"""The proofs of a unit, as they stand in its notebook when it was saved last: a kernel does not see its notebook."""

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

STUB = "YOUR ANSWER HERE"  # as nbgrader writes it


class Saved(NamedTuple):
    """A notebook's file: its name, when it was saved, and which proofs are written in it."""

    name: str
    age: float  # seconds
    proofs: dict[str, bool]

    @property
    def when(self) -> str:
        """How long ago it was saved."""
        minutes = int(self.age // 60)
        if minutes < 1:
            return "within the last minute"
        if minutes < 120:
            return f"{minutes} minute{'s' * (minutes > 1)} ago"
        return f"{minutes // 60} hours ago" if minutes < 48 * 60 else f"{minutes // 1440} days ago"


def saved_notebook(folder: Path, unit: str) -> Saved | None:
    """The notebook of this unit in a folder, under whatever name, that was saved last; None if there is none."""
    found = [(path, tree) for path in sorted(folder.glob("*.ipynb")) if (tree := _read(path, unit))]
    if not found:
        return None
    path, tree = max(found, key=lambda each: each[0].stat().st_mtime)
    age = max(time.time() - path.stat().st_mtime, 0.0)
    return Saved(path.name, age, dict(_proofs(tree)))


def _read(path: Path, unit: str) -> dict[str, Any] | None:
    try:
        tree = json.loads(path.read_text(encoding="utf-8"))
        return tree if tree["metadata"]["mdl"]["unit"] == unit else None
    except (OSError, ValueError, KeyError, TypeError, RecursionError):  # not one of ours
        return None


def _proofs(tree: dict[str, Any]) -> Iterator[tuple[str, bool]]:
    for cell in tree.get("cells", ()):
        mdl = cell.get("metadata", {}).get("mdl", {})
        if mdl.get("role") == "proof_answer":
            text = "".join(cell.get("source", "")).strip()
            yield mdl.get("exercise", ""), text not in ("", STUB)
