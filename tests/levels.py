"""Machines with less than this one: what takes something away from the process that calls it, for good."""

import json
import os
import stat
import struct
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from autograder.inside.confine import kernel, seccomp
from autograder.sandbox import isolation

ROOT = Path(__file__).resolve().parents[1]
ORDINARY = 61_000  # a user without rights
ROOTED = os.getuid() == 0
UNSHARE = {"x86_64": 272, "aarch64": 97}
PRLIMIT = {"x86_64": 302, "aarch64": 261}
CAPSET = {"x86_64": 126, "aarch64": 91}
LANDLOCK = {"x86_64": 444, "aarch64": 444}


def reachable() -> None:
    """Let every user reach the interpreter and the project, as on a machine where they are installed for all.

    In a mount namespace of the calling process: a directory that is root's alone gives way to one that is not, and
    that has in it what leads to them. What was found out about levels before holds no longer.
    """
    isolation.cache_clear()
    places = {Path(sys.base_prefix), ROOT, Path(sys.prefix)}
    closed = {parent for place in places for parent in (place, *place.parents) if _closed(parent)}
    if not ROOTED or not closed:
        return
    kernel.unshare(kernel.CLONE_NEWNS)
    kernel.mount(None, "/", None, kernel.MS_REC | kernel.MS_PRIVATE)
    for directory in sorted(closed):
        inside = {place: os.open(place, os.O_PATH) for place in places if directory in place.parents}
        kernel.mount("open", str(directory), "tmpfs", 0, "mode=755")
        for place, source in inside.items():
            place.mkdir(parents=True, exist_ok=True)
            kernel.mount(f"/proc/self/fd/{source}", str(place), None, kernel.MS_BIND | kernel.MS_REC)
            os.close(source)


def _closed(directory: Path) -> bool:
    return not directory.stat().st_mode & stat.S_IXOTH


def without(*calls: dict[str, int]) -> None:
    """Have system calls refused, as container engines do."""
    machine = os.uname().machine
    refused = seccomp.verdict(seccomp.failing(1))
    cases = [seccomp.case(call[machine], refused) for call in calls]
    kernel.prctl(kernel.PR_SET_NO_NEW_PRIVS, 1)
    load = seccomp.instruction(seccomp.LOAD, seccomp.NUMBER)
    kernel.filter_system_calls(b"".join([load, *cases, seccomp.verdict(seccomp.ALLOW)]))


def with_few_capabilities() -> None:
    """Keep of root's privileges those that container engines leave it by default."""
    kept = sum(1 << capability for capability in (0, 1, 3, 4, 5, 6, 7, 8, 10, 13, 18, 27, 29, 31))
    header, held = struct.pack("=Ii", kernel.CAPABILITY_VERSION_3, 0), kept if ROOTED else 0
    kernel.syscall(CAPSET[os.uname().machine], header, struct.pack("=6I", held, held, 0, 0, 0, 0))


def as_ordinary_user() -> None:
    """Be nobody in particular."""
    if ROOTED:
        os.setgroups([])
        os.setresgid(ORDINARY, ORDINARY, ORDINARY)
        os.setresuid(ORDINARY, ORDINARY, ORDINARY)


def as_root_of_a_user_namespace() -> None:
    """Be root, and the only user there is."""
    user, group = os.getuid(), os.getgid()
    kernel.unshare(kernel.CLONE_NEWUSER)
    Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/uid_map").write_text(f"0 {user} 1")
    Path("/proc/self/gid_map").write_text(f"0 {group} 1")


def without_user_namespaces() -> None:
    """Be root of a user namespace in which no further ones may be made."""
    as_root_of_a_user_namespace()
    Path("/proc/sys/user/max_user_namespaces").write_text("0")


def there(taken: Callable[[], object], work: Callable[[], Any]) -> Any:
    """What `work` returns in a process from which something has been taken; AssertionError with what it raised."""
    reading, writing = os.pipe()
    process = os.fork()
    if process == 0:
        os.close(reading)
        try:
            reachable()
            taken()
            words = {"value": work()}
        except BaseException as error:
            words = {"error": repr(error)}
        os.write(writing, json.dumps(words).encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as stream:
        words = json.loads(stream.read() or '{"error": "it died"}')
    os.waitpid(process, 0)
    assert "error" not in words, words["error"]
    return words["value"]
