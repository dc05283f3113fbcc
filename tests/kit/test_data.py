"""The digits, and their split by forms."""

import numpy as np
import pytest

from course.support import kit as in_the_repository


def test_digits_are_grey_values_in_the_unit_interval_and_their_classes(kit):
    X, y = kit.digits()
    assert (X.shape, X.dtype, y.shape, y.dtype) == ((1797, 64), np.float64, (1797,), np.int64)
    assert (X.min(), X.max()) == (0, 1)
    assert set(y) == set(range(10))


def test_the_course_itself_finds_the_digits_too(kit):
    assert all(map(np.array_equal, in_the_repository.digits(), kit.digits()))


def test_the_parts_are_blocks_of_forms_and_all_of_the_digits(kit):
    X, y = kit.digits()
    parts = kit.digits_split()
    assert [len(part.y) for part in parts] == [1021, 390, 386]
    assert parts._fields == ("train", "validation", "test")
    assert all(part.y.dtype == np.int64 for part in parts)
    in_order = [parts.test, parts.validation, parts.train]
    assert np.array_equal(np.concatenate([part.X for part in in_order]), X)
    assert np.array_equal(np.concatenate([part.y for part in in_order]), y)


def test_each_part_begins_where_a_form_does(kit):
    """A form begins with the digits 0 to 9, three times."""
    beginning = list(range(10)) * 3
    for part in kit.digits_split():
        assert part.y[: len(beginning)].tolist() == beginning


def test_the_parts_unpack_as_pairs(kit):
    (X, y), (X_val, _), (_, y_test) = kit.digits_split()
    assert (len(X), len(X_val), len(y), len(y_test)) == (1021, 390, 1021, 386)


def test_without_the_file_the_kit_says_where_it_must_be(kit, folder):
    (folder / "digits.npz").unlink()
    with pytest.raises(
        FileNotFoundError, match=r"digits\.npz must stand beside the folder kit, in .*unit: put it back"
    ):
        kit.digits()
