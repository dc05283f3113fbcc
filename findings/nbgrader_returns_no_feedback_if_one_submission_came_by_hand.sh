#!/usr/bin/env bash
# nbgrader 0.9.6, `nbgrader release_feedback`.
#
# What one would expect: a notebook that came by mail, and was laid into submitted/ by hand, has no timestamp and no secret.
# Its feedback cannot be fetched; that of the others is released.
# What happens: the command ends in a traceback at the first student without these files. Whose name comes later in the
# file system's order gets no feedback either, and no line says who.
#
# Output seen, for three students of whom the first in that order came by hand:
#   FileNotFoundError: [Errno 2] No such file or directory: '.../feedback/cem/ps1/timestamp.txt'
#   released: 0 of the 2 that could be
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/env"
"$place/env/bin/pip" install --quiet --disable-pip-version-check nbgrader==0.9.6
cd "$place"
mkdir -m 777 exchange
cat > nbgrader_config.py <<END
c = get_config()
c.CourseDirectory.course_id = "course"
c.Exchange.root = "$place/exchange"
END
for student in ada ben cem; do
    mkdir -p "feedback/$student/ps1"
    echo "<p>$student</p>" > "feedback/$student/ps1/ps1.html"
done
python3 - <<'END'
# The two names that the file system lists last came through the exchange, so that the first one stops everything.
import glob
import os
from pathlib import Path

first, *rest = (Path(each) for each in glob.glob("feedback/*/ps1"))
for number, folder in enumerate(rest):
    (folder / "timestamp.txt").write_text("2026-11-01 12:00:00 UTC")
    (folder / "submission_secret.txt").write_text(str(number) * 64)
END
said=$(env/bin/nbgrader release_feedback ps1 2>&1 || true)
error=$(grep -o -m 1 "FileNotFoundError: .*" <<<"$said" || true)
echo "${error:-$said}"
released=$(find exchange -name '*.html' | wc -l)
echo "released: $released of the 2 that could be"
[[ -n $error && $released -eq 0 ]]
