import copy
import math

import numpy as np


def right_slices(N, B, rng):
    """A permutation, cut by slices."""
    order = rng.permutation(N)
    return [order[i : i + B] for i in range(0, N, B)]


def right_shuffle(N, B, rng):
    """An arange shuffled in place."""
    order = np.arange(N)
    rng.shuffle(order)
    batches = []
    while len(order):
        batches.append(order[:B])
        order = order[B:]
    return batches


def right_keys(N, B, rng):
    """The order of random numbers."""
    order = np.argsort(rng.random(N))
    return np.split(order, np.arange(B, N, B))


def right_fisher_yates(N, B, rng):
    """Fisher and Yates with lists and loops."""
    order = list(range(N))
    for i in range(N - 1, 0, -1):
        j = int(rng.integers(i + 1))
        order[i], order[j] = order[j], order[i]
    return [np.array(order[k * B : (k + 1) * B]) for k in range(-(-N // B))]


def right_choice(N, B, rng):
    """choice without replacement."""
    order = rng.choice(N, size=N, replace=False)
    return [order[k * B : min((k + 1) * B, N)] for k in range(math.ceil(N / B))]


def right_draw_and_pop(N, B, rng):
    """One sample after the other is drawn from an urn."""
    urn, batches = list(range(N)), [[]]
    while urn:
        if len(batches[-1]) == B:
            batches.append([])
        batches[-1].append(urn.pop(int(rng.integers(len(urn)))))
    return [np.array(batch, dtype=int) for batch in batches]


def right_inside_out(N, B, rng):
    """Each new index takes a random place of those there are."""
    order = np.zeros(N, dtype=np.int64)
    for i in range(N):
        j = rng.integers(0, i, endpoint=True)
        order[i] = order[j]
        order[j] = i
    return [order[i : i + B] for i in range(0, N, B)]


def right_labels(N, B, rng):
    """The numbers of the batches are shuffled, not the samples: which samples have number k?"""
    number = rng.permutation(np.arange(N) // B)
    return [np.flatnonzero(number == k) for k in range(number.max() + 1)]


def right_halves(N, B, rng):
    """Recursion: a random set for the left half of the batches, the rest for the right half."""

    def parts(samples, count):
        if count == 1:
            return [samples]
        left = count // 2
        chosen = np.zeros(len(samples), bool)
        chosen[rng.choice(len(samples), size=left * B, replace=False)] = True
        return parts(samples[chosen], left) + parts(samples[~chosen], count - left)

    return parts(np.arange(N), -(-N // B))


def right_small_integers(N, B, rng):
    """int32, each batch sorted: the order inside is free."""
    order = rng.permuted(np.arange(N, dtype=np.int32))
    return [np.sort(order[i : i + B]) for i in range(0, N, B)]


def right_batch_by_batch(N, B, rng):
    """A batch is drawn from what is left, then what is left is made smaller."""
    left, batches = np.arange(N), []
    while left.size > B:
        batch = rng.choice(left, size=B, replace=False)
        left = np.setdiff1d(left, batch)
        batches.append(batch)
    return [*batches, left]


def right_rest_first(N, B, rng):
    """The rest is cut off the front, the others follow in the rows of a matrix, and the list is put in order."""
    order = rng.permutation(N)
    rest = N % B
    full = list(order[rest:].reshape(-1, B)) if N >= B else []
    return full + ([order[:rest]] if rest else [])


def right_class(N, B, rng):
    """A class of shuffled decks, with asserts."""
    assert N >= 1 and B >= 1

    class Deck:
        def __init__(self):
            self.cards = rng.permutation(N).tolist()

        def deal(self):
            hand, self.cards = self.cards[:B], self.cards[B:]
            return np.array(hand, dtype=np.intp)

    deck, hands = Deck(), []
    while deck.cards:
        hands.append(deck.deal())
    assert sum(map(len, hands)) == N
    return hands


def right_sizes(N, B, rng):
    """lexsort of random keys, cut where the running sums of the sizes say; each batch backwards."""
    sizes = [B] * (N // B) + ([N % B] if N % B else [])
    ends = np.cumsum(sizes)
    order = np.lexsort((rng.random(N), rng.random(N)))
    return [order[end - size : end][::-1] for size, end in zip(sizes, ends)]


def wrong_own_generator(N, B, rng):
    """DESERVES: it makes its own generator, which starts again in each call
    PART: yes
    BREAKS: which samples share a batch is drawn anew in each call, all draws come from rng, at N = 6, B = 2, twice
    """
    order = np.random.default_rng(N).permutation(N)
    return [order[i : i + B] for i in range(0, N, B)]


def wrong_shuffles_batches(N, B, rng):
    """DESERVES: the batches are shuffled, not the samples: neighbours always share a batch
    PART: no
    BREAKS: which samples share a batch is drawn, every way with the same probability, at N = 4, B = 2
    """
    starts = np.arange(0, N - N % B, B)
    batches = [np.arange(s, s + B) for s in rng.permutation(starts)]
    return batches + ([np.arange(N - N % B, N)] if N % B else [])


def wrong_drops_the_rest(N, B, rng):
    """DESERVES: the short last batch is dropped
    PART: yes
    BREAKS: together they hold each index 0..N-1 exactly once, at N = 3, B = 2
    """
    order = rng.permutation(N)
    return [order[k * B : (k + 1) * B] for k in range(max(N // B, 1))]


def wrong_global_generator(N, B, rng):
    """DESERVES: the draws come from NumPy's global generator
    PART: yes
    BREAKS: all draws come from rng: equal generators give equal batches, at N = 6, B = 2
    """
    order = np.random.permutation(N)
    return [order[i : i + B] for i in range(0, N, B)]


def wrong_with_replacement(N, B, rng):
    """DESERVES: choice draws with replacement unless told otherwise
    PART: no
    BREAKS: together they hold each index 0..N-1 exactly once, at N = 8, B = 2
    """
    order = rng.choice(N, size=N)
    return [order[i : i + B] for i in range(0, N, B)]


def wrong_rest_is_fixed(N, B, rng):
    """DESERVES: the last N % B samples are never shuffled: they always are the short batch
    PART: yes
    BREAKS: every way with the same probability, at N = 3, B = 2: the last batch is always [2]
    """
    full = N // B * B
    order = np.append(rng.permutation(full), np.arange(full, N)).astype(int)
    return [order[i : i + B] for i in range(0, N, B)]


def wrong_swaps_with_any(N, B, rng):
    """DESERVES: each place is swapped with any of the N places: the orders are not equally probable
    PART: yes
    BREAKS: every way with the same probability, at N = 4, B = 2: {0, 3} first has 37/256, {1, 2} first 48/256
    """
    order = np.arange(N)
    for i in range(N):
        j = int(rng.integers(N))
        order[i], order[j] = order[j], order[i]
    return [order[i : i + B] for i in range(0, N, B)]


def wrong_sattolo(N, B, rng):
    """DESERVES: the upper end of rng.integers is left out, so that no index can stay in its place
    PART: yes
    BREAKS: every way with the same probability, at N = 3, B = 2: 2 is never the last batch
    """
    order = np.arange(N)
    for i in range(N - 1, 0, -1):
        j = int(rng.integers(i))
        order[i], order[j] = order[j], order[i]
    return [order[i : i + B] for i in range(0, N, B)]


def wrong_random_start(N, B, rng):
    """DESERVES: only the start is random, neighbours on the circle stay together
    PART: no
    BREAKS: every way with the same probability, at N = 4, B = 2: 0 and 2 never share a batch
    """
    order = (np.arange(N) + int(rng.integers(N))) % N
    return [order[i : i + B] for i in range(0, N, B)]


def wrong_buffer(N, B, rng):
    """DESERVES: samples are drawn from a window of 32, as they come: far ones cannot share an early batch
    PART: yes
    BREAKS: every way with the same probability, at N = 60, B = 2: 59 is never in the first batch
    """
    window, order = [], []
    for n in range(N):
        window.append(n)
        if len(window) == 32:
            order.append(window.pop(int(rng.integers(32))))
    order = np.array(order + rng.permutation(window).tolist(), dtype=int)
    return [order[i : i + B] for i in range(0, N, B)]


def wrong_even_sizes(N, B, rng):
    """DESERVES: array_split makes the sizes as even as it can
    PART: yes
    BREAKS: all batches have B entries but the last, at N = 5, B = 4: 3 and 2
    """
    return np.array_split(rng.permutation(N), math.ceil(N / B))


def wrong_empty_rest(N, B, rng):
    """DESERVES: if B divides N there is one batch more, an empty one
    PART: yes
    BREAKS: the last has the rest: 1 to B of them, at N = 2, B = 2
    """
    order = rng.permutation(N)
    return [order[k * B : (k + 1) * B] for k in range(N // B + 1)]


def wrong_copied_generator(N, B, rng):
    """DESERVES: a copy of rng is used, to leave the argument as it was: the next call gives the same batches
    PART: yes
    BREAKS: drawn anew in each call, at N = 6, B = 2, twice with one rng
    """
    order = copy.deepcopy(rng).permutation(N)
    return [order[i : i + B] for i in range(0, N, B)]


def wrong_floats(N, B, rng):
    """DESERVES: the indices are floats, with which no array can be indexed
    PART: yes
    BREAKS: a list of arrays of integers, at N = 1, B = 1
    """
    order = rng.permutation(np.linspace(0, N - 1, N))
    return [order[i : i + B] for i in range(0, N, B)]


def wrong_short_one_anywhere(N, B, rng):
    """DESERVES: the cut batches are shuffled once more, so that the short one may stand in front
    PART: yes
    BREAKS: all batches have B entries but the last, at N = 3, B = 2
    """
    order = rng.permutation(N)
    batches = [order[i : i + B] for i in range(0, N, B)]
    return [batches[k] for k in rng.permutation(len(batches))]


def wrong_one_of_each_block(N, B, rng):
    """DESERVES: samples of one block of neighbours never share a batch: this is stratified, not uniform
    PART: no
    BREAKS: every way with the same probability, at N = 4, B = 2: 0 and 1 never share a batch
    """
    count = -(-N // B)
    order = np.full((B, count), -1)
    for k in range(B):
        block = np.arange(k * count, min((k + 1) * count, N))
        order[k, : len(block)] = rng.permutation(block)
    order = order.T.ravel()
    order = order[order >= 0]
    return [order[i : i + B] for i in range(0, N, B)]


def wrong_merges_a_single_one(N, B, rng):
    """DESERVES: a last batch of a single sample is added to the one before
    PART: yes
    BREAKS: all batches have B entries but the last, which has the rest, at N = 3, B = 2
    """
    order = rng.permutation(N)
    batches = [order[i : i + B] for i in range(0, N, B)]
    if B > 1 and len(batches) > 1 and len(batches[-1]) == 1:
        last = batches.pop()
        batches[-1] = np.append(batches[-1], last)
    return batches


def wrong_keys_with_ties(N, B, rng):
    """DESERVES: the keys are integers below N, and among equal ones the smaller index is first
    PART: yes
    BREAKS: every way with the same probability, at N = 3, B = 2: 2 is the last batch with 14/27
    """
    order = np.argsort(rng.integers(N, size=N), kind="stable")
    return [order[i : i + B] for i in range(0, N, B)]


def wrong_bytes(N, B, rng):
    """DESERVES: one byte holds no index beyond 255
    PART: yes
    BREAKS: together they hold each index 0..N-1 exactly once, at N = 257, B = 1
    """
    order = rng.permutation(N).astype(np.uint8)
    return [order[i : i + B] for i in range(0, N, B)]


def wrong_half_shuffled(N, B, rng):
    """DESERVES: N / 2 random swaps leave many samples where they were
    PART: yes
    BREAKS: every way with the same probability, at N = 3, B = 2: 2 is the last batch with 5/9
    """
    order = np.arange(N)
    for _ in range(N // 2):
        i, j = rng.integers(N, size=2)
        order[[i, j]] = order[[j, i]]
    return [order[i : i + B] for i in range(0, N, B)]
