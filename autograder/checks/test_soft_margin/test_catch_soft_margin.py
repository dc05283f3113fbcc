"""Mark scheme of `catch_soft_margin`."""

import itertools

import numpy as np

from autograder import alternate, catches, exercise, expect, misconception, practice, wrong
from solutions.soft_margin import catch_soft_margin, hinge_objective

SAMPLES, FEATURES, LARGEST = 6, 2, 100
LEAST_C, MOST_C = 1e-3, 1e3
INPUTS = 3
# An objective is above the least by ||w - best w||^2 / 2 or more, as it is strongly convex in w.
ONE_SIDE = "classes on the same side of 0, in one feature, of which the best line leaves little slack"
NOT_ALL_LOSS = "but not so small that the losses are nearly all of the objective"
WORSE = 0.01  # of the least objective
ROUND_OFF = 1e-5  # what `trained` is off by


def admissible(X, y, C):
    """A few samples that can be written by hand, of both labels."""
    X = expect.finite(X, "X")
    expect.that(X.ndim == 2, f"X has shape {X.shape}, wanted (N, d)")
    N, d = X.shape
    expect.that(2 <= N <= SAMPLES, f"X has {N} rows, wanted 2 to {SAMPLES} samples")
    expect.that(1 <= d <= FEATURES, f"X has {d} columns, wanted 1 or {FEATURES} features")
    largest = np.abs(X).max()
    expect.that(largest <= LARGEST, f"X has an entry of size {largest:g}, wanted {LARGEST} at most")
    y = expect.integers(y, "y")
    expect.shape(y, (N,), "y")
    expect.that(np.isin(y, (-1, 1)).all(), "y holds another label, wanted -1 and 1 only")
    expect.that(abs(y.sum()) < N, "y holds one label only, wanted both")
    C = expect.number(C, "C")
    expect.that(LEAST_C <= C <= MOST_C, f"C is {C:g}, wanted {LEAST_C:g} to {MOST_C:g}")
    return X, y, C


def trained(X, y, C, bias="free"):
    """The optimum (w, b, alpha) of a soft margin whose bias is free, penalised like w, or missing.

    Each sample is beyond its margin, on it, or short of it. For each of these 3^N cases the equations are linear;
    what solves those of the right case is the optimum, and no candidate has a smaller objective.
    """
    N, d = X.shape
    Z = y[:, None] * (X if bias == "missing" else np.column_stack([X, np.ones(N)]))
    p = Z.shape[1]
    R = np.eye(p)
    if bias == "free":
        R[-1, -1] = 1e-10  # the equations of some cases have no solution: they get one, and the right case hardly moves
    cases = np.array(list(itertools.product(range(3), repeat=N)))  # 0 beyond, 1 on the margin, 2 short of it
    on = (cases == 1).astype(float)
    M = np.zeros((len(cases), p + N, p + N))
    M[:, :p, :p], M[:, :p, p:] = R, -Z.T
    M[:, p:, :p] = on[:, :, None] * Z
    M[:, np.arange(p, p + N), np.arange(p, p + N)] = np.where(on, 1e-10, 1.0)
    right = np.zeros((len(cases), p + N))
    right[:, p:] = np.where(on, 1.0, C * (cases == 2))
    found = np.linalg.solve(M, right[:, :, None])[:, :, 0]
    U, A = found[:, :p], found[:, p:]
    margins = U @ Z.T
    losses = np.maximum(0, 1 - margins).sum(axis=1)
    values = np.sum(U[:, : p if bias == "penalised" else d] ** 2, axis=1) / 2 + C * losses
    right_side = np.where(cases == 0, margins > 1 - 1e-6, np.where(cases == 2, margins < 1 + 1e-6, True))
    feasible = (right_side & (A > -1e-6 * C) & (A < C * (1 + 1e-6))).all(axis=1)
    values = np.where(feasible, values, np.inf)
    best = int(values.argmin())
    u = np.append(U[best], 0.0) if bias == "missing" else U[best]
    return u[:-1], float(u[-1]), A[best]


def objective(X, y, C, w, b):
    """The right one, which all trainers are measured by."""
    return hinge_objective(w, b, X, y, C)


def trainer(X, y, C):
    """The least objective."""
    return objective(X, y, C, *trained(X, y, C)[:2])


def excess(got, wanted):
    """As a fraction of the least objective, which is not 0 where both labels occur."""
    more = got / wanted - 1
    return float(more) if more > ROUND_OFF else 0.0


@exercise(reference=catch_soft_margin)
@catches(trainer, admissible, at_most=INPUTS, distance=excess, clearly=WORSE)
class TestCatchSoftMargin:
    @practice
    def test_inputs_are_admissible(self, student):
        """One to three inputs (X, y, C): 2 to 6 samples of 1 or 2 features, both labels, numbers in their ranges."""
        answer = student.catch_soft_margin()
        for index, entry in enumerate(expect.entries(answer, "catch_soft_margin()", INPUTS, "input", "inputs")):
            what = f"input {index} must be a tuple (X, y, C), it is {expect.kind(entry)}"
            expect.that(isinstance(entry, list | tuple) and len(entry) == 3, what)
            admissible(*entry)

    @wrong("penalises the bias like w", shown=f"{ONE_SIDE}, 2 or more from 0; a C far beyond all alpha may hide it")
    def bias_penalised(X, y, C):
        return objective(X, y, C, *trained(X, y, C, "penalised")[:2])

    @wrong("has no bias, b = 0", shown=ONE_SIDE)
    def no_bias(X, y, C):
        return objective(X, y, C, *trained(X, y, C, "missing")[:2])

    @wrong(
        "takes the mean of the losses for their sum",
        shown=f"so small a C that C/N has clearly another w, {NOT_ALL_LOSS}",
    )
    def mean_for_sum(X, y, C):
        return objective(X, y, C, *trained(X, y, C / len(y))[:2])

    @wrong("multiplies the losses by 1/C", shown="a C whose best w is clearly another than that of 1/C")
    def reciprocal_weight(X, y, C):
        return objective(X, y, C, *trained(X, y, 1 / C)[:2])

    @wrong("forgets the half of ||w||^2 / 2", shown=f"so small a C that C/2 has clearly another w, {NOT_ALL_LOSS}")
    def half_forgotten(X, y, C):
        return objective(X, y, C, *trained(X, y, C / 2)[:2])

    @wrong(
        "has the right w, and for b the mean of y_n - w.x_n over all samples with alpha_n > 0",
        shown="support vectors, some of them at C, whose mean of y_n - w.x_n is not near the interval of the best b",
    )
    def bias_of_all_support_vectors(X, y, C):
        w, _, alpha = trained(X, y, C)
        return objective(X, y, C, w, float(np.mean((y - X @ w)[alpha > 1e-6 * C])))

    @misconception("Symmetric samples have b = 0, and C = 1 is its own reciprocal.", see="catch-soft-margin")
    def one_and_minus_one():
        return [(np.array([[1.0], [-1.0]]), np.array([1, -1]), 1.0)]

    @misconception("Where all samples are 0 there is nothing to learn but b.", see="catch-soft-margin")
    def zeros():
        return [(np.zeros((2, 2)), np.array([1, -1]), 2.0)]

    @misconception("A C so large that the margin is hard: then C, C/2 and C/N are the same.", see="catch-soft-margin")
    def hard_margin():
        return [(np.array([[9.0], [11.0]]), np.array([-1, 1]), 100.0)]

    @misconception("C = 1 hides that it is inverted, and symmetric samples hide the bias.", see="catch-soft-margin")
    def symmetric_and_overlapping():
        return [(np.array([[2.0], [-1.0], [1.0], [-2.0]]), np.array([1, 1, -1, -1]), 1.0)]

    @misconception("With free support vectors only, averaging over all of them is right.", see="catch-soft-margin")
    def free_vectors_only():
        return [(np.array([[9.0], [11.0]]), np.array([-1, 1]), 0.5)]

    @alternate
    def one_for_each_kind():
        far = (np.array([[11.0], [9.0]]), np.array([1, -1]), 10.0)
        soft = (np.array([[1.0], [-1.0], [3.0], [2.0]]), np.array([1, -1, 1, -1]), 0.05)
        return (far, soft, ([[4], [1], [2]], [1, -1, -1], 0.1))

    @alternate
    def as_lists():
        return [[[[4, 1], [1, 0], [2, 1]], [1, -1, -1], 0.1]]

    @alternate
    def in_single_precision():
        return [(np.array([[-4], [-1], [-2]], np.float32), np.array([-1, 1, 1], np.int8), np.float32(0.1))]

    @alternate
    def with_more_samples():
        X = np.array([[8.0, 1.0], [2.0, 0.0], [4.0, 0.0], [2.0, 1.0], [9.0, 2.0]])
        return [(X, np.array([1.0, -1.0, -1.0, -1.0, 1.0]), 0.02)]
