"""Mark scheme of unit 09, kernel methods. N samples, M new points; K (N, N) a Gram matrix, K_test (M, N), J (N, p).

What a correct solution may rely on:

- Numbers are multiples of 1/10, or integers, or what a few operations make of them, and of moderate size; large
  integers come in the checks about them and in no other.
- Tolerances are 1e-9 of the size that the contract names: double precision leaves six digits, and single precision,
  which has seven, is told from it. Random features are right to 0.11, the bound of the contract.
- Scores are never compared column by column, nor are features with the features of the model answer: signs, rotations
  and draws are free. What is judged is S S^T and S^T S, and Phi Phi^T.

The right-hand side of an identity is taken from the model answer, or is built into the input, but never comes from the
student.
"""

from autograder.checks.test_kernel_methods.test_ksvm_decision import TestKsvmDecision
from autograder.checks.test_kernel_methods.test_center_gram import TestCenterGram
from autograder.checks.test_kernel_methods.test_catch_centering import TestCatchCentering
from autograder.checks.test_kernel_methods.test_kernel_pca import TestKernelPca
from autograder.checks.test_kernel_methods.test_random_fourier_features import TestRandomFourierFeatures
from autograder.checks.test_kernel_methods.test_empirical_ntk import TestEmpiricalNtk
from autograder.checks.test_kernel_methods.test_tangent_descent import TestTangentDescent
