"""Mark scheme of unit 12, convolution. X an image (H, W) or a batch (N, C, H, W), K a kernel or filters (F, C, kh, kw).

What a correct solution may rely on:

- Numbers are tenths of moderate size, whole ones in the checks of kinds of numbers alone, and nowhere are all of them
  binary fractions. The 1e-9 that contracts promise are asked for in the checks of kinds of numbers, where large terms
  cancel and all may be tiny; elsewhere float32 is near enough, so that it costs the points of one check.
- Kernels are neither their own transpose nor their own half-turn, and where it matters images and kernels are not
  square, strides leave rows and columns over, there are several channels, and more than one filter.
- One thing at a time: batches, padding, stride, ties, integers have a check of their own, so that such a slip costs the
  points of that check and as few others as can be.

The right-hand side of an identity is taken from the model answer, or is built into the input, but never comes from the
student: zeros would satisfy it.
"""

from autograder.checks.test_convolution.test_conv1d_full import TestConv1dFull
from autograder.checks.test_convolution.test_xcorr2d import TestXcorr2d
from autograder.checks.test_convolution.test_catch_convolution import TestCatchConvolution
from autograder.checks.test_convolution.test_detect import TestDetect
from autograder.checks.test_convolution.test_xcorr_backward import TestXcorrBackward
from autograder.checks.test_convolution.test_maxpool_vjp import TestMaxpoolVjp
from autograder.checks.test_convolution.test_cnn_forward import TestCnnForward
