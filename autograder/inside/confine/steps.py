"""The steps that confine a forked process before any of the student's code runs, and which of them make a level."""

import contextlib
import fcntl
import os
import resource
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from . import file_system, kernel, landlock, seccomp

CHANNEL = 3  # the descriptor of the student's process that leads to the trusted side
MAX_DESCRIPTORS = 1024  # of the zygote, hence no open descriptor is larger
MAX_THREADS = 64
SCRATCH = "size=64m,nr_inodes=4096,mode=700"
USER = 1000  # number of the student's user inside its namespace
PLACES = ("HOME", "TMPDIR", "MPLCONFIGDIR", "XDG_CACHE_HOME", "XDG_CONFIG_HOME")


class ConfinementError(Exception):
    """A step failed; the text names it and says why."""


@dataclass(frozen=True)
class Confinement:
    """What a process is confined to."""

    scratch: Path  # its directory; unless it has a file system of its own
    channel: int  # to the trusted side
    output: int  # where standard output and error go
    parent: int  # process id of the zygote, without which it must not live
    memory_bytes: int  # of address space, beyond what the zygote has already
    cpu_seconds: int
    file_bytes: int
    open_files: int
    user: int = 0  # its number, where each process has a user of its own
    readable: tuple[Path, ...] = ()  # where there is no file system of its own


Step = Callable[[Confinement], None]
Subject = TypeVar("Subject")


def address_space() -> int:
    """Bytes of address space in use by this process, 0 where the system does not tell."""
    with contextlib.suppress(OSError):
        return int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    return 0


def limit(kind: int, amount: int, grace: int = 0) -> None:
    """Set a resource limit, or what the administrator allows if that is less."""
    most = resource.getrlimit(kind)[1]
    soft, hard = amount, amount + grace
    if most != resource.RLIM_INFINITY:
        soft, hard = min(soft, most), min(hard, most)
    resource.setrlimit(kind, (soft, hard))


def default_signals(_bounds: Confinement) -> None:
    """Nothing of the zygote's signal handling is inherited."""
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)


def own_descriptors(bounds: Confinement) -> None:
    """Standard input is empty, output and error go to one pipe, then the channel; all others are closed."""
    empty = os.open(os.devnull, os.O_RDONLY)
    ends = (empty, bounds.output, bounds.output, bounds.channel)
    for target, source in enumerate([fcntl.fcntl(end, fcntl.F_DUPFD, CHANNEL + 1) for end in ends]):
        os.dup2(source, target, inheritable=target != CHANNEL)
    os.closerange(CHANNEL + 1, MAX_DESCRIPTORS)


def own_session(_bounds: Confinement) -> None:
    """Lead a process group, which can be killed as a whole, and have no terminal."""
    os.setsid()


def die_with_zygote(bounds: Confinement) -> None:
    """A zygote that is killed takes its children with it; its namespace, where it has one, sees to that itself."""
    kernel.die_with_parent()
    if os.getppid() != bounds.parent:
        raise OSError("the zygote died meanwhile")


def own_mounts(_bounds: Confinement) -> None:
    """What is mounted from here on, and System V's shared memory and the like, are of this process alone."""
    kernel.unshare(kernel.CLONE_NEWNS | kernel.CLONE_NEWIPC)


def own_scratch(_bounds: Confinement) -> None:
    """An empty directory in memory, with a cap on bytes and on files, which vanishes with the process."""
    flags = kernel.MS_NOSUID | kernel.MS_NODEV | kernel.MS_NOEXEC
    kernel.mount("scratch", str(file_system.SCRATCH), "tmpfs", flags, SCRATCH)


def own_proc(_bounds: Confinement) -> None:
    """A /proc that shows this process alone, and nothing of the machine."""
    kernel.mount(
        "proc", "/proc", "proc", kernel.MS_NOSUID | kernel.MS_NODEV | kernel.MS_NOEXEC, "subset=pid"
    )


def own_user_namespace(_bounds: Confinement) -> None:
    """A user namespace of its own, in which nothing but itself can be owned."""
    kernel.prctl(kernel.PR_SET_DUMPABLE, 1)  # else its files in /proc would be root's
    kernel.unshare(kernel.CLONE_NEWUSER)
    for name in ("uid_map", "gid_map"):
        kernel.write(f"/proc/self/{name}", f"{USER} 0 1")


def own_user(bounds: Confinement) -> None:
    """A user that nobody else is, who owns the scratch directory and nothing besides."""
    os.chown(bounds.scratch, bounds.user, bounds.user)
    os.setgroups([])
    os.setresgid(bounds.user, bounds.user, bounds.user)
    os.setresuid(bounds.user, bounds.user, bounds.user)


def own_directory(bounds: Confinement) -> None:
    """Work in the scratch directory; everything that looks for a place to write finds this one."""
    work_in(bounds.scratch)


def work_in(directory: Path) -> None:
    """Make a directory the working one and the home."""
    os.chdir(directory)
    for name in PLACES:
        os.environ[name] = str(directory)


def resource_limits(bounds: Confinement) -> None:
    """What the kernel counts and refuses."""
    if sys.platform != "darwin":  # macOS has no working limit on memory
        limit(resource.RLIMIT_AS, address_space() + bounds.memory_bytes)
    limit(resource.RLIMIT_CPU, bounds.cpu_seconds, grace=1)  # a signal first, which says why
    limit(resource.RLIMIT_FSIZE, bounds.file_bytes)
    limit(resource.RLIMIT_NOFILE, bounds.open_files)
    limit(resource.RLIMIT_CORE, 0)


def few_threads(_bounds: Confinement) -> None:
    """A cap on threads: counted by user, hence where nobody else is this one."""
    limit(resource.RLIMIT_NPROC, MAX_THREADS)


def no_capabilities(_bounds: Confinement) -> None:
    """No privilege is kept, and none can be had back."""
    kernel.drop_capabilities()


def no_new_privileges(_bounds: Confinement) -> None:
    """No program started from here gains rights, whatever its file says."""
    kernel.prctl(kernel.PR_SET_NO_NEW_PRIVS, 1)


def landlock_of_view(_bounds: Confinement) -> None:
    """Read what can be seen, write into the scratch directory; /proc would tell where all this lies outside."""
    seen = [(f"/{name}", landlock.READING) for name in os.listdir("/") if name != "proc"]
    landlock.restrict([*seen, *_writable(file_system.SCRATCH)])


def landlock_of_list(bounds: Confinement) -> None:
    """Read what honest code needs and nothing else, write into the scratch directory."""
    reading = [(str(path), landlock.READING) for path in bounds.readable]
    landlock.restrict([*reading, *_writable(bounds.scratch)])


def _writable(scratch: Path) -> list[landlock.Rule]:
    return [(str(scratch), landlock.everything()), (os.devnull, landlock.READ_FILE | landlock.WRITE_FILE)]


def untraceable(_bounds: Confinement) -> None:
    """No process of the same user may look into this one, or stop it."""
    kernel.prctl(kernel.PR_SET_DUMPABLE, 0)


def system_calls_of_owner(_bounds: Confinement) -> None:
    """The filter of system calls, for a user who owns nothing else."""
    seccomp.install(os.uname().machine, os.getpid(), owner=True)


def system_calls(_bounds: Confinement) -> None:
    """The filter of system calls, for a user who may own more than is good."""
    seccomp.install(os.uname().machine, os.getpid(), owner=False)


# What fails after the descriptors is told on standard error.
BEGINNING: tuple[Step, ...] = (default_signals, own_descriptors, own_session)
STEPS: dict[int, tuple[Step, ...]] = {
    4: (
        *BEGINNING,
        own_mounts,
        own_scratch,
        own_proc,
        own_directory,
        own_user_namespace,
        resource_limits,
        few_threads,
        no_capabilities,
        no_new_privileges,
        landlock_of_view,
        untraceable,
        system_calls_of_owner,
    ),
    3: (
        *BEGINNING,
        own_user,
        die_with_zygote,  # a change of user would undo it
        own_directory,
        resource_limits,
        few_threads,
        no_capabilities,
        no_new_privileges,
        landlock_of_list,
        untraceable,
        system_calls_of_owner,
    ),
    2: (
        *BEGINNING,
        die_with_zygote,
        own_directory,
        resource_limits,
        no_capabilities,
        no_new_privileges,
        landlock_of_list,
        untraceable,
        system_calls,
    ),
    1: (*BEGINNING, die_with_zygote, own_directory, resource_limits, no_new_privileges),
    0: (*BEGINNING, die_with_zygote, own_directory),
}


def confine(bounds: Confinement, level: int) -> None:
    """Take every step of a level; `ConfinementError` names the one that failed."""
    for step in STEPS[level]:
        taken(step, bounds)


def taken(step: Callable[[Subject], None], subject: Subject) -> None:
    """Take one step; `ConfinementError` says its name and its reason if it fails."""
    try:
        step(subject)
    except (OSError, ValueError) as error:
        raise ConfinementError(f"{step.__name__.replace('_', ' ')}: {error}") from None
