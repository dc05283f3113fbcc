"""Pseudonyms: a page about a class that can be shown around without saying who is who.

A pseudonym is the beginning of HMAC-SHA256(key, name). It is the same in every report of a results folder, since
the key stays there; without the key nobody can tell whether a name belongs to it, even with a list of the class.
"""

import base64
import hmac
import re
import secrets
from dataclasses import dataclass
from pathlib import Path

from autograder.reports.store import StoreError, write

KEY = ".pseudonyms"  # beside the seed; like the seed's, no student's folder can have this name
LENGTH = 8  # letters of 5 bits: in a class of 1000, two students share one with probability 5e-7

QUOTED = re.compile(r"`[^`]*`")
NUMBER = re.compile(r"(?<![\w.])\d+(?:[.,]\d+)*(?!\w)")
TOLD_AFTER = re.compile(r": (?!`…`)")


@dataclass(frozen=True)
class Naming:
    """How a report calls students and what it quotes of them; without a key, by name and in full."""

    key: bytes | None = None

    def student(self, name: str) -> str:
        """The student's name, or the pseudonym for it: two groups of four letters and digits."""
        if self.key is None:
            return name
        digest = hmac.digest(self.key, name.encode("utf-8", "surrogatepass"), "sha256")
        code = base64.b32encode(digest).decode().lower()[:LENGTH]
        return f"{code[:4]}-{code[4:]}"

    def text(self, text: str) -> str:
        """What the grader says of a submission; under pseudonyms without what a student may have written."""
        return text if self.key is None else kind(text)


def pseudonymous(folder: Path) -> Naming:
    """The pseudonyms of a results folder; its key is drawn once and kept in it. StoreError if it cannot be."""
    path = folder / KEY
    try:
        if not path.exists():
            write(path, secrets.token_hex(32) + "\n")
        key = path.read_bytes().strip()
    except OSError as error:
        advice = "fix the permissions, or report without --pseudonyms"
        raise StoreError(f"cannot keep the key of the pseudonyms in {path}: {error.strerror}; {advice}") from None
    if not key:
        raise StoreError(f"{path} is empty, it held the key of the pseudonyms: delete it, and there will be new ones")
    return Naming(key)


def kind(text: str) -> str:
    """Return what the grader says of many submissions alike: quotations, numbers and details are left out.

    >>> kind("your cell 7 (`import torch`) stopped with ModuleNotFoundError in line 1: No module named 'torch'")
    'your cell … (`…`) stopped with ModuleNotFoundError in line …'
    """
    masked = NUMBER.sub("…", QUOTED.sub("`…`", text))
    return TOLD_AFTER.split(masked, maxsplit=1)[0]
