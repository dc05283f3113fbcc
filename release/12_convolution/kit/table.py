"""The league table: what the methods of the course reach on the digits, up to a unit."""

import html
from typing import NamedTuple

from .showing import show
from .standings import ROWS

TESTED = 386  # test pictures
HEADINGS = ("unit", "method", "chosen", "validation", "test", f"wrong of {TESTED}", "numbers learned")


class Row(NamedTuple):
    """What a method reaches on the digits: accuracies, test pictures that it gets wrong, numbers that it has learned.

    `unit` is where it is taught, `choice` what was chosen on the validation part. Over several seeds the accuracies are
    means, and `spread` is the standard deviation of the test accuracy.
    """

    unit: int
    method: str
    choice: str
    validation: float
    test: float
    spread: float
    fewest_wrong: int
    most_wrong: int
    parameters: int

    @property
    def cells(self) -> tuple[str, ...]:
        """The row as it is shown."""
        spread = f" ± {self.spread:.3f}" if self.spread else ""
        wrong = f"{self.fewest_wrong}" + (f" to {self.most_wrong}" if self.most_wrong > self.fewest_wrong else "")
        test = f"{self.test:.3f}{spread}"
        return f"{self.unit}", self.method, self.choice, f"{self.validation:.3f}", test, wrong, f"{self.parameters}"


def rows(unit: int) -> list[Row]:
    """The rows of the units up to this one."""
    return [row for row in (Row(*each) for each in ROWS) if row.unit <= unit]


def league(unit: int) -> None:
    """Show the table up to a unit."""
    lines = [HEADINGS, *(row.cells for row in rows(unit))]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    plain = "\n".join("  ".join(map(str.ljust, line, widths)).rstrip() for line in lines)
    head, *body = [_html(line, "td" if index else "th") for index, line in enumerate(lines)]
    show(plain, f"<table><thead>{head}</thead><tbody>{''.join(body)}</tbody></table>")


def _html(line: tuple[str, ...], tag: str) -> str:
    return f"<tr>{''.join(f'<{tag}>{html.escape(cell)}</{tag}>' for cell in line)}</tr>"
