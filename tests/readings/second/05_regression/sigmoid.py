import math
from decimal import Decimal, localcontext

import numpy as np


def right_where(z):
    """exp(-|z|) once, and np.where for the two halves."""
    z = np.asarray(z, float)
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1, e) / (1 + e)


def right_masks(z):
    """Two masks, each with its own formula."""
    z = np.asarray(z, dtype=np.float64)
    p = np.empty(z.shape)
    up = z > 0
    p[up] = 1 / (1 + np.exp(-z[up]))
    E = np.exp(z[~up])
    p[~up] = E / (1 + E)
    return p


def right_logaddexp(z):
    """Minus the logarithm by logaddexp."""
    return np.exp(-np.logaddexp(0.0, -np.asarray(z, float)))


def right_plain_formula(z):
    """The definition: an infinite exponential below the line makes 0, which is right."""
    with np.errstate(over="ignore"):
        return 1.0 / (1.0 + np.exp(-np.asarray(z, float)))


def right_clipped_far_out(z):
    """The definition, after z is cut off at -709 and 709, where nothing happens any more."""
    return np.reciprocal(1 + np.exp(-np.clip(np.asarray(z, float), -709, 709)))


def right_recursive(z):
    """Recursion into nested lists with math.exp, then an array of the old shape."""

    def one(v):
        if isinstance(v, list):
            return [one(each) for each in v]
        if v < 0:
            return math.exp(v) / (1 + math.exp(v))
        return 1 / (1 + math.exp(-v))

    z = np.asarray(z, float)
    return np.array(one(z.tolist()), dtype=float).reshape(z.shape)


def right_vectorize(z):
    """A function of one number, vectorised."""

    def scalar(v):
        if v >= 0:
            return 1.0 / (1.0 + math.exp(-v))
        t = math.exp(v)
        return t / (1.0 + t)

    return np.vectorize(scalar, otypes=[float])(np.asarray(z, float))


def right_softmax(z):
    """Softmax of the logits 0 and z along a new last axis."""
    z = np.asarray(z, float)
    L = np.stack([np.zeros_like(z), z], axis=-1)
    E = np.exp(L - L.max(axis=-1, keepdims=True))
    return (E / E.sum(axis=-1, keepdims=True))[..., 1]


def right_half_exponentials(z):
    """exp(z/2) over exp(z/2) + exp(-z/2): twice the range."""
    h = np.clip(np.asarray(z, float), -1400, 1400) / 2
    a, b = np.exp(h), np.exp(-h)
    return a / (a + b)


def right_log_domain(z):
    """exp of min(z, 0) - log1p(exp(-|z|))."""
    z = np.asarray(z, float)
    return np.exp(np.minimum(z, 0) - np.log1p(np.exp(-np.abs(z))))


def right_tanh_above_only(z):
    """tanh for z >= 0, where nothing cancels; the symmetry of e^z times it below."""
    z = np.asarray(z, float)
    upper = (1 + np.tanh(np.abs(z) / 2)) / 2
    return np.where(z < 0, np.exp(np.minimum(z, 0)) * upper, upper)


def right_flat_loop(z):
    """A loop over the flat entries, written into a fresh array."""
    z = np.array(z, dtype=float)
    out = np.zeros(z.size)
    for i, v in enumerate(z.ravel()):
        e = math.exp(-abs(v))
        out[i] = (1.0 if v >= 0 else e) / (1.0 + e)
    return out.reshape(z.shape)


def right_decimal(z):
    """Thirty digits by the standard library."""
    z = np.asarray(z, float)
    with localcontext() as context:
        context.prec = 30
        values = [float(1 / (1 + (-Decimal(float(v))).exp())) for v in z.ravel()]
    return np.array(values, dtype=float).reshape(z.shape)


def right_piecewise(z):
    """np.piecewise with two lambdas."""
    z = np.array(z, dtype=float)
    return np.piecewise(
        z, [z < 0, z >= 0], [lambda t: np.exp(t) / (1 + np.exp(t)), lambda t: 1 / (1 + np.exp(-t))]
    )


def right_ufunc_chain(z):
    """Ufuncs with out on a copy of its own."""
    t = np.array(z, dtype=float)
    with np.errstate(over="ignore"):
        np.negative(t, out=t)
        np.exp(t, out=t)
        np.add(t, 1, out=t)
        np.divide(1, t, out=t)
    return t


def wrong_exp_over_exp(z):
    """DESERVES: infinity over infinity is NaN for large z
    PART: yes
    BREAKS: never NaN, at z = [1000]
    """
    with np.errstate(all="ignore"):
        E = np.exp(np.asarray(z, float))
        return E / (1 + E)


def wrong_tanh(z):
    """DESERVES: 1 + tanh(z/2) cancels for negative z: the tiny values lose their digits
    PART: yes
    BREAKS: relative error below 1e-12 also where the value is tiny, at z = [-40]
    """
    return 0.5 * (1 + np.tanh(np.asarray(z, float) / 2))


def wrong_one_minus(z):
    """DESERVES: for negative z, 1 - sigma(-z) cancels
    PART: yes
    BREAKS: relative error below 1e-12, at z = [-20]
    """
    z = np.asarray(z, float)
    p = 1 / (1 + np.exp(-np.abs(z)))
    return np.where(z < 0, 1 - p, p)


def wrong_clip_500(z):
    """DESERVES: z is cut off at -500, so that all values below are e^-500
    PART: yes
    BREAKS: relative error below 1e-12 for |z| <= 700, at z = [-600]
    """
    return 1 / (1 + np.exp(-np.clip(np.asarray(z, float), -500, 500)))


def wrong_clip_result(z):
    """DESERVES: the probabilities are kept away from 0, where they may be tiny
    PART: yes
    BREAKS: also where the value is tiny, at z = [-40]
    """
    with np.errstate(over="ignore"):
        p = 1 / (1 + np.exp(-np.asarray(z, float)))
    return np.clip(p, 1e-15, 1 - 1e-15)


def wrong_zeros_like(z):
    """DESERVES: for integer z the result has integers too, and all fractions are cut off
    PART: yes
    BREAKS: may hold integers, at z = [0] (integer)
    """
    z = np.asarray(z)
    p = np.zeros_like(z)
    up = z >= 0
    p[up] = 1 / (1 + np.exp(-z[up]))
    p[~up] = np.exp(z[~up]) / (1 + np.exp(z[~up]))
    return p


def wrong_in_place(z):
    """DESERVES: the caller's array is overwritten
    PART: yes
    BREAKS: a function leaves the arrays it is given as they were, at z = [1.]
    """
    z = np.asarray(z, float)
    with np.errstate(over="ignore"):
        np.exp(np.negative(z, out=z), out=z)
    return 1 / (1 + z)


def wrong_zero_left_out(z):
    """DESERVES: z = 0 is in neither of the two masks, and keeps the 0 of np.zeros
    PART: yes
    BREAKS: the sigmoid of every entry, at z = [0]
    """
    z = np.asarray(z, float)
    p = np.zeros(z.shape)
    p[z > 0] = 1 / (1 + np.exp(-z[z > 0]))
    p[z < 0] = np.exp(z[z < 0]) / (1 + np.exp(z[z < 0]))
    return p


def wrong_matrices_only(z):
    """DESERVES: two loops work for matrices only
    PART: yes
    BREAKS: may have any shape, at z = [0., 1.] of shape (2,)
    """
    N, K = z.shape
    p = np.empty((N, K))
    for n in range(N):
        for k in range(K):
            e = math.exp(-abs(z[n, k]))
            p[n, k] = 1 / (1 + e) if z[n, k] >= 0 else e / (1 + e)
    return p


def wrong_epsilon(z):
    """DESERVES: the 1e-10 below the line is an error of 1e-10
    PART: yes
    BREAKS: relative error below 1e-12, at z = [0]
    """
    with np.errstate(over="ignore"):
        return 1 / (1 + np.exp(-np.asarray(z, float)) + 1e-10)


def wrong_float32(z):
    """DESERVES: single precision has seven digits, and its exponential ends at 88
    PART: yes
    BREAKS: relative error below 1e-12, at z = [1]
    """
    z = np.asarray(z, np.float32)
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1, e) / (1 + e)


def wrong_saturates(z):
    """DESERVES: below -100 the value is taken for 0; it is tiny, and not 0
    PART: yes
    BREAKS: relative error below 1e-12 for |z| <= 700, at z = [-200]
    """
    z = np.asarray(z, float)
    e = np.exp(-np.abs(z))
    return np.where(z < -100, 0.0, np.where(z >= 0, 1, e) / (1 + e))


def wrong_common_maximum(z):
    """DESERVES: the largest entry of all z is subtracted: others underflow beside it
    PART: yes
    BREAKS: relative error below 1e-12 for |z| <= 700, at z = [700, -700]
    """
    z = np.asarray(z, float)
    m = max(0.0, z.max(initial=0.0))
    E = np.exp(z - m)
    return E / (E + np.exp(-m))


def wrong_log_of_overflow(z):
    """DESERVES: for large z the logarithm of infinity is subtracted, and the result is 0 and not 1
    PART: yes
    BREAKS: for numbers as large as 1e4 right to 1e-12, at z = [1000]
    """
    z = np.asarray(z, float)
    with np.errstate(over="ignore"):
        return np.exp(z - np.log(1 + np.exp(z)))


def wrong_one_formula_for_all(z):
    """DESERVES: if one entry is negative, the formula for negative z is used for the large positive ones too
    PART: yes
    BREAKS: never NaN, at z = [-1, 1000]
    """
    z = np.asarray(z, float)
    with np.errstate(all="ignore"):
        if np.any(z < 0):
            E = np.exp(z)
            return E / (1 + E)
        return 1 / (1 + np.exp(-z))


def wrong_single_number_in_a_list(z):
    """DESERVES: a single number comes back as an array of shape (1,)
    PART: yes
    BREAKS: may have any shape, at z = np.array(0.) of shape ()
    """
    z = np.atleast_1d(np.asarray(z, float))
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1, e) / (1 + e)


def wrong_unsigned(z):
    """DESERVES: unsigned integers have no negative: convert to float before the minus sign
    PART: yes
    BREAKS: may hold integers, at z = np.array([1], dtype=np.uint64)
    """
    z = np.asarray(z)
    with np.errstate(over="ignore"):
        return 1 / (1 + np.exp(-z))
