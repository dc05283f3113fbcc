"""What is wanted of each cell: how many times our time a peer takes, at least.

The aim everywhere is to be ahead of every peer, a ratio of 1. Where more is wanted, or where NumPy cannot be ahead
and is to come close, it is declared here.
"""

from dataclasses import dataclass
from fnmatch import fnmatchcase

from tests.benchmarks.numerics.cells import NATIVE, PINNED, SHARE


@dataclass(frozen=True)
class Target:
    """For the cells and sides that match the patterns: the least ratio, native and pinned; 0 where none is set."""

    cells: str
    side: str
    native: float
    pinned: float

    @property
    def text(self) -> str:
        """As the tables show it: one number, or native / pinned."""
        each = [f"{ratio:.3g}" if ratio else "-" for ratio in (self.native, self.pinned)]
        return each[0] if self.native == self.pinned else " / ".join(each)

    def missed(self, core: str, figure: float) -> bool:
        """Whether a figure measured on this core is below the target, or a ratio below the aim of 1."""
        aim = 0 if self.side == SHARE else 1
        return figure < max(aim, {NATIVE: self.native, PINNED: self.pinned}[core])


TARGETS = (
    Target("mlp-64-*", "torch*", 4, 4),
    Target("mlp-64-*", "scikit-learn", 5, 5),
    Target("mlp-64-*", "plain, sample by sample", 18, 18),
    Target("mlp-*", SHARE, 0.75, 0.8),
    Target("gram-5000-*", "[!p]*", 2.5, 2.5),  # of the libraries, not of the plain version
    Target("krr-2000-*", "scikit-learn*", 2, 2),
    Target("krr-*", "scikit-learn*", 1.5, 1.5),
    Target("svm-linear-*", "*", 2.5, 2.5),
    Target("svm-*-C1", "*", 1.3, 1.3),
    Target("conv-*", "plain*", 1.4, 1.4),
    Target("conv-1-*", "*", 1, 1),
    Target("conv-*", "torch", 1 / 1.5, 0),
    Target("*", "*", 1, 1),
)


def target(cell: str, side: str) -> Target:
    """The first that matches."""
    return next(each for each in TARGETS if fnmatchcase(cell, each.cells) and fnmatchcase(side, each.side))
