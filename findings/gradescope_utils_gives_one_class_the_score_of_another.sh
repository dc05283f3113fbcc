#!/usr/bin/env bash
# gradescope-utils 0.5.0, `@partial_credit` on a test that several classes inherit.
#
# What one would expect: a test that is written once and inherited by a class for each function of the student is a test
# of its own in each class: one that raises before `set_score` has 0 points.
# What happens: the score is kept at the function, which the classes share. The test of the second class, in which the
# student's function raises, gets the points that the first one earned; its status is "failed" all the same.
#
# Output seen:
#   TestSorts alone: failed, 0.0 of 10
#   after TestSums: TestSums failed, 9 of 10; TestSorts failed, 9 of 10
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/env"
"$place/env/bin/pip" install --quiet --disable-pip-version-check gradescope-utils==0.5.0
cat > "$place/grade.py" <<'END'
import io
import json
import sys
import unittest

from gradescope_utils.autograder_utils.decorators import partial_credit
from gradescope_utils.autograder_utils.json_test_runner import JSONTestRunner


class Shared:
    @partial_credit(10)
    def test_inputs(self, set_score=None):
        set_score(self.right_inputs())


class TestSums(Shared, unittest.TestCase):
    def right_inputs(self):
        return 9


class TestSorts(Shared, unittest.TestCase):
    def right_inputs(self):
        raise NotImplementedError


stream = io.StringIO()
loader = unittest.TestLoader()
JSONTestRunner(stream=stream).run(loader.loadTestsFromNames(sys.argv[1:], sys.modules[__name__]))
told = json.loads(stream.getvalue())["tests"]
rows = [f"{name} {test['status']}, {test['score']} of {test['max_score']}" for name, test in zip(sys.argv[1:], told)]
print("; ".join(rows))
END
alone=$("$place/env/bin/python" "$place/grade.py" TestSorts)
after=$("$place/env/bin/python" "$place/grade.py" TestSums TestSorts)
echo "TestSorts alone: ${alone#TestSorts }"
echo "after TestSums: $after"
[[ $alone == "TestSorts failed, 0.0 of 10" && $after == *"TestSorts failed, 9 of 10" ]]
