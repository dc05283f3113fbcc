"""The family of optimisers: PyTorch's trajectories, the noise of stochastic gradients, and continuing a run."""

from pathlib import Path

import numpy as np
import pytest

from solutions.optimisers import OPTIMISERS, minimise, rmsprop_step, sgd
from solutions.schedules import constant, inverse_time
from tests.solutions.calls import message

TORCH = Path(__file__).with_name("oracles") / "torch_answers.npz"
methods = pytest.mark.parametrize("method", OPTIMISERS)


@pytest.fixture(scope="module")
def torch():
    with np.load(TORCH) as answers:
        return dict(answers)


# --- minimise


@pytest.mark.parametrize("method", sorted(set(OPTIMISERS) - {"nesterov"}))
def test_the_iterates_agree_with_pytorch(torch, method):
    def grad(x):
        return torch["path_A"] @ x - torch["path_b"] - np.sin(x)

    path = minimise(method, grad, torch["path_x0"], constant(0.1), 12)
    np.testing.assert_allclose(path, torch[f"path_{method}"], rtol=1e-10)


def test_nesterov_agrees_with_pytorch_which_keeps_the_extrapolated_point(torch):
    def grad(x):
        asked.append(x)
        return torch["path_A"] @ x - torch["path_b"] - np.sin(x)

    asked: list[np.ndarray] = []
    minimise("nesterov", grad, torch["path_x0"], constant(0.1), 12)
    np.testing.assert_allclose(asked, torch["path_nesterov"][:-1], rtol=1e-10)


@methods
def test_every_method_finds_the_minimum_of_a_bowl(method):
    centre = np.array([[1.0, -2.0], [3.0, 0.5]])
    path = minimise(method, lambda x: 4 * (x - centre), np.zeros((2, 2)), inverse_time(0.1, 20), 600)
    np.testing.assert_allclose(path[-1], centre, atol=0.01)


@methods
def test_a_method_continues_from_its_state_as_if_it_had_not_stopped(method):
    def grad(x):
        return x**3 - 1

    x, state = np.array([2.0, -1.0]), ()
    for _ in range(5):
        x, state = OPTIMISERS[method](x, state, grad, 0.05)
    assert x.tolist() == minimise(method, grad, [2, -1], constant(0.05), 5)[-1].tolist()


@methods
def test_a_step_of_no_size_stays(method):
    assert minimise(method, lambda x: x, [3.0, -1.0], constant(0), 4).tolist() == [[3, -1]] * 5


# --- rmsprop_step


def test_rmsprop_by_hand():
    x, s = rmsprop_step([1.0], [4.0], [2.0], 0.5, 0.75, 0.0)
    assert s.tolist() == [4]
    assert x.tolist() == [0.5]


def test_the_first_step_of_rmsprop_is_longer_than_the_step_size():
    x, _ = rmsprop_step([0.0, 0.0], [0.0, 0.0], [1e-3, -1e3], 1.0, 0.99)
    np.testing.assert_allclose(x, [-10, 10], rtol=1e-3)


# --- sgd


def mean_gradient(w, X, y):
    """Of the loss 1/2 (w - y)^2, whose minimiser is the mean of y."""
    return np.mean(w - y, keepdims=True)


def estimates(schedule, **options):
    y = np.random.default_rng(0).normal(size=64)
    rng = np.random.default_rng(1)
    ends = sgd(mean_gradient, np.zeros(1), np.ones((64, 1)), y, schedule=schedule, rng=rng, **options)
    return ends[:, 0], y


def test_with_step_sizes_one_over_t_the_iterates_are_the_means_of_the_samples_so_far():
    ends, y = estimates(inverse_time(1, 1), B=1, epochs=3)
    np.testing.assert_allclose(ends, [0, y.mean(), y.mean(), y.mean()], atol=1e-12)


def test_with_one_batch_it_is_the_method_itself():
    ends, y = estimates(constant(0.3), B=64, epochs=6, method="momentum")
    wanted = minimise("momentum", lambda w: w - y.mean(), np.zeros(1), constant(0.3), 6)
    np.testing.assert_allclose(ends, wanted[:, 0], rtol=1e-12)


def test_with_a_constant_step_size_the_noise_stays_and_is_less_for_larger_batches():
    spread = {}
    for B in (1, 16):
        ends, y = estimates(constant(0.2), B=B, epochs=30)
        spread[B] = np.abs(ends[10:] - y.mean()).mean()
    assert spread[1] > 0.1
    assert spread[16] < spread[1] / 2


def test_the_schedule_sees_the_updates_of_all_epochs():
    seen = []
    estimates(lambda t: seen.append(t) or 0.1, B=30, epochs=2)
    assert seen == [0, 1, 2, 3, 4, 5]


# --- errors


@pytest.mark.parametrize(
    ("args", "wanted"),
    [
        (("sgd", abs, [1.0], abs, 1), "method must be one of plain, momentum, nesterov, rmsprop, adam, got 'sgd'; "),
        (("plain", abs, [np.inf], abs, 1), "x0 must be finite, got inf at [0]; "),
        (("plain", abs, [1.0], 0.1, 1), "schedule must be a function, got float; "),
        (("plain", abs, [1.0], abs, -1), "T must be an integer >= 0, got -1; "),
        (("plain", sum, [1.0], constant(1), 1), "g must be (1,), got shape (); "),
    ],
)
def test_minimise_says_what_is_wrong_with_its_arguments(args, wanted):
    assert message(minimise, *args).startswith(wanted)


@pytest.mark.parametrize(
    ("change", "wanted"),
    [
        ({"s": [1.0]}, "s must be (2,), got shape (1,); the mean square has the shape of x; start with zeros"),
        ({"g": 1.0}, "g must be (2,), got shape (); the gradient has the shape of x"),
        ({"s": [0.0, -1.0]}, "min(s) must be >= 0, got -1; a mean of squares is not negative"),
        ({"lr": -1}, "lr must be >= 0, got -1; minus the gradient is the direction of descent"),
        ({"eps": -1}, "eps must be >= 0, got -1; it keeps the division finite"),
        ({"rho": -1}, "rho must be >= 0, got -1; it is the weight of the past"),
        ({"rho": 1}, "rho must be < 1, got 1; the past would never be forgotten"),
    ],
)
def test_rmsprop_says_what_is_wrong_with_its_arguments(change, wanted):
    right = {"x": [1.0, 2.0], "s": [0.0, 0.0], "g": [1.0, 1.0], "lr": 0.1, "rho": 0.9, "eps": 1e-8}
    assert message(rmsprop_step, **(right | change)) == wanted


def test_sgd_says_what_is_wrong_with_its_arguments():
    options = {"B": 1, "epochs": 1, "schedule": constant(1), "rng": np.random.default_rng(0)}
    args = mean_gradient, [0.0], [[1.0]], [1.0]
    assert message(sgd, *args, **options | {"method": "x"}).startswith("method must be one of plain, ")
    wanted = "epochs must be an integer >= 0, got -1; it is the number of passes through the samples"
    assert message(sgd, *args, **options | {"epochs": -1}) == wanted
    wanted = "X must be (N, d), got shape (1,); give each sample a row"
    assert message(sgd, mean_gradient, [0.0], [1.0], [1.0], **options) == wanted
