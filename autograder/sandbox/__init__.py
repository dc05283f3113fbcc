"""Students' code, run in processes of its own: the trusted side of `inside`.

`source` starts these processes, `child` is one of them as seen from here, `worker_path` is what they may import.
"""

from autograder.sandbox.child import (
    Child,
    Died,
    Limits,
    OutOfMemory,
    Output,
    Reply,
    SandboxError,
    SandboxFailure,
    StudentError,
    TimedOut,
    Undefined,
)
from autograder.sandbox.source import ISOLATION, Sandbox

__all__ = [
    "ISOLATION",
    "Child",
    "Died",
    "Limits",
    "OutOfMemory",
    "Output",
    "Reply",
    "Sandbox",
    "SandboxError",
    "SandboxFailure",
    "StudentError",
    "TimedOut",
    "Undefined",
]
