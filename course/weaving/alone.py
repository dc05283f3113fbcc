"""A released notebook that works alone: its files bear a mark, and its first cell brings them where they are missing.

With an address in `course.toml` the cell fetches what `course release` packs; without one it carries the files.
They go through bzip2, which every system writes alike, as it does not what zlib writes.
"""

import inspect
import json
import textwrap
import zipfile
from base64 import b85encode
from bz2 import compress
from collections.abc import Mapping

from course.weaving import beside
from course.weaving.pack import packed

MARK = "kit/release.txt"  # `beside` has it literally, since its functions go into the cell without this module
FETCH = (
    beside.MissingFilesError,
    beside.are_there,
    beside.digest_of,
    beside.files_in,
    beside.fetched,
    beside.write_files,
)
CARRY = (beside.MissingFilesError, beside.are_there, beside.files_in, beside.unpacked, beside.write_files)
HIDDEN = {"jupyter": {"source_hidden": True}, "cellView": "form"}  # in JupyterLab, and on Colab
WIDTH = 110

CELL = """\
# @title The files beside this notebook
# Where they are, this cell does nothing. Where the notebook was opened alone, as on Colab or from a mail, it
# {does}, and you can read them there.


{functions}


unit, release = "{unit}", "{release}"
names = [
{names}
]
if not are_there(unit, release, names):
    write_files(unit, release, {bring})
del {own}, unit, release, names"""


def marked(unit: str, files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files with one more, which says of which unit and release they are."""
    return {**files, MARK: f"{unit} {beside.digest_of(dict(files))}\n".encode()}


def files_cell(unit: str, files: Mapping[str, bytes], address: str | None = None) -> str:
    """The source of the cell that brings these files, marked or not: from the address, or else out of itself."""
    files = {name: files[name] for name in sorted(files) if name != MARK}
    functions = FETCH if address else CARRY
    return CELL.format(
        does="fetches them" if address else "takes them out of its longest line",
        functions="\n\n\n".join(inspect.getsource(each).rstrip() for each in functions),
        unit=unit,
        release=beside.digest_of(files),
        names=textwrap.indent(textwrap.fill(", ".join(map(json.dumps, files)) + ",", WIDTH), "    "),
        bring=f"fetched({json.dumps(address)}, unit, release, names)" if address else _carried(unit, files),
        own=", ".join(each.__name__ for each in functions),
    )


def _carried(unit: str, files: Mapping[str, bytes]) -> str:
    """A call that unpacks the files from characters that stand in a Python string as they are."""
    stored = packed({f"{unit}/{name}": content for name, content in files.items()}, method=zipfile.ZIP_STORED)
    return f'unpacked("{b85encode(compress(stored)).decode()}", unit, names)'
