"""An assignment on Moodle, by its web services: POST /webservice/rest/server.php, https://moodledev.io/docs/apis.

Moodle answers 200 whatever happens; what went wrong stands in the answer. The token goes into the body: what stands in
an address is written into the server's log.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from msgspec import Struct

from autograder.names import shown
from autograder.reports.pages import first
from course import CourseError
from course.exports.cells import number as written
from course.lms.client import Client, Data, NotLetIn, Refused
from course.lms.place import Place
from course.lms.platform import Standing, read, require_worth
from course.lms.token import Token

SERVER = "/webservice/rest/server.php"
USERS = "core_enrol_get_enrolled_users"
ASSIGNMENTS = "mod_assign_get_assignments"
GRADES = "mod_assign_get_grades"
STATUS = "mod_assign_get_submission_status"
SAVE = "mod_assign_save_grade"
SHUT = ("invalidtoken", "servicenotavailable", "accessexception", "enablewsdescription", "sitemaintenance")
NUMBER = re.compile(r"\d+(\.\d*)?")
NO_RIGHTS = "1"  # a warning's code
AS_STORED = {  # texts as they stand in the database, not as pages show them
    "moodlewssettingraw": "true",
    "moodlewssettingfileurl": "false",
    "moodlewssettingfilter": "false",
}


class Assignment(Struct, frozen=True):
    """How an assignment is graded; `cmid` is the number in the address of its page."""

    id: int
    cmid: int
    grade: float
    name: str = ""
    markingworkflow: int = 0


class Course(Struct, frozen=True):
    """A course's assignments."""

    assignments: tuple[Assignment, ...] = ()


class Courses(Struct, frozen=True):
    """What was asked of one course, as Moodle answers it."""

    courses: tuple[Course, ...]


class User(Struct, frozen=True):
    """Somebody in the course, with what the token's owner may see."""

    id: int
    username: str = ""
    email: str = ""
    idnumber: str = ""


class Grade(Struct, frozen=True):
    """A grade, "18.50000"; empty or below 0 if there is none."""

    userid: int
    grade: str

    def standing(self) -> Standing:
        """What stands there."""
        points = float(self.grade) if NUMBER.fullmatch(self.grade) else None
        return Standing(points)


class Grades(Struct, frozen=True):
    """The grades of an assignment."""

    grades: tuple[Grade, ...]


class Warning(Struct, frozen=True):  # noqa: A001  as Moodle calls it
    """What Moodle could not do."""

    warningcode: str


class AllGrades(Struct, frozen=True):
    """What was asked of one assignment, as Moodle answers it."""

    assignments: tuple[Grades, ...]
    warnings: tuple[Warning, ...] = ()


class Editor(Struct, frozen=True):
    """A text, and the number of its format."""

    text: str = ""
    format: int = 1


class Plugin(Struct, frozen=True):
    """A kind of feedback, and its texts."""

    type: str
    editorfields: tuple[Editor, ...] = ()


class Feedback(Struct, frozen=True):
    """All that somebody got beside the grade."""

    plugins: tuple[Plugin, ...] = ()


class Status(Struct, frozen=True):
    """How far a submission is."""

    feedback: Feedback | None = None


class Moodle:
    """The assignment at a place."""

    def __init__(self, place: Place, token: Token) -> None:
        self._place, self._token = place, token
        self._client = Client(place.address, token)
        self._assignment = 0  # Moodle's own number of it, which no page shows
        self._graded: set[str] = set()
        self._users: Sequence[User] = ()

    def close(self) -> None:
        """End the connection."""
        self._client.close()

    def require_fit(self, worth: float) -> None:
        """CourseError if the assignment cannot take grades of so many points."""
        what = str(self._place)
        told = read(self._look(ASSIGNMENTS, {"courseids[0]": self._place.course}), Courses, what)
        there = [each for course in told.courses for each in course.assignments]
        found = next((each for each in there if each.cmid == self._place.assignment), None)
        if found is None:
            listed = ", ".join(first([f"{each.cmid} {shown(each.name, 40)}" for each in there])) or "none"
            raise CourseError(f"{what} is not there, or not for the token's owner: the course has {listed}")
        if found.grade <= 0:
            raise CourseError(f"{what} is graded on a scale or not at all: set its grade to points")
        if found.markingworkflow:
            raise CourseError(f"{what} has a marking workflow, whose steps are a person's: import the grades by hand")
        require_worth(found.grade, worth, what)
        self._assignment = found.id

    def users(self) -> Sequence[User]:
        """Everybody in the course.

        All at once: of a page Moodle leaves out whom one may not see, so that a short one need not be the last.
        """
        if not self._users:
            told = self._look(USERS, {"courseid": self._place.course})
            self._users = read(told, tuple[User, ...], str(self._place))
        return self._users

    def standings(self) -> Mapping[str, Standing]:
        """What stands at each user of the course."""
        what = str(self._place)
        told = read(self._look(GRADES, {"assignmentids[0]": self._assignment}), AllGrades, what)
        if any(each.warningcode == NO_RIGHTS for each in told.warnings):
            raise CourseError(f"{what}: the token's owner may not see its grades")
        found = {str(user.id): Standing(None) for user in self.users()}
        for each in (grade for part in told.assignments for grade in part.grades):
            self._graded.add(str(each.userid))
            found[str(each.userid)] = each.standing()
        return found

    def send(self, number: str, points: float) -> None:
        """Enter points, and the comment that stands there: Moodle deletes it where none comes with a grade."""
        grade: dict[str, str | int] = {
            "assignmentid": self._assignment,
            "userid": number,
            "grade": written(points),
            "attemptnumber": -1,  # the last
            "addattempt": 0,
            "workflowstate": "",
            "applytoall": 0,
        }
        self._done(self._client.ask, SAVE, grade | self._comment(number))

    def _comment(self, number: str) -> dict[str, str | int]:
        if number not in self._graded:
            return {}
        told = self._done(self._client.look, STATUS, {"assignid": self._assignment, "userid": number, **AS_STORED})
        feedback = read(told, Status, str(self._place)).feedback or Feedback()
        editors = [each for plugin in feedback.plugins if plugin.type == "comments" for each in plugin.editorfields]
        if not editors or not editors[0].text:
            return {}
        field = "plugindata[assignfeedbackcomments_editor]"
        return {f"{field}[text]": editors[0].text, f"{field}[format]": editors[0].format}

    def _look(self, function: str, data: Data) -> Any:
        """Ask for something that changes nothing; CourseError if Moodle refuses."""
        try:
            return self._done(self._client.look, function, data)
        except Refused as error:
            raise CourseError(f"{self._place}: {function}: {error}") from None

    def _done(self, ask: Callable[[str, str, Data], Any], function: str, data: Data) -> Any:
        """What a function answers; Refused or NotLetIn for what it says has gone wrong."""
        own = {"wstoken": self._token.value, "wsfunction": function, "moodlewsrestformat": "json"}
        told = ask("POST", SERVER, {**own, **data})
        if not isinstance(told, dict) or not ({"exception", "errorcode"} & told.keys()):
            return told
        words = self._client.said(f"{told.get('message') or told.get('error')} ({told.get('errorcode')})")
        if told.get("errorcode") in SHUT:
            advice = "is the token of a service that is on, has its functions, and is yours?"
            raise NotLetIn(f"{self._place.address}: {words}; {advice}")
        raise Refused(words)
