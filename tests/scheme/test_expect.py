"""What a student reads: each expectation passes and fails as it should, in one sentence."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder import expect

NAN, INF = float("nan"), float("inf")
P = np.array([[0.25, 0.75], [0.5, 0.5], [1.0, 0.0]])

READERS = [expect.array, expect.finite]
CONVERT = [*READERS, lambda got, what: expect.shape(got, (), what), lambda got, what: expect.close(got, 0, what)]


def said(expectation: Callable[..., Any], *args: Any, **kwargs: Any) -> str:
    """The failure's message, which must be one line."""
    with pytest.raises(expect.Failure) as caught:
        expectation(*args, **kwargs)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_a_failure_is_an_assertion_error() -> None:
    assert issubclass(expect.Failure, AssertionError)


def test_that_says_what_it_was_given() -> None:
    expect.that(np.True_, "unsaid")
    assert said(expect.that, np.False_, "P has a negative entry") == "P has a negative entry"


NO_NUMBERS = {
    "is None (is a `return` missing?), wanted numbers": [None],
    "is a string, wanted numbers": ["0.5"],
    "is a bytes, wanted numbers": [b"0.5"],
    "is a dict, wanted numbers": [{"P": 1.0}],
    "is a list of entries with different lengths, wanted one array": [[[1, 2], [3]], [[[1], [2]], 3]],
    "is a tuple of entries with different lengths, wanted one array": [(P, np.zeros(2)), (P, 1.0)],
    "holds None (is a `return` missing?), wanted real numbers": [[1, None], np.array([[1, None]])],
    "holds a string, wanted real numbers": [["a"], [1, "a"], np.array("a")],
    "holds a dict, wanted real numbers": [[{}], [1.0, {}]],
    "holds a function, wanted real numbers": [abs, [np.sum], [lambda: 1.0]],
    "holds a complex number, wanted real numbers": [1j, [1, 2 + 1e-9j], complex(1, NAN)],
}


@pytest.mark.parametrize("convert", CONVERT)
@pytest.mark.parametrize(("message", "got"), [(text, got) for text, many in NO_NUMBERS.items() for got in many])
def test_what_is_no_array_of_numbers_is_said_first(convert: Callable[..., Any], message: str, got: Any) -> None:
    assert said(convert, got, "f(Z)") == f"f(Z) {message}"


@pytest.mark.parametrize(
    "got",
    [
        [[0.25, 0.75], [0.5, 0.5], [1, 0]],
        ((0.25, 0.75), (0.5, 0.5), (1, 0)),
        [np.array([0.25, 0.75]), [0.5, 0.5], (np.float32(1), False)],
        P.astype(np.float32),
        P + 0j,
        np.array([[0.25, np.float32(0.75)], [0.5, 0.5], [1, np.False_]], dtype=object),
        np.asfortranarray(P),
    ],
    ids=["lists", "tuples", "arrays in a list", "float32", "complex", "object", "Fortran"],
)
def test_whatever_holds_the_numbers_is_an_array_if_it_is_rectangular(got: Any) -> None:
    expect.shape(got, (3, 2), "f(Z)")
    expect.close(got, P, "f(Z)")
    assert expect.array(got, "f(Z)").dtype == np.float64


@pytest.mark.parametrize("read", READERS)
def test_an_array_is_a_copy(read: Callable[..., Any]) -> None:
    got = P.copy()
    read(got, "P")[0, 0] = 9
    assert np.array_equal(got, P)


@pytest.mark.parametrize("check", [*READERS, expect.number, lambda got, what: expect.close(got, 0.0, what)])
@pytest.mark.parametrize("got", [NAN, np.array(NAN), np.float32(NAN)])
def test_nan_is_said_for_numbers(check: Callable[..., Any], got: Any) -> None:
    assert said(check, got, "f(Z)") == "f(Z) is NaN"


@pytest.mark.parametrize("check", [*READERS, lambda got, what: expect.close(got, np.full((1, 2), INF), what)])
def test_the_place_of_the_first_nan_is_said(check: Callable[..., Any]) -> None:
    assert said(check, [[INF, NAN]], "f(Z)") == "f(Z) is NaN at [0, 1]"


def test_infinities_pass_only_where_they_may() -> None:
    assert expect.array([1, -INF], "f(Z)")[1] == -INF
    assert said(expect.finite, [1, -INF], "f(Z)") == "f(Z) is infinite at [1]"
    assert said(expect.number, INF, "f(Z)") == "f(Z) is infinite"


@pytest.mark.parametrize("got", [2, 2.0, np.float32(2), np.int64(2), np.array(2.0), 2 + 0j, np.array(2, dtype=object)])
def test_a_number_is_any_scalar(got: Any) -> None:
    number = expect.number(got, "f(Z)")
    assert (number, type(number)) == (2.0, float)


@pytest.mark.parametrize(
    ("got", "kind"),
    [([2.0], "a list"), (np.array([2.0]), "an array of shape (1,) and dtype float64"), ((1, 2), "a tuple")],
)
def test_one_entry_is_no_number(got: Any, kind: str) -> None:
    assert said(expect.number, got, "f(Z)") == f"f(Z) is {kind}, wanted one number"


@pytest.mark.parametrize("got", [[2.0, -1.0], np.array([2, -1]), [2, np.float32(-1)]])
def test_integers_are_whole_numbers_of_any_type(got: Any) -> None:
    found = expect.integers(got, "y")
    assert found.dtype == np.int64 and found.tolist() == [2, -1]
    assert expect.integers(2.0**53, "n") == 2**53


@pytest.mark.parametrize(
    ("got", "message"),
    [
        ([0, 1.5], "y is 1.5 at [1], wanted integers"),
        (1e300, "y is 1e+300, wanted integers"),
        (INF, "y is infinite"),
        (None, "y is None (is a `return` missing?), wanted numbers"),
    ],
)
def test_what_is_no_integer_is_said(got: Any, message: str) -> None:
    assert said(expect.integers, got, "y") == message


def test_entries_are_those_of_a_list_a_tuple_or_the_rows_of_an_array() -> None:
    assert expect.entries([1, "a"], "x", 2) == [1, "a"]
    assert expect.entries((1,), "x", 2) == [1]
    rows = expect.entries(np.eye(2), "x", 2)
    assert [row.tolist() for row in rows] == [[1, 0], [0, 1]]


@pytest.mark.parametrize(
    ("got", "at_most", "message"),
    [
        (None, 3, "x is None (is a `return` missing?), wanted a list of 1 to 3 entries"),
        ({1: 2}, 3, "x is a dict, wanted a list of 1 to 3 entries"),
        (np.array(1.0), 3, "x is an array of shape () and dtype float64, wanted a list of 1 to 3 entries"),
        ([], 3, "x has length 0, wanted a list of 1 to 3 entries"),
        ([1, 2], 1, "x has length 2, wanted a list of one entry"),
    ],
)
def test_another_number_of_entries_is_said(got: Any, at_most: int, message: str) -> None:
    assert said(expect.entries, got, "x", at_most) == message


def test_an_entry_may_have_a_name_of_its_own() -> None:
    assert said(expect.entries, [], "x", 2, "input", "inputs") == "x has length 0, wanted a list of 1 to 2 inputs"


@pytest.mark.parametrize(
    ("got", "wanted", "message"),
    [
        (P, (2, 3), "f(Z) has shape (3, 2), wanted (2, 3); is it transposed?"),
        ([[1, 2]], (2, 1), "f(Z) has shape (1, 2), wanted (2, 1); is it transposed?"),
        (P, (3,), "f(Z) has shape (3, 2), wanted (3,)"),
        (P, [3, 3], "f(Z) has shape (3, 2), wanted (3, 3)"),
        ([], (3,), "f(Z) has shape (0,), wanted (3,)"),
        ([[]], (0, 1), "f(Z) has shape (1, 0), wanted (0, 1); is it transposed?"),
        (1.0, (3,), "f(Z) is one number, wanted an array of shape (3,)"),
        ([1.0], (), "f(Z) has shape (1,), wanted one number"),
    ],
)
def test_a_wrong_shape_is_said(got: Any, wanted: Any, message: str) -> None:
    assert said(expect.shape, got, wanted, "f(Z)") == message
    assert said(expect.close, got, np.zeros(wanted), "f(Z)") == message


def test_nan_has_a_shape() -> None:
    expect.shape([[NAN, 1]], (1, 2), "f(Z)")


@pytest.mark.parametrize(
    ("got", "wanted"),
    [(0.1 + 0.2, 0.3), ([], []), ([INF, -INF], [INF, -INF]), (1e-9, 0), ([[]], np.zeros((1, 0))), (True, 1)],
)
def test_equal_to_round_off_is_close(got: Any, wanted: Any) -> None:
    expect.close(got, wanted, "f(Z)")


@given(st.floats(-1e6, 1e6), st.sampled_from([0.0, 1e-6, 1e-3]), st.sampled_from([0.0, 1e-9, 1e-2]), st.booleans())
def test_the_tolerance_is_atol_plus_rtol_times_what_was_wanted(
    wanted: float, rtol: float, atol: float, above: bool
) -> None:
    tolerance = (atol + rtol * abs(wanted)) * (1 if above else -1)
    spacing = 4 * np.spacing(abs(wanted) + 1)
    expect.close(wanted + 0.999 * tolerance, wanted, "x", rtol, atol + spacing)
    with pytest.raises(expect.Failure):
        expect.close(wanted + 1.001 * tolerance + np.copysign(2 * spacing, tolerance), wanted, "x", rtol, atol)


@pytest.mark.parametrize(
    ("got", "wanted", "message"),
    [
        (0.5, 0.25, "x: got 0.5, wanted 0.25"),
        (1 / 3, 0.25, "x: got 0.333333, wanted 0.25"),
        (1.00001, 1, "x: got 1.00001, wanted 1"),
        (1.0000012, 1, "x: got 1.0000012, wanted 1"),
        (12345, 12346, "x: got 12345, wanted 12346"),
        (INF, 1, "x: got inf, wanted 1"),
        (-INF, INF, "x: got -inf, wanted inf"),
        (1.7e308, -1.7e308, "x: got 1.7e+308, wanted -1.7e+308"),
        ([INF, 1], [INF, 2], "x: 1 of 2 values differ; first at [1]: got 1, wanted 2"),
        ([[1, 2], [3, 4]], [[1, 0], [0, 4]], "x: 2 of 4 values differ; first at [0, 1]: got 2, wanted 0"),
    ],
)
def test_the_first_difference_is_said_with_both_numbers(got: Any, wanted: Any, message: str) -> None:
    assert said(expect.close, got, wanted, "x") == message


@given(st.floats(allow_nan=False), st.floats(allow_nan=False))
def test_two_numbers_that_differ_never_look_the_same(got: float, wanted: float) -> None:
    if got == wanted:
        return
    message = said(expect.close, got, wanted, "x", rtol=0, atol=0)
    shown = message.removeprefix("x: got ").split(", wanted ")
    assert shown[0] != shown[1]
    assert np.allclose([float(each) for each in shown], [got, wanted], rtol=1e-5, atol=0)


def test_a_large_array_makes_a_short_message() -> None:
    assert len(said(expect.close, np.ones((500, 500)), np.zeros((500, 500)), "x")) < 100
    assert len(said(expect.equal, ["a" * 9999], ["b" * 9999], "x")) < 250
    assert len(said(expect.equal, dict.fromkeys(range(9999)), {}, "x")) < 250


@pytest.mark.parametrize("check", [expect.close, expect.equal])
@pytest.mark.parametrize("wanted", [NAN, np.array([1, NAN])])
def test_nan_wanted_is_our_own_error(check: Callable[..., Any], wanted: Any) -> None:
    with pytest.raises(ValueError, match=r"^the value wanted for f\(Z\) has NaN entries$"):
        check(wanted, wanted, "f(Z)")


@pytest.mark.parametrize(
    ("got", "wanted"),
    [
        (3, 3),
        (3.0, 3),
        (np.int64(3), 3),
        (np.array(3), 3),
        (3, np.float64(3)),
        (2**70, 2**70),
        (np.True_, True),
        (1, True),
        (False, np.False_),
        ([True, False], np.array([True, False])),
        (np.array([1, 2]), [1, 2]),
        ((1, [2, 3]), [1, (2, 3)]),
        (P, P.tolist()),
        ("relu", "relu"),
        (np.str_("relu"), "relu"),
        (None, None),
        (b"x", b"x"),
        (1j, 1j),
        ([], ()),
        ({"W": np.eye(2), "b": [0, 0]}, {"b": np.zeros(2), "W": [[1, 0], [0, 1]]}),
    ],
)
def test_equal_values_are_equal_in_whatever_they_come(got: Any, wanted: Any) -> None:
    expect.equal(got, wanted, "f(Z)")


@pytest.mark.parametrize(
    ("got", "wanted", "message"),
    [
        (3, 4, ": got 3, wanted 4"),
        (2**70, 2**70 + 1, f": got {2**70}, wanted {2**70 + 1}"),
        (0.1 + 0.2, 0.3, ": got 0.30000000000000004, wanted 0.3"),
        (True, False, ": got True, wanted False"),
        (np.False_, True, ": got False, wanted True"),
        ([1, 2], np.array([1, 3]), ": 1 of 2 values differ; first at [1]: got 2, wanted 3"),
        (None, 3, " is None (is a `return` missing?), wanted numbers"),
        ("3", 3, " is a string, wanted numbers"),
        (NAN, 3, " is NaN"),
        ([3], 3, " has shape (1,), wanted one number"),
        ("tanh", "relu", ": got 'tanh', wanted 'relu'"),
        (None, "relu", " is None (is a `return` missing?), wanted 'relu'"),
        (P, "relu", " is an array of shape (3, 2) and dtype float64, wanted 'relu'"),
        (0, None, " is an int, wanted None"),
        (None, [1], " is None (is a `return` missing?), wanted a list or tuple of 1"),
        (np.array(1), [1], " is an int, wanted a list or tuple of 1"),
        ("ab", ["a", "b"], " is a string, wanted a list or tuple of 2"),
        ([1], (1, 2), " has length 1, wanted 2"),
        ([[1, 2], [3]], [[1, 2], [4]], "[1][0]: got 3, wanted 4"),
        ([1, 2], {"a": 1}, " is a list, wanted a dict"),
        ({"a": 1, "c": 2}, {"a": 1, "b": 2}, " has the wrong keys: got 'a', 'c', wanted 'a', 'b'"),
        ({}, {0: 1}, " has the wrong keys: got none, wanted 0"),
        ({"W": [[1, 0]]}, {"W": np.eye(2)}, "['W'] has shape (1, 2), wanted (2, 2)"),
        ({"W": (1, "b")}, {"W": (1, "a")}, "['W'][1]: got 'b', wanted 'a'"),
    ],
)
def test_the_first_inequality_is_said_with_its_place(got: Any, wanted: Any, message: str) -> None:
    assert said(expect.equal, got, wanted, "f(Z)") == f"f(Z){message}"


NESTED = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner) | st.lists(inner).map(tuple) | st.dictionaries(st.text(), inner),
    max_leaves=6,
)


@given(NESTED)
def test_everything_equals_itself(value: Any) -> None:
    expect.equal(value, value, "x")


@given(NESTED, st.sampled_from([None, "?", 12345.6, [0] * 7, {"?": 0}]))
def test_nothing_equals_something_else(value: Any, other: Any) -> None:
    if value != other:
        assert said(expect.equal, value, other, "x").startswith("x")


@pytest.mark.parametrize(
    ("got", "returned"),
    [
        ((1, 2, 3), "3"),
        ([1], "1"),
        (np.zeros(3), "3"),
        (None, "None (is a `return` missing?)"),
        (0.5, "a float"),
        (np.array(0.5), "an array of shape () and dtype float64"),
        ("ab", "a string"),
        ({"a": 1, "b": 2}, "a dict"),
    ],
)
def test_a_wrong_number_of_values_is_told(got: Any, returned: str) -> None:
    assert said(expect.values, got, 2, "f(x)") == f"f(x) must return 2 values, it returned {returned}"


@pytest.mark.parametrize("got", [(1, 2), [1, 2], np.array([1, 2])])
def test_values_come_as_a_tuple_of_them(got: Any) -> None:
    assert expect.values(got, 2, "f(x)") == (1, 2)


def test_values_may_be_of_any_kind_each() -> None:
    assert expect.values([[1, 2], [3]], 2, "f(x)") == ([1, 2], [3])


def test_layers_are_pairs_in_a_list() -> None:
    W, b = np.ones((2, 3)), np.zeros(3)
    assert expect.layers(((W, b), [W, b]), "params") == [(W, b), [W, b]]
    assert expect.layers([], "params") == []


@pytest.mark.parametrize(
    ("got", "message"),
    [
        (None, "params is None (is a `return` missing?), wanted a list of layers (W, b)"),
        ([(1, 2), (1, 2, 3)], "params[1] is a tuple, wanted a pair (W, b)"),
        ([np.ones(2)], "params[0] is an array of shape (2,) and dtype float64, wanted a pair (W, b)"),
    ],
)
def test_what_is_no_list_of_pairs_is_told(got: Any, message: str) -> None:
    with pytest.raises(expect.Failure) as caught:
        expect.layers(got, "params")
    assert str(caught.value) == message
