"""Mark scheme of unit 10, gradient descent. Points x (d,), steps lr, N samples in batches of B.

What a correct solution may rely on:

- Functions that are handed over are called here, for as long as one call of the student's function lasts; they accept
  arrays and lists, and say so if what they get has not the shape that the contract promises.
- Numbers are of moderate size. Most are multiples of 1/8 or of 1/10; those of 1/10 have no exact sums, so that
  single precision shows.
- Tolerances are 1e-9 of the size of what is computed with, of which plain loops in double precision use a millionth.
- Where something is drawn at random no draw is compared with the model answer's; what a check says of draws is true
  but with a probability below 1e-9, which stands beside it.

The right-hand side of an identity is taken from the model answer, or is built into the input, but never comes from the
student.
"""

from autograder.checks.test_gradient_descent.test_gradient_descent import TestGradientDescent
from autograder.checks.test_gradient_descent.test_epoch_batches import TestEpochBatches
from autograder.checks.test_gradient_descent.test_batch_gradient import TestBatchGradient
from autograder.checks.test_gradient_descent.test_best_batch import TestBestBatch
from autograder.checks.test_gradient_descent.test_momentum_step import TestMomentumStep
from autograder.checks.test_gradient_descent.test_catch_optimiser import TestCatchOptimiser
from autograder.checks.test_gradient_descent.test_adam_step import TestAdamStep
