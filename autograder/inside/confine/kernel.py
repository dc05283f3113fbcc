"""Linux system calls that Python's library lacks, by ctypes. A call that fails raises OSError with its reason."""

import contextlib
import ctypes
import os
import signal
import struct
import sys
from functools import cache

CLONE_NEWNS, CLONE_NEWUTS, CLONE_NEWIPC = 0x20000, 0x4000000, 0x8000000
CLONE_NEWUSER, CLONE_NEWPID, CLONE_NEWNET = 0x10000000, 0x20000000, 0x40000000

MS_RDONLY, MS_NOSUID, MS_NODEV, MS_NOEXEC, MS_REMOUNT = 1, 2, 4, 8, 32
MS_BIND, MS_REC, MS_PRIVATE = 0x1000, 0x4000, 0x40000
MNT_DETACH = 2
AT_FDCWD, AT_RECURSIVE = -100, 0x8000

PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_CAPBSET_DROP = 1, 4, 24
PR_SET_SECCOMP, SECCOMP_MODE_FILTER = 22, 2
PR_SET_CHILD_SUBREAPER, PR_SET_NO_NEW_PRIVS, PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL = 36, 38, 47, 4
CAPABILITY_VERSION_3 = 0x20080522

# Newer calls have one number on every architecture; the older one differs.
PIVOT_ROOT = {"x86_64": 155, "aarch64": 41}
MOUNT_SETATTR, LANDLOCK_CREATE, LANDLOCK_ADD, LANDLOCK_RESTRICT = 442, 444, 445, 446


def _checked(result: int) -> int:
    if result < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return result


@cache
def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


def syscall(number: int, *arguments: int | bytes | None) -> int:
    """A system call by its number."""
    words = [ctypes.c_long(word) if isinstance(word, int) else word for word in arguments]
    return _checked(_libc().syscall(ctypes.c_long(number), *words))


def prctl(option: int, *values: int) -> int:
    """Control of this process; other systems have nothing like it, and their level says so."""
    if sys.platform != "linux":
        return 0
    words = [ctypes.c_ulong(word) for word in (*values, 0, 0, 0, 0)[:4]]
    return _checked(_libc().prctl(option, *words))


def unshare(flags: int) -> None:
    """Move to namespaces of one's own; a process namespace is for the children."""
    _checked(_libc().unshare(flags))


def setns(descriptor: int, kind: int) -> None:
    """Move to the namespace of that descriptor; a process namespace is for the children."""
    _checked(_libc().setns(descriptor, kind))


def write(path: str, words: str) -> None:
    """Write into a file of the kernel's, which takes its words at once."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CLOEXEC)
    try:
        os.write(descriptor, words.encode())
    finally:
        os.close(descriptor)


def mount(source: str | None, target: str, kind: str | None, flags: int, options: str = "") -> None:
    """Mount; what fails says where."""
    words = [None if word is None else os.fsencode(word) for word in (source, target, kind)]
    if _libc().mount(*words, ctypes.c_ulong(flags), options.encode()) < 0:
        raise OSError(ctypes.get_errno(), f"{os.strerror(ctypes.get_errno())} ({kind or 'mount'} on {target})")


def make_read_only(target: str) -> None:
    """Let nothing below a mount be written, nor be a device or a program that changes its user."""
    attributes = struct.pack("=4Q", MS_RDONLY | MS_NOSUID | MS_NODEV, 0, 0, 0)
    syscall(MOUNT_SETATTR, AT_FDCWD, os.fsencode(target), AT_RECURSIVE, attributes, len(attributes))


def become_root_of_here() -> None:
    """Make the working directory, a mount, the root of everything that can be seen."""
    syscall(PIVOT_ROOT[os.uname().machine], b".", b".")
    _checked(_libc().umount2(b".", MNT_DETACH))  # the old root lies on top of the new one
    os.chdir("/")


def drop_capabilities() -> None:
    """Give up every privilege, also those that a program started later could bring back."""
    prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL)
    # Ends beyond the last one that the kernel knows; or at the first one for a process without privileges, which may
    # not do this, but which does not gain new ones either.
    with contextlib.suppress(OSError):
        for capability in range(64):
            prctl(PR_CAPBSET_DROP, capability)
    _checked(_libc().capset(struct.pack("=Ii", CAPABILITY_VERSION_3, 0), bytes(24)))


def landlock_abi() -> int:
    """The version of Landlock that the kernel has; OSError if none, or if it is switched off."""
    return syscall(LANDLOCK_CREATE, None, 0, 1)


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.c_char_p))


def filter_system_calls(instructions: bytes) -> None:
    """From now on the kernel asks this BPF program about every system call."""
    program = _Program(len(instructions) // 8, instructions)
    _checked(_libc().prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, ctypes.byref(program), 0, 0))


def die_with_parent(number: int = signal.SIGKILL) -> None:
    """Be killed, or sent another signal, as soon as the parent is dead."""
    prctl(PR_SET_PDEATHSIG, number)


def serve(parent: int, number: int = signal.SIGKILL) -> None:
    """The same for a program that `parent` has started, which may be dead by now."""
    die_with_parent(number)
    if os.getppid() != parent:
        os._exit(1)
