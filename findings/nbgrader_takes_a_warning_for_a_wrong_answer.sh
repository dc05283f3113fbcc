#!/usr/bin/env bash
# nbgrader 0.9.6, `nbgrader validate`.
#
# What one would expect: a test cell fails if it raises. What is on standard error is a remark, such as a deprecation
# that a library announces.
# What happens: whatever a graded cell writes to standard error is a failure, too. A right answer whose test only warns
# is told "VALIDATION FAILED"; the same test without the warning, "Success". And a test that prints "wrong" to standard
# output and raises nothing is a success.
#
# Output seen, one line for each of the three notebooks:
#   warns: VALIDATION FAILED ON 1 CELL(S)! If you submit your assignment as it is, you WILL NOT
#   quiet: Success! Your notebook passes all the tests.
#   prints: Success! Your notebook passes all the tests.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/env"
"$place/env/bin/pip" install --quiet --disable-pip-version-check nbgrader==0.9.6 ipykernel==7.1.0
cd "$place"
cat > make.py <<'EOF'
import sys

import nbformat
from nbformat.v4 import new_code_cell, new_notebook

TESTS = {
    "warns": "import warnings\nwarnings.warn('this will change some day')\nassert half(4) == 2",
    "quiet": "assert half(4) == 2",
    "prints": "print('wrong' if half(4) != 3 else 'right')",
}
for name, test in TESTS.items():
    marks = {"schema_version": 3, "grade": True, "solution": False, "locked": True, "task": False, "points": 1}
    cells = [
        new_code_cell("def half(x):\n    return x / 2"),
        new_code_cell(test, metadata={"nbgrader": marks | {"grade_id": "test", "cell_type": "code"}}),
    ]
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    nbformat.write(new_notebook(cells=cells, metadata=kernel), f"{name}.ipynb")
EOF
env/bin/python make.py
PATH="$place/env/bin:$PATH"
failed=0
for pair in "warns:VALIDATION FAILED" "quiet:Success" "prints:Success"; do
    name=${pair%%:*} wanted=${pair#*:}
    said=$(nbgrader validate "$name.ipynb" 2>/dev/null | grep -m 1 .)
    echo "$name: $said"
    case "$said" in "$wanted"*) ;; *) echo "expected: $wanted" && failed=1 ;; esac
done
exit "$failed"
