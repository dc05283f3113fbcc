"""A notebook file as a student handed it in, read as data: its cells' sources, and what they are known by.

Tolerant of everything that leaves the sources legible; else `Ungradable` says why. Nothing is executed, and
a pipe, socket or device is not even opened. Each part of the notebook stays JSON text until it is wanted, so
that 50 MB of outputs, or millions of nested lists, are stepped over and never built.
"""

import codecs
import hashlib
import json
import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import Any, TypeVar

from msgspec import UNSET, DecodeError, Raw, Struct, defstruct
from msgspec.json import Decoder
from msgspec.structs import astuple

from autograder.names import shown
from autograder.problems import Ungradable

MAX_BYTES = 64 << 20
MOST_LENIENT = 8 << 20  # bytes; the standard reader's tree takes twenty times its text
MOST_CELLS = 5000
LONGEST_SOURCE = 1_000_000  # characters of one cell
LONGEST_RAW = 16 << 20  # bytes of one cell's source, which are decoded to count its characters
LONGEST_MARKS = 2000  # bytes; nbgrader writes 200
MOST_CODE = 4_000_000  # characters of all code cells, which are parsed
WINDOW = 1 << 20  # bytes

SAVE = "open the notebook in Jupyter, save it and hand in the .ipynb file"
CLEAR = "clear all outputs, save it and hand it in again"
REPAIR = "hand in a copy that Jupyter can open"

T = TypeVar("T")


class _Parts(Struct):
    """What is wanted of the objects in a notebook, whichever they are; an absent part is an empty text."""

    nbformat: Raw = Raw()
    metadata: Raw = Raw()
    cells: Raw = Raw()
    worksheets: Raw = Raw()  # where formats 2 and 3 have their cells
    cell_type: Raw = Raw()
    id: Raw = Raw()
    source: Raw = Raw()
    input: Raw = Raw()  # what formats 2 and 3 call the source of a code cell
    attachments: Raw = Raw()
    nbgrader: Raw = Raw()
    grade_id: Raw = Raw()
    mdl: Raw = Raw()
    unit: Raw = Raw()
    tasks: Raw = Raw()
    language_info: Raw = Raw()
    version: Raw = Raw()


_JSON = Decoder(Raw)
_PARTS = Decoder(_Parts)
_TEXT = Decoder(str)
_NUMBER = Decoder(float)
_NAMES: Decoder[list[str]] = Decoder(list[str])
_VERSION = re.compile(r"([0-9]{1,2})\.([0-9]{1,3})\b")
_SOURCE: Decoder[str | list[str]] = Decoder(str | list[str])
# The beginning of a list: of a longer one the rest is stepped over, where a bounded list would first be built.
_FIELDS = [(f"item{number}", Raw, UNSET) for number in range(MOST_CELLS + 1)]
_ITEMS: Decoder[Any] = Decoder(defstruct("_Items", _FIELDS, array_like=True))
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
    """One cell; `number` counts all cells of the notebook from 1, `ids` is its grade id and its cell ids.

    Colab keeps a cell's id among its metadata.
    """

    number: int
    kind: str  # code, markdown or raw
    source: str
    ids: tuple[str, ...]
    attachments: bytes = b""  # JSON text, as it stands in the file
    marks: bytes = b""  # the same, of nbgrader's
    own_marks: bytes = b""  # and of the build's


@dataclass(frozen=True)
class Notebook:
    """What is kept of a notebook file.

    Its metadata say what `unit` it is of, which exercises and proofs that had when it was released, and which Python
    has run it.
    """

    cells: tuple[NotebookCell, ...]
    unit: str | None
    notes: tuple[str, ...]
    digest: str
    tasks: frozenset[str] | None = None
    python: tuple[int, int] | None = None


def read_notebook(path: Path, max_bytes: int = MAX_BYTES) -> Notebook:
    """Read a notebook of format 2, 3 or 4, or raise Ungradable with one sentence for the student."""
    return parse_notebook(read_bytes(path, max_bytes))


def parse_notebook(raw: bytes) -> Notebook:
    """The notebook that these bytes of a file are, or Ungradable."""
    digest = hashlib.sha256(raw).hexdigest()
    raw, notes = _as_utf8(raw)
    try:
        notebook = _parse(raw, notes)
        cells = tuple(_cells(notebook, notes))
        unit = _read(_TEXT, _at(notebook.metadata, "mdl", "unit"))
        tasks = _read(_NAMES, _copy(_at(notebook.metadata, "mdl", "tasks"), LONGEST_MARKS))
        version = _VERSION.match(_read(_TEXT, _at(notebook.metadata, "language_info", "version")) or "")
    except RecursionError:
        raise Ungradable(f"the notebook is damaged: it is nested too deeply; {CLEAR}") from None
    python = (int(version[1]), int(version[2])) if version else None
    return Notebook(cells, unit, tuple(notes), digest, None if tasks is None else frozenset(tasks), python)


def read_bytes(path: Path, max_bytes: int = MAX_BYTES) -> bytes:
    """What is in a file that may be a notebook; Ungradable if it is none, is too large or cannot be read."""
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):  # asked first, since opening a device may already do something
            raise Ungradable("a notebook file is wanted, this is not a regular file: hand in the .ipynb file")
        if found.st_size > max_bytes:
            size, most = (f"{each / 2**20:.4g} MiB" for each in (found.st_size, max_bytes))
            raise Ungradable(f"the file has {size}, at most {most} are read: {CLEAR}")
        with open(os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0)), "rb") as stream:
            return stream.read(found.st_size)  # room for as many bytes is made at once
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
            _check_kind(raw)
            at = begin - held + error.start
            message = f"a notebook is text in UTF-8, byte {at} of the file (0x{raw[at]:02x}) is not"
            raise Ungradable(f"{message}; {REPAIR}") from None


def _parse(raw: bytes, notes: list[str]) -> _Parts:
    """The parts of a notebook, all of which is well-formed."""
    begin = raw[:WINDOW].lstrip()
    if not begin:
        raise Ungradable(f"the file is empty, a notebook was wanted: {SAVE}")
    try:
        _JSON.decode(raw)
    except DecodeError as error:
        _check_kind(begin)
        if not begin.startswith((b"{", b"[")):
            first = shown(begin[:160].decode(errors="replace").splitlines()[0], 40)
            what = f"something else, it begins with `{first}`"
            raise Ungradable(f"a notebook is wanted, this is {what}: {SAVE}") from None
        raw = _strict(raw, error, notes)
    notebook = _read(_PARTS, raw)
    if notebook is None:
        what = "a list" if begin.startswith(b"[") else "a single value"
        raise Ungradable(f"a notebook is wanted, this is other JSON ({what}): {SAVE}")
    return notebook


def _strict(raw: bytes, error: DecodeError, notes: list[str]) -> bytes:
    """The same without what JSON does not know but Python writes: NaN, infinity, half of a surrogate pair."""
    if len(raw) > MOST_LENIENT:
        raise Ungradable(f"the notebook is damaged: {error}; {CLEAR}")
    try:  # numbers of any size; none is wanted but the format's
        tree = json.loads(raw.decode(), parse_constant=str, parse_float=str, parse_int=lambda each: int(each[:9]))
    except json.JSONDecodeError as damage:
        cut = "it is cut off: " if "truncated" in str(error) else ""
        raise Ungradable(f"the notebook is damaged: {cut}{damage}; {REPAIR}") from None
    notes.append("the notebook is not strict JSON (it has NaN or half a character); it was read all the same")
    return json.dumps(tree, ensure_ascii=False).encode(errors="replace")


def _check_kind(begin: bytes) -> None:
    """Refuse what is something else by its first bytes."""
    first = begin[:16].lower()
    for magic, kind in _NOT_JSON.items():
        if first.startswith(magic.lower()):
            raise Ungradable(f"a notebook is wanted, this is {kind}")


def _cells(notebook: _Parts, notes: list[str]) -> Iterator[NotebookCell]:
    found = _cell_list(notebook, notes)
    if len(found) > MOST_CELLS:
        notes.append(f"the notebook has more than {MOST_CELLS} cells; the first {MOST_CELLS} are read")
    left = MOST_CODE
    for number, each in enumerate(found[:MOST_CELLS], 1):
        cell = _cell(number, each, notes)
        left -= len(cell.source) if cell and cell.kind == "code" else 0
        if left < 0:
            notes.append(f"there is more code than {MOST_CODE} characters; cell {number} ff. are left out")
            return
        if cell:
            yield cell


def _cell(number: int, raw: Raw, notes: list[str]) -> NotebookCell | None:
    parts = _read(_PARTS, raw) or _Parts()
    kind = _KINDS.get(_read(_TEXT, parts.cell_type) or "")
    written = parts.input if kind == "code" and not parts.source else parts.source
    source = _source(written)
    if len(written) > LONGEST_RAW or len(source or "") > LONGEST_SOURCE:
        notes.append(f"cell {number} of the notebook is longer than {LONGEST_SOURCE} characters and is left out")
    elif kind is None or source is None:
        notes.append(f"cell {number} of the notebook is damaged and is left out")
    else:
        named = _at(parts.metadata, "nbgrader", "grade_id"), parts.id, _at(parts.metadata, "id")
        ids = tuple(each for each in (_read(_TEXT, name) for name in named) if each is not None)
        marks = (_copy(_at(parts.metadata, name), LONGEST_MARKS) for name in ("nbgrader", "mdl"))
        return NotebookCell(number, kind, source, ids, _copy(parts.attachments, LONGEST_RAW), *marks)
    return None


def _copy(raw: Raw, longest: int) -> bytes:
    """A copy, since the text itself would keep the whole file in memory."""
    return bytes(raw) if len(raw) <= longest else b""


def _source(raw: Raw) -> str | None:
    """A text or a list of lines, with line ends as Python reads them."""
    found = _read(_SOURCE, raw) if len(raw) <= LONGEST_RAW else None
    return None if found is None else "".join(found).replace("\r\n", "\n").replace("\r", "\n")


def _cell_list(notebook: _Parts, notes: list[str]) -> list[Raw]:
    """The cells in the layout of format 4, or in that of formats 2 and 3; at most one more than are read."""
    version = _read(_NUMBER, notebook.nbformat)
    if version is None:
        notes.append("the notebook does not say its format; it was read as format 4")
    elif version >= 5:
        raise Ungradable(f"the notebook is of format {version:g}, at most 4 is read: save it as format 4")
    elif version < 4:
        notes.append(f"the notebook is of the old format {version:g}; its cells may have lost their names")
    cells = _items(notebook.cells)
    if cells is not None:
        return cells
    sheets = (_items(_at(sheet, "cells")) for sheet in _items(notebook.worksheets) or [])
    lists = (cells for cells in sheets if cells is not None)
    first = next(lists, None)
    if first is None:
        raise Ungradable(f"a notebook is wanted, this is other JSON (it has no list of cells): {SAVE}")
    return list(islice(chain(first, chain.from_iterable(lists)), MOST_CELLS + 1))


def _read(decoder: Decoder[T], raw: bytes | Raw) -> T | None:
    """The value, if it is there and of the decoder's type."""
    try:
        return decoder.decode(raw)
    except DecodeError:
        return None


def _items(raw: Raw) -> list[Raw] | None:
    found = _read(_ITEMS, raw)
    return None if found is None else [each for each in astuple(found) if each is not UNSET]


def _at(raw: Raw, *keys: str) -> Raw:
    for key in keys:
        raw = getattr(_read(_PARTS, raw), key, Raw())
    return raw
