"""Guards: what a function needs of its arguments, said by name before NumPy says it by broadcasting.

A guard raises ValueError with what was wanted, what came, and the next step; it returns nothing and changes
nothing. Guards stand at the start of a body, and stay out of the notebooks.
"""

from collections.abc import Iterable, Sequence
from math import inf, isfinite

import numpy as np

Shape = tuple[int | str, ...]  # a letter stands for any number >= 1
FLOAT64 = np.dtype(float)
LARGEST = float(np.finfo(float).max)


class NotFiniteError(ValueError):
    """An array holds inf or nan, or a number too large for float64; `array` is that array, `name` its name."""

    def __init__(self, message: str, array: object, name: str) -> None:
        super().__init__(message)
        self.array, self.name = array, name


def numbers(A: object, name: str) -> None:
    """A holds real, finite numbers, at least one; its shape is free."""
    if _finite_at_a_glance(A):
        return
    given, A = A, regular(A, name)
    if not A.size:
        raise ValueError(f"{name} must hold a number or more, got shape {A.shape}; fill it first")
    if A.dtype.kind not in "iuf":
        raise ValueError(f"{name} must hold real numbers, got dtype {A.dtype}; convert with {name}.astype(float)")
    finite = abs(A) <= LARGEST if A.dtype.itemsize > FLOAT64.itemsize else np.isfinite(A)
    if not finite.all():
        place = np.argwhere(~finite)[0]
        got = f"{A[tuple(place)]} at {place.tolist()}" if A.ndim else A
        raise NotFiniteError(f"{name} must be finite, got {got}; find out where it came from", given, name)


def array(A: object, name: str, shape: Shape, hint: str) -> None:
    """A is real, finite and of this shape."""
    if getattr(A, "shape", None) == shape and _finite_at_a_glance(A):
        return
    got = regular(A, name).shape
    wanted = tuple(max(1, n) if isinstance(w, str) else w for w, n in zip(shape, got, strict=False))
    if len(got) != len(shape) or got != wanted:
        text = str(shape).replace("'", "") if shape else "a number"
        raise ValueError(f"{name} must be {text}, got shape {got}; {hint}")
    numbers(A, name)


def samples(X: object, name: str = "X", d: int | str = "d") -> None:
    """X (N, d) holds samples by row."""
    array(X, name, ("N", d), "give each sample a row")


def targets(y: object, X: object) -> None:
    """y (N,) holds a real number for each row of X."""
    N = len(np.asarray(X))
    array(y, "y", (N,), f"one entry for each of the {N} rows of X")


def increasing(t: object, name: str) -> None:
    """t (m,) holds numbers in strictly increasing order."""
    array(t, name, ("m",), "give them as one row of numbers")
    t = np.asarray(t, float)
    for i in np.flatnonzero(np.diff(t) <= 0):
        raise ValueError(f"{name} must increase strictly, got {t[i]:g} before {t[i + 1]:g}; sort them, without repeats")


def labels(y: object, K: int) -> None:
    """y (N,) holds integers in 0..K-1."""
    y = regular(y, "y")
    if y.ndim != 1:
        raise ValueError(f"y must be (N,), got shape {y.shape}; np.ravel(y) flattens it")
    if not y.size:
        raise ValueError("y must hold at least one label, got none; a batch has N >= 1 samples")
    wanted = f"y must be integers in 0..K-1 = 0..{K - 1}"
    if y.dtype.kind not in "iu":
        raise ValueError(f"{wanted}, got dtype {y.dtype}; convert with y.astype(int)")
    outside = np.flatnonzero((y < 0) | (y >= K))
    if outside.size:
        raise ValueError(f"{wanted}, got {y[outside[0]]} at index {outside[0]}; labels start at 0")


def labels_among(y: object, values: tuple[int, int], N: int) -> None:
    """y (N,) holds one of two values for each sample: 0 and 1, or -1 and +1."""
    array(y, "y", (N,), "one label for each sample")
    y = np.asarray(y)
    outside = np.flatnonzero(~np.isin(y, values))
    if outside.size:
        wanted = " and ".join(map(str, values))
        raise ValueError(f"y must hold labels {wanted}, got {y[outside[0]]} at index {outside[0]}; recode the classes")


def partly_labelled(y: object, mask: object, N: int) -> None:
    """mask (N,) holds booleans, some of them true, and y (N,) real, finite numbers there."""
    y, mask = regular(y, "y"), regular(mask, "mask")
    if mask.shape != (N,) or mask.dtype != bool:
        raise ValueError(f"mask must be ({N},) booleans, got {mask.dtype} {mask.shape}; true where a label is known")
    if y.shape != (N,):
        raise ValueError(f"y must be ({N},), got shape {y.shape}; fill it up, with zeros say, where mask is false")
    if not mask.any():
        raise ValueError("mask must be true somewhere, got no label; know one at least")
    numbers(y[mask], "y")


def signed_samples(X: object, y: object) -> None:
    """X (N, d) holds samples by row, and y (N,) their labels -1 and +1."""
    samples(X)
    labels_among(y, (-1, 1), len(np.asarray(X)))


def both_classes(y: object) -> None:
    """y holds -1 and +1, both at least once."""
    y = np.asarray(y)
    if (y == y[0]).all():
        raise ValueError(f"y must hold both -1 and +1, got {y[0]:g} only; one class alone has no boundary")


def integer(n: object, name: str, least: int, what: str) -> None:
    """n is an integer >= least; `what` says what it counts."""
    if not _is_integer(n) or n < least:  # type: ignore[operator]  # an integer is compared
        raise ValueError(f"{name} must be an integer >= {least}, got {n!r}; it is {what}")


def indices(idx: object, N: int) -> None:
    """idx (m,), m >= 1, holds indices 0..N-1."""
    given = regular(idx, "idx")
    if given.ndim != 1 or not given.size or given.dtype.kind not in "iu" or (given < 0).any() or (given >= N).any():
        raise ValueError(f"idx must be one or more integers in 0..N-1 = 0..{N - 1}, got {idx!r}; they name samples")


def scalar(x: object, name: str, *, above: float = -inf, least: float = -inf, hint: str) -> None:
    """x is one real, finite number > above and >= least."""
    if type(x) in (int, float) and -LARGEST <= x <= LARGEST:  # type: ignore[operator]  # a number by its type
        value = float(x)  # type: ignore[arg-type]  # the same
    else:
        array(x, name, (), hint)
        value = float(np.asarray(x))
    if value <= above:
        raise ValueError(f"{name} must be > {above:g}, got {value:g}; {hint}")
    if value < least:
        raise ValueError(f"{name} must be >= {least:g}, got {value:g}; {hint}")


def choice(value: object, values: Iterable[str], name: str) -> None:
    """The value is one of these words."""
    values = tuple(values)
    if value not in values:
        raise ValueError(f"{name} must be one of {', '.join(values)}, got {value!r}; spell it as here")


def function(f: object, name: str) -> None:
    """f can be called."""
    if not callable(f):
        raise ValueError(f"{name} must be a function, got {type(f).__name__}; give its name without brackets")


def rng(generator: object) -> None:
    """The source of randomness is a NumPy generator."""
    if not isinstance(generator, np.random.Generator):
        got = type(generator).__name__
        raise ValueError(f"rng must be a Generator, got {got}; np.random.default_rng(0) makes one")


def graph(W: object) -> None:
    """W (N, N) holds the weights of an undirected graph: symmetric to round-off, and >= 0."""
    array(W, "W", ("N", "N"), "give each node a row and a column")
    W = np.asarray(W, float)
    if W.shape[0] != W.shape[1]:
        raise ValueError(f"W must be (N, N), got shape {W.shape}; give each node a row and a column")
    if (abs(W - W.T) > 1e-8 * abs(W).max()).any():
        raise ValueError(f"W must be symmetric, got a difference of {abs(W - W.T).max():g}; an edge has one weight")
    if (W < 0).any():
        raise ValueError(f"W must be >= 0, got {W.min():g}; a weight says how alike two nodes are")


def gram(K: object, name: str = "K") -> None:
    """K (N, N) is symmetric to round-off; that it is positive semidefinite is not checked."""
    array(K, name, ("N", "N"), "give a Gram matrix, with a row and a column for each sample")
    K = np.asarray(K, float)
    if K.shape[0] != K.shape[1]:
        raise ValueError(f"{name} must be (N, N), got shape {K.shape}; is this the Gram matrix of two different sets?")
    if (abs(K - K.T) > 1e-8 * abs(K).max()).any():
        raise ValueError(f"{name} must be symmetric, got a difference of {abs(K - K.T).max():g}; k(x, z) = k(z, x)")


def probabilities(P: object) -> None:
    """The rows of P (N, K), K >= 2, are nonnegative and sum to 1."""
    samples(P, "P", "K")
    P = np.asarray(P, float)
    if P.shape[1] < 2:
        raise ValueError(f"P must be (N, K) with K >= 2, got shape {P.shape}; is a sample a row?")
    # The tolerance is for rows that were computed in float32.
    bad = np.flatnonzero((P < 0).any(axis=1) | (abs(P.sum(axis=1) - 1) > 1e-5))
    if bad.size:
        row = f"{P[bad[0]]} as row {bad[0]}"
        raise ValueError(f"P must have rows >= 0 of sum 1, got {row}; softmax(Z) makes them of logits")


def logits(Z: object) -> None:
    """Z (N, K), K >= 2, is real and finite."""
    Z = regular(Z, "Z")
    if Z.ndim != 2:
        raise ValueError(f"Z must be (N, K), got shape {Z.shape}; give each sample a row")
    if Z.shape[0] < 1 or Z.shape[1] < 2:
        raise ValueError(f"Z must be (N, K) with N >= 1 and K >= 2, got shape {Z.shape}; is a sample a row?")
    numbers(Z, "Z")


def classified(Z: object, y: object) -> None:
    """Z (N, K) are logits and y (N,) the classes of their rows."""
    logits(Z)
    N, K = np.asarray(Z).shape
    if (got := regular(y, "y").shape) != (N,):
        raise ValueError(f"y must be ({N},) to match Z ({N}, {K}), got shape {got}; one label for each row of Z")
    labels(y, K)


def layer(W: object, b: object, d_in: int | str, of: str = "") -> None:
    """W (d_in, d_out) and b (d_out,) make an affine layer."""
    array(W, f"W{of}", (d_in, "d_out"), "W has a row for each input of its layer; transpose it?")
    array(b, f"b{of}", np.asarray(W).shape[1:], "b has an entry for each column of W")


def params(params: Sequence[object], d_in: int | str = "d_in", name: str = "params") -> None:
    """params is the list of (W, b) of layers that fit one to the next; name is what the caller calls it."""
    if not isinstance(params, list | tuple) or len(params) < 1:
        got = "no layer" if isinstance(params, list | tuple) else type(params).__name__
        raise ValueError(f"{name} must be a list of (W, b), got {got}; one layer is the list [(W, b)]")
    for i, each in enumerate(params):
        if not isinstance(each, list | tuple) or len(each) != 2:
            got = type(each).__name__
            raise ValueError(f"{name}[{i}] must be a pair (W, b), got {got}; is {name} a list of pairs?")
        W, b = each
        layer(W, b, d_in, f" of {name}[{i}]")
        d_in = np.shape(W)[1]


def pairs(params: object, name: str) -> None:
    """params is a list of pairs of arrays, of any shapes."""
    if not isinstance(params, list | tuple) or not params:
        got = type(params).__name__
        raise ValueError(f"{name} must be a list of pairs of arrays, got {got}; one layer is the list [(W, b)]")
    for i, pair in enumerate(params):
        if not isinstance(pair, list | tuple) or len(pair) != 2:
            raise ValueError(f"{name}[{i}] must be a pair of arrays, got {type(pair).__name__}; weights and biases")
        for part, A in zip(("weights", "biases"), pair, strict=True):
            numbers(A, f"{part} of {name}[{i}]")


def widths(d: Sequence[int]) -> None:
    """d = [d_0, ..., d_L] are the widths of a network with at least one layer."""
    given = list(d) if isinstance(d, list | tuple) else regular(d, "widths").tolist()
    if not isinstance(given, list) or len(given) < 2 or not all(_is_integer(n) and n >= 1 for n in given):
        raise ValueError(f"widths must be two integers >= 1 or more, got {d!r}; give [d_0, ..., d_L]")


def rate(lr: object) -> None:
    """lr is a step size, 0 for a standstill."""
    scalar(lr, "lr", least=0, hint="minus the gradient is the direction of descent")


def memory(beta: float, name: str) -> None:
    """beta in [0, 1) is the weight of the past in a running sum or mean."""
    scalar(beta, name, least=0, hint="it is the weight of the past")
    if beta >= 1:
        raise ValueError(f"{name} must be < 1, got {beta:g}; the past would never be forgotten")


def training(
    layers: Sequence[tuple[np.ndarray, np.ndarray]],
    X: np.ndarray,
    y: object,
    epochs: int,
    batch: int,
    lr: float,
    beta: float,
    generator: object,
) -> None:
    """What a perceptron of these layers needs to be trained on the samples X, y in batches, by momentum."""
    samples(X, d="d_in")
    params(layers, np.shape(X)[1])
    targets(y, X)
    labels(y, np.shape(layers[-1][0])[1])
    integer(epochs, "epochs", 0, "the number of passes through the samples")
    integer(batch, "batch", 1, "the number of samples for each step")
    rate(lr)
    memory(beta, "beta")
    rng(generator)


def images(X: object, name: str = "X") -> None:
    """X (N, C, H, W) is a batch of images."""
    array(X, name, ("N", "C", "H", "W"), f"a batch of images; {name}[None, None] makes one of one image")


def sizes(shape: object, letters: str) -> None:
    """The shape has a size >= 1 for each of these letters."""
    given = list(shape) if isinstance(shape, list | tuple | np.ndarray) else []
    if len(given) != len(letters):
        raise ValueError(f"shape must be ({', '.join(letters)}), got {shape!r}; it is the shape of the images")
    for name, size in zip(letters, given, strict=True):
        integer(size, f"{name} of shape", 1, "a size of the images")


def places(size: tuple[int, ...], kernel: tuple[int, ...], pad: int, stride: int) -> None:
    """A kernel (kh, kw) has a place or more in an image of size (H, W) with pad zeros on each side."""
    integer(pad, "pad", 0, "the number of zeros on each side")
    integer(stride, "stride", 1, "the number of places that the kernel moves by")
    padded = tuple(n + 2 * pad for n in size)
    if kernel[0] > padded[0] or kernel[1] > padded[1]:
        raise ValueError(f"kernel {kernel} must fit into the padded image, got {padded}; pad more, or a smaller one")


def blocks(size: tuple[int, ...], s: int) -> None:
    """A feature map of this size can be cut into s x s blocks."""
    if size[0] % s or size[1] % s:
        raise ValueError(f"sides of feature maps must be multiples of {s}, got {size}; pad or crop the images")


def cnn(X: object, params: Sequence[tuple[np.ndarray, np.ndarray]]) -> None:
    """params = [(K, c), (W, b)] are a convolutional and an affine layer that fit the images X, with 2 x 2 pooling."""
    images(X)
    layers = params if isinstance(params, list | tuple) else []
    sound = all(isinstance(pair, list | tuple) and len(pair) == 2 for pair in layers)
    if not sound or [regular(W, "weights of params").ndim for W, _ in layers] != [4, 2]:
        raise ValueError("params must be [(K, c), (W, b)], got other layers; K (F, C, kh, kw), c (F,), W, b (classes,)")
    (K, c), (W, b) = params
    _, C, height, width = np.asarray(X).shape
    array(K, "K", ("F", C, "kh", "kw"), "a kernel for each filter and each channel of X")
    F, _, kh, kw = np.shape(K)
    array(c, "c", (F,), "a bias for each filter")
    places((height, width), (kh, kw), 0, 1)
    rows, columns = height - kh + 1, width - kw + 1
    blocks((rows, columns), 2)
    layer(W, b, F * rows * columns // 4)


def _is_integer(n: object) -> bool:
    return isinstance(n, int | np.integer) and not isinstance(n, bool)


def _finite_at_a_glance(A: object) -> bool:
    """Whether A is a float64 array whose squares have a finite sum; if not, it deserves a closer look.

    The guards of one step of an optimiser must not take longer than the step.
    """
    return type(A) is np.ndarray and A.dtype is FLOAT64 and A.size > 0 and isfinite(np.vdot(A, A))


def regular(A: object, name: str) -> np.ndarray:
    """A as an array; rows of different lengths make none, nor does a single thing that is no number."""
    try:
        array = np.asarray(A)
    except ValueError:
        raise ValueError(f"{name} must be an array, got rows of different lengths; fill them up") from None
    if array.dtype == object and not array.ndim and not isinstance(A, int):
        hint = "does a function forget to return it?" if A is None else "give numbers, or a list of them"
        raise ValueError(f"{name} must be an array, got {type(A).__name__}; {hint}")
    return array
