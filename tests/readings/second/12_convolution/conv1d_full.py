from fractions import Fraction
from functools import reduce
import itertools
import math

import numpy as np


def right_loops(x, k):
    """Plain double loop, a list comes back."""
    z = [0.0] * (len(x) + len(k) - 1)
    for i in range(len(x)):
        for j in range(len(k)):
            z[i + j] += float(x[i]) * float(k[j])
    return z


def right_numpy(x, k):
    """np.convolve of floats."""
    return np.convolve(np.asarray(x, float), np.asarray(k, float))


def right_scatter(x, k):
    """Each x_i sends out a copy of the kernel."""
    k = np.asarray(k, dtype=np.float64)
    z = np.zeros(len(x) + len(k) - 1)
    for i, xi in enumerate(x):
        z[i : i + len(k)] += xi * k
    return z


def right_gather(x, k):
    """What arrives at t, with the bounds of the sum."""
    n, m = len(x), len(k)
    return np.array(
        [sum(float(x[i]) * float(k[t - i]) for i in range(max(0, t - m + 1), min(n, t + 1))) for t in range(n + m - 1)]
    )


def right_fft(x, k):
    """Real FFT of the full length."""
    r = len(x) + len(k) - 1
    return np.fft.irfft(np.fft.rfft(x, r) * np.fft.rfft(k, r), r)


def right_fft_power_of_two(x, k):
    """Complex FFT of a power of two that is long enough, real part, cut."""
    length = len(x) + len(k) - 1
    r = 1
    while r < length:
        r *= 2
    return np.fft.ifft(np.fft.fft(x, r) * np.fft.fft(k, r)).real[:length]


def right_toeplitz(x, k):
    """A Toeplitz matrix by broadcast indices, times the kernel."""
    x, k = np.asarray(x, float), np.asarray(k, float)
    n, m = x.size, k.size
    lag = np.arange(n + m - 1)[:, None] - np.arange(m)[None, :]
    inside = (lag >= 0) & (lag < n)
    return np.where(inside, x[np.clip(lag, 0, n - 1)], 0.0) @ k


def right_antidiagonals(x, k):
    """Traces of the flipped outer product."""
    A = np.fliplr(np.outer(np.asarray(x, float), np.asarray(k, float)))
    n, m = A.shape
    return np.array([np.trace(A, offset=m - 1 - t) for t in range(n + m - 1)])


def right_windows(x, k):
    """Windows of the padded signal against the turned kernel."""
    m = len(k)
    padded = np.pad(np.asarray(x, float), m - 1)
    return np.lib.stride_tricks.sliding_window_view(padded, m) @ np.asarray(k, float)[::-1]


def right_correlate(x, k):
    """np.correlate turns nothing, so the kernel is turned before."""
    return np.correlate(np.array(x, float), np.array(k, float)[::-1], "full")


def right_polynomial(x, k):
    """Multiplication of polynomials; the zeros that polymul trims at the end are put back."""
    z = np.polynomial.polynomial.polymul(np.asarray(x, float), np.asarray(k, float))
    return np.concatenate([z, np.zeros(len(x) + len(k) - 1 - len(z))])


def right_recursive(x, k):
    """Divide and conquer on the signal."""

    def conv(a):
        if len(a) == 1:
            return a[0] * kernel
        half = len(a) // 2
        out = np.zeros(len(a) + len(kernel) - 1)
        left, right = conv(a[:half]), conv(a[half:])
        out[: len(left)] += left
        out[half:] += right
        return out

    kernel = np.asarray(k, float)
    return conv(np.asarray(x, float))


def right_fractions(x, k):
    """Exact sums in fractions, rounded once."""
    z = [Fraction(0)] * (len(x) + len(k) - 1)
    for (i, a), (j, b) in itertools.product(enumerate(x.tolist()), enumerate(k.tolist())):
        z[i + j] += Fraction(a) * Fraction(b)
    return tuple(float(each) for each in z)


def right_horner(x, k):
    """Horner's scheme: shift what there is by one place, add the next x_i times the kernel in front."""
    kernel = np.asarray(k, float)

    def step(z, xi):
        z = np.append(0.0, z)
        z[: kernel.size] += xi * kernel
        return z

    return reduce(step, np.asarray(x, float)[-2::-1], float(x[-1]) * kernel)


def right_bincount(x, k):
    """bincount with the products as weights."""
    where = np.add.outer(np.arange(len(x)), np.arange(len(k)))
    return np.bincount(where.ravel(), weights=np.outer(x.astype(float), k.astype(float)).ravel())


def right_class(x, k):
    """An over-engineered class, with fsum."""

    class Convolver:
        def __init__(self, kernel):
            self.kernel = [float(e) for e in kernel]
            assert self.kernel, "the kernel has an entry"

        def terms(self, signal, t):
            for i, xi in enumerate(signal):
                if 0 <= t - i < len(self.kernel):
                    yield xi * self.kernel[t - i]

        def __call__(self, signal):
            signal = [float(e) for e in signal]
            return np.array([math.fsum(self.terms(signal, t)) for t in range(len(signal) + len(self.kernel) - 1)])

    return Convolver(k)(x)


def wrong_not_turned(x, k):
    """DESERVES: np.correlate does not turn the kernel, a convolution does
    PART: yes
    BREAKS: convolution of the signal with the kernel, at x = [1, 2], k = [1, 3]
    """
    return np.correlate(np.asarray(x, float), np.asarray(k, float), "full")


def wrong_dtype_of_kernel(x, k):
    """DESERVES: the zeros are of the kernel's kind, so that a kernel of integers cuts the fractions of x
    PART: yes
    BREAKS: x and k need not be of the same kind, at x = [0.5], k = [1] (integers)
    """
    z = np.zeros(len(x) + len(k) - 1, dtype=k.dtype)
    for i in range(len(x)):
        for j in range(len(k)):
            z[i + j] += x[i] * k[j]
    return z


def wrong_fft_one_short(x, k):
    """DESERVES: the power of two is taken of n + m - 2: where that is one itself, the last entry comes round
    PART: yes
    BREAKS: shape (n + m - 1,) and right entries, at x = [1, 1], k = [1, 1] (three entries in a transform of length 2)
    """
    length = len(x) + len(k) - 1
    r = 2 ** int(np.ceil(np.log2(max(length - 1, 1))))
    z = np.fft.ifft(np.fft.fft(x, r) * np.fft.fft(k, r)).real
    return np.append(z, np.zeros(max(0, length - r)))[:length]


def wrong_float32(x, k):
    """DESERVES: float32 has seven digits, nine are asked for
    PART: yes
    BREAKS: right to 1e-9, at x = [0.1], k = [0.1]
    """
    return np.convolve(np.asarray(x, np.float32), np.asarray(k, np.float32))


def wrong_skips_tiny(x, k):
    """DESERVES: entries below 1e-12 are left out, though right is relative, however small
    PART: yes
    BREAKS: however small that is, at x = [1e-13], k = [1.0]
    """
    z = np.zeros(len(x) + len(k) - 1)
    for i in range(len(x)):
        if abs(x[i]) < 1e-12:
            continue
        z[i : i + len(k)] += x[i] * k
    return z


def wrong_rounded_fft(x, k):
    """DESERVES: the rounding to ten decimals that cleans the FFT's dust wipes out small signals
    PART: yes
    BREAKS: right to 1e-9 of the largest |x_i| times the sum of all |k_j|, at x = [1.26e-10], k = [1.0]
    """
    r = len(x) + len(k) - 1
    return np.round(np.fft.irfft(np.fft.rfft(x, r) * np.fft.rfft(k, r), r), 10)


def wrong_trimmed(x, k):
    """DESERVES: polymul trims zeros at the end, which are entries here
    PART: yes
    BREAKS: (n + m - 1,), every place where they overlap is in the result, at x = [1, 0], k = [1]
    """
    return np.polynomial.polynomial.polymul(np.asarray(x, float), np.asarray(k, float))


def wrong_integer_overflow(x, k):
    """DESERVES: products of int64 overflow from 9.2e18 on; convert to float first
    PART: yes
    BREAKS: x and k hold integers (int64), right to 1e-9, at x = [4 * 10**9], k = [4 * 10**9]
    """
    return np.convolve(x, k)


def wrong_turns_in_place(x, k):
    """DESERVES: the kernel that was given is turned round and stays so
    PART: yes
    BREAKS: a function leaves the arrays as they were, at x = [1.0], k = [1.0, 2.0]
    """
    k[:] = k[::-1].copy()
    m = len(k)
    padded = np.pad(np.asarray(x, float), m - 1)
    return np.array([padded[t : t + m] @ k for t in range(len(x) + m - 1)])


def wrong_longer_kernel(x, k):
    """DESERVES: a kernel longer than the signal may change places with it, but then nothing is to be turned
    PART: yes
    BREAKS: the convolution, for all n, m >= 1, at x = [1.0], k = [1.0, 2.0]
    """
    x, k = np.asarray(x, float), np.asarray(k, float)
    swapped = len(k) > len(x)
    if swapped:
        x, k = k, x
    z = np.convolve(x, k)
    return z[::-1] if swapped else z


def wrong_one_entry_kernel(x, k):
    """DESERVES: a kernel of one entry still multiplies
    PART: yes
    BREAKS: n, m >= 1, at x = [1.0], k = [2.0]
    """
    if len(k) == 1:
        return np.array(x, float)
    return np.convolve(np.asarray(x, float), np.asarray(k, float))


def wrong_interpolation(x, k):
    """DESERVES: interpolation at 0, 1, 2, ... is so ill-conditioned that long signals come out wrong
    PART: yes
    BREAKS: right to 1e-9, at x = fifteen ones, k = fifteen ones
    """
    r = len(x) + len(k) - 1
    t = np.arange(r, dtype=float)
    values = np.polyval(np.asarray(x, float)[::-1], t) * np.polyval(np.asarray(k, float)[::-1], t)
    return np.linalg.solve(np.vander(t, r, increasing=True), values)


def wrong_cached_matrix(x, k):
    """DESERVES: the matrix is kept by the lengths alone, so that a second kernel of the same length is not looked at
    PART: yes
    BREAKS: the kernel k, at x = [1.0], k = [1.0] and then x = [1.0], k = [2.0]
    """
    tables = globals().setdefault("_toeplitz_tables", {})
    key = len(x), len(k)
    if key not in tables:
        T = np.zeros((len(x) + len(k) - 1, len(x)))
        for i in range(len(x)):
            T[i : i + len(k), i] = k
        tables[key] = T
    return tables[key] @ x


def wrong_negative_index(x, k):
    """DESERVES: k[t - i] with a negative index reads from the kernel's end
    PART: no
    BREAKS: both are zero where they are not given, at x = [1, 1], k = [1, 2]
    """
    n, m = len(x), len(k)
    return np.array([sum(float(x[i] * k[t - i]) for i in range(n) if t - i < m) if m else 0 for t in range(n + m - 1)])


def wrong_same(x, k):
    """DESERVES: mode "same" cuts the ends off; and puts zeros there to have the length
    PART: no
    BREAKS: every place where they overlap is in the result, at x = [1, 1], k = [1, 1]
    """
    z = np.convolve(np.asarray(x, float), np.asarray(k, float), "same")
    return np.append(z, np.zeros(len(x) + len(k) - 1 - len(z)))


def wrong_spread_by_zeros(x, k):
    """DESERVES: zeros of the signal are dropped, so that what comes later comes too early
    PART: no
    BREAKS: zeros count, (n + m - 1,), at x = [1.0, 0.0, 1.0], k = [1.0]
    """
    nonzero = np.asarray(x, float)[np.asarray(x) != 0]
    z = np.zeros(len(x) + len(k) - 1)
    for i, xi in enumerate(nonzero):
        z[i : i + len(k)] += xi * k
    return z
