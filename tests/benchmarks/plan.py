"""How much is measured, as the command line says."""

import sys
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Plan:
    """How many turns, how large a batch and a large class, and the Pythons of environments with peers.

    `otter` has otter-grader, if there is one; `peers` has what the numerics are compared with, as far as it is there.
    `before` is a checkout of an earlier commit, if clear versions are to be compared with what they were.
    """

    rounds: int = 3
    batch: int = 16
    otter: Path | None = None
    size: int = 200  # of the class that shows what memory does
    peers: Path = Path(sys.executable)
    before: Path | None = None
    seconds: float = 60.0  # of an evening, in which `batch` submissions arrive and `size` students had handed in before
