#!/usr/bin/env bash
# nbgrader 0.9.6, `nbgrader generate_assignment --force`.
#
# What one would expect: an assignment that has been handed in gets no new graded cell; nbgrader says so, and what was
# released stays as it was.
# What happens: it says so, but the folder release/ps1 is deleted first. The command that students' notebooks came from
# is then one that cannot be run again without the old source.
#
# Output seen:
#   before: ps1.ipynb
#   RuntimeError: Cannot add or remove cells for notebook 'ps1' because there are submissions associated with it
#   after: nothing
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/env"
"$place/env/bin/pip" install --quiet --disable-pip-version-check nbgrader==0.9.6 ipykernel==7.1.0
cd "$place"
PATH="$place/env/bin:$PATH"
cat > make.py <<'END'
import sys
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_notebook

cells = []
for name in sys.argv[1:]:
    marks = {"schema_version": 3, "grade": True, "solution": False, "locked": True, "task": False, "points": 1}
    cells.append(new_code_cell("assert True", metadata={"nbgrader": marks | {"grade_id": name, "cell_type": "code"}}))
kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
Path("source/ps1").mkdir(parents=True, exist_ok=True)
nbformat.write(new_notebook(cells=cells, metadata=kernel), "source/ps1/ps1.ipynb")
END
generate() { nbgrader generate_assignment ps1 --force 2>&1; }
echo 'c = get_config(); c.CourseDirectory.course_id = "course"' > nbgrader_config.py
python make.py one
generate >/dev/null
echo "before: $(ls release/ps1)"
mkdir -p submitted/ada
cp -r release/ps1 submitted/ada/
nbgrader autograde ps1 >/dev/null 2>&1
python make.py one two
said=$(generate || true)
refusal=$(grep -o -m 1 "RuntimeError: .*" <<<"$said" || true)
echo "${refusal:-$said}"
left=$(ls release/ps1 2>/dev/null || true)
echo "after: ${left:-nothing}"
[[ $refusal == RuntimeError* && -z $left ]]
