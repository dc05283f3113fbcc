"""Mark scheme of `softmax_vjp`."""

from typing import ClassVar

import numpy as np

from autograder import alternate, exercise, expect, forall, misconception, practice, weight
from autograder.checks.test_networks.inputs import close, quarters
from solutions.networks import softmax_vjp

H = 1e-4  # of the difference quotients, which err by H^2 times less than |u|; rounding gives 1e-12 |u|


def shares(counts):
    """Each row over its sum."""
    return counts / counts.sum(axis=1, keepdims=True)


def softmax(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def uneven(d, P):
    """Gradients in P: the first two entries of each row differ, and the mean under P is not near 0."""
    U = quarters(d, P.shape, 16)
    U[:, 0] += U[:, 0] == U[:, 1]
    return U + (np.abs((P * U).sum(axis=1, keepdims=True)) < 1 / 4)


def probabilities(d, K):
    """Two rows or more, no class without probability, and not all classes equal."""
    counts = d.integers((d.integer(2, 5), K), 1, 8)
    counts[:, 0] += (counts == counts[:, :1]).all(axis=1)
    return shares(counts)


def gradients(d):
    """In every other draw as many samples as classes."""
    K = d.integer(3, 5)
    counts = d.integers((d.choice([K, d.integer(2, 5)]), K), 1, 8)
    counts[:, 0] += (counts == counts[:, :1]).all(axis=1)
    P = shares(counts)
    return uneven(d, P), P


def gradients_and_logits(d):
    Z = quarters(d, (d.integer(2, 4), d.integer(3, 4)))
    return uneven(d, softmax(Z)), Z


def two_classes(d):
    """One sample, and a gradient of integers."""
    P = probabilities(d, 2)[:1]
    U = d.integers((1, 2), -4, 4)
    U[0, 0] += U[0, 0] == U[0, 1]
    return U, P


def shifted(d):
    U, P = gradients(d)
    return U, P, quarters(d, (len(U), 1), 40)


def with_zeros(d):
    """The first row is certain, and in the others one class has no probability; the second is nearly certain."""
    N, K = d.integer(2, 5), d.integer(3, 5)
    counts = d.integers((N, K), 1, 8)
    counts[np.arange(N), d.integers(N, 0, K - 1)] = 0
    counts[1] = np.minimum(counts[1], 1)
    counts[1, counts[1].argmax()] = 1000
    counts[0] = 8 * (np.arange(K) == d.integer(0, K - 1))
    P = shares(counts)
    return uneven(d, P), P


@exercise(reference=softmax_vjp)
class TestSoftmaxVjp:
    CONTRACT: ClassVar = {
        "The gradient dZ (N, K)": ("test_difference_quotients", "test_variance"),
        "some of them perhaps 0": "test_probabilities_zero",
        "Row n of dZ is S U[n]": ("test_difference_quotients", "test_constants_do_not_count", "test_two_classes"),
        "U may hold integers": "test_two_classes",
    }

    @practice
    @weight(1)
    @forall(gradients_and_logits)
    def test_difference_quotients(self, student, U, Z):
        """Each entry of dZ says how fast the sum of U * softmax(Z) changes with that logit."""
        dZ = expect.finite(student.softmax_vjp(U, softmax(Z)), "softmax_vjp(U, P)")
        expect.shape(dZ, Z.shape, "softmax_vjp(U, P)")
        slopes = np.zeros(Z.shape)
        for place in np.ndindex(Z.shape):
            step = np.zeros(Z.shape)
            step[place] = H
            slopes[place] = np.sum(U * (softmax(Z + step) - softmax(Z - step))) / (2 * H)
        close(dZ, slopes, "softmax_vjp(U, P)", 10)

    @practice
    @weight(1)
    @forall(gradients)
    def test_variance(self, student, U, P):
        """In each row the sum of U * dZ is the variance of the entries of U under P, and the sum of dZ is 0."""
        dZ = expect.finite(student.softmax_vjp(U, P), "softmax_vjp(U, P)")
        expect.shape(dZ, P.shape, "softmax_vjp(U, P)")
        means = np.sum(P * U, axis=1, keepdims=True)
        variances = np.sum(P * (U - means) ** 2, axis=1)
        close(np.sum(U * dZ, axis=1), variances, "the sum over each row of U * softmax_vjp(U, P)", 50)
        close(np.sum(dZ, axis=1), np.zeros(len(P)), "the sum over each row of softmax_vjp(U, P)", 10)

    @weight(1)
    @forall(shifted)
    def test_constants_do_not_count(self, student, U, P, c):
        """Adding a number to all entries of a row of U changes nothing."""
        close(student.softmax_vjp(U + c, P), softmax_vjp(U, P), "softmax_vjp(U + c, P)", 20)

    @weight(1)
    @forall(two_classes)
    def test_two_classes(self, student, U, P):
        """For one sample of two classes dZ is p_0 p_1 (u_0 - u_1) times (1, -1); U is of integers."""
        rate = P[:, 0] * P[:, 1] * (U[:, 0] - U[:, 1])
        close(student.softmax_vjp(U, P), np.column_stack([rate, -rate]), "softmax_vjp(U, P)", 10)

    @weight(1)
    @forall(with_zeros)
    def test_probabilities_zero(self, student, U, P):
        """The entries are right where a class has probability 0, and where one has 1: there they are 0."""
        close(student.softmax_vjp(U, P), softmax_vjp(U, P), "softmax_vjp(U, P)", 10)

    @misconception("S is not diagonal: each class loses what the others gain.", see="def-softmax-slope")
    def diagonal_only(U, P):
        return U * P * (1 - P)

    @misconception("The mean is taken off, not added: S = diag(p) - p p^T.", see="def-softmax-slope")
    def mean_added(U, P):
        return P * (U + (P * U).sum(axis=1, keepdims=True))

    @misconception("Each row has a mean of its own: sum over the classes, axis=1.", see="def-softmax-slope")
    def over_the_table(U, P):
        return P * (U - (P * U).sum())

    @misconception("Each row has a mean of its own: this one runs down the samples.", see="def-softmax-slope")
    def over_samples(U, P):
        return P * (U - (P * U).sum(axis=0))

    @misconception("One number for each row must have shape (N, 1): keepdims=True.", see="def-softmax-slope")
    def without_keepdims(U, P):
        return P * (U - (P * U).sum(axis=1))

    @misconception("What is taken off is the mean of u under p, not its sum.", see="def-softmax-slope")
    def plain_sum(U, P):
        return P * (U - U.sum(axis=1, keepdims=True))

    @misconception("No mean over the samples is taken: each row of U has its own result.", see="def-softmax-slope")
    def divided_by_n(U, P):
        return P * (U - (P * U).sum(axis=1, keepdims=True)) / len(P)

    @misconception("The mean of u is taken under p, not with equal weights.", see="def-softmax-slope")
    def plain_mean(U, P):
        return P * (U - U.mean(axis=1, keepdims=True))

    @misconception("The advantage over the mean is still to be multiplied by p.", see="def-softmax-slope")
    def without_p(U, P):
        return U - (P * U).sum(axis=1, keepdims=True)

    @misconception("The second term of S is missing: diag(p) - p p^T.", see="thm-jacobian")
    def without_the_mean(U, P):
        return P * U

    @misconception("This has the opposite sign.", see="def-softmax-slope")
    def sign_reversed(U, P):
        return P * ((P * U).sum(axis=1, keepdims=True) - U)

    @misconception("P holds the probabilities already: no second softmax.", see="def-softmax-slope")
    def softmax_again(U, P):
        P = np.exp(P) / np.exp(P).sum(axis=1, keepdims=True)
        return P * (U - (P * U).sum(axis=1, keepdims=True))

    @misconception("U is first, P second: these have changed places.", see="def-softmax-slope")
    def exchanged(U, P):
        return U * (P - (P * U).sum(axis=1, keepdims=True))

    @misconception("This is the gradient of the cross-entropy; here U comes from anywhere.", see="def-softmax-slope")
    def predicted_minus_true(U, P):
        return P - U

    @misconception(
        "Each row has a mean of its own: without keepdims they lie along the classes if N = K.", see="def-softmax-slope"
    )
    def means_along_the_classes(U, P):
        mean = (P * U).sum(axis=1)
        return P * (U - (mean if len(mean) == P.shape[1] else mean[:, None]))

    @misconception(
        "Each row has probabilities of its own: this takes the first row's for all.", see="def-softmax-slope"
    )
    def first_row_for_all(U, P):
        p = P[0]
        return U @ (np.diag(p) - np.outer(p, p))

    @misconception("What is taken off is the mean of u under p, not u of the likeliest class.", see="def-softmax-slope")
    def likeliest_for_the_mean(U, P):
        return P * (U - U[np.arange(len(P)), P.argmax(axis=1)][:, None])

    @misconception("U is changed for the caller too: U -= ... works in place.", see="def-softmax-slope")
    def gradient_changed(U, P):
        U -= (P * U).sum(axis=1, keepdims=True)
        return P * U

    @misconception("P is changed for the caller too: P *= ... works in place.", see="def-softmax-slope")
    def probabilities_changed(U, P):
        P *= U - (P * U).sum(axis=1, keepdims=True)
        return P

    @misconception("An array of the dtype of U cuts fractions off if U is of integers.", see="def-softmax-slope")
    def dtype_of_the_gradient(U, P):
        dZ = np.zeros_like(U)
        dZ[:] = P * (U - (P * U).sum(axis=1, keepdims=True))
        return dZ

    @misconception("Two classes are a case: there may be more.", see="def-softmax-slope")
    def first_two_classes(U, P):
        dZ = np.zeros(P.shape)
        dZ[:, 0] = P[:, 0] * P[:, 1] * (U[:, 0] - U[:, 1])
        dZ[:, 1] = -dZ[:, 0]
        return dZ

    @misconception("The last class has a slope too.", see="def-softmax-slope")
    def last_class_missing(U, P):
        dZ = P * (U - (P * U).sum(axis=1, keepdims=True))
        dZ[:, -1] = 0
        return dZ

    @misconception("One sample makes a table too, of shape (1, K): do not squeeze it.", see="def-softmax-slope")
    def squeezed(U, P):
        return np.squeeze(P * (U - (P * U).sum(axis=1, keepdims=True)))

    @misconception("The mean is multiplied by p once: the brackets are the advantage over it.", see="def-softmax-slope")
    def mean_times_p(U, P):
        return P * (U - P * (P * U).sum(axis=1, keepdims=True))

    @misconception(
        "A small number added to P is seen, and nothing here needs it: no division.", see="def-softmax-slope"
    )
    def small_number_added(U, P):
        Q = P + 1e-3
        return Q * (U - (Q * U).sum(axis=1, keepdims=True))

    @misconception("Nothing is to be divided by P: its entries may be 0.", see="def-softmax-slope")
    def divided_by_p(U, P):
        V = P * U
        return P * (V / P - V.sum(axis=1, keepdims=True))

    @misconception("A class of probability 0.99 is not certain: its row is small, but not 0.", see="def-softmax-slope")
    def nearly_certain_is_zero(U, P):
        dZ = P * (U - (P * U).sum(axis=1, keepdims=True))
        return np.where(P.max(axis=1, keepdims=True) > 0.99, 0, dZ)

    @misconception("The advantage is not divided by its standard deviation.", see="def-softmax-slope")
    def advantage_standardised(U, P):
        advantage = U - (P * U).sum(axis=1, keepdims=True)
        variance = (P * advantage**2).sum(axis=1, keepdims=True)
        return P * advantage / np.sqrt(np.where(variance > 0, variance, 1))

    @misconception("The mean is multiplied by p_k too before it is taken off.", see="def-softmax-slope")
    def mean_without_shares(U, P):
        return P * U - (P * U).sum(axis=1, keepdims=True)

    @misconception("The diagonal of S is where k = j, not where two probabilities are equal.", see="thm-jacobian")
    def diagonal_where_equal(U, P):
        same = P[:, :, None] == P[:, None, :]
        S = np.where(same, P[:, :, None] * (1 - P[:, None, :]), -P[:, :, None] * P[:, None, :])
        return np.einsum("nkj,nj->nk", S, U)

    @alternate
    def by_jacobians(U, P):
        S = P[:, :, None] * np.eye(P.shape[1]) - P[:, :, None] * P[:, None, :]
        return np.einsum("nkj,nk->nj", S, U)

    @alternate
    def by_loops_and_lists(U, P):
        dZ = []
        for u, p in zip(U, P, strict=True):
            mean = sum(a * b for a, b in zip(u, p, strict=True))
            dZ.append([b * (a - mean) for a, b in zip(u, p, strict=True)])
        return dZ

    @alternate
    def in_single_precision(U, P):
        U, P = U.astype(np.float32), P.astype(np.float32)
        return P * U - P * np.sum(P * U, axis=1, keepdims=True)

    @alternate
    def row_by_row(U, P):
        return np.array([(np.diag(p) - np.outer(p, p)) @ u for u, p in zip(U, P, strict=True)])

    @alternate
    def by_pairs(U, P):
        gains = P[:, :, None] * P[:, None, :] * (U[:, :, None] - U[:, None, :])
        return gains.sum(axis=2)

    @alternate
    def by_matrix_products(U, P):
        means = np.matmul(P[:, None, :], U[:, :, None])[:, 0]
        return np.multiply(P, np.subtract(U, means))
