"""Mark scheme of `is_psd`."""

from typing import ClassVar

import numpy as np

from autograder import alternate, exercise, expect, forall, misconception, practice, slip, weight
from autograder.checks.test_kernels.semidefinite import (
    DIAGONALS,
    gram_matrix,
    least_eigenvalues,
    nearly_symmetric,
    not_semidefinite,
    two_gram_matrices,
)
from solutions.kernels import is_psd

SCALES = (1.0, 1e-12, 1e12)


def flag(got, what):
    """One bool, of Python or NumPy."""
    if isinstance(got, np.ndarray | np.generic) and not got.ndim:
        got = got.item()
    expect.that(isinstance(got, bool), f"{what} is {expect.kind(got)}, wanted one bool")
    return got


def decided(student, tol, *cases, scales=SCALES):
    """The answers are those wanted of each case (K, wanted, what K is), at each scale; first all are asked for."""
    asked = [(scale, *case) for case in cases for scale in scales]
    answers = [student.is_psd(scale * K, tol) for scale, K, _, _ in asked]
    for got, (scale, _, wanted, why) in zip(answers, asked, strict=True):
        what = f"is_psd({f'{scale:g} * ' if scale != 1 else ''}K, {tol:g})"
        found = flag(got, what)
        expect.that(found == wanted, f"{what} is {found}, wanted {wanted}, where K is {why}")


@exercise(reference=is_psd)
class TestIsPsd:
    CONTRACT: ClassVar = {
        "One bool is returned": ("test_gram_matrices_are", "test_least_eigenvalue_decides"),
        "No eigenvalue may lie below": ("test_least_eigenvalue_decides", "test_what_only_looks_like_one"),
        "differ from its mirror image": "test_asymmetry_decides",
        "scale of K does not matter": ("test_gram_matrices_are", "test_least_eigenvalue_decides"),
        "take the eigenvalues of": "test_asymmetry_decides",
        "relative tolerance tol": ("test_least_eigenvalue_decides", "test_asymmetry_decides"),
        "zero matrix": "test_gram_matrices_are",
    }

    EQUIVALENT: ClassVar = dict.fromkeys(
        [
            "lam = np.linalg.eigvalsh((K + K.T) * 2)",
            "lam = np.linalg.eigvalsh((K + K.T) / 1)",
            "lam = np.linalg.eigvalsh((K + K.T) / 3)",
        ],
        "a factor of all eigenvalues changes no comparison of two of them",
    )

    @practice
    @weight(1)
    @forall(gram_matrix, draws=10)
    def test_gram_matrices_are(self, student, K):
        """A matrix of inner products is positive semidefinite, singular or not, at any scale; so are 0 and I."""
        padded, unit = np.pad(K, (0, 1)), np.eye(3)
        decided(student, 1e-10, (K, True, "A A^T"), (0 * K, True, "0"), (unit, True, "the unit matrix"))
        decided(student, 1e-10, (padded, True, "A A^T, the last row of A being 0"))

    @weight(2)
    @forall(least_eigenvalues, draws=10)
    def test_least_eigenvalue_decides(self, student, tolerated, refused, tol):
        """A least eigenvalue of -0.8 tol times the largest is tolerated, one of -1.2 tol times the largest is not."""
        (K, *diagonal), (L, *others) = tolerated, refused
        small, large = "of eigenvalues from -0.8 tol to 1", "L, of eigenvalues from -1.2 tol, or less, to 1"
        decided(student, tol, (K, True, small), (L, False, large))
        also = [(each, True, f"a diagonal {small}") for each in diagonal] + [(each, False, large) for each in others]
        decided(student, tol, *also, scales=[1.0])

    @weight(1)
    @forall(nearly_symmetric, draws=10)
    def test_asymmetry_decides(self, student, K, L, tol):
        """An entry that differs from its mirror image by 50 tol times the largest entry is too much, tol/50 is not."""
        near, far = (K, True, "off by tol/50 in one entry"), (L, False, "L, off by 50 tol in one entry")
        decided(student, tol, near, far)

    @practice
    @weight(1)
    @forall(two_gram_matrices, draws=10)
    def test_sums_and_products_are(self, student, K, L):
        """If K and L are positive semidefinite, K + L is, and so is the product entry by entry (Schur)."""
        decided(student, 1e-10, (K + L, True, "K + L"), (K * L, True, "K * L"), scales=[1.0])

    @weight(1)
    @forall(not_semidefinite, draws=6)
    def test_what_only_looks_like_one(self, student, K, L):
        """A negative eigenvalue is found whatever entries, diagonal and minors look like."""
        others = [(np.diag(each), False, f"diag({each})") for each in DIAGONALS]
        others += [(L, False, "L"), (K[1:, 1:], False, "K without its row and column of zeros")]
        others += [(np.array([[0.0, 1.0], [1.0, 0.0]]), False, "[[0, 1], [1, 0]], of eigenvalues 1 and -1")]
        decided(student, 1e-10, *others, scales=[1.0])
        decided(student, 1e-10, (K, False, "K as it is"))

    @alternate
    def by_eigenvalues(K, tol):
        if np.abs(K - K.T).max() > tol * np.abs(K).max():
            return False
        lam = np.linalg.eigvalsh(K)
        return lam[0] >= -tol * np.abs(lam).max()

    @alternate
    def by_cholesky(K, tol):
        size = np.abs(np.linalg.eigvalsh((K + K.T) / 2)).max()
        if size == 0:
            return not K.any()
        if not np.allclose(K, K.T, rtol=0, atol=tol * np.abs(K).max()):
            return False
        try:
            np.linalg.cholesky((K + K.T) / (2 * size) + (tol + 1e-14) * np.eye(len(K)))
        except np.linalg.LinAlgError:
            return False
        return True

    @alternate
    def by_rotations(K, tol):
        """Jacobi's eigenvalues: off-diagonal entries are turned away, one after the other, on lists."""
        size = max(abs(float(v)) for row in K for v in row)
        if size == 0:
            return True
        A = [[float(v) / size for v in row] for row in K]
        N = len(A)
        if any(abs(A[i][j] - A[j][i]) > tol for i in range(N) for j in range(i)):
            return False
        A = [[(A[i][j] + A[j][i]) / 2 for j in range(N)] for i in range(N)]
        for _ in range(20):
            for i in range(N):
                for j in range(i):
                    if abs(A[i][j]) < 1e-15:
                        continue
                    t = 0.5 * np.arctan2(2 * A[i][j], A[i][i] - A[j][j])
                    c, s = float(np.cos(t)), float(np.sin(t))
                    for k in range(N):
                        A[k][i], A[k][j] = c * A[k][i] + s * A[k][j], c * A[k][j] - s * A[k][i]
                    for k in range(N):
                        A[i][k], A[j][k] = c * A[i][k] + s * A[j][k], c * A[j][k] - s * A[i][k]
        lam = [A[i][i] for i in range(N)]
        return min(lam) >= -tol * max(map(abs, lam))

    @alternate
    def by_singular_values(K, tol):
        """K has a negative eigenvalue iff adding the largest singular value leaves one below it."""
        if (abs(K - K.T) > tol * abs(K).max()).any():
            return False
        K = (K + K.T) / 2
        largest = np.linalg.norm(K, 2)
        shifted = np.linalg.svd(K + largest * np.eye(len(K)), compute_uv=False)
        return np.bool_(shifted[-1] >= (1 - tol - 1e-15) * largest)

    absolute_tolerance = slip(
        by_eigenvalues,
        ("-tol * np.abs(lam).max()", "-tol"),
        hint="The tolerance is relative to the largest eigenvalue: K may be scaled.",
        see="def-psd",
    )
    absolute_throughout = slip(
        by_eigenvalues,
        ("> tol * np.abs(K).max()", "> tol"),
        ("-tol * np.abs(lam).max()", "-tol"),
        hint="The tolerance is relative to the largest eigenvalue and to the largest entry: K may be scaled.",
        see="def-psd",
    )
    no_tolerance = slip(
        by_eigenvalues,
        ("lam[0] >= -tol * np.abs(lam).max()", "lam[0] >= 0"),
        hint="An eigenvalue that ought to be 0 may come out as -1e-16: that is what tol is for.",
        see="def-psd",
    )
    positive_definite = slip(
        by_eigenvalues,
        ("lam[0] >= -tol * np.abs(lam).max()", "lam[0] > tol * np.abs(lam).max()"),
        hint="Semidefinite: an eigenvalue may be 0.",
        see="def-psd",
    )
    largest_eigenvalue = slip(
        by_eigenvalues,
        ("lam[0] >=", "lam[-1] >="),
        hint="All eigenvalues count, so the least decides; eigvalsh has it first.",
        see="def-psd",
    )
    moduli_of_the_eigenvalues = slip(
        by_eigenvalues,
        ("np.linalg.eigvalsh(K)", "np.linalg.svd(K, compute_uv=False)[::-1]"),
        hint="Singular values are moduli of eigenvalues: none of them is ever negative.",
        see="def-psd",
    )
    divided_by_the_largest = slip(
        by_eigenvalues,
        ("lam[0] >= -tol * np.abs(lam).max()", "lam[0] / np.abs(lam).max() >= -tol"),
        hint="K = 0 is semidefinite, and refused: 0 >= -tol * 0 is true, but 0 > 0, 0/0 and Cholesky say no.",
        see="def-psd",
    )
    tolerance_of_its_own = slip(
        by_eigenvalues,
        ("> tol * np.abs(K)", "> 1e-10 * np.abs(K)"),
        ("-tol * np.abs(lam)", "-1e-10 * np.abs(lam)"),
        hint="The tolerance is an argument: take tol, not 1e-10.",
        see="def-psd",
    )
    mean_for_the_largest = slip(
        by_eigenvalues,
        ("np.abs(lam).max()", "np.abs(lam).mean()"),
        hint="The tolerance is relative to the largest absolute eigenvalue, not to their mean.",
        see="def-psd",
    )
    diagonal_above_zero = slip(
        by_eigenvalues,
        ("return lam[0]", "return ((np.diag(K) > 0).all() or not K.any()) and lam[0]"),
        hint="A 0 on the diagonal is allowed, if its row is 0: a vector of a Gram matrix may be 0.",
        see="def-psd",
    )
    diagonal_without_tolerance = slip(
        by_eigenvalues,
        ("return lam[0]", "return (np.diag(K) >= 0).all() and lam[0]"),
        hint="Up to tol times the largest an eigenvalue may lie below 0, and so may a diagonal entry.",
        see="def-psd",
    )
    exactly_symmetric = slip(
        by_eigenvalues,
        ("np.abs(K - K.T).max() > tol * np.abs(K).max()", "(K != K.T).any()"),
        hint="Entries may differ from their mirror images by round-off, up to tol times the largest.",
        see="def-psd",
    )
    symmetry_by_allclose = slip(
        by_eigenvalues,
        ("np.abs(K - K.T).max() > tol * np.abs(K).max()", "not np.allclose(K, K.T)"),
        hint="np.allclose has tolerances of its own, one of them absolute: take tol times the largest entry.",
        see="def-psd",
    )

    @misconception("That K is symmetric is a question of its own: eigvalsh reads one triangle only.", see="def-psd")
    def symmetric_part_alone(K, tol):
        lam = np.linalg.eigvalsh((K + K.T) / 2)
        return lam[0] >= -tol * np.abs(lam).max()

    @misconception(
        "Entries may be negative, and nonnegative entries are not enough: look at [[1, 2], [2, 1]].", see="def-psd"
    )
    def entries_nonnegative(K, tol):
        return bool((np.abs(K - K.T) <= tol * np.abs(K).max()).all() and (K >= 0).all())

    @misconception("A nonnegative diagonal is needed, but not enough: look at [[1, 2], [2, 1]].", see="def-psd")
    def diagonal_nonnegative(K, tol):
        return bool((np.abs(K - K.T) <= tol * np.abs(K).max()).all() and (np.diag(K) >= 0).all())

    @misconception(
        "A product of eigenvalues, two of them negative, is positive: the determinant is no test.", see="def-psd"
    )
    def determinant_nonnegative(K, tol):
        size = np.abs(K).max() or 1.0
        return bool((np.abs(K - K.T) <= tol * size).all() and np.linalg.det(K / size) >= -1e-13)

    @misconception(
        "Determinant and trace decide for two rows; with three, two negative eigenvalues hide in them.", see="def-psd"
    )
    def determinant_and_trace(K, tol):
        size = np.abs(K).max() or 1.0
        both = np.linalg.det(K / size) >= -tol and np.trace(K / size) >= -tol
        return bool((np.abs(K - K.T) <= tol * size).all() and both)

    @misconception("Leading minors that are 0 say nothing: all principal minors would be needed.", see="catch-psd")
    def leading_minors(K, tol):
        size = np.abs(K).max() or 1.0
        minors = [np.linalg.det(K[:n, :n] / size) for n in range(1, len(K) + 1)]
        return bool((np.abs(K - K.T) <= tol * size).all() and min(minors) >= -1e-13)

    @misconception("Leading minors that are 0 say nothing: all principal minors would be needed.", see="catch-psd")
    def leading_minors_up_to_tol(K, tol):
        size = np.abs(K).max() or 1.0
        minors = [np.linalg.det(K[:n, :n] / size) for n in range(1, len(K) + 1)]
        return bool((np.abs(K - K.T) <= tol * size).all() and min(minors) >= -tol)

    @misconception("Cauchy and Schwarz hold for each pair, but a pair is not enough: three may fail.", see="catch-psd")
    def pairs_only(K, tol):
        size = np.abs(K).max() or 1.0
        K = K / size
        pairs = np.outer(np.diag(K), np.diag(K)) + tol >= K**2
        return bool((np.abs(K - K.T) <= tol).all() and (np.diag(K) >= 0).all() and pairs.all())

    @misconception("A dominant diagonal is enough, but not needed: look at a matrix of ones.", see="catch-psd")
    def diagonally_dominant(K, tol):
        size = np.abs(K).max()
        others = np.abs(K).sum(axis=1) - np.abs(np.diag(K))
        return bool((np.abs(K - K.T) <= tol * size).all() and (np.diag(K) >= others - tol * size).all())

    @misconception(
        "Cholesky's factors need a positive definite matrix; singular ones are semidefinite too.", see="def-psd"
    )
    def by_cholesky_as_it_stands(K, tol):
        try:
            np.linalg.cholesky(K)
        except np.linalg.LinAlgError:
            return False
        return bool((np.abs(K - K.T) <= tol * np.abs(K).max()).all())

    @misconception("v^T K v >= 0 for all v, and not for some that are tried.", see="def-psd")
    def random_directions(K, tol):
        v = np.random.default_rng(0).normal(size=(50, len(K)))
        size = np.abs(K).max()
        values = np.sum((v @ K) * v, axis=1)
        return bool((np.abs(K - K.T) <= tol * size).all() and values.min() >= -tol * size)

    @misconception(
        "Singular vectors are eigenvectors only where no eigenvalue is minus another one: take eigvalsh.", see="def-psd"
    )
    def signs_from_singular_vectors(K, tol):
        U, size, Vt = np.linalg.svd(K)
        lam = size * (U * Vt.T).sum(axis=0)
        return bool((np.abs(K - K.T) <= tol * np.abs(K).max()).all() and lam.min() >= -tol * size.max())

    @misconception("One bool is wanted, not one for each eigenvalue.", see="def-psd")
    def each_eigenvalue(K, tol):
        lam = np.linalg.eigvalsh(K)
        return lam >= -tol * np.abs(lam).max()

    @misconception("A sum of eigenvalues is positive though some are not: the trace is no test.", see="def-psd")
    def trace_nonnegative(K, tol):
        return bool((np.abs(K - K.T) <= tol * np.abs(K).max()).all() and np.trace(K) >= 0)
