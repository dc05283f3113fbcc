"""No function takes more than a small multiple of the memory of its arguments and results, measured by tracemalloc.

The functions here are those whose formula, written as one NumPy expression, has an index more than arguments and
results have, or builds a table to look one row up in it.
"""

import tracemalloc
from functools import partial

import numpy as np
import pytest

from solutions.backpropagation import mlp_backward, one_hot
from solutions.classification import confidence, cross_entropy, softmax
from solutions.clustering import kmeans, kmeans_objective, kmeans_seeds
from solutions.convexity import hard_margin, nearest_hull_point, separate
from solutions.convolution import conv1d_full, detect, maxpool_vjp, xcorr2d
from solutions.detection import auc, roc
from solutions.graphs import gaussian_graph, knn_graph, propagation_frames
from solutions.kernel_methods import center_gram, nystrom
from solutions.kernels import krr_fit, rbf, sqdist
from solutions.learning_modes import kmeans_step, label_propagation, pca
from solutions.networks import init, mlp_forward, softmax_vjp
from solutions.regression import lstsq
from solutions.soft_margin import pegasos
from solutions.svm import smo
from solutions.tangent_kernel import mlp_jacobian, tangent_kernel
from solutions.training import fused_softmax_ce, train
from solutions.training_by_samples import train_by_samples

rng = np.random.default_rng(0)
cloud, wide = rng.normal(size=(600, 64)), rng.normal(size=(2000, 20))
small = cloud[:200]
signs = np.where(np.arange(600) % 2, 1, -1)
classes = np.arange(2000) % 10
logits = rng.normal(size=(2000, 10))
K = rbf(small, small, 0.01)
W = gaussian_graph(cloud[:300], 8.0)
net = init([20, 30, 10], "he", np.random.default_rng(0))
one = init([20, 40, 1], "he", np.random.default_rng(0))
apart = cloud + 20 * (signs > 0)[:, None]
training = {"epochs": 1, "batch": 500, "lr": 0.1, "beta": 0.9, "rng": np.random.default_rng(0)}

CALLS = {
    "one_hot of many classes": partial(one_hot, np.array([0, 1]), 10_000),
    "gaussian_graph": partial(gaussian_graph, cloud, 8.0),
    "knn_graph": partial(knn_graph, cloud, 5),
    "propagation_frames": partial(propagation_frames, W, np.zeros(300), np.arange(300) < 5, 100),
    "label_propagation": partial(label_propagation, W, np.zeros(300), np.arange(300) < 5),
    "kmeans_step": partial(kmeans_step, wide, wide[:200]),
    "kmeans_objective": partial(kmeans_objective, wide, wide[:200]),
    "kmeans_seeds": partial(kmeans_seeds, wide, 100, np.random.default_rng(0)),
    "kmeans": partial(kmeans, wide, 50, np.random.default_rng(0), 1),
    "separate": partial(separate, apart[signs > 0], apart[signs < 0]),
    "hard_margin": partial(hard_margin, apart, signs),
    "nearest_hull_point": partial(nearest_hull_point, cloud, np.zeros(64)),
    "detect": partial(detect, rng.normal(size=(200, 200)), rng.normal(size=(15, 15))),
    "xcorr2d": partial(xcorr2d, rng.normal(size=(200, 200)), rng.normal(size=(15, 15)), 0, 1),
    "conv1d_full": partial(conv1d_full, rng.normal(size=2000), rng.normal(size=1000)),
    "maxpool_vjp": partial(maxpool_vjp, rng.normal(size=(4, 3, 50, 50)), rng.normal(size=(4, 3, 100, 100)), 2),
    "mlp_jacobian": partial(mlp_jacobian, net, wide[:100], "tanh"),
    "tangent_kernel": partial(tangent_kernel, one, wide, wide[:50], "tanh"),
    "mlp_forward": partial(mlp_forward, net, wide, "relu"),
    "mlp_backward": partial(mlp_backward, net, wide, classes, "relu"),
    "train": partial(train, net, wide, classes, **training),
    "train_by_samples": partial(train_by_samples, net, wide, classes, **training),
    "pegasos": partial(pegasos, small, signs[:200], 0.1, 20_000, np.random.default_rng(0)),
    "smo": partial(smo, K, signs[:200], 1.0),
    "sqdist": partial(sqdist, cloud, small),
    "rbf": partial(rbf, cloud, small, 0.01),
    "krr_fit": partial(krr_fit, K, signs[:200], 0.1),
    "nystrom": partial(nystrom, K, np.arange(50)),
    "center_gram": partial(center_gram, K, K),
    "pca": partial(pca, wide, 3),
    "lstsq": partial(lstsq, wide, logits[:, 0]),
    "softmax": partial(softmax, logits),
    "softmax_vjp": partial(softmax_vjp, logits, softmax(logits)),
    "cross_entropy": partial(cross_entropy, logits, classes),
    "confidence": partial(confidence, logits, classes),
    "fused_softmax_ce": partial(fused_softmax_ce, logits, classes),
    "roc": partial(roc, logits[:, 0], 1 * (classes > 4)),
    "auc": partial(auc, logits[:, 0], 1 * (classes > 4)),
}


def size(value):
    """The bytes of the arrays in a value."""
    if isinstance(value, list | tuple):
        return sum(map(size, value))
    return value.nbytes if isinstance(value, np.ndarray) else 0


@pytest.mark.parametrize("name", CALLS)
def test_memory_is_a_small_multiple_of_arguments_and_results(name):
    call = CALLS[name]
    call()  # what is imported or kept for good counts no more
    tracemalloc.start()
    try:
        result = call()
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak <= 8 * (size(call.args) + size(result)) + 100_000
