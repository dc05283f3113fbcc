"""How much is measured, as the command line says."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Plan:
    """How many turns, how large a batch and a large class, and the Python of an environment with otter, if any."""

    rounds: int = 3
    batch: int = 16
    otter: Path | None = None
    size: int = 200  # of the class that shows what memory does
