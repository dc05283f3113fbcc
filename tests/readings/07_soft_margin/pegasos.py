import numpy as np


def right_last(X, y, lam, T, rng):
    """The loop as it stands in the hint, and the last w."""
    w = np.zeros(X.shape[1])
    for t in range(1, T + 1):
        n = rng.integers(len(y))
        pays = y[n] * (X[n] @ w) < 1
        w = (1 - 1 / t) * w + pays * y[n] * X[n] / (lam * t)
    return w


def right_mean(X, y, lam, T, rng):
    """The mean of w_1, ..., w_T."""
    N, d = X.shape
    w, total = np.zeros(d), np.zeros(d)
    for t in range(1, T + 1):
        n = int(rng.integers(N))
        g = lam * w
        if y[n] * np.dot(w, X[n]) < 1:
            g = g - y[n] * X[n]
        w = w - g / (lam * t)
        total += w
    return total / T


def right_later_half(X, y, lam, T, rng):
    """The mean of the later half of the iterates."""
    w, kept = np.zeros(X.shape[1]), []
    for t, n in enumerate(rng.integers(0, len(X), size=T), start=1):
        step = 1 / (lam * t)
        w = (1 - step * lam) * w + step * y[n] * X[n] * (y[n] * X[n] @ w < 1)
        if t > T // 2:
            kept.append(w)
    return np.mean(kept, axis=0)


def right_weighted_mean(X, y, lam, T, rng):
    """A mean in which w_t has the weight t."""
    Z = y[:, None] * X
    w, mean = np.zeros(Z.shape[1]), np.zeros(Z.shape[1])
    for t in range(1, T + 1):
        z = Z[rng.choice(len(Z))]
        w = w - (lam * w - (z if z @ w < 1 else 0)) / (lam * t)
        mean += (w - mean) * 2 / (t + 1)
    return mean


def right_sum_of_pulls(X, y, lam, T, rng):
    """lam t w_t is the sum of what has been added."""
    Z = X * y.reshape(-1, 1)
    s = np.zeros(Z.shape[1])
    for t in range(T):  # t steps are done
        z = Z[rng.integers(len(Z))]
        if t == 0 or z @ s < lam * t:
            s += z
    return s / (lam * T)


def right_counts(X, y, lam, T, rng):
    """How often each sample has pulled; the margins by the Gram matrix."""
    Z = y[:, np.newaxis] * X
    K, counts = Z @ Z.T, np.zeros(len(y))
    for t, n in enumerate(rng.integers(len(y), size=T)):
        if K[n] @ counts < lam * t or not t:
            counts[n] += 1
    return counts @ Z / (lam * T)


def right_plain_python(X, y, lam, T, rng):
    """Lists only."""
    X, y = X.tolist(), y.tolist()
    w = [0.0] * len(X[0])
    for t in range(1, T + 1):
        n = rng.integers(len(X))
        margin = y[n] * sum(a * b for a, b in zip(w, X[n]))
        w = [(1 - 1 / t) * a for a in w]
        if margin < 1:
            w = [a + y[n] * b / (lam * t) for a, b in zip(w, X[n])]
    return w


def right_halves(X, y, lam, T, rng):
    """Recursion by halves, which never is deep."""

    def steps(w, first, last):
        if first == last:
            n = rng.integers(len(y))
            shrunk = w * (first - 1) / first
            return shrunk + y[n] * X[n] / (lam * first) if y[n] * w @ X[n] < 1 else shrunk
        middle = (first + last) // 2
        return steps(steps(w, first, middle), middle + 1, last)

    return steps(np.zeros(X.shape[1]), 1, T)


def right_float32(X, y, lam, T, rng):
    """Single precision: the bound leaves room for it."""
    Z = (X * y[:, None]).astype(np.float32)
    s, lam = np.zeros(Z.shape[1], np.float32), np.float32(lam)
    for t in range(T):
        z = Z[rng.integers(len(Z))]
        if z @ s < lam * np.float32(t) or t == 0:
            s = s + z
    return s / (lam * np.float32(T))


def right_non_strict(X, y, lam, T, rng):
    """At the kink the sample pulls; uniform numbers instead of integers."""
    w = np.zeros(np.shape(X)[1])
    for t in range(1, T + 1):
        n = int(rng.random() * len(y))
        pull = np.where(y[n] * np.vdot(X[n], w) <= 1, y[n], 0.0) * X[n]
        w += (pull - lam * w) / (lam * t)
    return w


def right_all_iterates_kept(X, y, lam, T, rng):
    """An array with all iterates, and the mean over its rows but the first, which is the start."""
    W = np.zeros((T + 1, X.shape[1]))
    for t in range(1, T + 1):
        k = rng.integers(X.shape[0])
        W[t] = W[t - 1] * (1 - 1 / t)
        if np.einsum("d,d->", X[k], W[t - 1]) * y[k] < 1:
            W[t] += y[k] * X[k] / (lam * t)
    return W[1:].mean(axis=0)


def right_projected(X, y, lam, T, rng):
    """With the projection to the ball of radius 1/sqrt(lam), which contains the minimiser, as in the paper."""
    w = np.zeros(X.shape[1])
    for t in range(1, T + 1):
        n = rng.integers(len(y))
        w = (1 - 1 / t) * w + (y[n] * X[n] @ w < 1) * y[n] * X[n] / (lam * t)
        w = w * min(1, 1 / (np.sqrt(lam) * max(np.linalg.norm(w), 1e-300)))
    return w


def right_shuffled(X, y, lam, T, rng):
    """Each pass in a new random order: each sample is drawn from rng, without replacement."""
    w, order = np.zeros(X.shape[1]), []
    for t in range(1, T + 1):
        if not order:
            order = rng.permutation(len(y)).tolist()
        n = order.pop()
        w = (1 - 1 / t) * w + (y[n] * X[n] @ w < 1) * y[n] * X[n] / (lam * t)
    return w


def right_mean_after_the_first(X, y, lam, T, rng):
    """The mean of w_2, ..., w_T, and w_1 if there is no other."""
    w, iterates = np.zeros(X.shape[1]), []
    for t in range(1, T + 1):
        n = rng.integers(len(y))
        w = (1 - 1 / t) * w + (y[n] * X[n] @ w < 1) * y[n] * X[n] / (lam * t)
        iterates.append(w.copy())
    return sum(iterates[1:] or iterates) / max(T - 1, 1)


def wrong_no_decay(X, y, lam, T, rng):
    """DESERVES: the square of w has a gradient too: w shrinks in each step.
    PART: yes
    BREAKS: "It minimises lam/2 ||w||^2 + ..."; input: X=[[1]], y=[1], lam=10, T=2
    """
    w = np.zeros(X.shape[1])
    for t in range(1, T + 1):
        n = rng.integers(len(y))
        if y[n] * X[n] @ w < 1:
            w = w + y[n] * X[n] / (lam * t)
    return w


def wrong_decay_only_if_it_pays(X, y, lam, T, rng):
    """DESERVES: w shrinks in each step, whether the sample pays or not.
    PART: yes
    BREAKS: "the objective at w is at most ... above the least"; input: X=[[3]], y=[1], lam=0.01, T=100
    """
    w = np.zeros(X.shape[1])
    for t in range(1, T + 1):
        n = rng.integers(len(y))
        if y[n] * X[n] @ w < 1:
            w = (1 - 1 / t) * w + y[n] * X[n] / (lam * t)
    return w


def wrong_sign(X, y, lam, T, rng):
    """DESERVES: the step is against the subgradient: it adds y x.
    PART: no
    BREAKS: "stochastic subgradient descent"; input: X=[[1]], y=[1], lam=10, T=1
    """
    w = np.zeros(X.shape[1])
    for t in range(1, T + 1):
        n = rng.integers(len(y))
        w = (1 - 1 / t) * w - (y[n] * X[n] @ w < 1) * y[n] * X[n] / (lam * t)
    return w


def wrong_step_from_zero(X, y, lam, T, rng):
    """DESERVES: t starts at 1; with t + 1 the first step has half its size, and w_0 is remembered.
    PART: yes
    BREAKS: "step t has the size 1/(lam t), t = 1, ..., T"; input: X=[[1]], y=[1], lam=10, T=1
    """
    w = np.zeros(X.shape[1])
    for t in range(2, T + 2):
        n = rng.integers(len(y))
        w = (1 - 1 / t) * w + (y[n] * X[n] @ w < 1) * y[n] * X[n] / (lam * t)
    return w


def wrong_one_step_less(X, y, lam, T, rng):
    """DESERVES: range(1, T) ends one step too early; for T = 1 nothing happens.
    PART: yes
    BREAKS: "after T >= 1 steps"; input: X=[[1]], y=[1], lam=10, T=1
    """
    w = np.zeros(X.shape[1])
    for t in range(1, T):
        n = rng.integers(len(y))
        w = (1 - 1 / t) * w + (y[n] * X[n] @ w < 1) * y[n] * X[n] / (lam * t)
    return w


def wrong_constant_step(X, y, lam, T, rng):
    """DESERVES: the step size falls like 1/t: a constant one never settles.
    PART: yes
    BREAKS: "step t has the size 1/(lam t)"; input: X=[[1]], y=[1], lam=10, T=1
    """
    w = np.zeros(X.shape[1])
    for _ in range(T):
        n = rng.integers(len(y))
        w = w - 0.01 * (lam * w - (y[n] * X[n] @ w < 1) * y[n] * X[n])
    return w


def wrong_step_without_lam(X, y, lam, T, rng):
    """DESERVES: the step size is 1/(lam t), not 1/t.
    PART: yes
    BREAKS: "step t has the size 1/(lam t)"; input: X=[[1]], y=[1], lam=10, T=1
    """
    w = np.zeros(X.shape[1])
    for t in range(1, T + 1):
        n = rng.integers(len(y))
        w = w - (lam * w - (y[n] * X[n] @ w < 1) * y[n] * X[n]) / t
    return w


def wrong_root_step(X, y, lam, T, rng):
    """DESERVES: 1/(lam sqrt t) is the step for functions that are not strongly convex; here it is 1/(lam t).
    PART: yes
    BREAKS: "step t has the size 1/(lam t)"; input: X=[[1],[1]], y=[1,-1], lam=1.1, T=10000 (mean excess over many rng)
    """
    w = np.zeros(X.shape[1])
    for t in range(1, T + 1):
        n = rng.integers(len(y))
        w = w - (lam * w - (y[n] * X[n] @ w < 1) * y[n] * X[n]) / (lam * np.sqrt(t))
    return w


def wrong_mean_with_the_start(X, y, lam, T, rng):
    """DESERVES: w_0 = 0 is no iterate after the first step: the mean is too small.
    PART: yes
    BREAKS: "a mean of the iterates after the first step"; input: X=[[1]], y=[1], lam=10, T=1
    """
    w = np.zeros(X.shape[1])
    total = w.copy()
    for t in range(1, T + 1):
        n = rng.integers(len(y))
        w = (1 - 1 / t) * w + (y[n] * X[n] @ w < 1) * y[n] * X[n] / (lam * t)
        total += w
    return total / (T + 1)


def wrong_mean_before_the_steps(X, y, lam, T, rng):
    """DESERVES: the iterate is added before its step: w_0 is in the mean, and w_T is not.
    PART: yes
    BREAKS: "a mean of the iterates after the first step"; input: X=[[1]], y=[1], lam=10, T=1
    """
    w, total = np.zeros(X.shape[1]), 0
    for t in range(1, T + 1):
        total = total + w
        n = rng.integers(len(y))
        w = (1 - 1 / t) * w + (y[n] * X[n] @ w < 1) * y[n] * X[n] / (lam * t)
    return total / T


def wrong_sum(X, y, lam, T, rng):
    """DESERVES: the sum of the iterates is still to be divided by T.
    PART: yes
    BREAKS: "The last iterate or a mean of the iterates"; input: X=[[1]], y=[1], lam=10, T=2
    """
    w, total = np.zeros(X.shape[1]), np.zeros(X.shape[1])
    for t in range(1, T + 1):
        n = rng.integers(len(y))
        w = (1 - 1 / t) * w + (y[n] * X[n] @ w < 1) * y[n] * X[n] / (lam * t)
        total += w
    return total


def wrong_margin_after_shrinking(X, y, lam, T, rng):
    """DESERVES: the margin is asked before the step; after the shrinking it is smaller.
    PART: yes
    BREAKS: "stochastic subgradient descent" (the subgradient is that at w_{t-1}); input: X=[[1]], y=[1], lam=0.45, T=3
    """
    w = np.zeros(X.shape[1])
    for t in range(1, T + 1):
        n = rng.integers(len(y))
        w = (1 - 1 / t) * w
        if y[n] * X[n] @ w < 1:
            w = w + y[n] * X[n] / (lam * t)
    return w


def wrong_only_errors(X, y, lam, T, rng):
    """DESERVES: a sample with a margin from 0 to 1 pays too.
    PART: yes
    BREAKS: "the mean hinge loss"; input: X=[[1]], y=[1], lam=10, T=2
    """
    w = np.zeros(X.shape[1])
    for t in range(1, T + 1):
        n = rng.integers(len(y))
        w = (1 - 1 / t) * w + (y[n] * X[n] @ w <= 0) * y[n] * X[n] / (lam * t)
    return w


def wrong_always_pulls(X, y, lam, T, rng):
    """DESERVES: a sample that has its margin adds nothing.
    PART: yes
    BREAKS: "the objective at w is at most ... above the least"; input: X=[[3]], y=[1], lam=0.01, T=100
    """
    w = np.zeros(X.shape[1])
    for t in range(1, T + 1):
        n = rng.integers(len(y))
        w = (1 - 1 / t) * w + y[n] * X[n] / (lam * t)
    return w


def wrong_no_label_in_the_margin(X, y, lam, T, rng):
    """DESERVES: the margin is y times the decision.
    PART: yes
    BREAKS: "the mean hinge loss"; input: X=[[3]], y=[-1], lam=0.01, T=100
    """
    w = np.zeros(X.shape[1])
    for t in range(1, T + 1):
        n = rng.integers(len(y))
        w = (1 - 1 / t) * w + (X[n] @ w < 1) * y[n] * X[n] / (lam * t)
    return w


def wrong_own_generator(X, y, lam, T, rng):
    """DESERVES: the samples are to be drawn from the rng that is given, not from NumPy's own.
    PART: yes
    BREAKS: "Equal generators give equal w"; input: X=[[1],[2]], y=[1,1], lam=10, T=3, twice
    """
    w = np.zeros(X.shape[1])
    for t in range(1, T + 1):
        n = np.random.randint(len(y))
        w = (1 - 1 / t) * w + (y[n] * X[n] @ w < 1) * y[n] * X[n] / (lam * t)
    return w


def wrong_fixed_seed(X, y, lam, T, rng):
    """DESERVES: with a seed of its own it always draws the same samples, whatever rng is.
    PART: yes
    BREAKS: "drawn from rng"; input: X=[[1],[2]], y=[1,1], lam=10, T=1, two different rng
    """
    rng = np.random.default_rng(0)
    w = np.zeros(X.shape[1])
    for t in range(1, T + 1):
        n = rng.integers(len(y))
        w = (1 - 1 / t) * w + (y[n] * X[n] @ w < 1) * y[n] * X[n] / (lam * t)
    return w


def wrong_in_turn(X, y, lam, T, rng):
    """DESERVES: one after the other is not at random.
    PART: yes
    BREAKS: "each on one sample drawn from rng"; input: X=[[1],[2]], y=[1,1], lam=10, T=1
    """
    w = np.zeros(X.shape[1])
    for t in range(1, T + 1):
        n = (t - 1) % len(y)
        w = (1 - 1 / t) * w + (y[n] * X[n] @ w < 1) * y[n] * X[n] / (lam * t)
    return w


def wrong_one_sample_for_all_steps(X, y, lam, T, rng):
    """DESERVES: a new sample is drawn in each step, not once for all.
    PART: yes
    BREAKS: "each on one sample drawn from rng"; input: X=[[1],[2]], y=[1,-1], lam=10, T=50
    """
    n = rng.integers(len(y))
    w = np.zeros(X.shape[1])
    for t in range(1, T + 1):
        w = (1 - 1 / t) * w + (y[n] * X[n] @ w < 1) * y[n] * X[n] / (lam * t)
    return w


def wrong_last_sample_never(X, y, lam, T, rng):
    """DESERVES: the upper end of `rng.integers` is left out already.
    PART: yes
    BREAKS: the bound "in expectation if R^2 < lam"; input: X=[[1],[-3]], y=[1,1], lam=10, T=100
    """
    w = np.zeros(X.shape[1])
    for t in range(1, T + 1):
        n = rng.integers(max(len(y) - 1, 1))
        w = (1 - 1 / t) * w + (y[n] * X[n] @ w < 1) * y[n] * X[n] / (lam * t)
    return w


def wrong_full_batch(X, y, lam, T, rng):
    """DESERVES: that is subgradient descent on all samples, without any draw.
    PART: yes
    BREAKS: "each on one sample drawn from rng"; input: X=[[1],[2]], y=[1,1], lam=10, T=1
    """
    w = np.zeros(X.shape[1])
    for t in range(1, T + 1):
        s = y * (y * (X @ w) < 1)
        w = (1 - 1 / t) * w + s @ X / (len(y) * lam * t)
    return w


def wrong_divided_by_n(X, y, lam, T, rng):
    """DESERVES: the drawn sample stands for the mean already: no 1/N.
    PART: yes
    BREAKS: the bound "in expectation if R^2 < lam", "for sure if all y_n x_n are equal"; input: X=[[1],[1]], y=[1,1], lam=2, T=100
    """
    w = np.zeros(X.shape[1])
    for t in range(1, T + 1):
        n = rng.integers(len(y))
        w = (1 - 1 / t) * w + (y[n] * X[n] @ w < 1) * y[n] * X[n] / (len(y) * lam * t)
    return w


def wrong_random_start(X, y, lam, T, rng):
    """DESERVES: w starts at 0.
    PART: yes
    BREAKS: "w starts at 0"; input: X=[[3]], y=[1], lam=0.01, T=1
    """
    w = rng.standard_normal(X.shape[1])
    for t in range(1, T + 1):
        n = rng.integers(len(y))
        w = (1 - 1 / t) * w + (y[n] * X[n] @ w < 1) * y[n] * X[n] / (lam * t)
    return w


def wrong_with_bias(X, y, lam, T, rng):
    """DESERVES: there is no bias in this objective.
    PART: yes
    BREAKS: "without a bias"; input: X=[[1]], y=[1], lam=0.4, T=3
    """
    w, b = np.zeros(X.shape[1]), 0.0
    for t in range(1, T + 1):
        n = rng.integers(len(y))
        pays = y[n] * (X[n] @ w + b) < 1
        w = (1 - 1 / t) * w + pays * y[n] * X[n] / (lam * t)
        b = b + pays * y[n] / (lam * t)
    return w


def wrong_integers(X, y, lam, T, rng):
    """DESERVES: `zeros_like(X[0])` holds integers if X does.
    PART: yes
    BREAKS: "w (d,) after T >= 1 steps"; input: X=[[1]] (integers), y=[1], lam=10, T=1
    """
    w = np.zeros_like(X[0])
    for t in range(1, T + 1):
        n = rng.integers(len(y))
        w[:] = (1 - 1 / t) * w + (y[n] * X[n] @ w < 1) * y[n] * X[n] / (lam * t)
    return w


def wrong_in_place(X, y, lam, T, rng):
    """DESERVES: `X *= ...` writes into the caller's samples: work on a copy.
    PART: yes
    BREAKS: the rule that arguments are left as they were; input: X=[[1]], y=[-1], lam=10, T=1
    """
    X *= y[:, None]
    w = np.zeros(X.shape[1])
    for t in range(1, T + 1):
        x = X[rng.integers(len(y))]
        w = (1 - 1 / t) * w + (x @ w < 1) * x / (lam * t)
    return w


def wrong_view_flipped(X, y, lam, T, rng):
    """DESERVES: `z = X[n]` is a view: `z *= y[n]` changes the sample, and at the second visit changes it back.
    PART: yes
    BREAKS: the rule that arguments are left as they were, and then the bound; input: X=[[1]], y=[-1], lam=10, T=2
    """
    w = np.zeros(X.shape[1])
    for t in range(1, T + 1):
        n = rng.integers(len(y))
        z = X[n]
        z *= y[n]
        w = (1 - 1 / t) * w + (z @ w < 1) * z / (lam * t)
    return w


def wrong_deep_recursion(X, y, lam, T, rng):
    """DESERVES: Python stops a recursion at a depth of 1000: no answer for larger T.
    PART: yes
    BREAKS: "T >= 1 steps"; input: X=[[1]], y=[1], lam=10, T=2000
    """

    def after(t):
        if t == 0:
            return np.zeros(X.shape[1])
        w = after(t - 1)
        n = rng.integers(len(y))
        return (1 - 1 / t) * w + (y[n] * X[n] @ w < 1) * y[n] * X[n] / (lam * t)

    return after(T)
