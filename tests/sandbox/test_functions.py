"""Functions that cross between us and a student's process, and every way to misuse them."""

import contextlib
import textwrap
import time
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import pytest

from autograder.inside.plain import Seed
from autograder.sandbox import Child, Died, Handle, Limits, Sandbox, StudentError, TimedOut
from autograder.sandbox import child as child_module


def run(child: Child, source: str) -> None:
    child.run(textwrap.dedent(source), "cell")


def failure(child: Child, name: str, *args: Any) -> tuple[str, str]:
    with pytest.raises(StudentError) as caught:
        child.call(name, args)
    return caught.value.type, caught.value.message


@pytest.fixture
def tight(sandbox: Sandbox) -> Iterator[Child]:
    with sandbox.start({}, Limits(call_seconds=0.3, callbacks=100)) as started:
        yield started


def test_a_function_that_is_passed_is_called_on_our_side(child: Child) -> None:
    run(child, "def twice(f, x): return f(f(x, by=3), by=3)")
    calls = []

    def times(x: Any, by: int) -> Any:
        calls.append((x.tolist(), by))
        return x * by

    assert child.call("twice", [times, np.array([1.0, 2.0])]).value.tolist() == [9, 18]
    assert calls == [([1.0, 2.0], 3), ([3.0, 6.0], 3)]


def test_functions_are_passed_in_lists_tuples_and_dicts(child: Child) -> None:
    run(child, "def f(table): return [g(10) for g in (table['pair'][0], table['pair'][1], *table['more'])]")
    table = {"pair": (abs, float), "more": [lambda x: -x]}
    assert child.call("f", [table]).value == [10, 10.0, -10]


def test_what_the_student_sees_is_a_plain_function(child: Child) -> None:
    run(child, "import types\ndef f(g): return callable(g), type(g) is types.FunctionType, g.__name__")
    assert child.call("f", [np.sin]).value == (True, True, "function")


def test_a_function_the_student_returns_can_be_called(child: Child) -> None:
    run(child, "def line(a, b):\n    def at(x): return a * x + b\n    return at")
    at = child.call("line", [2, 1]).value
    assert isinstance(at, Handle)
    assert at(x=5) == 11
    assert child.call(at, [np.ones(2)]).value.tolist() == [3, 3]


def test_functions_are_returned_in_lists_tuples_and_dicts(child: Child) -> None:
    run(child, "def f(): return [abs, (len, {'neg': lambda x: -x})], int")
    (size, (length, table)), whole = child.call("f").value
    assert (size(-1), length([1, 2]), table["neg"](4), whole(2.5)) == (1, 2, -4, 2)


def test_a_students_function_comes_home_as_itself(child: Child) -> None:
    run(child, "def make(): return make\ndef same(f): return f is make")
    assert child.call("same", [child.call("make").value]).value is True


def test_a_function_of_ours_comes_home_as_itself(child: Child) -> None:
    run(child, "def back(f): return [f]")
    assert child.call("back", [np.sin]).value == [np.sin]


def test_a_decorated_function_of_ours_is_the_students(child: Child) -> None:
    run(child, "import functools\ndef f(g):\n    @functools.wraps(g)\n    def h(x): return x + 1\n    return h")
    assert child.call("f", [np.sin]).value(1) == 2


@pytest.mark.parametrize(
    ("error", "kind", "message"),
    [
        (ValueError("x must be positive"), "ValueError", "x must be positive"),
        (KeyError("name"), "KeyError", "'name'"),
        (np.linalg.LinAlgError("singular"), "ValueError", "singular"),
        (type("OurError", (Exception,), {})("ours"), "RuntimeError", "ours"),
        (UnicodeDecodeError("utf-8", b"x", 0, 1, "bad"), "RuntimeError", "bad"),
        (StopIteration(), "StopIteration", ""),
    ],
)
def test_an_exception_of_our_function_is_raised_in_the_students_code(
    child: Child, error: Exception, kind: str, message: str
) -> None:
    run(child, "def f(g): return g(1)")
    run(child, "def caught(g):\n    try: g(1)\n    except Exception as error: return type(error).__name__")

    def g(x: int) -> None:
        raise error

    found = failure(child, "f", g)
    assert found[0] == kind
    assert message in found[1]
    assert child.call("caught", [g]).value == kind


def test_a_function_cannot_be_kept_beyond_its_call(child: Child) -> None:
    run(child, "def keep(f): global kept; kept = f\ndef use(g): return kept(g(1))")
    asked: list[int] = []
    child.call("keep", [asked.append])
    assert failure(child, "use", abs) == (
        "RuntimeError",
        "this function was passed to a call that is over; it cannot be called any more",
    )
    assert asked == []


def test_a_function_kept_beyond_its_call_is_ours_no_more(child: Child) -> None:
    run(child, "def keep(f): global kept; kept = f\ndef give(): return kept")
    child.call("keep", [abs])
    lapsed = child.call("give").value
    assert lapsed is not abs
    with pytest.raises(RuntimeError, match="passed to a call that is over"):
        lapsed(1)


def test_a_thread_cannot_call_a_function_that_was_passed(child: Child) -> None:
    run(
        child,
        """
        import threading
        def f(g):
            found = []
            def work():
                try: g(1)
                except RuntimeError as error: found.append(str(error))
            thread = threading.Thread(target=work)
            thread.start()
            thread.join()
            return found
        """,
    )
    (message,) = child.call("f", [abs]).value
    assert "in its own thread" in message


def test_a_callback_outside_its_call_breaks_the_protocol(child: Child) -> None:
    with pytest.raises(Died, match="out of turn"):
        run(child, "import os\nfrom inside.wire import dumps\nos.write(3, dumps((1, 'callback', 1, (1,), {})))")


@pytest.mark.parametrize("answer", ["(3, 'callback', 'abs', (), {})", "(3, 'callback', 1, (), {1: 2})"])
def test_a_malformed_callback_breaks_the_protocol(child: Child, answer: str) -> None:
    run(child, "pass")
    with pytest.raises(Died, match="a malformed answer"):
        run(child, f"import os\nfrom inside.wire import dumps\nos.write(3, dumps({answer}))")


@pytest.mark.parametrize("number", [0, 99, -1, 1 << 62])
def test_a_number_that_was_never_offered_calls_nothing(child: Child, number: int) -> None:
    run(
        child,
        f"""
        def forged(g):
            callbacks = next(c.cell_contents for c in g.__closure__ if hasattr(c.cell_contents, "lent"))
            return callbacks.ask({number}, "x", (1,), {{}})
        """,
    )
    assert failure(child, "forged", abs)[1].startswith("this function was passed to a call that is over")


def test_callbacks_are_counted_and_capped(tight: Child) -> None:
    run(tight, "def f(g, n):\n    for i in range(n): g(i)\n    return 'done'")
    asked: list[int] = []
    for _ in range(2):  # each call has its own
        assert tight.call("f", [asked.append, 100]).value == "done"
    assert failure(tight, "f", asked.append, 101) == (
        "RuntimeError",
        "more than 100 calls of functions that were passed",
    )
    assert len(asked) == 300


def test_ten_thousand_callbacks_are_allowed_and_no_more(child: Child) -> None:
    run(child, "def f(g):\n    for i in range(20_000): g(i)")
    asked: list[int] = []
    with pytest.raises(StudentError, match="more than 10000 calls"):
        child.call("f", [asked.append], seconds=20)
    assert asked == list(range(10_000))


def test_one_who_ignores_the_cap_runs_out_of_time(tight: Child) -> None:
    run(tight, "def f(g):\n    while True:\n        try: g(1)\n        except RuntimeError: pass")
    asked: list[int] = []
    with pytest.raises(TimedOut):
        tight.call("f", [asked.append])
    assert len(asked) == 100


def test_the_students_clock_stands_still_while_our_function_runs(tight: Child) -> None:
    run(tight, "def f(g): return [g(i) for i in range(4)]")
    assert tight.call("f", [lambda i: time.sleep(0.1) or i]).value == [0, 1, 2, 3]


def test_the_clock_goes_on_between_the_calls_of_our_function(tight: Child) -> None:
    run(tight, "import time\ndef f(g):\n    while True:\n        g(1)\n        time.sleep(0.01)")
    with pytest.raises(TimedOut):
        tight.call("f", [abs])


@pytest.mark.parametrize(
    ("argument", "what"),
    [
        ("object()", "a value of type object"),
        ("[{1}]", "a value of type set"),
        ("np.array([object()])", "an array of dtype object"),
        ("np.zeros(1 << 24)", "too large to send"),
        ("[0] * 300_000", "more than 200000 items"),
        ("10 ** 10 ** 5", "an integer of"),
    ],
)
def test_arguments_of_our_functions_are_plain_values(child: Child, argument: str, what: str) -> None:
    run(child, f"import numpy as np\ndef f(g): return g({argument})\ndef g(h): return h(1)")
    kind, message = failure(child, "f", print)
    assert kind == "TypeError"
    assert message.startswith("function cannot be called with ")
    assert what in message
    assert child.call("g", [abs]).value == 1


def test_a_large_argument_of_our_function_is_no_trouble(child: Child) -> None:
    run(child, "import numpy as np\ndef f(g): return g(np.ones(7_000_000))")
    assert child.call("f", [np.sum], seconds=20).value == 7_000_000


def test_a_result_of_ours_that_cannot_be_sent_is_our_own_fault(child: Child) -> None:
    run(child, "def f(g): return g()")
    with pytest.raises(child_module.wire.Unsendable):
        child.call("f", [object])
    assert not child.alive


def test_a_student_function_can_be_called_from_our_function(child: Child) -> None:
    run(child, "def f(g, x): return g(lambda y: y + x, 10)")
    assert child.call("f", [lambda h, y: 2 * h(y), 1]).value == 22


def test_calls_and_callbacks_nest(child: Child) -> None:
    run(child, "def down(g, n):\n    return 0 if n == 0 else 1 + g(lambda m: down(g, m), n - 1)")
    assert child.call("down", [lambda h, n: h(n), 5]).value == 5


def test_nesting_has_a_limit(child: Child) -> None:
    run(child, "def f(g, n): return g(lambda m: f(g, m), n + 1)")
    found = failure(child, "f", lambda h, n: h(n), 0)
    assert found == ("RecursionError", "more than 16 calls nested in one another")


def test_all_callbacks_inside_one_call_count_together(tight: Child) -> None:
    run(tight, "def f(g):\n    def h():\n        for _ in range(60): g(None)\n    g(h)\n    g(h)")

    def ours(h: Any) -> None:
        if h:
            h()

    with pytest.raises(StudentError, match="more than 100 calls"):
        tight.call("f", [ours])


def test_a_returned_function_that_never_ends_is_ended(tight: Child) -> None:
    run(tight, "def make():\n    def loop():\n        while True: pass\n    return loop")
    loop = tight.call("make").value
    with pytest.raises(TimedOut):
        tight.call(loop)
    assert not tight.alive


def test_a_students_function_that_never_ends_in_a_callback_ends_both(tight: Child) -> None:
    run(tight, "def f(g):\n    def loop():\n        while True: pass\n    return g(loop)")
    with pytest.raises(TimedOut):
        tight.call("f", [lambda loop: loop()])
    assert not tight.alive


def test_a_function_of_a_process_that_has_ended_cannot_be_passed(child: Child, sandbox: Sandbox) -> None:
    run(child, "def f(): return f")
    handle = child.call("f").value
    with sandbox.start({}) as other:
        run(other, "def g(f): return f()")
        with pytest.raises(Died, match="whose process has ended"):
            other.call("g", [handle])


def test_warnings_of_the_outer_call_survive_an_inner_one(child: Child) -> None:
    run(child, "import warnings\ndef f(g):\n    warnings.warn('outer')\n    g(lambda: warnings.warn('inner'))")
    assert child.call("f", [lambda h: h()]).warnings == ("UserWarning: outer",)


def test_functions_and_generators_that_are_used_are_not_changed(child: Child) -> None:
    run(child, "def f(g, rng, more): g(rng.normal()); more[0](1)\ndef h(more): more[0] = abs")
    assert child.call("f", [abs, Seed(1, "5"), [abs]]).mutated == ()
    assert child.call("h", [[abs]]).mutated == (0,)


@pytest.mark.parametrize("said", [{}, {0: "", 7: "", "y": ""}, {0: "0" * 16, "x": "0" * 16}])
def test_what_a_process_says_of_its_arguments_is_not_believed(child: Child, said: Mapping[Any, str]) -> None:
    run(child, f"import inside.worker as w\nw.OPERATIONS['call'] = lambda *a: (1, {said!r})")
    assert child.call("f", [np.ones(2), 1], {"x": [2]}).mutated == (0, "x")


def test_equal_seeds_make_equal_generators_and_one_goes_on_from_call_to_call(child: Child) -> None:
    run(child, "def f(rng): return rng.integers(1 << 60)")
    first, again = (child.call("f", [Seed(1, "abc")]).value for _ in range(2))
    assert child.call("f", [Seed(2, "abc")]).value == first != again
    assert child.call("f", [Seed(3, "abd")]).value != first


@pytest.mark.parametrize("key", ["", "xyz", "0" * 65])
def test_a_seed_is_hexadecimal(key: str) -> None:
    frame = child_module.wire.dumps(Seed(1, key))
    with pytest.raises(child_module.wire.ProtocolError, match="not written in hexadecimal"):
        child_module.wire.loads(frame, lambda thing: thing)


def test_a_student_sends_no_seeds(child: Child) -> None:
    run(child, "from inside.plain import Seed\ndef f(): return Seed(1, 'abc')")
    with pytest.raises(Died, match="a random generator, which is never sent this way"):
        child.call("f")


def test_where_no_function_is_expected_none_is_read() -> None:
    frame = child_module.wire.dumps([abs], lambda _: child_module.plain.Function(True, 1))
    with pytest.raises(child_module.wire.ProtocolError, match="where there can be none"):
        child_module.wire.loads(frame)


GIVEN: list[tuple[str, str]] = [
    ("def", "def f(x): return 'wrong'"),
    ("lambda", "f = lambda x: 'wrong'"),
    ("annotated", "f: object = lambda x: 'wrong'"),
    ("chained", "e = f = lambda x: 'wrong'\nf = e"),
    ("unpacked", "f, y = (lambda x: 'wrong'), 1"),
    ("walrus", "(f := lambda x: 'wrong')"),
    ("import", "from builtins import repr as f"),
    ("loop", "for f in [repr]: pass"),
    ("conditional", "if True:\n    def f(x): return 'wrong'"),
    ("else of try", "try: pass\nexcept ValueError: pass\nelse:\n    def f(x): return 'wrong'"),
    ("match", "match 1:\n    case _:\n        def f(x): return 'wrong'"),
    ("decorated", "def twice(g): return lambda x: [g(x)] * 2\n@twice\ndef f(x): return 'wrong'"),
    ("class", "class f:\n    def __new__(cls, x): return 'wrong'"),
    ("async", "async def f(x): return 'wrong'"),
    ("star", "import types, sys\nm = types.ModuleType('m'); m.f = repr; sys.modules['m'] = m\nfrom m import *"),
    ("exec", "exec('f = repr')"),
    ("not at all", "y = 1"),
    ("another spelling", "\N{FULLWIDTH LATIN SMALL LETTER F} = lambda x: 'wrong'; e = f"),
    ("raises", "def f(x): return 'wrong'\n1 / 0"),
    ("deleted", "del f"),
]


@pytest.mark.parametrize("definition", [each for _, each in GIVEN], ids=[label for label, _ in GIVEN])
def test_a_given_function_stands_for_the_students_own(child: Child, definition: str) -> None:
    child.give({"f": lambda x: ["right", x]})
    with contextlib.suppress(StudentError):
        run(child, definition)
    run(child, "def g(x): return f(x)")
    assert child.call("g", [3]).value == ["right", 3]


@pytest.mark.parametrize(
    "use",
    [
        "s = f\ndef g(x): return s(x)",
        "def g(x, f=f): return f(x)",
        "def g(x, *, by=f): return by(x)",
        "class C:\n    act = staticmethod(f)\ndef g(x): return C.act(x)",
        "class C:\n    def f(self, x): return f(x)\ndef g(x): return C().f(x)",
        "def make(h):\n    return lambda x: h(x)\ng = make(f)",
        "import functools\ng = functools.partial(f)",
        "table = {'f': f}\ndef g(x): return table['f'](x)",
        "g = f",
    ],
)
def test_aliases_defaults_and_closures_see_the_given_function(child: Child, use: str) -> None:
    child.give({"f": lambda x: ["right", x]})
    run(child, f"def f(x): return 'wrong'\n{use}")
    assert child.call("g", [3]).value == ["right", 3]


def test_a_name_inside_a_function_or_class_is_another_one(child: Child) -> None:
    child.give({"f": lambda x: "given"})
    run(child, "class C:\n    def f(self): return 'own'\ndef g():\n    def f(): return 'own'\n    return f(), C().f()")
    assert child.call("g").value == ("own", "own")


def test_a_given_function_is_answered_in_every_cell_and_call(child: Child) -> None:
    child.give({"f": lambda x: x + 1})
    run(child, "once = f(1)")
    run(child, "def g(): return once, f(2)")
    assert [child.call("g").value for _ in range(2)] == [(2, 3)] * 2


def test_lines_keep_their_numbers_when_functions_are_given(child: Child) -> None:
    child.give({"f": abs})
    run(child, "def f(x):\n    return 1\n\nf, y = 1, 2\ndef g():\n    raise ValueError\n")
    with pytest.raises(StudentError) as caught:
        child.call("g")
    assert caught.value.frames == (("cell", 6, "g", "raise ValueError"),)


def test_a_given_function_bears_its_name(child: Child) -> None:
    child.give({"f": abs})
    run(child, "def g(): return f.__name__")
    assert child.call("g").value == "f"
