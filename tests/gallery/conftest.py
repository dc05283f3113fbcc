"""Every figure of every unit, drawn once with the model answers."""

from typing import NamedTuple

import pytest
from matplotlib.figure import Figure

from course.gallery.page import sections
from course.gallery.plates import Plate
from course.settings import load

PLATES = [(section.unit.stem, plate) for section in sections(load()) for plate in section.plates]


class Painted(NamedTuple):
    """A figure of a unit, and what came of drawing it."""

    unit: str
    plate: Plate
    picture: Figure
    alt: str


@pytest.fixture(scope="session")
def painted() -> dict[str, Painted]:
    """The figures by their names."""
    return {plate.words.name: Painted(unit, plate, *plate.paint()) for unit, plate in PLATES}
