"""Autoencoders: gradients against differences, losses against PCA, and frauds that they cannot repeat."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from solutions import data
from solutions.autoencoders import ae_grad, ae_score, train_ae, train_linear_ae
from solutions.detection import auc
from solutions.learning_modes import pca, reconstruction_score
from solutions.networks import affine, init, mlp_forward
from tests.solutions.calls import message

few = settings(max_examples=15)
sizes = st.integers(1, 4)
kinds = pytest.mark.parametrize("act", ["relu", "tanh", "sigmoid", "identity"])


@st.composite
def autoencoders(draw):
    N, d, k, seed = draw(sizes), draw(sizes), draw(sizes), draw(st.integers(0, 2**32))
    rng = np.random.default_rng(seed)
    params = [(W, rng.normal(size=b.shape)) for W, b in init([d, k, d], "he", rng)]
    return rng.normal(size=(N, d)), params


@kinds
@few
@given(autoencoders())
def test_ae_grad_agrees_with_differences_on_every_entry(act, case):
    X, params = case
    assume(act != "relu" or abs(affine(X, *params[0])).min() > 1e-3)
    loss, grads = ae_grad(params, X, act)
    assert loss == pytest.approx(((mlp_forward(params, X, act) - X) ** 2).sum() / len(X), rel=1e-12)
    for layer, part in np.ndindex(2, 2):
        A, got = params[layer][part], grads[layer][part]
        assert got.shape == A.shape
        for place in np.ndindex(A.shape):
            losses = []
            for h in (1e-5, -1e-5):
                moved = [[B.copy() for B in pair] for pair in params]
                moved[layer][part][place] += h
                losses.append(ae_grad(moved, X, act)[0])
            assert got[place] == pytest.approx((losses[0] - losses[1]) / 2e-5, rel=1e-6, abs=1e-7)


@few
@given(autoencoders())
def test_ae_score_is_the_squared_distance_from_the_reconstruction(case):
    X, params = case
    wanted = [((mlp_forward(params, x[None], "tanh") - x) ** 2).sum() for x in X]
    np.testing.assert_allclose(ae_score(params, X, "tanh"), wanted, rtol=1e-12)
    assert ae_score(params, X, "tanh").mean() == pytest.approx(ae_grad(params, X, "tanh")[0], rel=1e-12)


# --- training, on transactions with frauds among them


@pytest.fixture(scope="module")
def transactions():
    """Training samples and the components of PCA, samples for testing and their labels."""
    rng = np.random.default_rng(0)
    (X, _), (X_test, y_test) = data.fraud(1000, rng), data.fraud(5000, rng)
    return X, pca(X, 6), X_test, y_test


def test_the_linear_autoencoder_learns_pca(transactions):
    X, (mean, V, var), X_test, y_test = transactions
    W1, W2, losses = train_linear_ae(X - mean, 2, 500, 0.05, np.random.default_rng(1))
    assert len(losses) == 501 and losses[0] > losses[-1]
    assert losses[-1] == pytest.approx(var[2:].sum(), rel=1e-9)
    np.testing.assert_allclose(W1 @ W2, V[:, :2] @ V[:, :2].T, atol=1e-6)
    score = (((X_test - mean) @ (W1 @ W2) - (X_test - mean)) ** 2).sum(axis=1)
    np.testing.assert_allclose(score, reconstruction_score(X_test, mean, V[:, :2]), rtol=1e-4)
    assert auc(score, y_test) >= 0.96


@pytest.mark.parametrize("act", ["tanh", "relu", "identity"])
def test_an_autoencoder_with_one_hidden_layer_detects_frauds_but_never_beats_pca(transactions, act):
    X, (_, _, var), X_test, y_test = transactions
    params, losses = train_ae(X, 2, act, 800, 0.02, np.random.default_rng(2))
    assert len(losses) == 801
    assert var[2:].sum() - 1e-12 <= losses[-1] <= 1.2 * var[2:].sum()
    assert ae_grad(params, X, act)[0] == losses[-1]
    assert auc(ae_score(params, X_test, act), y_test) >= 0.95


def test_training_without_an_epoch_is_the_start_and_decided_by_the_generator():
    X = np.random.default_rng(0).normal(size=(5, 3))
    before = X.copy()
    for train in (lambda rng: train_linear_ae(X, 2, 0, 0.1, rng), lambda rng: train_ae(X, 2, "tanh", 0, 0.1, rng)):
        first, again = train(np.random.default_rng(4)), train(np.random.default_rng(4))
        assert len(first[-1]) == 1 and first[-1] == again[-1]
    assert np.array_equal(X, before)


def test_training_is_descent_with_momentum():
    X, rng = np.array([[1.0], [-2.0]]), np.random.default_rng(0)
    starts = init([1, 1, 1], "glorot", np.random.default_rng(0))
    w = [starts[0][0].item(), starts[1][0].item()]
    v, losses = [0.0, 0.0], []
    for _ in range(4):
        product, power = w[0] * w[1] - 1, 2.5  # the loss is 2.5 (w1 w2 - 1)^2
        losses.append(power * product**2)
        v = [0.9 * v[0] + 2 * power * product * w[1], 0.9 * v[1] + 2 * power * product * w[0]]
        w = [w[0] - 0.01 * v[0], w[1] - 0.01 * v[1]]
    np.testing.assert_allclose(train_linear_ae(X, 1, 3, 0.01, rng)[2], losses, rtol=1e-12)


# --- errors


def test_steps_that_are_too_long_are_named_before_they_overflow():
    X = np.random.default_rng(0).normal(size=(20, 3))
    wanted = r"lr must let the loss fall, got 5 and a loss of \S+; take shorter steps"
    with pytest.raises(ValueError, match=wanted):
        train_linear_ae(X, 2, 100, 5.0, np.random.default_rng(0))


def test_autoencoders_say_what_is_wrong_with_their_arguments():
    X, rng = np.ones((3, 2)), np.random.default_rng(0)
    narrow = init([2, 1, 1], "he", rng)
    wanted = "params must be two layers of the widths 2, k, 2, got [2, 1, 1]; outputs are like inputs"
    assert message(ae_grad, narrow, X, "tanh") == wanted
    assert message(ae_score, narrow, X, "tanh") == wanted
    wanted = "params must be two layers of the widths 2, k, 2, got [2, 2]; outputs are like inputs"
    assert message(ae_score, init([2, 2], "he", rng), X, "tanh") == wanted
    wanted = "act must be one of relu, tanh, sigmoid, identity, got 'elu'; spell it as here"
    assert message(ae_grad, init([2, 1, 2], "he", rng), X, "elu") == wanted


@pytest.mark.parametrize("train", [train_linear_ae, lambda X, k, *rest: train_ae(X, k, "tanh", *rest)])
def test_training_says_what_is_wrong_with_its_arguments(train):
    X, rng = np.ones((3, 2)), np.random.default_rng(0)
    assert message(train, X, 0, 1, 0.1, rng) == "k must be an integer >= 1, got 0; it is the number of hidden units"
    assert message(train, X, 1, -1, 0.1, rng) == "epochs must be an integer >= 0, got -1; it is the number of steps"
    assert message(train, X, 1, 1, 0, rng) == "lr must be > 0, got 0; the length of a step"
    wanted = "rng must be a Generator, got int; np.random.default_rng(0) makes one"
    assert message(train, X, 1, 1, 0.1, 0) == wanted
    assert message(train, [1.0], 1, 1, 0.1, rng) == "X must be (N, d), got shape (1,); give each sample a row"
