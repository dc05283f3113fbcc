"""Clustering: the k-means algorithm from its seeds to its end.

N samples X (N, d), K centres C (K, d), labels (N,) integers 0..K-1. The objective, a sum over the samples, is
J = sum_n ||x_n - c||^2 with the nearest centre c of each.
"""

import numpy as np

from solutions import calls, require
from solutions.learning_modes import kmeans_step


def kmeans_objective(X: np.ndarray, C: np.ndarray) -> float:
    """J, a float, of the centres C (K, d) on the samples X (N, d).

    ValueError unless both are such, real and finite.
    """
    require.samples(X)
    require.samples(C, "C", np.shape(X)[1])
    X, C = np.asarray(X, float), np.asarray(C, float)
    nearest = np.full(len(X), np.inf)
    for c in C:
        np.minimum(nearest, ((X - c) ** 2).sum(axis=1), out=nearest)
    return float(nearest.sum())


@calls.python_scalars
def kmeans_seeds(X: np.ndarray, K: int, rng: np.random.Generator) -> np.ndarray:
    """K samples (K, d) as first centres, drawn by k-means++.

    ValueError unless 1 <= K <= the number of different samples, and rng is a Generator.

    Derivation
    ----------
    The first is any sample, each with probability 1/N; each further one is sample n with probability
    proportional to its squared distance from the nearest seed so far. No sample is drawn twice, and
    E[J] <= 8 (log K + 2) J* before the first step, J* the least possible objective.
    Source: Arthur and Vassilvitskii 2007.
    """
    _require_seeds(X, K, rng)
    X = np.asarray(X, float)
    C, distances = [X[rng.integers(len(X))]], np.full(len(X), np.inf)
    while len(C) < K:
        distances = np.minimum(distances, _distances(X, C[-1]))
        weights = (distances / distances.max()) ** 2  # of which one at least is 1, and none is lost but beside it
        C.append(X[rng.choice(len(X), p=weights / weights.sum())])
    return np.array(C)


@calls.python_scalars
def kmeans(
    X: np.ndarray, K: int, rng: np.random.Generator, restarts: int = 10
) -> tuple[np.ndarray, np.ndarray, float]:
    """The best (C, labels, J) of Lloyd's algorithm from several draws of seeds, each run to its end.

    Each centre is the mean of its cluster, unless that is empty, and no other is nearer to a sample of it.
    ValueError unless 1 <= K <= the number of different samples, rng is a Generator, and restarts >= 1.

    Derivation
    ----------
    A step that does not lower J moves no centre: it is a fixed point, and the run ends. There are finitely
    many labellings, and falling J lets none come back, so that every run ends: often far from the
    least J, and after a tie not even at a local minimum. Hence the restarts.
    Source: Lloyd's algorithm; finding the least J is NP-hard.
    """
    require.integer(restarts, "restarts", 1, "the number of draws of seeds")
    runs = (_lloyd(X, kmeans_seeds(X, K, rng)) for _ in range(restarts))
    return min(runs, key=lambda run: run[2])


def _distances(X: np.ndarray, c: np.ndarray) -> np.ndarray:
    """The distances (N,) of the samples from c, where their squares would overflow or be 0, too."""
    differences = X - c
    unit = abs(differences).max(axis=1)
    unit[unit == 0] = 1
    return unit * np.sqrt(((differences / unit[:, None]) ** 2).sum(axis=1))


def _lloyd(X: np.ndarray, C: np.ndarray) -> tuple[np.ndarray, np.ndarray, float]:
    before, J = np.inf, kmeans_objective(X, C)
    while before > J:  # not "until the labels stay": round-off must not make it go round in circles
        C, labels = kmeans_step(X, C)
        before, J = J, kmeans_objective(X, C)
    return C, labels, J


def _require_seeds(X: np.ndarray, K: int, rng: np.random.Generator) -> None:
    require.samples(X)
    require.integer(K, "K", 1, "the number of clusters")
    require.rng(rng)
    different = len(np.unique(X, axis=0))
    if different < K:
        raise ValueError(f"K must be <= the number of different samples, got {K} > {different}; ask for fewer clusters")
