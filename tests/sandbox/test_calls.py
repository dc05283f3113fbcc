import textwrap
from typing import Any

import numpy as np
import pytest

from autograder.sandbox import Child, Died, OutOfMemory, Sandbox, SandboxFailure, StudentError, Undefined


def run(child: Child, source: str, label: str = "cell") -> None:
    child.run(textwrap.dedent(source), label)


def failure(child: Child, name: str, *args: Any) -> StudentError:
    with pytest.raises(StudentError) as caught:
        child.call(name, args)
    return caught.value


def test_a_call_returns_what_the_function_returns(child: Child) -> None:
    run(child, "def half(x, by=2): return x / by, {'by': by}")
    value = child.call("half", [np.array([1.0, 3.0])], {"by": 4}).value
    assert value[0].tolist() == [0.25, 0.75]
    assert value[1] == {"by": 4}


def test_a_reply_tells_how_long_the_call_took(child: Child) -> None:
    run(child, "import time\ndef nap(): time.sleep(0.02)")
    assert child.call("nap").seconds >= 0.02


def test_cells_share_one_namespace(child: Child) -> None:
    run(child, "a = 2", "one")
    run(child, "def f(): return a", "two")
    assert child.call("f").value == 2


def test_the_namespace_is_that_of_the_main_module(child: Child) -> None:
    run(child, "import sys\ndef f(): return __name__, sys.modules[__name__].f is f")
    assert child.call("f").value == ("__main__", True)


def test_a_display_at_the_end_of_a_cell_is_ignored(child: Child) -> None:
    run(child, "1 + 1\ndisplay(3)\n'last'")
    assert child.output.total == 0


def test_no_future_statement_of_ours_leaks_into_cells(child: Child) -> None:
    run(child, "def f(x: (1, 2)): pass\ndef g(): return f.__annotations__['x']")
    assert child.call("g").value == (1, 2)


def test_files_are_importable_and_readable(sandbox: Sandbox) -> None:
    with sandbox.start({"kit.py": b"answer = 42", "digits.npz": b"\0\xff" * 1_000_000}) as child:
        run(child, "import kit\ndef f(): return kit.answer, len(open('digits.npz', 'rb').read())")
        assert child.call("f").value == (42, 2_000_000)


def test_files_may_lie_in_folders(sandbox: Sandbox) -> None:
    files = {"kit/__init__.py": b"from .deep.more import answer", "kit/deep/more.py": b"answer = 42"}
    with sandbox.start(files) as child:
        run(child, "import kit\ndef f(): return kit.answer")
        assert child.call("f").value == 42


@pytest.mark.parametrize("name", ["../x", "kit/../../x", "/tmp/x", "//x", "", ".", "kit\\x", "a\0b"])
def test_no_file_is_written_outside_the_working_directory(sandbox: Sandbox, name: str) -> None:
    with pytest.raises(SandboxFailure, match="names no file in the working directory"):
        sandbox.start({name: b"x"})


def test_a_name_that_is_not_there_is_undefined(child: Child) -> None:
    with pytest.raises(Undefined) as caught:
        child.call("softmax")
    assert caught.value.name == "softmax"
    assert str(caught.value) == "softmax is not defined"


def test_a_builtin_is_no_function_of_the_submission(child: Child) -> None:
    with pytest.raises(Undefined):
        child.call("len", [[]])


def test_a_bound_function_stays_when_its_name_is_given_away(child: Child) -> None:
    run(child, "def f(): return 'first'")
    assert child.bind("f")
    run(child, "def f(): return 'second'")
    assert child.call("f").value == "first"


def test_without_a_binding_the_last_definition_counts(child: Child) -> None:
    assert not child.bind("f")
    run(child, "def f(): return 'first'", "one")
    run(child, "def f(): return 'second'", "two")
    assert child.call("f").value == "second"


def test_an_exception_is_described_with_the_students_lines_only(child: Child) -> None:
    run(child, "def inner(x):\n    return 1 / x\n", "helpers")
    outer = "import functools\ndef outer(x):\n    return functools.reduce(lambda a, b: inner(x), [1, 2])"
    run(child, outer, "answer")
    error = failure(child, "outer", 0)
    assert error.type == "ZeroDivisionError"
    assert error.mro == ("ZeroDivisionError", "ArithmeticError", "Exception", "BaseException", "object")
    assert error.message == "division by zero"
    assert error.where == "student"
    assert error.frames == (
        ("answer", 3, "outer", "return functools.reduce(lambda a, b: inner(x), [1, 2])"),
        ("answer", 3, "<lambda>", "return functools.reduce(lambda a, b: inner(x), [1, 2])"),
        ("helpers", 2, "inner", "return 1 / x"),
    )


def test_the_stub_that_raised_is_the_innermost_frame(child: Child) -> None:
    run(child, "def softmax(Z):\n    raise NotImplementedError()\ndef loss(Z):\n    return softmax(Z)")
    error = failure(child, "loss", 1)
    assert "NotImplementedError" in error.mro
    assert error.frames[-1][2] == "softmax"


def test_a_cell_that_raises_leaves_what_came_before(child: Child) -> None:
    with pytest.raises(StudentError) as caught:
        run(child, "def f(): return 1\nraise KeyError('gone')", "broken")
    assert caught.value.frames == (("broken", 2, "<module>", "raise KeyError('gone')"),)
    assert child.call("f").value == 1


def test_a_syntax_error_names_its_line(child: Child) -> None:
    with pytest.raises(StudentError) as caught:
        run(child, "a = 1\nb = = 2\n", "typo")
    assert caught.value.type == "SyntaxError"
    assert caught.value.frames == (("typo", 2, "", "b = = 2"),)


@pytest.mark.parametrize(
    "source", ["(" * 300, "-" * 200_000 + "1", "a\0b", "def f(:\n", "'\ud800'", "x" + "[0]" * 5000]
)
def test_a_cell_that_cannot_be_compiled_is_an_error_like_any_other(child: Child, source: str) -> None:
    with pytest.raises((StudentError, OutOfMemory)):
        run(child, source)
    run(child, "x = 1")


def test_a_very_long_cell_runs(child: Child) -> None:
    run(child, "x = 1  # the same again\n" * 100_000)
    run(child, "def f(): return x")
    assert child.call("f").value == 1


def test_lines_are_counted_as_the_compiler_counts_them(child: Child) -> None:
    run(child, "text = 'form feed: \x0c, line separator: \u2028'\r\ndef f():\r\n    raise ValueError\r\n", "odd")
    assert failure(child, "f").frames == (("odd", 3, "f", "raise ValueError"),)


def test_the_student_sees_source_lines_in_tracebacks_too(child: Child) -> None:
    run(child, "def bad():\n    return {}['key']", "answer")
    run(
        child,
        """
        import traceback, inspect
        def report():
            try:
                bad()
            except KeyError:
                return traceback.format_exc(), inspect.getsource(bad)
        """,
    )
    traceback, source = child.call("report").value
    assert "return {}['key']" in traceback
    assert source.startswith("def bad():")


@pytest.mark.parametrize(
    ("statement", "kind"),
    [
        ("import sys; sys.exit(3)", "SystemExit"),
        ("raise KeyboardInterrupt", "KeyboardInterrupt"),
        ("raise GeneratorExit", "GeneratorExit"),
        ("return f()", "RecursionError"),
        ("input()", "EOFError"),
        ("raise BaseExceptionGroup('two', [KeyError(1), SystemExit(2)])", "BaseExceptionGroup"),
    ],
)
def test_whatever_is_raised_is_an_exception_and_not_the_end(child: Child, statement: str, kind: str) -> None:
    run(child, f"def f():\n    {statement}\ndef g(): return 'alive'")
    assert failure(child, "f").type == kind
    assert child.call("g").value == "alive"


def test_a_memory_error_is_told_apart_and_survived(child: Child) -> None:
    run(child, "def f(): raise MemoryError('no room')\ndef g(): return 'alive'")
    with pytest.raises(OutOfMemory, match="no room"):
        child.call("f")
    assert child.call("g").value == "alive"


def test_many_frames_are_cut_to_the_innermost(child: Child) -> None:
    run(child, "def f(n):\n    if n == 0: raise ValueError\n    f(n - 1)")
    frames = failure(child, "f", 100).frames
    assert len(frames) == 20
    assert frames[-1] == ("cell", 2, "f", "if n == 0: raise ValueError")


HOSTILE = """
class Mute(Exception):
    def __str__(self): raise SystemExit("never")

class Long(Exception):
    def __str__(self): return "x" * 10**6

class Odd(Exception):
    def __str__(self): return "lone \\ud800 surrogate"

class Meta(type):
    @property
    def __name__(cls): raise ValueError("no name")

class Nameless(Exception, metaclass=Meta): pass

class Liar(SyntaxError):
    filename = "cell"
    lineno = "many"

def f(name): raise globals()[name]
"""


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("Mute", "(its text cannot be shown: SystemExit)"),
        ("Long", "x" * 500),
        ("Odd", "lone \\ud800 surrogate"),
        ("Nameless", "an exception that resists description"),
        ("Liar", "None"),
    ],
)
def test_an_exception_built_to_resist_is_described_all_the_same(child: Child, name: str, message: str) -> None:
    run(child, HOSTILE)
    assert failure(child, "f", name).message.startswith(message)
    assert len(failure(child, "f", name).message) <= 500


def test_what_cannot_be_sent_is_the_students_error_at_the_return(child: Child) -> None:
    run(child, "def f(): return [1, (2, {3})]\ndef g(): return 'alive'")
    error = failure(child, "f")
    assert error.where == "return"
    assert error.message == "a value of type set, in element 1 of the tuple, in element 1 of the list"
    assert error.frames == ()
    assert child.call("g").value == "alive"


def test_a_value_that_defends_itself_against_inspection_is_an_error_at_the_return(child: Child) -> None:
    run(
        child,
        """
        class Meta(type):
            @property
            def __mro__(cls): raise ValueError("none of your business")
        class Secret(metaclass=Meta): pass
        def f(): return Secret()
        """,
    )
    error = failure(child, "f")
    assert (error.where, error.message) == ("return", "none of your business")


def test_a_callable_is_not_required_to_be_a_function(child: Child) -> None:
    run(child, "class Doubler:\n    def __call__(self, x): return 2 * x\nf = Doubler()\ng = 3")
    assert child.call("f", [2]).value == 4
    assert failure(child, "g").message == "'int' object is not callable"


def test_arguments_changed_in_place_are_named(child: Child) -> None:
    run(
        child,
        """
        def f(a, b, c, d, e=None, g=None):
            a[0] = 5
            c[0][1]["deep"][...] = 1
            d.append(f)
            e.shape = 4
        """,
    )
    args = [np.zeros(2), np.zeros(2), [[0, {"deep": np.zeros(2)}]], []]
    assert child.call("f", args, {"e": np.zeros((2, 2)), "g": [1]}).mutated == (0, 2, 3, "e")


def test_untouched_arguments_are_not_named(child: Child) -> None:
    run(child, "def f(a, b, c, d): return a + 1, b, sorted(c)")
    nan = np.array([np.nan, -0.0])
    assert child.call("f", [nan, 1, [2, 1], {"x": nan}]).mutated == ()


def test_warnings_are_reported_each_time_and_never_printed(child: Child) -> None:
    run(child, "import numpy as np, warnings\ndef f(x):\n    warnings.warn('careful')\n    return np.log(x)")
    expected = ("UserWarning: careful", "RuntimeWarning: divide by zero encountered in log")
    assert child.call("f", [np.zeros(1)]).warnings == expected
    assert child.call("f", [np.zeros(1)]).warnings == expected
    assert child.call("f", [np.ones(1)]).warnings == ("UserWarning: careful",)
    assert child.output.total == 0


def test_warnings_come_with_exceptions_too(child: Child) -> None:
    run(child, "import warnings\ndef f():\n    warnings.warn('it will end badly')\n    raise ValueError")
    assert failure(child, "f").warnings == ("UserWarning: it will end badly",)


def test_warnings_are_capped_in_number_and_length(child: Child) -> None:
    run(child, "import warnings\ndef f():\n    for i in range(50): warnings.warn(f'{i} ' + 'x' * 10**5)")
    warnings = child.call("f").warnings
    assert len(warnings) == 10
    assert max(map(len, warnings)) < 700


def test_a_students_own_filter_is_respected(child: Child) -> None:
    run(child, "import warnings\nwarnings.simplefilter('ignore')\ndef f(): warnings.warn('unheard')")
    assert child.call("f").warnings == ()


def test_what_is_printed_is_kept_up_to_a_cap_and_counted(child: Child) -> None:
    run(child, "import sys\nprint('one')\nprint('two', file=sys.stderr)\nprint('y' * 5000)")
    assert child.output.first.startswith((b"one\ntwo\nyyy", b"two\none\nyyy"))
    assert len(child.output.first) == 2048
    assert child.output.total == 5009


def test_text_that_is_no_text_can_be_printed(child: Child) -> None:
    run(child, "print('\\ud800')")
    assert child.output.first == b"\\ud800\n"


def test_output_is_still_there_when_the_process_is_not(sandbox: Sandbox) -> None:
    with sandbox.start({}) as child, pytest.raises(Died):
        run(child, "import os\nprint('last words', flush=True)\nos._exit(0)")
    assert child.output.first == b"last words\n"


@pytest.mark.parametrize(
    "statement", ["sys.stdout.close()", "sys.stdout = None", "sys.stdout = 3", "os.close(1); os.close(2)"]
)
def test_a_broken_standard_output_does_not_stop_the_answers(child: Child, statement: str) -> None:
    run(child, f"import sys, os\n{statement}\ndef f(): return 1")
    assert child.call("f").value == 1


# Names as they were where an exercise was bound


def test_a_bound_function_sees_the_names_as_they_were_then(child: Child) -> None:
    run(child, "def helper(): return 1\ndef f(): return helper(), max(1, 2)")
    assert child.bind("f")
    run(child, "def helper(): return 2\nmax = None\ndef g(): return helper(), later()\ndef later(): return max")
    assert child.bind("g")
    assert child.call("f").value == (1, 2)
    assert child.call("g").value == (2, None)
    assert child.call("f").value == (1, 2)


def test_what_is_not_bound_means_what_it_means_in_the_end(child: Child) -> None:
    run(child, "def f(): return value\nvalue = 1")
    assert child.bind("f")
    assert not child.bind("g")
    run(child, "value = 2\ndef g(): return value")
    assert [child.call(name).value for name in "fgf"] == [1, 2, 1]


def test_what_a_function_does_to_its_names_stays_with_its_exercise(child: Child) -> None:
    run(child, "count = 0\ndef f():\n    global count, new\n    count, new = count + 1, True\n    return count")
    assert child.bind("f")
    run(child, "def g(): return count, 'new' in globals()")
    assert child.bind("g")
    assert [child.call(name).value for name in "ffgf"] == [1, 2, (0, False), 3]


def test_a_returned_function_keeps_the_names_of_the_exercise_that_it_comes_from(child: Child) -> None:
    run(child, "shift = 1\ndef f(): return lambda x: x + shift")
    assert child.bind("f")
    run(child, "shift = 10")
    inner = child.call("f").value
    assert inner(1) == 2


def test_a_call_within_a_call_has_its_own_names_and_gives_them_back(child: Child) -> None:
    run(child, "value = 'f'\ndef f(callback): return [value, callback(), value]")
    assert child.bind("f")
    run(child, "value = 'g'\ndef g(): return value")
    assert child.bind("g")
    assert child.call("f", [lambda: child.call("g").value]).value == ["f", "g", "f"]


# What Jupyter has beyond Python


@pytest.mark.parametrize(
    "source",
    [
        "from IPython.display import display, HTML, Markdown\ndisplay(HTML('<b>'), display_id=True).update(1)",
        "import IPython\nIPython.get_ipython().run_line_magic('matplotlib', 'inline')",
        "get_ipython().run_line_magic('matplotlib', 'inline')\nfor line in get_ipython().getoutput('ls'): 1 / 0",
        "from IPython.core.display import clear_output\nclear_output(wait=True)",
        "with get_ipython().capture(): pass",
    ],
)
def test_what_only_shows_something_does_nothing(child: Child, source: str) -> None:
    run(child, source + "\ndef f(): return 1")
    assert child.call("f").value == 1


def test_a_future_statement_holds_for_the_cells_below(child: Child) -> None:
    run(child, "from __future__ import annotations", "one")
    run(child, "def f(x: Missing) -> Missing: return f.__annotations__['x']", "two")
    assert child.call("f", [1]).value == "Missing"


def test_a_cell_may_await(child: Child) -> None:
    run(child, "import asyncio\nasync def later():\n    await asyncio.sleep(0)\n    return 7\nvalue = await later()")
    run(child, "def f(): return value")
    assert child.call("f").value == 7


def test_figures_that_are_left_open_are_closed_with_their_cell(child: Child) -> None:
    run(child, "import matplotlib.pyplot as plt\nfor _ in range(30):\n    plt.figure()\n    plt.close()\nplt.figure()")
    run(child, "def f(): return len(plt.get_fignums())")
    assert child.call("f").value == 0
