"""What a notebook's cells may rely on in Jupyter beyond Python: how a cell is executed, and what IPython has there.

There is no IPython in a student's process, and nobody looks at its pictures. What only shows something does nothing.
"""

import __future__

import ast
import inspect
import os
import sys
import threading
import types
from multiprocessing import pool, queues
from typing import Any

# Those that are not long since the rule: nested scopes share their flag with something else.
FUTURE = [getattr(__future__, name).compiler_flag for name in __future__.all_feature_names if "nested" not in name]
MODULES = ("IPython", "IPython.display", "IPython.core", "IPython.core.display", "IPython.core.interactiveshell")


MOST_THREADS = 16  # of a pool whose size nobody has chosen; there is a limit for a process


class Nothing:
    """Whatever is asked of it is this again: it can be called, entered, iterated over, and does nothing."""

    def __call__(self, *_args: Any, **_options: Any) -> "Nothing":
        """Do nothing."""
        return self

    def __getattr__(self, name: str) -> "Nothing":
        if name.startswith("__"):  # protocols that it does not have
            raise AttributeError(name)
        return self

    def __bool__(self) -> bool:
        """False: who asks whether there is an IPython, as Matplotlib does, need not expect anything of it."""
        return False

    def __enter__(self) -> "Nothing":
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def __iter__(self) -> Any:
        return iter(())


def names() -> dict[str, Any]:
    """The names that a notebook has without an import, and the modules that it may import: IPython's."""
    nothing = Nothing()
    for name in MODULES:
        module = types.ModuleType(name)
        module.__dict__["__getattr__"] = _attribute
        module.__path__ = []  # a package, so that what is below it can be imported
        module.__dict__["version_info"] = (9, 0, 0)  # which Matplotlib looks at
        sys.modules.setdefault(name, module)
    return {"display": nothing, "get_ipython": nothing}


def _attribute(name: str) -> Nothing:
    """An attribute of a module of IPython's."""
    if name.startswith("__"):
        raise AttributeError(name)
    return Nothing()


class _ThreadsOnly:
    """Stands for what `multiprocessing` makes locks of: these are for the threads of one process."""

    Lock = staticmethod(threading.Lock)

    def SimpleQueue(self) -> Any:  # noqa: N802 - its name there
        """A queue whose locks need no memory that processes share."""
        return queues.SimpleQueue(ctx=self)


def let_threads_pool() -> None:
    """Have `ThreadPool` do without semaphores that processes could share.

    It makes them and does not need them. The system keeps such ones in a folder that a student's process does not have.
    """

    def begin(self: Any, processes: int | None = None, initializer: Any = None, initargs: Any = ()) -> None:
        wanted = min(os.cpu_count() or 1, MOST_THREADS) if processes is None else processes
        pool.Pool.__init__(self, wanted, initializer, initargs, context=_ThreadsOnly())

    setattr(pool.ThreadPool, "__init__", begin)  # noqa: B010  mypy would not have the method assigned


def execute(program: str | ast.Module, label: str, namespace: dict[str, Any], future: int) -> int:
    """Execute a cell as Jupyter does; the flags of its `from __future__` statements, which hold for later cells too.

    `await` may stand outside functions. Figures that are left open are closed when the cell is over.
    """
    flags = future | ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
    code = compile(program, label, "exec", flags=flags, dont_inherit=True)
    try:
        if code.co_flags & inspect.CO_COROUTINE:
            import asyncio  # here, since hardly any notebook awaits anything

            asyncio.run(types.FunctionType(code, namespace)())
        else:
            exec(code, namespace)
    finally:
        _close_figures()
    return sum(flag for flag in FUTURE if code.co_flags & flag)


def _close_figures() -> None:
    pyplot = sys.modules.get("matplotlib.pyplot")
    if pyplot is not None:
        pyplot.close("all")
