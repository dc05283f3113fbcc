"""The handwritten digits: 1797 pictures of 8 x 8 pixels, and their split by blocks of writers."""

from pathlib import Path
from typing import NamedTuple

import numpy as np

FILE = "digits.npz"
# Beside the folder of this package in a release; in the course's repository, with its data.
PLACES = (Path(__file__).parents[1] / FILE, Path(__file__).parents[2] / "data" / FILE)
TEST = slice(0, 386)  # forms 0 to 2
VALIDATION = slice(386, 776)  # forms 3 to 5
TRAIN = slice(776, 1797)  # forms 6 to 13


class Part(NamedTuple):
    """Pictures X (N, 64), grey from 0 (paper) to 1 (ink), and their classes y (N,), int64."""

    X: np.ndarray
    y: np.ndarray


class Split(NamedTuple):
    """The digits in three parts, which share no form."""

    train: Part
    validation: Part
    test: Part


def digits() -> Part:
    """The handwritten digits: X (1797, 64), grey from 0 (paper) to 1 (ink), and their classes y (1797,), int64."""
    path = next((path for path in PLACES if path.is_file()), None)
    if path is None:
        message = f"{FILE} must stand beside the folder kit, in {PLACES[0].parent}: put it back from the download"
        raise FileNotFoundError(message)
    with np.load(path) as data:
        return Part(data["X"] / 16, data["y"].astype(np.int64))


def digits_split() -> Split:
    """The digits, split by forms: train (1021 pictures), validation (390) and test (386), each a pair X, y.

    The pictures come form by form, which the labels show: 14 forms of about 130 digits each, by 13 writers according
    to the description of the data set. Train are the last eight forms, validation the three before them, test the
    first three. So no form is in two parts, as it would be if the pictures were shuffled first, and a method is
    judged on hands that it has not learned from, as far as the forms tell hands apart.

    What has to be chosen is chosen on the validation part. Three forms fix an accuracy to 0.01 to 0.03.
    """
    X, y = digits()
    train, validation, test = (Part(X[part], y[part]) for part in (TRAIN, VALIDATION, TEST))
    return Split(train, validation, test)
