"""Kernel models: what the representer theorem promises, as objects that can be evaluated at new points.

N samples X (N, d), M new points Z (M, d); a kernel is a function of X and Z that returns all k(X_n, Z_m), (N, M), for
instance `partial(rbf, gamma=0.5)`. Every model of this module - a regression, a classifier, a principal component, a
feature map - is an `Expansion`: a linear combination of the functions k(., x_n), plus a constant.

Lists are accepted for arrays, and no argument is changed. All results are float64, arrays new.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from solutions import calls, require
from solutions.kernel_methods import center_gram, kernel_pca, random_fourier_features
from solutions.kernels import krr_fit
from solutions.svm import one_vs_rest, smo

Kernel = Callable[[np.ndarray, np.ndarray], np.ndarray]


@dataclass(frozen=True, eq=False)
class Expansion:
    """The function f(z) = sum_n k(z, x_n) A_n + b; a call maps Z (M, d) to (M,) or (M, q).

    X (N, d) are the points of the expansion, A (N,) or (N, q) its coefficients, and b is a number or (q,).
    """

    kernel: Kernel
    X: np.ndarray
    A: np.ndarray
    b: np.ndarray | float = 0.0

    def __call__(self, Z: np.ndarray) -> np.ndarray:
        """Values at the rows of Z (M, d); ValueError unless Z is real and finite, with the d of X."""
        require.samples(Z, "Z", self.X.shape[1])
        return self.kernel(np.asarray(Z, float), self.X) @ self.A + self.b


@calls.python_scalars
def kernel_ridge(X: np.ndarray, y: np.ndarray, kernel: Kernel, lam: float) -> Expansion:
    """Kernel ridge regression of the real targets y (N,) on the samples X (N, d): the regression function.

    It has the least ||f(X) - y||^2 + lam ||f||^2 in the RKHS of the kernel, lam > 0; no intercept.
    Raises ValueError unless these shapes fit, all is real and finite, the kernel is symmetric and lam > 0.
    """
    X, K = _gram(X, kernel)
    return Expansion(kernel, X, krr_fit(K, y, lam))


@calls.python_scalars
def kernel_svm(X: np.ndarray, y: np.ndarray, kernel: Kernel, C: float, tol: float = 1e-3) -> Expansion:
    """Soft-margin support vector machine of X (N, d), y (N,) in {-1, +1}: the decision function.

    Its points are the support vectors alone. C > 0 and tol are those of `smo`.
    Raises what `smo` raises.
    """
    X, K = _gram(X, kernel)
    alpha, b = smo(K, y, C, tol)
    return _sparse(Expansion(kernel, X, alpha * np.asarray(y, float), b))


@calls.python_scalars
def kernel_svm_classes(X: np.ndarray, y: np.ndarray, kernel: Kernel, C: float, tol: float = 1e-3) -> Expansion:
    """One-versus-rest support vector machines of X (N, d), y (N,) classes 0..K-1: K decision functions in one.

    The argmax of a row of decisions (M, K) is the class. The Gram matrix is computed once for all K machines; kept are
    the samples that support one of them.
    Raises what `smo` and `one_vs_rest` raise, and ValueError unless y has an entry for each row of X.
    """
    X, K = _gram(X, kernel)
    require.targets(y, X)

    def machine(signs: np.ndarray) -> tuple[np.ndarray, float]:
        alpha, b = smo(K, signs, C, tol)
        return alpha * signs, b

    return _sparse(Expansion(kernel, X, *one_vs_rest(machine, y)))


@calls.python_scalars
def principal_components(X: np.ndarray, kernel: Kernel, k: int) -> Expansion:
    """Kernel PCA of the samples X (N, d): the map to the scores (M, k) of new points, by descending variance.

    At X itself these are the scores of `kernel_pca`. Components whose variance is 0 up to round-off score 0 everywhere.
    Raises ValueError unless X is (N, d), real and finite, the kernel is symmetric and 1 <= k <= N.

    Derivation
    ----------
    The j-th component is sum_n a_n (phi(x_n) - m) with a = U_j / sqrt(s_j), so that z scores the product of its row of
    the centred test matrix with a. The centred Gram matrix maps 1 to 0, so that U_j is orthogonal to it, sum a_n = 0:
    of the four terms of the centring, those that are constant along the row vanish, and what remains is
    sum_n a_n k(z, x_n) minus the same combination of the column means of K: an expansion with a constant.
    Source: Schölkopf, Smola and Müller 1998.
    """
    X, K = _gram(X, kernel)
    scores = kernel_pca(K, k)
    s = (scores**2).sum(axis=0)
    kept = s > 1e-12 * np.trace(center_gram(K))
    A = np.where(kept, scores / np.where(kept, s, 1), 0)
    return Expansion(kernel, X, A, -K.mean(axis=0) @ A)


def nystrom_features(X: np.ndarray, idx: np.ndarray, kernel: Kernel) -> Expansion:
    """Feature map of the Nyström approximation with the landmarks X[idx], (m,) indices: Z (M, d) to (M, m).

    At X, inner products of the features are the entries of `nystrom(K, idx)`; a linear method on them costs
    N m^2, not N^3.
    Raises ValueError unless X is (N, d), real and finite, the kernel is symmetric and idx in 0..N-1.

    Derivation
    ----------
    With the landmarks' Gram matrix A, phi(z) = k(z, landmarks) A^(-1/2) has <phi(x), phi(z)> = B_x A^+ B_z^T.
    Eigenvalues of A below 1e-10 of the largest count as 0, and give features 0.
    Source: Williams and Seeger 2001.
    """
    require.samples(X)
    require.indices(idx, len(X))
    landmarks, A = _gram(np.asarray(X, float)[np.asarray(idx)], kernel)
    s, U = np.linalg.eigh(A)
    kept = s > 1e-10 * s.max()
    return Expansion(kernel, landmarks, U * np.where(kept, 1 / np.sqrt(np.where(kept, s, 1)), 0))


@calls.python_scalars
def fourier_features(D: int, gamma: float, rng: np.random.Generator) -> Callable[[np.ndarray], np.ndarray]:
    """Feature map of `random_fourier_features` that draws the same D frequencies at every call.

    So the features of training samples and of new points, all of the same d, fit together. rng is used once, here.
    Raises ValueError unless rng is a Generator; the map raises what `random_fourier_features` raises.
    """
    require.rng(rng)
    seed = int(rng.integers(2**63))
    return lambda X: random_fourier_features(X, D, gamma, np.random.default_rng(seed))


def _gram(X: np.ndarray, kernel: Kernel) -> tuple[np.ndarray, np.ndarray]:
    """X as an array, and its Gram matrix, which the solvers check."""
    require.samples(X)
    require.function(kernel, "kernel")
    X = np.array(X, float)
    return X, kernel(X, X)


def _sparse(f: Expansion) -> Expansion:
    """The same function, without the points whose coefficients are all 0."""
    support = f.A.reshape(len(f.A), -1).any(axis=1)
    return Expansion(f.kernel, f.X[support], f.A[support], f.b)
