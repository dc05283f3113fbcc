"""`given.py`: what a lesson gives of earlier units, with all that it needs."""

import importlib.util
import os
import subprocess
import sys
from dataclasses import replace

import pytest

from course import SourceError
from course.settings import Unit
from course.weaving.release import release_files
from course.weaving.unit import read_paper
from course.weaving.weave import weave

LESSON = "course/lessons/02_tinytwo.md"
EARLIER = '''"""Helpers of all kinds."""

from collections.abc import Callable
from functools import reduce as fold

import numpy as np

from solutions import require
from solutions.tinyone import double

STEPS = 3  # times
Map = Callable[[np.ndarray], np.ndarray]


def repeated(f: Map, x: np.ndarray) -> np.ndarray:
    """f applied STEPS times to x (N,).

    Derivation
    ----------
    Of this nobody needs to know anything at all here.
    """
    require.numbers(x, "x")
    return fold(lambda y, _: _checked(f(y)), range(STEPS), x)


def eightfold(x: np.ndarray) -> np.ndarray:
    """Eight times x (N,)."""
    return repeated(double, x)


def _checked(x):
    return np.asarray(x)


def _unused(x):
    return x


class Marked:
    """A class."""

    level = STEPS


def level() -> int:
    """The level."""
    return Marked.level


def through_a_module(x: np.ndarray) -> np.ndarray:
    """x (N,)."""
    y = x
    require.numbers(y, "y")
    return y


def renamed(x: np.ndarray) -> np.ndarray:
    """x (N,)."""
    return twice(x)


def lost(x: np.ndarray) -> np.ndarray:
    """x (N,)."""
    return nowhere(x)


from solutions.tinyone import double as twice
'''


@pytest.fixture
def give(tiny, edit):
    """The text of `given.py` if the second unit gives these functions."""
    (tiny.root / "solutions" / "earlier.py").write_text(EARLIER)
    given = ["tinyone.double"]

    def text(*names):
        edit(LESSON, f"[{', '.join(given)}]", f"[{', '.join(names)}]")
        given[:] = names
        return read_paper(tiny, tiny.units[1]).given_source

    return text


@pytest.fixture
def imported(tmp_path, monkeypatch):
    """A module of this text, imported where there is nothing of ours."""

    def module(source):
        for name in ("solutions", "course", "autograder"):
            monkeypatch.setitem(sys.modules, name, None)
        path = tmp_path / "given.py"
        path.write_text(source)
        spec = importlib.util.spec_from_file_location("given", path)
        found = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(found)
        return found

    return module


def test_a_given_function_is_woven_without_derivation_and_guards(give):
    assert give("tinyone.double") == (
        '"""Functions of earlier units that this one gives you: its notebook imports them. Read them if you like.\n'
        "\n"
        "Tinyone: double.\n"
        '"""\n'
        "\n"
        "import numpy as np\n"
        "\n"
        "\n"
        "def double(x: np.ndarray) -> np.ndarray:\n"
        '    r"""Twice x (N,), in the shape of x; a backslash \\ is harmless.\n'
        "\n"
        "    Not graded: ValueError for an empty x.\n"
        '    """\n'
        "    # both summands are the same\n"
        "    total = np.add(x,   x)\n"
        "\n"
        "    return total\n"
    )


def test_what_a_given_function_needs_comes_along_and_nothing_else(give, imported):
    source = give("earlier.eightfold", "tinyone.double")
    assert [line for line in source.splitlines() if line.startswith(("def ", "from ", "import ", "STEPS", "Map"))] == [
        "from collections.abc import Callable",
        "from functools import reduce as fold",
        "import numpy as np",
        "def double(x: np.ndarray) -> np.ndarray:",
        "STEPS = 3  # times",
        "Map = Callable[[np.ndarray], np.ndarray]",
        "def repeated(f: Map, x: np.ndarray) -> np.ndarray:",
        "def eightfold(x: np.ndarray) -> np.ndarray:",
        "def _checked(x):",
    ]
    assert "Derivation" not in source
    assert list(imported(source).eightfold([1.0, 2.0])) == [8, 16]


def test_constants_and_classes_come_along_and_stand_above_what_is_made_of_them(give, imported):
    source = give("earlier.level", "tinyone.double")
    assert source.index("STEPS = 3") < source.index("class Marked:") < source.index("def level")
    assert imported(source).level() == 3


def test_the_notebook_imports_what_is_listed_alone(give, tiny):
    give("earlier.eightfold", "tinyone.double")
    cells = {cell.id: cell for cell in weave(read_paper(tiny, tiny.units[1])).cells}
    assert cells["given"].source == "from given import eightfold, double"


def test_an_exercise_cannot_use_what_only_came_along(give, tiny):
    with pytest.raises(SourceError, match="quadruple uses double, which the notebook does not have above it"):
        give("earlier.eightfold")


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("tinytwo.quadruple", r"02_tinytwo\.md:13: tinytwo.quadruple is of no earlier unit"),
        ("tinyone.treble", r"02_tinytwo\.md:13: there is no function tinyone.treble; there are: double, shifted"),
        ("nounit.double", r"02_tinytwo\.md:13: nounit.double is of no earlier unit; there are: earlier, tinyone"),
        ("earlier._checked", "there is no function earlier._checked"),
        ("earlier.through_a_module", r"earlier\.py:8: import what is needed of require: from solutions.MODULE import"),
        ("earlier.renamed", r"earlier\.py:\d+: import what is needed of twice: .*by its own name; renamed uses it"),
        ("earlier.lost", r"earlier\.py:1: lost, which a lesson gives, uses nowhere, and it is not here"),
    ],
)
def test_what_cannot_be_given_is_refused_with_its_place(give, name, message):
    with pytest.raises(SourceError, match=message):
        give("tinyone.double", name)


def test_a_function_that_needs_one_of_this_unit_cannot_be_given(give, tiny):
    text = EARLIER.replace("tinyone import double\n", "tinytwo import quadruple\n").replace("(double,", "(quadruple,")
    (tiny.root / "solutions" / "earlier.py").write_text(text)
    with pytest.raises(SourceError, match="eightfold would give away quadruple of tinytwo, a unit that is still to be"):
        give("tinyone.double", "earlier.eightfold")


def test_a_function_of_a_unit_that_is_planned_for_later_cannot_be_given(give, tiny, edit):
    give("tinyone.double")
    settings = replace(tiny, planned=(Unit("03_earlier", "Later"),))
    edit(LESSON, "[tinyone.double]", "[tinyone.double, earlier.level]")
    with pytest.raises(SourceError, match=r"earlier\.level is of no earlier unit"):
        read_paper(settings, settings.units[1])


def test_two_things_of_one_name_cannot_be_given_together(give, tiny):
    more = '"""More."""\n\nSTEPS = 4\n\n\ndef many() -> int:\n    """Many."""\n    return STEPS\n'
    (tiny.root / "solutions" / "more.py").write_text(more)
    with pytest.raises(SourceError, match=r":13: two things would be called STEPS in given\.py, of earlier and of mo"):
        give("tinyone.double", "earlier.level", "more.many")


def test_two_processes_weave_the_same_bytes(give, tiny):
    source = give("earlier.eightfold", "tinyone.double", "earlier.level")
    code = (
        "import solutions, autograder.checks; from course.settings import load; from pathlib import Path\n"
        "solutions.__path__.append('solutions'); autograder.checks.__path__.append('autograder/checks')\n"
        "from course.weaving.unit import read_paper; settings = load(Path('course.toml').resolve())\n"
        "print(read_paper(settings, settings.units[1]).given_source, end='')\n"
    )
    environment = os.environ | {"PYTHONHASHSEED": "7"}
    again = subprocess.run([sys.executable, "-P", "-c", code], check=True, env=environment, capture_output=True)
    assert again.stdout.decode() == source


def test_the_module_lies_beside_the_notebook(give, tiny):
    source = give("tinyone.double")
    paper = read_paper(tiny, tiny.units[1])
    files = release_files(tiny, paper, weave(paper))
    assert files[tiny.root / "release" / "02_tinytwo" / "given.py"] == source.encode()
