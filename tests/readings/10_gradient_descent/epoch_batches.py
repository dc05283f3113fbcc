import numpy as np


def right_slices(N, B, rng):
    order = rng.permutation(N)
    return [order[i : i + B] for i in range(0, N, B)]


def right_split(N, B, rng):
    return np.split(rng.permutation(N), np.arange(B, N, B))


def right_shuffle(N, B, rng):
    order = np.arange(N)
    rng.shuffle(order)
    batches = []
    start = 0
    while start < N:
        batches.append(order[start : min(start + B, N)].copy())
        start += B
    return batches


def right_random_keys(N, B, rng):
    order = np.argsort(rng.random(N))
    return [order[B * i : B * (i + 1)] for i in range(-(-N // B))]


def right_fisher_yates(N, B, rng):
    order = list(range(N))
    for i in range(N - 1, 0, -1):
        j = int(rng.integers(i + 1))
        order[i], order[j] = order[j], order[i]
    return [np.array(order[i : i + B]) for i in range(0, N, B)]


def right_drawn_from_the_rest(N, B, rng):
    rest, batches = np.arange(N), []
    while len(rest):
        batch = rng.choice(rest, size=min(B, len(rest)), replace=False)
        rest = np.setdiff1d(rest, batch)
        batches.append(batch)
    return batches


def right_choice_without_replacement(N, B, rng):
    return np.array_split(rng.choice(N, size=N, replace=False), range(B, N, B))


def right_shuffled_labels(N, B, rng):
    # shuffle the numbers of the batches, and look who got which
    label = rng.permutation(np.arange(N) // B)
    return [np.flatnonzero(label == b) for b in range((N - 1) // B + 1)]


def right_sorted_batches(N, B, rng):
    order = rng.permutation(N)
    return [np.sort(order[i : i + B]) for i in range(0, N, B)]


def right_recursion(N, B, rng):
    def cut(order):
        return [order] if len(order) <= B else [order[:B], *cut(order[B:])]

    def cut_in_halves(order):
        if len(order) <= 100 * B:
            return cut(order)
        middle = len(order) // B // 2 * B
        return cut_in_halves(order[:middle]) + cut_in_halves(order[middle:])

    return cut_in_halves(rng.permutation(N))


def right_islice(N, B, rng):
    from itertools import islice

    samples = iter(rng.permutation(N).tolist())
    return [np.fromiter(islice(samples, B), dtype=int) for _ in range(0, N, B)]


def right_padded_table(N, B, rng):
    width = min(B, N)
    rows = -(-N // width)
    table = np.full(rows * width, -1)
    table[:N] = rng.permutation(N)
    return [row[row >= 0] for row in table.reshape(rows, width)]


def right_full_ones_and_the_rest(N, B, rng):
    order = rng.permuted(np.arange(N))
    full, rest = divmod(N, B)
    batches = list(order[: full * B].reshape(full, B)) if full else []
    if rest:
        batches.append(order[full * B :])
    return batches


def right_one_by_one(N, B, rng):
    # an index taken at random from those that are left, the last one put into its place
    left = list(range(N))
    batches = [[]]
    for _ in range(N):
        i = int(rng.integers(len(left)))
        left[i], left[-1] = left[-1], left[i]
        if len(batches[-1]) == B:
            batches.append([])
        batches[-1].append(left.pop())
    return [np.array(batch, dtype=np.int64) for batch in batches]


def right_careful(N, B, rng):
    assert N >= 1 and B >= 1
    order = np.array(rng.permutation(int(N)), dtype=np.intp)
    count = (N + B - 1) // B
    batches = [order[b * B : (b + 1) * B] for b in range(count)]
    assert sum(map(len, batches)) == N
    assert all(len(batch) == B for batch in batches[:-1])
    return batches


def wrong_not_shuffled(N, B, rng):
    """DESERVES: the order must be drawn: yours is 0, 1, 2, ... in each epoch
    PART: yes
    BREAKS: drawn anew in each call, at N = 3, B = 2: 0 and 1 always share a batch
    """
    return [np.arange(i, min(i + B, N)) for i in range(0, N, B)]


def wrong_batches_shuffled(N, B, rng):
    """DESERVES: you shuffle the batches, not the samples: neighbours stay together for ever
    PART: no
    BREAKS: every way with the same probability, at N = 4, B = 2: 0 is never with 2
    """
    batches = [np.arange(i, min(i + B, N)) for i in range(0, N, B)]
    full = [batch for batch in batches if len(batch) == B]
    short = [batch for batch in batches if len(batch) < B]
    return [full[i] for i in rng.permutation(len(full))] + short


def wrong_shuffled_inside(N, B, rng):
    """DESERVES: you shuffle inside each batch: the same samples share it in each epoch
    PART: no
    BREAKS: which samples share a batch is drawn, at N = 4, B = 2: 0 is always with 1
    """
    return [rng.permutation(np.arange(i, min(i + B, N))) for i in range(0, N, B)]


def wrong_own_generator(N, B, rng):
    """DESERVES: a generator of your own starts again in each call: use rng
    PART: yes
    BREAKS: drawn anew in each call; all draws come from rng
    """
    order = np.random.default_rng(0).permutation(N)
    return [order[i : i + B] for i in range(0, N, B)]


def wrong_numpy_random(N, B, rng):
    """DESERVES: np.random is not rng: equal generators must give equal batches
    PART: yes
    BREAKS: equal generators give equal batches
    """
    order = np.random.permutation(N)
    return [order[i : i + B] for i in range(0, N, B)]


def wrong_mixed_sources(N, B, rng):
    """DESERVES: rng is used, but the shuffle inside of Python's random is not from it
    PART: yes
    BREAKS: all draws come from rng: equal generators give equal batches
    """
    import random

    order = rng.permutation(N).tolist()
    random.shuffle(order)
    return [np.array(order[i : i + B]) for i in range(0, N, B)]


def wrong_copied_generator(N, B, rng):
    """DESERVES: the copy of rng is spent, rng is not: the next epoch has the same batches
    PART: yes
    BREAKS: drawn anew in each call, at two calls with one rng
    """
    from copy import deepcopy

    order = deepcopy(rng).permutation(N)
    return [order[i : i + B] for i in range(0, N, B)]


def wrong_rest_dropped(N, B, rng):
    """DESERVES: the short batch is missing: up to B - 1 samples are not seen in an epoch
    PART: yes
    BREAKS: each index exactly once, at N = 1, B = 2
    """
    order = rng.permutation(N)
    return [order[i * B : (i + 1) * B] for i in range(N // B)]


def wrong_one_batch_if_all(N, B, rng):
    """DESERVES: B > N is right, but otherwise the rest is dropped
    PART: yes
    BREAKS: each index exactly once, at N = 3, B = 2
    """
    order = rng.permutation(N)
    return [order] if B >= N else [order[i * B : (i + 1) * B] for i in range(N // B)]


def wrong_empty_batch(N, B, rng):
    """DESERVES: N // B + 1 batches are one too many if B divides N: the last is empty
    PART: yes
    BREAKS: the last has 1 to B of them, at N = 1, B = 1
    """
    order = rng.permutation(N)
    return [order[i * B : (i + 1) * B] for i in range(N // B + 1)]


def wrong_filled_up(N, B, rng):
    """DESERVES: you fill the last batch with samples from the beginning: they come twice
    PART: yes
    BREAKS: each index exactly once, at N = 3, B = 2
    """
    order = rng.permutation(N)
    order = np.concatenate([order, order[: -N % B]])
    return [order[i : i + B] for i in range(0, N, B)]


def wrong_short_one_first(N, B, rng):
    """DESERVES: the short batch must be the last, yours is the first
    PART: yes
    BREAKS: All batches have B entries but the last, at N = 3, B = 2
    """
    order = rng.permutation(N)
    first = N % B or min(B, N)
    return [order[:first]] + [order[i : i + B] for i in range(first, N, B)]


def wrong_equal_parts(N, B, rng):
    """DESERVES: array_split makes parts of nearly one size: 14 in fours become 4, 4, 3, 3
    PART: yes
    BREAKS: All batches have B entries but the last, at N = 6, B = 4: 3 and 3
    """
    return np.array_split(rng.permutation(N), -(-N // B))


def wrong_B_parts(N, B, rng):
    """DESERVES: B is the size of a batch, not how many there are
    PART: no
    BREAKS: batches of B, at N = 2, B = 1
    """
    return np.array_split(rng.permutation(N), min(B, N))


def wrong_with_replacement(N, B, rng):
    """DESERVES: rng.integers draws with replacement: some samples come twice and others never
    PART: no
    BREAKS: each index exactly once, at N = 2, B = 1
    """
    order = rng.integers(0, N, size=N)
    return [order[i : i + B] for i in range(0, N, B)]


def wrong_batches_independent(N, B, rng):
    """DESERVES: each batch has different samples, but two batches may share some: draw from what is left
    PART: no
    BREAKS: together hold each index exactly once, at N = 2, B = 1
    """
    return [rng.choice(N, size=min(B, N - i), replace=False) for i in range(0, N, B)]


def wrong_strides(N, B, rng):
    """DESERVES: order[i::count] deals like cards: the sizes come out even, not B and a rest
    PART: yes
    BREAKS: All batches have B entries but the last, at N = 6, B = 4: 3 and 3
    """
    order, count = rng.permutation(N), -(-N // B)
    return [order[i::count] for i in range(count)]


def wrong_rotated(N, B, rng):
    """DESERVES: a random start is no random order: neighbours stay neighbours
    PART: no
    BREAKS: every way with the same probability, at N = 4, B = 2: 0 is never with 2
    """
    order = np.roll(np.arange(N), rng.integers(N))
    return [order[i : i + B] for i in range(0, N, B)]


def wrong_random_stride(N, B, rng):
    """DESERVES: steps of a random stride give each index once, but few of all orders
    PART: no
    BREAKS: every way with the same probability, at N = 4, B = 2: 0 is never with 2
    """
    from math import gcd

    strides = [s for s in range(1, N + 1) if gcd(s, N) == 1]
    order = (rng.integers(N) + rng.choice(strides) * np.arange(N)) % N
    return [order[i : i + B] for i in range(0, N, B)]


def wrong_sattolo(N, B, rng):
    """DESERVES: j must be drawn from 0..i, yours never is i: no sample stays in its place, some orders never occur
    PART: yes
    BREAKS: every way with the same probability, at N = 2, B = 1: the order is always 1, 0
    """
    order = np.arange(N)
    for i in range(N - 1, 0, -1):
        j = rng.integers(i)
        order[i], order[j] = order[j], order[i]
    return [order[i : i + B] for i in range(0, N, B)]


def wrong_naive_swaps(N, B, rng):
    """DESERVES: N swaps with any of N places make N^N cases, which N! does not divide: not all orders are as likely
    PART: yes
    BREAKS: every way with the same probability, at N = 3, B = 1: 4/27 and 5/27 in place of 1/6
    """
    order = np.arange(N)
    for i in range(N):
        j = rng.integers(N)
        order[i], order[j] = order[j], order[i]
    return [order[i : i + B] for i in range(0, N, B)]


def wrong_random_pairs_swapped(N, B, rng):
    """DESERVES: N / 2 random swaps leave many samples where they were
    PART: no
    BREAKS: every way with the same probability, at N = 4, B = 2
    """
    order = np.arange(N)
    for _ in range(N // 2):
        i, j = rng.integers(N, size=2)
        order[i], order[j] = order[j], order[i]
    return [order[i : i + B] for i in range(0, N, B)]


def wrong_integer_keys(N, B, rng):
    """DESERVES: random integers tie, and ties keep the old order: draw keys that are never equal
    PART: yes
    BREAKS: every way with the same probability, at N = 2, B = 1: 0 comes first in 3 of 4 epochs
    """
    order = np.argsort(rng.integers(0, N, size=N), kind="stable")
    return [order[i : i + B] for i in range(0, N, B)]


def wrong_last_stays(N, B, rng):
    """DESERVES: rng.permutation(N - 1) leaves the last sample at the end
    PART: yes
    BREAKS: every way with the same probability, at N = 2, B = 1: 1 is always last
    """
    order = np.append(rng.permutation(N - 1), N - 1)
    return [order[i : i + B] for i in range(0, N, B)]


def wrong_rest_never_shuffled(N, B, rng):
    """DESERVES: only the full batches are shuffled: the last N % B samples always make the short one
    PART: yes
    BREAKS: every way with the same probability, at N = 3, B = 2: 2 is always alone
    """
    full = N - N % B
    order = np.concatenate([rng.permutation(full), np.arange(full, N)])
    return [order[i : i + B] for i in range(0, N, B)]


def wrong_counting_from_one(N, B, rng):
    """DESERVES: indices are 0 to N - 1, yours 1 to N
    PART: yes
    BREAKS: each index 0..N-1, at N = 1, B = 1
    """
    order = rng.permutation(np.arange(1, N + 1))
    return [order[i : i + B] for i in range(0, N, B)]


def wrong_floats(N, B, rng):
    """DESERVES: indices must be integers: floats cannot index
    PART: yes
    BREAKS: arrays of integers, at N = 1, B = 1
    """
    order = rng.permutation(np.linspace(0, N - 1, N))
    return [order[i : i + B] for i in range(0, N, B)]


def wrong_few_seeds(N, B, rng):
    """DESERVES: one number from 0 to 9 is drawn from rng and seeds the order: only ten orders occur
    PART: yes
    BREAKS: every way with the same probability, at N = 4, B = 1: ten of 24 orders
    """
    order = np.random.default_rng(rng.integers(10)).permutation(N)
    return [order[i : i + B] for i in range(0, N, B)]


def wrong_parity(N, B, rng):
    """DESERVES: even and odd samples are shuffled apart: a pair of one kind is far too frequent
    PART: no
    BREAKS: every way with the same probability, at N = 4, B = 2: 0 is always with 2
    """
    order = np.concatenate([rng.permutation(np.arange(0, N, 2)), rng.permutation(np.arange(1, N, 2))])
    return [order[i : i + B] for i in range(0, N, B)]
