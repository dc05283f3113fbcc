"""Students' code, run in processes of its own: the trusted side of `inside`.

`source` starts these processes, `footing` says how well they can be confined here, `child` is one of them as seen
from here, `ahead` asks it for several calls at once, `terms` is what a call can come to, `offers` how functions cross,
`worker_path` is what the processes may import.
"""

from autograder.sandbox.ahead import Ahead
from autograder.sandbox.child import Child
from autograder.sandbox.footing import Footing, footing
from autograder.sandbox.offers import Handle, Host
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
    "Child",
    "Died",
    "Footing",
    "Handle",
    "Host",
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
    "footing",
]
