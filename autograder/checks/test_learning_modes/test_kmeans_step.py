"""Mark scheme of `kmeans_step`."""

from typing import ClassVar

import numpy as np

from autograder import alternate, exercise, expect, forall, misconception, practice, slip, weight
from autograder.checks.test_learning_modes.inputs import close, eighths
from solutions.learning_modes import kmeans_step

# A sample here, and a centre there, for which every other way to measure or to move gives another answer: (6, 0) is
# nearer to (1, 2) by squares and nearer to (0, 0) by absolute differences; three samples of which the median is no
# mean; and (0, 3) changes its cluster when the centres have moved.
TELLING = np.array([[6.0, 0.0], [0.0, 4.0], [0.0, 3.0], [0.0, 1.0]])
NEAR = np.array([[0.0, 0.0], [1.0, 2.0]])
MEANS = np.array([[0.0, 1.0], [2.0, 7 / 3]])
APART = 100.0  # between groups, far more than any group is wide


def placed(d):
    """The telling samples, moved, mirrored and reordered: (X, C, the new centres, labels).

    A third centre with a sample of its own may stand far off.
    """
    shift, mirror = d.integers(2, -5, 5) + 0.0, 2.0 * d.integers(2, 0, 1) - 1
    X, C, means = (A * mirror + shift for A in (TELLING, NEAR, MEANS))
    labels = np.array([1, 1, 1, 0])
    if d.boolean():
        off = shift + APART * np.array([1, -1])
        X, C, means = np.vstack([X, off]), np.vstack([C, off + 1]), np.vstack([means, off])
        labels = np.append(labels, 2)
    samples, order = d.permutation(len(X)), d.permutation(len(C))
    return X[samples], C[order], means[order], np.argsort(order)[labels[samples]]


def grouped(d, fewest=1, more=0):
    """Groups of three to five samples, each around its centre, and more centres without any: (X, C, the new centres).

    The median of a group is no mean, and neither is its centre.
    """
    features, K = d.integer(1, 3), d.integer(fewest, 3)
    C = APART * (1 + d.permutation(K + more))[:, None] + eighths(d, (K + more, features), 2)
    new, groups = C.copy(), []
    for j in range(K):
        group = C[j] + d.integers((d.integer(3, 5), features), 1, 8) / 8
        group[0] += 6
        new[j] = group.mean(axis=0)
        groups.append(group)
    X, order = np.vstack(groups), d.permutation(K + more)
    return X[d.permutation(len(X))], C[order], new[order]


def with_empty_clusters(d):
    return grouped(d, more=d.integer(1, 2))


def far_or_tied(d):
    """Samples between two centres, at a tie, and others farther than 1000 from the nearest one: (X, C).

    Besides, four centres in a row, close together and as far off as numbers go, with a sample near each.
    """
    features = d.integer(1, 3)
    near, step = eighths(d, features), 1.0 + d.integers(features, 0, 3)
    C = np.array([near, near + 2 * step, near - 9000, near - 3000])
    far = C[2] + 1000 + d.integers((2, features), 1, 8)
    row = near + 9900 + np.arange(4)[:, None]
    X = np.vstack([near + step, near - step, near + 3 * step, near + step, far, C[3] + 1, row + 1 / 4])
    C = np.vstack([C, row])
    return X[d.permutation(len(X))], C[d.permutation(len(C))]


def whole(d):
    """Samples and centres that are integers, with means that are none: (X, C, the new centres)."""
    size, shift = d.choice([1, 2]), d.integers(2, -5, 5)
    X, C, means = (size * A for A in (TELLING, NEAR, MEANS))
    return (X + shift).astype(np.int64), (C + shift).astype(np.int64), means + shift


def scattered(d):
    """Samples and centres anywhere, few or many: (X, C). The last of them tells one way to measure from another.

    Far off there are the telling samples, one of which changes its cluster when the centres have moved.
    """
    N, K, features = d.integer(1, 8), d.integer(1, 3), d.integer(2, 3)
    X, C = eighths(d, (N, features)), eighths(d, (K, features))
    along, across = 5.0 * np.eye(1, features), 2.0 * np.eye(1, features) + 2.5 * np.eye(1, features, 1)
    off = [APART + np.pad(A, ((0, 0), (0, features - 2))) for A in (TELLING, NEAR)]
    return np.vstack([X, C[:1] + along, off[0]]), np.vstack([C, C[:1] + across, off[1]])


def step(got, X, C):
    """The new centres, and labels that are indices of centres."""
    moved, _ = expect.values(got, 2, "kmeans_step(X, C)")
    expect.shape(moved, C.shape, "the new centres")
    return moved, labels_of(got, X, C)


def labels_of(got, X, C):
    """Labels that are indices of centres, whatever has become of these."""
    _, labels = expect.values(got, 2, "kmeans_step(X, C)")
    labels = expect.integers(labels, "labels")
    expect.shape(labels, (len(X),), "labels")
    expect.that(((labels >= 0) & (labels < len(C))).all(), f"labels are {labels}, wanted integers 0..{len(C) - 1}")
    return labels


def no_other_is_nearer(X, C, labels):
    for n, x in enumerate(X):
        squares = np.sum((C - x) ** 2, axis=1)
        chosen, least = squares[labels[n]], squares.min()
        what = f"sample {n} has the label {labels[n]}; the squared distance there is {chosen:g}, the least is {least:g}"
        expect.that(chosen <= least + 1e-5 * (1 + least), what)


@exercise(reference=kmeans_step)
class TestKmeansStep:
    PARTS = ("the new centres", "labels")
    CONTRACT: ClassVar = {
        "One step (C, labels)": "test_one_step",
        "nearest to each sample, one of them at a tie": (
            "test_no_other_centre_is_nearer",
            "test_centres_are_means",
            "test_one_step",
        ),
        "the means of the clusters that labels makes": ("test_centres_are_means", "test_means_of_its_labels"),
        "A centre without samples stays": "test_empty_clusters_stay",
        "equal to 1e-5 of their size count as a tie": "test_no_other_centre_is_nearer",
        "may hold integers": "test_whole_numbers",
        "up to 1e4 in size": "test_means_of_its_labels",
    }
    EQUIVALENT: ClassVar = {
        "labels[distances <= nearest] = j": "of equally near centres any may be taken",
        "distances = ((X - c) ** 2).mean(axis=1)": "a mean over the features orders the centres as the sum does",
        "labels, nearest = (np.ones(len(X), int), np.full(len(X), np.inf))": "the first centre writes all labels",
    }

    @practice
    @weight(1)
    @forall(scattered)
    def test_no_other_centre_is_nearer(self, student, X, C):
        """Each sample has the label of the nearest of the given centres, of one of them at a tie."""
        no_other_is_nearer(X, C, labels_of(student.kmeans_step(X, C), X, C))

    @practice
    @weight(1)
    @forall(grouped)
    def test_centres_are_means(self, student, X, C, wanted):
        """Where samples lie in groups far apart, each centre moves to the mean of its group."""
        moved, _ = step(student.kmeans_step(X, C), X, C)
        close(moved, wanted, "the new centres", APART)

    @weight(1)
    @forall(with_empty_clusters)
    def test_empty_clusters_stay(self, student, X, C, wanted):
        """A centre without samples stays where it is; the others move to their means."""
        moved, _ = step(student.kmeans_step(X, C), X, C)
        close(moved, wanted, "the new centres", APART)

    @weight(2)
    @forall(placed)
    def test_one_step(self, student, X, C, means, labels):
        """Labels go by the centres that were given, and the new centres by these labels: one step, not two."""
        moved, found = step(student.kmeans_step(X, C), X, C)
        expect.equal(found, labels, "labels")
        close(moved, means, "the new centres", APART)

    @practice
    @weight(1)
    @forall(far_or_tied, draws=10)
    def test_means_of_its_labels(self, student, X, C):
        """A centre moves to the mean of the samples with its label, also at a tie, and where samples are far away."""
        moved, labels = step(student.kmeans_step(X, C), X, C)
        no_other_is_nearer(X, C, labels)
        means = [X[labels == j].mean(axis=0) if (labels == j).any() else C[j] for j in range(len(C))]
        close(moved, means, "the new centres", 1e4)

    @weight(1)
    @forall(whole, draws=10)
    def test_whole_numbers(self, student, X, C, wanted):
        """Samples and centres may be integers, and the new centres need not be."""
        moved, _ = step(student.kmeans_step(X, C), X, C)
        close(moved, wanted, "the new centres", 50)

    @alternate
    def by_broadcasting(X, C):
        squares = ((X[:, None, :] - C[None, :, :]) ** 2).sum(axis=2)
        labels = np.argmin(squares, axis=1)
        new = np.array(C, float)
        for j in range(len(C)):
            members = X[labels == j]
            if len(members):
                new[j] = members.mean(axis=0)
        return new, labels

    @alternate
    def by_loops(X, C):
        """The last of equally near centres."""
        X, C = [list(map(float, x)) for x in X], [list(map(float, c)) for c in C]
        labels, sums, counts = [], [[0.0] * len(c) for c in C], [0] * len(C)
        for x in X:
            squares = [sum((a - b) ** 2 for a, b in zip(x, c, strict=True)) for c in C]
            j = max(k for k in range(len(C)) if squares[k] == min(squares))
            labels.append(j)
            counts[j] += 1
            sums[j] = [s + a for s, a in zip(sums[j], x, strict=True)]
        new = [[s / n for s in total] if n else c for total, n, c in zip(sums, counts, C, strict=True)]
        return [new, labels]

    @alternate
    def by_one_hot_labels(X, C):
        squares = (X**2).sum(axis=1)[:, None] - 2 * X @ C.T + (C**2).sum(axis=1)
        labels = squares.argmin(axis=1)
        H = np.eye(len(C))[labels]
        counts = H.sum(axis=0)[:, None]
        return np.where(counts > 0, H.T @ X / np.maximum(counts, 1), C), labels.astype(np.int8)

    @alternate
    def in_single_precision(X, C):
        X, C = X.astype(np.float32), C.astype(np.float32)
        labels = np.linalg.norm(X[:, None] - C, axis=2).argmin(axis=1)
        for j in set(labels.tolist()):
            C[j] = X[labels == j].mean(axis=0)
        return C, labels

    @alternate
    def by_running_means(X, C):
        """The mean of a cluster, one sample after the other: right, where the labels are made before."""
        labels = np.array([np.argmin(np.sum((C - x) ** 2, axis=1)) for x in X])
        new, n = np.array(C, float), np.zeros(len(C))
        for x, j in zip(X, labels, strict=True):
            n[j] += 1
            new[j] = x if n[j] == 1 else new[j] + (x - new[j]) / n[j]
        return new, labels.astype(float)

    @alternate
    def by_adding_in_place(X, C):
        labels = np.linalg.norm(X[None] - C[:, None], axis=-1).argmin(axis=0)
        counts = np.bincount(labels, minlength=len(C))
        sums = np.zeros(C.shape)
        np.add.at(sums, labels, X)
        new = np.array(C, float)
        new[counts > 0] = sums[counts > 0] / counts[counts > 0, None]
        return new, labels

    medians = slip(
        by_broadcasting,
        ("members.mean(axis=0)", "np.median(members, axis=0)"),
        hint="The squares of distances are least at the mean; the median is for absolute values.",
        see="thm-kmeans",
    )
    labels_from_the_new_centres = slip(
        by_broadcasting,
        ("return new, labels", "return new, ((X[:, None] - new) ** 2).sum(axis=2).argmin(axis=1)"),
        hint="labels are those by which the centres were moved: nearest to the centres given.",
        see="def-kmeans",
    )
    empty_is_nan = slip(
        by_broadcasting,
        ("if len(members):", "if True:"),
        hint="A cluster without samples has no mean: its centre stays.",
        see="def-kmeans",
    )
    empty_goes_to_zero = slip(
        by_broadcasting,
        ("new = np.array(C, float)", "new = np.zeros(C.shape)"),
        hint="A centre without samples stays where it is; it does not go to 0.",
        see="def-kmeans",
    )
    absolute_differences = slip(
        by_broadcasting,
        ("((X[:, None, :] - C[None, :, :]) ** 2)", "np.abs(X[:, None, :] - C[None, :, :])"),
        hint="Nearest by the sum of squares, not by the sum of absolute differences.",
        see="def-kmeans",
    )
    farthest = slip(
        by_broadcasting,
        ("argmin", "argmax"),
        hint="A sample belongs to the nearest centre: the least distance, not the largest.",
        see="def-kmeans",
    )
    two_values_turned = slip(
        by_broadcasting,
        ("return new, labels", "return labels, new"),
        hint="The new centres come first, the labels second.",
        see="def-kmeans",
    )
    counted_from_one = slip(
        by_broadcasting,
        ("return new, labels", "return new, labels + 1"),
        hint="Clusters count from 0.",
        see="def-kmeans",
    )
    old_centres = slip(
        by_broadcasting,
        ("return new, labels", "return C, labels"),
        hint="These are the centres that came in: each moves to the mean of its samples.",
        see="def-kmeans",
    )
    one_mean_for_all_features = slip(
        by_broadcasting,
        ("members.mean(axis=0)", "members.mean()"),
        hint="The mean is taken feature by feature: over the samples, not over all numbers.",
        see="def-kmeans",
    )
    sums_for_means = slip(
        by_broadcasting,
        ("members.mean(axis=0)", "members.sum(axis=0)"),
        hint="A mean is the sum divided by the number of samples of the cluster.",
        see="def-kmeans",
    )
    empty_dropped = slip(
        by_broadcasting,
        ("return new, labels", "return new[np.unique(labels)], labels"),
        hint="A centre without samples stays: there are as many centres as before.",
        see="def-kmeans",
    )

    largest_product = slip(
        by_broadcasting,
        ("np.argmin(squares, axis=1)", "np.argmax(X @ C.T, axis=1)"),
        hint="The largest inner product is not the least distance: centres have lengths, too.",
        see="def-kmeans",
    )
    whole_numbers = slip(
        by_broadcasting,
        ("new = np.array(C, float)", "new = C.astype(int)"),
        hint="Centres are real numbers: an array of integers cuts the means off.",
        see="def-kmeans",
    )
    last_cluster_forgotten = slip(
        by_broadcasting,
        ("range(len(C))", "range(labels.max())"),
        hint="There are as many clusters as centres: the last one is left out.",
        see="def-kmeans",
    )

    dtype_of_the_centres = slip(
        by_broadcasting,
        ("new = np.array(C, float)", "new = C.copy()"),
        hint="Means that are written into C or a copy of it are cut off if C holds integers: make a new array.",
        see="def-kmeans",
    )
    ties_in_both = slip(
        by_broadcasting,
        ("members = X[labels == j]", "members = X[squares[:, j] == squares.min(axis=1)]"),
        hint="At a tie a sample has one label, and counts in one mean only.",
        see="def-kmeans",
    )
    sample_0_lost = slip(
        by_broadcasting,
        ("if len(members):", "if np.flatnonzero(labels == j).any():"),
        hint="any() of indices is false for the index 0: a cluster of sample 0 alone is not empty.",
        see="def-kmeans",
    )
    single_samples_ignored = slip(
        by_broadcasting,
        ("if len(members):", "if len(members) > 1:"),
        hint="A cluster of one sample has a mean as well: its centre moves there.",
        see="def-kmeans",
    )
    centre_among_its_samples = slip(
        by_broadcasting,
        ("members.mean(axis=0)", "(members.sum(axis=0) + C[j]) / (len(members) + 1)"),
        hint="The mean is that of the samples: the old centre is none of them.",
        see="def-kmeans",
    )
    empty_goes_to_the_farthest = slip(
        by_broadcasting,
        (
            "if len(members):",
            "if not len(members):\n            new[j] = X[squares.min(axis=1).argmax()]\n        else:",
        ),
        hint="A centre without samples stays: other programs start it again at the farthest sample.",
        see="def-kmeans",
    )
    largest_difference = slip(
        by_broadcasting,
        ("((X[:, None, :] - C[None, :, :]) ** 2).sum(axis=2)", "np.abs(X[:, None, :] - C[None, :, :]).max(axis=2)"),
        hint="Nearest by the sum of squares, not by the largest difference of a feature.",
        see="def-kmeans",
    )
    first_and_last_only = slip(
        by_broadcasting,
        ("labels = np.argmin(squares, axis=1)", "labels = np.where(squares[:, 0] <= squares[:, -1], 0, len(C) - 1)"),
        hint="All centres are compared, not the first and the last only.",
        see="def-kmeans",
    )
    squares_multiplied_out = slip(
        in_single_precision,
        (
            "np.linalg.norm(X[:, None] - C, axis=2).argmin(axis=1)",
            "((X**2).sum(axis=1)[:, None] - 2 * X @ C.T + (C**2).sum(axis=1)).argmin(axis=1)",
        ),
        hint="x.x - 2 x.c + c.c cancels far from 0, and float32 has no digits left: square the difference x - c.",
        see="def-kmeans",
    )
    not_farther_than_100 = slip(
        by_broadcasting,
        (
            "labels = np.argmin(squares, axis=1)",
            "labels = np.where(squares.min(axis=1) < 1e4, np.argmin(squares, axis=1), 0)",
        ),
        hint="The search begins at infinity: a sample that is far from all centres has a nearest one, too.",
        see="def-kmeans",
    )

    @misconception(
        "All labels come before any centre moves: here each centre sees those before it moved.", see="def-kmeans"
    )
    def centre_by_centre(X, C):
        new = np.array(C, float)
        for j in range(len(C)):
            labels = ((X[:, None] - new) ** 2).sum(axis=2).argmin(axis=1)
            if (labels == j).any():
                new[j] = X[labels == j].mean(axis=0)
        return new, labels

    @misconception("Each sample has a nearest centre: this finds the sample nearest to each centre.", see="def-kmeans")
    def centres_go_to_samples(X, C):
        labels = ((X[:, None] - C) ** 2).sum(axis=2).argmin(axis=0)
        return X[labels], labels

    @misconception("There are as many centres as before, also if the last clusters are empty.", see="def-kmeans")
    def bins_up_to_the_largest_label(X, C):
        labels = ((X[:, None] - C) ** 2).sum(axis=2).argmin(axis=1)
        n = np.bincount(labels)
        sums = np.stack([np.bincount(labels, weights=X[:, i]) for i in range(X.shape[1])], axis=1)
        return np.where(n[:, None] > 0, sums / np.maximum(n, 1)[:, None], C[: len(n)]), labels

    @misconception("This takes two steps. One is wanted: labels, then means.", see="def-kmeans")
    def two_iterations(X, C):
        for _ in range(2):
            labels = ((X[:, None] - C) ** 2).sum(axis=2).argmin(axis=1)
            C = np.array([X[labels == j].mean(axis=0) if (labels == j).any() else C[j] for j in range(len(C))])
        return C, labels

    @misconception("This goes on to the end. One step is wanted: labels, then means.", see="def-kmeans")
    def to_the_end(X, C):
        for _ in range(50):
            labels = ((X[:, None] - C) ** 2).sum(axis=2).argmin(axis=1)
            C = np.array([X[labels == j].mean(axis=0) if (labels == j).any() else C[j] for j in range(len(C))])
        return C, labels

    @misconception("All labels come before any centre moves.", see="def-kmeans")
    def sample_by_sample(X, C):
        new, n, labels = np.array(C, float), np.zeros(len(C)), []
        for x in X:
            j = ((new - x) ** 2).sum(axis=1).argmin()
            n[j] += 1
            new[j] = new[j] + (x - new[j]) / n[j]
            labels.append(j)
        return new, np.array(labels)

    @misconception(
        "A label belongs to a sample: for each sample the nearest centre, not the other way.", see="def-kmeans"
    )
    def nearest_sample_of_each_centre(X, C):
        labels = ((X[:, None] - C) ** 2).sum(axis=2).argmin(axis=0)
        return C.copy(), labels
