"""A snapshot is the value at its moment; functions in it stay what they are."""

import numpy as np
import pytest

from autograder.inside.plain import Seed, Unsendable
from autograder.scheme.snapshot import Snapshot


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
