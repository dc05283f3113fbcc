"""Reverse mode on a graph of arrays: backpropagation for every network that is a directed acyclic graph.

A graph is a dict {node: (rule, *inputs)}: a node is computed by its rule from its inputs, other nodes or leaves. leaves
is a dict of the arrays that are given: samples and parameters. A node may be the input of several others (a residual
connection), and so may a leaf (shared weights): the gradients that come back add up.

A rule is a pair of functions (f, vjp): f(*inputs) is the value, and vjp(U, value, *inputs) are the vector-Jacobian
products, one for each input, U being the gradient with respect to the value. RULES has those without settings by name,
and the functions below it make those that have some. All values are float64.
"""

from collections.abc import Callable
from graphlib import CycleError, TopologicalSorter
from typing import Any

import numpy as np

from solutions import calls, require
from solutions.convolution import maxpool_vjp, xcorr_backward
from solutions.networks import activate
from solutions.patches import im2col
from solutions.training import fused_softmax_ce

Rule = tuple[Callable[..., Any], Callable[..., tuple[Any, ...]]]
Graph = dict[str, tuple[Any, ...]]
Arrays = dict[str, np.ndarray]


def unbroadcast(U: np.ndarray, shape: tuple[int, ...]) -> np.ndarray:
    """The adjoint of broadcasting an array of this shape to that of U: U, summed over the axes of the copies.

    ValueError unless the shape broadcasts to that of U.
    """
    require.numbers(U, "U")
    sizes = np.asarray(shape, dtype=object).reshape(-1).tolist()
    if not all(isinstance(n, int | np.integer) for n in sizes) or not _broadcasts(tuple(sizes), np.shape(U)):
        raise ValueError(f"shape must broadcast to {np.shape(U)}, got {shape}; is it the shape of the smaller array?")
    U = np.asarray(U, float)
    U = U.sum(axis=tuple(range(U.ndim - len(shape))))
    return U.sum(axis=tuple(i for i, n in enumerate(shape) if n == 1), keepdims=True)


def _matmul_vjp(U: np.ndarray, _: np.ndarray, A: np.ndarray, B: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """A vector on the left is a row, one on the right a column; stacks of matrices are broadcast."""
    rows, columns = np.atleast_2d(A), B[:, None] if B.ndim == 1 else B
    U = np.reshape(U, np.shape(rows[..., :1] @ columns[..., :1, :]))
    dA, dB = U @ np.swapaxes(columns, -1, -2), np.swapaxes(rows, -1, -2) @ U
    return unbroadcast(dA, rows.shape).reshape(A.shape), unbroadcast(dB, columns.shape).reshape(B.shape)


def _sigmoid_vjp(U: np.ndarray, value: np.ndarray, A: np.ndarray) -> tuple[np.ndarray]:
    """1 - value would be 0 far to the right, where sigma(-a) is small, but not 0."""
    return (U * value * activate(-A, "sigmoid"),)


def _broadcasts(shape: tuple[int, ...], to: tuple[int, ...]) -> bool:
    last = to[len(to) - len(shape) :]
    return len(shape) <= len(to) and all(n in (1, m) for n, m in zip(shape, last, strict=True))


RULES: dict[str, Rule] = {
    "add": (lambda A, B: A + B, lambda U, _, A, B: (unbroadcast(U, A.shape), unbroadcast(U, B.shape))),
    "multiply": (lambda A, B: A * B, lambda U, _, A, B: (unbroadcast(U * B, A.shape), unbroadcast(U * A, B.shape))),
    "matmul": (lambda A, B: A @ B, _matmul_vjp),
    "relu": (lambda A: np.maximum(A, 0), lambda U, _, A: (U * (A > 0),)),
    "tanh": (np.tanh, lambda U, value, _: (U * (1 - value**2),)),
    "sigmoid": (lambda A: activate(A, "sigmoid"), _sigmoid_vjp),
    "exp": (np.exp, lambda U, value, _: (U * value,)),
    "log": (np.log, lambda U, _, A: (U / A,)),
    "sum": (np.sum, lambda U, _, A: (np.full(A.shape, U),)),
    "mean": (np.mean, lambda U, _, A: (np.full(A.shape, U / A.size),)),
    "flatten": (lambda A: A.reshape(len(A), -1), lambda U, _, A: (U.reshape(A.shape),)),
}


def cross_entropy_rule(y: np.ndarray) -> Rule:
    """Rule of one input, the logits Z (N, K): the mean cross-entropy of their softmax with the labels y (N,)."""
    return lambda Z: fused_softmax_ce(Z, y)[0], lambda U, _, Z: (U * fused_softmax_ce(Z, y)[1],)


@calls.python_scalars
def xcorr_rule(pad: int, stride: int) -> Rule:
    """Rule of the inputs X (N, C, H, W) and K (F, C, kh, kw): their cross-correlation (N, F, rows, columns)."""
    require.integer(pad, "pad", 0, "the number of zeros on each side")
    require.integer(stride, "stride", 1, "the number of places that the kernel moves by")

    def f(X: np.ndarray, K: np.ndarray) -> np.ndarray:
        F, _, kh, kw = K.shape
        N, _, height, width = X.shape
        rows, columns = (height + 2 * pad - kh) // stride + 1, (width + 2 * pad - kw) // stride + 1
        Z = im2col(X, kh, kw, pad, stride) @ K.reshape(F, -1).T
        return Z.reshape(N, rows, columns, F).transpose(0, 3, 1, 2)

    return f, lambda U, _, X, K: xcorr_backward(U, X, K, pad, stride)


@calls.python_scalars
def maxpool_rule(s: int) -> Rule:
    """Rule of one input X (N, C, H, W): the maxima of its s x s blocks; s divides H and W."""
    require.integer(s, "s", 1, "the side of the blocks")

    def f(X: np.ndarray) -> np.ndarray:
        require.blocks(X.shape[2:], s)
        N, C, height, width = X.shape
        return X.reshape(N, C, height // s, s, width // s, s).max(axis=(3, 5))

    return f, lambda U, _, X: (maxpool_vjp(U, X, s),)


def evaluate(graph: Graph, leaves: Arrays) -> Arrays:
    """The values of all leaves and nodes, {name: array}. The nodes may come in any order.

    ValueError for an unknown rule or input, a name that is both node and leaf, a cycle, and leaves not finite.
    """
    values = {name: np.array(A, float) for name, A in leaves.items()}
    for node in _order(graph, leaves):
        rule, *inputs = graph[node]
        f, _ = RULES[rule] if isinstance(rule, str) else rule
        values[node] = np.asarray(f(*(values[name] for name in inputs)), float)
    return values


def gradients(graph: Graph, leaves: Arrays, output: str) -> tuple[float, Arrays]:
    """The value of the node `output`, a number, and its gradients by all leaves: (value, {leaf: array of its shape}).

    ValueError for what `evaluate` refuses, and unless output is a node whose value is one number.

    Derivation
    ----------
    d out / d(output) = 1. In reverse topological order every node is reached when all nodes that use it have passed on
    their share, so that its gradient U is complete: the sum of what came back. Then it passes on U^T times its own
    Jacobian. Each rule is used once forward and once backward, however many paths there are, and the memory is
    that of all the values. A leaf that output does not depend on has the gradient 0.
    Source: reverse-mode automatic differentiation (Linnainmaa 1970); graph_gradients is the scalar case.
    """
    values = evaluate(graph, leaves)
    if output not in graph or values[output].shape:
        got = f"an array of shape {values[output].shape}" if output in values else "no node"
        raise ValueError(f"output must be a node that is a number, got {got} {output!r}; end with a loss")
    grads = {output: np.ones(())}
    for node in reversed(_order(graph, leaves)):
        if node in grads:
            rule, *inputs = graph[node]
            _, vjp = RULES[rule] if isinstance(rule, str) else rule
            shares = vjp(grads[node], values[node], *(values[name] for name in inputs))
            for name, share in zip(inputs, shares, strict=True):
                if np.shape(share) != values[name].shape:
                    wanted, got = values[name].shape, np.shape(share)
                    raise ValueError(f"vjp of {node!r} must return {wanted} for {name!r}, got shape {got}; transpose?")
                grads[name] = grads.get(name, 0) + np.asarray(share, float)
    return float(values[output]), {leaf: grads.get(leaf, np.zeros(np.shape(A))) for leaf, A in leaves.items()}


def _order(graph: Graph, leaves: Arrays) -> list[str]:
    """The nodes, every one after its inputs."""
    _require_graph(graph, leaves)
    sorter = TopologicalSorter({node: inputs for node, (_, *inputs) in graph.items()})
    try:
        return [name for name in sorter.static_order() if name in graph]
    except CycleError as error:
        cycle = " -> ".join(error.args[1])
        raise ValueError(f"graph must have no cycle, got {cycle}; unroll it, with a node for each time") from None


def _require_graph(graph: Graph, leaves: Arrays) -> None:
    for name, A in leaves.items():
        require.numbers(A, name)
    for node, (rule, *inputs) in graph.items():
        if node in leaves:
            raise ValueError(f"{node!r} must be a node or a leaf, got both; rename one")
        if isinstance(rule, str):
            require.choice(rule, RULES, f"the rule of {node!r}")
        for name in inputs:
            if name not in graph and name not in leaves:
                raise ValueError(f"inputs of {node!r} must be nodes or leaves, got {name!r}; which array is it?")
