"""Functions that cross between us and a child: ours, offered for a while, and the student's, seen as handles."""

import contextlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NoReturn, Protocol

from autograder.inside.callbacks import words_of
from autograder.sandbox.terms import Reply, SandboxError


class Callee(Protocol):
    """What calls a student's function: the child in whose process it is."""

    def call(self, target: Any, args: Iterable[Any] = ..., kwargs: Mapping[str, Any] | None = ...) -> Reply:
        """Call it there."""


class Handle:
    """A function in a child's process."""

    def __init__(self, child: Callee, number: int) -> None:
        self.child, self.number = child, number

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Call it there."""
        return self.child.call(self, args, kwargs).value


class Host:
    """Decides on our side what becomes of functions that cross; a grader puts its own in the place of this one."""

    def adopt(self, child: Callee, number: int) -> Handle:
        """What stands for a function of the student's."""
        return Handle(child, number)

    def answer(
        self, function: Callable[..., Any], args: tuple[Any, ...], kwargs: Mapping[str, Any]
    ) -> tuple[Any, ...]:
        """Call a function of ours: ("return", value), or ("raise", type, message) to raise in the student's code.

        What is raised here instead ends the child, and the call for which it asked.
        """
        try:
            return "return", function(*args, **kwargs)
        except SandboxError:
            raise
        except Exception as error:
            return "raise", *words_of(error)


class Callbacks:
    """The functions of ours that a child may call now, by number. No number is given twice."""

    def __init__(self) -> None:
        self._functions: dict[int, Callable[..., Any]] = {}
        self._count = 0

    def add(self, function: Callable[..., Any]) -> int:
        """Offer a function; its number."""
        self._count += 1
        self._functions[self._count] = function
        return self._count

    def find(self, number: int) -> Callable[..., Any]:
        """The function of that number; if it is offered no more, one that says so."""
        return self._functions.get(number, _lapsed)

    @contextlib.contextmanager
    def lapsing(self) -> Iterator[None]:
        """Take back at the end what was offered meanwhile."""
        before = self._count
        try:
            yield
        finally:
            for number in range(before + 1, self._count + 1):
                self._functions.pop(number, None)


def _lapsed(*_args: object, **_kwargs: object) -> NoReturn:
    raise RuntimeError("this function was passed to a call that is over; it cannot be called any more")
