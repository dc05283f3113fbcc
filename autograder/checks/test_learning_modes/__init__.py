"""Mark scheme of unit 04, learning modes. N samples, d features; X (N, d), centres C (K, d), components V (d, k).

What a correct solution may rely on:

- Inputs of moderate size are multiples of 1/8, but where directions are orthonormal. What float32 makes of them is good
  enough: tolerances are 1e-5 of the size of what is computed.
- What is free is judged as free. Signs of components, their choice where variances are equal, and the cluster of a
  sample between two centres are nobody's to prescribe: checks look at variances, projections and distances, and compare
  directions only where a gap separates the variances.
- Empty clusters, loops and nodes without links, ties of scores and samples off their mean occur in the checks about
  them and in no other, so that such a slip costs the points of those checks.

The right-hand side of an identity is taken from the model answer, or is built into the input, but never comes from the
student.
"""

from autograder.checks.test_learning_modes.test_kmeans_step import TestKmeansStep
from autograder.checks.test_learning_modes.test_catch_kmeans import TestCatchKmeans
from autograder.checks.test_learning_modes.test_pca import TestPca
from autograder.checks.test_learning_modes.test_reconstruction_score import TestReconstructionScore
from autograder.checks.test_learning_modes.test_linear_ae_grad import TestLinearAeGrad
from autograder.checks.test_learning_modes.test_label_propagation import TestLabelPropagation
from autograder.checks.test_learning_modes.test_threshold_at_fpr import TestThresholdAtFpr
