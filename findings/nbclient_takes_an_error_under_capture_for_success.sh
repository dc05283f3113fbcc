#!/usr/bin/env bash
# nbclient 0.11.0 with IPython 9.9.0 and ipykernel 7.1.0: `NotebookClient.execute`, `jupyter execute`, nbconvert --execute.
#
# What one would expect: a notebook whose cell raises is not executed to its end: there is a CellExecutionError.
# What happens: under `%%capture`, and in a file that `%run` runs, the traceback is an output of the cell, of the type
# "error", but the kernel's reply to the cell is "ok", by which nbclient goes. The cells after it run, and the notebook
# counts as one without errors. Under `%%time` and `%%timeit` the same assertion stops it. Who wants to know must look
# through the outputs as well.
#
# Output seen:
#   bare: CellExecutionError
#   %%time: CellExecutionError
#   %%capture: success, with an output of type error: AssertionError
#   %run: success, with an output of type error: AssertionError
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/env"
"$place/env/bin/pip" install --quiet --disable-pip-version-check nbclient==0.11.0 ipykernel==7.1.0 ipython==9.9.0
cd "$place"
echo "assert 1 + 1 == 3" > check.py
PATH="$place/env/bin:$PATH" python -W ignore - 2>log <<'END' || { cat log; exit 1; }
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from nbformat.v4 import new_code_cell, new_notebook

CELLS = {
    "bare": "assert 1 + 1 == 3",
    "%%time": "%%time\nassert 1 + 1 == 3",
    "%%capture": "%%capture\nassert 1 + 1 == 3",
    "%run": "%run check.py",
}
kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
for name, source in CELLS.items():
    notebook = new_notebook(cells=[new_code_cell(source)], metadata=kernel)
    try:
        NotebookClient(notebook, timeout=60).execute()
        verdict = "success"
    except CellExecutionError as error:
        verdict = type(error).__name__
    errors = [output.ename for output in notebook.cells[0].outputs if output.output_type == "error"]
    print(f"{name}: {verdict}" + (f", with an output of type error: {errors[0]}" if verdict == "success" else ""))
    assert errors == ["AssertionError"]
    assert verdict == ("success" if name in ("%%capture", "%run") else "CellExecutionError")
END
