"""All confinement of a student's process, in one place.

Theory of operation. Between a submission and the machine stand several walls, each of which would do for most
attacks; how many of them a machine has is its *level*, 4 being the best. The level is found by trying (`ladder`),
never by looking at versions. What follows is level 4; the others are what is left of it.

    warden          the process that the grader started; waits, and tidies up
      zygote        NumPy and Matplotlib loaded; never sees a submission, a check or a model answer
        process 1   of a namespace of its own: one submission

The zygote first moves (`processes`) into namespaces of its own: a user without rights on the machine, a network with
nothing in it, and a file system that holds the standard library, shared libraries and the packages of the untrusted
side, read-only. For each submission it forks into a fresh process namespace, and the forked process takes the steps of
its level (`steps`) in order. At level 4 these are: no inherited signal handling; standard streams and the channel
as its only descriptors; a session, a mount and an IPC namespace of its own; a scratch directory in memory with a cap on
bytes and on files; a /proc that shows itself alone; a user namespace of its own; resource limits; no capabilities,
and none to be gained; Landlock (`landlock`), read-only but for the scratch, and no /proc, whose mounts would tell where
this project lies; not to be traced; and at last the
filter of system calls (`seccomp`), which allows a list and refuses the rest. Being process 1, its end is the end of
everything in its namespace. It may start threads, up to a limit; other processes it may not, at no level above 1.

    level  what stands between a submission and the machine
      4    the namespaces above, Landlock, system call filter, resource limits
      3    a user of its own for each submission, which needs a grader run as root; Landlock on an allow-list of what
           may be read, system call filter, resource limits
      2    the grader's own user; Landlock, system call filter, resource limits, a grader that cannot be traced
      1    a fresh process, resource limits where the system has them, a wall clock that kills (macOS and the like)
      0    a fresh process and the wall clock

A step that fails stops the process, and its name and reason travel to the trusted side: a process is confined as
announced or it does not run.
"""

from .steps import Confinement, ConfinementError, address_space, confine, limit

LEVELS = {
    4: "own namespaces, Landlock, system call filter, resource limits",
    3: "own user, Landlock, system call filter, resource limits",
    2: "Landlock, system call filter, resource limits, the grader's user",
    1: "fresh process, resource limits, wall-clock kill",
    0: "fresh process, wall-clock kill",
}

__all__ = ["LEVELS", "Confinement", "ConfinementError", "address_space", "confine", "limit"]
