"""The fast versions in `solutions.fast` against what one would take instead.

Two processes, one thread each, measure every cell of the tables: one with the OpenBLAS kernels that suit the
processor ("native"), one with those for AVX2 ("pinned"), which some environments ask for. In a process the sides of a
cell take turns, what counts is processor time, and what is printed are ratios, the peer's time over ours in the same
round. Before that each side runs once, and its result must be as good as ours: the same objective, or the same
numbers. Peers that are not installed leave their rows out.
`targets` says what ratios are wanted, and `reasons` why some of them are not reached: the report ends with these.

    python -m tests.benchmarks.numerics                         # everything
    python -m tests.benchmarks.numerics --cell svm-waves-2000-C1     # one cell
    python -m tests.benchmarks.numerics --list
"""
