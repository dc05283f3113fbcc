"""Mark scheme of `group_split`.

Which groups are tested is random, and any law will do in which groups of one size are exchangeable, and none is tested
always or never. Of five groups of 8 and one of 9, half to be tested, three are; if the order of the groups is random,
each three with probability 1/20. Of 34 generators

    none has a given group in the test part, or none in training            12 * 2^-34 < 7e-10
    all have one of 6 sets of groups, whichever                             C(20, 6) (6/20)^34 < 7e-14
    none has the group of 7 in the test part, of groups of 7, 4, 4 and 4    2^-34 < 6e-11
    all have the group of 1 in it, of groups of 6, 6 and 1                  3^-34 < 7e-17

Of two groups each is tested by half of 500 splits, to within 79, but with probability 3e-11 (Hoeffding). In 90
splits that test 200 of 400 groups, the eighths of these are tested so unequally that a sum with the law of chi^2 (7
degrees of freedom, nearly) is above 61, with probability 1e-10; swapping each place with any other one comes to 100 or
more. A sort by keys that may be equal tests the first of two groups with probability 3/4.
"""

from typing import ClassVar

import numpy as np

from autograder import exercise, expect, forall, misconception, practice, slip, weight
from autograder.checks.test_training import group_splits
from autograder.checks.test_training.group_splits import (
    large_and_small,
    near_enough,
    no_group_on_both_sides,
    one_size,
    split_of,
    tested_times,
    two_names,
    unequal_chances,
    uneven,
)
from solutions.training import group_split

GENERATORS, FEW_SETS = 34, 6
SEVEN, SIXES = np.repeat([0, 1, 2, 3], [4, 7, 4, 4]), np.repeat([0, 1, 2], [6, 1, 6])
TWO, MANY = (2, 500, 50), (400, 90, 61)  # groups, splits of them, and a sum of squares that is too large
ORDERS = 16
SAME = 6


@exercise(reference=group_split)
class TestGroupSplit:
    CONTRACT: ClassVar = {
        "the indices (train, test)": "test_no_group_on_both_sides",
        "need not stand together": "test_no_group_on_both_sides",
        "Every index 0..N-1": "test_no_group_on_both_sides",
        "Both hold a sample": ("test_no_group_on_both_sides", "test_neither_side_is_empty"),
        "is within m/2 of share N": ("test_sizes", "test_groups_of_one_size"),
        "drawn from rng alone": ("test_chances", "test_only_source_of_randomness"),
        "Groups of one size have equal chances": "test_chances",
        "none is tested always, and none never": "test_chances",
    }
    PARTS = ("train", "test")

    @practice
    @weight(1)
    @forall(uneven, draws=5)
    def test_no_group_on_both_sides(self, student, groups, share):
        """Each sample is in train or in test, and each group is whole in one of them."""
        for key in range(4):
            no_group_on_both_sides(groups, *split_of(student, groups, share, student.rng(key)))

    @practice
    @weight(1)
    def test_sizes(self, student):
        """The size of test is within m/2 of share N, m the size of the largest group, whatever the order."""
        for key in range(ORDERS):
            for groups, share in large_and_small():
                near_enough(groups, split_of(student, groups, share, student.rng(share, key))[1], share)

    @weight(1)
    def test_neither_side_is_empty(self, student):
        """Of two groups of 4 with share N = 2, or 6, one is tested: none, or both, would be as near."""
        for number, groups in enumerate(two_names()):
            for share in (1 / 4, 3 / 4):
                for key in range(4):
                    _, test = split_of(student, groups, share, student.rng("two", number, share, key))
                    near_enough(groups, test, share)

    @weight(1)
    def test_groups_of_one_size(self, student):
        """Of groups of one size the nearest number is tested, be it a quarter of a group above or below share N."""
        for groups, shares in ((one_size(), (0.35, 0.45, 0.55, 0.65)), (one_size()[:5], (0.35, 0.65))):
            for share in shares:
                near_enough(groups, split_of(student, groups, share, student.rng(share, len(groups)))[1], share)

    @weight(1)
    def test_chances(self, student):
        """Groups of one size have equal chances, and no group is tested always, or never."""
        groups, tested = np.append(np.arange(48) % 6, 3), []
        for key in range(GENERATORS):
            _, test = split_of(student, groups, 0.5, student.rng("chances", key))
            tested.append(frozenset(groups[test].tolist()))
        for g in range(6):
            times = sum(g in each for each in tested)
            words = f"group {g} of {np.bincount(groups)[g]} samples is in test for {times} of {GENERATORS} generators"
            expect.that(0 < times < GENERATORS, f"{words}: the groups are drawn from rng")
        sets = sorted(map(sorted, set(tested)))
        words = f"of six groups only {sets} are ever tested together for {GENERATORS} generators"
        expect.that(len(sets) > FEW_SETS, f"{words}: shuffle them, so that all orders are equally likely")
        times = tested_times(student, SEVEN, 8 / 19, 1, GENERATORS)
        expect.that(times, f"of groups of 7, 4, 4 and 4, that of 7 is never tested for share N = 8, by {GENERATORS}")
        times = tested_times(student, SIXES, 6.4 / 13, 1, GENERATORS)
        words = f"of groups of 6, 6 and 1, that of 1 is always tested for share N = 6.4, by {GENERATORS} generators"
        expect.that(times < GENERATORS, f"{words}: cut the random order where the size is nearest")
        for G, draws, most in (TWO, MANY):
            found = unequal_chances(student, G, draws)
            words = f"of {G} groups of one sample some are tested more often than others: chi^2 is {found:.0f}"
            expect.that(found < most, f"{words}, wanted below {most}")

    @weight(1)
    def test_only_source_of_randomness(self, student):
        """Generators in the same state give the same split."""
        groups = np.arange(12) % 10
        for key in range(SAME):
            splits = [split_of(student, groups, 0.5, student.rng("same", key))[1] for _ in range(2)]
            same = set(splits[0].tolist()) == set(splits[1].tolist())
            expect.that(same, "generators in the same state give different splits: use rng alone")

    by_the_nearest_prefix = group_splits.by_the_nearest_prefix
    by_dictionary = group_splits.by_dictionary
    by_trial = group_splits.by_trial

    by_order = slip(
        by_the_nearest_prefix,
        ("rng.permutation(len(names))", "names.argsort()"),
        hint="Which groups are tested is drawn from rng.",
        see="def-group-split",
    )
    seed_of_its_own = slip(
        by_the_nearest_prefix,
        ("names, sizes =", "rng = np.random.default_rng(0)\n    names, sizes ="),
        hint="A seed of its own makes every split the same: draw from rng.",
        see="def-group-split",
    )
    global_generator = slip(
        by_the_nearest_prefix,
        ("order = rng", "np.random.seed(0)\n    order = np.random"),
        hint="All draws come from rng, not from NumPy's global generator.",
        see="def-group-split",
    )
    largest_first = slip(
        by_the_nearest_prefix,
        ("rng.permutation(len(names))", "np.argsort(-sizes, kind='stable')"),
        hint="Which groups are tested is drawn from rng, whatever their sizes are.",
        see="def-group-split",
    )
    smallest_first = slip(
        by_the_nearest_prefix,
        ("rng.permutation(len(names))", "np.argsort(sizes, kind='stable')"),
        hint="Which groups are tested is drawn from rng, whatever their sizes are.",
        see="def-group-split",
    )
    first_that_reaches = slip(
        by_the_nearest_prefix,
        (
            "1 + np.abs(np.cumsum(sizes[order])[:-1] - share * len(groups)).argmin()",
            "min(len(names) - 1, 1 + np.sum(np.cumsum(sizes[order]) < share * len(groups)))",
        ),
        hint="The first prefix that reaches share N may be a whole group too large: take the nearer neighbour.",
        see="thm-prefix",
    )
    last_that_does_not_exceed = slip(
        by_the_nearest_prefix,
        (
            "1 + np.abs(np.cumsum(sizes[order])[:-1] - share * len(groups)).argmin()",
            "max(1, np.sum(np.cumsum(sizes[order]) <= share * len(groups)))",
        ),
        hint="The last prefix below share N may be a whole group too small: take the nearer neighbour.",
        see="thm-prefix",
    )
    groups_counted = slip(
        by_the_nearest_prefix,
        (
            "1 + np.abs(np.cumsum(sizes[order])[:-1] - share * len(groups)).argmin()",
            "min(len(names) - 1, max(1, round(share * len(names))))",
        ),
        hint="share is the part of the samples: groups have sizes, and are not counted as one each.",
        see="thm-prefix",
    )
    share_trained = slip(
        by_the_nearest_prefix,
        ("share * len(groups)", "(1 - share) * len(groups)"),
        hint="share is the part of the samples that is tested, not that which is trained on.",
        see="def-group-split",
    )
    one_group_tested = slip(
        by_the_nearest_prefix,
        ("1 + np.abs(np.cumsum(sizes[order])[:-1] - share * len(groups)).argmin()", "1"),
        hint="As many groups are tested as bring the size near share N, not one alone.",
        see="thm-prefix",
    )
    one_group_trained = slip(
        by_the_nearest_prefix,
        ("1 + np.abs(np.cumsum(sizes[order])[:-1] - share * len(groups)).argmin()", "len(names) - 1"),
        hint="As many groups are tested as bring the size near share N, not all but one.",
        see="thm-prefix",
    )
    halves = slip(
        by_the_nearest_prefix,
        ("share * len(groups)", "0.5 * len(groups)"),
        hint="share says how large test is to be.",
        see="thm-prefix",
    )
    exchanged = slip(
        by_the_nearest_prefix,
        ("return np.where(~tested)[0], np.where(tested)[0]", "return np.where(tested)[0], np.where(~tested)[0]"),
        hint="First train, then test; share is the part of test.",
        see="def-group-split",
    )
    masks = slip(
        by_the_nearest_prefix,
        ("return np.where(~tested)[0], np.where(tested)[0]", "return ~tested, tested"),
        hint="Indices are wanted, not masks: np.flatnonzero.",
        see="def-group-split",
    )
    names_of_groups = slip(
        by_the_nearest_prefix,
        ("return np.where(~tested)[0], np.where(tested)[0]", "return names[order[k:]], names[order[:k]]"),
        hint="The indices of the samples are wanted, not the names of the groups.",
        see="def-group-split",
    )
    last_group_lost = slip(
        by_the_nearest_prefix,
        ("np.where(~tested)[0]", "np.where(np.isin(groups, names[order[k : -1 if k < len(names) - 1 else None]]))[0]"),
        hint="Every sample is on a side: the last group, too.",
        see="def-group-split",
    )
    last_sample_lost = slip(
        by_the_nearest_prefix,
        ("np.where(~tested)[0]", "np.where(~tested[:-1])[0]"),
        ("np.where(tested)[0]", "np.where(tested[:-1])[0]"),
        hint="Every sample is on a side, the last one too.",
        see="def-group-split",
    )
    names_from_zero = slip(
        by_the_nearest_prefix,
        ("np.isin(groups, names[order[:k]])", "np.isin(groups, order[:k])"),
        hint="Groups are named by any integers, not by 0 to G - 1.",
        see="def-group-split",
    )
    empty_allowed = slip(
        by_the_nearest_prefix,
        (
            "1 + np.abs(np.cumsum(sizes[order])[:-1] - share * len(groups)).argmin()",
            "np.abs(np.append(0, np.cumsum(sizes[order])) - share * len(groups)).argmin()",
        ),
        hint="Both sides have a sample: neither the empty prefix nor all groups.",
        see="thm-prefix",
    )

    goal_rounded_down = slip(
        by_the_nearest_prefix,
        ("share * len(groups)", "int(share * len(groups))"),
        hint="share N need not be a whole number: int moves the goal, and another prefix is the nearest.",
        see="thm-prefix",
    )
    all_allowed = slip(
        by_the_nearest_prefix,
        (
            "1 + np.abs(np.cumsum(sizes[order])[:-1] - share * len(groups)).argmin()",
            "len(names) - np.abs(np.cumsum(sizes[order]) - share * len(groups))[::-1].argmin()",
        ),
        hint="Both sides have a sample: all groups are no proper prefix, even where they are as near.",
        see="thm-prefix",
    )
    one_group_short = slip(
        by_the_nearest_prefix,
        (
            "1 + np.abs(np.cumsum(sizes[order])[:-1] - share * len(groups)).argmin()",
            "max(1, np.abs(np.cumsum(sizes[order])[:-1] - share * len(groups)).argmin())",
        ),
        hint="np.cumsum begins with the size of one group: entry 0 belongs to k = 1.",
        see="thm-prefix",
    )
    sizes_in_another_order = slip(
        by_the_nearest_prefix,
        ("np.cumsum(sizes[order])", "np.cumsum(sizes)"),
        hint="The groups are shuffled, and their sizes are not: sum them up in the same order.",
        see="thm-prefix",
    )
    rotation = slip(
        by_the_nearest_prefix,
        ("rng.permutation(len(names))", "np.roll(np.arange(len(names)), rng.integers(len(names)))"),
        hint="A random start leaves neighbours together: shuffle the groups.",
        see="def-group-split",
    )
    largest_first_in_random_order = slip(
        by_the_nearest_prefix,
        (
            "    k =",
            "    order = order[np.argsort(-sizes[order], kind='stable')]\n    k =",
        ),
        hint="Sorted by size, the largest group is always tested: shuffle the groups, whatever their sizes are.",
        see="def-group-split",
    )
    largest_always_trained = slip(
        by_the_nearest_prefix,
        ("rng.permutation(len(names))", "rng.permutation(np.delete(np.arange(len(names)), np.argmax(sizes)))"),
        ("[:-1] -", " -"),
        hint="The largest group may be tested, too: shuffle all groups.",
        see="def-group-split",
    )
    first_group_first = slip(
        by_the_nearest_prefix,
        ("rng.permutation(len(names))", "np.append(0, 1 + rng.permutation(len(names) - 1))"),
        hint="All groups are shuffled: here the first one stays first, and is tested always.",
        see="def-group-split",
    )
    no_group_in_its_place = slip(
        by_the_nearest_prefix,
        (
            "order = rng.permutation(len(names))\n",
            "order = np.arange(len(names))\n    for i in range(len(names) - 1, 0, -1):\n"
            "        j = rng.integers(i)\n        order[[i, j]] = order[[j, i]]\n",
        ),
        hint="rng.integers(i) is below i, so that no group keeps its place: of two groups always the same is tested.",
        see="def-group-split",
    )
    any_place_with_any = slip(
        by_the_nearest_prefix,
        (
            "order = rng.permutation(len(names))\n",
            "order = np.arange(len(names))\n    for i in range(len(names)):\n"
            "        j = rng.integers(len(names))\n        order[[i, j]] = order[[j, i]]\n",
        ),
        hint="Swapped with any place, not with one of those left, some orders are likelier: draw a permutation.",
        see="def-group-split",
    )
    keys_that_are_equal = slip(
        by_the_nearest_prefix,
        ("rng.permutation(len(names))", "np.argsort(rng.integers(0, len(names), len(names)), kind='stable')"),
        hint="Where two keys are equal, the sort keeps the old order, and makes it likelier: draw a permutation.",
        see="def-group-split",
    )
    names_in_floats = slip(
        by_the_nearest_prefix,
        ("names, sizes =", "groups = groups.astype(float)\n    names, sizes ="),
        hint="Groups are named by any integers: as floats 2^53 and 2^53 + 1 are one name.",
        see="def-group-split",
    )
    names_in_32_bits = slip(
        by_the_nearest_prefix,
        ("names, sizes =", "groups = groups.astype(np.int32)\n    names, sizes ="),
        hint="Groups are named by any integers: in 32 bits, int32 or float32, two different names may become one.",
        see="def-group-split",
    )
    counted_by_bincount = slip(
        by_the_nearest_prefix,
        (
            "names, sizes = np.unique(groups, return_counts=True)\n    order = rng.permutation(len(names))",
            "sizes = np.bincount(groups)\n    names = np.arange(len(sizes))\n"
            "    order = rng.permutation(len(sizes))\n    order = order[sizes[order] > 0]",
        ),
        hint="bincount takes no names below 0, and counts names that there are not: np.unique.",
        see="def-group-split",
    )

    @misconception("The nearest of all sets of groups is always the same one: draw from rng.", see="def-group-split")
    def nearest_of_all_sets(groups, share, rng):
        names, sizes = np.unique(groups, return_counts=True)
        reached = {0: []}
        for name, size in zip(names.tolist(), sizes.tolist(), strict=True):
            for total, chosen in list(reached.items()):
                reached.setdefault(total + size, [*chosen, name])
        proper = [total for total in reached if 0 < total < len(groups)]
        tested = np.isin(groups, reached[min(proper, key=lambda total: abs(total - share * len(groups)))])
        return np.flatnonzero(~tested), np.flatnonzero(tested)

    @misconception("A group that brings the size no nearer is left out, perhaps each of them.", see="thm-prefix")
    def taken_where_it_brings_nearer(groups, share, rng):
        chosen, size = [], 0
        for g in rng.permutation(np.unique(groups)):
            n = np.sum(groups == g)
            if abs(size + n - share * len(groups)) < abs(size - share * len(groups)):
                chosen.append(g)
                size += n
        tested = np.isin(groups, chosen)
        return np.flatnonzero(~tested), np.flatnonzero(tested)

    @misconception("rng.shuffle(groups) shuffles the caller's array: shuffle the names.", see="def-group-split")
    def shuffled_in_place(groups, share, rng):
        rng.shuffle(groups)
        _, first = np.unique(groups, return_index=True)
        order = groups[np.sort(first)]
        sizes = np.cumsum([np.sum(groups == name) for name in order])[:-1]
        tested = np.isin(groups, order[: 1 + np.abs(sizes - share * len(groups)).argmin()])
        return np.flatnonzero(~tested), np.flatnonzero(tested)

    @misconception(
        "A group need not stand together: equal neighbours are one group, and so are others of its name.",
        see="def-group-split",
    )
    def runs_for_groups(groups, share, rng):
        run = np.cumsum(np.append(0, np.diff(groups) != 0))
        sizes = np.bincount(run)
        order = rng.permutation(len(sizes))
        k = 1 + np.abs(np.cumsum(sizes[order])[:-1] - share * len(groups)).argmin()
        tested = np.isin(run, order[:k])
        return np.flatnonzero(~tested), np.flatnonzero(tested)

    @misconception("Each group is whole on one side: this takes the same part of each.", see="def-group-split")
    def part_of_each_group(groups, share, rng):
        tested = np.zeros(len(groups), bool)
        for g in np.unique(groups):
            members = rng.permutation(np.flatnonzero(groups == g))
            tested[members[: round(share * len(members))]] = True
        return np.flatnonzero(~tested), np.flatnonzero(tested)

    @misconception("Adding groups while they fit stays below share N, by up to a whole group.", see="thm-prefix")
    def filled_while_it_fits(groups, share, rng):
        names, sizes = np.unique(groups, return_counts=True)
        chosen, size = [], 0
        for g in rng.permutation(len(names)):
            if size + sizes[g] <= share * len(groups):
                chosen.append(names[g])
                size += sizes[g]
        tested = np.isin(groups, chosen)
        return np.flatnonzero(~tested), np.flatnonzero(tested)

    @misconception("Whole groups go to a side: shuffle the groups, not the samples.", see="def-group-split")
    def samples_split(groups, share, rng):
        order = rng.permutation(len(groups))
        k = round(share * len(groups))
        return order[k:], order[:k]

    @misconception("Whole groups go to a side: shuffle the groups, not the samples.", see="def-group-split")
    def samples_masked(groups, share, rng):
        tested = np.zeros(len(groups), bool)
        tested[rng.permutation(len(groups))[: max(1, round(share * len(groups)))]] = True
        return np.flatnonzero(~tested), np.flatnonzero(tested)

    @misconception(
        "The groups of so many samples are far larger: shuffle the groups, and cut their order.", see="thm-prefix"
    )
    def groups_of_drawn_samples(groups, share, rng):
        drawn = rng.permutation(len(groups))[: max(1, round(share * len(groups)))]
        names = list(dict.fromkeys(groups[drawn].tolist()))
        tested = np.isin(groups, names[: len(np.unique(groups)) - 1])
        return np.flatnonzero(~tested), np.flatnonzero(tested)

    @misconception(
        "The nearest of all sets never holds a group that fits badly: cut the random order instead.",
        see="thm-prefix",
    )
    def nearest_of_shuffled_sets(groups, share, rng):
        names, sizes = np.unique(groups, return_counts=True)
        reached = {0: []}
        for g in rng.permutation(len(names)).tolist():
            for total, chosen in list(reached.items()):
                reached.setdefault(total + int(sizes[g]), [*chosen, names[g]])
        proper = [total for total in reached if 0 < total < len(groups)]
        tested = np.isin(groups, reached[min(proper, key=lambda total: abs(total - share * len(groups)))])
        return np.flatnonzero(~tested), np.flatnonzero(tested)

    @misconception(
        "Whatever still fits is added: a small group fits always, and is always tested. Cut the random order instead.",
        see="thm-prefix",
    )
    def filled_up_to_half_a_group_more(groups, share, rng):
        names, sizes = np.unique(groups, return_counts=True)
        chosen, size = [], 0
        for g in rng.permutation(len(names)):
            if size + sizes[g] <= share * len(groups) + sizes.max() / 2 and len(chosen) < len(names) - 1:
                chosen.append(names[g])
                size += sizes[g]
        tested = np.isin(groups, chosen)
        return np.flatnonzero(~tested), np.flatnonzero(tested)

    @misconception("Each sample is on one side: the test samples are not trained on.", see="def-group-split")
    def all_trained(groups, share, rng):
        names, sizes = np.unique(groups, return_counts=True)
        order = rng.permutation(len(names))
        k = 1 + np.abs(np.cumsum(sizes[order])[:-1] - share * len(groups)).argmin()
        return np.arange(len(groups)), np.flatnonzero(np.isin(groups, names[order[:k]]))
