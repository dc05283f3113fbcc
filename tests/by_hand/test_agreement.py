"""Table and gradebook say the same of a proof, or one of them something new, or nobody knows."""

import pytest

from course.by_hand.agreement import Conflict, Points, agree

NOTHING, THREE, FOUR, TWO = Points(), Points(3.0), Points(4.0), Points(2.0)


@pytest.mark.parametrize(
    ("before", "table", "gradebook", "counts"),
    [
        (NOTHING, NOTHING, NOTHING, NOTHING),
        (NOTHING, THREE, NOTHING, THREE),  # graded in the table
        (NOTHING, NOTHING, THREE, THREE),  # graded in formgrader
        (NOTHING, THREE, THREE, THREE),
        (THREE, FOUR, THREE, FOUR),  # changed in the table
        (THREE, THREE, FOUR, FOUR),  # changed in formgrader
        (THREE, FOUR, FOUR, FOUR),
        (THREE, NOTHING, THREE, NOTHING),  # taken back in the table
        (THREE, THREE, NOTHING, NOTHING),  # handed in again
        (THREE, None, THREE, THREE),  # a row deleted takes nothing back
        (THREE, None, FOUR, FOUR),
        (NOTHING, Points(3.0, "yes"), THREE, Points(3.0, "yes")),
        (Points(3.0, "no"), Points(3.0, "yes"), Points(3.0, "no"), Points(3.0, "yes")),
        (Points(3.0, "a"), Points(3.0, "b"), Points(3.0, "longer"), Points(3.0, "longer")),
    ],
)
def test_who_was_changed_since_is_followed(
    before: Points, table: Points | None, gradebook: Points, counts: Points
) -> None:
    assert agree(before, table, gradebook) == counts


@pytest.mark.parametrize("before", [NOTHING, TWO])
def test_two_different_changes_are_a_conflict_with_both_numbers(before: Points) -> None:
    found = agree(before, THREE, FOUR)
    assert isinstance(found, Conflict)
    assert str(found) == "3 points in the table, 4 points in the gradebook: make them agree"


def test_points_against_none_are_a_conflict_too() -> None:
    assert str(agree(TWO, NOTHING, FOUR)).startswith("no points in the table, 4 points in the gradebook")
