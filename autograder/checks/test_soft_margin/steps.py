"""Samples and weights of the penalty, for `pegasos`."""

import numpy as np

from autograder.checks.test_soft_margin.inputs import both_signs, nonzero, signs
from solutions.soft_margin import hinge_objective


@np.errstate(over="ignore")  # a wrong w may be huge: its objective is infinite then
def objective(w, X, y, lam):
    """lam/2 ||w||^2 + the mean hinge loss."""
    return lam * hinge_objective(w, 0.0, X, y, 1 / (lam * len(y)))


def bound(X, lam, T):
    return 2 * np.sum(X**2, axis=1).max() * (1 + np.log(T + 1)) / (lam * T)


def strong_penalty(d, X):
    """A weight, not 1, that is above R^2: all samples pull in each step."""
    return float(np.sum(X**2, axis=1).max()) + d.choice([1.0, 0.5, 8.0]) + 1 / 4


def lone(d):
    """One sample of integers: (X, y, lam)."""
    X = d.integers((1, d.integer(1, 3)), 1, 3) * signs(d, 1)
    return X, signs(d, 1), strong_penalty(d, X)


def lone_and_strong(d):
    """One sample and ||x||^2 / 2 < lam < ||x||^2, so that its margin after one step is from 1 to 2: (X, y, lam).

    The label is + in the first draw, and - in another one.
    """
    X = d.integers((1, d.integer(1, 3)), 1, 3) * signs(d, 1)
    return X, np.array([1 - 2 * d.integer(0, 1)]), float(np.sum(X**2)) * d.choice([0.75, 0.875, 0.625])


def copies(d):
    """Four samples whose y_n x_n are all the same, three of them with the label -: (X, y, z).

    Who leaves the label out of the margin lets those pull in each step, which is too often; and so does who takes for
    the margin one of the products that it is the sum of, since all are equal.
    """
    z, y = signs(d, d.integer(2, 3)) * d.integers(1, 4, 16) / 8, np.array([1, -1, -1, -1])[d.permutation(4)]
    return y[:, None] * z, y, z


def different(d):
    """Three samples with independent y_n x_n, two of one label and one of the other: (X, y, lam)."""
    y = both_signs(d, 3)
    Z = np.diag(1.0 + d.permutation(3)) + np.triu(nonzero(d, (3, 3)), 1)
    return y[:, None] * Z, y, strong_penalty(d, Z)


def all_around(d):
    """The y_n x_n are R e_1, -R e_1, R e_2, -R e_2, one of them twice, each plus R/2 e_0: (X, y, lam).

    lam is twice the largest square.
    """
    R = d.choice([1.0, 2.0, 0.5])
    Z = R * np.array([[0.5, 1, 0], [0.5, -1, 0], [0.5, 0, 1], [0.5, 0, -1]])
    Z = np.vstack([Z, Z[d.integers(1, 0, 3)]])[d.permutation(5)]
    return Z, np.ones(5, np.int64), 2.5 * R**2  # labels are for the other checks
