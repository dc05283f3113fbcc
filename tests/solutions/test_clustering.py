"""k-means: seeds, restarts and the end of Lloyd's algorithm, against enumeration and scikit-learn."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.cluster import KMeans
from sklearn.metrics import adjusted_rand_score

from solutions import data
from solutions.clustering import kmeans, kmeans_objective, kmeans_seeds
from solutions.learning_modes import kmeans_step
from tests.solutions.calls import message

seeds = st.integers(0, 2**32)
CORNERS = np.array([[0.0, 0.0], [0.0, 9.0], [9.0, 0.0], [9.0, 9.0]])


def test_objective_by_hand():
    J = kmeans_objective([[0.0], [1.0], [5.0]], [[0.0], [3.0]])
    assert (type(J), J) == (float, 5)


@given(st.integers(1, 6), st.integers(0, 6), seeds)
def test_seeds_are_different_samples(K, more, seed):
    X = np.random.default_rng(seed).normal(size=(K, 2))
    X = np.vstack([X, X[:1].repeat(more, axis=0)])  # duplicates of one sample
    C = kmeans_seeds(X, K, np.random.default_rng(seed))
    assert len(np.unique(C, axis=0)) == K
    assert {tuple(c) for c in C} <= {tuple(x) for x in X}


def test_further_seeds_are_drawn_in_proportion_to_the_squared_distance():
    # From 0 the squared distances are 0, 1, 4 and 9; the first seed is any of them.
    X, rng, draws = np.array([[0.0], [1.0], [2.0], [3.0]]), np.random.default_rng(0), 4000
    pairs = np.array([kmeans_seeds(X, 2, rng)[:, 0] for _ in range(draws)])
    first = pairs[:, 0] == 0
    # Hoeffding: each of the frequencies is off by more than eps with a probability below 2 exp(-2 n eps^2).
    assert np.mean(first) == pytest.approx(1 / 4, abs=np.sqrt(11 / draws))
    second = pairs[first, 1]
    for value, wanted in ((1, 1 / 14), (2, 4 / 14), (3, 9 / 14)):
        assert np.mean(second == value) == pytest.approx(wanted, abs=np.sqrt(11 / len(second)))


@pytest.mark.parametrize(("N", "seed"), [(2, 0), (4, 1), (6, 2), (7, 3), (7, 4), (7, 5)])
def test_kmeans_with_restarts_finds_the_best_of_all_labellings(N, seed):
    X = np.random.default_rng(seed).normal(size=(N, 2))
    _, labels, cost = kmeans(X, 2, np.random.default_rng(seed), restarts=20)
    assert cost == pytest.approx(within(X, labels), rel=1e-9, abs=1e-12)
    assert cost <= min(within(X, np.array(other)) for other in product(range(2), repeat=N)) + 1e-9


def within(X, labels):
    """The sum of squared distances from the means of the clusters."""
    clusters = (X[labels == j] for j in np.unique(labels))
    return sum(((cluster - cluster.mean(axis=0)) ** 2).sum() for cluster in clusters)


@given(st.integers(1, 5), seeds)
def test_kmeans_ends_at_a_fixed_point(K, seed):
    X = np.random.default_rng(seed).normal(size=(30, 2))
    C, labels, cost = kmeans(X, K, np.random.default_rng(seed), restarts=1)
    again, same = kmeans_step(X, C)
    np.testing.assert_allclose(again, C, atol=1e-12)
    assert np.array_equal(same, labels)
    assert kmeans_objective(X, C) == pytest.approx(cost, rel=1e-12)


def test_kmeans_finds_separated_groups_as_scikit_learn_does():
    X, y = data.gaussians(300, CORNERS, np.random.default_rng(1))
    C, labels, cost = kmeans(X, 4, np.random.default_rng(2))
    assert adjusted_rand_score(y, labels) == 1
    assert KMeans(4, n_init=3, random_state=0).fit(X).inertia_ == pytest.approx(cost, rel=1e-9)
    np.testing.assert_allclose(C[np.argsort(C @ [10, 1])], CORNERS, atol=0.6)


def test_kmeans_with_a_centre_for_each_sample_costs_nothing():
    X = [[1, 2], [3, 4], [3, 4], [0, 7]]
    C, labels, J = kmeans(X, 3, np.random.default_rng(0))
    assert J == 0 and C[labels].tolist() == X


def test_kmeans_leaves_the_samples_alone_and_is_decided_by_the_generator():
    X = CORNERS.copy()
    (C, _, _), (again, _, _) = (kmeans(X, 2, np.random.default_rng(3), 1) for _ in range(2))
    assert np.array_equal(X, CORNERS) and np.array_equal(C, again)


def test_clustering_says_what_is_wrong_with_its_arguments():
    rng = np.random.default_rng(0)
    wanted = "K must be <= the number of different samples, got 3 > 2; ask for fewer clusters"
    assert message(kmeans, [[1.0], [1.0], [2.0]], 3, rng) == wanted
    assert message(kmeans_seeds, CORNERS, 0, rng) == "K must be an integer >= 1, got 0; it is the number of clusters"
    wanted = "rng must be a Generator, got int; np.random.default_rng(0) makes one"
    assert message(kmeans_seeds, CORNERS, 1, 0) == wanted
    wanted = "restarts must be an integer >= 1, got 0; it is the number of draws of seeds"
    assert message(kmeans, CORNERS, 1, rng, 0) == wanted
    assert message(kmeans_objective, CORNERS, [[1.0]]) == "C must be (N, 2), got shape (1, 1); give each sample a row"
