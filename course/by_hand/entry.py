"""A proof or an exercise of a student, as result, table and gradebook have it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from course.by_hand.table import Table

if TYPE_CHECKING:
    from course.gradebook.hand import Given, HandBook

Result = dict[str, Any]


@dataclass(frozen=True)
class Entry:
    """What proofs and exercises have in common.

    `cell` is what the gradebook calls it. `answer` is the fingerprint of what was handed in for a proof; of an exercise
    it is that of the file if it could not be read, else "".
    """

    result: Result
    name: str
    cell: str
    answer: str
    table: Table
    book: "HandBook | None"

    @property
    def student(self) -> str:
        """Whose it is."""
        return str(self.result["student"])

    @property
    def key(self) -> tuple[str, str]:
        """Its row in the table."""
        return self.student, self.name

    @property
    def given(self) -> "Given | None":
        """What the gradebook has."""
        return self.book.given.get(self.student, {}).get(self.cell) if self.book else None
