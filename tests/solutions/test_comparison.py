"""The models learn: end to end on the bundled digits, with a fixed split and fixed seeds."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from solutions.comparison import MODELS, cnn, digit_models, holdout, mlp
from solutions.training import compare
from tests.solutions.calls import message

DIGITS = Path(__file__).resolve().parents[2] / "course" / "data" / "digits.npz"


@pytest.fixture(scope="module")
def digits():
    """A quarter is held out: (X, y, X_test, y_test)."""
    with np.load(DIGITS) as data:
        X, y = data["X"] / 16, data["y"].astype(np.int64)
    train, test = holdout(len(X), 0.25, np.random.default_rng(0))
    return X[train], y[train], X[test], y[test]


@pytest.fixture(scope="module")
def report(digits):
    return compare(digit_models(np.random.default_rng(0)), *digits)


@pytest.mark.parametrize(("name", "wanted"), [("mlp", 0.97), ("cnn", 0.98), ("svm", 0.98)])
def test_the_digits_are_learned(report, digits, name, wanted):
    row = report[name]
    assert row["accuracy"] == np.mean(row["predictions"] == digits[3])
    assert row["accuracy"] >= wanted


def test_the_models_have_the_parameters_that_can_be_counted(report):
    assert report["mlp"]["parameters"] == 65 * 128 + 129 * 10
    assert report["cnn"]["parameters"] == 10 * 16 + (16 * 4 * 4 + 1) * 10


def test_the_machines_keep_few_of_the_samples(report, digits):
    machines, samples = 10, len(digits[0])
    assert machines < report["svm"]["parameters"] < machines * (samples + 1) / 4


@pytest.mark.parametrize("model", [mlp, cnn])
def test_a_model_depends_on_its_generator_alone(digits, model):
    X, y, X_test, _ = (A[:40] for A in digits)
    (first, _), (again, _), (other, _) = (model(np.random.default_rng(seed))(X, y) for seed in (1, 1, 2))
    assert np.array_equal(first(X_test), again(X_test))
    assert not np.array_equal(first(X_test), other(X_test))


def test_every_model_draws_from_a_generator_of_its_own(digits):
    X, y, X_test, _ = (A[:40] for A in digits)
    forth, back = ({}, {})
    for found, names in ((forth, list(MODELS)), (back, list(MODELS)[::-1])):
        models = digit_models(np.random.default_rng(3))
        for name in names:
            found[name] = models[name](X, y)[0](X_test).tolist()
    assert forth == back


# --- holdout


@given(st.integers(2, 50), st.floats(0.001, 0.999), st.integers(0, 99))
def test_a_split_is_a_partition_with_something_on_both_sides(N, part, seed):
    train, test = holdout(N, part, np.random.default_rng(seed))
    assert sorted([*train, *test]) == list(range(N))
    assert len(train) and len(test)
    assert abs(len(test) - N * part) <= 1


def test_holdout_says_what_is_wrong_with_its_arguments():
    rng = np.random.default_rng(0)
    assert message(holdout, 1, 0.5, rng) == "N must be an integer >= 2, got 1; it is the number of samples"
    assert message(holdout, 4, 0, rng) == "part must be > 0, got 0; the fraction that is held out"
    assert message(holdout, 4, 1.0, rng) == "part must be < 1, got 1; some samples are needed to learn from"
    assert message(holdout, 4, 0.5, 1) == "rng must be a Generator, got int; np.random.default_rng(0) makes one"
