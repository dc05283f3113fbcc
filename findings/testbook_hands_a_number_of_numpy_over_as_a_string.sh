#!/usr/bin/env bash
# testbook 0.4.2 with NumPy 2.4.6, a call of a notebook's function by its reference, `tb.ref("twice")(x)`.
#
# What one would expect: the function gets the argument that the test gives, or the call is refused.
# What happens: the argument is written as source code, and what is of no type that testbook knows becomes a string of its
# str. np.float64 is a subclass of float and arrives; np.int64, np.float32, an array, a set become strings, and so do the
# keys of a dict. Nothing warns: a right answer doubles "3" to "33" and fails; a test that a wrong type is refused passes.
#
# Output seen, for a notebook with `def twice(x): return x * 2` and `def what(x): return type(x).__name__`:
#   3: twice is 6, what came was int
#   np.float64(3.0): twice is 6.0, what came was float
#   np.int64(3): twice is '33', what came was str
#   np.float32(3.0): twice is '3.03.0', what came was str
#   array([1, 2]): twice is '[1 2][1 2]', what came was str
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/env"
"$place/env/bin/pip" install --quiet --disable-pip-version-check testbook==0.4.2 ipykernel==7.1.0 numpy==2.4.6
cd "$place"
PATH="$place/env/bin:$PATH" python -W ignore - 2>log <<'END' || { cat log; exit 1; }
import nbformat
import numpy as np
from nbformat.v4 import new_code_cell, new_notebook
from testbook import testbook

kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
functions = "def twice(x):\n    return x * 2\n\ndef what(x):\n    return type(x).__name__"
nbformat.write(new_notebook(cells=[new_code_cell(functions)], metadata=kernel), "answer.ipynb")
SEEN = [
    (3, (6, "int")),
    (np.float64(3), (6.0, "float")),
    (np.int64(3), ("33", "str")),
    (np.float32(3), ("3.03.0", "str")),
    (np.array([1, 2]), ("[1 2][1 2]", "str")),
]
with testbook("answer.ipynb", execute=True) as notebook:
    for given, seen in SEEN:
        found = notebook.ref("twice")(given), notebook.ref("what")(given)
        print(f"{given!r}: twice is {found[0]!r}, what came was {found[1]}")
        assert found == seen
END
