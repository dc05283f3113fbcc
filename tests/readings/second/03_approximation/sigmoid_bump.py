import math

import numpy as np


def right_given_function(x, a, b, k):
    """the given activate, as in the definition"""
    return activate(k * (x - a), "sigmoid") - activate(k * (x - b), "sigmoid")  # noqa: F821


def right_tanh(x, a, b, k):
    """half the difference of two hyperbolic tangents"""
    x = np.asarray(x, dtype=float)
    return 0.5 * (np.tanh(0.5 * k * (x - a)) - np.tanh(0.5 * k * (x - b)))


def right_clipped_exponent(x, a, b, k):
    """exponents clipped at 500, where the sigmoid is 0 or 1 to round-off"""

    def sigma(z):
        return 1.0 / (1.0 + np.exp(-np.clip(z, -500, 500)))

    x = np.asarray(x, float)
    return sigma(k * (x - a)) - sigma(k * (x - b))


def right_two_branches(x, a, b, k):
    """np.where of two stable branches"""
    x = np.asarray(x, float)

    def sigma(z):
        e = np.exp(-np.abs(z))
        return np.where(z >= 0, 1 / (1 + e), e / (1 + e))

    return sigma(k * (x - a)) - sigma(k * (x - b))


def right_as_network(x, a, b, k):
    """the shallow network of two sigmoid units, by mlp_forward"""
    x = np.asarray(x, float)
    params = [(np.array([[k, k]], float), np.array([-k * a, -k * b])), (np.array([[1.0], [-1.0]]), np.zeros(1))]
    return mlp_forward(params, x.reshape(-1, 1), "sigmoid").reshape(x.shape)  # noqa: F821


def right_product(x, a, b, k):
    """product of a step up and a step down"""
    up = activate(k * (np.asarray(x, float) - a), "sigmoid")  # noqa: F821
    down = activate(k * (b - np.asarray(x, float)), "sigmoid")  # noqa: F821
    return up * down


def right_logaddexp(x, a, b, k):
    """sigma(z) = exp(-log(1 + exp(-z)))"""
    x = np.asarray(x, float)
    up, late = (np.exp(-np.logaddexp(0.0, -k * (x - t))) for t in (a, b))
    return up - late


def right_hyperbolic_quotient(x, a, b, k):
    """one quotient: (1 - e^-q) / (1 + e^-q + e^(|u| - q/2) + e^(-|u| - q/2)), q = k (b - a), u from the middle"""
    x = np.asarray(x, float)
    q = k * (b - a)
    u = np.abs(k * ((x - a) + (x - b)) / 2)
    far = np.exp(np.minimum(u - q / 2, 700.0))
    return (1 - np.exp(-q)) / (1 + np.exp(-q) + far + np.exp(-u - q / 2))


def right_loop_over_entries(x, a, b, k):
    """math.exp in a loop over the entries, then the shape of x"""
    x = np.asarray(x, dtype=float)

    def sigma(z):
        if z >= 0:
            return 1.0 / (1.0 + math.exp(-z))
        e = math.exp(z)
        return e / (1.0 + e)

    out = []
    for each in x.ravel().tolist():
        out.append(sigma(k * (each - a)) - sigma(k * (each - b)))
    return np.array(out).reshape(x.shape)


def right_recursive_lists(x, a, b, k):
    """recursion over the axes; gives nested lists, and a plain number for a single one"""

    def bump(part):
        if np.ndim(part):
            return [bump(each) for each in part]
        z = float(part)
        return (math.tanh(k * (z - a) / 2) - math.tanh(k * (z - b) / 2)) / 2

    return bump(x)


def right_single_precision_last(x, a, b, k):
    """x - a in double precision, the sigmoids in float32"""
    x = np.asarray(x, np.float64)
    z1, z2 = (np.clip(k * (x - t), -80, 80).astype(np.float32) for t in (a, b))
    one = np.float32(1)
    return one / (one + np.exp(-z1)) - one / (one + np.exp(-z2))


def right_overflow_ignored(x, a, b, k):
    """1/(1 + exp(-z)), where an overflow gives the right limit 0"""
    x = np.asarray(x, float)
    with np.errstate(over="ignore"):
        return 1 / (1 + np.exp(-k * (x - a))) - 1 / (1 + np.exp(-k * (x - b)))


def right_two_steps_meeting(x, a, b, k):
    """step up at a plus step down at b less 1, with asserts"""
    assert b > a and k > 0
    x = np.asarray(x, float)

    def sigma(z):
        return np.exp(np.minimum(z, 0)) / (1 + np.exp(-np.abs(z)))

    y = sigma(k * (x - a)) + sigma(-k * (x - b)) - 1
    assert np.shape(y) == np.shape(x)
    return y


def right_stacked_signs(x, a, b, k):
    """einsum: a new axis for the two ends, weights 1 and -1"""
    ends = np.array([a, b], float)
    z = k * (np.asarray(x, float)[..., None] - ends)
    return np.einsum("...i,i->...", np.tanh(z / 2), np.array([0.5, -0.5]))


def wrong_centre(x, a, b, k):
    """DESERVES: k x - a is 0 at a/k, not at a
    PART: no
    BREAKS: tends to 1 inside (a, b) and 1/2 at a, at x = [1.], a = 1, b = 2, k = 10
    """
    return activate(k * x - a, "sigmoid") - activate(k * x - b, "sigmoid")  # noqa: F821


def wrong_overflow(x, a, b, k):
    """DESERVES: exp(z) / (1 + exp(z)) is inf / inf for large z
    PART: yes
    BREAKS: all is finite for k as large as 1e6, at x = [3.], a = 1, b = 2, k = 1e6
    """
    with np.errstate(all="ignore"):
        p, q = np.exp(k * (x - a)), np.exp(k * (x - b))
        return p / (1 + p) - q / (1 + q)


def wrong_single_precision_first(x, a, b, k):
    """DESERVES: x and a are rounded to float32 before they are subtracted, which takes double precision
    PART: yes
    BREAKS: close to the ends as well, at x = [1.1 + 1e-7], a = 1.1, b = 2, k = 1e6
    """
    x, a, b = np.asarray(x, np.float32), np.float32(a), np.float32(b)
    z1, z2 = k * (x - a).astype(float), k * (x - b).astype(float)
    return (np.tanh(z1 / 2) - np.tanh(z2 / 2)) / 2


def wrong_indicator_for_large_k(x, a, b, k):
    """DESERVES: for large k it is the indicator, but the steps are smooth close to the ends
    PART: yes
    BREAKS: this holds for k as large as 1e6, close to the ends as well, at x = [1 + 1e-6], a = 1, b = 2, k = 1e6
    """
    x = np.asarray(x, float)
    if k * (b - a) > 1000:
        return np.where((x > a) & (x < b), 1.0, np.where((x == a) | (x == b), 0.5, 0.0))
    return 1 / (1 + np.exp(-np.clip(k * (x - a), -500, 500))) - 1 / (1 + np.exp(-np.clip(k * (x - b), -500, 500)))


def wrong_cap_on_k(x, a, b, k):
    """DESERVES: k is held below 1000 to keep exp from overflowing: steeper steps are too wide
    PART: yes
    BREAKS: k as large as 1e6, close to the ends as well, at x = [1 + 1e-4], a = 1, b = 2, k = 1e6
    """
    k = min(k, 1000.0)
    return (np.tanh(k * (np.asarray(x, float) - a) / 2) - np.tanh(k * (np.asarray(x, float) - b) / 2)) / 2


def wrong_per_width(x, a, b, k):
    """DESERVES: the steepness is k / (b - a), right only for b - a = 1
    PART: yes
    BREAKS: sigmoids of steepness k, at x = [1.], a = 0, b = 2, k = 10 (the middle: 0.987 instead of 0.9999)
    """
    u = (np.asarray(x, float) - a) / (b - a)
    return activate(k * u, "sigmoid") - activate(k * (u - 1), "sigmoid")  # noqa: F821


def wrong_tanh_twice_as_steep(x, a, b, k):
    """DESERVES: sigma(z) is (1 + tanh(z/2))/2, the argument wants halving
    PART: yes
    BREAKS: sigmoids of steepness k, at x = [1.1], a = 1, b = 2, k = 10
    """
    x = np.asarray(x, float)
    return 0.5 * (np.tanh(k * (x - a)) - np.tanh(k * (x - b)))


def wrong_lower_of_steps(x, a, b, k):
    """DESERVES: the lower of the step up and the step down is not their product: in the middle it is too high
    PART: yes
    BREAKS: the values are right to within 1e-4 and exp(-k (b - a)), at x = [1.5], a = 1, b = 2, k = 10
    """
    x = np.asarray(x, float)
    return np.minimum(activate(k * (x - a), "sigmoid"), activate(k * (b - x), "sigmoid"))  # noqa: F821


def wrong_peak_of_one(x, a, b, k):
    """DESERVES: the bump is divided by its largest value, so that bumps do not add up
    PART: yes
    BREAKS: the values are right to within 1e-4 and exp(-k (b - a)) more, at x = [1.5], a = 1, b = 2, k = 10
    """
    x = np.asarray(x, float)
    return (np.tanh(k * (x - a) / 2) - np.tanh(k * (x - b) / 2)) / 2 / np.tanh(k * (b - a) / 4)


def wrong_peak_of_given_points(x, a, b, k):
    """DESERVES: the result is divided by the largest value among the points given, far points included
    PART: yes
    BREAKS: at every entry of x, its own value: at x = [1.], a = 1, b = 2, k = 100 (it is 1 instead of 1/2)
    """
    y = activate(k * (x - a), "sigmoid") - activate(k * (x - b), "sigmoid")  # noqa: F821
    return y / np.max(y) if np.max(y) > 0 else y


def wrong_changes_x(x, a, b, k):
    """DESERVES: x is shifted in place, the caller's array is changed
    PART: yes
    BREAKS: a function leaves the arrays that it is given as they were, at x = [1.5], a = 1, b = 2, k = 10
    """
    x -= a
    up = np.tanh(k * x / 2)
    x -= b - a
    return (up - np.tanh(k * x / 2)) / 2


def wrong_small_values_cut(x, a, b, k):
    """DESERVES: values below 1e-3 are set to 0, though they are wanted to 1e-4
    PART: yes
    BREAKS: the values are right to within 1e-4, at x = [0.3], a = 1, b = 2, k = 10 (9.1e-4)
    """
    y = activate(k * (x - a), "sigmoid") - activate(k * (x - b), "sigmoid")  # noqa: F821
    return np.where(y < 1e-3, 0.0, y)


def wrong_squeezed(x, a, b, k):
    """DESERVES: axes of length 1 are lost
    PART: yes
    BREAKS: the result has the shape of x, at x of shape (3, 1)
    """
    z = k * (np.asarray(x, float)[..., None] - np.array([a, b]))
    y = np.tanh(z / 2) @ np.array([0.5, -0.5])
    return np.squeeze(y)


def wrong_single_number(x, a, b, k):
    """DESERVES: a single number comes back as an array of shape (1,)
    PART: yes
    BREAKS: the result has the shape of x, any shape, at x = np.array(1.5)
    """
    x = np.atleast_1d(np.asarray(x, float))
    return (np.tanh(k * (x - a) / 2) - np.tanh(k * (x - b) / 2)) / 2


def wrong_table(x, a, b, k):
    """DESERVES: the sigmoid is read from a table with steps of 1/4, which errs by up to 7e-4
    PART: yes
    BREAKS: the values are right to within 1e-4, at x = [1.1125], a = 1, b = 3, k = 10 (z = 1.125)
    """
    grid = np.arange(-160, 161) / 4
    table = 1 / (1 + np.exp(-grid))
    x = np.asarray(x, float)
    return np.interp(k * (x - a), grid, table) - np.interp(k * (x - b), grid, table)


def wrong_side_of_origin(x, a, b, k):
    """DESERVES: the biases are -k |a| and -k |b|: ends left of 0 are moved to the right
    PART: yes
    BREAKS: a bump from a to b, at x = [0.], a = -1, b = 1, k = 40 (it is 0)
    """
    x = np.asarray(x, float)
    return (np.tanh((k * x - k * abs(a)) / 2) - np.tanh((k * x - k * abs(b)) / 2)) / 2


def wrong_step_up_twice(x, a, b, k):
    """DESERVES: the second factor is a step up at b as well, it has to be a step down
    PART: no
    BREAKS: tends to 1 inside (a, b), to 0 outside, at x = [1.5, 3.], a = 1, b = 2, k = 40
    """
    x = np.asarray(x, float)
    return activate(k * (x - a), "sigmoid") * activate(k * (x - b), "sigmoid")  # noqa: F821


def wrong_underflow_quotient(x, a, b, k):
    """DESERVES: sinh and cosh overflow where k (b - a) is above 1400, which gives NaN
    PART: yes
    BREAKS: all is finite for k as large as 1e6, at x = [1.5], a = 1, b = 2, k = 1e6
    """
    x = np.asarray(x, float)
    with np.errstate(all="ignore"):
        half = k * (b - a) / 2
        return np.sinh(half) / (np.cosh(half) + np.cosh(k * (x - (a + b) / 2)))
