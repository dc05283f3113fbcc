"""The names of a submission as they were where an exercise was bound, and as they are in the end.

In a notebook a helper, or a builtin, may mean one thing above an exercise's example and another one further down. What
the example saw is graded. A function looks its names up in the one namespace of the notebook, so that is set to what it
was while calls of that exercise are served; what a function does to its names stays with its exercise.
"""

import contextlib
from collections.abc import Iterator
from typing import Any

Names = dict[str, Any]

END: str | None = None  # the scope of what is bound nowhere: the names after the last cell


class Scopes:
    """One scope for each exercise that was bound, and one for the end."""

    def __init__(self) -> None:
        self._kept: dict[str | None, Names] = {}
        self._current = END
        self._depth = 0  # of calls: one that is answered meanwhile may ask for another

    def keep(self, name: str, namespace: Names) -> bool:
        """Keep the names as they are for calls of one of them; False if it is not there."""
        if name not in namespace:
            return False
        self._kept[name] = dict(namespace)
        return True

    @contextlib.contextmanager
    def of(self, target: object, namespace: Names) -> Iterator[None]:
        """While a call lasts, the namespace is that of its target; what a call has returned stays where it was made.

        From one call to the next it stays as it is, since most calls have the target of the one before.
        """
        outer = self._current
        if isinstance(target, str):
            self._enter(target if target in self._kept else END, namespace)
        self._depth += 1
        try:
            yield
        finally:
            self._depth -= 1
            if self._depth:
                self._enter(outer, namespace)

    def _enter(self, scope: str | None, namespace: Names) -> None:
        if scope == self._current:
            return
        self._kept[self._current] = dict(namespace)
        names = self._kept[scope]
        namespace.update(names)
        for name in namespace.keys() - names.keys():
            del namespace[name]
        self._current = scope
