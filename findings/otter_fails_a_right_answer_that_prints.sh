#!/usr/bin/env bash
# otter-grader 7.0.0, its two formats of tests.
#
# What one would expect: `assert square(3) == 9` holds or does not; a line that the student's function prints, left from
# looking for a mistake, is no part of it. And the two formats agree about the same assertion.
# What happens: in the format of OK, the default, the assertion is a doctest without output, so that whatever is printed on
# the way is a difference: every test of the function fails, and the right answer has no point. In the format of
# exceptions it has all.
#
# Output seen, of 2 points:
#   OK: 2.0 if it is silent, 0 if it prints
#   exceptions: 2.0 if it is silent, 2.0 if it prints
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/env"
"$place/env/bin/pip" install --quiet --disable-pip-version-check otter-grader==7.0.0
"$place/env/bin/python" -W ignore - <<'END'
import contextlib
import io

from otter.test_files.exception_test import ExceptionTestFile
from otter.test_files.ok_test import OKTestFile


def silent(x):
    return x * x


def prints(x):
    print("x is", x)
    return x * x


CASES = ("assert square(3) == 9", "assert square(-2) == 4")
ok = {"name": "square", "points": 2, "suites": [{"cases": [{"code": f">>> {case}\n"} for case in CASES]}]}
functions = "\n".join(f"@test_case()\ndef case_{n}(square):\n    {case}\n" for n, case in enumerate(CASES))
exceptions = f"from otter.test_files import test_case\nOK_FORMAT = False\nname = 'square'\npoints = 2\n{functions}"


def scores(make):
    found = []
    for function in (silent, prints):
        test = make()
        with contextlib.redirect_stdout(io.StringIO()):
            test.run({"square": function})
        found.append(test.score)
    return found


SEEN = [2, 0], [2, 2]
found = scores(lambda: OKTestFile.from_spec(ok)), scores(lambda: ExceptionTestFile.from_string(exceptions))
for name, (alone, printing) in zip(("OK", "exceptions"), found):
    print(f"{name}: {alone} if it is silent, {printing} if it prints")
assert found == SEEN
END
