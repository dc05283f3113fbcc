"""Mark scheme of unit 08, kernels. N samples X (N, d), M samples Z (M, d); K (N, N) a Gram matrix.

What a correct solution may rely on:

- Samples are multiples of 1/8 or of 1/10, of moderate size; they are large, or far from the origin, in the checks about
  that and in no other.
- Tolerances are 1e-5 of the size of what is computed, which leaves float32 a digit and double precision nine. Where
  a Gram matrix is so near to singular that float32 does not do, the contract says so.
- Coefficients alpha are never compared: where K is singular, or nearly so, others are as good. What is judged is
  the function, by its values.

The right-hand side of an identity is taken from the model answer, or is built into the input, but never comes from the
student.
"""

from autograder.checks.test_kernels.test_poly import TestPoly
from autograder.checks.test_kernels.test_sqdist import TestSqdist
from autograder.checks.test_kernels.test_rbf import TestRbf
from autograder.checks.test_kernels.test_is_psd import TestIsPsd
from autograder.checks.test_kernels.test_catch_psd import TestCatchPsd
from autograder.checks.test_kernels.test_krr_fit import TestKrrFit
from autograder.checks.test_kernels.test_rkhs_norm2 import TestRkhsNorm2
