"""When the submissions of a unit came and were due, as gradebook, files and earlier results have it."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from course import CourseError
from course.by_hand.unit import Unit
from course.due.arrival import handed_in_with
from course.due.lateness import lateness
from course.due.terms import Terms
from course.due.times import Moment

if TYPE_CHECKING:
    from course.gradebook.hand import HandBook


@dataclass
class Times:
    """One unit's; `notes` are about files that tell no time."""

    unit: Unit
    agreed: Terms
    book: "HandBook | None"
    notes: list[str] = field(default_factory=list)

    def of(self, student: str) -> dict[str, Any]:
        """What a student's result says of it: the field `lateness`, or nothing where nothing is known."""
        due = self.agreed.of(student, self.unit.id)
        if due is None and self.book:
            due = self.book.due.get(student)
        found = lateness(self.agreed.late, self._came(student), due)
        return {"lateness": found} if found else {}

    def _came(self, student: str) -> Moment | None:
        """The gradebook has just been told, or has it from nbgrader; a file may be of a submission graded just now."""
        if self.book and student in self.book.came:
            return self.book.came[student]
        path = self.unit.submissions.get((student, self.unit.id))
        if path is None:
            stored = self.unit.results[student].get("lateness", {}).get("handed_in")
            return Moment.fromisoformat(stored) if stored else None
        try:
            return handed_in_with(path, self.unit.id)
        except CourseError as error:
            self.notes.append(str(error))
            return None
