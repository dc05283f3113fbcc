"""Detection: what an alarm catches and what it costs, over all thresholds at once.

scores (N,), high for the unusual; y (N,) labels, 1 = fraud (positive) and 0 = not (negative), both present. An alarm is
a score > t. The false-positive rate is the fraction of the negatives with an alarm, the true-positive rate that
of the positives.
"""

import numpy as np

from solutions import require


def roc(scores: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The receiver operating characteristic (fpr, tpr, t), three arrays (m + 1,) for m different scores.

    t are the scores in falling order, and then -inf: the rates rise from 0 to 1.
    ValueError unless scores and y are such.

    Derivation
    ----------
    The rates change only where t passes a score; samples of equal score enter together. For fpr(t) the
    negatives above t are those not <= t, which searching a sorted list counts.
    Source: signal detection theory.
    """
    negatives, positives = _split(scores, y)
    t = np.append(np.unique(np.asarray(scores, float))[::-1], -np.inf)
    fpr, tpr = (1 - np.searchsorted(s, t, side="right") / len(s) for s in (negatives, positives))
    return fpr, tpr, t


def auc(scores: np.ndarray, y: np.ndarray) -> float:
    """Area under the receiver operating characteristic, its points joined by straight lines.

    ValueError unless scores and y are such.

    Derivation
    ----------
    The probability that a random positive scores higher than a random negative, ties counted by one half. Among the
    sorted negatives, #{< s} + #{<= s}, halved, is what a positive of score s beats.
    Source: the Mann-Whitney statistic (Bamber 1975).
    """
    negatives, positives = _split(scores, y)
    beaten = sum(np.searchsorted(negatives, positives, side) for side in ("left", "right"))
    return float(np.mean(beaten) / 2 / len(negatives))


def _split(scores: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The scores of the negatives and of the positives, each in rising order."""
    require.array(scores, "scores", ("N",), "one score for each sample")
    require.labels_among(y, (0, 1), len(scores))
    scores, y = np.asarray(scores, float), np.asarray(y)
    negatives, positives = np.sort(scores[y == 0]), np.sort(scores[y == 1])
    if not negatives.size or not positives.size:
        raise ValueError(f"y must hold both labels, got only {y[0]:g}; a rate needs samples of both kinds")
    return negatives, positives
