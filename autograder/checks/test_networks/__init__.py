"""Mark scheme of unit 02, networks. N samples; layers (W, b); parameters of a network: a list of its layers.

What a correct solution may rely on:

- Numbers are multiples of 1/4 and small, so that a layer is exact in float32 too, and no ReLU hangs on rounding; but
  for the biases of one check of `affine`, where there is no ReLU.
- Tolerances leave room for careful float32 code; what the checks are to catch is wrong by far more.
- What shows a slip is in the draws by construction: square W that are not symmetric beside others, as many samples as
  units, biases that differ from one another, hidden units that are off and others that are on, negative outputs.

The right-hand side of an identity is taken from the model answer, or is built into the input.
"""

from autograder.checks.test_networks.test_affine import TestAffine
from autograder.checks.test_networks.test_collapse_linear import TestCollapseLinear
from autograder.checks.test_networks.test_mlp_forward import TestMlpForward
from autograder.checks.test_networks.test_catch_forward import TestCatchForward
from autograder.checks.test_networks.test_xor_network import TestXorNetwork
from autograder.checks.test_networks.test_softmax_vjp import TestSoftmaxVjp
from autograder.checks.test_networks.test_init import TestInit
