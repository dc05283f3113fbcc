import numpy as np
from math import fsum
from functools import reduce


def right_numpy_convolve(x, k):
    return np.convolve(np.asarray(x, float), np.asarray(k, float))


def right_double_loop(x, k):
    z = [0.0] * (len(x) + len(k) - 1)
    for i in range(len(x)):
        for j in range(len(k)):
            z[i + j] += float(x[i]) * float(k[j])
    return np.array(z)


def right_copies_of_the_kernel(x, k):
    z = np.zeros(len(x) + len(k) - 1)
    for i, strength in enumerate(x):
        z[i : i + len(k)] += strength * k
    return z


def right_copies_of_the_signal(x, k):
    m = k.size
    return sum(np.concatenate([np.zeros(j), float(k[j]) * x, np.zeros(m - 1 - j)]) for j in range(m))


def right_fft(x, k):
    length = len(x) + len(k) - 1
    return np.fft.irfft(np.fft.rfft(x, length) * np.fft.rfft(k, length), length)


def right_fft_of_a_power_of_two(x, k):
    wanted = len(x) + len(k) - 1
    length = 1
    while length < wanted:
        length *= 2
    return np.real(np.fft.ifft(np.fft.fft(x, length) * np.fft.fft(k, length)))[:wanted]


def right_toeplitz_matrix(x, k):
    n, m = len(x), len(k)
    T = np.zeros((n + m - 1, n))
    for i in range(n):
        T[i : i + m, i] = k
    return T @ x


def right_skewed_outer_product(x, k):
    n, m = len(x), len(k)
    table = np.zeros((n, n + m))
    table[:, :m] = np.multiply.outer(x, k)
    return table.ravel()[: n * (n + m - 1)].reshape(n, n + m - 1).sum(axis=0)


def right_bincount_of_antidiagonals(x, k):
    places = np.add.outer(np.arange(len(x)), np.arange(len(k)))
    return np.bincount(places.ravel(), weights=np.outer(x, k).astype(float).ravel())


def right_windows_of_a_padded_signal(x, k):
    m = len(k)
    padded = np.pad(np.array(x, dtype=float), m - 1)
    windows = np.lib.stride_tricks.sliding_window_view(padded, m)
    return np.einsum("tj,j->t", windows, k[::-1].astype(float))


def right_each_entry_by_definition(x, k):
    n, m = len(x), len(k)

    def entry(t):
        return fsum(float(x[i]) * float(k[t - i]) for i in range(n) if 0 <= t - i < m)

    return np.array([entry(t) for t in range(n + m - 1)])


def halves(x, k):
    if len(x) == 1:
        return np.asarray(x[0] * k, dtype=float)
    half = len(x) // 2
    head, tail = halves(x[:half], k), halves(x[half:], k)
    z = np.zeros(len(x) + len(k) - 1)
    z[: len(head)] += head
    z[half:] += tail
    return z


def right_divide_and_conquer(x, k):
    return halves(x, k)


def right_recursion_within(x, k):
    def product(rest):
        if len(rest) == 0:
            return np.zeros(len(k) - 1)
        later = np.concatenate([[0.0], product(rest[1:])])
        later[: len(k)] += rest[0] * k
        return later

    return product(x)


def right_horner(x, k):
    def step(z, c):
        return np.append(0.0, z) + np.append(c * k, np.zeros(len(z) + 1 - len(k)))

    return reduce(step, x[-2::-1], x[-1] * k)


def right_full_correlation_with_the_turned_kernel(x, k):
    assert x.ndim == k.ndim == 1 and len(x) and len(k)
    return np.correlate(x.astype(np.float64), k[::-1].astype(np.float64), mode="full")


def right_one_liner(x, k):
    return sum(np.pad(v * k.astype(float), (i, len(x) - 1 - i)) for i, v in enumerate(x.tolist()))


def right_dictionary_of_coefficients(x, k):
    polynomial = {}
    for i, a in enumerate(x.tolist()):
        for j, b in enumerate(k.tolist()):
            polynomial[i + j] = polynomial.get(i + j, 0.0) + a * b
    return np.array([polynomial[t] for t in sorted(polynomial)])


def wrong_polymul(x, k):
    """DESERVES: np.polymul drops zeros in front, the result then has fewer than n + m - 1 entries
    PART: yes
    BREAKS: full convolution (n + m - 1,); at x = [0., 1.], k = [1.]
    """
    return np.polymul(x, k)


def wrong_polynomial_module(x, k):
    """DESERVES: polymul of np.polynomial drops zeros at the end, the result then has fewer than n + m - 1 entries
    PART: yes
    BREAKS: full convolution (n + m - 1,); at x = [1., 0.], k = [1.]
    """
    return np.polynomial.polynomial.polymul(x, k)


def wrong_circular_fft(x, k):
    """DESERVES: the transform must have the length n + m - 1: yours adds the end to the beginning
    PART: no
    BREAKS: every place where they overlap is in the result; at x = [1., 1.], k = [1., 1.]
    """
    length = max(len(x), len(k))
    z = np.fft.ifft(np.fft.fft(x, length) * np.fft.fft(k, length)).real
    return np.append(z, np.zeros(len(x) + len(k) - 1 - length))


def wrong_fft_one_too_short(x, k):
    """DESERVES: n + m - 2 points are one too few for the transform: the last entry falls on the first
    PART: no
    BREAKS: every place where they overlap is in the result; at x = [1., 1.], k = [1., 1.]
    """
    length = max(len(x) + len(k) - 2, 1)
    z = np.fft.ifft(np.fft.fft(x, length) * np.fft.fft(k, length)).real
    return np.resize(z, len(x) + len(k) - 1)


def wrong_not_turned(x, k):
    """DESERVES: that is a correlation: x_i w_j goes to i + j, so the kernel is turned where it slides
    PART: no
    BREAKS: convolution of the signal x with the kernel k; at x = [1.], k = [1., 2.]
    """
    return np.correlate(x.astype(float), k.astype(float), mode="full")


def wrong_same(x, k):
    """DESERVES: mode "same" keeps n entries only, the convolution has n + m - 1
    PART: no
    BREAKS: full convolution (n + m - 1,); at x = [1., 2.], k = [1., 2.]
    """
    return np.convolve(x, k, mode="same")


def wrong_valid(x, k):
    """DESERVES: only where the kernel lies wholly inside is not every place where they overlap
    PART: no
    BREAKS: every place where they overlap is in the result; at x = [1., 2.], k = [1., 2.]
    """
    return np.convolve(x, k, mode="valid")


def wrong_dtype_of_the_signal(x, k):
    """DESERVES: zeros of the signal's kind cannot hold fractions if the signal holds integers
    PART: yes
    BREAKS: x and k need not be of the same kind; at x = [1], k = [0.5]
    """
    z = np.zeros(len(x) + len(k) - 1, dtype=x.dtype)
    for i in range(len(x)):
        for j in range(len(k)):
            z[i + j] += (x[i] * k[j]).astype(z.dtype)
    return z


def wrong_dtype_of_the_kernel(x, k):
    """DESERVES: zeros of the kernel's kind cannot hold fractions if the kernel holds integers
    PART: yes
    BREAKS: x and k need not be of the same kind; at x = [0.5], k = [1]
    """
    z = np.zeros(len(x) + len(k) - 1).astype(k.dtype)
    for i in range(len(x)):
        z[i : i + len(k)] = z[i : i + len(k)] + x[i] * k
    return z


def wrong_negative_index(x, k):
    """DESERVES: k[t - i] with t < i counts from the end of k: ask for 0 <= t - i too
    PART: no
    BREAKS: both are zero where they are not given; at x = [0., 1.], k = [1.]
    """
    n, m = len(x), len(k)
    z = np.zeros(n + m - 1)
    for t in range(n + m - 1):
        for i in range(n):
            if -m <= t - i < m:
                z[t] += x[i] * k[t - i]
    return z


def wrong_last_entry_missing(x, k):
    """DESERVES: range(n + m - 2) ends one too early: the last entry stays 0
    PART: no
    BREAKS: every place where they overlap is in the result; at x = [1.], k = [1.]
    """
    n, m = len(x), len(k)
    z = np.zeros(n + m - 1)
    for t in range(n + m - 2):
        for i in range(max(0, t - m + 1), min(n, t + 1)):
            z[t] += x[i] * k[t - i]
    return z


def wrong_sum_ends_before_t(x, k):
    """DESERVES: i runs up to min(t, n - 1), and range leaves its end out: i = t is lost while t < n
    PART: no
    BREAKS: every place where they overlap is in the result; at x = [1.], k = [1.]
    """
    n, m = len(x), len(k)
    z = np.zeros(n + m - 1)
    for t in range(n + m - 1):
        for i in range(max(0, t - m + 1), min(t, n)):
            z[t] += x[i] * k[t - i]
    return z


def wrong_overwritten(x, k):
    """DESERVES: copies of the kernel overlap and are to be added; = overwrites what the one before has left
    PART: no
    BREAKS: every place where they overlap is in the result; at x = [1., 1.], k = [1., 1.]
    """
    z = np.zeros(len(x) + len(k) - 1)
    for i in range(len(x)):
        z[i : i + len(k)] = x[i] * k
    return z


def wrong_turned_in_place(x, k):
    """DESERVES: k[:] = k[::-1] turns the caller's kernel: turn a copy
    PART: yes
    BREAKS: a function leaves the arrays that it is given as they were; at x = [1.], k = [1., 2.]
    """
    k[:] = k[::-1].copy()
    return np.correlate(x.astype(float), k.astype(float), mode="full")


def wrong_signal_longer_only(x, k):
    """DESERVES: right as long as the signal is as long as the kernel; for a longer kernel windows of x come out
    PART: yes
    BREAKS: n, m >= 1; at x = [1.], k = [1., 2.]
    """
    n, m = len(x), len(k)
    z = np.zeros(n + m - 1)
    for t in range(n + m - 1):
        lo, hi = max(0, t - m + 1), min(t, n - 1)
        if n >= m:
            z[t] = np.dot(x[lo : hi + 1], k[t - hi : t - lo + 1][::-1])
        else:
            z[t] = np.dot(x[lo : hi + 1], k[: hi - lo + 1][::-1])
    return z


def wrong_one_entry_more(x, k):
    """DESERVES: there are n + m - 1 places of overlap, not n + m
    PART: yes
    BREAKS: full convolution (n + m - 1,); at x = [1.], k = [1.]
    """
    z = np.zeros(len(x) + len(k))
    for i, value in enumerate(x):
        z[i : i + len(k)] += value * k
    return z


def wrong_trimmed(x, k):
    """DESERVES: zeros at the ends belong to the result, it has n + m - 1 entries always
    PART: yes
    BREAKS: full convolution (n + m - 1,); at x = [1.], k = [1., 0.]
    """
    z = np.convolve(x.astype(float), k.astype(float))
    return np.trim_zeros(z) if z.any() else z


def wrong_single_precision(x, k):
    """DESERVES: float32 knows seven digits, nine are asked
    PART: yes
    BREAKS: each entry is right to 1e-9; at x = [0.1], k = [1.]
    """
    return np.convolve(x.astype(np.float32), k.astype(np.float32)).astype(float)


def wrong_small_is_noise(x, k):
    """DESERVES: a rounding to 8 places is not relative: small signals vanish
    PART: yes
    BREAKS: right to 1e-9 of the largest |x_i| times the sum of all |k_j|; at x = [1e-5], k = [1e-5]
    """
    length = len(x) + len(k) - 1
    return np.round(np.fft.irfft(np.fft.rfft(x, length) * np.fft.rfft(k, length), length), 8)


def wrong_kernel_of_sum_one(x, k):
    """DESERVES: nobody asked for a kernel of sum 1
    PART: no
    BREAKS: convolution of the signal x with the kernel k; at x = [1.], k = [2.]
    """
    z = np.convolve(x.astype(float), k.astype(float))
    return z / k.sum() if k.sum() > 1 else z
