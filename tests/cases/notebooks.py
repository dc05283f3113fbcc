"""Notebooks in which everything is right, but for what a case changes: as students do, and as editors do.

A case is a text like those of the sample class, whose ada has everything right; `course/sample_class/make.py` says how
it is written. What it does not name is ada's.
"""

import json
import re
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from course.sample_class.make import FENCE, HERE, handed_in, released

CASES = Path(__file__).parent
UNIT = "01_classification"
PROOF = "proof-error_at_most_bound-answer"
OTHER_PROOF = "proof-loss_and_accuracy_both_fall-answer"
OWN = re.compile(r"[0-9a-f]{8}")  # cells of ada's own, which are none of a case
Tree = dict[str, Any]


class Work:
    """One student's notebook, as it was saved."""

    def __init__(self, case: str = "", unit: str = UNIT) -> None:
        """`case` says in fences what is otherwise than ada's."""
        ada = (HERE / "answers" / unit / "ada.md").read_text(encoding="utf-8")
        fences = [found[0] for found in FENCE.finditer(ada) if not OWN.fullmatch(found[2])]
        with TemporaryDirectory() as folder:
            text = Path(folder, "case.md")
            text.write_text("\n\n".join([*fences, case]), encoding="utf-8")
            self.tree: Tree = json.loads(handed_in(released(unit), text))
        self.unit = unit

    @property
    def cells(self) -> list[Tree]:
        """The cells, to be changed in place."""
        found: list[Tree] = self.tree["cells"]
        return found

    def cell(self, name: str) -> Tree:
        """The cell of this id."""
        return next(each for each in self.cells if each.get("id") == name)

    def after(self, name: str, text: str) -> None:
        """Add a text of the student's own below a cell."""
        new = {"cell_type": "markdown", "id": "own", "metadata": {}, "source": text}
        self.cells.insert(self.cells.index(self.cell(name)) + 1, new)

    def saved_by_colab(self) -> None:
        """Ids move into the metadata."""
        for cell in self.cells:
            cell["metadata"]["id"] = cell.pop("id")
        self.tree["nbformat_minor"] = 0

    def saved_without_marks(self) -> None:
        """An editor knows neither ids nor anybody's metadata."""
        for cell in self.cells:
            del cell["id"]
            cell["metadata"] = {}
        self.tree["nbformat_minor"] = 0

    def save(self, path: Path) -> Path:
        """Write it to a file."""
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(self.tree), encoding="utf-8")
        return path


def cases(folder: str) -> dict[str, str]:
    """The texts of a folder of cases, by their names."""
    return {path.stem: path.read_text(encoding="utf-8") for path in sorted((CASES / folder).glob("*.md"))}
