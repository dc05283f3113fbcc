"""The bundled digits are those of the UCI repository, in a file without a trace of when it was written."""

import zipfile
from pathlib import Path

import numpy as np

DIGITS = Path(__file__).resolve().parents[2] / "course" / "data" / "digits.npz"

# The class sizes that the UCI repository states for its test part.
CLASS_SIZES = [178, 182, 177, 183, 181, 182, 181, 179, 174, 180]


def test_digits_have_the_stated_shapes_dtypes_and_grey_values():
    with np.load(DIGITS) as digits:
        X, y = digits["X"], digits["y"]
    assert (X.shape, X.dtype) == ((1797, 64), np.uint8)
    assert (y.shape, y.dtype) == ((1797,), np.uint8)
    assert (X.min(), X.max()) == (0, 16)


def test_digits_have_the_class_sizes_of_the_source():
    with np.load(DIGITS) as digits:
        assert np.bincount(digits["y"]).tolist() == CLASS_SIZES


def test_digits_are_stored_without_the_time_of_writing():
    with zipfile.ZipFile(DIGITS) as archive:
        assert {member.date_time for member in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
