"""An assignment on Canvas, by its REST API: https://developerdocs.instructure.com/services/canvas.

Each grade is a request of its own. The one that takes all of them, `update_grades`, is carried out later, and does not
say whose grades failed.
"""

from collections.abc import Mapping

from msgspec import Struct

from autograder.names import shown
from course import CourseError
from course.exports.cells import number as written
from course.lms.client import Client, Refused
from course.lms.place import Place
from course.lms.platform import Standing, read, require_worth
from course.lms.token import Token

POINTS = ("points", "percent", "letter_grade", "gpa_scale")  # kinds of grading that take points


class Assignment(Struct, frozen=True):
    """How the assignment is graded."""

    grading_type: str
    points_possible: float
    group_category_id: int | None = None
    grade_group_students_individually: bool | None = None
    moderated_grading: bool | None = None
    grades_published: bool | None = None


class Submission(Struct, frozen=True):
    """A student's grade: `entered_score` as it was entered, `score` what Canvas' own late policy leaves of it."""

    user_id: int
    score: float | None = None
    entered_score: float | None = None
    points_deducted: float | None = None
    excused: bool | None = None

    def standing(self) -> Standing:
        """What stands there."""
        taken = self.points_deducted or 0.0
        note = f"Canvas takes {taken:g} points away for lateness once more, by its own late policy" if taken else ""
        if self.excused:
            return Standing(None, "excused there")
        if self.entered_score is None and self.score is not None:
            return Standing(self.score + taken, note=note)
        return Standing(self.entered_score, note=note)


class Canvas:
    """The assignment at a place."""

    def __init__(self, place: Place, token: Token) -> None:
        self._what = str(place)
        self._path = f"/api/v1/courses/{place.course}/assignments/{place.assignment}"
        self._client = Client(place.address, token, {"Authorization": f"Bearer {token.value}"})

    def close(self) -> None:
        """End the connection."""
        self._client.close()

    def require_fit(self, worth: float) -> None:
        """CourseError if the assignment cannot take grades of so many points."""
        try:
            told = read(self._client.look("GET", self._path), Assignment, self._what)
        except Refused as error:
            advice = "are the numbers those in the address of its page, and does the token's owner grade it?"
            raise CourseError(f"{self._what}: {error}; {advice}") from None
        if told.grading_type not in POINTS:
            raise CourseError(f"{self._what} is graded as {shown(told.grading_type)!r}, which takes no points")
        if told.group_category_id and not told.grade_group_students_individually:
            advice = "let it assign grades to each student individually"
            raise CourseError(f"{self._what} gives each group one grade: {advice}")
        if told.moderated_grading and not told.grades_published:
            raise CourseError(f"{self._what} is moderated: publish its grades there, or import them by hand")
        require_worth(told.points_possible, worth, self._what)

    def standings(self) -> Mapping[str, Standing]:
        """What stands at each student; Canvas lists everybody to whom the assignment is assigned."""
        found: dict[str, Standing] = {}
        try:
            for page in self._client.pages(f"{self._path}/submissions?per_page=100"):
                for each in read(page, list[Submission], self._what):
                    found[str(each.user_id)] = each.standing()
        except Refused as error:
            raise CourseError(f"{self._what}: its grades cannot be read, {error}") from None
        return found

    def send(self, number: str, points: float) -> None:
        """Enter points."""
        grade = {"submission[posted_grade]": written(points)}
        self._client.ask("PUT", f"{self._path}/submissions/{number}", grade)
