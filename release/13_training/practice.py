"""Practice of unit 13_training: `kit.practice(softmax)` runs the checks of `softmax` that stand here.

Made by the build out of the unit's mark scheme, in which there are more of them.
"""

import numpy as np
from kit.engine import expect
from kit.engine.forall import forall


STANDARDISED = "standardise(X)"


def close(got, wanted, what, tol=1e-6):
    """Right to a fraction of the largest number in the array, or of 1."""
    wanted = np.asarray(wanted, float)
    expect.close(got, wanted, what, rtol=0, atol=tol * max(1.0, float(np.abs(wanted).max(initial=0))))


def pair(got, what):
    """Two values, as a tuple or a list."""
    expect.that(isinstance(got, list | tuple), f"{what} must return 2 values, it returned {expect.kind(got)}")
    return expect.values(got, 2, what)


def standardised(got, X, what):
    """The samples, of the shape of X and finite, and (mean, std)."""
    S, stats = pair(got, what)
    expect.shape(S, X.shape, f"X of {what}")
    mean, std = pair(stats, f"stats of {what}")
    return expect.finite(S, f"X of {what}"), mean, std


def columns(d):
    """Samples (N, k) of whole numbers and their k >= 2 columns: no two columns alike, none constant."""
    N, k = d.integer(3, 5), d.integer(2, 3)
    A = d.integers((N, k), -9, 9)
    A[0] = 30  # 21 above the others
    A[:, 1] *= 2
    A[:, 0] += 100
    return A


def tenths(d):
    return columns(d) / 10


def with_statistics(d):
    """New samples, and statistics of others: none of the samples has the means, and no std is 1."""
    X = columns(d) / 10
    k = X.shape[1]
    mean, std = d.integers(k, -50, 50) / 10 - 20, d.integers(k, 11, 40) / 8
    return X, mean, std


class TestStandardise:
    @forall(tenths, draws=6)
    def test_mean_zero_and_variance_one(self, student, X):
        """Each column (x - mean)/std of the training samples has the mean 0 and the variance 1."""
        S, _, _ = standardised(student.standardise(X), X, STANDARDISED)
        close(S.mean(axis=0), np.zeros(X.shape[1]), "the mean of the columns")
        close(S.var(axis=0), np.ones(X.shape[1]), "the variance of the columns")
        close(S * X.std(axis=0) + X.mean(axis=0), X, "the result times std plus mean")

    @forall(with_statistics, draws=6)
    def test_new_samples(self, student, X, mean, std):
        """New samples get (x - mean)/std with the statistics given, alone or together, and these come back."""
        asked = (X, "X"), (X[1:2], "X[1:2]")
        answers = [student.standardise(new, (mean, std)) for new, _ in asked]
        for (new, what), got in zip(asked, answers, strict=True):
            call = f"standardise({what}, stats)"
            S, m, s = standardised(got, new, call)
            close(S, (new - mean) / std, f"X of {call}")
            close(m, mean, f"mean of {call}")
            close(s, std, f"std of {call}")


def logits(d):
    """Sevenths, in rows that differ; N >= 2, K >= 3, and labels of two kinds: (Z, y)."""
    N, K = d.integer(2, 5), d.integer(3, 4)
    Z, y = d.integers((N, K), -20, 20) / 7, d.integers(N, 0, K - 1)
    Z[:, 0] += np.arange(N)
    y[:2] = 0, K - 1
    return Z, y


def losses_at(Z, y):
    """The loss of each row of a stack of logits."""
    rows = np.arange(len(y))
    return np.log(np.exp(Z).sum(axis=-1)) - Z[..., rows, y]


FUSED = "fused_softmax_ce(Z, y)"


def parts_of(got, Z, what=FUSED):
    """The loss, one number, and dZ, an array of the shape of Z."""
    loss, dZ = pair(got, what)
    expect.shape(dZ, Z.shape, "dZ")
    return expect.number(loss, "loss"), expect.finite(dZ, "dZ")


H = 1e-5  # of central differences: they are off by 1e-10 for the bend, and by 1e-10 for round-off, in N times dZ


def by_differences(Z, y):
    """N times the gradient: in each entry the central difference of the loss of its row."""
    slopes = np.empty(Z.shape)
    for k in range(Z.shape[1]):
        step = H * (np.arange(Z.shape[1]) == k)
        slopes[:, k] = (losses_at(Z + step, y) - losses_at(Z - step, y)) / (2 * H)
    return slopes


class TestFusedSoftmaxCe:
    @forall(logits, draws=6)
    def test_loss(self, student, Z, y):
        """loss is the mean over the samples of log sum_k exp(Z_nk) - Z_n of the true class."""
        loss, _ = parts_of(student.fused_softmax_ce(Z, y), Z)
        close(loss, losses_at(Z, y).mean(), "loss")

    @forall(logits, draws=6)
    def test_gradient(self, student, Z, y):
        """N dZ is, in each entry, the limit of difference quotients of the loss of its row."""
        _, dZ = parts_of(student.fused_softmax_ce(Z, y), Z)
        close(len(y) * dZ, by_differences(Z, y), "N dZ")


TRAINED = "train(params, X, y, epochs, batch, lr, beta, rng, act)"


def layer_losses(params, X, y):
    """The losses of the samples under one softmax layer, and its probabilities."""
    ((W, b),) = params
    Z = X @ W + b
    P = np.exp(Z - Z.max(axis=1)[:, None])
    P /= P.sum(axis=1)[:, None]
    return -np.log(P[np.arange(len(y)), y]), P


def layer_descent(params, X, y, epochs, lr):
    """Gradient descent on one softmax layer with all samples: its parameters, and the loss before each step."""
    history = []
    for _ in range(epochs):
        losses, P = layer_losses(params, X, y)
        history.append(losses.mean())
        P[np.arange(len(y)), y] -= 1
        ((W, b),) = params
        params = [(W - lr * X.T @ P / len(y), b - lr * P.mean(axis=0))]
    return params, np.array(history)


def same_layers(got, wanted, what="params"):
    """The layers (W, b) of a network are these."""
    layers = expect.layers(got, what)
    expect.that(len(layers) == len(wanted), f"{what} has {len(layers)} layers, wanted {len(wanted)}")
    for i, (layer, right) in enumerate(zip(layers, wanted, strict=True)):
        for name, A, B in zip(("W", "b"), layer, right, strict=True):
            close(A, B, f"{name} of {what}[{i}]", 1e-9)


def one_layer(d):
    """A softmax layer for three classes, N >= 2 samples and their labels, not all alike: (params, X, y)."""
    N, k = d.integer(2, 5), d.integer(1, 3)
    params = [(d.integers((k, 3), -7, 7) / 7, d.integers(3, -7, 7) / 7)]
    y = d.integers(N, 0, 2)
    y[:2] = 0, 1
    X = d.integers((N, k), -9, 9) / 6
    X[:, 0] = np.abs(X[:, 0]) + 1 / 2
    return params, X, y


def some_layer(d):
    """A softmax layer of whole numbers, samples, labels, and a step size."""
    params, X, y = one_layer(d)
    return [tuple(np.round(2 * part).astype(np.int64) for part in params[0])], X, y, d.choice([0.5, 0.25, 0.75])


def unequal_losses(d):
    """A softmax layer, an odd number of samples, one loss far above the others, and batches of two."""
    N = d.choice([3, 5, 7])
    X = d.integers((N, 1), 1, 9) / 9
    X[d.integer(0, N - 1)] = -6
    W = np.array([[d.choice([1.0, 1.2]), 0.1]])
    return [(W, np.array([0.0, 0.1]))], X, np.zeros(N, np.int64)


class TestTrain:
    @forall(some_layer, draws=5)
    def test_all_at_once(self, student, params, X, y, lr):
        """With batch = N and beta = 0 it is gradient descent, here of one softmax layer in three epochs."""
        args = (params, X, y, 3, len(y), lr, 0.0, student.rng("one"))
        got, history = pair(student.train(*args), TRAINED)
        wanted, losses = layer_descent(params, X, y, 3, lr)
        same_layers(got, wanted)
        close(history, losses, "history", 1e-9)

    @forall(unequal_losses, draws=4)
    def test_standstill(self, student, params, X, y):
        """With lr = 0 nothing moves, and the history is the loss of all samples, in whatever batches they come."""
        wanted = np.full(3, layer_losses(params, X, y)[0].mean())
        got, history = pair(student.train(params, X, y, 3, 2, 0.0, 0.5, student.rng("still")), TRAINED)
        same_layers(got, params)
        close(history, wanted, "history with lr = 0", 1e-9)
        whole = [tuple(np.round(part).astype(np.int64) for part in layer) for layer in params]
        got, history = pair(student.train(whole, X, y, 0, 2, 0.5, 0.5, student.rng("still")), TRAINED)
        same_layers(got, whole)
        expect.shape(history, (0,), "history of no epoch")


class TestTrainFast:
    @forall(one_layer, draws=5)
    def test_all_at_once(self, student, params, X, y):
        """With batch = N and beta = 0 it is gradient descent, here of one softmax layer in three epochs."""
        got = student.train_fast(params, X, y, 3, len(y), 0.5, 0.0, student.rng("one"))
        same_layers(got, layer_descent(params, X, y, 3, 0.5)[0])

    @forall(one_layer, draws=3)
    def test_standstill(self, student, params, X, y):
        """With lr = 0, and with no epoch, params are equal to those that came."""
        same_layers(student.train_fast(params, X, y, 2, 2, 0.0, 0.5, student.rng("still")), params)
        same_layers(student.train_fast(params, X, y, 0, 2, 0.5, 0.5, student.rng("still")), params)


def decided(student, *asked):
    """Stop and best are right for each (losses, patience, best); first all are asked for."""
    answers = [student.early_stop(losses, patience) for losses, patience, _ in asked]
    for got, (losses, patience, best) in zip(answers, asked, strict=True):
        what = f"early_stop(losses, {patience})"
        stop, found = pair(got, what)
        if isinstance(stop, np.ndarray | np.generic) and not stop.ndim:
            stop = stop.item()
        expect.that(isinstance(stop, bool), f"stop of {what} is {expect.kind(stop)}, wanted a bool")
        expect.equal(expect.number(found, f"best of {what}"), float(best), f"best of {what}")
        waited = len(losses) - 1 - best
        words = f"stop of {what} is {stop}, wanted {not stop}, {waited} epochs after the best"
        expect.that(stop == (waited >= patience), words)


def each_patience(losses, best):
    """The question for each patience from 1 to two more than what has been waited."""
    return [(losses, patience, best) for patience in range(1, len(losses) - best + 2)]


def one_least(d):
    """Losses that fall to one least of all, and then go up and down above it: (losses, best)."""
    before, after = d.integer(2, 4), d.integer(0, 3)
    falling = 3 + np.arange(before, 0, -1) / 10
    return np.concatenate([falling, [2], 2 + d.integers(after, 1, 9) / 10, [2.7, 2.4]]), before


def repeated_least(d):
    """The same with the least once more, after others, and perhaps at the end, too: (losses, best)."""
    losses, best = one_least(d)
    return np.concatenate([losses, [2], 2 + d.integers(d.integer(0, 2), 1, 9) / 10, [d.choice([2.0, 2.1])]]), best


class TestEarlyStop:
    @forall(one_least, draws=4)
    def test_one_least(self, student, losses, best):
        """best is the index of the least loss, and stop says whether `patience` epochs have come after it."""
        decided(student, *each_patience(losses, best))

    @forall(repeated_least, draws=4)
    def test_first_of_equals(self, student, losses, best):
        """Of several equal losses that are the least, the first is best, of small losses and of large ones."""
        decided(student, *each_patience(1e20 * losses, best))


def no_group_on_both_sides(groups, train, test):
    torn = sorted(set(groups[train].tolist()) & set(groups[test].tolist()))
    expect.that(not torn, f"group {torn[:1]} is in train and in test")


SPLIT = "group_split(groups, share, rng)"


def indices(got, N, what):
    """Different indices from 0..N-1, one axis."""
    expect.that(isinstance(got, list | tuple | np.ndarray), f"{what} is {expect.kind(got)}, wanted indices")
    flags = isinstance(got, np.ndarray) and got.dtype.kind == "b"
    expect.that(not flags, f"{what} is {expect.kind(got)}, wanted the indices themselves")
    found = expect.integers(got, what)
    expect.that(found.ndim == 1, f"{what} has shape {found.shape}, wanted one axis")
    inside = (found >= 0) & (found < N)
    expect.that(inside.all(), f"{what} has the index {found[~inside][:1]}, wanted 0 to {N - 1}")
    expect.that(len(set(found.tolist())) == len(found), f"{what} has an index twice")
    return found


def split_of(student, groups, share, rng):
    """The two index arrays, which are a partition of the samples."""
    train, test = pair(student.group_split(groups, share, rng), SPLIT)
    N = len(groups)
    train, test = indices(train, N, "train"), indices(test, N, "test")
    both = sorted(set(train.tolist()) & set(test.tolist()))
    expect.that(not both, f"sample {both[:1]} is in train and in test")
    missing = sorted(set(range(N)) - {*train.tolist(), *test.tolist()})
    expect.that(not missing, f"sample {missing[:1]} is neither in train nor in test")
    expect.that(len(train) and len(test), f"{'test' if len(train) else 'train'} is empty")
    return train, test


def mixed(d, sizes):
    """Samples of groups of these sizes, by names with gaps, below 0 as well; the last group comes first and last."""
    names = 3 * d.permutation(len(sizes)) - 4
    groups = np.repeat(names, sizes)
    inner = groups[:-2][d.permutation(len(groups) - 2)]
    return np.concatenate([names[-1:], inner, names[-1:]])


def uneven(d):
    """Groups of sizes 1 to 5, one of 1 and one of 6 samples, and a share that can be had: (groups, share)."""
    sizes = np.append(d.integers(d.integer(1, 4), 1, 5), [1, 6])
    N = int(sizes.sum())
    return mixed(d, sizes), (3 + d.integer(1, 7) / 8 * (N - 6)) / N


ORDERS = 16


def large_and_small():
    """Samples of groups, and shares for which counting groups, or the prefix beyond or before, fails in many orders.

    Of all orders of two groups of nine and three of one, 0.6 fail where the prefix is the first beyond share N = 12.6,
    or the last before 8.4, and 0.4 of both where groups are counted: 16 orders miss it with probability 1e-6 at most.
    """
    nines = np.array([7, 6, 7, 6, 7, 8, 6, 7, 6, 7, 9, 6, 7, 6, 7, 6, 7, -3, 6, 7, 6])
    return (nines, 0.6), (nines, 0.4)


def near_enough(groups, test, share):
    """The size of test is within half of the largest group of what is wanted, up to round-off."""
    wanted, m = share * len(groups), np.unique(groups, return_counts=True)[1].max()
    words = f"test has {len(test)} of {len(groups)} samples for share N = {wanted:g}, wanted within {m / 2:g} of it"
    expect.that(abs(len(test) - wanted) <= m / 2 + 1e-9 * len(groups), words)


class TestGroupSplit:
    @forall(uneven, draws=5)
    def test_no_group_on_both_sides(self, student, groups, share):
        """Each sample is in train or in test, and each group is whole in one of them."""
        for key in range(4):
            no_group_on_both_sides(groups, *split_of(student, groups, share, student.rng(key)))

    def test_sizes(self, student):
        """The size of test is within m/2 of share N, m the size of the largest group, whatever the order."""
        for key in range(ORDERS):
            for groups, share in large_and_small():
                near_enough(groups, split_of(student, groups, share, student.rng(share, key))[1], share)


INPUTS = 3


COLUMNS = 3


EPOCHS = 4


LARGEST = 10.0


SAMPLES = 8


def within(got, what, least, most):
    """A number in an interval."""
    value = expect.number(got, what)
    expect.that(least <= value <= most, f"{what} is {value:g}, wanted {least:g} to {most:g}")
    return value


def count(got, what, most):
    """A whole number from 1."""
    return int(expect.integers(within(got, what, 1, most), what))


def admissible(X, y, epochs, batch, lr, beta):
    X = expect.finite(X, "X")
    fits = X.ndim == 2 and 1 <= len(X) <= SAMPLES and 1 <= X.shape[1] <= COLUMNS
    expect.that(fits, f"X has shape {X.shape}, wanted (N, d) with N from 1 to {SAMPLES} and d from 1 to {COLUMNS}")
    expect.that(np.abs(X).max() <= LARGEST, f"X has an entry {X.flat[np.abs(X).argmax()]:g}, wanted -10 to 10")
    labels = expect.integers(y, "y")
    expect.that(labels.shape == (len(X),), f"y has shape {labels.shape}, wanted ({len(X)},), a label for each row of X")
    expect.that(np.isin(labels, (0, 1)).all(), f"y is {labels.tolist()}, wanted labels 0 and 1")
    epochs, batch = count(epochs, "epochs", EPOCHS), count(batch, "batch", SAMPLES)
    return X, labels, epochs, batch, within(lr, "lr", 0, 2), within(beta, "beta", 0, 0.95)


class TestCatchTraining:
    def test_inputs_are_admissible(self, student):
        """One to three inputs (X, y, epochs, batch, lr, beta), within the bounds."""
        for index, each in enumerate(expect.entries(student.catch_training(), "catch_training()", INPUTS)):
            six = isinstance(each, list | tuple) and len(each) == 6
            expect.that(six, f"input {index} is {expect.kind(each)}, wanted a tuple (X, y, epochs, batch, lr, beta)")
            try:
                admissible(*each)
            except expect.Failure as failure:
                raise expect.Failure(f"input {index}: {failure}") from None

UNIT = "13_training"
EXERCISES = {
    "standardise": 6,
    "fused_softmax_ce": 6,
    "train": 8,
    "train_fast": 6,
    "early_stop": 4,
    "group_split": 7,
    "catch_training": 7,
}
PROOFS = {
    "nearest_prefix": ('The nearest prefix', 4),
    "random_split": ('A random split that shows nearly 1, where the truth is 1/2', 4),
}
CHECKS = {
    "standardise": TestStandardise,
    "fused_softmax_ce": TestFusedSoftmaxCe,
    "train": TestTrain,
    "train_fast": TestTrainFast,
    "early_stop": TestEarlyStop,
    "group_split": TestGroupSplit,
    "catch_training": TestCatchTraining,
}
