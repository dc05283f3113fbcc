"""The results folder: one JSON and one feedback page per submission, written whole or not at all.

`results/<student>/<unit>.json`, beside it the page `<unit>.html`, and the run's secret `results/.seed`.
"""

import json
import os
import secrets
import tempfile
from pathlib import Path

from autograder.names import safe_name
from autograder.reports.results import FORMAT, Result

SEED = ".seed"  # no student's folder can be called that: `safe_name` lets no name begin with a dot


class StoreError(Exception):
    """The results folder cannot be used; the message says why and what to do."""


class Store:
    """Results on disk. Every file appears under its name complete, or not at all."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def ready(self) -> None:
        """Make the folder, or raise `StoreError` before any work is done."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=self.folder):
                pass
        except OSError as error:
            raise self._unusable(error) from None

    def _unusable(self, error: OSError) -> StoreError:
        return StoreError(
            f"cannot keep results in {self.folder}: {error.strerror}; free space, fix its permissions,"
            " or choose another folder with --results"
        )

    def path(self, student: str, unit: str, suffix: str = ".json") -> Path:
        """Where a submission's file stands."""
        return self.folder / safe_name(student) / f"{unit}{suffix}"

    def load(self, student: str, unit: str) -> Result | None:
        """The stored result, or None if there is none that can be read."""
        try:
            result = json.loads(self.path(student, unit).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None
        return result if isinstance(result, dict) and result.get("format") == FORMAT else None

    def save(self, result: Result, page: str) -> None:
        """Write a result and its feedback page, the page first: a result that stands has its page."""
        student, unit = result["student"], result["unit"]
        write(self.path(student, unit, ".html"), page)
        write(self.path(student, unit), json.dumps(result, indent=1) + "\n")

    def seed(self, renew: bool = False) -> str:
        """The run's secret, drawn once: a regrade asks the same questions. `renew` begins another run."""
        path = self.folder / SEED
        try:
            if renew or not path.exists():
                write(path, secrets.token_hex(16) + "\n")
            seed = path.read_text(encoding="utf-8", errors="replace").strip()
        except OSError as error:
            raise self._unusable(error) from None
        if not seed:
            raise StoreError(f"{path} is empty, it held the run's secret: begin a new run with --new-seed")
        return seed


def write(path: Path, text: str) -> None:
    """Write a file atomically, readable by its owner alone until the instructor decides otherwise."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".writing-")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace") as stream:
            stream.write(text)
        os.replace(temporary, path)
    except BaseException:
        os.unlink(temporary)
        raise
