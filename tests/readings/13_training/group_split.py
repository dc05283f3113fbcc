import numpy as np


def right_nearest_prefix(groups, share, rng):
    names, sizes = np.unique(groups, return_counts=True)
    order = rng.permutation(len(names))
    prefix = np.cumsum(sizes[order])[:-1]
    k = int(np.argmin(np.abs(prefix - share * len(groups)))) + 1
    tested = np.isin(groups, names[order[:k]])
    return np.flatnonzero(~tested), np.flatnonzero(tested)


def right_loops_and_lists(groups, share, rng):
    members = {}
    for n, name in enumerate(groups.tolist()):
        members.setdefault(name, []).append(n)
    names = list(members)
    rng.shuffle(names)
    wanted = share * len(groups)
    best, count, cut = None, 0, 1
    for k in range(1, len(names)):
        count += len(members[names[k - 1]])
        if best is None or abs(count - wanted) < best:
            best, cut = abs(count - wanted), k
    test = [n for name in names[:cut] for n in members[name]]
    train = [n for name in names[cut:] for n in members[name]]
    return np.array(train), np.array(test)


def right_suffix_is_tested(groups, share, rng):
    names, which, sizes = np.unique(groups, return_inverse=True, return_counts=True)
    order = rng.permutation(names.size)
    after = len(groups) - np.cumsum(sizes[order])[:-1]
    k = np.abs(after - share * len(groups)).argmin()
    learned = np.zeros(names.size, bool)
    learned[order[: k + 1]] = True
    return np.nonzero(learned[which])[0], np.nonzero(~learned[which])[0]


def right_random_keys(groups, share, rng):
    names, which = np.unique(groups, return_inverse=True)
    keys = rng.random(len(names))
    order = np.argsort(keys[which], kind="stable")  # samples, group after group
    sorted_groups = groups[order]
    cuts = np.flatnonzero(sorted_groups[1:] != sorted_groups[:-1]) + 1
    cut = cuts[np.argmin(np.abs(cuts - share * len(groups)))]
    return order[cut:], order[:cut]


def right_first_samples_of_a_shuffle(groups, share, rng):
    # groups in the order in which a shuffle of the samples meets them first
    shuffled = groups[rng.permutation(len(groups))]
    _, first = np.unique(shuffled, return_index=True)
    order = shuffled[np.sort(first)]
    sizes = np.array([np.sum(groups == name) for name in order])
    prefix = sizes[:-1].cumsum()
    k = np.argmin(abs(prefix - share * len(groups))) + 1
    in_test = (groups[:, None] == order[:k]).any(axis=1)
    return np.arange(len(groups))[~in_test], np.arange(len(groups))[in_test]


def right_fewer_than_half_left(groups, share, rng):
    # walk on while the middle of the next group is not beyond the goal
    N = len(groups)
    names = [int(name) for name in rng.permutation(np.unique(groups))]
    sizes = [int((groups == name).sum()) for name in names]
    tested = [names[0]]
    total = sizes[0]
    for name, size in zip(names[1:-1], sizes[1:-1]):
        if total + size / 2 > share * N:
            break
        tested.append(name)
        total += size
    mask = np.array([int(name) in set(tested) for name in groups])
    return np.where(~mask)[0], np.where(mask)[0]


def right_recursion(groups, share, rng):
    names, sizes = np.unique(groups, return_counts=True)
    order = rng.permutation(len(names))

    def cut(k, total):
        # the best k from here on, and how far it is
        here = abs(total - share * len(groups))
        if k == len(names) - 1:
            return k, here
        later, distance = cut(k + 1, total + sizes[order[k]])
        return (k, here) if k > 0 and here <= distance else (later, distance)

    k, _ = cut(0, 0)
    mask = np.isin(groups, names[order[:k]])
    return np.flatnonzero(~mask), np.flatnonzero(mask)


def right_rejection(groups, share, rng):
    # random prefixes, until one fits
    groups = np.array(groups, copy=True)
    assert groups.ndim == 1 and len(set(groups.tolist())) >= 2
    names, sizes = np.unique(groups, return_counts=True)
    bound = sizes.max() / 2
    for _ in range(1_000_000):
        order = rng.permutation(len(names))
        k = int(rng.integers(1, len(names)))
        size = sizes[order[:k]].sum()
        if abs(size - share * len(groups)) <= bound + 1e-9:
            chosen = np.isin(groups, names[order[:k]])
            return (~chosen).nonzero()[0], chosen.nonzero()[0]
    raise RuntimeError("no prefix fits")


def right_binary_search(groups, share, rng):
    names, sizes = np.unique(groups, return_counts=True)
    order = rng.permutation(len(names))
    S = np.concatenate([[0], np.cumsum(sizes[order])])
    goal = share * len(groups)
    k = int(np.searchsorted(S, goal))
    k = min(max(k, 1), len(names) - 1)
    if k > 1 and goal - S[k - 1] < S[k] - goal:
        k -= 1
    test = np.concatenate([np.flatnonzero(groups == names[i]) for i in order[:k]])
    train = np.concatenate([np.flatnonzero(groups == names[i]) for i in order[k:]])
    return train, test


def right_min_with_key(groups, share, rng):
    names = rng.permutation(np.unique(groups)).tolist()
    g = groups.tolist()
    goal = share * len(g)
    k = min(range(1, len(names)), key=lambda k: abs(sum(g.count(name) for name in names[:k]) - goal))
    chosen = set(names[:k])
    parts = ([], [])
    for n, name in enumerate(g):
        parts[name in chosen].append(n)
    return np.array(parts[0], dtype=int), np.array(parts[1], dtype=int)


def right_sorted_then_permuted_blocks(groups, share, rng):
    order = np.argsort(groups, kind="stable")
    blocks = np.split(order, np.flatnonzero(np.diff(groups[order])) + 1)
    places = rng.choice(len(blocks), len(blocks), replace=False)
    lengths = np.array([len(blocks[p]) for p in places])
    gaps = np.abs(np.add.accumulate(lengths)[:-1] - share * lengths.sum())
    k = 1 + list(gaps).index(min(gaps))
    test, train = ([blocks[p] for p in part] for part in (places[:k], places[k:]))
    return np.sort(np.hstack(train)), np.sort(np.hstack(test))


def right_any_nearest(groups, share, rng):
    # among equally near prefixes one is drawn, too
    names, sizes = np.unique(groups, return_counts=True)
    shuffled = rng.permutation(len(names))
    distance = np.abs(np.cumsum(sizes[shuffled][:-1]) - share * groups.shape[0])
    k = rng.choice(np.flatnonzero(distance == distance.min()))
    position = np.empty(len(names), int)
    position[shuffled] = np.arange(len(names))
    where = position[np.searchsorted(names, groups)]
    return np.flatnonzero(where > k), np.flatnonzero(where <= k)


def split(groups, tested):
    mask = np.isin(groups, tested)
    return np.flatnonzero(~mask), np.flatnonzero(mask)


def wrong_groups_counted(groups, share, rng):
    """DESERVES: a share of the samples is tested, yours is a share of the groups, and these are of different sizes
    PART: yes
    BREAKS: the size of test is within m/2 of share N
    at groups = [0] * 20 + list(range(1, 21)), share = 0.75, rng = np.random.default_rng(5)
    """
    names = rng.permutation(np.unique(groups))
    k = min(max(round(share * len(names)), 1), len(names) - 1)
    return split(groups, names[:k])


def wrong_samples_shuffled(groups, share, rng):
    """DESERVES: the samples are shuffled, the groups are meant: groups are torn apart
    PART: no
    BREAKS: no group is in both; at groups = [0, 0, 1, 1, 2, 2, 3, 3], share = 0.5
    """
    order = rng.permutation(len(groups))
    k = int(round(share * len(groups)))
    return order[k:], order[:k]


def wrong_first_beyond(groups, share, rng):
    """DESERVES: the first size beyond share N may be nearly m off: take the nearest
    PART: yes
    BREAKS: the size of test is within m/2 of share N; at groups = [0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2], share = 0.35
    """
    names = rng.permutation(np.unique(groups))
    total, k = 0, 0
    while total < share * len(groups) and k < len(names) - 1:
        total += np.sum(groups == names[k])
        k += 1
    return split(groups, names[:k])


def wrong_last_before(groups, share, rng):
    """DESERVES: the last size not beyond share N may be nearly m off, or empty: take the nearest
    PART: yes
    BREAKS: the size of test is within m/2 of share N; at groups = [0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2], share = 0.6
    """
    names, sizes = np.unique(groups, return_counts=True)
    order = rng.permutation(len(names))
    k = max(int(np.sum(np.cumsum(sizes[order]) <= share * len(groups))), 1)
    return split(groups, names[order[: min(k, len(names) - 1)]])


def wrong_none_allowed(groups, share, rng):
    """DESERVES: none of the groups is a prefix, too, and for share N = m/2 as near as the first: test is empty
    PART: yes
    BREAKS: both hold a sample or more; at groups = [0, 1], share = 0.25
    """
    names, sizes = np.unique(groups, return_counts=True)
    order = rng.permutation(len(names))
    S = np.concatenate([[0], np.cumsum(sizes[order])])
    k = int(np.argmin(np.abs(S - share * len(groups))))
    return split(groups, names[order[:k]])


def wrong_all_allowed(groups, share, rng):
    """DESERVES: all groups may come out where the last is small and share N near N: train is empty
    PART: yes
    BREAKS: both hold a sample or more; at groups = [0, 1], share = 0.75
    """
    names, sizes = np.unique(groups, return_counts=True)
    order = rng.permutation(len(names))
    distance = np.abs(np.cumsum(sizes[order]) - share * len(groups))
    k = np.flatnonzero(distance == distance.min())[-1] + 1
    return split(groups, names[order[:k]])


def wrong_greedy(groups, share, rng):
    """DESERVES: groups that bring the size no nearer are left out, for share N = m/2 perhaps all: test is empty
    PART: yes
    BREAKS: both hold a sample or more; at groups = [0, 1], share = 0.25
    """
    tested, total = [], 0
    for name in rng.permutation(np.unique(groups)):
        size = int(np.sum(groups == name))
        if abs(total + size - share * len(groups)) < abs(total - share * len(groups)):
            tested.append(name)
            total += size
    return split(groups, tested)


def wrong_order_of_names(groups, share, rng):
    """DESERVES: nothing is drawn: the groups with the smallest names are always tested
    PART: yes
    BREAKS: which groups are tested is drawn from rng; input: groups = [0, 1, 2, 3], share = 0.5 tests 0 and 1 always
    """
    names, sizes = np.unique(groups, return_counts=True)
    k = int(np.argmin(np.abs(np.cumsum(sizes)[:-1] - share * len(groups)))) + 1
    return split(groups, names[:k])


def wrong_rotation(groups, share, rng):
    """DESERVES: after a random start in the order of the names, groups before a large one are tested more often
    PART: yes
    BREAKS: groups of one size have the same chance; input: sizes 1, 1, 1, 9, share N = 5: chances 1/4, 2/4, 3/4
    """
    names, sizes = np.unique(groups, return_counts=True)
    order = np.roll(np.arange(len(names)), rng.integers(len(names)))
    k = int(np.argmin(np.abs(np.cumsum(sizes[order])[:-1] - share * len(groups)))) + 1
    return split(groups, names[order[:k]])


def wrong_largest_first(groups, share, rng):
    """DESERVES: sorted by size, the largest groups are always tested: the draw decides between equals only
    PART: yes
    BREAKS: which groups are tested is drawn from rng; input: groups = [0, 0, 0, 1, 1, 2], share = 0.5 tests 0 always
    """
    names, sizes = np.unique(groups, return_counts=True)
    order = rng.permutation(len(names))
    order = order[np.argsort(-sizes[order], kind="stable")]
    k = int(np.argmin(np.abs(np.cumsum(sizes[order])[:-1] - share * len(groups)))) + 1
    return split(groups, names[order[:k]])


def wrong_global_randomness(groups, share, rng):
    """DESERVES: draw from rng, not from np.random: the same state has to give the same split
    PART: yes
    BREAKS: generators in the same state give the same split; input: groups = [0, 1, 2, 3], default_rng(0) twice
    """
    names, sizes = np.unique(groups, return_counts=True)
    order = np.random.permutation(len(names))
    k = int(np.argmin(np.abs(np.cumsum(sizes[order])[:-1] - share * len(groups)))) + 1
    return split(groups, names[order[:k]])


def wrong_generator_of_its_own(groups, share, rng):
    """DESERVES: default_rng(0) inside gives the same split always, whatever rng says
    PART: yes
    BREAKS: drawn from rng alone; input: groups = [0, 1, 2, 3], share = 0.5: all generators give one split
    """
    rng = np.random.default_rng(0)
    names, sizes = np.unique(groups, return_counts=True)
    order = rng.permutation(len(names))
    k = int(np.argmin(np.abs(np.cumsum(sizes[order])[:-1] - share * len(groups)))) + 1
    return split(groups, names[order[:k]])


def wrong_test_first(groups, share, rng):
    """DESERVES: train first, then test
    PART: yes
    BREAKS: the indices (train, test); at groups = [0, 1, 2, 3, 4, 5, 6, 7], share = 0.25
    """
    names, sizes = np.unique(groups, return_counts=True)
    order = rng.permutation(len(names))
    k = int(np.argmin(np.abs(np.cumsum(sizes[order])[:-1] - share * len(groups)))) + 1
    train, test = split(groups, names[order[:k]])
    return test, train


def wrong_share_of_train(groups, share, rng):
    """DESERVES: share is that of the test, yours is that of the training samples: at 1/2 one does not see it
    PART: yes
    BREAKS: the size of test is within m/2 of share N; at groups = [0, 1, 2, 3, 4, 5, 6, 7], share = 0.25
    """
    names, sizes = np.unique(groups, return_counts=True)
    order = rng.permutation(len(names))
    k = int(np.argmin(np.abs(np.cumsum(sizes[order])[:-1] - (1 - share) * len(groups)))) + 1
    return split(groups, names[order[:k]])


def wrong_masks(groups, share, rng):
    """DESERVES: indices are asked for, not masks of True and False
    PART: yes
    BREAKS: the indices (train, test), two arrays of integers; at groups = [0, 1], share = 0.5
    """
    names, sizes = np.unique(groups, return_counts=True)
    order = rng.permutation(len(names))
    k = int(np.argmin(np.abs(np.cumsum(sizes[order])[:-1] - share * len(groups)))) + 1
    mask = np.isin(groups, names[order[:k]])
    return ~mask, mask


def wrong_names(groups, share, rng):
    """DESERVES: the indices of the samples are asked for, not the names of the groups
    PART: yes
    BREAKS: the indices (train, test); at groups = [5, 6], share = 0.5
    """
    names, sizes = np.unique(groups, return_counts=True)
    order = rng.permutation(len(names))
    k = int(np.argmin(np.abs(np.cumsum(sizes[order])[:-1] - share * len(groups)))) + 1
    return names[order[k:]], names[order[:k]]


def wrong_names_from_zero(groups, share, rng):
    """DESERVES: names are any integers: bincount fails below 0, and counts names that do not occur
    PART: yes
    BREAKS: names the group of each sample by any integer; at groups = [-1, 3], share = 0.5
    """
    sizes = np.bincount(groups)
    order = rng.permutation(len(sizes))
    order = order[sizes[order] > 0]
    k = int(np.argmin(np.abs(np.cumsum(sizes[order])[:-1] - share * len(groups)))) + 1
    return split(groups, order[:k])


def wrong_number_of_groups_as_names(groups, share, rng):
    """DESERVES: names need not be 0, 1, 2, ...: yours are the numbers below the number of groups
    PART: yes
    BREAKS: names the group of each sample by any integer; at groups = [10, 20, 30, 40], share = 0.5
    """
    G = len(np.unique(groups))
    order = rng.permutation(G)
    sizes = np.array([np.sum(groups == g) for g in order])
    k = int(np.argmin(np.abs(np.cumsum(sizes)[:-1] - share * len(groups)))) + 1
    return split(groups, order[:k])


def wrong_runs_as_groups(groups, share, rng):
    """DESERVES: the samples of a group need not stand together: yours takes each run for a group
    PART: yes
    BREAKS: no group is in both; at groups = [0, 1, 0, 1, 0, 1, 0, 1], share = 0.5
    """
    runs = np.split(np.arange(len(groups)), np.flatnonzero(np.diff(groups)) + 1)
    order = rng.permutation(len(runs))
    S = np.cumsum([len(runs[i]) for i in order])[:-1]
    k = int(np.argmin(np.abs(S - share * len(groups)))) + 1
    return np.concatenate([runs[i] for i in order[k:]]), np.concatenate([runs[i] for i in order[:k]])


def wrong_coins(groups, share, rng):
    """DESERVES: a coin for each group has the right size in the mean only, and both parts may be empty
    PART: yes
    BREAKS: the size of test is within m/2 of share N; at groups = np.repeat(np.arange(10), 2), share = 0.5
    """
    names = np.unique(groups)
    return split(groups, names[rng.random(len(names)) < share])


def wrong_best_subset(groups, share, rng):
    """DESERVES: the nearest subset of all is no random split: it is the same for all generators
    PART: yes
    BREAKS: which groups are tested is drawn from rng; input: groups = [0, 1, 2, 3], share = 0.25 tests 0 always
    """
    names, sizes = np.unique(groups, return_counts=True)
    reach = {0: []}
    for name, size in zip(names.tolist(), sizes.tolist()):
        for total, chosen in list(reach.items()):
            reach.setdefault(total + size, [*chosen, name])
    totals = [total for total in reach if 0 < total < len(groups)]
    return split(groups, reach[min(totals, key=lambda total: abs(total - share * len(groups)))])


def wrong_one_off(groups, share, rng):
    """DESERVES: argmin counts from 0, and prefix 0 has one group: + 1 is missing
    PART: yes
    BREAKS: the size of test is within m/2 of share N; at groups = [0, 1, 2, 3], share = 0.5
    """
    names, sizes = np.unique(groups, return_counts=True)
    order = rng.permutation(len(names))
    k = int(np.argmin(np.abs(np.cumsum(sizes[order])[:-1] - share * len(groups))))
    return split(groups, names[order[: max(k, 1)]])


def wrong_sizes_of_another_order(groups, share, rng):
    """DESERVES: the sizes are summed in the order of the names, the names are shuffled: shuffle both alike
    PART: yes
    BREAKS: the size of test is within m/2 of share N; at groups = [0, 1, 2, 2, 2, 2, 3, 3, 3, 3], share = 0.2
    """
    names, sizes = np.unique(groups, return_counts=True)
    k = int(np.argmin(np.abs(np.cumsum(sizes)[:-1] - share * len(groups)))) + 1
    return split(groups, rng.permutation(names)[:k])


def wrong_shuffled_in_place(groups, share, rng):
    """DESERVES: rng.shuffle(groups) shuffles the caller's array, and the indices are those of the shuffled one
    PART: no
    BREAKS: leaves the arrays that it is given as they were; at groups = [0, 1, 2, 3, 4, 5, 6, 7], share = 0.5
    """
    rng.shuffle(groups)
    _, first = np.unique(groups, return_index=True)
    order = groups[np.sort(first)]
    S = np.cumsum([np.sum(groups == name) for name in order])[:-1]
    k = int(np.argmin(np.abs(S - share * len(groups)))) + 1
    return split(groups, order[:k])


def wrong_first_group_never_alone(groups, share, rng):
    """DESERVES: the largest group is always learned from, never tested; where sizes are equal this is the first
    PART: yes
    BREAKS: groups of one size have the same chance; input: groups = [0, 1, 2, 3], share = 0.5 never tests 0
    """
    names, sizes = np.unique(groups, return_counts=True)
    largest = int(np.argmax(sizes))
    order = rng.permutation(np.delete(np.arange(len(names)), largest))
    k = int(np.argmin(np.abs(np.cumsum(sizes[order]) - share * len(groups)))) + 1
    return split(groups, names[order[:k]])


def wrong_goal_rounded_down(groups, share, rng):
    """DESERVES: int(share N) moves the goal by up to 1, and the nearest size to it may be too far from share N
    PART: yes
    BREAKS: the size of test is within m/2 of share N; at groups = [0, 1, 2, 3], share = 0.475
    """
    names, sizes = np.unique(groups, return_counts=True)
    order = rng.permutation(len(names))
    goal = int(share * len(groups))
    k = int(np.argmin(np.abs(np.cumsum(sizes[order])[:-1] - goal))) + 1
    return split(groups, names[order[:k]])


def wrong_names_in_32_bits(groups, share, rng):
    """DESERVES: any integer, says the contract: in 32 bits 0 and 2**32 are one name
    PART: yes
    BREAKS: names the group of each sample by an integer, any integer; at groups = [0, 2**32, 1, 2], share = 0.5
    """
    small = groups.astype(np.int32)
    names, sizes = np.unique(small, return_counts=True)
    order = rng.permutation(len(names))
    k = int(np.argmin(np.abs(np.cumsum(sizes[order])[:-1] - share * len(groups)))) + 1
    train, test = split(small, names[order[:k]])
    return train, test


def wrong_last_taken_back(groups, share, rng):
    """DESERVES: groups are added until the goal is passed, and the last one taken back always: it may be the nearer end
    PART: yes
    BREAKS: the size of test is within m/2 of share N; at groups = [0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2], share = 0.6
    """
    names = rng.permutation(np.unique(groups))
    total, k = 0, 0
    while total <= share * len(groups):
        total += int(np.sum(groups == names[k]))
        k += 1
    return split(groups, names[: max(k - 1, 1)])
