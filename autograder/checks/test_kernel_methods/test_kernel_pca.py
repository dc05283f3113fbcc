"""Mark scheme of `kernel_pca`.

Nearly all samples are 2, 4 or 16, with features that are short binary fractions: so their means are exact, and whoever
centres, in whatever order, takes the eigenvectors of one and the same matrix, to the last bit. Signs and what round-off
makes of a 0 are then alike in all answers, and a misconception is recognised by its scores.
"""

from typing import ClassVar

import numpy as np

from autograder import alternate, exercise, forall, misconception, practice, slip, weight
from autograder.checks.test_kernel_methods import alternates
from autograder.checks.test_kernel_methods.inputs import near
from autograder.checks.test_kernel_methods.spectra import (
    MANY,
    all_but_one,
    flat,
    known,
    plane,
    scale,
    scores,
    two_equal,
)
from solutions.kernel_methods import center_gram, kernel_pca


@exercise(reference=kernel_pca, requires=(center_gram,))
class TestKernelPca:
    CONTRACT: ClassVar = {
        "by descending variance": ("test_uncorrelated_and_descending", "test_longer_arm_first"),
        "not centred": ("test_distances_are_kept", "test_longer_arm_first", "test_uncorrelated_and_descending"),
        "integer from 1 to N": ("test_distances_are_kept", "test_no_variance"),
        "has the scores 0": "test_no_variance",
        "The sign of a component is free": ("test_equal_variances", "test_longer_arm_first"),
        "only the diagonal is judged": "test_no_variance",
        "what is judged is S S^T": ("test_uncorrelated_and_descending", "test_equal_variances"),
    }

    @practice
    @weight(1)
    @forall(all_but_one)
    def test_distances_are_kept(self, student, K):
        """N - 1 components together keep the squared distances of N features, and have the mean 0."""
        k = len(K) - 1
        S = scores(student.kernel_pca(K, k), k + 1, k)
        near(S.sum(axis=0) ** 2, np.zeros(k), "the squared sums of the columns of kernel_pca(K, k)", len(K) * scale(K))
        got = np.sum((S[:, None] - S) ** 2, axis=2)
        wanted = np.diag(K)[:, None] - 2 * K + np.diag(K)
        near(got, wanted, "the squared distances of the rows of kernel_pca(K, k)", 4 * scale(K))

    @practice
    @weight(1)
    @forall(plane, draws=10)
    def test_longer_arm_first(self, student, X, long):
        """For the linear kernel and a cross the first component is its longer arm, also if all of K is small."""
        for A, unit in ((X, 1), (X[::-1], 2.0**44)):
            K = A @ A.T / unit
            S = scores(student.kernel_pca(K, 1), 4, 1)
            wanted = np.array([0, 0, long**2, long**2]) / unit
            near(np.sort(S[:, 0] ** 2), wanted, "the squared scores, sorted", scale(K))
            near(S.sum() ** 2, 0, "the squared sum of the scores", 4 * scale(K))

    @weight(2)
    @forall(known)
    def test_uncorrelated_and_descending(self, student, K, k, wanted, squares):
        """S S^T is what the k largest eigenvalues leave of the centred K, S^T S is diagonal with these eigenvalues."""
        S = scores(student.kernel_pca(K, k), len(K), k)
        near(S.T @ S, squares, "S.T @ S of kernel_pca(K, k)", scale(K))
        near(S @ S.T, wanted, "S @ S.T of kernel_pca(K, k)", scale(K))

    @weight(1)
    @forall(two_equal, draws=10)
    def test_equal_variances(self, student, K, A):
        """Where two variances are equal the plane of their components is right, however turned; a small one counts."""
        for k in (2, 3):
            S = scores(student.kernel_pca(K, k), 4, k)
            near(S.T @ S, A[:, :k].T @ A[:, :k], f"S.T @ S of kernel_pca(K, {k})", scale(K))
            near(S @ S.T, A[:, :k] @ A[:, :k].T, f"S @ S.T of kernel_pca(K, {k})", scale(K))

    @weight(1)
    @forall(flat, draws=6)
    def test_no_variance(self, student, K, variance):
        """Components without variance score 0, whatever sign round-off gives to it; so does a sample that is alone."""
        S = scores(student.kernel_pca(K, MANY), MANY, MANY)
        squares = np.sum(S**2, axis=0)
        wanted = [variance] + [0] * (MANY - 1)
        near(squares, wanted, f"the sums of the squared scores on {MANY} components", scale(K))
        near(scores(student.kernel_pca(K[:1, :1], 1), 1, 1) ** 2, [[0]], "kernel_pca of one sample, squared", scale(K))
        same = np.full((4, 4), K[0, 0])
        near(scores(student.kernel_pca(same, 2), 4, 2) ** 2, np.zeros((4, 2)), "the squared scores of copies", scale(K))

    @alternate
    def by_eigenvectors(K, k):
        N = len(K)
        H = np.eye(N) - np.ones((N, N)) / N
        s, U = np.linalg.eigh(H @ K @ H)
        order = np.argsort(s)[::-1][:k]
        return U[:, order] * np.sqrt(np.clip(s[order], 0, None))

    @alternate
    def by_singular_values(K, k):
        Kc = K - K.mean(axis=0) - K.mean(axis=1)[:, None] + K.mean()
        U, s, _ = np.linalg.svd((Kc + Kc.T) / 2)
        return -U[:, :k] * np.sqrt(s[:k])

    @alternate
    def by_projections_onto_components(K, k):
        """Coefficients a of unit vectors, then the products of all centred features with these; signs as they come."""
        Kc = K - K.mean(axis=0) - K.mean(axis=1)[:, None] + K.mean()
        s, U = np.linalg.eigh((Kc + Kc.T) / 2)
        s, U = s[::-1][:k], U[:, ::-1][:, :k]
        keep = s > 1e-13 * np.trace(K)
        A = np.where(keep, U / np.sqrt(np.where(keep, s, 1)), 0)
        return Kc @ A

    turned_where_variances_are_equal = alternates.turned_where_variances_are_equal

    @alternate
    def by_repeated_products(K, k):
        """Orthogonal iteration: a few hundred products, and no eigenvector from a library."""
        N = len(K)
        H = np.eye(N) - np.ones((N, N)) / N
        Kc = H @ K @ H
        V = np.linalg.qr(np.random.default_rng(0).normal(size=(N, k)))[0]
        for _ in range(300):
            V = np.linalg.qr(Kc @ V + 1e-300 * V)[0]
        return V * np.sqrt(np.abs(np.sum(V * (Kc @ V), axis=0)))

    not_centred = slip(
        by_eigenvectors,
        ("np.eye(N) - np.ones((N, N)) / N", "np.eye(N)"),
        hint="K comes as it is: centre it first.",
        see="thm-kpca",
    )
    centred_on_one_side = slip(
        by_eigenvectors,
        ("eigh(H @ K @ H)", "eigh(H @ K)"),
        hint="H K alone is not symmetric, and eigh reads one triangle: centre both sides.",
        see="thm-centring",
    )
    scores_left_uncentred = slip(
        by_projections_onto_components,
        ("return Kc @ A", "return K @ A"),
        hint="The products are with the centred features: K has the mean in it.",
        see="thm-kpca",
    )
    least_variance_first = slip(
        by_eigenvectors,
        ("np.argsort(s)[::-1][:k]", "np.argsort(s)[:k]"),
        hint="eigh returns rising eigenvalues: the largest k are the last.",
        see="thm-kpca",
    )
    rising_order_of_the_right_ones = slip(
        by_eigenvectors,
        ("np.argsort(s)[::-1][:k]", "np.argsort(s)[-k:]"),
        hint="Of the k largest the very largest comes first.",
        see="thm-kpca",
    )
    vectors_of_length_one = slip(
        by_eigenvectors,
        (" * np.sqrt(np.clip(s[order], 0, None))", ""),
        hint="The scores have the variance s_j/N: the eigenvector is multiplied by sqrt(s_j).",
        see="thm-kpca",
    )
    eigenvalues_for_their_roots = slip(
        by_eigenvectors,
        ("np.sqrt(np.clip(s[order], 0, None))", "np.clip(s[order], 0, None)"),
        hint="The combination with the entries of U_j has the length sqrt(s_j): a unit vector gives sqrt(s_j) U_j.",
        see="thm-kpca",
    )
    coefficients_of_the_components = slip(
        by_projections_onto_components,
        ("return Kc @ A", "return A"),
        hint="These are the coefficients of the components; the scores are their products with the features.",
        see="thm-kpca",
    )
    vectors_of_length_one_or_zero = slip(
        by_eigenvectors,
        ("np.sqrt(np.clip(s[order], 0, None))", "(s[order] > 1e-12 * np.abs(K).max())"),
        hint="The scores have the variance s_j/N: the eigenvector is multiplied by sqrt(s_j).",
        see="thm-kpca",
    )
    variances_of_one = slip(
        by_eigenvectors,
        ("np.sqrt(np.clip(s[order], 0, None))", "np.sqrt(N)"),
        hint="The scores keep their variances: nothing is brought to variance 1.",
        see="thm-kpca",
    )
    variances_of_one_or_zero = slip(
        by_eigenvectors,
        ("np.sqrt(np.clip(s[order], 0, None))", "np.sqrt(N * (s[order] > 1e-12 * s[-1]))"),
        hint="The scores keep their variances: nothing is brought to variance 1.",
        see="thm-kpca",
    )
    roots_of_the_variances = slip(
        by_eigenvectors,
        ("np.clip(s[order], 0, None)", "np.clip(s[order], 0, None) / N"),
        hint="sqrt(s_j) is wanted, not sqrt(s_j/N): the squares of the scores add up to s_j.",
        see="thm-kpca",
    )
    negative_round_off = slip(
        by_eigenvectors,
        ("np.sqrt(np.clip(s[order], 0, None))", "np.sqrt(s[order])"),
        hint="An eigenvalue that should be 0 may come out as -1e-17, and has no root: cut it off at 0.",
        see="unique-scores",
    )
    nothing_to_divide_by = slip(
        by_eigenvectors,
        (
            "U[:, order] * np.sqrt(np.clip(s[order], 0, None))",
            "H @ K @ H @ U[:, order] / np.sqrt(s[order])",
        ),
        hint="A component without variance scores 0: 0/0 is not that.",
        see="unique-scores",
    )
    rows_for_columns = slip(
        by_eigenvectors,
        ("U[:, order] *", "U[order].T *"),
        hint="The eigenvectors are the columns of U.",
        see="thm-kpca",
    )
    all_the_components = slip(
        by_eigenvectors, ("[::-1][:k]", "[::-1]"), hint="k components are wanted, not all.", see="thm-kpca"
    )
    components_by_row = slip(
        by_eigenvectors,
        (
            "return U[:, order] * np.sqrt(np.clip(s[order], 0, None))",
            "return (U[:, order] * np.sqrt(np.clip(s[order], 0, None))).T",
        ),
        hint="A row for each sample, a column for each component: (N, k).",
        see="thm-kpca",
    )
    empty_components_dropped = slip(
        by_eigenvectors,
        ("    return U", "    order = order[s[order] > 1e-9 * s[-1]]\n    return U"),
        hint="k columns are wanted; those without variance are 0.",
        see="unique-scores",
    )
    axes_of_the_uncentred = slip(
        by_eigenvectors,
        ("s, U = np.linalg.eigh(H @ K @ H)", "s, U = np.linalg.eigh(K)\n    U = H @ U"),
        hint="Centring comes first: the axes of K are not those of the centred features.",
        see="thm-kpca",
    )
    vectors_in_the_old_order = slip(
        by_eigenvectors,
        ("U[:, order]", "U[:, :k]"),
        hint="The eigenvectors are turned round with their eigenvalues.",
        see="thm-kpca",
    )
    unsorted_eigenvalues = slip(
        by_eigenvectors,
        (
            "np.linalg.eigh(H @ K @ H)\n    order = np.argsort(s)[::-1][:k]",
            "(A.real for A in np.linalg.eig(H @ K @ H))\n    order = np.arange(k)",
        ),
        hint="eig does not sort: the largest variance comes first.",
        see="thm-kpca",
    )
    eigenvectors_of_any_matrix = slip(
        by_eigenvectors,
        (
            "np.linalg.eigh(H @ K @ H)\n    order = np.argsort(s)[::-1][:k]",
            "(A.real for A in np.linalg.eig(H @ K @ H))\n    order = np.argsort(-s)[:k]",
        ),
        hint="eig knows no symmetry: for equal variances its vectors need not be orthogonal. eigh does.",
        see="unique-scores",
    )
    signs_by_the_first_sample = slip(
        by_eigenvectors,
        (
            "return U[:, order] * np.sqrt(np.clip(s[order], 0, None))",
            "S = U[:, order] * np.sqrt(np.clip(s[order], 0, None))\n"
            "    return S * np.sign(np.where(abs(S[0]) < 1e-12, 0, S[0]))",
        ),
        hint="Where the first sample scores 0, np.sign is 0, and all of the column is gone: signs are free.",
        see="unique-scores",
    )
    one_less_for_the_mean = slip(
        by_eigenvectors,
        ("np.ones((N, N)) / N", "np.ones((N, N)) / max(N - 1, 1)"),
        hint="The mean is over N samples.",
        see="thm-centring",
    )
    eigenvectors_of_single_precision = slip(
        by_eigenvectors,
        ("eigh(H @ K @ H)", "eigh((H @ K @ H).astype(np.float32))"),
        hint="Single precision keeps 7 digits; leave K in double.",
        see="thm-kpca",
    )

    rows_of_the_other_factor = slip(
        by_singular_values,
        ("U, s, _", "_, s, U"),
        ("-U", "U"),
        hint="svd returns V transposed: its vectors are the rows of that; the columns of U are wanted.",
        see="thm-kpca",
    )
    rows_taken_for_samples = slip(
        by_singular_values,
        ("svd((Kc + Kc.T) / 2)", "svd(K - K.mean(axis=0))"),
        ("-U", "U"),
        ("np.sqrt(s[:k])", "s[:k]"),
        hint="The rows of K are no samples: K holds inner products, so that centring has two sides, and s_j a root.",
        see="thm-kpca",
    )
    a_little_on_the_diagonal = slip(
        by_eigenvectors,
        ("eigh(H @ K @ H)", "eigh(H @ K @ H + 1e-6 * np.eye(N))"),
        hint="What is added to the diagonal is added to each variance: cut off at 0, and add nothing.",
        see="unique-scores",
    )
    small_variances_dropped = slip(
        by_eigenvectors,
        ("np.clip(s[order], 0, None)", "np.where(s[order] > 1e-5 * s[-1], s[order], 0)"),
        hint="A small variance is no round-off, which is 1e-15 of the largest: cut off at 0.",
        see="unique-scores",
    )
    too_few_products = slip(
        by_repeated_products,
        ("range(300)", "range(50)"),
        hint="Of two variances that are near, the smaller dies slowly: iterate until nothing changes, or take eigh.",
        see="thm-kpca",
    )
    scores_without_signs = slip(
        by_eigenvectors,
        ("return U[:, order]", "return np.abs(U[:, order])"),
        hint="The sign of a column is free, not that of each entry.",
        see="unique-scores",
    )
    cut_off_as_it_stands = slip(
        by_eigenvectors,
        ("np.clip(s[order], 0, None)", "s[order] * (s[order] > 1e-9)"),
        hint="What is round-off and what not is told by the size of K: cut off at 0, or relative to the largest.",
        see="unique-scores",
    )

    @misconception(
        "One component after another needs the earlier ones taken off, or all come out alike.", see="thm-kpca"
    )
    def same_component_again(K, k):
        N = len(K)
        H = np.eye(N) - np.ones((N, N)) / N
        Kc, S = H @ K @ H, []
        for j in range(k):
            v = np.random.default_rng(j).normal(size=N)
            for _ in range(300):
                v = Kc @ v
                v = v / max(np.linalg.norm(v), 1e-300)
            S.append(v * np.sqrt(abs(v @ Kc @ v)))
        return np.array(S).T
