"""The figures of unit 13, training: each function draws one, with your functions as its arguments."""

from itertools import pairwise
from time import perf_counter

import kit
import numpy as np
from kit import plate

# Where the 14 forms of the digits begin, and where the last one ends
FORMS = np.array([0, 130, 256, 386, 516, 646, 776, 906, 1029, 1157, 1287, 1415, 1545, 1667, 1797])
PALE = {"train": "#CCE5F3", "validation": "#F7DCC8", "test": "#333333"}


@plate("Two ways to split the digits", size=(8.0, 3.4))
def splits(ax):
    """The 1797 pictures in their order, each a thin upright line coloured by its part; the forms are numbered.

    Above they are shuffled first: each form, and so each hand, is in all three parts. Below the split goes by forms:
    the network is tested on hands that it has not learned from.
    """
    parts = np.repeat(["test", "validation", "train"], [386, 390, 1021])
    shuffled = np.random.default_rng(0).permutation(parts)
    for row, each in ((1, shuffled), (0, parts)):
        image = np.array([_rgb(PALE[part]) for part in each])[None]
        ax.imshow(image, extent=(0, 1797, row, row + 0.7), aspect="auto", interpolation="nearest")
    ax.vlines(FORMS[1:-1], 0, 1.7, color="0.4", linewidth=0.8)
    for k, (start, end) in enumerate(pairwise(FORMS)):
        ax.text((start + end) / 2, 0.85, f"{k}", ha="center", va="center", size=10)
    for name, colour in PALE.items():
        ax.plot([], [], "s", color=colour, markeredgecolor="black", markersize=11, label=name)
    ax.set(xlim=(0, 1797), ylim=(-0.05, 1.75), yticks=[0.35, 1.35], xlabel="number of the picture")
    ax.set_yticklabels(["by forms", "random"])
    ax.legend(loc="upper center", bbox_to_anchor=(0.5, -0.28), ncols=3)
    mixed = [len(set(shuffled[a:b])) for a, b in pairwise(FORMS)]
    return (
        "Two strips of 1797 thin lines, over 14 forms. In the upper one the parts are mixed: "
        f"{sum(m == 3 for m in mixed)} of the 14 forms have lines of all three. In the lower one forms 0 to 2 are "
        "test, 3 to 5 validation and 6 to 13 train."
    )


def _rgb(colour):
    return [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]


@plate("The same methods, two splits", size=(7.4, 3.6))
def split_matters(ax, rbf, krr_fit, init, train, mlp_forward):
    """Share of test pictures that are right, with the same methods and settings, on two splits of the same sizes.

    Shuffled pictures flatter every method: for most of them the nearest other picture is of the same form. Only
    the split by forms says something about a hand not seen before, and three forms fix it to 0.01 to 0.03.
    """
    X, y = kit.digits()
    order = np.random.default_rng(0).permutation(len(X))
    splits = {"by forms": np.arange(len(X)), "random": order}
    methods = rbf, krr_fit, init, train, mlp_forward
    right = {}
    for name, rows in splits.items():
        test, rest = rows[:386], rows[776:]
        answers = _answers((X[rest], y[rest]), X[test], *methods)
        right[name] = {method: np.mean(answer == y[test]) for method, answer in answers.items()}
    names = list(right["random"])
    for name, style in (("by forms", "o"), ("random", "D")):
        ax.plot([right[name][each] for each in names], range(len(names)), style, markersize=9, label=name)
    for row, each in enumerate(names):
        ends = right["by forms"][each], right["random"][each]
        ax.plot(ends, [row, row], color="0.4", linewidth=1, zorder=0)
    ax.set_yticks(range(len(names)), names)
    ax.set(xlabel="share of 386 test pictures that are right", ylim=(-0.5, len(names) - 0.2), xlim=(None, 1))
    ax.invert_yaxis()
    ax.legend(loc="lower left", title="split")
    told = [
        f"{each} {right['by forms'][each]:.3f} by forms and {right['random'][each]:.3f} at random" for each in names
    ]
    more = sum(right["random"][each] > right["by forms"][each] for each in names)
    return (
        f"Share of right answers on the two splits: {'; '.join(told)}. The random split is ahead for {more} of "
        f"{len(names)} methods."
    )


def _answers(pictures, X_test, rbf, krr_fit, init, train, mlp_forward):
    """What four methods say of the test pictures, after training on `pictures`, X and y."""
    X, y = pictures
    means = np.array([X[y == k].mean(axis=0) for k in range(10)])
    K = rbf(X, X, 0.2)
    alpha = np.column_stack([krr_fit(K, np.where(y == k, 1.0, -1.0), 0.1) for k in range(10)])
    params = train(
        init([64, 128, 10], "he", np.random.default_rng(0)), X, y, 15, 32, 0.05, 0.9, np.random.default_rng(1)
    )[0]
    return {
        "nearest mean": _nearest(means, X_test),
        "network 64-128-10": np.asarray(mlp_forward(params, X_test, "relu")).argmax(axis=1),
        "nearest picture": y[_nearest(X, X_test)],
        "kernel ridge": (np.asarray(rbf(X_test, X, 0.2)) @ alpha).argmax(axis=1),
    }


def _nearest(points, X):
    """The index of the point nearest to each row of X."""
    return (X @ points.T - (points**2).sum(axis=1) / 2).argmax(axis=1)


@plate("When to stop", size=(6.4, 4.0))
def overfitting(ax, train, early_stop, init, mlp_forward, cross_entropy):
    """Loss of a network of 128 hidden units on the pictures that it learns from and on the validation pictures.

    The first goes on falling. The second is least early, and then creeps up again while the network grows sure of its
    mistakes. The square is the epoch that early stopping with patience 10 keeps.
    """
    (X, y), (X_val, y_val), _ = kit.digits_split()
    rng = np.random.default_rng(0)
    params, losses = init([64, 128, 10], "he", rng), []
    for _ in range(40):
        params = train(params, X, y, 1, 32, 0.1, 0.9, rng)[0]
        parts = ((X, y), (X_val, y_val))
        losses.append([float(cross_entropy(mlp_forward(params, part, "relu"), labels)) for part, labels in parts])
    learned, seen = np.array(losses).T
    stops = [epoch for epoch in range(1, 41) if early_stop(seen[:epoch], 10)[0]]
    best = int(early_stop(seen[: stops[0]] if stops else seen, 10)[1])
    epochs = np.arange(1, 41)
    ax.plot(epochs, learned, color="C0", label="training pictures")
    ax.plot(epochs, seen, "--", color="C1", label="validation pictures")
    ax.plot(epochs[best], seen[best], "s", color="black", markersize=9, label="kept by early stopping")
    ax.set(yscale="log", xlabel="epoch", ylabel="cross-entropy")
    ax.legend(loc="center right")
    end = f"which stops after epoch {stops[0]}" if stops else "which never stops"
    return (
        "Loss against the epoch from 1 to 40, on a logarithmic axis. On training pictures it goes from "
        f"{learned[0]:.2g} to {learned[-1]:.1g}. On validation pictures it goes from {seen[0]:.2g} to {seen[-1]:.3g}, "
        f"and is least, {seen.min():.3g}, at epoch {seen.argmin() + 1}. Early stopping, {end}, keeps epoch {best + 1}."
    )


@plate("The ladder of speed", size=(7.4, 3.4), measured=True)
def ladder(ax, mlp_backward, train, train_fast, init):
    """Milliseconds for one pass over 600 digits, with a network of the widths 64, 256, 10, on a logarithmic axis.

    The first rung takes the gradient of each picture by itself: its time goes into calls, not into arithmetic. Products
    of matrices for 32 pictures at once, a loop that does nothing but the steps, and numbers of 32 bits are changes upon
    it.
    """
    X, y = kit.digits()
    X, y, params = X[:600], y[:600], init([64, 256, 10], "he", np.random.default_rng(0))
    single = [(np.asarray(W, np.float32), np.asarray(b, np.float32)) for W, b in params]
    rungs = {
        "picture by picture": lambda: [mlp_backward(params, X[n : n + 1], y[n : n + 1], "relu") for n in range(600)],
        "batches of 32": lambda: train(params, X, y, 1, 32, 0.1, 0.9, np.random.default_rng(0)),
        "nothing but the steps": lambda: train_fast(params, X, y, 1, 32, 0.1, 0.9, np.random.default_rng(0)),
        "32 bits a number": lambda: train_fast(single, X, y, 1, 32, 0.1, 0.9, np.random.default_rng(0)),
    }
    rounds = [[_milliseconds(run) for run in rungs.values()] for _ in range(5)]
    times = np.min(rounds, axis=0)  # the run that was disturbed least
    ax.plot(times, range(4), "o", color="C0", markersize=11)
    for row, value in enumerate(times):
        gain = f", {times[0] / value:.1f} times as fast" if row else ""
        ax.annotate(f"{value:.3g} ms{gain}", (value, row), (12, 0), textcoords="offset points", va="center")
    ax.set_yticks(range(4), rungs)
    ax.set(
        xscale="log", xlabel="milliseconds for one pass", xlim=(times.min() / 1.5, 12 * times.max()), ylim=(-0.4, 3.4)
    )
    ax.invert_yaxis()
    told = [f"{name} {value:.3g}" for name, value in zip(rungs, times, strict=True)]
    return f"Four dots on a logarithmic axis, milliseconds for one pass: {', '.join(told)}."


def _milliseconds(run):
    start = perf_counter()
    run()
    return 1e3 * (perf_counter() - start)


@plate("Test digits that all four methods get wrong", size=(7.4, 2.4), panels=5)
def hard_digits(axes, rbf, krr_fit, init, train, mlp_forward):
    """Below each picture stands the class it belongs to, and what the network and the kernel ridge took it for.

    Nearest mean and nearest picture are wrong about them too. Some would puzzle a reader as well: no method reaches an
    error of 0 on labels that a hand leaves open.
    """
    (X, y), _, (X_test, y_test) = kit.digits_split()
    answers = _answers((X, y), X_test, rbf, krr_fit, init, train, mlp_forward)
    wrong = np.flatnonzero(np.all([answer != y_test for answer in answers.values()], axis=0))
    told = []
    for k, ax in enumerate(axes):
        ax.set(xticks=[], yticks=[])
        ax.spines[:].set_visible(k < len(wrong))
        if k < len(wrong):
            n = wrong[k]
            taken = [int(answers[name][n]) for name in ("network 64-128-10", "kernel ridge")]
            ax.imshow(X_test[n].reshape(8, 8), cmap="gray_r", vmin=0, vmax=1)
            ax.set_xlabel(f"class {y_test[n]}\ntaken for {taken[0]}, {taken[1]}", size=10)
            told.append(f"a {y_test[n]} taken for {taken[0]} and {taken[1]}")
    shown = f", of which the first {len(told)} are shown" if len(wrong) > len(told) else ""
    return f"{len(wrong)} of the 386 test pictures are wrong by all four methods{shown}: {', '.join(told) or 'none'}."
