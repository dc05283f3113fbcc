"""Students' code, run in processes of its own: the trusted side of `inside`.

`source` starts these processes, `isolation` says how well they can be confined here, `child` is one of them as seen
from here, `ahead` asks it for several calls at once, `terms` is what a call can come to, `callbacks` how functions
cross, `processor` is the clock that they are timed by, `worker_path` is what they may import.
"""

from autograder.sandbox.ahead import Ahead
from autograder.sandbox.callbacks import Callee, Handle, Host
from autograder.sandbox.child import Child
from autograder.sandbox.isolation import Isolation, isolation
from autograder.sandbox.source import Sandbox
from autograder.sandbox.terms import (
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

__all__ = [
    "Ahead",
    "Callee",
    "Child",
    "Died",
    "Handle",
    "Host",
    "Isolation",
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
    "isolation",
]
