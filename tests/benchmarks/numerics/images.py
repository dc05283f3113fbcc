"""Cells: convolution layers, forward and backward."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import numpy as np

from solutions.fast.convolution import xcorr, xcorr_backward
from tests.benchmarks.numerics import plain
from tests.benchmarks.numerics.cells import Cell, Contest
from tests.benchmarks.numerics.peers import present

N = 64
SHAPES = ((1, 8, 8), (1, 16, 28), (1, 32, 28), (16, 32, 14), (32, 64, 14), (64, 64, 8), (32, 32, 28))  # C, F, H = W


def cells() -> Iterator[Cell]:
    """The tables' cells."""
    table = f"Convolution 3 x 3, forward and backward, {N} images"
    for C, F, H in SHAPES:
        yield Cell(f"conv-{C}-{F}-{H}", table, partial(_contest, C, F, H))


def _contest(C: int, F: int, H: int) -> Contest:
    rng = np.random.default_rng(0)
    X, K, U = (rng.normal(size=shape).astype(np.float32) for shape in ((N, C, H, H), (F, C, 3, 3), (N, F, H, H)))
    sides: dict[str, Callable[[], Any]] = {"ours": lambda: (xcorr(X, K, 1), *xcorr_backward(U, X, K, 1))}
    if present("torch"):
        import torch

        x, w, u = torch.from_numpy(X).requires_grad_(), torch.from_numpy(K).requires_grad_(), torch.from_numpy(U)

        def by_torch() -> Any:
            y = torch.nn.functional.conv2d(x, w, padding=1)
            return tuple(A.detach().numpy() for A in (y, *torch.autograd.grad(y, (x, w), u)))

        sides["torch"] = by_torch
    if present("jax"):
        import jax

        @jax.jit
        def by_jax(x: Any, w: Any, u: Any) -> Any:
            y, back = jax.vjp(lambda x, w: jax.lax.conv(x, w, (1, 1), "SAME"), x, w)
            return (y, *back(u))

        arrays = tuple(jax.numpy.asarray(A) for A in (X, K, U))
        sides["jax, jit"] = lambda: jax.block_until_ready(by_jax(*arrays))
    sides["plain im2col"] = lambda: plain.xcorr_and_gradients(X, K, U)
    return Contest(sides, lambda result: result, _same)


def _same(ours: Any, theirs: Any) -> str:
    error = max(float(abs(a - np.asarray(b)).max() / abs(a).max()) for a, b in zip(ours, theirs, strict=True))
    return "" if error < 1e-4 else f"differs by {error:.1g} of the largest entry"
