"""Parts of Python modules, cut out with all that they use, put together as one module.

What a part uses is found by name: a definition of its own module, an import from a neighbour module, which is
followed, or an import that the excerpt may have. Anything else is refused.
"""

import ast
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from course import SourceError
from course.weaving.solution import outer_names

# What an excerpt may import of the grader's, and from where in a release.
OFFERED = {
    "autograder.expect": "from kit.engine import expect",
    "autograder.scheme.expect": "from kit.engine import expect",
    "autograder.forall": "from kit.engine.forall import forall",
    "autograder.scheme.forall.forall": "from kit.engine.forall import forall",
    "autograder.Draw": "from kit.engine.draws import Draw",
    "autograder.scheme.draws.Draw": "from kit.engine.draws import Draw",
}
FREE = {*sys.stdlib_module_names, "numpy"}
DROPPED = ("weight", "practice")  # decorators that say something to the grader only
KEPT = "forall"

Definition = ast.FunctionDef | ast.ClassDef | ast.Assign | ast.AnnAssign


@dataclass
class Module:
    """One file: its definitions by name, and where its other names come from."""

    name: str
    path: Path
    lines: list[str]
    definitions: dict[str, Definition] = field(default_factory=dict)
    imports: dict[str, tuple[str, str]] = field(default_factory=dict)  # name -> full name of its origin, statement

    @classmethod
    def read(cls, name: str, path: Path) -> "Module":
        """Read a file."""
        source = path.read_text(encoding="utf-8")
        module = cls(name, path, source.splitlines())
        for node in ast.parse(source).body:
            if isinstance(node, Definition):
                module.definitions.update(dict.fromkeys(_bound(node), node))
            elif isinstance(node, ast.Import | ast.ImportFrom):
                module.imports.update(_imports(node, name.rpartition(".")[0]))
        return module

    def text(self, node: ast.stmt, decorators: Sequence[ast.expr] = ()) -> str:
        """The source of a statement below that of these of its decorators."""
        nodes: list[ast.expr | ast.stmt] = [*decorators, node]
        pieces = [(each.lineno, each.end_lineno) for each in nodes]
        return "\n".join("\n".join(self.lines[first - 1 : last]) for first, last in pieces)

    def refuse(self, who: str, name: str, inside: ast.AST, why: str) -> SourceError:
        """The error that a part uses a name which it may not use, at its first use."""
        uses = (each for each in ast.walk(inside) if name in (getattr(each, "id", ""), getattr(each, "attr", "")))
        line = min((each.lineno for each in uses if isinstance(each, ast.expr)), default=1)
        return SourceError(self.path, line, f"{who} is for practice, which students get, but uses {name}, {why}")


class Excerpt:
    """What has been cut out of some modules so far."""

    def __init__(self, sources: Mapping[str, Path]) -> None:
        self._modules = {name: Module.read(name, path) for name, path in sources.items()}
        self._imports: set[str] = set()
        self._home: dict[str, str] = {}  # name -> the module it was taken from
        self._parts: list[str] = []  # each after those that it uses

    def take(self, module: str, name: str, methods: Sequence[str]) -> str:
        """Take a class with these of its methods, and what they use; its name."""
        home = self._modules[module]
        cls = home.definitions[name]
        assert isinstance(cls, ast.ClassDef)
        self._claim(home, name, cls)
        members = []
        for node in _members(home, cls, methods):
            text = home.text(node, _kept(home, node))
            self._follow(home, node, _bound(node)[0], outer_names(f"class {name}:\n{text}"))
            members.append(text)
        self._parts.append(f"class {name}:\n" + "\n\n".join(members))
        return name

    def source(self) -> str:
        """All that has been taken, below its imports."""
        return "\n\n\n".join(["\n".join(sorted(self._imports, key=_by_statement)), *self._parts])

    def _follow(self, home: Module, inside: Definition, who: str, names: Iterable[str]) -> None:
        """Take what a part of a module uses."""
        for name in sorted(names):
            if name in home.definitions:
                self._define(home, name, who)
            elif name in home.imports:
                self._import(home, inside, who, name)
            else:
                raise home.refuse(who, name, inside, "which the module does not define by a statement of its own")

    def _define(self, home: Module, name: str, who: str) -> None:
        if self._home.get(name) == home.name:
            return
        node = home.definitions[name]
        for bound in _bound(node):
            self._claim(home, bound, node)
        decorators = getattr(node, "decorator_list", [])
        text = home.text(node, decorators)
        self._follow(home, node, f"{who.partition(', ')[0]}, through {name},", outer_names(text) - {name})
        self._parts.append(text)

    def _import(self, home: Module, inside: Definition, who: str, name: str) -> None:
        origin, statement = home.imports[name]
        module, _, original = origin.rpartition(".")
        if module in self._modules and original == name:
            neighbour = self._modules[module]
            self._follow(neighbour, inside, who, [name])
        elif origin in OFFERED and original == name:
            self._imports.add(OFFERED[origin])
        elif origin.partition(".")[0] in FREE:
            self._imports.add(statement)
        else:
            raise home.refuse(who, name, inside, f"which is {origin}: write it without, or unmark the check")

    def _claim(self, home: Module, name: str, node: Definition) -> None:
        if name in self._home:
            first = self._home[name].rpartition(".")[2]
            message = f"{name} would stand twice in practice.py, {first} has one too: rename one of them"
            raise SourceError(home.path, node.lineno, message)
        self._home[name] = home.name


def _bound(node: Definition) -> list[str]:
    """The names that a definition binds."""
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        return [node.name]
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    return [each.id for target in targets for each in ast.walk(target) if isinstance(each, ast.Name)]


def _imports(node: ast.Import | ast.ImportFrom, package: str) -> Iterator[tuple[str, tuple[str, str]]]:
    """Each name that an import binds, its full name, and the statement that binds this name only."""
    for alias in node.names:
        renamed = f" as {alias.asname}" if alias.asname else ""
        if isinstance(node, ast.Import):
            bound = alias.asname or alias.name.partition(".")[0]
            yield bound, (alias.name, f"import {alias.name}{renamed}")
        else:
            module = ".".join(filter(None, [package if node.level else "", node.module]))
            yield alias.asname or alias.name, (f"{module}.{alias.name}", f"from {module} import {alias.name}{renamed}")


def _members(home: Module, cls: ast.ClassDef, methods: Sequence[str]) -> list[Definition]:
    """These methods of a class and what they use of it through `self`, in its order."""
    there = {name: node for node in cls.body if isinstance(node, Definition) for name in _bound(node)}
    found: set[str] = set()
    waiting = list(methods)
    while waiting:
        name = waiting.pop()
        found.add(name)
        for each in ast.walk(there[name]):
            if isinstance(each, ast.Attribute) and isinstance(each.value, ast.Name) and each.value.id == "self":
                if each.attr not in there or getattr(there[each.attr], "decorator_list", []):
                    raise home.refuse(name, each.attr, there[name], f"which is no plain attribute of {cls.name}")
                waiting += {each.attr} - found
    return [node for node in cls.body if isinstance(node, Definition) and found.intersection(_bound(node))]


def _kept(home: Module, node: Definition) -> list[ast.expr]:
    """The decorators of a check that matter to students."""
    kept = []
    for each in getattr(node, "decorator_list", []):
        name = ast.unparse(each.func if isinstance(each, ast.Call) else each)
        if name not in (*DROPPED, KEPT):
            raise home.refuse(_bound(node)[0], name, node, "which is no decorator that practice knows")
        kept += [each] if name == KEPT else []
    return kept


def _by_statement(line: str) -> tuple[bool, bool, str]:
    """The standard library first, then the others, the kit last."""
    top = line.split()[1].partition(".")[0]
    return top == "kit", top not in sys.stdlib_module_names, line
