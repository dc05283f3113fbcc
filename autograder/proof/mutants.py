"""Mechanical mutants of a function: one operator, constant, axis, sign, comparison or statement changed.

A mutant that keeps full marks is either equivalent to the original or a hole in the mark scheme.
"""

import ast
import copy
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

OPERATORS: dict[type[ast.operator], tuple[type[ast.operator], ...]] = {
    ast.Add: (ast.Sub,),
    ast.Sub: (ast.Add,),
    ast.Mult: (ast.Div,),
    ast.MatMult: (ast.Mult,),
    ast.Div: (ast.Mult,),
    ast.Pow: (ast.Mult,),
    ast.FloorDiv: (ast.Div,),
    ast.Mod: (ast.FloorDiv,),
    ast.BitAnd: (ast.BitOr,),
    ast.BitOr: (ast.BitAnd,),
}
COMPARISONS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.Gt),
    ast.LtE: (ast.Lt, ast.GtE),
    ast.Gt: (ast.GtE, ast.Lt),
    ast.GtE: (ast.Gt, ast.LtE),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
NAMES = {
    "max": "min",
    "maximum": "minimum",
    "argmax": "argmin",
    "sum": "mean",
    "zeros": "ones",
    "zeros_like": "ones_like",
    "any": "all",
    "log": "log2",
    "exp": "exp2",
    "floor": "ceil",
    "sqrt": "square",
    "cumsum": "cumprod",
    "inf": "pi",
}
RENAMED = NAMES | {after: before for before, after in NAMES.items()}


@dataclass(frozen=True)
class Mutant:
    """A changed function; its label is the line as changed, so it stays the same while the line does."""

    label: str
    source: str


@cache
def mutants(source: str) -> Sequence[Mutant]:
    """All mutants of the one function in `source`, each label once."""
    tree = ast.parse(source)
    function = tree.body[0]
    assert isinstance(function, ast.FunctionDef)
    if ast.get_docstring(function):
        del function.body[0]
    original = ast.unparse(tree)
    found = []
    seen = {original}
    times: Counter[str] = Counter()
    for index, node in enumerate(_places(function)):
        for changed in _changes(node):
            mutated = _replaced(tree, index, changed)
            if mutated in seen:
                continue
            seen.add(mutated)
            label = _label(original, mutated)
            times[label] += 1
            found.append(Mutant(label if times[label] == 1 else f"{label} #{times[label]}", mutated))
    return found


def _label(original: str, mutated: str) -> str:
    """The first line that differs, as it is now; `without ...` for a statement left out."""
    pairs = zip(original.splitlines(), mutated.splitlines(), strict=True)
    before, after = next((old.strip(), new.strip()) for old, new in pairs if old != new)
    return f"without {before}" if after == "pass" else after


def _places(function: ast.FunctionDef) -> Iterator[ast.AST]:
    """The nodes of the body, in a fixed order; signature and annotations are left alone."""
    for statement in function.body:
        yield from ast.walk(statement)


def _replaced(tree: ast.Module, index: int, changed: ast.AST) -> str:
    """The source with the node at this place exchanged."""
    fresh = copy.deepcopy(tree)
    function = fresh.body[0]
    assert isinstance(function, ast.FunctionDef)
    target = list(_places(function))[index]
    return ast.unparse(ast.fix_missing_locations(_Exchange(target, changed).visit(fresh)))


class _Exchange(ast.NodeTransformer):
    def __init__(self, target: ast.AST, changed: ast.AST) -> None:
        self.target, self.changed = target, changed

    def visit(self, node: ast.AST) -> ast.AST:
        if node is self.target:
            return self.changed
        self.generic_visit(node)
        return node


def _changes(node: ast.AST) -> Iterator[ast.AST]:
    match node:
        case ast.BinOp() | ast.AugAssign():
            for operator in OPERATORS.get(type(node.op), ()):
                yield _with(node, op=operator())
        case ast.Compare():
            yield from _comparisons(node)
        case ast.BoolOp():
            yield _with(node, op=ast.Or() if isinstance(node.op, ast.And) else ast.And())
        case ast.UnaryOp(op=ast.USub() | ast.Not() | ast.Invert()):
            yield node.operand
        case ast.Constant():
            yield from _constants(node)
        case ast.Attribute() if node.attr in RENAMED:
            yield _with(node, attr=RENAMED[node.attr])
        case ast.Name() if node.id in RENAMED:
            yield _with(node, id=RENAMED[node.id])
        case ast.Call():
            for index in range(len(node.keywords)):
                yield _with(node, keywords=node.keywords[:index] + node.keywords[index + 1 :])
    if _dispensable(node):
        yield ast.Pass()


def _comparisons(node: ast.Compare) -> Iterator[ast.AST]:
    """Each comparison of a chain like 0 <= k < K changed."""
    for index, old in enumerate(node.ops):
        for changed in COMPARISONS[type(old)]:
            yield _with(node, ops=[*node.ops[:index], changed(), *node.ops[index + 1 :]])


def _dispensable(node: ast.AST) -> bool:
    """A statement that can be left out and still leave a program with all its names."""
    if isinstance(node, ast.Assign):
        return any(isinstance(target, ast.Subscript) for target in node.targets)
    if isinstance(node, ast.Expr):
        return not isinstance(node.value, ast.Constant)  # a docstring
    return isinstance(node, ast.AugAssign)


def _constants(node: ast.Constant) -> Iterator[ast.Constant]:
    value = node.value
    if isinstance(value, bool):
        yield ast.Constant(not value)
    elif isinstance(value, int):
        yield ast.Constant(value + 1)
        yield ast.Constant(value - 1)
    elif isinstance(value, float):
        yield ast.Constant(value * 2 if value else 1.0)


def _with(node: ast.AST, **fields: object) -> ast.AST:
    changed = copy.copy(node)
    for name, value in fields.items():
        setattr(changed, name, value)
    return changed
