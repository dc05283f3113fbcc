"""One call of every public function of `solutions`, for the tests that sweep over all of them.

The numbers are small and dyadic, and where they can be whole and not negative they are: so they are the same in as many
dtypes as possible. A function without an entry fails a test, and so does an entry without a function.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np

from solutions import training_runs
from solutions.kernels import rbf
from solutions.schedules import constant
from solutions.training_runs import Plan


@dataclass(frozen=True)
class Example:
    """arguments() are new ones for a call, by name; read(result) are the numbers in what it returns.

    Where the contract says that results have the dtype of an argument, `follows` is its name.
    """

    arguments: Callable[[], dict[str, Any]]
    read: Callable[[Any], Any] = lambda result: result
    follows: str = ""


def rng() -> np.random.Generator:
    """The same at every call."""
    return np.random.default_rng(0)


def whole(*shape: int, seed: int = 0, most: int = 6) -> np.ndarray:
    """Whole numbers 0..most as floats."""
    return np.random.default_rng(seed).integers(0, most, shape, endpoint=True).astype(float)


X = np.array([[0.0, 1], [2, 0], [3, 3], [1, 4], [5, 2], [4, 6]])
Z = np.array([[1.0, 1], [0, 3], [4, 2]])
SIGNS = np.array([-1.0, -1, 1, 1, 1, 1])
APART = np.array([[0.0, 1], [1, 0], [6, 5], [5, 7]])
HALVES = np.array([-1.0, -1, 1, 1])
BITS = np.array([0, 1, 0, 1, 1, 0])
CLASSES = np.array([0, 1, 2, 1, 0, 2])
K = X @ X.T + np.eye(6)
W = np.array([[0.0, 1, 0, 2], [1, 0, 3, 0], [0, 3, 0, 1], [2, 0, 1, 0]])
NET = [(whole(2, 4, seed=1, most=2), whole(4, seed=2, most=1)), (whole(4, 3, seed=3, most=2), whole(3, seed=4, most=2))]
ONE = [NET[0], (NET[1][0][:, :1], NET[1][1][:1])]
CODE = [(whole(2, 1, seed=5, most=2), np.ones(1)), (whole(1, 2, seed=6, most=1), np.zeros(2))]
SHALLOW = [(np.ones((1, 3)), np.array([0.0, 1, 2])), (np.array([[1.0], [2], [1]]), np.zeros(1))]
IMAGES = whole(2, 1, 5, 5, seed=7)
FILTERS = whole(2, 1, 2, 2, seed=8, most=2)
CNN = [(FILTERS, np.ones(2)), (whole(8, 3, seed=9, most=2), np.zeros(3))]
TRAINING = {"epochs": 2, "batch": 4, "lr": 0.125, "beta": 0.5}
SMALL = [(A / 4, b / 4) for A, b in NET]


def square(x: np.ndarray) -> np.ndarray:
    """A gradient, or a function to interpolate."""
    return 2 * np.asarray(x, float)


def squares(w: np.ndarray, X: np.ndarray, y: np.ndarray) -> np.ndarray:
    """The gradient of a mean of squares."""
    return 2 * X.T @ (X @ w - y) / len(y)


def gaussian(X: np.ndarray, Z: np.ndarray) -> np.ndarray:
    """A kernel."""
    return rbf(X, Z, 0.25)


def at_new_points(f: Callable[[np.ndarray], np.ndarray]) -> np.ndarray:
    """The values of a model."""
    return f(Z)


def first_values(schedule: Callable[[int], float]) -> list[float]:
    """The values of a schedule, for counts of any type."""
    return [schedule(t) for t in (0, 1, 3, np.uint8(255), np.int8(100))]


def of_rule(*inputs: np.ndarray) -> Callable[[Any], Any]:
    """The value of a rule and its products."""

    def read(rule: Any) -> Any:
        value = rule[0](*inputs)
        return value, rule[1](np.ones(np.shape(value)), value, *inputs)

    return read


def mean_fit(X: np.ndarray, y: np.ndarray) -> Any:
    """A model that has learned next to nothing."""
    return lambda new: np.full(len(new), y[0]), 1


def without_seconds(report: dict[str, Any]) -> list[Any]:
    """What a report says beside the time."""
    return [[each[key] for key in ("predictions", "accuracy", "parameters")] for each in report.values()]


def run() -> training_runs.Run:
    """A run before its first epoch."""
    return training_runs.start(SMALL, rng())


def of_run(run: training_runs.Run) -> Any:
    """The numbers of a run."""
    return run.params, list(run.losses), list(run.validation), run.updates


def sizes(N: int = 5, **more: Any) -> Callable[[], dict[str, Any]]:
    """Arguments of a generator of samples."""
    return lambda: {"N": N, "rng": rng(), **more}


def training(params: Any = SMALL, **more: Any) -> Callable[[], dict[str, Any]]:
    """Arguments of a training."""
    return lambda: {"params": params, "X": X, "y": CLASSES, **TRAINING, "rng": rng(), "act": "relu", **more}


def adam_arguments() -> dict[str, Any]:
    """Without momentum there is no beta."""
    arguments = training()()
    del arguments["beta"]
    return arguments


def model(**more: Any) -> Callable[[], dict[str, Any]]:
    """Arguments of a kernel model."""
    return lambda: {"X": X, "kernel": gaussian, **more}


def stepping(**more: Any) -> Callable[[], dict[str, Any]]:
    """Arguments of a method of OPTIMISERS."""
    return lambda: {"x": np.array([1.0, 2, 3]), "state": (), "grad": square, "lr": 0.25, **more}


def numbers(**arguments: Any) -> Callable[[], dict[str, Any]]:
    """The same arguments at every call."""
    return lambda: dict(arguments)


V = np.array([1.0, 0, 2])
NAMED: Mapping[str, Example] = {
    "approximation.hat": Example(numbers(a=1.0, b=2.0, c=4.0)),
    "approximation.pwl_net": Example(numbers(knots=np.array([0.0, 1, 3]), vals=np.array([1.0, 5, 2]))),
    "approximation.sigmoid_bump": Example(numbers(x=V, a=1.0, b=2.0, k=2.0)),
    "approximation.tent": Example(numbers(x=np.array([0.0, 0.25, 0.5, 1]), n=3)),
    "approximation.count_pieces": Example(numbers(params=SHALLOW)),
    "array_graphs.unbroadcast": Example(numbers(U=whole(2, 3, 4), shape=(3, 1))),
    "array_graphs.cross_entropy_rule": Example(numbers(y=CLASSES), of_rule(whole(6, 3))),
    "array_graphs.xcorr_rule": Example(numbers(pad=1, stride=2), of_rule(IMAGES, FILTERS)),
    "array_graphs.maxpool_rule": Example(numbers(s=2), of_rule(IMAGES[:, :, :4, :4])),
    "array_graphs.evaluate": Example(
        numbers(graph={"AB": ("matmul", "A", "B"), "r": ("relu", "AB")}, leaves={"A": whole(2, 3), "B": whole(3)})
    ),
    "array_graphs.gradients": Example(
        numbers(
            graph={"AB": ("matmul", "A", "B"), "C": ("multiply", "AB", "AB"), "out": ("sum", "C")},
            leaves={"A": whole(2, 3), "B": whole(3)},
            output="out",
        )
    ),
    "autoencoders.train_linear_ae": Example(lambda: {"X": X, "k": 1, "epochs": 3, "lr": 2.0**-7, "rng": rng()}),
    "autoencoders.ae_grad": Example(numbers(params=CODE, X=X, act="tanh")),
    "autoencoders.train_ae": Example(lambda: {"X": X, "k": 1, "act": "tanh", "epochs": 3, "lr": 2.0**-7, "rng": rng()}),
    "autoencoders.ae_score": Example(numbers(params=CODE, X=X, act="sigmoid")),
    "backpropagation.chain_scalar": Example(numbers(ws=V, x=3.0)),
    "backpropagation.affine_vjp": Example(numbers(U=whole(6, 4), X=X, W=NET[0][0])),
    "activations.act_vjp": Example(numbers(U=X, Z=X[::-1].copy(), act="sigmoid")),
    "backpropagation.mlp_jvp": Example(numbers(params=NET, X=X, act="tanh", dparams=NET)),
    "backpropagation.mlp_backward": Example(numbers(params=NET, X=X, y=CLASSES, act="tanh")),
    "backpropagation.graph_gradients": Example(
        numbers(edges=[("a", "b", 2.0), ("b", "c", 100.0), ("a", "c", 3.0)], output="c")
    ),
    "backpropagation.gradcheck": Example(numbers(f=lambda x: float(np.sum(x**2)), g=square, x=V, h=2.0**-10)),
    "backpropagation.flop_ratio": Example(numbers(widths=[200, 100, 3])),
    "labels.one_hot": Example(numbers(y=CLASSES, K=3)),
    "classification.softmax": Example(numbers(Z=X)),
    "classification.cross_entropy": Example(numbers(Z=whole(6, 3), y=CLASSES)),
    "classification.confidence": Example(numbers(Z=whole(6, 3), y=CLASSES)),
    "classification.accuracy": Example(numbers(Z=whole(6, 3), y=CLASSES)),
    "classification.loss_bounds": Example(numbers(Z=whole(6, 3), y=CLASSES)),
    "classification.best_scale": Example(numbers(Z=whole(6, 3), y=CLASSES, t_max=3.0)),
    "clustering.kmeans_objective": Example(numbers(X=X, C=Z)),
    "clustering.kmeans_seeds": Example(lambda: {"X": X, "K": 3, "rng": rng()}),
    "clustering.kmeans": Example(lambda: {"X": X, "K": 2, "rng": rng(), "restarts": 2}),
    "cnn.as_images": Example(numbers(X=whole(2, 9), side=3, margin=1)),
    "cnn.with_shifted": Example(numbers(images=IMAGES, y=np.array([1, 2])), follows="y"),
    "cnn.cnn_init": Example(lambda: {"shape": (1, 5, 5), "F": 2, "k": 2, "classes": 3, "rng": rng()}),
    "cnn.cnn_backward": Example(numbers(params=CNN, X=IMAGES, y=np.array([0, 2]))),
    "comparison.holdout": Example(lambda: {"N": 200, "part": 0.25, "rng": rng()}),
    "constructions.stack": Example(
        numbers(nets=[SHALLOW, [*SHALLOW[:1], (np.ones((3, 1)), np.ones(1))]], weights=V[1:])
    ),
    "constructions.compose": Example(numbers(outer=SHALLOW, inner=SHALLOW)),
    "constructions.tent_net": Example(numbers(n=3)),
    "constructions.square_net": Example(numbers(n=3)),
    "constructions.bump_net": Example(numbers(knots=np.array([0.0, 1, 3]), heights=np.array([1.0, 5]), k=4.0)),
    "constructions.interpolate": Example(numbers(g=square, a=0.0, b=2.0, curvature=4.0, eps=0.125)),
    "convexity.project_simplex": Example(numbers(v=V)),
    "convexity.nearest_hull_point": Example(numbers(P=X, x=np.array([0.0, 7]), tol=2.0**-14)),
    "convexity.nearest_difference": Example(numbers(A=APART[2:], B=APART[:2])),
    "convexity.separate": Example(numbers(A=APART[2:], B=APART[:2])),
    "convexity.perceptron": Example(numbers(X=APART, y=HALVES, max_epochs=100)),
    "convexity.hard_margin": Example(numbers(X=APART, y=HALVES)),
    "convexity.kkt_residual": Example(numbers(alpha=np.ones(4), w=np.ones(2), b=5.0, X=APART, y=HALVES)),
    "convolution.conv1d_full": Example(numbers(x=np.array([100.0, 3, 2]), k=np.array([3.0, 1]))),
    "convolution.xcorr2d": Example(numbers(X=IMAGES[0, 0], K=FILTERS[0, 0], pad=1, stride=2)),
    "convolution.detect": Example(numbers(X=IMAGES[0, 0], K=FILTERS[0, 0])),
    "patches.im2col": Example(numbers(X=IMAGES, kh=2, kw=2, pad=1, stride=2)),
    "patches.col2im": Example(numbers(cols=whole(18, 4), shape=(2, 1, 5, 5), kh=2, kw=2, pad=1, stride=2)),
    "convolution.xcorr_backward": Example(numbers(U=whole(2, 2, 3, 3), X=IMAGES, K=FILTERS, pad=1, stride=2)),
    "convolution.maxpool_vjp": Example(numbers(U=whole(2, 1, 2, 2), X=IMAGES[:, :, :4, :4], s=2)),
    "shifts.equivariance_gap": Example(numbers(f=lambda X: X * np.arange(3), X=whole(2, 3), shift=1)),
    "convolution.cnn_forward": Example(numbers(params=CNN, X=IMAGES)),
    "data.exam": Example(sizes()),
    "data.exam_probability": Example(numbers(hours=V)),
    "data.admission": Example(sizes()),
    "data.admission_probability": Example(numbers(X=np.array([[60.0, 3], [72, 4]]))),
    "data.fraud": Example(sizes(rate=0.5)),
    "data.gaussians": Example(sizes(means=X, spread=2.0)),
    "data.moons": Example(sizes(noise=0.5)),
    "data.circles": Example(sizes(noise=0.5)),
    "data.spirals": Example(sizes(K=3, turns=2.0, noise=0.25)),
    "data.bar_images": Example(sizes(size=3, noise=0.25)),
    "data.split": Example(sizes(n_test=2)),
    "detection.roc": Example(numbers(scores=whole(6, most=3), y=BITS)),
    "detection.auc": Example(numbers(scores=whole(6, most=3), y=BITS)),
    "fast.convolution.xcorr": Example(numbers(X=IMAGES, K=FILTERS, pad=1, stride=2), follows="X"),
    "fast.convolution.xcorr_backward": Example(
        numbers(U=whole(2, 2, 3, 3), X=IMAGES, K=FILTERS, pad=1, stride=2), follows="X"
    ),
    "fast.gram.sqdist": Example(numbers(X=X, Z=Z), follows="X"),
    "fast.gram.rbf": Example(numbers(X=X, Z=Z, gamma=5.0), follows="X"),
    "fast.kernel_ridge.krr_rbf": Example(numbers(X=X, y=X[:, 0], lam=2.0, gamma=1.0)),
    "fast.smo.smo": Example(numbers(K=K, y=SIGNS, C=2.0, tol=2.0**-20)),
    "fast.smo.smo_rbf": Example(numbers(X=X, y=SIGNS, C=2.0, gamma=1.0, tol=2.0**-20)),
    "fast.squared_hinge.squared_hinge_svm": Example(numbers(X=X, y=SIGNS, C=2.0, tol=2.0**-20)),
    "fast.training.train": Example(training(), follows="params"),
    # Where a gradient is 0 but for rounding, Adam steps by lr all the same: the history alone is the same in float32.
    "fast.training.train_adam": Example(adam_arguments, lambda result: result[1], follows="params"),
    "gradient_descent.gradient_descent": Example(numbers(grad=square, x0=V, lr=0.25, T=3)),
    "gradient_descent.rates": Example(numbers(mu=100.0, L=200.0)),
    "gradient_descent.epoch_batches": Example(lambda: {"N": 200, "B": 100, "rng": rng()}),
    "gradient_descent.batch_gradient": Example(
        numbers(grad=squares, w=np.ones(2), X=X, y=X[:, 0], idx=np.array([0, 2, 5]))
    ),
    "gradient_descent.best_batch": Example(numbers(c0=100.0, c1=1.0, noise=16.0, N=100)),
    "gradient_descent.momentum_step": Example(numbers(x=V, v=V + 1, g=V + 2, lr=0.25, beta=0.5)),
    "gradient_descent.adam_step": Example(
        numbers(x=V, state=(1, V + 1, V + 2), g=V, lr=0.25, beta1=0.5, beta2=0.75, eps=2.0**-10)
    ),
    "graphs.gaussian_graph": Example(numbers(X=X, sigma=4.0)),
    "graphs.knn_graph": Example(numbers(X=X, k=2)),
    "graphs.propagation_frames": Example(
        numbers(W=W, y=np.array([1.0, 5, 0, 0]), mask=np.array([True, True, False, False]), steps=3)
    ),
    "kernel_methods.ksvm_decision": Example(numbers(alpha=np.arange(6.0), y=SIGNS, b=200.0, K_test=K[:2])),
    "kernel_methods.center_gram": Example(numbers(K=K, K_test=K[:2])),
    "kernel_methods.kernel_pca": Example(numbers(K=K, k=2)),
    "kernel_methods.random_fourier_features": Example(lambda: {"X": X, "D": 3, "gamma": 2.0, "rng": rng()}),
    "kernel_methods.nystrom": Example(numbers(K=K, idx=np.array([0, 3]))),
    "kernel_methods.empirical_ntk": Example(numbers(J=X)),
    "kernel_methods.tangent_descent": Example(
        numbers(Theta=K, Theta_test=K[:2], f=X[:, 0], f_test=X[:2, 1], y=X[:, 1], steps=2, lr=2.0**-7)
    ),
    "kernel_models.kernel_ridge": Example(model(y=X[:, 0], lam=2.0), at_new_points),
    "kernel_models.kernel_svm": Example(model(y=SIGNS, C=2.0, tol=2.0**-20), at_new_points),
    "kernel_models.kernel_svm_classes": Example(model(y=CLASSES, C=2.0, tol=2.0**-20), at_new_points),
    "kernel_models.principal_components": Example(model(k=2), at_new_points),
    "kernel_models.nystrom_features": Example(model(idx=np.array([0, 3])), at_new_points),
    "kernel_models.fourier_features": Example(lambda: {"D": 3, "gamma": 2.0, "rng": rng()}, at_new_points),
    "kernels.sqdist": Example(numbers(X=X, Z=Z)),
    "kernels.rbf": Example(numbers(X=X, Z=Z, gamma=5.0)),
    "kernels.poly": Example(numbers(X=X, Z=Z, degree=3, c=200.0)),
    "kernels.is_psd": Example(numbers(K=K, tol=1.0)),
    "kernels.krr_fit": Example(numbers(K=K, y=X[:, 0], lam=200.0)),
    "kernels.rkhs_norm2": Example(numbers(alpha=np.arange(6.0), K=K)),
    "learning_modes.kmeans_step": Example(numbers(X=X, C=Z)),
    "learning_modes.pca": Example(numbers(X=X, k=2)),
    "learning_modes.reconstruction_score": Example(numbers(X=X, mean=np.array([2.0, 3]), V=np.eye(2)[:, :1])),
    "learning_modes.linear_ae_grad": Example(numbers(X=X, W1=CODE[0][0], W2=CODE[1][0])),
    "learning_modes.label_propagation": Example(
        numbers(W=W, y=np.array([1.0, 5, 0, 0]), mask=np.array([True, True, False, False]))
    ),
    "learning_modes.threshold_at_fpr": Example(numbers(scores=whole(6), y=BITS, q=0.5)),
    "logistic.objective": Example(numbers(v=V, X=X, y=BITS, lam=200.0)),
    "logistic.fit_gradient": Example(numbers(X=X, y=BITS, lam=2.0, tol=2.0**-10, max_steps=100)),
    "logistic.fit_newton": Example(numbers(X=X, y=BITS, lam=2.0, tol=2.0**-10, max_steps=100)),
    "networks.affine": Example(numbers(X=X, W=NET[0][0], b=NET[0][1])),
    "activations.activate": Example(numbers(Z=X, act="sigmoid")),
    "networks.mlp_forward": Example(numbers(params=NET, X=X, act="relu")),
    "networks.n_params": Example(numbers(widths=[200, 100, 3])),
    "networks.collapse_linear": Example(numbers(params=NET)),
    "networks.softmax_vjp": Example(numbers(U=X[:2], P=np.array([[0.5, 0.5], [0, 1]]))),
    "networks.init": Example(lambda: {"widths": [200, 100, 3], "kind": "he", "rng": rng()}),
    "networks.xor_network": Example(numbers()),
    "optimisers.nesterov_step": Example(numbers(x=V, v=V + 1, grad=square, lr=0.25, beta=0.5)),
    "optimisers.rmsprop_step": Example(numbers(x=V, s=V + 1, g=V + 2, lr=0.25, rho=0.5, eps=2.0**-10)),
    "optimisers.plain": Example(stepping()),
    "optimisers.momentum": Example(stepping(state=(V,))),
    "optimisers.nesterov": Example(stepping(state=(V,))),
    "optimisers.rmsprop": Example(stepping(state=(V,))),
    "optimisers.adam": Example(stepping(state=(2, V, V + 1))),
    "optimisers.minimise": Example(numbers(method="adam", grad=square, x0=V, schedule=constant(0.25), T=3)),
    "optimisers.sgd": Example(
        lambda: {
            "grad": squares,
            "w": np.ones(2),
            "X": X,
            "y": X[:, 0],
            "B": 4,
            "epochs": 2,
            "schedule": constant(2.0**-8),
            "rng": rng(),
            "method": "momentum",
        }
    ),
    "regression.line_fit": Example(numbers(x=X[:, 0], y=BITS + 2)),
    "regression.lstsq": Example(numbers(X=X, y=X[:, 0] + BITS)),
    "regression.ridge": Example(numbers(X=X, y=X[:, 0] + BITS, lam=200.0)),
    "regression.sigmoid": Example(numbers(z=V)),
    "regression.logistic_nll_grad": Example(numbers(w=np.ones(2), X=X, y=BITS, weights=1 + BITS)),
    "regression.newton_logistic": Example(numbers(X=X, y=BITS, lam=2.0, steps=3)),
    "regression.boundary": Example(numbers(w=np.array([1.0, 2]), b=5.0)),
    "schedules.constant": Example(numbers(lr=0.25), first_values),
    "schedules.step": Example(numbers(lr=0.25, factor=0.5, every=2), first_values),
    "schedules.cosine": Example(numbers(lr=2.0, T=100, least=1.0), first_values),
    "schedules.inverse_time": Example(numbers(lr=2.0, t0=200.0), first_values),
    "schedules.warm_up": Example(numbers(schedule=constant(0.25), T=100), first_values),
    "soft_margin.hinge_objective": Example(numbers(w=np.ones(2), b=200.0, X=X, y=SIGNS, C=100.0)),
    "soft_margin.hinge_subgradient": Example(numbers(w=np.ones(2), b=200.0, X=X, y=SIGNS, C=100.0)),
    "soft_margin.pegasos": Example(lambda: {"X": X, "y": SIGNS, "lam": 2.0, "T": 200, "rng": rng()}),
    "soft_margin.dual_objective": Example(numbers(alpha=np.arange(6.0), K=K, y=SIGNS)),
    "soft_margin.smo_pair": Example(numbers(alpha=np.array([2.0, 2, 1, 1, 1, 1]), i=0, j=4, K=K, y=SIGNS, C=100.0)),
    "soft_margin.bias_from_support": Example(numbers(alpha=np.array([2.0, 2, 1, 1, 1, 1]), K=K, y=SIGNS, C=100.0)),
    "svm.duality_gap": Example(numbers(alpha=np.array([2.0, 2, 1, 1, 1, 1]), b=200.0, K=K, y=SIGNS, C=100.0)),
    "svm.smo": Example(numbers(K=K, y=SIGNS, C=2.0, tol=2.0**-20, max_steps=200)),
    "svm.linear_svm": Example(numbers(X=APART, y=HALVES, C=2.0, tol=2.0**-20)),
    "svm.squared_hinge_svm": Example(numbers(X=X, y=SIGNS, C=2.0, tol=2.0**-20, max_steps=100)),
    "svm.pegasos_epochs": Example(lambda: {"X": X, "y": SIGNS, "lam": 2.0, "epochs": 2, "batch": 4, "rng": rng()}),
    "svm.one_vs_rest": Example(numbers(fit=lambda signs: (signs * 2.0, 1.0), y=CLASSES)),
    "tangent_kernel.mlp_vjp": Example(numbers(params=NET, X=X, U=whole(6, 3), act="tanh")),
    "tangent_kernel.flat": Example(numbers(params=NET)),
    "tangent_kernel.mlp_jacobian": Example(numbers(params=NET, X=X, act="sigmoid")),
    "tangent_kernel.tangent_kernel": Example(numbers(params=ONE, X=X, Z=Z, act="tanh")),
    "training.standardise": Example(numbers(X=X, stats=(np.array([1.0, 2]), np.array([2.0, 4])))),
    "training.fused_softmax_ce": Example(numbers(Z=whole(6, 3), y=CLASSES), follows="Z"),
    "training.train": Example(training()),
    "training.group_split": Example(lambda: {"groups": CLASSES, "share": 0.5, "rng": rng()}),
    "training.early_stop": Example(numbers(losses=[3.0, 1, 2, 2], patience=2)),
    "training.train_fast": Example(training(), follows="params"),
    "training.compare": Example(
        numbers(models={"mean": mean_fit}, X=X, y=CLASSES, X_test=Z, y_test=np.array([0, 1, 2])),
        without_seconds,
        follows="y",
    ),
    "training_by_samples.train_by_samples": Example(training()),
    "training_runs.start": Example(lambda: {"params": NET, "rng": rng()}, of_run),
    "training_runs.advance": Example(
        lambda: {
            "run": run(),
            "plan": Plan(_backward(), 4, constant(0.125)),
            "train": (X, CLASSES),
            "epochs": 2,
            "validation": (X, CLASSES),
        },
        of_run,
    ),
}
EXEMPT: Mapping[str, str] = {
    "comparison.mlp": "takes nothing but rng, and trains on the digits",
    "comparison.cnn": "the same",
    "comparison.svm": "the same",
    "comparison.digit_models": "the same",
    "backpropagation.catch_backward": "takes no arguments",
    "classification.catch_softmax": "takes no arguments",
    "regression.catch_logistic": "the same",
    "networks.catch_forward": "takes no arguments",
    "approximation.catch_pieces": "the same",
    "learning_modes.catch_kmeans": "the same",
    "convexity.catch_separate": "the same",
    "soft_margin.catch_soft_margin": "the same",
    "kernels.catch_psd": "the same",
    "kernel_methods.catch_centering": "the same",
    "gradient_descent.catch_optimiser": "the same",
    "training.catch_training": "the same",
    "convolution.catch_convolution": "the same",
    "data.digits": "reads a file",
    "fast.activations.relu": "works in place on arrays that the network has made",
    "fast.activations.tanh": "the same",
    "fast.activations.sigmoid": "the same",
    "fast.activations.identity": "the same",
    "fast.columns.chunks": "takes sizes that xcorr has checked",
    "fast.gram.precision": "tells dtypes",
    "fast.kernel_ridge.conjugate_gradients": "takes what krr_rbf has made",
    "fast.threads.limited": "is a decorator",
    "fast.training.fit": "takes what train has checked",
    "training_runs.has_stopped": "takes a run and a plan alone",
    "training_runs.save": "writes a run",
    "training_runs.load": "reads one",
}


def _backward() -> Callable[..., Any]:
    from solutions.backpropagation import mlp_backward

    return partial(mlp_backward, act="relu")
