"""Where the time goes: spans that exclude what was measured inside them."""

import functools
import pkgutil
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from typing import Any
from unittest import mock


class Stopwatch:
    """Seconds and counts of named spans. A span's name is a path below the `phases` that it stands in."""

    def __init__(self, phases: tuple[str, ...] = ()) -> None:
        self.seconds: defaultdict[str, float] = defaultdict(float)
        self.counts: Counter[str] = Counter()
        self._phases = phases
        self._open: list[tuple[str, list[float]]] = []  # names, and seconds of the spans inside

    @contextmanager
    def span(self, name: str) -> Iterator[None]:
        """Measure a block; what spans inside it take is theirs alone."""
        inner = [0.0]
        phase = next((each for each, _ in self._open if each in self._phases), "")
        self._open.append((name, inner))
        began = time.perf_counter()
        try:
            yield
        finally:
            took = time.perf_counter() - began
            self._open.pop()
            if self._open:
                self._open[-1][1][0] += took
            path = f"{phase}: {name}" if phase else name
            self.seconds[path] += took - inner[0]
            self.counts[path] += 1

    def reset(self) -> None:
        """Forget what was measured, and what is being measured."""
        self.seconds.clear()
        self.counts.clear()
        self._open.clear()

    @contextmanager
    def attached(self, places: Mapping[str, str]) -> Iterator[None]:
        """Measure functions while the block runs: `package.module:function` or `...:Class.method` -> span."""
        with ExitStack() as stack:
            for place, name in places.items():
                original = pkgutil.resolve_name(place)
                stack.enter_context(replaced(place, self._wrapped(original, name)))
            yield

    def _wrapped(self, function: Callable[..., Any], name: str) -> Callable[..., Any]:
        @functools.wraps(function)
        def measured(*args: Any, **kwargs: Any) -> Any:
            with self.span(name):
                return function(*args, **kwargs)

        return measured


@contextmanager
def replaced(place: str, function: Callable[..., Any]) -> Iterator[None]:
    """Let another function stand at `package.module:function` or `...:Class.method` while the block runs."""
    module, _, path = place.partition(":")
    owner, _, attribute = path.rpartition(".")
    with mock.patch.object(pkgutil.resolve_name(f"{module}:{owner}"), attribute, function):
        yield
