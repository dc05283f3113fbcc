"""An assignment on Canvas, by its REST API: https://developerdocs.instructure.com/services/canvas.

Each grade is a request of its own. The one that takes all of them, `update_grades`, is carried out later, and does not
say whose grades failed.
"""

from collections.abc import Mapping
from typing import Any

from course import CourseError
from course.exports.cells import number as written
from course.lms.client import Client, Refused
from course.lms.place import Place
from course.lms.platform import Standing, require, require_worth
from course.lms.token import Token

POINTS = ("points", "percent", "letter_grade", "gpa_scale")  # kinds of grading that take points


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
            told = require(self._client.look("GET", self._path), dict, self._what)
        except Refused as error:
            advice = "are the numbers those in the address of its page, and does the token's owner grade it?"
            raise CourseError(f"{self._what}: {error}; {advice}") from None
        if told.get("grading_type") not in POINTS:
            raise CourseError(f"{self._what} is graded as {told.get('grading_type')!r}, which takes no points")
        if told.get("group_category_id") and not told.get("grade_group_students_individually"):
            advice = "let it assign grades to each student individually"
            raise CourseError(f"{self._what} gives each group one grade: {advice}")
        if told.get("moderated_grading") and not told.get("grades_published", False):
            raise CourseError(f"{self._what} is moderated: publish its grades there, or import them by hand")
        require_worth(require(told.get("points_possible"), (int, float), self._what), worth, self._what)

    def standings(self) -> Mapping[str, Standing]:
        """What stands at each student; Canvas lists everybody to whom the assignment is assigned."""
        found: dict[str, Standing] = {}
        try:
            for page in self._client.pages(f"{self._path}/submissions?per_page=100"):
                for each in require(page, list, self._what):
                    found[str(require(each, dict, self._what).get("user_id"))] = _standing(each)
        except Refused as error:
            raise CourseError(f"{self._what}: its grades cannot be read, {error}") from None
        return found

    def send(self, number: str, points: float) -> None:
        """Enter points."""
        grade = {"submission[posted_grade]": written(points)}
        self._client.ask("PUT", f"{self._path}/submissions/{number}", grade)


def _standing(told: Mapping[str, Any]) -> Standing:
    """`entered_score` is what was entered, `score` what is left of it after Canvas' own late policy."""
    if told.get("excused"):
        return Standing(None, "excused there")
    score, taken = told.get("score"), told.get("points_deducted") or 0.0
    entered = told.get("entered_score")
    if entered is None and score is not None:
        entered = score + taken
    note = f"Canvas takes {taken:g} points away for lateness once more, by its own late policy" if taken else ""
    return Standing(entered, note=note)
