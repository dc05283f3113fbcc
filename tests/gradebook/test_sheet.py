"""From whatever was handed in to the released notebook with the student's answers in it."""

import json
from pathlib import Path
from typing import Any

import pytest
from nbformat import NotebookNode, v4, validate

from autograder.intake.paper import load_paper
from autograder.problems import Ungradable
from course.gradebook.sheet import LONGEST_SHOWN, answer_sheet, blank_sheet, written
from course.settings import ROOT
from tests.gradebook.conftest import UNIT, Tree, cell, solved, without

PAPER = load_paper(ROOT / "release" / UNIT)
PROOF = "proof-error_at_most_bound-answer"


@pytest.fixture
def sheet_of(tmp_path: Path) -> Any:
    """The answer sheet of a notebook."""

    def made(tree: Tree) -> NotebookNode:
        path = tmp_path / "handed in.ipynb"
        path.write_text(json.dumps(tree))
        sheet = answer_sheet(path, PAPER)
        validate(sheet)
        return sheet

    return made


def released() -> list[str]:
    return [each.id for each in PAPER.cells]


def sources(sheet: NotebookNode) -> dict[str, str]:
    return {each.id: each.source for each in sheet.cells}


def test_all_marks_are_those_of_the_release(sheet_of: Any) -> None:
    tree = solved()
    for each in tree["cells"]:
        each["metadata"] = {"nbgrader": {"grade_id": each["id"], "points": 99, "grade": True}, "deletable": True}
    marks = {each.id: each.metadata for each in sheet_of(tree).cells if each.id in released()}
    assert marks == {each.id: each.metadata for each in blank_sheet(PAPER).cells}


def test_what_is_locked_stays_and_what_was_put_there_is_shown_after_it(sheet_of: Any) -> None:
    tree = solved()
    cell(tree, "softmax")["source"] = "print('I passed')"
    found = sheet_of(tree)
    at = [each.id for each in found.cells].index("softmax")
    assert found.cells[at].source == PAPER.by_id["softmax"].source
    assert found.cells[at + 1].source == "print('I passed')"


def test_a_proof_typed_into_the_prompt_is_not_lost(sheet_of: Any) -> None:
    tree = solved()
    prompt = cell(tree, "proof-error_at_most_bound")
    prompt["source"] += "\n\nMy proof: it is obvious."
    found = sheet_of(tree)
    at = [each.id for each in found.cells].index("proof-error_at_most_bound")
    assert "My proof: it is obvious." in found.cells[at + 1].source


def test_cells_of_their_own_keep_their_places(sheet_of: Any) -> None:
    tree = solved()
    extra = {"cell_type": "markdown", "metadata": {}, "source": "A thought."}
    tree["cells"].insert(0, extra)
    tree["cells"].insert(tree["cells"].index(cell(tree, "softmax")) + 1, {**extra, "source": "Another."})
    found = sheet_of(tree)
    ids = [each.id for each in found.cells]
    assert found.cells[0].source == "A thought."
    assert found.cells[ids.index("softmax") + 1].source == "Another."


def test_cells_come_in_the_order_of_the_release(sheet_of: Any) -> None:
    tree = solved()
    tree["cells"].reverse()
    assert [each.id for each in sheet_of(tree).cells if each.id in released()] == released()


def test_an_answer_that_is_gone_is_as_it_was_released(sheet_of: Any) -> None:
    assert sources(sheet_of(without("softmax-answer")))["softmax-answer"] == PAPER.by_id["softmax-answer"].source


def test_a_proof_turned_into_code_is_still_shown_as_text(sheet_of: Any) -> None:
    tree = solved()
    cell(tree, PROOF).update(cell_type="code", source="We *show* it.", outputs=[], execution_count=None)
    found = next(each for each in sheet_of(tree).cells if each.id == PROOF)
    assert (found.cell_type, found.source) == ("markdown", "We *show* it.")


@pytest.mark.parametrize("attachments", [[1, "x"], 3, {"a": {"image/png": 3}}, {f"{i}": {} for i in range(1000)}])
def test_attachments_that_are_none_are_left_out(sheet_of: Any, attachments: object) -> None:
    tree = solved()
    cell(tree, PROOF).update(source="Look.", attachments=attachments)
    assert "attachments" not in next(each for each in sheet_of(tree).cells if each.id == PROOF)


def test_a_cell_longer_than_anybody_reads_is_cut_and_says_so(sheet_of: Any) -> None:
    tree = solved()
    cell(tree, PROOF)["source"] = "x" * (LONGEST_SHOWN + 7)
    assert sources(sheet_of(tree))[PROOF].endswith("x\n... (7 more characters)")


def test_of_the_cell_that_carries_files_a_sheet_has_what_it_says_of_itself(sheet_of: Any) -> None:
    found = sources(sheet_of(solved()))["files"]
    assert found.splitlines()[0] == "# @title The files beside this notebook"
    assert all(line.startswith("# ") for line in found.splitlines()) and len(found) < 400


def test_no_output_comes_along(sheet_of: Any) -> None:
    tree = solved()
    for each in tree["cells"]:
        if each["cell_type"] == "code":
            each["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "full marks"}]
    assert not any(each.get("outputs") for each in sheet_of(tree).cells)


def test_a_sheet_is_written_as_nbformat_writes_it(sheet_of: Any) -> None:
    tree = solved()
    picture = {"image/png": "iVBORw0KGgo=", "text/plain": "two\nlines"}
    cell(tree, PROOF)["attachments"] = {"proof.png": picture}
    cell(tree, PROOF)["source"] = ["¼ of \u2028 <b>\x7f</b>\n", "\"\\\t\x01 李雷 𝔼"]
    sheet = sheet_of(tree)
    sheet.metadata["other"] = {"empty": [{}, []], "numbers": [1, -2.5, 0.1, 4.0, True, None]}
    expected: str = v4.writes(sheet)  # type: ignore[no-untyped-call]  # nbformat is untyped
    assert written(sheet) == f"{expected}\n".encode()


def test_what_is_no_notebook_has_no_sheet(tmp_path: Path) -> None:
    (tmp_path / "x.ipynb").write_text("no notebook")
    with pytest.raises(Ungradable, match="a notebook is wanted"):
        answer_sheet(tmp_path / "x.ipynb", PAPER)
