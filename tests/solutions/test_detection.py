"""ROC curves and the areas below them against scikit-learn and counting; frauds found by what does not fit."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn import metrics

from solutions import data
from solutions.detection import auc, roc
from solutions.learning_modes import pca, reconstruction_score, threshold_at_fpr
from tests.solutions.calls import message

# Few different values: ties are frequent.
alarms = st.lists(st.tuples(st.integers(-3, 3), st.integers(0, 1)), min_size=2, max_size=12).filter(
    lambda cases: {y for _, y in cases} == {0, 1}
)


@given(alarms)
def test_roc_has_the_rates_of_every_threshold(cases):
    scores, y = np.array(cases).T
    fpr, tpr, t = roc(scores, y)
    assert t.tolist() == [*sorted(set(scores), reverse=True), -np.inf]
    np.testing.assert_allclose(fpr, [np.mean(scores[y == 0] > each) for each in t], atol=1e-15)
    np.testing.assert_allclose(tpr, [np.mean(scores[y == 1] > each) for each in t], atol=1e-15)
    assert (fpr[0], tpr[0], fpr[-1], tpr[-1]) == (0, 0, 1, 1)


@given(alarms)
def test_auc_agrees_with_scikit_learn_with_all_pairs_and_with_the_trapezoids(cases):
    scores, y = np.array(cases, float).T
    pairs = scores[y == 1][:, None] - scores[y == 0]
    wanted = np.mean((np.sign(pairs) + 1) / 2)
    fpr, tpr, _ = roc(scores, y)
    assert auc(scores, y) == pytest.approx(wanted, abs=1e-14)
    assert np.trapezoid(tpr, fpr) == pytest.approx(wanted, abs=1e-14)
    assert metrics.roc_auc_score(y, scores) == pytest.approx(wanted, abs=1e-14)


@given(alarms)
def test_auc_sees_the_order_only(cases):
    scores, y = np.array(cases, float).T
    assert auc(np.exp(scores), y) == auc(scores, y)
    assert auc(-scores, y) == pytest.approx(1 - auc(scores, y), abs=1e-14)
    assert type(auc(scores.tolist(), y.tolist())) is float


def transactions(seed):
    """Transactions to learn from, frauds among them, and others to judge."""
    rng = np.random.default_rng(seed)
    return data.fraud(2000, rng), data.fraud(5000, rng)


def test_frauds_are_far_from_the_plane_of_the_honest_transactions():
    (X, _), (X_test, y_test) = transactions(0)
    mean, V, var = pca(X, 6)
    assert var[1] > 10 * var[2]  # two factors, the rest is noise
    score = reconstruction_score(X_test, mean, V[:, :2])
    assert auc(score, y_test) >= 0.96
    alarm = score > threshold_at_fpr(score, y_test, 0.01)
    assert alarm[y_test == 0].mean() <= 0.01
    assert alarm[y_test == 1].mean() >= 0.75


def test_no_feature_and_no_distance_from_the_mean_tells_the_frauds():
    # 0.15 is 6 standard deviations of the area for 100 frauds.
    _, (X, y) = transactions(1)
    scores = [*X.T, *abs(X.T), *-abs(X.T)]
    assert max(abs(auc(score, y) - 0.5) for score in scores) < 0.18
    assert auc((X**2).sum(axis=1), y) < 0.7


def test_detection_says_what_is_wrong_with_its_arguments():
    for call in (roc, auc):
        wanted = "y must hold both labels, got only 1; a rate needs samples of both kinds"
        assert message(call, [1.0, 2.0], [1, 1]) == wanted
        assert message(call, [1.0, 2.0], [0.0, 0.0]).startswith("y must hold both labels, got only 0;")
        assert message(call, [1.0, 2.0], [0]) == "y must be (2,), got shape (1,); one label for each sample"
        assert message(call, [[1.0]], [0]) == "scores must be (N,), got shape (1, 1); one score for each sample"
