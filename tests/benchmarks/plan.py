"""How much is measured, as the command line says."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Plan:
    """Turns of each side, submissions of a batch, and the interpreter of an environment with otter, if there is one."""

    rounds: int = 3
    batch: int = 16
    otter: Path | None = None
