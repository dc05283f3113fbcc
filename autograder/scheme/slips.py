"""Misconceptions as slips: a right solution in which a few words are others.

What is wrong stands alone then, and not once more with all that is right around it.
"""

import ast
import inspect
import textwrap
from functools import cache

from autograder.scheme.design import DesignError
from autograder.scheme.exercises import Alternate, Function, Misconception

Change = tuple[str, str]


def slip(of: Alternate, *changes: Change, hint: str, see: str) -> Misconception:
    """The alternate with each change made: its words on the left, found there once, become those on the right.

    It has the name of the attribute that it becomes. `DesignError` if words on the left are there never or twice.
    """
    source = source_of(of.function)
    for before, after in changes:
        if (times := source.count(before)) != 1:
            raise DesignError(f"{of.name} has {before!r} {times} times, wanted once: quote more of the line")
        source = source.replace(before, after)
    return Misconception(_defined(source, of.function), hint, see)


@cache
def source_of(function: Function) -> str:
    """The source of a function of ours, as a slip or in its file."""
    return getattr(function, "__slip__", None) or textwrap.dedent(inspect.getsource(function))


def undecorated(source: str, name: str) -> ast.Module:
    """The one function of a source under this name, without its decorators."""
    tree = ast.parse(source)
    definition = tree.body[0]
    assert isinstance(definition, ast.FunctionDef)
    definition.name, definition.decorator_list = name, []
    return tree


def _defined(source: str, like: Function) -> Function:
    """The function that a source defines, with the name of another one and among the names that that one sees."""
    name, namespace = like.__name__, dict[str, Function]()
    exec(compile(undecorated(source, name), f"<a slip of {name}>", "exec"), like.__globals__, namespace)
    function = namespace[name]
    function.__slip__ = source  # type: ignore[attr-defined]  # functions carry attributes
    return function
