"""Serves one submission: runs its cells, calls its functions, reports what came of it.

This is the student's process: everything here can be reached, changed and lied about by the code it runs,
and the trusted side expects nothing else. What it offers to honest code is order: an exception of any kind is
an answer, not an end.
"""

import ast
import contextlib
import linecache
import os
import socket
import sys
import threading
import types
import warnings
from collections.abc import Callable, Mapping
from typing import Any

from . import jupyter, report, scratch
from .callbacks import Callbacks, borrowed_as, exception_of
from .plain import Unsendable
from .rewrite import GIVEN, may_bind, rewritten
from .scopes import Scopes
from .seals import Seals, seals
from .wire import Channel, Closed

MAX_WARNINGS = 10  # kept of a request


class _UndefinedError(Exception):
    """The submission has no function of this name."""


class Worker:
    """The state of one submission: its namespace, the cells run so far, the functions bound to exercises."""

    def __init__(self, peer: socket.socket) -> None:
        self.callbacks = Callbacks(self.ask)
        self.channel = Channel(peer, self.callbacks.export, self.callbacks.restore)
        self.place = os.getpid(), threading.get_ident()
        self.serving: int | None = None  # number of the request that runs now
        self.given: dict[str, Any] = {}  # functions that stand for the submission's own, by name
        self.cells: dict[str, list[str]] = {}  # label -> source lines
        self.scopes = Scopes()
        self.warnings: list[str] = []
        module = types.ModuleType("__main__")
        sys.modules["__main__"] = module
        self.namespace = module.__dict__
        self.namespace.update(jupyter.names())
        self.future = 0  # flags of the `from __future__` statements that have run: in Jupyter they hold for later cells

    def serve(self) -> None:
        """Answer requests until the trusted side closes the channel.

        Of a student's exceptions only a MemoryError can come out: when there is no memory left to answer.
        """
        warnings.simplefilter("always")
        warnings.showwarning = self.note_warning
        while True:
            try:
                number, *asked = self.channel.receive()
            except Closed:
                return
            for each in asked[1] if asked[0] == "each" else [asked]:
                self.request(number, *each)

    def request(self, number: int, operation: str, *details: Any) -> None:
        """Serve one request; while a function of the trusted side is asked, another one may come."""
        outer = self.serving, self.warnings
        self.serving, self.warnings = number, []
        try:
            answer = self.answer(operation, details)
            _flush()
            if os.getpid() != self.place[0]:
                os._exit(0)  # a fork made by the student's code came back from the call: it has no voice
            self.reply(number, answer)
        finally:
            self.serving, self.warnings = outer

    def ask(self, function: int, name: str, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> Any:
        """Call a function of the trusted side; it answers during a request only, in the thread that serves it."""
        if self.serving is None or self.place != (os.getpid(), threading.get_ident()):
            raise RuntimeError(f"{name} can be called by the code that is being graded only, in its own thread")
        try:
            self.channel.send((self.serving, "callback", function, args, dict(kwargs)))
        except Unsendable as fault:
            raise TypeError(f"{name} cannot be called with {fault.what}") from None
        while True:
            number, operation, *details = self.channel.receive()
            if operation == "return":
                return details[0]
            if operation == "raise":
                raise exception_of(*details)
            self.request(number, operation, *details)

    def answer(self, operation: str, details: tuple[Any, ...]) -> tuple[Any, ...]:
        """Do what is asked; whatever the student's code raises becomes part of the answer."""
        try:
            value, sealed = OPERATIONS[operation](self, *details)
        except _UndefinedError:
            return ("undefined",)
        except BaseException as error:  # SystemExit, KeyboardInterrupt and MemoryError are exceptions here
            return self.failed(error)
        return "value", value, sealed, tuple(self.warnings)

    def failed(self, error: BaseException, where: str = "student") -> tuple[Any, ...]:
        """The answer that describes an exception."""
        try:
            return "error", report.describe(error, self.cells, where), tuple(self.warnings)
        except MemoryError:
            raise
        except Exception:  # its class is built to resist
            return "error", ("Exception", (), "an exception that resists description", (), where), ()

    def reply(self, number: int, answer: tuple[Any, ...]) -> None:
        """Send the answer, or why it cannot be sent."""
        try:
            self.channel.send((number, *answer))
        except Closed:
            return  # `serve` notices as well
        except MemoryError:
            raise
        except Unsendable as fault:
            del fault.places[-1:]  # its place in our own tuple
            self.channel.send((number, *self.failed(fault, "return")))
        except Exception as error:  # raised by a class of the student's while it was looked at
            self.channel.send((number, *self.failed(error, "return")))

    def note_warning(self, message: object, category: type, *_where: object, **_options: object) -> None:
        """Stands for `warnings.showwarning`: what a student's code warns of is reported, never printed."""
        text = f"{report.clip(category.__name__, report.MAX_NAME)}: {report.message_of(message)}"
        if text not in self.warnings and len(self.warnings) < MAX_WARNINGS:
            self.warnings.append(text)

    def write_files(self, files: Mapping[str, bytes]) -> tuple[None, Seals]:
        """Put files into the working directory, which is also where modules are looked for first."""
        for name, content in files.items():
            path = scratch.inner_path(name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        sys.path.insert(0, os.getcwd())
        return None, {}

    def run(self, code: bytes, label: str) -> tuple[None, Seals]:
        """Execute a cell; tracebacks show its lines under its label."""
        source = code.decode("utf-8", "surrogatepass")
        self.cells[label] = report.lines_of(source)
        linecache.cache[label] = (len(source), None, self.cells[label], label)
        program = rewritten(ast.parse(source, label), self.given) if may_bind(source, self.given) else source
        try:
            self.future |= jupyter.execute(program, label, self.namespace, self.future)
        finally:
            self.namespace.update(self.given)  # whatever a cell did by other means
        return None, {}

    def give(self, functions: dict[str, int]) -> tuple[None, Seals]:
        """From now on these functions of the trusted side stand for the submission's own of the same names."""
        self.given = {name: self.callbacks.borrow(number, name) for name, number in functions.items()}
        self.namespace.update(self.given, **{GIVEN: self.given})
        return None, {}

    def bind(self, name: str) -> tuple[bool, Seals]:
        """From now on calls of `name` go to what it means at this moment, among the names as they are now.

        Whether it means anything; if it does not, it will be what it means in the end.
        """
        return self.scopes.keep(name, self.namespace), {}

    def call(
        self, target: str | Callable[..., Any], args: list[Any], kwargs: dict[str, Any]
    ) -> tuple[Any, Seals]:
        """Call a function, by name or as it was lent; its value, and the arguments' seals after it."""
        with self.scopes.of(target, self.namespace):
            return _called(self.named(target) if isinstance(target, str) else target, args, kwargs)

    def named(self, name: str) -> Any:
        """What a name means now: a call of a bound one has its scope around it."""
        if name not in self.namespace:
            raise _UndefinedError
        return self.namespace[name]


OPERATIONS: dict[str, Callable[..., tuple[Any, Seals]]] = {
    "files": Worker.write_files,
    "give": Worker.give,
    "run": Worker.run,
    "bind": Worker.bind,
    "call": Worker.call,
}


def _called(function: Callable[..., Any], args: list[Any], kwargs: dict[str, Any]) -> tuple[Any, Seals]:
    """The value of a function, and its arguments' seals after the call."""
    value = function(*args, **kwargs)
    return value, seals(args, kwargs, lambda found: borrowed_as(found) is not None)


def _flush() -> None:
    """What was printed must be in the pipe before the answer; the streams may be the student's own."""
    for stream in (sys.stdout, sys.stderr, sys.__stdout__):
        with contextlib.suppress(Exception):
            stream.flush()  # type: ignore[union-attr] # a missing stream is suppressed as well
