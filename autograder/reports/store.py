"""The results folder: one JSON and one feedback page per submission, written whole or not at all.

`results/<student>/<unit>.json`, beside it the page `<unit>.html`, and the run's secret `results/.seed`.
"""

import json
import os
import secrets
import tempfile
from pathlib import Path

from autograder import remains
from autograder.names import safe_name
from autograder.reports.results import FORMAT, Result

WRITING = ".writing-"  # how a file is called while it is written
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
            for pattern in (f"{WRITING}*", f"*/{WRITING}*"):
                remains.sweep(self.folder, pattern)
            with tempfile.TemporaryFile(dir=self.folder):
                pass
        except OSError as error:
            raise self._unusable(error) from None

    def capitals(self) -> bool:
        """Whether two names that differ in capitals alone are two files here; StoreError if that cannot be tried."""
        try:
            probe = remains.new_file(WRITING, self.folder)
            try:
                return not probe.path.with_name(probe.path.name.upper()).exists()
            finally:
                probe.let_go()
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

    def of(self, unit: str) -> list[Path]:
        """The files of all results of a unit, whoever's they are."""
        return sorted(self.folder.glob(f"[!.]*/{unit}.json"))

    def load(self, student: str, unit: str) -> Result | None:
        """The stored result, or None if there is none that can be read."""
        return self.read(self.path(student, unit))

    def read(self, path: Path) -> Result | None:
        """The result in a file of the folder, or None if it cannot be read."""
        try:
            result = json.loads(path.read_text(encoding="utf-8"))
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
            if renew:
                write(path, secrets.token_hex(16) + "\n")
            elif not path.exists():
                write(path, secrets.token_hex(16) + "\n", replace=False)
            seed = path.read_text(encoding="utf-8", errors="replace").strip()
        except OSError as error:
            raise self._unusable(error) from None
        if not seed:
            raise StoreError(f"{path} is empty, it held the run's secret: begin a new run with --new-seed")
        return seed


def write(path: Path, content: str | bytes, replace: bool = True) -> None:
    """Write a file atomically, readable by its owner alone until the instructor decides otherwise.

    Unless it shall replace what is there, the first one to write it wins.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    half = remains.new_file(WRITING, path.parent)
    try:
        with os.fdopen(os.dup(half.lock), "wb") as stream:
            stream.write(content if isinstance(content, bytes) else content.encode("utf-8", "backslashreplace"))
        if replace:
            os.replace(half.path, path)
        else:
            _place_first(half.path, path)
    finally:
        half.let_go()


def _place_first(temporary: Path, path: Path) -> None:
    """Give a file its name unless there is one of that name already."""
    try:
        os.link(temporary, path)
    except FileExistsError:
        pass
    except OSError:  # a file system without links: two that begin at one moment are not told apart there
        temporary.replace(path)
