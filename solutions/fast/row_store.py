"""Rows of a Gram matrix, computed in batches when they are first needed, and kept as far as memory allows."""

import numpy as np

from solutions.fast.gram import Rows

MEMORY = 2**28  # bytes, for all the rows of 5800 samples in float32
WHOLE = 2500  # samples, up to which the whole matrix is computed at once: half is a mirror image, no row is sought
BATCH = 32  # rows computed at once: a product of matrices, where a single row would be one with a vector


class RowStore:
    """What is kept of an (N, N) matrix of scalar products phi_i . phi_n.

    row[i] (N,) is row i, and reciprocal[i] (N,) holds 1 / |phi_i - phi_n|, cut off where the distance is zero;
    None where they are not there. They count as equally large against the memory, in bytes.
    """

    def __init__(self, rows: Rows, memory: int) -> None:
        self.rows = rows
        self.dtype = rows.diagonal.dtype
        N = len(rows.diagonal)
        self.capacity = int(min(N, max(2, memory // (2 * N * self.dtype.itemsize))))
        self.row: list[np.ndarray | None] = [None] * N
        self.reciprocal: list[np.ndarray | None] = [None] * N
        rounding = 1e-6 if self.dtype == np.float32 else 1e-12
        self.flattest = max(rounding * float(rows.diagonal.max()), 1e-30)  # a squared distance that counts as zero
        self._slot = np.full(N, -1)
        self._sample = np.full(self.capacity, -1)
        self._next = 0
        self._kept: np.ndarray
        if self.capacity == N <= WHOLE:
            self._kept = rows.all()
            self._take(np.arange(N), 0)
        else:
            self._kept = np.empty((self.capacity, N), self.dtype)

    def fetch(self, i: int, urgency: np.ndarray, keep: int) -> np.ndarray:
        """Row i (N,), computed together with the most urgent missing ones; the row of `keep` is not dropped."""
        batch = max(1, min(BATCH, self.capacity // 2))
        urgency = np.where(self._slot < 0, urgency, -np.inf)
        urgency[i] = np.inf
        samples = np.argpartition(urgency, -batch)[-batch:]
        samples = samples[np.isfinite(urgency[samples]) | (samples == i)]
        start = self._room(len(samples), keep)
        for old in self._sample[start : start + len(samples)]:
            if old >= 0:
                self.row[old] = self.reciprocal[old] = None
                self._slot[old] = -1
        self.rows.into(samples, self._kept[start : start + len(samples)])
        self._take(samples, start)
        self._next = start + len(samples)
        return self._kept[self._slot[i]]

    def reciprocals(self, i: int) -> np.ndarray:
        """Compute and keep reciprocal[i] from row[i]."""
        found = self.row[i] * self.dtype.type(-2)
        found += self.rows.diagonal
        found += self.rows.diagonal[i]
        np.maximum(found, self.flattest, out=found)
        np.sqrt(found, out=found)
        np.reciprocal(found, out=found)
        self.reciprocal[i] = found
        return found

    def load_results(self, samples: np.ndarray) -> np.ndarray:
        """These rows, (len(samples), N), as a copy; those that are missing are computed, and not kept."""
        slots = self._slot[samples]
        gathered = self._kept[slots]
        missing = np.flatnonzero(slots < 0)
        if missing.size:
            computed = np.empty((missing.size, gathered.shape[1]), self.dtype)
            self.rows.into(samples[missing], computed)
            gathered[missing] = computed
        return gathered

    def _room(self, m: int, keep: int) -> int:
        """The first of m neighbouring slots, those filled longest ago where the slot of `keep` allows it."""
        start = self._next if self._next + m <= self.capacity else 0
        held = int(self._slot[keep])
        if start <= held < start + m:
            start = held + 1 if held + 1 + m <= self.capacity else 0
        return start

    def _take(self, samples: np.ndarray, start: int) -> None:
        slots = range(start, start + len(samples))
        self._slot[samples] = slots
        self._sample[slots] = samples
        for sample, slot in zip(samples.tolist(), slots, strict=True):
            self.row[sample] = self._kept[slot]
