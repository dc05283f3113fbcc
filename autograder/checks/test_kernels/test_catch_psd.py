"""Mark scheme of `catch_psd`."""

from typing import ClassVar

import numpy as np

from autograder import alternate, catches, exercise, expect, misconception, practice, wrong
from solutions import kernels
from solutions.kernels import catch_psd

TOL = 1e-10
INPUTS = 3
SIZE = 4
LARGEST = 1e6
ZERO = 1e-13
CLEAR = 1e-6


def is_psd(K):
    """The right one."""
    return kernels.is_psd(K, TOL)


def admissible(K):
    """A matrix that can be written by hand, of which round-off does not decide."""
    K = expect.finite(K, "K")
    expect.that(K.ndim == 2 and 1 <= len(K) <= SIZE, f"K has shape {K.shape}, wanted (N, N) with 1 <= N <= {SIZE}")
    expect.shape(K, (len(K), len(K)), "K")
    largest = np.abs(K).max()
    expect.that(largest <= LARGEST, f"K has an entry of size {largest:g}, wanted 1e6 at most")
    apart = np.abs(K - K.T).max()
    if apart > 0:
        expect.that(apart > CLEAR * largest, f"K is asymmetric by {apart:.1g} only, wanted 0 or more than 1e-6 max |K|")
        return K
    spectrum = np.linalg.eigvalsh(K)
    least, s = spectrum[0], np.abs(spectrum).max()
    clear = least >= -ZERO * s or least < -CLEAR * s
    expect.that(clear, f"K has the least eigenvalue {least:.3g}, wanted -1e-13 s or more or below -1e-6 s, s = {s:.3g}")
    return K


def symmetric(K):
    """Whether K is symmetric, relative to its largest entry."""
    return bool((np.abs(K - K.T) <= TOL * np.abs(K).max()).all())


def scaled(K):
    """K with 1 as its largest entry in size, unless all are 0."""
    return K / (np.abs(K).max() or 1.0)


@exercise(reference=catch_psd)
@catches(is_psd, admissible, at_most=INPUTS)
class TestCatchPsd:
    CONTRACT: ClassVar = {
        "all six wrong versions": (
            "test_catches_entries_nonnegative",
            "test_catches_leading_minors",
            "test_catches_pairs_of_rows",
            "test_catches_absolute_tolerance",
            "test_catches_symmetric_part",
            "test_catches_dominant_diagonal",
        ),
        "A version shows itself": "test_catches_absolute_tolerance",
        "one matrix K (N, N)": "test_inputs_are_admissible",
        "Entries are 1e6 at most": "test_inputs_are_admissible",
        "must be clear": "test_inputs_are_admissible",
    }

    @practice
    def test_inputs_are_admissible(self, student):
        """One to three matrices (N, N), N from 1 to 4, entries up to 1e6, and no answer left to round-off."""
        for index, K in enumerate(expect.entries(student.catch_psd(), "catch_psd()", INPUTS, "input", "inputs")):
            try:
                admissible(K)
            except expect.Failure as failure:
                raise expect.Failure(f"input {index}: {failure}") from None

    @wrong(
        "looks whether K is symmetric and no entry is negative",
        shown="a symmetric K, semidefinite with a negative entry, or without one and not semidefinite",
    )
    def entries_nonnegative(K):
        return symmetric(K) and bool((K >= 0).all())

    @wrong(
        "looks whether K is symmetric and no leading minor is negative, up to 1e-9 relative to the entries",
        shown="a symmetric K with a negative eigenvalue, and zeros for its first row and column",
    )
    def leading_minors(K):
        return symmetric(K) and all(np.linalg.det(scaled(K)[:n, :n]) >= -1e-9 for n in range(1, len(K) + 1))

    @wrong(
        "looks whether K is symmetric, no diagonal entry is negative, and each pair has K_nm^2 <= K_nn K_mm",
        shown="three rows or more, no negative diagonal entry and no pair that fails, but a negative eigenvalue",
    )
    def pairs_of_rows(K):
        diagonal = np.diag(scaled(K))
        pairs = scaled(K) ** 2 <= np.outer(diagonal, diagonal) + 1e-9
        return symmetric(K) and bool((diagonal >= 0).all() and pairs.all())

    @wrong(
        "compares the least eigenvalue of a symmetric K with -1e-10, however large the others are",
        shown="a symmetric K so small that its negative eigenvalue lies above -1e-10",
    )
    def absolute_tolerance(K):
        lam = np.linalg.eigvalsh(K)
        round_off = ZERO * np.abs(lam).max()  # of a large K it may be more than the tolerance
        return symmetric(K) and bool(lam.min() >= -max(TOL, round_off))

    @wrong(
        "takes the eigenvalues of (K + K^T) / 2 and does not ask whether K is symmetric",
        shown="a K that is not symmetric though (K + K^T) / 2 is semidefinite",
    )
    def symmetric_part(K):
        lam = np.linalg.eigvalsh((K + K.T) / 2)
        return bool(lam.min() >= -TOL * np.abs(lam).max())

    @wrong(
        "looks whether K is symmetric and each K_nn is at least the sum of the other |K_nm| in its row",
        shown="a semidefinite K in which the other |K_nm| of some row add up to more than its K_nn",
    )
    def dominant_diagonal(K):
        others = np.abs(K).sum(axis=1) - np.abs(np.diag(K))
        return symmetric(K) and bool((np.diag(K) >= others - 1e-9 * np.abs(K).max()).all())

    @misconception("On these matrices all six are right.", see="catch-psd")
    def simple_matrices():
        return [np.eye(2), np.zeros((2, 2)), -np.eye(1)]

    @misconception(
        "[[1, 2], [2, 1]] fails a pair of rows already; three rows may fail though no pair does.", see="catch-psd"
    )
    def a_pair_that_fails():
        return [np.array([[1.0, 2.0], [2.0, 1.0]])]

    @misconception("Which of the six accept what is not semidefinite, and which reject what is?", see="catch-psd")
    def matrices_that_are():
        return [np.ones((3, 3)), np.array([[1.0, -1.0], [-1.0, 1.0]])]

    @misconception("A matrix of moderate size does not show what is absolute about a tolerance.", see="catch-psd")
    def nothing_small():
        K = np.zeros((4, 4))
        K[1:, 1:] = [[4, 3, 0], [3, 4, 3], [0, 3, 4]]
        return [K, np.array([[1.0, 1.0], [-1.0, 1.0]]), np.ones((3, 3))]

    @misconception("Each of your matrices is symmetric; one of the six does not ask for that.", see="catch-psd")
    def all_symmetric():
        K = np.zeros((4, 4))
        K[1:, 1:] = [[4, 3, 0], [3, 4, 3], [0, 3, 4]]
        return [1e-12 * K, np.ones((3, 3))]

    @misconception("A first row of zeros makes all leading minors 0; without it they tell.", see="catch-psd")
    def minors_that_tell():
        return [np.array([[1e-12]]) * [[4, 3, 0], [3, 4, 3], [0, 3, 4]], np.ones((3, 3)), np.triu(np.ones((2, 2)))]

    @misconception("Too near to singular: nobody can tell such an eigenvalue from round-off.", see="catch-psd")
    def left_to_round_off():
        return [np.array([[1.0, 1.0], [1.0, 1.0 - 1e-9]])]

    @alternate
    def negative_pair_of_thirds():
        """Three unit vectors cannot be at more than 120 degrees from one another."""
        K = 1e-11 * np.array([[0, 0, 0, 0], [0, 1, -0.9, -0.9], [0, -0.9, 1, -0.9], [0, -0.9, -0.9, 1]])
        accepted = 1e-11 * np.array([[0, 0, 0, 0], [0, 5, 4, 0], [0, 4, 5, 4], [0, 0, 4, 5]])
        return [accepted + 0 * K, np.array([[2.0, 1.0], [0.0, 2.0]]), np.array([[1.0, 2.0], [2.0, 4.0]])]

    @alternate
    def lists_of_integers():
        tiny = [[0, 0, 0, 0], [0, 7e-13, 5e-13, 0], [0, 5e-13, 7e-13, 5e-13], [0, 0, 5e-13, 7e-13]]
        return ([[3, -1], [1, 3]], tiny, [[1, 1, -1], [1, 1, -1], [-1, -1, 1]])

    @alternate
    def in_single_precision():
        K = np.zeros((4, 4), np.float32)
        K[1:, 1:] = [[4, 3, 0], [3, 4, 3], [0, 3, 4]]
        return [K * np.float32(2.0**-40), np.array([[1, 1], [-1, 1]], np.int8), np.ones((3, 3), np.float32)]
