"""Seals of arguments: equal on both sides for what is sent, different for what has been changed."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from autograder.inside import wire
from autograder.inside.plain import Seed
from autograder.inside.seals import BROKEN, seals

atoms = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5)
shapes = arrays.array_shapes(min_side=0, max_dims=3, max_side=3)
kinds = st.sampled_from(["f8", "f4", "i8", "u1", "b1", "c16", "<U3"])
values = st.recursive(
    atoms | kinds.flatmap(lambda kind: arrays.arrays(kind, shapes)),
    lambda inner: st.lists(inner, max_size=3) | st.tuples(inner, inner) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=6,
)


def sealed(value: Any) -> str | None:
    return seals([value], {}, lambda _: True).get(0)


@given(values)
def test_what_crosses_has_the_same_seal_on_the_other_side(value: Any) -> None:
    try:
        other = wire.loads(wire.dumps(value))
    except wire.Unsendable:
        return
    assert sealed(value) == sealed(other) != BROKEN


@pytest.mark.parametrize("dtype", ["f8", "f4", "f2", "i4", "i8", "u8", "?", "c16", ">f8"])
@pytest.mark.parametrize("order", ["C", "F"])
def test_orders_and_dtypes_cross_with_their_seal(dtype: str, order: Any) -> None:
    value = np.arange(6).reshape(2, 3).astype(dtype, order=order)
    assert sealed(value) == sealed(wire.loads(wire.dumps(value)))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (np.zeros(2), np.zeros((2, 1))),
        (np.zeros(2), np.zeros(2, np.int64)),
        (np.zeros(2), np.array([0.0, -0.0])),
        ([1, 2], [1, 2.0]),
        ([1, 2], (1, 2)),
        ([[np.zeros(1)]], [[np.ones(1)]]),
        ({"a": 1}, {"a": 1, "b": 2}),
        ([abs], [1]),
        ([abs], [object()]),
    ],
)
def test_what_differs_has_another_seal(one: Any, other: Any) -> None:
    assert sealed(one) != sealed(other)


def test_atoms_have_no_seal_and_generators_are_used_without_breaking_theirs() -> None:
    assert seals([1, 2.5, "a", None], {"x": True}, lambda _: True) == {}
    assert sealed(Seed(1, "ff")) == sealed(np.random.default_rng(3))
    assert sealed([object()]) == BROKEN


def test_a_function_of_one_side_in_the_place_of_one_of_the_other_breaks_the_seal() -> None:
    assert seals([[abs]], {}, lambda _: True) != seals([[abs]], {}, lambda _: False)
