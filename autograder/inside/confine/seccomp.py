"""The filter of system calls: a BPF program that allows what `system_calls` lists, and answers the rest itself.

The program loads the architecture, then the number of the call, and compares it with one after the other. Calls
that are allowed with certain arguments only are rules: alternatives, each a list of tests that must all hold. A
refused call fails with EPERM, as an exception in Python; one of another architecture kills the process.
clone3 keeps its flags in memory, where no filter can look: it "does not exist", and libraries fall back to clone.
"""

import errno
import struct
from collections.abc import Iterable
from functools import cache

from . import kernel
from .system_calls import ARCHITECTURES, CLONE3, CONDITIONAL, FREE, NEWEST, OWNERS, numbers

LOAD, AND, EQUAL, AT_LEAST, RETURN = 0x20, 0x54, 0x15, 0x35, 0x06
ALLOW, KILL = 0x7FFF0000, 0x80000000
NUMBER, ARCHITECTURE, ARGUMENTS = 0, 4, 16  # offsets of what a filter can load
ALL = 0xFFFFFFFF

Test = tuple[int, int, int]  # offset of a word, mask, value
Rule = tuple[Test, ...]

THREAD = 0x10000
NAMESPACES = 0x7E020080
THREAD_ONLY = THREAD | NAMESPACES
STREAM_OR_ITS_FLAGS = ~0o2004000 & ALL  # a type of socket, whether it blocks or is inherited
ACCESS, WRITING, READING_TOO, EMPTIED = 0o3, 0o1, 0o2, 0o1000  # O_ACCMODE, O_WRONLY, O_RDWR, O_TRUNC
PRCTL = (3, 15, 16, 21, 23, 39, 0x53564D41)  # look at itself; names of threads and of memory
IOCTL = (0x5401, 0x5413, 0x541B, 0x5421, 0x5450, 0x5451)  # is it a terminal, how wide, bytes waiting; blocking
FCNTL = (0, 1, 2, 3, 4, 5, 6, 7, 36, 37, 38, 1030, 1032, 1034)  # duplicates, flags, locks; never F_SETOWN, F_SETSIG


def failing(number: int) -> int:
    """The verdict that lets a call fail with this error."""
    return 0x50000 | number


def word(argument: int, value: int, mask: int = ALL, high: bool = False) -> Test:
    """The test that the low (or the high) word of an argument, masked, has this value."""
    return ARGUMENTS + 8 * argument + 4 * high, mask, value


def null(argument: int) -> Rule:
    """The tests that a pointer is null."""
    return word(argument, 0), word(argument, 0, high=True)


def opening(flags: int) -> list[Rule]:
    """Open a file: if it is to be emptied, for writing, since an older Landlock looks at nothing else."""
    return [(word(flags, 0, EMPTIED),), (word(flags, WRITING, ACCESS),), (word(flags, READING_TOO, ACCESS),)]


# With which arguments a call is allowed.
CONDITIONS: dict[str, list[Rule]] = {
    "open": opening(1),
    "openat": opening(2),
    "clone": [(word(0, THREAD, THREAD_ONLY),)],  # threads, neither processes nor namespaces
    "fcntl": [(word(1, command),) for command in FCNTL],
    "ioctl": [(word(1, request),) for request in IOCTL],
    "prctl": [(word(0, option),) for option in PRCTL],
    "prlimit64": [(word(0, 0), *null(2))],  # one's own, to be read
    "socketpair": [(word(0, 1), word(1, 1, STREAM_OR_ITS_FLAGS))],  # others could be sent to any address
    "sendto": [null(4)],
}
TO_ITSELF = ("kill", "tgkill")


def instruction(code: int, operand: int, otherwise: int = 0, then: int = 0) -> bytes:
    """One instruction; a comparison skips `then` instructions if it holds, else `otherwise`."""
    return struct.pack("=HBBI", code, then, otherwise, operand)


def verdict(value: int) -> bytes:
    """The end of the program."""
    return instruction(RETURN, value)


def case(number: int, body: bytes) -> bytes:
    """A body for the call of that number."""
    return instruction(EQUAL, number, otherwise=len(body) // 8) + body


def rule(tests: Rule) -> bytes:
    """Allow the call if all tests hold, else go on behind."""
    code = verdict(ALLOW)
    for offset, mask, value in reversed(tests):
        code = instruction(EQUAL, value, otherwise=len(code) // 8) + code
        code = instruction(LOAD, offset) + (instruction(AND, mask) if mask != ALL else b"") + code
    return code


def conditional(number: int, rules: Iterable[Rule]) -> bytes:
    """Allow a call under one of these rules."""
    return case(number, b"".join(map(rule, rules)) + verdict(failing(errno.EPERM)))


@cache
def beginning(machine: str, owner: bool) -> bytes:
    """The program up to what depends on the process; `owner` if no other one has the same user."""
    tables = [*FREE.values(), *([OWNERS] if owner else [])]
    free = sorted(number for table in tables for number in numbers(table, machine).values())
    known = numbers(CONDITIONAL, machine)
    return b"".join(
        [
            instruction(LOAD, ARCHITECTURE),
            instruction(EQUAL, ARCHITECTURES[machine], then=1),
            verdict(KILL),
            instruction(LOAD, NUMBER),
            instruction(AT_LEAST, NEWEST + 1, otherwise=1),  # x32 calls are among these
            verdict(failing(errno.ENOSYS)),
            *(case(number, verdict(ALLOW)) for number in free),
            case(CLONE3[machine], verdict(failing(errno.ENOSYS))),
            *(conditional(known[name], rules) for name, rules in CONDITIONS.items() if name in known),
        ]
    )


def program(machine: str, process: int, owner: bool) -> bytes:
    """The whole filter for the process of that number; KeyError for an architecture without a table."""
    known = numbers(CONDITIONAL, machine)
    signals = [conditional(known[name], [(word(0, process),)]) for name in TO_ITSELF]
    return b"".join([beginning(machine, owner), *signals, verdict(failing(errno.EPERM))])


def install(machine: str, process: int, owner: bool) -> None:
    """Filter the system calls of this process from now on."""
    if machine not in ARCHITECTURES:
        raise OSError(f"no table of system calls for {machine}, only for {', '.join(ARCHITECTURES)}")
    kernel.filter_system_calls(program(machine, process, owner))
