import numpy as np


def right_one_input():
    w, X = np.array([1.0]), np.array([[1.0], [-40.0], [2.0]])
    return [(w, X, np.array([0, 1, 1]), np.array([1.0, 2.0, 3.0]))]


def right_two_features():
    w = np.array([2.0, -1.0])
    X = np.array([[1.0, 1.0], [30.0, 10.0], [-1.0, 3.0], [0.5, -0.5]])
    return [(w, X, np.array([0, 0, 1, 1]), np.array([1.0, 0.5, 2.0, 4.0]))]


def right_lists():
    return [([1], [[1], [-40], [2]], [0, 1, 1], [1, 2, 3])]


def right_three_inputs():
    gentle = np.array([1.0]), np.array([[1.0], [-2.0], [0.5]]), np.array([0, 1, 1]), np.array([3.0, 1.0, 5.0])
    unweighted = np.array([1.0, 1.0]), np.array([[1.0, 0.0], [2.0, 1.0]]), np.array([0, 0]), None
    extreme = np.array([-1.0]), np.array([[50.0]]), np.array([1]), None
    return [gentle, unweighted, extreme]


def right_extreme_logit():
    w, X = np.array([1000.0, -1000.0]), np.array([[1.0, 0.0], [0.001, 0.0], [0.0, 0.002]])
    return [(w, X, np.array([0, 0, 1]), np.array([1.0, 2.0, 4.0]))]


def right_tuple_of_two():
    first = (np.array([0.5]), np.array([[-100.0], [2.0]]), np.array([1, 0]), np.array([0.25, 1.0]))
    second = (np.array([0.5]), np.array([[1.0], [2.0]]), np.array([0, 1]), np.array([0.25, 1.0]))
    return (first, second)


def right_search():
    rng = np.random.default_rng(3)

    def softplus(u):
        return np.logaddexp(0, u)

    def right(w, X, y, v):
        z = X @ w
        return np.append(v @ softplus(-(2 * y - 1) * z), X.T @ (v * (sigmoid(z) - y))) / v.sum()

    def others(w, X, y, v):
        z = X @ w
        p = sigmoid(z)
        answer = right(w, X, y, v)
        yield np.append(v @ softplus(-y * z), -X.T @ (v * y * sigmoid(-y * z))) / v.sum()
        yield answer * v.sum()
        yield np.append(answer[0], X.T @ (v * (p - y) * p * (1 - p)) / v.sum())
        q = np.clip(p, 1e-12, 1 - 1e-12)
        yield np.append(-v @ np.where(y == 1, np.log(q), np.log(1 - q)) / v.sum(), answer[1:])
        yield answer * v.sum() / len(v)
        yield np.append(answer[0], X.T @ (p - y) / len(v))

    while True:
        w, X = rng.normal(size=2) * 10, rng.normal(size=(4, 2)) * 3
        y, v = rng.integers(0, 2, 4), rng.integers(1, 6, 4).astype(float)
        answer = right(w, X, y, v)
        if all((np.abs(other - answer) > 0.01 * (1 + np.abs(answer))).any() for other in others(w, X, y, v)):
            return [(w, X, y, v)]


def right_integers():
    return [(np.array([2]), np.array([[1], [20], [-1]]), np.array([0, 0, 1]), np.array([1, 2, 4]))]


def right_float_labels():
    w, X = np.array([1.0]), np.array([[2.0], [-60.0], [1.0], [-1.0]])
    return [(w, X, np.array([0.0, 1.0, 1.0, 0.0]), np.array([5.0, 1.0, 2.0, 3.0]))]


def right_zero_weight():
    w, X = np.array([1.0]), np.array([[1.0], [-40.0], [3.0]])
    return [(w, X, np.array([0, 1, 0]), np.array([1.0, 1.0, 0.0])), (w, X[:2], np.array([0, 1]), np.array([0.5, 3.0]))]


def right_small_weights():
    return [(np.array([1.0]), np.array([[1.0], [-40.0]]), np.array([0, 1]), np.array([0.01, 0.03]))]


def right_none_and_weights():
    a = (np.array([3.0]), np.array([[-20.0], [0.5]]), np.array([1, 0]), None)
    b = (np.array([1.0]), np.array([[1.0], [0.5]]), np.array([0, 1]), np.array([2.0, 6.0]))
    return [a, b]


def right_checked():
    inputs = [(np.array([1.0, 0.5, -1.0]), np.array([[1.0, 2.0, 0.0], [0.0, -20.0, 50.0]]), np.array([0, 1]), np.array([2.0, 7.0]))]
    for w, X, y, weights in inputs:
        nll, grad = logistic_nll_grad(w, X, y, weights)
        print(nll, grad)
    return inputs


def right_tiny_weights():
    return [(np.array([1.0]), np.array([[1.0], [-40.0]]), np.array([0, 1]), np.array([0.0003, 0.0009]))]


def wrong_labels_all_one():
    """DESERVES: a label 1 is its own sign: with ones only, the first idea is right
    PART: yes
    BREAKS: all six show themselves; number 1 agrees on the one input
    """
    return [(np.array([1.0]), np.array([[1.0], [-40.0], [2.0]]), np.array([1, 1, 1]), np.array([1.0, 2.0, 5.0]))]


def wrong_equal_weights():
    """DESERVES: equal weights hide 6, for a weighted mean is then the mean
    PART: yes
    BREAKS: all six show themselves; number 6 agrees on the one input
    """
    return [(np.array([1.0]), np.array([[1.0], [-40.0], [2.0]]), np.array([0, 1, 1]), np.array([2.0, 2.0, 2.0]))]


def wrong_no_weights():
    """DESERVES: without weights 5 and 6 are right
    PART: yes
    BREAKS: all six show themselves; numbers 5 and 6 agree on the one input
    """
    return [(np.array([1.0]), np.array([[1.0], [-40.0], [2.0]]), np.array([0, 1, 1]), None)]


def wrong_weights_of_mean_one():
    """DESERVES: weights with the sum N hide 5
    PART: yes
    BREAKS: all six show themselves; number 5 agrees on the one input
    """
    return [(np.array([1.0]), np.array([[1.0], [-40.0], [2.0]]), np.array([0, 1, 1]), np.array([0.5, 1.0, 1.5]))]


def wrong_weights_of_sum_one():
    """DESERVES: weights with the sum 1 hide 2: there is nothing to divide by
    PART: yes
    BREAKS: all six show themselves; number 2 agrees on the one input
    """
    return [(np.array([1.0]), np.array([[1.0], [-40.0], [2.0]]), np.array([0, 1, 1]), np.array([0.25, 0.25, 0.5]))]


def wrong_one_sample():
    """DESERVES: a single sample hides its weight: 6 is right there
    PART: yes
    BREAKS: all six show themselves; number 6 agrees on the one input
    """
    return [(np.array([1.0]), np.array([[40.0]]), np.array([0]), np.array([3.0]))]


def wrong_mild_logits():
    """DESERVES: no label has a probability below 1e-12, so that cutting off changes nothing: 4 is not caught
    PART: yes
    BREAKS: all six show themselves; number 4 agrees on the one input
    """
    return [(np.array([1.0]), np.array([[1.0], [-20.0], [2.0]]), np.array([0, 1, 1]), np.array([1.0, 2.0, 3.0]))]


def wrong_just_below():
    """DESERVES: at m = -27.632 the cut changes the loss by less than 0.001: take a margin much lower
    PART: yes
    BREAKS: off by more than 0.001; number 4 agrees to 0.001 on the one input
    """
    return [(np.array([1.0]), np.array([[1.0], [-27.632], [2.0]]), np.array([0, 1, 1]), np.array([1.0, 2.0, 3.0]))]


def wrong_saturated_right_side():
    """DESERVES: the large logits have the right labels: where the label is probable, cutting off costs 1e-12 only
    PART: yes
    BREAKS: all six show themselves; number 4 agrees to 0.001 on the one input
    """
    return [(np.array([1.0]), np.array([[1.0], [40.0], [2.0]]), np.array([0, 1, 1]), np.array([1.0, 2.0, 3.0]))]


def wrong_tiny_weight_on_extreme():
    """DESERVES: the extreme sample counts so little that the loss is off by less than 0.001
    PART: yes
    BREAKS: off by more than 0.001; number 4 agrees to 0.001 on the one input
    """
    return [(np.array([1.0]), np.array([[1.0], [-40.0], [2.0]]), np.array([0, 1, 1]), np.array([100.0, 0.001, 300.0]))]


def wrong_zero_weight_on_extreme():
    """DESERVES: the extreme sample has the weight 0, so that it is absent
    PART: yes
    BREAKS: all six show themselves; number 4 agrees on the one input
    """
    return [(np.array([1.0]), np.array([[1.0], [-40.0], [2.0]]), np.array([0, 1, 1]), np.array([1.0, 0.0, 3.0]))]


def wrong_zero_w():
    """DESERVES: at w = 0 all logits are 0, where labels for signs cost the same log 2 and nothing is cut off
    PART: no
    BREAKS: all six show themselves; number 4 agrees on the one input
    """
    return [(np.array([0.0]), np.array([[1.0], [-40.0], [2.0]]), np.array([0, 1, 1]), np.array([1.0, 2.0, 3.0]))]


def wrong_zero_samples():
    """DESERVES: where X is 0 the gradient is 0 whatever the idea: 3, 4 and 6 are not caught
    PART: no
    BREAKS: all six show themselves; numbers 1, 3, 4 and 6 agree on the one input
    """
    return [(np.array([1.0]), np.array([[0.0], [0.0]]), np.array([0, 1]), np.array([1.0, 2.0]))]


def wrong_zeros_far_down():
    """DESERVES: the samples of label 0 have the weight 0, so that they are absent: 1 is not caught
    PART: yes
    BREAKS: all six show themselves; number 1 agrees on the one input
    """
    X, y = np.array([[-1.0], [-40.0], [2.0]]), np.array([0, 1, 1])
    return [(np.array([1.0]), X, y, np.array([0.0, 2.0, 3.0]))]


def wrong_equal_samples():
    """DESERVES: all samples have the same slope, so that a weighted mean is the mean: 6 is not caught
    PART: yes
    BREAKS: all six show themselves; number 6 agrees on the one input
    """
    X = np.array([[40.0], [40.0], [40.0]])
    return [(np.array([1.0]), X, np.array([0, 0, 0]), np.array([1.0, 2.0, 4.0]))]


def wrong_relative():
    """DESERVES: the loss is off by 0.008, but that is less than a thousandth of 21.8
    PART: yes
    BREAKS: more than 0.001 of the right number; number 4 agrees to that on the one input
    """
    return [(np.array([1.0]), np.array([[27.0], [27.67], [2.0]]), np.array([0, 0, 1]), np.array([3.0, 1.0, 1.0]))]


def wrong_too_large():
    """DESERVES: 5000 is not between -1000 and 1000
    PART: no
    BREAKS: numbers between -1000 and 1000 in w and X: X[1, 0] = -5000
    """
    return [(np.array([1.0]), np.array([[1.0], [-5000.0], [2.0]]), np.array([0, 1, 1]), np.array([1.0, 2.0, 3.0]))]


def wrong_five_samples():
    """DESERVES: four samples at most
    PART: no
    BREAKS: 1 to 4 samples: there are five
    """
    X = np.array([[1.0], [-40.0], [2.0], [3.0], [-1.0]])
    return [(np.array([1.0]), X, np.array([0, 1, 1, 0, 1]), np.array([1.0, 2.0, 3.0, 4.0, 5.0]))]


def wrong_labels_as_signs():
    """DESERVES: labels are 0 and 1, not -1 and 1
    PART: no
    BREAKS: labels 0 and 1: y holds -1
    """
    return [(np.array([1.0]), np.array([[1.0], [-40.0], [2.0]]), np.array([-1, 1, 1]), np.array([1.0, 2.0, 3.0]))]


def wrong_negative_weight():
    """DESERVES: weights are nonnegative
    PART: no
    BREAKS: numbers between 0 and 1000: a weight of -1
    """
    return [(np.array([1.0]), np.array([[1.0], [-40.0], [2.0]]), np.array([0, 1, 1]), np.array([-1.0, 2.0, 3.0]))]


def wrong_not_in_a_list():
    """DESERVES: the tuple (w, X, y, weights) is one input; the answer is a list of inputs
    PART: yes
    BREAKS: a list of one to three inputs: the tuple itself is returned
    """
    return np.array([1.0]), np.array([[1.0], [-40.0], [2.0]]), np.array([0, 1, 1]), np.array([1.0, 2.0, 3.0])


def wrong_three_things():
    """DESERVES: where there are no weights, None has to stand in their place
    PART: no
    BREAKS: inputs (w, X, y, weights): the second tuple has length 3
    """
    first = (np.array([1.0]), np.array([[1.0], [-40.0], [2.0]]), np.array([0, 1, 1]), np.array([1.0, 2.0, 3.0]))
    return [first, (np.array([1.0]), np.array([[1.0], [2.0]]), np.array([0, 1]))]


def wrong_flat_x():
    """DESERVES: X has two axes, (N, d), with one feature too
    PART: no
    BREAKS: X (N, d): it has shape (3,)
    """
    return [(np.array([1.0]), np.array([1.0, -40.0, 2.0]), np.array([0, 1, 1]), np.array([1.0, 2.0, 3.0]))]
