"""Convexity: nearest points of convex sets, the hyperplanes that they give, and the widest margin.

N samples in d dimensions: X (N, d), y (N,) labels -1 and +1. P, A, B (., d) are points by row, and hulls are
their convex hulls; a (N,) are weights, >= 0 with sum 1. (w, b) is the hyperplane {x : w.x + b = 0}, with w (d,)
its normal; alpha (N,) are multipliers.

Lists are accepted for arrays, and no argument is changed. All results are float64, arrays new.
"""

import numpy as np

from solutions import calls, require


def project_simplex(v: np.ndarray) -> np.ndarray:
    """Euclidean projection p (d,) of v (d,) onto the probability simplex: entries >= 0 with sum 1.

    Wanted to 1e-5 for every d >= 1, for entries between -1e4 and 1e4, equal ones among them. v may hold integers.

    Derivation
    ----------
    The conditions of optimality of min ||p - v||^2 / 2 are p_i = max(v_i - theta, 0), where theta is such that
    the entries sum to 1. If the k largest entries u_1 >= ... >= u_k are the positive ones, it is
    theta_k = (u_1 + ... + u_k - 1)/k. As theta_{k+1} = (k theta_k + u_{k+1})/(k + 1) is a mean, the theta_k rise as
    long as u_{k+1} > theta_k, that is for the positive entries, and never rise again: theta is the largest of them.
    v + c has the projection of v; with the largest entry moved to 0, theta is in [-1, 0), and no digits are lost.
    p is the projection iff <v - p, q - p> <= 0 for all q of the simplex (variational inequality).
    It is exact up to round-off of order 1e-16 d, for larger entries too.
    Errors: ValueError unless v is (d,), d >= 1, with real and finite entries.
    Source: projection onto a closed convex set; Held, Wolfe and Crowder 1974.
    """
    require.array(v, "v", ("d",), "one point, not a batch")
    v = np.asarray(v, float)
    v = v - v.max()
    u = np.sort(v)[::-1]
    theta = np.max((np.cumsum(u) - 1) / np.arange(1, len(u) + 1))
    return np.maximum(v - theta, 0)


@calls.python_scalars
@calls.homogeneous("P", "x", degrees=(1, 0))
def nearest_hull_point(P: np.ndarray, x: np.ndarray, tol: float = 1e-6) -> tuple[np.ndarray, np.ndarray]:
    """Point z (d,) of the convex hull of the rows of P (N, d) nearest to x (d,), and its weights: (z, a).

    a (N,) >= 0 with sum 1 and z = a P. Accurate to <x - z, p - z> <= tol * diam^2 for every row p of P, where diam is
    the largest distance of two rows; where diam is 0, up to round-off. P and x hold floats, rows may be equal, N may be
    1, and x may lie in the hull. Which weights make z is free, if several do. A call with tol = 1e-3 and 12 rows or
    fewer takes 2 seconds at most, one with a smaller tol as long as it needs.

    Derivation
    ----------
    z is nearest iff <x - z, p - z> <= 0 for all rows p. As long as some row has a positive product, the one with
    the largest enters the set S of rows in use, and z moves towards the point c of the *affine* hull of S nearest
    to x, a least-squares problem. Where a weight would turn negative on the way, the move stops, that row leaves,
    and c is found anew. Each round ends at the affine minimum of an S with positive weights, strictly nearer to x
    than before; there are finitely many S, so that the rounds end: an S that comes back is the work of round-off. All
    is computed relative to one of the rows, so that a far x costs no digits of the weights.
    Any tol will do, down to what round-off allows: less, if x is further than 1e13 tol diam.
    Errors: ValueError unless P is (N, d), N, d >= 1, x is (d,), real and finite, and tol > 0.
    Source: projection onto a closed convex set; Wolfe's nearest-point algorithm, 1976.
    """
    _require_points_and_point(P, x)
    require.scalar(tol, "tol", above=0, hint="a fraction of the squared diameter")
    P, x = np.asarray(P, float), np.asarray(x, float)
    start = ((P - x) ** 2).sum(axis=1).argmin()
    R, offset = P - P[start], P[start] - x
    reach = (R**2).sum(axis=1).max()  # between diam^2 / 4 and diam^2
    a = np.zeros(len(P))
    a[start] = 1
    before = []
    while True:
        r = a @ R
        z = offset + r
        gains = (r - R) @ z
        new = gains.argmax()
        used = np.flatnonzero(a).tolist()
        if gains[new] <= max(tol * reach, 1e-13 * np.sqrt(reach * (z @ z))) or used in before:
            return P[start] + r, a
        before.append(used)
        S = np.union1d(used, new)
        while True:
            steps = R[S[1:]] - R[S[0]]
            c = np.linalg.lstsq(steps.T, -offset - R[S[0]])[0]
            c = np.append(1 - c.sum(), c)
            if (c > 0).all():
                break
            ratios = np.full(len(S), np.inf)
            np.divide(a[S], np.maximum(a[S] - c, 1e-300), out=ratios, where=c <= 0)
            a[S] = np.maximum(a[S] + ratios.min() * (c - a[S]), 0)
            a[S[ratios.argmin()]] = 0
            S = S[a[S] > 0]
        a[S] = c


@calls.homogeneous("A", "B", degrees=(1,))
def nearest_difference(A: np.ndarray, B: np.ndarray) -> np.ndarray:
    """The shortest vector z (d,) from a point of the hull of the rows of B (M, d) to one of that of A (N, d).

    <z, a - b> >= ||z||^2 for all rows a and b, up to 1e-13 ||z|| times the diameter of the differences a - b.
    ValueError unless A and B are real, finite, of one d >= 1, N, M >= 1.

    Derivation
    ----------
    The differences a - b form a convex set, the hull of the N M differences of the points, and z is its point nearest
    to 0. Of all differences the one with the least product with z is made of the a with the least and the b with the
    largest: those in use grow by one in each round, from one, until none has a smaller product than z itself.
    Source: column generation for Wolfe's nearest-point algorithm.
    """
    require.samples(A, "A")
    require.samples(B, "B", np.shape(A)[1])
    A, B = np.asarray(A, float), np.asarray(B, float)
    origin, used, D = np.zeros(A.shape[1]), [(0, 0)], A[:1] - B[:1]
    diameter = np.linalg.norm(np.ptp(A, axis=0) + np.ptp(B, axis=0))
    while True:
        z, _ = nearest_hull_point(D, origin, 1e-16)
        new = int((A @ z).argmin()), int((B @ z).argmax())
        difference = A[new[0]] - B[new[1]]
        if (z - difference) @ z <= 1e-14 * diameter * np.linalg.norm(z) or new in used:
            return z
        used.append(new)
        D = np.vstack([D, difference])


@calls.homogeneous("A", "B", degrees=(0, 1))
def separate(A: np.ndarray, B: np.ndarray) -> tuple[np.ndarray, float]:
    """Hyperplane (w, b) midway between the hulls of the rows of A (N, d) and B (M, d), w (d,) with ||w|| = 1.

    w.x + b is 0.99 gap/2 or more on A and minus that or less on B, where gap is the distance of the hulls, 0.1 or more
    and at least a fifth of the largest distance of two points, whichever set they are in. A set may be one point,
    points may be equal, and d may be larger than N + M.

    Derivation
    ----------
    Let z be the shortest of the differences a - b of points of the hulls. The variational inequality
    <0 - z, (a - b) - z> <= 0 says <z, a> - <z, b> >= ||z||^2 for all a and b: with w = z/||z||, the least value of w.x
    on A is ||z|| = gap or more above the largest on B. Midway between the two lies -b. If z = 0, the hulls meet. z is
    found as in `nearest_difference`, the differences in use growing by the one with the least product, until it is one
    of them already: there are finitely many.
    It is 0.999 in place of 0.99, for gaps from a ten-thousandth of that distance on.
    Errors: ValueError unless A and B are real, finite, of one d >= 1, N, M >= 1, with hulls that do not meet.
    Source: geometric form of the Hahn-Banach theorem; separation of compact convex sets.
    """
    _require_disjoint_hulls(A, B)
    A, B = np.asarray(A, float), np.asarray(B, float)
    origin, D = np.zeros(A.shape[1]), A[:1] - B[:1]
    while True:
        z, _ = nearest_hull_point(D, origin, 1e-16)
        new = A[(A @ z).argmin()] - B[(B @ z).argmax()]
        if (new == D).all(axis=1).any():
            break
        D = np.vstack([D, new])
    w = z / np.linalg.norm(z)
    return w, float(-((A @ w).min() + (B @ w).max()) / 2)


def catch_separate() -> list[tuple[np.ndarray, np.ndarray]]:
    """A list of one to three inputs (A, B) on which six wrong versions of separate show themselves.

    A (N, d) and B (M, d) have 1 to 6 points each, of 1 to 3 numbers between -100 and 100, and hulls that are at least
    a hundredth of the largest distance of two points apart. A wrong version is caught if on one of the inputs an entry
    of w or b is off by more than 0.001, and by more than 0.001 of the right number.

    Derivation
    ----------
    One input catches all: A = (10, 11), (20, 11), (15, 19) and B = (18, 9), far from 0, with more points in one set
    than in the other, not symmetric about any line. The right answer is w = (0, 1), b = -10, with 1 on either side. On
    (1, 0) against (-1, 0) all six are right; moved by (-10, -10) the bias in the norm is; without (15, 19) least
    squares and the offset between the centroids are.
    Source: counterexamples, one for each hypothesis under which the wrong idea would be right.
    """
    return [(np.array([[10.0, 11.0], [20.0, 11.0], [15.0, 19.0]]), np.array([[18.0, 9.0]]))]


@calls.python_scalars
def perceptron(X: np.ndarray, y: np.ndarray, max_epochs: int) -> tuple[np.ndarray, float, int]:
    """Rosenblatt's perceptron (w, b, mistakes) for the samples X (N, d), y (N,) in {-1, +1}, in their order.

    It starts at w = 0, b = 0 and makes a step of size 1 for each sample that is not strictly on its side. It ends after
    the first epoch without a step, or after max_epochs >= 1 epochs. mistakes, an int, counts the steps of all epochs.
    N may be 1, X may hold integers, and labels need not be separable.

    Derivation
    ----------
    If y_n (w.x_n + b) <= 0, then w <- w + y_n x_n and b <- b + y_n. In v = (w, b) and u_n = y_n (x_n, 1) a step
    is v <- v + u_n: the bias is the weight of a constant feature. ||v + u||^2 <= ||v||^2 + ||u||^2 as <v, u> <= 0,
    so that ||v||^2 <= R^2 m after m steps, R^2 = max ||x_n||^2 + 1. If a unit vector v* has <v*, u_n> >= rho > 0
    for all n, then <v, v*> >= rho m. Together rho m <= ||v|| <= R sqrt(m): m <= (R/rho)^2 (Novikoff). Were
    the inequality of a step strict, v = 0 would never move.
    Errors: ValueError unless X is real, finite, (N, d), N, d >= 1, y holds -1 and +1 only, max_epochs >= 1.
    Source: Rosenblatt 1958; Novikoff 1962.
    """
    require.signed_samples(X, y)
    require.integer(max_epochs, "max_epochs", 1, "the number of passes through the samples")
    X, y = np.asarray(X, float), np.asarray(y, float)
    w, b, mistakes = np.zeros(X.shape[1]), 0.0, 0
    for _ in range(max_epochs):
        before = mistakes
        for x_n, y_n in zip(X, y, strict=True):
            if y_n * (w @ x_n + b) <= 0:
                w, b = w + y_n * x_n, b + float(y_n)
                mistakes += 1
        if mistakes == before:
            break
    return w, b, mistakes


@calls.homogeneous("X", degrees=(-1, 0))
def hard_margin(X: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, float]:
    """Hyperplane (w, b) of the widest margin between the samples X (N, d) with y = +1 and with y = -1.

    The least y_n (w.x_n + b) is 1, to 1e-3, and the width 2/||w|| is at least 0.99 of the distance of the two hulls,
    0.1 or more and at least a fifth of the largest distance of two samples. The bias b is free: it has no part in the
    norm, wherever the origin is. A class may be one sample, samples may be equal, in any order, and d may be larger
    than N.

    Derivation
    ----------
    min ||w||^2 / 2 subject to y_n (w.x_n + b) >= 1. The distance of the hyperplanes w.x + b = ±1 is 2/||w||; no
    two parallel hyperplanes that separate are further apart than the hulls, and those through the nearest points
    of the hulls, perpendicular to their connection, are as far. So the direction is that of `separate`; dividing w
    and b by the least margin makes it 1, and 2/||w|| is the distance of the hulls.
    It is 0.999 in place of 0.99, for hulls from a ten-thousandth of that distance apart on.
    Errors: ValueError unless X is real, finite, (N, d), N, d >= 1, y (N,) holds both -1 and +1 and nothing else, and
    the two classes can be separated.
    Source: the optimal hyperplane of Vapnik and Chervonenkis; its dual is the distance of two polytopes.
    """
    require.signed_samples(X, y)
    require.both_classes(y)
    X, y = np.asarray(X, float), np.asarray(y, float)
    w, b = separate(X[y == 1], X[y == -1])
    least = (y * (X @ w + b)).min()
    return w / least, float(b / least)


@calls.python_scalars
def kkt_residual(alpha: np.ndarray, w: np.ndarray, b: float, X: np.ndarray, y: np.ndarray) -> float:
    """Largest violation of the Karush-Kuhn-Tucker conditions of the hard-margin problem: one float >= 0.

    alpha (N,) are the multipliers of the constraints of the samples X (N, d), y (N,) in {-1, +1}; w (d,), b a number.
    Five violations, each >= 0, are compared: the Euclidean norm of the derivative of the Lagrangian by w, and the
    absolute value of that by b; by how much the worst y_n (w.x_n + b) is below 1, and the worst alpha_n below 0; and
    the largest |alpha_n (y_n (w.x_n + b) - 1)|. Wanted to 1e-5 of the largest number that occurs in computing it; to
    1e-5, if none is above 1.

    Derivation
    ----------
    The Lagrangian is ||w||^2 / 2 - sum_n alpha_n (m_n - 1) with the margins m_n = y_n (w.x_n + b). Its derivative
    vanishes: w = sum alpha_n y_n x_n and sum alpha_n y_n = 0. Feasible: m_n >= 1 and alpha_n >= 0. Complementary:
    alpha_n (m_n - 1) = 0. The problem is convex with affine constraints: the five together are necessary and
    sufficient. Each is needed: (2 alpha, 2 w, 2 b) keeps all but the last, alpha = w = b = 0 all but m_n >= 1.
    It is 0 up to round-off at a solution; there may be several alpha.
    Errors: ValueError unless these shapes fit and all entries are real and finite.
    Source: Karush-Kuhn-Tucker theorem.
    """
    _require_multipliers(alpha, w, b, X, y)
    alpha, w, X, y = (np.asarray(A, float) for A in (alpha, w, X, y))
    excess = y * (X @ w + b) - 1
    violations = [
        np.linalg.norm(w - (alpha * y) @ X),
        abs(alpha @ y),
        max(0, -excess.min()),
        max(0, -alpha.min()),
        abs(alpha * excess).max(),
    ]
    return float(max(violations))


def _require_points_and_point(P: np.ndarray, x: np.ndarray) -> None:
    require.samples(P, "P")
    require.array(x, "x", np.shape(P)[1:], "x is one point, with an entry for each column of P")


def _require_disjoint_hulls(A: np.ndarray, B: np.ndarray) -> None:
    z = nearest_difference(A, B)
    if (np.asarray(A, float) @ z).min() <= (np.asarray(B, float) @ z).max():
        raise ValueError(
            f"A and B must have hulls that do not meet, got a common point up to {np.linalg.norm(z):.1e}; "
            "a soft margin can do without"
        )


def _require_multipliers(alpha: np.ndarray, w: np.ndarray, b: float, X: np.ndarray, y: np.ndarray) -> None:
    require.signed_samples(X, y)
    N, d = np.shape(X)
    require.array(alpha, "alpha", (N,), "one multiplier for each sample")
    require.array(w, "w", (d,), "one entry for each column of X")
    require.array(b, "b", (), "one bias for all samples")
