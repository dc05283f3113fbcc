"""Misconceptions as slips: a right solution in which a few words are others.

What is wrong stands alone then, and not once more with all that is right around it.
"""

import ast
import inspect
import textwrap

from autograder.scheme.exercises import Alternate, DesignError, Function, Misconception

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


def source_of(function: Function) -> str:
    """The source of a function of ours, as a slip or in its file."""
    return getattr(function, "__slip__", None) or textwrap.dedent(inspect.getsource(function))


def _defined(source: str, like: Function) -> Function:
    """The function that a source defines, among the names that another one sees."""
    tree = ast.parse(source)
    definition = tree.body[0]
    assert isinstance(definition, ast.FunctionDef)
    definition.decorator_list = []
    namespace: dict[str, Function] = {}
    exec(compile(tree, f"<a slip of {like.__name__}>", "exec"), like.__globals__, namespace)
    function = namespace[definition.name]
    function.__slip__ = source  # type: ignore[attr-defined]  # functions carry attributes
    return function
