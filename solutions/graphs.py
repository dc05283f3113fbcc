"""Graphs of samples, for labels to spread on.

N samples X (N, d); W (N, N) weights, symmetric and >= 0, with a zero diagonal; f (N,) values on the nodes. Labels
spread well where samples of a class are linked to one another by chains of large weights.
"""

import numpy as np

from solutions import calls, require
from solutions.kernels import sqdist


@calls.python_scalars
def gaussian_graph(X: np.ndarray, sigma: float) -> np.ndarray:
    """W with the entries exp(-||x - z||^2 / (2 sigma^2)) for two samples x and z; sigma > 0, the width.

    ValueError unless X is (N, d), real and finite, and sigma > 0.

    Derivation
    ----------
    One matrix product gives all squared distances, with an error of the order of round-off of the largest ||x||^2, x
    seen from the mean. In units of sigma that is what W is wrong by, relative to itself: where it is no longer small,
    distances are computed sample by sample, from differences, which lose no digit.
    """
    require.samples(X)
    require.scalar(sigma, "sigma", above=0, hint="the distance at which samples are still alike")
    X = np.asarray(X, float)
    if np.linalg.norm(np.ptp(X, axis=0) / sigma) < 100:
        X = (X - X[0]) / sigma
        D = sqdist(X, X)
        D = (D + D.T) / 2
    else:
        D = np.array([_squared_distances(X, x, sigma) for x in X])
    W = np.exp(-D / 2)
    np.fill_diagonal(W, 0)
    return W


@calls.python_scalars
def knn_graph(X: np.ndarray, k: int) -> np.ndarray:
    """W with the weight 1 where one of two samples is among the k nearest of the other, else 0; 1 <= k < N.

    A sample is no neighbour of itself. Among equally near ones the first in X count.
    ValueError unless X is (N, d), real and finite, and 1 <= k < N.
    """
    require.samples(X)
    require.integer(k, "k", 1, "the number of neighbours")
    if k >= len(X):
        raise ValueError(f"k must be < N = {len(X)}, got {k}; a sample is no neighbour of itself")
    X = np.asarray(X, float)
    W = np.zeros((len(X), len(X)))
    for i, x in enumerate(X):
        distances = _squared_distances(X, x)
        distances[i] = np.inf
        W[i, distances.argsort(kind="stable")[:k]] = 1
    return np.maximum(W, W.T)


@calls.python_scalars
def propagation_frames(W: np.ndarray, y: np.ndarray, mask: np.ndarray, steps: int) -> np.ndarray:
    """How labels spread: the frames (steps + 1, N), the first with y (N,) where mask (N,) is true and 0 elsewhere.

    In each step a node whose label is not known takes the mean of its neighbours, weighted by W. A node
    without neighbours keeps 0. The limit is `learning_modes.label_propagation`, if every component has a label.
    ValueError unless W is symmetric and >= 0, y and mask are (N,), mask holds booleans, and steps >= 0.

    Derivation
    ----------
    f_u <- D_uu^-1 (W_uu f_u + W_ul y_l), Jacobi's iteration for the harmonic equations. The error is
    multiplied by D_uu^-1 W_uu, the random walk that is stopped at a label: its spectral radius is < 1 iff
    every walk can reach one. The mean stands on the left of W: each row of D^-1 W sums to 1.
    Source: Zhu and Ghahramani 2002.
    """
    require.graph(W)
    require.integer(steps, "steps", 0, "the number of steps")
    require.partly_labelled(y, mask, len(W))
    W, mask = np.asarray(W, float), np.asarray(mask)
    frames = [np.where(mask, y, 0).astype(float)]
    degrees = W.sum(axis=1)
    degrees[degrees == 0] = 1
    for _ in range(steps):
        frames.append(np.where(mask, frames[0], W @ frames[-1] / degrees))
    return np.array(frames)


def _squared_distances(X: np.ndarray, x: np.ndarray, unit: float = 1) -> np.ndarray:
    """From x to each row of X: differences are exact for close points, as no product of matrices is."""
    differences = (X - x) / unit
    return np.einsum("nd,nd->n", differences, differences)
