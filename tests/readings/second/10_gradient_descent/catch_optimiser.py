import itertools

import numpy as np


def right_one_run():
    """One run of three steps in two directions."""
    return [(np.array([1.0, 2.0]), np.array([1.0, 1.0]), 0.5, 0.5, 3)]


def right_by_hand():
    """Halves, one direction flat."""
    return [(np.array([1.0, 0.0]), np.array([4.0, 8.0]), 0.25, 0.5, 3)]


def right_three_runs():
    """Three runs, each for some of the seven."""
    line = (np.array([1.0]), np.array([1.0]), 0.1, 0.9, 2)
    longer = (np.array([1.0]), np.array([1.0]), 0.1, 0.9, 4)
    plane = (np.array([1.0, 3.0]), np.array([1.0, -2.0]), 0.1, 0.9, 1)
    return [line, longer, plane]


def right_integers():
    """Arrays of integers, lr = 1."""
    return [(np.array([1, 2, 3]), np.array([5, -4, 3]), 1, 0.5, 4)]


def right_long_run():
    """Twenty steps with beta = 0.9, in which it has not come to rest."""
    return [(np.array([0.1, 1.0]), np.array([10.0, -7.0]), 0.05, 0.9, 20)]


def right_divergent():
    """Steps that are far too long: everything grows."""
    return [(np.array([10.0, 9.0]), np.array([1.0, 1.0]), 1.0, 0.9, 10)]


def right_searched():
    """The first run on a small grid that betrays all seven, found with the methods themselves."""

    def run(a, x0, lr, beta, T, k=0):
        x, v, old = x0.astype(float), np.zeros(len(a)), []
        for _ in range(T):
            g = a * (x - lr * beta * v if k == 2 else x)
            g = np.full(len(a), g.mean()) if k == 7 else g
            before = v
            v = {1: beta * v + (1 - beta) * g, 3: g, 4: g - beta * v, 6: g + beta * sum(old)}.get(k, beta * v + g)
            old.append(g)
            x = x - lr * (before if k == 5 else v)
        return x

    for a2, x2, beta in itertools.product((1.0, 2.0, 3.0), (1.0, -1.0), (0.25, 0.5)):
        entry = (np.array([1.0, a2]), np.array([1.0, x2]), 0.5, beta, 3)
        right = run(*entry)
        gaps = [np.max(abs(run(*entry, k) - right) / np.maximum(1, abs(right))) for k in range(1, 8)]
        if min(gaps) > 1e-2:
            return [entry]
    return []


def right_two_runs():
    """One run for all but the last, one for the last."""
    steps = (np.array([2.0]), np.array([-10.0]), 0.3, 0.7, 5)
    sides = (np.array([1.0, 1.0]), np.array([3.0, -3.0]), 0.5, 0.0, 1)
    return [steps, sides]


def right_same_curvature():
    """Equal curvatures, different starts."""
    return [(np.array([3.0, 3.0, 3.0]), np.array([1.0, 2.0, 4.0]), 0.1, 0.8, 6)]


def right_drawn():
    """Random numbers with a fixed seed, rounded."""
    rng = np.random.default_rng(7)
    a, x0 = np.round(rng.uniform(0, 3, 3), 1), np.round(rng.uniform(5, 10, 3), 1)
    return [(a, x0, 0.3, 0.6, T) for T in (3, 4, 5)]


def right_with_a_useless_one():
    """One good run beside one that betrays nobody."""
    idle = (np.array([0.0]), np.array([0.0]), 1.0, 0.0, 1)
    good = (np.array([1.0, 4.0]), np.array([2.0, 1.0]), 0.2, 0.75, 7)
    return [idle, good]


def right_numpy_numbers():
    """A flat direction that nobody should leave, and np.float64 and np.int64 numbers."""
    return [(np.array([0.7, 0.0]), np.array([8.0, 0.0]), np.float64(0.9), np.float64(0.6), np.int64(4))]


def wrong_one_step():
    """DESERVES: after one step 2, 3, 4 and 6 are right
    PART: yes
    BREAKS: a wrong method is caught on one of the inputs, at 3: v = g
    """
    return [(np.array([1.0, 2.0]), np.array([1.0, 1.0]), 0.5, 0.5, 1)]


def wrong_two_steps():
    """DESERVES: in two steps no gradient is older than one step, and 6 is right
    PART: yes
    BREAKS: a wrong method is caught on one of the inputs, at 6
    """
    return [(np.array([1.0, 2.0]), np.array([1.0, 1.0]), 0.5, 0.5, 2)]


def wrong_without_memory():
    """DESERVES: with beta = 0 there is no memory, and 1, 2, 3, 4, 6 are right
    PART: yes
    BREAKS: a wrong method is caught on one of the inputs, at 3
    """
    return [(np.array([1.0, 2.0]), np.array([3.0, 1.0]), 0.5, 0.0, 5)]


def wrong_one_direction():
    """DESERVES: in one direction the mean of the entries is the entry, and 7 is right
    PART: yes
    BREAKS: a wrong method is caught on one of the inputs, at 7
    """
    return [(np.array([a]), np.array([1.0]), 0.25, 0.5, T) for a, T in ((1.0, 3), (2.0, 4), (3.0, 5))]


def wrong_equal_directions():
    """DESERVES: both directions are alike, so that all gradients have equal entries, and 7 is right
    PART: yes
    BREAKS: a wrong method is caught on one of the inputs, at 7
    """
    return [(np.array([2.0, 2.0]), np.array([3.0, 3.0]), 0.2, 0.5, 4)]


def wrong_at_the_minimum():
    """DESERVES: the run starts at the minimum, where nobody moves
    PART: no
    BREAKS: a wrong method is caught on one of the inputs, at 1
    """
    return [(np.array([1.0, 2.0]), np.array([0.0, 0.0]), 0.5, 0.5, 10)]


def wrong_tiny_steps():
    """DESERVES: the steps are so small that the point ahead is as good as x: 2 differs by less than 1e-3
    PART: yes
    BREAKS: differs by more than 1e-3 max(1, |right|), at 2
    """
    return [(np.array([1.0, 2.0]), np.array([1.0, -1.0]), 0.003, 0.5, 3)]


def wrong_too_steep():
    """DESERVES: a curvature of 100 is not allowed
    PART: no
    BREAKS: the entries of a are 0 to 10, at a = [1, 100]
    """
    return [(np.array([1.0, 100.0]), np.array([1.0, 1.0]), 0.01, 0.9, 5)]


def wrong_too_far():
    """DESERVES: the second input starts at 12, beyond 10
    PART: no
    BREAKS: those of x0 -10 to 10, at x0 = [12, 1]
    """
    good = (np.array([1.0, 2.0]), np.array([1.0, 1.0]), 0.5, 0.5, 3)
    return [good, (np.array([1.0, 2.0]), np.array([12.0, 1.0]), 0.5, 0.5, 3)]


def wrong_four_runs():
    """DESERVES: four inputs, three are allowed
    PART: no
    BREAKS: a list of one to three inputs
    """
    return [(np.array([1.0, 2.0]), np.array([1.0, 1.0]), 0.5, 0.5, T) for T in (2, 3, 4, 5)]


def wrong_full_memory():
    """DESERVES: beta = 1 is not allowed
    PART: no
    BREAKS: 0 <= beta < 1
    """
    return [(np.array([1.0, 2.0]), np.array([1.0, 1.0]), 0.5, 1.0, 3)]


def wrong_at_rest():
    """DESERVES: after 20 steps the right run and most wrong ones are at rest at the minimum
    PART: yes
    BREAKS: differs by more than 1e-3 max(1, |right|), at 2
    """
    return [(np.array([2.0, 3.0]), np.array([1.0, 1.0]), 0.3, 0.1, 20)]


def wrong_swapped():
    """DESERVES: x0 stands in the place of a, with a negative entry
    PART: no
    BREAKS: the entries of a (d,) are 0 to 10, at a = [1, -1]
    """
    a, x0 = np.array([1.0, 2.0]), np.array([1.0, -1.0])
    return [(x0, a, 0.5, 0.5, 3)]


def wrong_no_slope():
    """DESERVES: without curvature there is no gradient, and nobody moves
    PART: no
    BREAKS: a wrong method is caught on one of the inputs, at 1
    """
    return [(np.zeros(2), np.array([1.0, 5.0]), 1.0, 0.9, 20)]


def wrong_weak_memory():
    """DESERVES: beta is so small that nobody but 5 and 7 differs by 1e-3
    PART: yes
    BREAKS: differs by more than 1e-3 max(1, |right|), at 3
    """
    return [(np.array([1.0, 2.0]), np.array([1.0, 2.0]), 0.1, 1e-4, 6)]


def wrong_four_directions():
    """DESERVES: four directions, three are allowed
    PART: no
    BREAKS: d is 1 to 3
    """
    return [(np.array([1.0, 2.0, 3.0, 4.0]), np.ones(4), 0.2, 0.5, 3)]


def wrong_memory_near_one():
    """DESERVES: beta is so near to 1 that beta and beta^k differ too little from each other: 6 is not seen
    PART: yes
    BREAKS: differs by more than 1e-3 max(1, |right|), at 6 with beta = 0.9999
    """
    return [(np.array([1.0, 2.0]), np.array([2.0, 1.0]), 0.3, 0.9999, 5)]


def wrong_old_velocity_by_chance():
    """DESERVES: with a lr = beta = 1/2 the old velocity leads to the same third point, 0 and 0: 5 is right by chance
    PART: yes
    BREAKS: a wrong method is caught on one of the inputs, at 5
    """
    return [(np.array([0.5, 0.0]), np.array([8.0, 0.0]), 1.0, 0.5, 3)]


def wrong_newton_step():
    """DESERVES: with a lr = 1 the first step is at the minimum: 4 has the same point after 3 steps, by chance
    PART: yes
    BREAKS: a wrong method is caught on one of the inputs, at 4
    """
    return [(np.array([1.0, 1.0]), np.array([1.0, 2.0]), 1.0, 0.25, 3)]


def wrong_half_a_step():
    """DESERVES: T is an integer, 2.5 steps cannot be taken
    PART: no
    BREAKS: T is an integer 1 to 20, at T = 2.5
    """
    return [(np.array([1.0, 2.0]), np.array([1.0, 1.0]), 0.5, 0.5, 2.5)]
