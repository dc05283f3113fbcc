import numpy as np


def right_given(x, a, b, k):
    x = np.asarray(x, float)
    return activate(k * (x - a), "sigmoid") - activate(k * (x - b), "sigmoid")


def right_tanh(x, a, b, k):
    return (np.tanh(k * (x - a) / 2) - np.tanh(k * (x - b) / 2)) / 2


def right_logaddexp(x, a, b, k):
    def sigma(z):
        return np.exp(-np.logaddexp(0.0, -z))

    x = np.array(x, dtype=float)
    return sigma(k * (x - a)) - sigma(k * (x - b))


def right_entry_by_entry(x, a, b, k):
    def sigma(z):
        if z >= 0:
            return 1.0 / (1.0 + float(np.exp(-z)))
        e = float(np.exp(z))
        return e / (1.0 + e)

    x = np.asarray(x)
    out = np.empty(x.shape)
    for index in np.ndindex(x.shape):
        out[index] = sigma(k * (float(x[index]) - a)) - sigma(k * (float(x[index]) - b))
    return out


def right_naive_quiet(x, a, b, k):
    # exp may overflow to infinity, and 1 / infinity is 0, as it should be
    with np.errstate(over="ignore"):
        return 1 / (1 + np.exp(-k * (x - a))) - 1 / (1 + np.exp(-k * (x - b)))


def right_naive_warns(x, a, b, k):
    # the same with NumPy's warning; the values are finite and right
    x = np.asarray(x)
    return 1 / (1 + np.exp(k * (a - x))) - 1 / (1 + np.exp(k * (b - x)))


def right_clipped_exponent(x, a, b, k):
    z1 = np.clip(k * (np.asarray(x, float) - a), -700, 700)
    z2 = np.clip(k * (np.asarray(x, float) - b), -700, 700)
    return 1 / (1 + np.exp(-z1)) - 1 / (1 + np.exp(-z2))


def right_network(x, a, b, k):
    x = np.asarray(x, float)
    m = (a + b) / 2  # around the middle, so that nothing is lost for large k
    params = [
        (np.array([[k, k]], float), np.array([k * (b - a) / 2, -k * (b - a) / 2])),
        (np.array([[1.0], [-1.0]]), np.zeros(1)),
    ]
    return mlp_forward(params, (x - m).reshape(-1, 1), "sigmoid").reshape(x.shape)


def right_masks(x, a, b, k):
    def sigma(z):
        out = np.zeros(z.shape)
        up = z >= 0
        out[up] = 1 / (1 + np.exp(-z[up]))
        e = np.exp(z[~up])
        out[~up] = e / (1 + e)
        return out

    flat = np.asarray(x, float).reshape(-1)
    return (sigma((flat - a) * k) - sigma((flat - b) * k)).reshape(np.shape(x))


def right_two_tails(x, a, b, k):
    # what is missing on either side: 1 - sigma(-k (x - a)) - sigma(k (x - b))
    x = np.asarray(x, float)
    left, right = activate(-k * (x - a), "sigmoid"), activate(k * (x - b), "sigmoid")
    return 1 - left - right


def right_nested_lists(x, a, b, k):
    def go(y):
        if isinstance(y, list):
            return [go(each) for each in y]
        return float(0.5 * np.tanh(0.5 * k * (y - a)) - 0.5 * np.tanh(0.5 * k * (y - b)))

    return go(np.asarray(x, float).tolist())


def right_vectorize(x, a, b, k):
    s = np.vectorize(lambda z: 1 / (1 + np.exp(-min(max(z, -600), 600))), otypes=[float])
    return s(k * (np.asarray(x, float) - a)) - s(k * (np.asarray(x, float) - b))


def right_class(x, a, b, k):
    class Step:
        def __init__(self, at):
            self.at = at

        def __call__(self, y):
            z = k * (y - self.at)
            return np.where(z > 0, 1.0, np.exp(np.minimum(z, 0))) / (1 + np.exp(-np.abs(z)))

    up, down = Step(a), Step(b)
    y = np.asarray(x, dtype=float)
    return up(y) - down(y)


def right_stacked(x, a, b, k):
    x = np.asarray(x, float)
    both = activate(k * (x[..., None] - np.array([a, b], float)), "sigmoid")
    return np.einsum("...i,i->...", both, np.array([1.0, -1.0]))


def right_longdouble(x, a, b, k):
    y = np.asarray(x, np.longdouble)
    s = [(1 + np.tanh(k * (y - t) / 2)) / 2 for t in (a, b)]
    return np.asarray(s[0] - s[1], float)


def right_quotient(x, a, b, k):
    # sigma(u) - sigma(v) = sigma(u) sigma(-v) (1 - exp(v - u)), and u - v = k (b - a)
    x = np.asarray(x, float)
    u, v = k * (x - a), k * (x - b)
    return activate(u, "sigmoid") * activate(-v, "sigmoid") * -np.expm1(-k * (b - a))


# ----------------------------------------------------------------------------------------------------------------


def wrong_bias_a(x, a, b, k):
    """DESERVES: sigma(k x - a) has its middle at a/k; the bias must be -k a.
    PART: no
    BREAKS: "tends to 1 inside (a, b)": a = 1, b = 2, k = 40, x = 1.5 gives 0. Right for k = 1.
    """
    x = np.asarray(x, float)
    return activate(k * x - a, "sigmoid") - activate(k * x - b, "sigmoid")


def wrong_overflow_nan(x, a, b, k):
    """DESERVES: exp(z) / (1 + exp(z)) is infinity over infinity for large k; take the given function.
    PART: yes
    BREAKS: "Finite for k as large as 1e6": x = 3, a = 0, b = 1, k = 1e6 is NaN.
    """
    x = np.asarray(x, float)
    with np.errstate(all="ignore"):
        e, f = np.exp(k * (x - a)), np.exp(k * (x - b))
        return e / (1 + e) - f / (1 + f)


def wrong_nan_to_zero(x, a, b, k):
    """DESERVES: Where exp overflows the sigmoid is 1, and you replace the NaN by 0.
    PART: yes
    BREAKS: "tends to 1 inside (a, b)": x = 0.5, a = 0, b = 1, k = 1e6 gives 0.
    """
    x = np.asarray(x, float)
    with np.errstate(all="ignore"):
        e, f = np.exp(k * (x - a)), np.exp(k * (x - b))
        return np.nan_to_num(e / (1 + e)) - np.nan_to_num(f / (1 + f))


def wrong_tanh_double_steepness(x, a, b, k):
    """DESERVES: sigma(z) is (1 + tanh(z/2))/2: without the half the steps are twice as steep.
    PART: yes
    BREAKS: "The integral ... is 4 log 2 / k": a = 0, b = 1, k = 20: it is half as much.
    """
    return (np.tanh(k * (np.asarray(x, float) - a)) - np.tanh(k * (np.asarray(x, float) - b))) / 2


def wrong_indicator(x, a, b, k):
    """DESERVES: That is the limit for large k, not the bump; k is not used.
    PART: no
    BREAKS: "The integral ... of its distance from the indicator is 4 log 2 / k": yours is 0, a = 0, b = 1, k = 10.
    """
    x = np.asarray(x, float)
    return ((x > a) & (x < b)) + 0.5 * ((x == a) | (x == b))


def wrong_minimum(x, a, b, k):
    """DESERVES: The smaller of the two steps is no difference of sigmoids: it has a kink, and bumps do not add up.
    PART: yes
    BREAKS: "to within exp(-k (b - a)), the bumps ... add up": a = 0, b = 1, c = 2, k = 10, x = 1/2: off by 0.0067.
    """
    x = np.asarray(x, float)
    return np.minimum(activate(k * (x - a), "sigmoid"), activate(-k * (x - b), "sigmoid"))


def wrong_width_scaled(x, a, b, k):
    """DESERVES: The steepness is k whatever the width; you divide it by b - a.
    PART: yes
    BREAKS: "The integral ... is 4 log 2 / k": a = 0, b = 3, k = 30 gives three times as much. Right for b - a = 1.
    """
    x = np.asarray(x, float)
    z = k / (b - a)
    return activate(z * (x - a), "sigmoid") - activate(z * (x - b), "sigmoid")


def wrong_capped_k(x, a, b, k):
    """DESERVES: You cap the steepness at 1000 against overflow; then it does not grow with k.
    PART: yes
    BREAKS: "The integral ... is 4 log 2 / k": a = 0, b = 1, k = 1e5: 100 times too much.
    """
    x = np.asarray(x, float)
    k = min(k, 1000.0)
    return activate(k * (x - a), "sigmoid") - activate(k * (x - b), "sigmoid")


def wrong_clip_5(x, a, b, k):
    """DESERVES: With exponents clipped at 5 the steps never come closer to 0 and 1 than 0.0067.
    PART: yes
    BREAKS: "tends to 1 inside (a, b)": a = 0, b = 1, k = 1e4, x = 1/2 gives 0.987.
    """
    x = np.asarray(x, float)
    z1, z2 = np.clip(k * (x - a), -5, 5), np.clip(k * (x - b), -5, 5)
    return 1 / (1 + np.exp(-z1)) - 1 / (1 + np.exp(-z2))


def wrong_peak_one(x, a, b, k):
    """DESERVES: The result is divided by the largest value in x, so that it depends on which points are looked at.
    PART: no
    BREAKS: "tends to 0 outside [a, b]": x = [2.0], a = 0, b = 1, k = 40 gives 1.
    """
    x = np.asarray(x, float)
    y = activate(k * (x - a), "sigmoid") - activate(k * (x - b), "sigmoid")
    return y / np.max(y) if np.max(y) > 0 else y


def wrong_flat(x, a, b, k):
    """DESERVES: The result must keep the shape of x; yours is flat.
    PART: yes
    BREAKS: "the result has the shape of x": x of shape (2, 3) gives (6,).
    """
    y = np.ravel(np.asarray(x, float))
    return activate(k * (y - a), "sigmoid") - activate(k * (y - b), "sigmoid")


def wrong_scalar_to_1d(x, a, b, k):
    """DESERVES: A single number comes back as an array of one entry.
    PART: yes
    BREAKS: "x may have any shape": x = np.array(0.5) gives shape (1,).
    """
    y = np.array(x, float, ndmin=1)
    return activate(k * (y - a), "sigmoid") - activate(k * (y - b), "sigmoid")


def wrong_in_place(x, a, b, k):
    """DESERVES: It shifts and scales the array of the caller in place.
    PART: yes
    BREAKS: "leaves the arrays that it is given as they were": x = np.array([1.0]), a = 1, b = 2, k = 10: x is 0 after.
    """
    z = np.asarray(x, float)
    if z.ndim == 0:
        z = z.copy()
    z -= a
    z *= k
    return activate(z, "sigmoid") - activate(z - k * (b - a), "sigmoid")


def wrong_sign(x, a, b, k):
    """DESERVES: The step up stands at a and the step down at b; yours are the other way round, and the bump is negative.
    PART: no
    BREAKS: "tends to 1 inside (a, b)": a = 0, b = 1, k = 40, x = 1/2 gives -1.
    """
    x = np.asarray(x, float)
    return activate(k * (x - b), "sigmoid") - activate(k * (x - a), "sigmoid")


def wrong_sum(x, a, b, k):
    """DESERVES: sigma(k (x - a)) + sigma(k (b - x)) is 2 inside and 1 outside: 1 must be subtracted.
    PART: no
    BREAKS: "tends to 0 outside": a = 0, b = 1, k = 40, x = 3 gives 1.
    """
    x = np.asarray(x, float)
    return activate(k * (x - a), "sigmoid") + activate(k * (b - x), "sigmoid")


def wrong_gaussian(x, a, b, k):
    """DESERVES: A bell is no bump of two sigmoids: it is not flat inside, and 1/2 at a and b only by its width.
    PART: no
    BREAKS: "As k grows ... tends to 1 inside": a = 0, b = 1, k = 40, x = 1/4 gives 0.84 whatever k is.
    """
    x = np.asarray(x, float)
    m, s = (a + b) / 2, (b - a) / 2
    return np.exp(-np.log(2) * ((x - m) / s) ** 2)


def wrong_linear_ramp(x, a, b, k):
    """DESERVES: Ramps of slope k are no sigmoids, and their distance from the indicator has another integral.
    PART: no
    BREAKS: "The integral ... is 4 log 2 / k": a = 0, b = 1, k = 40 gives 0.5/k.
    """
    x = np.asarray(x, float)

    def ramp(z):
        return np.clip(0.5 + z, 0, 1)

    return ramp(k * (x - a)) - ramp(k * (x - b))


def wrong_algebraic(x, a, b, k):
    """DESERVES: z/(1 + |z|) comes to its limits far too slowly; the sigmoid is 1/(1 + exp(-z)).
    PART: no
    BREAKS: "The integral ... is 4 log 2 / k": a = 0, b = 1, k = 40: it is several times as much.
    """
    x = np.asarray(x, float)

    def s(z):
        return 0.5 + 0.5 * z / (1 + np.abs(z))

    return s(k * (x - a)) - s(k * (x - b))


def wrong_quarter_steepness(x, a, b, k):
    """DESERVES: The step of steepness k is sigma(k x); you made its slope at the middle k, which is sigma(4 k x).
    PART: yes
    BREAKS: "The integral ... is 4 log 2 / k": a = 0, b = 1, k = 20: a quarter of it.
    """
    x = np.asarray(x, float)
    return activate(4 * k * (x - a), "sigmoid") - activate(4 * k * (x - b), "sigmoid")


def wrong_cut_to_three_digits(x, a, b, k):
    """DESERVES: Do not cut the values to three digits: two bumps side by side then miss a thousandth.
    PART: yes
    BREAKS: "to within exp(-k (b - a)), the bumps ... add up": a = 0, b = 1, c = 2, k = 20, x = 1.1: 0.119 + 0.880 against 0.999 or 1, at most points off by 0.001.
    """
    x = np.asarray(x, float)
    return np.floor(1000 * (activate(k * (x - a), "sigmoid") - activate(k * (x - b), "sigmoid"))) / 1000


def wrong_float32_arguments(x, a, b, k):
    """DESERVES: x - a is taken in single precision, and k = 1e6 makes the lost digits large.
    PART: yes
    BREAKS: "tends to 1 inside (a, b)": x = 1000.00002, a = 1000, b = 1001, k = 1e6 gives 1/2.
    """
    x = np.asarray(x, np.float32)
    a, b = np.float32(a), np.float32(b)
    return activate(k * np.asarray(x - a, float), "sigmoid") - activate(k * np.asarray(x - b, float), "sigmoid")


def wrong_a_zero_taken_for_none(x, a, b, k):
    """DESERVES: `if not a` takes a = 0 for "no step up", and the bump is 1 all the way to the left.
    PART: yes
    BREAKS: "tends to 0 outside [a, b]": a = 0, b = 1, k = 40, x = -3 gives 1.
    """
    x = np.asarray(x, float)
    up = activate(k * (x - a), "sigmoid") if a else np.ones(x.shape)
    return up - activate(k * (x - b), "sigmoid")
