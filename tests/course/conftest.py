"""A throw-away course of two tiny units, complete from lesson to mark scheme."""

import importlib
import shutil
import sys
from pathlib import Path

import pytest

import autograder.checks
import solutions
from course.settings import ROOT, Settings, load
from tests.course.folders import served

SETTINGS = """
[units.01_tinyone]
chapter = "On doubling"
[units.02_tinytwo]
chapter = "On doubling twice"
"""

LESSON = """---
title: Doubling
jupytext:
  text_representation:
    format_name: myst
---

Numbers grow when they are added, $x + x = 2x$.

(def-double)=
**Definition (double).** The double of $x$ is $x + x$; see [below](#sec-more).

```{code-cell}
:setup: true
import figures
import kit
import numpy as np
```

+++ {"hints": "double"}

1. Add.
2. $2x = x + x$,

   and nothing else.
3. The shape of `x`.

```{code-cell}
:exercise: double
:difficulty: 1
:minutes: 5
:allowed: all of NumPy

@kit.example(double)
def _():
    got = double(np.array([1.0, 2.0]))
    assert np.allclose(got, [2, 4]), f"1 and 2 become 2 and 4, not {got}"
```

(sec-more)=
## More

+++ {"hints": "shifted"}

1. Move.
2. By a thousandth.
3. As many as came in.

```{code-cell}
:exercise: shifted
:difficulty: 2
:minutes: 10
:allowed: your own functions

@kit.example(shifted)
def _():
    assert np.allclose(shifted(np.zeros(2)), 0.001), "zeros move by 0.001"
```

```{code-cell}
:figure: line

kit.figure(figures.line, double)
```

```{code-cell}
:show: sum

print(1 + 1)
```

+++ {"proof": "growth", "title": "Signs stay", "points": 3, "difficulty": 2, "minutes": 15}

Show that doubling keeps the sign.

+++ {"model_answer": "growth"}

Two summands of one sign have a sum of that very sign, and nothing else is claimed.

+++ {"rubric": "growth"}

- One point for noticing that zero has no sign and stays where it is.

+++

## What you can do now

You can double.
"""

FIGURES = '''"""Pictures of doubling."""

import numpy as np
from kit import plate


@plate("Twice as much", size=(3, 2))
def line(ax, double):
    """What is twice as far is twice as high."""
    heights = double(np.arange(3.0))
    ax.plot(heights)
    ax.set(xlabel="x", ylabel="double")
    return f"A straight line from {heights[0]:g} to {heights[-1]:g}."
'''

SOLUTIONS = '''"""Doubling."""

import numpy as np


def double(x: np.ndarray) -> np.ndarray:
    r"""Twice x (N,), in the shape of x; a backslash \\ is harmless.

    Not graded: ValueError for an empty x.

    Derivation
    ----------
    Twice a number is what one gets by adding the number to itself once.
    """
    if len(x) == 0:
        raise ValueError("x is empty")
    _require_numbers(x)
    # both summands are the same
    total = np.add(x,   x)

    return total


def shifted(x: np.ndarray, by: float = 1e-3) -> np.ndarray:
    """Half the double of x (N,), moved by `by`."""
    return double(x) / 2 + by


def _require_numbers(x: np.ndarray) -> None:
    if not np.isfinite(x).all():
        raise ValueError("x must be finite")
'''

CHECKS = '''"""Mark scheme of doubling."""

import numpy as np

from autograder import alternate, exercise, expect, forall, misconception, weight
from solutions.tinyone import double, shifted


def numbers(d):
    return d.array((d.integer(1, 3),), -5, 5)


@exercise(reference=double)
class TestDouble:
    @weight(2)
    @forall(numbers)
    def test_is_twice_what_came_in(self, student, x):
        """Every number comes back twice as large as it went in."""
        expect.close(student.double(x), 2 * x, "double(x)")

    @weight(0.5)
    @forall(numbers)
    def test_keeps_the_shape(self, student, x):
        """As many numbers come back as went in."""
        expect.shape(student.double(x), x.shape, "double(x)")

    @misconception("A number times itself is its square: add instead.", see="def-double")
    def squares_instead(x):
        return np.multiply(x, x)

    @alternate
    def by_ones(x):
        return np.vstack([x, x]).sum(axis=0)


@exercise(reference=shifted)
class TestShifted:
    @weight(1)
    @forall(numbers)
    def test_moves(self, student, x):
        """Every number is moved by a thousandth."""
        expect.close(student.shifted(x), shifted(x), "shifted(x)")
'''

LATER_LESSON = """---
title: Doubling twice
---

Once more.

```{code-cell}
:setup: true
import kit
import numpy as np
```

```{code-cell}
:given: [tinyone.double]
```

+++ {"hints": "quadruple"}

1. Double.
2. $4x = 2(2x)$.
3. The shape of `x`.

```{code-cell}
:exercise: quadruple
:difficulty: 1
:minutes: 5
:allowed: all of NumPy

@kit.example(quadruple)
def _():
    assert np.allclose(quadruple(np.ones(2)), 4), "ones become fours"
```
"""

LATER_SOLUTIONS = '''"""Doubling twice."""

import numpy as np

from solutions.tinyone import double


def quadruple(x: np.ndarray) -> np.ndarray:
    """Four times x (N,)."""
    return double(double(np.asarray(x)))
'''

LATER_CHECKS = '''"""Mark scheme of doubling twice."""

from autograder import exercise, expect, forall, weight
from solutions.tinytwo import quadruple


def numbers(d):
    return d.array((3,), -5, 5)


@exercise(reference=quadruple)
class TestQuadruple:
    @weight(1)
    @forall(numbers)
    def test_is_four_times_what_came_in(self, student, x):
        """Every number comes back four times as large."""
        expect.close(student.quadruple(x), 4 * x, "quadruple(x)")
'''

FILES = {
    "course.toml": SETTINGS,
    "course/lessons/01_tinyone.md": LESSON,
    "course/lessons/02_tinytwo.md": LATER_LESSON,
    "course/figures/tinyone.py": FIGURES,
    "solutions/tinyone.py": SOLUTIONS,
    "solutions/tinytwo.py": LATER_SOLUTIONS,
    "autograder/checks/test_tinyone.py": CHECKS,
    "autograder/checks/test_tinytwo.py": LATER_CHECKS,
}
COPIED = ("pyproject.toml", "course/data/digits.npz", *sorted(
    path.relative_to(ROOT).as_posix() for path in (ROOT / "course" / "support" / "kit").glob("*.py")
))
MODULES = ("solutions.{}", "autograder.checks.test_{}")


@pytest.fixture
def tiny(tmp_path, monkeypatch) -> Settings:
    """The settings of the tiny course, whose modules can be imported during the test."""
    for name, text in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    for name in COPIED:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    monkeypatch.setattr(solutions, "__path__", [*solutions.__path__, str(tmp_path / "solutions")])
    more = [*autograder.checks.__path__, str(tmp_path / "autograder" / "checks")]
    monkeypatch.setattr(autograder.checks, "__path__", more)
    monkeypatch.chdir(tmp_path)
    forget()
    yield load(tmp_path / "course.toml")
    forget()


def forget() -> None:
    whole = tuple(module.format(stem) for module in MODULES for stem in ("tinyone", "tinytwo"))
    for name in [each for each in sys.modules if each.startswith(whole)]:
        del sys.modules[name]
    importlib.invalidate_caches()


@pytest.fixture
def folder(tiny) -> Path:
    """The mark scheme of the first unit, made a folder."""
    head, *classes = CHECKS.split("@exercise")
    path = (tiny.root / "autograder/checks/test_tinyone.py").with_suffix("")
    path.with_suffix(".py").unlink()
    path.mkdir()
    inputs, table = "from autograder.checks.test_tinyone.inputs import", '"""Mark scheme of doubling."""\n\n'
    (path / "inputs.py").write_text(head.partition("solutions.tinyone import double, shifted")[2].lstrip())
    for name, text in zip(("double", "shifted"), classes, strict=True):
        imports = head.partition("def numbers")[0]
        (path / f"test_{name}.py").write_text(f"{imports.rstrip()}\n{inputs} numbers\n\n\n@exercise{text.rstrip()}\n")
        table += f"from autograder.checks.test_tinyone.test_{name} import Test{name.capitalize()}\n"
    (path / "__init__.py").write_text(table)
    return path


@pytest.fixture
def edit(tiny):
    """Replace a text that stands once in a file of the tiny course."""

    def replace(name, old, new):
        path = tiny.root / name
        text = path.read_text()
        assert text.count(old) == 1
        path.write_text(text.replace(old, new))
        forget()

    return replace


@pytest.fixture
def web(tmp_path) -> Path:
    """What is published at the course's address."""
    (tmp_path / "web" / "course").mkdir(parents=True)
    return tmp_path / "web"


@pytest.fixture
def address(web):
    """The course's address, on this machine."""
    with served(web) as url:
        yield f"{url}/course"
