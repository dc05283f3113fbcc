"""Approximation: what networks with one input and one output can draw, and how many pieces it takes.

Scalar networks: x (N, 1) -> z (N, 1); their parameters are the list of the layers' (W, b), as in `networks`.
A shallow one has one hidden layer of m units, W1 (1, m), b1 (m,), W2 (m, 1), b2 (1,). Knots t_1 < ... < t_m,
k > 0 the steepness of a sigmoid. A piece is a maximal interval on which a function is affine.

Lists are accepted for arrays, and no argument is changed. All arrays that come out are float64 and new.
"""

import numpy as np

from solutions import calls, require
from solutions.networks import activate


@calls.python_scalars
def hat(a: float, b: float, c: float) -> list[tuple[np.ndarray, np.ndarray]]:
    """Parameters of a scalar ReLU network that computes the hat function with the knots a < b < c.

    Its value is 0 outside (a, c), 1 at b, and affine from a to b and from b to c, to within 6e-7 of the size of the
    terms, (|x| + max(|a|, |c|)) (1/(b - a) + 1/(c - b)): float32 will do. Knots may be as close as 2^-12. The
    parameters are the list of the layers' (W, b), from one input to one output, with ReLU between the layers and none
    after the last; any number of layers and of units will do.

    Derivation
    ----------
    f(x) = s relu(x - a) - (s + r) relu(x - b) + r relu(x - c) with s = 1/(b - a), r = 1/(c - b). Each
    relu(x - t) bends upwards at t by 1: the slopes are 0, s, s - (s + r) = -r and 0, one after the other,
    and f(b) = s (b - a) = 1. Without the third unit f would fall for ever. Two hidden layers,
    relu(1 - relu((b - x)/(b - a)) - relu((x - b)/(c - b))), do not cancel large numbers far from the knots.
    Three units are exact where knots, slopes and x are dyadic.
    Errors: ValueError unless a, b, c are real, finite numbers with a < b < c.
    Source: linear B-splines, the basis of finite elements, as networks.
    """
    require.increasing([a, b, c], "a, b, c")
    a, b, c = float(a), float(b), float(c)
    s, r = 1 / (b - a), 1 / (c - b)
    hidden = np.ones((1, 3)), -np.array([a, b, c])
    output = np.array([[s], [-s - r], [r]]), np.zeros(1)
    return [hidden, output]


def pwl_net(knots: np.ndarray, vals: np.ndarray) -> list[tuple[np.ndarray, np.ndarray]]:
    """Parameters of a scalar ReLU network that interpolates the values vals (m,) at the knots (m,).

    The knots increase strictly, m >= 1; knots and values may be integers, of dtype int64, and gaps as short as 2^-12.
    The network is affine between neighbouring knots, and constant to the left of the first and to the right of the
    last, to within 6e-7 of the size of the terms, max |vals| + m S (|x| + max |knots|) with the steepest slope S:
    float32 will do. The parameters are those of a network as in `hat`: any number of layers and of units will do.

    Derivation
    ----------
    With the slopes s_j = (v_{j+1} - v_j)/(t_{j+1} - t_j) and s_0 = s_m = 0 outside,
    f(x) = v_1 + sum_j (s_j - s_{j-1}) relu(x - t_j): at t_j the slope changes from s_{j-1} to s_j, and
    left of t_1 all units are off. m knots, m units, m + 1 pieces at most. If the values are those of a
    twice differentiable g, the error at x in [t_j, t_{j+1}] is |g''(xi)| (x - t_j)(t_{j+1} - x)/2, hence
    |f - g| <= h^2 max |g''| / 8 with the widest spacing h.
    Errors: ValueError unless both are (m,), real and finite, and the knots increase.
    Source: universal approximation in one dimension, constructively; the remainder of interpolation.
    """
    require.increasing(knots, "knots")
    require.array(vals, "vals", np.shape(knots), "one value for each knot")
    knots, vals = np.asarray(knots, float), np.asarray(vals, float)
    slopes = np.diff(vals) / np.diff(knots)
    bends = np.diff(slopes, prepend=0, append=0)
    return [(np.ones((1, len(knots))), -knots), (bends[:, None], vals[:1].copy())]


@calls.python_scalars
def sigmoid_bump(x: np.ndarray, a: float, b: float, k: float) -> np.ndarray:
    """A bump from a to b > a, a step up at a less a step up at b, sigmoids of steepness k > 0, at every entry of x.

    x may have any shape, and the result has the shape of x. As k grows the bump tends to 1 inside (a, b), to 0 outside
    [a, b], and to 1/2 at a and b. The integral over all x of its distance from the indicator of [a, b] is 4 log 2 / k,
    to within 10 % once k (b - a) >= 10; and the bumps from a to b and from b to c add up to that from a to c.
    Values, and sums of two, are right to within 1e-4 and exp(-k (b - a)) more for each bump: a product of a step up and
    a step down will do, too. All this holds, and all values are finite, for k as large as 1e6, close to the ends as
    well, where x - a takes double precision.

    Derivation
    ----------
    sigma(k (x - a)) - sigma(k (x - b)): one hidden layer of two units, with the weight k and the biases -ka
    and -kb; a bias that is not scaled by k would move the ends. On either side of each end the distance is
    an integral of sigmoids, int_0^w sigma(-kx) dx = (log 2 - log(1 + exp(-kw)))/k with w = b - a, four times
    the same: together 4 log(2/(1 + exp(-kw)))/k. The product sigma(k (x - a)) sigma(k (b - x)) differs by
    the factor 1 - exp(-kw) only.
    Errors: ValueError unless a < b, k > 0, and all numbers are real and finite.
    Source: steps of sigmoids; that they tend to steps is all that Cybenko (1989) asks of a sigmoidal function.
    """
    require.numbers(x, "x")
    require.increasing([a, b], "a, b")
    require.scalar(k, "k", above=0, hint="the steepness of both ends")
    x = np.asarray(x, float)
    return activate(k * (x - a), "sigmoid") - activate(k * (x - b), "sigmoid")


@calls.python_scalars
def tent(x: np.ndarray, n: int) -> np.ndarray:
    """The tent map applied n >= 0 times to every entry of x in [0, 1]; the result has the shape of x, any shape.

    The tent map rises from 0 at 0 to 1 at 1/2, falls to 0 at 1, and is affine between. n = 0 gives x, itself or a
    copy. At multiples of 2^-50, where nothing need be rounded in double precision, the values are right to 1e-6 for
    n <= 8 and to 2e-4 for n <= 40. At any other x, which is rounded itself, each tent doubles the error: the values are
    right to 1e-4 for n <= 6.

    Derivation
    ----------
    T(x) = min(2x, 2 - 2x) = 1 - |2x - 1|. T maps each half of [0, 1] onto all of it, so that every further T
    doubles the number of pieces: T o ... o T has 2^n of slope +-2^n, and its values at j/2^n alternate
    between 0 and 1. Doubling and 2 - 2x for x in [1/2, 1] are exact in floating point. A double is a multiple of
    2^-1074, so that 1075 tents lead every one to 0, where it stays.
    Errors: ValueError unless n is an integer >= 0 and x lies in [0, 1].
    Source: the sawtooth of depth separation (Telgarsky 2015).
    """
    require.integer(n, "n", 0, "how often the map is applied")
    _require_unit_interval(x)
    x = np.array(x, float)
    for _ in range(min(n, 1075)):
        x = np.minimum(2 * x, 2 - 2 * x)
    return x


def count_pieces(params: list[tuple[np.ndarray, np.ndarray]]) -> int:
    """Number of the pieces, maximal intervals on which the network is affine, that make up the real line.

    params = [(W1, b1), (W2, b2)] is a shallow scalar ReLU network of m units: W1 (1, m), b1 (m,), W2 (m, 1), b2 (1,).
    Its weights, biases and knots are multiples of 2^-13 from -4096 to 4096, so that nothing need be rounded in double
    precision. Some of the weights may be 0, and some of the knots equal. Knots that differ do so by 1/128 or more.

    Derivation
    ----------
    Unit j, v relu(w x + b), bends at t = -b/w by the change of slope v |w|, whichever way it faces; with
    w = 0 or v = 0 it does not bend at all. Units with the same knot add up, and may cancel. So the pieces are
    one more than the distinct knots at which the changes do not sum to 0, at most m + 1. The n-fold tent on
    [0, 1] has 2^n - 1 knots inside, so that a shallow network needs as many units; 2n in layers of two do it.
    Errors: ValueError unless params are two layers of the widths 1, m, 1, real and finite.
    Source: counting linear regions (Montufar, Pascanu, Cho and Bengio 2014), in one dimension.
    """
    _require_shallow(params)
    (W1, b1), (W2, _) = params
    w, b, v = (np.ravel(np.asarray(A, float)) for A in (W1, b1, W2))
    bending = w != 0
    w, b, v = w[bending], b[bending], v[bending]
    knots, at = np.unique(-b / w, return_inverse=True)
    changes = np.bincount(at, weights=v * abs(w), minlength=len(knots))
    return int(np.count_nonzero(changes)) + 1


def catch_pieces() -> list[list[tuple[np.ndarray, np.ndarray]]]:
    """A list of one to three shallow networks on which six wrong ways to count the pieces show themselves.

    Each network is [(W1, b1), (W2, b2)] with one input, 1 to 8 hidden units and one output; its numbers are multiples
    of 1/8 between -16 and 16. A wrong way is caught if on one of the networks it does not find the number of pieces:
    two errors of a way that make up for each other do not show.

    Derivation
    ----------
    Each count is right for units that all have a say, face right and have knots of their own. So |x|, of two units
    with one knot, one of them facing left; and |x| once more beside relu(x + 1) - relu(-x - 1) = x + 1, whose knot
    cancels, and beside a unit without a say. Both have two pieces, and the six count 3, 2, 3, 1, 2, 2 and
    6, 3, 3, 2, 3, 3: `v w` in place of `v |w|` loses the bend of |x|, and with it finds one in x + 1.
    Source: counterexamples, one for each hypothesis under which the wrong idea would be right.
    """
    absolute = [(np.array([[1.0, -1.0]]), np.zeros(2)), (np.ones((2, 1)), np.zeros(1))]
    first = np.array([[1.0, -1.0, 1.0, -1.0, 1.0]]), np.array([0.0, 0.0, 1.0, -1.0, -2.0])
    last = np.array([[1.0], [1.0], [1.0], [-1.0], [0.0]]), np.zeros(1)
    return [absolute, [first, last]]


def _require_unit_interval(x: np.ndarray) -> None:
    require.numbers(x, "x")
    x = np.asarray(x)
    outside = x[(x < 0) | (x > 1)]
    if outside.size:
        raise ValueError(f"x must lie in [0, 1], got {outside[0]}; the tent map is defined there")


def _require_shallow(params: list[tuple[np.ndarray, np.ndarray]]) -> None:
    require.params(params, 1)
    widths = [1, *(np.shape(W)[1] for W, _ in params)]
    if len(widths) != 3 or widths[-1] != 1:
        raise ValueError(f"params must be two layers of the widths 1, m, 1, got {widths}; one hidden layer, one output")
