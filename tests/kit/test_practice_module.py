"""`practice.py` and the package `kit` as the build makes them out of mark schemes and of the grader's modules."""

import ast
import re
import subprocess
import sys
from pathlib import Path
from textwrap import dedent

import pytest

from autograder.scheme import arguments
from autograder.scheme.exercises import unit_exercises
from autograder.scheme.slips import source_of
from course import SourceError
from course.settings import ROOT, Settings, load
from course.weaving.excerpt import Excerpt
from course.weaving.kit_files import MODULES, kit_files
from course.weaving.practice import practice_module, practised
from course.weaving.unit import read_paper

UNITS = load().units

# --- excerpts

MODULE = '''
"""A mark scheme."""

from itertools import pairwise

import numpy as np

from autograder import Draw, exercise, expect, forall, misconception, practice, weight
from solutions.tiny import double
from autograder.checks.test_tiny.inputs import numbers

BOUND, LEFT = 5, 4  # both


def unused(d):
    return d.integer(1, 2)


# above the helper
def bounded(d: Draw):
    """Within the bound."""
    return np.minimum(numbers(d), BOUND)


@exercise(reference=double)
class TestDouble:
    SHIFT = 3

    @practice
    @weight(2)
    @forall(bounded, draws=5)
    def test_twice(self, student, x):
        """Twice as large."""
        for a, b in pairwise(student.double(x)):
            expect.that(a <= b + self.SHIFT, f"{a} and {b}")
        self._more(x)

    def _more(self, x):
        expect.that(len(x) < 10, "long")

    @weight(1)
    @forall(unused)
    def test_hidden(self, student, x):
        """Nobody knows."""
        expect.equal(student.double(x), double(x), "double(x)")

    @misconception("Add, do not multiply.", see="def-double")
    def squared(x):
        return x * x
'''
INPUTS = '''
"""Inputs."""

import autograder.scheme.expect as odd
from math import pi


def numbers(d):
    return d.array(WIDTH, -pi, pi)


WIDTH = 3


def secret(d):
    return 1
'''
EXCERPT = '''
from itertools import pairwise
from math import pi
import numpy as np
from kit.engine import expect
from kit.engine.draws import Draw
from kit.engine.forall import forall


BOUND, LEFT = 5, 4  # both


WIDTH = 3


def numbers(d):
    return d.array(WIDTH, -pi, pi)


def bounded(d: Draw):
    """Within the bound."""
    return np.minimum(numbers(d), BOUND)


class TestDouble:
    SHIFT = 3

    @forall(bounded, draws=5)
    def test_twice(self, student, x):
        """Twice as large."""
        for a, b in pairwise(student.double(x)):
            expect.that(a <= b + self.SHIFT, f"{a} and {b}")
        self._more(x)

    def _more(self, x):
        expect.that(len(x) < 10, "long")
'''
SCHEME = "autograder.checks.test_tiny"


@pytest.fixture
def excerpt(tmp_path):
    """The excerpt of a module and its neighbour, each with a replacement made."""

    def cut(changes=(), names=("test_twice",), more=""):
        texts = {"test_double.py": MODULE + more, "inputs.py": INPUTS}
        for name, old, new in changes:
            assert texts[name].count(old) == 1
            texts[name] = texts[name].replace(old, new)
        for name, text in texts.items():
            (tmp_path / name).write_text(text)
        found = Excerpt({f"{SCHEME}.{name[:-3]}": tmp_path / name for name in texts})
        assert found.take(f"{SCHEME}.test_double", "TestDouble", names) == "TestDouble"
        return found.source()

    return cut


def test_an_excerpt_has_a_class_with_its_marked_checks_and_what_they_use(excerpt):
    assert excerpt() == EXCERPT.strip()


@pytest.mark.parametrize("line", ["from .inputs import numbers", "from .inputs import WIDTH, numbers"])
def test_a_neighbour_can_be_imported_relatively(excerpt, line):
    change = ("test_double.py", "from autograder.checks.test_tiny.inputs import numbers", line)
    assert excerpt([change]) == EXCERPT.strip()


ANSWER = "which is solutions.tiny.double: write it without, or unmark the check"
FOREIGN = "which is autograder.misconception: write it without, or unmark the check"
NO_ATTRIBUTE = "which is no plain attribute of TestDouble"
ELSEWHERE = "which the module does not define by a statement of its own"
NO_DECORATOR = "which is no decorator that practice knows"


@pytest.mark.parametrize(
    ("old", "new", "who", "why"),
    [
        ("pairwise(student.double(x))", "[(double(x), x)]", "test_twice", f"double, {ANSWER}"),
        ("np.minimum(numbers(d), BOUND)", "double(d)", "test_twice, through bounded,", f"double, {ANSWER}"),
        ("self._more(x)", "self.squared(x)", "test_twice", f"squared, {NO_ATTRIBUTE}"),
        ("self._more(x)", "self.missing", "test_twice", f"missing, {NO_ATTRIBUTE}"),
        ("self._more(x)", "misconception(x)", "test_twice", f"misconception, {FOREIGN}"),
        ("self._more(x)", "later(x)", "test_twice", f"later, {ELSEWHERE}"),
        ("@weight(2)", "@exercise(1)", "test_twice", f"exercise, {NO_DECORATOR}"),
    ],
)
def test_what_leads_elsewhere_is_refused_with_file_and_line(excerpt, tmp_path, old, new, who, why):
    with pytest.raises(SourceError) as raised:
        excerpt([("test_double.py", old, new)], more="for later in ():\n    pass\n")
    lines = (tmp_path / "test_double.py").read_text().splitlines()
    (line,) = (number for number, text in enumerate(lines, start=1) if new in text and "equal" not in text)
    wanted = f"test_double.py:{line}: {who} is for practice, which students get, but uses {why}"
    assert str(raised.value).endswith(wanted)


def test_two_definitions_of_one_name_are_refused(excerpt):
    changes = [("test_double.py", "BOUND, LEFT = 5, 4", "WIDTH = BOUND = 5")]
    with pytest.raises(
        SourceError, match=r"WIDTH would stand twice in practice\.py, .* has one too: rename"
    ):
        excerpt(changes)


# --- practice.py of the units


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.id)
def test_practice_has_the_marked_checks_as_the_mark_scheme_has_them(unit):
    tree = ast.parse(practice_module(read_paper(load(), unit)))
    found = {
        method.name: " ".join((ast.get_docstring(method) or "").split())
        for cls in tree.body
        if isinstance(cls, ast.ClassDef)
        for method in cls.body
        if isinstance(method, ast.FunctionDef) and method.name.startswith("test_")
    }
    exercises = unit_exercises(unit.id)
    marked = {each.name: each.sentence for one in exercises.values() for each in one.checks if each.practice}
    assert marked
    assert found == marked
    assert practised(unit.id) == {name for name, one in exercises.items() if any(each.practice for each in one.checks)}


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def hidden_of(unit: str) -> dict[str, str]:
    """What students must not see of a unit's mark scheme and answers: a text and what it is."""
    hidden, shown = {}, set()  # two exercises may have checks of one name
    for exercise in unit_exercises(unit).values():
        hidden |= dict.fromkeys(_lines(exercise.reference), f"the answer {exercise.name}")
        for check in exercise.checks:
            if not check.practice and check.name != arguments.NAME:  # the rule is said to all
                hidden |= {check.name: "a check's name", squeezed(check.sentence): f"the sentence of {check.name}"}
        for wrong in exercise.misconceptions:
            hidden |= {wrong.name: "a misconception's name", squeezed(wrong.hint): f"the hint of {wrong.name}"}
        for rival in (*exercise.misconceptions, *exercise.alternates):
            hidden |= dict.fromkeys(_lines(rival.function), f"{rival.name} of {exercise.name}")
        shown |= {check.name for check in exercise.checks if check.practice}
    return {text: what for text, what in hidden.items() if text not in shown}


def names_in(source: bytes) -> set[str]:
    """All names of a module, but for attributes: NumPy has some as mark schemes do."""
    fields = ("id", "name", "arg")
    found = {getattr(node, field, None) for node in ast.walk(ast.parse(source)) for field in fields}
    return {name for name in found if isinstance(name, str)}


def _lines(function) -> list[str]:
    """The statements of a function that are long enough to mean something."""
    tree = ast.parse(dedent(source_of(function))).body[0]
    assert isinstance(tree, ast.FunctionDef)
    body = tree.body[1:] if ast.get_docstring(tree) else tree.body
    lines = [squeezed(line) for node in body for line in ast.unparse(node).splitlines()]
    return [line for line in lines if len(line) >= 25]


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.id)
def test_nothing_hidden_is_in_practice_or_in_the_kit(unit):
    settings = load()
    files = {"practice.py": practice_module(read_paper(settings, unit)).encode(), **kit_files(settings)}
    text = squeezed("\n".join(content.decode() for content in files.values()))
    names = {name for content in files.values() for name in names_in(content)}
    assert "solutions" not in files["practice.py"].decode()
    for each in UNITS[UNITS.index(unit) :]:  # what earlier units ask for is given by now
        for hidden, what in hidden_of(each.id).items():
            # A name is a word of its own unit: others may have it for something else.
            found = each is unit and hidden in names if hidden.isidentifier() else hidden in text
            assert not found, f"{what} is in what students get: {hidden}"


def test_the_search_for_hidden_things_finds_them():
    hidden = hidden_of("01_classification")
    assert len(hidden) > 100
    assert {"unshifted", "test_extreme_logits"} <= set(hidden)
    assert any(what.startswith("the answer") for what in hidden.values())


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.id)
def test_right_answers_pass_practice_in_a_folder_of_their_own(unit, kit_folder, tmp_path):
    """With nothing of ours to import but what is released; and each misconception runs to an end."""
    (tmp_path / "practice.py").write_text(practice_module(read_paper(load(), unit)))
    (tmp_path / "kit").symlink_to(kit_folder / "kit")
    (tmp_path / "run.py").write_text(RUN.format(root=str(ROOT), stem=unit.stem))
    done = subprocess.run(
        [sys.executable, "-I", "run.py"], cwd=tmp_path, capture_output=True, text=True, timeout=300, check=False
    )
    assert (done.stdout, done.stderr) == ("all hold\n", "")


RUN = """
import importlib, pathlib, sys

sys.path.insert(0, {root!r})
answers = importlib.import_module("solutions.{stem}")
sys.path[0] = str(pathlib.Path(".").resolve())
sys.meta_path = [each for each in sys.meta_path if "editable" not in str(each).lower()]
import kit
from kit.beside import unit
from kit.practising import practised

for name, checks in unit().CHECKS.items():
    result = practised(getattr(answers, name), checks)
    for trial in result.trials:
        if not trial.passed or result.notes:
            print(name, trial, result.notes)
assert not any(name.split(".")[0] in ("autograder", "course") for name in sys.modules)
print("all hold")
"""

# --- the package


def test_the_engine_is_the_grader_s_own_but_for_the_imports():
    files = kit_files(load())
    for module in MODULES:
        path = ROOT / Path(*module.split(".")).with_suffix(".py")
        ours, theirs = path.read_text(), files[f"kit/engine/{path.name}"].decode()
        changed = [pair for pair in zip(ours.splitlines(), theirs.splitlines(), strict=True) if len(set(pair)) > 1]
        assert all(line.startswith("from autograder.") for line, _ in changed)
        assert all(re.match(r"from \.(\w+)? import ", line) for _, line in changed)


OTHERS = ("numpy", "matplotlib", "IPython")


def test_nothing_in_the_package_imports_the_grader():
    for name, content in kit_files(load()).items():
        for node in ast.walk(ast.parse(content)):
            if isinstance(node, ast.ImportFrom):
                assert node.level or (node.module or "").split(".")[0] in {*sys.stdlib_module_names, *OTHERS}, name


def test_two_builds_have_the_same_bytes():
    assert kit_files(load()) == kit_files(load())


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("from autograder.exam.judge import judge", "autograder.exam.judge is not there in a release"),
        ("from autograder.scheme import exercises", "autograder.scheme is not there in a release"),
        ("from solutions.data import digits", "solutions.data is not there in a release"),
        ("import autograder", "write `from ... import ...`: the build makes such imports relative"),
    ],
)
def test_an_import_that_would_fail_in_a_release_is_refused(tmp_path, line, message):
    folder = tmp_path / "course" / "support" / "kit"
    folder.mkdir(parents=True)
    (folder / "odd.py").write_text(f"def late():\n    {line}\n")
    with pytest.raises(SourceError, match=re.escape(message)) as raised:
        kit_files(Settings(tmp_path, ()))
    assert "odd.py:2: " in str(raised.value)
