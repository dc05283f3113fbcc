"""Serves one submission: runs its cells, calls its functions, reports what came of it.

This is the student's process: everything here can be reached, changed and lied about by the code it runs,
and the trusted side expects nothing else. What it offers to honest code is order: an exception of any kind is
an answer, not an end.
"""

import contextlib
import linecache
import os
import sys
import types
import warnings
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from . import report
from .plain import ATOMS, Unsendable
from .wire import Channel, Closed, dumps

MAX_WARNINGS = 10  # kept of a request


class _UndefinedError(Exception):
    """The submission has no function of this name."""


class Worker:
    """The state of one submission: its namespace, the cells run so far, the functions bound to exercises."""

    def __init__(self, channel: Channel) -> None:
        self.channel = channel
        self.process = os.getpid()
        self.cells: dict[str, list[str]] = {}  # label -> source lines
        self.bound: dict[str, Any] = {}
        self.warnings: list[str] = []
        module = types.ModuleType("__main__")
        sys.modules["__main__"] = module
        self.namespace = module.__dict__
        self.namespace["display"] = lambda *_values, **_options: None  # notebooks have it

    def serve(self) -> None:
        """Answer requests until the trusted side closes the channel.

        Of a student's exceptions only a MemoryError can come out: when there is no memory left to answer.
        """
        warnings.simplefilter("always")
        warnings.showwarning = self.note_warning
        while True:
            try:
                number, operation, *details = self.channel.receive()
            except Closed:
                return
            answer = self.answer(operation, details)
            _flush()
            if os.getpid() != self.process:
                os._exit(0)  # a fork made by the student's code came back from the call: it has no voice
            self.reply(number, answer)

    def answer(self, operation: str, details: list[Any]) -> tuple[Any, ...]:
        """Do what is asked; whatever the student's code raises becomes part of the answer."""
        self.warnings.clear()
        try:
            value, mutated = OPERATIONS[operation](self, *details)
        except _UndefinedError:
            return ("undefined",)
        except BaseException as error:  # SystemExit, KeyboardInterrupt and MemoryError are exceptions here
            return self.failed(error)
        return "value", value, mutated, tuple(self.warnings)

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

    def write_files(self, files: Mapping[str, bytes]) -> tuple[None, tuple[()]]:
        """Put files into the working directory, which is also where modules are looked for first."""
        for name, content in files.items():
            Path(name).write_bytes(content)
        sys.path.insert(0, os.getcwd())
        return None, ()

    def run(self, code: bytes, label: str) -> tuple[None, tuple[()]]:
        """Execute a cell; tracebacks show its lines under its label."""
        source = code.decode("utf-8", "surrogatepass")
        self.cells[label] = report.lines_of(source)
        linecache.cache[label] = (len(source), None, self.cells[label], label)
        exec(compile(source, label, "exec", dont_inherit=True), self.namespace)
        return None, ()

    def bind(self, name: str) -> tuple[bool, tuple[()]]:
        """From now on calls of `name` go to what it means at this moment; whether it means anything."""
        if name in self.namespace:
            self.bound[name] = self.namespace[name]
        return name in self.namespace, ()

    def call(self, name: str, args: list[Any], kwargs: dict[str, Any]) -> tuple[Any, tuple[int | str, ...]]:
        """Call a function; its value, and which arguments it changed in place."""
        if name not in self.bound and name not in self.namespace:
            raise _UndefinedError
        function = self.bound[name] if name in self.bound else self.namespace[name]
        inputs: list[tuple[int | str, Any]] = [*enumerate(args), *kwargs.items()]
        before = [(key, given, dumps(given)) for key, given in inputs if type(given) not in ATOMS]
        value = function(*args, **kwargs)
        return value, tuple(key for key, given, frame in before if _frame(given) != frame)


OPERATIONS: dict[str, Callable[..., tuple[Any, tuple[int | str, ...]]]] = {
    "files": Worker.write_files,
    "run": Worker.run,
    "bind": Worker.bind,
    "call": Worker.call,
}


def _frame(value: Any) -> bytes | None:
    try:
        return dumps(value)
    except Exception:  # it was plain when it came, so it has been changed
        return None


def _flush() -> None:
    """What was printed must be in the pipe before the answer; the streams may be the student's own."""
    for stream in (sys.stdout, sys.stderr, sys.__stdout__):
        with contextlib.suppress(Exception):
            stream.flush()  # type: ignore[union-attr] # a missing stream is suppressed as well
