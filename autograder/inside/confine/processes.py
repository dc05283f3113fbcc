"""The zygote's own confinement, taken once, before it loads anything.

At level 4 three processes take part. The one that was started stays outside as the *warden*: it maps the mover's user,
buries the mover, then waits for the zygote, passes SIGTERM on to it, which also comes if the grader dies, and
tidies up after it. The *mover* leaves for new namespaces; the process namespace among them is for its children, so
it forks the *zygote*, process 1 in there, and ends.
"""

import os
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn

from .. import scratch
from . import file_system, kernel
from .steps import MAX_DESCRIPTORS, ConfinementError, taken, work_in

NAMESPACES = (
    kernel.CLONE_NEWUSER
    | kernel.CLONE_NEWNS
    | kernel.CLONE_NEWPID
    | kernel.CLONE_NEWIPC
    | kernel.CLONE_NEWNET
    | kernel.CLONE_NEWUTS
)
OUTSIDE = 49_999  # who root's zygote is outside its namespace: a user that owns nothing
SCRATCH = "size=16m,mode=700"  # for what libraries write while they are loaded
USERS = range(50_000, 60_000)  # users that submissions have outside namespaces, taken in turn
WORD, DONE = 200, "done"  # bytes of every message between mover, zygote and warden; the one that is no complaint
FAILED = 70  # exit status of a process that could not be confined


@dataclass
class Move:
    """What the mover and the zygote share."""

    root: Path  # where the new file system is put together, unseen by others
    links: Path
    words: int  # pipe to the warden
    answers: int  # pipe from it
    sources: dict[Path, int] = field(default_factory=dict)

    def tell(self, word: str) -> None:
        """Tell the warden something."""
        os.write(self.words, word.encode().ljust(WORD))

    def wait(self) -> None:
        """Wait until the warden has done its part."""
        answer = os.read(self.answers, WORD).decode().strip()
        if answer != DONE:
            raise OSError(answer or "the warden is gone")


def privileged() -> bool:
    """Whether this is a root who can be somebody else: inside a user namespace it may be the only user there is."""
    users = [list(map(int, line.split())) for line in Path("/proc/self/uid_map").read_text().splitlines()]
    return os.getuid() == 0 and any(first <= OUTSIDE < first + count for first, _, count in users)


def own_namespaces(move: Move) -> None:
    """Users, mounts, processes, IPC, network and names of its own; as their root, which is somebody else outside."""
    if privileged():
        os.setgroups([])
    kernel.unshare(NAMESPACES)
    move.tell("map")
    move.wait()


def find_sources(move: Move) -> None:
    """Open what is to be seen, by the mounts of the new namespace and while it can still be reached."""
    move.sources = file_system.opened(move.links)


def own_mounts(move: Move) -> None:
    """Work in an empty file system, entered while its place can still be reached."""
    kernel.mount(None, "/", None, kernel.MS_REC | kernel.MS_PRIVATE)
    kernel.mount("view", str(move.root), "tmpfs", kernel.MS_NOSUID | kernel.MS_NODEV, "size=1m,mode=755,uid=0,gid=0")
    os.chdir(move.root)


def own_user(_move: Move) -> None:
    """Give up the user of before, for one without rights outside."""
    os.setresgid(0, 0, 0)
    os.setresuid(0, 0, 0)
    kernel.prctl(kernel.PR_SET_DUMPABLE, 1)  # else its files in /proc would be another's


def own_processes(move: Move) -> None:
    """Go on as the first process of the new namespace."""
    process = os.fork()
    if process:
        move.tell(str(process))
        os._exit(0)
    move.wait()  # until the mover is buried, whose end must not be ours
    kernel.die_with_parent()


def own_files(move: Move) -> None:
    """See what is needed to run Python and NumPy, read-only, and nothing else."""
    file_system.build(move.sources)
    for place in (file_system.SCRATCH, Path("/proc")):
        place.relative_to("/").mkdir(exist_ok=True)
    for source in (*move.sources.values(), move.words, move.answers):
        os.close(source)


def own_proc(_move: Move) -> None:
    """A /proc of the new namespace's processes."""
    kernel.mount("proc", "proc", "proc", kernel.MS_NOSUID | kernel.MS_NODEV | kernel.MS_NOEXEC)


def own_root(_move: Move) -> None:
    """Leave the old file system behind."""
    kernel.become_root_of_here()
    kernel.mount("scratch", str(file_system.SCRATCH), "tmpfs", kernel.MS_NOSUID | kernel.MS_NODEV, SCRATCH)
    kernel.mount(
        None, "/", None, kernel.MS_REMOUNT | kernel.MS_BIND | kernel.MS_RDONLY | kernel.MS_NOSUID | kernel.MS_NODEV
    )
    work_in(file_system.SCRATCH)


STEPS: tuple[Callable[[Move], None], ...] = (
    own_namespaces,
    find_sources,
    own_mounts,
    own_user,
    own_processes,
    own_files,
    own_proc,
    own_root,
)


def move_in(root: Path, links: Path) -> None:
    """Go on as a process in namespaces of its own, which sees `links` and the system's libraries, and little else."""
    words, answers = os.pipe(), os.pipe()
    kernel.prctl(kernel.PR_SET_CHILD_SUBREAPER, 1)  # the zygote shall come to us when the mover is gone
    mover = os.fork()
    if mover:
        os.close(words[1])
        os.close(answers[0])
        Warden(mover, root, words[0], answers[1]).serve()
    os.close(words[0])
    os.close(answers[1])
    move = Move(root, links, words[1], answers[0])
    for step in STEPS:
        taken(step, move)


class Warden:
    """The process that stays outside."""

    def __init__(self, mover: int, root: Path, words: int, answers: int) -> None:
        self.mover, self.root, self.words, self.answers = mover, root, words, answers
        self.grader = os.getppid()

    def serve(self) -> NoReturn:
        """See the zygote in, wait for its end, and end as it did."""
        if self._heard() == "map":
            self._answer(self._map_user())
        zygote = int(self._heard() or 0)
        status = os.waitpid(self.mover, 0)[1]
        if zygote:
            signal.signal(signal.SIGTERM, lambda *_: self._end(zygote))
            self._answer(DONE)
            os.closerange(3, MAX_DESCRIPTORS)  # the zygote's, which must see when nobody else has them
            status = os.waitpid(zygote, 0)[1]
            signal.signal(signal.SIGTERM, signal.SIG_IGN)  # nothing is left to be told
            scratch.remove(self.root)
        os._exit(FAILED if os.waitstatus_to_exitcode(status) else 0)

    def _end(self, zygote: int) -> None:
        """End the zygote: with a word if the grader asks for it, at once if the grader is dead."""
        os.kill(zygote, signal.SIGTERM if os.getppid() == self.grader else signal.SIGKILL)

    def _heard(self) -> str:
        return os.read(self.words, WORD).decode().strip()

    def _answer(self, word: str) -> None:
        os.write(self.answers, word.encode().ljust(WORD))

    def _map_user(self) -> str:
        """Root in the new namespace is us outside, or nobody in particular if we are root; why it cannot be."""
        place = f"/proc/{self.mover}"
        user, group = (OUTSIDE, OUTSIDE) if privileged() else (os.getuid(), os.getgid())
        try:
            kernel.write(f"{place}/uid_map", f"0 {user} 1")
            kernel.write(f"{place}/setgroups", "deny")
            kernel.write(f"{place}/gid_map", f"0 {group} 1")
        except OSError as error:
            return str(error)
        return DONE


class Cradle:
    """Where the processes of submissions are forked."""

    def __init__(self, level: int) -> None:
        self._home = os.open("/proc/self/ns/pid", os.O_RDONLY) if level == 4 else None

    def fork(self) -> int:
        """`os.fork`, into a process namespace of its own at level 4."""
        if self._home is None:
            return os.fork()
        kernel.unshare(kernel.CLONE_NEWPID)
        process = -1
        try:
            process = os.fork()
        finally:
            if process:
                kernel.setns(self._home, kernel.CLONE_NEWPID)
        return process


def open_paths(root: Path, links: Path) -> None:
    """Let other users through to what is theirs, and to the packages."""
    root.chmod(0o711)
    (root / "scratch").chmod(0o711)
    links.chmod(0o755)


def settle(level: int, root: Path, links: Path) -> None:
    """Take the zygote's own steps of a level, or end with the reason on standard error."""
    try:
        if level == 4:
            move_in(root, links)
        if level == 3:
            open_paths(root, links)
        if level >= 2:
            kernel.prctl(kernel.PR_SET_DUMPABLE, 0)
    except ConfinementError as error:
        print(error, file=sys.stderr, flush=True)
        os._exit(FAILED)


def main() -> None:
    """Take the zygote's steps; arguments: the directory of links, the control socket, the root, the level."""
    settle(int(sys.argv[4]), Path(sys.argv[3]), Path(sys.argv[1]))
