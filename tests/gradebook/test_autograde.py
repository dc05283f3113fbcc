"""`nbgrader autograde` brings in the grader's results, whatever was handed in."""

import pytest

from tests.gradebook.conftest import SAMPLE_STUDENTS, UNIT, WORST, Class, cell, solved

pytestmark = pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")  # nbgrader's own sessions cause them


@pytest.mark.parametrize("student", ["ada", "greta", "Zoë Ångström"])
def test_scores_are_those_of_the_grader_to_the_point(graded: Class, student: str) -> None:
    found = {test["name"]: test["score"] for test in graded.result(student)["tests"]}
    scores = graded.scores(student)
    assert {name: scores[name] for name in found} == found


def test_a_partial_score_is_partial(graded: Class) -> None:
    earned = {name: score for name, score in graded.scores("greta").items() if not name.startswith("proof")}
    assert sum(earned.values()) == graded.result("greta")["score"]
    assert 0 < sum(earned.values()) < 39


@pytest.mark.parametrize("student", WORST)
def test_the_worst_notebooks_earn_what_their_answers_deserve(graded: Class, student: str) -> None:
    code = {name: score for name, score in graded.scores(student).items() if not name.startswith("proof")}
    assert sum(code.values()) == WORST[student][1]


def test_points_come_from_the_gradebook_whatever_a_submission_says(graded: Class) -> None:
    assert graded.scores("richer", "max_score")["softmax"] == 6


@pytest.mark.parametrize("student", ["lena", "pia", "no_json", "no_notebook", "two_files"])
def test_what_cannot_be_read_earns_nothing_and_says_why(graded: Class, student: str) -> None:
    assert set(graded.scores(student).values()) == {0.0}
    setup = cell(graded.autograded(student), "setup")
    assert "This submission could not be graded." in "".join(setup["outputs"][0]["data"]["text/html"])


def test_what_cannot_be_read_is_told_in_the_log(graded: Class) -> None:
    log = (graded.root / "log").read_text()
    assert "of pia cannot be graded: the file is empty" in log
    assert "of two_files cannot be graded: 2 notebooks" in log


def test_the_kernel_is_that_of_the_release(graded: Class) -> None:
    assert graded.autograded("foreign_kernel")["metadata"]["kernelspec"]["name"] == "python3"


def test_a_deleted_cell_is_back_in_its_place(graded: Class) -> None:
    names = [each["id"] for each in graded.autograded("deleted_cells")["cells"]]
    whole = [each["id"] for each in graded.autograded("no_json")["cells"]]
    assert [name for name in names if name in whole] == whole


def test_a_second_answer_cell_is_shown_as_the_students_own(graded: Class) -> None:
    tree = graded.autograded("duplicate_ids")
    own = [each for each in tree["cells"] if each["id"].startswith("own-")]
    assert "def softmax(Z):\n    return Z" in ["".join(each["source"]) for each in own]


def test_each_grade_cell_has_one_output_whose_text_is_the_score(graded: Class) -> None:
    for student in (*SAMPLE_STUDENTS, *WORST):
        scores = graded.scores(student)
        for name, score in scores.items():
            if not name.startswith("proof"):
                (output,) = cell(graded.autograded(student), name)["outputs"]
                text = "".join(output["data"]["text/plain"])
                assert (output["output_type"], text) == ("execute_result", repr(score))


def test_nothing_that_a_student_let_a_cell_print_is_left(graded: Class) -> None:
    for student in (*SAMPLE_STUDENTS, *WORST):
        for each in graded.autograded(student)["cells"]:
            kinds = {output["output_type"] for output in each.get("outputs", [])}
            assert kinds <= {"execute_result", "display_data"}


def test_proofs_wait_for_a_person_unless_there_is_none(graded: Class) -> None:
    waiting = graded.scores("greta", "needs_manual_grade")
    tree = graded.autograded("greta")
    for name, needed in waiting.items():
        if name.startswith("proof"):
            assert needed == ("YOUR ANSWER HERE" not in "".join(cell(tree, name)["source"]))
        else:
            assert not needed


def test_a_regrade_keeps_what_people_have_given(mine: Class) -> None:
    proof = "proof-error_at_most_bound-answer"
    with mine.gradebook as book:
        book.find_grade("softmax", UNIT, UNIT, "greta").manual_score = 4.5
        book.find_grade("accuracy", UNIT, UNIT, "greta").extra_credit = 0.25
        book.find_grade(proof, UNIT, UNIT, "greta").manual_score = 3.0
        book.find_comment("softmax-answer", UNIT, UNIT, "greta").manual_comment = "Well tried."
        book.db.commit()
    before = mine.total("greta")
    assert mine.api().autograde(UNIT, "greta")["success"]
    assert mine.total("greta") == before
    with mine.gradebook as book:
        assert book.find_comment("softmax-answer", UNIT, UNIT, "greta").comment == "Well tried."


def test_a_picture_in_a_proof_comes_along(mine: Class) -> None:
    tree = solved()
    picture = {"proof.png": {"image/png": "iVBORw0KGgo="}}
    answer = cell(tree, "proof-error_at_most_bound-answer")
    answer |= {"source": "See ![it](attachment:proof.png)", "attachments": picture}
    mine.hand_in("ada", tree)
    assert mine.api().autograde(UNIT, "ada")["success"]
    assert cell(mine.autograded("ada"), "proof-error_at_most_bound-answer")["attachments"] == picture


def test_a_result_that_the_grader_itself_failed_on_is_not_imported(mine: Class) -> None:
    path = mine.root / "results" / "ada" / f"{UNIT}.json"
    path.chmod(0o600)
    text = path.read_text().replace('"status": "graded"', '"status": "grader_error"', 1)
    path.write_text(text)
    done = mine.api().autograde(UNIT, "ada")
    assert not done["success"]
    assert "nothing is lost, grade it again" in done["log"]


def test_a_result_that_is_missing_is_said_to_be(mine: Class) -> None:
    mine.hand_in("bea", solved())
    done = mine.api().autograde(UNIT, "bea")
    assert not done["success"]
    assert "there is no result of bea" in done["log"]


def test_a_gradebook_with_other_points_than_the_release_is_refused(mine: Class) -> None:
    with mine.gradebook as book:
        book.find_grade_cell("softmax", UNIT, UNIT).max_score = 50.0
        book.db.commit()
    done = mine.api().autograde(UNIT, "ada")
    assert not done["success"]
    assert "as it was before, with another softmax" in done["log"]
