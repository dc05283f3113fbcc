"""Mark scheme of `ksvm_decision`."""

from typing import ClassVar

import numpy as np

from autograder import alternate, exercise, forall, misconception, practice, slip, weight
from autograder.checks.test_kernel_methods.inputs import away_from_zero, near, table, tenths
from solutions.kernel_methods import ksvm_decision

BIASES = (0.7, -1.3, 2.9)  # no decision is 0 for all, and none is a label


def signs(d, N):
    """Labels, integers; both occur if N > 1."""
    y = 1 - 2 * d.integers(N, 0, 1)
    if N > 1:
        y[:2] = 1, -1
    return y[d.permutation(N)]


TINY, HUGE = 2e-9, 1e4  # a dual variable and kernel values that make up for it


def weights(d, N):
    """Dual variables, and a factor for the kernel of each: for N > 2 one is 0, one tiny; all differ, and none is 1."""
    order = d.permutation(N)
    alpha, factors = 1.3 + 0.7 * order, np.ones(N)
    if N > 2:
        alpha[order == 0], alpha[order == 1], factors[order == 1] = 0.0, TINY, HUGE
    return alpha, factors


def hyperplane(d):
    """Samples and new points, fewer or more of them: (alpha, y, b, X, Z)."""
    N, n = d.integer(3, 5), d.integer(1, 3)
    M = N + d.choice((1, -1, 2))
    X, Z = away_from_zero(d, (N, n)), tenths(d, (M, n))
    Z[0] = 0.9
    alpha, factors = weights(d, N)
    return alpha, signs(d, N), d.choice(BIASES), X * factors[:, None], Z


def square(d):
    """As many points as samples, and a K_test that is not its own mirror image: (alpha, y, b, K_test).

    At point 0 all but 1/1000 of the decision cancels.
    """
    N = d.integer(2, 5)
    (alpha, factors), y, b = weights(d, N), signs(d, N), d.choice(BIASES)
    K_test = away_from_zero(d, (N, N)) * 1.37 / 7 * factors
    j = int(np.argmax(alpha))
    K_test[0, j] += (0.001 - b - K_test[0] @ (alpha * y)) * y[j] / alpha[j]
    K_test[1, 0] = K_test[0, 1] - 4.1
    return alpha, y, b, K_test


def two_samples(d):
    """A positive and a negative sample, and the kernel (1 + x.z)^2: (X, alpha, y, b) of the widest margin."""
    n = d.integer(1, 3)
    X = np.array([away_from_zero(d, n), away_from_zero(d, n)])
    X[1] = X[0] + np.where(X[1] > 0, 0.5, -0.5) + X[1] / 4
    K = (1 + X @ X.T) ** 2
    alpha = 2 / (K[0, 0] - 2 * K[0, 1] + K[1, 1])
    return X, np.full(2, alpha), np.array([1, -1]), float(alpha / 2 * (K[1, 1] - K[0, 0]))


def ones(d):
    """Samples and points of which the first may stand for all: (alpha, y, b, K_test)."""
    N, M = d.integer(2, 4), d.integer(2, 3)
    alpha, factors = weights(d, N)
    alpha[alpha == 0] = 0.6
    return alpha, signs(d, N), d.choice(BIASES), away_from_zero(d, (M, N)) * factors


def size(alpha, b, K_test):
    """|b| + sum_n alpha_n |k(z, x_n)| of the point for which it is largest."""
    return np.abs(b) + (np.abs(K_test) @ alpha).max()


@exercise(reference=ksvm_decision)
class TestKsvmDecision:
    CONTRACT: ClassVar = {
        "their signs are the classes": ("test_linear_kernel_is_a_hyperplane", "test_two_samples"),
        "floats >= 0": ("test_linear_kernel_is_a_hyperplane", "test_what_does_not_count"),
        "has a row for each new point": ("test_as_many_points_as_samples", "test_linear_kernel_is_a_hyperplane"),
        "N and M may be 1": "test_one_sample_or_one_point",
        "right to 1e-9": ("test_linear_kernel_is_a_hyperplane", "test_two_samples"),
    }

    EQUIVALENT: ClassVar = {"return K_test @ (alpha / y) + b": "a sign is its own reciprocal"}

    @practice
    @weight(1)
    @forall(hyperplane)
    def test_linear_kernel_is_a_hyperplane(self, student, alpha, y, b, X, Z):
        """For the linear kernel the decisions are w.z + b with w = sum alpha_n y_n x_n."""
        w = sum(a * sign * x for a, sign, x in zip(alpha, y, X, strict=True))
        got = table(student.ksvm_decision(alpha, y, b, Z @ X.T), (len(Z),), "ksvm_decision(alpha, y, b, Z @ X.T)")
        near(got, Z @ w + b, "ksvm_decision(alpha, y, b, Z @ X.T)", size(alpha, b, Z @ X.T))

    @practice
    @weight(1)
    @forall(two_samples)
    def test_two_samples(self, student, X, alpha, y, b):
        """Two samples, with the widest margin: the decision is 1 at one, -1 at the other; 0 where both pull alike."""
        K = (1 + X @ X.T) ** 2
        got = table(student.ksvm_decision(alpha, y, b, K), (2,), "ksvm_decision(alpha, y, b, K)")
        near(got, y, "ksvm_decision(alpha, y, b, K)", size(alpha, b, K))
        both = np.array([[3.0, 3.0], [3.0, 1.0]])
        got = table(student.ksvm_decision(np.array([0.5, 0.5]), y, 0.0, both), (2,), "ksvm_decision at two points")
        near(got, [0, 1], "ksvm_decision([0.5, 0.5], [1, -1], 0, [[3, 3], [3, 1]])", 3)

    @weight(1)
    @forall(square)
    def test_as_many_points_as_samples(self, student, alpha, y, b, K_test):
        """With M = N too, row m of K_test belongs to point m; -y and -b turn decisions round, small units keep them."""
        what = "ksvm_decision(alpha, y, b, K_test)"
        wanted = ksvm_decision(alpha, y, b, K_test)
        near(
            table(student.ksvm_decision(alpha, y, b, K_test), wanted.shape, what), wanted, what, size(alpha, b, K_test)
        )
        what = "ksvm_decision(alpha, -y, -b, K_test)"
        got = table(student.ksvm_decision(alpha, -y, -b, K_test), wanted.shape, what)
        near(got, -wanted, what, size(alpha, b, K_test))
        b, K_test, wanted = b / 2.0**40, K_test / 2.0**40, wanted / 2.0**40
        what = "ksvm_decision(alpha, y, b / 2**40, K_test / 2**40)"
        near(
            table(student.ksvm_decision(alpha, y, b, K_test), wanted.shape, what), wanted, what, size(alpha, b, K_test)
        )

    @weight(1)
    @forall(square, draws=10)
    def test_what_does_not_count(self, student, alpha, y, b, K_test):
        """A sample with alpha = 0 does not count, nor a bias of 0; a copy may take half of a sample's alpha."""
        b = 0.0
        wanted = ksvm_decision(alpha, y, b, K_test)
        more = np.column_stack([K_test, K_test[:, 0], 50 + K_test[:, 1]])
        shared = np.append(alpha, [alpha[0] / 2, 0.0])
        shared[0] /= 2
        labels = np.append(y, [y[0], 1])
        what = "ksvm_decision with a copy of sample 0 and a sample of alpha = 0"
        got = table(student.ksvm_decision(shared, labels.astype(float), b, more), wanted.shape, what)
        near(got, wanted, what, size(alpha, b, K_test))

    @weight(1)
    @forall(ones, draws=5)
    def test_one_sample_or_one_point(self, student, alpha, y, b, K_test):
        """One sample does, and so does one point: the result has one axis, (M,); it is b if no alpha is above 0."""
        for N, M in ((len(y), 1), (1, len(K_test)), (1, 1)):
            some, labels, part = alpha[:N], y[:N], K_test[:M, :N]
            what = f"ksvm_decision(alpha, y, b, K_test) for N = {N} and M = {M}"
            got = table(student.ksvm_decision(some, labels, b, part), (M,), what)
            near(got, ksvm_decision(some, labels, b, part), what, size(some, b, part))
        what = "ksvm_decision(0 * alpha, y, b, K_test)"
        got = table(student.ksvm_decision(0 * alpha, y, b, K_test), (len(K_test),), what)
        near(got, np.full(len(K_test), b), what, abs(b))

    @alternate
    def by_one_product(alpha, y, b, K_test):
        return K_test @ (alpha * y) + b

    @alternate
    def by_two_loops(alpha, y, b, K_test):
        values = []
        for row in K_test:
            total = b
            for a, sign, k in zip(alpha, y, row, strict=True):
                total += float(a) * int(sign) * float(k)
            values.append(total)
        return values

    @alternate
    def from_support_vectors_alone(alpha, y, b, K_test):
        chosen = np.flatnonzero(alpha > 0)
        return K_test[:, chosen] @ (alpha[chosen] * y[chosen]) + b

    @alternate
    def positive_less_negative(alpha, y, b, K_test):
        plus, minus = y > 0, y < 0
        return b + K_test[:, plus] @ alpha[plus] - K_test[:, minus] @ alpha[minus]

    @alternate
    def bias_as_one_sample_more(alpha, y, b, K_test):
        wide = np.hstack([K_test, np.ones((len(K_test), 1))])
        return np.einsum("mn,n->m", wide, np.append(alpha * y, b))

    labels_left_out = slip(
        by_one_product,
        ("(alpha * y)", "alpha"),
        hint="Each sample counts with the sign of its label: alpha_n y_n.",
        see="thm-machine",
    )
    dual_variables_left_out = slip(
        by_one_product, ("(alpha * y)", "y"), hint="Each sample counts with its weight alpha_n.", see="thm-machine"
    )
    bias_left_out = slip(by_one_product, (" + b", ""), hint="The bias b is added.", see="thm-machine")
    bias_subtracted = slip(by_one_product, ("+ b", "- b"), hint="The bias b is added.", see="thm-machine")
    bias_for_each_sample = slip(
        by_one_product,
        ("K_test @ (alpha * y) + b", "(K_test * (alpha * y) + b).sum(axis=1)"),
        hint="b is added once, to the sum, not to each of its terms.",
        see="thm-machine",
    )
    rows_for_samples = slip(
        by_one_product,
        ("K_test @", "K_test.T @"),
        hint="The sum is over the samples, which are the columns of K_test.",
        see="thm-machine",
    )
    rows_for_samples_if_it_fits = slip(
        by_one_product,
        ("K_test @ (alpha * y)", "(K_test.T if len(K_test) == len(y) else K_test) @ (alpha * y)"),
        hint="The sum is over the samples, which are the columns of K_test.",
        see="thm-machine",
    )
    mean_for_the_sum = slip(
        by_one_product,
        ("(alpha * y)", "(alpha * y) / len(y)"),
        hint="It is a sum over the samples, not a mean.",
        see="thm-machine",
    )
    mean_over_support_vectors = slip(
        by_one_product,
        ("(alpha * y)", "(alpha * y) / np.sum(alpha > 0)"),
        hint="It is a sum over the samples, not a mean.",
        see="thm-machine",
    )
    labels_as_zero_and_one = slip(
        by_one_product,
        ("(alpha * y)", "(alpha * (y > 0))"),
        hint="Negative samples count too, with the sign -1.",
        see="thm-machine",
    )
    classes_for_decisions = slip(
        by_one_product,
        ("K_test @ (alpha * y) + b", "np.sign(K_test @ (alpha * y) + b)"),
        hint="The values are wanted; their signs would be the classes.",
        see="thm-machine",
    )
    cut_off_at_the_margin = slip(
        by_one_product,
        ("K_test @ (alpha * y) + b", "np.clip(K_test @ (alpha * y) + b, -1, 1)"),
        hint="Beyond the margin the decision goes on: nothing is cut off.",
        see="thm-machine",
    )
    sizes_of_the_decisions = slip(
        by_one_product,
        ("K_test @ (alpha * y) + b", "abs(K_test @ (alpha * y) + b)"),
        hint="Decisions have signs.",
        see="thm-machine",
    )
    squared_dual_variables = slip(
        by_one_product, ("(alpha * y)", "(alpha**2 * y)"), hint="alpha_n counts once.", see="thm-machine"
    )
    sample_of_largest_weight = slip(
        by_one_product,
        ("(alpha * y)", "(alpha * y * (alpha == alpha.max()))"),
        hint="All samples with alpha > 0 count.",
        see="thm-machine",
    )
    column_for_a_vector = slip(
        by_one_product,
        ("(alpha * y) + b", "(alpha * y)[:, None] + b"),
        hint="One axis, (M,): a number for each new point.",
        see="thm-machine",
    )
    squeezed_to_a_number = slip(
        by_one_product,
        ("K_test @ (alpha * y) + b", "np.squeeze(K_test @ (alpha * y) + b)"),
        hint="One new point gives an array of one decision, (1,), not a number.",
        see="thm-machine",
    )
    decisions_of_single_precision = slip(
        by_one_product,
        ("K_test @ (alpha * y)", "K_test.astype(np.float32) @ (alpha * y).astype(np.float32)"),
        hint="Single precision keeps 7 digits; leave the numbers in double.",
        see="thm-machine",
    )
    products_of_single_precision = slip(
        by_one_product,
        ("K_test @ (alpha * y)", "(K_test.astype(np.float32) @ (alpha * y).astype(np.float32)).astype(float)"),
        hint="Single precision keeps 7 digits; leave the numbers in double.",
        see="thm-machine",
    )
    rounded_decisions = slip(
        by_one_product,
        ("K_test @ (alpha * y) + b", "np.round(K_test @ (alpha * y) + b, 4)"),
        hint="Nothing is rounded.",
        see="thm-machine",
    )
    rounded_to_eight_decimals = slip(
        by_one_product,
        ("K_test @ (alpha * y) + b", "np.round(K_test @ (alpha * y) + b, 8)"),
        hint="Nothing is rounded: all decisions may be small.",
        see="thm-machine",
    )
    undecided_is_positive = slip(
        by_one_product,
        ("return K_test @ (alpha * y) + b", "f = K_test @ (alpha * y) + b\n    return np.where(f == 0, 1, f)"),
        hint="An undecided point has the decision 0: who wants a class from it chooses later.",
        see="thm-machine",
    )
    labels_taken_for_zero_and_one = slip(
        by_one_product,
        ("(alpha * y)", "(alpha * (2 * y - 1))"),
        hint="The labels are -1 and +1 as they come: 2 y - 1 is for 0 and 1.",
        see="thm-machine",
    )
    labels_after_the_sum = slip(
        by_one_product,
        ("(alpha * y)", "alpha * y"),
        hint="@ and * go from left to right: the labels belong to the samples, K_test @ (alpha * y).",
        see="thm-machine",
    )
    bias_for_each_support_vector = slip(
        by_one_product,
        ("+ b", "+ b * np.sum(y[alpha > 0])"),
        hint="The bias belongs to the new point, and knows no label: b is added once, as it is.",
        see="thm-machine",
    )
    ended_after_the_first_point = slip(
        by_two_loops,
        ("    return values", "        return np.array(values)"),
        hint="A return inside the loop ends it after the first new point.",
        see="thm-machine",
    )
    bias_with_the_labels = slip(
        by_one_product,
        ("K_test @ (alpha * y) + b", "K_test @ (alpha * y) + b * np.mean(y)"),
        hint="The bias belongs to the new point, and knows no label: b is added as it is.",
        see="thm-machine",
    )

    weights_that_sum_to_one = slip(
        by_one_product,
        ("(alpha * y)", "(alpha / alpha.sum() * y)"),
        hint="The dual variables count as they are: they need not sum to 1.",
        see="thm-machine",
    )
    bound_ones_left_out = slip(
        by_one_product,
        ("(alpha * y)", "(alpha * y * (alpha < alpha.max()))"),
        hint="All samples with alpha > 0 count; those on the bound are left out for the bias alone.",
        see="thm-machine",
    )
    bound_ones_left_out_of_others = slip(
        by_one_product,
        (
            "(alpha * y)",
            "(alpha * y * ((alpha < alpha.max()) | (alpha.max() == alpha.min(initial=np.inf, where=alpha > 0))))",
        ),
        hint="All samples with alpha > 0 count; those on the bound are left out for the bias alone.",
        see="thm-machine",
    )
    rows_centred_first = slip(
        by_one_product,
        ("K_test @", "(K_test - K_test.mean(axis=1, keepdims=True)) @"),
        hint="A machine needs no centring: its bias does that.",
        see="thm-machine",
    )
    squashed_decisions = slip(
        by_one_product,
        ("K_test @ (alpha * y) + b", "np.tanh(K_test @ (alpha * y) + b)"),
        hint="The decision is not squashed.",
        see="thm-machine",
    )
    first_columns_for_support_vectors = slip(
        from_support_vectors_alone,
        ("K_test[:, chosen]", "K_test[:, : len(chosen)]"),
        hint="The columns of the support vectors are wanted, not the first so many.",
        see="thm-machine",
    )
    no_bias_without_support = slip(
        from_support_vectors_alone,
        ("    return", "    if not len(chosen):\n        return np.zeros(len(K_test))\n    return"),
        hint="Without support vectors the decision is b.",
        see="thm-machine",
    )
    small_ones_do_not_count = slip(
        from_support_vectors_alone,
        ("alpha > 0", "alpha > 1e-5"),
        hint="A small alpha counts, too: only 0 does not.",
        see="thm-machine",
    )

    @misconception("The dual variables are changed for the caller too: alpha *= y works in place.", see="thm-machine")
    def dual_variables_changed(alpha, y, b, K_test):
        alpha *= y
        return K_test @ alpha + b
