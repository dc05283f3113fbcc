from fractions import Fraction
from functools import reduce

import numpy as np


def right_minimum_of_lines(x, n):
    """the smaller of two lines, n times"""
    y = np.array(x, dtype=float)
    for _ in range(n):
        y = np.minimum(2 * y, 2 - 2 * y)
    return y


def right_absolute_value(x, n):
    """1 - |2x - 1|, n times"""
    y = np.asarray(x, float)
    for _ in range(n):
        y = 1 - np.abs(2 * y - 1)
    return y


def right_relus(x, n):
    """the two units of the text, with the given activate"""
    y = np.asarray(x, float) + 0.0
    for _ in range(n):
        y = 2 * activate(y, "relu") - 4 * activate(y - 0.5, "relu")  # noqa: F821
    return y


def right_deep_network(x, n):
    """n hidden layers of two units, by mlp_forward"""
    x = np.asarray(x, float)
    if n == 0:
        return x.copy()
    out = np.array([[2.0], [-4.0]])
    params = [(np.ones((1, 2)), np.array([0.0, -0.5]))]
    params += [(out @ np.ones((1, 2)), np.array([0.0, -0.5])) for _ in range(n - 1)]
    params.append((out, np.zeros(1)))
    return mlp_forward(params, x.reshape(-1, 1), "relu").reshape(x.shape)  # noqa: F821


def right_recursive(x, n):
    """recursion in n"""

    def again(y, left):
        return y if left == 0 else again(np.where(y <= 0.5, 2 * y, 2 * (1 - y)), left - 1)

    return again(np.asarray(x, dtype=np.float64), n)


def right_closed_form(x, n):
    """triangle wave: 2^n x modulo 2, folded"""
    y = np.mod(np.asarray(x, float) * 2.0**n, 2.0)
    return np.minimum(y, 2.0 - y)


def right_distance_to_even(x, n):
    """distance of 2^n x from the nearest even number"""
    y = np.ldexp(np.asarray(x, float), n)
    return np.abs(y - 2 * np.round(y / 2))


def right_floor_and_parity(x, n):
    """the number j of the interval and the way into it; odd j runs back"""
    y = 2.0**n * np.asarray(x, float)
    j = np.floor(y)
    into = y - j
    return np.where(j % 2 == 1, 1 - into, into)


def right_exact_fractions(x, n):
    """loop over the entries in exact rational arithmetic; gives nested lists"""

    def one(value):
        y = Fraction(float(value))
        for _ in range(n):
            y = 2 * y if 2 * y < 1 else 2 - 2 * y
        return float(y)

    def all_of(part):
        return [all_of(each) for each in part] if np.ndim(part) else one(part)

    return all_of(x)


def right_interp_of_folded(x, n):
    """np.interp of one tent after the shift by bits"""
    x = np.asarray(x, float)
    return np.interp(np.fmod(x * 2.0**n, 2.0), [0.0, 1.0, 2.0], [0.0, 1.0, 0.0])


def right_masks(x, n):
    """boolean masks on a copy, also for a single number"""
    y = np.array(x, dtype=float, ndmin=1)
    for _ in range(n):
        high = y > 0.5
        y[high] = 1 - y[high]
        y *= 2
    return y.reshape(np.shape(x))


def right_reduce(x, n):
    """functools.reduce with a piecewise tent, and asserts"""
    x = np.asarray(x, float)
    assert n >= 0 and np.all((0 <= x) & (x <= 1))
    y = reduce(lambda y, _: np.piecewise(y, [y < 0.5, y >= 0.5], [lambda u: 2 * u, lambda u: 2 - 2 * u]), range(n), x)
    return np.asarray(y)


def right_reduced_cosine(x, n):
    """arccos of a cosine, after an exact reduction of the angle"""
    y = np.mod(np.asarray(x, float) * 2.0**n, 2.0)
    small = np.minimum(y, 2.0 - y)  # keeps the digits near 0 and 1
    angle = np.arccos(np.clip(np.cos(np.pi * y), -1, 1)) / np.pi
    return np.where(np.abs(small - 0.5) < 0.4, angle, small)


def right_halving_powers(x, n):
    """T^n = T^(n - n//2) after T^(n//2)"""

    def power(y, p):
        if p == 0:
            return y
        if p == 1:
            return np.minimum(y, 1 - y) * 2
        return power(power(y, p // 2), p - p // 2)

    return power(np.asarray(x, float), n)


def wrong_saw_teeth(x, n):
    """DESERVES: 2x modulo 1 falls back to 0 at 1/2, the tent comes down again
    PART: no
    BREAKS: it falls from 1 at 1/2 to 0 at 1, at x = [0.75, 0.875], n = 1
    """
    y = np.asarray(x, float)
    for _ in range(n):
        y = np.mod(2 * y, 1.0)
    return y


def wrong_parabola(x, n):
    """DESERVES: 4x(1 - x) has the same peak and zeros, but it is not affine between
    PART: yes
    BREAKS: it is affine between, at x = [0.25], n = 1 (0.75 instead of 0.5)
    """
    y = np.asarray(x, float)
    for _ in range(n):
        y = 4 * y * (1 - y)
    return y


def wrong_single_precision(x, n):
    """DESERVES: float32 keeps 24 bits of x, which some twenty tents throw away
    PART: yes
    BREAKS: for n <= 40 the values at multiples of 2^-50 are right to 1e-4, at x = [0.5 + 2^-40], n = 39
    """
    y = np.asarray(x, np.float32)
    for _ in range(n):
        y = np.minimum(2 * y, 2 - 2 * y)
    return y


def wrong_folded_first(x, n):
    """DESERVES: x = 1 is taken for 0 first; without a tent it has to stay 1
    PART: yes
    BREAKS: n = 0 gives x, at x = [1.], n = 0
    """
    y = np.mod(np.asarray(x, float), 1.0)
    for _ in range(n):
        y = np.minimum(2 * y, 2 - 2 * y)
    return y


def wrong_fixed_point_found(x, n):
    """DESERVES: stops when nothing moves any more by more than 1e-8, but a small value grows again
    PART: yes
    BREAKS: for n <= 40 right at multiples of 2^-50, at x = [2^-40], n = 39 (1/2)
    """
    y = np.asarray(x, float)
    for _ in range(n):
        new = np.minimum(2 * y, 2 - 2 * y)
        if np.allclose(new, y, rtol=0):
            break
        y = new
    return y


def wrong_thirty_at_most(x, n):
    """DESERVES: no more than 30 tents are applied
    PART: yes
    BREAKS: for n <= 40 right at multiples of 2^-50, at x = [2^-40], n = 39
    """
    y = np.asarray(x, float)
    for _ in range(min(n, 30)):
        y = np.minimum(2 * y, 2 - 2 * y)
    return y


def wrong_int32_power(x, n):
    """DESERVES: 2^n overflows in 32 bits
    PART: yes
    BREAKS: for n <= 40 right at multiples of 2^-50, at x = [2^-40], n = 39 (0 instead of 1/2)
    """
    power = np.left_shift(np.int32(1), np.int32(n)) if n < 32 else np.int32(0)
    y = np.mod(np.asarray(x, float) * np.abs(power.astype(float)), 2.0)
    return np.minimum(y, 2 - y)


def wrong_fixed_point_numbers(x, n):
    """DESERVES: x is rounded to a multiple of 2^-40, finer bits are lost
    PART: yes
    BREAKS: right to 1e-4 at multiples of 2^-50 for n <= 40, at x = [2^-42], n = 40 (0 instead of 1/4)
    """
    one = 2**40
    j = np.rint(np.asarray(x, float) * one).astype(np.int64)
    for _ in range(n):
        j = np.minimum(2 * j, 2 * one - 2 * j)
    return j / one


def wrong_rounded_steps(x, n):
    """DESERVES: each tent is rounded to six decimals, and what follows doubles it
    PART: yes
    BREAKS: for n <= 8 right to 1e-6 at multiples of 2^-50, at x = [2^-21], n = 8 (1.28e-4 instead of 1.2207e-4)
    """
    y = np.asarray(x, float)
    for _ in range(n):
        y = np.round(np.minimum(2 * y, 2 - 2 * y), 6)
    return y


def wrong_snapped_to_zero(x, n):
    """DESERVES: values below 1e-9 are taken for 0 and never grow again
    PART: yes
    BREAKS: for n <= 40 right at multiples of 2^-50, at x = [2^-40], n = 39
    """
    y = np.asarray(x, float)
    for _ in range(n):
        y = np.minimum(2 * y, 2 - 2 * y)
        y = np.where(y < 1e-9, 0.0, y)
    return y


def wrong_changes_x(x, n):
    """DESERVES: x itself is doubled and folded, the caller's array is changed
    PART: yes
    BREAKS: a function leaves the arrays that it is given as they were, at x = np.array([0.25]), n = 1
    """
    y = np.asarray(x)
    for _ in range(n):
        np.minimum(2 * y, 2 - 2 * y, out=y)
    return y


def wrong_hole_at_the_peak(x, n):
    """DESERVES: at 1/2 neither of the halves is taken
    PART: yes
    BREAKS: the tent map rises to 1 at 1/2, at x = [0.5], n = 1 (0)
    """
    y = np.asarray(x, float)
    for _ in range(n):
        y = 2 * y * (y < 0.5) + (2 - 2 * y) * (y > 0.5)
    return y


def wrong_at_least_one(x, n):
    """DESERVES: n = 0 gives one tent
    PART: yes
    BREAKS: n = 0 gives x, at x = [0.25], n = 0
    """
    y = np.asarray(x, float)
    while True:
        y = np.minimum(2 * y, 2 - 2 * y)
        n -= 1
        if n <= 0:
            return y


def wrong_first_axis_only(x, n):
    """DESERVES: the loop runs over len(x), which a single number does not have
    PART: yes
    BREAKS: the result has the shape of x, any shape, at x = np.array(0.25), n = 1
    """
    y = np.zeros(np.shape(x))
    for i in range(len(x)):
        y[i] = x[i]
        for _ in range(n):
            y[i] = 1 - np.abs(2 * y[i] - 1)
    return y


def wrong_flat(x, n):
    """DESERVES: the result is flat, whatever the shape of x
    PART: yes
    BREAKS: the result has the shape of x, at x = [[0.25, 0.5]], n = 1
    """
    out = []
    for value in np.ravel(x):
        value = float(value)
        for _ in range(n):
            value = 2 * value if value < 0.5 else 2 - 2 * value
        out.append(value)
    return np.array(out)


def wrong_knots_listed(x, n):
    """DESERVES: all 2^n + 1 knots are listed, for which there is no room at n = 40
    PART: yes
    BREAKS: for n <= 40 the values are right, at x = [0.25], n = 40 (no memory for 2^40 knots)
    """
    if n > 24:
        raise MemoryError(f"2^{n} knots")  # what numpy says, at once
    j = np.arange(2**n + 1)
    return np.interp(np.asarray(x, float), j / 2.0**n, j % 2)


def wrong_angle_too_large(x, n):
    """DESERVES: the cosine of 2^n pi x loses the last bits of the angle: at n = 40 it is off by up to 1.2e-4
    PART: yes
    BREAKS: for n <= 40 right to 1e-4 at multiples of 2^-50, at x = [1 - 2^-49], n = 40 (1.1e-4 off); 3 in 100 of all x
    """
    return np.arccos(np.cos(2.0**n * np.pi * np.asarray(x, float))) / np.pi


def wrong_remembered(x, n, known={}):  # noqa: B006
    """DESERVES: results are kept by the shape of x and n, a second x of this shape gets those of the first
    PART: yes
    BREAKS: the tent map applied to every entry of x, at x = [0.25] and then x = [0.5], n = 1
    """
    key = (np.shape(x), n)
    if key not in known:
        y = np.asarray(x, float)
        for _ in range(n):
            y = np.minimum(2 * y, 2 - 2 * y)
        known[key] = y
    return known[key]


def wrong_n_times_as_steep(x, n):
    """DESERVES: n tents have the slope 2^n, not 2n
    PART: yes
    BREAKS: the tent map applied n times, at x = [1/8], n = 3 (3/4 instead of 1)
    """
    y = np.mod((2 * n if n else 1) * np.asarray(x, float), 2.0)
    return np.minimum(y, 2 - y)
