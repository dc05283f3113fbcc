import numpy as np


def right_as_defined(X, y, max_epochs):
    w, b, mistakes = np.zeros(X.shape[1]), 0.0, 0
    for _ in range(max_epochs):
        stepped = False
        for x, label in zip(X, y):
            if label * (w @ x + b) <= 0:
                w = w + label * x
                b += label
                mistakes += 1
                stepped = True
        if not stepped:
            break
    return w, float(b), mistakes


def right_lists(X, y, max_epochs):
    d = len(X[0])
    w, b, mistakes = [0.0] * d, 0.0, 0
    for _ in range(max_epochs):
        before = mistakes
        for n in range(len(X)):
            t = int(y[n])
            if t * (sum(w[k] * float(X[n][k]) for k in range(d)) + b) <= 0:
                for k in range(d):
                    w[k] += t * float(X[n][k])
                b += t
                mistakes += 1
        if mistakes == before:
            break
    return w, b, mistakes


def right_augmented(X, y, max_epochs):
    U = y[:, None] * np.hstack([X, np.ones((len(X), 1))])
    v, mistakes = np.zeros(U.shape[1]), 0
    for _ in range(max_epochs):
        start = mistakes
        for u in U:
            if v @ u <= 0:
                v += u
                mistakes += 1
        if mistakes == start:
            break
    return v[:-1], v[-1], mistakes


def right_jumps_to_the_next_mistake(X, y, max_epochs):
    U = np.column_stack([X, np.ones(len(X))]) * np.asarray(y, float).reshape(-1, 1)
    v, mistakes = np.zeros(U.shape[1]), 0
    for _ in range(max_epochs):
        n = 0
        clean = True
        while n < len(U):
            bad = np.flatnonzero(U[n:] @ v <= 0)
            if bad.size == 0:
                break
            n += int(bad[0])
            v = v + U[n]
            mistakes += 1
            clean = False
            n += 1
        if clean:
            break
    return v[:-1].copy(), float(v[-1]), mistakes


def right_goes_on_in_vain(X, y, max_epochs):
    """An epoch without a step changes nothing, so that all later ones do not either: no need to stop."""
    w, b, mistakes = np.zeros(X.shape[1]), 0, 0
    for n in range(max_epochs * len(X)):
        x, t = X[n % len(X)], y[n % len(X)]
        if not t * (x @ w + b) > 0:
            w, b, mistakes = w + t * x, b + t, mistakes + 1
    return w, b, mistakes


def right_sides_not_products(X, y, max_epochs):
    X = np.array(X, dtype=float)
    w, b, mistakes = np.zeros(X.shape[1]), np.float64(0), np.int64(0)
    epoch, again = 0, True
    while again and epoch < max_epochs:
        again = False
        epoch += 1
        for n in range(X.shape[0]):
            if np.sign(np.dot(w, X[n]) + b) != y[n]:
                w += y[n] * X[n]
                b += y[n]
                mistakes += 1
                again = True
    return w, b, mistakes


def right_recursive_epochs_in_halves(X, y, max_epochs):
    def epoch(state):
        w, b, m, done = state
        if done:
            return state
        m0 = m
        for x, t in zip(np.asarray(X, float), y):
            if t * (x @ w + b) <= 0:
                w, b, m = w + t * x, b + t, m + 1
        return w, b, m, m == m0

    def run(state, count):
        if count == 0 or state[3]:
            return state
        if count == 1:
            return epoch(state)
        return run(run(state, count // 2), count - count // 2)

    return run((np.zeros(np.shape(X)[1]), 0.0, 0, False), max_epochs)[:3]


def right_twice_as_long(X, y, max_epochs):
    """Steps of 2 u_n make the same mistakes; half of it at the end (exact in binary)."""
    w, b, mistakes = np.zeros(X.shape[1]), 0.0, 0
    for _ in range(max_epochs):
        some = 0
        for x, t in zip(X, y):
            if t * (w @ x + b) <= 0:
                w, b, some = w + 2 * (t * x), b + 2 * t, some + 1
        mistakes += some
        if some == 0:
            break
    return w / 2, b / 2, mistakes


def right_einsum_zero_dimensional(X, y, max_epochs):
    U = np.einsum("n,nk->nk", np.asarray(y, float), np.concatenate([X, np.ones_like(X[:, :1])], axis=1))
    v = np.zeros(U.shape[1])
    count = np.zeros((), dtype=int)
    for _ in range(max_epochs):
        old = v.copy()
        steps = 0
        for u in U:
            if np.einsum("k,k->", v, u) <= 0:
                v = v + u
                steps += 1
        count += steps
        if steps == 0:
            assert (old == v).all()
            break
    return v[:-1], np.array(v[-1]), count


def right_generator(X, y, max_epochs):
    def steps():
        w, b = np.zeros(len(X[0])), 0
        for _ in range(max_epochs):
            rest = True
            for n in range(len(y)):
                if y[n] * (np.inner(w, X[n]) + b) <= 0:
                    w, b, rest = w + y[n] * X[n], b + y[n], False
                    yield w, b
            if rest:
                return

    w, b, m = np.zeros(len(X[0])), 0, 0
    for m, (w, b) in enumerate(steps(), start=1):
        pass
    return w, b, m


def right_counts_by_sample(X, y, max_epochs):
    """How often each sample was a mistake; w and b are made of them each time, w by small sums."""
    X, y = np.asarray(X, float), np.asarray(y)
    times = np.zeros(len(y), dtype=int)
    w, b = np.zeros(X.shape[1]), 0
    for _ in range(max_epochs):
        before = times.copy()
        for n in range(len(y)):
            if y[n] * (X[n] @ w + b) > 0:
                continue
            times[n] += 1
            w = w + y[n] * X[n]
            b = b + int(y[n])
        if np.array_equal(before, times):
            break
    return w, b, int(times.sum())


def right_bookkeeping_by_streak(X, y, max_epochs):
    """Stops as soon as N samples in a row were right: then the epoch would end without a step anyway."""
    w, b, mistakes, streak = np.zeros(X.shape[1]), 0.0, 0, 0
    for n in range(len(X) * max_epochs):
        i = n % len(X)
        if y[i] * (w @ X[i] + b) <= 0:
            w = w + y[i] * X[i]
            b = b + y[i]
            mistakes, streak = mistakes + 1, 0
        else:
            streak += 1
            if streak == len(X):
                break
    return np.asarray(w), b, mistakes


def wrong_strict(X, y, max_epochs):
    """DESERVES: at the start every product is 0, and with < 0 nothing ever happens: a sample on the line is a mistake.
    PART: yes
    BREAKS: a step for each sample that is not strictly on its side; input: X = [[1]], y = [1], max_epochs = 1
    """
    w, b, m = np.zeros(X.shape[1]), 0.0, 0
    for _ in range(max_epochs):
        old = m
        for x, t in zip(X, y):
            if t * (w @ x + b) < 0:
                w, b, m = w + t * x, b + t, m + 1
        if m == old:
            break
    return w, b, m


def wrong_batch(X, y, max_epochs):
    """DESERVES: each sample is looked at with the w that the one before has left, not all at once with the same w.
    PART: yes
    BREAKS: for the samples, in their order, a step for each sample; input: X = [[1], [2]], y = [1, 1], max_epochs = 1
    """
    w, b, m = np.zeros(X.shape[1]), 0.0, 0
    for _ in range(max_epochs):
        bad = y * (X @ w + b) <= 0
        if not bad.any():
            break
        w = w + (y[bad, None] * X[bad]).sum(axis=0)
        b = b + y[bad].sum()
        m += int(bad.sum())
    return w, float(b), m


def wrong_no_bias(X, y, max_epochs):
    """DESERVES: b is never moved, so that only lines through 0 are found.
    PART: yes
    BREAKS: a step of size 1 (b + y_n); input: X = [[1]], y = [1], max_epochs = 1
    """
    w, m = np.zeros(X.shape[1]), 0
    for _ in range(max_epochs):
        old = m
        for x, t in zip(X, y):
            if t * (w @ x) <= 0:
                w, m = w + t * x, m + 1
        if m == old:
            break
    return w, 0.0, m


def wrong_bias_not_in_the_test(X, y, max_epochs):
    """DESERVES: b is moved but forgotten when you ask whether a sample is a mistake.
    PART: yes
    BREAKS: not strictly on its side of w.x + b = 0; input: X = [[0]], y = [1], max_epochs = 2
    """
    w, b, m = np.zeros(X.shape[1]), 0.0, 0
    for _ in range(max_epochs):
        old = m
        for x, t in zip(X, y):
            if t * (w @ x) <= 0:
                w, b, m = w + t * x, b + t, m + 1
        if m == old:
            break
    return w, b, m


def wrong_counts_last_epoch(X, y, max_epochs):
    """DESERVES: the count is set to 0 in each epoch; mistakes counts the steps of all.
    PART: yes
    BREAKS: mistakes, an int, counts the steps of all epochs; input: X = [[1]], y = [1], max_epochs = 2
    """
    w, b, m = np.zeros(X.shape[1]), 0.0, 0
    for _ in range(max_epochs):
        m = 0
        for x, t in zip(X, y):
            if t * (w @ x + b) <= 0:
                w, b, m = w + t * x, b + t, m + 1
        if m == 0:
            break
    return w, b, m


def wrong_counts_epochs(X, y, max_epochs):
    """DESERVES: you count the epochs in which there was a mistake, not the mistakes.
    PART: yes
    BREAKS: mistakes counts the steps of all epochs; input: X = [[1], [3]], y = [1, -1], max_epochs = 1
    """
    w, b, epochs = np.zeros(X.shape[1]), 0.0, 0
    for _ in range(max_epochs):
        rest = True
        for x, t in zip(X, y):
            if t * (w @ x + b) <= 0:
                w, b, rest = w + t * x, b + t, False
        if rest:
            break
        epochs += 1
    return w, b, epochs


def wrong_one_epoch_more(X, y, max_epochs):
    """DESERVES: the loop runs max_epochs + 1 times.
    PART: yes
    BREAKS: or after max_epochs >= 1 epochs; input: X = [[1], [1]], y = [1, -1], max_epochs = 1
    """
    w, b, m, epoch = np.zeros(X.shape[1]), 0.0, 0, 0
    while epoch <= max_epochs:
        old = m
        for x, t in zip(X, y):
            if t * (w @ x + b) <= 0:
                w, b, m = w + t * x, b + t, m + 1
        if m == old:
            break
        epoch += 1
    return w, b, m


def wrong_one_epoch_less(X, y, max_epochs):
    """DESERVES: range(1, max_epochs) has one epoch too few.
    PART: yes
    BREAKS: after max_epochs >= 1 epochs; input: X = [[1]], y = [1], max_epochs = 1
    """
    w, b, m = np.zeros(X.shape[1]), 0.0, 0
    for _ in range(1, max_epochs):
        old = m
        for x, t in zip(X, y):
            if t * (w @ x + b) <= 0:
                w, b, m = w + t * x, b + t, m + 1
        if m == old:
            break
    return w, b, m


def wrong_one_step_an_epoch(X, y, max_epochs):
    """DESERVES: after a mistake the epoch goes on with the next sample; you break and start again.
    PART: yes
    BREAKS: a step for each sample that is not strictly on its side; input: X = [[1], [3]], y = [1, -1], max_epochs = 1
    """
    w, b, m = np.zeros(X.shape[1]), 0.0, 0
    for _ in range(max_epochs):
        for x, t in zip(X, y):
            if t * (w @ x + b) <= 0:
                w, b, m = w + t * x, b + t, m + 1
                break
        else:
            break
    return w, b, m


def wrong_ends_at_first_right_sample(X, y, max_epochs):
    """DESERVES: an epoch without a step ends it, not a sample without a step.
    PART: no
    BREAKS: It ends after the first epoch without a step; input: X = [[1], [2], [4]], y = [1, 1, -1], max_epochs = 5
    """
    w, b, m = np.zeros(X.shape[1]), 0.0, 0
    for _ in range(max_epochs):
        for x, t in zip(X, y):
            if t * (w @ x + b) <= 0:
                w, b, m = w + t * x, b + t, m + 1
            else:
                return w, b, m
    return w, b, m


def wrong_no_label_in_the_step(X, y, max_epochs):
    """DESERVES: the step is y_n x_n: a sample of the other side has to be taken off.
    PART: no
    BREAKS: a step of size 1 towards the sample's side; input: X = [[1]], y = [-1], max_epochs = 1
    """
    w, b, m = np.zeros(X.shape[1]), 0.0, 0
    for _ in range(max_epochs):
        old = m
        for x, t in zip(X, y):
            if t * (w @ x + b) <= 0:
                w, b, m = w + x, b + 1, m + 1
        if m == old:
            break
    return w, b, m


def wrong_bias_without_label(X, y, max_epochs):
    """DESERVES: b moves by y_n, not always up.
    PART: yes
    BREAKS: a step of size 1; input: X = [[1]], y = [-1], max_epochs = 1
    """
    w, b, m = np.zeros(X.shape[1]), 0.0, 0
    for _ in range(max_epochs):
        old = m
        for x, t in zip(X, y):
            if t * (w @ x + b) <= 0:
                w, b, m = w + t * x, b + 1, m + 1
        if m == old:
            break
    return w, b, m


def wrong_labels_zero_and_one(X, y, max_epochs):
    """DESERVES: labels are -1 and +1; compared with predictions 0 and 1 every negative sample is a mistake for ever.
    PART: no
    BREAKS: y (N,) in {-1, +1}; input: X = [[1]], y = [-1], max_epochs = 2
    """
    w, b, m = np.zeros(X.shape[1]), 0.0, 0
    for _ in range(max_epochs):
        old = m
        for x, t in zip(X, y):
            guess = 1 if w @ x + b > 0 else 0
            if guess != t:
                w, b, m = w + (t - guess) * x, b + (t - guess), m + 1
        if m == old:
            break
    return w, b, m


def wrong_step_of_difference(X, y, max_epochs):
    """DESERVES: label minus prediction is 2 or -2 here: the step has size 2.
    PART: yes
    BREAKS: makes a step of size 1; input: X = [[1], [3]], y = [1, -1], max_epochs = 1
    """
    w, b, m = np.zeros(X.shape[1]), 0.0, 0
    for _ in range(max_epochs):
        old = m
        for x, t in zip(X, y):
            if t * (w @ x + b) <= 0:
                guess = -t
                w, b, m = w + (t - guess) * x, b + (t - guess), m + 1
        if m == old:
            break
    return w, b, m


def wrong_zero_is_positive(X, y, max_epochs):
    """DESERVES: a sample on the line is a mistake whatever its label; you take 0 for the side +.
    PART: yes
    BREAKS: a step for each sample that is not strictly on its side; input: X = [[1]], y = [1], max_epochs = 1
    """
    w, b, m = np.zeros(X.shape[1]), 0.0, 0
    for _ in range(max_epochs):
        old = m
        for x, t in zip(X, y):
            if (1 if w @ x + b >= 0 else -1) != t:
                w, b, m = w + t * x, b + t, m + 1
        if m == old:
            break
    return w, b, m


def wrong_learning_rate(X, y, max_epochs):
    """DESERVES: steps of 0.1 make the same mistakes but a (w, b) ten times shorter: size 1 is asked for.
    PART: yes
    BREAKS: a step of size 1; input: X = [[1]], y = [1], max_epochs = 1
    """
    w, b, m = np.zeros(X.shape[1]), 0.0, 0
    for _ in range(max_epochs):
        old = m
        for x, t in zip(X, y):
            if t * (w @ x + b) <= 0:
                w, b, m = w + 0.1 * t * x, b + 0.1 * t, m + 1
        if m == old:
            break
    return w, b, m


def wrong_unit_steps(X, y, max_epochs):
    """DESERVES: "size 1" is the factor before y_n x_n; the sample itself is not scaled to length 1.
    PART: yes
    BREAKS: makes a step of size 1 (w + y_n x_n); input: X = [[3]], y = [1], max_epochs = 1
    """
    w, b, m = np.zeros(X.shape[1]), 0.0, 0
    for _ in range(max_epochs):
        old = m
        for x, t in zip(X, y):
            if t * (w @ x + b) <= 0:
                w, b, m = w + t * x / max(np.linalg.norm(x), 1e-300), b + t, m + 1
        if m == old:
            break
    return w, b, m


def wrong_hinge(X, y, max_epochs):
    """DESERVES: y (w.x + b) < 1 is the margin of a support vector machine; here only <= 0 is a mistake.
    PART: yes
    BREAKS: a step for each sample that is not strictly on its side; input: X = [[0.5], [-0.25]], y = [1, -1], max_epochs = 2
    """
    w, b, m = np.zeros(X.shape[1]), 0.0, 0
    for _ in range(max_epochs):
        old = m
        for x, t in zip(X, y):
            if t * (w @ x + b) < 1:
                w, b, m = w + t * x, b + t, m + 1
        if m == old:
            break
    return w, b, m


def wrong_random_order(X, y, max_epochs):
    """DESERVES: the samples come in their order; another order ends at another line.
    PART: yes
    BREAKS: in their order; input: X = [[1], [2]], y = [1, 1], max_epochs = 1
    """
    rng = np.random.default_rng(3)
    w, b, m = np.zeros(X.shape[1]), 0.0, 0
    for _ in range(max_epochs):
        old = m
        for n in rng.permutation(len(y))[::-1] if len(y) > 2 else range(len(y) - 1, -1, -1):
            if y[n] * (w @ X[n] + b) <= 0:
                w, b, m = w + y[n] * X[n], b + y[n], m + 1
        if m == old:
            break
    return w, b, m


def wrong_starts_at_first_sample(X, y, max_epochs):
    """DESERVES: w is a view of X[0], and w += changes the caller's samples; besides it has to start at 0.
    PART: no
    BREAKS: It starts at w = 0, b = 0; input: X = np.array([[1.0], [3.0]]), y = [1, -1], max_epochs = 1
    """
    w, b, m = X[0], 0.0, 0
    for _ in range(max_epochs):
        old = m
        for x, t in zip(X, y):
            if t * (w @ x + b) <= 0:
                w += t * x
                b, m = b + t, m + 1
        if m == old:
            break
    return w, b, m


def wrong_scales_samples_in_place(X, y, max_epochs):
    """DESERVES: X *= y changes the caller's samples: multiply into a new array.
    PART: yes
    BREAKS: a function leaves the arrays that it is given as they were; input: X = np.array([[1.0]]), y = [-1], max_epochs = 1
    """
    X *= y[:, None]
    w, b, m = np.zeros(X.shape[1]), 0.0, 0
    for _ in range(max_epochs):
        old = m
        for x, t in zip(X, y):
            if w @ x + t * b <= 0:
                w, b, m = w + x, b + t, m + 1
        if m == old:
            break
    return w, b, m


def wrong_integers_only_floats(X, y, max_epochs):
    """DESERVES: w has the type of X: w += 1.0 * y x raises an error if X holds integers; start with np.zeros(d).
    PART: yes
    BREAKS: X may hold integers; input: X = np.array([[1], [3]]), y = np.array([1, -1]), max_epochs = 1
    """
    w, b, m = np.zeros_like(X[0]), 0.0, 0
    for _ in range(max_epochs):
        old = m
        for x, t in zip(X, y):
            if t * (w @ x + b) <= 0:
                w += 1.0 * t * x
                b, m = b + t, m + 1
        if m == old:
            break
    return w, b, m


def wrong_w_of_integers(X, y, max_epochs):
    """DESERVES: w is an array of integers, and cuts what is behind the decimal point.
    PART: yes
    BREAKS: w + y_n x_n for samples X (N, d); input: X = [[0.5]], y = [1], max_epochs = 1
    """
    w, b, m = np.zeros(X.shape[1], dtype=int), 0, 0
    for _ in range(max_epochs):
        old = m
        for x, t in zip(X, y):
            if t * (w @ x + b) <= 0:
                w, b, m = (w + t * x).astype(int), b + t, m + 1
        if m == old:
            break
    return w, b, m


def wrong_until_separable(X, y, max_epochs):
    """DESERVES: labels need not be separable, and then this never ends: max_epochs is not used.
    PART: yes
    BREAKS: or after max_epochs >= 1 epochs; input: X = [[1], [3]], y = [1, -1], max_epochs = 1
    """
    w, b, m = np.zeros(X.shape[1]), 0.0, 0
    for _ in range(100000):
        old = m
        for x, t in zip(X, y):
            if t * (w @ x + b) <= 0:
                w, b, m = w + t * x, b + t, m + 1
        if m == old:
            break
    return w, b, m


def wrong_averaged(X, y, max_epochs):
    """DESERVES: the mean over all steps is another algorithm, the averaged perceptron.
    PART: no
    BREAKS: Rosenblatt's perceptron (w, b, mistakes); input: X = [[1], [3]], y = [1, -1], max_epochs = 1
    """
    w, b, m = np.zeros(X.shape[1]), 0.0, 0
    total, bias, count = np.zeros(X.shape[1]), 0.0, 0
    for _ in range(max_epochs):
        old = m
        for x, t in zip(X, y):
            if t * (w @ x + b) <= 0:
                w, b, m = w + t * x, b + t, m + 1
            total, bias, count = total + w, bias + b, count + 1
        if m == old:
            break
    return total / count, bias / count, m


def wrong_pocket(X, y, max_epochs):
    """DESERVES: you keep the best (w, b) so far (the pocket algorithm), asked for is the last.
    PART: yes
    BREAKS: It ends after max_epochs epochs, with that w and b; input: X = [[1], [1]], y = [1, -1], max_epochs = 1
    """
    w, b, m = np.zeros(X.shape[1]), 0.0, 0
    best = (w, b, -1)
    for _ in range(max_epochs):
        old = m
        for x, t in zip(X, y):
            if t * (w @ x + b) <= 0:
                w, b, m = w + t * x, b + t, m + 1
                good = int((y * (X @ w + b) > 0).sum())
                if good > best[2]:
                    best = (w, b, good)
        if m == old:
            break
    return best[0], best[1], m


def wrong_b_before_w(X, y, max_epochs):
    """DESERVES: after b has moved you test again before w moves; both move at one mistake.
    PART: yes
    BREAKS: a step of size 1 for each sample that is not strictly on its side; input: X = [[1]], y = [1], max_epochs = 1
    """
    w, b, m = np.zeros(X.shape[1]), 0.0, 0
    for _ in range(max_epochs):
        old = m
        for x, t in zip(X, y):
            if t * (w @ x + b) <= 0:
                b, m = b + t, m + 1
            if t * (w @ x + b) <= 0:
                w = w + t * x
        if m == old:
            break
    return w, b, m


def wrong_repeats_until_right(X, y, max_epochs):
    """DESERVES: one step for each sample, then the next; you repeat until the sample is right.
    PART: yes
    BREAKS: a step for each sample that is not strictly on its side; input: X = [[1], [1]], y = [1, -1], max_epochs = 1
    """
    w, b, m = np.zeros(X.shape[1]), 0.0, 0
    for _ in range(max_epochs):
        old = m
        for x, t in zip(X, y):
            while t * (w @ x + b) <= 0:
                w, b, m = w + t * x, b + t, m + 1
        if m == old:
            break
    return w, b, m


def wrong_squeezes_one_sample(X, y, max_epochs):
    """DESERVES: with one sample np.squeeze makes X a vector, and X[n] a number.
    PART: yes
    BREAKS: N may be 1; input: X = [[1, 2]], y = [1], max_epochs = 1
    """
    X = np.squeeze(np.asarray(X, float))
    X = X[:, None] if X.ndim == 1 else np.atleast_2d(X)
    w, b, m = np.zeros(X.shape[1]), 0.0, 0
    for _ in range(max_epochs):
        old = m
        for x, t in zip(X, y):
            if t * (w @ x + b) <= 0:
                w, b, m = w + t * x, b + t, m + 1
        if m == old:
            break
    return w, b, m


def wrong_stops_on_equal_counts(X, y, max_epochs):
    """DESERVES: two epochs with as many mistakes each are no reason to stop: 0 mistakes in one are.
    PART: yes
    BREAKS: It ends after the first epoch without a step; input: X = [[1], [1]], y = [1, -1], max_epochs = 3
    """
    w, b, m = np.zeros(X.shape[1]), 0.0, 0
    last = -1
    for _ in range(max_epochs):
        now = 0
        for x, t in zip(X, y):
            if t * (w @ x + b) <= 0:
                w, b, now = w + t * x, b + t, now + 1
        m += now
        if now in (0, last):
            break
        last = now
    return w, b, m
