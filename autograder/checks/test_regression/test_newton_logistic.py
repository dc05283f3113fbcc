"""Mark scheme of `newton_logistic`."""

from typing import ClassVar

import numpy as np

from autograder import alternate, exercise, expect, forall, misconception, practice, slip, weight
from autograder.checks.test_regression.inputs import independent
from solutions.regression import logistic_nll_grad, newton_logistic, sigmoid

# Full steps from 0 need not converge for every problem. For entries up to 2.5 and lam >= 0.1 they did, to round-off and
# within eight steps, for each of 6000 draws of these generators.
MILD_PENALTIES = (0.5, 0.1, 0.25, 2.0)
STEPS = 9  # one more


def lone_intercept(d):
    """A single feature that is 1, and labels of which the ones are not one half: (X, y, lam, fraction of ones)."""
    N = d.integer(2, 6)
    ones = d.choice([N // 2 + 1, (N - 1) // 2])
    y = (np.arange(N) < ones).astype(np.int64)[d.permutation(N)]
    return np.ones((N, 1), np.int64), y, d.choice(MILD_PENALTIES), ones / N


def convergent(d):
    """Two or three features; some samples occur with both labels, and a few more with one: (X, y, lam).

    So no line separates the labels, and what is wrong with a step does not grow beyond all numbers. The few are
    independent, so that w does not stay at 0.
    """
    columns = d.integer(2, 3)
    both, few = independent(d, columns, columns) / 2, independent(d, columns, columns)[: d.integer(1, columns)] / 2
    y, labels = d.integers(columns, 0, 1), d.integers(len(few), 0, 1)
    order = d.permutation(2 * columns + len(few))
    return np.vstack([both, both, few])[order], np.concatenate([y, 1 - y, labels])[order], d.choice(MILD_PENALTIES)


def slow_for_others(d):
    """The same with a small penalty: what is not Newton's method takes long."""
    X, y, _ = convergent(d)
    return X, y, d.choice([0.1, 0.125])


def some_with_ones(d):
    """The same with a small penalty, so that three steps are not enough; in every other draw the last column is 1."""
    X, y, lam = slow_for_others(d)
    X[:, -1] = d.choice([X[:, -1], np.ones(len(X))])
    return X, y, lam


def convergent_and_steps(d):
    return *convergent(d), d.integer(0, 2)


def too_far(d):
    """Full steps overshoot, from the eighth on, and logits grow to 252 500; then all p are 0 or 1: (X, y).

    Samples and features change places, features their signs, and samples their sign and label.
    """
    X = np.array([[1.0, 0.0, 0.0], [-1.0, -3.0, -3.0], [-3.0, 1.0, -1.0], [-1.0, 10.0, 1.0]])
    X = X[d.permutation(4)][:, d.permutation(3)] * (2 * d.integers(3, 0, 1) - 1)
    y = d.integers(4, 0, 1)
    return X * (2 * y - 1)[:, None] + 0.0, y


def path(got, steps, columns):
    """The points, as many as were asked for."""
    expect.shape(got, (steps + 1, columns), "newton_logistic(X, y, lam, steps)")
    return expect.finite(got, "newton_logistic(X, y, lam, steps)")


@exercise(reference=newton_logistic, requires=(sigmoid, logistic_nll_grad))
class TestNewtonLogistic:
    CONTRACT: ClassVar = {
        "The points W (steps + 1, d)": ("test_starts_at_zero", "test_every_step_is_newtons"),
        "plus lam/2 ||w||^2": ("test_ends_at_the_minimum", "test_first_step_of_an_intercept", "test_samples_twice"),
        "Every step is a full one": ("test_every_step_is_newtons", "test_full_steps_far_off"),
        "for lam >= 0.1 to 1e-6": ("test_every_step_is_newtons", "test_ends_at_the_minimum"),
        "X may hold integers": "test_first_step_of_an_intercept",
        "steps = 0 is allowed": "test_starts_at_zero",
    }
    EQUIVALENT: ClassVar = {"unit = np.square(H.diagonal())": "whatever the unit, the step is the same"}

    @practice
    @weight(1)
    @forall(convergent_and_steps)
    def test_starts_at_zero(self, student, X, y, lam, steps):
        """W has steps + 1 rows, the first of them 0; steps may be 0."""
        W = path(student.newton_logistic(X, y, lam, steps), steps, X.shape[1])
        expect.close(W[0], np.zeros(X.shape[1]), "W[0]")

    @practice
    @weight(1)
    @forall(lone_intercept)
    def test_first_step_of_an_intercept(self, student, X, y, lam, ones):
        """If x = 1 in all samples, the first step leads to (fraction of ones - 1/2) / (1/4 + lam)."""
        W = path(student.newton_logistic(X, y, lam, 1), 1, 1)
        expect.close(W[1], [(ones - 0.5) / (0.25 + lam)], "W[1]", atol=1e-6)

    @weight(1)
    @forall(some_with_ones)
    def test_every_step_is_newtons(self, student, X, y, lam):
        """Each of the first three steps d solves H d = -g, with the gradient g and the Hessian H where it starts."""
        W = path(student.newton_logistic(X, y, lam, 3), 3, X.shape[1])
        # 1e-5: the gradient may come from a loss in float32, known to 1e-7, and is divided by lam
        expect.close(W, newton_logistic(X, y, lam, 3), "newton_logistic(X, y, lam, 3)", atol=1e-5)

    @weight(1)
    @forall(slow_for_others, draws=10)
    def test_ends_at_the_minimum(self, student, X, y, lam):
        """After nine steps the gradient of the objective is below 1e-5."""
        got = expect.finite(student.newton_logistic(X, y, lam, STEPS), "newton_logistic(X, y, lam, steps)")
        w = got if got.ndim < 2 else got[-1]  # how many points there are is for the other checks
        expect.shape(w, (X.shape[1],), "the last point")
        norm = np.linalg.norm(logistic_nll_grad(w, X, y)[1] + lam * w)
        # where w is off by the 1e-6 of the contract, it is up to 4e-6
        expect.that(norm < 1e-5, f"after {STEPS} steps the gradient has the norm {norm:.2g}, wanted less than 1e-5")

    @weight(1)
    @forall(convergent)
    def test_samples_twice(self, student, X, y, lam):
        """Each sample twice, and the same lam, change no step: the loss is a mean."""
        W = student.newton_logistic(np.vstack([X, X]), np.append(y, y), lam, 2)
        what = "newton_logistic(vstack([X, X]), append(y, y), lam, 2)"
        expect.close(W, newton_logistic(X, y, lam, 2), what, atol=1e-5)

    @weight(1)
    @forall(too_far, draws=8)
    def test_full_steps_far_off(self, student, X, y):
        """The steps are full ones also where they raise the objective and lead far off: 12 of them with lam = 1e-4."""
        W = path(student.newton_logistic(X, y, 1e-4, 12), 12, 3)
        wanted = newton_logistic(X, y, 1e-4, 12)
        for t, (got, want) in enumerate(zip(W, wanted, strict=True)):
            size = np.abs(want).max()
            expect.close(got, want, f"W[{t}]", rtol=0, atol=1e-3 * size)  # as the contract says

    @alternate
    def by_inverse(X, y, lam, steps):
        N, d = X.shape
        w = np.zeros(d)
        W = [w]
        for _ in range(steps):
            p = sigmoid(X @ w)
            g = X.T @ (p - y) / N + lam * w
            H = X.T @ np.diag(p * (1 - p)) @ X / N + lam * np.eye(d)
            w = w - np.linalg.inv(H) @ g
            W.append(w)
        return np.array(W)

    @alternate
    def by_loop(X, y, lam, steps):
        N, d = len(X), len(X[0])
        w = [0.0] * d
        W = [w]
        for _ in range(steps):
            g = [lam * w[j] for j in range(d)]
            H = [[lam * (i == j) for j in range(d)] for i in range(d)]
            for n in range(N):
                p = 1 / (1 + np.exp(-sum(w[j] * X[n][j] for j in range(d))))
                for i in range(d):
                    g[i] += (p - y[n]) * X[n][i] / N
                    for j in range(d):
                        H[i][j] += p * (1 - p) * X[n][i] * X[n][j] / N
            step = np.linalg.solve(H, g)
            w = [w[j] - step[j] for j in range(d)]
            W.append(w)
        return W

    @alternate
    def by_the_loss_before(X, y, lam, steps):
        W = np.zeros((steps + 1, X.shape[1]))
        for t in range(steps):
            _, g = logistic_nll_grad(W[t], X, y)
            p = 1 / (1 + np.exp(-(X @ W[t])))
            H = np.einsum("n,ni,nj->ij", p - p**2, X, X) / len(y)
            W[t + 1] = W[t] + np.linalg.lstsq(H + lam * np.eye(len(H)), -np.asarray(g) - lam * W[t], rcond=None)[0]
        return W

    @alternate
    def by_sums(X, y, lam, steps):
        """The objective times N has the same steps."""
        N, d = X.shape
        W = np.zeros((1, d))
        while len(W) <= steps:
            p = sigmoid(X @ W[-1])
            H = (X * (p * (1 - p))[:, None]).T @ X + N * lam * np.eye(d)
            W = np.vstack([W, W[-1] - np.linalg.solve(H, X.T @ (p - y) + N * lam * W[-1])])
        return W

    p_for_its_slope = slip(
        by_inverse,
        ("np.diag(p * (1 - p))", "np.diag(p)"),
        hint="The slope of p in z is p (1 - p): with p the steps are too short, and convergence is only linear.",
        see="thm-newton",
    )
    uphill = slip(
        by_inverse,
        ("w - np.linalg", "w + np.linalg"),
        hint="Downhill: w minus the step that solves H s = g.",
        see="thm-newton",
    )
    penalty_missing_from_the_hessian = slip(
        by_inverse,
        (" + lam * np.eye(d)", " + 1e-300 * np.eye(d)"),
        hint="lam/2 ||w||^2 has a second derivative: H has lam I.",
        see="thm-newton",
    )
    penalty_missing_from_the_pseudo_inverse = slip(
        by_inverse,
        (" + lam * np.eye(d)", ""),
        ("np.linalg.inv(H)", "np.linalg.pinv(H)"),
        hint="lam/2 ||w||^2 has a second derivative: H has lam I.",
        see="thm-newton",
    )
    penalty_missing_from_the_gradient = slip(
        by_inverse,
        (" + lam * w\n", "\n"),
        hint="lam/2 ||w||^2 has a gradient: g has lam w.",
        see="thm-newton",
    )
    penalty_missing = slip(
        by_inverse,
        (" + lam * np.eye(d)", " + 1e-12 * np.eye(d)"),
        (" + lam * w\n", "\n"),
        hint="Where is lam? Gradient and Hessian are those of the whole objective.",
        see="thm-newton",
    )
    sum_for_mean = slip(
        by_inverse,
        ("(p - y) / N", "(p - y)"),
        ("@ X / N", "@ X"),
        hint="The loss is a mean over the samples: divide gradient and Hessian by N, but not the penalty.",
        see="thm-newton",
    )
    hessian_not_divided = slip(
        by_inverse,
        ("@ X / N", "@ X"),
        hint="The Hessian of a mean is the mean of the Hessians: divide by N.",
        see="thm-newton",
    )
    penalty_without_the_half = slip(
        by_inverse,
        ("lam * w", "2 * lam * w"),
        ("lam * np.eye(d)", "2 * lam * np.eye(d)"),
        hint="The penalty is lam/2 ||w||^2: the 2 of the derivative cancels.",
        see="thm-newton",
    )
    gradient_descent = slip(
        by_inverse,
        ("np.linalg.inv(H) @ g", "g"),
        hint="This is gradient descent with the step size 1: solve H s = g.",
        see="thm-newton",
    )
    curvature_of_the_start = slip(
        by_inverse,
        ("np.diag(p * (1 - p))", "np.diag(0 * p + 0.25)"),
        hint="The curvature p (1 - p) changes from point to point: 1/4 is that at w = 0.",
        see="thm-newton",
    )
    without_the_start = slip(
        by_inverse,
        ("return np.array(W)", "return np.array(W[1:])"),
        hint="W[0] = 0 is the start: W has steps + 1 rows.",
        see="thm-newton",
    )
    last_point_only = slip(
        by_inverse,
        ("return np.array(W)", "return w"),
        hint="All points are wanted, W[0] = 0 to W[steps], in rows.",
        see="thm-newton",
    )
    steps_for_points = slip(
        by_inverse,
        ("range(steps)", "range(steps - 1)"),
        hint="W[0] = 0 is the start: W has steps + 1 rows.",
        see="thm-newton",
    )

    penalty_doubled_in_the_gradient = slip(
        by_inverse,
        (" + lam * w\n", " + 2 * lam * w\n"),
        hint="The gradient of lam/2 ||w||^2 is lam w: the 2 cancels.",
        see="thm-newton",
    )

    half_penalty_in_the_gradient = slip(
        by_inverse,
        (" + lam * w\n", " + lam / 2 * w\n"),
        hint="The gradient of lam/2 ||w||^2 is lam w, not lam/2 w.",
        see="thm-newton",
    )
    penalty_everywhere = slip(
        by_inverse,
        ("lam * np.eye(d)", "lam"),
        ("np.linalg.inv(H) @ g", "np.linalg.lstsq(H, g, rcond=None)[0]"),
        hint="lam belongs on the diagonal of H only.",
        see="thm-newton",
    )
    half_steps = slip(
        by_inverse,
        ("w - np.linalg.inv(H) @ g", "w - 0.5 * np.linalg.inv(H) @ g"),
        hint="Every step is a full one: this is halved.",
        see="thm-newton",
    )
    last_point_missing = slip(
        by_inverse,
        ("return np.array(W)", "return np.array(W[:-1])"),
        hint="The last point is missing: W has steps + 1 rows.",
        see="thm-newton",
    )
    one_array_for_all = slip(
        by_inverse,
        ("w = w - np.linalg.inv(H) @ g", "w -= np.linalg.inv(H) @ g"),
        hint="w -= ... changes all the points that were appended: they are one array.",
        see="thm-newton",
    )
    ends_early = slip(
        by_inverse,
        ("        H = X.T", "        if np.linalg.norm(g) < 1e-6:\n            break\n        H = X.T"),
        hint="W has steps + 1 rows always: this ends when the gradient is small.",
        see="thm-newton",
    )
    last_weight_is_free = slip(
        by_inverse,
        (" + lam * w\n", " + lam * w * (np.arange(d) < d - 1)\n"),
        ("lam * np.eye(d)", "lam * np.diag(np.arange(d) < d - 1)"),
        ("np.linalg.inv(H)", "np.linalg.pinv(H)"),
        hint="The whole of w is penalised, its last entry too.",
        see="thm-newton",
    )
    column_of_ones_is_free = slip(
        by_inverse,
        ("    w = np.zeros(d)\n", "    held = np.where((X == 1).all(axis=0) & (d > 1), 0, lam)\n    w = np.zeros(d)\n"),
        (" + lam * w\n", " + held * w\n"),
        ("lam * np.eye(d)", "np.diag(held)"),
        hint="The whole of w is penalised, the entry of a column of ones too.",
        see="thm-newton",
    )
    slopes_kept_from_0 = slip(
        by_inverse,
        ("np.diag(p * (1 - p))", "np.diag(np.maximum(p * (1 - p), 1e-3))"),
        hint="p (1 - p) may be tiny, for lam keeps H invertible: leave it as it is.",
        see="thm-newton",
    )
    rests_early = slip(
        by_inverse,
        (
            "        H = X.T",
            "        if np.linalg.norm(g) < 1e-3:\n            return W + [w] * (steps + 1 - len(W))\n        H = X.T",
        ),
        hint="Every step is taken: where this rests, the gradient is small, but not yet 0.",
        see="thm-newton",
    )
    zeros_after_the_end = slip(
        by_inverse,
        (
            "        H = X.T",
            "        if max(abs(g)) < 1e-12:\n            return W + [0 * w] * (steps + 1 - len(W))\n        H = X.T",
        ),
        hint="After an early end the rest of W is left at 0: W[t] is the point after t steps.",
        see="thm-newton",
    )
    ones_added = slip(
        by_inverse,
        ("    N, d = X.shape\n", "    X = np.column_stack([X, np.ones(len(X))])\n    N, d = X.shape\n"),
        hint="X is taken as it is: no column of ones is asked for.",
        see="thm-newton",
    )
    one_step_at_least = slip(
        by_inverse,
        ("range(steps)", "range(max(steps, 1))"),
        hint="steps = 0 is allowed: then W is the start alone.",
        see="thm-newton",
    )
    points_in_columns = slip(
        by_inverse,
        ("return np.array(W)", "return np.array(W).T"),
        hint="The points are rows of W.",
        see="thm-newton",
    )
    overflowing = slip(
        by_inverse,
        ("sigmoid(X @ w)", "np.exp(X @ w) / (1 + np.exp(X @ w))"),
        hint="exp(z) overflows where a full step may lead, and inf/inf is nan: use your sigmoid.",
        see="safe-sigmoid",
    )

    @misconception("H and g belong to the same point: this H is that of the point before.", see="thm-newton")
    def curvature_of_the_point_before(X, y, lam, steps):
        N, d = X.shape
        W, slopes = np.zeros((steps + 1, d)), np.full(N, 0.25)
        for t in range(steps):
            p = sigmoid(X @ W[t])
            H = (X.T * slopes) @ X / N + lam * np.eye(d)
            W[t + 1] = W[t] - np.linalg.solve(H, X.T @ (p - y) / N + lam * W[t])
            slopes = p * (1 - p)
        return W

    @misconception("After an early end the rest of W is left at 0: W[t] is the point after t steps.", see="thm-newton")
    def zeros_after_an_early_end(X, y, lam, steps):
        N, d = X.shape
        W = np.zeros((steps + 1, d))
        for t in range(steps):
            p = sigmoid(X @ W[t])
            g = X.T @ (p - y) / N + lam * W[t]
            if np.linalg.norm(g) < 1e-6:
                break
            W[t + 1] = W[t] - np.linalg.solve((X.T * (p * (1 - p))) @ X / N + lam * np.eye(d), g)
        return W

    @misconception("An array of the samples' dtype cuts the points to integers if they are.", see="thm-newton")
    def dtype_of_the_samples(X, y, lam, steps):
        N, d = X.shape
        W = np.zeros_like(X, shape=(steps + 1, d))
        for t in range(steps):
            p = sigmoid(X @ W[t])
            g = X.T @ (p - y) / N + lam * W[t]
            W[t + 1] = W[t] - np.linalg.solve((X.T * (p * (1 - p))) @ X / N + lam * np.eye(d), g)
        return W

    @misconception("Steps that are halved are a good idea, but full ones are asked for.", see="thm-newton")
    def steps_halved_if_too_far(X, y, lam, steps):
        N, d = X.shape

        def objective(w):
            return np.logaddexp(0, (1 - 2 * y) * (X @ w)).mean() + lam / 2 * w @ w

        W = np.zeros((steps + 1, d))
        for t in range(steps):
            p = sigmoid(X @ W[t])
            g = X.T @ (p - y) / N + lam * W[t]
            s = -np.linalg.solve((X.T * (p * (1 - p))) @ X / N + lam * np.eye(d), g)
            while objective(W[t] + s) > objective(W[t]) + 1e-12 and np.abs(s).max() > 1e-12:
                s = s / 2
            W[t + 1] = W[t] + s
        return W

    @misconception("The working response divides by p (1 - p), which is 0 far off.", see="thm-newton")
    def divided_by_the_slope(X, y, lam, steps):
        N, d = X.shape
        W = np.zeros((steps + 1, d))
        for t in range(steps):
            z = X @ W[t]
            p = 1 / (1 + np.exp(-z))
            slopes = p * (1 - p)
            rhs = X.T @ (slopes * (z + (y - p) / slopes)) / N
            W[t + 1] = np.linalg.solve((X.T * slopes) @ X / N + lam * np.eye(d), rhs)
        return W

    @misconception("The labels are 0 and 1: the slope in z is p - y, with no signs.", see="thm-newton")
    def labels_as_signs(X, y, lam, steps):
        N, d = X.shape
        W = np.zeros((steps + 1, d))
        for t in range(steps):
            p = sigmoid(X @ W[t])
            g = X.T @ (p - (2 * y - 1)) / N + lam * W[t]
            H = (X.T * (p * (1 - p))) @ X / N + lam * np.eye(d)
            W[t + 1] = W[t] - np.linalg.solve(H, g)
        return W
