"""Samples of groups, what is asked of a split of them, and other right answers of `group_split`."""

import numpy as np

from autograder import alternate, expect
from autograder.checks.test_training.inputs import chi_squared, indices, pair

SPLIT = "group_split(groups, share, rng)"


def mixed(d, sizes):
    """Samples of groups of these sizes, by names with gaps, below 0 as well; the last group comes first and last."""
    names = 3 * d.permutation(len(sizes)) - 4
    groups = np.repeat(names, sizes)
    inner = groups[:-2][d.permutation(len(groups) - 2)]
    return np.concatenate([names[-1:], inner, names[-1:]])


def uneven(d):
    """Groups of sizes 1 to 5, one of 1 and one of 6 samples, and a share that can be had: (groups, share)."""
    sizes = np.append(d.integers(d.integer(1, 4), 1, 5), [1, 6])
    N = int(sizes.sum())
    return mixed(d, sizes), (3 + d.integer(1, 7) / 8 * (N - 6)) / N


def one_size():
    """Five groups of four samples, by names far from 0 to 4."""
    return np.tile([31, -2, 17, 8, 9], 4)


def two_names():
    """Eight samples of two groups: by names that are equal in 32 bits and in float32, and equal in float64."""
    first = np.array([1, 0, 1, 1, 0, 1, 0, 0])
    return 2**60 + 2**32 * first, 2**53 + first


def large_and_small():
    """Samples of groups, and shares for which counting groups, or the prefix beyond or before, fails in many orders.

    Of all orders of two groups of nine and three of one, 0.6 fail where the prefix is the first beyond share N = 12.6,
    or the last before 8.4, and 0.4 of both where groups are counted: 16 orders miss it with probability 1e-6 at most.
    """
    nines = np.array([7, 6, 7, 6, 7, 8, 6, 7, 6, 7, 9, 6, 7, 6, 7, 6, 7, -3, 6, 7, 6])
    return (nines, 0.6), (nines, 0.4)


def split_of(student, groups, share, rng):
    """The two index arrays, which are a partition of the samples."""
    train, test = pair(student.group_split(groups, share, rng), SPLIT)
    N = len(groups)
    train, test = indices(train, N, "train"), indices(test, N, "test")
    both = sorted(set(train.tolist()) & set(test.tolist()))
    expect.that(not both, f"sample {both[:1]} is in train and in test")
    missing = sorted(set(range(N)) - {*train.tolist(), *test.tolist()})
    expect.that(not missing, f"sample {missing[:1]} is neither in train nor in test")
    expect.that(len(train) and len(test), f"{'test' if len(train) else 'train'} is empty")
    return train, test


def no_group_on_both_sides(groups, train, test):
    torn = sorted(set(groups[train].tolist()) & set(groups[test].tolist()))
    expect.that(not torn, f"group {torn[:1]} is in train and in test")


def near_enough(groups, test, share):
    """The size of test is within half of the largest group of what is wanted, up to round-off."""
    wanted, m = share * len(groups), np.unique(groups, return_counts=True)[1].max()
    words = f"test has {len(test)} of {len(groups)} samples for share N = {wanted:g}, wanted within {m / 2:g} of it"
    expect.that(abs(len(test) - wanted) <= m / 2 + 1e-9 * len(groups), words)


def tested_times(student, groups, share, name, generators):
    """For how many generators a group is tested."""
    keys = [student.rng(groups.tolist(), key) for key in range(generators)]
    return sum(name in groups[split_of(student, groups, share, key)[1]] for key in keys)


def unequal_chances(student, G, draws):
    """How far the eighths of G groups of one sample, or two of them, are from equal chances to be among the half.

    A sum of squares with the law of chi^2, nearly, if all halves are equally likely.
    """
    parts = min(G, 8)
    groups, times, rng = np.arange(G), np.zeros(G), student.rng("halves", G)
    for _ in range(draws):
        times[split_of(student, groups, 0.5, rng)[1]] += 1
    return chi_squared(times.reshape(parts, -1).sum(axis=1) - draws * G / parts / 2, draws, G // parts, G)


@alternate
def by_the_nearest_prefix(groups, share, rng):
    names, sizes = np.unique(groups, return_counts=True)
    order = rng.permutation(len(names))
    k = 1 + np.abs(np.cumsum(sizes[order])[:-1] - share * len(groups)).argmin()
    tested = np.isin(groups, names[order[:k]])
    return np.where(~tested)[0], np.where(tested)[0]


@alternate
def by_dictionary(groups, share, rng):
    members = {}
    for n, g in enumerate(groups.tolist()):
        members.setdefault(g, []).append(n)
    queue = sorted(members)
    rng.shuffle(queue)
    wanted, test = share * len(groups), list(members[queue.pop()])
    while len(queue) > 1 and abs(len(test) + len(members[queue[-1]]) - wanted) < abs(len(test) - wanted):
        test += members[queue.pop()]
    return sorted(n for g in queue for n in members[g]), test


@alternate
def by_trial(groups, share, rng):
    """Random sets of groups until one has a size that fits."""
    names, member = np.unique(groups, return_inverse=True)
    m = np.bincount(member).max()
    while True:
        tested = rng.random(len(names))[member] < share
        if 0 < tested.sum() < len(groups) and abs(tested.sum() - share * len(groups)) <= m / 2 + 1e-9:
            return np.flatnonzero(~tested).tolist(), np.flatnonzero(tested).tolist()
