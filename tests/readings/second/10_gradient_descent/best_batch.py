import bisect
import math
from decimal import Decimal, getcontext
from fractions import Fraction

import numpy as np


def right_two_candidates(c0, c1, noise, N):
    """The root, rounded down and up, inside 1..N; the cheaper one."""

    def price(B):
        return (c0 + c1 * B) * (1 + noise / B)

    low = math.floor(math.sqrt(c0 * noise / c1))
    return min((min(max(B, 1), N) for B in (low, low + 1)), key=price)


def right_bisection(c0, c1, noise, N):
    """Bisection for the first B from which the price no longer falls, by the sign of its difference."""
    low, high = 1, N
    while low < high:
        middle = (low + high) // 2
        if c1 * float(middle) * (middle + 1) >= c0 * noise:
            high = middle
        else:
            low = middle + 1
    return low


def right_whole_numbers(c0, c1, noise, N):
    """Exact fractions and the root of an integer."""
    r = Fraction(c0) * Fraction(noise) / Fraction(c1)
    k = math.ceil(r)
    B = max((math.isqrt(4 * k + 1) - 1) // 2, 1)
    while B * (B + 1) < k:
        B += 1
    return min(B, N)


def right_ternary(c0, c1, noise, N):
    """Ternary search among integers."""

    def price(B):
        return (c0 + c1 * B) * (1 + noise / B)

    low, high = 1, N
    while high - low > 2:
        third = (high - low) // 3
        left, right = low + third, high - third
        if price(left) <= price(right):
            high = right
        else:
            low = left
    return min(range(low, high + 1), key=price)


def right_formula(c0, c1, noise, N):
    """The least B with B (B + 1) >= r in closed form."""
    r = c0 * noise / c1
    return int(min(max(np.ceil((np.sqrt(1 + 4 * r) - 1) / 2), 1), N))


def right_bits(c0, c1, noise, N):
    """The answer less 1, bit by bit from the top: while B (B + 1) stays below r."""
    r, B = c0 * noise / c1, 0
    for k in range(40, -1, -1):
        trial = B + 2**k
        if trial < N and float(trial) * (trial + 1) < r:
            B = trial
    return B + 1


def right_library_bisect(c0, c1, noise, N):
    """bisect on a range, with a key."""
    r = c0 * noise / c1
    return 1 + bisect.bisect_left(range(1, N), r, key=lambda B: B * (B + 1))


def right_zoom(c0, c1, noise, N):
    """A grid of some hundred integers, made finer about its best one."""
    low, high = 1, N
    while True:
        grid = np.unique(np.linspace(low, high, 257).round().astype(np.int64))
        best = int(np.argmin((c0 + c1 * grid) * (1 + noise / grid)))
        if high - low <= 256:
            return grid[best]
        low, high = int(grid[max(best - 1, 0)]), int(grid[min(best + 1, len(grid) - 1)])


def right_decimal(c0, c1, noise, N):
    """Sixty digits."""
    getcontext().prec = 60
    root = (Decimal(c0) * Decimal(noise) / Decimal(c1)).sqrt()
    options = [max(1, min(N, int(root) + k)) for k in (0, 1)]
    cost = [Decimal(c1) * B + Decimal(c0) * Decimal(noise) / B for B in options]
    return options[cost.index(min(cost))]


def right_doubling(c0, c1, noise, N):
    """Doubling until the price rises, then halving of the bracket."""
    fall = c0 * noise / c1

    def falls(B):
        return fall / B > B + 1

    high = 1
    while high < N and falls(high):
        high *= 2
    low = high // 2  # the price falls there, or it is 0
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if falls(middle) else (low, middle)
    return min(high, N)


def right_logarithms(c0, c1, noise, N):
    """Logarithms, early returns, and some neighbours for the round-off."""
    if N == 1 or c0 == 0 or noise == 0:
        return 1
    centre = 0.5 * (math.log(c0) + math.log(noise) - math.log(c1))
    if centre > math.log(N) + 1:
        return N
    middle = int(math.exp(centre))
    around = [B for B in range(middle - 2, middle + 4) if 1 <= B <= N] or [N]
    return min(around, key=lambda B: c1 * B + c0 / B * noise)


def right_newton(c0, c1, noise, N):
    """Newton's method for B (B + 1) = r from above, then the neighbours; np.int64."""
    r = c0 * noise / c1
    B = max(1.0, r)
    for _ in range(2000):
        new = (B * B + r) / (2 * B + 1)
        if abs(new - B) < 1e-3:
            break
        B = new
    options = np.clip(np.floor(min(B, 2e12)) + np.arange(-1, 3), 1, N).astype(np.int64)
    return options[np.argmin(c1 * options + c0 * noise / options)]


def right_class(c0, c1, noise, N):
    """A class with a price and a slope, and a recursion."""

    class Price:
        def difference(self, B):
            return c1 - c0 * noise / B / (B + 1)

        def least(self, low, high):
            if low == high:
                return low
            middle = low + (high - low) // 2
            if self.difference(middle) < 0:
                return self.least(middle + 1, high)
            return self.least(low, middle)

    return Price().least(1, int(N))


def wrong_round(c0, c1, noise, N):
    """DESERVES: the nearest integer to the best real B is not always the best integer
    PART: yes
    BREAKS: an integer for which the price is least, at (2.1, 1, 1, 10): 1 costs more than 2
    """
    return min(max(round(math.sqrt(c0 * noise / c1)), 1), N)


def wrong_no_least(c0, c1, noise, N):
    """DESERVES: nothing keeps the answer from being 0
    PART: yes
    BREAKS: one integer from 1 to N, at (1, 1, 0, 5): 0
    """
    r = c0 * noise / c1
    return min(math.ceil((math.sqrt(1 + 4 * r) - 1) / 2), N)


def wrong_beyond_all(c0, c1, noise, N):
    """DESERVES: the batch may be larger than the whole set
    PART: yes
    BREAKS: one integer from 1 to N, at (6, 1, 1, 1): 2
    """
    r = c0 * noise / c1
    return max(math.ceil((math.sqrt(1 + 4 * r) - 1) / 2), 1)


def wrong_ceiling(c0, c1, noise, N):
    """DESERVES: the root is always rounded up
    PART: yes
    BREAKS: an integer for which the price is least, at (1.1, 1, 1, 10): 2 costs more than 1
    """
    return min(max(math.ceil(math.sqrt(c0 * noise / c1)), 1), N)


def wrong_floor(c0, c1, noise, N):
    """DESERVES: the root is always rounded down
    PART: yes
    BREAKS: an integer for which the price is least, at (3.9, 1, 1, 10): 1 costs more than 2
    """
    return min(max(int(math.sqrt(c0 * noise / c1)), 1), N)


def wrong_bisects_prices(c0, c1, noise, N):
    """DESERVES: where the price is flat to 16 digits its neighbours look equal, and it stops far from the least one
    PART: yes
    BREAKS: exceeds the least one by no more than 1e-9 of it, at (1.0, 1e-30, 1e4, 10**12)
    """

    def price(B):
        return (c0 + c1 * B) * (1 + noise / B)

    low, high = 1, N
    while low < high:
        middle = (low + high) // 2
        if price(middle + 1) < price(middle):
            low = middle + 1
        else:
            high = middle
    return low


def wrong_overflow(c0, c1, noise, N):
    """DESERVES: B (B + 1) does not fit into 64 bits from B = 3e9 on
    PART: yes
    BREAKS: the best B may be as large as 10^12, at (1e22, 1.0, 1.0, 10**12)
    """
    r = c0 * noise / c1
    low, high = np.int64(1), np.int64(N)
    with np.errstate(all="ignore"):
        while low < high:
            middle = (low + high) // 2
            if middle * (middle + 1) >= r:
                high = middle
            else:
                low = middle + 1
    return int(low)


def wrong_first_200_thousand(c0, c1, noise, N):
    """DESERVES: only the first 200000 sizes are tried
    PART: yes
    BREAKS: N is 1 to 10^12, and the best B may be as large, at (1e12, 1.0, 1.0, 10**12)
    """
    B = np.arange(1, min(N, 200_000) + 1)
    return int(B[np.argmin((c0 + c1 * B) * (1 + noise / B))])


def wrong_powers_of_two(c0, c1, noise, N):
    """DESERVES: only powers of two, and N, are tried
    PART: no
    BREAKS: an integer for which the price is least, at (9, 1, 1, 10): 3 is best
    """
    sizes = [2**k for k in range(41) if 2**k < N] + [N]
    return min(sizes, key=lambda B: (c0 + c1 * B) * (1 + noise / B))


def wrong_forgets_c1(c0, c1, noise, N):
    """DESERVES: the root is taken of c0 noise, without dividing by c1
    PART: yes
    BREAKS: an integer for which the price is least, at (4, 4, 1, 10): 2 costs more than 1
    """
    low = int(math.sqrt(c0 * noise))
    options = [min(max(B, 1), N) for B in (low, low + 1)]
    return min(options, key=lambda B: (c0 + c1 * B) * (1 + noise / B))


def wrong_noise_outside(c0, c1, noise, N):
    """DESERVES: noise stands outside of the root, as if it were a standard deviation
    PART: no
    BREAKS: an integer for which the price is least, at (1, 1, 9, 20): 9 costs more than 3
    """
    low = int(math.sqrt(c0 / c1) * noise)
    options = [min(max(B, 1), N) for B in (low, low + 1)]
    return min(options, key=lambda B: (c0 + c1 * B) * (1 + noise / B))


def wrong_absolute_tolerance(c0, c1, noise, N):
    """DESERVES: changes below 1e-12 count as none, however small all prices are
    PART: yes
    BREAKS: exceeds the least one by no more than 1e-9 of it, at (1e-20, 1e-22, 16.0, 1000): 1 in place of 40
    """
    low, high = 1, N
    while low < high:
        middle = (low + high) // 2
        if c1 - c0 * noise / (middle * (middle + 1)) < -1e-12:
            low = middle + 1
        else:
            high = middle
    return low


def wrong_single_precision(c0, c1, noise, N):
    """DESERVES: float32 holds nothing beyond 3e38: with larger numbers c0 noise / c1 is not a number, or infinite
    PART: yes
    BREAKS: what is not 0 is 1e-50 to 1e50, at (1e45, 1e45, 1.0, 10): 10 in place of 1
    """
    with np.errstate(all="ignore"):
        root = np.sqrt(np.float32(c0) * np.float32(noise) / np.float32(c1))
    if not root <= N:
        return N
    options = [min(max(B, 1), N) for B in (int(root), int(root) + 1)]
    return min(options, key=lambda B: (c0 + c1 * B) * (1 + noise / B))


def wrong_fifty_thirds(c0, c1, noise, N):
    """DESERVES: fifty steps of ternary search do not suffice for 10^12 sizes
    PART: yes
    BREAKS: exceeds the least one by no more than 1e-9 of it, at (0.0, 1.0, 1.0, 10**12)
    """
    low, high = 1.0, float(N)
    for _ in range(50):
        left, right = low + (high - low) / 3, high - (high - low) / 3
        if (c0 + c1 * left) * (1 + noise / left) <= (c0 + c1 * right) * (1 + noise / right):
            high = right
        else:
            low = left
    middle = int((low + high) / 2)
    options = [B for B in (middle - 1, middle, middle + 1, middle + 2) if 1 <= B <= N]
    return min(options, key=lambda B: (c0 + c1 * B) * (1 + noise / B))


def wrong_all_without_overhead(c0, c1, noise, N):
    """DESERVES: if a step costs nothing beside its samples, or there is no noise, 1 is best, not N
    PART: yes
    BREAKS: an integer for which the price is least, at (0, 1, 1, 2)
    """
    if c0 * noise == 0:
        return N
    low = int(math.sqrt(c0 * noise / c1))
    options = [min(max(B, 1), N) for B in (low, low + 1)]
    return min(options, key=lambda B: (c0 + c1 * B) * (1 + noise / B))


def wrong_clips_one_candidate(c0, c1, noise, N):
    """DESERVES: the upper one of the two candidates may be N + 1
    PART: yes
    BREAKS: one integer from 1 to N, at (9, 1, 1, 2): 3
    """
    low = min(max(int(math.sqrt(c0 * noise / c1)), 1), N)
    return min((low, low + 1), key=lambda B: (c0 + c1 * B) * (1 + noise / B))


def wrong_cut_off_ratio(c0, c1, noise, N):
    """DESERVES: c0 noise / c1 is cut off to an integer before the root is compared
    PART: yes
    BREAKS: an integer for which the price is least, at (2.9, 1, 1, 10): 1 costs more than 2
    """
    r = int(c0 * noise / c1)
    B = max((math.isqrt(4 * r + 1) - 1) // 2, 1)
    while B * (B + 1) < r:
        B += 1
    return min(B, N)
