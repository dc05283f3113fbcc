import itertools
from collections import Counter, defaultdict

import numpy as np


def right_cumsum(groups, share, rng):
    """Permuted names and sizes, cumsum, argmin."""
    names, sizes = np.unique(groups, return_counts=True)
    order = rng.permutation(len(names))
    S = np.cumsum(sizes[order])[:-1]
    k = np.argmin(np.abs(S - share * len(groups))) + 1
    tested = np.isin(groups, names[order[:k]])
    return np.flatnonzero(~tested), np.flatnonzero(tested)


def right_dictionary(groups, share, rng):
    """Plain loops over a dictionary of lists; lists come back."""
    members = defaultdict(list)
    for n, g in enumerate(np.asarray(groups).tolist()):
        members[g].append(n)
    names = list(members)
    rng.shuffle(names)
    wanted = share * len(groups)
    best_k, best_off, size = 1, None, 0
    for k, name in enumerate(names[:-1], start=1):
        size += len(members[name])
        off = abs(size - wanted)
        if best_off is None or off < best_off:
            best_k, best_off = k, off
    test = [n for name in names[:best_k] for n in members[name]]
    train = [n for name in names[best_k:] for n in members[name]]
    return train, test


def right_first_within(groups, share, rng):
    """The first prefix of at least share N - m/2 samples, which is at most share N + m/2."""
    names, inverse, sizes = np.unique(groups, return_inverse=True, return_counts=True)
    low = share * len(groups) - sizes.max() / 2
    flags = np.zeros(len(names), bool)
    total = 0
    for g in rng.permutation(len(names))[:-1]:
        flags[g] = True
        total += sizes[g]
        if total >= low - 1e-9:
            break
    mask = flags[inverse.reshape(-1)]
    return np.nonzero(~mask)[0], np.nonzero(mask)[0]


def right_suffix(groups, share, rng):
    """The end of the order is tested: the train part is the prefix nearest to (1 - share) N."""
    groups = np.array(groups)
    names = np.array(sorted(set(groups.tolist())))
    shuffled = names[np.argsort(rng.random(names.size))]
    sizes = (groups[:, None] == shuffled).sum(axis=0)
    learned = list(itertools.accumulate(sizes.tolist()))[:-1]
    target = (1 - share) * groups.size
    cut = min(range(len(learned)), key=lambda i: abs(learned[i] - target)) + 1
    in_test = np.isin(groups, shuffled[cut:])
    return np.where(~in_test)[0], np.where(in_test)[0]


def right_by_samples(groups, share, rng):
    """Samples are shuffled, and a group comes where its first sample does: large ones sooner, which is free."""
    groups = np.asarray(groups)
    order = list(dict.fromkeys(groups[rng.permutation(len(groups))].tolist()))
    count = Counter(groups.tolist())
    S = np.cumsum([count[g] for g in order[:-1]])
    k = int(np.abs(S - share * len(groups)).argmin()) + 1
    chosen = set(order[:k])
    flags = np.array([g in chosen for g in groups.tolist()])
    index = np.arange(len(groups))
    return index[~flags], index[flags]


def right_rejection(groups, share, rng):
    """Each group by a coin of its own, again until the size is near enough."""
    names, inverse, sizes = np.unique(groups, return_inverse=True, return_counts=True)
    inverse, wanted, m = np.ravel(inverse), share * len(groups), sizes.max()
    p = min(max(share, 0.5 / len(names)), 1 - 0.5 / len(names))
    while True:
        coin = rng.random(len(names)) < p
        size = sizes[coin].sum()
        if 0 < size < len(groups) and abs(size - wanted) <= m / 2 + 1e-9:
            break
    return np.flatnonzero(~coin[inverse]), np.flatnonzero(coin[inverse])


def right_any_good_prefix(groups, share, rng):
    """Of the prefixes that are near enough, any one, drawn as well."""
    names, sizes = np.unique(np.asarray(groups), return_counts=True)
    order = rng.permutation(len(names))
    S = np.cumsum(sizes[order])
    good = [k for k in range(1, len(names)) if abs(S[k - 1] - share * len(groups)) <= sizes.max() / 2 + 1e-9]
    k = good[int(rng.integers(len(good)))]
    mask = np.isin(groups, names[order][:k])
    return tuple(np.argwhere(part).ravel() for part in (~mask, mask))


def right_recursive(groups, share, rng):
    """Recursion: the nearest of the prefixes lo..hi-1 is the nearer of those of two halves."""
    groups = np.asarray(groups)
    names, sizes = np.unique(groups, return_counts=True)
    order = rng.permutation(len(names))
    S = np.concatenate([[0], np.cumsum(sizes[order])])

    def nearest(lo, hi):
        if hi - lo == 1:
            return abs(S[lo] - share * len(groups)), lo
        return min(nearest(lo, (lo + hi) // 2), nearest((lo + hi) // 2, hi))

    _, k = nearest(1, len(names))
    mask = (groups[:, None] == names[order[:k]]).any(axis=1)
    return np.arange(len(groups))[~mask], np.arange(len(groups))[mask]


def right_fisher_yates(groups, share, rng):
    """An own shuffle by Fisher and Yates, bisection for the cut, ties to the larger prefix."""
    names, inverse, sizes = np.unique(groups, return_inverse=True, return_counts=True)
    order = list(range(len(names)))
    for i in range(len(order) - 1, 0, -1):
        j = int(rng.integers(i + 1))
        order[i], order[j] = order[j], order[i]
    S = np.cumsum([sizes[g] for g in order])
    wanted = share * len(groups)
    k = int(np.searchsorted(S, wanted)) + 1  # the first prefix of at least that many
    k = max(1, min(k, len(order) - 1))
    if k > 1 and wanted - S[k - 2] < S[k - 1] - wanted:
        k -= 1
    rank = np.empty(len(order), int)
    rank[order] = np.arange(len(order))
    ranks = rank[inverse.reshape(len(groups))]
    return np.flatnonzero(ranks >= k), np.flatnonzero(ranks < k)


def right_splitter_class(groups, share, rng):
    """An over-engineered class with asserts; the indices are shuffled at the end."""

    class Splitter:
        def __init__(self, labels):
            self.labels = np.asarray(labels)
            self.names = np.unique(self.labels)
            assert self.names.size >= 2

        def rows(self, some):
            return np.concatenate([np.flatnonzero(self.labels == g) for g in some])

        def split(self, wanted):
            order = rng.permutation(self.names)
            ends = np.cumsum([np.count_nonzero(self.labels == g) for g in order])
            k = min(range(1, len(order)), key=lambda k: abs(ends[k - 1] - wanted))
            test = self.rows(order[:k])
            train = np.setdiff1d(np.arange(len(self.labels)), test)
            assert len(train) and len(test) and len(train) + len(test) == len(self.labels)
            return rng.permutation(train), rng.permutation(test)

    return Splitter(groups).split(share * len(groups))


def right_matrix(groups, share, rng):
    """A matrix of indicators, its running sums are the prefixes; integers as int32."""
    names = np.unique(groups)
    M = (np.asarray(groups)[None, :] == rng.permuted(names)[:, None]).astype(int)  # (G, N), shuffled rows
    prefixes = np.cumsum(M, axis=0)[:-1]  # (G - 1, N)
    row = prefixes[np.abs(prefixes.sum(axis=1) - share * len(groups)).argmin()]
    return np.flatnonzero(row == 0).astype(np.int32), np.flatnonzero(row).astype(np.int32)


def right_swapped_roles(groups, share, rng):
    """A coin decides whether the tested groups are at the beginning of the order or at its end."""
    names, sizes = np.unique(groups, return_counts=True)
    order = rng.choice(len(names), len(names), replace=False)
    front = rng.random() < 0.5
    target = (share if front else 1 - share) * len(groups)
    k = 1 + np.argmin((np.cumsum(sizes[order])[:-1] - target) ** 2)
    mask = np.isin(groups, names[order[:k] if front else order[k:]])
    return np.flatnonzero(np.logical_not(mask)), np.flatnonzero(mask)


def wrong_counts_groups(groups, share, rng):
    """DESERVES: share is of the samples, not of the groups
    PART: yes
    BREAKS: "the size of test is within m/2 of share N", sizes 9, 9, 1, 1, 1, share 0.4: order 1, 1, ... tests 2 of 8.4
    """
    groups = np.asarray(groups)
    names, sizes = np.unique(groups, return_counts=True)
    order = rng.permutation(len(names))
    k = min(max(1, round(share * len(names))), len(names) - 1)
    mask = np.isin(groups, names[order[:k]])
    return np.flatnonzero(~mask), np.flatnonzero(mask)


def wrong_first_beyond(groups, share, rng):
    """DESERVES: the prefix nearest to share N is wanted, not the first that reaches it
    PART: yes
    BREAKS: "the size of test is within m/2 of share N", sizes 3, 9, 2, share 1/2: order 3, 9, 2 tests 12 of 7
    """
    groups = np.asarray(groups)
    names, sizes = np.unique(groups, return_counts=True)
    order = rng.permutation(len(names))
    S = np.cumsum(sizes[order])
    k = min(int(np.argmax(S >= share * len(groups))) + 1, len(names) - 1)
    mask = np.isin(groups, names[order[:k]])
    return np.flatnonzero(~mask), np.flatnonzero(mask)


def wrong_last_before(groups, share, rng):
    """DESERVES: the prefix nearest to share N is wanted, not the last that stays below it
    PART: yes
    BREAKS: "the size of test is within m/2 of share N", sizes 1, 9, 2, share 1/2: order 1, 9, 2 tests 1 of 6
    """
    groups = np.asarray(groups)
    names, sizes = np.unique(groups, return_counts=True)
    order = rng.permutation(len(names))
    S = np.cumsum(sizes[order])[:-1]
    k = max(1, int(np.count_nonzero(S <= share * len(groups))))
    mask = np.isin(groups, names[order[:k]])
    return np.flatnonzero(~mask), np.flatnonzero(mask)


def wrong_may_be_none(groups, share, rng):
    """DESERVES: with the empty prefix among the candidates test may be empty
    PART: yes
    BREAKS: "Both hold a sample or more", at [0, 0, 0, 0, 0, 1, 1], share = 2.5/7, order 5, 2: |0 - 2.5| comes first
    """
    groups = np.asarray(groups)
    names, sizes = np.unique(groups, return_counts=True)
    order = rng.permutation(len(names))
    S = np.concatenate([[0], np.cumsum(sizes[order])])[:-1]
    k = np.argmin(np.abs(S - share * len(groups)))
    mask = np.isin(groups, names[order[:k]])
    return np.flatnonzero(~mask), np.flatnonzero(mask)


def wrong_may_be_all(groups, share, rng):
    """DESERVES: with the full prefix among the candidates train may be empty
    PART: yes
    BREAKS: "Both hold a sample or more", at [0, 0, 0, 0, 0, 1, 1], share = 4.5/7, order 2, 5: 2 and 7 are off by 2.5
    """
    groups = np.asarray(groups)
    names, sizes = np.unique(groups, return_counts=True)
    order = rng.permutation(len(names))
    S = np.cumsum(sizes[order])
    k = len(S) - 1 - np.argmin(np.abs(S - share * len(groups))[::-1]) + 1
    mask = np.isin(groups, names[order[:k]])
    return np.flatnonzero(~mask), np.flatnonzero(mask)


def wrong_cut_to_whole_number(groups, share, rng):
    """DESERVES: share N need not be a whole number: cut off, it moves the target by up to 1
    PART: yes
    BREAKS: "the size of test is within m/2 of share N", at groups = [0, 1, 2, 3], share = 0.475: 1 for 1.9, off by 0.9
    """
    groups = np.asarray(groups)
    names, sizes = np.unique(groups, return_counts=True)
    order = rng.permutation(len(names))
    S = np.cumsum(sizes[order])[:-1]
    k = np.argmin(np.abs(S - int(share * len(groups)))) + 1
    mask = np.isin(groups, names[order[:k]])
    return np.flatnonzero(~mask), np.flatnonzero(mask)


def wrong_sizes_not_shuffled(groups, share, rng):
    """DESERVES: names and sizes have to be brought into the same order
    PART: yes
    BREAKS: "the size of test is within m/2 of share N", at sizes 1, 1, 1, 9, 9, share 0.4
    """
    groups = np.asarray(groups)
    names, sizes = np.unique(groups, return_counts=True)
    order = rng.permutation(len(names))
    S = np.cumsum(sizes)[:-1]
    k = np.argmin(np.abs(S - share * len(groups))) + 1
    mask = np.isin(groups, names[order[:k]])
    return np.flatnonzero(~mask), np.flatnonzero(mask)


def wrong_best_subset(groups, share, rng):
    """DESERVES: a nearest set of groups is always the same: groups that do not fit are never tested
    PART: yes
    BREAKS: "none is tested always, and none never", at sizes 5, 3, 3, share 6/11: always 3 + 3
    """
    groups = np.asarray(groups)
    names, sizes = np.unique(groups, return_counts=True)
    order = rng.permutation(len(names))
    subsets = [c for r in range(1, len(names)) for c in itertools.combinations(order.tolist(), r)]
    best = min(subsets, key=lambda c: abs(sizes[list(c)].sum() - share * len(groups)))
    mask = np.isin(groups, names[list(best)])
    return np.flatnonzero(~mask), np.flatnonzero(mask)


def wrong_greedy_fill(groups, share, rng):
    """DESERVES: to skip what does not fit and go on tests small groups always: they fit in every order
    PART: yes
    BREAKS: "none is tested always, and none never", at sizes 5, 5, 1, share = 1/2: the group of 1 is always tested
    """
    groups = np.asarray(groups)
    names, sizes = np.unique(groups, return_counts=True)
    order = rng.permutation(len(names))
    cap, total, chosen = share * len(groups) + sizes.max() / 2, 0, []
    for g in order:
        if total + sizes[g] <= cap and len(chosen) < len(names) - 1:
            chosen.append(g)
            total += sizes[g]
    mask = np.isin(groups, names[chosen])
    return np.flatnonzero(~mask), np.flatnonzero(mask)


def wrong_largest_first(groups, share, rng):
    """DESERVES: groups in the order of their sizes: the largest is tested always
    PART: yes
    BREAKS: "none is tested always, and none never", at sizes 5, 3, 3, share 6/11
    """
    groups = np.asarray(groups)
    names, sizes = np.unique(groups, return_counts=True)
    order = rng.permutation(len(names))
    order = order[np.argsort(-sizes[order], kind="stable")]
    S = np.cumsum(sizes[order])[:-1]
    k = np.argmin(np.abs(S - share * len(groups))) + 1
    mask = np.isin(groups, names[order[:k]])
    return np.flatnonzero(~mask), np.flatnonzero(mask)


def wrong_rotation(groups, share, rng):
    """DESERVES: a random rotation of the names keeps neighbours together: pairs of groups are not alike
    PART: yes
    BREAKS: "each alone and several together", at [0, 1, 2, 3], share 1/2: 0 and 2 are never tested together
    """
    groups = np.asarray(groups)
    names, sizes = np.unique(groups, return_counts=True)
    order = np.roll(np.arange(len(names)), rng.integers(len(names)))
    S = np.cumsum(sizes[order])[:-1]
    k = np.argmin(np.abs(S - share * len(groups))) + 1
    mask = np.isin(groups, names[order[:k]])
    return np.flatnonzero(~mask), np.flatnonzero(mask)


def wrong_ties_in_keys(groups, share, rng):
    """DESERVES: keys that can be equal, sorted: groups with small names are tested more often
    PART: yes
    BREAKS: "Groups of one size are alike to the draw", at groups = [0, 1], share 1/2: group 0 with probability 3/4
    """
    groups = np.asarray(groups)
    names, sizes = np.unique(groups, return_counts=True)
    order = np.argsort(rng.integers(0, len(names), len(names)), kind="stable")
    S = np.cumsum(sizes[order])[:-1]
    k = np.argmin(np.abs(S - share * len(groups))) + 1
    mask = np.isin(groups, names[order[:k]])
    return np.flatnonzero(~mask), np.flatnonzero(mask)


def wrong_sattolo(groups, share, rng):
    """DESERVES: rng.integers(i) excludes i: no group keeps its place, and the first one is never at the front
    PART: yes
    BREAKS: "none is tested always, and none never", at groups = [0, 1], share 1/2: group 1 is tested always
    """
    groups = np.asarray(groups)
    names, sizes = np.unique(groups, return_counts=True)
    order = np.arange(len(names))
    for i in range(len(names) - 1, 0, -1):
        j = rng.integers(i)
        order[[i, j]] = order[[j, i]]
    S = np.cumsum(sizes[order])[:-1]
    k = np.argmin(np.abs(S - share * len(groups))) + 1
    mask = np.isin(groups, names[order[:k]])
    return np.flatnonzero(~mask), np.flatnonzero(mask)


def wrong_naive_shuffle(groups, share, rng):
    """DESERVES: to swap each place with any place makes no uniform order
    PART: yes
    BREAKS: "Groups of one size are alike to the draw", at [0, 1, 2], share 1/3: 9/27, 10/27, 8/27
    """
    groups = np.asarray(groups)
    names, sizes = np.unique(groups, return_counts=True)
    order = np.arange(len(names))
    for i in range(len(names)):
        j = rng.integers(len(names))
        order[[i, j]] = order[[j, i]]
    S = np.cumsum(sizes[order])[:-1]
    k = np.argmin(np.abs(S - share * len(groups))) + 1
    mask = np.isin(groups, names[order[:k]])
    return np.flatnonzero(~mask), np.flatnonzero(mask)


def wrong_global_random(groups, share, rng):
    """DESERVES: the order is drawn from the global generator and not from rng
    PART: yes
    BREAKS: "generators in the same state give the same split", at groups = [0, ..., 7], share 1/2
    """
    groups = np.asarray(groups)
    names, sizes = np.unique(groups, return_counts=True)
    order = np.random.permutation(len(names))
    S = np.cumsum(sizes[order])[:-1]
    k = np.argmin(np.abs(S - share * len(groups))) + 1
    mask = np.isin(groups, names[order[:k]])
    return np.flatnonzero(~mask), np.flatnonzero(mask)


def wrong_fresh_generator(groups, share, rng):
    """DESERVES: a generator without a seed is not rng
    PART: yes
    BREAKS: "Which groups are tested is drawn from rng alone", at groups = [0, ..., 9], share 1/2
    """
    groups = np.asarray(groups)
    names, sizes = np.unique(groups, return_counts=True)
    order = np.random.default_rng().permutation(len(names))
    S = np.cumsum(sizes[order])[:-1]
    k = np.argmin(np.abs(S - share * len(groups))) + 1
    mask = np.isin(groups, names[order[:k]])
    return np.flatnonzero(~mask), np.flatnonzero(mask)


def wrong_fixed_seed(groups, share, rng):
    """DESERVES: with a seed of its own it is the same split for every rng
    PART: yes
    BREAKS: "Which groups are tested is drawn from rng alone", at groups = [0, 1]: always the same
    """
    groups = np.asarray(groups)
    names, sizes = np.unique(groups, return_counts=True)
    order = np.random.default_rng(0).permutation(len(names))
    S = np.cumsum(sizes[order])[:-1]
    k = np.argmin(np.abs(S - share * len(groups))) + 1
    mask = np.isin(groups, names[order[:k]])
    return np.flatnonzero(~mask), np.flatnonzero(mask)


def wrong_masks(groups, share, rng):
    """DESERVES: indices are wanted, not masks
    PART: no
    BREAKS: "two arrays of integers", at groups = [0, 1], share 1/2
    """
    groups = np.asarray(groups)
    names, sizes = np.unique(groups, return_counts=True)
    order = rng.permutation(len(names))
    S = np.cumsum(sizes[order])[:-1]
    k = np.argmin(np.abs(S - share * len(groups))) + 1
    mask = np.isin(groups, names[order[:k]])
    return ~mask, mask


def wrong_swapped_parts(groups, share, rng):
    """DESERVES: train comes first, test second
    PART: yes
    BREAKS: "the size of test is within m/2 of share N", at four groups of one sample, share 1/4: test has 3
    """
    groups = np.asarray(groups)
    names, sizes = np.unique(groups, return_counts=True)
    order = rng.permutation(len(names))
    S = np.cumsum(sizes[order])[:-1]
    k = np.argmin(np.abs(S - share * len(groups))) + 1
    mask = np.isin(groups, names[order[:k]])
    return np.flatnonzero(mask), np.flatnonzero(~mask)


def wrong_whole_groups_of_drawn_samples(groups, share, rng):
    """DESERVES: share N samples are drawn, and their groups come along: far too many
    PART: yes
    BREAKS: "the size of test is within m/2 of share N", at 4 groups of 5, share 1/4 - 5 samples of up to 4 groups
    """
    groups = np.asarray(groups)
    names, sizes = np.unique(groups, return_counts=True)
    drawn = rng.permutation(len(groups))[: max(1, round(share * len(groups)))]
    chosen = list(dict.fromkeys(groups[drawn].tolist()))[: len(names) - 1]
    mask = np.isin(groups, chosen)
    return np.flatnonzero(~mask), np.flatnonzero(mask)


def wrong_random_samples(groups, share, rng):
    """DESERVES: a split of the samples tears the groups apart
    PART: no
    BREAKS: "no group is in both", at groups = [0, 0, 1, 1], share 1/2
    """
    groups = np.asarray(groups)
    names, sizes = np.unique(groups, return_counts=True)
    mask = np.zeros(len(groups), bool)
    mask[rng.permutation(len(groups))[: max(1, round(share * len(groups)))]] = True
    return np.flatnonzero(~mask), np.flatnonzero(mask)


def wrong_runs_for_groups(groups, share, rng):
    """DESERVES: a run of equal names is not a group: its samples need not stand together
    PART: no
    BREAKS: "the samples of a group need not stand together", at groups = [0, 1, 0, 1], share 1/2
    """
    groups = np.asarray(groups)
    runs = np.cumsum(np.append(True, groups[1:] != groups[:-1])) - 1
    names, sizes = np.unique(runs, return_counts=True)
    order = rng.permutation(len(names))
    S = np.cumsum(sizes[order])[:-1]
    k = np.argmin(np.abs(S - share * len(groups))) + 1
    mask = np.isin(runs, names[order[:k]])
    return np.flatnonzero(~mask), np.flatnonzero(mask)


def wrong_names_as_indices(groups, share, rng):
    """DESERVES: a group may have any integer as its name, also a negative one
    PART: no
    BREAKS: "any integer", at groups = [-2, 7], share 1/2: an error
    """
    groups = np.asarray(groups)
    sizes = np.bincount(groups)
    names = np.arange(len(sizes))
    order = rng.permutation(len(names))
    S = np.cumsum(sizes[order])[:-1]
    k = np.argmin(np.abs(S - share * len(groups))) + 1
    mask = np.isin(groups, names[order[:k]])
    return np.flatnonzero(~mask), np.flatnonzero(mask)


def wrong_first_stays_first(groups, share, rng):
    """DESERVES: the shuffle leaves the first name where it is, and tests it always
    PART: yes
    BREAKS: "none is tested always", at groups = [0, 1, 2, 3], share 1/2: group 0 is always tested
    """
    groups = np.asarray(groups)
    names, sizes = np.unique(groups, return_counts=True)
    order = np.append(0, 1 + rng.permutation(len(names) - 1))
    S = np.cumsum(sizes[order])[:-1]
    k = np.argmin(np.abs(S - share * len(groups))) + 1
    mask = np.isin(groups, names[order[:k]])
    return np.flatnonzero(~mask), np.flatnonzero(mask)


def wrong_shuffled_argument(groups, share, rng):
    """DESERVES: the caller's groups are shuffled: rng.shuffle works in place
    PART: yes
    BREAKS: "A function leaves the arrays ... as they were", at groups = [0, 0, 1, 1], share 1/2
    """
    groups = np.asarray(groups)
    names, sizes = np.unique(groups, return_counts=True)
    before = groups.copy()
    rng.shuffle(groups)
    order = np.array([names.tolist().index(g) for g in dict.fromkeys(groups.tolist())])
    S = np.cumsum(sizes[order])[:-1]
    k = np.argmin(np.abs(S - share * len(groups))) + 1
    mask = np.isin(before, names[order[:k]])
    return np.flatnonzero(~mask), np.flatnonzero(mask)


def wrong_float_names(groups, share, rng):
    """DESERVES: float32 names: two large names become one
    PART: yes
    BREAKS: "any integer", at groups = [16777216, 16777217], share 1/2: an error
    """
    groups = np.asarray(groups, np.float32)
    names, sizes = np.unique(groups, return_counts=True)
    order = rng.permutation(len(names))
    S = np.cumsum(sizes[order])[:-1]
    k = np.argmin(np.abs(S - share * len(groups))) + 1
    mask = np.isin(groups, names[order[:k]])
    return np.flatnonzero(~mask), np.flatnonzero(mask)
