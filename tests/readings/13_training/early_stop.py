import numpy as np
from itertools import accumulate


def right_argmin(losses, patience):
    best = int(np.argmin(losses))
    return bool(len(losses) - 1 - best >= patience), best


def right_loop(losses, patience):
    best, least = 0, losses[0]
    for epoch, loss in enumerate(losses):
        if loss < least:
            best, least = epoch, loss
    waited = len(losses) - 1 - best
    return bool(waited >= patience), best


def right_list_index(losses, patience):
    losses = list(losses)
    best = losses.index(min(losses))
    return len(losses) - best > patience, best


def right_min_with_key(losses, patience):
    best = min(range(len(losses)), key=lambda epoch: (losses[epoch], epoch))
    return best + patience < len(losses), best


def right_counter_of_waiting(losses, patience):
    best = waited = 0
    for epoch in range(1, len(losses)):
        waited += 1
        if losses[epoch] < losses[best]:
            best, waited = epoch, 0
    return waited >= patience, best


def right_recursion(losses, patience):
    def first_least(lo, hi):
        if hi - lo == 1:
            return lo
        mid = (lo + hi) // 2
        a, b = first_least(lo, mid), first_least(mid, hi)
        return b if losses[b] < losses[a] else a

    best = first_least(0, len(losses))
    return not len(losses) - 1 - best < patience, best


def right_stable_sort(losses, patience):
    best = sorted(range(len(losses)), key=lambda e: losses[e])[0]
    return (len(losses) - 1) - best >= patience, best


def right_numpy_stable_argsort(losses, patience):
    order = np.argsort(np.asarray(losses, dtype=float), kind="stable")
    best = order[0].item()
    return bool(np.size(losses) - 1 - best >= patience), best


def right_running_minimum(losses, patience):
    running = list(accumulate(losses, min))
    best = running.index(running[-1])
    return len(running[best + 1 :]) >= patience, best


def right_flatnonzero(losses, patience):
    losses = np.array(losses)
    hits = np.flatnonzero(losses == losses.min())
    return bool(hits[0] <= len(losses) - 1 - patience), int(hits[0])


def right_pairs(losses, patience):
    assert len(losses) >= 1 and patience >= 1
    _, best = min((float(loss), epoch) for epoch, loss in enumerate(losses))
    followed = sum(1 for epoch in range(len(losses)) if epoch > best)
    return followed >= patience, best


def right_old_epochs_hold_the_least(losses, patience):
    # stop if and only if the least of the old ones is not beaten by the last `patience` ones
    losses = [float(v) for v in losses]
    old, new = losses[: max(len(losses) - patience, 0)], losses[max(len(losses) - patience, 0) :]
    return bool(old) and min(old) <= min(new), losses.index(min(losses))


def right_while_from_behind(losses, patience):
    best = len(losses) - 1
    epoch = best
    while epoch > 0:
        epoch -= 1
        if losses[epoch] <= losses[best]:
            best = epoch
    return len(losses) - 1 >= best + patience, best


def wrong_last_of_equals(losses, patience):
    """DESERVES: an equal loss is no improvement: of several the first is best, <= takes the last
    PART: yes
    BREAKS: of several that are equal it is the first; at losses = [1., 1.], patience = 1
    """
    best = 0
    for epoch in range(len(losses)):
        if losses[epoch] <= losses[best]:
            best = epoch
    return bool(len(losses) - 1 - best >= patience), best


def wrong_more_than_patience(losses, patience):
    """DESERVES: at least patience epochs, so >=: yours waits for one more
    PART: yes
    BREAKS: whether at least `patience` epochs have come after it; at losses = [1., 2.], patience = 1
    """
    best = int(np.argmin(losses))
    return bool(len(losses) - 1 - best > patience), best


def wrong_best_counted_too(losses, patience):
    """DESERVES: len - best counts the best epoch itself among those that came after it
    PART: yes
    BREAKS: whether at least `patience` epochs have come after it; at losses = [1.], patience = 1
    """
    best = int(np.argmin(losses))
    return bool(len(losses) - best >= patience), best


def wrong_nearly_equal(losses, patience):
    """DESERVES: losses that differ are not equal, however near: no isclose
    PART: yes
    BREAKS: losses that differ are not equal, however near they are; at losses = [1., 1 - 1e-12], patience = 1
    """
    losses = np.asarray(losses, float)
    best = int(np.flatnonzero(np.isclose(losses, losses.min()))[0])
    return bool(len(losses) - 1 - best >= patience), best


def wrong_least_improvement(losses, patience):
    """DESERVES: every smaller loss is an improvement, you ask for 1e-4
    PART: yes
    BREAKS: the index of the least of all losses; at losses = [1., 0.99995], patience = 1
    """
    best = 0
    for epoch in range(1, len(losses)):
        if losses[epoch] < losses[best] - 1e-4:
            best = epoch
    return bool(len(losses) - 1 - best >= patience), best


def wrong_run_that_stops(losses, patience):
    """DESERVES: all losses so far count: asked after all, a later least one is best, though a run would have stopped
    PART: yes
    BREAKS: the index of the least of all losses; at losses = [1., 2., 0.5], patience = 1
    """
    best = 0
    for epoch, loss in enumerate(losses):
        if loss < losses[best]:
            best = epoch
        if epoch - best >= patience:
            return True, best
    return False, best


def wrong_better_than_the_one_before(losses, patience):
    """DESERVES: compare with the least so far, not with the epoch before
    PART: no
    BREAKS: the index of the least of all losses; at losses = [1., 3., 2.], patience = 1
    """
    best = 0
    for epoch in range(1, len(losses)):
        if losses[epoch] < losses[epoch - 1]:
            best = epoch
    return bool(len(losses) - 1 - best >= patience), best


def wrong_rising_in_a_row(losses, patience):
    """DESERVES: it does not matter whether the losses rise: what counts is how many epochs came after the best
    PART: yes
    BREAKS: whether at least `patience` epochs have come after it; at losses = [1., 3., 2.], patience = 2
    """
    best = int(np.argmin(losses))
    rising = 0
    for before, after in zip(losses[:-1], losses[1:]):
        rising = rising + 1 if after >= before else 0
    return bool(rising >= patience), best


def wrong_order(losses, patience):
    """DESERVES: (stop, best), yours is (best, stop)
    PART: yes
    BREAKS: (stop, best); at losses = [2., 1.], patience = 1
    """
    best = int(np.argmin(losses))
    return best, bool(len(losses) - 1 - best >= patience)


def wrong_loss_in_place_of_the_epoch(losses, patience):
    """DESERVES: the index of the least loss is asked for, not the loss
    PART: yes
    BREAKS: best is the index of the least of all losses; at losses = [2., 1.], patience = 1
    """
    least = min(losses)
    return bool(len(losses) - 1 - list(losses).index(least) >= patience), least


def wrong_counted_from_one(losses, patience):
    """DESERVES: best counts from 0
    PART: yes
    BREAKS: an int that counts from 0; at losses = [1.], patience = 1
    """
    best = int(np.argmin(losses)) + 1
    return bool(len(losses) - best >= patience), best


def wrong_number_of_epochs(losses, patience):
    """DESERVES: stop is a bool, yours is the number of epochs waited for
    PART: yes
    BREAKS: stop is a bool; at losses = [1., 2.], patience = 1
    """
    best = int(np.argmin(losses))
    waited = len(losses) - 1 - best
    return waited if waited >= patience else 0, best


def wrong_largest(losses, patience):
    """DESERVES: the least loss is best: these are no accuracies
    PART: no
    BREAKS: the index of the least of all losses; at losses = [1., 2.], patience = 1
    """
    best = int(np.argmax(losses))
    return bool(len(losses) - 1 - best >= patience), best


def wrong_start_at_a_thousand(losses, patience):
    """DESERVES: the search starts with the loss 1000: larger ones are never seen, and best stays 0
    PART: yes
    BREAKS: losses has one number or more; at losses = [3000., 2000.], patience = 1
    """
    best, least = 0, 1000.0
    for epoch, loss in enumerate(losses):
        if loss < least:
            best, least = epoch, loss
    return bool(len(losses) - 1 - best >= patience), best


def wrong_rounded(losses, patience):
    """DESERVES: rounded to four places, losses become equal that are not
    PART: yes
    BREAKS: losses that differ are not equal, however near they are; at losses = [1.00002, 1.00001], patience = 1
    """
    best = int(np.argmin(np.round(losses, 4)))
    return bool(len(losses) - 1 - best >= patience), best


def wrong_single_precision(losses, patience):
    """DESERVES: in float32 losses are equal that differ in the eighth digit
    PART: yes
    BREAKS: losses that differ are not equal, however near they are; at losses = [1., 1 - 1e-9], patience = 1
    """
    best = int(np.argmin(np.asarray(losses, np.float32)))
    return bool(len(losses) - 1 - best >= patience), best


def wrong_sorted_in_place(losses, patience):
    """DESERVES: sort() changes the caller's list, and an array or a tuple has no place for it
    PART: yes
    BREAKS: leaves the arrays and lists as they were; at losses = [2., 1.], patience = 1
    """
    epochs = list(losses)
    losses.sort()
    best = epochs.index(losses[0])
    return bool(len(epochs) - 1 - best >= patience), best


def wrong_window(losses, patience):
    """DESERVES: within the last patience epochs an improvement on the one before is no new best
    PART: yes
    BREAKS: whether at least `patience` epochs have come after it; at losses = [1., 3., 2.], patience = 1
    """
    best = int(np.argmin(losses))
    recent = list(losses[-patience - 1 :])
    return bool(len(losses) > patience and recent[0] <= min(recent[1:])), best


def wrong_best_of_the_recent(losses, patience):
    """DESERVES: the best epoch is sought among all, yours among the last ones only
    PART: no
    BREAKS: the index of the least of all losses; at losses = [1., 3., 2.], patience = 1
    """
    start = max(len(losses) - patience - 1, 0)
    best = start + int(np.argmin(losses[start:]))
    return bool(len(losses) - 1 - best >= patience), best


def wrong_strictly_worse(losses, patience):
    """DESERVES: an equal loss is an epoch without an improvement, too: it has to be counted
    PART: yes
    BREAKS: whether at least `patience` epochs have come after it; at losses = [1., 1.], patience = 1
    """
    best = int(np.argmin(losses))
    worse = sum(1 for loss in losses[best + 1 :] if loss > losses[best])
    return worse >= patience, best


def wrong_empty_is_falsy(losses, patience):
    """DESERVES: "if not best" is true for epoch 0 as well: a best first epoch is never waited for
    PART: yes
    BREAKS: whether at least `patience` epochs have come after it; at losses = [1., 2.], patience = 1
    """
    best = int(np.argmin(losses))
    if not best:
        return False, 0
    return bool(len(losses) - 1 - best >= patience), best
