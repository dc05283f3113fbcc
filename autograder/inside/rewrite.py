"""A submission's cell with the definitions of some functions replaced, wherever the module defines them.

To exchange the function in the namespace afterwards would be too late for aliases, default arguments and
decorators, which have taken the student's own by then. So each statement that binds one of the names is
rewritten to bind the given function, before anything runs. Bodies of functions and classes stay as they are:
a name bound there is another one.
"""

import ast
from collections.abc import Collection

GIVEN = "__given__"  # the name of the given functions, by name, in the submission's namespace

Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def may_bind(source: str, names: Collection[str]) -> bool:
    """Whether a source can bind one of the names: it must contain it, maybe in characters that Python reads as such."""
    return bool(names) and (not source.isascii() or any(name in source for name in names))


def rewritten(tree: ast.Module, names: Collection[str]) -> ast.Module:
    """The module with each of the names always bound to the given function; lines keep their numbers."""
    module = _Rewriter(names).visit(tree)
    assert isinstance(module, ast.Module)
    return ast.fix_missing_locations(module)


class _Rewriter(ast.NodeTransformer):
    def __init__(self, names: Collection[str]) -> None:
        self.names = names

    def visit(self, node: ast.AST) -> ast.AST | list[ast.AST]:
        if isinstance(node, Definition):
            return _bind(node.name, node) if node.name in self.names else node
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value:
            return self._assignment(node)
        if isinstance(node, ast.stmt):
            self.generic_visit(node)  # the statements in its blocks
            return [node, *(_bind(name, node) for name in self._bound_by(node))]
        if isinstance(node, ast.expr):
            return node
        return self.generic_visit(node)

    def _assignment(self, node: ast.Assign | ast.AnnAssign) -> ast.AST | list[ast.AST]:
        """`softmax = ...` gets the function itself as its value, so that `s = softmax = ...` means it too."""
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        for target in targets:
            if isinstance(target, ast.Name) and target.id in self.names:
                node.value = _given(target.id, node)
                return node
        return [node, *(_bind(name, node) for name in self._bound_by(node))]

    def _bound_by(self, statement: ast.AST) -> list[str]:
        """The names that a statement itself binds: by importing, unpacking, `for`, `with` or `:=`."""
        found = set()
        for node in _own_parts(statement):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                found.add(node.id)
            elif isinstance(node, ast.alias):
                found.add(node.asname or node.name.partition(".")[0])
        return sorted(found & set(self.names))


def _own_parts(statement: ast.AST) -> list[ast.AST]:
    """What belongs to a statement without the statements in its blocks."""
    found: list[ast.AST] = []
    waiting = [statement]
    while waiting:
        node = waiting.pop()
        found.append(node)
        waiting += [each for each in ast.iter_child_nodes(node) if not isinstance(each, ast.stmt | ast.Lambda)]
    return found


def _bind(name: str, place: ast.AST) -> ast.stmt:
    binding = ast.Assign([ast.Name(name, ast.Store())], _given(name, place))
    return ast.copy_location(binding, place)


def _given(name: str, place: ast.AST) -> ast.expr:
    table = ast.Name(GIVEN, ast.Load())
    return ast.copy_location(ast.Subscript(table, ast.Constant(name), ast.Load()), place)
