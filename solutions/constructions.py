"""Constructions: networks that are put together instead of trained, and the errors that they provably have.

Parameters of a network are the list of the layers' (W, b), as in `networks`; a scalar network has one input
and one output. Two operations make networks of networks: `stack` lets shallow ones stand side by side and
adds what they say, `compose` lets one follow the other. Width is addition, depth is composition.

Lists are accepted for arrays, and no argument is changed. All arrays that come out are float64 and new.
"""

from collections.abc import Callable, Sequence
from functools import reduce

import numpy as np

from solutions import calls, require
from solutions.approximation import pwl_net
from solutions.networks import Params, collapse_linear


def stack(nets: Sequence[Params], weights: np.ndarray) -> Params:
    """Parameters of the shallow network sum_i weights[i] nets[i], with the hidden units of all of them.

    nets are networks of one hidden layer each, with the same inputs, outputs and activation.
    ValueError unless there is one or more, each has two layers, the sizes agree, and weights has one for each.

    Derivation
    ----------
    sum_i c_i (act(x U_i + a_i) V_i + b_i) = act(x [U_1 ... U_n] + [a_1 ... a_n]) [c_1 V_1; ...; c_n V_n]
    + sum_i c_i b_i. So the shallow networks of any width are a vector space, for every activation.
    Source: the ansatz of universal approximation, the span of ridge functions.
    """
    _require_shallow(nets)
    require.array(weights, "weights", (len(nets),), "one weight for each network")
    weights = np.asarray(weights, float)
    U = np.hstack([np.asarray(net[0][0], float) for net in nets])
    a = np.hstack([np.asarray(net[0][1], float) for net in nets])
    V = np.vstack([c * np.asarray(net[1][0], float) for c, net in zip(weights, nets, strict=True)])
    b = sum(c * np.asarray(net[1][1], float) for c, net in zip(weights, nets, strict=True))
    return [(U, a), (V, np.asarray(b))]


def compose(outer: Params, inner: Params) -> Params:
    """Parameters of the network outer o inner: the outputs of inner are the inputs of outer.

    Both have the same activation between their layers. The result has the hidden layers of both.
    ValueError unless inner has as many outputs as outer has inputs.

    Derivation
    ----------
    Between the last hidden layer of inner and the first of outer stand two affine layers, which are one.
    Source: networks of one activation are closed under composition; the depths add.
    """
    require.params(inner, name="inner")
    require.params(outer, np.shape(inner[-1][0])[1], "outer")
    return [*_copied(inner[:-1]), collapse_linear([inner[-1], outer[0]]), *_copied(outer[1:])]


@calls.python_scalars
def tent_net(n: int) -> Params:
    """Parameters of a ReLU network of n >= 1 hidden layers of 2 units: the n-fold tent map, on [0, 1].

    Derivation
    ----------
    T(x) = 2 relu(x) - 4 relu(x - 1/2) on [0, 1], composed with itself. 2n units make 2^n pieces, for which
    one hidden layer needs 2^n - 1 units: depth saves exponentially many.
    Source: depth separation (Telgarsky 2015).
    """
    require.integer(n, "n", 1, "the number of hidden layers")
    T = [(np.ones((1, 2)), np.array([0, -0.5])), (np.array([[2.0], [-4.0]]), np.zeros(1))]
    return reduce(compose, [T] * n)


@calls.python_scalars
def square_net(n: int) -> Params:
    """Parameters of a ReLU network of n >= 1 hidden layers of 3 units: x^2 on [0, 1], to within 4^-(n+1).

    It interpolates x^2 at the multiples of 2^-n and lies above it.

    Derivation
    ----------
    Let f_k interpolate x^2 at the multiples of 2^-k, f_0(x) = x. In the middle of an interval of length 2h
    the interpolant exceeds x^2 by h^2, so that f_{k-1} - f_k is a sawtooth of the height 4^-k:
    f_k = f_{k-1} - T^k / 4^k, with the k-fold tent T^k. The layers hand on relu(T^k), relu(T^k - 1/2) and
    relu(f_k); the last loses nothing, as f_k >= x^2 >= 0. The error of f_n is h^2 with 2h = 2^-n: it is 4^-(n+1).
    Source: Yarotsky 2017; with xy = ((x + y)^2 - x^2 - y^2)/2 it makes products, and so polynomials.
    """
    require.integer(n, "n", 1, "the number of hidden layers")
    params = [(np.ones((1, 3)), np.array([0, -0.5, 0]))]
    for k in range(1, n):
        W = np.array([[2, 2, -2 / 4**k], [-4, -4, 4 / 4**k], [0, 0, 1]])
        params.append((W, np.array([0, -0.5, 0])))
    return [*params, (np.array([[-2 / 4**n], [4 / 4**n], [1]]), np.zeros(1))]


@calls.python_scalars
def bump_net(knots: np.ndarray, heights: np.ndarray, k: float) -> Params:
    """Parameters of a shallow sigmoid network, a smoothed step function: heights[j] between knots j and j + 1.

    knots (m,) increase, heights (m - 1,), k > 0 is the steepness; m hidden units. The sum of the bumps
    heights[j] sigmoid_bump(x, knots[j], knots[j + 1], k), 0 beyond the ends as k grows.
    ValueError unless m >= 2, the shapes fit, the knots increase, and k > 0.

    Derivation
    ----------
    Where one bump ends the next begins, with the same sigmoid: sum_j v_j (s_j - s_{j+1}) =
    sum_j (v_j - v_{j-1}) s_j with s_j = sigma(k (x - t_j)) and v = 0 outside. For a continuous g and
    v_j = g(midpoint), fine knots first and a large k after, the network is as close to g as one likes
    away from the ends: universal approximation with sigmoids.
    Source: Riemann sums of sigmoids. In any dimension the theorem is Cybenko's (1989, by Hahn-Banach) and that of
    Hornik, Stinchcombe and White (1989, by Stone-Weierstrass); neither proof constructs the network.
    """
    require.increasing(knots, "knots")
    require.array(heights, "heights", (len(knots) - 1,), "one height between each two knots")
    require.scalar(k, "k", above=0, hint="the steepness of all the bumps")
    knots, heights = np.asarray(knots, float), np.asarray(heights, float)
    steps = np.diff(heights, prepend=0, append=0)
    return [(np.full((1, len(knots)), float(k)), -k * knots), (steps[:, None], np.zeros(1))]


@calls.python_scalars
def interpolate(
    g: Callable[[np.ndarray], np.ndarray], a: float, b: float, curvature: float, eps: float
) -> Params:
    """Parameters of a shallow ReLU network within eps > 0 of the function g on [a, b], with equidistant knots.

    g maps arrays entry by entry, and |g''| <= curvature there. The units are as few as the bound allows.
    ValueError unless a < b, curvature >= 0 and eps > 0, all finite; g(knots) must have the shape of the knots.

    Derivation
    ----------
    The error of interpolation h^2 curvature / 8 is at most eps for h = (b - a)/n, as soon as
    n >= (b - a) sqrt(curvature / (8 eps)) intervals: the width grows like eps^(-1/2).
    Source: the remainder of linear interpolation; for g with a modulus of continuity only, no rate.
    """
    require.function(g, "g")
    require.increasing([a, b], "a, b")
    require.scalar(curvature, "curvature", least=0, hint="a bound of |g''|")
    require.scalar(eps, "eps", above=0, hint="the error allowed")
    n = max(1, int(np.ceil((b - a) * np.sqrt(curvature / (8 * eps)))))
    knots = np.linspace(a, b, n + 1)
    return pwl_net(knots, g(knots.copy()))


def _copied(layers: Params) -> Params:
    return [(np.array(W, float), np.array(b, float)) for W, b in layers]


def _require_shallow(nets: Sequence[Params]) -> None:
    if not isinstance(nets, list | tuple) or not nets:
        raise ValueError(f"nets must be a list of networks, got {nets!r}; one network is the list [params]")
    for i, net in enumerate(nets):
        require.params(net, name=f"nets[{i}]")
        if len(net) != 2:
            raise ValueError(f"nets[{i}] must have two layers, got {len(net)}; only shallow networks stack")
        (wanted, got) = ((np.shape(each[0][0])[0], np.shape(each[1][0])[1]) for each in (nets[0], net))
        if got != wanted:
            raise ValueError(f"nets[{i}] must have (inputs, outputs) {wanted} like nets[0], got {got}; they are added")
