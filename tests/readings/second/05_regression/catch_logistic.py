import itertools

import numpy as np


def right_one_input():
    """One input: two samples that are badly wrong, weights 3 and 1."""
    return [(np.array([100.0]), np.array([[1.0], [-2.0]]), np.array([0, 1]), np.array([3.0, 1.0]))]


def right_one_each():
    """Three inputs with a purpose each: a label 0; weights; a margin of -1000."""
    labels = (np.array([1.0]), np.array([[1.0], [2.0]]), np.array([0, 1]), None)
    weights = (np.array([0.5]), np.array([[1.0], [3.0]]), np.array([1, 0]), np.array([5.0, 1.0]))
    cut = (np.array([-1000.0]), np.array([[1.0]]), np.array([1]), None)
    return [labels, weights, cut]


def right_two_features():
    """Two features, three samples, a weight of 0 among them."""
    w = np.array([10.0, -20.0])
    X = np.array([[1.0, -1.0], [2.0, 3.0], [0.5, 0.25]])
    return [(w, X, np.array([0, 1, 1]), np.array([2.0, 5.0, 0.0]))]


def right_integers():
    """Integers everywhere."""
    return [(np.array([50]), np.array([[1], [2], [-3], [1]]), np.array([0, 0, 1, 1]), np.array([1, 2, 3, 4]))]


def right_extremes():
    """The largest numbers that are allowed."""
    w = np.array([1000.0, -1000.0, 1000.0])
    X = np.array([[1000.0, 0.0, 0.0], [0.0, 1000.0, 1.0]])
    return [(w, X, np.array([0, 1]), np.array([1000.0, 1.0]))]


def right_drawn():
    """Drawn with a seed, scaled so that margins are large."""
    rng = np.random.default_rng(3)
    X = rng.integers(1, 6, size=(4, 2)).astype(float)
    return [(np.array([12.0, 9.0]), X, np.array([0, 1, 0, 0]), np.array([0.5, 2.0, 7.0, 1.5]))]


def right_plain_and_weighted():
    """Two inputs: without weights and large, with weights and small; built by a helper."""

    def case(slope, xs, ys, weights=None):
        return np.array([slope]), np.array(xs, dtype=float)[:, None], np.array(ys), weights

    large = case(40.0, [1, 2, -1], [0, 0, 1])
    small = case(1.0, [1, -1, 2], [1, 1, 0], np.array([0.5, 8.0, 1.0]))
    return [large, small]


def right_weights_below_one():
    """Weights with a sum of 0.3."""
    return [(np.array([-60.0]), np.array([[1.0], [2.0]]), np.array([1, 1]), np.array([0.1, 0.2]))] + [
        (np.array([2.0]), np.array([[1.0], [1.0]]), np.array([0, 1]), np.array([0.1, 0.2]))
    ]


def right_just_beyond_the_cut():
    """A margin of -30 only: the loss 30 is 27.6 after the cut."""
    return [(np.array([30.0]), np.array([[1.0], [0.1]]), np.array([0, 0]), np.array([4.0, 2.0]))]


def right_one_sample_right_one_wrong():
    """Same feature, both labels, unequal weights."""
    return [(np.array([200.0]), np.array([[1.0], [1.0]]), np.array([0, 1]), np.array([9.0, 2.0]))]


def right_product():
    """All pairs of signs as four samples, by itertools."""
    X = np.array(list(itertools.product([1.0, -1.0], [2.0, -2.0])))
    return [(np.array([70.0, 5.0]), X, np.array([0, 0, 1, 1]), np.array([1.0, 2.0, 4.0, 8.0]))]


def right_searched():
    """Weights are tried until they are unequal, of a sum other than 1 and 2."""
    w, X, y = np.array([-500.0]), np.array([[1.0], [-4.0]]), np.array([1, 0])
    for a, b in itertools.product([1.0, 2.0, 3.0], repeat=2):
        if a != b and a + b not in (1, 2):
            return [(w, X, y, np.array([a, b]))]


def wrong_equal_weights():
    """DESERVES: equal weights hide 6
    PART: yes
    BREAKS: on which six wrong versions show themselves: 6 is not caught
    """
    return [(np.array([100.0]), np.array([[1.0], [-2.0]]), np.array([0, 1]), np.array([2.0, 2.0]))]


def wrong_weights_of_mean_one():
    """DESERVES: weights with the sum N hide 5
    PART: yes
    BREAKS: 5 is not caught
    """
    return [(np.array([100.0]), np.array([[1.0], [-2.0]]), np.array([0, 1]), np.array([0.5, 1.5]))]


def wrong_weights_of_sum_one():
    """DESERVES: weights with the sum 1 hide 2
    PART: yes
    BREAKS: 2 is not caught
    """
    return [(np.array([100.0]), np.array([[1.0], [-2.0]]), np.array([0, 1]), np.array([0.75, 0.25]))]


def wrong_mild_margins():
    """DESERVES: no label is so improbable that the cut at 1e-12 is seen
    PART: yes
    BREAKS: 4 is not caught: the least margin is -20
    """
    return [(np.array([10.0]), np.array([[1.0], [-2.0]]), np.array([0, 1]), np.array([3.0, 1.0]))]


def wrong_large_but_right():
    """DESERVES: the margins are large and positive: the cut changes a loss of 0 by 1e-12
    PART: yes
    BREAKS: 4 is not caught, in two inputs
    """
    sure = (np.array([100.0]), np.array([[1.0], [-2.0]]), np.array([1, 0]), np.array([3.0, 1.0]))
    return [sure, (np.array([1.0]), np.array([[1.0], [-2.0]]), np.array([0, 1]), np.array([3.0, 1.0]))]


def wrong_single_samples():
    """DESERVES: each input has a single sample, whose weight cancels in the gradient
    PART: yes
    BREAKS: 6 is not caught
    """
    return [
        (np.array([100.0]), np.array([[1.0]]), np.array([0]), np.array([3.0])),
        (np.array([1.0]), np.array([[2.0]]), np.array([1]), np.array([0.5])),
    ]


def wrong_all_ones():
    """DESERVES: without a label 0 nobody sees labels taken for signs
    PART: yes
    BREAKS: 1 is not caught
    """
    return [(np.array([100.0]), np.array([[-1.0], [-2.0]]), np.array([1, 1]), np.array([3.0, 1.0]))]


def wrong_zero_feature():
    """DESERVES: the only label 0 is at x = 0, where its loss is log 2 and its gradient 0 with both
    PART: yes
    BREAKS: 1 is not caught
    """
    return [(np.array([100.0]), np.array([[0.0], [-2.0], [-1.0]]), np.array([0, 1, 1]), np.array([3.0, 1.0, 4.0]))]


def wrong_absent_zero():
    """DESERVES: the only sample of label 0 has the weight 0
    PART: yes
    BREAKS: 1 is not caught
    """
    return [(np.array([100.0]), np.array([[1.0], [-2.0], [-1.0]]), np.array([0, 1, 1]), np.array([0.0, 1.0, 4.0]))]


def wrong_same_slopes():
    """DESERVES: both samples have the same (p - y) x, so that their weights do not matter in the gradient
    PART: yes
    BREAKS: 6 is not caught
    """
    return [(np.array([-100.0]), np.array([[1.0], [-1.0]]), np.array([1, 0]), np.array([3.0, 1.0]))]


def wrong_hardly_beyond_the_cut():
    """DESERVES: a loss of 27.65 is cut to 27.631: off by 0.019, which is less than 0.001 of it
    PART: yes
    BREAKS: by more than 0.001 of the right number: 4 is not caught
    """
    return [(np.array([27.65]), np.array([[1.0], [0.5]]), np.array([0, 0]), np.array([3.0, 0.0]))] + [
        (np.array([1.0]), np.array([[1.0], [-2.0]]), np.array([0, 1]), np.array([3.0, 1.0]))
    ]


def wrong_nearly_mean_one():
    """DESERVES: the weights have the sum 2.001: 5 is off by 0.0005 of the right numbers only
    PART: yes
    BREAKS: by more than 0.001 of the right number: 5 is not caught
    """
    return [(np.array([100.0]), np.array([[1.0], [-2.0]]), np.array([0, 1]), np.array([1.5, 0.501]))]


def wrong_too_large():
    """DESERVES: an entry of X is 2000
    PART: no
    BREAKS: numbers between -1000 and 1000 in w and X
    """
    return [(np.array([1.0]), np.array([[2000.0], [-2.0]]), np.array([0, 1]), np.array([3.0, 1.0]))]


def wrong_five_samples():
    """DESERVES: five samples are one too many
    PART: no
    BREAKS: each has 1 to 4 samples
    """
    X = np.array([[1.0], [-2.0], [1.0], [2.0], [3.0]])
    return [(np.array([100.0]), X, np.array([0, 1, 1, 0, 1]), np.array([3.0, 1.0, 1.0, 2.0, 1.0]))]


def wrong_signs_as_labels():
    """DESERVES: the labels are -1 and 1, where 0 and 1 are wanted
    PART: no
    BREAKS: labels 0 and 1
    """
    return [(np.array([100.0]), np.array([[1.0], [-2.0]]), np.array([-1, 1]), np.array([3.0, 1.0]))]


def wrong_negative_weight():
    """DESERVES: a weight is negative
    PART: no
    BREAKS: numbers between 0 and 1000 as weights
    """
    return [(np.array([100.0]), np.array([[1.0], [-2.0]]), np.array([0, 1]), np.array([3.0, -1.0]))]


def wrong_bare_tuple():
    """DESERVES: the one input is returned without a list around it
    PART: no
    BREAKS: a list of one to three inputs
    """
    return np.array([100.0]), np.array([[1.0], [-2.0]]), np.array([0, 1]), np.array([3.0, 1.0])


def wrong_flat_features():
    """DESERVES: X has the shape (N,); one feature is a column, (N, 1)
    PART: no
    BREAKS: X (N, d): samples of 1 to 3 features
    """
    return [(np.array([100.0]), np.array([1.0, -2.0]), np.array([0, 1]), np.array([3.0, 1.0]))]
