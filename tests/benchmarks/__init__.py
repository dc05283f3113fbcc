"""Measurements against peers: `python -m tests.benchmarks [NAME...]`, or `make bench` for all of them.

Ours and the peer alternate in one run, and what is printed are ratios, since absolute times drift on shared
machines. A table goes to standard output and to `results/<name>.md`, progress to standard error. Nothing here
is a test, and no test asserts a time.
"""
