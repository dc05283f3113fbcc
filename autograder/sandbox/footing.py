"""On what level of confinement this machine stands, why not higher, and what to do about it."""

import json
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from autograder.inside.confine import LEVELS
from autograder.sandbox import worker_path
from autograder.sandbox.terms import SandboxFailure

HIGHEST = NAMESPACED = max(LEVELS)


@dataclass(frozen=True)
class Footing:
    """The level reached, and why each one above it was not."""

    level: int
    failures: Mapping[int, str]

    @property
    def isolation(self) -> str:
        """The level in words."""
        return f"level {self.level}: {LEVELS[self.level]}"


@cache
def footing(at_most: int = HIGHEST) -> Footing:
    """The highest level that works here, found by trying it once; SandboxFailure if not even that can be tried."""
    try:
        with tempfile.TemporaryDirectory(prefix="sandbox-") as folder:
            path = Path(folder)
            path.chmod(0o755)  # also for a user that is nobody else
            worker_path.link_packages(path)
            words = json.loads(worker_path.probe(path, at_most))
    except (OSError, ImportError, ValueError) as error:
        raise SandboxFailure(f"the sandbox could not be tried out: {error}") from None
    return Footing(words["level"], {int(level): reason for level, reason in words["failures"].items()})
