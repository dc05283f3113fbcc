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

    alpha (N,), floats >= 0, are the dual variables, y (N,) the labels -1 and +1 of the N training samples, integers or
    floats, and b is the bias. K_test (M, N), floats, has a row for each new point z: the numbers k(z, x_n). N and M may
    be 1. The values are right to 1e-9 of |b| + sum_n alpha_n |k(z, x_n)|, of that z for which this is largest; all
    numbers may be small, or a small alpha_n meet large k(z, x_n).

    Derivation
    ----------
    w = sum_n alpha_n y_n phi(x_n), so that <w, phi(z)> + b = sum_n alpha_n y_n k(z, x_n) + b. Samples with alpha_n = 0
    do not count: the support vectors are all that a fitted machine has to keep.
    Errors: ValueError unless these shapes fit and all entries are real and finite.
    Source: Boser, Guyon and Vapnik 1992.
    """
    _require_decision(alpha, y, b, K_test)
    alpha, y, K_test = (np.asarray(A, float) for A in (alpha, y, K_test))
    return K_test @ (alpha * y) + b


def center_gram(K: np.ndarray, K_test: np.ndarray | None = None) -> np.ndarray | tuple[np.ndarray, np.ndarray]:
    """Gram matrix Kc (N, N) of the centred features of the samples; with K_test (M, N), the pair (Kc, K_test_c).

    Centred means: minus the mean feature of the N samples. This same mean is subtracted from the features of the
    M new points, and K_test_c (M, N) has their inner products with the centred features of the samples. K is a Gram
    matrix, so symmetric and positive semidefinite, and K_test (M, N) goes with it: there are features, of samples and
    of new points, of which these are the products. Both may hold integers (int64), up to 1e6 in size. N and M may be 1.
    Results are right to 1e-9 of the largest entry of K and K_test in size.

    Derivation
    ----------
    Let m = (1/N) sum_j phi(x_j). Then <phi(z) - m, phi(x_n) - m> = k(z, x_n) - (1/N) sum_j k(z, x_j)
    - (1/N) sum_j k(x_j, x_n) + (1/N^2) sum_{i,j} k(x_i, x_j): minus the mean of the row of z in its own matrix, minus
    the column means of K, plus the mean of K. For the samples themselves it is H K H with H = I - 1 1^T / N.
    Errors: ValueError unless K is symmetric, the shapes fit, and all entries are real and finite.
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


def catch_centering() -> list[tuple[np.ndarray, np.ndarray]]:
    """One to three inputs, a list of pairs: each of six wrong versions of `center_gram` shows itself on one of them.

    An input is a pair (K, K_test), with K (N, N) and K_test (M, N), 1 <= N, M <= 5, and entries of 1e4 at most in size.
    K is a Gram matrix: symmetric, without an eigenvalue below -1e-9 times the largest. K_test may hold any numbers. A
    version shows itself where one entry of its Kc or of its K_test_c is off by more than 1e-3, and by more than 1e-3 of
    the right entry in size.

    Derivation
    ----------
    The samples 0, 1, 5 and the new point 3 with the linear kernel: their products with one another have row means,
    column means and a mean that are all different and not 0, and 3 is not the mean of the samples, which is 2.
    """
    x = np.array([0.0, 1.0, 5.0])
    return [(np.outer(x, x), np.outer([3.0], x))]


@calls.python_scalars
def kernel_pca(K: np.ndarray, k: int) -> np.ndarray:
    """Scores S (N, k) of the N samples on the first k kernel principal components, by descending variance.

    K (N, N), floats, is their Gram matrix, as it comes: not centred, and perhaps singular up to round-off. k is an
    integer from 1 to N. Component j is a unit vector of feature space, and column j holds its inner products with the
    centred features; a component of variance 0 has the scores 0. The sign of a component is free, and where variances
    are equal, so is the choice of the components; k cuts between two variances only if one is at least 5 % larger than
    the other, or both are 0. So what is judged is S S^T, and S^T S, which is diagonal: both are right to 1e-9 of N
    times the largest entry of K in size; but in the rows and columns of S^T S that belong to a variance of 0 only the
    diagonal is judged.

    Derivation
    ----------
    The covariance (1/N) sum phi_n phi_n^T of centred features has its eigenvectors in their span: v = sum a_n phi_n.
    Inner products with all phi_n turn its eigenproblem into Kc Kc a = N lam Kc a; solutions a of Kc a = N lam a are
    enough. If Kc = U diag(s) U^T, the vector v = sum_n U_nj phi_n has the squared norm s_j, so that the scores
    Kc U_j / sqrt(s_j) = sqrt(s_j) U_j have the variance s_j / N. s_j < 0 is round-off, and set to 0.
    Errors: ValueError unless K is symmetric, real and finite, and 1 <= k <= N.
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

    X holds floats or integers (int64), gamma > 0, and D >= 1 is an integer. rng, a NumPy Generator, is the only source
    of randomness: numbers are drawn from it, so that it goes on from call to call. Phi (N, D) or (N, 2 D) has one
    column or two for each of D random frequencies, which do not depend on X: from generators in the same state a sample
    has the same features, to 1e-5, whatever the other rows are. An entry of Phi Phi^T is the mean of D numbers from -2
    to 2, one for each frequency, each with the expectation k(x, z) exactly. They are independent, or the mean is no
    worse for their dependence, as for orthogonal frequencies of the right lengths. So for D = 19 000 it is off by more
    than 0.11 with a probability below 1e-12.

    Derivation
    ----------
    For omega normal with mean 0 and covariance 2 gamma I, E cos(<omega, x - z>) = exp(-gamma ||x - z||^2), the real
    part of the characteristic function. cos(a - b) = cos a cos b + sin a sin b makes it an inner product of
    (cos, sin) features; the mean over D independent omega needs a factor 1/sqrt(D) in each of the 2D columns. Each
    term is in [-1, 1]: by Hoeffding an entry is wrong by t with probability at most 2 exp(-D t^2 / 2). The diagonal
    is exact. By Bochner's theorem every continuous kernel k(x - z) with k(0) = 1 is such a mean over a law of omega.
    With a random phase b in place of the sines, sqrt(2/D) cos(<omega, x> + b) does as well, with terms in [-2, 2].
    Errors: ValueError unless X is real, finite, (N, d), N, d >= 1, D >= 1, gamma > 0, and rng is a Generator.
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


def empirical_ntk(J: np.ndarray) -> np.ndarray:
    """Empirical tangent kernel Theta (N, N) of a network with p parameters, from its Jacobian J (N, p).

    Row n of J is the gradient of the network's output at sample n by all parameters: integers (int64) up to 1e6 in
    size, or floats, all of which may be as small as 1e-100, or 0. N and p may be 1, and N = p; p is at most 1000. Theta
    is right to 1e-9 of the largest squared length of a row of J.

    Derivation
    ----------
    Theta_nm = <grad f(x_n), grad f(x_m)>, that is J J^T: the Gram matrix of the features grad f(x), hence positive
    semidefinite. A step of gradient descent on ||f - y||^2 / 2 changes the parameters by -eta J^T r, r = f - y, and
    the outputs by -eta J J^T r + O(eta^2): training is, to first order, kernel regression with Theta.
    Errors: ValueError unless J is (N, p), N, p >= 1, real and finite.
    Source: neural tangent kernel, Jacot, Gabriel and Hongler 2018.
    """
    require.samples(J, "J", "p")
    J = np.asarray(J, float)
    return J @ J.T


@calls.python_scalars
def tangent_descent(
    Theta: np.ndarray,
    Theta_test: np.ndarray,
    f: np.ndarray,
    f_test: np.ndarray,
    y: np.ndarray,
    steps: int,
    lr: float,
) -> tuple[np.ndarray, np.ndarray]:
    """Outputs (f, f_test) of the linearised network after that many steps of gradient descent on ||f - y||^2 / 2.

    f (N,) are its outputs at the samples, with the targets y (N,), and f_test (M,) those at M new points, as they are
    before the first step. All these are floats. Theta (N, N) is the tangent kernel of the samples, which may be
    singular: eigenvalues below 1e-6 of the largest are 0, up to round-off. Theta_test (M, N) has a row for each new
    point: its tangent kernel with each sample, of the same network, so that Theta c = 0 implies Theta_test c = 0. steps
    is an integer from 0 to 1000, and 0 < lr < 2 / lambda_max for the largest eigenvalue of Theta; for Theta = 0 any
    lr > 0. N and M may be 1. Results are right to 1e-9 of the largest number among f, f_test, y and the right results.

    Derivation
    ----------
    The linearised network has the outputs f_0 + J delta, delta the change of the parameters, at the samples, and
    f_test_0 + J_test delta elsewhere. The gradient of the loss by delta is J^T (f - y), so that a step changes the
    outputs by -lr J J^T (f - y) = -lr Theta (f - y), and those at new points by -lr J_test J^T (f - y), with the f from
    before the step. Hence f_t - y = (I - lr Theta)^t (f_0 - y), which is 0 in the limit but for its part in the null
    space of Theta, and that never moves.
    Errors: ValueError unless Theta is symmetric, the shapes fit, all is real and finite, steps >= 0 and lr > 0.
    Source: Lee et al. 2019.
    """
    _require_descent(Theta, Theta_test, f, f_test, y)
    require.integer(steps, "steps", 0, "the number of steps")
    require.scalar(lr, "lr", above=0, hint="the step size")
    Theta, Theta_test, f, f_test, y = (np.array(A, float) for A in (Theta, Theta_test, f, f_test, y))
    for _ in range(steps):
        step = lr * (y - f)
        f, f_test = f + Theta @ step, f_test + Theta_test @ step
    return f, f_test


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


def _require_descent(
    Theta: np.ndarray, Theta_test: np.ndarray, f: np.ndarray, f_test: np.ndarray, y: np.ndarray
) -> None:
    require.gram(Theta, "Theta")
    N = len(Theta)
    require.array(Theta_test, "Theta_test", ("M", N), "Theta_test has a row for each new point")
    require.array(f, "f", (N,), "one output for each sample")
    require.array(y, "y", (N,), "one target for each sample")
    require.array(f_test, "f_test", (len(Theta_test),), "one output for each row of Theta_test")
