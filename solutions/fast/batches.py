"""Minibatches of an epoch as views of a megabyte of samples, brought into order block by block."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from solutions.fast.network import Network

BLOCK = 2**20  # bytes of samples, at least one batch: they stay in the cache until they are used
Views = tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray, np.ndarray]


class Block(NamedTuple):
    """n samples in order: their batches, as sizes m and arguments of the network's step, and where things are.

    For each sample (n,): the size m of its batch, its column there, where the batch's one-hot labels begin in those
    of the block, and the entry that they have.
    """

    batches: list[tuple[int, Views]]
    m: np.ndarray
    column: np.ndarray
    begin: np.ndarray
    entry: np.ndarray


class Batches:
    """Samples (N, d + 1) with a column of ones in the precision of the network, and room for a block of them."""

    def __init__(self, X: np.ndarray, y: np.ndarray, network: Network, batch: int, scale: float) -> None:
        N, d = np.shape(X)
        dtype, self.K, self.batch, self.scale = network.dtype, network.widths[-1], min(batch, N), scale
        self.X = np.ones((N, d + 1), dtype)
        self.X[:, :-1] = X
        self.y = np.asarray(y, np.intp)
        self.sizes = {self.batch, N % self.batch or self.batch}
        length = min(N, self.batch * max(1, BLOCK // (self.batch * self.X.itemsize * (d + 1))))
        self._samples, self._onehot = np.empty((length, d + 1), dtype), np.empty(length * self.K, dtype)
        self._places = np.empty(length, np.intp)
        self._logits, self._sums = np.empty((2, length), dtype)
        self._length, self._blocks = length, {n: self._block(n) for n in {length, N % length or length}}

    def blocks(self, order: np.ndarray) -> Iterator[Block]:
        """The blocks of an epoch; each is there until the next is asked for."""
        for i in range(0, len(order), self._length):
            some = order[i : i + self._length]
            n, block = len(some), self._blocks[len(some)]
            self.X.take(some, 0, self._samples[:n], "clip")  # "raise" would take a detour through a buffer
            self._places[:n] = self.y[some] * block.m + block.column
            self._onehot.fill(0)
            self._onehot[block.begin + self._places[:n]] = block.entry
            yield block

    def loss(self, block: Block) -> float:
        """The sum of the losses that the steps have found in a block."""
        n = len(block.m)
        losses = np.log(self._sums[:n] * block.entry) - self._logits[:n]
        return float(losses.sum(dtype=float))

    def _block(self, n: int) -> Block:
        batches, m = [], np.empty(n, np.intp)
        for i in range(0, n, self.batch):
            j = min(i + self.batch, n)
            m[i:j] = j - i
            onehot = self._onehot[i * self.K : j * self.K].reshape(self.K, -1)
            views = (self._samples[i:j].T, onehot, self._places[i:j], self._logits[i:j], self._sums[i:j])
            batches.append((j - i, views))
        number, column = np.divmod(np.arange(n), self.batch)
        return Block(batches, m, column, number * self.batch * self.K, (self.scale / m).astype(self.X.dtype))
