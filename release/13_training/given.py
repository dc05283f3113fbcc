"""Functions of earlier units that this one gives you: its notebook imports them. Read them if you like.

Kernels: rbf, krr_fit.
Networks: init, mlp_forward.
Classification: cross_entropy.
Backpropagation: mlp_backward.
Gradient descent: epoch_batches, momentum_step.
"""

import numpy as np


def sqdist(X: np.ndarray, Z: np.ndarray) -> np.ndarray:
    """Squared Euclidean distances (N, M) of each row of X (N, d) to each row of Z (M, d).

    They are right to 1e-6 of the largest of them, also if all rows lie within 10 of one another at 1e8 from the
    origin. None is negative. X and Z may hold integers (int64, up to 1e6 in size). Two arrays of N M d doubles at once
    are too many: N = 280, M = 240 and d = 1080 must do in 2 seconds and 1 GiB.
    """
    X, Z = np.asarray(X, float), np.asarray(Z, float)
    mean = X.mean(axis=0)
    X, Z = X - mean, Z - mean
    D = X @ Z.T
    D *= -2
    D += (X**2).sum(axis=1)[:, None]
    D += (Z**2).sum(axis=1)
    return np.maximum(D, 0, out=D)


def rbf(X: np.ndarray, Z: np.ndarray, gamma: float) -> np.ndarray:
    """Gaussian kernel matrix (N, M) of the rows of X (N, d) and Z (M, d).

    gamma > 0 multiplies the squared distance. X and Z may hold integers (int64, up to 1e6 in size). With G for gamma
    times the largest squared distance, the values are right to an absolute 1e-5 or, if that is more, 1e-6 G: so a right
    sqdist will do. This holds at 1e4 from the origin, too, for rows within 10 of one another, and for gamma up to
    1e7, though it matters only if they are very near. If gamma times each squared distance lies between 100 and 1e6,
    the values are 0 to 1e-5.
    """
    D = sqdist(X, Z)
    D *= -gamma
    return np.exp(D, out=D)


def krr_fit(K: np.ndarray, y: np.ndarray, lam: float) -> np.ndarray:
    """Coefficients alpha (N,) of kernel ridge regression with the Gram matrix K (N, N) and targets y (N,), floats.

    f(z) = sum_n alpha_n k(x_n, z) minimises the sum (not the mean) of the squared residuals f(x_n) - y_n, plus lam > 0
    times the squared norm of f. No means are taken off, and there is no intercept. K may be singular, or so near to it
    that round-off makes eigenvalues negative. Then several alpha are as good, and what is judged is K alpha: it is
    right to 1e-5 of the largest |y_n| for lam down to 1e-6 times the largest entry of K.
    """
    K, y, N = np.asarray(K, float), np.asarray(y, float), len(K)
    A = K + lam * np.eye(N)
    if lam > N * np.finfo(float).eps * np.linalg.norm(K):
        return np.linalg.solve(A, y)
    return np.linalg.lstsq(A, y)[0]  # lam is lost in round-off: the shortest of the alpha that are right


def activate(Z: np.ndarray, act: str) -> np.ndarray:
    """Activation of every entry of Z, which may have any shape; the result has the same.

    act is "relu", "tanh", "sigmoid" (the logistic function) or "identity".
    Finite, without a warning, for entries as large as ±1e4; right to round-off, where the sigmoid is tiny too.
    """
    Z = np.asarray(Z, float)
    values = {
        "relu": lambda: np.maximum(Z, 0),
        "tanh": lambda: np.tanh(Z),
        "sigmoid": lambda: np.exp(np.minimum(Z, 0)) / (1 + np.exp(-np.abs(Z))),
        "identity": lambda: +Z,
    }
    return values[act]()


def act_vjp(U: np.ndarray, Z: np.ndarray, act: str) -> np.ndarray:
    """Vector-Jacobian product dZ of the activation of every entry of Z.

    Z are the pre-activations, of any shape, U and dZ have the same; act is "relu", "tanh", "sigmoid" or
    "identity". The derivative of the relu at 0 is taken to be 0. Finite and right for large |Z| too.
    """
    U, Z = np.asarray(U, float), np.asarray(Z, float)
    slopes = {
        "relu": lambda: Z > 0,
        "tanh": lambda: 1 - np.tanh(Z) ** 2,
        "sigmoid": lambda: activate(Z, "sigmoid") * activate(-Z, "sigmoid"),
        "identity": lambda: 1,
    }
    return U * slopes[act]()


def softmax(Z: np.ndarray) -> np.ndarray:
    """Softmax of each row: P (N, K), rows nonnegative with sum 1, from the logits Z (N, K), K >= 2.

    Each probability is right to five digits; for logits as large as ±1e4 it is finite, and right to three decimals,
    in every row.
    """
    Z = np.asarray(Z, float)
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def cross_entropy(Z: np.ndarray, y: np.ndarray) -> float:
    """Cross-entropy J of the softmax of the logits Z (N, K), K >= 2, with the labels y (N,): one float.

    The mean over the samples, with the natural logarithm. Right to five digits, below 1 to five decimals; for logits
    as large as ±1e4 finite, and right to five digits or three decimals.
    """
    Z = np.asarray(Z, float)
    Z = Z - Z.max(axis=1, keepdims=True)
    losses = np.log(np.exp(Z).sum(axis=1)) - Z[np.arange(len(Z)), y]
    return float(losses.mean())


def one_hot(y: np.ndarray, K: int) -> np.ndarray:
    """One-hot vectors: Y (N, K), whose row n is the unit vector of the class y[n].

    y (N,) holds integers in 0..K-1. Classes without a sample keep their column: K may exceed max(y) + 1.
    """
    Y = np.zeros((len(y), K))
    Y[np.arange(len(y)), y] = 1
    return Y


def epoch_batches(N: int, B: int, rng: np.random.Generator) -> list[np.ndarray]:
    """Batches of one epoch: a list of arrays of integers, which together hold each index 0..N-1 exactly once.

    N >= 1 samples, batches of B >= 1. All batches have B entries but the last, which has the rest: 1 to B of them, or
    all N if B > N. Which samples are in the first batch, which in the second, and so on, is drawn anew in each call,
    every way with the same probability; the order inside a batch is free. All draws come from rng: equal generators
    give equal batches.
    """
    order = rng.permutation(N)
    return [order[start : start + B] for start in range(0, N, B)]


def momentum_step(x: np.ndarray, v: np.ndarray, g: np.ndarray, lr: float, beta: float) -> tuple[np.ndarray, np.ndarray]:
    """One step (x, v) of gradient descent with momentum (the heavy ball), from the gradient g at the point x.

    x, the velocity v and g have one shape, any, and may hold integers; lr >= 0 and 0 <= beta < 1. v is 0 before the
    first step, and after each step the sum of all gradients so far, in which one that is k steps old has the weight
    beta^k: the newest has the weight 1. x moves by -lr times the new v. Both are right to 1e-9 of the largest entry, in
    size, of x, v and g, before and after.
    """
    v = beta * np.asarray(v, float) + np.asarray(g, float)
    return np.asarray(x, float) - lr * v, v


def affine(X: np.ndarray, W: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Affine layer: Z (N, d_out), whose row n is the layer's output for the sample X[n].

    X (N, d_in), W (d_in, d_out), b (d_out,); every sample gets the same bias. They may hold integers, of dtype int64.
    float32 is precise enough, float16 is not.
    """
    X, W, b = (np.asarray(A, float) for A in (X, W, b))
    return X @ W + b


def mlp_forward(params: list[tuple[np.ndarray, np.ndarray]], X: np.ndarray, act: str) -> np.ndarray:
    """Outputs Z (N, d_depth) of the network with the parameters params for the samples X (N, d_0).

    params is the list of the layers' (W, b), one layer at least. The activation act ("relu", "tanh",
    "sigmoid", "identity") stands between layers: not before the first, and not after the last. X may hold integers,
    of dtype int64, and pre-activations may be as large as ±1e4: the outputs must be right then, but warnings do no
    harm, and float32 is precise enough.
    """
    for W, b in params[:-1]:
        X = activate(affine(X, W, b), act)
    return affine(X, *params[-1])


def init(widths: list[int], kind: str, rng: np.random.Generator) -> list[tuple[np.ndarray, np.ndarray]]:
    """Random parameters, a list of (W, b), of a network of two widths or more, [d_0, ..., d_depth]; all biases are 0.

    The weights, float64 or float32, are drawn from rng, all independently, with mean 0 and with the variance of Glorot
    (kind "glorot") or of He (kind "he") initialisation for the layer's own d_in and d_out. A generator that rng
    spawns or seeds counts as rng; a second call with the same rng gives other weights. The law is free, and need not be
    symmetric, as long as the mean of the fourth powers is at most 6 times the squared variance: uniform, say, normal or
    Laplace.
    """
    d = np.asarray(widths, np.int64)
    params = []
    for d_in, d_out in np.column_stack([d[:-1], d[1:]]):
        variance = {"glorot": 2 / (d_in + d_out), "he": 2 / d_in}[kind]
        bound = np.sqrt(3 * variance)
        params.append((rng.uniform(-bound, bound, (d_in, d_out)), np.zeros(d_out)))
    return params


def affine_vjp(U: np.ndarray, X: np.ndarray, W: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Vector-Jacobian products (dX, dW, db) of the affine layer with the weights W at the samples X.

    U (N, d_out), X (N, d_in), W (d_in, d_out); dX, dW and db have the shapes of X, W and b (d_out,). dW and
    db are sums over the samples, no means, right to six digits. No argument changes.
    """
    U, X, W = (np.asarray(A, float) for A in (U, X, W))
    return U @ W.T, X.T @ U, U.sum(axis=0)


def mlp_backward(
    params: list[tuple[np.ndarray, np.ndarray]], X: np.ndarray, y: np.ndarray, act: str
) -> tuple[float, list[tuple[np.ndarray, np.ndarray]]]:
    """Loss and gradient (loss, grads) of a multilayer perceptron on the samples X (N, d_0), y (N,).

    params is the list of the layers' (W, b), and act ("relu", "tanh", "sigmoid" or "identity") stands
    between layers, not after the last one, whose K >= 2 outputs are logits. loss, a number, is the mean
    cross-entropy of their softmax, finite and right to five digits for logits as large as 1000 too; grads is the
    list of (dW, db), its gradient, in the structure of params, right to five decimals. As long as the outputs of
    all layers are within -4 and 4 it is right to three digits where it is tiny too, as difference quotients are not.
    """
    A, Z = [np.asarray(X, float)], []
    for W, b in params[:-1]:
        Z.append(affine(A[-1], W, b))
        A.append(activate(Z[-1], act))
    logits = affine(A[-1], *params[-1])
    dZ = (softmax(logits) - one_hot(y, logits.shape[1])) / len(logits)
    grads = []
    for W, _ in reversed(params[1:]):
        dA, dW, db = affine_vjp(dZ, A.pop(), W)
        grads.append((dW, db))
        dZ = act_vjp(dA, Z.pop(), act)
    grads.append((A.pop().T @ dZ, dZ.sum(axis=0)))  # without dX: the samples are no parameters
    return cross_entropy(logits, y), grads[::-1]
