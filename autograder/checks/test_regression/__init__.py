"""Mark scheme of unit 05, regression. N samples, d features; X (N, d), y (N,) numbers or labels 0 and 1, w (d,).

What a correct solution may rely on:

- Inputs of moderate size are multiples of 1/8. Columns that are meant to depend on one another do so exactly, and those
  that are not are far from it, but in the check that is about this.
- Tolerances are relative to the size of what is computed, and leave three digits or more to another order of sums.
- Dependent columns, overflow, tiny values and weights occur in the checks about them and in no other, so that such a
  slip costs the points of those checks.

The right-hand side of an identity is taken from the model answer, or is built into the input, but never comes from the
student.
"""

from autograder.checks.test_regression.test_line_fit import TestLineFit
from autograder.checks.test_regression.test_lstsq import TestLstsq
from autograder.checks.test_regression.test_ridge import TestRidge
from autograder.checks.test_regression.test_sigmoid import TestSigmoid
from autograder.checks.test_regression.test_logistic_nll_grad import TestLogisticNllGrad
from autograder.checks.test_regression.test_catch_logistic import TestCatchLogistic
from autograder.checks.test_regression.test_newton_logistic import TestNewtonLogistic
