"""Mark scheme of unit 07, the soft margin. N samples, d features; X (N, d), y (N,) in {-1, +1}, alpha (N,), K (N, N).

What a correct solution may rely on:

- Samples and hyperplanes are of moderate size, and multiples of 1/4096 or coarser: a margin that is meant to be 1 is 1
  exactly, in float32 too, and one that is not is off by 1/4096 or more. In pegasos no margin is 1.
- Tolerances are relative to the size of what is computed, and leave two digits or more to float32.
- What is not unique is not compared: at a kink any subgradient passes, of a dual the value alone is looked at, and a
  bias passes anywhere in its interval. Pegasos is judged by its objective, but where its steps leave no choice.

The right-hand side of an identity is taken from the model answer, or is built into the input, but never comes from the
student.
"""

from autograder.checks.test_soft_margin.test_hinge_objective import TestHingeObjective
from autograder.checks.test_soft_margin.test_hinge_subgradient import TestHingeSubgradient
from autograder.checks.test_soft_margin.test_pegasos import TestPegasos
from autograder.checks.test_soft_margin.test_dual_objective import TestDualObjective
from autograder.checks.test_soft_margin.test_smo_pair import TestSmoPair
from autograder.checks.test_soft_margin.test_bias_from_support import TestBiasFromSupport
from autograder.checks.test_soft_margin.test_catch_soft_margin import TestCatchSoftMargin
