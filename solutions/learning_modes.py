"""Learning with few labels or none: clusters, principal components, propagated labels, and an alarm.

N samples of d features, X (N, d); K centres C (K, d); k components, mean (d,), V (d, k) with orthonormal
columns. W (N, N) weights of a graph of the samples, symmetric and >= 0, D the diagonal matrix of its degrees,
its row sums. scores (N,), high for the unusual; y (N,) labels, for alarms 1 = fraud and 0 = not.

Lists are accepted for arrays, and no argument is changed. Arrays that come out are new, numbers in them
float64. All means are over N: 1/N, not 1/(N - 1).
"""

import numpy as np

from solutions import calls, require


def kmeans_step(X: np.ndarray, C: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """One step (C, labels) of Lloyd's algorithm on the samples X (N, d) from the centres C (K, d).

    labels (N,), integers 0..K-1, say which of the given centres is nearest to each sample, one of them at a
    tie; squared distances equal to 1e-5 of their size count as a tie. The new centres are the means of the clusters
    that labels makes. A centre without samples stays. X and C may hold integers. For numbers up to 1e4 in size the
    centres are right to 1e-5 of the largest.

    Derivation
    ----------
    J(C, labels) = sum_n ||x_n - c_{labels_n}||^2. For fixed C the nearest centre minimises each term; for
    fixed labels sum_{n in j} ||x_n - c||^2 = sum_{n in j} ||x_n - m_j||^2 + N_j ||m_j - c||^2 is least at the
    mean m_j. A step that moves a centre thus lowers J, by N_j ||m_j - c_j||^2 > 0 at least: no labelling comes back,
    and as there are finitely many, the steps come to an end.
    Errors: ValueError unless X is (N, d) and C (K, d), both real and finite.
    Source: Lloyd's algorithm, alternating minimisation.
    """
    require.samples(X)
    require.samples(C, "C", np.shape(X)[1])
    X, C = np.asarray(X, float), np.array(C, float)
    labels, nearest = np.zeros(len(X), int), np.full(len(X), np.inf)
    for j, c in enumerate(C):
        distances = ((X - c) ** 2).sum(axis=1)
        labels[distances < nearest] = j
        nearest = np.minimum(nearest, distances)
    for j in np.unique(labels):
        C[j] = X[labels == j].mean(axis=0)
    return C, labels


def catch_kmeans() -> list[tuple[np.ndarray, np.ndarray]]:
    """A list of one to three inputs (X, C) on which six wrong kmeans_step show themselves.

    Each has 1 to 6 samples X (N, d) and 1 to 4 centres C (K, d) of 1 to 3 features, numbers between -100 and 100, and
    no sample is equally near to two centres: among its squared distances the least is below every other one by 0.001
    or more. A wrong version is caught if on one of the inputs a coordinate of a centre or a label is off by more than
    0.001, and by more than 0.001 of the right number, or if it returns NaN. At a tie of its own, as by absolute
    differences, a version takes the first of the nearest centres.

    Derivation
    ----------
    One input catches all: the samples (6, 0), (0, 4), (0, 3), (0, 1) with the centres (0, 0), (1, 2), (50, 50), which
    become (0, 1), (2, 7/3), (50, 50). The second cluster has three samples, so that their median is no mean, the third
    has none; the first sample is nearer to (1, 2) by squares, to (0, 0) by absolute differences; (0, 3) is nearer to
    (0, 1) than to (2, 7/3), so that labels from the new centres are not right; and centres that move are not at the
    means of their samples and themselves.
    Source: counterexamples, one for each hypothesis under which the wrong idea would be right.
    """
    return [
        (
            np.array([[6.0, 0.0], [0.0, 4.0], [0.0, 3.0], [0.0, 1.0]]),
            np.array([[0.0, 0.0], [1.0, 2.0], [50.0, 50.0]]),
        )
    ]


@calls.python_scalars
def pca(X: np.ndarray, k: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Principal components (mean, V, var) of the samples X (N, d), 1 <= k <= min(N, d) of them.

    mean (d,) is that of the samples. V (d, k) holds the principal directions, unit vectors orthogonal to one
    another, as columns; var (k,) the variances, 1/N, of the samples along them, largest first. The sign of a
    direction is free, and so is the choice among directions of equal variance. X may hold integers, and its mean may be
    1e4 times as large as its spread. For X that float32 holds mean is right to 1e-5 of the largest number, V to 1e-5,
    var to 1e-5 of the sum of all variances, and of 1 where these are less.

    Derivation
    ----------
    The singular values s and right singular vectors v of A = X - 1 mean^T solve A^T A v = s^2 v; A^T A / N is
    the covariance matrix. So the variance along v is ||A v||^2 / N = s^2 / N. Eckart-Young: among all rank-k
    approximations, A V V^T has the least error, and (1/N) ||A - A V V^T||_F^2 = sum_{j >= k} s_j^2 / N, the
    tail of the spectrum. Through A^T A small variances would be lost to round-off of large ones.
    Errors: ValueError for such an X or k, and entries that are not real and finite.
    Source: Pearson 1901; Eckart and Young 1936.
    """
    _require_components(X, k)
    X = np.asarray(X, float)
    mean = X.mean(axis=0)
    _, s, Vt = np.linalg.svd(X - mean, full_matrices=False)
    return mean, Vt[:k].T, s[:k] ** 2 / len(X)


def reconstruction_score(X: np.ndarray, mean: np.ndarray, V: np.ndarray) -> np.ndarray:
    """Squared distance (N,) of each sample in X (N, d) from the affine subspace mean + span V.

    mean (d,) and V (d, k), with orthonormal columns, need not come from these samples. X may hold integers, and N may
    be 1. For X and mean that float32 holds scores are right to 1e-5 of the largest squared distance ||x - mean||^2, or
    of 1 if that is less, also if mean is 1e4 times as far from 0 as the samples are from it.

    Derivation
    ----------
    With orthonormal columns V V^T projects onto the span: a = x - mean = V V^T a + r with r orthogonal to V,
    and the score is ||r||^2. Since ||r||^2 = ||a||^2 - ||V^T a||^2 would cancel near the subspace, r is formed.
    Errors: ValueError unless the shapes fit, all is finite, and the columns of V are orthonormal.
    Source: the residual of an orthogonal projection; the novelty score of PCA.
    """
    require.samples(X)
    _require_orthonormal(V, np.shape(X)[1])
    require.array(mean, "mean", np.shape(X)[1:], "one entry for each feature")
    V = np.asarray(V, float)
    A = np.asarray(X, float) - np.asarray(mean, float)
    return ((A - A @ V @ V.T) ** 2).sum(axis=1)


def linear_ae_grad(X: np.ndarray, W1: np.ndarray, W2: np.ndarray) -> tuple[float, np.ndarray, np.ndarray]:
    """Loss and gradient (loss, dW1, dW2) of a linear autoencoder without biases on the samples X (N, d).

    W1 (d, k) encodes, W2 (k, d) decodes. loss, a float, is the mean over the samples of the squared
    distance between a sample and its reconstruction. X is used as it is: centring it is up to the caller. N may be 1,
    all three may hold integers, and samples may be as small as 1e-3. Each number that is returned is right to 1e-5 of
    the largest number that is added up in it.

    Derivation
    ----------
    R = X W1 W2 - X, loss = ||R||_F^2 / N. A change V of W2 changes the loss by (2/N) <R, X W1 V>, a change M
    of W1 by (2/N) <R, X M W2>: dW2 = (2/N) (X W1)^T R and dW1 = (2/N) X^T R W2^T. W1 W2 has rank k at most, so
    that by Eckart-Young no loss is below the tail of the spectrum, and W1 = V, W2 = V^T from `pca` reach it;
    so do W1 = V A, W2 = A^-1 V^T. If X is centred and X^T X has d different eigenvalues, none 0, all other critical
    points are saddles.
    Errors: ValueError unless these shapes fit, and all is real and finite.
    Source: Baldi and Hornik 1989.
    """
    _require_layers(X, W1, W2)
    X, W1, W2 = (np.asarray(A, float) for A in (X, W1, W2))
    codes = X @ W1
    R = codes @ W2 - X
    dR = 2 * R / len(X)
    return float((R**2).sum() / len(X)), X.T @ (dR @ W2.T), codes.T @ dR


def label_propagation(W: np.ndarray, y: np.ndarray, mask: np.ndarray) -> np.ndarray:
    """Harmonic extension f (N,) of the labels on a graph with the weights W (N, N).

    mask (N,) is true where a label is known, perhaps everywhere; there f is y (N,), real numbers or integers.
    Elsewhere y is ignored, be it NaN, and f is the mean of f over the neighbours, weighted by W. W is symmetric and
    >= 0, in any unit; a weight W_ii counts as one of node i with itself. From every node that has no label a path of
    positive weights leads to one; a labelled node may be without links. f is right to 1e-5 of the largest label,
    or of 1, for up to 12 nodes and weights of links within a factor of 10: whoever goes step by step goes on until that
    is reached.

    Derivation
    ----------
    f_i = sum_j W_ij f_j / D_i for unlabelled i, that is (D_uu - W_uu) f_u = W_ul y_l with u the unlabelled and
    l the labelled nodes. It minimises the Dirichlet energy 1/2 sum_ij W_ij (f_i - f_j)^2. A mean lies
    between its terms, so that f has its maximum and minimum on labelled nodes (maximum principle); applied to
    the difference of two solutions this gives uniqueness, if every component has a label.
    Nodes are eliminated one by one, the last one first: k, of the degree s_k, leaves its neighbours i and j linked by
    another W_ik W_kj / s_k, and f_k = sum_j R_kj f_j with R_kj = W_kj / s_k and j < k. As W stays symmetric, W_ik is
    s_k R_ki. Nothing is subtracted, so that all is right to round-off, however small a weight beside its neighbours:
    D - W, formed, would have forgotten it.
    Errors: ValueError unless W is such, the shapes fit, mask holds booleans, y is finite where it is true,
    and from every node a path of positive weights, not below 1e-12 of the node's degree, leads to a label.
    Source: Zhu, Ghahramani and Lafferty 2003; Grassmann, Taksar and Heyman 1985 for the elimination.
    """
    _require_labelled(W, y, mask)
    order = np.argsort(~np.asarray(mask), kind="stable")  # the labelled nodes first
    f = np.asarray(y, float)[order]
    R = np.asarray(W, float)[np.ix_(order, order)] / (np.max(W) or 1)
    N, known, degrees = len(R), np.count_nonzero(mask), np.zeros(len(R))
    for k in range(N - 1, known - 1, -1):
        R[k, :k] += (degrees[k + 1 :] * R[k + 1 :, k]) @ R[k + 1 :, :k]
        degrees[k] = R[k, :k].sum()
        R[k, :k] /= degrees[k]
    for k in range(known, N):
        f[k] = R[k, :k] @ f[:k]
    return f[np.argsort(order)].clip(f[:known].min(), f[:known].max())


@calls.python_scalars
def threshold_at_fpr(scores: np.ndarray, y: np.ndarray, q: float) -> float:
    """The least threshold t with a false-positive rate of at most q, 0 <= q < 1.

    There is an alarm where a score of scores (N,) exceeds t, and a false one if y (N,) is 0 there; the
    false-positive rate is the fraction of the samples with y = 0 that cause an alarm. y holds 0 and 1, at least one 0.
    t is judged by the alarms that it makes. Where round-off decides whether a rate is at most q, as in 29/100 <= 0.29
    against 29 <= 0.29 * 100, either is right.

    Derivation
    ----------
    Of n negatives m may cause an alarm, m the largest integer with m/n <= q; q < 1 gives m < n. With their
    scores s_1 >= s_2 >= ... >= s_n in falling order the least such t is s_{m+1}: at most m scores are above
    it, and for any t below it at least m + 1. The samples with y = 1 have no say. Comparing m/n with q, and
    not m with qn, keeps q = m/n safe from round-off.
    Errors: ValueError unless scores and y are such, one y at least is 0, and 0 <= q < 1.
    Source: the Neyman-Pearson criterion, with the empirical distribution of the negatives.
    """
    _require_negatives(scores, y)
    _require_rate(q)
    negatives = np.sort(np.asarray(scores, float)[np.asarray(y) == 0])[::-1]
    allowed = np.count_nonzero(np.arange(1, len(negatives) + 1) / len(negatives) <= q)
    return float(negatives[allowed])


def _require_components(X: np.ndarray, k: int) -> None:
    require.samples(X)
    require.integer(k, "k", 1, "the number of components")
    if k > min(np.shape(X)):
        raise ValueError(f"k must be <= min(N, d) for X {np.shape(X)}, got {k}; there are no more components")


def _require_orthonormal(V: np.ndarray, d: int) -> None:
    require.array(V, "V", (d, "k"), "V has a direction in each column; transpose it?")
    V = np.asarray(V, float)
    error = abs(V.T @ V - np.eye(V.shape[1])).max()
    if error > 1e-5:  # for directions that were computed in float32
        raise ValueError(f"V must have orthonormal columns, got V^T V off by {error:g}; np.linalg.qr(V) makes some")


def _require_layers(X: np.ndarray, W1: np.ndarray, W2: np.ndarray) -> None:
    require.samples(X)
    d = np.shape(X)[1]
    require.array(W1, "W1", (d, "k"), "W1 has a row for each feature")
    require.array(W2, "W2", (np.shape(W1)[1], d), "W2 has a row for each column of W1, and d columns")


def _require_labelled(W: np.ndarray, y: np.ndarray, mask: np.ndarray) -> None:
    require.graph(W)
    require.partly_labelled(y, mask, len(W))
    W, reached = np.array(W, float), np.array(mask)
    np.fill_diagonal(W, 0)
    links = 1e-12 * W.sum(axis=1, keepdims=True) < W
    new = reached.copy()
    while new.any():
        new = links[:, new].any(axis=1) & ~reached
        reached |= new
    if not reached.all():
        lost = np.flatnonzero(~reached)[0]
        raise ValueError(f"mask must label every component of the graph, got none for that of node {lost}; add one")


def _require_negatives(scores: np.ndarray, y: np.ndarray) -> None:
    require.array(scores, "scores", ("N",), "one score for each sample")
    require.labels_among(y, (0, 1), len(scores))
    if np.all(y):
        raise ValueError("y must have a 0, got only 1; the false-positive rate is one of samples that are no fraud")


def _require_rate(q: float) -> None:
    require.scalar(q, "q", least=0, hint="it is a rate, 0 <= q < 1")
    if q >= 1:
        raise ValueError(f"q must be < 1, got {q:g}; it is a rate, 0 <= q < 1")
