"""Mark scheme of unit 06, convexity. N samples, d features; X (N, d), y (N,) labels -1 and +1, hyperplanes w (d,), b.

What a correct solution may rely on:

- Inputs are multiples of 1/8 of moderate size, but where a check is about size. Hulls that are to be separated are at
  least a fifth of the largest distance of two points apart.
- Nearest points, hyperplanes and multipliers are never compared where they are not unique: a point is judged by its
  variational inequality, a hyperplane by how far it is from both sets, multipliers by the conditions that they keep.
- Equal samples, parallel faces, single points and more dimensions than samples occur in the checks that name them.

Distances that a check needs are built into its input, or come from the model answer, and never from the student.
"""

from autograder.checks.test_convexity.test_project_simplex import TestProjectSimplex
from autograder.checks.test_convexity.test_nearest_hull_point import TestNearestHullPoint
from autograder.checks.test_convexity.test_separate import TestSeparate
from autograder.checks.test_convexity.test_catch_separate import TestCatchSeparate
from autograder.checks.test_convexity.test_perceptron import TestPerceptron
from autograder.checks.test_convexity.test_hard_margin import TestHardMargin
from autograder.checks.test_convexity.test_kkt_residual import TestKktResidual
