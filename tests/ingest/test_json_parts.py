import contextlib
import json
import math
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder import json_parts
from autograder.json_parts import Absent, Each, Leaf, MalformedError, TooManyPartsError, pick

values = st.recursive(
    st.none() | st.booleans() | st.integers(-9999, 9999) | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4),
    max_leaves=20,
)


@given(values, values, st.sampled_from([None, 1]))
def test_what_is_wanted_is_read_as_the_standard_reader_does(wanted, unwanted, indent):
    kept = wanted if not isinstance(wanted, list | dict) else "kept"
    raw = json.dumps({"a": unwanted, "b": [kept, unwanted], "c": {"d": kept}}, indent=indent).encode()
    picked = pick(raw, {"b": Each(Leaf.SCALAR, 1), "c": {"d": Leaf.SCALAR}})
    assert picked == {"b": [kept], "c": {"d": kept}}


@given(values)
def test_no_json_is_refused(value):
    assert pick(json.dumps(value).encode(), {}) == (
        {} if isinstance(value, dict) else Absent.CONTAINER if isinstance(value, list) else value
    )


@given(st.binary(max_size=40) | st.text('{}[]",:\\ \n1x', max_size=40).map(str.encode))
def test_any_text_is_read_or_malformed(raw):
    if raw.isascii():
        with contextlib.suppress(MalformedError):  # anything else is what must not come
            pick(raw, {"a": Each(Leaf.TEXT, 3)})


def test_a_text_may_be_a_string_or_a_list_of_lines():
    shape = {"one": Leaf.TEXT, "many": Leaf.TEXT, "wrong": Leaf.TEXT, "nested": Leaf.TEXT}
    picked = pick(b'{"one": "a\\nb", "many": ["a\\n", "b"], "wrong": ["a", 1], "nested": [["a"]]}', shape)
    assert picked == {"one": "a\nb", "many": "a\nb", "wrong": Absent.CONTAINER, "nested": Absent.CONTAINER}


def test_a_container_where_a_scalar_is_wanted_is_absent():
    assert pick(b'{"a": {"b": 1}}', {"a": Leaf.SCALAR}) == {"a": Absent.CONTAINER}


def test_of_a_repeated_key_the_last_counts():
    assert pick(b'{"a": 1, "a": 2}', {"a": Leaf.SCALAR}) == {"a": 2}


def test_an_escaped_key_is_the_key():
    assert pick(b'{"\\u0061": 1}', {"a": Leaf.SCALAR}) == {"a": 1}


def test_numbers_beyond_all_bounds_are_read():
    picked = pick(b'{"a": ' + b"9" * 5000 + b', "b": NaN}', {"a": Leaf.SCALAR, "b": Leaf.SCALAR})
    assert picked["a"] == math.inf
    assert math.isnan(picked["b"])


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b'{\n "a": 1\n "b": 2}', "a comma or } is expected (line 3, column 2)"),
        (b'{"a" 1}', "a colon is expected (line 1, column 6)"),
        (b"{a: 1}", "a name in quotes is expected (line 1, column 2)"),
        (b'{"a": ]', "a value is expected (line 1, column 7)"),
        (b'{"a": 1} {', "the end of the file is expected (line 1, column 10)"),
        (b'{"a": [1,\n [2', "it is cut off where a closing bracket should be (line 2, column 4)"),
        (b'{"a": "b', "it is cut off where the end of a string should be (line 1, column 9)"),
        (b'{"a": 1,', "it is cut off where a name in quotes should be (line 1, column 9)"),
        (b'{"\xc3\xa9": "\\x"}', "Invalid \\escape (line 1, column 8)"),
        (b'{"\xc3\xa9": tru}', "Expecting value (line 1, column 7)"),
    ],
)
def test_malformed_text_is_refused_with_line_and_column(raw, message):
    with pytest.raises(MalformedError) as caught:
        pick(raw, {"a": Leaf.SCALAR, "é": Leaf.SCALAR})
    assert str(caught.value) == message


def test_a_value_that_is_too_long_is_absent(monkeypatch):
    monkeypatch.setattr(json_parts, "LONGEST_VALUE", 10)
    picked = pick(b'{"a": "0123456789", "b": ["0123", "4567"]}', {"a": Leaf.TEXT, "b": Leaf.TEXT})
    assert picked == {"a": Absent.TOO_LONG, "b": Absent.TOO_LONG}


def test_nesting_of_any_depth_is_stepped_over():
    assert pick(b'{"a": ' + b"[" * 100_000 + b"]" * 100_000 + b', "b": 1}', {"b": Leaf.SCALAR}) == {"b": 1}


def test_the_number_of_steps_is_bounded(monkeypatch):
    monkeypatch.setattr(json_parts, "MOST_STEPS", 1000)
    with pytest.raises(TooManyPartsError):
        pick(b'{"a": [' + b"[]," * 1000 + b"[]]}", {})


def test_memory_does_not_grow_with_what_is_stepped_over():
    raw = b'{"a": [' + b"[]," * 30_000 + b'[]], "b": 1}'
    tracemalloc.start()
    try:
        pick(raw, {"b": Leaf.SCALAR})
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < len(raw) / 2  # the lists themselves would take twenty times the text
