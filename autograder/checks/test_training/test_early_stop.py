"""Mark scheme of `early_stop`."""

from typing import ClassVar

import numpy as np

from autograder import alternate, exercise, expect, forall, misconception, practice, slip, weight
from autograder.checks.test_training.inputs import pair
from solutions.training import early_stop


def one_least(d):
    """Losses that fall to one least of all, and then go up and down above it: (losses, best)."""
    before, after = d.integer(2, 4), d.integer(0, 3)
    falling = 3 + np.arange(before, 0, -1) / 10
    return np.concatenate([falling, [2], 2 + d.integers(after, 1, 9) / 10, [2.7, 2.4]]), before


def repeated_least(d):
    """The same with the least once more, after others, and perhaps at the end, too: (losses, best)."""
    losses, best = one_least(d)
    return np.concatenate([losses, [2], 2 + d.integers(d.integer(0, 2), 1, 9) / 10, [d.choice([2.0, 2.1])]]), best


def nearly_as_good(d):
    """Losses that get better by so little at each epoch that somebody may think that they do not."""
    steps = np.array([0, *np.array([1e-4, 1e-7, 1e-10])[d.permutation(3)]])
    return d.choice([1.0, 0.3]) - np.cumsum(steps)


def ups_and_downs(d):
    """Losses above the best after it, falling again and again, but never below it."""
    k = d.integer(2, 4)
    after = np.tile([0.9, 0.7, 0.8], k)[: 2 * k]
    return np.concatenate([[1.0, 0.5], after + np.arange(2 * k) % 2 / 100])


def decided(student, *asked):
    """Stop and best are right for each (losses, patience, best); first all are asked for."""
    answers = [student.early_stop(losses, patience) for losses, patience, _ in asked]
    for got, (losses, patience, best) in zip(answers, asked, strict=True):
        what = f"early_stop(losses, {patience})"
        stop, found = pair(got, what)
        if isinstance(stop, np.ndarray | np.generic) and not stop.ndim:
            stop = stop.item()
        expect.that(isinstance(stop, bool), f"stop of {what} is {expect.kind(stop)}, wanted a bool")
        expect.equal(expect.number(found, f"best of {what}"), float(best), f"best of {what}")
        waited = len(losses) - 1 - best
        words = f"stop of {what} is {stop}, wanted {not stop}, {waited} epochs after the best"
        expect.that(stop == (waited >= patience), words)


def each_patience(losses, best):
    """The question for each patience from 1 to two more than what has been waited."""
    return [(losses, patience, best) for patience in range(1, len(losses) - best + 2)]


@exercise(reference=early_stop)
class TestEarlyStop:
    CONTRACT: ClassVar = {
        "Whether to stop, and the best epoch so far": ("test_one_least", "test_ups_and_downs"),
        "an int that counts from 0": ("test_one_least", "test_first_of_equals"),
        "at least `patience` epochs": ("test_one_least", "test_ups_and_downs"),
        "Losses that differ are not equal": "test_small_improvements",
        "a list, a tuple or an array of one finite number or more": ("test_one_least", "test_small_improvements"),
    }
    PARTS = ("stop", "best")

    @practice
    @weight(1)
    @forall(one_least, draws=4)
    def test_one_least(self, student, losses, best):
        """best is the index of the least loss, and stop says whether `patience` epochs have come after it."""
        decided(student, *each_patience(losses, best))

    @practice
    @weight(1)
    @forall(repeated_least, draws=4)
    def test_first_of_equals(self, student, losses, best):
        """Of several equal losses that are the least, the first is best, of small losses and of large ones."""
        decided(student, *each_patience(1e20 * losses, best))

    @weight(1)
    @forall(ups_and_downs, draws=3)
    def test_ups_and_downs(self, student, losses):
        """What counts is the best epoch, be its loss 0 or less, not whether the last loss is below the one before."""
        better = (np.append(losses, 0.4), 2, len(losses)), (np.append(losses[:3], [0.4, 0.9]), 2, 3)
        decided(student, *each_patience(losses, 1), *better, (losses[1:], 2, 0))
        decided(student, *each_patience(losses - 0.5, 1), *each_patience(losses - 1, 1))

    @weight(1)
    @forall(nearly_as_good, draws=4)
    def test_small_improvements(self, student, losses):
        """An improvement counts, however small, and one epoch alone is no reason to stop; here losses are a tuple."""
        decided(student, *[(tuple(losses[:n].tolist()), 1, n - 1) for n in range(1, len(losses) + 1)])

    @alternate
    def by_argmin(losses, patience):
        best = int(np.argmin(losses))
        return len(losses) - 1 - best >= patience, best

    @alternate
    def by_lists(losses, patience):
        values = [float(loss) for loss in losses]
        best = values.index(min(values))
        return len(values[best + 1 :]) >= patience, best

    @alternate
    def by_one_walk(losses, patience):
        best, waited = 0, 0
        for epoch in range(1, len(losses)):
            if losses[epoch] < losses[best]:
                best, waited = epoch, 0
            else:
                waited += 1
        return waited >= patience, best

    @alternate
    def by_the_last_epochs(losses, patience):
        losses = np.asarray(losses)
        old, new = losses[:-patience], losses[-patience:]
        return np.bool_(len(old) > 0 and old.min() <= new.min()), np.int64(np.flatnonzero(losses == losses.min())[0])

    @alternate
    def by_sorting(losses, patience):
        best = min(range(len(losses)), key=lambda epoch: (losses[epoch], epoch))
        return not len(losses) <= best + patience, np.array(best)

    one_epoch_later = slip(
        by_argmin,
        (">= patience", "> patience"),
        hint="With patience 2 the second epoch without an improvement is the last: >=.",
        see="def-early-stop",
    )
    one_epoch_sooner = slip(
        by_argmin,
        ("len(losses) - 1 - best", "len(losses) - best"),
        hint="The best epoch itself is not one of those after it: len(losses) - 1 - best.",
        see="def-early-stop",
    )
    last_of_equals = slip(
        by_argmin,
        ("int(np.argmin(losses))", "len(losses) - 1 - int(np.argmin(losses[::-1]))"),
        hint="An equal loss later is no improvement: the first is best.",
        see="def-early-stop",
    )
    last_epoch_as_best = slip(
        by_argmin,
        (">= patience, best", ">= patience, len(losses) - 1"),
        hint="best is the epoch of the least loss, not the last one.",
        see="def-early-stop",
    )
    loss_for_epoch = slip(
        by_argmin,
        (">= patience, best", ">= patience, losses[best]"),
        hint="best is the index of the epoch, not its loss.",
        see="def-early-stop",
    )
    counted_from_one = slip(
        by_argmin,
        (">= patience, best", ">= patience, best + 1"),
        hint="Epochs count from 0.",
        see="def-early-stop",
    )
    largest_for_least = slip(
        by_argmin,
        ("np.argmin", "np.argmax"),
        hint="Losses are to be small: the least is best.",
        see="def-early-stop",
    )
    exchanged = slip(
        by_argmin,
        ("len(losses) - 1 - best >= patience, best", "best, len(losses) - 1 - best >= patience"),
        hint="First stop, then best.",
        see="def-early-stop",
    )
    stop_reversed = slip(
        by_argmin,
        (">= patience", "< patience"),
        hint="stop is True when to stop, not when to go on.",
        see="def-early-stop",
    )
    epochs_waited = slip(
        by_argmin,
        ("- best >= patience", "- best"),
        hint="stop is a bool: whether the number of epochs since the best has reached patience.",
        see="def-early-stop",
    )
    improvement_by_a_thousandth = slip(
        by_one_walk,
        ("losses[epoch] < losses[best]", "losses[epoch] < losses[best] - 1e-3"),
        hint="An improvement counts, however small it is.",
        see="def-early-stop",
    )
    improvement_up_to_round_off = slip(
        by_one_walk,
        (
            "losses[epoch] < losses[best]",
            "losses[epoch] < losses[best] and not np.isclose(losses[epoch], losses[best])",
        ),
        hint="An improvement counts, however small it is: no tolerance.",
        see="def-early-stop",
    )
    first_rise = slip(
        by_one_walk,
        ("losses[epoch] < losses[best]", "losses[epoch] < losses[epoch - 1]"),
        hint="A loss is compared with the best so far, not with the one before it.",
        see="def-early-stop",
    )
    rises_in_all = slip(
        by_one_walk,
        ("best, waited = epoch, 0", "best = epoch"),
        hint="With an improvement the waiting begins anew, from 0.",
        see="def-early-stop",
    )
    stopped_for_good = slip(
        by_one_walk,
        ("waited += 1", "waited += 1\n            if waited >= patience:\n                return True, best"),
        hint="All losses are looked at: here a better epoch has come after all.",
        see="def-early-stop",
    )
    stop_remembered = slip(
        by_one_walk,
        ("best, waited = 0, 0", "best, waited, stop = 0, 0, False"),
        ("waited += 1", "waited += 1\n            stop = stop or waited >= patience"),
        ("return waited >= patience", "return stop"),
        hint="Whether to stop is asked after all losses: a better epoch ends what waiting there was before it.",
        see="def-early-stop",
    )
    first_fall_alone = slip(
        by_argmin,
        (
            "int(np.argmin(losses))",
            "next((k for k in range(len(losses) - 1) if losses[k + 1] >= losses[k]), len(losses) - 1)",
        ),
        hint="The first loss that is followed by a larger one need not be the least of all.",
        see="def-early-stop",
    )
    always_patient = slip(
        by_argmin,
        ("len(losses) - 1 - best >= patience", "len(losses) > patience"),
        hint="The epochs count from the best one, not from the first.",
        see="def-early-stop",
    )
    epochs_waited_or_none = slip(
        by_argmin,
        ("- best >= patience", "- best if len(losses) - 1 - best >= patience else 0"),
        hint="stop is a bool: whether the number of epochs since the best has reached patience.",
        see="def-early-stop",
    )
    only_worse_ones_counted = slip(
        by_argmin,
        ("len(losses) - 1 - best >= patience", "sum(loss > losses[best] for loss in losses[best:]) >= patience"),
        hint="An epoch with an equal loss is one without an improvement: it counts, too.",
        see="def-early-stop",
    )
    first_epoch_taken_for_none = slip(
        by_argmin,
        ("    return", "    if not best:\n        return False, 0\n    return"),
        hint="The best epoch may be epoch 0, and `not best` is true of it: ask for nothing but its number.",
        see="def-early-stop",
    )
    in_single_precision = slip(
        by_argmin,
        ("np.argmin(losses)", "np.argmin(np.asarray(losses, np.float32))"),
        hint="Equal within a tolerance, or in float32, are losses that differ: an improvement counts, however small.",
        see="def-early-stop",
    )
    zero_taken_for_none = slip(
        by_one_walk,
        ("losses[epoch] < losses[best]", "not losses[best] or losses[epoch] < losses[best]"),
        hint="A loss of 0 is false, and still the least: begin with losses[0], and ask only for <.",
        see="def-early-stop",
    )
    sizes_compared = slip(
        by_argmin,
        ("np.argmin(losses)", "np.argmin(np.abs(losses))"),
        hint="A loss below 0 is less than 0: losses are compared as they are, without abs.",
        see="def-early-stop",
    )
    exactly_patience = slip(
        by_argmin,
        (">= patience", "== patience"),
        hint="Stop when at least `patience` epochs have followed: with more of them it is still right to stop.",
        see="def-early-stop",
    )
    stop_among_too_few = slip(
        by_the_last_epochs,
        ("len(old) > 0 and old.min() <= new.min()", "len(old) == 0 or old.min() <= new.min()"),
        hint="With `patience` losses or fewer not so many epochs have followed the best: go on.",
        see="def-early-stop",
    )
    last_among_too_few = slip(
        by_argmin,
        ("    return", "    if len(losses) <= patience:\n        return False, len(losses) - 1\n    return"),
        hint="With few losses, too, best is the epoch of the least, not the last one.",
        see="def-early-stop",
    )
    patiences_waited = slip(
        by_argmin,
        ("(losses) - 1 - best >= patience", "(losses[best + 1 :]) // patience"),
        hint="stop is a bool: whether the number of epochs since the best has reached patience.",
        see="def-early-stop",
    )
    lists_alone = slip(
        by_lists,
        ("values = [float(loss) for loss in losses]", "values = losses"),
        hint="An array has no method index: np.argmin takes lists, tuples and arrays.",
        see="def-early-stop",
    )
    two_or_more = slip(
        by_argmin,
        ("    return", "    later = min(losses[1:])\n    return later >= losses[best] and"),
        hint="One loss is enough to be asked about: there is no later one then.",
        see="def-early-stop",
    )
    from_a_thousand = slip(
        by_one_walk,
        ("losses[epoch] < losses[best]", "losses[epoch] < min(losses[best], 1000)"),
        hint="The search begins with a number of its own, and misses losses above it: begin with losses[0].",
        see="def-early-stop",
    )
    sorted_in_place = slip(
        by_lists,
        ("best = values.index(min(values))", "losses.sort()\n    best = values.index(losses[0])"),
        hint="sort() changes the caller's losses, and a tuple has none: min finds the least.",
        see="def-early-stop",
    )

    @misconception(
        "An epoch may be better than the one before the last ones and not the best: compare with the best of all.",
        see="def-early-stop",
    )
    def none_better_than_before(losses, patience):
        recent = losses[-patience - 1 :]
        return bool(len(losses) > patience and recent[0] <= min(recent[1:])), int(np.argmin(losses))

    @misconception("The best of all epochs is wanted, not that of the last ones.", see="def-early-stop")
    def best_of_the_last(losses, patience):
        best = max(0, len(losses) - patience - 1) + int(np.argmin(losses[-patience - 1 :]))
        return len(losses) - 1 - best >= patience, best

    @misconception(
        "Stop when `patience` epochs have brought nothing better, whether or not the loss rose in each.",
        see="def-early-stop",
    )
    def rises_in_a_row(losses, patience):
        rises = np.diff(losses)[-patience:] >= 0
        return bool(len(losses) > patience and rises.all()), int(np.argmin(losses))
