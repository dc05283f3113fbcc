"""Practice of unit 04_learning_modes: `kit.practice(softmax)` runs the checks of `softmax` that stand here.

Made by the build out of the unit's mark scheme, in which there are more of them.
"""

import numpy as np
from kit.engine import expect
from kit.engine.forall import forall


def labels_of(got, X, C):
    """Labels that are indices of centres, whatever has become of these."""
    _, labels = expect.values(got, 2, "kmeans_step(X, C)")
    labels = expect.integers(labels, "labels")
    expect.shape(labels, (len(X),), "labels")
    expect.that(((labels >= 0) & (labels < len(C))).all(), f"labels are {labels}, wanted integers 0..{len(C) - 1}")
    return labels


def no_other_is_nearer(X, C, labels):
    for n, x in enumerate(X):
        squares = np.sum((C - x) ** 2, axis=1)
        chosen, least = squares[labels[n]], squares.min()
        what = f"sample {n} has the label {labels[n]}; the squared distance there is {chosen:g}, the least is {least:g}"
        expect.that(chosen <= least + 1e-5 * (1 + least), what)


APART = 100.0  # between groups, far more than any group is wide


NEAR = np.array([[0.0, 0.0], [1.0, 2.0]])


TELLING = np.array([[6.0, 0.0], [0.0, 4.0], [0.0, 3.0], [0.0, 1.0]])


def eighths(d, shape, reach=4):
    """Multiples of 1/8 up to reach in size, each as likely as any."""
    return d.integers(shape, -8 * reach, 8 * reach) / 8


def scattered(d):
    """Samples and centres anywhere, few or many: (X, C). The last of them tells one way to measure from another.

    Far off there are the telling samples, one of which changes its cluster when the centres have moved.
    """
    N, K, features = d.integer(1, 8), d.integer(1, 3), d.integer(2, 3)
    X, C = eighths(d, (N, features)), eighths(d, (K, features))
    along, across = 5.0 * np.eye(1, features), 2.0 * np.eye(1, features) + 2.5 * np.eye(1, features, 1)
    off = [APART + np.pad(A, ((0, 0), (0, features - 2))) for A in (TELLING, NEAR)]
    return np.vstack([X, C[:1] + along, off[0]]), np.vstack([C, C[:1] + across, off[1]])


def close(got, wanted, what, size=1.0):
    """Equal to the precision that float32 code has: it knows a number to 6e-8 of the largest that went into it."""
    expect.close(got, wanted, what, rtol=1e-5, atol=1e-5 * max(1.0, float(size)))


def grouped(d, fewest=1, more=0):
    """Groups of three to five samples, each around its centre, and more centres without any: (X, C, the new centres).

    The median of a group is no mean, and neither is its centre.
    """
    features, K = d.integer(1, 3), d.integer(fewest, 3)
    C = APART * (1 + d.permutation(K + more))[:, None] + eighths(d, (K + more, features), 2)
    new, groups = C.copy(), []
    for j in range(K):
        group = C[j] + d.integers((d.integer(3, 5), features), 1, 8) / 8
        group[0] += 6
        new[j] = group.mean(axis=0)
        groups.append(group)
    X, order = np.vstack(groups), d.permutation(K + more)
    return X[d.permutation(len(X))], C[order], new[order]


def step(got, X, C):
    """The new centres, and labels that are indices of centres."""
    moved, _ = expect.values(got, 2, "kmeans_step(X, C)")
    expect.shape(moved, C.shape, "the new centres")
    return moved, labels_of(got, X, C)


def far_or_tied(d):
    """Samples between two centres, at a tie, and others farther than 1000 from the nearest one: (X, C).

    Besides, four centres in a row, close together and as far off as numbers go, with a sample near each.
    """
    features = d.integer(1, 3)
    near, step = eighths(d, features), 1.0 + d.integers(features, 0, 3)
    C = np.array([near, near + 2 * step, near - 9000, near - 3000])
    far = C[2] + 1000 + d.integers((2, features), 1, 8)
    row = near + 9900 + np.arange(4)[:, None]
    X = np.vstack([near + step, near - step, near + 3 * step, near + step, far, C[3] + 1, row + 1 / 4])
    C = np.vstack([C, row])
    return X[d.permutation(len(X))], C[d.permutation(len(C))]


class TestKmeansStep:
    @forall(scattered)
    def test_no_other_centre_is_nearer(self, student, X, C):
        """Each sample has the label of the nearest of the given centres, of one of them at a tie."""
        no_other_is_nearer(X, C, labels_of(student.kmeans_step(X, C), X, C))

    @forall(grouped)
    def test_centres_are_means(self, student, X, C, wanted):
        """Where samples lie in groups far apart, each centre moves to the mean of its group."""
        moved, _ = step(student.kmeans_step(X, C), X, C)
        close(moved, wanted, "the new centres", APART)

    @forall(far_or_tied, draws=10)
    def test_means_of_its_labels(self, student, X, C):
        """A centre moves to the mean of the samples with its label, also at a tie, and where samples are far away."""
        moved, labels = step(student.kmeans_step(X, C), X, C)
        no_other_is_nearer(X, C, labels)
        means = [X[labels == j].mean(axis=0) if (labels == j).any() else C[j] for j in range(len(C))]
        close(moved, means, "the new centres", 1e4)


INPUTS = 3


SAMPLES, CENTRES, FEATURES, LARGEST = 6, 4, 3, 100


GAP = 1e-3  # between the squared distances of a sample from the nearest centre and the next


def points(A, what, at_most):
    """Rows of numbers that can be written by hand."""
    A = expect.finite(A, what)
    expect.that(A.ndim == 2, f"{what} has shape {A.shape}, wanted (rows, features)")
    rows, features = A.shape
    expect.that(1 <= rows <= at_most, f"{what} has {rows} rows, wanted 1 to {at_most}")
    expect.that(1 <= features <= FEATURES, f"{what} has {features} columns, wanted 1 to {FEATURES} features")
    largest = np.abs(A).max()
    expect.that(largest <= LARGEST, f"{what} has an entry of size {largest:g}, wanted {LARGEST} at most")
    return A


def admissible(X, C):
    """A few samples and centres, none of the samples between two centres: there several answers are right."""
    X, C = points(X, "X", SAMPLES), points(C, "C", CENTRES)
    expect.that(X.shape[1] == C.shape[1], f"X has {X.shape[1]} features, C has {C.shape[1]}, wanted as many")
    for n, x in enumerate(X):
        squares = np.sort(np.sum((C - x) ** 2, axis=1))
        tie = len(C) > 1 and squares[1] - squares[0] < GAP
        what = f"sample {n} is equally near to two centres, so that several answers are right"
        expect.that(not tie, f"{what}: wanted {GAP:g} or more between its two least squared distances")
    return X, C


class TestCatchKmeans:
    def test_inputs_are_admissible(self, student):
        """One to three inputs (X, C): up to 6 samples, 4 centres, 3 features, numbers up to 100, no sample at a tie."""
        answer = student.catch_kmeans()
        for index, entry in enumerate(expect.entries(answer, "catch_kmeans()", INPUTS, "input", "inputs")):
            what = f"input {index} must be a pair (X, C), it is {expect.kind(entry)}"
            expect.that(isinstance(entry, list | tuple) and len(entry) == 2, what)
            admissible(*entry)


def components(got, X, k):
    """mean (d,), V (d, k) and var (k,)."""
    mean, V, var = expect.values(got, 3, "pca(X, k)")
    n = X.shape[1]
    expect.shape(mean, (n,), "mean")
    expect.shape(V, (n, k), "V")
    expect.shape(var, (k,), "var")
    return expect.finite(mean, "mean"), expect.finite(V, "V"), expect.finite(var, "var")


SPREADS = (8.0, 5.0, 3.0, 2.0, 1.0)  # along the directions; their squares, the variances, are far apart


def directions(d, n):
    """n orthonormal directions of R^n, as columns, none of whose entries is 0; for n > 1 no symmetric matrix.

    The columns of the reflection I - 2 u u^T / u.u in another order, u a permutation of 1, ..., n.
    """
    u = 1.0 + d.permutation(n)[:, None]
    return np.roll(np.eye(n) - 2 * u @ u.T / np.sum(u**2), 1, axis=1)


def far_off(d, n):
    """A mean with entries of both signs, far from 0 beside the spread of the samples."""
    return (8 + eighths(d, n, 3)) * np.where(np.arange(n) % 2, -1, 1)


def crossed(d):
    """Two samples on each of d orthogonal axes through the mean, at equal distances: (X, k, mean, directions, var).

    So the axes are the components, and the variances are known: 2 a^2 / N for the distance a.
    """
    n = d.integer(1, 4)
    k = d.integer(1, n)
    axes, spreads = directions(d, n), np.array(SPREADS[:n])
    mean, steps = far_off(d, n), (axes * spreads).T
    X = mean + np.vstack([steps, -steps])
    return X[d.permutation(2 * n)], k, mean, axes[:, :k], spreads[:k] ** 2 / n


def orthonormal(V):
    close(V.T @ V, np.eye(V.shape[1]), "V.T @ V")


def cloud(d):
    """Samples anywhere around a mean, more of them than features: (X, k)."""
    n = d.integer(2, 4)
    N, k = d.integer(n + 2, 9), d.integer(2, n)
    X = eighths(d, (N, n), 3) * np.array(SPREADS[:n])[d.permutation(n)]
    X[:n] += 4 * np.eye(n)
    return X + far_off(d, n), k


class TestPca:
    @forall(crossed)
    def test_axes_of_a_cross(self, student, X, k, centre, axes, wanted):
        """Samples on orthogonal axes through their mean have these axes as components, longest first, either sign."""
        mean, V, _ = components(student.pca(X, k), X, k)
        close(mean, centre, "mean", 30)
        orthonormal(V)
        close(np.sum(V * axes, axis=0) ** 2, np.ones(k), "the squared cosine between each column of V and its axis")

    @forall(cloud)
    def test_scores_are_uncorrelated(self, student, X, k):
        """The samples have the variances var along the columns of V, 1/N, largest first, and no covariances."""
        _, V, var = components(student.pca(X, k), X, k)
        orthonormal(V)
        T = (X - X.mean(axis=0)) @ V
        size = np.var(X, axis=0).sum()
        close(T.T @ T / len(X), np.diag(var), "the covariances of (X - mean) @ V, divided by N", size)
        expect.that((np.diff(var) <= 1e-5 * size).all(), f"var is {var}, wanted the largest first")


def frame(d, fewest=2):
    """A mean far from 0, k directions that span a subspace, and directions orthogonal to it: (mean, V, others)."""
    n = d.integer(fewest, 5)
    k = d.integer(1, n - 1)
    axes = directions(d, n)
    return (6 + eighths(d, n, 3)) * np.where(np.arange(n) % 2, -1, 1), axes[:, :k], axes[:, k:]


def nonzero(d, shape, reach=4):
    """The same without 0."""
    return d.integers(shape, 1, 8 * reach) / 8 * (2 * d.integers(shape, 0, 1) - 1)


def known_residuals(d):
    """Samples in the subspace, and off it by a known vector: (X, mean, V, squared distances), several of each."""
    mean, V, others = frame(d)
    N = d.integer(2, 5)
    inside = nonzero(d, (N, V.shape[1]), 2)
    off = nonzero(d, (N, others.shape[1]), 2)
    off[:: d.integer(2, 3)] = 0
    return mean + inside @ V.T + off @ others.T, mean, V, np.sum(off**2, axis=1)


def one_sample(d):
    """A single sample, and a single direction: (X, mean, V)."""
    mean, V, others = frame(d)
    V = V[:, :1]
    return (mean + nonzero(d, 1, 2) @ V.T + others[:, 0])[None], mean, V


class TestReconstructionScore:
    @forall(known_residuals)
    def test_distance_from_the_subspace(self, student, X, mean, V, wanted):
        """A sample in the subspace has the score 0; r, orthogonal to it, adds ||r||^2."""
        close(student.reconstruction_score(X, mean, V), wanted, "reconstruction_score(X, mean, V)", 10)

    @forall(one_sample)
    def test_one_new_sample(self, student, X, mean, V):
        """A single sample at the distance 1 from the line has the score 1: mean and V are those given."""
        close(student.reconstruction_score(X, mean, V), [1.0], "reconstruction_score(X, mean, V)", 10)


def known_loss(d):
    """Codes along orthonormal directions, samples off their span: (X, W1, W2, the mean squared distance)."""
    n = d.integer(3, 5)
    k = d.integer(1, n - 1)
    axes = directions(d, n)
    N = d.choice([4, 2])
    inside, off = nonzero(d, (N, k), 2), nonzero(d, (N, n - k), 2)
    V = axes[:, :k]
    return inside @ V.T + off @ axes[:, k:].T, V, V.T, np.sum(off**2) / N


SIZE = 100.0  # of losses and gradients, for tolerances


def loss_and_gradients(got, W1, W2):
    """The loss, a number, and gradients of the shapes of W1 and W2."""
    loss, dW1, dW2 = expect.values(got, 3, "linear_ae_grad(X, W1, W2)")
    expect.shape(dW1, W1.shape, "dW1")
    expect.shape(dW2, W2.shape, "dW2")
    return expect.number(loss, "the loss"), expect.finite(dW1, "dW1"), expect.finite(dW2, "dW2")


def centred(d, n):
    """Two or four samples, neither of which is their number of features; their mean is exactly 0."""
    X = nonzero(d, (d.choice([4, 2]), n), 2)
    return X - X.mean(axis=0)


def narrow(d):
    """Fewer codes than features: (X, W1, W2)."""
    n = d.choice([3, 5])
    k = d.integer(1, 2)
    return centred(d, n), nonzero(d, (n, k), 1), nonzero(d, (k, n), 1)


class TestLinearAeGrad:
    @forall(known_loss)
    def test_loss(self, student, X, W1, W2, wanted):
        """If W1 = V and W2 = V^T for orthonormal columns V, the loss is the mean squared distance from their span."""
        loss, _, _ = expect.values(student.linear_ae_grad(X, W1, W2), 3, "linear_ae_grad(X, W1, W2)")
        close(expect.number(loss, "the loss"), wanted, "the loss", 10)

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


WIDEST = 10.0  # label, for tolerances


def flat(got, n, what):
    """An array (n,) of finite numbers."""
    expect.shape(got, (n,), what)
    return expect.finite(got, what)


WEIGHTS = (1.0, 3.0, 0.5, 2.0)


def labels(d, n):
    """n labels, no two of them equal and none 0 or 1, of both signs where there are two or more."""
    return np.array([3.0, -2.0, 0.5, 5.0, -4.0, 2.5])[:n][d.permutation(n)]


def joined(d, known, unknown):
    """Nodes of unequal degrees, all on one path, with other links besides: (W, y, mask).

    A labelled node at each end, two unlabelled ones side by side; the weights of an unlabelled node are not 1 in sum.
    """
    N = known + unknown
    W = np.zeros((N, N))
    for i in range(N):
        for j in range(i):
            W[i, j] = d.choice([0.0, *WEIGHTS])
    order = np.concatenate([[0], np.arange(known, N), np.arange(1, known)])
    for i in range(N - 1):
        a, b = sorted(order[i : i + 2])
        W[b, a] = WEIGHTS[(i + d.integer(0, 1)) % 4]
    W = W + W.T
    return W, np.append(labels(d, known), np.zeros(unknown)), np.arange(N) < known


def shuffled(d, W, y, mask):
    """The same graph with its nodes in another order; what stands in y where nothing is known is no label."""
    order = d.permutation(len(W))
    y = np.where(mask, y, nonzero(d, len(W), 1))
    return W[np.ix_(order, order)], y[order], mask[order]


def network(d):
    return shuffled(d, *joined(d, d.integer(2, 4), d.integer(2, 4)))


def path(d):
    """A path with different weights and labels at its ends: (W, y, mask, f), f linear in the resistances 1/w."""
    N = d.integer(3, 6)
    w = np.array([WEIGHTS[i] for i in d.integers(N - 1, 0, 3)])
    w[1] = d.choice([3.0, 0.5]) if w[0] != 3.0 else 1.0  # unequal degrees
    ends = labels(d, 2)
    along = np.concatenate([[0.0], np.cumsum(1 / w)]) / np.sum(1 / w)
    f = ends[0] + (ends[1] - ends[0]) * along
    W = np.diag(w, 1) + np.diag(w, -1)
    order = d.permutation(N)
    mask = np.isin(np.arange(N), [0, N - 1])
    y = np.where(mask, f, nonzero(d, N, 1))
    return W[np.ix_(order, order)], y[order], mask[order], f[order]


class TestLabelPropagation:
    @forall(network)
    def test_harmonic(self, student, W, y, mask):
        """f is y where a label is known; elsewhere it is the mean of its neighbours weighted by W."""
        f = flat(student.label_propagation(W, y, mask), len(W), "f")
        close(f[mask], y[mask], "f where mask is true", WIDEST)
        flows = np.sum(W * (f[None, :] - f[:, None]), axis=1)[~mask]
        close(flows, np.zeros(len(flows)), "the sum over j of W_ij (f_j - f_i), where mask is false", 10 * WIDEST)

    @forall(path)
    def test_path(self, student, W, y, mask, wanted):
        """On a path with labels at its ends f moves by the same share at each link, counted in 1/w."""
        close(student.label_propagation(W, y, mask), wanted, "f", WIDEST)


def alarms(got, scores):
    """Where there is an alarm: the score exceeds t, a finite number."""
    return scores > expect.number(got, "t")


RATES = (0.25, 0.5, 0.125, 0.375, 0.875)  # dyadic: q n is exact, and so is m / n <= q


def between(d, negatives):
    """Frauds above each negative but the highest, by little and by very little, and some above and below all."""
    top = negatives[0] + 1 + d.integers(4, 0, 8)
    return np.concatenate([negatives[1:] + 1 / 16, negatives[1:] + 2.0**-30, top, negatives[-1:] - 2])


def different(d, n):
    """n different scores, more than 1/2 apart, in falling order: all above 0, all below, or both."""
    return d.choice([n // 2, n + 1, -5]) - np.arange(n) + d.integers(n, 0, 3) / 8


def mixed(d, negatives, frauds):
    """Scores and labels in any order."""
    scores = np.concatenate([negatives, frauds])
    y = np.concatenate([np.zeros(len(negatives)), np.ones(len(frauds))]).astype(np.int64)
    order = d.permutation(len(y))
    return scores[order], y[order]


def divisible(d):
    """The same with q n an integer: exactly that many may cause an alarm."""
    negatives = different(d, 8)
    return *mixed(d, negatives, between(d, negatives)), d.choice(RATES)


def not_divisible(d):
    """As many negatives that q n is no integer, and the next one is not allowed: (scores, y, q)."""
    q = d.choice(RATES)
    n = d.choice([5, 6, 7, 9, 10, 11])
    n += (q * n) % 1 == 0
    negatives = different(d, n)
    return *mixed(d, negatives, between(d, negatives)), q


def divisible_or_not(d):
    return d.choice([not_divisible, divisible])(d)


class TestThresholdAtFpr:
    @forall(divisible_or_not)
    def test_rate_is_kept_and_used(self, student, scores, y, q):
        """At most the share q of the negatives causes an alarm, and with one more the share would exceed q."""
        alarm = alarms(student.threshold_at_fpr(scores, y, q), scores)
        false, n = int(np.sum(alarm & (y == 0))), int(np.sum(y == 0))
        expect.that(false / n <= q, f"{false} of {n} negatives cause an alarm, which is more than q = {q:g}")
        expect.that((false + 1) / n > q, f"{false} of {n} negatives cause an alarm, and q = {q:g} allows one more")

    @forall(divisible)
    def test_least(self, student, scores, y, q):
        """t is the least such threshold: it alarms for all frauds above the highest negative without an alarm."""
        alarm = alarms(student.threshold_at_fpr(scores, y, q), scores)
        quiet = (y == 0) & ~alarm
        expect.that(quiet.any(), "all negatives cause an alarm")
        silent = np.max(scores, where=quiet, initial=-np.inf)
        expect.that((alarm | (scores <= silent)).all(), f"no alarm at a score above {silent:g}, which a lower t allows")
        false, n = int(np.sum(alarm & (y == 0))), int(np.sum(y == 0))
        expect.that(false / n <= q, f"{false} of {n} negatives cause an alarm, which is more than q = {q:g}")

UNIT = "04_learning_modes"
EXERCISES = {
    "kmeans_step": 8,
    "catch_kmeans": 6,
    "pca": 7,
    "reconstruction_score": 6,
    "linear_ae_grad": 8,
    "label_propagation": 9,
    "threshold_at_fpr": 6,
}
PROOFS = {
    "eckart_young": ('Eckart and Young', 4),
    "kmeans_ends": ('k-means ends, arbitrarily badly', 4),
}
CHECKS = {
    "kmeans_step": TestKmeansStep,
    "catch_kmeans": TestCatchKmeans,
    "pca": TestPca,
    "reconstruction_score": TestReconstructionScore,
    "linear_ae_grad": TestLinearAeGrad,
    "label_propagation": TestLabelPropagation,
    "threshold_at_fpr": TestThresholdAtFpr,
}
