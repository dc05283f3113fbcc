"""Landlock: what a process may still do with files, whatever their permissions say.

A kernel handles the kinds of access that its version knows; asking for more is an error, so each version's
kinds are added to those before it. What is handled and not granted by a rule is denied.
"""

import os
import stat
import struct
from collections.abc import Iterable

from . import kernel

EXECUTE, WRITE_FILE, READ_FILE, READ_DIR, TRUNCATE, IOCTL_DEV = 1 << 0, 1 << 1, 1 << 2, 1 << 3, 1 << 14, 1 << 15
OF_FILES = EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE | IOCTL_DEV  # the others make sense for directories alone
READING = READ_FILE | READ_DIR
PATH_BENEATH = 1  # the kind of rule

FILES_BY_VERSION = {1: (1 << 13) - 1, 2: 1 << 13, 3: TRUNCATE, 5: IOCTL_DEV}  # 2: moving between directories
TCP_BY_VERSION = {4: 0b11}  # bind, connect
SCOPES_BY_VERSION = {6: 0b11}  # abstract sockets, signals: none to outside

Rule = tuple[str, int]  # path, kinds of access granted on it and beneath


def handled(version: int) -> tuple[int, int, int]:
    """All that Landlock of this version can deny: on files, on TCP, across its border."""

    def known(table: dict[int, int]) -> int:
        return sum(kinds for since, kinds in table.items() if since <= version)

    return known(FILES_BY_VERSION), known(TCP_BY_VERSION), known(SCOPES_BY_VERSION)


def attributes(version: int) -> bytes:
    """The description of a ruleset that handles everything; it has grown with the versions."""
    words = handled(version)
    return struct.pack("=3Q", *words)[: 8 * (1 + (version >= 4) + (version >= 6))]


def restrict(rules: Iterable[Rule]) -> None:
    """Deny this process, for good, all that no rule grants. Paths that do not exist are passed over."""
    version = kernel.landlock_abi()
    files = handled(version)[0]
    words = attributes(version)
    ruleset = kernel.syscall(kernel.LANDLOCK_CREATE, words, len(words), 0)
    try:
        for path, kinds in rules:
            _grant(ruleset, path, kinds & files)
        kernel.syscall(kernel.LANDLOCK_RESTRICT, ruleset, 0)
    finally:
        os.close(ruleset)


def _grant(ruleset: int, path: str, kinds: int) -> None:
    try:
        place = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except FileNotFoundError:
        return
    try:
        if not stat.S_ISDIR(os.fstat(place).st_mode):
            kinds &= OF_FILES
        kernel.syscall(kernel.LANDLOCK_ADD, ruleset, PATH_BENEATH, struct.pack("=Qi", kinds, place), 0)
    finally:
        os.close(place)


def everything() -> int:
    """All kinds of access to files, but starting them as programs."""
    return handled(max(FILES_BY_VERSION))[0] & ~EXECUTE
