"""`course push` sends what is new, leaves what people have entered, and says what became of each grade."""

import csv
import logging
from dataclasses import replace
from pathlib import Path

import pytest

from course.by_hand.settling import Settled
from course.exports.grades import Grade
from course.lms.moodle import SERVER
from course.settings import Settings
from tests.lms.conftest import OURS, UNIT, Push, canvas, grade, moodle
from tests.lms.server import TOKEN, Answer, Platform, exception, told
from tests.reports.conftest import build_proof


def place(lms: Platform) -> str:
    return f"{UNIT} -> {type(lms).__name__} at {lms.address}, course 2041, assignment 88017"


def writing(lms: Platform, login: str = "") -> str:
    """Words that a request has which enters a grade, of one student or any."""
    if type(lms).__name__ == "Canvas":
        return f"submissions/{lms[login].number} " if login else "PUT "
    return f"save_grade&moodlewsrestformat=json&assignmentid=731&userid={lms[login].number}&" if login else "save_grade"


def rows(table: Path) -> dict[str, str]:
    return {row["student"]: row["what"] for row in csv.DictReader(table.read_text(encoding="utf-8-sig").splitlines())}


def test_nothing_is_sent_unless_it_is_asked_for(push: Push, lms: Platform) -> None:
    done = push()
    assert (done.exit_code, lms.written) == (0, [])
    assert done.stdout.splitlines()[:2] == ["student  there  here", "ada      -      2     new"]
    assert f"{place(lms)}: 5 new\n" in done.stdout
    assert done.stdout.endswith("nothing is sent yet: the same command with --write sends 5 grades\n")
    assert push("--dry-run").stdout == done.stdout
    lms["ada"].points = 2.0
    assert "1 as before" in push().stdout
    assert not Path(f"results/sent-{UNIT}.json").exists()


def test_all_are_sent_once(push: Push, lms: Platform) -> None:
    done = push("--write")
    assert (done.exit_code, lms.grades()) == (0, OURS)
    assert len(lms.written) == 5
    again = push("--write")
    assert (again.exit_code, len(lms.written)) == (0, 5)
    assert again.stdout == f"{place(lms)}: 5 as before\n"


def test_a_regrade_is_sent_over_what_was_sent(push: Push, lms: Platform) -> None:
    push("--write")
    grade("ben", 2)
    done = push("--write", "--report", "table.csv")
    assert (done.exit_code, lms.written[5:]) == (0, [("ben", 2.0)])
    assert "ben      1      2     changed" in done.stdout.splitlines()
    assert rows(Path("table.csv")) == dict.fromkeys(OURS, "as before") | {"ben": "changed"}


def test_what_a_person_entered_there_stays(push: Push, lms: Platform) -> None:
    lms["ada"].points = 1.5
    push("--write")
    lms["ben"].points = 1.75
    lms["dora"].points = None
    grade("ben", 2)
    grade("eva", 2)
    done = push("--write")
    assert (done.exit_code, lms.grades()) == (1, OURS | {"ada": 1.5, "ben": 1.75, "dora": None, "eva": 2.0})
    assert "ada      1.5    2     kept     entered there, not from here" in done.stdout
    assert "ben      1.75   2     kept     changed there since 1 was sent" in done.stdout
    assert "dora     -      2     kept     taken away there since 2 was sent" in done.stdout
    assert "--overwrite STUDENT puts the grade from here in its place" in done.stdout


def test_it_is_overwritten_only_for_those_who_are_named(push: Push, lms: Platform) -> None:
    lms["ada"].points = lms["ben"].points = 1.5
    done = push("--write", "--overwrite", "ada")
    assert (done.exit_code, lms["ada"].points, lms["ben"].points) == (1, 2.0, 1.5)
    assert "ada      1.5    2     overwritten" in done.stdout
    unknown = push("--write", "--overwrite", "Ben")
    assert (unknown.exit_code, lms["ben"].points) == (2, 1.5)
    assert "--overwrite names students without a grade here: Ben (is it ben?)" in unknown.stderr


def test_a_grade_that_is_the_same_on_both_sides_is_the_courses_own(push: Push, lms: Platform) -> None:
    lms["ada"].points = 2.0
    push("--write")
    assert ("ada", 2.0) not in lms.written
    grade("ada", 1)
    assert push("--write").exit_code == 0
    assert lms["ada"].points == 1.0


def test_what_is_not_final_is_refused(push: Push, lms: Platform, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("course.lms.push.settle", lambda *_, units: Settled(doubts=["a row is of nobody"]))
    grade("ada", 2, proofs=[build_proof()])
    grade("ben", 0, score=None, status="grader_error", reason="it broke")
    lms.worth = 6.0
    done = push("--write")
    assert done.exit_code == 1, done.stderr
    assert lms["ada"].points is lms["ben"].points is None
    assert "refused  not final: to be graded by hand: Proof 1" in done.stdout
    assert "refused  not final: it broke" in done.stdout
    assert done.stderr == "a row is of nobody\n"
    assert lms["eva"].points == 1.0
    sent = push("--write", "--provisional")
    assert (lms["ada"].points, lms["ben"].points) == (2.0, None)
    assert "ada      -      2     new      not final: to be graded by hand: Proof 1" in sent.stdout


def test_points_that_people_gave_and_that_are_not_in_the_results_stop_the_whole(push: Push, lms: Platform) -> None:
    grade("ada", 2, proofs=[build_proof()])  # of a unit that this course has not built
    done = push("--write")
    assert (done.exit_code, lms.asked) == (2, [])
    assert "is not what `course build` writes: run it again): mend it, or send what there is with" in done.stderr


def test_who_handed_nothing_in_gets_nothing_unless_0_is_wanted(
    push: Push, lms: Platform, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = [Grade("ada", UNIT, None, 2.0), Grade("ben", UNIT, 3.0, 2.0, penalty=1.5)]
    monkeypatch.setattr("course.lms.push.grades", lambda *_: found)
    done = push("--write")
    assert (done.exit_code, lms["ada"].points, lms["ben"].points) == (0, None, 1.5)
    assert "ada      -      -     no grade  nothing was handed in" in done.stdout
    push("--write", "--missing-as-zero")
    assert lms["ada"].points == 0.0


def test_a_student_whom_the_platform_does_not_know_stops_nobody(push: Push, lms: Platform) -> None:
    grade("adda", 2)
    done = push("--write")
    assert (done.exit_code, lms.grades()) == (1, OURS)
    assert "adda     -      2     refused  unknown there; is it ada?" in done.stdout


def test_who_is_not_in_the_assignment_is_no_student_of_it(push: Push, lms: Platform) -> None:
    eva = lms.people.pop()
    done = push("--write")
    why = f"the assignment has no student with the number {eva.number}" if "Canvas" in str(lms) else "unknown there"
    assert (done.exit_code, len(lms.written)) == (1, 4)
    assert f"eva      -      1     refused  {why}" in done.stdout


def test_points_of_assignment_and_unit_are_the_same_or_nothing_is_sent(push: Push, lms: Platform) -> None:
    lms.worth = 100
    done = push("--write")
    assert (done.exit_code, lms.written) == (2, [])
    assert "has 100 points, the unit 2: set the points of the assignment there to those of the unit" in done.stderr


@pytest.mark.parametrize(
    "answer",
    [
        Answer(429, "slow down", {"Retry-After": "7"}),
        Answer(403, "403 Forbidden (Rate Limit Exceeded)\n", {"Retry-After": "7"}),
        Answer(503, "", {"Retry-After": "7"}),
    ],
)
def test_a_throttled_request_is_made_again_when_the_platform_says(
    push: Push, lms: Platform, pauses: list[float], answer: Answer
) -> None:
    lms.fail(writing(lms, "ben"), answer, times=2)
    lms.fail("", answer)
    assert push("--write").exit_code == 0
    assert (lms.grades(), len(lms.written)) == (OURS, 5)
    assert pauses == [7.0, 0.0, 7.0, 7.0]


def test_a_pause_without_a_word_grows_and_has_an_end(push: Push, lms: Platform, pauses: list[float]) -> None:
    lms.fail("", Answer(429, ""), times=2)
    lms.fail("", Answer(429, "", {"Retry-After": "Wed, 21 Oct 2065 07:28:00 GMT"}))
    assert push().exit_code == 0
    assert pauses == [1.0, 2.0, 60.0]


def test_a_platform_that_throttles_for_ever_is_left_alone(push: Push, lms: Platform) -> None:
    lms.fail("", Answer(429, ""), times=1000)
    done = push("--write")
    assert (done.exit_code, lms.written, len(done.stderr.splitlines())) == (2, [], 1)
    assert "is too busy for us, 5 times in a row: try again later" in done.stderr


@pytest.mark.parametrize("body", [None, "<html>oh</html>", '{"user_id": 5'])
@pytest.mark.parametrize("done_there", [True, False])
def test_a_grade_without_a_clear_answer_is_sent_again_only_if_it_did_not_arrive(
    push: Push, lms: Platform, body: str | None, done_there: bool
) -> None:
    lms.fail(writing(lms, "cem"), Answer(200, body), done=done_there)
    assert push("--write").exit_code == 0
    assert (lms.grades(), sorted(lms.written)) == (OURS, sorted(OURS.items()))


def test_after_500_in_the_middle_the_rest_goes_on_and_the_next_run_resumes(push: Push, lms: Platform) -> None:
    lms.fail(writing(lms, "ben"), Answer(500, "{}"), times=3)
    done = push("--write")
    assert (done.exit_code, lms.grades()) == (1, OURS | {"ben": None})
    assert "ben      -      1     failed  the platform answered 500 Internal Server Error" in done.stdout
    assert "the same command goes on where this one stopped: what has arrived is not sent again" in done.stdout
    again = push("--write")
    assert (again.exit_code, lms.grades(), len(lms.written)) == (0, OURS, 5)


def test_a_platform_that_is_down_is_not_asked_for_everybody(push: Push, lms: Platform) -> None:
    lms.fail(writing(lms), Answer(502, ""), times=1000)
    done = push("--write", "--report", "table.csv")
    assert (done.exit_code, sum(writing(lms) in each for each in lms.asked)) == (1, 3 * 3)
    assert list(rows(Path("table.csv")).values()) == ["failed"] * 3 + ["not tried"] * 2
    lms.faults.clear()
    assert push("--write").exit_code == 0
    assert lms.grades() == OURS


def test_a_refusal_of_one_grade_is_told_with_the_reason(push: Push, lms: Platform) -> None:
    refusal = told({"errors": [{"message": "cannot grade"}]}, 400)
    lms.fail(writing(lms, "ben"), refusal if "Canvas" in str(lms) else exception("locked", "cannot grade"))
    done = push("--write")
    assert (done.exit_code, lms.grades()) == (1, OURS | {"ben": None})
    assert any("refused" in line and "cannot grade" in line for line in done.stdout.splitlines())
    assert sum(writing(lms, "ben") in each for each in lms.asked) == 1


def test_without_a_good_token_there_is_one_line(push: Push, lms: Platform, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COURSE_LMS_TOKEN", "wrong")
    done = push("--write")
    assert (done.exit_code, done.stdout, len(done.stderr.splitlines()), len(lms.asked)) == (2, "", 1, 1)
    assert "token" in done.stderr


def test_a_token_that_ends_in_the_middle_ends_the_run_there(push: Push, lms: Platform) -> None:
    shut = told({"errors": []}, 401, WWW_Authenticate="Bearer")
    lms.fail(writing(lms, "cem"), shut if "Canvas" in str(lms) else exception("invalidtoken", "Invalid token"))
    done = push("--write")
    assert (done.exit_code, [login for login, _ in lms.written]) == (1, ["ada", "ben"])
    assert done.stdout.count("not tried") == 3
    assert push("--write").exit_code == 0
    assert lms.grades() == OURS


def test_what_is_not_there_is_said_with_where_to_look(push: Push, lms: Platform) -> None:
    missing = told({"errors": [{"message": "The specified resource does not exist."}]}, 404)
    lms.fail("", missing if "Canvas" in str(lms) else told({"courses": [], "warnings": []}))
    done = push("--write")
    assert (done.exit_code, lms.written, len(done.stderr.splitlines())) == (2, [], 1)
    assert "course 2041, assignment 88017" in done.stderr


@pytest.mark.parametrize(
    "body", ["null", "[]", '"no"', '{"a": 1}', "[1]", '{"courses": [1]}', '[{"id": "x", "user_id": []}]']
)
def test_an_answer_of_another_kind_than_documented_is_one_line(push: Push, lms: Platform, body: str) -> None:
    for times in range(1, 5):
        lms.faults.clear()
        lms.asked.clear()
        lms.fail("", Answer(200, body), times=times)
        done = push("--write")
        assert (done.exit_code, len(done.stderr.splitlines())) == (2, 1), body
    assert lms.written == []


@pytest.mark.parametrize("body", [None, "", "<html>a page</html>", '{"cut'])
def test_a_question_without_an_answer_is_asked_again(
    push: Push, lms: Platform, pauses: list[float], body: str | None
) -> None:
    lms.fail("", Answer(200, body), times=2)
    assert push("--write").exit_code == 0
    assert (lms.grades(), pauses) == (OURS, [1.0, 2.0, 0.0])
    lms.fail("", Answer(200, body), times=1000)
    done = push("--write")
    assert (done.exit_code, done.stdout, len(done.stderr.splitlines())) == (2, "", 1)
    assert done.stderr.endswith(": try again later\n")


def test_if_nobody_can_look_again_it_is_said(push: Push, lms: Platform) -> None:
    words, before = ("submissions?", 3) if "Canvas" in str(lms) else ("mod_assign_get_grades", 1)
    lms.fail(words, Answer(500, ""), times=1000, skip=before)
    lms.fail(writing(lms, "ben"), Answer(500, ""))
    done = push("--write")
    assert (done.exit_code, lms.grades()) == (1, OURS | {"ben": None})
    assert done.stdout.count("new     taken, but not looked at again: http") == 4
    assert "failed  the platform answered 500 Internal Server Error" in done.stdout
    lms.faults.clear()
    assert push("--write").exit_code == 0
    assert lms.grades() == OURS


def test_a_table_that_cannot_be_written_is_said_after_all_is_told(push: Push, lms: Platform) -> None:
    done = push("--write", "--report", "none/table.csv")
    assert (done.exit_code, lms.grades()) == (2, OURS)
    assert "5 new" in done.stdout and "none/table.csv cannot be written (No such file or directory)" in done.stderr


def test_a_redirect_is_not_followed_with_the_token(push: Push, lms: Platform) -> None:
    lms.fail("", Answer(308, "", {"Location": "https://elsewhere.example.org/x?y"}))
    done = push()
    assert (done.exit_code, len(lms.asked)) == (2, 1)
    assert "points to https://elsewhere.example.org/x: write the address that is meant into [lms]" in done.stderr


def test_the_token_is_in_no_log_no_address_and_no_file(
    push: Push, lms: Platform, caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    caplog.set_level(logging.DEBUG)
    lms.fail("", Answer(500, TOKEN))
    lms.fail(writing(lms, "ben"), Answer(400, TOKEN) if "Canvas" in str(lms) else exception(TOKEN, TOKEN))
    push("--write", "--report", "table.csv")
    assert len(caplog.records) > 10
    assert TOKEN not in caplog.text
    assert not [each for each in lms.asked if TOKEN in each.split(" ")[1]]
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert len(files) > 5 and not [path for path in files if TOKEN in path.read_text(errors="replace")]


def test_what_was_sent_is_noted_as_it_goes(push: Push, lms: Platform, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> bool:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("course.lms.sending._seen", interrupted)
        assert push("--write").exit_code == 130
    grade("ada", 1)
    assert push("--write").exit_code == 0
    assert lms.grades() == OURS | {"ada": 1.0}


@pytest.mark.parametrize("text", ["{", "[]", '{"a": 1}', '{"a": {"b": "c"}}'])
def test_notes_that_are_damaged_are_not_guessed(push: Push, lms: Platform, text: str) -> None:
    Path(f"results/sent-{UNIT}.json").write_text(text)
    done = push("--write")
    assert (done.exit_code, lms.written, len(done.stderr.splitlines())) == (2, [], 1)
    assert "restore it, or delete it" in done.stderr


def test_what_was_sent_to_one_assignment_is_not_what_stands_at_another(
    push: Push, lms: Platform, course: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    push("--write")
    lms.address = lms.address.replace("127.0.0.1", "localhost")
    other = replace(course, lms={**course.lms, "address": lms.address})
    monkeypatch.setattr("course.lms.commands.load", lambda: other)
    grade("ben", 2)
    done = push("--write")
    assert (done.exit_code, lms["ben"].points) == (1, 1.0)
    assert "ben      1      2     kept  entered there, not from here" in done.stdout


@canvas
@pytest.mark.parametrize("tells_entered", [True, False])
def test_canvas_penalty_of_its_own_is_told(push: Push, lms: Platform, tells_entered: bool) -> None:
    lms.late, lms.tells_entered = 0.5, tells_entered  # type: ignore[attr-defined]  # Canvas has them
    grade("cem", 1)  # of 0 points nothing can be taken
    done = push("--write")
    assert (done.exit_code, lms.grades()) == (0, OURS | {"cem": 1.0})
    assert "new  Canvas takes 0.5 points away for lateness once more, by its own late policy" in done.stdout
    assert "5 as before" in push("--write").stdout


@canvas
def test_an_excuse_stays(push: Push, lms: Platform) -> None:
    lms["ada"].excused = True
    assert "ada      -      2     kept  excused there" in push("--write").stdout
    assert lms["ada"].points is None


@canvas
@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"grading_type": "pass_fail"}, "is graded as 'pass_fail', which takes no points"),
        ({"group_category_id": 4}, "gives each group one grade"),
        ({"moderated_grading": True}, "is moderated"),
        ({"points_possible": None}, "the answer is not as its documentation says"),
    ],
)
def test_an_assignment_on_canvas_that_takes_no_such_grades(
    push: Push, lms: Platform, settings: dict[str, object], words: str
) -> None:
    lms.assignment = settings
    done = push("--write")
    assert (done.exit_code, lms.written) == (2, [])
    assert words in done.stderr


@moodle
@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"grade": -2}, "is graded on a scale or not at all"),
        ({"markingworkflow": 1}, "has a marking workflow"),
        ({"cmid": 5}, "is not there, or not for the token's owner: the course has 5 Week 1"),
    ],
)
def test_an_assignment_on_moodle_that_takes_no_such_grades(
    push: Push, lms: Platform, settings: dict[str, object], words: str
) -> None:
    lms.assignment = settings
    done = push("--write")
    assert (done.exit_code, lms.written) == (2, [])
    assert words in done.stderr


@moodle
@pytest.mark.parametrize("ungraded", ["-1.00000", ""])
def test_moodle_deletes_no_comment(push: Push, lms: Platform, ungraded: str) -> None:
    lms.ungraded = ungraded  # type: ignore[attr-defined]  # Moodle has it
    comments = {"ada": "<p>Well & good + new</p>", "ben": '<img src="@@PLUGINFILE@@/x.png">'}
    for login, comment in comments.items():
        lms[login].comment = comment
    assert push("--write").exit_code == 0
    assert lms.grades() == OURS
    assert {each.login: each.comment for each in lms.people if each.comment} == comments


@moodle
def test_a_comment_that_cannot_be_read_keeps_the_grade_of_its_student(push: Push, lms: Platform) -> None:
    lms["ada"].comment = "<p>Well</p>"
    lms.fail("get_submission_status", exception("nopermissions", "Sorry, but you do not currently have permissions"))
    done = push("--write")
    assert (done.exit_code, lms.grades(), lms["ada"].comment) == (1, OURS | {"ada": None}, "<p>Well</p>")
    assert "refused  Sorry, but you do not currently have permissions (nopermissions)" in done.stdout


@moodle
def test_a_grade_that_moodle_takes_and_ignores_did_not_arrive(push: Push, lms: Platform) -> None:
    lms.rubric = True  # type: ignore[attr-defined]  # Moodle has it
    done = push("--write")
    assert done.exit_code == 1
    assert "failed  taken, but nothing stands there: is it graded by a rubric?" in done.stdout
    assert sum("save_grade" in each for each in lms.asked) == 5


@moodle
def test_moodle_finds_people_by_what_it_shows(push: Push, lms: Platform) -> None:
    lms.shows = ("email",)  # type: ignore[attr-defined]  # the same
    done = push("--write")
    assert (done.exit_code, lms.written) == (2, [])
    assert "nobody's Username: try --by 'Email address' or --by 'ID number'" in done.stderr
    assert push("--write", "--by", "Email address").exit_code == 0
    assert lms.grades() == OURS
    assert all(SERVER in each for each in lms.asked)
