"""Mark scheme of `logistic_nll_grad`."""

from typing import ClassVar

import numpy as np

from autograder import alternate, exercise, expect, forall, misconception, practice, slip, weight
from autograder.checks.test_regression.inputs import classified, eighths, entries, flat
from solutions.regression import logistic_nll_grad, sigmoid

NEAR = 1e-5  # as the contract says; careful float32 code keeps that much


def intercept_alone(d):
    """Two labels or more, one feature that is 1, and w = log(a/b): (w, X, y, p, fraction of ones)."""
    N = d.integer(2, 6)
    y = d.integers(N, 0, 1)
    a, b = d.integer(1, 9), d.integer(1, 9)
    a += a == b
    return np.log([a / b]), np.ones((N, 1), np.int64), y, a / (a + b), y.mean()


def counted(d):
    """Weights are whole numbers times a factor; one exceeds all others: (w, X, y, times, factor).

    In every other draw one is 0. With the factor 1/64 their sum is below 1.
    """
    w, X, y = classified(d, fewest=3)
    N = len(y)
    times = d.integers(N, 1, 3)
    times[:2] = d.choice([0, 1]), N + 1  # their sum is not N
    return w, X, y, times[d.permutation(N)], d.choice([1.0, 1 / 64, 2.0, 1 / 64])


def far_logits(d):
    """Logits near 10 000 and -10 000: the first sample is wrong, the second right."""
    N = d.integer(2, 5)
    y = d.integers(N, 0, 1)
    right = d.integers(N, 0, 1)
    right[:2] = 0, 1
    sides = (2 * y - 1) * (2 * right - 1)
    X = np.column_stack([sides * (5000 + np.round(d.array(N, 0, 4990))), eighths(d, N)])
    return np.array([1.0, eighths(d, 1)[0]]), X, y


def parts(got, d):
    """Loss and gradient."""
    nll, grad = expect.values(got, 2, "logistic_nll_grad(...)")
    return expect.number(nll, "nll"), flat(grad, d, "grad")


def slopes_close(grad, wanted, X):
    """Right to 1e-5 times 1 and the largest number in X."""
    expect.close(grad, wanted, "grad", rtol=0, atol=NEAR * (1 + np.abs(X).max()))


@exercise(reference=logistic_nll_grad, requires=(sigmoid,))
class TestLogisticNllGrad:
    CONTRACT: ClassVar = {
        "Loss and gradient (nll, grad)": ("test_loss", "test_gradient"),
        "sum v_n loss_n / sum v_n": ("test_weights_count_samples", "test_loss"),
        "Without weights": ("test_loss", "test_intercept_alone"),
        "grad (d,) is the gradient of nll": "test_gradient",
        "as large as ±1e4": "test_extreme_logits",
        "nll is right to 1e-5": ("test_loss", "test_gradient"),
        "X may hold integers": "test_intercept_alone",
    }
    EQUIVALENT: ClassVar = {
        "return (float(nll), -X.T @ (v / signs * sigmoid(-margins)))": "1 / signs is signs",
    }

    @practice
    @weight(1)
    @forall(intercept_alone)
    def test_intercept_alone(self, student, w, X, y, p, ones):
        """If x = 1 in all samples and sigma(w) = p, the gradient is p minus the fraction of the labels 1."""
        nll, grad = parts(student.logistic_nll_grad(w, X, y), 1)
        slopes_close(grad, [p - ones], X)
        expect.close(nll, -ones * np.log(p) - (1 - ones) * np.log(1 - p), "nll", rtol=NEAR, atol=NEAR)

    @weight(1)
    @forall(classified)
    def test_loss(self, student, w, X, y):
        """nll is the mean of -log p over the samples of label 1 and of -log(1 - p) over those of label 0."""
        nll, _ = expect.values(student.logistic_nll_grad(w, X, y), 2, "logistic_nll_grad(...)")
        nll = expect.number(nll, "nll")
        expect.close(nll, logistic_nll_grad(w, X, y)[0], "nll", rtol=NEAR, atol=NEAR)

    @weight(1)
    @forall(classified)
    def test_gradient(self, student, w, X, y):
        """grad has the slopes of the loss in every direction."""
        _, grad = expect.values(student.logistic_nll_grad(w, X, y), 2, "logistic_nll_grad(...)")
        slopes_close(entries(grad, len(w), "grad"), logistic_nll_grad(w, X, y)[1], X)

    @weight(1)
    @forall(counted)
    def test_weights_count_samples(self, student, w, X, y, times, factor):
        """A weight of 2 beside ones is the sample twice, a weight of 0 leaves it out; a common factor cancels."""
        wanted = logistic_nll_grad(w, np.repeat(X, times, axis=0), np.repeat(y, times))
        nll, grad = parts(student.logistic_nll_grad(w, X, y, factor * times), len(w))
        expect.close(nll, wanted[0], "nll", rtol=NEAR, atol=NEAR)
        slopes_close(grad, wanted[1], X)

    @weight(1)
    @forall(far_logits)
    def test_extreme_logits(self, student, w, X, y):
        """Loss and gradient are right, and finite, for logits near 10 000 and -10 000."""
        nll, grad = parts(student.logistic_nll_grad(w, X, y), 2)
        wanted = logistic_nll_grad(w, X, y)
        expect.close(nll, wanted[0], "nll", rtol=NEAR, atol=NEAR)
        slopes_close(grad, wanted[1], X)

    @alternate
    def by_signs(w, X, y, weights=None):
        v = np.ones(len(y)) if weights is None else weights
        t = 2 * y - 1
        m = t * (X @ w)
        slopes = -t * sigmoid(-m)
        return np.average(np.logaddexp(0, -m), weights=v), np.average(slopes[:, None] * X, axis=0, weights=v)

    @alternate
    def by_residuals(w, X, y, weights=None):
        v = np.ones(len(y)) if weights is None else np.asarray(weights)
        z = X @ w
        losses = np.logaddexp(0, z) - y * z
        return v @ losses / v.sum(), X.T @ (v * (sigmoid(z) - y)) / v.sum()

    @alternate
    def by_loop(w, X, y, weights=None):
        N, d = len(X), len(w)
        loss, grad, total = 0.0, [0.0] * d, 0.0
        for n in range(N):
            v = 1.0 if weights is None else float(weights[n])
            z = sum(float(w[j]) * float(X[n][j]) for j in range(d))
            m = z if y[n] == 1 else -z
            loss += v * (np.log1p(np.exp(-m)) if m > 0 else -m + np.log1p(np.exp(m)))
            p = 1 / (1 + np.exp(-z)) if z > -700 else 0.0
            for j in range(d):
                grad[j] += v * (p - y[n]) * float(X[n][j])
            total += v
        return loss / total, [g / total for g in grad]

    @alternate
    def in_single_precision(w, X, y, weights=None):
        v = np.ones(len(y), np.float32) if weights is None else np.asarray(weights, np.float32)
        v = v / v.sum()
        z = X.astype(np.float32) @ w.astype(np.float32)
        p = np.float32(1) / (1 + np.exp(-z))
        return v @ (np.logaddexp(np.float32(0), z) - y.astype(np.float32) * z), X.T.astype(np.float32) @ (v * (p - y))

    @alternate
    def by_softmax_of_two(w, X, y, weights=None):
        v = np.ones(len(y)) if weights is None else weights
        Z = np.column_stack([np.zeros(len(y)), X @ w])
        log_P = Z - np.logaddexp.reduce(Z, axis=1, keepdims=True)
        losses = -log_P[np.arange(len(y)), y]
        return np.sum(v * losses) / np.sum(v), (v * (np.exp(log_P[:, 1]) - y)) @ X / np.sum(v)

    labels_as_signs = slip(
        by_signs,
        ("t = 2 * y - 1", "t = y"),
        hint="The margin takes signs -1 and 1: 2 y - 1, not the labels 0 and 1.",
        see="def-logistic-loss",
    )
    sum_for_mean = slip(
        by_residuals,
        ("v @ losses / v.sum()", "v @ losses"),
        ("(sigmoid(z) - y)) / v.sum()", "(sigmoid(z) - y))"),
        hint="The loss is a mean over the samples: divide by N, or by the sum of the weights.",
        see="def-logistic-loss",
    )
    gradient_not_divided = slip(
        by_residuals,
        ("(sigmoid(z) - y)) / v.sum()", "(sigmoid(z) - y))"),
        hint="The gradient of a mean is the mean of the gradients: divide it too.",
        see="def-logistic-loss",
    )
    sigmoid_differentiated_too = slip(
        by_residuals,
        ("(sigmoid(z) - y)", "(sigmoid(z) - y) * sigmoid(z) * sigmoid(-z)"),
        hint="p (1 - p) cancels in the chain rule: the slope in z is p - y.",
        see="def-logistic-loss",
    )
    divided_by_the_number = slip(
        by_residuals,
        ("v @ losses / v.sum()", "v @ losses / len(y)"),
        ("(sigmoid(z) - y)) / v.sum()", "(sigmoid(z) - y)) / len(y)"),
        hint="A weighted mean is divided by the sum of the weights, not by N.",
        see="weighted-loss",
    )
    weights_in_the_loss_only = slip(
        by_residuals,
        ("(v * (sigmoid(z) - y)) / v.sum()", "(sigmoid(z) - y) / len(y)"),
        hint="The gradient is that of the weighted loss: it has the weights too.",
        see="weighted-loss",
    )
    weights_in_the_gradient_only = slip(
        by_residuals,
        ("v @ losses / v.sum()", "losses.mean()"),
        hint="The loss is a weighted mean as well.",
        see="weighted-loss",
    )
    weights_ignored = slip(
        by_residuals,
        ("np.ones(len(y)) if weights is None else np.asarray(weights)", "np.ones(len(y))"),
        hint="What do the weights do? A sample of weight 2 counts twice.",
        see="weighted-loss",
    )
    gradient_upside_down = slip(
        by_residuals,
        ("sigmoid(z) - y", "y - sigmoid(z)"),
        hint="The gradient points uphill: predicted minus true, p - y.",
        see="def-logistic-loss",
    )
    likelihood_for_loss = slip(
        by_residuals,
        ("v @ losses / v.sum()", "-v @ losses / v.sum()"),
        hint="The logarithm of a probability is negative, the loss its opposite.",
        see="def-logistic-loss",
    )
    labels_exchanged = slip(
        by_residuals,
        ("y * z", "(1 - y) * z"),
        ("sigmoid(z) - y", "sigmoid(z) - (1 - y)"),
        hint="sigma(w.x) is the probability of the label 1, not of 0.",
        see="def-logistic-loss",
    )
    labels_of_one_only = slip(
        by_residuals,
        ("np.logaddexp(0, z) - y * z", "y * np.logaddexp(0, -z)"),
        hint="A sample of label 0 costs -log(1 - p).",
        see="def-logistic-loss",
    )
    rest_divided_by_features = slip(
        by_residuals,
        ("(sigmoid(z) - y)) / v.sum()", "(sigmoid(z) - y)) / v.sum() / len(w)"),
        hint="The mean runs over the samples, not over the features.",
        see="def-logistic-loss",
    )

    loss_not_divided = slip(
        by_residuals,
        ("v @ losses / v.sum()", "v @ losses"),
        hint="The loss is a mean too: divide by N, or by the sum of the weights.",
        see="def-logistic-loss",
    )
    slope_in_the_signs = slip(
        by_residuals,
        ("(sigmoid(z) - y)", "(sigmoid(z) - (2 * y - 1))"),
        hint="The slope in z is p - y with the labels 0 and 1; signs belong to the margin.",
        see="def-logistic-loss",
    )
    margin_upside_down = slip(
        by_residuals,
        ("np.logaddexp(0, z) - y * z", "np.logaddexp(0, -z) + y * z"),
        hint="The loss is small where the margin is large: log(1 + e^(-m)).",
        see="def-logistic-loss",
    )
    gradient_divided_by_the_number = slip(
        by_residuals,
        ("(sigmoid(z) - y)) / v.sum()", "(sigmoid(z) - y)) / len(y)"),
        hint="The gradient of a weighted mean is divided by the sum of the weights, too.",
        see="weighted-loss",
    )
    loss_divided_by_the_number = slip(
        by_residuals,
        ("v @ losses / v.sum()", "v @ losses / len(y)"),
        hint="A weighted mean is divided by the sum of the weights, not by N.",
        see="weighted-loss",
    )

    logits_cut_off = slip(
        by_signs,
        ("m = t * (X @ w)", "m = t * np.clip(X @ w, -500, 500)"),
        hint="Logits that are cut off make a loss that stops growing.",
        see="safe-loss",
    )
    signs_missing_in_the_loss = slip(
        by_residuals,
        ("np.logaddexp(0, z) - y * z", "np.logaddexp(0, -y * z)"),
        hint="The margin in the loss takes signs -1 and 1: 2 y - 1, not the labels 0 and 1.",
        see="def-logistic-loss",
    )
    weights_twice = slip(
        by_residuals,
        ("(v * (sigmoid(z) - y))", "(v * v * (sigmoid(z) - y))"),
        hint="The weights stand in the gradient once, not twice.",
        see="weighted-loss",
    )
    weights_in_the_logits = slip(
        by_residuals,
        ("z = X @ w", "z = v * (X @ w)"),
        ("v @ losses", "losses.sum()"),
        hint="A weight multiplies the loss of its sample, not its logit.",
        see="weighted-loss",
    )
    weights_as_a_condition = slip(
        by_residuals,
        ("np.ones(len(y)) if weights is None else np.asarray(weights)", "weights if weights else np.ones(len(y))"),
        hint="An array is neither true nor false: ask whether weights is None.",
        see="weighted-loss",
    )
    gradient_as_a_column = slip(
        by_residuals,
        ("(v * (sigmoid(z) - y)) / v.sum()", "(v * (sigmoid(z) - y))[:, None] / v.sum()"),
        hint="grad has one axis, (d,), like w.",
        see="safe-loss",
    )
    losses_not_averaged = slip(
        by_residuals,
        ("v @ losses / v.sum()", "losses"),
        hint="nll is one number, the weighted mean, not the loss of each sample.",
        see="weighted-loss",
    )
    all_weights_ignored_for_a_zero = slip(
        by_residuals,
        ("if weights is None else np.asarray(weights)", "if weights is None or 0 in weights else np.asarray(weights)"),
        hint="A weight of 0 leaves out its sample; the other weights still count.",
        see="weighted-loss",
    )
    divided_by_those_that_count = slip(
        by_residuals,
        ("v @ losses / v.sum()", "v @ losses / np.count_nonzero(v)"),
        ("(sigmoid(z) - y)) / v.sum()", "(sigmoid(z) - y)) / np.count_nonzero(v)"),
        hint="A weighted mean is divided by the sum of the weights, not by how many are not 0.",
        see="weighted-loss",
    )
    roots_of_weights_on_the_rows = slip(
        by_residuals,
        ("z = X @ w", "X = np.sqrt(v)[:, None] * X; z = X @ w"),
        ("v @ losses", "losses.sum()"),
        ("(v * (sigmoid(z) - y))", "(sigmoid(z) - y)"),
        hint="That is for weighted least squares: here a weight multiplies the loss, and no row of X.",
        see="weighted-loss",
    )
    weights_of_zero_replaced = slip(
        by_residuals,
        ("else np.asarray(weights)", "else np.where(np.asarray(weights) == 0, 1, weights)"),
        hint="A sample of weight 0 is absent: do not replace its weight.",
        see="weighted-loss",
    )
    sum_of_weights_at_least_one = slip(
        by_residuals,
        ("v @ losses / v.sum()", "v @ losses / max(v.sum(), 1)"),
        ("(sigmoid(z) - y)) / v.sum()", "(sigmoid(z) - y)) / max(v.sum(), 1)"),
        hint="The weights may have a sum below 1: divide by what it is.",
        see="weighted-loss",
    )
    penalised = slip(
        by_residuals,
        ("v @ losses / v.sum()", "v @ losses / v.sum() + w @ w / 2"),
        ("(sigmoid(z) - y)) / v.sum()", "(sigmoid(z) - y)) / v.sum() + w"),
        hint="No penalty is asked for here.",
        see="def-logistic-loss",
    )
    overflowing_gradient = slip(
        by_residuals,
        ("(sigmoid(z) - y)", "(np.exp(z) / (1 + np.exp(z)) - y)"),
        hint="exp(z) overflows, and inf/inf is nan: use your sigmoid.",
        see="safe-sigmoid",
    )
    bits = slip(
        by_residuals,
        ("v @ losses / v.sum()", "v @ losses / np.log(2) / v.sum()"),
        hint="The logarithm is the natural one: this counts bits.",
        see="def-logistic-loss",
    )

    @misconception("An array of the samples' dtype cuts fractions off if they are integers.", see="safe-loss")
    def dtype_of_the_samples(w, X, y, weights=None):
        v = np.ones(len(y)) if weights is None else weights
        z = X @ w
        grad = np.zeros_like(X[0])
        grad[:] = X.T @ (v * (sigmoid(z) - y)) / np.sum(v)
        return np.sum(v * (np.logaddexp(0, z) - y * z)) / np.sum(v), grad

    @misconception("The weights are changed for the caller too: weights /= ... works in place.", see="weighted-loss")
    def weights_changed(w, X, y, weights=None):
        v = np.ones(len(y)) if weights is None else weights
        v /= v.sum()
        z = X @ w
        return v @ (np.logaddexp(0, z) - y * z), X.T @ (v * (sigmoid(z) - y))

    @misconception("The labels are changed for the caller too: y *= 2 works in place.", see="def-logistic-loss")
    def labels_changed(w, X, y, weights=None):
        v = np.ones(len(y)) if weights is None else weights
        y *= 2
        y -= 1
        m = y * (X @ w)
        return v @ np.logaddexp(0, -m) / np.sum(v), -X.T @ (v * y * sigmoid(-m)) / np.sum(v)

    @misconception("log(p) is minus infinity once p is rounded to 0: use logaddexp.", see="safe-loss")
    def log_of_the_sigmoid(w, X, y, weights=None):
        v = np.ones(len(y)) if weights is None else weights
        p = sigmoid(X @ w)
        losses = -(y * np.log(p) + (1 - y) * np.log(1 - p))
        return np.average(losses, weights=v), X.T @ (v * (p - y)) / np.sum(v)

    @misconception("No loss is infinite: use logaddexp, for exp overflows and p is rounded to 0.", see="safe-loss")
    def log_of_the_exponential(w, X, y, weights=None):
        v = np.ones(len(y)) if weights is None else weights
        z = X @ w
        losses = np.log(1 + np.exp(-(2 * y - 1) * z))
        return np.average(losses, weights=v), X.T @ (v * (sigmoid(z) - y)) / np.sum(v)

    @misconception("Probabilities that are cut off make a loss that stops growing: use logaddexp.", see="safe-loss")
    def probabilities_cut_off(w, X, y, weights=None):
        v = np.ones(len(y)) if weights is None else weights
        p = np.clip(sigmoid(X @ w), 1e-12, 1 - 1e-12)
        losses = -(y * np.log(p) + (1 - y) * np.log(1 - p))
        return np.average(losses, weights=v), X.T @ (v * (p - y)) / np.sum(v)

    @misconception("Probabilities that are cut off make a loss that stops growing: use logaddexp.", see="safe-loss")
    def cut_off_at_round_off(w, X, y, weights=None):
        v = np.ones(len(y)) if weights is None else weights
        p = np.clip(sigmoid(X @ w), 1e-15, 1 - 1e-15)
        losses = -(y * np.log(p) + (1 - y) * np.log(1 - p))
        return np.average(losses, weights=v), X.T @ (v * (p - y)) / np.sum(v)

    @misconception("Probabilities that are cut off make a loss that stops growing: use logaddexp.", see="safe-loss")
    def cut_off_early(w, X, y, weights=None):
        v = np.ones(len(y)) if weights is None else weights
        p = np.clip(sigmoid(X @ w), 1e-7, 1 - 1e-7)
        losses = -(y * np.log(p) + (1 - y) * np.log(1 - p))
        return np.average(losses, weights=v), X.T @ (v * (p - y)) / np.sum(v)

    @misconception("A number added in the logarithm makes a loss that stops growing: use logaddexp.", see="safe-loss")
    def added_in_the_logarithm(w, X, y, weights=None):
        v = np.ones(len(y)) if weights is None else weights
        p, q = sigmoid(X @ w), sigmoid(-X @ w)
        losses = -(y * np.log(p + 1e-8) + (1 - y) * np.log(q + 1e-8))
        return np.average(losses, weights=v), X.T @ (v * (p - y)) / np.sum(v)

    @misconception("These are squares: the loss is -log of the true label's probability.", see="def-logistic-loss")
    def squared_error(w, X, y, weights=None):
        v = np.ones(len(y)) if weights is None else weights
        p = sigmoid(X @ w)
        return np.average((p - y) ** 2, weights=v), X.T @ (v * 2 * (p - y) * p * (1 - p)) / np.sum(v)
