"""What a lesson's author left open: a fence or a formula that goes on where another cell was meant to begin.

MyST does not mind. It would swallow the cell into the code above it, or cut the formula in two.
"""

import re
from collections.abc import Iterable, Iterator

from jupytext.myst import get_parser  # type: ignore[import-untyped]  # jupytext ships no types
from markdown_it.token import Token

BEGINS_A_CELL = re.compile(r" {0,3}(?:(?:`{3,}|~{3,})\{(?:code|raw)-cell\}|\+\+\+)")
CODE_SPAN = re.compile(r"(`+)[^`].*?\1")


def left_open(text: str) -> tuple[int, str] | None:
    """The row, from 0, of the first fence or formula that is not closed in time, and what is wrong with it."""
    lines = text.splitlines()
    fences = [token for token in get_parser().parse(text) if token.type == "fence"]
    return next(_open_fences(fences, lines), None) or next(_open_formulas(fences, lines), None)


def _open_fences(fences: Iterable[Token], lines: list[str]) -> Iterator[tuple[int, str]]:
    for fence in fences:
        first, end = fence.map or (0, 0)
        advice = f"end it with a line of {fence.markup}"
        swallowed = next((row for row in range(first + 1, end) if BEGINS_A_CELL.match(lines[row])), None)
        if swallowed is not None:
            yield first, f"this fence is not closed before the cell of line {swallowed + 1}: {advice}"
        elif end - first < 2 or not re.fullmatch(rf"[ \t>]*{fence.markup}+[ \t]*", lines[end - 1]):
            yield first, f"this fence is not closed: {advice}"


def _open_formulas(fences: Iterable[Token], lines: list[str]) -> Iterator[tuple[int, str]]:
    fenced = {row for fence in fences for row in range(*(fence.map or (0, 0)))}
    begun = None
    for row, line in enumerate(lines):
        if BEGINS_A_CELL.match(line) and begun is not None:
            yield row, f"a cell begins here, inside the formula of line {begun + 1}: end that with $$"
        if row not in fenced and CODE_SPAN.sub("", line).count("$$") % 2:
            begun = row if begun is None else None
    if begun is not None:
        yield begun, "the formula that begins here is not closed: end it with $$"
