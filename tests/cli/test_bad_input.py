"""One class with everything in it that can be wrong: a clear line for each, the rest graded, nothing half written."""

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pytest
from click.testing import CliRunner, Result

from course.cli import main
from course.settings import load

UNIT = "01_classification"
RELEASED = load().root / "release" / UNIT / f"{UNIT}.ipynb"


def released() -> dict[str, Any]:
    tree: dict[str, Any] = json.loads(RELEASED.read_text(encoding="utf-8"))
    return tree


def as_it_is() -> bytes:
    return RELEASED.read_bytes()


def not_utf8() -> bytes:
    return as_it_is().replace(b"classification", "classificatión".encode("latin-1"), 1)


def truncated() -> bytes:
    return as_it_is()[: len(as_it_is()) // 2]


def old_format() -> bytes:
    notebook = nbformat.convert(nbformat.read(RELEASED, 4), 3)  # type: ignore[no-untyped-call]  # nbformat is untyped
    return json.dumps(notebook).encode()


def without_ids() -> bytes:
    tree = released()
    for cell in tree["cells"]:
        del cell["id"]
    tree["nbformat_minor"] = 4
    return json.dumps(tree).encode()


def with_50_mb_of_outputs() -> bytes:
    tree = released()
    cell = next(cell for cell in tree["cells"] if cell["cell_type"] == "code")
    cell["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "x" * 50_000_000}]
    return json.dumps(tree).encode()


# Who hands in what, and the words that the class table or the result must have for it; None: graded without a note.
CLASS: dict[str, tuple[Callable[[], bytes], str | None]] = {
    "as it is": (as_it_is, None),
    "latin": (not_utf8, "UTF-8"),
    "cut": (truncated, "cut off"),
    "old": (old_format, "old format 3"),
    "without ids": (without_ids, None),
    "big": (with_50_mb_of_outputs, None),
    "text": (lambda: b"Dear professor, my notebook is attached.", "a notebook is wanted"),
    "empty": (lambda: b"", "the file is empty"),
    "list": (lambda: b"[1, 2]", "other JSON"),
    "ansi\x1b[31mred\n": (as_it_is, None),
}
UNGRADABLE = {"latin", "cut", "text", "empty", "list"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("class")
    for student, (make, _) in CLASS.items():
        path = folder / "submitted" / student / UNIT / f"{UNIT}.ipynb"
        path.parent.mkdir(parents=True)
        path.write_bytes(make())
    twice = folder / "submitted" / "twice" / UNIT
    twice.mkdir(parents=True)
    for name in ("a.ipynb", "b.ipynb"):
        shutil.copy(RELEASED, twice / name)
    (folder / "submitted" / "lost" / "09_no_such_unit").mkdir(parents=True)
    shutil.copy(RELEASED, folder / "submitted" / "lost" / "09_no_such_unit")
    os.mkfifo(folder / "submitted" / "pipe.ipynb")
    return folder


@pytest.fixture(scope="module")
def result(folder: Path) -> Result:
    arguments = ["grade", str(folder / "submitted"), "--results", str(folder / "results")]
    return CliRunner(env={"COLUMNS": "200"}).invoke(main, arguments)


def stored(folder: Path) -> dict[str, dict[str, Any]]:
    results = (json.loads(path.read_text()) for path in (folder / "results").glob(f"*/{UNIT}.json"))
    return {each["student"]: each for each in results}


def test_the_batch_ends_in_order_and_says_that_something_could_not_be_graded(result: Result) -> None:
    assert result.exit_code == 1
    assert result.exception is None or isinstance(result.exception, SystemExit)
    assert "Traceback" not in result.output


def test_everything_that_can_be_read_is_graded(result: Result, folder: Path) -> None:
    assert "isolation" in result.stdout
    graded = {student for student, each in stored(folder).items() if each["status"] == "graded"}
    assert graded == set(CLASS) - UNGRADABLE


@pytest.mark.parametrize("student", sorted(UNGRADABLE))
def test_what_cannot_be_read_is_ungradable_with_a_reason(result: Result, folder: Path, student: str) -> None:
    found = stored(folder)[student]
    assert result.exit_code == 1
    assert found["status"] == "ungradable"
    assert CLASS[student][1] in found["reason"]


def test_an_old_format_is_read_with_a_note(result: Result, folder: Path) -> None:
    assert result.exit_code == 1
    assert any("old format 3" in note for note in stored(folder)["old"]["notes"])


@pytest.mark.parametrize("words", ["twice", "09_no_such_unit", "pipe.ipynb"])
def test_what_is_no_single_submission_is_a_line_of_its_own(result: Result, words: str) -> None:
    assert words in result.stdout


def test_no_control_character_reaches_the_terminal(result: Result) -> None:
    assert "\x1b" not in result.output


def test_nothing_is_half_written(result: Result, folder: Path) -> None:
    assert result.exit_code == 1
    names = {path.suffix for path in (folder / "results").rglob("*") if path.is_file() and path.name != ".seed"}
    assert names == {".json", ".html", ".csv"}  # the last is the table of proofs
