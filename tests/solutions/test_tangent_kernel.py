"""The tangent kernel against finite differences, its layer-by-layer form, and its limit of infinite width."""

from functools import partial

import numpy as np
import pytest

from solutions.activations import act_vjp, activate
from solutions.backpropagation import gradcheck, mlp_backward
from solutions.classification import softmax
from solutions.kernel_methods import empirical_ntk
from solutions.kernel_models import kernel_ridge
from solutions.labels import one_hot
from solutions.networks import affine, init, mlp_forward
from solutions.tangent_kernel import flat, mlp_jacobian, mlp_vjp, tangent_kernel
from tests.solutions.calls import refusal as message

kinds = pytest.mark.parametrize("act", ["relu", "tanh", "sigmoid", "identity"])


def network(widths, seed=0):
    rng = np.random.default_rng(seed)
    return [(W, rng.standard_normal(len(b))) for W, b in init(widths, "he", rng)]


def unflat(theta, params):
    """The parameters of this structure that `flat` makes theta of."""
    arrays, start = [], 0
    for A in (A for layer in params for A in layer):
        arrays.append(theta[start : start + A.size].reshape(A.shape))
        start += A.size
    return list(zip(arrays[::2], arrays[1::2], strict=True))


X = np.random.default_rng(1).standard_normal((5, 3))
Z = np.random.default_rng(2).standard_normal((4, 3))


# --- mlp_vjp


@kinds
def test_mlp_vjp_agrees_with_finite_differences_in_every_entry(act):
    params, U = network([3, 4, 3, 2]), np.random.default_rng(3).standard_normal((5, 2))
    error = gradcheck(
        lambda theta: float((U * mlp_forward(unflat(theta, params), X, act)).sum()),
        lambda theta: flat(mlp_vjp(unflat(theta, params), X, U, act)),
        flat(params),
        1e-5,
    )
    assert error < 1e-8


@kinds
def test_mlp_vjp_of_the_gradient_of_the_loss_is_backpropagation(act):
    params, y = network([3, 4, 3]), np.array([0, 2, 1, 1, 0])
    U = (softmax(mlp_forward(params, X, act)) - one_hot(y, 3)) / len(y)
    _, grads = mlp_backward(params, X, y, act)
    np.testing.assert_allclose(flat(mlp_vjp(params, X, U, act)), flat(grads), atol=1e-14)


def test_flat_goes_through_the_layers_in_order():
    params = [([[1, 2], [3, 4]], [5, 6]), ([[7], [8]], [9])]
    assert flat(params).tolist() == [1, 2, 3, 4, 5, 6, 7, 8, 9]


# --- mlp_jacobian


@kinds
def test_mlp_jacobian_agrees_with_finite_differences_in_every_entry(act):
    params, h = network([3, 4, 2]), 1e-5
    theta = flat(params)

    def outputs(theta):
        return mlp_forward(unflat(theta, params), X, act)

    columns = [(outputs(theta + h * e) - outputs(theta - h * e)) / (2 * h) for e in np.eye(len(theta))]
    np.testing.assert_allclose(mlp_jacobian(params, X, act), np.stack(columns, axis=2), atol=1e-8)


# --- tangent_kernel


def by_layers(params, X, Z, act):
    """sum over the layers of (A A'^T + 1) o (delta delta'^T), without one gradient."""

    def pieces(X):
        A, before = [X], []
        for W, b in params[:-1]:
            before.append(affine(A[-1], W, b))
            A.append(activate(before[-1], act))
        deltas = [np.ones((len(X), 1))]
        for (W, _), pre in zip(params[:0:-1], before[::-1], strict=True):
            deltas.append(act_vjp(deltas[-1] @ W.T, pre, act))
        return zip(A, deltas[::-1], strict=True)

    layers = zip(pieces(X), pieces(Z), strict=True)
    return sum((A @ B.T + 1) * (delta @ eps.T) for (A, delta), (B, eps) in layers)


@kinds
def test_tangent_kernel_agrees_with_its_layer_by_layer_form(act):
    params = network([3, 6, 5, 1])
    np.testing.assert_allclose(tangent_kernel(params, X, Z, act), by_layers(params, X, Z, act), rtol=1e-10)
    np.testing.assert_allclose(
        tangent_kernel(params, X, X, act), empirical_ntk(mlp_jacobian(params, X, act)[:, 0]), rtol=1e-12
    )


def test_tangent_kernel_of_an_affine_model_is_the_inner_product_plus_one():
    np.testing.assert_allclose(tangent_kernel(network([3, 1]), X, Z, "tanh"), X @ Z.T + 1, rtol=1e-12)


def test_tangent_kernel_predicts_a_small_step_of_gradient_descent():
    params, eta = network([3, 20, 1]), 1e-6
    theta, f = flat(params), mlp_forward(params, X, "tanh")
    r = f - np.arange(5)[:, None]
    step = flat(mlp_vjp(params, X, r, "tanh"))
    moved = mlp_forward(unflat(theta - eta * step, params), Z, "tanh")
    predicted = -eta * tangent_kernel(params, Z, X, "tanh") @ r
    np.testing.assert_allclose(moved - mlp_forward(params, Z, "tanh"), predicted, rtol=1e-3)


def test_kernel_ridge_with_the_tangent_kernel_is_the_linearised_network():
    params, y, lam = network([3, 4, 1]), np.arange(5.0), 0.1
    residual = y - mlp_forward(params, X, "tanh")[:, 0]
    f = kernel_ridge(X, residual, lambda A, B: tangent_kernel(params, A, B, "tanh"), lam)
    J = mlp_jacobian(params, X, "tanh")[:, 0]
    delta = np.linalg.solve(J.T @ J + lam * np.eye(J.shape[1]), J.T @ residual)
    np.testing.assert_allclose(f(Z), mlp_jacobian(params, Z, "tanh")[:, 0] @ delta, atol=1e-9)


def test_tangent_kernel_of_a_wide_network_is_that_of_infinite_width():
    rng, m = np.random.default_rng(0), 20_000
    params = [(rng.standard_normal((2, m)), np.zeros(m)), (rng.choice([-1, 1], (m, 1)), np.zeros(1))]
    points = np.array([[1.0, 0], [0.6, 0.8], [0, 2], [-1, 0.5]])
    # For normal weights w: E[w.x > 0, w.z > 0] and E[relu(w.x) relu(w.z)] are the arc-cosine kernels.
    norms = np.linalg.norm(points, axis=1)
    scale = np.outer(norms, norms)
    angle = np.arccos(np.clip(points @ points.T / scale, -1, 1))
    both = (np.pi - angle) / (2 * np.pi)
    products = scale * (np.sin(angle) + (np.pi - angle) * np.cos(angle)) / (2 * np.pi)
    # W_1 and b_1 give the first, times x.z + 1, W_2 the second; a unit's share has a standard deviation below 7.
    wanted = (points @ points.T + 1) * both + products
    np.testing.assert_allclose(tangent_kernel(params, points, points, "relu") / m, wanted, atol=6 * 7 / np.sqrt(m))


# --- errors


def test_arguments_that_do_not_fit_are_named():
    params = network([3, 4, 2])
    wanted = "U must be (5, 2), got shape (5, 1); U is the gradient with respect to the outputs"
    assert message(mlp_vjp, params, X, np.ones((5, 1)), "relu") == wanted
    for function in (partial(mlp_vjp, U=np.ones((5, 2)), act="elu"), partial(mlp_jacobian, act="elu")):
        wanted = "act must be one of relu, tanh, sigmoid, identity, got 'elu'; spell it as here"
        assert message(function, params, X) == wanted
    assert message(mlp_jacobian, params, X[0], "relu") == "X must be (N, d_in), got shape (3,); give each sample a row"
    assert message(mlp_jacobian, [], X, "relu").startswith("params must be a list of (W, b), got no layer")
    wanted = "params must have one output, got 2; keep one column of the last (W, b)"
    assert message(tangent_kernel, params, X, Z, "relu") == wanted
