import numpy as np


def right_min_abs(z):
    return np.exp(np.minimum(z, 0)) / (1 + np.exp(-np.abs(z)))


def right_logaddexp(z):
    return np.exp(-np.logaddexp(0, -z))


def right_plain(z):
    return 1 / (1 + np.exp(-np.asarray(z, dtype=float)))


def right_plain_silent(z):
    with np.errstate(over="ignore"):
        return 1.0 / (1.0 + np.exp(np.negative(z, dtype=float)))


def right_where(z):
    z = np.asarray(z, float)
    small = np.exp(-np.abs(z))
    return np.where(z >= 0, 1 / (1 + small), small / (1 + small))


def right_where_both(z):
    with np.errstate(all="ignore"):
        E = np.exp(np.asarray(z, float))
        return np.where(np.asarray(z) > 0, 1 / (1 + 1 / E), E / (1 + E))


def right_masks(z):
    z = np.array(z, dtype=float)
    p = np.empty(z.shape)
    high = z >= 0
    p[high] = 1 / (1 + np.exp(-z[high]))
    e = np.exp(z[~high])
    p[~high] = e / (1 + e)
    return p


def right_clipped_far(z):
    return 1 / (1 + np.exp(-np.clip(z, -700.0, 700.0)))


def right_shifted_logsumexp(z):
    z = np.asarray(z, float)
    return np.exp(z - np.logaddexp(0, z))


def right_softmax_of_two(z):
    Z = np.stack([np.zeros(np.shape(z)), np.asarray(z, float)], axis=-1)
    E = np.exp(Z - Z.max(axis=-1, keepdims=True))
    return E[..., 1] / E.sum(axis=-1)


def right_longdouble(z):
    # the largest long double is beyond e^10000
    with np.errstate(over="ignore"):
        p = 1 / (1 + np.exp(-np.asarray(z, np.longdouble)))
    return p.astype(float)


def right_loop(z):
    z = np.asarray(z, float)
    flat = []
    for number in z.ravel():
        e = np.exp(-abs(number))
        flat.append(1 / (1 + e) if number >= 0 else e / (1 + e))
    return np.array(flat, dtype=float).reshape(z.shape)


def right_vectorized(z):
    def one(number):
        if number < 0:
            return np.exp(number) / (1 + np.exp(number))
        return 1 / (1 + np.exp(-number))

    return np.vectorize(one, otypes=[float])(z)


def right_recursion_lists(z):
    def go(part):
        if isinstance(part, list):
            return [go(each) for each in part]
        e = float(np.exp(-abs(part)))
        return 1 / (1 + e) if part >= 0 else e / (1 + e)

    return go(np.asarray(z, float).tolist())


def right_class(z):
    class Sigmoid:
        def __init__(self, one=1.0):
            self.one = one

        def __call__(self, t):
            e = np.exp(-np.abs(t))
            return np.where(np.greater_equal(t, 0), self.one, e) / (self.one + e)

    return Sigmoid()(np.asarray(z, float))


def right_piecewise(z):
    z = np.asarray(z, float)
    print(z.shape)
    return np.piecewise(z, [z < 0], [lambda t: np.exp(t) / (1 + np.exp(t)), lambda t: 1 / (1 + np.exp(-t))])


def right_tanh_above(z):
    z = np.asarray(z, float)
    low = np.exp(np.minimum(z, 0))
    return np.where(z > 0, (1 + np.tanh(z / 2)) / 2, low / (1 + low))


def wrong_exp_over(z):
    """DESERVES: for large z infinity stands over infinity: take 1 / (1 + exp(-z)) there
    PART: yes
    BREAKS: never NaN: `[720.0]`
    """
    E = np.exp(np.asarray(z, float))
    return E / (1 + E)


def wrong_tanh(z):
    """DESERVES: (1 + tanh(z/2)) / 2 is 0 at z = -40: the 1 swallows the tiny value
    PART: yes
    BREAKS: relative error below 1e-12, also where the value is tiny: `[-40.0]`
    """
    return (1 + np.tanh(np.asarray(z, float) / 2)) / 2


def wrong_one_minus(z):
    """DESERVES: 1 - 1 / (1 + E) loses all digits where the value is tiny
    PART: yes
    BREAKS: relative error below 1e-12, also where the value is tiny: `[-40.0]`
    """
    return 1 - 1 / (1 + np.exp(np.asarray(z, float)))


def wrong_symmetric(z):
    """DESERVES: 1 - sigma(-z) is equal on paper only: for negative z take exp(z) / (1 + exp(z))
    PART: yes
    BREAKS: relative error below 1e-12, also where the value is tiny: `[-40.0]`
    """
    z = np.asarray(z, float)
    p = 1 / (1 + np.exp(-np.abs(z)))
    return np.where(z >= 0, p, 1 - p)


def wrong_clipped_500(z):
    """DESERVES: cutting z off at -500 makes all smaller values alike, down to -700 they shall be right
    PART: yes
    BREAKS: relative error below 1e-12 for |z| <= 700: `[-600.0]`
    """
    return 1 / (1 + np.exp(-np.clip(z, -500.0, 500.0)))


def wrong_clipped_30(z):
    """DESERVES: cutting z off at -30 makes all smaller values alike
    PART: yes
    BREAKS: relative error below 1e-12 for |z| <= 700: `[-40.0]`
    """
    return 1 / (1 + np.exp(-np.clip(z, -30.0, 30.0)))


def wrong_zero_below_40(z):
    """DESERVES: 4e-18 is not 0: do not replace tiny values by 0
    PART: yes
    BREAKS: relative error below 1e-12, also where the value is tiny: `[-50.0]`
    """
    z = np.asarray(z, float)
    return np.where(z < -40, 0.0, 1 / (1 + np.exp(-z)))


def wrong_eps(z):
    """DESERVES: the eps in the denominator is an error of 1e-9 of the value
    PART: yes
    BREAKS: relative error below 1e-12: `[0.0]`
    """
    return np.exp(np.minimum(z, 0)) / (1 + np.exp(-np.abs(z)) + 1e-9)


def wrong_clipped_values(z):
    """DESERVES: values cut off at 1e-15 are wrong where they are tiny
    PART: yes
    BREAKS: relative error below 1e-12, also where the value is tiny: `[-40.0]`
    """
    return np.clip(np.exp(-np.logaddexp(0, -np.asarray(z, float))), 1e-15, 1 - 1e-15)


def wrong_float32(z):
    """DESERVES: float32 has 7 digits, and ends at exp(88)
    PART: yes
    BREAKS: relative error below 1e-12: `[1.0]`
    """
    z = np.asarray(z, np.float32)
    return np.exp(np.minimum(z, 0)) / (1 + np.exp(-np.abs(z)))


def wrong_rounded(z):
    """DESERVES: do not round to 12 decimals: tiny values become 0
    PART: yes
    BREAKS: relative error below 1e-12, also where the value is tiny: `[-10.0]`
    """
    return np.round(np.exp(-np.logaddexp(0, -np.asarray(z, float))), 12)


def wrong_masked_sum(z):
    """DESERVES: 0 times NaN is NaN: choose with np.where or an index, do not multiply by masks
    PART: yes
    BREAKS: never NaN: `[720.0]`
    """
    z = np.asarray(z, float)
    E = np.exp(z)
    return (z >= 0) * (1 / (1 + np.exp(-z))) + (z < 0) * (E / (1 + E))


def wrong_where_exchanged(z):
    """DESERVES: the two formulas are exchanged: each is used where it overflows
    PART: yes
    BREAKS: never NaN: `[720.0]`
    """
    z = np.asarray(z, float)
    return np.where(z < 0, 1 / (1 + np.exp(-z)), np.exp(z) / (1 + np.exp(z)))


def wrong_if(z):
    """DESERVES: `if z >= 0` asks one question for the whole array
    PART: yes
    BREAKS: every entry of z, any shape: `[1.0, -1.0]`
    """
    if z >= 0:
        return 1 / (1 + np.exp(-z))
    return np.exp(z) / (1 + np.exp(z))


def wrong_if_all(z):
    """DESERVES: one formula is chosen for the whole array: beside a small entry a large one overflows
    PART: yes
    BREAKS: never NaN: `[720.0, -1.0]`
    """
    z = np.asarray(z, float)
    if np.all(z >= 0):
        return 1 / (1 + np.exp(-z))
    return np.exp(z) / (1 + np.exp(z))


def wrong_if_first(z):
    """DESERVES: the sign of the first entry decides for all
    PART: yes
    BREAKS: never NaN: `[-1.0, 720.0]`
    """
    z = np.asarray(z, float)
    if z.size and z.ravel()[0] >= 0:
        return 1 / (1 + np.exp(-z))
    return np.exp(z) / (1 + np.exp(z))


def wrong_shift_by_max(z):
    """DESERVES: the largest entry of all is no good shift for the others: exp(-1400) is 0
    PART: yes
    BREAKS: relative error below 1e-12 for |z| <= 700: `[700.0, -700.0]`
    """
    z = np.asarray(z, float)
    m = max(z.max(initial=0), 0)
    return np.exp(z - m) / (np.exp(-m) + np.exp(z - m))


def wrong_one_axis(z):
    """DESERVES: the loop knows arrays of one axis only
    PART: yes
    BREAKS: any shape: `[[1.0, 2.0]]`
    """
    return np.array([1 / (1 + np.exp(-t)) if t >= 0 else np.exp(t) / (1 + np.exp(t)) for t in z])


def wrong_raveled(z):
    """DESERVES: the result must have the shape of z
    PART: yes
    BREAKS: any shape: `[[1.0, 2.0]]`
    """
    z = np.ravel(np.asarray(z, float))
    return np.exp(np.minimum(z, 0)) / (1 + np.exp(-np.abs(z)))


def wrong_at_least_one_axis(z):
    """DESERVES: a single number goes in, and an array (1,) comes out
    PART: yes
    BREAKS: any shape: `np.array(0.5)`
    """
    z = np.atleast_1d(np.asarray(z, float))
    return np.exp(np.minimum(z, 0)) / (1 + np.exp(-np.abs(z)))


def wrong_like_z(z):
    """DESERVES: np.empty_like(z) is of integers where z is: all values become 0
    PART: yes
    BREAKS: every entry of z: `np.array([0, 1])`
    """
    z = np.asarray(z)
    p = np.empty_like(z)
    p[...] = np.exp(-np.logaddexp(0, -z))
    return p


def wrong_in_place(z):
    """DESERVES: np.exp(z, out=z) writes into the caller's array
    PART: yes
    BREAKS: arrays stay as they were: `np.array([1.0])`
    """
    if isinstance(z, np.ndarray) and z.dtype == float:
        positive = z >= 0
        np.exp(-np.abs(z), out=z)
        return np.where(positive, 1, z) / (1 + z)
    return np.exp(-np.logaddexp(0, -z))


def wrong_sign(z):
    """DESERVES: the sigmoid rises: this is sigma(-z)
    PART: no
    BREAKS: the logistic sigmoid: `[1.0]`
    """
    return np.exp(-np.logaddexp(0, z))


def wrong_softmax(z):
    """DESERVES: each number stands for itself: do not divide by the sum over the array
    PART: no
    BREAKS: the sigmoid of every entry: `[0.0]`
    """
    E = np.exp(z - np.max(z, initial=-np.inf))
    return E / E.sum()


def wrong_nan_to_num(z):
    """DESERVES: nan_to_num makes 0 of infinity over infinity, where the value is 1
    PART: yes
    BREAKS: for numbers as large as 1e4 right to 1e-12: `[1000.0]`
    """
    E = np.exp(np.asarray(z, float))
    return np.nan_to_num(E / (1 + E))
