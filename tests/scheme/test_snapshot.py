"""A snapshot is the value at its moment; functions in it stay what they are."""

from typing import Any

import numpy as np
import pytest

from autograder.inside.plain import Seed, Unsendable
from autograder.scheme.copies import alike, copied
from autograder.scheme.snapshot import Memory, Snapshot


def test_later_changes_do_not_reach_it() -> None:
    x = [np.zeros(2), {"deep": [1]}]
    snapshot = Snapshot.of(x)
    x[0][0], x[1]["deep"] = 5, []  # type: ignore[index, call-overload]  # of a mixed list
    value = snapshot.value()
    assert value[0].tolist() == [0, 0]
    assert value[1] == {"deep": [1]}


def test_equal_values_have_equal_snapshots() -> None:
    assert Snapshot.of([np.ones(2), abs]) == Snapshot.of([np.ones(2), abs])
    assert Snapshot.of([np.ones(2), abs]) != Snapshot.of([np.ones(2), min])
    assert Snapshot.of([np.ones(2)]) != Snapshot.of([np.zeros(2)])


def test_functions_and_seeds_can_be_exchanged() -> None:
    snapshot = Snapshot.of([abs, (Seed(1, "a"), {"f": min})])
    assert snapshot.value() == [abs, (Seed(1, "a"), {"f": min})]
    assert snapshot.value(lambda found: str(found).split("(")[0]) == [
        "<built-in function abs>",
        ("Seed", {"f": "<built-in function min>"}),
    ]


def test_what_cannot_be_sent_has_none() -> None:
    with pytest.raises(Unsendable, match="a value of type object"):
        Snapshot.of([object()])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (0.0, -0.0),
        (1, 1.0),
        (1, True),
        ([1], (1,)),
        ([1], [1, 2]),
        ({"a": 1}, {"b": 1}),
        (np.zeros(2), np.zeros(2, int)),
        (np.zeros(2), np.zeros((2, 1))),
        (np.float64(1), 1.0),
        (abs, abs),
    ],
)
def test_values_that_differ_in_kind_or_in_a_bit_are_not_alike(one: object, other: object) -> None:
    assert not alike(one, other)


@pytest.mark.parametrize("value", [np.nan, [(1, "a"), {"b": np.array([np.nan, 1])}], np.float64(-0.0), None], ids=str)
def test_a_value_is_like_its_copy(value: object) -> None:
    assert alike(value, copied(value))


def test_a_memory_is_of_the_value_as_it_was() -> None:
    value: list[Any] = [np.zeros(2), {"a": [1]}]
    memory = Memory(value)
    assert memory.is_of([np.zeros(2), {"a": [1]}])
    value[1]["a"].append(2)
    assert not memory.is_of(value)
    assert memory.snapshot == Snapshot.of([np.zeros(2), {"a": [1]}])


def test_a_memory_of_functions_knows_them() -> None:
    assert Memory([abs, 1]).is_of([abs, 1])
    assert not Memory([abs, 1]).is_of([max, 1])
