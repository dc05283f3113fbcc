"""Mark scheme of unit 11, backpropagation: the check classes in lesson order."""

from autograder.checks.test_backpropagation.test_chain_scalar import TestChainScalar
from autograder.checks.test_backpropagation.test_affine_vjp import TestAffineVjp
from autograder.checks.test_backpropagation.test_mlp_backward import TestMlpBackward
from autograder.checks.test_backpropagation.test_mlp_jvp import TestMlpJvp
from autograder.checks.test_backpropagation.test_gradcheck import TestGradcheck
from autograder.checks.test_backpropagation.test_catch_backward import TestCatchBackward
from autograder.checks.test_backpropagation.test_graph_gradients import TestGraphGradients
