#!/usr/bin/env bash
# pytest-xdist 3.8.0 with pytest 9.2.0, `--dist loadgroup` and `@pytest.mark.xdist_group`.
#
# What one would expect: tests with the same group name run on one worker, as the documentation promises, so that what they
# share - a server, a session's fixture that takes minutes - is made once. pip finds nothing wrong with the two versions.
# What happens: xdist notes the group by appending "@name" to a private attribute of each test, from which it reads the group
# again in the test's id. pytest 9.2 does not make the id from that attribute any more: no test has a group, each is dealt out by
# itself, nothing is said, and everything passes - slower, since fixtures are made by each worker. pytest 9.1.1 and before keep
# the groups. `--dist loadscope` and a `pytest_xdist_make_scheduler` of one's own work with both.
#
# Output seen:
#   pytest 9.1.1: the group of 8 tests ran on 1 worker
#   pytest 9.2.0: the group of 8 tests ran on 2 workers
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cat > "$place/test_group.py" <<'END'
import os
import time
from pathlib import Path

import pytest


@pytest.mark.xdist_group("one")
@pytest.mark.parametrize("number", range(8))
def test_of_the_group(number):
    time.sleep(0.3)
    (Path(__file__).parent / f"worker-{os.environ['PYTEST_XDIST_WORKER']}").touch()
END
run() {
    python3 -m venv "$place/$1"
    "$place/$1/bin/pip" install --quiet --disable-pip-version-check "pytest==$1" pytest-xdist==3.8.0
    rm -f "$place"/worker-*
    (cd "$place" && "$place/$1/bin/python" -m pytest -q -p no:cacheprovider -n 2 --dist loadgroup test_group.py >/dev/null)
    found=$(find "$place" -maxdepth 1 -name 'worker-*' | wc -l)
    echo "pytest $1: the group of 8 tests ran on $found worker$([ "$found" = 1 ] || echo s)"
    [ "$found" = "$2" ]
}
run 9.1.1 1
run 9.2.0 2
