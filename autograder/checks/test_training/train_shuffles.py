"""Wrong orders of the samples, misconceptions of `train`."""

from autograder import slip
from autograder.checks.test_training.train_alternates import by_an_order_of_its_own

same_order_each_epoch = slip(
    by_an_order_of_its_own,
    ("        order = rng.permutation(N)\n", ""),
    (
        "history, N = np.zeros(epochs), len(y)",
        "history, N, order = np.zeros(epochs), len(y), rng.permutation(len(y))",
    ),
    hint="Each epoch draws an order of its own.",
    see="def-epoch",
)
in_the_order_given = slip(
    by_an_order_of_its_own,
    ("rng.permutation(N)", "np.arange(N)"),
    hint="Each epoch has a new order, drawn from rng.",
    see="def-epoch",
)
with_replacement = slip(
    by_an_order_of_its_own,
    ("rng.permutation(N)", "rng.integers(N, size=N)"),
    hint="An epoch uses each sample once: draw an order, not samples with replacement.",
    see="def-epoch",
)
batches_drawn_one_by_one = slip(
    by_an_order_of_its_own,
    ("        order = rng.permutation(N)\n", ""),
    ("order[start : start + batch]", "rng.choice(N, size=min(batch, N - start), replace=False)"),
    hint="An epoch uses each sample once: its batches are cut from one order, not drawn each for itself.",
    see="def-epoch",
)
labels_left_behind = slip(
    by_an_order_of_its_own,
    ("X[idx], y[idx]", "X[idx], y[start : start + batch]"),
    hint="The labels go with their samples: X and y are taken by the same indices.",
    see="def-epoch",
)
seed_of_its_own = slip(
    by_an_order_of_its_own,
    (
        "history, N = np.zeros(epochs), len(y)",
        "history, N, rng = np.zeros(epochs), len(y), np.random.default_rng(0)",
    ),
    hint="A seed of its own makes every training the same: draw from rng.",
    see="def-epoch",
)
global_generator = slip(
    by_an_order_of_its_own,
    ("history, N = np.zeros(epochs), len(y)", "history, N, _ = np.zeros(epochs), len(y), np.random.seed(0)"),
    ("rng.permutation(N)", "np.random.permutation(N)"),
    hint="All draws come from rng, not from NumPy's global generator.",
    see="def-epoch",
)
batches_shuffled = slip(
    by_an_order_of_its_own,
    ("rng.permutation(N)", "np.arange(N)"),
    ("range(0, N, batch)", "rng.permutation(np.arange(0, N, batch))"),
    hint="The samples are shuffled, not the batches: else the same ones are together in each epoch.",
    see="def-epoch",
)
rotation = slip(
    by_an_order_of_its_own,
    ("rng.permutation(N)", "np.roll(np.arange(N), rng.integers(N))"),
    hint="A random start makes N orders of N!: draw a permutation.",
    see="def-epoch",
)
any_place_with_any = slip(
    by_an_order_of_its_own,
    (
        "order = rng.permutation(N)\n",
        "order = np.arange(N)\n        for i in range(N):\n            j = rng.integers(N)\n"
        "            order[[i, j]] = order[[j, i]]\n",
    ),
    hint="Swapped with any place, not with one of those left, some orders are likelier: draw a permutation.",
    see="def-epoch",
)
shuffled_after_the_epoch = slip(
    by_an_order_of_its_own,
    ("        order = rng.permutation(N)\n", ""),
    ("history, N = np.zeros(epochs), len(y)", "history, N, order = np.zeros(epochs), len(y), np.arange(len(y))"),
    ("    return list", "        order = rng.permutation(N)\n    return list"),
    hint="The first epoch has a random order as well: draw before it, not after it.",
    see="def-epoch",
)
samples_and_labels_shuffled_apart = slip(
    by_an_order_of_its_own,
    ("order = rng.permutation(N)", "A, labels = rng.permutation(X), rng.permutation(y)"),
    ("order[start : start + batch]", "range(N)[start : start + batch]"),
    ("X[idx], y[idx]", "A[idx], labels[idx]"),
    hint="Two permutations part the samples from their labels: draw one, for both.",
    see="def-epoch",
)
keys_that_are_equal = slip(
    by_an_order_of_its_own,
    ("rng.permutation(N)", "np.argsort(rng.integers(0, N, N), kind='stable')"),
    hint="Where two keys are equal, the sort keeps the old order, and makes it likelier: draw a permutation.",
    see="def-epoch",
)
no_sample_in_its_place = slip(
    by_an_order_of_its_own,
    (
        "order = rng.permutation(N)\n",
        "order = np.arange(N)\n        for i in range(N - 1, 0, -1):\n            j = rng.integers(i)\n"
        "            order[[i, j]] = order[[j, i]]\n",
    ),
    hint="rng.integers(i) is below i, so that no sample keeps its place: not all orders are possible.",
    see="def-epoch",
)
