import numpy as np


def right_mask(w, b, X, y, C):
    """Who is strictly short of margin 1 pulls."""
    pull = C * y * (y * (X @ w + b) < 1)
    return w - pull @ X, -pull.sum()


def right_non_strict(w, b, X, y, C):
    """At the kink the sample pulls: as good a subgradient."""
    s = (y * (X @ w + b) <= 1).astype(float)
    return w - C * X.T @ (s * y), float(-C * (s @ y))


def right_half_at_the_kink(w, b, X, y, C):
    """At the kink with half of the force."""
    s = np.heaviside(1 - y * (np.dot(X, w) + b), 0.5)
    return np.asarray(w, float) - C * np.einsum("n,n,nd->d", s, y, X), np.array(-C * np.einsum("n,n->", s, y))


def right_one_class_at_the_kink(w, b, X, y, C):
    """At the kink those of label + pull, those of label - do not."""
    m = y * (X @ w + b)
    active = (m < 1) | ((m == 1) & (y > 0))
    Z = y[active, None] * np.column_stack([X[active], np.ones(active.sum())])
    g = np.append(w, 0.0) - C * Z.sum(axis=0)
    return g[:-1], g[-1]


def right_loops(w, b, X, y, C):
    """Plain Python; gw is a list."""
    gw, gb = [float(each) for each in w], 0.0
    for x, label in zip(X.tolist(), y.tolist()):
        margin = label * (sum(p * q for p, q in zip(x, w.tolist())) + b)
        if margin < 1:
            gb -= C * label
            for k in range(len(gw)):
                gw[k] -= C * label * x[k]
    return gw, gb


def right_copy(w, b, X, y, C):
    """In place, but in a copy."""
    gw, gb = np.array(w, dtype=float), 0.0
    for n in np.flatnonzero(y * (X @ w + b) < 1):
        gw -= C * y[n] * X[n]
        gb -= C * y[n]
    return gw, gb


def right_fancy(w, b, X, y, C):
    """The rows of those who pay, the classes apart."""
    decision = X @ w + b
    plus, minus = X[(y > 0) & (decision < 1)], X[(y < 0) & (decision > -1)]
    return w + C * (minus.sum(axis=0) - plus.sum(axis=0)), C * (len(minus) - len(plus))


def right_complex_step(w, b, X, y, C):
    """The derivative of J by a tiny imaginary step in each variable; the branch is by the real part."""
    u, h = np.append(np.asarray(w, float), b), 1e-30

    def objective(v):
        slack = 1 - y * (X @ v[:-1] + v[-1])
        return (v[:-1] ** 2).sum() / 2 + C * np.where(slack.real > 0, slack, 0).sum()

    g = np.array([objective(u + 1j * h * e).imag / h for e in np.eye(len(u))])
    return g[:-1], float(g[-1])


def right_recursion(w, b, X, y, C):
    """The last sample, and the rest without it."""

    def upto(n):
        if n == 0:
            return np.array(w, float), 0.0
        gw, gb = upto(n - 1)
        x, label = X[n - 1], y[n - 1]
        return (gw - C * label * x, gb - C * label) if label * (x @ w + b) < 1 else (gw, gb)

    return upto(len(y))


def right_oneliner(w, b, X, y, C):
    return (lambda p: (w - p @ X, -p.sum()))(np.where(y * (X @ w + b) < 1, C * y, 0))


def right_sign(w, b, X, y, C):
    """The slope of |z| is its sign, and max(0, z) = (z + |z|)/2."""
    s = (1 + np.sign(1 - y * (X @ w + b))) / 2
    return np.subtract(w, C * (s * y * X.T).sum(axis=1)), -C * np.vdot(s, y)


def right_random_at_the_kink(w, b, X, y, C):
    """Any number from 0 to 1 is right at the kink: of each sample its own."""
    m = y * (X @ w + b)
    s = np.where(m == 1, np.linspace(0.2, 0.9, len(m)), np.where(m < 1, 1.0, 0.0))
    return tuple(np.split(np.append(w, 0) - C * s * y @ np.c_[X, np.ones(len(m))], [len(w)]))[0], -C * (s * y).sum()


def right_float32_at_the_end(w, b, X, y, C):
    """Who pulls is decided in double precision, the terms are summed in single precision."""
    pulls = y * (X @ w + b) < 1
    Z, t = X[pulls].astype(np.float32), np.float32(C) * y[pulls].astype(np.float32)
    return np.asarray(w, np.float32) - t @ Z, -t.sum()


def right_list_returned(w, b, X, y, C):
    """The two values in a list."""
    s = y * (X @ w + b) < 1
    return [w - C * np.tensordot(s * y, X, axes=1), -C * np.sum(y, where=s)]


def wrong_sign(w, b, X, y, C):
    """DESERVES: the samples pull against the gradient: minus C times the sum.
    PART: no
    BREAKS: "Subgradient of the primal objective"; input: w=[0.], b=0., X=[[1]], y=[1], C=1
    """
    p = C * y * (y * (X @ w + b) < 1)
    return w + p @ X, p.sum()


def wrong_bias_penalised(w, b, X, y, C):
    """DESERVES: b is not in the square, so it has no share in its gradient.
    PART: yes
    BREAKS: "Subgradient (gw, gb) of the primal objective"; input: w=[0.], b=2., X=[[1]], y=[1], C=1
    """
    p = C * y * (y * (X @ w + b) < 1)
    return w - p @ X, b - p.sum()


def wrong_only_errors_pull(w, b, X, y, C):
    """DESERVES: a sample in the street pulls too, from margin 1 down.
    PART: yes
    BREAKS: "Where no margin is 1, this is the gradient"; input: w=[0.], b=0.5, X=[[1]], y=[1], C=1
    """
    p = C * y * (y * (X @ w + b) < 0)
    return w - p @ X, -p.sum()


def wrong_all_pull(w, b, X, y, C):
    """DESERVES: samples beyond their margin have no say.
    PART: no
    BREAKS: "Where no margin is 1, this is the gradient"; input: w=[0.], b=2., X=[[1]], y=[1], C=1
    """
    return w - C * (y @ X), -C * y.sum()


def wrong_beyond_pull(w, b, X, y, C):
    """DESERVES: the comparison is the wrong way round.
    PART: no
    BREAKS: "Where no margin is 1, this is the gradient"; input: w=[0.], b=0., X=[[1]], y=[1], C=1
    """
    p = C * y * (y * (X @ w + b) > 1)
    return w - p @ X, -p.sum()


def wrong_mean(w, b, X, y, C):
    """DESERVES: C weighs the sum, not the mean.
    PART: yes
    BREAKS: "of the primal objective"; input: w=[0.], b=0., X=[[1],[2]], y=[1,1], C=1
    """
    p = C * y * (y * (X @ w + b) < 1) / len(y)
    return w - p @ X, -p.sum()


def wrong_twice_w(w, b, X, y, C):
    """DESERVES: the half and the 2 of the square cancel: w, not 2 w.
    PART: yes
    BREAKS: "of the primal objective"; input: w=[1.], b=0., X=[[2]], y=[1], C=1
    """
    p = C * y * (y * (X @ w + b) < 1)
    return 2 * w - p @ X, -p.sum()


def wrong_half_w(w, b, X, y, C):
    """DESERVES: the derivative of w^2/2 is w.
    PART: yes
    BREAKS: "of the primal objective"; input: w=[1.], b=0., X=[[2]], y=[1], C=1
    """
    p = C * y * (y * (X @ w + b) < 1)
    return w / 2 - p @ X, -p.sum()


def wrong_no_w(w, b, X, y, C):
    """DESERVES: the street has a price as well, and its gradient is w.
    PART: yes
    BREAKS: "of the primal objective"; input: w=[1.], b=0., X=[[2]], y=[1], C=1
    """
    p = C * y * (y * (X @ w + b) < 1)
    return -p @ X, -p.sum()


def wrong_no_c(w, b, X, y, C):
    """DESERVES: each pull has the force C.
    PART: yes
    BREAKS: "of the primal objective"; input: w=[0.], b=0., X=[[1]], y=[1], C=2
    """
    p = y * (y * (X @ w + b) < 1)
    return w - p @ X, -p.sum()


def wrong_no_c_for_b(w, b, X, y, C):
    """DESERVES: b is pulled with the force C as w is.
    PART: yes
    BREAKS: "gb a float" of the subgradient of the primal objective; input: w=[0.], b=0., X=[[1]], y=[1], C=2
    """
    p = y * (y * (X @ w + b) < 1)
    return w - C * p @ X, -p.sum()


def wrong_force_by_slack(w, b, X, y, C):
    """DESERVES: the force does not grow with the slack: that would be the squared hinge.
    PART: no
    BREAKS: "Where no margin is 1, this is the gradient"; input: w=[0.], b=-1., X=[[1]], y=[1], C=1
    """
    p = C * y * np.maximum(0, 1 - y * (X @ w + b))
    return w - p @ X, -p.sum()


def wrong_no_label(w, b, X, y, C):
    """DESERVES: a sample pulls to the side of its label.
    PART: no
    BREAKS: "of the primal objective"; input: w=[0.], b=0., X=[[1]], y=[-1], C=1
    """
    s = (y * (X @ w + b) < 1).astype(float)
    return w - C * s @ X, -C * s.sum()


def wrong_mask_without_bias(w, b, X, y, C):
    """DESERVES: the margin has b in it.
    PART: yes
    BREAKS: "Where no margin is 1, this is the gradient"; input: w=[0.], b=2., X=[[1]], y=[1], C=1
    """
    p = C * y * (y * (X @ w) < 1)
    return w - p @ X, -p.sum()


def wrong_mask_without_label(w, b, X, y, C):
    """DESERVES: the margin is the label times the decision, not the decision.
    PART: yes
    BREAKS: "Where no margin is 1, this is the gradient"; input: w=[0.], b=2., X=[[1]], y=[-1], C=1
    """
    p = C * y * (X @ w + b < 1)
    return w - p @ X, -p.sum()


def wrong_two_kinks(w, b, X, y, C):
    """DESERVES: at a kink gw and gb must take the same s_n: < in one and <= in the other is no subgradient.
    PART: yes
    BREAKS: "where a margin is exactly 1, any subgradient is right"; input: w=[1.], b=0., X=[[1]], y=[1], C=1
    """
    m = y * (X @ w + b)
    return w - C * (y * (m < 1)) @ X, -C * (y * (m <= 1)).sum()


def wrong_two_at_the_kink(w, b, X, y, C):
    """DESERVES: at the kink a sample pulls with a share of its force from 0 to 1, never with twice the force.
    PART: yes
    BREAKS: "any subgradient is right"; input: w=[1.], b=0., X=[[1]], y=[1], C=1
    """
    m = y * (X @ w + b)
    s = 1.0 * (m < 1) + 2.0 * (m == 1)
    return w - C * (s * y) @ X, -C * (s * y).sum()


def wrong_outward_at_the_kink(w, b, X, y, C):
    """DESERVES: np.sign with the wrong branch: at the kink the slope of the hinge is never positive.
    PART: yes
    BREAKS: "any subgradient is right"; input: w=[1.], b=0., X=[[1]], y=[1], C=1
    """
    m = y * (X @ w + b)
    s = np.where(m == 1, -1.0, m < 1)
    return w - C * (s * y) @ X, -C * (s * y).sum()


def wrong_zero_at_any_kink(w, b, X, y, C):
    """DESERVES: one sample at its margin does not make 0 a subgradient: the others still pull.
    PART: yes
    BREAKS: "any subgradient is right" (0 is none); input: w=[1.], b=0., X=[[1]], y=[1], C=0.5
    """
    m = y * (X @ w + b)
    if (m == 1).any():
        return np.zeros_like(w), 0.0
    p = C * y * (m < 1)
    return w - p @ X, -p.sum()


def wrong_loose_kink(w, b, X, y, C):
    """DESERVES: a margin of 0.99 is not 1: there is a gradient, and half of it is wrong.
    PART: yes
    BREAKS: "Where no margin is 1, this is the gradient"; input: w=[0.], b=0.992, X=[[1]], y=[1], C=1
    """
    m = y * (X @ w + b)
    s = np.where(np.abs(m - 1) < 1e-2, 0.5, m < 1)
    return w - C * (s * y) @ X, -C * (s * y).sum()


def wrong_difference_quotient(w, b, X, y, C):
    """DESERVES: with so large a step the quotient rounds the kink off; the formula is exact.
    PART: yes
    BREAKS: "Where no margin is 1, this is the gradient"; input: w=[0.], b=0.99, X=[[1]], y=[1], C=1
    """
    h = 0.05

    def objective(v, c):
        return v @ v / 2 + C * np.maximum(0, 1 - y * (X @ v + c)).sum()

    gw = [(objective(w + h * e, b) - objective(w - h * e, b)) / (2 * h) for e in np.eye(len(w))]
    return np.array(gw), (objective(w, b + h) - objective(w, b - h)) / (2 * h)


def wrong_in_place(w, b, X, y, C):
    """DESERVES: `gw = w` is no copy.
    PART: yes
    BREAKS: the rule that arguments are left as they were; input: w=[0.], b=0., X=[[1]], y=[1], C=1
    """
    p = C * y * (y * (X @ w + b) < 1)
    gw = w
    gw -= p @ X
    return gw, -p.sum()


def wrong_integers(w, b, X, y, C):
    """DESERVES: `zeros_like` of integers holds integers, and cuts C y x off.
    PART: yes
    BREAKS: "Arguments as for hinge_objective" (X may hold integers); input: w=[0.], b=0., X=[[1]], y=[1], C=0.5
    """
    pull, gb = np.zeros_like(X[0]), 0.0
    for n in range(len(y)):
        if y[n] * (X[n] @ w + b) < 1:
            pull = pull + (C * y[n] * X[n]).astype(X.dtype)
            gb -= C * y[n]
    return w - pull, gb


def wrong_column(w, b, X, y, C):
    """DESERVES: gw has the shape of w, (d,), not (1, d).
    PART: yes
    BREAKS: "gw (d,)"; input: w=[0.], b=0., X=[[1]], y=[1], C=1
    """
    p = C * y[None] * (y * (X @ w + b) < 1)
    return w - p @ X, -p.sum()


def wrong_gb_array(w, b, X, y, C):
    """DESERVES: gb is to be summed over the samples.
    PART: yes
    BREAKS: "gb a float"; input: w=[0.], b=0., X=[[1],[2]], y=[1,1], C=1
    """
    p = C * y * (y * (X @ w + b) < 1)
    return w - p @ X, -p


def wrong_swapped(w, b, X, y, C):
    """DESERVES: gw comes first.
    PART: yes
    BREAKS: "Subgradient (gw, gb)"; input: w=[0., 0.], b=0., X=[[1, 2]], y=[1], C=1
    """
    p = C * y * (y * (X @ w + b) < 1)
    return -p.sum(), w - p @ X


def wrong_stops_at_the_first(w, b, X, y, C):
    """DESERVES: `return` inside the loop: only the first sample has been seen.
    PART: no
    BREAKS: "of the primal objective"; input: w=[0.], b=0., X=[[1],[2]], y=[1,1], C=1
    """
    for n in range(len(y)):
        if y[n] * (X[n] @ w + b) < 1:
            return w - C * y[n] * X[n], -C * y[n]
    return w, 0.0
