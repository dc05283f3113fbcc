"""Mark scheme of `epoch_batches`.

Which batches are drawn is free, so no draw is compared with the model answer's. What is said of draws is true but for

    two epochs of 60 samples in pairs share 13 of their 30 pairs or more    C(30, 13) / (59 * 57 * ... * 35) < 3e-14
    of 60 samples in pairs, 16 pairs or more are as far apart on a circle   30 C(60, 16) / (59 * 57 * ... * 29) < 4e-11
    the lone last sample of 21 is the same one in 24 epochs                  21^-23 < 4e-31
    of 24 epochs of 21 samples in fours two are the same                    C(24, 2) 4!^5 / 21! < 5e-11
    of 12001 samples in batches of 1500, in four epochs, the last 4500 are more
    than 40.5 % or less than 34.5 % of the first two batches (Chernoff)     exp(-12000 * 0.0019) < 2e-10
    and the first 4500 of the last two full batches                         as many
    of two samples the same one comes first in 36 epochs                    2^-35 < 3e-11
    of 601 samples, one by one, in four epochs, more than 1300 or fewer than 1100
    of the 2400 neighbours are in falling order                             2 exp(-98^2 / (4 * 601 / 6)) < 9e-11
    four more generators make the batches of the first, 61 samples in threes  less than 1e-50

For the first: 13 given pairs of one epoch are pairs of the other with probability 1 / (59 * 57 * ... * 35). For the
falls: in an order of n they have the law of floor(U_1 + ... + U_n) of independent uniform U, whose sum has the tails
of a normal number or lighter (Tanny 1973). All of them together, and as often as they are tried, are below 1e-9.
"""

from functools import partial
from typing import ClassVar

import numpy as np

from autograder import alternate, exercise, expect, forall, misconception, practice, slip, weight
from solutions.gradient_descent import epoch_batches

PAIRS, SHARED, ALIKE = 30, 12, 15
LONE, EPOCHS = 21, 24
MANY, SLACK = 4, 0.03
ORDERS = 36
ONES, FALLS = 601, 100


def uneven(d):
    """Numbers of samples and a batch size that does not divide them: (N, B)."""
    B = d.integer(2, 5)
    return B * d.integer(1, 4) + d.integer(1, B - 1), B


def key(d):
    """Something to make generators different by."""
    return int(d.integers(1, 0, 10**6)[0])


def read(got, N, B):
    """The batches as arrays of integers, of the sizes that they must have."""
    what = f"epoch_batches({N}, {B}, rng)"
    batches = expect.entries(got, what, N, "batch", "batches")
    wanted = [B] * (N // B) + [N % B] * (N % B > 0)
    found = [np.size(batch) for batch in batches]
    expect.that(found == wanted, f"{what} has batches of {found} samples, wanted {wanted}")
    for i, batch in enumerate(batches):
        expect.shape(batch, (wanted[i],), f"batch {i} of {what}")
    return [expect.integers(batch, f"batch {i} of {what}") for i, batch in enumerate(batches)]


def pairs(got):
    """The batches of 60 samples in pairs, as sets."""
    return {frozenset(batch.tolist()) for batch in read(got, 2 * PAIRS, 2)}


def as_sets(got, N, B):
    return [frozenset(batch.tolist()) for batch in read(got, N, B)]


@exercise(reference=epoch_batches)
class TestEpochBatches:
    CONTRACT: ClassVar = {
        "a list of arrays of integers": "test_partition",
        "each index 0..N-1 exactly once": "test_partition",
        "N >= 1 samples, batches of": "test_partition",
        "All batches have B entries": "test_partition",
        "drawn anew in each call": (
            "test_epochs_share_few_batches",
            "test_every_sample_anywhere",
            "test_both_orders_of_two",
        ),
        "equal generators give equal": "test_all_draws_from_rng",
    }

    @practice
    @weight(1)
    @forall(uneven, draws=5)
    def test_partition(self, student, N, B):
        """Each of 0..N-1 is in one batch, once; all batches have B samples but the last, which has the rest."""
        for n, b in ((N, B), (N, 1), (N - N % B, B), (N, N), (N, N + 1), (1, 1), (1, 3), (61, 2)):
            got = student.epoch_batches(n, b, student.rng(n, b))
            found = sorted(np.concatenate(read(got, n, b)).tolist())
            kinds = {np.asarray(batch).dtype.kind for batch in got}
            expect.that(kinds <= {"i", "u"}, f"the batches of epoch_batches({n}, {b}, rng) do not hold integers")
            expect.that(found == list(range(n)), f"the batches of epoch_batches({n}, {b}, rng) hold {found} in all")

    @practice
    @weight(1)
    @forall(key, draws=2)
    def test_epochs_share_few_batches(self, student, key):
        """Of 60 samples in pairs no two of three epochs share 13 of their 30 pairs, and no 16 are equally far apart."""
        rng = student.rng(key)
        epochs = [pairs(student.epoch_batches(2 * PAIRS, 2, rng)) for _ in range(3)]
        for i, j in ((0, 1), (1, 2), (0, 2)):
            shared = len(epochs[i] & epochs[j])
            words = f"calls {i} and {j} with one rng share {shared} of {PAIRS} pairs, wanted {SHARED} at most"
            expect.that(shared <= SHARED, words)
        for i, epoch in enumerate(epochs):
            apart = np.array([max(pair) - min(pair) for pair in epoch])
            alike = int(np.bincount(np.minimum(apart, 2 * PAIRS - apart)).max())
            words = f"in call {i} {alike} of {PAIRS} pairs are equally far apart, on a circle of all samples"
            expect.that(alike <= ALIKE, f"{words}, wanted {ALIKE} at most")

    @weight(1)
    @forall(key, draws=1)
    def test_every_sample_anywhere(self, student, key):
        """Not one sample is always last, no order comes twice in 24 epochs, and late samples come early as often."""
        rng = student.rng("lone", key)
        orders = [as_sets(student.epoch_batches(LONE, 4, rng), LONE, 4) for _ in range(EPOCHS)]
        last = {min(order[-1]) for order in orders}
        expect.that(len(last) > 1, f"in {EPOCHS} epochs of {LONE} samples in fours, {min(last)} is last each time")
        words = f"of {EPOCHS} epochs of {LONE} samples in fours with one rng, two have the same batches"
        expect.that(len(set(map(tuple, orders))) == EPOCHS, words)
        epochs = [read(student.epoch_batches(12001, 1500, rng), 12001, 1500) for _ in range(MANY)]
        early = float(np.mean([np.concatenate(batches[:2]) > 7500 for batches in epochs]))
        late = float(np.mean([np.concatenate(batches[6:8]) < 4500 for batches in epochs]))
        for share, which, where in ((early, "above 7500", "first"), (late, "below 4500", "last full")):
            what = f"in {MANY} epochs of epoch_batches(12001, 1500, rng)"
            words = f"{what} {share:.1%} of the two {where} batches are {which}"
            expect.that(abs(share - 0.375) <= SLACK, f"{words}, wanted about 37.5%")

    @weight(1)
    @forall(key, draws=1)
    def test_both_orders_of_two(self, student, key):
        """Of two samples, one in each batch, either comes first in some epochs; of 601, half the neighbours fall."""
        rng = student.rng("two", key)
        first = {int(read(student.epoch_batches(2, 1, rng), 2, 1)[0][0]) for _ in range(ORDERS)}
        expect.that(len(first) > 1, f"in {ORDERS} epochs of two samples, {min(first)} is first each time")
        orders = [np.concatenate(read(student.epoch_batches(ONES, 1, rng), ONES, 1)) for _ in range(MANY)]
        falls, half = int(np.sum(np.diff(orders) < 0)), MANY * (ONES - 1) // 2
        words = f"in {MANY} epochs of {ONES} batches of one sample the next one is smaller {falls} times"
        expect.that(abs(falls - half) <= FALLS, f"{words}, wanted about {half}")

    @weight(1)
    @forall(key, draws=2)
    def test_all_draws_from_rng(self, student, key):
        """Equal generators give the same batches, epoch after epoch, and other ones do not all give these again."""
        one, again = student.rng("one", key), student.rng("one", key)
        for _ in range(2):
            first, second = (as_sets(student.epoch_batches(61, 3, rng), 61, 3) for rng in (one, again))
            expect.that(first == second, "generators in the same state give different batches: use rng alone")
        others = [as_sets(student.epoch_batches(61, 3, student.rng("other", key, k)), 61, 3) for k in range(4)]
        expect.that(any(other != first for other in others), "five different generators give the same batches: use rng")

    @alternate
    def cut_permutation(N, B, rng):
        order = rng.permutation(N)
        return [order[start : start + B] for start in range(0, N, B)]

    @alternate
    def shuffled_list(N, B, rng):
        order = list(range(N))
        rng.shuffle(order)
        batches = []
        while order:
            batches.append(order[:B])
            order = order[B:]
        return batches

    @alternate
    def by_random_keys(N, B, rng):
        order = np.argsort(rng.random(N))
        return np.array_split(order, range(B, N, B))

    @alternate
    def drawn_one_by_one(N, B, rng):
        """From a hat; inside a batch in order."""
        hat, batches = list(range(N)), [[]]
        while hat:
            if len(batches[-1]) == B:
                batches.append([])
            batches[-1].append(hat.pop(int(rng.integers(len(hat)))))
        return tuple(np.array(sorted(batch)) for batch in batches)

    @alternate
    def chosen_without_replacement(N, B, rng):
        left, batches = np.arange(N), []
        while len(left):
            batch = rng.choice(left, size=min(B, len(left)), replace=False)
            batches.append(batch)
            left = np.setdiff1d(left, batch)
        return batches

    cut_with = partial(slip, cut_permutation, see="def-epoch")

    tail_dropped = cut_with(
        ("range(0, N, B)", "range(0, N - B + 1, B)"), hint="The last, shorter batch belongs to the epoch, too."
    )
    never_shuffled = cut_with(
        ("rng.permutation(N)", "np.arange(N)"), hint="Which samples share a batch is drawn: shuffle them first."
    )
    own_generator = cut_with(
        ("rng.permutation", "np.random.default_rng(0).permutation"),
        hint="A generator of its own makes every epoch the same: draw from rng.",
    )
    global_generator_seeded = cut_with(
        ("order =", "np.random.seed(0)\n    order ="),
        ("rng.permutation", "np.random.permutation"),
        hint="All draws come from rng, not from NumPy's global generator.",
    )
    with_replacement = cut_with(
        ("rng.permutation(N)", "rng.integers(N, size=N)"),
        hint="Drawn with replacement some samples come twice and others never: permute them.",
    )
    batches_apart = cut_with(
        ("    order = rng.permutation(N)\n", ""),
        ("order[start : start + B] for", "rng.choice(N, min(B, N - start), replace=False) for"),
        hint="Each batch is drawn as if there were no others; together they are to hold each sample once.",
    )
    order_of_batches_alone = cut_with(
        ("order = rng.permutation(N)", "order, starts = np.arange(N), rng.permutation(N // B) * B"),
        ("range(0, N, B)", "[*starts, *range(N // B * B, N, B)]"),
        hint="The same samples stay together: shuffle the samples, not the batches.",
    )
    shuffled_inside = cut_with(
        ("    order = rng.permutation(N)\n", ""),
        ("order[start : start + B]", "rng.permutation(np.arange(start, min(start + B, N)))"),
        hint="The order inside a batch does not matter; which samples share it does.",
    )
    turned = cut_with(
        ("rng.permutation(N)", "np.roll(np.arange(N), rng.integers(N))"),
        hint="A random start is not a random order: neighbours stay together.",
    )
    from_a_random_start = cut_with(
        ("rng.permutation(N)", "(np.arange(N) + rng.integers(N)) % N"),
        hint="A random start is not a random order: neighbours stay together.",
    )
    tail_left_in_place = cut_with(
        ("rng.permutation(N)", "np.append(rng.permutation(N - N % B), np.arange(N - N % B, N))"),
        hint="The last samples are shuffled with all others, or the last batch is always the same.",
    )
    halves_apart = cut_with(
        ("rng.permutation(N)", "np.append(rng.permutation(N // 2), N // 2 + rng.permutation(N - N // 2))"),
        hint="Any samples may share a batch: shuffle all of them together.",
    )
    last_left_in_place = cut_with(
        ("rng.permutation(N)", "np.append(rng.permutation(N - 1), N - 1)"),
        hint="rng.permutation(N - 1) leaves the last sample at the end: shuffle all N.",
    )
    even_and_odd_apart = cut_with(
        ("rng.permutation(N)", "np.append(rng.permutation(np.arange(0, N, 2)), rng.permutation(np.arange(1, N, 2)))"),
        hint="Any samples may share a batch, even and odd ones too: shuffle all of them together.",
    )
    random_stride = cut_with(
        ("order =", "strides = [s for s in range(1, N + 1) if np.gcd(s, N) == 1]\n    order ="),
        ("rng.permutation(N)", "(rng.integers(N) + rng.choice(strides) * np.arange(N)) % N"),
        hint="Steps of a random stride make few of all orders: all pairs are equally far apart.",
    )
    few_pairs_swapped = cut_with(
        (
            "rng.permutation(N)",
            "np.arange(N)\n    for _ in range(N // 2):\n        i, j = rng.integers(N, size=2)\n"
            "        order[i], order[j] = order[j], order[i]",
        ),
        hint="A few swaps leave most samples where they were: shuffle all of them.",
    )
    swapped_with_any = cut_with(
        (
            "rng.permutation(N)",
            "np.arange(N)\n    for i in range(N):\n        j = rng.integers(N)\n"
            "        order[i], order[j] = order[j], order[i]",
        ),
        hint="Swapped with any of N places, samples are not spread evenly: draw j from those that are left, and i.",
    )
    integer_keys = cut_with(
        ("rng.permutation(N)", 'np.argsort(rng.integers(0, N, size=N), kind="stable")'),
        hint="Keys that are integers tie, and samples of equal keys keep their order: draw keys that never tie.",
    )
    few_seeds = cut_with(
        ("rng.permutation", "np.random.default_rng(rng.integers(10)).permutation"),
        hint="Ten seeds make ten orders: shuffle with rng itself.",
    )
    copied_generator = cut_with(
        ("order =", "from copy import deepcopy\n\n    order ="),
        ("rng.permutation", "deepcopy(rng).permutation"),
        hint="The copy is used up, and rng is not: the next epoch has the same batches.",
    )
    empty_batch = cut_with(
        ("range(0, N, B)", "range(0, (N // B + 1) * B, B)"),
        hint="If B divides N there is no rest: N // B + 1 batches are one too many, and empty.",
    )
    dealt_like_cards = cut_with(
        ("order[start : start + B]", "order[start :: -(-N // B)]"),
        ("range(0, N, B)", "range(-(-N // B))"),
        hint="Dealt like cards the batches have nearly one size; all but the last have B samples.",
    )
    even_sizes = cut_with(
        ("[order[start : start + B] for start in range(0, N, B)]", "np.array_split(order, -(-N // B))"),
        hint="np.array_split evens the sizes out; all batches but the last have B samples.",
    )
    so_many_batches = cut_with(
        ("[order[start : start + B] for start in range(0, N, B)]", "np.array_split(order, min(B, N))"),
        hint="B is the size of a batch, not the number of batches.",
    )
    short_batch_first = cut_with(
        ("range(0, N, B)", "range(N % B - B if N % B else 0, N, B)"),
        ("order[start :", "order[max(start, 0) :"),
        hint="The short batch is the last one.",
    )
    short_batch_anywhere = cut_with(
        ("return [", "batches = ["),
        ("range(0, N, B)]", "range(0, N, B)]\n    return [batches[i] for i in rng.permutation(len(batches))]"),
        hint="The short batch is the last one: shuffle before you cut, not after.",
    )
    single_sample_joined = cut_with(
        ("return [", "batches = ["),
        (
            "range(0, N, B)]",
            "range(0, N, B)]\n    if len(batches) > 1 < B and len(batches[-1]) == 1:\n"
            "        batches[-2:] = [np.append(batches[-2], batches[-1])]\n    return batches",
        ),
        hint="A last batch of one sample is a batch; no batch has more than B.",
    )
    filled_up = cut_with(
        ("order[start : start + B] for", "np.resize(order, N + B)[start : start + B] for"),
        hint="The last batch stays short: filled up, it has some samples a second time.",
    )
    rest_in_the_last = cut_with(
        ("[order[start : start + B] for start in range(0, N, B)]", "np.split(order, range(B, N - B + 1, B))"),
        hint="The rest is a batch of its own; no batch has more than B samples.",
    )
    counted_from_one = cut_with(("(N)", "(N) + 1"), hint="Counting starts at 0: the samples are 0 to N - 1.")
    last_sample_forgotten = cut_with(
        ("(N)", "(max(N - 1, 1))"), hint="The samples are 0 to N - 1, and the last one is among them."
    )
    first_batch_alone = cut_with(
        ("[order[start : start + B] for start in range(0, N, B)]", "[order[:B]]"),
        hint="An epoch has all batches, until each sample has been used.",
    )

    @misconception("A sample may stay where it is: draw j from 0 to i, with i among them.", see="def-epoch")
    def none_stays_in_place(N, B, rng):
        order = np.arange(N)
        for i in range(N - 1, 0, -1):
            j = rng.integers(i)
            order[i], order[j] = order[j], order[i]
        return [order[start : start + B] for start in range(0, N, B)]

    @misconception("The batches depend on rng alone, not on what was drawn in an earlier call.", see="def-epoch")
    def order_kept(N, B, rng):
        order = np.random.default_rng(N).permutation(N)
        return [order[start : start + B] for start in range(0, N, B)]
