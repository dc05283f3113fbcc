"""Mark scheme of `label_propagation`."""

from typing import ClassVar

import numpy as np

from autograder import alternate, exercise, forall, misconception, practice, slip, weight
from autograder.checks.test_learning_modes.graphs import (
    anything_elsewhere,
    complete,
    in_pieces,
    long_path,
    network,
    path,
    whole_labels,
)
from autograder.checks.test_learning_modes.inputs import close, flat
from solutions.learning_modes import label_propagation

WIDEST = 10.0  # label, for tolerances


@exercise(reference=label_propagation)
class TestLabelPropagation:
    CONTRACT: ClassVar = {
        "Harmonic extension f (N,)": ("test_harmonic", "test_path", "test_complete_graph"),
        "there f is y (N,), real numbers": "test_harmonic",
        "Elsewhere y is ignored": ("test_harmonic", "test_path"),
        "perhaps everywhere": "test_nothing_known_of_y",
        "real numbers or integers": "test_whole_labels",
        "be it NaN": "test_nothing_known_of_y",
        "W is symmetric and": "test_pieces_and_loops",
        "in any unit": "test_long_path",
        "counts as one of node i with itself": "test_pieces_and_loops",
        "may be without links": "test_pieces_and_loops",
        "weights of links": "test_path",
        "up to 12 nodes": "test_long_path",
    }
    EQUIVALENT: ClassVar = {
        **dict.fromkeys(
            [
                "R = np.asarray(W, float)[np.ix_(order, order)] * (np.max(W) or 1)",
                "R = np.asarray(W, float)[np.ix_(order, order)] / (np.max(W) and 1)",
                "R = np.asarray(W, float)[np.ix_(order, order)] / (np.max(W) or 0)",
                "R = np.asarray(W, float)[np.ix_(order, order)] / (np.max(W) or 2)",
                "R = np.asarray(W, float)[np.ix_(order, order)] / (np.min(W) or 1)",
            ],
            "the unit of the weights cancels in every mean; it keeps those of very different size in range",
        ),
        "N, known, degrees = (len(R), np.count_nonzero(mask), np.ones(len(R)))": "each is written before it is read",
        "for k in range(N - 1, known - 2, -1):": "the row of a label is not read",
        "order = np.argsort(~np.asarray(mask))": "labelled nodes first, in whatever order",
    }

    @practice
    @weight(2)
    @forall(network)
    def test_harmonic(self, student, W, y, mask):
        """f is y where a label is known; elsewhere it is the mean of its neighbours weighted by W."""
        f = flat(student.label_propagation(W, y, mask), len(W), "f")
        close(f[mask], y[mask], "f where mask is true", WIDEST)
        flows = np.sum(W * (f[None, :] - f[:, None]), axis=1)[~mask]
        close(flows, np.zeros(len(flows)), "the sum over j of W_ij (f_j - f_i), where mask is false", 10 * WIDEST)

    @practice
    @weight(1)
    @forall(path)
    def test_path(self, student, W, y, mask, wanted):
        """On a path with labels at its ends f moves by the same share at each link, counted in 1/w."""
        close(student.label_propagation(W, y, mask), wanted, "f", WIDEST)

    @weight(1)
    @forall(complete)
    def test_complete_graph(self, student, W, y, mask, mean):
        """Where all nodes are linked alike every unlabelled one gets the mean of the labels."""
        f = flat(student.label_propagation(W, y, mask), len(W), "f")
        close(f, np.where(mask, y, mean), "f", WIDEST)

    @weight(1)
    @forall(in_pieces)
    def test_pieces_and_loops(self, student, W, y, mask):
        """Components do not know of each other, a loop moves no mean, and a labelled node may be without links."""
        close(student.label_propagation(W, y, mask), label_propagation(W, y, mask), "f", WIDEST)

    @weight(1)
    @forall(long_path, draws=10)
    def test_long_path(self, student, W, y, mask, wanted):
        """On a path of 12 nodes with equal weights, in whatever unit, f moves by the same at each link."""
        close(student.label_propagation(W, y, mask), wanted, "f", WIDEST)

    @weight(1)
    @forall(whole_labels, draws=10)
    def test_whole_labels(self, student, W, y, mask):
        """Labels may be integers, 0 and 1, and f lies between."""
        close(student.label_propagation(W, y, mask), label_propagation(W, y, mask), "f", WIDEST)

    @weight(1)
    @forall(anything_elsewhere, draws=6)
    def test_nothing_known_of_y(self, student, W, y, mask):
        """Where mask is false y may be NaN; where it is true everywhere f is y."""
        close(student.label_propagation(W, y, mask), label_propagation(W, y, mask), "f", WIDEST)
        close(student.label_propagation(W, W[0], np.ones(len(y), bool)), W[0], "f, all labels known", WIDEST)

    @alternate
    def by_steps(W, y, mask):
        degrees = W.sum(axis=1)
        P = W / np.where(degrees > 0, degrees, 1)[:, None]
        f = np.where(mask, y, 0.0)
        for _ in range(1000):
            f = P @ f
            f[mask] = y[mask]
        return f

    @alternate
    def by_many_steps_at_once(W, y, mask):
        """The same by a power of the matrix of a step."""
        degrees = W.sum(axis=1)
        P = W / np.where(degrees > 0, degrees, 1)[:, None]
        P[mask] = np.eye(len(W))[mask]
        return np.linalg.matrix_power(P, 4096) @ np.where(mask, y, 0.0)

    @alternate
    def by_blocks(W, y, mask):
        u = ~mask
        degrees = W.sum(axis=1)
        f = np.array(y, float)
        A = np.diag(degrees[u]) - W[np.ix_(u, u)]
        f[u] = np.linalg.solve(A, W[np.ix_(u, mask)] @ y[mask])
        return f

    @alternate
    def by_all_equations(W, y, mask):
        """One equation for each node: its label, or the mean of its neighbours."""
        A = np.diag(W.sum(axis=1)) - W
        A[mask] = np.eye(len(W))[mask]
        return np.linalg.solve(A, np.where(mask, y, 0))

    @alternate
    def by_least_energy(W, y, mask):
        """A least-squares problem with a row for each link."""
        rows, targets = [], []
        for i in range(len(W)):
            for j in range(i):
                if W[i, j] > 0:
                    row, root = np.zeros(len(W)), np.sqrt(W[i, j])
                    row[i], row[j] = root, -root
                    rows.append(row[~mask])
                    targets.append(-row[mask] @ y[mask])
        f = np.array(y, float)
        f[~mask] = np.linalg.lstsq(np.array(rows), np.array(targets), rcond=None)[0]
        return f

    @alternate
    def by_random_walks(W, y, mask):
        """Where a walk from a node first meets a label: the powers of its steps, summed up by squaring."""
        u = np.flatnonzero(~mask)
        P = W[u] / W[u].sum(axis=1, keepdims=True)
        S, T = np.eye(len(u)), P[:, u]
        for _ in range(14):
            S, T = S + S @ T, T @ T
        f = np.where(mask, y, 0.0)
        f[u] = S @ P[:, mask] @ y[mask]
        return f

    @alternate
    def by_loops(W, y, mask):
        """Gauss and Seidel, until nothing moves."""
        N = len(W)
        known = [float(y[i]) for i in range(N) if mask[i]]
        f = [float(y[i]) if mask[i] else sum(known) / len(known) for i in range(N)]
        for _ in range(1000):
            most = 0.0
            for i in range(N):
                if not mask[i]:
                    new = sum(W[i][j] * f[j] for j in range(N)) / sum(W[i][j] for j in range(N))
                    most, f[i] = max(most, abs(new - f[i])), new
            if most < 1e-12:
                break
        return f

    @alternate
    def in_single_precision(W, y, mask):
        W, y = W.astype(np.float32), y.astype(np.float32)
        u = ~mask
        L = np.diag(W.sum(axis=1)) - W
        f = y.copy()
        f[u] = -np.linalg.inv(L[u][:, u]) @ L[u][:, mask] @ y[mask]
        return f

    rounded_to_whole_numbers = slip(
        by_blocks,
        (
            "f[u] = np.linalg.solve(A, W[np.ix_(u, mask)] @ y[mask])",
            "f[u] = np.linalg.solve(A, W[np.ix_(u, mask)] @ y[mask]).round()",
        ),
        hint="f is a number between labels, not one of them: no rounding.",
        see="def-harmonic",
    )
    between_0_and_1 = slip(
        by_many_steps_at_once,
        (
            "return np.linalg.matrix_power(P, 4096) @ np.where(mask, y, 0.0)",
            "return np.where(mask, y, np.clip(np.linalg.matrix_power(P, 4096) @ np.where(mask, y, 0.0), 0, 1))",
        ),
        hint="Labels are any real numbers: f lies between the least and the largest of them, not between 0 and 1.",
        see="def-harmonic",
    )
    dtype_of_the_labels = slip(
        by_blocks,
        ("np.array(y, float)", "y.copy()"),
        hint="Means that are written into y or a copy of it are cut off if y holds integers: make a new array.",
        see="def-harmonic",
    )
    nan_times_zero = slip(
        by_blocks,
        ("W[np.ix_(u, mask)] @ y[mask]", "(W @ (y * mask))[u]"),
        hint="NaN times 0 is NaN: select the labels, do not multiply by mask.",
        see="def-harmonic",
    )
    a_little_on_the_diagonal = slip(
        by_blocks,
        ("np.diag(degrees[u])", "np.diag(degrees[u] + 1e-8)"),
        hint="A small number on the diagonal is not small beside small weights, and pulls f to 0.",
        see="def-harmonic",
    )
    less_on_the_diagonal = slip(
        by_blocks,
        ("np.diag(degrees[u])", "np.diag(degrees[u] + 1e-10)"),
        hint="A small number on the diagonal is not small beside small weights, and pulls f to 0.",
        see="def-harmonic",
    )
    links_to_labels_not_in_the_degree = slip(
        by_blocks,
        ("degrees = W.sum(axis=1)", "degrees = W[:, u].sum(axis=1)"),
        ("np.linalg.solve(A, W[np.ix_(u, mask)] @ y[mask])", "np.linalg.pinv(A) @ (W[np.ix_(u, mask)] @ y[mask])"),
        hint="The degree counts all links of a node, those to labels too.",
        see="def-harmonic",
    )
    loops_in_the_weights_only = slip(
        by_blocks,
        ("degrees = W.sum(axis=1)", "degrees = W.sum(axis=1) - np.diag(W)"),
        hint="A loop stands in the degree and in W, or in neither: in the mean it then has no say.",
        see="def-harmonic",
    )
    labelled_first = slip(
        by_blocks,
        ("return f", "return np.concatenate([y[mask], f[u]])"),
        hint="f has the order of the nodes, not the labelled ones first.",
        see="def-harmonic",
    )
    labels_as_strong_wishes = slip(
        by_all_equations,
        (
            "A[mask] = np.eye(len(W))[mask]\n    return np.linalg.solve(A, np.where(mask, y, 0))",
            "return np.linalg.solve(A + np.diag(np.where(mask, 100.0, 0.0)), np.where(mask, 100.0 * y, 0.0))",
        ),
        hint="Labels are kept exactly: a penalty, however large, lets them give way.",
        see="def-harmonic",
    )
    ended_too_early = slip(
        by_loops,
        ("most < 1e-12", "most < 1e-3"),
        hint="A step that moves little is not the end: labels travel slowly along a path.",
        see="def-harmonic",
    )

    @misconception("A round that moves little is not the end: labels travel slowly along a path.", see="def-harmonic")
    def until_little_moves(W, y, mask):
        f = np.where(mask, y, 0.0)
        while True:
            new = np.where(mask, y, W @ f / np.maximum(W.sum(axis=1), 1e-300))
            if np.abs(new - f).max() < 1e-3:
                return new
            f = new

    @misconception("A label may be 0: what is known says mask, not y.", see="def-harmonic")
    def zero_for_unknown(W, y, mask):
        known = mask & (y != 0)
        u = ~known
        f = np.where(known, y, 0.0)
        L = np.diag(W.sum(axis=1)) - W
        f[u] = np.linalg.lstsq(L[np.ix_(u, u)], W[np.ix_(u, known)] @ y[known], rcond=None)[0]
        return f

    @misconception(
        "Where all labels are known nothing moves: the largest of no changes is an error.", see="def-harmonic"
    )
    def one_unknown_at_least(W, y, mask):
        f, u = np.where(mask, y, 0.0), np.flatnonzero(~mask)
        for _ in range(1000):
            new = W[u] @ f / W[u].sum(axis=1)
            if np.max(np.abs(new - f[u])) < 1e-14:
                break
            f[u] = new
        return f

    @misconception(
        "One round is right only where no two unlabelled nodes are linked: go on until f does not move.",
        see="def-harmonic",
    )
    def one_round(W, y, mask):
        f = np.where(mask, y, 0.0)
        for i in np.flatnonzero(~mask):
            f[i] = W[i] @ f / W[i].sum()
        return f

    @misconception(
        "A hundred rounds are not the end on a long path, where labels travel slowly: go on until f does not move.",
        see="def-harmonic",
    )
    def hundred_rounds(W, y, mask):
        f = np.where(mask, y, 0.0)
        for _ in range(100):
            for i in np.flatnonzero(~mask):
                f[i] = W[i] @ f / W[i].sum()
        return f

    @misconception("The mean of all neighbours is wanted, not the label at the strongest link.", see="def-harmonic")
    def strongest_link(W, y, mask):
        f, known = np.where(mask, y, 0.0), np.flatnonzero(mask)
        for i in np.flatnonzero(~mask):
            f[i] = y[known[np.argmax(W[i, known])]]
        return f

    not_clamped = slip(
        by_many_steps_at_once,
        ("P[mask] = np.eye(len(W))[mask]", "pass"),
        hint="The labels stay: they are put back after each step.",
        see="def-harmonic",
    )
    not_clamped_for_long = slip(
        by_many_steps_at_once,
        ("P[mask] = np.eye(len(W))[mask]", "pass"),
        ("P, 4096", "P, 100"),
        hint="The labels stay: they are put back after each step.",
        see="def-harmonic",
    )
    columns_normalised = slip(
        by_many_steps_at_once,
        ("[:, None]", "[None, :]"),
        hint="D^-1 stands on the left of W: each row of the weights sums to 1, not each column.",
        see="def-harmonic",
    )
    normalised_on_both_sides = slip(
        by_many_steps_at_once,
        (
            "P = W / np.where(degrees > 0, degrees, 1)[:, None]",
            "r = np.sqrt(np.where(degrees > 0, degrees, 1)); P = W / r[:, None] / r",
        ),
        hint="A weighted mean divides by the degree of the node alone: D^-1 W, nothing on the right.",
        see="def-harmonic",
    )
    one_step = slip(
        by_many_steps_at_once,
        ("P, 4096", "P, 1"),
        hint="One step is not the end: unlabelled neighbours count, too, and that is how labels spread.",
        see="def-harmonic",
    )
    ten_steps = slip(
        by_many_steps_at_once,
        ("P, 4096", "P, 10"),
        hint="Ten steps are not the end: go on until f does not move, or solve for it.",
        see="def-harmonic",
    )
    links_of_no_weight = slip(
        by_blocks,
        ("degrees = W.sum(axis=1)", "W = np.where(W > 1e-8, W, 0)\n    degrees = W.sum(axis=1)"),
        ("np.linalg.solve(A, W[np.ix_(u, mask)] @ y[mask])", "np.linalg.pinv(A) @ (W[np.ix_(u, mask)] @ y[mask])"),
        hint="A weight of 1e-8 may be as large as all others: the unit is free, and only 0 is no link.",
        see="def-harmonic",
    )
    mask_inverted = slip(
        by_many_steps_at_once,
        ("np.where(mask, y, 0.0)", "np.where(mask, 0.0, y)"),
        ("P[mask] = np.eye(len(W))[mask]", "P[~mask] = np.eye(len(W))[~mask]"),
        hint="mask is true where the label is known.",
        see="def-harmonic",
    )
    weights_ignored = slip(
        by_many_steps_at_once,
        ("degrees = W.sum(axis=1)\n", "W = (W > 0).astype(float)\n    degrees = W.sum(axis=1)\n"),
        hint="The mean is weighted: a strong link counts more.",
        see="def-harmonic",
    )
    damped_with_labels = slip(
        by_many_steps_at_once,
        ("P[mask] = np.eye(len(W))[mask]", "start = np.where(mask, y, 0.0)"),
        (
            "np.linalg.matrix_power(P, 4096) @ np.where(mask, y, 0.0)",
            "0.1 * np.linalg.inv(np.eye(len(W)) - 0.9 * P) @ start",
        ),
        hint="Labels are kept exactly, and elsewhere nothing but the neighbours counts: no share of the start.",
        see="def-harmonic",
    )
    decisions = slip(
        by_many_steps_at_once,
        ("return np.linalg", "return 0.5 < np.linalg"),
        hint="f is a number, not yet a decision: no threshold.",
        see="def-harmonic",
    )
    signs = slip(
        by_many_steps_at_once,
        (
            "return np.linalg.matrix_power(P, 4096) @ np.where(mask, y, 0.0)",
            "return np.sign(np.linalg.matrix_power(P, 4096) @ np.where(mask, y, 0.0))",
        ),
        hint="f is a number, not yet a decision: no rounding, no signs.",
        see="def-harmonic",
    )
    wrong_sign = slip(
        by_blocks,
        ("np.linalg.solve(A, W", "np.linalg.solve(A, -W"),
        hint="A sign: what comes from the labels is W_ul y_l, with plus, on the right of the equation.",
        see="def-harmonic",
    )
    unlabelled_only = slip(
        by_blocks,
        ("return f", "return f[u]"),
        hint="f has an entry for every node, the labels among them.",
        see="def-harmonic",
    )
    labels_as_wishes = slip(
        by_all_equations,
        ("A[mask] = np.eye(len(W))[mask]", "A = A + np.diag(mask * 1.0)"),
        hint="Labels are kept exactly: this pulls f towards them only.",
        see="def-harmonic",
    )
    y_counted_everywhere = slip(
        by_all_equations,
        (
            "A[mask] = np.eye(len(W))[mask]\n    return np.linalg.solve(A, np.where(mask, y, 0))",
            "A[mask] = np.eye(len(W))[mask]\n    return np.linalg.solve(A, y)",
        ),
        hint="y is ignored where mask is false.",
        see="def-harmonic",
    )
    loops_in_the_degree_only = slip(
        by_blocks,
        (
            "A = np.diag(degrees[u]) - W[np.ix_(u, u)]",
            "A = np.diag(degrees[u]) - W[np.ix_(u, u)] * (1 - np.eye(u.sum()))",
        ),
        hint="A loop stands in the degree and in W: in the mean it then has no say.",
        see="def-harmonic",
    )

    @misconception("Every node has neighbours of its own: this is the mean of all labels.", see="def-harmonic")
    def mean_of_the_labels(W, y, mask):
        return np.where(mask, y, y[mask].mean())

    @misconception("Unlabelled neighbours count, too: this is the mean over the labelled ones.", see="def-harmonic")
    def mean_of_labelled_neighbours(W, y, mask):
        weights = W[:, mask].sum(axis=1)
        return np.where(mask, y, W[:, mask] @ y[mask] / np.where(weights > 0, weights, 1))

    @misconception("Unlabelled neighbours count, too: this is the mean over the labelled ones.", see="def-harmonic")
    def mean_of_labelled_neighbours_or_of_all(W, y, mask):
        weights = W[:, mask].sum(axis=1)
        means = W[:, mask] @ y[mask] / np.where(weights > 0, weights, 1)
        return np.where(mask, y, np.where(weights > 0, means, y[mask].mean()))
