"""Mark scheme of `conv1d_full`."""

from typing import ClassVar

import numpy as np

from autograder import alternate, exercise, expect, forall, misconception, practice, slip, weight
from autograder.checks.test_convolution.inputs import (
    LARGE,
    TINY,
    close,
    lopsided,
    near,
    off_zero,
    size_of,
    tenths,
    whole,
)
from solutions.convolution import conv1d_full

POINTS = np.array([-1.0, 0.5, 2.0])  # where polynomials are compared; at 1 a turned kernel has the same value


def signal(d, n):
    """Tenths, none of them 0."""
    return off_zero(tenths(d, n))


def one_sided(k):
    """The kernel (m,), m >= 2, made other than itself turned round."""
    return lopsided(k[None])[0]


def impulses(d):
    """How long a signal is, a height, and a kernel of two entries or more, no longer: (n, c, k)."""
    m = d.integer(2, 4)
    return m + d.integer(0, 2), d.integer(1, 30) / 10, one_sided(signal(d, m))


def two_signals(d):
    """A signal and a kernel of two entries or more, no longer than the signal."""
    m = d.integer(2, 4)
    return signal(d, m + d.integer(0, 3)), one_sided(signal(d, m))


def short_signals(d):
    """A kernel that is longer than the signal, by two or more."""
    n = d.integer(1, 3)
    return signal(d, n), one_sided(signal(d, n + d.integer(2, 4)))


def of_two_kinds(d):
    """Integers and tenths, whose products are no integers."""
    x, k = whole(d, d.integer(2, 4)), signal(d, d.integer(2, 3))
    x[0], x[-1], k[0] = 3, 2, 0.7
    return x, k


@exercise(reference=conv1d_full)
class TestConv1dFull:
    CONTRACT: ClassVar = {
        "Full convolution": ("test_impulses", "test_polynomials", "test_fourier_transform", "test_short_signals"),
        "every place where they overlap": ("test_impulses", "test_polynomials", "test_short_signals"),
        "x and k hold floats or integers": "test_kinds_of_numbers",
        "right to 1e-9": "test_kinds_of_numbers",
    }

    @practice
    @weight(1)
    @forall(impulses)
    def test_impulses(self, student, n, c, k):
        """A signal that is 0 but for one entry c, at place i, gives c times the kernel, from place i on."""
        for i in (0, n - 1):
            x, wanted = np.zeros(n), np.zeros(n + len(k) - 1)
            x[i], wanted[i : i + len(k)] = c, c * k
            near(student.conv1d_full(x, k), wanted, f"conv1d_full(x, k), x being {c:g} at {i} only,", size_of(x, k))

    @practice
    @weight(1)
    @forall(two_signals)
    def test_polynomials(self, student, x, k):
        """As polynomials, with the entries as coefficients, x times k is x * k; it has n + m - 1 coefficients."""
        z = student.conv1d_full(x, k)
        expect.shape(z, (len(x) + len(k) - 1,), "conv1d_full(x, k)")
        z = expect.finite(z, "conv1d_full(x, k)")
        for t in POINTS:
            of_x, of_k, of_z = (np.sum(each * t ** np.arange(len(each))) for each in (x, k, z))
            size = size_of(x, k) * max(1, abs(t)) ** len(z)
            near(of_z, of_x * of_k, f"the polynomial conv1d_full(x, k) at t = {t:g}", size)

    @weight(1)
    @forall(two_signals, draws=12)
    def test_fourier_transform(self, student, x, k):
        """The Fourier transform of length n + m - 1 of x * k is that of x times that of k, however long they are."""
        for times in (1, 8):
            x, k = np.tile(x, times), np.tile(k, times)
            n = len(x) + len(k) - 1
            wanted = np.fft.irfft(np.fft.rfft(x, n) * np.fft.rfft(k, n), n)
            near(student.conv1d_full(x, k), wanted, "conv1d_full(x, k)", size_of(x, k))

    @weight(1)
    @forall(short_signals, draws=12)
    def test_short_signals(self, student, x, k):
        """A kernel that is longer than the signal, or one number, is as good as any other: x * k = k * x."""
        near(student.conv1d_full(x, k), conv1d_full(k, x), "conv1d_full(x, k)", size_of(x, k))
        near(student.conv1d_full(k, x[:1]), x[0] * k, "conv1d_full(k, x[:1])", size_of(x, k))

    @weight(1)
    @forall(of_two_kinds, draws=8)
    def test_kinds_of_numbers(self, student, x, k):
        """Integers and floats may be convolved in either order; large terms may cancel, and small ones count."""
        apart = k[0] * np.array([1, -1])
        close(student.conv1d_full(LARGE, apart), conv1d_full(LARGE, apart), f"conv1d_full({LARGE}, {apart})", 1e3)
        for small in (3e-4 * k, TINY * k):
            wanted = conv1d_full(small, small)
            close(student.conv1d_full(small, small), wanted, f"conv1d_full({small}, {small})", size_of(small, small))
        wanted = conv1d_full(x, k)
        close(student.conv1d_full(x, k), wanted, "conv1d_full(x, k)", size_of(x, k))
        close(student.conv1d_full(k, x), wanted, "conv1d_full(k, x)", size_of(x, k))
        close(student.conv1d_full(x, x), conv1d_full(x, x), "conv1d_full(x, x)", size_of(x, x))

    @alternate
    def by_copies(x, k):
        z = np.zeros(len(x) + len(k) - 1)
        for i in range(len(x)):
            z[i : i + len(k)] += x[i] * k
        return z

    @alternate
    def by_two_loops(x, k):
        z = [0.0] * (len(x) + len(k) - 1)
        for i, a in enumerate(x):
            for j, b in enumerate(k):
                z[i + j] += float(a) * float(b)
        return z

    @alternate
    def by_sums(x, k):
        n, m = len(x), len(k)
        return np.array(
            [sum(x[i] * k[t - i] for i in range(max(0, t - m + 1), min(n, t + 1))) for t in range(n + m - 1)]
        )

    @alternate
    def by_fourier(x, k):
        n = len(x) + len(k) - 1
        return np.fft.ifft(np.fft.fft(x, n) * np.fft.fft(k, n)).real

    @alternate
    def by_a_matrix(x, k):
        T = np.zeros((len(x) + len(k) - 1, len(x)))
        for i in range(len(x)):
            T[i : i + len(k), i] = k
        return T @ x

    @alternate
    def by_the_library(x, k):
        return np.convolve(x, k)

    not_turned = slip(
        by_copies,
        ("x[i] * k", "x[i] * k[::-1]"),
        hint="Each entry releases a copy of k as it is; seen from the result the kernel is turned, and so once only.",
        see="def-convolution",
    )
    cut_to_the_signal = slip(
        by_copies,
        ("return z", "return z[: len(x)]"),
        hint="Every place of overlap counts: n + m - 1 entries, not n.",
        see="def-convolution",
    )
    full_overlap_only = slip(
        by_copies,
        ("return z", "return z[min(len(x), len(k)) - 1 : max(len(x), len(k))]"),
        hint="Every place of overlap counts, those where x and k overlap in part too.",
        see="def-convolution",
    )
    middle_part = slip(
        by_copies,
        ("return z", "return z[(len(k) - 1) // 2 :][: len(x)]"),
        hint="Every place of overlap counts: n + m - 1 entries, not the n in the middle.",
        see="def-convolution",
    )
    last_copy_forgotten = slip(
        by_copies,
        ("range(len(x))", "range(len(x) - 1)"),
        hint="The last entry of x releases a copy of k, too.",
        see="def-convolution",
    )
    copies_replaced = slip(
        by_copies,
        ("+=", "="),
        hint="Where copies overlap they add up; one does not replace the other.",
        see="def-convolution",
    )
    one_entry_too_many = slip(
        by_copies,
        ("len(x) + len(k) - 1", "len(x) + len(k)"),
        hint="The last place of overlap is (n - 1) + (m - 1): there are n + m - 1 places.",
        see="def-convolution",
    )
    kind_of_the_signal = slip(
        by_two_loops,
        ("z = [0.0] * (len(x) + len(k) - 1)", "z = np.zeros(len(x) + len(k) - 1, x.dtype)"),
        hint="Space of the dtype of x holds no fractions if x holds integers: np.zeros without a dtype.",
        see="def-convolution",
    )
    in_single_precision = slip(
        by_copies,
        ("len(k) - 1)", "len(k) - 1, np.float32)"),
        hint="float32 has 7 digits; 1e-9 is wanted.",
        see="def-convolution",
    )
    turned_at_the_end_if_longer = slip(
        by_copies,
        ("return z", "return z[::-1] if len(k) > len(x) else z"),
        hint="x * k = k * x, whichever is the longer: when they change places nothing is turned.",
        see="thm-convolution",
    )
    sums_without_an_end = slip(
        by_sums,
        ("min(n, t + 1)", "n"),
        hint="A negative index counts from the end in Python, or there is none: leave out k[t - i] for t < i.",
        see="def-convolution",
    )
    kernel_made_a_mean = slip(
        by_copies,
        ("x[i] * k", "x[i] * k / np.sum(np.abs(k))"),
        hint="The kernel is taken as it is: its entries need not sum to 1.",
        see="def-convolution",
    )
    turned_at_the_end = slip(
        by_copies,
        ("return z", "return z[::-1]"),
        hint="The first entry of the result is x_0 k_0: nothing is turned at the end.",
        see="def-convolution",
    )
    every_sum_divided = slip(
        by_copies,
        ("return z", "return z / len(k)"),
        hint="Sums of products, no means.",
        see="def-convolution",
    )
    rounded_off = slip(
        by_copies,
        ("return z", "return np.round(z, 1)"),
        hint="Nothing is rounded: 1e-9 is wanted.",
        see="def-convolution",
    )
    rounded_to_eight_places = slip(
        by_fourier,
        (".real", ".real.round(8)"),
        hint="Small signals have small results: to round to so many places loses them. Nothing is rounded.",
        see="def-convolution",
    )
    one_short_for_fourier = slip(
        by_fourier,
        ("n = len(x) + len(k) - 1", "n, length = 1 << (len(x) + len(k) - 3).bit_length(), len(x) + len(k) - 1"),
        (".real", ".real; z = np.append(z, np.zeros(max(0, length - n)))[:length]; return z"),
        ("return np.fft", "z = np.fft"),
        hint="The transform needs room for n + m - 1 entries: with one less, the last comes round to the beginning.",
        see="thm-convolution",
    )
    library_in_single_precision = slip(
        by_the_library,
        ("np.convolve(x, k)", "np.convolve(x.astype(np.float32), k.astype(np.float32))"),
        hint="float32 has 7 digits; 1e-9 is wanted.",
        see="def-convolution",
    )
    kind_of_the_kernel = slip(
        by_two_loops,
        ("z = [0.0] * (len(x) + len(k) - 1)", "z = np.zeros(len(x) + len(k) - 1, k.dtype)"),
        hint="Space of the dtype of k holds no fractions if k holds integers: np.zeros without a dtype.",
        see="def-convolution",
    )
    filled_up_after_fourier = slip(
        by_fourier,
        ("len(x) + len(k) - 1", "max(len(x), len(k))"),
        ("np.fft.ifft(np", "np.append(np.fft.ifft(np"),
        (".real", ".real, np.zeros(len(x) + len(k) - 1 - n))"),
        hint="Too short a Fourier transform wraps round; zeros at its end do not undo it: fill up before, not after.",
        see="thm-convolution",
    )
    not_long_enough_for_fourier = slip(
        by_fourier,
        ("len(x) + len(k) - 1", "max(len(x), len(k))"),
        hint="Too short a Fourier transform wraps round: what leaves at the end comes back at the beginning.",
        see="thm-convolution",
    )
    modulus_of_the_transform = slip(
        by_fourier,
        (
            "np.fft.ifft(np.fft.fft(x, n) * np.fft.fft(k, n)).real",
            "np.abs(np.fft.ifft(np.fft.fft(x, n) * np.fft.fft(k, n)))",
        ),
        hint="The modulus loses the signs: take the real part.",
        see="thm-convolution",
    )
    conjugate_of_the_transform = slip(
        by_fourier,
        ("* np.fft.fft(k, n)", "* np.conj(np.fft.fft(k, n))"),
        hint="With the conjugate the product is that of a correlation, round a circle.",
        see="thm-convolution",
    )

    @misconception(
        "A negative index counts from the end in Python: leave out x[t - j] for t < j.", see="def-convolution"
    )
    def negative_indices(x, k):
        n, m = len(x), len(k)
        z = np.zeros(n + m - 1)
        for t in range(n + m - 1):
            for j in range(m):
                if -n <= t - j < n:
                    z[t] += k[j] * x[t - j]
        return z

    @misconception(
        "A negative index counts from the end in Python: leave out k[t - i] for t < i.", see="def-convolution"
    )
    def negative_indices_of_the_kernel(x, k):
        n, m = len(x), len(k)
        z = np.zeros(n + m - 1)
        for t in range(n + m - 1):
            for i in range(n):
                if -m <= t - i < m:
                    z[t] += x[i] * k[t - i]
        return z

    @misconception(
        "At 0, 1, 2, ... interpolation loses all digits of longer signals; roots of unity lose none.",
        see="thm-convolution",
    )
    def interpolated_at_whole_numbers(x, k):
        n = len(x) + len(k) - 1
        t = np.arange(n, dtype=float)
        values = np.polyval(x[::-1], t) * np.polyval(k[::-1], t)
        return np.linalg.solve(np.vander(t, n, increasing=True), values)

    @misconception("Each with each: entry by entry only n of the n m products are there.", see="def-convolution")
    def entry_by_entry(x, k):
        n = min(len(x), len(k))
        return x[:n] * k[:n]

    @misconception("These are all the products; those with the same i + j are to be added.", see="def-convolution")
    def all_products(x, k):
        return np.outer(x, k)

    @misconception(
        "A product of polynomials drops zeros at the end; x * k has n + m - 1 entries always.", see="def-convolution"
    )
    def trimmed_at_the_end(x, k):
        return np.polynomial.polynomial.polymul(x, k)

    @misconception(
        "np.polymul drops zeros at the beginning; x * k has n + m - 1 entries always.", see="def-convolution"
    )
    def trimmed_at_the_beginning(x, k):
        return np.polymul(x, k)

    @misconception('"same" leaves n or m entries: every place of overlap counts, n + m - 1.', see="def-convolution")
    def as_long_as_the_longer(x, k):
        return np.convolve(x, k, "same")
