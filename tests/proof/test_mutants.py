"""Mechanical mutants: what each family of changes yields, and what is left alone."""

import ast
import inspect
from collections.abc import Callable
from typing import Any

import pytest

from autograder.proof.mutants import NAMES, mutants
from solutions import classification

SIGNATURE = "def f(X, y=1, *, axis: int=0) -> float:"
MODEL_ANSWERS = [f for _, f in inspect.getmembers(classification, inspect.isfunction)]


def labels(*body: str) -> list[str]:
    return [mutant.label for mutant in mutants("\n    ".join([SIGNATURE, *body]))]


@pytest.mark.parametrize(
    ("statement", "wanted"),
    [
        ("return X + y", ["return X - y"]),
        ("return X - y", ["return X + y"]),
        ("return X * y", ["return X / y"]),
        ("return X / y", ["return X * y"]),
        ("return X @ y", ["return X * y"]),
        ("return X ** y", ["return X * y"]),
        ("return X // y", ["return X / y"]),
        ("return X % y", ["return X // y"]),
        ("return X & y", ["return X | y"]),
        ("return X | y", ["return X & y"]),
        ("return X + y - y", ["return X + y + y", "return X - y - y"]),
        ("return X < y", ["return X <= y", "return X > y"]),
        ("return X <= y", ["return X < y", "return X >= y"]),
        ("return X > y", ["return X >= y", "return X < y"]),
        ("return X >= y", ["return X > y", "return X <= y"]),
        ("return X == y", ["return X != y"]),
        ("return X != y", ["return X == y"]),
        ("return X is y", ["return X is not y"]),
        ("return X is not y", ["return X is y"]),
        ("return X in y", ["return X not in y"]),
        ("return X not in y", ["return X in y"]),
        ("return X < y == X", ["return X <= y == X", "return X > y == X", "return X < y != X"]),
        ("return X and y", ["return X or y"]),
        ("return X or y", ["return X and y"]),
        ("return -X", ["return X"]),
        ("return not X", ["return X"]),
        ("return ~X", ["return X"]),
        ("return 3", ["return 4", "return 2"]),
        ("return X[:, -1]", ["return X[:, 1]", "return X[:, -2]", "return X[:, -0]"]),
        ("return 2.5", ["return 5.0"]),
        ("return 0.0", ["return 1.0"]),
        ("return True", ["return False"]),
        ("return X.any(axis=y, out=X)", ["return X.any(out=X)", "return X.any(axis=y)", "return X.all(axis=y, out=X)"]),
        ("return f(axis=0)", ["return f()", "return f(axis=1)", "return f(axis=-1)"]),
        ("return f(**y)", ["return f()"]),
        ("return max(X)", ["return min(X)"]),
        ("X[y] = X", ["without X[y] = X"]),
        ("X.sort()", ["without X.sort()"]),
        ("X -= y", ["X += y", "without X -= y"]),
    ],
)
def test_a_family_yields(statement: str, wanted: list[str]) -> None:
    assert labels(statement) == wanted


@pytest.mark.parametrize(("name", "other"), NAMES.items())
def test_a_function_is_exchanged_for_its_counterpart_and_back(name: str, other: str) -> None:
    assert labels(f"return np.{name}(X)") == [f"return np.{other}(X)"]
    assert labels(f"return np.{other}(X)") == [f"return np.{name}(X)"]


@pytest.mark.parametrize(
    "body",
    [
        ["return x"],
        ["return 'text'"],
        ["return None"],
        ["X = y", "return X"],
        ["return f(X, y)"],
        ["return X[y]"],
        ['"""Only a contract with 1 + 1."""'],
        ['"""The contract."""', "def g(z):", '    """No statement."""', "    return z", "return g"],
    ],
    ids=" ".join,
)
def test_there_is_nothing_to_change_in(body: list[str]) -> None:
    assert labels(*body) == []


def test_only_one_place_is_changed_at_a_time() -> None:
    assert labels("a = X + y", "return a + y") == ["a = X - y", "return a - y"]


def test_equal_labels_are_numbered() -> None:
    assert labels("X = X + y", "X = X + y") == ["X = X - y", "X = X - y #2"]


def test_a_label_does_not_depend_on_other_lines() -> None:
    assert set(labels("return X + y")) < set(labels("X = X * y", "return X + y"))


@pytest.mark.parametrize("function", MODEL_ANSWERS)
def test_each_mutant_is_another_function_with_the_same_signature(function: Callable[..., Any]) -> None:
    source = inspect.getsource(function)
    wanted = ast.parse(source).body[0]
    assert isinstance(wanted, ast.FunctionDef)
    found = mutants(source)
    assert len({mutant.label for mutant in found}) == len({mutant.source for mutant in found}) == len(found) > 0
    for mutant in found:
        compile(mutant.source, mutant.label, "exec")
        (got,) = ast.parse(mutant.source).body
        assert isinstance(got, ast.FunctionDef)
        assert (got.name, ast.dump(got.args)) == (wanted.name, ast.dump(wanted.args))
        assert ast.dump(ast.Module(got.body, [])) != ast.dump(ast.Module(wanted.body[1:], []))


def test_a_mutant_runs() -> None:
    (mutant,) = mutants("def f(X, y):\n    return X + y")
    functions: dict[str, Any] = {}
    exec(mutant.source, functions)
    assert functions["f"](7, 2) == 5
