"""How well submissions can be isolated on this machine, why not better, and what to do about it."""

import json
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from autograder import remains
from autograder.inside.confine import LEVELS
from autograder.sandbox import worker_path
from autograder.sandbox.terms import SandboxFailure

HIGHEST = NAMESPACED = max(LEVELS)
ROOM = "sandbox-"  # how a folder of the grader's is called where temporary files lie

# What an administrator can do about a step that failed, by the beginning of its name.
ADVICE = {
    "own namespaces": "let users make namespaces: sysctl user.max_user_namespaces above 0, "
    "kernel.unprivileged_userns_clone=1 where it exists (Debian); start a container with "
    "--security-opt seccomp=unconfined",
    "own mounts": "let users mount in their own namespaces: sysctl kernel.apparmor_restrict_unprivileged_userns=0 "
    "(Ubuntu); start a container with --security-opt apparmor=unconfined",
    "own files": "use Linux 5.12 or newer",
    "own proc": "start the container with --security-opt systempaths=unconfined (podman: unmask=ALL): "
    "while part of /proc is hidden, no process may see one of its own",
    "own user": "run the grader as root; inside a user namespace, one that has other users as well",
    "landlock": "switch Landlock on: Linux 5.13 or newer, with landlock in the lsm= of its command line; "
    "for level 3, have Python, NumPy and this project where every user can read them",
    "system calls": "use a kernel with CONFIG_SECCOMP_FILTER, on x86_64 or aarch64",
    "namespaces, Landlock": "grade on Linux; a container or a virtual machine will do",
}


@dataclass(frozen=True)
class Isolation:
    """The level reached, and why each one above it was not."""

    level: int
    failures: Mapping[int, str]

    @property
    def words(self) -> str:
        """The level in words."""
        return f"level {self.level}: {LEVELS[self.level]}"

    def shortfall(self, wanted: int) -> str:
        """What keeps this machine below a level, and what can be done about it."""
        lines = [f"isolation is at {self.words}; at least level {wanted} is required"]
        for level, reason in sorted(self.failures.items()):
            if level >= wanted:
                lines.append(f"  level {level} failed at {reason}")
                lines += [f"    {advice}" for start, advice in ADVICE.items() if reason.startswith(start)]
        lines.append("  or accept less for this run: --require-level N")
        return "\n".join(lines)


def room() -> remains.Held:
    """A folder for what is put together for students' processes; those of dead runs go."""
    remains.sweep(Path(tempfile.gettempdir()), f"{ROOM}*")
    return remains.new_folder(ROOM)


@cache
def isolation(at_most: int = HIGHEST) -> Isolation:
    """The highest level that works here, found by trying it once; SandboxFailure if not even that can be tried."""
    try:
        held = room()
        try:
            held.path.chmod(0o711)  # also for a user that is nobody else
            path = held.path / "path"
            path.mkdir()
            worker_path.link_packages(path)
            words = json.loads(worker_path.probe(path, at_most))
        finally:
            held.let_go()
    except (OSError, ImportError, ValueError) as error:
        raise SandboxFailure(f"the sandbox could not be tried out: {error}") from None
    return Isolation(words["level"], {int(level): reason for level, reason in words["failures"].items()})
