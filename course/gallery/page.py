"""`course gallery`: every figure of the outline, unit by unit, on one page that needs nothing else."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from autograder.names import shown
from autograder.reports.store import write
from course import CourseError
from course.gallery import descent, fundamentals, images, kernels, learning, margins, training
from course.gallery.from_lessons import lesson_plates
from course.gallery.plates import Plate, address, paint
from course.settings import Settings, Unit

REFERENCE = {
    "02_networks": (fundamentals.xor_regions, fundamentals.activation_variance),
    "03_approximation": (fundamentals.bumps, fundamentals.pieces),
    "04_learning_modes": (learning.fraud_scores, learning.propagation),
    "05_regression": (learning.admission_boundary, learning.newton),
    "06_convexity": (margins.margin, margins.cone),
    "07_soft_margin": (margins.sweep_of_c, margins.duality),
    "08_kernels": (kernels.ridge_by_gamma, kernels.gram),
    "09_kernel_methods": (kernels.kernel_pca_circles, kernels.fourier_error),
    "10_gradient_descent": (descent.step_size, descent.batch_variance),
    "12_convolution": (images.sobel, images.commuting_square),
    "13_training": (training.ladder, training.loss_against_seconds),
}


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
    found = [Section(unit, [*lesson_plates(settings, unit), *REFERENCE.get(unit.id, ())]) for unit in units]
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
    return templates.get_template("gallery.html.j2").render(sections=found, picture=_picture)


def _picture(plate: Plate) -> Markup:
    return address(paint(plate))
