"""Mark scheme of unit 13, training. N samples X (N, d), logits Z (N, K), labels y (N,); params a list of (W, b).

What a correct solution may rely on:

- Inputs are tenths, sixths or sevenths, so that products are rounded; they are far from 0 in the check about that only.
- Tolerances are 1e-6 of the largest number in an array for statistics, and 1e-9 for trainings and for float64 logits,
  which float64 keeps by many digits. Single precision is for float32 logits alone, where the contract asks for it.
- Networks have at most eight samples, layers of one to six rows and three epochs; once there are 2000 samples, in two
  batches. Where a training is random, all ends that it may have are known, or show in which batch each sample was.
- `train_fast` is compared in the batches of `epoch_batches`, from equal generators. Only a bonus depends on time.
- No check depends on its seed but by the probabilities that `test_train` and `test_group_split` state, below 1e-9.

The right-hand side of an identity is taken from the model answers of earlier units, or is built into the input.
"""

from autograder.checks.test_training.test_standardise import TestStandardise
from autograder.checks.test_training.test_fused_softmax_ce import TestFusedSoftmaxCe
from autograder.checks.test_training.test_train import TestTrain
from autograder.checks.test_training.test_train_fast import TestTrainFast
from autograder.checks.test_training.test_early_stop import TestEarlyStop
from autograder.checks.test_training.test_group_split import TestGroupSplit
from autograder.checks.test_training.test_catch_training import TestCatchTraining
