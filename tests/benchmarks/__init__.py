"""Measurements against peers: `python -m tests.benchmarks [NAME...]`, or `make bench` for all of them.

`--unit UNIT` measures on one unit, `--otter ENV/bin/python` (`make bench OTTER=ENV/bin/python`) has otter-grader
measured too. Ours and the peers alternate in one run, and what counts are ratios, since absolute times drift on
shared machines. A table goes to standard output and to `results/<name>.md`, progress to standard error. Nothing here
is a test, and no test asserts a time; the helpers have theirs in `tests/test_benchmarks.py`.
"""
