"""Names that other people chose: as file names, on a terminal, and next to the name that was meant."""

import difflib
import hashlib
import unicodedata
from collections.abc import Iterable

LONGEST_FILE_NAME = 200  # bytes; file systems take 255, and endings are added to it
LONGEST_SHOWN = 200  # characters

# Cyrillic and Greek letters with the Latin ones that they resemble.
_LOOKALIKE = str.maketrans("аеорсухіјѕһԁԛԝкмтвнαενοριτυχκ", "aeopcyxijshdqwkmtbhaevopituxk")


def normalised(name: str) -> str:
    """Return the name with each accented letter written in one way (Unicode NFC)."""
    return unicodedata.normalize("NFC", name)


def safe_name(student: str) -> str:
    """Return a file name for a student's results: readable, and different for different names.

    Letters, marks and digits of any script stay, as do spaces and `-_@+.` within the name; everything else
    is written as `%` and two hexadecimal digits for each byte of its UTF-8. A name that would be too long
    keeps its beginning and ends in `%~` and a digest, which no other name can contain. Names that differ
    only in capitals stay so: where that is one file, `submissions.find` lets no two such students through.
    """
    last = len(student) - 1
    encoded = "".join(_encoded(letter, 0 < at < last) for at, letter in enumerate(student))
    if student and len(encoded.encode()) <= LONGEST_FILE_NAME:
        return encoded
    digest = hashlib.sha256(student.encode("utf-8", "surrogatepass")).hexdigest()[:32]
    beginning = encoded.encode()[: LONGEST_FILE_NAME - 40].decode(errors="ignore")
    return f"{beginning}%~{digest}"


def _encoded(letter: str, within: bool) -> str:
    if unicodedata.category(letter)[0] in "LMN" or letter == "_" or (within and letter in " -@+."):
        return letter
    return "".join(f"%{byte:02X}" for byte in letter.encode("utf-8", "surrogatepass"))


def shown(text: object, longest: int = LONGEST_SHOWN) -> str:
    """Return `text` as one line that is safe to print on a terminal.

    Control characters (and with them ANSI escapes), line ends, bidirectional overrides, invisible and
    undecodable characters appear as Python escapes; a text longer than `longest` ends in an ellipsis.
    """
    line = str(text)
    cut = line if len(line) <= longest else line[: longest - 1] + "…"
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in cut)


def nearest(name: str, known: Iterable[str]) -> str | None:
    """Return the known name that `name` was most likely meant to be, or None."""
    return next(iter(difflib.get_close_matches(name, list(known), n=1)), None)


def is_it(meant: str | None) -> str:
    """The question whether it is what was meant, to end a sentence with; nothing if there is no such name."""
    return f"; is it {shown(meant)}?" if meant else ""


def looks_like(name: str, wanted: str) -> bool:
    """Whether two names differ only by case, letters of another alphabet or one slip of the keyboard."""
    a, b = _skeleton(name), _skeleton(wanted)
    if a == b:
        return True
    n = max(len(a), len(b))
    if n < 4 or abs(len(a) - len(b)) > 1:
        return False
    # One letter replaced, added, left out or swapped leaves this share of the letters in common.
    return difflib.SequenceMatcher(None, a, b).ratio() >= 1 - 1.001 / n


def _skeleton(name: str) -> str:
    return name.casefold().translate(_LOOKALIKE).replace("_", "")


def foreign_letters(name: str) -> str:
    """Say what the letters of a name beyond ASCII are, which the eye does not."""
    letters = dict.fromkeys(letter for letter in name if not letter.isascii())
    return ", ".join(f"`{shown(c)}` is {unicodedata.name(c, 'without a name')}" for c in letters)
