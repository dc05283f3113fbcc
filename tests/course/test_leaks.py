r"""Nothing of the answers or of the mark schemes is in a release, and the search that says so would find it.

Secret are, of every unit:

- code: each line of the solutions and mark schemes, compared without white space, and without the
  `return` or the assignment at its beginning, if 10 characters remain: `return P` gives nothing away,
  `np.eye(K)[y]` does. Signatures and contracts of model answers are no secrets, nor are imports.
- prose: any 8 words in a row of a derivation, a model answer, a rubric or a text in a mark scheme, such
  as a check's sentence or a hint; all of it, if it is shorter, from 4 words on.
- names: of checks, misconceptions and alternates.

What the released unit's own lesson shows - prose, hints, examples, given functions - is no secret, nor are the checks
that are marked for practice with what they use, nor the package `kit`. Figures are looked through as all else.
"""

import ast
import base64
import binascii
import bz2
import json
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_output

from course.settings import ROOT, Settings, Unit, load
from course.weaving.alone import files_cell
from course.weaving.build import build
from course.weaving.kit_files import kit_files
from course.weaving.lesson import read
from course.weaving.unit import read_paper

# Secrets


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def words(text: str) -> str:
    return " ".join(["", *re.findall(r"\w+", text.lower()), ""])


def windows(text: str) -> Iterator[str]:
    found = words(text).split()
    for start in range(max(1, len(found) - 7) if len(found) >= 4 else 0):
        window = found[start : start + 8]
        if not all(word.isdigit() for word in window):  # such as the entries of an array: eight labels are no prose
            yield words(" ".join(window))


SHORTEST = 10  # characters of a line that gives something away
# What any program may say: a figure or another unit's lesson gives nothing away by it.
COMMON = {"for_inrange(60):", "np.mean(X,axis=0)"}


@dataclass
class Secrets:
    """Secrets of each kind, in the form in which they are searched for."""

    code: set[str]
    prose: set[str]
    names: set[str]

    def add_code(self, line: str) -> None:
        if line.lstrip().startswith(("import ", "from ")):
            return
        core = squeezed(re.sub(r"^\s*(return|[\w, ]+=(?!=))", "", line))
        if len(core) >= SHORTEST and core not in COMMON:
            self.code.add(core)

    def found_in(self, text: str) -> list[str]:
        names = set(re.findall(r"\w+", text))
        return sorted(self._code_in(squeezed(text)) | self._prose_in(words(text))) + sorted(self.names & names)

    @cached_property
    def _by_start(self) -> Mapping[str, list[str]]:
        found: dict[str, list[str]] = {}
        for line in self.code:
            found.setdefault(line[:SHORTEST], []).append(line)
        return found

    @cached_property
    def _lengths(self) -> set[int]:
        return {len(each.split()) for each in self.prose}

    def _code_in(self, text: str) -> set[str]:
        """Which lines stand in it: only those that begin as the text goes on are compared, or it would take minutes."""
        places = ((at, text[at : at + SHORTEST]) for at in range(len(text)))
        return {line for at, start in places for line in self._by_start.get(start, ()) if text.startswith(line, at)}

    def _prose_in(self, text: str) -> set[str]:
        there = text.split()
        places = ((at, at + length) for length in self._lengths for at in range(len(there) - length + 1))
        return self.prose & {f" {' '.join(there[first:last])} " for first, last in places}

    def without(self, texts: Iterable[str]) -> "Secrets":
        shown = found_among(texts, self.found_in)
        return Secrets(self.code - shown, self.prose - shown, self.names - shown)


def found_among(texts: Iterable[str], find: Callable[[str], Iterable[str]]) -> set[str]:
    """What is found in any of the texts."""
    return {each for text in texts for each in find(text)}


def secrets_of(settings: Settings) -> Secrets:
    secrets = Secrets(set(), set(), set())
    for path in (settings.root / "solutions").glob("*.py"):
        add_solutions(secrets, path.read_text())
    for path in (settings.root / "autograder" / "checks").rglob("*.py"):
        add_checks(secrets, path.read_text())
    for unit in settings.units:
        for proof in read(settings.lesson(unit)).proofs:
            secrets.prose.update([*windows(proof.model_answer), *windows(proof.rubric)])
    return secrets


def add_solutions(secrets: Secrets, source: str) -> None:
    public = set()
    for function in ast.parse(source).body:
        if isinstance(function, ast.FunctionDef) and not function.name.startswith("_"):
            public.update(range(function.lineno, (function.body[0].end_lineno or 0) + 1))
            derivation = (ast.get_docstring(function) or "").partition("Derivation\n-")[2]
            secrets.prose.update(windows(derivation))
    for number, line in enumerate(source.splitlines(), start=1):
        if number not in public:
            secrets.add_code(line)


def add_checks(secrets: Secrets, source: str) -> None:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            secrets.prose.update(windows(node.value))
        if isinstance(node, ast.ClassDef):
            secrets.names.update(each.name for each in node.body if isinstance(each, ast.FunctionDef))
    for line in source.splitlines():
        secrets.add_code(line)


def shown_by(settings: Settings, unit: Unit) -> list[str]:
    """All that a unit's lesson lets a student see."""
    paper = read_paper(settings, unit)
    fields = ("source", "example", "prompt", "allowed", "title")
    lesson = [getattr(part, field, "") for part in paper.lesson.parts for field in fields]
    hints = [hint for exercise in paper.lesson.exercises for hint in exercise.hints]
    asked = [paper.solutions[exercise.name] for exercise in paper.lesson.exercises]
    heads = [text for function in asked for text in (function.stub, function.signature)]
    kit = [content.decode() for content in kit_files(settings).values()]
    return [*lesson, *hints, *heads, paper.given_source, *kit, *for_practice(settings, unit)]


def for_practice(settings: Settings, unit: Unit) -> Iterator[str]:
    """The checks of a unit that are marked for practice, and every definition that these use."""
    scheme = settings.checks(unit)
    modules = sorted(scheme.parent.glob("*.py")) if scheme.name == "__init__.py" else [scheme]
    texts = [path.read_text() for path in modules]
    defines = {text: {name: node for node in ast.parse(text).body for name in defined(node)} for text in texts}
    everywhere = {name: (text, node) for text in texts for name, node in defines[text].items()}
    classes = [(text, node) for text, node in everywhere.values() if isinstance(node, ast.ClassDef)]
    waiting = [(text, each) for text, node in classes for each in node.body if is_for_practice(each)]
    yield from (f"class {node.name}:" for _, node in classes if any(map(is_for_practice, node.body)))
    seen = []
    while waiting:
        text, node = waiting.pop()
        seen.append(node)
        first = min([node.lineno, *(each.lineno for each in getattr(node, "decorator_list", []))])
        yield "\n".join(text.splitlines()[first - 1 : node.end_lineno])
        nearest = everywhere | {name: (text, found) for name, found in defines[text].items()}
        used = {name.id for name in ast.walk(node) if isinstance(name, ast.Name)} & set(nearest)
        waiting += [nearest[name] for name in sorted(used) if nearest[name][1] not in seen]


def defined(node: ast.stmt) -> list[str]:
    match node:
        case ast.FunctionDef(name=name) | ast.ClassDef(name=name) | ast.Assign(targets=[ast.Name(id=name)]):
            return [name]
        case ast.Assign(targets=[ast.Tuple(elts=names)]):
            return [name.id for name in names if isinstance(name, ast.Name)]
    return []


def is_for_practice(node: ast.stmt) -> bool:
    return any(ast.unparse(each) == "practice" for each in getattr(node, "decorator_list", []))


# Releases


def texts(folder: Path) -> Iterator[str]:
    """The text of every file below a folder, with packed and encoded ones."""
    for path in folder.rglob("*"):
        if path.suffix == ".ipynb":
            yield "\n".join(strings(json.loads(path.read_text())))
        elif path.is_file() and zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as packed:
                yield from (packed.read(name).decode(errors="replace") for name in packed.namelist())
        elif path.is_file():
            yield path.read_bytes().decode(errors="replace")


def strings(tree: object) -> Iterator[str]:
    match tree:
        case dict():
            for key, value in tree.items():
                yield from (key, *strings(value))
        case list():
            for value in tree:
                yield from strings(value)
        case str():
            yield tree
            yield from unpacked(tree)


def unpacked(text: str) -> Iterator[str]:
    """What a text is in base 64, and what strings in it are that the first cell of a notebook carries."""
    try:
        yield base64.b64decode(text, validate=True).decode(errors="replace")
    except (binascii.Error, ValueError):
        for packed in re.findall(r'"([^"\s]{20,})"', text):
            try:
                yield bz2.decompress(base64.b85decode(packed)).decode(errors="replace")
            except (OSError, ValueError):
                continue


def leaks(settings: Settings, unit: Unit, folder: Path) -> list[str]:
    secrets = secrets_of(settings).without(shown_by(settings, unit))
    return sorted(found_among(texts(folder), secrets.found_in))


@cache
def all_secrets() -> Secrets:
    """Those of the course that is committed."""
    return secrets_of(load())


@cache
def all_found_in(text: str) -> frozenset[str]:
    """Which of them stand in a text: much of a release is the same in all units, and is looked through once."""
    return frozenset(all_secrets().found_in(text))


@pytest.mark.parametrize("unit", load().units, ids=lambda unit: unit.id)
def test_the_committed_release_gives_nothing_away_of_any_kind(unit):
    secrets, folder = all_secrets(), ROOT / "release" / unit.id
    shown = found_among(shown_by(load(), unit), all_found_in)
    assert min(len(each - shown) for each in (secrets.code, secrets.prose, secrets.names)) > 10
    assert list(folder.glob("*.ipynb"))
    assert found_among(texts(folder), all_found_in) - shown == set()


@pytest.mark.parametrize("unit", load().units, ids=lambda unit: unit.id)
def test_no_function_that_is_still_to_be_written_is_defined_in_the_release(unit):
    settings = load()
    later = [each for each in (*settings.units, *settings.planned) if each.id >= unit.id]
    secret = {name for each in later for name in written_in(settings.solutions(each))}
    for name, source in modules_of(ROOT / "release" / unit.id):
        assert not written_in(source) & secret, name


def written_in(source: Path | str) -> set[str]:
    """The public functions that a module defines, wherever in it."""
    if isinstance(source, Path) and not source.is_file():
        return set()
    tree = ast.parse(source.read_text() if isinstance(source, Path) else source)
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node.name[0] != "_"}


def modules_of(folder: Path) -> Iterator[tuple[str, str]]:
    """The code that students get with a unit, but for the package that is the same for all, and for their stubs."""
    for path in folder.glob("*.py"):
        yield path.name, path.read_text()
    notebook = nbformat.read(folder / f"{folder.name}.ipynb", as_version=4)
    for cell in notebook.cells:
        if cell.cell_type == "code" and cell.metadata.mdl.role != "answer":
            yield cell.id, cell.source


# The search is alive: each kind of secret is found wherever it is put


@pytest.fixture
def release(tiny) -> Path:
    """The release folder of the first tiny unit."""
    build(tiny, report=lambda line: None)
    return tiny.root / "release" / "01_tinyone"


def in_source(folder, text):
    change(folder, lambda notebook: notebook.cells.append(new_markdown_cell(text)))


def in_output(folder, text):
    output = new_output("display_data", {"text/html": f"<p>{text}</p>"})
    change(folder, lambda notebook: notebook.cells.append(new_code_cell("1", outputs=[output])))


def in_attachment(folder, text):
    packed = base64.b64encode(text.encode()).decode()
    attachments = {"hint.png": {"image/png": packed}}
    change(folder, lambda notebook: notebook.cells.append(new_markdown_cell("", attachments=attachments)))


def in_a_file_that_the_first_cell_carries(folder, text):
    cell = files_cell(folder.name, {"kit/more.py": text.encode()})
    change(folder, lambda notebook: notebook.cells.append(new_code_cell(cell)))


def in_cell_metadata(folder, text):
    change(folder, lambda notebook: notebook.cells[0].metadata.update(note=[{"deep": text}]))


def in_a_key_of_the_metadata(folder, text):
    change(folder, lambda notebook: notebook.metadata.update({text: 1}))


def in_the_kit(folder, text):
    (folder / "kit" / "data.py").write_text(f"# {text}\n")


def in_a_file_of_its_own(folder, text):
    (folder / "deep").mkdir()
    (folder / "deep" / ".hidden").write_text(text)


def in_an_archive(folder, text):
    with zipfile.ZipFile(folder / "more.npz", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("note", text)


def change(folder, edit):
    (path,) = folder.glob("*.ipynb")
    notebook = nbformat.read(path, as_version=4)
    edit(notebook)
    nbformat.write(notebook, path)


def in_the_figures(folder, text):
    (folder / "figures.py").write_text(f"# {text}\n")


def in_the_given_functions(folder, text):
    (folder / "given.py").write_text(f"# {text}\n")


def in_the_checks_for_practice(folder, text):
    (folder / "practice.py").write_text(f"# {text}\n")


PLACES = [
    in_the_figures, in_the_given_functions, in_the_checks_for_practice,
    in_source, in_output, in_attachment, in_a_file_that_the_first_cell_carries,
    in_cell_metadata, in_a_key_of_the_metadata, in_the_kit, in_a_file_of_its_own, in_an_archive,
]  # fmt: skip
SECRETS = {
    "answer": "answer = np.add( x, x )",
    "helper": "if not np.isfinite(x).all():",
    "answer of a later unit": "return double(double(np.asarray(x)))",
    "derivation": "Twice is what one gets by adding the\n    number to itself once",
    "model answer": "Two summands of one sign have a sum of that very sign.",
    "rubric": "for noticing that zero has no sign and stays",
    "name of a check": "see test_keeps_the_shape",
    "line of a check": 'expect.close(student.double(x), 2 * x, "double(x)")',
    "generator": "return d.array((d.integer(1, 3),), -5, 5)",
    "sentence of a check": "as many numbers come back as went in",
    "name of a misconception": "squares_instead",
    "misconception": "np.multiply(x, x)",
    "hint": "a number times itself is its square, add",
    "alternate": "y = np.vstack([x, x]).sum(axis=0)",
}


def test_the_tiny_release_gives_nothing_away(tiny, release):
    assert leaks(tiny, tiny.units[0], release) == []
    assert leaks(tiny, tiny.units[1], release.parent / "02_tinytwo") == []


@pytest.mark.parametrize("place", PLACES)
def test_a_secret_is_found_in_every_place(tiny, release, place):
    place(release, SECRETS["answer"])
    assert leaks(tiny, tiny.units[0], release) == ["np.add(x,x)"]


@pytest.mark.parametrize("kind", SECRETS)
def test_a_secret_of_every_kind_is_found(tiny, release, kind):
    in_source(release, f"Note: {SECRETS[kind]}, they say.")
    assert leaks(tiny, tiny.units[0], release)


@pytest.mark.parametrize("harmless", ["return total", "print(1 + 1)", "kit.example(double)", "one sign", "x + x"])
def test_what_is_trivial_or_shown_anyway_is_no_secret(tiny, release, harmless):
    in_source(release, harmless)
    assert leaks(tiny, tiny.units[0], release) == []


def test_checks_for_practice_and_what_they_use_are_no_secrets_and_others_are(tiny, edit, release):
    before = secrets_of(tiny).without(shown_by(tiny, tiny.units[0]))
    edit("autograder/checks/test_tinyone.py", "    @weight(0.5)\n", "    @practice\n    @weight(0.5)\n")
    edit("autograder/checks/test_tinyone.py", "misconception, weight", "misconception, practice, weight")
    build(tiny, report=lambda line: None)
    assert leaks(tiny, tiny.units[0], release) == []
    after = secrets_of(tiny).without(shown_by(tiny, tiny.units[0]))
    assert before.names - after.names == {"test_keeps_the_shape"}
    released = before.code - after.code
    assert {'expect.shape(student.double(x),x.shape,"double(x)")', "d.array((d.integer(1,3),),-5,5)"} < released
    assert 'expect.close(student.double(x),2*x,"double(x)")' in after.code


def test_a_given_function_is_a_secret_only_in_its_own_unit(tiny, release):
    later = release.parent / "02_tinytwo"
    assert any("np.add(x,x)" in squeezed(text) for text in texts(later))
    assert leaks(tiny, tiny.units[1], later) == []
    assert "np.add(x,x)" in leaks(tiny, tiny.units[0], later)
