"""A released notebook as a page to read: what a student gets, with the pictures that model answers draw.

It is made of the released notebook, so that no answer has to be taken out of it. What is only there to be run or
filled in - the files that the notebook brings, practice, places for proofs - is left out.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from course.gallery.plates import Plate, svg
from course.site.demonstrations import Shown, is_demonstration
from course.site.markdown import Heading, Prose
from course.site.releases import Release
from course.site.stub import highlighted, stub
from course.weaving.lesson import Figure

DOTS_PER_INCH = 96
PREDICT = "**Predict"  # whoever is asked to predict opens the picture afterwards


@dataclass(frozen=True)
class Cell:
    """A piece of prose or of code, and what it shows."""

    html: Markup
    shown: Sequence[Shown] = ()


@dataclass(frozen=True)
class Picture:
    """A figure; where seconds are measured there is none, since each reader's are others."""

    plate: Plate
    file: str  # "" if there is none
    alt: str
    folded: bool

    @property
    def size(self) -> tuple[int, int]:
        """Its width and height in CSS pixels."""
        width, height = self.plate.words.size
        return round(width * DOTS_PER_INCH), round(height * DOTS_PER_INCH)


Block = Cell | Picture


@dataclass(frozen=True)
class LessonPage:
    """What a page says in order, its sections, and the files of its pictures by their names."""

    blocks: Sequence[Block]
    sections: Sequence[Heading]
    pictures: Mapping[str, bytes]


def lesson_page(release: Release, plates: Sequence[Plate], shown: Mapping[str, Sequence[Shown]]) -> LessonPage:
    """The page of a release, from the figures of its unit and what its demonstrations show."""
    prose, pictures = Prose(), dict[str, bytes]()
    blocks = list(_blocks(release, prose, {plate.draw.__name__: plate for plate in plates}, shown, pictures))
    return LessonPage(blocks, [each for each in prose.headings if each.level == 2], pictures)


def _blocks(
    release: Release,
    prose: Prose,
    plates: Mapping[str, Plate],
    shown: Mapping[str, Sequence[Shown]],
    pictures: dict[str, bytes],
) -> Iterator[Block]:
    drawn = {f"figure-{each.name}": each.call.figure for each in release.paper.lesson.parts if isinstance(each, Figure)}
    predict = False
    for cell in release.notebook.cells:
        role = cell.metadata.mdl.role
        if cell.cell_type == "markdown" and role != "proof_answer":
            predict = predict or PREDICT in cell.source
            yield Cell(prose.html(cell.source))
        elif role == "figure":
            yield _picture(plates[drawn[cell.id]], release.unit, predict, pictures)
            predict = False
        elif role == "answer":
            yield Cell(stub(cell.source))
        elif role in ("setup", "given", "example") or is_demonstration(cell):
            yield Cell(highlighted(cell.source), shown.get(cell.id, ()))


def _picture(plate: Plate, unit: str, folded: bool, pictures: dict[str, bytes]) -> Picture:
    if plate.words.measured:
        return Picture(plate, "", "", folded)
    picture, alt = plate.paint()
    file = f"{unit}/{plate.words.name}.svg"
    pictures[file] = svg(picture)
    return Picture(plate, file, alt, folded)
