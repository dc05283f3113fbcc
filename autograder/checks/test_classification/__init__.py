"""Mark scheme of unit 01, classification. N samples, K classes; logits Z (N, K), labels y (N,).

What a correct solution may rely on:

- Logits are at most 10 000 in absolute value, and multiples of 2^-20 but for one lead of 2^-60. Such numbers, their
  differences and their shifts are exact: rounding never decides a tie or the sign of a confidence.
- The contracts of `softmax`, `cross_entropy` and `loss_bounds` promise five digits, and for logits near 10 000 three
  decimals. That is what careful float32 code has, and it passes; the tolerances, `FIVE_DIGITS` and `THREE_DECIMALS`,
  say where they come from. Rounding J to six decimals keeps the promise; rounding P to six does not.
- The sign of a confidence is promised without a tolerance. Near 10 000 a lead of 2^-20 is a lead, which float32 takes
  for a tie; so `confidence`, and `accuracy` with it, cannot be had in float32. Of `best_scale` a loss within 1e-8 of
  the least is promised, whatever t that takes: near logits of 10 000 six decimals of t are too few.
- Overflow, ties, leads below 1/8, two classes, rows of negative logits, and rows far apart occur in the checks about
  them and in no other, so that such a slip costs the points of those checks.

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
