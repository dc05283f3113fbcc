"""Seals: a digest of each argument of a call. Both sides seal it; where seals differ, the call has changed it.

The student's process sends its seals back and the trusted side compares them with its own: a process that says nothing,
or always the same, is found to have changed everything. That it keeps the old seals is no more than keeping a copy.
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import msgpack
import numpy as np

from .encode import Writer
from .plain import ATOMS, NUMERIC, Seed, Unsendable

Seals = dict[int | str, str]  # by position or keyword; what cannot be changed has none
Ours = Callable[[Any], bool]  # whether a function is the trusted side's

BYTES = 8
BROKEN = ""  # the seal of what is no plain value any more


def seals(args: Sequence[Any], kwargs: Mapping[str, Any], ours: Ours) -> Seals:
    """The seals of all arguments as they are now."""
    inputs: list[tuple[int | str, Any]] = [*enumerate(args), *kwargs.items()]
    return {key: _seal(value, ours) for key, value in inputs if type(value) not in ATOMS}


def _seal(value: Any, ours: Ours) -> str:
    if type(value) is np.ndarray and value.dtype.newbyteorder("<").str in NUMERIC:  # as it mostly is
        value = value.astype(value.dtype.newbyteorder("<"), copy=False)  # it crosses so
        return _digest(f"{value.dtype.str}{value.shape}".encode(), value.tobytes())
    try:
        writer = _Sealer(ours)
        return _digest(msgpack.packb(writer.node(value)), *writer.buffers)
    except Exception:  # it was plain when it was sent; its class may be the student's
        return BROKEN


def _digest(*parts: bytes | memoryview) -> str:
    return hashlib.blake2b(b"".join(parts), digest_size=BYTES).hexdigest()


class _Sealer(Writer):
    """Writes what does not cross as what both sides can say of it: a generator, a function of this side or that."""

    def __init__(self, ours: Ours) -> None:
        super().__init__()
        self._ours = ours

    def node(self, value: Any, depth: int = 0) -> Any:
        """The node of a value; a generator is used up, which is no change."""
        if isinstance(value, Seed | np.random.Generator):
            return ["r"]
        return super().node(value, depth)

    def function(self, value: Any) -> list[Any]:
        """The node of what is no plain value."""
        if not callable(value):
            raise Unsendable(f"a value of type {type(value).__name__}")
        return ["f", self._ours(value)]
