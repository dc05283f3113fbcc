"""The small convolutional network: differences of every parameter, PyTorch's training, digits as images."""

from pathlib import Path

import numpy as np
import pytest

from solutions.classification import cross_entropy
from solutions.cnn import as_images, cnn_backward, cnn_init, with_shifted
from solutions.convolution import cnn_forward
from solutions.schedules import constant
from solutions.training_runs import Plan, advance, start
from tests.solutions.calls import message

TORCH = Path(__file__).with_name("oracles") / "torch_answers.npz"


@pytest.fixture(scope="module")
def torch():
    with np.load(TORCH) as answers:
        return dict(answers)


def recorded(torch):
    return [(torch["cnn_K"], torch["cnn_c"]), (torch["cnn_W"], torch["cnn_b"])], torch["cnn_X"], torch["cnn_y"]


def vector(params):
    return np.concatenate([np.ravel(A) for pair in params for A in pair])


# --- cnn_backward


def test_the_gradient_agrees_with_differences_on_every_entry():
    rng = np.random.default_rng(0)
    params = cnn_init((2, 4, 6), 2, 3, 3, rng)
    X, y = rng.normal(size=(3, 2, 4, 6)), [0, 2, 2]
    loss, grads = cnn_backward(params, X, y)
    assert loss == pytest.approx(cross_entropy(cnn_forward(params, X), y), rel=1e-12)
    for pair, gradient in zip(params, grads, strict=True):
        for A, dA in zip(pair, gradient, strict=True):
            assert dA.shape == A.shape
            for place in np.ndindex(A.shape):
                value, losses = A[place], []
                for A[place] in (value + 1e-5, value - 1e-5):
                    losses.append(cross_entropy(cnn_forward(params, X), y))
                A[place] = value
                assert dA[place] == pytest.approx((losses[0] - losses[1]) / 2e-5, rel=1e-5, abs=1e-8)


def test_loss_and_gradient_agree_with_pytorch(torch):
    loss, grads = cnn_backward(*recorded(torch))
    assert loss == pytest.approx(float(torch["cnn_loss0"]), rel=1e-12)
    np.testing.assert_allclose(vector(grads), torch["cnn_gradient"], rtol=1e-8, atol=1e-13)


def test_training_by_adam_agrees_with_pytorch(torch):
    params, X, y = recorded(torch)
    plan = Plan(cnn_backward, len(X), constant(0.01), "adam")
    run = advance(start(params, np.random.default_rng(0)), plan, (X, y), 12)
    np.testing.assert_allclose(run.losses, [torch[f"cnn_loss{step}"] for step in range(12)], rtol=1e-8)
    np.testing.assert_allclose(vector(run.params), torch["cnn_trained"], rtol=1e-7)


def test_lists_are_accepted_and_nothing_is_changed(torch):
    params, X, y = recorded(torch)
    before = vector(params)
    loss, grads = cnn_backward([(A.tolist(), a.tolist()) for A, a in params], X.tolist(), y.tolist())
    assert loss == cnn_backward(params, X, y)[0]
    assert np.array_equal(vector(grads), vector(cnn_backward(params, X, y)[1]))
    assert np.array_equal(vector(params), before)


# --- cnn_init


def test_the_start_has_the_variances_of_he_and_of_the_fan_in():
    (K, c), (W, b) = cnn_init((4, 12, 12), 500, 3, 10, np.random.default_rng(0))
    assert K.shape == (500, 4, 3, 3) and W.shape == (500 * 25, 10)
    # The variance of n normal numbers is within 6 sqrt(2/n) of its own size, with all but 1e-8 of the probability.
    assert K.var() == pytest.approx(2 / 36, rel=6 * np.sqrt(2 / K.size))
    assert W.var() == pytest.approx(1 / len(W), rel=6 * np.sqrt(2 / W.size))
    assert not c.any() and not b.any() and c.shape == (500,) and b.shape == (10,)


def test_the_start_fits_its_images():
    params = cnn_init((1, 5, 7), 2, 2, 3, np.random.default_rng(0))
    assert cnn_forward(params, np.ones((4, 1, 5, 7))).shape == (4, 3)


# --- digits as images


def test_rows_become_images_with_a_margin_of_zeros():
    images = as_images([[1, 2, 3, 4], [5, 6, 7, 8]], 2, margin=1)
    assert images.shape == (2, 1, 4, 4)
    assert images[1, 0].tolist() == [[0, 0, 0, 0], [0, 5, 6, 0], [0, 7, 8, 0], [0, 0, 0, 0]]
    assert as_images([[1, 2, 3, 4]], 2)[0, 0].tolist() == [[1, 2], [3, 4]]


def test_shifted_copies_keep_their_labels():
    images = np.zeros((2, 1, 3, 3))
    images[0, 0, 1, 1] = 1
    copies, labels = with_shifted(images, [7, 8])
    assert labels.tolist() == [7, 8] * 5
    where = [np.argwhere(image[0]).tolist() for image in copies[::2]]
    assert where == [[[1, 1]], [[0, 1]], [[2, 1]], [[1, 0]], [[1, 2]]]
    assert not copies[1::2].any()


# --- errors


RNG = np.random.default_rng(0)


@pytest.mark.parametrize(
    ("call", "wanted"),
    [
        ((as_images, [[1.0] * 5], 2), "X must be (N, 4), got shape (1, 5); give each sample a row"),
        (
            (as_images, [[1.0]], 0),
            "side must be an integer >= 1, got 0; it is the number of rows and of columns of an image",
        ),
        ((as_images, [[1.0]], 1, -1), "margin must be an integer >= 0, got -1; it is the number of zeros on each side"),
        (
            (with_shifted, np.ones((1, 1, 2, 2)), []),
            "y must be (1,), got shape (0,); one entry for each of the 1 rows of X",
        ),
        (
            (with_shifted, [[1.0]], [1]),
            "images must be (N, C, H, W), got shape (1, 1); "
            "a batch of images; images[None, None] makes one of one image",
        ),
        ((cnn_init, (1, 4, 4), 0, 3, 2, RNG), "F must be an integer >= 1, got 0; it is a size of the network"),
        (
            (cnn_init, (1, 2, 4), 2, 3, 2, RNG),
            "kernel (3, 3) must fit into the padded image, got (2, 4); pad more, or a smaller one",
        ),
        (
            (cnn_init, (1, 4, 5), 2, 3, 2, RNG),
            "sides of feature maps must be multiples of 2, got (2, 3); pad or crop the images",
        ),
        ((cnn_init, (1, 4, 4), 2, 3, 2, 0), "rng must be a Generator, got int; np.random.default_rng(0) makes one"),
    ],
)
def test_errors_name_what_is_wrong(call, wanted):
    assert message(*call) == wanted


def test_backward_says_what_is_wrong_with_its_arguments(torch):
    params, X, y = recorded(torch)
    assert message(cnn_backward, params, X[0], y).startswith("X must be (N, C, H, W), got shape (2, 6, 8); ")
    assert message(cnn_backward, params[:1], X, y).startswith("params must be [(K, c), (W, b)], got other layers; ")
    assert message(cnn_backward, params, X, y[:2]).startswith("y must be (3,) to match Z (3, 2), got shape (2,); ")
