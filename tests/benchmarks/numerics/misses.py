"""The section of the report on the cells below their targets, or where a peer is ahead, with the reasons."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from tests.benchmarks.numerics.cells import NATIVE, PINNED, Measured
from tests.benchmarks.numerics.reasons import REASONS, UNKNOWN, Reason, reason
from tests.benchmarks.numerics.targets import Target, target
from tests.benchmarks.report import Report

INTRODUCTION = """\
## Targets missed

The cells and sides with a median below the target, or below 1, natively or pinned: being ahead of every peer in every
cell is the aim, whatever the target. What a paragraph says of shares and counts was measured apart from this report."""


@dataclass(frozen=True)
class Miss:
    """The medians by core of a side that is below its target, or ahead of ours, in one of them at least."""

    cell: str
    side: str
    medians: Mapping[str, float]
    target: Target

    @property
    def row(self) -> Sequence[str]:
        """Cell, side, native, pinned, target; in brackets what is not below."""
        return self.cell, self.side, self._median(NATIVE), self._median(PINNED), self.target.text

    def _median(self, core: str) -> str:
        if core not in self.medians:
            return ""
        figure = self.medians[core]
        return f"{figure:.3g}" if self.target.missed(core, figure) else f"({figure:.3g})"


def misses(found: Mapping[str, Sequence[Measured]]) -> Iterator[Miss]:
    """In the order of the tables."""
    medians: dict[tuple[str, str], dict[str, float]] = {}
    for core, cells in found.items():
        for cell in cells:
            for side, values in cell.figures.items():
                medians.setdefault((cell.name, side), {})[core] = median(values)
    for (cell_name, side), by_core in medians.items():
        wanted = target(cell_name, side)
        if any(wanted.missed(core, figure) for core, figure in by_core.items()):
            yield Miss(cell_name, side, by_core, wanted)


def tell(report: Report, found: Mapping[str, Sequence[Measured]]) -> None:
    """The misses of each reason under its paragraph; those that no reason explains come last."""
    by_reason: dict[Reason, list[Miss]] = {each: [] for each in (*REASONS, UNKNOWN)}
    for miss in misses(found):
        by_reason[reason(miss.cell, miss.side)].append(miss)
    report.say(INTRODUCTION)
    if not any(by_reason.values()):
        report.say("None.")
    for each, some in by_reason.items():
        if some:
            report.say(f"### {each.title}\n\n{each.why}")
            report.tabulate(("cell", "side", "native", "pinned", "target"), [miss.row for miss in some])
