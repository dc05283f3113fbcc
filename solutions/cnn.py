"""A small convolutional network that learns: its start, its gradient, and digits as images.

N samples, images X (N, C, H, W), labels y (N,) in 0..classes-1. params = [(K, c), (W, b)] as in cnn_forward: filters
K (F, C, k, k) with biases c (F,), and an affine layer on the pooled feature maps.
"""

import numpy as np

from solutions import calls, require
from solutions.backpropagation import affine_vjp
from solutions.convolution import maxpool_vjp
from solutions.networks import affine
from solutions.patches import im2col
from solutions.training import fused_softmax_ce


@calls.python_scalars
def as_images(X: np.ndarray, side: int, margin: int = 0) -> np.ndarray:
    """Images (N, 1, side + 2 margin, side + 2 margin) of the rows of X (N, side^2), with a margin of zeros.

    The margin is what padding by as much would do, done once: a 3 x 3 filter sees the strokes at the border whole.
    ValueError unless X has side^2 columns, and margin is an integer >= 0.
    """
    require.integer(side, "side", 1, "the number of rows and of columns of an image")
    require.integer(margin, "margin", 0, "the number of zeros on each side")
    require.samples(X, d=side * side)
    images = np.asarray(X, float).reshape(-1, 1, side, side)
    return np.pad(images, [(0, 0), (0, 0), (margin, margin), (margin, margin)])


def with_shifted(images: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The images (N, C, H, W) with their labels y (N,), and copies moved by one pixel: (5N, C, H, W), (5N,).

    In the order unmoved, up, down, left, right; what leaves an image on one side comes back on the other, so that a
    margin should be there. Pooling alone is not invariant: that a moved digit is the same digit is said by data.
    ValueError unless there is a label for each image.
    """
    require.images(images, "images")
    require.targets(y, images)
    moves = [(0, 0), (-1, 0), (1, 0), (0, -1), (0, 1)]
    return np.concatenate([np.roll(images, move, axis=(2, 3)) for move in moves]), np.tile(y, len(moves))


@calls.python_scalars
def cnn_init(
    shape: tuple[int, int, int], F: int, k: int, classes: int, rng: np.random.Generator
) -> list[tuple[np.ndarray, np.ndarray]]:
    """Random parameters [(K, c), (W, b)] for images of the shape (C, H, W): F filters k x k; all biases are 0.

    Normal weights of the variance 2/(C k^2) (He: a ReLU follows) and 1/(fan-in) (logits follow).
    ValueError unless all sizes are integers >= 1, the filters fit, 2 divides the sides of the feature maps.
    """
    require.sizes(shape, "CHW")
    C, height, width = map(int, shape)
    for size, name in [(F, "F"), (k, "k"), (classes, "classes")]:
        require.integer(size, name, 1, "a size of the network")
    require.rng(rng)
    require.places((height, width), (k, k), 0, 1)
    rows, columns = height - k + 1, width - k + 1
    require.blocks((rows, columns), 2)
    d = F * rows * columns // 4
    K = rng.normal(0, np.sqrt(2 / (C * k * k)), (F, C, k, k))
    W = rng.normal(0, np.sqrt(1 / d), (d, classes))
    return [(K, np.zeros(F)), (W, np.zeros(classes))]


def cnn_backward(
    params: list[tuple[np.ndarray, np.ndarray]], X: np.ndarray, y: np.ndarray
) -> tuple[float, list[tuple[np.ndarray, np.ndarray]]]:
    """Loss and gradient (loss, grads) of the network of cnn_forward on the images X with the labels y.

    The mean cross-entropy of the softmax of the logits, and its gradient [(dK, dc), (dW, db)].
    ValueError for what cnn_forward refuses, and for labels that do not fit.

    Derivation
    ----------
    The layers' vector-Jacobian products from last to first: softmax with cross-entropy, affine, pooling, ReLU, and
    the product with the patches. With U (N rows columns, F) at the places, dK = U^T cols and dc = U^T 1. The images
    are no parameters: their gradient, and with it col2im, is not needed. cols is kept from the forward pass.
    """
    require.cnn(X, params)
    (K, c), (W, b) = ((np.asarray(A, float), np.asarray(a, float)) for A, a in params)
    N, _, height, width = np.shape(X)
    F, _, kh, kw = K.shape
    rows, columns = height - kh + 1, width - kw + 1
    cols = im2col(X, kh, kw, 0, 1)
    Z = (cols @ K.reshape(F, -1).T + c).reshape(N, rows, columns, F).transpose(0, 3, 1, 2)
    maps = np.maximum(Z, 0)
    pooled = maps.reshape(N, F, rows // 2, 2, columns // 2, 2).max(axis=(3, 5))
    flat = pooled.reshape(N, -1)
    loss, dZ = fused_softmax_ce(affine(flat, W, b), y)
    dflat, dW, db = affine_vjp(dZ, flat, W)
    U = maxpool_vjp(dflat.reshape(pooled.shape), maps, 2) * (Z > 0)
    U = U.transpose(0, 2, 3, 1).reshape(-1, F)
    return loss, [((U.T @ cols).reshape(K.shape), U.sum(axis=0)), (dW, db)]
