"""Backpropagation: the chain rule, applied from the output back to the input.

N samples, K classes, a layer has d_in inputs and d_out outputs; depth is the number of layers. X (N, d_in), W
(d_in, d_out), b (d_out,), Z pre-activations or logits, y (N,) integer labels 0..K-1. dA is the gradient with respect
to A and has its shape; U is an upstream gradient, with respect to an output and of the output's shape. `..._vjp`
functions are vector-Jacobian products: the transpose of the Jacobian of one map applied to U, without forming it;
`..._jvp` is a Jacobian applied to a direction. J is the loss that is minimised.

Lists are accepted for arrays, and no argument is changed. All results are float64, arrays new.
"""

# NumPy's stubs call the result of most array products Any, and mypy calls a lambda of no argument untyped.
# mypy: no-warn-return-any, allow-untyped-calls

from collections.abc import Callable
from graphlib import CycleError, TopologicalSorter

import numpy as np

from solutions import calls, require
from solutions.activations import ACTIVATIONS, act_vjp, activate
from solutions.classification import cross_entropy, softmax
from solutions.labels import one_hot
from solutions.networks import Params, affine


def chain_scalar(ws: np.ndarray, x: float) -> tuple[float, np.ndarray]:
    """Output and gradient (out, dws) of a network with one neuron in each of its layers.

    ws (depth,) are the weights, one or more, the one next to the input x first; there are no biases, and
    every layer, the last too, ends with the logistic sigmoid. out is a number, dws (depth,) its derivatives
    by the weights. As long as no w a is beyond 20 in size, dws is right to three digits, be it as small as 1e-100;
    where a neuron is saturated, by a weight of 1e5 say, it is right to five decimals, and never NaN.

    Derivation
    ----------
    a_0 = x, z_l = w_l a_{l-1}, a_l = s(z_l), out = a_depth. With delta_l = d out / d z_l the chain rule gives
    delta_depth = s'(z_depth), delta_l = delta_{l+1} w_{l+1} s'(z_l), d out / d w_l = delta_l a_{l-1}, and
    s'(z_l) = s(z_l) (1 - s(z_l)) = a_l (1 - a_l) <= 1/4. So |d out / dx| = |w_1 delta_1| <= 4^-depth prod |w_l|.
    Errors: ValueError unless ws is (depth,), depth >= 1, x is one number, and all are real and finite.
    Source: backpropagation with one neuron per layer; the bound is the vanishing gradient.
    """
    require.array(ws, "ws", ("depth",), "one weight for each layer")
    require.array(x, "x", (), "the network has one input")
    ws, a = np.asarray(ws, float), [float(x)]
    for w in ws:
        a.append(float(activate(w * a[-1], "sigmoid")))
    dws = np.empty_like(ws)
    da = 1.0
    for i in reversed(range(len(ws))):
        dz = da * a[i + 1] * (1 - a[i + 1])
        dws[i] = dz * a[i]
        da = dz * ws[i]
    return a[-1], dws


def affine_vjp(U: np.ndarray, X: np.ndarray, W: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Vector-Jacobian products (dX, dW, db) of the affine layer with the weights W at the samples X.

    U (N, d_out), X (N, d_in), W (d_in, d_out); dX, dW and db have the shapes of X, W and b (d_out,). dW and
    db are sums over the samples, no means, right to six digits. No argument changes.

    Derivation
    ----------
    If X, W, b move by V, M, c, then Z = X W + 1 b^T moves by V W + X M + 1 c^T to first order. With
    <A, B> = tr(A^T B): <U, V W> = <U W^T, V>, <U, X M> = <X^T U, M>, <U, 1 c^T> = <U^T 1, c>.
    Hence dX = U W^T, dW = X^T U, db = U^T 1, the column sums of U.
    Errors: ValueError unless these shapes fit, no size is 0, and all entries are real and finite.
    Source: the adjoint identity <U, f' v> = <f'^T U, v>.
    """
    _require_products(U, X, W)
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

    Derivation
    ----------
    d(-log p_y)/dz = p - e_y, so that delta_depth = (P - Y)/N for the mean J. Backwards through the layers
    dW_l = A_{l-1}^T delta_l, db_l = delta_l^T 1, delta_{l-1} = (delta_l W_l^T) o act'(Z_{l-1}), with the
    inputs A_{l-1} of the layers and the pre-activations Z_l, which the forward pass has stored. The first
    layer's dX = delta_1 W_1^T is not needed, and not computed: the samples are no parameters. This is the
    gradient where act is differentiable at all pre-activations; at a kink of the relu, where `act_vjp` has the
    slope 0, it need not be, even if J is differentiable there.
    Errors: ValueError for another act, shapes or labels that do not fit, entries not real and finite.
    Source: the delta recursion of backpropagation, reverse-mode differentiation.
    """
    _require_batch(params, X, y)
    require.choice(act, ACTIVATIONS, "act")
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


def flop_ratio(widths: list[int]) -> float:
    """Multiply-adds of the backward pass divided by those of the forward pass, both of the same batch.

    Counted are the dense matrix products of a network of the widths [d_0, ..., d_depth], nothing else; the gradient
    with respect to the samples is not computed.
    Not graded: ValueError unless there are two widths or more, all of them integers >= 1.

    Derivation
    ----------
    With S = sum of d_{l-1} d_l over l = 1..depth, a sample costs S forward (x W_l), S for all the dW_l, and
    S - d_0 d_1 for the dX_l, that of the first layer left out. The ratio is 2 - d_0 d_1 / S, in [1, 2): in
    multiply-adds of the matrix products loss and gradient cost less than three losses, however many
    parameters there are. So does `mlp_jvp`, for one direction, if it leaves out dA_0 W_1 = 0.
    Source: the cheap gradient principle (Baur and Strassen).
    """
    require.widths(widths)
    d = [int(n) for n in widths]
    products = [d[i - 1] * d[i] for i in range(1, len(d))]
    return 2 - products[0] / sum(products)


def mlp_jvp(
    params: list[tuple[np.ndarray, np.ndarray]],
    X: np.ndarray,
    act: str,
    dparams: list[tuple[np.ndarray, np.ndarray]],
) -> np.ndarray:
    """Derivative dZ (N, K) of the logits of a multilayer perceptron in the direction dparams of its parameters.

    params is the list of the layers' (W, b), dparams a list of (dW, db) of the same shapes; the samples X
    (N, d_0) do not move. act ("relu", "tanh", "sigmoid" or "identity") stands between layers, not after the
    last one. dZ is the derivative at t = 0 of the logits for the parameters params + t dparams, right to five
    decimals. As long as the outputs of all layers are within -4 and 4 it is right to three digits where it is tiny
    too, as difference quotients are not.

    Derivation
    ----------
    By the product rule Z_l = A_{l-1} W_l + 1 b_l^T moves by dZ_l = dA_{l-1} W_l + A_{l-1} dW_l + 1 db_l^T,
    and A_l = act(Z_l) by dA_l = dZ_l o act'(Z_l); the samples do not move, dA_0 = 0. If G is what the delta
    recursion makes of any U in place of (P - Y)/N, then <U, dZ> = <G, dparams>. Nothing need be remembered
    but A and dA. As in `mlp_backward` the derivative of the relu at 0 is taken to be 0.
    Errors: ValueError for another act, shapes that do not fit, entries that are not real and finite.
    Source: forward-mode differentiation (Wengert 1964), dual numbers.
    """
    _require_direction(params, X, dparams)
    require.choice(act, ACTIVATIONS, "act")
    A = np.asarray(X, float)
    dA = np.zeros_like(A)
    for (W, b), (dW, db) in zip(params[:-1], dparams[:-1], strict=True):
        Z, dZ = affine(A, W, b), affine(A, dW, db) + dA @ np.asarray(W, float)
        A, dA = activate(Z, act), act_vjp(dZ, Z, act)
    return affine(A, *dparams[-1]) + dA @ np.asarray(params[-1][0], float)


@calls.python_scalars
def gradcheck(
    f: Callable[[np.ndarray], float], g: Callable[[np.ndarray], np.ndarray], x: np.ndarray, h: float
) -> float:
    """How far the gradient g of the scalar function f is from central differences of step h > 0 at x.

    x has any shape, () too, and may hold integers; f and g are called with arrays of that shape, and g(x) has it as
    well. Steps may be as small as 1e-8 beside entries of 3. The error of an entry with the value a by g and b by
    differences is |a - b| / max(1, |a|, |b|); the result is the largest of them, right to five decimals, and nan if one
    is nan.

    Derivation
    ----------
    If f has five continuous derivatives, b_i = (f(x + h e_i) - f(x - h e_i)) / (2h) is
    df/dx_i + (h^2/6) d^3f/dx_i^3 + O(h^4): the even terms of the two Taylor series cancel. Round-off adds
    about 1e-16 |f| / h; the sum is least near h = 1e-5. A doubled entry, |a| >= 1, has the error 1/2, and the
    largest error shows it among many right ones.
    Errors: ValueError unless h > 0, x is real and finite, f(x) is a number, g(x) has the shape of x.
    Source: central finite differences.
    """
    _require_functions(f, g, x, h)
    x = np.asarray(x, float)
    a, b = np.asarray(g(x.copy())), np.empty_like(x)
    for i in np.ndindex(x.shape):
        step = np.zeros_like(x)
        step[i] = h
        b[i] = (f(x + step) - f(x - step)) / (2 * h)
    return float(np.max(abs(a - b) / np.maximum(1, np.maximum(abs(a), abs(b)))))


def catch_backward() -> list[tuple[list[tuple[np.ndarray, np.ndarray]], np.ndarray, np.ndarray, str]]:
    """A list of one to three inputs (params, X, y, act) on which nine wrong backward passes show themselves.

    Each input has 1 to 4 layers, widths from 1 to 6, 1 to 6 samples, and entries from -10 to 10. A wrong
    backward pass is caught if on one of the inputs its (loss, grads) is off by more than 0.001 in an entry.

    Derivation
    ----------
    N >= 2 shows what becomes of 1/N; a W_2 that is not symmetric shows its transpose; a hidden layer with a
    curved activation shows slope, pre-activation and order of the update, and logits that act changes show
    one that is too many; relu with a negative upstream gradient at an open unit shows the mask by a wrong
    sign, which no smooth activation does.
    Source: mutation testing, by hand.
    """
    W1, b1 = np.array([[1.0, -1.0], [2.0, 1.0]]), np.array([0.5, -0.5])
    W2, b2 = np.array([[1.0, 2.0], [-1.0, 1.0]]), np.zeros(2)
    return [([(W1, b1), (W2, b2)], np.eye(2), np.array([0, 1]), act) for act in ("tanh", "relu")]


def graph_gradients(edges: list[tuple[str, str, float]], output: str) -> dict[str, float]:
    """Derivative of the node `output` of a computational graph by each node: {node: derivative}.

    An edge (u, v, d) says that v is computed from u, with the partial derivative dv/du = d. The edges come
    in any order, there may be several between two nodes, or none at all, and there is no cycle. The keys are all
    nodes of the edges and output, which need not be among them: 1 for output, 0 for nodes it does not depend on. The
    time does not grow with the number of paths, whatever the derivatives are.

    Derivation
    ----------
    The multivariate chain rule: d out / du = sum over the edges (u, v, d) of d * (d out / dv); unrolled, the
    sum over all paths from u to the output of the products along them. d out / dv is complete once all
    edges that leave v are used; only then is it passed on, which is a reverse topological order. So each
    edge is used once, although the number of paths may be exponential.
    Errors: ValueError unless edges is a list of such triples with finite d, without a cycle.
    Source: Bauer's path formula; Kahn's algorithm.
    """
    _require_dag(edges)
    grads = {node: 0.0 for u, v, _ in edges for node in (u, v)} | {output: 1.0}
    before: dict[str, list[tuple[str, float]]] = {node: [] for node in grads}
    unused = dict.fromkeys(grads, 0)
    for u, v, d in edges:
        before[v].append((u, float(d)))
        unused[u] += 1
    complete = [node for node in grads if not unused[node]]
    while complete:
        v = complete.pop()
        for u, d in before[v]:
            grads[u] += d * grads[v]
            unused[u] -= 1
            if not unused[u]:
                complete.append(u)
    return grads


def _require_products(U: np.ndarray, X: np.ndarray, W: np.ndarray) -> None:
    require.samples(X, d="d_in")
    N, d_in = np.shape(X)
    require.array(W, "W", (d_in, "d_out"), "W has a row for each input of its layer; transpose it?")
    require.array(U, "U", (N, np.shape(W)[1]), "U is the gradient with respect to X W + b, of its shape")


def _require_network(params: Params, X: np.ndarray) -> None:
    require.samples(X, d="d_in")
    require.params(params, np.shape(X)[1])


def _require_direction(params: Params, X: np.ndarray, dparams: Params) -> None:
    _require_network(params, X)
    require.params(dparams, np.shape(X)[1], "dparams")
    wanted, got = ([np.shape(b) for _, b in layers] for layers in (params, dparams))
    if got != wanted:
        raise ValueError(f"dparams must have biases of the shapes {wanted}, got {got}; it is shaped like params")


def _require_batch(params: Params, X: np.ndarray, y: np.ndarray) -> None:
    _require_network(params, X)
    N, d_in = np.shape(X)
    K = np.shape(params[-1][0])[1]
    if K < 2:
        raise ValueError(f"the last layer must have K >= 2 outputs, got {K}; each class has one")
    require.numbers(y, "y")
    if np.shape(y) != (N,):
        got = np.shape(y)
        raise ValueError(f"y must be ({N},) to match X ({N}, {d_in}), got shape {got}; one label a sample")
    require.labels(y, K)


def _require_dag(edges: list[tuple[str, str, float]]) -> None:
    if not isinstance(edges, list | tuple):
        raise ValueError(f"edges must be a list, got {type(edges).__name__}; list(edges) makes one")
    sorter: TopologicalSorter[str] = TopologicalSorter()
    for i, edge in enumerate(edges):
        if not isinstance(edge, list | tuple) or len(edge) != 3:
            raise ValueError(f"edges[{i}] must be (u, v, dv/du), got {edge!r}; name both its nodes")
        require.array(edge[2], f"dv/du of edges[{i}]", (), "one number for each edge")
        sorter.add(edge[1], edge[0])
    try:
        sorter.prepare()
    except CycleError as error:
        cycle = " -> ".join(map(str, error.args[1]))
        raise ValueError(f"edges must have no cycle, got {cycle}; which edge is backwards?") from None


def _require_functions(
    f: Callable[[np.ndarray], float], g: Callable[[np.ndarray], np.ndarray], x: np.ndarray, h: float
) -> None:
    require.function(f, "f")
    require.function(g, "g")
    require.numbers(x, "x")
    require.array(h, "h", (), "one step serves all entries")
    if h <= 0:
        raise ValueError(f"h must be > 0, got {h}; 1e-5 suits values of order 1")
    x = np.asarray(x, float)
    value, gradient = np.shape(f(x.copy())), np.shape(g(x.copy()))
    if value:
        raise ValueError(f"f(x) must be a number, got shape {value}; take the mean or a sum")
    if gradient != x.shape:
        raise ValueError(f"g(x) must have the shape {x.shape} of x, got {gradient}; one entry for each of x")
