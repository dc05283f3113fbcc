"""Fast training against the plain loop over `mlp_backward`, step for step."""

import tracemalloc
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from solutions.backpropagation import mlp_backward
from solutions.classification import cross_entropy
from solutions.fast import batches, network, optimisers
from solutions.fast.optimisers import Adam
from solutions.fast.training import fit, train, train_adam
from solutions.networks import init, mlp_forward

acts = pytest.mark.parametrize("act", ["relu", "tanh", "sigmoid", "identity"])


def blobs(N, d, K, seed=0):
    rng = np.random.default_rng(seed)
    y = rng.integers(0, K, N)
    return rng.normal(size=(N, d)) + 2 * rng.normal(size=(K, d))[y], y


@st.composite
def problems(draw):
    """Parameters, samples, labels, epochs and batch size, for one to three layers."""
    widths = [*draw(st.lists(st.integers(1, 5), min_size=1, max_size=3)), draw(st.integers(2, 4))]
    seed, N = draw(st.integers(0, 99)), draw(st.integers(1, 20))
    params = [(W, b + 0.1) for W, b in init(widths, "he", np.random.default_rng(seed))]
    return params, *blobs(N, widths[0], widths[-1], seed), draw(st.integers(0, 3)), draw(st.integers(1, 25))


def momentum(lr, beta):
    v = {}

    def step(i, x, g):
        v[i] = beta * v.get(i, 0) + g
        return x - lr * v[i]

    return step


def adam(lr, beta1=0.9, beta2=0.999, eps=1e-8):
    states = {}

    def step(i, x, g):
        t, m, v = states.get(i, (0, 0, 0))
        t, m, v = t + 1, beta1 * m + (1 - beta1) * g, beta2 * v + (1 - beta2) * g**2
        states[i] = t, m, v
        return x - lr * m / (1 - beta1**t) / (np.sqrt(v / (1 - beta2**t)) + eps)

    return step


def by_loop(params, X, y, epochs, batch, step, rng, act):  # noqa: PLR0917  # as what it is compared with
    history = []
    for _ in range(epochs):
        order, total = rng.permutation(len(X)), 0.0
        for some in (order[i : i + batch] for i in range(0, len(X), batch)):
            loss, grads = mlp_backward(params, X[some], y[some], act)
            total += loss * len(some)
            pairs = enumerate(zip(params, grads, strict=True))
            params = [(step((n, 0), W, dW), step((n, 1), b, db)) for n, ((W, b), (dW, db)) in pairs]
        history.append(total / len(X))
    return params, history


def assert_equal(got, wanted, rtol=1e-9):
    (params, history), (params_wanted, history_wanted) = got, wanted
    np.testing.assert_allclose(history, history_wanted, rtol=rtol, atol=rtol)
    for layer, layer_wanted in zip(params, params_wanted, strict=True):
        for A, B in zip(layer, layer_wanted, strict=True):
            assert A.shape == np.shape(B)
            np.testing.assert_allclose(A, B, rtol=rtol, atol=rtol)


@acts
@given(problems(), st.sampled_from([0, 0.9]))
def test_momentum_takes_the_steps_of_the_plain_loop(act, problem, beta):
    got = train(*problem, 0.1, beta, np.random.default_rng(1), act)
    assert_equal(got, by_loop(*problem, momentum(0.1, beta), np.random.default_rng(1), act))


@acts
@given(problems())
def test_adam_takes_the_steps_of_the_plain_loop(act, problem):
    got = train_adam(*problem, 0.01, np.random.default_rng(1), act)
    assert_equal(got, by_loop(*problem, adam(0.01), np.random.default_rng(1), act), rtol=1e-6)


def test_every_parameter_of_adam_counts():
    X, y = blobs(30, 4, 3)
    params = init([4, 5, 3], "he", np.random.default_rng(0))
    got = fit(params, X, y, 4, 7, Adam(0.05, 0.6, 0.7, 0.1), np.random.default_rng(1), "tanh")
    assert_equal(got, by_loop(params, X, y, 4, 7, adam(0.05, 0.6, 0.7, 0.1), np.random.default_rng(1), "tanh"))


def test_neither_blocks_of_samples_nor_chunks_of_parameters_nor_samples_as_rows_change_anything(monkeypatch):
    X, y = blobs(50, 6, 3)
    params = init([6, 9, 3], "he", np.random.default_rng(0))
    wanted = train_adam(params, X, y, 3, 4, 0.01, np.random.default_rng(1))
    monkeypatch.setattr(batches, "BLOCK", 1000)
    monkeypatch.setattr(optimisers, "CHUNK", 7)
    monkeypatch.setattr(network, "WIDE", 1)
    assert_equal(train_adam(params, X, y, 3, 4, 0.01, np.random.default_rng(1)), wanted, rtol=1e-13)


def test_float32_stays_float32_and_reaches_the_same_loss():
    X, y = blobs(200, 6, 3)
    params = init([6, 16, 3], "he", np.random.default_rng(0))
    fine, wanted = train(params, X, y, 5, 32, 0.1, 0.9, np.random.default_rng(1))
    small = [(W.astype(np.float32), b.astype(np.float32)) for W, b in params]
    coarse, history = train(small, X, y, 5, 32, 0.1, 0.9, np.random.default_rng(1))
    assert {A.dtype for layer in coarse for A in layer} == {np.dtype(np.float32)}
    assert {A.dtype for layer in fine for A in layer} == {np.dtype(np.float64)}
    np.testing.assert_allclose(history, wanted, rtol=1e-3)


def test_without_a_step_length_history_is_the_loss():
    X, y = blobs(23, 4, 3)
    params = init([4, 5, 3], "he", np.random.default_rng(0))
    got = train(params, X, y, 2, 5, 0, 0.9, np.random.default_rng(1))
    assert_equal(got, (params, [cross_entropy(mlp_forward(params, X, "relu"), y)] * 2), rtol=1e-12)


def test_no_epoch_leaves_the_parameters():
    X, y = blobs(5, 2, 2)
    params = init([2, 2], "he", np.random.default_rng(0))
    assert_equal(train(params, X, y, 0, 2, 0.1, 0.9, np.random.default_rng(1)), (params, []), rtol=0)


def test_logits_of_ten_thousand_have_a_finite_loss():
    params = [(np.array([[1e4, -1e4]], np.float32), np.zeros(2, np.float32))]
    history = train(params, [[1.0]], [1], 1, 1, 0, 0, np.random.default_rng(0))[1]
    assert history.tolist() == [20000]


def test_negative_zeros_have_slope_zero():
    params = [(np.zeros((1, 1)), np.array([-0.0])), (np.ones((1, 2)), np.zeros(2))]
    (W, b), _ = train(params, [[-1.0]], [0], 1, 1, 1.0, 0, np.random.default_rng(0))[0]
    assert W == 0 and b == 0


def test_divergence_is_seen_in_the_history_and_warns_of_nothing():
    X, y = blobs(20, 3, 2)
    params = init([3, 30, 30, 2], "he", np.random.default_rng(0))
    history = train(params, X, y, 8, 5, 1e30, 0.9, np.random.default_rng(1))[1]
    assert not np.isfinite(history[-1])


def test_arguments_stay_as_they_are():
    X, y = blobs(20, 3, 2)
    params = init([3, 4, 2], "he", np.random.default_rng(0))
    kept = [X.copy(), y.copy(), *(A.copy() for layer in params for A in layer)]
    train(params, X, y, 2, 5, 0.1, 0.9, np.random.default_rng(1))
    now = [X, y, *(A for layer in params for A in layer)]
    assert all((A == B).all() for A, B in zip(now, kept, strict=True))


def test_each_epoch_has_its_own_order():
    X, y = blobs(40, 3, 2)
    params = init([3, 2], "he", np.random.default_rng(0))

    class Recording(np.random.Generator):
        orders = []  # noqa: RUF012  # one test, one list

        def permutation(self, x):
            self.orders.append(super().permutation(x))
            return self.orders[-1]

    train(params, X, y, 3, 8, 0.1, 0, Recording(np.random.PCG64(0)))
    assert all((a != b).any() for a, b in pairwise(Recording.orders)) and len(Recording.orders) == 3


def test_memory_is_two_copies_of_the_samples_at_most(monkeypatch):
    monkeypatch.setattr(batches, "BLOCK", 10**5)
    X, y = blobs(5000, 40, 3)
    params = init([40, 8, 3], "he", np.random.default_rng(0))
    tracemalloc.start()
    train(params, X, y, 1, 16, 0.1, 0.9, np.random.default_rng(1))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 2 * X.nbytes


def test_arguments_are_checked():
    usual = [(np.ones((1, 2)), np.zeros(2))], [[0.0], [1.0]], [0, 1], 1, 1
    with pytest.raises(ValueError, match="beta must be"):
        train(*usual, 0.1, -1, np.random.default_rng(0))
    with pytest.raises(ValueError, match="lr must be"):
        train_adam(*usual, -1, np.random.default_rng(0))
    with pytest.raises(ValueError, match="act must be one of relu, tanh, sigmoid, identity, got 'step'"):
        train(*usual, 0.1, 0, np.random.default_rng(0), "step")
