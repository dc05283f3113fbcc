"""Graphs with labels at some of their nodes."""

import numpy as np

from autograder.checks.test_learning_modes.inputs import nonzero

WEIGHTS = (1.0, 3.0, 0.5, 2.0)


def labels(d, n):
    """n labels, no two of them equal and none 0 or 1, of both signs where there are two or more."""
    return np.array([3.0, -2.0, 0.5, 5.0, -4.0, 2.5])[:n][d.permutation(n)]


def shuffled(d, W, y, mask):
    """The same graph with its nodes in another order; what stands in y where nothing is known is no label."""
    order = d.permutation(len(W))
    y = np.where(mask, y, nonzero(d, len(W), 1))
    return W[np.ix_(order, order)], y[order], mask[order]


def path(d):
    """A path with different weights and labels at its ends: (W, y, mask, f), f linear in the resistances 1/w."""
    N = d.integer(3, 6)
    w = np.array([WEIGHTS[i] for i in d.integers(N - 1, 0, 3)])
    w[1] = d.choice([3.0, 0.5]) if w[0] != 3.0 else 1.0  # unequal degrees
    ends = labels(d, 2)
    along = np.concatenate([[0.0], np.cumsum(1 / w)]) / np.sum(1 / w)
    f = ends[0] + (ends[1] - ends[0]) * along
    W = np.diag(w, 1) + np.diag(w, -1)
    order = d.permutation(N)
    mask = np.isin(np.arange(N), [0, N - 1])
    y = np.where(mask, f, nonzero(d, N, 1))
    return W[np.ix_(order, order)], y[order], mask[order], f[order]


def complete(d):
    """All nodes linked alike, two to four of them labelled, one with 0: (W, y, mask, the mean of the labels)."""
    known, unknown = d.integer(2, 4), d.integer(1, 4)
    N = known + unknown
    y = np.append(labels(d, known), np.zeros(unknown))
    y[0] = 0.0  # a label like others
    W = (np.ones((N, N)) - np.eye(N)) * d.choice(WEIGHTS)
    return *shuffled(d, W, y, np.arange(N) < known), y[:known].mean()


def joined(d, known, unknown):
    """Nodes of unequal degrees, all on one path, with other links besides: (W, y, mask).

    A labelled node at each end, two unlabelled ones side by side; the weights of an unlabelled node are not 1 in sum.
    """
    N = known + unknown
    W = np.zeros((N, N))
    for i in range(N):
        for j in range(i):
            W[i, j] = d.choice([0.0, *WEIGHTS])
    order = np.concatenate([[0], np.arange(known, N), np.arange(1, known)])
    for i in range(N - 1):
        a, b = sorted(order[i : i + 2])
        W[b, a] = WEIGHTS[(i + d.integer(0, 1)) % 4]
    W = W + W.T
    return W, np.append(labels(d, known), np.zeros(unknown)), np.arange(N) < known


def network(d):
    return shuffled(d, *joined(d, d.integer(2, 4), d.integer(2, 4)))


def in_pieces(d):
    """Several components, one of them a labelled node without links; loops; one component all labelled."""
    W, y, mask = joined(d, d.integer(2, 3), 2)
    N = len(W)
    full = np.zeros((N + 3, N + 3))
    full[:N, :N] = W + np.diag(d.integers(N, 0, 1) + 0.0)
    full[N + 1, N + 2] = full[N + 2, N + 1] = 2.0
    return shuffled(d, full, np.append(y, [7.0, 6.0, -5.0]), np.append(mask, [True, True, True]))


def long_path(d):
    """A path of equal weights in some unit, small or large, along which labels travel slowly: (W, y, mask, f)."""
    N, unit = 12 - d.integer(0, 2), d.choice([2.0**-36, 2.0**20, 1.0])
    ends = labels(d, 2)
    W = (np.eye(N, k=1) + np.eye(N, k=-1)) * unit
    order, mask = d.permutation(N), np.isin(np.arange(N), [0, N - 1])
    f = ends[0] + (ends[1] - ends[0]) * np.arange(N) / (N - 1)
    return W[np.ix_(order, order)], np.where(mask, f, nonzero(d, N, 1))[order], mask[order], f[order]


def whole_labels(d):
    """A network with labels 0 and 1, integers, two or more: (W, y, mask)."""
    known = d.integer(2, 4)
    W, _, mask = joined(d, known, d.integer(2, 4))
    y = np.arange(len(W)) % 2
    order = d.permutation(len(W))
    return W[np.ix_(order, order)], np.where(mask, y, 7)[order], mask[order]


def anything_elsewhere(d):
    """A network, y NaN where no label is known, and where labels are known everywhere, too: (W, y, mask)."""
    W, y, mask = network(d)
    return W, np.where(mask, y, np.nan), mask
