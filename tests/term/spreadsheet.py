"""The instructor's own spreadsheet: what each student was given, and plain arithmetic. Nothing of the kit is asked."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

Key = tuple[str, str]


@dataclass
class Row:
    """One student's unit: points of the exercises and of the proofs, and tenths taken for lateness."""

    exercises: Mapping[str, float]
    proofs: dict[str, float | None]
    tenths: int = 0
    overrides: dict[str, float] = field(default_factory=dict)

    @property
    def raw(self) -> Fraction:
        """Exercises and proofs."""
        points = {**self.exercises, **self.overrides}
        return sum((Fraction(str(each)) for each in (*points.values(), *self.proofs.values())), Fraction())

    @property
    def taken(self) -> Fraction:
        """What lateness costs."""
        return self.raw * self.tenths / 10

    @property
    def score(self) -> str:
        """As people write it, to six decimals."""
        return f"{float(self.raw - self.taken):.6f}".rstrip("0").rstrip(".")
