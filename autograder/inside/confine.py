"""All confinement of a submission's process, in one place: a list of named steps, taken in order.

`confine` runs in the forked child before any of the student's code. A step that fails stops the child, and
its name and reason travel to the trusted side: a process is confined as announced or it does not run.
The level is that of the project's ladder of isolation; raising it means adding steps here.
"""

import contextlib
import ctypes
import fcntl
import os
import resource
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

LEVEL = 1
ISOLATION = "fresh process, resource limits, wall-clock kill"

CHANNEL = 3  # the descriptor of the student's process that leads to the trusted side
MAX_DESCRIPTORS = 1024  # of the zygote, hence no open descriptor is larger
PR_SET_PDEATHSIG, PR_SET_NO_NEW_PRIVS, PR_SET_CHILD_SUBREAPER = 1, 38, 36


class ConfinementError(Exception):
    """A step failed; the text names it and says why."""


@dataclass(frozen=True)
class Confinement:
    """What a process is confined to."""

    scratch: Path  # its directory
    channel: int  # to the trusted side
    output: int  # where standard output and error go
    parent: int  # process id of the zygote, without which it must not live
    memory_bytes: int  # of address space, beyond what the zygote has already
    cpu_seconds: int
    file_bytes: int
    open_files: int


def prctl(option: int, value: int) -> None:
    """Linux's prctl; other systems have nothing like it, and their level says so."""
    if sys.platform != "linux":
        return
    arguments = [ctypes.c_ulong(argument) for argument in (value, 0, 0, 0)]
    if ctypes.CDLL(None, use_errno=True).prctl(option, *arguments) < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))


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


def own_session(_bounds: Confinement) -> None:
    """Lead a process group, which can be killed as a whole, and have no terminal."""
    os.setsid()


def default_signals(_bounds: Confinement) -> None:
    """Nothing of the zygote's signal handling is inherited."""
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)


def die_with_zygote(bounds: Confinement) -> None:
    """A zygote that is killed takes its children with it."""
    prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != bounds.parent:
        raise OSError("the zygote died meanwhile")


def own_directory(bounds: Confinement) -> None:
    """Work in the scratch directory; everything that looks for a place to write finds this one."""
    os.chdir(bounds.scratch)
    for name in ("HOME", "TMPDIR", "MPLCONFIGDIR", "XDG_CACHE_HOME", "XDG_CONFIG_HOME"):
        os.environ[name] = str(bounds.scratch)


def own_descriptors(bounds: Confinement) -> None:
    """Standard input is empty, output and error go to one pipe, then the channel; all others are closed."""
    empty = os.open(os.devnull, os.O_RDONLY)
    ends = (empty, bounds.output, bounds.output, bounds.channel)
    for target, source in enumerate([fcntl.fcntl(end, fcntl.F_DUPFD, CHANNEL + 1) for end in ends]):
        os.dup2(source, target, inheritable=target != CHANNEL)
    os.closerange(CHANNEL + 1, MAX_DESCRIPTORS)


def resource_limits(bounds: Confinement) -> None:
    """What the kernel counts and refuses."""
    if sys.platform != "darwin":  # macOS has no working limit on memory
        limit(resource.RLIMIT_AS, address_space() + bounds.memory_bytes)
    limit(resource.RLIMIT_CPU, bounds.cpu_seconds, grace=1)  # a signal first, which says why
    limit(resource.RLIMIT_FSIZE, bounds.file_bytes)
    limit(resource.RLIMIT_NOFILE, bounds.open_files)
    limit(resource.RLIMIT_CORE, 0)


def no_new_privileges(_bounds: Confinement) -> None:
    """No program started from here gains rights, whatever its file says."""
    prctl(PR_SET_NO_NEW_PRIVS, 1)


STEPS: tuple[Callable[[Confinement], None], ...] = (
    default_signals,
    own_descriptors,  # early: what fails later is told on standard error
    own_session,
    die_with_zygote,
    own_directory,
    resource_limits,
    no_new_privileges,
)


def confine(bounds: Confinement) -> None:
    """Take every step; `ConfinementError` names the one that failed."""
    for step in STEPS:
        try:
            step(bounds)
        except (OSError, ValueError) as error:
            raise ConfinementError(f"{step.__name__.replace('_', ' ')}: {error}") from None
