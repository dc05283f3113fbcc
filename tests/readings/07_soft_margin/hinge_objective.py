import numpy as np


def right_formula(w, b, X, y, C):
    """The formula."""
    return 0.5 * w @ w + C * np.maximum(0, 1 - y * (X @ w + b)).sum()


def right_loops(w, b, X, y, C):
    """Plain Python, entry by entry."""
    square = 0.0
    for each in w:
        square += float(each) ** 2
    loss = 0.0
    for n in range(len(y)):
        decision = float(b)
        for k in range(len(w)):
            decision += float(w[k]) * float(X[n][k])
        loss += max(0.0, 1.0 - float(y[n]) * decision)
    return square / 2 + C * loss


def right_oneliner(w, b, X, y, C):
    return sum(v * v for v in w) / 2 + C * sum(max(0, 1 - t * (x @ w + b)) for x, t in zip(X, y))


def right_mask(w, b, X, y, C):
    """Only those who pay are summed."""
    m = y * (np.dot(X, w) + b)
    pays = m < 1
    return float(np.linalg.norm(w) ** 2 / 2 + C * (np.count_nonzero(pays) - m[pays].sum()))


def right_clip(w, b, X, y, C):
    slack = np.clip(1 - y * (X.dot(w) + b), 0, None)
    return np.square(w).sum() / 2 + C * slack.sum()


def right_absolute_value(w, b, X, y, C):
    """max(0, z) = (z + |z|) / 2."""
    z = 1 - y * (X @ w + b)
    return np.vdot(w, w) / 2 + C * np.sum(z + np.abs(z)) / 2


def right_einsum(w, b, X, y, C):
    m = np.einsum("n,nd,d->n", y, X, w) + y * b
    return np.einsum("d,d->", w, w) / 2 + C * np.einsum("n->", np.where(m < 1, 1 - m, 0.0))


def right_homogeneous(w, b, X, y, C):
    """The bias as the weight of a feature 1, which the square leaves out."""
    u = np.append(np.asarray(w, float), b)
    Z = np.column_stack([X, np.ones(len(y))])
    return (u[:-1] ** 2).sum() / 2 + C * np.maximum(1 - (y[:, None] * Z) @ u, 0).sum()


def right_zero_d(w, b, X, y, C):
    """A 0-d array."""
    m = y * (np.matmul(X, w) + b)
    return np.array(0.5 * np.inner(w, w) + C * np.add.reduce(np.fmax(0.0, 1 - m)))


def right_recursion(w, b, X, y, C):
    """Half of the samples, and the other half."""

    def paid(lo, hi):
        if hi <= lo:
            return 0.0
        if hi - lo == 1:
            return max(0.0, float(1 - y[lo] * (X[lo] @ w + b)))
        middle = (lo + hi) // 2
        return paid(lo, middle) + paid(middle, hi)

    return float(w @ w) / 2 + C * paid(0, len(y))


def right_slack_of_edges(w, b, X, y, C):
    """The classes apart: + pays below the edge 1, - pays above the edge -1."""
    decision = X @ w + b
    plus, minus = decision[y == 1], decision[y == -1]
    return 0.5 * (w**2).sum() + C * ((1 - plus[plus < 1]).sum() + (1 + minus[minus > -1]).sum())


def right_longdouble(w, b, X, y, C):
    """More digits than anyone wants."""
    w, X, y = (np.asarray(a, dtype=np.longdouble) for a in (w, X, y))
    return float(w @ w / 2 + np.longdouble(C) * np.maximum(1 - y * ((X * w).sum(axis=1) + b), 0).sum())


def right_sorted(w, b, X, y, C):
    """Slacks in order, up to the first that is none."""
    total = 0.0
    for slack in sorted((1 - y * (w @ X.T + b)).tolist(), reverse=True):
        if slack <= 0:
            break
        total += slack
    return sum(map(lambda each: each * each, w.tolist())) * 0.5 + C * total


def right_heaviside(w, b, X, y, C):
    z = 1 - np.multiply(y, np.add(X @ w, b))
    return np.dot(w, w) / 2 + C * (np.heaviside(z, 0.0) @ z)


def wrong_no_half(w, b, X, y, C):
    """DESERVES: the square of w has a factor 1/2.
    PART: yes
    BREAKS: "It is ||w||^2 / 2 plus C times the sum"; input: w=[1.], b=0., X=[[1]], y=[1], C=1
    """
    return w @ w + C * np.maximum(0, 1 - y * (X @ w + b)).sum()


def wrong_bias_penalised(w, b, X, y, C):
    """DESERVES: the bias costs nothing.
    PART: yes
    BREAKS: "The bias is not regularised"; input: w=[0.], b=-1., X=[[1]], y=[-1], C=1
    """
    return (w @ w + b * b) / 2 + C * np.maximum(0, 1 - y * (X @ w + b)).sum()


def wrong_mean(w, b, X, y, C):
    """DESERVES: C weighs the sum of the losses, not their mean.
    PART: yes
    BREAKS: "C times the sum of the hinge losses"; input: w=[0.], b=0., X=[[1],[2]], y=[1,1], C=1
    """
    return w @ w / 2 + C * np.maximum(0, 1 - y * (X @ w + b)).mean()


def wrong_c_on_the_square(w, b, X, y, C):
    """DESERVES: C is the price of the slack, not of the weights.
    PART: yes
    BREAKS: "||w||^2 / 2 plus C times the sum of the hinge losses"; input: w=[1.], b=0., X=[[0]], y=[1], C=2
    """
    return C * (w @ w) / 2 + np.maximum(0, 1 - y * (X @ w + b)).sum()


def wrong_c_on_both(w, b, X, y, C):
    """DESERVES: C multiplies the losses only; mind the brackets.
    PART: yes
    BREAKS: "||w||^2 / 2 plus C times the sum of the hinge losses"; input: w=[1.], b=0., X=[[1]], y=[1], C=2
    """
    return C * (w @ w / 2 + np.maximum(0, 1 - y * (X @ w + b)).sum())


def wrong_no_max(w, b, X, y, C):
    """DESERVES: a sample beyond its margin gives nothing back.
    PART: no
    BREAKS: "hinge losses max(0, 1 - ...)"; input: w=[2.], b=0., X=[[1]], y=[1], C=1
    """
    return w @ w / 2 + C * (1 - y * (X @ w + b)).sum()


def wrong_max_of_the_sum(w, b, X, y, C):
    """DESERVES: the maximum is taken for each sample, before the sum.
    PART: no
    BREAKS: "the sum of the hinge losses max(0, ...)"; input: w=[1.], b=0., X=[[3],[-1]], y=[1,1], C=1
    """
    return w @ w / 2 + C * max(0.0, np.sum(1 - y * (X @ w + b)))


def wrong_perceptron(w, b, X, y, C):
    """DESERVES: a sample pays for what it lacks to margin 1, not to margin 0.
    PART: no
    BREAKS: "max(0, 1 - y_n (w.x_n + b))"; input: w=[0.], b=0., X=[[1]], y=[1], C=1
    """
    return w @ w / 2 + C * np.maximum(0, -y * (X @ w + b)).sum()


def wrong_sign(w, b, X, y, C):
    """DESERVES: the good side is where y (w.x + b) is positive.
    PART: no
    BREAKS: "max(0, 1 - y_n (w.x_n + b))"; input: w=[1.], b=0., X=[[1]], y=[1], C=1
    """
    return w @ w / 2 + C * np.maximum(0, 1 + y * (X @ w + b)).sum()


def wrong_squared_hinge(w, b, X, y, C):
    """DESERVES: the loss is the slack itself, not its square.
    PART: no
    BREAKS: "the hinge losses max(0, 1 - ...)"; input: w=[0.], b=-1., X=[[1]], y=[1], C=1
    """
    return w @ w / 2 + C * (np.maximum(0, 1 - y * (X @ w + b)) ** 2).sum()


def wrong_only_errors_pay(w, b, X, y, C):
    """DESERVES: a sample in the street, with a margin from 0 to 1, pays too.
    PART: yes
    BREAKS: "max(0, 1 - y_n (w.x_n + b))"; input: w=[0.], b=0.5, X=[[1]], y=[1], C=1
    """
    m = y * (X @ w + b)
    return w @ w / 2 + C * (1 - m[m < 0]).sum()


def wrong_norm_not_squared(w, b, X, y, C):
    """DESERVES: the norm is to be squared.
    PART: yes
    BREAKS: "||w||^2 / 2"; input: w=[2.], b=0., X=[[1]], y=[1], C=1
    """
    return np.linalg.norm(w) / 2 + C * np.maximum(0, 1 - y * (X @ w + b)).sum()


def wrong_no_bias(w, b, X, y, C):
    """DESERVES: b belongs to the decision.
    PART: no
    BREAKS: "1 - y_n (w.x_n + b)"; input: w=[0.], b=1., X=[[1]], y=[1], C=1
    """
    return w @ w / 2 + C * np.maximum(0, 1 - y * (X @ w)).sum()


def wrong_bias_outside(w, b, X, y, C):
    """DESERVES: the label multiplies the whole decision, b too.
    PART: yes
    BREAKS: "y_n (w.x_n + b)"; input: w=[0.], b=0.5, X=[[1]], y=[-1], C=1
    """
    return w @ w / 2 + C * np.maximum(0, 1 - (y * (X @ w) + b)).sum()


def wrong_labels_01(w, b, X, y, C):
    """DESERVES: the labels are -1 and 1 already.
    PART: no
    BREAKS: "y (N,) in {-1, +1}"; input: w=[1.], b=0., X=[[1]], y=[-1], C=1
    """
    sign = 2 * y - 1
    return w @ w / 2 + C * np.maximum(0, 1 - sign * (X @ w + b)).sum()


def wrong_zero_one(w, b, X, y, C):
    """DESERVES: violations are measured, not counted.
    PART: no
    BREAKS: "the hinge losses max(0, 1 - ...)"; input: w=[0.], b=0.5, X=[[1]], y=[1], C=1
    """
    return w @ w / 2 + C * np.sum(y * (X @ w + b) < 1)


def wrong_divides_by_c(w, b, X, y, C):
    """DESERVES: C = 0 is allowed, and 0 times infinity is no number.
    PART: yes
    BREAKS: "C = 0 is allowed"; input: w=[1.], b=0., X=[[1]], y=[1], C=0.
    """
    with np.errstate(all="ignore"):
        return C * (np.float64(w @ w) / (2 * np.float64(C)) + np.maximum(0, 1 - y * (X @ w + b)).sum())


def wrong_c_zero_means_one(w, b, X, y, C):
    """DESERVES: `C or 1.0` takes 0 for not given.
    PART: yes
    BREAKS: "C = 0 is allowed"; input: w=[1.], b=0., X=[[0]], y=[1], C=0.
    """
    C = C or 1.0
    return w @ w / 2 + C * np.maximum(0, 1 - y * (X @ w + b)).sum()


def wrong_weights_as_integers(w, b, X, y, C):
    """DESERVES: X may hold integers, w and b need not.
    PART: yes
    BREAKS: "X may hold integers"; input: w=[0.5], b=0., X=[[1]] (integers), y=[1], C=1
    """
    v = np.zeros_like(X, shape=len(w))
    v[:] = w
    return v @ v / 2 + C * np.maximum(0, 1 - y * (X @ v + b)).sum()


def wrong_slack_in_integers(w, b, X, y, C):
    """DESERVES: an array like y cuts the slacks off to integers.
    PART: yes
    BREAKS: "the sum of the hinge losses"; input: w=[0.], b=0.5, X=[[1]], y=[1] (integers), C=1
    """
    slack = np.zeros_like(y)
    for n in range(len(y)):
        slack[n] = max(0, 1 - y[n] * (X[n] @ w + b))
    return w @ w / 2 + C * slack.sum()


def wrong_in_place(w, b, X, y, C):
    """DESERVES: work on a copy, the caller still wants w.
    PART: yes
    BREAKS: the rule that arguments are left as they were; input: w=[1.], b=0., X=[[1]], y=[1], C=1
    """
    m = y * (X @ w + b)
    w *= w
    return w.sum() / 2 + C * np.maximum(0, 1 - m).sum()


def wrong_transposed(w, b, X, y, C):
    """DESERVES: samples are rows, so it is X @ w.
    PART: no
    BREAKS: "X (N, d)"; input: w=[1.], b=0., X=[[1],[2]], y=[1,1], C=1
    """
    return w @ w / 2 + C * np.maximum(0, 1 - y * (X.T @ w + b)).sum()


def wrong_one_for_each_sample(w, b, X, y, C):
    """DESERVES: the losses are still to be summed.
    PART: yes
    BREAKS: "one float"; input: w=[0.], b=0., X=[[1],[2]], y=[1,1], C=1
    """
    return w @ w / 2 + C * np.maximum(0, 1 - y * (X @ w + b))


def wrong_last_sample_left_out(w, b, X, y, C):
    """DESERVES: the range ends one too early.
    PART: yes
    BREAKS: "the sum of the hinge losses"; input: w=[0.], b=0., X=[[1]], y=[1], C=1
    """
    total = w @ w / 2
    for n in range(len(y) - 1):
        total += C * max(0, 1 - y[n] * (X[n] @ w + b))
    return total


def wrong_capped(w, b, X, y, C):
    """DESERVES: a slack may be larger than 1, and larger than 2: the hinge has no upper end.
    PART: yes
    BREAKS: "max(0, 1 - y_n (w.x_n + b))"; input: w=[0.], b=-2., X=[[1]], y=[1], C=1
    """
    return w @ w / 2 + C * np.clip(1 - y * (X @ w + b), 0, 2).sum()


def wrong_half_precision(w, b, X, y, C):
    """DESERVES: half precision keeps three digits, five are wanted.
    PART: yes
    BREAKS: "right to 1e-5 of itself"; input: w=[0.125], b=1.25, X=[[3]], y=[-1], C=3.3
    """
    w, X = np.asarray(w, np.float16), np.asarray(X, np.float16)
    m = np.float16(y) * (X @ w + np.float16(b))
    return float(np.float16(0.5) * (w @ w) + np.float16(C) * np.maximum(0, 1 - m).sum())


def wrong_softplus(w, b, X, y, C):
    """DESERVES: the smooth relative comes near the hinge, but at the kink it is off by log(2)/t for each sample.
    PART: yes
    BREAKS: "right to 1e-5 of itself"; input: w=[0.], b=1., X=[[1]], y=[1], C=1
    """
    t = 50.0
    return w @ w / 2 + C * (np.logaddexp(0.0, t * (1 - y * (X @ w + b))) / t).sum()
