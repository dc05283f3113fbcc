"""`given.py`: what a unit gives its students of earlier units, woven from `solutions` into one module.

A given function brings along whatever it needs: functions of its own and of other modules, constants, imports.
Derivations and guards stay at home, as in a notebook.
"""

import ast
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from graphlib import TopologicalSorter
from pathlib import Path

from course import SourceError
from course.tables import known_instead
from course.weaving.solution import outer_names, read_solutions, woven

TITLE = "Functions of earlier units that this one gives you: its notebook imports them. Read them if you like."


@dataclass(frozen=True)
class Module:
    """A module of solutions as text."""

    path: Path

    @cached_property
    def functions(self) -> Collection[str]:
        """The names of what may be given."""
        return read_solutions(self.path)

    @cached_property
    def source(self) -> str:
        """All of it; `functions` has read it before and found it to be Python."""
        return self.path.read_text(encoding="utf-8")

    @cached_property
    def statements(self) -> Mapping[str, ast.stmt]:
        """The statements at its top level by the names that they bind."""
        return {name: statement for statement in ast.parse(self.source).body for name in _bound(statement)}

    def text(self, statement: ast.stmt) -> str:
        """A statement as the given module has it: a function is woven, all else stands as it is."""
        lines = self.source.splitlines()
        if isinstance(statement, ast.FunctionDef):
            return woven(self.path, lines, statement)
        return "\n".join(lines[statement.lineno - 1 : statement.end_lineno])


@dataclass(frozen=True)
class Piece:
    """A statement of a module of solutions, as it is woven."""

    stem: str
    line: int
    text: str

    def gap(self, before: "Piece | None") -> str:
        """The blank lines above it."""
        blocks = [piece for piece in (self, before) if piece and piece.text.startswith(("def ", "class ", "@"))]
        return "\n\n\n" if blocks else "\n\n" if before is None else "\n"


@dataclass
class Weaver:
    """The pieces of a given module, as they are found to be needed."""

    modules: Mapping[str, Module]
    refuse: Callable[[str], SourceError]
    imports: dict[str, str] = field(default_factory=dict)  # the statement for each name
    pieces: dict[tuple[str, int], Piece] = field(default_factory=dict)  # by module and line
    origins: dict[str, str] = field(default_factory=dict)  # where each name comes from
    needs: dict[str, list[str]] = field(default_factory=dict)  # modules that a module must stand below

    def bring(self, stem: str, name: str, user: str) -> None:
        """Take `name` of the module `stem`, and all that it needs."""
        if stem not in self.modules:
            raise self.refuse(f"{user} would give away {name} of {stem}, a unit that is still to be solved")
        module = self.modules[stem]
        if name not in module.statements:
            raise SourceError(module.path, 1, f"{user}, which a lesson gives, uses {name}, and it is not here")
        statement = module.statements[name]
        if isinstance(statement, ast.Import | ast.ImportFrom):
            self._follow(statement, stem, name, user)
            return
        self._claim(name, stem)
        if (stem, statement.lineno) not in self.pieces:
            self.needs.setdefault(stem, [])
            text = module.text(statement)
            self.pieces[stem, statement.lineno] = Piece(stem, statement.lineno, text)
            for needed in sorted(outer_names(text) - _bound(statement)):
                self.bring(stem, needed, name)

    def _follow(self, statement: ast.Import | ast.ImportFrom, stem: str, name: str, user: str) -> None:
        """Bring what is imported from another module of solutions; import what comes from elsewhere."""
        alias = next(each for each in statement.names if name in (each.asname, each.name.partition(".")[0]))
        origin = (statement.module or "") if isinstance(statement, ast.ImportFrom) else alias.name
        package, _, other = origin.partition(".")
        if package != "solutions":
            begin = f"from {origin} " if isinstance(statement, ast.ImportFrom) else ""
            self._claim(name, origin)
            self.imports[name] = f"{begin}import {ast.unparse(alias)}"
        elif other and isinstance(statement, ast.ImportFrom) and alias.asname in (None, alias.name):
            self.needs.setdefault(stem, []).append(other)
            self.bring(other, name, user)
        else:
            advice = f"from solutions.MODULE import FUNCTION, by its own name; {user} uses it, which a lesson gives"
            raise SourceError(self.modules[stem].path, statement.lineno, f"import what is needed of {name}: {advice}")

    def _claim(self, name: str, origin: str) -> None:
        first = self.origins.setdefault(name, origin)
        if first != origin:
            raise self.refuse(f"two things would be called {name} in given.py, of {first} and of {origin}: rename one")

    def module(self, contents: str) -> str:
        """The text of the module, `contents` being the rest of its docstring."""
        imports = "\n".join(sorted(set(self.imports.values()), key=_import_order))
        text = "\n\n".join(filter(None, [f'"""{TITLE}\n\n{contents}\n"""', imports]))
        modules = list(TopologicalSorter(self.needs).static_order())
        before: Piece | None = None
        for piece in sorted(self.pieces.values(), key=lambda piece: (modules.index(piece.stem), piece.line)):
            text += piece.gap(before) + piece.text
            before = piece
        return f"{text}\n"


def given_module(modules: Mapping[str, Path], names: Collection[str], refuse: Callable[[str], SourceError]) -> str:
    """The text of `given.py` for functions `stem.function`, "" for none; `modules` are those that may be given.

    What `refuse` makes of a message is raised where a name, or something that it needs, cannot be given.
    """
    weaver = Weaver({stem: Module(path) for stem, path in modules.items()}, refuse)
    contents: dict[str, list[str]] = {}
    for full in names:
        stem, _, name = full.partition(".")
        if stem not in modules:
            raise refuse(f"{full} is of no earlier unit{known_instead(stem, list(modules))}")
        functions = weaver.modules[stem].functions
        if name not in functions:
            raise refuse(f"there is no function {full}{known_instead(name, list(functions))}")
        weaver.bring(stem, name, full)
        contents.setdefault(stem, []).append(name)
    listed = [f"{stem.replace('_', ' ').capitalize()}: {', '.join(found)}." for stem, found in contents.items()]
    return weaver.module("\n".join(listed)) if names else ""


def _bound(statement: ast.stmt) -> set[str]:
    """The names that a statement at the top level binds."""
    match statement:
        case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
            return {name}
        case ast.Import(names=names) | ast.ImportFrom(names=names):
            return {alias.asname or alias.name.partition(".")[0] for alias in names}
        case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
            return {name}
    return {node.id for node in ast.walk(statement) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}


def _import_order(statement: str) -> tuple[bool, str]:
    """The standard library first."""
    return "numpy" in statement, statement
