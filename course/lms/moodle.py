"""An assignment on Moodle, by its web services: POST /webservice/rest/server.php, https://moodledev.io/docs/apis.

Moodle answers 200 whatever happens; what went wrong stands in the answer. The token goes into the body: what stands in
an address is written into the server's log.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from autograder.names import shown
from course import CourseError
from course.exports.cells import number as written
from course.lms.client import Client, Data, NotLetIn, Refused
from course.lms.place import Place
from course.lms.platform import Standing, require, require_worth
from course.lms.token import Token

SERVER = "/webservice/rest/server.php"
USERS = "core_enrol_get_enrolled_users"
ASSIGNMENTS = "mod_assign_get_assignments"
GRADES = "mod_assign_get_grades"
STATUS = "mod_assign_get_submission_status"
SAVE = "mod_assign_save_grade"
SHUT = ("invalidtoken", "servicenotavailable", "accessexception", "enablewsdescription", "sitemaintenance")
NO_RIGHTS = "1"  # a warning's code
EMBEDDED = "pluginfile.php"  # in a comment with files, which come back at other addresses than they were written with


class Moodle:
    """The assignment at a place."""

    def __init__(self, place: Place, token: Token) -> None:
        self._place, self._token = place, token
        self._client = Client(place.address, token)
        self._assignment = 0  # Moodle's own number of it, which no page shows
        self._graded: set[str] = set()
        self._users: Sequence[Mapping[str, Any]] = ()

    def close(self) -> None:
        """End the connection."""
        self._client.close()

    def require_fit(self, worth: float) -> None:
        """CourseError if the assignment cannot take grades of so many points."""
        what = str(self._place)
        told = self._look(ASSIGNMENTS, {"courseids[0]": self._place.course})
        courses = require(require(told, dict, what).get("courses"), list, what)
        there = [each for course in courses for each in course.get("assignments", [])]
        found = next((each for each in there if each.get("cmid") == self._place.assignment), None)
        if found is None:
            listed = ", ".join(f"{each.get('cmid')} {shown(each.get('name'), 40)}" for each in there[:8]) or "none"
            raise CourseError(f"{what} is not there, or not for the token's owner: the course has {listed}")
        points = require(found.get("grade"), (int, float), what)
        if points <= 0:
            raise CourseError(f"{what} is graded on a scale or not at all: set its grade to points")
        if found.get("markingworkflow"):
            raise CourseError(f"{what} has a marking workflow, whose steps are a person's: import the grades by hand")
        require_worth(points, worth, what)
        self._assignment = require(found.get("id"), int, what)

    def users(self) -> Sequence[Mapping[str, Any]]:
        """Everybody in the course with what the token's owner may see: id, username, email, idnumber.

        All at once: of a page Moodle leaves out whom one may not see, so that a short one need not be the last.
        """
        if not self._users:
            told = self._look(USERS, {"courseid": self._place.course})
            self._users = [require(each, dict, str(self._place)) for each in require(told, list, str(self._place))]
        return self._users

    def standings(self) -> Mapping[str, Standing]:
        """What stands at each user of the course."""
        what = str(self._place)
        told = require(self._look(GRADES, {"assignmentids[0]": self._assignment}), dict, what)
        if any(str(each.get("warningcode")) == NO_RIGHTS for each in told.get("warnings", [])):
            raise CourseError(f"{what}: the token's owner may not see its grades")
        found = {str(user.get("id")): Standing(None) for user in self.users()}
        for each in (grade for part in told.get("assignments", []) for grade in part.get("grades", [])):
            self._graded.add(str(each.get("userid")))
            found[str(each.get("userid"))] = Standing(_points(each.get("grade")))
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
        self._ask(SAVE, grade | self._comment(number))

    def _comment(self, number: str) -> dict[str, str | int]:
        if number not in self._graded:
            return {}
        told = self._look(STATUS, {"assignid": self._assignment, "userid": number})
        feedback = require(told, dict, str(self._place)).get("feedback") or {}
        plugins = [each for each in feedback.get("plugins", []) if each.get("type") == "comments"]
        editor: Mapping[str, Any] = next((field for each in plugins for field in each.get("editorfields", [])), {})
        text = editor.get("text") or ""
        if EMBEDDED in text:
            raise Refused("a comment with pictures or files stands there, which Moodle would break: enter it by hand")
        field = "plugindata[assignfeedbackcomments_editor]"
        return {f"{field}[text]": text, f"{field}[format]": editor.get("format", 1)} if text else {}

    def _look(self, function: str, data: Data) -> Any:
        """Ask for something that changes nothing; CourseError if Moodle refuses."""
        try:
            return self._require_done(self._client.look("POST", SERVER, self._with(function, data)))
        except Refused as error:
            raise CourseError(f"{self._place}: {function}: {error}") from None

    def _ask(self, function: str, data: Data) -> None:
        self._require_done(self._client.ask("POST", SERVER, self._with(function, data)))

    def _with(self, function: str, data: Data) -> Data:
        return {"wstoken": self._token.value, "wsfunction": function, "moodlewsrestformat": "json", **data}

    def _require_done(self, told: Any) -> Any:
        if not isinstance(told, dict) or not ({"exception", "errorcode"} & told.keys()):
            return told
        words = self._client.said(f"{told.get('message') or told.get('error')} ({told.get('errorcode')})")
        if told.get("errorcode") in SHUT:
            advice = "is the token of a service that is on, has its functions, and is yours?"
            raise NotLetIn(f"{self._place.address}: {words}; {advice}")
        raise Refused(words)


def _points(told: Any) -> float | None:
    """Points as Moodle writes them, 18.50000; below 0 is no grade."""
    try:
        points = float(told)
    except (TypeError, ValueError):
        return None
    return points if points >= 0 else None
