"""What is measured: a grader's whole command on a folder of submissions, and the scores that it leaves."""

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Protocol

from course.settings import ROOT

Command = Callable[[], object]
Scores = Mapping[str, Mapping[str, float]]  # points by student and exercise


class Grader(Protocol):
    """A way to grade a unit's submissions, which lie in nbgrader's layout."""

    @property
    def label(self) -> str:
        """What it is called in the tables."""

    def ready(self, submitted: Path, home: Path) -> Command:
        """The command that grades these submissions; what it needs is put into the folder `home`, which is new."""

    def scores(self, home: Path) -> Scores:
        """The scores that the command left in `home`."""


def jupyter(folder: Path) -> dict[str, str]:
    """The environment of a peer: kernels import from our checkout, and nothing of a user's Jupyter is read."""
    folder.mkdir(exist_ok=True)  # else IPython warns of it
    return dict(os.environ) | {
        "PYTHONPATH": str(ROOT),
        "JUPYTER_CONFIG_DIR": str(folder / "config"),
        "JUPYTER_DATA_DIR": str(folder / "data"),
        "JUPYTER_RUNTIME_DIR": str(folder / "runtime"),
        "IPYTHONDIR": str(folder / "ipython"),
    }


def differences(ours: Scores, theirs: Scores) -> int:
    """How many exercises' scores are not the same in both, one that is missing in theirs among them."""
    return sum(
        theirs.get(student, {}).get(name) != score for student, own in ours.items() for name, score in own.items()
    )
