"""`kit.practice`: what a student sees of the checks that are for practice."""

import importlib
import os
import random
import re
import signal
import time

import numpy as np
import pytest

PRACTICE = '''
import numpy as np
from kit.engine import expect
from kit.engine.forall import forall


def numbers(d):
    return d.array(d.integer(1, 4), -8, 8)


def pairs(d):
    return numbers(d), d.integer(0, 3)


class TestDouble:
    @forall(numbers)
    def test_twice(self, student, x):
        """Every number comes back
        twice as large."""
        expect.close(student.double(x), 2 * x, "double(x)")

    @forall(pairs, draws=7)
    def test_moved(self, student, x, n):
        """Doubles of sums are sums of doubles."""
        expect.close(student.double(x + n), student.double(x) + 2 * n, "double(x + n)")

    def test_zero(self, student):
        """The double of 0 is 0."""
        expect.equal(student.double(0), 0, "double(0)")


class TestPair:
    @forall(numbers)
    def test_both(self, student, x):
        """Two numbers."""
        low, high = student.pair(x)
        expect.that(low <= high, "the smaller one first")


class TestSlope:
    @forall(numbers)
    def test_line(self, student, x):
        """The slope of a line is found everywhere."""
        def line(t):
            expect.shape(t, x.shape, "what f is called with")
            return float(3 * np.sum(t))
        expect.close(student.slope(line, x), 3, "slope(f, x)", atol=1e-3)


class TestMaker:
    @forall(numbers)
    def test_made(self, student, x):
        """The function that comes back doubles, and random numbers come from the generator."""
        step = student.maker(student.rng("a"))
        expect.close(step(x), 2 * x, "maker(rng)(x)")


class TestTidy:
    @forall(numbers)
    def test_x_stays(self, student, x):
        """x is sorted."""
        expect.close(student.tidy(x), np.sort(x), "tidy(x)")


UNIT = "01_tiny"
EXERCISES = {"double": 3, "pair": 1, "slope": 1, "maker": 1, "tidy": 1, "other": 2}
PROOFS = {}
CHECKS = {"double": TestDouble, "pair": TestPair, "slope": TestSlope, "maker": TestMaker, "tidy": TestTidy}
'''


@pytest.fixture
def practised(folder, notebook, capsys):
    """What a notebook prints when it practises a function."""
    (folder / "practice.py").write_text(PRACTICE)

    def run(definition, name="double"):
        notebook(f"{definition}\nkit.practice({name})")
        return capsys.readouterr().out

    return run


def test_a_right_function_holds_on_as_many_fresh_inputs_as_in_the_grader(practised):
    assert practised("def double(x): return 2 * x").splitlines() == [
        "double: practice holds",
        "  ✓ Every number comes back twice as large. - holds on 20 fresh inputs",
        "  ✓ Doubles of sums are sums of doubles. - holds on 7 fresh inputs",
        "  ✓ The double of 0 is 0. - holds",
    ]


def test_a_wrong_function_shows_the_smallest_input_and_what_came_of_it(practised):
    said = practised("def double(x): return np.where(np.asarray(x) < 2, 2 * x, 0)")
    assert said.splitlines()[:6] == [
        "double: practice fails",
        "  ✗ Every number comes back twice as large.",
        "    double(x): 1 of 1 values differ; first at [0]: got 0, wanted 4",
        "    the smallest input found on which it fails:",
        "      x = [2.]",
        "      double(x) = [0.]",
    ]


def test_a_call_is_told_in_the_terms_of_the_check(practised):
    said = practised("def double(x): return 3 * x")
    moved = said.partition("Doubles of sums are sums of doubles.")[2]
    assert "\n      x = [0.]\n      n = 1\n      double(x) = [0.]\n" in moved


def test_inputs_are_fresh_each_time(practised, notebook):
    seen = []
    notebook.names["seen"] = seen
    practised("def double(x):\n    seen.append(np.array(x))\n    return 2 * x")
    first = [x.tobytes() for x in seen]
    seen.clear()
    practised("def double(x):\n    seen.append(np.array(x))\n    return 2 * x")
    assert {x.tobytes() for x in seen} != set(first)


@pytest.mark.parametrize("mechanism", ["alarm", "thread", "trace"])
@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("while True: pass", "double did not return within 0.2 s"),
        ("[0][1]", "IndexError: list index out of range\n        in the line: [0][1]"),
        ("return double(x)", "RecursionError: maximum recursion depth exceeded"),
        ("print('y' * 10_000_000)", "double printed more than 10 kB in one call: take out what it prints in a loop"),
        ("raise SystemExit(3)", "SystemExit: 3\n        in the line: raise SystemExit(3)"),
        ("raise KeyboardInterrupt", "KeyboardInterrupt\n        in the line: raise KeyboardInterrupt"),
        ("raise GeneratorExit", "GeneratorExit\n"),
        ("raise MemoryError", "double ran out of memory"),
        ("return (i for i in x)", "double returned a value of type generator"),
        ("return object()", "double returned a value of type object"),
        ("return None", "double(x) is None (is a `return` missing?), wanted numbers"),
        ("return 2 * x[:, None]", "double(x) has shape (1, 1), wanted (1,)"),
        ("return other(x)", "double calls other, which is not written yet"),
        ("return np.zeros((4000, 4000))", "double returned an array of shape (4000, 4000), too large to send"),
    ],
)
def test_whatever_a_function_does_is_stopped_and_said(practised, monkeypatch, mechanism, body, said):
    answering, practising = (importlib.import_module(f"kit.{name}") for name in ("answering", "practising"))
    monkeypatch.setattr(practising, "available", lambda: mechanism)
    monkeypatch.setattr(answering, "CALL_SECONDS", 0.2)
    started = time.monotonic()
    got = practised(f"def other(x): raise NotImplementedError\ndef double(x):\n    {body}")
    assert got.startswith("double: practice fails\n  ✗ Every number comes back twice as large.\n")
    assert said in got
    assert time.monotonic() - started < 8


@pytest.mark.parametrize("mechanism", ["alarm", "thread"])
def test_a_function_that_sleeps_is_stopped(practised, monkeypatch, mechanism):
    answering, practising = (importlib.import_module(f"kit.{name}") for name in ("answering", "practising"))
    monkeypatch.setattr(practising, "available", lambda: mechanism)
    monkeypatch.setattr(answering, "CALL_SECONDS", 0.2)
    started = time.monotonic()
    said = practised("import time\ndef double(x): time.sleep(2)")
    assert time.monotonic() - started < 2
    assert "double did not return within 0.2 s" in said
    assert "    the input:\n      x = [" in said
    assert "Doubles of sums" not in said
    assert "note: the checks after this one were not run" in said


def test_the_time_for_all_checks_is_limited_too(practised, monkeypatch):
    practising = importlib.import_module("kit.practising")
    monkeypatch.setattr(practising, "ALL_SECONDS", 0.3)
    said = practised("import time\ndef double(x):\n    time.sleep(0.05)\n    return 2 * x")
    assert "stopped: the " in said or "did not return within" in said


def test_a_stub_is_not_yet(practised):
    assert practised("def double(x): raise NotImplementedError") == "double: not yet\n"


def test_a_function_that_the_notebook_lacks_is_told(practised):
    text = PRACTICE.replace("student.double(0)", "student.halve(0)")
    (importlib.import_module("kit.beside").FOLDER / "practice.py").write_text(text)
    assert "halve is not defined: run its cell first" in practised("def double(x): return 2 * x")
    assert "halve(0)" not in practised("def halve(x): return x\ndef double(x): return 2 * x")


def test_changed_arguments_fail_the_rule_and_no_other_check(practised):
    said = practised("def tidy(x):\n    x.sort()\n    return x", "tidy")
    assert "tidy: practice fails" in said
    assert "x is sorted. - holds on" in said
    assert "After the call the arguments are what they were before it." in said
    assert "tidy(x) changes x in place: work on a copy" in said
    assert "      x = [" in said
    assert "tidy: practice holds" in practised("def tidy(x):\n    return np.sort(x)", "tidy")


def test_a_check_that_stumbles_over_an_answer_says_what_it_was(practised):
    said = practised("def pair(x): return 1, 2, 3", "pair")
    assert "the answer cannot be used: a tuple (ValueError: too many values to unpack (expected 2))" in said
    assert "      pair(x) = (1, 2, 3)" in said


def test_functions_can_be_passed_and_their_expectations_decide(practised):
    right = "def slope(f, x):\n    h = np.zeros(x.shape)\n    h[0] = 1e-3\n    return (f(x + h) - f(x - h)) / 2e-3"
    assert "slope: practice holds" in practised(right, "slope")
    swallowed = "def slope(f, x):\n    try:\n        f(1.0)\n    except Exception:\n        pass\n    return 3"
    assert "what f is called with is one number, wanted an array of shape (1,)" in practised(swallowed, "slope")


def test_functions_can_come_back_and_random_generators_are_real_ones(practised):
    maker = "def maker(rng):\n    assert isinstance(rng.random(), float)\n    return lambda x: {} * x"
    assert "maker: practice holds" in practised(maker.format(2), "maker")
    said = practised(maker.format(3), "maker")
    assert "maker(rng)(x): 1 of 1 values differ; first at [0]: got " in said
    assert "      the function that was returned(x) = [" in said


def test_numbers_of_numpy_are_written_as_numbers(practised):
    said = practised("def pair(x): return [np.float64(2.5), np.float64(0.5)]", "pair")
    assert "      pair(x) = [2.5, 0.5]" in said


def test_warnings_come_with_a_check_that_fails(practised):
    said = practised("def double(x):\n    return np.log(np.zeros(np.shape(x)))")
    assert said.count("RuntimeWarning: divide by zero encountered in log") == 2


def test_what_is_printed_is_swallowed_with_a_note(practised):
    said = practised("def double(x):\n    print('loud')\n    return 2 * x")
    assert "loud" not in said
    assert re.search(r"note: what it printed \(\d+ characters\) is not shown here", said)


def test_the_notebook_s_random_numbers_stay_where_they_were(practised):
    np.random.seed(3)  # noqa: NPY002 - a student may
    random.seed(3)
    practised("import random\ndef double(x):\n    np.random.random()\n    random.random()\n    return 2 * x")
    after = np.random.random(), random.random()  # noqa: NPY002 - the same
    np.random.seed(3)  # noqa: NPY002 - the same
    random.seed(3)
    assert after == (np.random.random(), random.random())  # noqa: NPY002 - the same


@pytest.mark.parametrize(
    ("definition", "name", "said"),
    [
        ("def other(x): pass", "other", "other: no practice checks for other in this unit: run its example\n"),
        (
            "def duble(x): pass",
            "duble",
            "duble: no exercise is called duble, and practice goes by the name after `def`; did you mean double?\n",
        ),
        (
            "",
            "lambda x: 2 * x",
            "<lambda>: no exercise is called <lambda>, and practice goes by the name after `def`; "
            "the exercises are double, pair, slope, maker, tidy, other\n",
        ),
        ("", "3", "kit.practice: it takes one of your functions, as in kit.practice(softmax); got int\n"),
        ("", "'double'", "kit.practice: it takes one of your functions, as in kit.practice(softmax); got str\n"),
        ("def double(x): return 2 * x\nmine = double", "mine", "double: practice holds\n"),
    ],
)
def test_what_cannot_be_practised_is_said(practised, definition, name, said):
    assert practised(definition, name).startswith(said)


def test_without_practice_py_the_kit_says_where_it_must_be(notebook, capsys, folder):
    notebook("def double(x): return 2 * x\nkit.practice(double)")
    assert f"double: practice.py must stand beside the folder kit, in {folder}: put it back" in capsys.readouterr().out


@pytest.mark.usefixtures("heeding")
def test_a_key_that_is_pressed_interrupts(practised, notebook):
    """As Jupyter does it: with a signal, while the function runs."""
    notebook.names["press"] = lambda: os.kill(os.getpid(), signal.SIGINT)
    with pytest.raises(KeyboardInterrupt):
        practised("def double(x):\n    press()\n    while True:\n        pass")


def test_in_jupyter_the_counterexample_is_a_table(practised, notebook, shown):
    practised("def double(x): return 0 * x + 1")
    ((data, _),) = shown
    assert data["text/plain"].startswith("double: practice fails\n")
    page = data["text/html"]
    assert page.count('<caption style="text-align:left') == 3
    assert 'The smallest input found on which it fails</caption><tbody><tr><th scope="row"' in page
    assert re.search(r"<code>double\(x\)</code></th><td [^>]*><pre [^>]*>\[1\.\]</pre>", page)
    assert "✗</span> fails</span> Every number comes back twice as large." in page
