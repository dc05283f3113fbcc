"""Graphs of samples against loops and scikit-learn, and labels that spread on them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics.pairwise import rbf_kernel
from sklearn.neighbors import kneighbors_graph

from solutions import data
from solutions.graphs import gaussian_graph, knn_graph, propagation_frames
from solutions.learning_modes import label_propagation
from tests.solutions.calls import message

PATH = np.diag(np.ones(3), 1) + np.diag(np.ones(3), -1)


@st.composite
def samples(draw):
    N, d = draw(st.integers(2, 8)), draw(st.integers(1, 3))
    return np.random.default_rng(draw(st.integers(0, 2**32))).normal(size=(N, d))


# --- graphs


@given(samples(), st.floats(0.1, 10))
def test_gaussian_weights_agree_with_scikit_learn_but_for_the_diagonal(X, sigma):
    wanted = rbf_kernel(X, gamma=1 / (2 * sigma**2))
    np.fill_diagonal(wanted, 0)
    np.testing.assert_allclose(gaussian_graph(X, sigma), wanted, rtol=1e-10, atol=1e-300)


@given(samples(), st.data())
def test_neighbours_agree_with_scikit_learn_in_either_direction(X, choice):
    k = choice.draw(st.integers(1, len(X) - 1))
    nearest = kneighbors_graph(X, k).toarray()
    assert np.array_equal(knn_graph(X, k), np.maximum(nearest, nearest.T))


def test_duplicates_are_neighbours_of_one_another_and_not_of_themselves():
    assert knn_graph([[0], [0], [5]], 1).tolist() == [[0, 1, 1], [1, 0, 0], [1, 0, 0]]
    assert gaussian_graph([[0], [0]], 1).tolist() == [[0, 1], [1, 0]]


# --- propagation_frames


def test_labels_spread_one_edge_a_step():
    frames = propagation_frames(PATH, [8, 0, 0, 0], [True, False, False, True], 2)
    assert frames.tolist() == [[8, 0, 0, 0], [8, 4, 0, 0], [8, 4, 2, 0]]


@pytest.mark.parametrize("seed", range(5))
def test_frames_tend_to_the_harmonic_labels(seed):
    X = np.random.default_rng(seed).normal(size=(8, 2))
    W, y = gaussian_graph(X, 1.5), X[:, 0]
    mask = np.arange(8) < 3
    frames = propagation_frames(W, np.where(mask, y, np.nan), mask, 500)
    assert (frames[:, mask] == y[mask]).all()
    np.testing.assert_allclose(frames[-1], label_propagation(W, y, mask), atol=1e-6)


def test_nodes_that_no_label_reaches_keep_zero():
    W = np.array([[0, 1, 0], [1, 0, 0], [0, 0, 0]])
    assert propagation_frames(W, [3, 0, 7], [True, False, False], 5)[-1].tolist() == [3, 3, 0]


def test_two_labels_are_enough_for_two_moons():
    X, y = data.moons(400, np.random.default_rng(0))
    mask = np.zeros(400, bool)
    mask[[np.argmax(y == 0), np.argmax(y == 1)]] = True
    f = label_propagation(gaussian_graph(X, 0.1), y, mask)
    assert np.mean((f > 0.5) == y) >= 0.99


def test_a_few_labels_are_enough_for_moons_joined_by_neighbours():
    X, y = data.moons(400, np.random.default_rng(1))
    mask = np.arange(400) < 20
    f = label_propagation(knn_graph(X, 8), y, mask)
    assert np.mean((f > 0.5) == y) >= 0.97


# --- errors


def test_graphs_say_what_is_wrong_with_their_arguments():
    wanted = "sigma must be > 0, got 0; the distance at which samples are still alike"
    assert message(gaussian_graph, [[1.0], [2.0]], 0) == wanted
    assert message(gaussian_graph, [1.0], 1) == "X must be (N, d), got shape (1,); give each sample a row"
    assert message(knn_graph, [[1.0], [2.0]], 2) == "k must be < N = 2, got 2; a sample is no neighbour of itself"
    assert message(knn_graph, [[1.0]], 0) == "k must be an integer >= 1, got 0; it is the number of neighbours"


def test_frames_say_what_is_wrong_with_their_arguments():
    y, mask = [1, 0, 0, 0], [True, False, False, False]
    wanted = "steps must be an integer >= 0, got -1; it is the number of steps"
    assert message(propagation_frames, PATH, y, mask, -1) == wanted
    wanted = "W must be >= 0, got -1; a weight says how alike two nodes are"
    assert message(propagation_frames, -PATH, y, mask, 1) == wanted
    wanted = "mask must be true somewhere, got no label; know one at least"
    assert message(propagation_frames, PATH, y, [False] * 4, 1) == wanted


@pytest.mark.parametrize("sigma", [1e-3, 1.0, 1e3])
@pytest.mark.parametrize("offset", [0, 1e3, 1e6])
def test_weights_are_right_and_symmetric_however_narrow_and_far_away(sigma, offset):
    X = offset + np.random.default_rng(0).normal(size=(30, 3)) * np.repeat([1, sigma], 15)[:, None]
    W = gaussian_graph(X, sigma)
    wanted = np.exp(-(((X[:, None] - X) / sigma) ** 2).sum(axis=2) / 2) * (1 - np.eye(30))
    assert (W == W.T).all()
    np.testing.assert_allclose(W, wanted, rtol=1e-10, atol=1e-300)
