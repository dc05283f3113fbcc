"""Mark scheme of unit 01, classification. N samples, K classes; logits Z (N, K), labels y (N,).

What a correct solution may rely on:

- Logits are multiples of 2^-10, at most 16 000 in absolute value. Such numbers, their differences and their
  shifts are exact, in float32 too: rounding never decides a tie or the sign of a confidence.
- Tolerances leave room for careful float32 code; each says where it comes from. What the checks are to catch is
  wrong by far more.
- Overflow, ties, leads below 1/8, two classes, and rows far apart occur in the checks about them and in no other,
  so that such a slip costs the points of those checks.

The right-hand side of an identity is taken from the model answer, or is built into the input, but never comes from
the student: zeros are shift-invariant too, and shall not earn anything.
"""

from autograder.checks.test_classification.test_softmax import TestSoftmax
from autograder.checks.test_classification.test_catch_softmax import TestCatchSoftmax
from autograder.checks.test_classification.test_cross_entropy import TestCrossEntropy
from autograder.checks.test_classification.test_confidence import TestConfidence
from autograder.checks.test_classification.test_accuracy import TestAccuracy
from autograder.checks.test_classification.test_loss_bounds import TestLossBounds
from autograder.checks.test_classification.test_best_scale import TestBestScale
