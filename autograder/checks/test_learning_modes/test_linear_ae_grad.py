"""Mark scheme of `linear_ae_grad`."""

from typing import ClassVar

import numpy as np

from autograder import alternate, exercise, expect, forall, misconception, practice, slip, weight
from autograder.checks.test_learning_modes.inputs import close, directions, eighths, nonzero
from solutions.learning_modes import linear_ae_grad, pca

SIZE = 100.0  # of losses and gradients, for tolerances


def centred(d, n):
    """Two or four samples, neither of which is their number of features; their mean is exactly 0."""
    X = nonzero(d, (d.choice([4, 2]), n), 2)
    return X - X.mean(axis=0)


def square(d):
    """As many codes as features, so that every wrong order of the factors has a product: (X, W1, W2)."""
    n = 3
    return (
        centred(d, n),
        eighths(d, (n, n), 1) + np.diag([1.0, 2.0], 1),
        eighths(d, (n, n), 1) + np.diag([2.0, -1.0], -1),
    )


def narrow(d):
    """Fewer codes than features: (X, W1, W2)."""
    n = d.choice([3, 5])
    k = d.integer(1, 2)
    return centred(d, n), nonzero(d, (n, k), 1), nonzero(d, (k, n), 1)


def square_or_narrow(d):
    return d.choice([square, narrow])(d)


def off_their_mean(d):
    """The samples are not centred: (X, W1, W2)."""
    X, W1, W2 = narrow(d)
    return X + 2 + eighths(d, X.shape[1], 1), W1, W2


def one_small_sample(d):
    """One sample, so small that the loss is below 0.01: (X, W1, W2)."""
    n = d.integer(2, 4)
    k = d.integer(1, n - 1)
    X = nonzero(d, (1, n), 1) / 32
    return X, nonzero(d, (n, k), 1), nonzero(d, (k, n), 1)


def whole(d):
    """The same of integers, and as many samples as there are features or one more: (X, W1, W2)."""
    n = d.integer(2, 4)
    k = d.integer(1, n - 1)
    shapes = (n + d.integer(0, 1), n), (n, k), (k, n)
    return tuple((8 * nonzero(d, shape, 0.5)).astype(np.int64) for shape in shapes)


def known_loss(d):
    """Codes along orthonormal directions, samples off their span: (X, W1, W2, the mean squared distance)."""
    n = d.integer(3, 5)
    k = d.integer(1, n - 1)
    axes = directions(d, n)
    N = d.choice([4, 2])
    inside, off = nonzero(d, (N, k), 2), nonzero(d, (N, n - k), 2)
    V = axes[:, :k]
    return inside @ V.T + off @ axes[:, k:].T, V, V.T, np.sum(off**2) / N


def scaled(d):
    """Centred samples of distinct variances, the number of codes, and a change of the codes: (X, k, A)."""
    n = d.integer(2, 4)
    k = d.integer(1, n - 1)
    steps = (directions(d, n) * np.array([8.0, 4.0, 2.0, 1.0])[:n]).T
    A = np.diag(1.0 + d.integers(k, 0, 2)) + np.diag(np.ones(k - 1), 1)
    return np.vstack([steps, -steps])[d.permutation(2 * n)], k, A


def loss_and_gradients(got, W1, W2):
    """The loss, a number, and gradients of the shapes of W1 and W2."""
    loss, dW1, dW2 = expect.values(got, 3, "linear_ae_grad(X, W1, W2)")
    expect.shape(dW1, W1.shape, "dW1")
    expect.shape(dW2, W2.shape, "dW2")
    return expect.number(loss, "the loss"), expect.finite(dW1, "dW1"), expect.finite(dW2, "dW2")


@exercise(reference=linear_ae_grad)
class TestLinearAeGrad:
    PARTS = ("loss", "dW1", "dW2")
    CONTRACT: ClassVar = {
        "Loss and gradient (loss, dW1, dW2)": (
            "test_gradient_in_w1",
            "test_gradient_in_w2",
            "test_components_are_best",
        ),
        "W1 (d, k) encodes, W2 (k, d) decodes": ("test_gradient_in_w1", "test_gradient_in_w2"),
        "the mean over the samples of the squared distance": "test_loss",
        "X is used as it is": "test_samples_as_they_are",
        "N may be 1": "test_one_small_sample",
        "may hold integers": "test_whole_numbers",
        "right to 1e-5 of the largest number that is added up in it": ("test_one_small_sample", "test_loss"),
        "samples may be as small as 1e-3": "test_one_small_sample",
    }

    @practice
    @weight(1)
    @forall(known_loss)
    def test_loss(self, student, X, W1, W2, wanted):
        """If W1 = V and W2 = V^T for orthonormal columns V, the loss is the mean squared distance from their span."""
        loss, _, _ = expect.values(student.linear_ae_grad(X, W1, W2), 3, "linear_ae_grad(X, W1, W2)")
        close(expect.number(loss, "the loss"), wanted, "the loss", 10)

    @practice
    @forall(narrow, draws=4)  # each takes two losses for every entry
    def test_slopes_of_your_loss(self, student, X, W1, W2):
        """Your gradients are the slopes of your own loss, entry by entry."""
        loss, dW1, dW2 = loss_and_gradients(student.linear_ae_grad(X, W1, W2), W1, W2)
        expect.that(loss > 0, f"the loss is {loss:g}, wanted more than 0")
        for k, (W, dW) in enumerate([(W1, dW1), (W2, dW2)]):
            for at in np.ndindex(*W.shape):
                ends = []
                for sign in (1, -1):  # the loss is quadratic in each entry, so that a step of 1 makes no error
                    moved = W.copy()
                    moved[at] += sign
                    weights = (moved, W2) if k == 0 else (W1, moved)
                    ends.append(expect.values(student.linear_ae_grad(X, *weights), 3, "linear_ae_grad(X, W1, W2)")[0])
                slope = (expect.number(ends[0], "the loss") - expect.number(ends[1], "the loss")) / 2
                close(dW[at], slope, f"dW{k + 1}{list(at)}", SIZE)

    @weight(1)
    @forall(square_or_narrow)
    def test_gradient_in_w1(self, student, X, W1, W2):
        """dW1 is the gradient of the loss in W1: its slope in every direction."""
        _, dW1, _ = loss_and_gradients(student.linear_ae_grad(X, W1, W2), W1, W2)
        close(dW1, linear_ae_grad(X, W1, W2)[1], "dW1", SIZE)

    @weight(1)
    @forall(square_or_narrow)
    def test_gradient_in_w2(self, student, X, W1, W2):
        """dW2 is the gradient of the loss in W2: its slope in every direction."""
        _, _, dW2 = loss_and_gradients(student.linear_ae_grad(X, W1, W2), W1, W2)
        close(dW2, linear_ae_grad(X, W1, W2)[2], "dW2", SIZE)

    @weight(1)
    @forall(off_their_mean)
    def test_samples_as_they_are(self, student, X, W1, W2):
        """Samples off their mean are taken as they are; each of them twice changes nothing, for the loss is a mean."""
        got = loss_and_gradients(student.linear_ae_grad(np.vstack([X, X]), W1, W2), W1, W2)
        for each, wanted, what in zip(got, linear_ae_grad(X, W1, W2), ("the loss", "dW1", "dW2"), strict=True):
            close(each, wanted, what, SIZE)

    @weight(1)
    @forall(scaled)
    def test_components_are_best(self, student, X, k, A):
        """At the components, W1 = V A and W2 = A^-1 V^T, the loss is what PCA leaves, and both gradients are 0."""
        _, V, var = pca(X, X.shape[1])
        W1, W2 = V[:, :k] @ A, np.linalg.inv(A) @ V[:, :k].T
        loss, dW1, dW2 = loss_and_gradients(student.linear_ae_grad(X, W1, W2), W1, W2)
        close(loss, var[k:].sum(), "the loss", SIZE)
        close(dW1, np.zeros(W1.shape), "dW1", SIZE)
        close(dW2, np.zeros(W2.shape), "dW2", SIZE)

    @weight(1)
    @forall(one_small_sample, draws=10)
    def test_one_small_sample(self, student, X, W1, W2):
        """One sample is enough, however small it is."""
        self._right(student, X, W1, W2, 0.01)

    @weight(1)
    @forall(whole, draws=10)
    def test_whole_numbers(self, student, X, W1, W2):
        """Samples and matrices may be integers."""
        self._right(student, X, W1, W2, SIZE)

    @staticmethod
    def _right(student, X, W1, W2, size):
        got = loss_and_gradients(student.linear_ae_grad(X, W1, W2), W1, W2)
        for each, wanted, what in zip(got, linear_ae_grad(X, W1, W2), ("the loss", "dW1", "dW2"), strict=True):
            expect.close(each, wanted, what, rtol=1e-5, atol=1e-5 * size)

    @alternate
    def by_residuals(X, W1, W2):
        N = len(X)
        R = X @ W1 @ W2 - X
        loss = np.sum(R**2) / N
        dW1 = 2 / N * X.T @ R @ W2.T
        dW2 = 2 / N * (X @ W1).T @ R
        return loss, dW1, dW2

    @alternate
    def by_the_covariance(X, W1, W2):
        """Only X^T X / N of the samples counts."""
        S = X.T @ X / len(X)
        E = W1 @ W2 - np.eye(len(S))
        return np.trace(E.T @ S @ E), 2 * S @ E @ W2.T, 2 * W1.T @ S @ E

    @alternate
    def by_loops(X, W1, W2):
        N, n, k = len(X), len(W1), len(W2)
        loss, dW1, dW2 = 0.0, [[0.0] * k for _ in range(n)], [[0.0] * n for _ in range(k)]
        for x in X:
            code = [sum(x[i] * W1[i][j] for i in range(n)) for j in range(k)]
            r = [sum(code[j] * W2[j][i] for j in range(k)) - x[i] for i in range(n)]
            loss += sum(v * v for v in r) / N
            for j in range(k):
                back = sum(r[i] * W2[j][i] for i in range(n))
                for i in range(n):
                    dW1[i][j] += 2 * x[i] * back / N
                    dW2[j][i] += 2 * code[j] * r[i] / N
        return [loss, dW1, dW2]

    @alternate
    def in_single_precision(X, W1, W2):
        X, W1, W2 = X.astype(np.float32), W1.astype(np.float32), W2.astype(np.float32)
        codes = X @ W1
        U = (codes @ W2 - X) * np.float32(2 / len(X))
        return np.mean(((codes @ W2 - X) ** 2).sum(axis=1)), X.T @ (U @ W2.T), codes.T @ U

    @alternate
    def by_differences(X, W1, W2):
        """The loss is quadratic in each matrix: central differences make no error."""

        def loss(V1, V2):
            return np.linalg.norm(X - X @ V1 @ V2) ** 2 / len(X)

        grads = [np.zeros(W1.shape), np.zeros(W2.shape)]
        for i, j in np.ndindex(*W1.shape):
            E = np.zeros(W1.shape)
            E[i, j] = 1
            grads[0][i, j] = (loss(W1 + E, W2) - loss(W1 - E, W2)) / 2
            grads[1][j, i] = (loss(W1, W2 + E.T) - loss(W1, W2 - E.T)) / 2
        return loss(W1, W2), *grads

    w1_for_w2 = slip(
        by_residuals,
        ("@ R @ W2.T", "@ R @ W1"),
        hint="The residual comes back to W1 through W2 transposed, which is no W1.",
        see="prop-ae-gradient",
    )
    w2_not_transposed = slip(
        by_residuals,
        ("@ R @ W2.T", "@ R @ W2"),
        hint="The residual comes back to W1 through W2 transposed: (N, d) times (d, k).",
        see="prop-ae-gradient",
    )
    codes_through_w2 = slip(
        by_residuals,
        ("(X @ W1).T @ R", "W2 @ X.T @ R"),
        hint="The codes are X W1; X W2^T has their shape, and is another thing.",
        see="prop-ae-gradient",
    )
    w2_moved_first = slip(
        by_residuals,
        (
            "dW1 = 2 / N * X.T @ R @ W2.T\n    dW2 = 2 / N * (X @ W1).T @ R",
            "dW2 = 2 / N * (X @ W1).T @ R\n    W2 = W2 - 0.1 * dW2\n    dW1 = 2 / N * X.T @ R @ W2.T",
        ),
        hint="Both gradients are taken at the given W1 and W2: neither moves before.",
        see="prop-ae-gradient",
    )
    w1_moved_first = slip(
        by_residuals,
        (
            "dW2 = 2 / N * (X @ W1).T @ R",
            "W1 = W1 - 0.01 * dW1\n    dW2 = 2 / N * (X @ W1).T @ (X @ W1 @ W2 - X)",
        ),
        hint="Both gradients are taken at the given W1 and W2: neither moves before.",
        see="prop-ae-gradient",
    )
    mean_of_the_distances = slip(
        by_residuals,
        ("loss = np.sum(R**2) / N", "loss = np.mean(np.linalg.norm(R, axis=1))"),
        hint="The loss is the mean of the squared distances, not of the distances.",
        see="prop-ae-gradient",
    )
    divided_by_the_features = slip(
        by_residuals,
        ("N = len(X)", "N = X.shape[1]"),
        hint="The mean is over the samples: divide by N, not by the number of features.",
        see="prop-ae-gradient",
    )
    length_of_the_codes_taken_off = slip(
        by_residuals,
        ("loss = np.sum(R**2) / N", "loss = (np.sum(X**2) - np.sum((X @ W1) ** 2)) / N"),
        hint="||x||^2 less the squares of the codes is right for orthonormal columns and W2 = W1^T only.",
        see="prop-ae-gradient",
    )
    no_slope_where_the_loss_is_small = slip(
        by_residuals,
        (
            "return loss, dW1, dW2",
            "return (loss, dW1, dW2) if loss >= 0.01 else (0.0, np.zeros(W1.shape), np.zeros(W2.shape))",
        ),
        hint="Small samples have small losses, and slopes all the same.",
        see="prop-ae-gradient",
    )
    squeezed_samples = slip(
        by_residuals,
        ("N = len(X)", "X = np.squeeze(X)\n    N = len(X)"),
        hint="np.squeeze makes a vector of a single sample: X has two axes always.",
        see="prop-ae-gradient",
    )
    a_float_array_of_losses = slip(
        by_residuals,
        ("loss = np.sum(R**2) / N", "loss = np.sum(R**2, axis=1)"),
        hint="The loss is one number, the mean over the samples.",
        see="prop-ae-gradient",
    )

    @misconception(
        "A -= ... works in the array of the caller: write the residual into a new one.", see="prop-ae-gradient"
    )
    def residual_in_place(X, W1, W2):
        codes, A, R = X @ W1, X.copy(), X
        R -= codes @ W2
        return np.sum(R**2) / len(X), -2 / len(X) * A.T @ R @ W2.T, -2 / len(X) * codes.T @ R

    @misconception(
        "A forward difference errs by the step times half the curvature: take a central one.", see="prop-ae-gradient"
    )
    def forward_differences(X, W1, W2):
        def loss(A, B):
            return ((X @ A @ B - X) ** 2).sum() / len(X)

        here, h, grads = loss(W1, W2), 0.01, [np.zeros(W1.shape), np.zeros(W2.shape)]
        for at in np.ndindex(W1.shape):
            step = np.zeros(W1.shape)
            step[at] = h
            grads[0][at] = (loss(W1 + step, W2) - here) / h
        for at in np.ndindex(W2.shape):
            step = np.zeros(W2.shape)
            step[at] = h
            grads[1][at] = (loss(W1, W2 + step) - here) / h
        return here, *grads

    @misconception(
        "A copy of integer weights is of integers, in which a step of a half is lost.", see="prop-ae-gradient"
    )
    def steps_cut_off(X, W1, W2):
        def loss(A, B):
            return ((X @ A @ B - X) ** 2).sum() / len(X)

        grads = []
        for which, W in enumerate((W1, W2)):
            G = np.zeros(W.shape)
            for at in np.ndindex(W.shape):
                up, down = W.copy(), W.copy()
                up[at] += 0.5
                down[at] -= 0.5
                G[at] = loss(up, W2) - loss(down, W2) if which == 0 else loss(W1, up) - loss(W1, down)
            grads.append(G)
        return loss(W1, W2), *grads

    centred_in_place = slip(
        by_residuals,
        ("N = len(X)\n", "N = len(X)\n    X -= X.mean(axis=0)\n"),
        hint="X is used as it is: centring it is up to the caller, whose array this changes.",
        see="prop-ae-gradient",
    )
    factor_two_missing = slip(
        by_residuals,
        ("dW1 = 2 / N *", "dW1 = 1 / N *"),
        ("dW2 = 2 / N *", "dW2 = 1 / N *"),
        hint="A square has the derivative twice itself: where is the 2?",
        see="prop-ae-gradient",
    )
    half_the_loss = slip(
        by_residuals,
        ("np.sum(R**2) / N", "np.sum(R**2) / N / 2"),
        ("dW1 = 2 / N *", "dW1 = 1 / N *"),
        ("dW2 = 2 / N *", "dW2 = 1 / N *"),
        hint="The loss has no factor 1/2 here, and so the gradients have a 2.",
        see="prop-ae-gradient",
    )
    sums_for_means = slip(
        by_residuals,
        ("np.sum(R**2) / N", "np.sum(R**2)"),
        ("dW1 = 2 / N *", "dW1 = 2 *"),
        ("dW2 = 2 / N *", "dW2 = 2 *"),
        hint="The loss is a mean over the samples: divide by N, the gradients too.",
        see="prop-ae-gradient",
    )
    gradients_not_divided = slip(
        by_residuals,
        ("dW1 = 2 / N *", "dW1 = 2 *"),
        ("dW2 = 2 / N *", "dW2 = 2 *"),
        hint="The gradient of a mean is the mean of the gradients: divide by N.",
        see="prop-ae-gradient",
    )
    loss_not_divided = slip(
        by_residuals,
        ("np.sum(R**2) / N", "np.sum(R**2)"),
        hint="The loss is a mean over the samples: divide by N, as in the gradients.",
        see="prop-ae-gradient",
    )
    mean_over_entries = slip(
        by_residuals,
        ("np.sum(R**2) / N", "np.mean(R**2)"),
        hint="The mean is over the samples, of the sum over the features: divide by N, not by N d.",
        see="prop-ae-gradient",
    )
    means_over_entries = slip(
        by_residuals,
        ("np.sum(R**2) / N", "np.mean(R**2)"),
        ("dW1 = 2 / N *", "dW1 = 2 / R.size *"),
        ("dW2 = 2 / N *", "dW2 = 2 / R.size *"),
        hint="The mean is over the samples, of the sum over the features: divide by N, not by N d.",
        see="prop-ae-gradient",
    )
    norm_for_loss = slip(
        by_residuals,
        ("np.sum(R**2) / N", "np.linalg.norm(R)"),
        hint="The loss is the mean of squares: the norm squared, divided by N.",
        see="prop-ae-gradient",
    )
    no_gradients = slip(
        by_residuals,
        ("return loss, dW1, dW2", "return loss, np.zeros(W1.shape), np.zeros(W2.shape)"),
        hint="The loss is half of it: where do the gradients come from?",
        see="prop-ae-gradient",
    )
    each_for_the_other = slip(
        by_residuals,
        ("@ R @ W2.T", "@ R @ W1"),
        ("dW2 = 2 / N * (X @ W1).T @ R", "dW2 = 2 / N * W2 @ X.T @ R"),
        hint="W2 is no transposed W1: each gradient needs the other matrix as it is.",
        see="prop-ae-gradient",
    )
    uphill_residual = slip(
        by_residuals,
        ("R = X @ W1 @ W2 - X", "R = X - X @ W1 @ W2"),
        hint="The gradient points uphill: its residual is the reconstruction minus X.",
        see="prop-ae-gradient",
    )
    order_of_the_gradients = slip(
        by_residuals,
        ("return loss, dW1, dW2", "return loss, dW2, dW1"),
        hint="dW1 comes first, then dW2; each has the shape of its matrix.",
        see="prop-ae-gradient",
    )
    gradients_transposed = slip(
        by_residuals,
        ("return loss, dW1, dW2", "return loss, dW1.T, dW2.T"),
        hint="A gradient has the shape of its matrix, entry for entry.",
        see="prop-ae-gradient",
    )
    tied_weights = slip(
        by_residuals,
        ("return loss, dW1, dW2", "return loss, dW1 + dW2.T, dW1.T + dW2"),
        hint="The two matrices are free of one another: tied weights would add their gradients.",
        see="prop-ae-gradient",
    )
    centred_first = slip(
        by_residuals,
        ("N = len(X)\n", "N = len(X)\n    X = X - X.mean(axis=0)\n"),
        hint="The samples are taken as they are: centring them is up to the caller.",
        see="prop-ae-gradient",
    )

    @misconception("W2 has its own gradient: it is no W1 transposed.", see="prop-ae-gradient")
    def one_gradient_for_both(X, W1, W2):
        R = X @ W1 @ W2 - X
        dW1 = 2 / len(X) * X.T @ R @ W2.T
        return np.sum(R**2) / len(X), dW1, dW1.T
