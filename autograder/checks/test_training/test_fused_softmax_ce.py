"""Mark scheme of `fused_softmax_ce`.

A table of all pairs of 20 000 samples, such as Z[:, y], ends for want of memory, which the verdict says in so many
words. It is no misconception here: to recognise it the grader would have to make such a table itself.
"""

from typing import ClassVar

import numpy as np

from autograder import alternate, exercise, expect, forall, misconception, practice, slip, weight
from autograder.checks.test_training.inputs import close, pair
from solutions.classification import cross_entropy, softmax
from solutions.labels import one_hot
from solutions.training import fused_softmax_ce

FUSED = "fused_softmax_ce(Z, y)"
MANY = 20_000
H = 1e-5  # of central differences: they are off by 1e-10 for the bend, and by 1e-10 for round-off, in N times dZ


def logits(d):
    """Sevenths, in rows that differ; N >= 2, K >= 3, and labels of two kinds: (Z, y)."""
    N, K = d.integer(2, 5), d.integer(3, 4)
    Z, y = d.integers((N, K), -20, 20) / 7, d.integers(N, 0, K - 1)
    Z[:, 0] += np.arange(N)
    y[:2] = 0, K - 1
    return Z, y


def far_apart(d):
    """Rows of logits up to 1e4: one far above all others, one far below them, one with its class far behind: (Z, y).

    And one with its class so far ahead that a slope is 4e-8.

    No sample is of the last class.
    """
    K = d.integer(3, 4)
    Z, y = d.integers((4, K), -20, 20) / 7, d.integers(4, 0, K - 2)
    Z[0] += 9990
    Z[1] -= 9990
    y[2] = 1
    Z[2, :2] = 8000 / 7, -9000 / 7
    y[3] = 1
    Z[3, :2] = 0, 17
    return Z, y


def whole(d):
    """Logits that are integers, not all alike in any row, and no sample of the last class: (Z, y)."""
    N, K = d.integer(1, 3), d.integer(2, 3)
    Z = d.integers((N, K), -3, 3)
    Z[:, 0] = Z[:, 1] + 1
    return Z, d.integers(N, 0, K - 2)


def parts_of(got, Z, what=FUSED):
    """The loss, one number, and dZ, an array of the shape of Z."""
    loss, dZ = pair(got, what)
    expect.shape(dZ, Z.shape, "dZ")
    return expect.number(loss, "loss"), expect.finite(dZ, "dZ")


def losses_at(Z, y):
    """The loss of each row of a stack of logits."""
    rows = np.arange(len(y))
    return np.log(np.exp(Z).sum(axis=-1)) - Z[..., rows, y]


def by_differences(Z, y):
    """N times the gradient: in each entry the central difference of the loss of its row."""
    slopes = np.empty(Z.shape)
    for k in range(Z.shape[1]):
        step = H * (np.arange(Z.shape[1]) == k)
        slopes[:, k] = (losses_at(Z + step, y) - losses_at(Z - step, y)) / (2 * H)
    return slopes


@exercise(reference=fused_softmax_ce)
class TestFusedSoftmaxCe:
    CONTRACT: ClassVar = {
        "of the mean cross-entropy": ("test_loss", "test_gradient"),
        "of the dtype of Z": "test_dtype",
        "N >= 1 and K >= 2": ("test_dtype", "test_gradient"),
        "The loss is one number": "test_loss",
        "right to 1e-9": ("test_large_logits", "test_many_samples", "test_dtype"),
        "not for N^2 numbers": "test_many_samples",
    }
    EQUIVALENT: ClassVar = {
        "loss = float(np.mean(np.log(total[:, -1]) - true, dtype=float))": "total has one column",
        "loss = float(np.mean(np.log(total[:, 0]) - true))": "a mean in float32 is as right as the contract wants it",
    }
    PARTS = ("loss", "dZ")

    @practice
    @weight(1)
    @forall(logits, draws=6)
    def test_loss(self, student, Z, y):
        """loss is the mean over the samples of log sum_k exp(Z_nk) - Z_n of the true class."""
        loss, _ = parts_of(student.fused_softmax_ce(Z, y), Z)
        close(loss, losses_at(Z, y).mean(), "loss")

    @practice
    @weight(1)
    @forall(logits, draws=6)
    def test_gradient(self, student, Z, y):
        """N dZ is, in each entry, the limit of difference quotients of the loss of its row."""
        _, dZ = parts_of(student.fused_softmax_ce(Z, y), Z)
        close(len(y) * dZ, by_differences(Z, y), "N dZ")

    @weight(1)
    @forall(far_apart, draws=6)
    def test_large_logits(self, student, Z, y):
        """Of logits as large as 1e4 in size, too, loss and gradient are right."""
        loss, dZ = parts_of(student.fused_softmax_ce(Z, y), Z)
        close(loss, cross_entropy(Z, y), "loss", 1e-9)
        close(len(y) * dZ, softmax(Z) - one_hot(y, Z.shape[1]), "N dZ", 1e-9)

    @weight(1)
    @forall(whole, draws=4)
    def test_dtype(self, student, Z, y):
        """dZ is float32 for float32 logits, float64 for float64 ones and for integers."""
        for asked in (Z.astype(np.float32), Z.astype(np.float64), Z.astype(np.int64)):
            got = student.fused_softmax_ce(asked, y)
            loss, dZ = parts_of(got, Z)
            known, tol = asked.astype(float), 1e-4 if asked.dtype == np.float32 else 1e-9
            close(loss, cross_entropy(known, y), f"loss for {asked.dtype}", tol)
            close(len(y) * dZ, softmax(known) - one_hot(y, Z.shape[1]), f"N dZ for {asked.dtype}", tol)
            result = np.dtype(np.float32 if asked.dtype == np.float32 else np.float64)
            what = f"dZ for {asked.dtype} is {expect.kind(got[1])}"
            expect.that(getattr(got[1], "dtype", None) == result, f"{what}, wanted dtype {result}")

    @weight(1)
    def test_many_samples(self, student):
        """20 000 samples stay within the memory of a few arrays."""
        n = np.arange(MANY)
        Z, y = np.column_stack([n % 7, n % 5]) / 8, n % 2
        loss, dZ = parts_of(student.fused_softmax_ce(Z, y), Z)
        close(loss, losses_at(Z, y).mean(), "loss", 1e-9)
        P = np.exp(Z) / np.exp(Z).sum(axis=1, keepdims=True)
        P[n, y] -= 1
        close(MANY * dZ, P, "N dZ", 1e-9)

    @alternate
    def in_one_pass(Z, y):
        dtype = Z.dtype if Z.dtype.kind == "f" else np.float64
        rows = np.arange(len(y))
        S = Z.astype(dtype) - Z.max(axis=1, keepdims=True)
        E = np.exp(S)
        total = E.sum(axis=1)
        loss = np.mean(np.log(total) - S[rows, y], dtype=float)
        dZ = E / total[:, None]
        dZ[rows, y] -= 1
        return loss, dZ / dtype.type(len(y)) if dtype is np.float32 else (dZ / len(y)).astype(dtype)

    @alternate
    def with_unit_vectors(Z, y):
        F = np.array(Z, float)
        E = np.exp(F - F.max(axis=1, keepdims=True))
        P = E / E.sum(axis=1, keepdims=True)
        Y = np.eye(F.shape[1])[y]
        dZ = (P - Y) / len(y)
        return cross_entropy(F, y), dZ.astype(np.float32) if Z.dtype == np.float32 else dZ

    @alternate
    def row_by_row(Z, y):
        from math import exp, log

        N, K = Z.shape
        dZ, loss = np.zeros((N, K), np.result_type(Z, np.float32) if Z.dtype.kind == "f" else float), 0.0
        for n, (row, k) in enumerate(zip(Z.tolist(), y.tolist(), strict=True)):
            most = max(row)
            powers = [exp(z - most) for z in row]
            total = sum(powers)
            loss += (log(total) + most - row[k]) / N
            dZ[n] = [(power / total - (j == k)) / N for j, power in enumerate(powers)]
        return loss, dZ

    @alternate
    def by_logarithms(Z, y):
        F = np.asarray(Z, float)
        logP = F - np.logaddexp.reduce(F, axis=1, keepdims=True)
        Y = np.arange(F.shape[1]) == y[:, None]
        loss = -float(logP[Y].sum()) / len(y)
        dZ = (np.exp(logP) - Y) / len(y)
        return [loss, dZ.astype(Z.dtype) if Z.dtype.kind == "f" else dZ]

    not_divided = slip(
        with_unit_vectors,
        (" / len(y)", ""),
        hint="The loss is a mean, and so its gradient has the factor 1/N.",
        see="thm-fused",
    )
    divided_twice = slip(
        with_unit_vectors,
        (" / len(y)", " / len(y) ** 2"),
        hint="1/N stands in the gradient once.",
        see="thm-fused",
    )
    divided_by_entries = slip(
        with_unit_vectors,
        (" / len(y)", " / Z.size"),
        hint="The mean is over the N samples, not over all N K entries.",
        see="thm-fused",
    )
    loss_summed = slip(
        with_unit_vectors,
        ("return cross_entropy(F, y)", "return len(y) * cross_entropy(F, y)"),
        hint="The loss is the mean over the samples, not their sum.",
        see="thm-fused",
    )
    loss_and_gradient_summed = slip(
        with_unit_vectors,
        ("return cross_entropy(F, y)", "return len(y) * cross_entropy(F, y)"),
        (" / len(y)", ""),
        hint="Loss and gradient are means: both have the factor 1/N.",
        see="thm-fused",
    )
    sign_reversed = slip(
        with_unit_vectors,
        ("(P - Y)", "(Y - P)"),
        hint="It is P - Y: where the true class has too little, its logit must rise, and the gradient is negative.",
        see="thm-fused",
    )
    probabilities_alone = slip(
        with_unit_vectors,
        ("(P - Y)", "P"),
        hint="1 is taken off at the true class.",
        see="thm-fused",
    )
    true_class_alone = slip(
        with_unit_vectors,
        ("(P - Y)", "(P - 1) * Y"),
        hint="All logits of a row move its loss, those of the other classes too: P - Y.",
        see="thm-fused",
    )
    gradient_by_the_probabilities = slip(
        with_unit_vectors,
        ("(P - Y)", "-Y / np.maximum(P, 1e-30)"),
        hint="This is the derivative by P; the one by Z has passed the softmax, too.",
        see="thm-fused",
    )
    slope_twice = slip(
        with_unit_vectors,
        ("(P - Y)", "(P - Y) * P"),
        hint="The Jacobian of the softmax is in P - Y already.",
        see="thm-fused",
    )
    probability_for_loss = slip(
        with_unit_vectors,
        ("return cross_entropy(F, y)", "return -np.mean(P[np.arange(len(y)), y])"),
        hint="The loss is the mean of -log P at the true class.",
        see="thm-fused",
    )
    loss_of_each_sample = slip(
        by_logarithms,
        ("-float(logP[Y].sum()) / len(y)", "-logP[Y]"),
        hint="One loss is wanted, the mean over the samples.",
        see="thm-fused",
    )
    in_base_two = slip(
        with_unit_vectors,
        ("return cross_entropy(F, y)", "return cross_entropy(F, y) / np.log(2)"),
        hint="The logarithm is the natural one.",
        see="thm-fused",
    )
    exchanged = slip(
        by_logarithms,
        ('[loss, dZ.astype(Z.dtype) if Z.dtype.kind == "f" else dZ]', "dZ, loss"),
        hint="First the loss, then dZ.",
        see="thm-fused",
    )
    over_samples = slip(
        by_logarithms,
        ("axis=1, keepdims", "axis=0, keepdims"),
        hint="The softmax is taken over the classes of a sample: axis 1.",
        see="thm-fused",
    )
    integers_kept = slip(
        by_logarithms,
        (' if Z.dtype.kind == "f" else dZ', ""),
        hint="For integer logits dZ is float64: as integers its entries would be 0.",
        see="many-samples",
    )
    in_single_precision = slip(
        in_one_pass,
        ("np.exp(S)", "np.exp(S.astype(np.float32))"),
        ("E / total[:, None]", "(E / total[:, None]).astype(dtype)"),
        hint="float32 keeps seven digits: for float64 logits all is computed in float64.",
        see="many-samples",
    )
    largest_in_size = slip(
        in_one_pass,
        ("Z.max(axis=1", "np.abs(Z).max(axis=1"),
        hint="Take off the largest logit, not the largest size: else a row far below 0 has only powers of 0.",
        see="thm-fused",
    )
    maximum_in_the_sum_alone = slip(
        in_one_pass,
        ("- S[rows, y]", "- Z[rows, y]"),
        hint="If the sum is that of the lowered logits, that of the true class is lowered, too.",
        see="thm-fused",
    )
    as_many_classes_as_seen = slip(
        in_one_pass,
        ("E = np.exp(S)", "Y = np.eye(y.max() + 1)[y]\n    E = np.exp(S)"),
        ("S[rows, y]", "(S * Y).sum(axis=1)"),
        ("dZ[rows, y] -= 1", "dZ = (dZ - Y).astype(dtype)"),
        hint="K is the number of columns of Z: the largest label may be smaller than K - 1.",
        see="thm-fused",
    )
    without_the_maximum = slip(
        in_one_pass,
        (" - Z.max(axis=1, keepdims=True)", ""),
        hint="exp(9990) is infinite: take the maximum of each row off first.",
        see="thm-fused",
    )
    one_maximum_for_all = slip(
        in_one_pass,
        ("Z.max(axis=1, keepdims=True)", "Z.max()"),
        hint="Each row has a maximum of its own; by that of all a row far below is 0/0.",
        see="thm-fused",
    )
    logarithm_of_probabilities = slip(
        in_one_pass,
        ("np.mean(np.log(total) - S[rows, y], dtype=float)", "-np.mean(np.log(E[rows, y] / total), dtype=float)"),
        hint="A probability may be 0 on a computer, and its logarithm is then infinite: log sum exp(Z) - Z_y.",
        see="thm-fused",
    )
    something_added = slip(
        in_one_pass,
        (
            "np.mean(np.log(total) - S[rows, y], dtype=float)",
            "-np.mean(np.log(E[rows, y] / total + 1e-12), dtype=float)",
        ),
        hint="Nothing is added in the logarithm: log sum exp(Z) - Z_y is finite by itself.",
        see="thm-fused",
    )
    label_for_unit_vector = slip(
        with_unit_vectors,
        ("np.eye(F.shape[1])[y]", "y[:, None]"),
        hint="Not the number of the class is taken off, but 1 in its column.",
        see="thm-fused",
    )
    classes_seen = slip(
        with_unit_vectors,
        ("np.eye(F.shape[1])[y]", "np.eye(y.max() + 1)[y]"),
        hint="K is the number of columns of Z: the largest label may be smaller than K - 1.",
        see="thm-fused",
    )
    cut_at_a_hundred = slip(
        in_one_pass,
        (
            "S = Z.astype(dtype) - Z.max(axis=1, keepdims=True)",
            "S = np.maximum(Z.astype(dtype) - Z.max(axis=1, keepdims=True), -100)",
        ),
        hint="Cut off at -100, the loss of a true class far behind is too small: nothing need be cut off.",
        see="thm-fused",
    )
    cut_at_seven_hundred = slip(
        in_one_pass,
        (
            "S = Z.astype(dtype) - Z.max(axis=1, keepdims=True)",
            "S = np.maximum(Z.astype(dtype) - Z.max(axis=1, keepdims=True), -700)",
        ),
        hint="Cut off at -700, the loss of a true class far behind is too small: exp may become 0, which does no harm.",
        see="thm-fused",
    )
    next_class = slip(
        with_unit_vectors,
        ("[y]", "[(y + 1) % F.shape[1]]"),
        hint="Labels count from 0: the column of class k is k.",
        see="thm-fused",
    )

    @misconception("Z is overwritten, and the caller still needs it: work in a new array.", see="many-samples")
    def logits_overwritten(Z, y):
        F = np.array(Z, float)
        E = np.exp(F - F.max(axis=1, keepdims=True))
        dZ = (E / E.sum(axis=1, keepdims=True) - np.eye(F.shape[1])[y]) / len(y)
        Z -= Z.max(axis=1, keepdims=True)
        return cross_entropy(F, y), dZ.astype(Z.dtype) if Z.dtype.kind == "f" else dZ
