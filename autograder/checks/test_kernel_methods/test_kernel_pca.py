"""Mark scheme of `kernel_pca`."""

from typing import ClassVar

import numpy as np

from autograder import alternate, exercise, forall, misconception, practice, slip, weight
from autograder.checks.test_kernel_methods.inputs import away_from_zero, greatest, mirror, near, table
from solutions.kernel_methods import center_gram, kernel_pca

SPECTRUM = (9.7, 5.3, 2.9, 1.7, 0.9)  # squares of singular values, far apart; none is its own square


def axes(d, N):
    """N - 1 orthonormal columns (N, N - 1), orthogonal to (1, ..., 1), none of them along a sample."""
    u = np.ones(N) / np.sqrt(N)
    u[0] += 1
    basis = np.eye(N) - 2 * np.outer(u, u) / (u @ u)  # its first column is -(1, ..., 1)/sqrt(N)
    return basis[:, 1:] @ mirror(d, N - 1) if N > 2 else basis[:, 1:]


def gram(d, Q, s):
    """The Gram matrix of features with these axes and eigenvalues, their mean far from 0; not centred."""
    mean = Q.T @ away_from_zero(d, len(Q))
    a = Q @ (np.sqrt(s) * mean)  # products of the centred features with the mean, which has a part outside their span
    K = (Q * s) @ Q.T + a + a[:, None] + 7.3 + mean @ mean
    return (K + K.T) / 2


def known(d):
    """K with a known centred spectrum: (K, k, S S^T, S^T S), none of the k eigenvalues 0 or as large as the next."""
    N = d.integer(2, 6)
    k = d.integer(1, N - 1)
    Q, s = axes(d, N), np.array(SPECTRUM[: N - 1])
    return gram(d, Q, s), k, (Q[:, :k] * s[:k]) @ Q[:, :k].T, np.diag(s[:k])


def all_but_one(d):
    """K of features that span as much as they can when they are centred."""
    N = d.integer(2, 6)
    return gram(d, axes(d, N), np.array(SPECTRUM[: N - 1]))


def two_equal(d):
    """The same with two equal largest eigenvalues, k = 2."""
    N = d.integer(3, 6)
    Q, s = axes(d, N), np.array(SPECTRUM[: N - 1])
    s[1] = s[0]
    return gram(d, Q, s), (Q[:, :2] * s[:2]) @ Q[:, :2].T, np.diag(s[:2])


def plane(d):
    """Samples (N, 2) with a cross of two lengths for their shape, turned and moved: one component is the longer arm."""
    long, short = d.choice(((2.9, 1.1), (3.7, 1.3), (4.1, 2.3)))
    turn = mirror(d, 2)
    X = np.array([[long, 0], [-long, 0], [0, short], [0, -short], [0, 0]])
    return (X @ turn + away_from_zero(d, 2) * 4)[d.permutation(5)], long


def flat(d):
    """Many samples on one line in feature space, far from 0: all components but the first have no variance."""
    x = d.permutation(12) / 10 + 0.1 * d.integer(1, 5)
    direction = away_from_zero(d, 3)
    X = x[:, None] * direction + away_from_zero(d, 3)
    return X @ X.T, np.sum((x - x.mean()) ** 2) * direction @ direction


def scores(got, N, k):
    """S (N, k), finite."""
    return table(got, (N, k), "kernel_pca(K, k)")


def scale(K):
    """What errors are relative to: N times the largest entry of K."""
    return len(K) * greatest(K)


@exercise(reference=kernel_pca, requires=(center_gram,))
class TestKernelPca:
    CONTRACT: ClassVar = {
        "by descending variance": ("test_uncorrelated_and_descending", "test_longer_arm_first"),
        "not centred": ("test_distances_are_kept", "test_longer_arm_first", "test_uncorrelated_and_descending"),
        "integer from 1 to N": ("test_distances_are_kept", "test_no_variance"),
        "has the scores 0": "test_no_variance",
        "The sign of a component is free": ("test_equal_variances", "test_longer_arm_first"),
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
        """For the linear kernel and a cross the first component is its longer arm: two samples score, either sign."""
        K = X @ X.T
        S = scores(student.kernel_pca(K, 1), 5, 1)
        wanted = [0, 0, 0, long**2, long**2]
        near(np.sort(S[:, 0] ** 2), wanted, "the squared scores, sorted", scale(K))
        near(S.sum() ** 2, 0, "the squared sum of the scores", 5 * scale(K))
        small = K / 2.0**40
        S = scores(student.kernel_pca(small, 1), 5, 1)
        near(
            np.sort(S[:, 0] ** 2), np.array(wanted) / 2.0**40, "the squared scores for K / 2**40, sorted", scale(small)
        )

    @weight(2)
    @forall(known)
    def test_uncorrelated_and_descending(self, student, K, k, wanted, squares):
        """S S^T is what the k largest eigenvalues leave of the centred K, S^T S is diagonal with these eigenvalues."""
        S = scores(student.kernel_pca(K, k), len(K), k)
        near(S.T @ S, squares, "S.T @ S of kernel_pca(K, k)", scale(K))
        near(S @ S.T, wanted, "S @ S.T of kernel_pca(K, k)", scale(K))

    @weight(1)
    @forall(two_equal, draws=10)
    def test_equal_variances(self, student, K, wanted, squares):
        """Where the two largest variances are equal, the plane of their components is right, however it is turned."""
        S = scores(student.kernel_pca(K, 2), len(K), 2)
        near(S.T @ S, squares, "S.T @ S of kernel_pca(K, 2)", scale(K))
        near(S @ S.T, wanted, "S @ S.T of kernel_pca(K, 2)", scale(K))

    @weight(1)
    @forall(flat, draws=6)
    def test_no_variance(self, student, K, variance):
        """Components without variance score 0, whatever sign round-off gives to it; so does a sample that is alone."""
        S = scores(student.kernel_pca(K, 12), 12, 12)
        squares = np.sum(S**2, axis=0)
        near(squares, [variance] + [0] * 11, "the sums of the squared scores on 12 components", 12 * scale(K))
        near(scores(student.kernel_pca(K[:1, :1], 1), 1, 1) ** 2, [[0]], "kernel_pca of one sample, squared", scale(K))
        same = np.full((3, 3), K[0, 0])
        near(scores(student.kernel_pca(same, 2), 3, 2) ** 2, np.zeros((3, 2)), "the squared scores of copies", scale(K))

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

    @alternate
    def turned_where_variances_are_equal(K, k):
        Kc = K - K.mean(axis=0) - K.mean(axis=1)[:, None] + K.mean()
        s, U = np.linalg.eigh((Kc + Kc.T) / 2)
        S = U[:, ::-1][:, :k] * np.sqrt(np.maximum(s[::-1][:k], 0))
        for j in range(k - 1):
            if abs(s[-1 - j] - s[-2 - j]) < 1e-9 * s[-1]:
                S[:, [j, j + 1]] = S[:, [j, j + 1]] @ np.array([[0.6, -0.8], [0.8, 0.6]])
        return S.tolist()

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
        hint="The combination with the entries of U_j has the length sqrt(s_j): the scores are sqrt(s_j) U_j.",
        see="thm-kpca",
    )
    coefficients_of_the_components = slip(
        by_projections_onto_components,
        ("return Kc @ A", "return A"),
        hint="These are the coefficients of the components; the scores are their products with the features.",
        see="thm-kpca",
    )
    products_with_eigenvectors = slip(
        by_projections_onto_components,
        ("U / np.sqrt(np.where(keep, s, 1))", "U"),
        hint="The combination with the entries of U_j has the length sqrt(s_j): make it a unit vector.",
        see="thm-kpca",
    )
    variances_of_one = slip(
        by_eigenvectors,
        ("np.sqrt(np.clip(s[order], 0, None))", "np.sqrt(N)"),
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
            "H @ K @ H @ U[:, order] / np.sqrt(np.clip(s[order], 0, None))",
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
        ("U[:, order]", "U[:, -k:]"),
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
    one_less_for_the_mean = slip(
        by_eigenvectors,
        ("np.ones((N, N)) / N", "np.ones((N, N)) / max(N - 1, 1)"),
        hint="The mean is over N samples.",
        see="thm-centring",
    )
    eigenvectors_of_single_precision = slip(
        by_eigenvectors,
        ("eigh(H @ K @ H)", "eigh(H @ K.astype(np.float32) @ H)"),
        hint="Single precision keeps 7 digits; leave K in double.",
        see="thm-kpca",
    )
    squared_gram_matrix = slip(
        by_eigenvectors,
        ("eigh(H @ K @ H)", "eigh(H @ K @ H @ K @ H)"),
        hint="The eigenvectors are right, but the eigenvalues are squared: sqrt(s_j) of K itself.",
        see="thm-kpca",
    )

    first_component_left_out = slip(
        by_eigenvectors,
        ("[::-1][:k]", "[::-1][np.arange(1, k + 1) % N]"),
        hint="The mean is taken off by centring; the first component is the first.",
        see="thm-kpca",
    )
    scores_without_signs = slip(
        by_eigenvectors,
        ("return U[:, order]", "return np.abs(U[:, order])"),
        hint="The sign of a column is free, not that of each entry.",
        see="unique-scores",
    )
    unbiased_variances = slip(
        by_eigenvectors,
        ("np.clip(s[order], 0, None)", "np.clip(s[order], 0, None) / max(N - 1, 1)"),
        hint="sqrt(s_j) is wanted: the squares of the scores add up to s_j.",
        see="thm-kpca",
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
