"""The two forms of code that a lesson may have beside prose: the example of an exercise, and the call of a figure."""

import ast
from dataclasses import dataclass


@dataclass(frozen=True)
class Call:
    """`kit.figure(figures.soft_to_hard, softmax)`: the figure, and the student's functions that it draws."""

    figure: str
    functions: tuple[str, ...]


def is_example(source: str, name: str) -> bool:
    """Whether the code is one function `_` without arguments, decorated with `@kit.example(name)` alone."""
    match ast.parse(source).body:
        case [ast.FunctionDef(name="_", args=args, decorator_list=[decorator])]:
            return ast.unparse(args) == "" and ast.unparse(decorator) == f"kit.example({name})"
    return False


def figure_call(source: str) -> Call | None:
    """The call of `kit.figure` that is all of the code, None if the code is anything else."""
    match ast.parse(source).body:
        case [ast.Expr(ast.Call(func=function, args=[figure, *functions], keywords=[]))]:
            module, _, name = ast.unparse(figure).partition(".")
            names = [each.id for each in functions if isinstance(each, ast.Name)]
            if ast.unparse(function) == "kit.figure" and module == "figures" and name.isidentifier():
                return Call(name, tuple(names)) if len(names) == len(functions) else None
    return None
