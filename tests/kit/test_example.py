"""`kit.example`: what is said of a function that is tried."""

import re
import subprocess
import sys
from textwrap import indent

import numpy as np
import pytest

STUB = "def softmax(Z):\n    raise NotImplementedError()\n"


@pytest.fixture
def tried(notebook, capsys):
    """What is said of a definition after its example."""

    def run(definition, body, name="softmax"):
        notebook(f"{definition}\n@kit.example({name})\ndef _():\n{indent(body, '    ')}\n")
        return capsys.readouterr().out.removesuffix("\n")

    return run


def test_an_example_that_holds_says_so_and_leaves_nothing_behind(tried, notebook):
    assert tried("def softmax(Z): return Z", "P = softmax(1)\nassert P == 1") == "softmax: the example agrees"
    assert "P" not in notebook.names
    assert notebook.names["_"] is None


def test_names_that_an_example_sets_are_not_there_for_the_function(tried):
    said = tried("def softmax(Z): return P", "global P\nP = 1\nassert softmax(1) == 1")
    assert said.startswith("softmax: NameError: name 'P' is not defined")


def test_a_missing_function_is_not_yet(tried):
    assert tried(STUB, "softmax(1)") == "softmax: not yet"


def test_a_function_that_waits_for_another_says_which(tried):
    assert tried(STUB + "def loss(Z): return softmax(Z)", "loss(1)", "loss") == "loss: not yet, softmax comes first"


def test_an_example_that_raises_not_implemented_itself_is_not_yet(tried):
    assert tried(STUB, "raise NotImplementedError") == "softmax: not yet"


@pytest.mark.parametrize(
    ("assertion", "line"),
    [
        ("assert softmax(1) == 2, 'not 2'", "assert softmax(1) == 2"),
        ("assert np.isclose( 1 /2, softmax(1) ), (\n'not ' +\n'2')", "assert np.isclose( 1 /2, softmax(1) ), ("),
        ("raise AssertionError('not 2')", "raise AssertionError('not 2')"),
    ],
)
def test_a_failed_example_gives_its_message_once_and_what_its_line_asserts(tried, assertion, line):
    assert tried("def softmax(Z): return Z", assertion) == f"softmax: not 2\n    in the line: {line}"


def test_a_mistake_gives_its_type_its_message_and_the_student_s_own_line(tried):
    first, second = tried("def softmax(Z):\n    return np.sum(Z, axis=7)", "softmax([1])").splitlines()
    assert first.startswith("softmax: AxisError: axis 7 is out of bounds")
    assert second == "    in the line: return np.sum(Z, axis=7)"


ERROR_BOUND = "error, bound = error_bound(1)"
LOSS = "loss = softmax(1)\n"


@pytest.mark.parametrize(
    ("returned", "body", "said"),
    [
        (
            "None",
            "assert np.shape(softmax(1)) == (1, 3), 'wrong shape'",
            "softmax returned None: is a `return` missing?",
        ),
        ("None", LOSS + "assert abs(loss - 1) < 1e-9", "softmax returned None: is a `return` missing?"),
        ("None", "a, b = softmax(1)", "softmax returned None: is a `return` missing?"),
        ("None", "assert np.allclose(softmax(1), [1, 2])", "softmax returned None: is a `return` missing?"),
        ("1, 2, 3", "a, b = softmax(1)", "softmax must return 2 values, it returned 3"),
        ("[1]", "a, b = softmax(1)", "softmax must return 2 values, it returned 1"),
        ("[[1, 2], [3], 4]", "a, b = softmax(1)", "softmax must return 2 values, it returned 3"),
        ("np.zeros(3)", "a, b = softmax(1)", "softmax must return 2 values, it returned 3"),
        ("0.5", "a, b = softmax(1)", "softmax must return 2 values, it returned a float"),
        ("(i for i in [1, 2, 3])", "a, b = softmax(1)", "softmax must return 2 values, it returned a generator"),
        ("np.float64(0.5)", "a, b, c = softmax(1)", "softmax must return 3 values, it returned a float64"),
        (
            "np.zeros(4)",
            LOSS + "assert abs(loss - 1) < 1e-9, 'off'",
            "softmax must return one number, it returned an array of shape (4,) and dtype float64",
        ),
        (
            "np.zeros(4)",
            LOSS + "assert loss, f'{loss:.3f}'",
            "softmax must return one number, it returned an array of shape (4,) and dtype float64",
        ),
        (
            "np.zeros((2, 1))",
            LOSS + "float(loss)",
            "softmax must return one number, it returned an array of shape (2, 1) and dtype float64",
        ),
        (
            "[1, 2]",
            LOSS + "assert loss - 1 == 0",
            "softmax returned a list, which the example cannot use: TypeError: unsupported operand",
        ),
        ("softmax", LOSS + "loss + 1", "softmax returned a function, which the example cannot use: TypeError"),
        (
            "1",
            "softmax(1)\nraise SystemExit(3)",
            "softmax returned an int, which the example cannot use: SystemExit: 3",
        ),
    ],
)
def test_what_a_beginner_returns_by_mistake_is_told(tried, returned, body, said):
    assert tried(f"def softmax(Z):\n    return {returned}", body).startswith(f"softmax: {said}")


def test_the_line_of_a_wrong_tuple_is_the_one_that_unpacks_it(tried):
    said = tried("def softmax(Z): return 1, 2, 3", "a, b = softmax(1)")
    assert said.endswith("\n    in the line: a, b = softmax(1)")


def test_an_error_of_another_function_is_not_told_of_what_was_returned(tried):
    said = tried("def softmax(Z): pass\ndef other(): return [1][2]", "softmax(1)\nother()")
    assert said == "softmax: IndexError: list index out of range\n    in the line: def other(): return [1][2]"


def test_numbers_of_numpy_are_written_as_numbers(tried):
    said = tried(
        "def softmax(Z): return np.array([0.09375, 0.5])",
        "P = softmax(1)\nassert P[0] == 1, f'not {list(P)}, {P[0]!r} or {P[1] > 0!r}'",
    )
    assert said.splitlines()[0] == "softmax: not [0.09375, 0.5], 0.09375 or True"
    assert repr(np.float64(0.5)) == "np.float64(0.5)"


def test_a_mistake_outside_a_notebook_gives_no_line(kit, capsys):
    @kit.example(np.sum)
    def _():
        raise ValueError("odd")

    assert capsys.readouterr().out == "sum: ValueError: odd\n"


def test_whatever_has_no_name_can_be_tried(kit, capsys):
    kit.example(3)(lambda: None)
    assert capsys.readouterr().out == "this function: the example agrees\n"


def test_interrupting_an_example_interrupts_it(kit):
    with pytest.raises(KeyboardInterrupt):

        @kit.example(np.sum)
        def _():
            raise KeyboardInterrupt


def test_an_error_that_resists_description_is_described_all_the_same(tried):
    resists = "class Odd(Exception):\n    def __str__(self): raise ValueError\n"
    said = tried(resists + "def softmax(Z): raise Odd", "softmax(1)")
    assert said.startswith("softmax: Odd: (its text cannot be shown: ValueError)")


@pytest.mark.parametrize(
    ("definition", "word", "symbol"),
    [("def softmax(Z): return 1", "agrees", "✓"), (STUB, "not yet", "…"), ("def softmax(Z): return 2", "differs", "✗")],
)
def test_in_jupyter_word_and_symbol_tell_what_came_of_it(notebook, shown, definition, word, symbol):
    notebook(f"{definition}\n@kit.example(softmax)\ndef _(): assert softmax(1) == 1, '<2>'")
    ((data, _),) = shown
    assert f'<span aria-hidden="true">{symbol}</span> {word}</span> <code>softmax</code>' in data["text/html"]
    assert "<2>" not in data["text/html"]
    assert data["text/plain"].startswith("softmax: ")


def luminance(colour):
    channels = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    linear = np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
    return linear @ [0.2126, 0.7152, 0.0722]


def test_the_letters_of_a_badge_have_a_contrast_of_five_to_its_ground(kit, notebook, shown):
    for returned in (1, 2):
        notebook(f"def f(): return {returned}\n@kit.example(f)\ndef _(): assert f() == 1")
    notebook("def f(): raise NotImplementedError\n@kit.example(f)\ndef _(): f()")
    grounds = {re.search(r"background:(#\w{6})", data["text/html"])[1] for data, _ in shown}
    assert len(grounds) == 3
    assert all(1.05 / (luminance(ground) + 0.05) > 5 for ground in grounds)


def test_what_came_of_an_example_is_remembered_of_this_very_function(kit, notebook):
    from importlib import import_module

    remembered = import_module("kit.examples").remembered
    notebook("def f(): return 1\n@kit.example(f)\ndef _(): assert f() == 1")
    assert remembered(notebook.names["f"]).agrees
    notebook("def f(): return 1")
    assert remembered(notebook.names["f"]) is None
    notebook("@kit.example(f)\ndef _(): assert f() == 2, 'not 2'")
    assert not remembered(notebook.names["f"]).agrees
    assert remembered(3) is None


def test_importing_the_kit_takes_neither_matplotlib_nor_what_practice_needs(folder):
    code = "import sys, kit; print(*sorted(n for n in sys.modules if n.startswith(('kit', 'matplotlib', 'IPython'))))"
    done = subprocess.run([sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["kit", "kit.data", "kit.examples", "kit.mistakes", "kit.plates", "kit.showing"]
