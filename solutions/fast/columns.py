"""The columns of im2col for a chunk of images, and their transpose (col2im), in arrays that are made once.

A chunk has m images (C, H, W), kept by channel, with a margin of zeros around each; the margin at the right of a
line is also the one at the left of the next, so that a line has L < W + 2 pad entries. The window (kh, kw) has
Ho x Wo places. A row of the columns has R >= Wo entries for each line of places: with stride 1, R = L, so that the
lines of an image follow each other without a gap, and the row is a run of the padded image.
"""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.lib.stride_tricks import as_strided

CHUNK = 2**18  # bytes of columns: they fit into the second-level cache with whatever they are multiplied by


class Columns:
    """Columns (kh kw C, m Ho R), a row for each entry (a, b, c) of a kernel, and other rows that match them."""

    def __init__(
        self, m: int, image: Sequence[int], kernel: Sequence[int], pad: tuple[int, int], stride: int,
        dtype: np.dtype | type,
    ) -> None:  # fmt: skip
        self.image, self.kernel, self.pad, self.stride, self.dtype = (m, *image), kernel, pad, stride, dtype
        self._sizes = _places(image, kernel, pad, stride)
        _, self._inside, self._windows = self._padded()
        self._columns: np.ndarray = np.empty(self._windows.shape, dtype)
        self._summed: tuple[np.ndarray, np.ndarray, np.ndarray] | None = None

    def of(self, X: np.ndarray) -> np.ndarray:
        """The columns of the images X (m, C, H, W), there until the next call."""
        self._inside[:] = X.transpose(1, 0, 2, 3)
        self._columns[:] = self._windows
        return self._columns.reshape(-1, self._columns[0, 0, 0].size)

    def sums(self) -> np.ndarray:
        """The transpose of `of` applied to what is in the columns now: (C, m, H, W), until the next call.

        Entry by entry of the window, all the places at once: they do not overlap then.
        """
        if self._summed is None:
            self._summed = self._padded()
        base, inside, windows = self._summed
        base.fill(0)
        for a, b in np.ndindex(*self.kernel):
            windows[a, b] += self._columns[a, b]
        return inside

    def rows(self, channels: int) -> np.ndarray:
        """Room for (channels, m, Ho, R), in the order of the columns."""
        Ho, R, _ = self._sizes
        return np.zeros((channels, self.image[0], Ho, R), self.dtype)

    def cut(self, rows: np.ndarray) -> np.ndarray:
        """The entries of such rows that stand for places of the window."""
        return rows[..., : self._sizes[2]]

    def _padded(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Zeros, room in them for images by channel, (C, m, H, W), and windows into it, (kh, kw, C, m, Ho, R)."""
        (m, C, H, W), (kh, kw), (ph, pw) = self.image, self.kernel, self.pad
        Hp, L = H + 2 * ph, _line(W, kw, pw)
        beyond = max(pw, kw - 1)  # a margin before the first line, or windows that reach over the end of the last
        base: np.ndarray = np.zeros((C, m * Hp * L + beyond), self.dtype)
        planes = base[:, pw : pw + m * Hp * L].reshape(C, m, Hp, L)
        c, n, h, w = planes.strides
        strides = (h, w, c, n, self.stride * h, self.stride * w)
        windows = as_strided(base, (kh, kw, C, m, *self._sizes[:2]), strides)
        return base, planes[:, :, ph : ph + H, :W], windows


def chunks(
    N: int, image: Sequence[int], kernel: Sequence[int], pad: tuple[int, int], stride: int, dtype: np.dtype | type
) -> Iterator[tuple[slice, Columns]]:
    """Slices of the N images, with the Columns for as many as each has."""
    Ho, R, _ = _places(image, kernel, pad, stride)
    each = image[0] * kernel[0] * kernel[1] * Ho * R * np.dtype(dtype).itemsize
    number = -(-N * each // max(CHUNK, each))
    m = -(-N // number)  # chunks of one size, as far as that goes
    columns = Columns(m, image, kernel, pad, stride, dtype)
    for i in range(0, N, m):
        if N - i < m:
            columns = Columns(N - i, image, kernel, pad, stride, dtype)
        yield slice(i, i + m), columns


def _places(image: Sequence[int], kernel: Sequence[int], pad: tuple[int, int], stride: int) -> tuple[int, int, int]:
    """Ho, R and Wo."""
    Ho, Wo = ((n + 2 * p - k) // stride + 1 for n, p, k in zip(image[1:], pad, kernel, strict=True))
    return Ho, _line(image[2], kernel[1], pad[1]) if stride == 1 else Wo, Wo


def _line(W: int, kw: int, pw: int) -> int:
    """L: the line and a margin, and not less than the places that there are with stride 1."""
    return W + max(pw, 2 * pw - kw + 1)
