"""Proofs reach the person who grades, wherever they stand and whatever an editor has done to the notebook."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from autograder.intake.ingest import Paper, load_paper, read
from autograder.intake.proofs import BESIDE, NEAR, NO_CELL
from course.gradebook.sheet import answer_sheet
from course.settings import ROOT
from tests.cases.notebooks import OTHER_PROOF, PROOF, UNIT, Work

EMPTY = f"```markdown {PROOF}\nYOUR ANSWER HERE\n```"
WORDS = "Sample by sample: where the label is not the largest logit, the loss is $\\log 2$ or more."


@pytest.fixture(scope="module")
def paper() -> Paper:
    return load_paper(ROOT / "release" / UNIT)


@pytest.fixture
def sheet(paper: Paper, tmp_path: Path) -> Callable[..., Any]:
    """The answer sheet of a notebook, and what its student is told."""

    def make(work: Work, beside: tuple[str, ...] = ()) -> Any:
        path = work.save(tmp_path / "notebook.ipynb")
        return answer_sheet(path, paper, beside), "\n".join(read(path, paper).notes)

    return make


def scored_unseen(sheet: Any, name: str) -> bool:
    """Whether nbgrader takes a proof for not answered."""
    from nbgrader.utils import determine_grade

    cell = next(each for each in sheet.cells if each.metadata.get("nbgrader", {}).get("grade_id") == name)
    return determine_grade(cell)[0] == 0


def below(name: str, text: str = WORDS) -> Callable[[Work], None]:
    return lambda work: work.after(name, text)


def typed_as_code(work: Work) -> None:
    work.after(PROOF, "")
    work.cell("own").update(cell_type="code", source="# A wrong sample costs log 2.", outputs=[], execution_count=None)


def prompt_overwritten(work: Work) -> None:
    prompt = work.cell(PROOF.removesuffix("-answer"))
    prompt["source"] = "".join(prompt["source"]) + f"\n\n{WORDS}"


def test_an_answer_cell_as_released_with_nothing_near_it_earns_nothing_unseen(sheet: Callable[..., Any]) -> None:
    found, notes = sheet(Work(EMPTY))
    assert scored_unseen(found, PROOF)
    assert not scored_unseen(found, OTHER_PROOF)
    assert "a person" not in notes


@pytest.mark.parametrize(
    "written",
    [
        below(PROOF),
        below(PROOF.removesuffix("-answer")),
        below("progress"),
        typed_as_code,
        prompt_overwritten,
    ],
    ids=["below the answer", "above it", "below the whole lesson", "in a code cell", "in the prompt"],
)
def test_a_proof_that_stands_near_its_cell_waits_for_a_person(
    sheet: Callable[..., Any], written: Callable[[Work], None]
) -> None:
    work = Work(EMPTY)
    written(work)
    found, notes = sheet(work)
    assert not scored_unseen(found, PROOF)
    assert f"Proof 1: The error bound: {NEAR}; a person will look for your answer" in notes
    assert any(f"For whoever grades Proof 1: The error bound: {NEAR}" in cell.source for cell in found.cells)


@pytest.mark.parametrize("place", ["softmax", "setup", OTHER_PROOF])
def test_what_belongs_elsewhere_or_is_code_does_not_ask_for_a_person(sheet: Callable[..., Any], place: str) -> None:
    work = Work(f"{EMPTY}\n\n```python 0a0b0c0d after {PROOF}\nprint(softmax(np.eye(2)))\n```")
    work.after(place, WORDS)
    found, notes = sheet(work)
    assert scored_unseen(found, PROOF)
    assert "a person" not in notes


def test_without_marks_and_names_both_proofs_wait_for_a_person(sheet: Callable[..., Any]) -> None:
    work = Work(EMPTY)
    work.saved_without_marks()
    found, notes = sheet(work)
    assert not scored_unseen(found, PROOF)
    assert not scored_unseen(found, OTHER_PROOF)
    assert f"Proof 1: The error bound: {NO_CELL}" in notes
    written = next(cell for cell in found.cells if cell.id == OTHER_PROOF)
    assert "continuous" in written.source  # a text right below its prompt is the answer


def test_a_deleted_answer_cell_asks_for_a_person(sheet: Callable[..., Any]) -> None:
    work = Work()
    work.cells.remove(work.cell(PROOF))
    found, notes = sheet(work)
    assert not scored_unseen(found, PROOF)
    assert NO_CELL in notes


def test_files_beside_the_notebook_ask_for_a_person_where_nothing_is_written(sheet: Callable[..., Any]) -> None:
    found, _ = sheet(Work(EMPTY), beside=("page1.png",))
    assert not scored_unseen(found, PROOF)
    assert any(BESIDE.format("page1.png") in cell.source for cell in found.cells)
    assert sum("For whoever grades" in cell.source for cell in found.cells) == 1


@pytest.mark.parametrize("save", [Work.saved_by_colab, Work.saved_without_marks], ids=["Colab", "no marks"])
def test_every_paragraph_of_the_lesson_stands_on_the_sheet_once(
    sheet: Callable[..., Any], paper: Paper, save: Callable[[Work], None]
) -> None:
    work = Work()
    save(work)
    found, _ = sheet(work)
    written = {PROOF, OTHER_PROOF}
    texts = [cell.source for cell in found.cells if cell.cell_type == "markdown" and cell.id not in written]
    assert texts == [cell.source for cell in paper.cells if cell.role in ("text", "proof")]


def test_thousands_of_cells_are_looked_through_in_time(paper: Paper, tmp_path: Path) -> None:
    work = Work(EMPTY)
    work.cells.extend([{"cell_type": "markdown", "metadata": {}, "source": " "}] * 4000)
    began = time.monotonic()
    assert len(answer_sheet(work.save(tmp_path / "long.ipynb"), paper).cells) == len(paper.cells)
    assert time.monotonic() - began < 10
