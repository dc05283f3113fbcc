import functools
import heapq
import itertools
import operator
from collections import namedtuple

import numpy as np


def right_argmin(losses, patience):
    """np.argmin."""
    best = int(np.argmin(losses))
    return len(losses) - 1 - best >= patience, best


def right_numpy_types(losses, patience):
    """NumPy integers and booleans come back, in a list."""
    losses = np.asarray(losses)
    best = losses.argmin()
    return [np.bool_(losses.size - best > patience), np.int64(best)]


def right_loop(losses, patience):
    """A loop with a strict comparison, and a counter that begins anew."""
    best, waited = 0, 0
    for epoch in range(1, len(losses)):
        if losses[epoch] < losses[best]:
            best, waited = epoch, 0
        else:
            waited += 1
    return waited >= patience, best


def right_index_of_min(losses, patience):
    """list.index of the minimum."""
    losses = list(losses)
    best = losses.index(min(losses))
    return len(losses[best + 1 :]) >= patience, best


def right_min_by_key(losses, patience):
    """min over the indices with a key."""
    best = min(range(len(losses)), key=lambda e: losses[e])
    if best + patience < len(losses):
        return True, best
    return False, best


def right_pairs(losses, patience):
    """The least pair (loss, index)."""
    _, best = min((loss, e) for e, loss in enumerate(losses))
    stop = bool((len(losses) - 1) - best >= patience)
    return (stop, best)


def right_reduce(losses, patience):
    """functools.reduce over the indices."""
    best = functools.reduce(lambda a, b: b if losses[b] < losses[a] else a, range(len(losses)))
    return not len(losses) - best <= patience, best


def right_recursive(losses, patience):
    """Recursion: the best of all but the last, then the last."""
    values = tuple(losses)

    def best_of(lo, hi):
        if hi - lo == 1:
            return lo
        mid = (lo + hi) // 2
        a, b = best_of(lo, mid), best_of(mid, hi)
        return a if values[a] <= values[b] else b

    best = best_of(0, len(values))
    return len(values) - best - 1 >= patience, best


def right_stable_sort(losses, patience):
    """The first of a stable sort of the indices."""
    best = int(np.argsort(losses, kind="stable")[0])
    return bool(len(losses) - (best + 1) >= patience), best


def right_running_minimum(losses, patience):
    """The running minimum: best is where it takes its last value first."""
    running = np.minimum.accumulate(np.asarray(losses))
    best = int(np.flatnonzero(running == running[-1])[0])
    return bool(np.count_nonzero(running[best + 1 :] == running[-1]) >= patience), best


def right_from_the_end(losses, patience):
    """From the last loss backwards, where an equal one counts as better."""
    last = len(losses) - 1
    best = last
    for e in range(last, -1, -1):
        if not losses[e] > losses[best]:
            best = e
    return any(last - k == best for k in range(patience, last + 1)), best


def right_monitor(losses, patience):
    """An over-engineered monitor with a named tuple, and a heap."""
    Entry = namedtuple("Entry", "loss epoch")

    class Monitor:
        def __init__(self):
            self.heap = []

        def see(self, loss):
            heapq.heappush(self.heap, Entry(loss, len(self.heap)))

        @property
        def best(self):
            return self.heap[0].epoch

        @property
        def stop(self):
            return len(self.heap) - 1 - self.best >= patience

    monitor = Monitor()
    for loss in losses:
        monitor.see(float(loss) if isinstance(loss, np.floating) else loss)
    return monitor.stop, monitor.best


def right_zero_d(losses, patience):
    """best is a 0-d array of integers."""
    best = np.array(np.asarray(losses).argmin())
    return bool(best <= len(losses) - 1 - patience), best


def right_window(losses, patience):
    """The last patience losses against all before: none of them is less than the least of those."""
    recent, earlier = losses[-patience:], losses[:-patience]
    best = [e for e in range(len(losses)) if losses[e] == min(losses)][0]
    return bool(min(recent) >= min(earlier, default=float("inf"))), best


def right_accumulate(losses, patience):
    """itertools.accumulate: how many values the running minimum has had before its last one."""
    running = list(itertools.accumulate(losses, min))
    best = next(e for e, value in enumerate(running) if operator.eq(value, running[-1]))
    return len(running) - best >= patience + 1, best


def wrong_last_of_equals(losses, patience):
    """DESERVES: of equal losses the first is best: an equal loss is no improvement
    PART: yes
    BREAKS: "of several that are equal it is the first", at losses = [2, 2], patience = 1
    """
    best = 0
    for epoch, loss in enumerate(losses):
        if loss <= losses[best]:
            best = epoch
    return len(losses) - 1 - best >= patience, best


def wrong_one_late(losses, patience):
    """DESERVES: stop when patience epochs have followed, not one more
    PART: yes
    BREAKS: "at least `patience` epochs have come after it", at losses = [1, 2], patience = 1
    """
    best = int(np.argmin(losses))
    return len(losses) - 1 - best > patience, best


def wrong_one_early(losses, patience):
    """DESERVES: the best epoch does not count among those that came after it
    PART: yes
    BREAKS: "at least `patience` epochs have come after it", at losses = [1], patience = 1
    """
    best = int(np.argmin(losses))
    return len(losses) - best >= patience, best


def wrong_min_delta(losses, patience):
    """DESERVES: a smaller loss is an improvement, however small the difference
    PART: yes
    BREAKS: "Losses that differ are not equal, however near they are", at losses = [1, 1 - 1e-9], patience = 1
    """
    best = 0
    for epoch, loss in enumerate(losses):
        if loss < losses[best] - 1e-8:
            best = epoch
    return len(losses) - 1 - best >= patience, best


def wrong_isclose(losses, patience):
    """DESERVES: np.isclose calls losses equal that differ
    PART: yes
    BREAKS: "Losses that differ are not equal, however near they are", at losses = [1.000001, 1], patience = 1
    """
    losses = np.asarray(losses, float)
    best = int(np.flatnonzero(np.isclose(losses, losses.min()))[0])
    return len(losses) - 1 - best >= patience, best


def wrong_float32(losses, patience):
    """DESERVES: float32 makes losses equal that differ
    PART: yes
    BREAKS: "Losses that differ are not equal, however near they are", at losses = [1, 1 - 1e-9], patience = 1
    """
    best = int(np.argmin(np.array(losses, dtype=np.float32)))
    return len(losses) - 1 - best >= patience, best


def wrong_rises_in_a_row(losses, patience):
    """DESERVES: what counts is the time since the best epoch, not the number of rises in a row
    PART: yes
    BREAKS: "at least `patience` epochs have come after it", at losses = [1, 3, 2], patience = 2
    """
    best, rises = int(np.argmin(losses)), 0
    for before, after in zip(losses, losses[1:]):
        rises = rises + 1 if after >= before else 0
    return rises >= patience, best


def wrong_stop_remembered(losses, patience):
    """DESERVES: stop is asked for all losses so far; whether it would have been right earlier does not matter
    PART: yes
    BREAKS: "at least `patience` epochs have come after it", at losses = [1, 2, 0], patience = 1
    """
    best, waited, stop = 0, 0, False
    for epoch in range(1, len(losses)):
        waited += 1
        if losses[epoch] < losses[best]:
            best, waited = epoch, 0
        stop = stop or waited >= patience
    return stop, best


def wrong_returns_at_stop(losses, patience):
    """DESERVES: best is the least of all losses, also of those after a first stop
    PART: yes
    BREAKS: "best is the index of the least of all losses", at losses = [1, 2, 0], patience = 1
    """
    best = 0
    for epoch in range(len(losses)):
        if losses[epoch] < losses[best]:
            best = epoch
        if epoch - best >= patience:
            return True, best
    return False, best


def wrong_large_start(losses, patience):
    """DESERVES: begin with the first loss or with infinity: losses may be larger than any number you choose
    PART: yes
    BREAKS: "best is the index of the least of all losses", at losses = [3e6, 2e6], patience = 1
    """
    least, best = 1e6, 0
    for epoch, loss in enumerate(losses):
        if loss < least:
            least, best = loss, epoch
    return len(losses) - 1 - best >= patience, best


def wrong_zero_is_none(losses, patience):
    """DESERVES: a least loss of 0 is false in Python, and is not `None`
    PART: yes
    BREAKS: "best is the index of the least of all losses", at losses = [0.0, 1.0], patience = 1
    """
    least, best = None, 0
    for epoch, loss in enumerate(losses):
        if not least or loss < least:
            least, best = loss, epoch
    return len(losses) - 1 - best >= patience, best


def wrong_sorts_in_place(losses, patience):
    """DESERVES: sort() changes the caller's list
    PART: yes
    BREAKS: "A function leaves the arrays and lists that it is given as they were", at losses = [2, 1]
    """
    copy = list(losses)
    if not isinstance(losses, tuple):
        losses.sort()
    best = copy.index(min(copy))
    return len(copy) - 1 - best >= patience, best


def wrong_too_short_to_ask(losses, patience):
    """DESERVES: best is asked for short lists as well, and is not the last epoch there
    PART: yes
    BREAKS: "best is the index of the least of all losses", at losses = [1, 2], patience = 2
    """
    if len(losses) <= patience:
        return False, len(losses) - 1
    best = int(np.argmin(losses))
    return len(losses) - 1 - best >= patience, best


def wrong_number_for_bool(losses, patience):
    """DESERVES: stop is to be True or False, not how often the patience has run out
    PART: yes
    BREAKS: "stop is a bool", at losses = [1, 2, 3], patience = 1: 2
    """
    best = int(np.argmin(losses))
    return (len(losses) - 1 - best) // patience, best


def wrong_sizes(losses, patience):
    """DESERVES: a negative loss is less than 0: do not take its size
    PART: yes
    BREAKS: "the least of all losses" (any finite numbers), at losses = [1, -2], patience = 1
    """
    best = int(np.argmin(np.abs(losses)))
    return len(losses) - 1 - best >= patience, best


def wrong_lists_only(losses, patience):
    """DESERVES: an array has no method index
    PART: yes
    BREAKS: "losses is a list, a tuple or an array", at losses = np.array([1.0])
    """
    best = losses.index(min(losses))
    return len(losses) - 1 - best >= patience, best


def wrong_first_dip(losses, patience):
    """DESERVES: a first loss that is followed by a larger one is not the least of all
    PART: yes
    BREAKS: "best is the index of the least of all losses", at losses = [2, 3, 1], patience = 3
    """
    best = 0
    while best + 1 < len(losses) and losses[best + 1] < losses[best]:
        best += 1
    return len(losses) - 1 - best >= patience, best


def wrong_needs_two(losses, patience):
    """DESERVES: one loss is enough to be asked about
    PART: yes
    BREAKS: "one finite number or more", at losses = [1], patience = 1: an error
    """
    best = int(np.argmin(losses))
    least_later = min(losses[1:])
    return len(losses) - 1 - best >= patience and least_later >= losses[best], best


def wrong_worse_than_best(losses, patience):
    """DESERVES: equal losses after the best count among the epochs that have come after it
    PART: yes
    BREAKS: "at least `patience` epochs have come after it", at losses = [2, 2], patience = 1
    """
    best = int(np.argmin(losses))
    return sum(bool(loss > losses[best]) for loss in losses[best:]) >= patience, best


def wrong_exactly_patience(losses, patience):
    """DESERVES: at least patience epochs, not exactly so many
    PART: yes
    BREAKS: "at least `patience` epochs have come after it", at losses = [1, 2, 2], patience = 1
    """
    best = int(np.argmin(losses))
    return len(losses) - 1 - best == patience, best


def wrong_window(losses, patience):
    """DESERVES: where no loss lies before the last patience ones, there is nothing to stop for: inf, not -inf
    PART: yes
    BREAKS: "at least `patience` epochs have come after it", at losses = [3, 2], patience = 2: True
    """
    best = int(np.argmin(losses))
    recent, earlier = list(losses[-patience:]), list(losses[:-patience])
    return bool(min(recent) >= min(earlier, default=-np.inf)), best
