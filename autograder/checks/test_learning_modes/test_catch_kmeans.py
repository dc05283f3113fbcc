"""Mark scheme of `catch_kmeans`."""

import numpy as np

from autograder import alternate, catches, exercise, expect, misconception, practice, wrong
from solutions.learning_modes import catch_kmeans, kmeans_step

SAMPLES, CENTRES, FEATURES, LARGEST = 6, 4, 3, 100
GAP = 1e-3  # between the squared distances of a sample from the nearest centre and the next
INPUTS = 3


def points(A, what, at_most):
    """Rows of numbers that can be written by hand."""
    A = expect.finite(A, what)
    expect.that(A.ndim == 2, f"{what} has shape {A.shape}, wanted (rows, features)")
    rows, features = A.shape
    expect.that(1 <= rows <= at_most, f"{what} has {rows} rows, wanted 1 to {at_most}")
    expect.that(1 <= features <= FEATURES, f"{what} has {features} columns, wanted 1 to {FEATURES} features")
    largest = np.abs(A).max()
    expect.that(largest <= LARGEST, f"{what} has an entry of size {largest:g}, wanted {LARGEST} at most")
    return A


def admissible(X, C):
    """A few samples and centres, none of the samples between two centres: there several answers are right."""
    X, C = points(X, "X", SAMPLES), points(C, "C", CENTRES)
    expect.that(X.shape[1] == C.shape[1], f"X has {X.shape[1]} features, C has {C.shape[1]}, wanted as many")
    for n, x in enumerate(X):
        squares = np.sort(np.sum((C - x) ** 2, axis=1))
        tie = len(C) > 1 and squares[1] - squares[0] < GAP
        what = f"sample {n} is equally near to two centres, so that several answers are right"
        expect.that(not tie, f"{what}: wanted {GAP:g} or more between its two least squared distances")
    return X, C


def labelled(X, C):
    """The label of the nearest centre, for each sample."""
    return np.array([np.argmin(np.sum((C - x) ** 2, axis=1)) for x in X])


def moved(X, C, labels, centre):
    """The centre of each cluster of these labels; an empty one stays."""
    return np.array([centre(X[labels == j]) if (labels == j).any() else C[j] for j in range(len(C))])


def mean(members):
    return members.mean(axis=0)


@exercise(reference=catch_kmeans, requires=(kmeans_step,))
@catches(kmeans_step, admissible, at_most=INPUTS)
class TestCatchKmeans:
    @practice
    def test_inputs_are_admissible(self, student):
        """One to three inputs (X, C): up to 6 samples, 4 centres, 3 features, numbers up to 100, no sample at a tie."""
        answer = student.catch_kmeans()
        for index, entry in enumerate(expect.entries(answer, "catch_kmeans()", INPUTS, "input", "inputs")):
            what = f"input {index} must be a pair (X, C), it is {expect.kind(entry)}"
            expect.that(isinstance(entry, list | tuple) and len(entry) == 2, what)
            admissible(*entry)

    @wrong(
        "moves each centre to the median of its samples, feature by feature",
        shown="a cluster of three samples or more whose median is not near its mean",
    )
    def medians(X, C):
        labels = labelled(X, C)
        return moved(X, C, labels, lambda members: np.median(members, axis=0)), labels

    @wrong(
        "returns the labels of the new centres, not of those given",
        shown="a sample that is nearer to another centre once all of them have moved",
    )
    def labels_from_the_new_centres(X, C):
        new = moved(X, C, labelled(X, C), mean)
        return new, labelled(X, new)

    @wrong(
        "counts the old centre as one more of its samples",
        shown="a centre with samples that is not at their mean already",
    )
    def centre_among_its_samples(X, C):
        labels = labelled(X, C)
        return np.array([mean(np.vstack([X[labels == j], C[j]])) for j in range(len(C))]), labels

    @wrong(
        "divides the sum of the samples by their number even where there are none",
        shown="a centre that is nearest to no sample",
    )
    def empty_is_nan(X, C):
        labels = labelled(X, C)
        return np.array([X[labels == j].sum(axis=0) / np.sum(labels == j) for j in range(len(C))]), labels

    @wrong(
        "measures distances by the sum of absolute differences",
        shown="a sample that is nearer to one centre by squares, and to another one by absolute differences: they "
        "differ in two features or more",
    )
    def absolute_differences(X, C):
        labels = np.array([np.argmin(np.sum(np.abs(C - x), axis=1)) for x in X])
        return moved(X, C, labels, mean), labels

    @wrong(
        "goes through the samples in order, and moves the centre that is nearest now at once",
        shown="a sample that is nearer to another centre once those before it have moved theirs",
    )
    def sample_by_sample(X, C):
        new, n, labels = np.array(C, float), np.zeros(len(C)), []
        for x in X:
            j = np.argmin(np.sum((new - x) ** 2, axis=1))
            n[j] += 1
            new[j] += (x - new[j]) / n[j]
            labels.append(j)
        return new, np.array(labels)

    @misconception("Where nothing moves an old centre does no harm, and means are often medians.", see="catch-kmeans")
    def fixed_point():
        return [(np.array([[0.0], [2.0], [10.0], [12.0]]), np.array([[1.0], [11.0]]))]

    @misconception(
        "One sample and one centre: the mean, the median and one label, whatever one does.", see="catch-kmeans"
    )
    def a_lone_sample():
        return [(np.array([[1.0, 2.0]]), np.array([[0.0, 0.0]]))]

    @misconception("Where all is 0 every centre is as near as any other, and none moves.", see="catch-kmeans")
    def zeros():
        return [(np.zeros((2, 2)), np.zeros((1, 2)))]

    @misconception("In one feature absolute differences order the centres as squares do.", see="catch-kmeans")
    def one_feature():
        return [(np.array([[0.0], [1.0], [9.0], [10.0]]), np.array([[0.25], [1.0], [-90.0]]))]

    @misconception("Clusters of one or two samples have their medians at their means.", see="catch-kmeans")
    def clusters_of_two():
        return [(np.array([[0.0, 0.0], [0.0, 2.0], [6.0, 0.0]]), np.array([[0.0, 0.5], [4.0, 0.0], [40.0, 40.0]]))]

    @misconception("A cluster without samples is missing: there the division by 0 shows.", see="catch-kmeans")
    def no_empty_cluster():
        return [(np.array([[6.0, 0.0], [0.0, 4.0], [0.0, 3.0], [0.0, 1.0]]), np.array([[0.0, 0.0], [1.0, 2.0]]))]

    @alternate
    def one_for_each_kind():
        skew = ([[0, 0], [1, 0], [5, 0]], [[1, 1], [90, 90]])
        square = ([[3, 3], [5, 0], [0, 0]], [[0, 0], [6, 4.5]])
        chain = ([[7], [6], [2.5], [0]], [[0], [4]])
        return (skew, square, chain)

    @alternate
    def as_lists():
        return [[[[0, -6], [4, 0], [3, 0], [1, 0]], [[60, 60], [2, -1], [0, 0]]]]

    @alternate
    def in_single_precision():
        X = np.array([[6, 1, 0], [0, 1, 4], [0, 1, 3], [0, 1, 1]], np.float32)
        return [(X, np.array([[0, 1, 0], [1, 1, 2], [50, 1, 50]], np.float32))]

    @alternate
    def by_the_step_before():
        X = np.array([[6.0, 0.0], [0.0, 4.0], [0.0, 3.0], [0.0, 1.0]])
        C, _ = kmeans_step(np.array([[1.0, 1.0], [1.0, 3.0], [0.0, 0.0]]), np.array([[1.0, 2.0], [0.0, 0.0]]))
        return [(X, np.vstack([C[::-1], [50.0, 50.0]]))]
