"""Points that people give for exercises in the grader's place: overrides, in the table and in formgrader."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from autograder.names import shown
from autograder.reports.by_hand import Replaced, by_grader, replaced_in
from course.by_hand.agreement import Conflict, Points, agree
from course.by_hand.entry import Entry, Result
from course.by_hand.table import Table

if TYPE_CHECKING:
    from course.gradebook.hand import HandBook

# In the comment of points that are withdrawn of themselves, once the grader gives as many.
FLOOR = "the points from before a regrade, which did not lower them"


@dataclass
class Overrides:
    """Of one result: by exercise what counts instead, what table and gradebook agree on, and what keeps some out.

    `notes` say which points do not count any more.
    """

    replaced: dict[str, Replaced] = field(default_factory=dict)
    agreed: dict[str, list[float | str | None]] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Exercises:
    """A unit's exercises by name with what each is worth, and where people override them."""

    unit: str
    worth: Mapping[str, float]
    table: Table
    book: "HandBook | None"

    def of(self, result: Result, file: str) -> Overrides:
        """The overrides of a student; given in one place, they are handed on to the other.

        `file` is the fingerprint of what was handed in.
        """
        found, unread = Overrides(), file if result["status"] == "ungradable" else ""
        overrides = [_Override(result, name, name, unread, self.table, self.book) for name in self.worth]
        if outdated := [f"{each.name} {points:g}" for each in overrides if (points := each.outdated) is not None]:
            what = "the points by hand were for a file that could not be read, and do not count any more"
            found.notes.append(f"{shown(result['student'])}, {self.unit}: {what}: {', '.join(outdated)}")
        for each in overrides:
            self._settle(each, found)
        return found

    def _settle(self, override: "_Override", found: Overrides) -> None:
        counts, name = override.outcome(), override.name
        agreed, worth = override.agreed, self.worth[name]
        if override.key in self.table.trouble:
            found.problems.append(self.table.trouble[override.key])
            counts = override.stored
        elif isinstance(counts, Conflict):
            found.problems.append(f"{shown(override.key[0])}, {self.unit}/{name}: {counts}")
            counts = override.stored
        else:
            override.hand_on(counts, worth)
            agreed = counts if override.given else agreed
        if agreed != Points():
            found.agreed[name] = [agreed.score, agreed.comment]
        if counts.score is not None or override.extra:
            found.replaced[name] = Replaced(counts.score, worth, counts.comment, override.extra)


class _Override(Entry):
    """An exercise, whose points somebody may have replaced."""

    @property
    def agreed(self) -> Points:
        """What table and gradebook last agreed on."""
        return Points(*self.result.get("agreed", {}).get(self.name, ()))

    @property
    def stored(self) -> Points:
        """What counted up to now."""
        replaced = replaced_in(self.result, self.name)
        return Points(replaced.score, replaced.comment) if replaced and replaced.score is not None else Points()

    @property
    def extra(self) -> float:
        """Points in addition, the gradebook's affair."""
        if self.given:
            return self.given.extra
        replaced = replaced_in(self.result, self.name)
        return replaced.extra if replaced else 0.0

    @property
    def _in_book(self) -> Points:
        """The gradebook's word; a comment without points is no override."""
        given = self.given
        return Points(given.manual, given.comment) if given and given.manual is not None else Points()

    def outcome(self) -> Points | Conflict:
        """What counts now."""
        said = self._said()
        alone = self.stored if said is None else said
        found = agree(self.agreed, said, self._in_book) if self.given else alone
        return Points() if isinstance(found, Points) and self._reached(found) else found

    def _said(self) -> Points | None:
        said = self.table.says(self.key)
        return Points() if said and (said.score is None or self.outdated is not None) else said

    @property
    def outdated(self) -> float | None:
        """Points in the table for a file that could not be read, in the place of which there is another, else None."""
        said = self.table.says(self.key)
        return said.score if said and self.table.answer(self.key) not in ("", self.answer) else None

    def _reached(self, points: Points) -> bool:
        if points.score is None or FLOOR not in points.comment:
            return False
        tests = by_grader(self.result)["tests"]
        return any(test["name"] == self.name and test["score"] >= points.score for test in tests)

    def hand_on(self, points: Points, worth: float) -> None:
        """Let gradebook and table say it, too."""
        given = self.given
        if self.book and given and points != self._in_book:
            remark = given.comment if given.manual is None and points.score is not None else ""  # it was no override's
            self.book.override(*self.key, points.score, "; ".join(filter(None, (remark, points.comment))))
        # More than it is worth, as formgrader may have it, no table can say.
        if points.score is not None and 0 <= points.score <= worth:
            self.table.put(self.key, points, worth, self.answer)
        elif self.answer:  # a row for a person to fill
            self.table.put(self.key, Points(), worth, self.answer)
        else:
            self.table.drop(self.key)
