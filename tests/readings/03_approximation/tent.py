import numpy as np


def right_minimum(x, n):
    for _ in range(n):
        x = np.minimum(2 * x, 2 - 2 * x)
    return x


def right_abs(x, n):
    y = np.array(x, dtype=float)
    while n > 0:
        y = 1 - np.abs(2 * y - 1)
        n -= 1
    return y


def right_recursive(x, n):
    if n == 0:
        return np.asarray(x)
    if n > 400:  # not too deep
        return right_recursive(right_recursive(x, n - n // 2), n // 2)
    y = right_recursive(x, n - 1)
    return np.where(y <= 0.5, 2 * y, 2 - 2 * y)


def right_masks(x, n):
    y = np.asarray(x, float).copy()
    for _ in range(n):
        upper = y > 0.5
        y[upper] = 1 - y[upper]
        y *= 2
    return y


def right_relus(x, n):
    y = np.asarray(x, float)
    for _ in range(n):
        y = 2 * np.maximum(y, 0) - 4 * np.maximum(y - 0.5, 0)
    return y


def right_entry_by_entry(x, n):
    x = np.asarray(x)
    out = np.zeros(x.shape)
    for index in np.ndindex(*x.shape):
        value = float(x[index])
        for _ in range(n):
            if value < 0.5:
                value = 2 * value
            else:
                value = 2 * (1 - value)
        out[index] = value
    return out


def right_triangle_wave(x, n):
    # T^n is a triangle wave of period 2 in 2^n x; fmod and powers of two are exact
    u = np.asarray(x, float)
    left = n
    while left > 0:
        step = min(left, 500)
        u = np.fmod(u * 2.0**step, 2.0)
        left -= step
    return np.minimum(u, 2 - u)


def right_nested_lists(x, n):
    def go(y):
        if isinstance(y, list):
            return [go(each) for each in y]
        for _ in range(n):
            y = min(2 * y, 2 - 2 * y)
        return y

    return go(np.asarray(x).tolist())


def right_vectorize(x, n):
    def one(value):
        k = 0
        while k < n:
            value = 2 * value if value <= 1 / 2 else 2 - 2 * value
            k += 1
        return value

    return np.vectorize(one, otypes=[float])(x)


def right_class(x, n):
    class Tent:
        def __init__(self, times):
            self.times = times

        def __call__(self, y):
            return y if self.times == 0 else Tent(0)(self.once(y))

        def once(self, y):
            z = +y
            for _ in range(self.times):
                z = 1 - 2 * abs(z - 0.5)
            return z

    return Tent(n)(np.asarray(x, float))


def right_half_power_compose(x, n):
    # T^n = T^(n/2) after T^(n/2)
    x = np.asarray(x, float)
    if n == 0:
        return x.copy()
    if n == 1:
        return np.select([x < 0.5, x >= 0.5], [2 * x, 2 - 2 * x])
    half = right_half_power_compose(x, n // 2)
    return right_half_power_compose(half, n - n // 2)


def right_network(x, n):
    # one layer of two units after the other, in a given network
    x = np.asarray(x, float)
    if n == 0:
        return x
    y = x.reshape(-1, 1)
    tent_layer = [(np.ones((1, 2)), np.array([0.0, -0.5])), (np.array([[2.0], [-4.0]]), np.zeros(1))]
    for _ in range(n):
        y = mlp_forward(tent_layer, y, "relu")
    return y.reshape(x.shape)


def right_deep_network(x, n):
    x = np.asarray(x, float)
    first = (np.ones((1, 2)), np.array([0.0, -0.5]))
    between = (np.array([[2.0, 2.0], [-4.0, -4.0]]), np.array([0.0, -0.5]))
    last = (np.array([[2.0], [-4.0]]), np.zeros(1))
    if not n:
        return +x
    return np.reshape(mlp_forward([first] + [between] * (n - 1) + [last], np.reshape(x, (-1, 1)), "relu"), x.shape)


def right_interp(x, n):
    y = np.asarray(x, float)
    for _ in range(n):
        y = np.interp(y, [0, 0.5, 1], [0, 1, 0])
    return y


def right_longdouble_and_print(x, n):
    y = np.asarray(x, dtype=np.longdouble)
    for k in range(n):
        y = np.where(y < 0.5, y + y, (1 - y) + (1 - y))
    print("tents:", n)
    return y.astype(float)


# ----------------------------------------------------------------------------------------------------------------


def wrong_zero_at_half(x, n):
    """DESERVES: At exactly 1/2 neither of your two cases holds, and the value becomes 0 in place of 1.
    PART: yes
    BREAKS: "rises ... to 1 at 1/2": tent(np.array([0.5]), 1).
    """
    x = np.asarray(x, float)
    for _ in range(n):
        x = 2 * x * (x < 0.5) + (2 - 2 * x) * (x > 0.5)
    return x


def wrong_two_at_half(x, n):
    """DESERVES: At exactly 1/2 both of your cases hold, and they are added up to 2.
    PART: yes
    BREAKS: "1 at 1/2": tent(np.array([0.5]), 1) is 2.
    """
    x = np.asarray(x, float)
    for _ in range(n):
        x = 2 * x * (x <= 0.5) + (2 - 2 * x) * (x >= 0.5)
    return x


def wrong_in_place(x, n):
    """DESERVES: It changes the array that it is given; work on a copy.
    PART: yes
    BREAKS: "leaves the arrays that it is given as they were": x = np.array([0.75]); tent(x, 1).
    """
    y = np.asarray(x, float)
    if y.ndim == 0:
        y = y.copy()
    for _ in range(n):
        y[y > 0.5] = 1 - y[y > 0.5]
        y *= 2
    return y


def wrong_sawtooth(x, n):
    """DESERVES: That is the doubling map, which jumps at 1/2; the tent falls there.
    PART: no
    BREAKS: "falls to 0 at 1": tent(np.array([0.75]), 1) is 0.5 by chance, tent(np.array([0.625]), 1) is 0.25, not 0.75.
    """
    x = np.asarray(x, float)
    return x + 0 if n == 0 else (2.0**n * x) % 1


def wrong_one_too_many(x, n):
    """DESERVES: The first tent is applied before the loop, hence one too many in all.
    PART: no
    BREAKS: "n = 0 gives x": tent(np.array([0.25]), 0) is 0.5.
    """
    y = np.minimum(2 * x, 2 - 2 * x)
    for _ in range(n):
        y = np.minimum(2 * y, 2 - 2 * y)
    return y


def wrong_at_least_once(x, n):
    """DESERVES: n = 0 gives x; yours applies the tent once.
    PART: yes
    BREAKS: "n = 0 gives x": tent(np.array([0.25]), 0) is 0.5. Right for n >= 1.
    """
    y = np.minimum(2 * x, 2 - 2 * x)
    for _ in range(1, n):
        y = np.minimum(2 * y, 2 - 2 * y)
    return y


def wrong_always_from_x(x, n):
    """DESERVES: In the loop each tent takes x again, not what the tent before has made.
    PART: no
    BREAKS: "applied n times": tent(np.array([0.25]), 2) is 0.5, not 1. Right for n <= 1.
    """
    x = np.asarray(x, float)
    y = x
    for _ in range(n):
        y = 1 - np.abs(2 * x - 1)
    return y


def wrong_double_recursion(x, n):
    """DESERVES: You apply T^(n-1) to T^(n-1): that is 2^(n-1) tents.
    PART: no
    BREAKS: "applied n times": for n = 3 it is four tents, at 1/16 it gives 1, not 1/2. Right for n <= 2.
    """
    if n == 0:
        return np.asarray(x, float)
    if n == 1:
        return np.minimum(2 * np.asarray(x), 2 - 2 * np.asarray(x))
    return wrong_double_recursion(wrong_double_recursion(x, n - 1), n - 1)


def wrong_logistic(x, n):
    """DESERVES: That is the logistic map 4x(1-x), a parabola; the tent is affine on both halves.
    PART: no
    BREAKS: "affine between": tent(np.array([0.25]), 1) is 0.75, not 0.5.
    """
    x = np.asarray(x, float)
    for _ in range(n):
        x = 4 * x * (1 - x)
    return x


def wrong_steeper(x, n):
    """DESERVES: The n-fold tent is no single tent of another slope: it has 2^n pieces.
    PART: no
    BREAKS: "applied n times": tent(np.array([0.5]), 2) is 2, not 0. Right for n = 1.
    """
    x = np.asarray(x, float)
    return np.copy(x) if n == 0 else 2.0 ** (n - 1) * np.minimum(2 * x, 2 - 2 * x)


def wrong_flat(x, n):
    """DESERVES: The result must keep the shape of x; yours is flat.
    PART: yes
    BREAKS: "the result has the shape of x, any shape": tent(np.array([[0.5]]), 1) has shape (1,).
    """
    y = np.ravel(np.asarray(x, float))
    for _ in range(n):
        y = np.minimum(2 * y, 2 - 2 * y)
    return y


def wrong_scalar_if(x, n):
    """DESERVES: One `if` decides for the whole array; every entry must go its own way.
    PART: no
    BREAKS: "every entry of x": tent(np.array([0.25, 0.75]), 1) is [0.5, 1.5].
    """
    x = np.asarray(x, float)
    for _ in range(n):
        x = 2 * x if np.all(x <= 0.5) or np.mean(x) <= 0.5 else 2 - 2 * x
    return x


def wrong_rounded(x, n):
    """DESERVES: Do not round on the way: each tent doubles what is lost.
    PART: yes
    BREAKS: "the tent map applied n times": tent(np.array([1/1024]), 9) is 1, yours 0.512.
    """
    x = np.asarray(x, float)
    for _ in range(n):
        x = np.round(np.minimum(2 * x, 2 - 2 * x), 3)
    return x


def right_shift_overflows(x, n):
    # 1 << n overflows in 64 bits from n = 63 on; right since the contract says that n is 40 at most
    u = (np.left_shift(np.int64(1), np.int64(n)) * np.asarray(x, float)) % 2
    return np.minimum(u, 2 - u)


def wrong_stops_at_20(x, n):
    """DESERVES: You stop after 20 tents, whatever n is.
    PART: yes
    BREAKS: "applied n >= 0 times": tent(np.array([2.0**-25]), 25) is 1.
    """
    y = np.asarray(x, float)
    for _ in range(min(n, 20)):
        y = 1 - np.abs(2 * y - 1)
    return y


def wrong_len(x, n):
    """DESERVES: It loops over the rows of x and writes flat results: a single number or a table does not work.
    PART: yes
    BREAKS: "any shape": tent(np.array(0.25), 1) raises an error.
    """
    out = []
    for value in x:
        for _ in range(n):
            value = min(2 * value, 2 - 2 * value)
        out.append(value)
    return np.array(out)


def wrong_atleast_1d(x, n):
    """DESERVES: A single number comes back as an array of one entry.
    PART: yes
    BREAKS: "the result has the shape of x, any shape": tent(np.array(0.25), 1) has shape (1,).
    """
    y = np.atleast_1d(np.asarray(x, float)).copy()
    for _ in range(n):
        y = np.where(y < 0.5, 2 * y, 2 - 2 * y)
    return y


def wrong_second_half(x, n):
    """DESERVES: Right of 1/2 the tent is 2 - 2x, not 1 - x ... at 1/2 it would jump from 1 to 1/2.
    PART: no
    BREAKS: "falls ... and is affine between": tent(np.array([0.75]), 1) is 0.25, not 0.5.
    """
    y = np.asarray(x, float)
    for _ in range(n):
        y = np.where(y <= 0.5, 2 * y, 1 - y)
    return y


def wrong_cosine(x, n):
    """DESERVES: That is a cosine wave with the right peaks and zeros, but it is not affine between them.
    PART: no
    BREAKS: "affine between": tent(np.array([0.25]), 1) is 0.5, but tent(np.array([0.125]), 1) is 0.146, not 0.25.
    """
    x = np.asarray(x, float)
    return +x if n == 0 else (1 - np.cos(2.0**n * np.pi * x)) / 2


def wrong_early_exit(x, n):
    """DESERVES: One entry that is 0 or 1 stops the tents of all others.
    PART: yes
    BREAKS: "n times to every entry": tent(np.array([0.0, 0.25]), 1) is [0, 0.25].
    """
    y = np.asarray(x, float)
    for _ in range(n):
        if np.any(y == 0):
            break
        y = np.minimum(2 * y, 2 - 2 * y)
    return y
