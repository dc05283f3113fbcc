"""`course gallery`: every figure of the course, unit by unit, on one page that needs nothing else."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from autograder.names import shown
from autograder.reports.store import write
from course import CourseError
from course.gallery.plates import Plate, address, plates
from course.settings import Settings, Unit


@dataclass(frozen=True)
class Section:
    """One unit of the page."""

    unit: Unit
    plates: Sequence[Plate]

    @property
    def heading(self) -> str:
        """`4 Learning modes`."""
        number, _, stem = self.unit.id.partition("_")
        return f"{int(number)} {stem.replace('_', ' ').capitalize()}"


def sections(settings: Settings) -> list[Section]:
    """The units of `course.toml`, planned ones among them, by number, with their figures; none without figures."""
    units = sorted((*settings.units, *settings.planned), key=lambda unit: unit.id)
    found = [Section(unit, plates(settings.figures(unit))) for unit in units]
    return [section for section in found if section.plates]


def gallery(settings: Settings, output: Path) -> int:
    """Write the page to the file `output`; the number of its figures."""
    found = sections(settings)
    page = render(found)
    try:
        write(output, page)
    except OSError as error:
        advice = "choose another file with --output"
        raise CourseError(f"cannot write the gallery to {shown(output)}: {error.strerror}; {advice}") from None
    return sum(len(section.plates) for section in found)


def render(found: Sequence[Section]) -> str:
    """The page of these sections, its pictures inside it."""
    loader = ChoiceLoader([PackageLoader("course"), PackageLoader("autograder.reports")])
    templates = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    return templates.get_template("gallery.html.j2").render(sections=found, painted=_painted)


def _painted(plate: Plate) -> Iterator[Markup | str]:
    """The address of a plate's picture, and what one sees in it."""
    picture, alt = plate.paint()
    yield from (address(picture), alt)
