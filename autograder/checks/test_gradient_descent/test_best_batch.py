"""Mark scheme of `best_batch`.

The best real batch size is sqrt(r), r = c0 noise / c1; the best integer B has B (B - 1) <= r <= B (B + 1). What rounds
the root is wrong in the first quarter after each m (m + 1), so that r is put there by construction. Nothing is drawn
where noise is small against a large best B: neighbours cost the same in floats there, and who compares them is right.
"""

from functools import partial
from typing import ClassVar

import numpy as np

from autograder import alternate, exercise, expect, forall, misconception, practice, slip, weight
from solutions.gradient_descent import best_batch

MANY = 10**12
LARGE = 10**10  # a best batch, about which prices differ enough for who compares those of neighbours in floats
SMALL = 1e-48  # what prices are multiplied by
EXCESS = 1e-9


def at_r(r, c1, noise):
    """(c0, c1, noise) with c0 noise / c1 = r."""
    return r * c1 / noise, c1, noise


def prices(d):
    """c1 and noise, neither of them 1, and an m from 1 on, where the best batch is to be."""
    return d.choice([0.7, 2.5, 30.0]), d.choice([3.0, 0.4, 16.0]), d.integer(1, 9)


def first_quarter(d):
    """An m >= 1, and a part of the quarter after m (m + 1), where the root rounds to m and m + 1 is best."""
    return d.integer(1, 7), d.choice([0.1, 0.2, 0.15])


def price(B, c0, c1, noise):
    """What B costs."""
    return (c0 + c1 * B) * (1 + noise / B)


def batch_size(got, N, what):
    """One integer from 1 to N."""
    expect.number(got, what)
    B = int(expect.integers(got, what))
    expect.that(1 <= B <= N, f"{what} is {B}, wanted 1 to {N}")
    return B


def no_worse(student, c0, c1, noise, N, rivals):
    """The answer costs no more than each of the rivals that is a batch size."""
    what = f"best_batch({c0:g}, {c1:g}, {noise:g}, {N:g})"
    B = batch_size(student.best_batch(c0, c1, noise, N), N, what)
    for rival in rivals(B):
        if 1 <= rival <= N:
            ours, theirs = price(B, c0, c1, noise), price(rival, c0, c1, noise)
            words = f"{what} is {B}, which costs {ours:.9g}, and {rival} costs {theirs:.9g}"
            expect.that(ours <= theirs * (1 + EXCESS), words)


@exercise(reference=best_batch)
class TestBestBatch:
    CONTRACT: ClassVar = {
        "one integer from 1 to N": ("test_neighbours", "test_few_samples", "test_no_overhead_or_no_noise"),
        "c0 >= 0 is what": "test_no_overhead_or_no_noise",
        "N is 1 to 10^12, and the best": ("test_in_the_first_quarter", "test_few_samples", "test_ties"),
        "of equal ones either": "test_ties",
    }

    @practice
    @weight(1)
    @forall(prices, draws=7)
    def test_neighbours(self, student, c1, noise, m):
        """(c0 + c1 B)(1 + noise / B) is no larger than at B - 1 and B + 1: then, being convex, it is least."""
        for k in (1, 2, m):
            for r in (k * k - 0.1, k * k + 0.1, k * (k - 1) + 0.15, k * (k + 1) - 0.15, k * (k + 1) + 0.6):
                no_worse(student, *at_r(r, c1, noise), 2 * k + 7, lambda B, k=k: (B - 1, B + 1, k + 5, 2 * k + 7))

    @weight(2)
    @forall(first_quarter, draws=8)
    def test_in_the_first_quarter(self, student, m, part):
        """It is m + 1 if c0 noise / c1 is above m (m + 1), though its root be less than m + 1/2, and N be 10^12."""
        for c1, noise, k in ((0.7, 3.0, m), (2.5, 0.4, m), (0.7, 16.0, m + 37)):
            r = k * (k + 1) + part
            no_worse(student, *at_r(r, c1, noise), MANY, lambda B, k=k: (k + 1, B - 1, B + 1))

    @weight(1)
    @forall(prices, draws=4)
    def test_no_overhead_or_no_noise(self, student, c1, noise, m):
        """If a step costs nothing beside its samples, or gradients have no noise, one sample is best, at any price."""
        for c0, price, some in ((0.0, c1, noise), (9.0, c1, 0.0), (0.0, c1, 0.0), (0.0, SMALL * c1, 16.0)):
            no_worse(student, c0, price, some, m + 1, lambda _: (1,))

    @practice
    @weight(1)
    @forall(prices, draws=5)
    def test_few_samples(self, student, c1, noise, m):
        """With fewer samples than the best batch would have, all of them are the best, however little they cost."""
        for N, r, size in ((m + 1, 5000.0, 1.0), (m, (m + 1) * (m + 2), 1.0), (1, 30.0, 1.0), (m + 1, 5000.0, SMALL)):
            no_worse(student, *at_r(r, size * c1, noise), N, lambda _, N=N: (N,))
        no_worse(student, *at_r(6.0, c1, 16.0), 2, lambda _: (2,))  # so that c0 is smaller than c1

    # The last one: who tries them all is out of time here, and nothing is run after that. It is no practice, as in a
    # browser NumPy's own integers end before 10^10.
    @weight(1)
    @forall(prices, draws=6)
    def test_ties(self, student, c1, noise, m):
        """If c0 noise / c1 is m (m + 1), m and m + 1 cost the same, and less than any other: either will do.

        So it is for m = 10^10 of 10^12 samples.
        """
        tied = at_r(m * (m + 1), c1, noise)
        no_worse(student, *tied, 2 * m + 3, lambda _: (m, m + 1))
        no_worse(student, c1 * LARGE, c1, LARGE + 1.0, MANY, lambda _: (LARGE, LARGE + 1))

    @alternate
    def first_that_is_long_enough(c0, c1, noise, N):
        r = c0 * noise / c1
        B = int(np.ceil(np.sqrt(r + 1 / 4) - 1 / 2))
        return min(max(B, 1), N)

    @alternate
    def better_of_two(c0, c1, noise, N):
        """The real optimum, and the integers on both sides of it."""
        real = min(max((c0 * noise / c1) ** 0.5, 1), N)
        both = (int(np.floor(real)), int(np.ceil(real)))
        return min(both, key=lambda B: (c0 + c1 * B) * (1 + noise / B))

    @alternate
    def bit_by_bit(c0, c1, noise, N):
        """The largest B below N up to which the price falls, and one more."""
        B = 0
        for power in reversed(range(int(N).bit_length())):
            more = B + 2**power
            if more < N and c1 * more * (more + 1) < c0 * noise:
                B = more
        return float(B + 1)

    @alternate
    def by_bisection(c0, c1, noise, N):
        low, high = 1, N
        while low < high:
            middle = (low + high) // 2
            if c1 < c0 * noise / middle / (middle + 1):
                low = middle + 1
            else:
                high = middle
        return np.int64(low)

    @alternate
    def by_price(c0, c1, noise, N):
        low, high = 1, N
        while low < high:
            B = (low + high) // 2
            here, next_one = ((c0 + c1 * size) * (1 + noise / size) for size in (B, B + 1))
            low, high = (B + 1, high) if here > next_one else (low, B)
        return np.int64(low)

    @alternate
    def by_thirds(c0, c1, noise, N):
        def price_of(B):
            return c1 * B + c0 * noise / B

        low, high = 1, N
        while high - low > 2:
            third = (high - low) // 3
            left, right = low + third, high - third
            if price_of(left) <= price_of(right):
                high = right
            else:
                low = left
        return min(range(low, high + 1), key=price_of)

    by_root = partial(slip, better_of_two, see="thm-price")
    by_first = partial(slip, first_that_is_long_enough, see="thm-price")

    root_rounded = by_first(
        ("np.ceil(np.sqrt(r + 1 / 4) - 1 / 2)", "np.round(np.sqrt(r))"),
        hint="The nearest integer to the root need not be the better neighbour: compare what they cost.",
    )
    ratio_cut_off = by_first(
        ("c0 * noise / c1", "c0 * noise // c1"),
        hint="c0 noise / c1 is no integer: cut off, it is too small just above each B (B + 1).",
    )
    root_rounded_down = by_first(
        ("np.ceil(np.sqrt(r + 1 / 4) - 1 / 2)", "np.floor(np.sqrt(r))"),
        hint="The integer above the root may cost less: compare both, by the whole product.",
    )
    root_rounded_up = by_first(
        ("np.ceil(np.sqrt(r + 1 / 4) - 1 / 2)", "np.ceil(np.sqrt(r))"),
        hint="The integer below the root may cost less: compare both. The price stops falling where B (B + 1) >= r.",
    )
    half_forgotten = by_first(
        (" - 1 / 2", ""), hint="The first B with B (B + 1) >= r is sqrt(r + 1/4) - 1/2, rounded up."
    )
    real_number = by_root(
        ("return min(both, key=lambda B: (c0 + c1 * B) * (1 + noise / B))", "return real"),
        hint="A batch has whole samples: an integer is wanted.",
    )
    smaller_of_both_not_bounded = by_root(
        ("real = min(max((c0 * noise / c1) ** 0.5, 1), N)", "real = min((c0 * noise / c1) ** 0.5, N)"),
        ("both = (int(np.floor(real)), int(np.ceil(real)))", "both = (int(real), min(int(real) + 1, N))"),
        hint="For a root below 1 the smaller of both is 0, and the price divides by it: B is at least 1.",
    )
    larger_of_both_not_bounded = by_root(
        ("both = (int(np.floor(real)), int(np.ceil(real)))", "both = (int(real), int(real) + 1)"),
        hint="The smaller of both is at most N; the larger is then N + 1.",
    )
    rounded_below_one = by_root(
        ("real = min(max((c0 * noise / c1) ** 0.5, 1), N)", "real = min((c0 * noise / c1) ** 0.5, N)"),
        ("both =", "if int(real) == 0:\n        return round(real)\n    both ="),
        hint="A root below 1/2 is rounded to 0: B is at least 1.",
    )
    price_of_a_sample_forgotten_with_both_tried = by_root(
        ("c0 * noise / c1", "c0 * noise"), hint="c1 is in the root, too: it is that of c0 noise / c1."
    )
    prices_multiplied_with_both_tried = by_root(
        ("c0 * noise / c1", "c0 * noise * c1"), hint="Dear samples ask for small batches: divide by c1."
    )
    root_forgotten_with_both_tried = by_root(
        ("(c0 * noise / c1) ** 0.5", "(c0 * noise / c1)"),
        hint="c0 noise / c1 is the square of the best B: take the root.",
    )
    where_a_step_costs_its_samples = by_root(
        ("(c0 * noise / c1) ** 0.5", "(c0 / c1)"),
        ("return min(both, key=lambda B: (c0 + c1 * B) * (1 + noise / B))", "return round(real)"),
        hint="At B = c0 / c1 a step costs as much as its samples; the noise counts, too.",
    )
    larger_of_both_always = by_root(
        ("both = (int(np.floor(real)), int(np.ceil(real)))", "both = (int(real), min(int(real) + 1, N))"),
        ("(1 + noise / B))", "(1 + noise) / B)"),
        hint="The larger of both always wins, even for a root of 1: do you compare (c0 + c1 B) (1 + noise / B)?",
    )
    all_if_steps_are_free = by_root(
        ("real =", "if c0 == 0:\n        return N\n    real ="),
        hint="If a step costs nothing besides its samples, one sample is best: the price is c1 (B + noise).",
    )
    all_without_noise = by_root(
        ("real =", "if noise == 0:\n        return N\n    real ="),
        hint="Without noise one sample tells as much as all of them, and costs least.",
    )
    beyond_all_samples = by_first(("min(max(B, 1), N)", "max(B, 1)"), hint="There are N samples: no batch is larger.")
    no_sample_at_all = by_first(("min(max(B, 1), N)", "min(B, N)"), hint="A batch has one sample at least.")
    never_all_samples = by_first(("min(max(B, 1), N)", "max(min(B, N - 1), 1)"), hint="A batch may hold all N samples.")
    noise_alone = by_first(
        ("c0 * noise / c1", "noise"), hint="What a step costs matters: c0 and c1 are in the product."
    )
    noise_itself = by_first(
        ("int(np.ceil(np.sqrt(r + 1 / 4) - 1 / 2))", "int(noise)"),
        hint="At B = noise the steps are twice the least number; the costs c0 and c1 count, too.",
    )
    price_of_a_sample_forgotten = by_first(
        ("c0 * noise / c1", "c0 * noise"), hint="Where is c1, the price of a sample?"
    )
    prices_exchanged = by_first(
        ("c0 * noise / c1", "c1 * noise / (c0 or 1e-9)"),
        hint="c0 is the price of a step, c1 that of a sample; dear steps ask for large batches.",
    )
    prices_multiplied = by_first(
        ("c0 * noise / c1", "c0 * noise * c1"), hint="Dear samples ask for small batches: divide by c1."
    )
    noise_divided = by_first(
        ("c0 * noise / c1", "c0 / c1 / (noise or 1e-9)"), hint="Much noise asks for large batches: multiply by it."
    )
    root_forgotten = by_first(("np.sqrt(r + 1 / 4)", "(r + 1 / 4)"), hint="B^2 is about c0 noise / c1: take the root.")
    least_price = by_root(
        (
            "return min(both, key=lambda B: (c0 + c1 * B) * (1 + noise / B))",
            "return min((c0 + c1 * B) * (1 + noise / B) for B in both)",
        ),
        hint="The batch size is wanted, not what it costs.",
    )
    power_of_two = by_root(
        ("both = (int(np.floor(real)), int(np.ceil(real)))", "both = [2**k for k in range(41) if 2**k <= N]"),
        hint="Batch sizes need not be powers of two.",
    )

    power_of_two_or_all = by_root(
        (
            "both = (int(np.floor(real)), int(np.ceil(real)))",
            "both = [*(2**k for k in range(41) if 2**k < N), N]",
        ),
        hint="Batch sizes need not be powers of two.",
    )

    @misconception("Prices may be tiny: no change of them is so small that it is none.", see="thm-price")
    def small_changes_left_out(c0, c1, noise, N):
        low, high = 1, N
        while low < high:
            B = (low + high) // 2
            low, high = (B + 1, high) if c1 - c0 * noise / (B * (B + 1)) < -1e-12 else (low, B)
        return low

    @misconception("np.int64 ends at 9.2e18, and B (B + 1) is beyond it from 3.1e9 on: use int.", see="thm-price")
    def bisected_in_64_bits(c0, c1, noise, N):
        low, high = np.int64(1), np.int64(N)
        with np.errstate(over="ignore"):
            while low < high:
                B = (low + high) // 2
                low, high = (low, B) if c0 * noise / c1 <= B * (B + 1) else (B + 1, high)
        return int(low)

    @misconception("The best B may be beyond the first million: the price is known by a formula.", see="thm-price")
    def first_million(c0, c1, noise, N):
        B = np.arange(1, min(N, 10**6) + 1, dtype=float)
        return int(B[np.argmin((c0 + c1 * B) * (1 + noise / B))])

    @misconception("B (B - 1) compares B with the number before it: you end one too far.", see="thm-price")
    def bisected_one_too_far(c0, c1, noise, N):
        low, high = 1, N
        while low < high:
            B = (low + high) // 2
            low, high = (low, B) if c1 * B * (B - 1) > c0 * noise else (B + 1, high)
        return low

    @misconception("Three numbers are left at the end: compare all of them.", see="thm-price")
    def middle_of_the_last_three(c0, c1, noise, N):
        low, high = 1, N
        while high - low > 2:
            a, b = low + (high - low) // 3, high - (high - low) // 3
            left, right = ((c0 + c1 * B) * (1 + noise / B) for B in (a, b))
            low, high = (low, b) if left <= right else (a, high)
        return (low + high) // 2

    @misconception("What a step costs is c0 + c1 B: without c0 one sample is always best.", see="thm-price")
    def one_sample_always(c0, c1, noise, N):
        return 1

    @misconception("The full batch takes the fewest steps, and each of them costs the most.", see="thm-price")
    def all_samples_always(c0, c1, noise, N):
        return N

    @misconception("Only a few sizes are tried; the best one is known by a formula.", see="thm-price")
    def tens_tried(c0, c1, noise, N):
        sizes = [B for B in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000) if B <= N]
        return min(sizes, key=lambda B: (c0 + c1 * B) * (1 + noise / B))
