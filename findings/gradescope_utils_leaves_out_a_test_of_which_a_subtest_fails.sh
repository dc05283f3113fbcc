#!/usr/bin/env bash
# gradescope-utils 0.5.0, `JSONTestRunner`, on unittest of Python 3.11.
#
# What one would expect: each test that ran is in results.json: a test with a failing `self.subTest` as failed, with 0 of
# its points; a test that skips itself as not passed.
# What happens: neither is there at all. unittest reports them by addSubTest and addSkip, of which the runner takes no note.
# The student sees the tests that passed, all of them green, and points that are missing nowhere; the sum of max_score,
# by which some tell a percentage, is 4 of the 12 that the weights say.
#
# Output seen:
#   test_right: passed, 4 of 4
#   in results.json: 1 of 3 tests; unittest itself: 3 run, 1 failure, 1 skipped
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/env"
"$place/env/bin/pip" install --quiet --disable-pip-version-check gradescope-utils==0.5.0
"$place/env/bin/python" - <<'END'
import io
import json
import unittest

from gradescope_utils.autograder_utils.decorators import weight
from gradescope_utils.autograder_utils.json_test_runner import JSONTestRunner


class Squares(unittest.TestCase):
    @weight(4)
    def test_right(self):
        self.assertEqual(2 * 2, 4)

    @weight(4)
    def test_wrong_for_one_input(self):
        for x in (1, 2, 3):
            with self.subTest(x=x):
                self.assertNotEqual(x, 2)

    @weight(4)
    def test_that_skips(self):
        self.skipTest("the answer has no function square")


stream = io.StringIO()
result = JSONTestRunner(stream=stream).run(unittest.defaultTestLoader.loadTestsFromTestCase(Squares))
told = json.loads(stream.getvalue())["tests"]
for test in told:
    print(f"{test['name'].split()[0]}: {test['status']}, {test['score']} of {test['max_score']}")
counts = f"{result.testsRun} run, {len(result.failures)} failure, {len(result.skipped)} skipped"
print(f"in results.json: {len(told)} of 3 tests; unittest itself: {counts}")
assert [test["status"] for test in told] == ["passed"] and counts == "3 run, 1 failure, 1 skipped"
END
