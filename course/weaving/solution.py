"""Model answers, read as text: what of a function is the paper's, and what is the answer.

A function in `solutions` is signature, contract, derivation, input guards and body, in this order. The
signature and the contract become the student's stub, the body is the answer; derivation and guards stay here.
"""

import ast
import builtins
import re
import symtable
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import dropwhile
from pathlib import Path

from course import SourceError

DERIVATION = re.compile(r"^[ \t]*Derivation[ \t]*\n[ \t]*-{3,}[ \t]*$", re.MULTILINE)


@dataclass(frozen=True)
class Function:
    """One model answer as source text; `stub` and `body` put together are the woven function."""

    path: Path
    line: int
    name: str
    stub: str
    body: str

    @property
    def woven(self) -> str:
        """The function as the notebook has it: no derivation, no guards."""
        return f"{self.stub}\n{self.body}"

    @property
    def signature(self) -> str:
        """How it is called: `softmax(Z)`."""
        (function,) = ast.parse(self.stub).body
        for node in ast.walk(function):
            if isinstance(node, ast.arg):
                node.annotation = None
        arguments = ast.unparse(function.args) if isinstance(function, ast.FunctionDef) else ""
        return f"{self.name}({arguments})"

    def uses(self) -> set[str]:
        """The names that the woven function needs from the notebook around it."""
        return outer_names(self.woven) - {self.name}


def read_solutions(path: Path) -> Mapping[str, Function]:
    """The public functions of a module of solutions, in its order."""
    try:
        source = path.read_text(encoding="utf-8")
        tree = ast.parse(source)
    except (OSError, UnicodeDecodeError) as error:
        raise SourceError(path, 1, f"the solutions cannot be read: {error}") from None
    except SyntaxError as error:
        raise SourceError(path, error.lineno or 1, error.msg) from None
    public = (node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name[0] != "_")
    return {node.name: _function(path, source.splitlines(), node) for node in public}


def woven(path: Path, lines: list[str], node: ast.FunctionDef) -> str:
    """A function of these lines as a notebook or a module beside it has it; helpers may have no contract."""
    if node.name.startswith("_") and ast.get_docstring(node) is None:
        first = min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])
        return "\n".join(lines[first - 1 : node.end_lineno])
    return _function(path, lines, node).woven


def outer_names(code: str) -> set[str]:
    """The names that a piece of code reads and does not bind, but for Python's own."""
    symbols = (symbol for table in _tables(_table(code)) for symbol in table.get_symbols())
    outer = {symbol.get_name() for symbol in symbols if symbol.is_referenced() and symbol.is_global()}
    return outer - set(dir(builtins))


def imported_names(code: str) -> set[str]:
    """The names that a piece of code imports at its top level."""
    return {symbol.get_name() for symbol in _table(code).get_symbols() if symbol.is_imported()}


def bound_names(code: str) -> set[str]:
    """The names that a piece of code defines or imports at its top level."""
    symbols = _table(code).get_symbols()
    return {symbol.get_name() for symbol in symbols if symbol.is_assigned() or symbol.is_imported()}


def _table(code: str) -> symtable.SymbolTable:
    return symtable.symtable(code, "notebook", "exec")


def _tables(table: symtable.SymbolTable) -> Iterator[symtable.SymbolTable]:
    yield table
    for child in table.get_children():
        yield from _tables(child)


def _function(path: Path, lines: list[str], node: ast.FunctionDef) -> Function:
    docstring, rest = node.body[0], node.body[1:]
    if ast.get_docstring(node) is None or docstring.lineno == node.lineno:
        raise SourceError(path, node.lineno, f"{node.name} has no contract: a docstring below its signature")
    answer = list(dropwhile(_is_guard, rest))
    if not answer:
        raise SourceError(path, node.lineno, f"{node.name} has no body after its docstring and guards")
    before = node.body[len(rest) - len(answer)]  # the docstring or the last guard
    signature = lines[node.lineno - 1 : docstring.lineno - 1]
    contract = _contract("\n".join(lines[docstring.lineno - 1 : docstring.end_lineno]))
    if re.search(r"^\s*derivation\b", contract, re.IGNORECASE | re.MULTILINE):
        raise SourceError(path, node.lineno, f"underline the heading Derivation of {node.name} with dashes")
    body = "\n".join(lines[before.end_lineno or before.lineno : node.end_lineno]).strip("\n")
    return Function(path, node.lineno, node.name, "\n".join([*signature, contract]), body)


def _is_guard(statement: ast.stmt) -> bool:
    """`if ...: raise ...`, a call of the module `require`, or of a helper named `_require_...`."""
    match statement:
        case ast.If(body=[ast.Raise()], orelse=[]):
            return True
        case ast.Expr(value=ast.Call(func=ast.Name(id=name))):
            return name.startswith("_require_")
        case ast.Expr(value=ast.Call(func=ast.Attribute(value=ast.Name(id="require")))):
            return True
    return False


def _contract(docstring: str) -> str:
    """The docstring, as it is written, without its derivation."""
    heading = DERIVATION.search(docstring)
    if not heading:
        return docstring
    contract = docstring[: heading.start()].rstrip()
    indent, quotes = re.findall(r'^(\s*)[rRuU]?("""|\'\'\')', docstring)[0]
    return f"{contract}\n{indent}{quotes}" if "\n" in contract else contract + quotes
