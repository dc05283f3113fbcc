"""Practice of unit 09_kernel_methods: `kit.practice(softmax)` runs the checks of `softmax` that stand here.

Made by the build out of the unit's mark scheme, in which there are more of them.
"""

import numpy as np
from kit.engine import expect
from kit.engine.forall import forall


BIASES = (0.7, -1.3, 2.9)  # no decision is 0 for all, and none is a label


def away_from_zero(d, shape, least=0.3):
    """Multiples of 1/10 of either sign, from `least` to 3 in size."""
    return (least + d.integers(shape, 0, 27) / 10) * (1 - 2 * d.integers(shape, 0, 1))


def signs(d, N):
    """Labels, integers; both occur if N > 1."""
    y = 1 - 2 * d.integers(N, 0, 1)
    if N > 1:
        y[:2] = 1, -1
    return y[d.permutation(N)]


def tenths(d, shape, reach=3):
    """Multiples of 1/10 up to reach in size, each as likely as any; few of them are short binary fractions."""
    return d.integers(shape, -10 * reach, 10 * reach) / 10


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


def near(got, wanted, what, size=1.0):
    """Right to 1e-9 of a size."""
    expect.close(got, wanted, what, rtol=0, atol=1e-9 * float(size))


def size(alpha, b, K_test):
    """|b| + sum_n alpha_n |k(z, x_n)| of the point for which it is largest."""
    return np.abs(b) + (np.abs(K_test) @ alpha).max()


def table(got, shape, what):
    """An array of finite numbers of this shape."""
    expect.shape(got, shape, what)
    return expect.finite(got, what)


def two_samples(d):
    """A positive and a negative sample, and the kernel (1 + x.z)^2: (X, alpha, y, b) of the widest margin."""
    n = d.integer(1, 3)
    X = np.array([away_from_zero(d, n), away_from_zero(d, n)])
    X[1] = X[0] + np.where(X[1] > 0, 0.5, -0.5) + X[1] / 4
    K = (1 + X @ X.T) ** 2
    alpha = 2 / (K[0, 0] - 2 * K[0, 1] + K[1, 1])
    return X, np.full(2, alpha), np.array([1, -1]), float(alpha / 2 * (K[1, 1] - K[0, 0]))


class TestKsvmDecision:
    @forall(hyperplane)
    def test_linear_kernel_is_a_hyperplane(self, student, alpha, y, b, X, Z):
        """For the linear kernel the decisions are w.z + b with w = sum alpha_n y_n x_n."""
        w = sum(a * sign * x for a, sign, x in zip(alpha, y, X, strict=True))
        got = table(student.ksvm_decision(alpha, y, b, Z @ X.T), (len(Z),), "ksvm_decision(alpha, y, b, Z @ X.T)")
        near(got, Z @ w + b, "ksvm_decision(alpha, y, b, Z @ X.T)", size(alpha, b, Z @ X.T))

    @forall(two_samples)
    def test_two_samples(self, student, X, alpha, y, b):
        """Two samples, with the widest margin: the decision is 1 at one, -1 at the other; 0 where both pull alike."""
        K = (1 + X @ X.T) ** 2
        got = table(student.ksvm_decision(alpha, y, b, K), (2,), "ksvm_decision(alpha, y, b, K)")
        near(got, y, "ksvm_decision(alpha, y, b, K)", size(alpha, b, K))
        both = np.array([[3.0, 3.0], [3.0, 1.0]])
        got = table(student.ksvm_decision(np.array([0.5, 0.5]), y, 0.0, both), (2,), "ksvm_decision at two points")
        near(got, [0, 1], "ksvm_decision([0.5, 0.5], [1, -1], 0, [[3, 3], [3, 1]])", 3)


def features(d):
    """Features of samples and of new points, another number of them and not one, with means far from 0: (X, Z)."""
    N, n = d.integer(2, 5), d.integer(1, 3)
    X, Z = 2.3 + tenths(d, (N, n)), tenths(d, (N + d.choice((1, -1) if N > 2 else (1,)), n)) - 1.7
    X[0], Z[0] = X[0] + 3.1, 7.3
    return X, Z


PAIR = "center_gram(K, K_test)"


def greatest(*arrays):
    """The largest entry in size of all of them, or 1 if all are 0."""
    return max(float(np.abs(each).max()) for each in arrays) or 1.0


def pair_of(got, K, K_test):
    """Kc and K_test_c, as they should be but for their values."""
    Kc, K_test_c = expect.values(got, 2, PAIR)
    return table(Kc, K.shape, f"Kc of {PAIR}"), table(K_test_c, K_test.shape, f"K_test_c of {PAIR}")


def right_pair(got, K, K_test, wanted, wanted_test):
    """Both parts are right to 1e-9 of the largest entry."""
    Kc, K_test_c = pair_of(got, K, K_test)
    near(Kc, wanted, f"Kc of {PAIR}", greatest(K, K_test))
    near(K_test_c, wanted_test, f"K_test_c of {PAIR}", greatest(K, K_test))


class TestCenterGram:
    @forall(features)
    def test_products_of_centred_features(self, student, X, Z):
        """They are the inner products of the features less the samples' mean, with one another and with new points."""
        A, B = X - X.mean(axis=0), Z - X.mean(axis=0)
        K, K_test = X @ X.T, Z @ X.T
        right_pair(student.center_gram(K, K_test), K, K_test, A @ A.T, B @ A.T)

    @forall(features, draws=10)
    def test_without_new_points(self, student, X, Z):
        """Without K_test one matrix comes back; its rows and columns sum to 0, and it keeps all distances."""
        K = Z @ Z.T
        Kc = table(student.center_gram(K), K.shape, "center_gram(K)")
        size = len(K) * greatest(K)
        near(Kc.sum(axis=0), np.zeros(len(K)), "the sums of the columns of center_gram(K)", size)
        near(Kc.sum(axis=1), np.zeros(len(K)), "the sums of the rows of center_gram(K)", size)
        distances = np.diag(Kc)[:, None] - 2 * Kc + np.diag(Kc)
        wanted = np.diag(K)[:, None] - 2 * K + np.diag(K)
        near(distances, wanted, "Kc_nn - 2 Kc_nm + Kc_mm", 4 * greatest(K))


INPUTS = 3


ROUND_OFF = 1e-9


LARGEST = 1e4


SIZE = 5


def written(A, what):
    """A table of numbers that can be written by hand."""
    A = expect.finite(A, what)
    expect.that(A.ndim == 2, f"{what} has shape {A.shape}, wanted two axes")
    expect.that(min(A.shape) >= 1 and max(A.shape) <= SIZE, f"{what} has shape {A.shape}, wanted 1 to {SIZE} each way")
    expect.that(np.abs(A).max() <= LARGEST, f"{what} has an entry of size {np.abs(A).max():g}, wanted 1e4 at most")
    return A


def admissible(K, K_test):
    """A Gram matrix, and rows for new points."""
    K, K_test = written(K, "K"), written(K_test, "K_test")
    N = len(K)
    expect.shape(K, (N, N), "K")
    expect.that(K_test.shape[1] == N, f"K_test has shape {K_test.shape}, wanted (M, {N}), a column for each sample")
    expect.that(np.abs(K - K.T).max() <= ROUND_OFF * np.abs(K).max(), "K is not symmetric, wanted a Gram matrix")
    spectrum = np.linalg.eigvalsh((K + K.T) / 2)
    words = f"K has the eigenvalue {spectrum[0]:.3g}, wanted a Gram matrix, which has none below 0"
    expect.that(spectrum[0] >= -ROUND_OFF * np.abs(spectrum).max(), words)
    return K, K_test


class TestCatchCentering:
    def test_inputs_are_admissible(self, student):
        """One to three pairs (K, K_test): K a Gram matrix (N, N), K_test (M, N), N, M from 1 to 5, entries to 1e4."""
        answer = student.catch_centering()
        for index, entry in enumerate(expect.entries(answer, "catch_centering()", INPUTS, "input", "inputs")):
            what = f"input {index} must be a pair (K, K_test), it is {expect.kind(entry)}"
            expect.that(isinstance(entry, list | tuple) and len(entry) == 2, what)
            admissible(*entry)


CONTRASTS = np.array([[1, 1, 1], [1, -1, -1], [-1, 1, -1], [-1, -1, 1]])  # orthogonal, and each of sum 0


TURNS = (
    ((1, 2, 2), (2, 1, -2), (2, -2, 1)),
    ((2, 3, 6), (3, -6, 2), (6, 2, -3)),
    ((1, 4, 8), (4, 7, -4), (8, -4, 1)),
)


def axes(d, N):
    """N - 1 orthogonal columns of integers (N, N - 1), each of sum 0 and all of one length, for N = 2 or 4."""
    if N == 2:
        return np.array([[1.0], [-1.0]])
    turned = CONTRASTS @ np.array(d.choice(TURNS)).T
    return (turned * (1 - 2 * d.integers(3, 0, 1)))[d.permutation(4)].astype(float)


def gram(d, A):
    """The Gram matrix of the rows of A with a mean far from 0, which has a part outside their span."""
    X = A + 2 * away_from_zero(d, A.shape[1]).round() + 5
    return X @ X.T + 7


def all_but_one(d):
    """K of features that span as much as they can when they are centred."""
    N = d.choice((4, 2))
    return gram(d, axes(d, N) * np.arange(N - 1, 0, -1.0))


def scale(K):
    """What errors are relative to: N times the largest entry of K."""
    return len(K) * greatest(K)


def scores(got, N, k):
    """S (N, k), finite."""
    return table(got, (N, k), "kernel_pca(K, k)")


def plane(d):
    """Samples (4, 2), a cross of two lengths, turned and moved, and the length of its longer arm.

    One component is that arm, on which the first sample scores 0, being on the other one; the last is on the longer.
    """
    p, q = d.choice(((2, 1), (3, 1), (3, 2)))
    arm = np.array(d.choice(((3, 4), (4, -3), (-3, 4))))
    X = np.array([q * arm[::-1] * [1, -1], p * arm, -q * arm[::-1] * [1, -1], -p * arm])
    X[1:3] = X[1 + d.permutation(2)]
    return X + d.integers(2, 3, 20).astype(float), 5.0 * p


class TestKernelPca:
    @forall(all_but_one)
    def test_distances_are_kept(self, student, K):
        """N - 1 components together keep the squared distances of N features, and have the mean 0."""
        k = len(K) - 1
        S = scores(student.kernel_pca(K, k), k + 1, k)
        near(S.sum(axis=0) ** 2, np.zeros(k), "the squared sums of the columns of kernel_pca(K, k)", len(K) * scale(K))
        got = np.sum((S[:, None] - S) ** 2, axis=2)
        wanted = np.diag(K)[:, None] - 2 * K + np.diag(K)
        near(got, wanted, "the squared distances of the rows of kernel_pca(K, k)", 4 * scale(K))

    @forall(plane, draws=10)
    def test_longer_arm_first(self, student, X, long):
        """For the linear kernel and a cross the first component is its longer arm, also if all of K is small."""
        for A, unit in ((X, 1), (X[::-1], 2.0**44)):
            K = A @ A.T / unit
            S = scores(student.kernel_pca(K, 1), 4, 1)
            wanted = np.array([0, 0, long**2, long**2]) / unit
            near(np.sort(S[:, 0] ** 2), wanted, "the squared scores, sorted", scale(K))
            near(S.sum() ** 2, 0, "the squared sum of the scores", 4 * scale(K))


MANY = 19_000


CORNERS = np.array([[0.0, 0], [1, 0], [1, -2]])  # squared distances 1, 4 along an axis, and 5


GAMMAS = (0.1, 2.0, 5.0)


def about_zero(d):
    """Samples at the corners, one of them 0, in units of the kernel's width, and a key: (X, gamma, key)."""
    gamma = d.choice(GAMMAS)
    return CORNERS / np.sqrt(gamma), gamma, int(d.integers(1, 0, 10**6)[0])


OFF = 0.11


def right_kernel(Phi, X, gamma):
    """All inner products are near the kernel's values."""
    K = np.exp(-gamma * np.sum((X[:, None] - X) ** 2, axis=2))
    expect.close(Phi @ Phi.T, K, f"Phi @ Phi.T for D = {MANY} and gamma = {gamma:g}", rtol=0, atol=OFF)


def rows_of_features(got, N, D):
    """Phi (N, D) or (N, 2 D), finite."""
    what = "random_fourier_features(X, D, gamma, rng)"
    Phi = expect.finite(got, what)
    fits = Phi.ndim == 2 and len(Phi) == N and Phi.shape[1] in (D, 2 * D)
    expect.that(fits, f"{what} has shape {Phi.shape} for N = {N} and D = {D}, wanted ({N}, {D}) or ({N}, {2 * D})")
    return Phi


def alike(got, wanted, what):
    """The same features, be they in single precision."""
    expect.close(got, wanted, what, rtol=0, atol=1e-5)


def few(d):
    """Samples of which two differ, an odd number of frequencies, and gamma: (X, D, gamma)."""
    X = 0.7 + tenths(d, (d.integer(2, 4), d.integer(1, 3)))
    X[0] = X[1] + 1.3
    return X, 2 * d.integer(20, 24) + 1, d.choice((1, 0.3, 2.5))


def lengths_at_random(Phi, D):
    """With one column for each frequency the lengths of two samples or more are random: all 1 they are never."""
    scaled = Phi.shape[1] == D and np.abs(np.sum(Phi**2, axis=1) - 1).max() < 1e-9
    expect.that(not scaled, "all features have length 1 exactly, with one column for each frequency: are they scaled?")


class TestRandomFourierFeatures:
    @forall(about_zero, draws=5)
    def test_kernel_about_zero(self, student, X, gamma, key):
        """For D = 19 000 inner products of the features are exp(-gamma ||x - z||^2), to 0.11; a sample is 0."""
        got = student.random_fourier_features(X, MANY, gamma, student.rng("about zero", key))
        right_kernel(rows_of_features(got, len(X), MANY), X, gamma)

    @forall(few, draws=10)
    def test_sample_by_sample(self, student, X, D, gamma):
        """From generators in the same state a sample has the same features, whatever the other rows are; unscaled."""
        Phi = rows_of_features(student.random_fourier_features(X, D, gamma, student.rng("same")), len(X), D)
        lengths_at_random(Phi, D)
        more = np.vstack([X[::-1] + 0.9, X])
        got = rows_of_features(student.random_fourier_features(more, D, gamma, student.rng("same")), len(more), D)
        alike(got[len(X) :], Phi, "the features of the same samples, with others before them")
        last = rows_of_features(student.random_fourier_features(X[-1:], D, gamma, student.rng("same")), 1, D)
        alike(last, Phi[-1:], "the features of the last sample alone")

    @forall(few, draws=5)
    def test_all_draws_from_rng(self, student, X, D, gamma):
        """Equal generators give the same features; another one, and the same one used again, give others."""
        rng = student.rng("one")
        first, second = (
            rows_of_features(student.random_fourier_features(X, D, gamma, rng), len(X), D) for _ in range(2)
        )
        again = rows_of_features(student.random_fourier_features(X, D, gamma, student.rng("one")), len(X), D)
        other = rows_of_features(student.random_fourier_features(X, D, gamma, student.rng("other")), len(X), D)
        alike(again, first, "features from a generator in the same state")
        expect.that((other != first).any(), "two different generators give the same features: use rng")
        expect.that((second != first).any(), "a second call with the same rng gives the same features")


def gradients(d):
    """More parameters than samples, or fewer: J (N, p)."""
    N = d.integer(1, 4)
    return away_from_zero(d, (N, d.choice((N + 1, N + 3, max(1, N - 1)))))


def as_many_parameters(d):
    """As many parameters as samples, J far from a normal matrix, and r: (J, r)."""
    N = d.integer(2, 5)
    J = away_from_zero(d, (N, N))
    J[0] += 4.1
    J[:, 0] -= 1.3
    return J, away_from_zero(d, N)


class TestEmpiricalNtk:
    @forall(gradients)
    def test_products_of_gradients(self, student, J):
        """Entry (n, m) is the inner product of the gradients of samples n and m; on the diagonal their squares."""
        wanted = [[sum(float(a) * float(b) for a, b in zip(g, h, strict=True)) for h in J] for g in J]
        got = table(student.empirical_ntk(J), (len(J), len(J)), "empirical_ntk(J)")
        near(got, wanted, "empirical_ntk(J)", greatest(np.sum(J**2, axis=1)))

    @forall(as_many_parameters)
    def test_errors_move_outputs(self, student, J, r):
        """Theta r = J (J^T r) for all r, with as many samples as parameters: errors move parameters, these outputs."""
        Theta = table(student.empirical_ntk(J), (len(J), len(J)), "empirical_ntk(J)")
        near(Theta @ r, J @ (J.T @ r), "empirical_ntk(J) @ r", len(J) * 4 * greatest(np.sum(J**2, axis=1)))


def starts(d, N, M):
    """Outputs and targets that are well apart: f, f_test and y."""
    f = away_from_zero(d, N)
    return f, away_from_zero(d, M), f - 2.3 + away_from_zero(d, N) / 2


def model(d):
    """A linear model with more parameters than samples: (J, J_test, f, f_test, y, steps, lr), M not N nor 1."""
    N = d.integer(2, 4)
    M = N + d.choice((1, -1) if N > 2 else (1,))
    J, J_test = away_from_zero(d, (N, N + 2)), away_from_zero(d, (M, N + 2))
    J_test[0] = J[0] + 0.7
    return J, J_test, *starts(d, N, M), d.integer(2, 6), 0.9 / np.sum(J**2)


CALL = "tangent_descent(Theta, Theta_test, f, f_test, y, steps, lr)"


def two_parts(got, N, M):
    """f (N,) and f_test (M,), finite."""
    f, f_test = expect.values(got, 2, CALL)
    return table(f, (N,), f"f of {CALL}"), table(f_test, (M,), f"f_test of {CALL}")


def right_parts(got, f, f_test, *given):
    """Both outputs are right to 1e-9 of the largest number."""
    after, there = two_parts(got, len(f), len(f_test))
    size = greatest(f, f_test, *given)
    near(after, f, f"f of {CALL}", size)
    near(there, f_test, f"f_test of {CALL}", size)


EIGENVALUES = (8.0, 5.0, 2.5, 1.5, 1.0)  # with lr = 0.2 the first part changes its sign in each step


def mirror(d, N):
    """An orthogonal, symmetric matrix (N, N) without a 0, for N >= 2."""
    u = 1.0 + d.permutation(N)[:, None]
    return np.eye(N) - 2 * u @ u.T / np.sum(u**2)


def spectrum(d):
    """Theta with known eigenvalues, some of them 0: (Theta, Q, s, f, c, steps), y = f - Q c. The last gradient is 0."""
    N = d.integer(2, 4)
    s = np.append(EIGENVALUES[:N], 0)
    s[N - d.integer(0, N - 1) :] = 0
    Q = np.eye(N + 1)
    Q[:N, :N] = mirror(d, N)
    Theta = (Q * s) @ Q.T
    return (Theta + Theta.T) / 2, Q, s, away_from_zero(d, N + 1), away_from_zero(d, N + 1), d.integer(1, 20)


class TestTangentDescent:
    @forall(model)
    def test_descent_on_a_linear_model(self, student, J, J_test, f, f_test, y, steps, lr):
        """It is gradient descent on the parameters of f + J delta, seen at the samples and at the new points."""
        delta = np.zeros(J.shape[1])
        for _ in range(steps):
            delta = delta - lr * J.T @ (f + J @ delta - y)
        got = student.tangent_descent(J @ J.T, J_test @ J.T, f, f_test, y, steps, lr)
        right_parts(got, f + J @ delta, f_test + J_test @ delta, f, f_test, y)

    @forall(spectrum)
    def test_known_eigenvalues(self, student, Theta, Q, s, f, c, steps):
        """The error along an eigenvector shrinks by 1 - lr s in each step, and where s = 0 it never moves."""
        y, wanted = f - Q @ c, f - Q @ c + Q @ ((1 - 0.2 * s) ** steps * c)
        got = student.tangent_descent(Theta, Theta[:2], f, f[:2] + 0.3, y, steps, 0.2)
        near(two_parts(got, len(f), 2)[0], wanted, f"f of {CALL}", greatest(wanted, f, y))

UNIT = "09_kernel_methods"
EXERCISES = {
    "ksvm_decision": 6,
    "center_gram": 8,
    "catch_centering": 6,
    "kernel_pca": 7,
    "random_fourier_features": 7,
    "empirical_ntk": 6,
    "tangent_descent": 6,
}
PROOFS = {
    "kernel_pca_eigenproblem": ('The eigenproblem of kernel PCA', 4),
    "random_features": ('Random features for the Gaussian kernel', 5),
}
CHECKS = {
    "ksvm_decision": TestKsvmDecision,
    "center_gram": TestCenterGram,
    "catch_centering": TestCatchCentering,
    "kernel_pca": TestKernelPca,
    "random_fourier_features": TestRandomFourierFeatures,
    "empirical_ntk": TestEmpiricalNtk,
    "tangent_descent": TestTangentDescent,
}
