"""What a student has added to a cell of ours: not every editor locks cells, and an import goes where others stand.

Imports, functions, classes and values that the released cell does not have run after it, as a cell of the student's
own. What binds a name of the released cell is a change of it and no addition.
"""

import ast
import warnings

from autograder.intake.cell_source import defined_names

DEFINITION = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
ADDITION = ast.Import | ast.ImportFrom | DEFINITION | ast.Assign | ast.AnnAssign


def additions(source: str, released: str) -> str:
    """Return the lines of a source that are added, all others blank; nothing if it is not Python."""
    if defined_names(source) is None:
        return ""
    theirs, ours = _statements(source), _statements(released)
    known = {ast.dump(statement) for statement in ours}
    taken = {name for statement in ours for name in _bound(statement)}
    added = [each for each in theirs if isinstance(each, ADDITION) and ast.dump(each) not in known]
    lines = source.split("\n")
    kept = {row for each in added if not taken.intersection(_bound(each)) for row in _rows(each)}
    return "\n".join(line if row in kept else "" for row, line in enumerate(lines, 1)) if kept else ""


def _statements(source: str) -> list[ast.stmt]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it will warn when it runs
        return ast.parse(source).body


def _bound(statement: ast.stmt) -> set[str]:
    """The names that a statement of the module may bind."""
    if isinstance(statement, DEFINITION):
        return {statement.name}
    found = set()
    for node in ast.walk(statement):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found.add(node.id)
        elif isinstance(node, ast.alias):
            found.add(node.asname or node.name.partition(".")[0])
    return found


def _rows(statement: ast.stmt) -> range:
    """The lines of a statement, its decorators among them."""
    decorators = getattr(statement, "decorator_list", [])
    first = min([statement.lineno, *(each.lineno for each in decorators)])
    return range(first, (statement.end_lineno or first) + 1)
