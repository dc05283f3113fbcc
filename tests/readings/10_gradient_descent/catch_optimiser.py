import numpy as np


def right_one_run():
    return [(np.array([1.0, 2.0]), np.array([4.0, -3.0]), 0.5, 0.5, 3)]


def right_lists():
    return [([1, 3], [8, 2], 0.25, 0.5, 4)]


def right_tuple_of_lists_of_integers():
    return ([[2, 1, 5], [1, -6, 3], 0.125, 0.75, 5],)


def right_two_runs():
    # 3 steps of one coordinate for all but 7, and two coordinates for it
    return [
        (np.array([1.0]), np.array([8.0]), 0.5, 0.5, 3),
        (np.array([1.0, 0.0]), np.array([8.0, 0.0]), 0.5, 0.5, 1),
    ]


def right_three_runs():
    return [
        (np.array([1.0, 4.0]), np.array([8.0, 8.0]), 0.125, 0.5, 1),  # 1, 5, 7
        (np.array([1.0]), np.array([8.0]), 0.5, 0.5, 2),  # 2, 3, 4
        (np.array([2.0]), np.array([8.0]), 0.25, 0.5, 3),  # 6
    ]


def right_long():
    return [(np.array([0.3, 0.2]), np.array([10.0, -10.0]), 1.0, 0.9, 20)]


def right_largest_numbers():
    return [(np.array([10.0, 0.0, 3.0]), np.array([10.0, 10.0, -10.0]), 0.1, 0.99, 7)]


def right_runs_away():
    return [(np.array([10.0, 7.0]), np.array([1.0, 2.0]), 1.0, 0.5, 6)]


def right_random_search():
    rng = np.random.default_rng(3)

    def last_points(a, x0, lr, beta, T):
        def run(step, look=0.0):
            x, v, old = x0.copy(), np.zeros(len(x0)), np.zeros(len(x0))
            for _ in range(T):
                g = a * (x - look * lr * beta * v)
                x, v, old = step(x, v, old, g)
            return x

        def right(x, v, old, g):
            return x - lr * (beta * v + g), beta * v + g, old

        yield run(right)
        yield run(lambda x, v, o, g: (x - lr * (beta * v + (1 - beta) * g), beta * v + (1 - beta) * g, o))
        yield run(right, look=1.0)
        yield run(lambda x, v, o, g: (x - lr * g, g, o))
        yield run(lambda x, v, o, g: (x - lr * (g - beta * v), g - beta * v, o))
        yield run(lambda x, v, o, g: (x - lr * v, beta * v + g, o))
        yield run(lambda x, v, o, g: (x - lr * (g + beta * o), v, o + g))
        yield run(lambda x, v, o, g: (x - lr * (beta * v + g.mean()), beta * v + g.mean(), o))

    while True:
        a, x0 = rng.uniform(0, 10, 2), rng.uniform(-10, 10, 2)
        lr, beta, T = float(rng.uniform(0.01, 0.2)), float(rng.uniform(0, 1)), int(rng.integers(1, 21))
        wanted, *others = last_points(a, x0, lr, beta, T)
        if all(np.max(np.abs(x - wanted)) > 0.1 * max(1, np.abs(wanted).max()) for x in others):
            return [(a, x0, lr, beta, T)]


def right_single_precision():
    return [(np.float32([1, 2]), np.float32([4, 3]), np.float32(0.5), np.float32(0.5), np.int64(3))]


def right_useless_first_run():
    return [
        (np.array([0.0]), np.array([0.0]), 1.0, 0.0, 1),
        (np.array([2.0, 1.0, 0.5]), np.array([1.0, 2.0, 3.0]), 0.3, 0.6, 4),
    ]


def right_flat_coordinate():
    # one coordinate feels no gradient: only 7 moves it
    return [(np.array([0.0, 1.0]), np.array([5.0, 5.0]), 0.25, 0.5, 3)]


def right_computed():
    runs = []
    for lr in (0.5, 0.25):
        a = 1.0 + np.arange(2)
        runs.append((a, 8 / a**2, lr, 1 - lr, int(2 / lr)))
    return runs


def wrong_one_step():
    """DESERVES: in one step there is no old velocity: 2, 3, 4 and 6 are right
    PART: yes
    BREAKS: all seven show themselves: 2, 3, 4 and 6 are not caught
    """
    return [(np.array([1.0, 2.0]), np.array([4.0, -3.0]), 0.5, 0.5, 1)]


def wrong_two_steps():
    """DESERVES: after two steps no gradient is more than one step old, so that 6 is right: take three
    PART: yes
    BREAKS: all seven show themselves: 6 is not caught
    """
    return [(np.array([1.0, 2.0]), np.array([4.0, -3.0]), 0.5, 0.5, 2)]


def wrong_no_memory():
    """DESERVES: with beta = 0 there is no memory to get wrong
    PART: no
    BREAKS: all seven show themselves: 1, 2, 3, 4 and 6 are not caught
    """
    return [(np.array([1.0, 2.0]), np.array([4.0, -3.0]), 0.5, 0.0, 5)]


def wrong_one_coordinate():
    """DESERVES: with one coordinate the mean of the entries is the entry: 7 is right
    PART: yes
    BREAKS: all seven show themselves: 7 is not caught
    """
    return [(np.array([1.0]), np.array([4.0]), 0.25, 0.5, 3)]


def wrong_equal_gradients():
    """DESERVES: both coordinates have the same gradients in all steps: 7 is right
    PART: yes
    BREAKS: all seven show themselves: 7 is not caught
    """
    return [(np.array([1.0, 1.0]), np.array([4.0, 4.0]), 0.25, 0.5, 3)]


def wrong_halves_that_agree_by_chance():
    """DESERVES: with lr a = beta = 1/2 version 5 is at the right point after three steps, by chance
    PART: yes
    BREAKS: all seven show themselves: 5 is not caught
    """
    return [(np.array([0.0, 1.0]), np.array([5.0, 5.0]), 0.5, 0.5, 3)]


def wrong_at_the_minimum():
    """DESERVES: you start where the gradient is 0: nothing moves
    PART: no
    BREAKS: all seven show themselves: none is caught
    """
    return [(np.array([1.0, 2.0]), np.array([0.0, 0.0]), 0.5, 0.5, 5)]


def wrong_flat():
    """DESERVES: a = 0 makes every gradient 0
    PART: no
    BREAKS: all seven show themselves: none is caught
    """
    return [(np.zeros(2), np.array([4.0, -3.0]), 0.5, 0.5, 5)]


def wrong_too_short_steps():
    """DESERVES: with lr = 1e-6 nothing has moved by 1e-3 after 5 steps
    PART: no
    BREAKS: differs by more than 1e-3 max(1, |right|): none is caught
    """
    return [(np.array([1.0, 2.0]), np.array([4.0, -3.0]), 1e-6, 0.5, 5)]


def wrong_little_memory():
    """DESERVES: with beta = 0.02 and a short step the look ahead by lr beta v is not seen: 2 differs too little
    PART: yes
    BREAKS: differs by more than 1e-3 max(1, |right|): 2 is not caught
    """
    return [(np.array([1.0, 2.0]), np.array([1.0, -1.5]), 0.05, 0.02, 3)]


def wrong_all_converged():
    """DESERVES: after 20 such steps nearly all methods have arrived: compare on the way, not at the goal
    PART: yes
    BREAKS: differs by more than 1e-3: 1, 2, 3 and 4 are not caught
    """
    return [(np.array([1.0, 1.2]), np.array([1.0, 2.0]), 0.9, 0.1, 20)]


def wrong_four_runs():
    """DESERVES: at most three inputs are allowed; the third alone would do
    PART: yes
    BREAKS: A list of one to three inputs
    """
    return [(np.array([1.0, 2.0]), np.array([4.0, -3.0]), 0.5, 0.5, T) for T in (1, 2, 3, 4)]


def wrong_no_list():
    """DESERVES: a list of inputs is wanted, yours is one input
    PART: yes
    BREAKS: A list of one to three inputs
    """
    return np.array([1.0, 2.0]), np.array([4.0, -3.0]), 0.5, 0.5, 3


def wrong_empty():
    """DESERVES: give at least one input
    PART: no
    BREAKS: A list of one to three inputs
    """
    return []


def wrong_order_of_lr_and_beta():
    """DESERVES: first lr, then beta: yours has beta = 1
    PART: yes
    BREAKS: 0 <= beta < 1
    """
    return [(np.array([1.0, 2.0]), np.array([4.0, -3.0]), 0.5, 1.0, 3)]


def wrong_order_of_a_and_x0():
    """DESERVES: first a, then x0: your a has a negative entry
    PART: yes
    BREAKS: the entries of a (d,) are 0 to 10
    """
    return [(np.array([4.0, -3.0]), np.array([1.0, 2.0]), 0.5, 0.5, 3)]


def wrong_too_many_steps():
    """DESERVES: T is 20 at most
    PART: yes
    BREAKS: T is an integer 1 to 20
    """
    return [(np.array([0.3, 0.2]), np.array([10.0, -10.0]), 1.0, 0.9, 21)]


def wrong_steps_as_a_fraction():
    """DESERVES: T counts steps: an integer
    PART: yes
    BREAKS: T is an integer 1 to 20
    """
    return [(np.array([1.0, 2.0]), np.array([4.0, -3.0]), 0.5, 0.5, 2.5)]


def wrong_large_start():
    """DESERVES: entries of x0 are -10 to 10
    PART: yes
    BREAKS: those of x0 -10 to 10
    """
    return [(np.array([1.0, 2.0]), np.array([40.0, -30.0]), 0.5, 0.5, 3)]


def wrong_steep():
    """DESERVES: entries of a are 10 at most
    PART: yes
    BREAKS: the entries of a (d,) are 0 to 10
    """
    return [(np.array([1.0, 100.0]), np.array([1.0, 1.0]), 0.01, 0.5, 3)]


def wrong_four_coordinates():
    """DESERVES: d is 3 at most
    PART: yes
    BREAKS: d is 1 to 3
    """
    return [(np.array([1.0, 2.0, 3.0, 4.0]), np.array([4.0, -3.0, 2.0, 1.0]), 0.25, 0.5, 3)]


def wrong_one_number_for_two():
    """DESERVES: a has one entry for each coordinate of x0
    PART: yes
    BREAKS: a and x0 (d,)
    """
    return [(2.0, np.array([4.0, -3.0]), 0.5, 0.5, 3)]


def wrong_long_step():
    """DESERVES: lr is 1 at most
    PART: yes
    BREAKS: 0 < lr <= 1
    """
    return [(np.array([0.5, 1.0]), np.array([4.0, -3.0]), 1.5, 0.5, 3)]


def wrong_three_runs_of_one_kind():
    """DESERVES: three runs, all of one coordinate: none sees 7
    PART: yes
    BREAKS: all seven show themselves: 7 is not caught
    """
    return [(np.array([a]), np.array([4.0]), 0.25, 0.5, 4) for a in (1.0, 2.0, 3.0)]
