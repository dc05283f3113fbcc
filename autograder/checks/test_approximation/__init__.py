"""Mark scheme of unit 03, approximation. Networks of one input x and one output; knots t; k a sigmoid's steepness.

What a correct solution may rely on:

- A network may have any number of layers and units: it is judged by its values alone, which the checks compute.
- Knots and values are multiples of 1/4. Tolerances leave room for weights in float32, 6e-8 of each term, and grow with
  the terms: a hat far from its knots is a difference of large numbers.
- Sigmoid bumps may be differences or products, which are equal to exp(-k (b - a)).
- What shows a slip is in the draws by construction: sides of unequal length, ends that are not 0, values of both
  signs, units that face left, that bend nowhere, that share a knot and that cancel.

The right-hand side of an identity is taken from the model answer, or is built into the input.
"""

from autograder.checks.test_approximation.test_hat import TestHat
from autograder.checks.test_approximation.test_pwl_net import TestPwlNet
from autograder.checks.test_approximation.test_sigmoid_bump import TestSigmoidBump
from autograder.checks.test_approximation.test_tent import TestTent
from autograder.checks.test_approximation.test_count_pieces import TestCountPieces
from autograder.checks.test_approximation.test_catch_pieces import TestCatchPieces
