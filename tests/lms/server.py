"""Canvas and Moodle on this machine: their web services as they are documented, with faults on demand.

Canvas: https://developerdocs.instructure.com/services/canvas, assignments and submissions, pages, throttling.
Moodle: https://moodledev.io/docs/apis, and the functions' own descriptions; what went wrong is said inside of a 200.
"""

import json
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

TOKEN = "11299~5fYzxNq0secret"
COURSE, ASSIGNMENT, INNER = 2041, 88017, 731
PAGE = 2  # submissions on a page of Canvas
SAVE_TAKES = {"assignmentid", "userid", "grade", "attemptnumber", "addattempt", "workflowstate", "applytoall"}


@dataclass(frozen=True)
class Answer:
    """What comes back; None as body closes the connection without a word."""

    status: int = 200
    body: str | None = "null"
    headers: dict[str, str] = field(default_factory=dict)


@dataclass
class Fault:
    """What happens in place of the right answer, so many times, to requests that have these words in them.

    So many of them are answered rightly first, if `skip` says so. With `done` the request is carried out all the same.
    """

    words: str
    answer: Answer
    times: int = 1
    done: bool = False
    skip: int = 0

    def strikes(self, request: str) -> bool:
        if self.words not in request or not self.times:
            return False
        self.skip -= 1
        self.times -= self.skip < 0
        return self.skip < 0


def told(found: Any, status: int = 200, **headers: str) -> Answer:
    return Answer(status, json.dumps(found), {name.replace("_", "-"): value for name, value in headers.items()})


@dataclass
class Person:
    """A student there: what was entered, and what else stands beside it."""

    number: int
    login: str
    email: str
    points: float | None = None
    comment: str = ""
    excused: bool = False


@dataclass
class Platform:
    """What both have: people, faults, and a record of what was asked and what was written."""

    people: list[Person]
    worth: float = 2.0
    assignment: dict[str, Any] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    written: list[tuple[str, float]] = field(default_factory=list)
    address: str = ""

    def __getitem__(self, login: str) -> Person:
        return next(each for each in self.people if each.login == login)

    def grades(self) -> dict[str, float | None]:
        return {each.login: each.points for each in self.people}

    def fail(self, words: str, answer: Answer, times: int = 1, **how: Any) -> None:
        self.faults.append(Fault(words, answer, times, **how))

    def answer(self, method: str, path: str, body: str, headers: Any) -> Answer:
        request = f"{method} {path} {body}"
        self.asked.append(request)
        fault = next((each for each in self.faults if each.strikes(request)), None)
        if fault is None or fault.done:
            data = {key: each[0] for key, each in parse_qs(body, keep_blank_values=True).items()}
            right = self.carried_out(method, path, data, headers)
        return right if fault is None else fault.answer

    def carried_out(self, method: str, path: str, data: dict[str, str], headers: Any) -> Answer:
        raise NotImplementedError

    def enter(self, number: str, points: float) -> bool:
        found = next((each for each in self.people if str(each.number) == number), None)
        if found:
            found.points, found.excused = points, False
            self.written.append((found.login, points))
        return found is not None


class Canvas(Platform):
    """The API of Canvas, with a late policy of its own if `late` is more than 0."""

    late: float = 0.0
    tells_entered = True
    top = f"/api/v1/courses/{COURSE}/assignments/{ASSIGNMENT}"

    def carried_out(self, method: str, path: str, data: dict[str, str], headers: Any) -> Answer:
        if headers["Authorization"] != f"Bearer {TOKEN}":
            errors = {"errors": [{"message": "Invalid access token."}]}
            return told(errors, 401, WWW_Authenticate='Bearer realm="canvas-lms"')
        place = urlsplit(path)
        if (method, place.path) == ("GET", self.top):
            own = {"id": ASSIGNMENT, "points_possible": self.worth, "grading_type": "points"}
            return told(own | self.assignment)
        if (method, place.path) == ("GET", f"{self.top}/submissions"):
            return self.page(int(parse_qs(place.query).get("page", ["1"])[0]))
        found = re.fullmatch(rf"{self.top}/submissions/(\d+)", place.path)
        if method == "PUT" and found and self.enter(found[1], float(data["submission[posted_grade]"])):
            return told(self.submission(next(each for each in self.people if str(each.number) == found[1])))
        return told({"errors": [{"message": "The specified resource does not exist."}]}, 404)

    def page(self, at: int) -> Answer:
        links = [f'<{self.address}{self.top}/submissions?page={at}&per_page={PAGE}>; rel="current"']
        if at * PAGE < len(self.people):
            links.append(f'<{self.address}{self.top}/submissions?page={at + 1}&per_page={PAGE}>; rel="next"')
        some = self.people[(at - 1) * PAGE : at * PAGE]
        return told([self.submission(each) for each in some], Link=",".join(links))

    def submission(self, person: Person) -> dict[str, Any]:
        graded = person.points is not None
        return {
            "id": person.number + 7000,
            "user_id": person.number,
            "score": max(0.0, (person.points or 0.0) - self.late) if graded else None,
            **({"entered_score": person.points} if self.tells_entered else {}),
            "points_deducted": self.late if graded and self.late else None,
            "excused": person.excused or None,
            "workflow_state": "graded" if graded else "submitted",
        }


class Moodle(Platform):
    """The web services of Moodle; `rubric` lets it ignore grades, as an assignment with advanced grading does."""

    rubric = False
    ungraded = "-1.00000"  # or nothing
    shows = ("username", "email")

    def carried_out(self, method: str, path: str, data: dict[str, str], _: Any) -> Answer:
        assert (method, path) == ("POST", "/webservice/rest/server.php"), (method, path)
        if data.pop("wstoken", None) != TOKEN:
            return exception("invalidtoken", "Invalid token - token not found")
        assert data.pop("moodlewsrestformat") == "json"
        function: Callable[[dict[str, str]], Answer] | None = getattr(self, data.pop("wsfunction"), None)
        return function(data) if function else exception("accessexception", "Access control exception")

    def core_enrol_get_enrolled_users(self, data: dict[str, str]) -> Answer:
        assert data == {"courseid": str(COURSE)}
        users = [{"id": each.number, "username": each.login, "email": each.email} for each in self.people]
        return told([{key: user[key] for key in ("id", *self.shows)} for user in users])

    def mod_assign_get_assignments(self, data: dict[str, str]) -> Answer:
        own = {"id": INNER, "cmid": ASSIGNMENT, "name": "Week 1", "grade": self.worth, "markingworkflow": 0}
        assert data == {"courseids[0]": str(COURSE)}
        return told({"courses": [{"id": COURSE, "assignments": [own | self.assignment]}], "warnings": []})

    def mod_assign_get_grades(self, data: dict[str, str]) -> Answer:
        assert data == {"assignmentids[0]": str(INNER)}
        touched = [each for each in self.people if each.points is not None or each.comment]
        grades = [{"userid": each.number, "grade": self.grade(each)} for each in touched]
        nothing = [{"item": "assignment", "itemid": INNER, "warningcode": "3", "message": "No grades found"}]
        found = [{"assignmentid": INNER, "grades": grades}] if grades else []
        return told({"assignments": found, "warnings": [] if grades else nothing})

    def grade(self, person: Person) -> str:
        return self.ungraded if person.points is None else f"{person.points:.5f}"

    def mod_assign_get_submission_status(self, data: dict[str, str]) -> Answer:
        person = next(each for each in self.people if str(each.number) == data["userid"])
        raw, plain = data.get("moodlewssettingraw") == "true", data.get("moodlewssettingfilter") == "false"
        text = person.comment if raw and plain else f'<div class="text_to_html">{person.comment}</div>'
        if data.get("moodlewssettingfileurl") != "false":
            text = text.replace("@@PLUGINFILE@@", f"{self.address}/webservice/pluginfile.php/31")
        editor = {"name": "comments", "description": "Feedback comments", "text": text, "format": 1}
        return told({"feedback": {"plugins": [{"type": "comments", "editorfields": [editor]}]}, "warnings": []})

    def mod_assign_save_grade(self, data: dict[str, str]) -> Answer:
        if missing := SAVE_TAKES - data.keys():
            return exception("invalidparameter", f"Missing required key in single structure: {missing.pop()}")
        if float(data["grade"]) > self.worth:
            return exception("gradeabovemaximum", "Grade above the maximum")
        if not self.rubric and not self.enter(data["userid"], round(float(data["grade"]), 5)):
            return exception("invaliduserid", "Invalid user id")
        comment = data.get("plugindata[assignfeedbackcomments_editor][text]", "")
        next(each for each in self.people if str(each.number) == data["userid"]).comment = comment
        return Answer()


def exception(code: str, message: str) -> Answer:
    return told({"exception": "moodle_exception", "errorcode": code, "message": message})


@contextmanager
def serving(platform: Platform) -> Iterator[None]:
    """The platform answers at its address as long as this."""

    class Handler(BaseHTTPRequestHandler):
        def answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
            found = platform.answer(self.command, self.path, body, self.headers)
            if found.body is None:
                self.close_connection = True
                return
            self.send_response(found.status)
            content = found.body.encode()
            for name, value in {"Content-Type": "application/json", **found.headers}.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_POST = do_PUT = answer  # noqa: N815  names that the library calls

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the library's
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    platform.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
