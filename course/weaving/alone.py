"""A released notebook that works alone: its files bear a mark, and its first cell brings them where they are missing.

With an address in `course.toml` the cell fetches what `course release` packs; without one it carries the files, each
packed by itself, so that a change of one changes one line of the notebook. It is packed by bzip2, which writes the
same on every system, as zlib does not.
"""

import inspect
import json
from base64 import b85encode
from bz2 import compress
from collections.abc import Mapping
from textwrap import fill

from course.weaving import beside

MARK = "kit/release.txt"  # `beside` has it literally, since its functions go into the cell without this module
HIDDEN = {"jupyter": {"source_hidden": True}, "cellView": "form"}  # in JupyterLab, and on Colab
WIDTH = 110

FETCH = (
    beside.MissingFilesError,
    beside.are_there,
    beside.digest_of,
    beside.files_in,
    beside.fetched,
    beside.write_files,
)
FETCHING = """\
names = [
{names}
]
if not are_there(unit, release, names):
    write_files(unit, release, fetched({address}, unit, release, names))
del {own}, unit, release, names"""

CARRY = (beside.MissingFilesError, beside.are_there, beside.unpacked, beside.write_files)
CARRYING = """\
packed = {{
{packed}
}}
if not are_there(unit, release, list(packed)):
    write_files(unit, release, unpacked(unit, packed))
del {own}, unit, release, packed"""

CELL = """\
# @title The files beside this notebook
# Where they are, this cell does nothing. Where the notebook was opened alone, as on Colab
# or from a mail, the cell {does}. Run it, and read them there.


{functions}


unit, release = "{unit}", "{release}"
{end}"""


def marked(unit: str, files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files with one more, which says of which unit and release they are."""
    return {**files, MARK: f"{unit} {beside.digest_of(dict(files))}\n".encode()}


def files_cell(unit: str, files: Mapping[str, bytes], address: str | None = None) -> str:
    """The source of the cell that brings these files, marked or not: from the address, or else out of itself."""
    files = {name: files[name] for name in sorted(files) if name != MARK}
    functions = FETCH if address else CARRY
    own = ", ".join(each.__name__ for each in functions)
    return CELL.format(
        does="fetches them" if address else "has them in its long lines and puts them there",
        functions="\n\n\n".join(inspect.getsource(each).rstrip() for each in functions),
        unit=unit,
        release=beside.digest_of(files),
        end=_fetching(files, address, own) if address else _carrying(files, own),
    )


def _fetching(files: Mapping[str, bytes], address: str, own: str) -> str:
    names = fill(", ".join(map(json.dumps, files)) + ",", WIDTH, initial_indent="    ", subsequent_indent="    ")
    return FETCHING.format(names=names, address=json.dumps(address), own=own)


def _carrying(files: Mapping[str, bytes], own: str) -> str:
    """Base 85 has no character that would end a Python string or need care in JSON."""
    lines = (f'    {json.dumps(name)}: "{b85encode(compress(files[name])).decode()}",' for name in files)
    return CARRYING.format(packed="\n".join(lines), own=own)
