"""An early error costs once: which exercises get a second run, what counts, and what farming it earns."""

from collections.abc import Callable
from typing import Any

import pytest

from autograder.exam.follow_through import better, lacking, reachable
from autograder.intake.ingest import Cell, Script
from autograder.scheme.exercises import Exercise, unit_exercises
from solutions.classification import accuracy

from .conftest import UNIT, Marking, marked_tests

ZERO = "def confidence(Z, y):\n    return 0 * Z[:, 0]\n"
RIGHT = """def confidence(Z, y):
    own = np.eye(Z.shape[1], dtype=bool)[y]
    return Z[own] - np.where(own, -np.inf, Z).max(axis=1)
"""
ON_CONFIDENCE = "def accuracy(Z, y):\n    return np.mean(confidence(Z, y) > 0)\n"

OVERFLOWS = "def softmax(Z):\n    return np.exp(Z) / np.exp(Z).sum(axis=1, keepdims=True)\n"
ON_SOFTMAX = "def cross_entropy(Z, y):\n    return -np.mean(softmax(Z)[np.arange(len(y)), y])\n"  # no logarithm
ON_THE_LOSS = """def best_scale(Z, y, t_max=100.0):
    low, high = 0.0, t_max
    for _ in range(30):
        grid = np.linspace(low, high, 7)
        best = np.argmin([cross_entropy(t * Z, y) for t in grid])
        low, high = grid[max(best - 1, 0)], grid[min(best + 1, 6)]
    return min(low, high, key=lambda t: cross_entropy(t * Z, y))
"""
SWAPPED = """def loss_bounds(Z, y):
    delta = confidence(Z, y)
    return np.logaddexp(0, np.log(Z.shape[1] - 1) - delta), np.logaddexp(0, -delta)
"""

# How accuracy may come to a wrong confidence: the answer cells of both, and a helper cell at the end.
ROADS: dict[str, tuple[str, str, str]] = {
    "by name": (ZERO, ON_CONFIDENCE, ""),
    "not defined": ("", ON_CONFIDENCE, ""),
    "a syntax error": ("def confidence(Z, y)\n    return Z", ON_CONFIDENCE, ""),
    "a stub": ("def confidence(Z, y):\n    raise NotImplementedError()", ON_CONFIDENCE, ""),
    "a cell that raises": (f"{ZERO}1 / 0", ON_CONFIDENCE, ""),
    "raises": ("def confidence(Z, y):\n    return Z[99]", ON_CONFIDENCE, ""),
    "loops": ("def confidence(Z, y):\n    while True: pass", ON_CONFIDENCE, ""),
    "dies": ("def confidence(Z, y):\n    import os\n    os._exit(0)", ON_CONFIDENCE, ""),
    "a lambda": ("confidence = lambda Z, y: 0 * Z[:, 0]", ON_CONFIDENCE, ""),
    "an alias": (ZERO, "c = confidence\ndef accuracy(Z, y):\n    return np.mean(c(Z, y) > 0)", ""),
    "an alias in its own cell": (f"{ZERO}c = confidence", "def accuracy(Z, y):\n    return np.mean(c(Z, y) > 0)", ""),
    "a default": (ZERO, "def accuracy(Z, y, c=confidence):\n    return np.mean(c(Z, y) > 0)", ""),
    "a closure": (ZERO, "def use(c):\n    return lambda Z, y: np.mean(c(Z, y) > 0)\naccuracy = use(confidence)", ""),
    "an attribute": (
        ZERO,
        "class M:\n    c = staticmethod(confidence)\ndef accuracy(Z, y):\n    return np.mean(M.c(Z, y) > 0)",
        "",
    ),
    "a helper cell": (RIGHT.replace("np.where", "0 * np.where"), ON_CONFIDENCE, ZERO),
    "recursion": (
        ZERO,
        "def accuracy(Z, y):\n    if len(y) == 1: return float(confidence(Z, y)[0] > 0)\n"
        "    return (accuracy(Z[:1], y[:1]) + (len(y) - 1) * accuracy(Z[1:], y[1:])) / len(y)",
        "",
    ),
}


@pytest.fixture(scope="module")
def markings(script: Callable[..., Script], mark: Callable[..., dict[str, Marking]]) -> dict[str, Marking]:
    """One hall for all of them."""
    scripts: dict[str, Callable[[], Script]] = {
        road: lambda wrong=wrong, later=later, own=own: script(  # type: ignore[misc]  # defaults bind the values
            *([own] if own else []), confidence=wrong, accuracy=later
        )
        for road, (wrong, later, own) in ROADS.items()
    }
    farms = {
        "only calls": "def accuracy(Z, y):\n    return confidence(Z, y)",
        "missing": "def accuracy(Z, y):\n    raise NotImplementedError()",
        "independent": "def accuracy(Z, y):\n    return np.mean(Z.argmax(axis=1) == y)",
        "asks too often": "def accuracy(Z, y):\n    while True: confidence(Z, y)",
        "asks for too much": "def accuracy(Z, y):\n    return confidence(np.ones((9000, 900)), np.ones(9000, int))",
        "asks with objects": "def accuracy(Z, y):\n    return confidence(object(), y)",
        "asks with functions": "def accuracy(Z, y):\n    return confidence(lambda: Z, y)",
        "two programs": "calls = 0\ndef accuracy(Z, y):\n    d = confidence(Z, y)\n"
        "    return np.mean(Z.argmax(axis=1) == y) if not d.any() else np.mean(d >= 0)",
        "misconceived": "def accuracy(Z, y):\n    return np.mean(confidence(Z, y) >= 0)",
    }
    scripts |= {
        label: lambda source=source: script(confidence=ZERO, accuracy=source)  # type: ignore[misc]  # the same
        for label, source in farms.items()
    }
    scripts["through others"] = lambda: script(softmax=OVERFLOWS, cross_entropy=ON_SOFTMAX, best_scale=ON_THE_LOSS)
    scripts["right and wrong"] = lambda: script(confidence=ZERO, loss_bounds=SWAPPED)
    scripts["right"] = script
    return mark(scripts)


def accuracy_of(marking: Marking) -> Marking:
    return marked_tests(marking)["accuracy"]


def points(test: Marking) -> float:
    return sum(check["earned"] for check in test["checks"])


@pytest.mark.parametrize("road", ROADS)
def test_an_answer_that_is_right_but_for_what_it_builds_on_gets_full_marks(
    markings: dict[str, Marking], road: str
) -> None:
    test = accuracy_of(markings[road])
    assert (test["verdict"], points(test)) == ("passed", 4)
    assert test["follow_through"]["of"] == ["confidence"]
    assert test["follow_through"]["earned_before"] < 4


@pytest.mark.parametrize("road", ROADS)
def test_the_earlier_error_still_costs_its_own_points(markings: dict[str, Marking], road: str) -> None:
    test = marked_tests(markings[road])["confidence"]
    assert test["verdict"] != "passed"
    assert test["follow_through"] is None
    assert points(test) < 6


def test_right_answers_need_no_second_run(markings: dict[str, Marking]) -> None:
    assert {test["follow_through"] for test in markings["right"]["tests"]} == {None}


def test_follow_through_reaches_through_other_exercises(markings: dict[str, Marking]) -> None:
    test = marked_tests(markings["through others"])["best_scale"]
    assert (test["verdict"], test["follow_through"]["of"]) == ("passed", ["cross_entropy"])


def test_an_exercise_that_is_missing_stays_missing(markings: dict[str, Marking]) -> None:
    test = accuracy_of(markings["missing"])
    assert (test["verdict"], test["follow_through"]) == ("missing", None)


def test_an_answer_that_does_not_use_what_is_replaced_stays_as_it_was(markings: dict[str, Marking]) -> None:
    test = accuracy_of(markings["independent"])
    assert (points(test), test["follow_through"]) == (3, None)
    assert test["misconception"]["name"] == "first_of_tied_classes"


@pytest.mark.parametrize(
    "label", ["only calls", "asks too often", "asks for too much", "asks with objects", "asks with functions"]
)
def test_farming_earns_nothing(markings: dict[str, Marking], label: str) -> None:
    tests = marked_tests(markings[label])
    assert points(tests["accuracy"]) == 0
    assert points(tests["confidence"]) == 0
    assert tests["catch_softmax"]["verdict"] == tests["softmax"]["verdict"] == "passed"


def test_two_half_right_programs_do_not_add_up(markings: dict[str, Marking]) -> None:
    """The first is right except for ties; the second, which sees right confidences, is so too."""
    assert points(accuracy_of(markings["two programs"])) == 3


def test_a_misconception_is_found_once_what_it_builds_on_is_right(markings: dict[str, Marking]) -> None:
    test = accuracy_of(markings["misconceived"])
    assert (test["verdict"], test["follow_through"]["of"]) == ("failed", ["confidence"])
    assert test["misconception"]["name"] == "ties_right"
    bounds = marked_tests(markings["right and wrong"])["loss_bounds"]
    assert bounds["misconception"]["name"] == "swapped"
    assert bounds["follow_through"]["of"] == ["confidence"]


def test_a_second_run_that_fails_costs_nothing_and_is_not_the_last_word(
    script: Callable[..., Script], mark: Callable[..., dict[str, Marking]]
) -> None:
    hasty = """def accuracy(Z, y):
    while confidence(Z, y).any(): pass  # only a right one is ever not 0
    return np.mean(Z.argmax(axis=1) == y)"""
    marking = mark({"x": lambda: script(confidence=ZERO, accuracy=hasty)})["x"]
    test = accuracy_of(marking)
    assert (test["verdict"], points(test), test["follow_through"]) == ("failed", 3, None)
    assert marked_tests(marking)["loss_bounds"]["verdict"] != "skipped"
    assert marking["repeatable"] is False


def test_a_given_function_that_is_asked_for_too_much_leaves_the_rest_in_peace(
    script: Callable[..., Script], mark: Callable[..., dict[str, Marking]]
) -> None:
    greedy = "def accuracy(Z, y):\n    return confidence(np.ones((20_000, 1000)), np.zeros(20_000, int))"
    marking = mark({"x": lambda: script(confidence=ZERO, accuracy=greedy)})["x"]
    assert marking["status"] == "graded"
    assert marked_tests(marking)["softmax"]["verdict"] == "passed"


# What is decided, on markings made by hand.


def run(verdict: str, *earned: float, misconception: Any = None, name: str = "accuracy") -> Marking:
    checks = [{"earned": each} for each in earned]
    return {"name": name, "verdict": verdict, "seconds": 1.0, "misconception": misconception, "checks": checks} | {
        "follow_through": None
    }


@pytest.fixture
def exercises() -> dict[str, Exercise]:
    return unit_exercises(UNIT)


def test_only_required_functions_that_have_not_passed_are_replaced(exercises: dict[str, Exercise]) -> None:
    tests = {name: run("passed", name=name) for name in exercises}
    tests |= {name: run("failed", name=name) for name in ("catch_softmax", "softmax", "confidence", "loss_bounds")}
    assert lacking(tests["loss_bounds"], exercises, tests) == ["softmax", "confidence"]
    assert lacking(tests["softmax"], exercises, tests) == []
    assert lacking(tests["cross_entropy"], exercises, tests) == []


@pytest.mark.parametrize(
    ("source", "own", "reached"),
    [
        ("def h(): return 1", "", set()),
        ("def h(): return g()", "", {"f", "g"}),
        ("def h(): return alias()", "", {"f"}),
        ("def h(): return helper()", "def helper(): return f()", {"f"}),
        ("def h(): return 1  # not f()", "", {"f"}),
        ("def h(): return without_a_cell()", "", {"without_a_cell"}),
    ],
)
def test_a_function_reaches_what_its_cells_have_a_word_for(source: str, own: str, reached: set[str]) -> None:
    cells = [
        Cell("", "def f(): return 0\nalias = f", "answer", "f"),
        Cell("", "def g(): return f()", "answer", "g"),
        Cell("", source, "answer", "h"),
        Cell("", own, "own"),
    ]
    assert reachable("h", ["f", "g", "without_a_cell"], cells) == reached


def test_what_was_not_tried_is_taken_for_right(exercises: dict[str, Exercise]) -> None:
    alone = {"accuracy": run("failed")}
    assert lacking(alone["accuracy"], exercises, alone) == []


def test_the_run_that_earned_more_counts_as_a_whole() -> None:
    first, second = run("failed", 1, 0, 1), run("failed", 0, 3, 0)
    chosen = better(first, second, ["confidence"])
    assert chosen["checks"] == second["checks"]
    assert chosen["follow_through"] == {"of": ["confidence"], "earned_before": 2.0}
    assert chosen["seconds"] == 2.0


@pytest.mark.parametrize("second", [run("failed", 0, 0), run("failed", 1, 0), run("timed_out", 0, 1)])
def test_a_second_run_that_earns_no_more_changes_nothing(second: Marking) -> None:
    first = run("failed", 1, 0)
    assert better(first, second, ["confidence"]) == {**first, "seconds": 2.0}


def test_of_equal_runs_the_one_that_can_be_explained_is_shown() -> None:
    first, second = run("failed", 1, 0), run("failed", 0, 1, misconception={"name": "ties_right"})
    assert better(first, second, ["confidence"])["follow_through"] == {"of": ["confidence"], "earned_before": 1.0}
    explained = run("failed", 1, 0, misconception={"name": "counted"})
    assert better(explained, second, ["confidence"])["follow_through"] is None


def test_a_run_that_stopped_at_an_unwritten_function_gives_way_to_one_that_did_not() -> None:
    first, second = run("crashed", 0, 0), run("failed", 0, 0)
    assert better(first, second, ["softmax"], unwritten=True)["verdict"] == "failed"
    assert better(first, second, ["softmax"])["verdict"] == "crashed"
    explained = run("crashed", 0, 0, misconception={"name": "counted"})
    assert better(explained, second, ["softmax"], unwritten=True)["follow_through"] is None
    assert better(run("crashed", 1, 0), second, ["softmax"], unwritten=True)["verdict"] == "crashed"


def test_a_second_run_that_called_nothing_that_was_replaced_does_not_count() -> None:
    assert better(run("failed", 0, 0), run("passed", 1, 1), [])["verdict"] == "failed"


def test_the_function_under_test_is_never_given(exercises: dict[str, Exercise]) -> None:
    tests = {name: run("failed", name=name) for name in exercises}
    for name, test in tests.items():
        assert name not in lacking(test, exercises, tests)
    assert exercises["accuracy"].reference is accuracy
