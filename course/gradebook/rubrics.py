"""What a person needs who grades a proof: its rubric and the model answer, on formgrader's page and nowhere else."""

from collections.abc import Mapping
from typing import Any

from nbconvert.preprocessors import Preprocessor
from nbformat import NotebookNode, v4

from course import CourseError
from course.settings import load
from course.weaving.lesson import Proof, read

SHOWN = """**Rubric**

{rubric}

<details><summary>Model answer</summary>

{model_answer}

</details>
"""


class ShowRubrics(Preprocessor):
    """Puts after each proof how it is to be graded; into feedback, which has no submission's page, nothing."""

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        """Return the notebook as its page shows it."""
        proofs = _proofs(resources["assignment_id"]) if "submission_id" in resources else {}
        nb.cells = [each for cell in nb.cells for each in (cell, *_rubric(cell, proofs))]
        return nb, resources


def _proofs(unit: str) -> Mapping[str, Proof]:
    """By the name of the cell in which it is answered; none for an assignment that is not of this course."""
    settings = load()
    try:
        lesson = read(settings.lesson(settings.unit(unit)))
    except CourseError:
        return {}
    return {f"proof-{proof.name}-answer": proof for proof in lesson.proofs}


def _rubric(cell: NotebookNode, proofs: Mapping[str, Proof]) -> list[NotebookNode]:
    proof = proofs.get(cell.metadata.get("nbgrader", {}).get("grade_id"))
    if proof is None:
        return []
    text = SHOWN.format(rubric=proof.rubric, model_answer=proof.model_answer)
    return [v4.new_markdown_cell(text, id=f"rubric-{proof.name}")]  # type: ignore[no-untyped-call]  # nbformat is untyped
