"""Kernel methods: decisions, principal components and cheap approximations, from Gram matrices alone.

N samples with the Gram matrix K (N, N), M new points with K_test (M, N), whose entry (m, n) is k(z_m, x_n). phi is
the feature map of the kernel, k(x, z) = <phi(x), phi(z)>, which is never formed; y (N,) holds -1 and +1.

Lists are accepted for arrays, and no argument is changed. All results are float64, arrays new.
"""

import numpy as np

from solutions import calls, require

TEST_ROWS = "K_test has a row for each new point and a column for each sample"


@calls.python_scalars
def ksvm_decision(alpha: np.ndarray, y: np.ndarray, b: float, K_test: np.ndarray) -> np.ndarray:
    """Decision values (M,) of a kernel support vector machine at M new points; their signs are the classes.

    alpha (N,) are the dual variables, y (N,) in {-1, +1} the labels of the N training samples, b is the bias, and
    K_test (M, N) holds the kernel of the new points, by row, with the training samples.
    Not graded: ValueError unless these shapes fit and all entries are real and finite.

    Derivation
    ----------
    w = sum_n alpha_n y_n phi(x_n), so that <w, phi(z)> + b = sum_n alpha_n y_n k(z, x_n) + b. Samples with alpha_n = 0
    do not count: the support vectors are all that a fitted machine has to keep.
    Source: Boser, Guyon and Vapnik 1992.
    """
    _require_decision(alpha, y, b, K_test)
    alpha, y, K_test = (np.asarray(A, float) for A in (alpha, y, K_test))
    return K_test @ (alpha * y) + b


def center_gram(K: np.ndarray, K_test: np.ndarray | None = None) -> np.ndarray | tuple[np.ndarray, np.ndarray]:
    """Gram matrix Kc (N, N) of the centred features of the samples; with K_test (M, N), the pair (Kc, K_test_c).

    Centred means: minus the mean feature of the N samples. This same mean is subtracted from the features of the
    M new points in K_test_c (M, N).
    Not graded: ValueError unless K is symmetric, the shapes fit, and all entries are real and finite.

    Derivation
    ----------
    Let m = (1/N) sum_j phi(x_j). Then <phi(z) - m, phi(x_n) - m> = k(z, x_n) - (1/N) sum_j k(z, x_j)
    - (1/N) sum_j k(x_j, x_n) + (1/N^2) sum_{i,j} k(x_i, x_j): minus the mean of the row of z in its own matrix, minus
    the column means of K, plus the mean of K. For the samples themselves it is H K H with H = I - 1 1^T / N.
    Source: double centring (Torgerson); Schölkopf, Smola and Müller 1998.
    """
    require.gram(K)
    _require_test_rows(K, K_test)
    K = np.asarray(K, float)
    columns = K.mean(axis=0)
    Kc = K - columns - columns[:, None] + K.mean()
    if K_test is None:
        return Kc
    K_test = np.asarray(K_test, float)
    return Kc, K_test - columns - K_test.mean(axis=1, keepdims=True) + K.mean()


@calls.python_scalars
def kernel_pca(K: np.ndarray, k: int) -> np.ndarray:
    """Scores (N, k) of the N samples on the first k kernel principal components, by descending variance.

    K (N, N) is the Gram matrix, not centred, and 1 <= k <= N. Component j is a unit vector of feature space, and
    column j holds its inner products with the centred features. The signs are free.
    Not graded: ValueError unless K is symmetric, real and finite, and 1 <= k <= N.

    Derivation
    ----------
    The covariance (1/N) sum phi_n phi_n^T of centred features has its eigenvectors in their span: v = sum a_n phi_n.
    Inner products with all phi_n turn its eigenproblem into Kc Kc a = N lam Kc a; solutions a of Kc a = N lam a are
    enough. If Kc = U diag(s) U^T, the vector v = sum_n U_nj phi_n has the squared norm s_j, so that the scores
    Kc U_j / sqrt(s_j) = sqrt(s_j) U_j have the variance s_j / N. s_j < 0 is round-off, and set to 0.
    Source: Schölkopf, Smola and Müller 1998.
    """
    require.gram(K)
    _require_components(k, len(K))
    s, U = np.linalg.eigh(center_gram(K))
    s, U = s[::-1][:k], U[:, ::-1][:, :k]
    return U * np.sqrt(np.maximum(s, 0))


@calls.python_scalars
def random_fourier_features(X: np.ndarray, D: int, gamma: float, rng: np.random.Generator) -> np.ndarray:
    """Random features Phi whose inner products Phi Phi^T approximate the Gaussian kernel of the rows of X (N, d).

    D >= 1 random frequencies are drawn from rng; a row of Phi holds the features of a sample, in any number of
    columns. The expectation of Phi Phi^T is the kernel matrix for gamma > 0, the error of order D^(-1/2).
    Not graded: ValueError unless X is real, finite, (N, d), N, d >= 1, D >= 1, gamma > 0, and rng is a Generator.

    Derivation
    ----------
    For omega normal with mean 0 and covariance 2 gamma I, E cos(<omega, x - z>) = exp(-gamma ||x - z||^2), the real
    part of the characteristic function. cos(a - b) = cos a cos b + sin a sin b makes it an inner product of
    (cos, sin) features; the mean over D independent omega needs a factor 1/sqrt(D) in each of the 2D columns. Each
    term is in [-1, 1]: by Hoeffding an entry is wrong by t with probability at most 2 exp(-D t^2 / 2). The diagonal
    is exact. By Bochner's theorem every continuous kernel k(x - z) with k(0) = 1 is such a mean over a law of omega.
    Source: Rahimi and Recht 2007.
    """
    require.samples(X)
    require.integer(D, "D", 1, "the number of frequencies")
    require.scalar(gamma, "gamma", above=0, hint="1 / (2 sigma^2) for the width sigma")
    require.rng(rng)
    X = np.asarray(X, float)
    omega = np.sqrt(2 * gamma) * rng.standard_normal((X.shape[1], D))
    angles = X @ omega
    return np.hstack([np.cos(angles), np.sin(angles)]) / np.sqrt(D)


def nystrom(K: np.ndarray, idx: np.ndarray) -> np.ndarray:
    """Nyström approximation K_hat (N, N) of the Gram matrix K (N, N) from its columns idx.

    idx (m,) holds m >= 1 of the indices 0..N-1. K_hat has the columns and rows idx of K and the rank of the block
    where they meet, which may be deficient; eigenvalues of the block below 1e-10 of the largest count as 0.
    Not graded: ValueError unless K is symmetric, real and finite, and idx holds integers in 0..N-1.

    Derivation
    ----------
    Project each feature onto the span of the features idx: with B = K[:, idx] and A = K[idx, idx] the inner products
    of the projections are K_hat = B A^+ B^T. Then K - K_hat is the Gram matrix of what the projections leave, hence
    positive semidefinite (it is the Schur complement of A), and 0 in the rows idx. It vanishes iff the features idx
    span all. The pseudo-inverse is for features idx that are linearly dependent. With A = U diag(s) U^T and the
    coordinates Phi = B U diag(s)^(-1/2) of the projections, K_hat = Phi Phi^T: a Gram matrix to the last bit, and
    entries of size 1/sqrt(s) amplify round-off where those of A^+ have the size 1/s.
    Source: Williams and Seeger 2001.
    """
    require.gram(K)
    require.indices(idx, len(K))
    K, idx = np.asarray(K, float), np.asarray(idx)
    s, U = np.linalg.eigh(K[np.ix_(idx, idx)])
    kept = s > 1e-10 * s.max()
    Phi = K[:, idx] @ U[:, kept] / np.sqrt(s[kept])
    return Phi @ Phi.T


def empirical_ntk(J: np.ndarray) -> np.ndarray:
    """Empirical tangent kernel Theta (N, N) of a network with p parameters, from its Jacobian J (N, p).

    Row n of J is the gradient of the network's output at sample n with respect to all parameters.
    Not graded: ValueError unless J is (N, p), N, p >= 1, real and finite.

    Derivation
    ----------
    Theta_nm = <grad f(x_n), grad f(x_m)>, that is J J^T: the Gram matrix of the features grad f(x), hence positive
    semidefinite. A step of gradient descent on ||f - y||^2 / 2 changes the parameters by -eta J^T r, r = f - y, and
    the outputs by -eta J J^T r + O(eta^2): training is, to first order, kernel regression with Theta.
    Source: neural tangent kernel, Jacot, Gabriel and Hongler 2018.
    """
    require.samples(J, "J", "p")
    J = np.asarray(J, float)
    return J @ J.T


def _require_decision(alpha: np.ndarray, y: np.ndarray, b: float, K_test: np.ndarray) -> None:
    require.array(K_test, "K_test", ("M", "N"), TEST_ROWS)
    N = np.shape(K_test)[1]
    require.labels_among(y, (-1, 1), N)
    require.array(alpha, "alpha", (N,), "one entry for each column of K_test")
    require.array(b, "b", (), "one bias for all points")


def _require_test_rows(K: np.ndarray, K_test: np.ndarray | None) -> None:
    if K_test is not None:
        require.array(K_test, "K_test", ("M", len(K)), TEST_ROWS)


def _require_components(k: int, N: int) -> None:
    require.integer(k, "k", 1, "the number of components")
    if k > N:
        raise ValueError(f"k must be at most N = {N}, got {k}; {N} samples span no more dimensions")
