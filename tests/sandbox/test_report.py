from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.inside.plain import ProtocolError
from autograder.inside.report import Description, Error, Undefined, Value, read

parts = st.recursive(
    st.sampled_from([None, 1, True, 1.5, "student", "return", "value", "error", b"x", np.ones(3), np.float64(1)]),
    lambda inner: st.one_of(st.lists(inner, max_size=5).map(tuple), st.lists(inner, max_size=3)),
    max_leaves=15,
)
descriptions = st.tuples(parts, parts, parts, parts, parts) | st.tuples(
    st.just("E"), st.just(()), st.just("m"), parts, parts
)
answers = st.one_of(
    parts,
    st.tuples(parts, parts, parts),
    st.tuples(st.just(1), st.just("value"), parts, parts, parts),
    st.tuples(st.just(1), st.just("error"), descriptions, parts),
    st.tuples(st.just(1), st.just("undefined")),
)


@given(answers)
def test_any_plain_value_is_an_answer_or_a_protocol_error(answer: Any) -> None:
    try:
        found = read(answer, 1)
    except ProtocolError:
        return
    assert isinstance(found, Value | Error | Undefined)


def test_a_value_is_read() -> None:
    assert read((7, "value", [1], {0: "5f"}, ("UserWarning: x",)), 7) == Value([1], {0: "5f"}, ("UserWarning: x",))


def test_a_description_is_read_and_clipped_once_more() -> None:
    frames = tuple(("c" * 1000, line, "f" * 1000, "s" * 1000) for line in range(100))
    error = read((7, "error", ("K" * 1000, ("b",) * 100, "m" * 1000, frames, "return"), ("w" * 1000,) * 100), 7)
    assert isinstance(error, Error)
    assert error.description == Description(
        "K" * 100,
        ("b",) * 20,
        "m" * 500,
        tuple(("c" * 200, line, "f" * 100, "s" * 200) for line in range(80, 100)),
        "return",
    )
    assert error.warnings == ("w" * 500,) * 20


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ((8, "value", 1, {}, ()), "out of turn"),
        ((7, "value", 1, {0: 1.5}, ()), "a malformed answer"),
        ((7, "value", 1, {}, [1]), "in the place of texts"),
        ((7, "error", ("E", (), "m", (), np.ones(2)), ()), "a malformed description"),
        ((7, "error", ("E", (), "m", (("cell", "1", "f", "x"),), "student"), ()), "a malformed frame"),
    ],
)
def test_a_malformed_answer_is_refused_with_its_reason(answer: Any, words: str) -> None:
    with pytest.raises(ProtocolError, match=words):
        read(answer, 7)
