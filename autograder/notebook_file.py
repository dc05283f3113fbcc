"""A notebook file as a student handed it in, read as data: its cells' sources, and what they are known by.

Tolerant of everything that leaves the sources legible; else `Ungradable` says why. Outputs and attachments
are not looked at, nothing is executed, and a pipe, socket or device is not even opened.
"""

import codecs
import hashlib
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.json_parts import Absent, Each, Leaf, MalformedError, Shape, TooManyPartsError, pick
from autograder.names import shown
from autograder.problems import Ungradable

MAX_BYTES = 64 << 20
MOST_CELLS = 5000
LONGEST_SOURCE = 1_000_000  # characters of one cell
MOST_CODE = 4_000_000  # characters of all code cells, which are parsed
WINDOW = 1 << 20  # bytes

SAVE = "open the notebook in Jupyter, save it and hand in the .ipynb file"
CLEAR = "clear all outputs, save it and hand it in again"
REPAIR = "hand in a copy that Jupyter can open"

_CELL: Shape = {
    "cell_type": Leaf.SCALAR,
    "id": Leaf.SCALAR,
    "source": Leaf.TEXT,
    "input": Leaf.TEXT,  # what formats 2 and 3 call the source of a code cell
    "metadata": {"nbgrader": {"grade_id": Leaf.SCALAR}},
}
_CELLS = Each(_CELL, MOST_CELLS + 1)
_NOTEBOOK: Shape = {
    "nbformat": Leaf.SCALAR,
    "metadata": {"mdl": {"unit": Leaf.SCALAR}},
    "cells": _CELLS,
    "worksheets": Each({"cells": _CELLS}, 100),  # formats 2 and 3
}
_KINDS = {"code": "code", "markdown": "markdown", "raw": "raw", "heading": "markdown", "html": "markdown"}
_NOT_JSON = {
    b"PK\x03\x04": "a zip archive: unpack it and hand in the notebook inside",
    b"\x1f\x8b": "a compressed file: unpack it and hand in the notebook inside",
    b"%PDF": "a PDF: hand in the .ipynb file itself",
    b"\x89PNG": "a picture: hand in the .ipynb file itself",
    b"<!DOCTYPE": "a web page: download the notebook itself, not the page that shows it",
    b"<html": "a web page: download the notebook itself, not the page that shows it",
    b"<<<<<<<": "a file with merge conflicts: resolve them and save the notebook again",
}


@dataclass(frozen=True)
class NotebookCell:
    """One cell; `number` counts all cells of the notebook from 1, `ids` is its grade id and its cell id."""

    number: int
    kind: str  # code, markdown or raw
    source: str
    ids: tuple[str, ...]


@dataclass(frozen=True)
class Notebook:
    """What is kept of a notebook file; `unit` is what its metadata say it is of."""

    cells: tuple[NotebookCell, ...]
    unit: str | None
    notes: tuple[str, ...]
    digest: str


def read_notebook(path: Path, max_bytes: int = MAX_BYTES) -> Notebook:
    """Read a notebook of format 2, 3 or 4, or raise Ungradable with one sentence for the student."""
    raw = _read_bytes(path, max_bytes)
    digest = hashlib.sha256(raw).hexdigest()
    raw, notes = _as_utf8(raw)
    tree = _parse(raw)
    cells = list(_cells(tree, notes))
    unit = _at(tree, "metadata", "mdl", "unit")
    return Notebook(tuple(cells), unit if isinstance(unit, str) else None, tuple(notes), digest)


def _read_bytes(path: Path, max_bytes: int) -> bytes:
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):  # asked first, since opening a device may already do something
            raise Ungradable("a notebook file is wanted, this is not a regular file: hand in the .ipynb file")
        if found.st_size > max_bytes:
            size, most = (f"{each / 2**20:.4g} MiB" for each in (found.st_size, max_bytes))
            raise Ungradable(f"the file has {size}, at most {most} are read: {CLEAR}")
        with open(os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0)), "rb") as stream:
            return stream.read(max_bytes)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise Ungradable(f"the file cannot be read ({reason}): hand it in again") from None


def _as_utf8(raw: bytes) -> tuple[bytes, list[str]]:
    """The text in UTF-8 without a byte order mark, and notes."""
    if raw.startswith(codecs.BOM_UTF8):
        raw = raw[len(codecs.BOM_UTF8) :]
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            return raw.decode("utf-16").encode(), ["the file is in UTF-16; Jupyter wants UTF-8"]
        except UnicodeDecodeError as error:
            message = f"the file begins as UTF-16 but its byte {error.start} is not"
            raise Ungradable(f"{message}: {REPAIR}") from None
    _check_utf8(raw)
    return raw, []


def _check_utf8(raw: bytes) -> None:
    """Decode window by window: one emoji would make the whole text four times its size."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    for begin in range(0, len(raw), WINDOW):
        held = len(decoder.getstate()[0])
        try:
            decoder.decode(raw[begin : begin + WINDOW], final=begin + WINDOW >= len(raw))
        except UnicodeDecodeError as error:
            at = begin - held + error.start
            kind = _other_kind(raw)
            message = f"a notebook is text in UTF-8, byte {at} of the file (0x{raw[at]:02x}) is not; {REPAIR}"
            raise Ungradable(f"a notebook is wanted, this is {kind}" if kind else message) from None


def _parse(raw: bytes) -> dict[str, Any]:
    """The wanted parts of a notebook."""
    begin = raw[:WINDOW].lstrip()
    if not begin:
        raise Ungradable(f"the file is empty, a notebook was wanted: {SAVE}")
    try:
        tree = pick(raw, _NOTEBOOK)
    except MalformedError as error:
        kind = _other_kind(begin)
        if kind is None and not begin.startswith((b"{", b"[")):
            first = shown(begin[:160].decode(errors="replace").splitlines()[0], 40)
            kind = f"something else, it begins with `{first}`: {SAVE}"
        if kind:
            raise Ungradable(f"a notebook is wanted, this is {kind}") from None
        raise Ungradable(f"the notebook is damaged: {error}; {REPAIR}") from None
    except TooManyPartsError:
        raise Ungradable(f"the notebook holds millions of values beside its cells: {CLEAR}") from None
    if not isinstance(tree, dict):
        what = "a list" if begin.startswith(b"[") else "a single value"
        raise Ungradable(f"a notebook is wanted, this is other JSON ({what}): {SAVE}")
    return tree


def _other_kind(begin: bytes) -> str | None:
    """What a file that is no JSON is, by its first bytes."""
    first = begin[:16].lower()
    return next((kind for magic, kind in _NOT_JSON.items() if first.startswith(magic.lower())), None)


def _cells(tree: dict[str, Any], notes: list[str]) -> Iterator[NotebookCell]:
    found = _cell_list(tree, notes)
    if len(found) > MOST_CELLS:
        notes.append(f"the notebook has more than {MOST_CELLS} cells; the first {MOST_CELLS} are read")
    left = MOST_CODE
    for number, each in enumerate(found[:MOST_CELLS], 1):
        cell = _cell(number, each)
        left -= len(cell.source) if isinstance(cell, NotebookCell) and cell.kind == "code" else 0
        if left < 0:
            notes.append(f"there is more code than {MOST_CODE} characters; cell {number} ff. are left out")
            return
        if isinstance(cell, NotebookCell):
            yield cell
        else:
            notes.append(cell)


def _cell(number: int, tree: Any) -> NotebookCell | str:
    """The cell, or a note why there is none."""
    kind = _at(tree, "cell_type")
    source = _at(tree, "source")
    if source is None and kind == "code":
        source = _at(tree, "input")
    if source is Absent.TOO_LONG or (isinstance(source, str) and len(source) > LONGEST_SOURCE):
        return f"cell {number} of the notebook is longer than {LONGEST_SOURCE} characters and is left out"
    if isinstance(kind, str) and kind in _KINDS and isinstance(source, str):
        return NotebookCell(number, _KINDS[kind], _plain_lines(source), _ids(tree))
    return f"cell {number} of the notebook is damaged and is left out"


def _cell_list(tree: dict[str, Any], notes: list[str]) -> list[Any]:
    """The cells in the layout of format 4, or in that of formats 2 and 3."""
    version = tree.get("nbformat")
    if not isinstance(version, float):
        notes.append("the notebook does not say its format; it was read as format 4")
    elif version >= 5:
        raise Ungradable(f"the notebook is of format {version:g}, at most 4 is read: save it as format 4")
    elif version < 4:
        notes.append(f"the notebook is of the old format {version:g}; its cells may have lost their names")
    cells = tree.get("cells")
    if isinstance(cells, list):
        return cells
    sheets = tree.get("worksheets")
    lists = [_at(sheet, "cells") for sheet in sheets] if isinstance(sheets, list) else []
    found = [cell for cells in lists if isinstance(cells, list) for cell in cells]
    if not any(isinstance(cells, list) for cells in lists):
        raise Ungradable(f"a notebook is wanted, this is other JSON (it has no list of cells): {SAVE}")
    return found


def _ids(cell: dict[str, Any]) -> tuple[str, ...]:
    ids = (_at(cell, "metadata", "nbgrader", "grade_id"), cell.get("id"))
    return tuple(each for each in ids if isinstance(each, str))


def _at(tree: Any, *keys: str) -> Any:
    for key in keys:
        tree = tree.get(key) if isinstance(tree, dict) else None
    return tree


def _plain_lines(source: str) -> str:
    """Line ends as Python reads them; half of a surrogate pair, which no channel carries, becomes `?`."""
    return source.replace("\r\n", "\n").replace("\r", "\n").encode(errors="replace").decode()
