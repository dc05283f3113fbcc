"""Whether table and gradebook say the same of a proof, or one of them something new."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Points:
    """What one of them says: points, None while it waits, and a comment."""

    score: float | None = None
    comment: str = ""


@dataclass(frozen=True)
class Conflict:
    """Both were changed since they last agreed, to different points."""

    table: Points
    gradebook: Points

    def __str__(self) -> str:
        """Both numbers, and the next step."""
        return f"{_words(self.table)} in the table, {_words(self.gradebook)} in the gradebook: make them agree"


def agree(before: Points, table: Points | None, gradebook: Points) -> Points | Conflict:
    """What counts; a row that is not there, None, has nothing to say.

    `before` is what both last agreed on: whoever still says so has not been touched since, and follows the other.
    """
    table = before if table is None else table
    if gradebook in (table, before):
        return table
    if table == before:
        return gradebook
    if table.score == gradebook.score:  # two comments on the same points: the longer says more
        return max(table, gradebook, key=lambda each: len(each.comment))
    return Conflict(table, gradebook)


def _words(points: Points) -> str:
    return "no points" if points.score is None else f"{points.score:g} points"
