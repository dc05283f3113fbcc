"""Blocks of a lesson that become a part of another cell: an exercise's hints, a proof's answer and rubric."""

from collections.abc import Iterable
from itertools import pairwise

from course.weaving.cells import Cell

WANTED = {"exercise": ("hints",), "proof": ("model_answer", "rubric")}
APART = {block: owner for owner, blocks in WANTED.items() for block in blocks}


class Apart:
    """The blocks of a lesson by what they are and whose, each to be taken once."""

    def __init__(self, cells: Iterable[Cell]) -> None:
        self._blocks: dict[tuple[str, str], Cell] = {}
        for cell in cells:
            kind = cell.marker()
            if kind in APART:
                name = cell.name(kind)
                if (kind, name) in self._blocks:
                    raise cell.error(f"the {kind} of {name} stands in line {self._blocks[kind, name].line} already")
                self._blocks[kind, name] = cell

    def take(self, cell: Cell) -> dict[str, Cell]:
        """All blocks that a cell must have, which are then no longer to be placed."""
        owner = cell.marker()
        return {kind: self._take(cell, kind, cell.name(owner)) for kind in WANTED.get(owner, ())}

    def _take(self, cell: Cell, kind: str, name: str) -> Cell:
        if (kind, name) not in self._blocks:
            raise cell.error(f'the {cell.marker()} {name} has no {kind}: add +++ {{"{kind}": "{name}"}}')
        return self._blocks.pop((kind, name))

    def check_all_taken(self) -> None:
        """SourceError if a block is left over."""
        for (kind, name), cell in self._blocks.items():
            raise cell.error(f"there is no {APART[kind]} {name!r} for this {kind}")


def check_hints(cells: Iterable[Cell]) -> None:
    """SourceError for hints that do not stand directly above the code cell of their exercise."""
    for cell, below in pairwise([*cells, None]):
        if cell and cell.marker() == "hints":
            name = cell.name("hints")
            if not (below and below.marker() == "exercise" and below.options["exercise"] == name):
                raise cell.error(f"hints stand directly above their exercise; below these is no exercise {name!r}")
