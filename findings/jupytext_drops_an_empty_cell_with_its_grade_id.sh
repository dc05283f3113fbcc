#!/usr/bin/env bash
# jupytext 1.19.6, MyST Markdown, a notebook of nbgrader.
#
# What one would expect: a notebook that goes to text and back has the cells that it had, as by `--to py:percent`; a cell's
# metadata, by which nbgrader knows it, stand in the text, at +++.
# What happens: a Markdown cell without text is not there any more, though its +++ with the grade_id is. It is the cell of a
# written answer whose prompt a student deleted and to which nothing was written: nbgrader then has a cell that it released
# and that nobody handed in. A code cell without code stays.
#
# Output seen:
#   md:myst: grade_id in the text: True; back: ['empty-code']
#   py:percent: grade_id in the text: True; back: ['proof', 'empty-code']
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/env"
"$place/env/bin/pip" install --quiet --disable-pip-version-check jupytext==1.19.6
"$place/env/bin/python" - <<'END'
import jupytext
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook


def marks(name):
    return {"nbgrader": {"grade_id": name, "grade": True, "solution": True, "locked": False, "points": 4}}


kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
cells = [new_markdown_cell("", metadata=marks("proof")), new_code_cell("", metadata=marks("empty-code"))]
SEEN = {"md:myst": ["empty-code"], "py:percent": ["proof", "empty-code"]}
for fmt, seen in SEEN.items():
    text = jupytext.writes(new_notebook(cells=cells, metadata=kernel), fmt)
    back = [cell.metadata.nbgrader.grade_id for cell in jupytext.reads(text, fmt).cells]
    print(f"{fmt}: grade_id in the text: {'proof' in text}; back: {back}")
    assert "proof" in text and back == seen
END
