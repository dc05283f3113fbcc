"""The settings of nbgrader, for `nbgrader_config.py`."""

import sys
import warnings
from collections.abc import Sequence
from pathlib import Path

from nbconvert.preprocessors import CSSHTMLHeaderPreprocessor
from nbgrader import preprocessors
from sqlalchemy.exc import SAWarning
from traitlets.config import Config

from course import CourseError
from course.classes import chosen
from course.gradebook.arrivals import read_times_with_care
from course.gradebook.bulk import AUTOGRADED
from course.gradebook.database import find_alembic, url
from course.gradebook.exporting import UpToDate
from course.gradebook.late import LatePolicy
from course.gradebook.pages import configure_pages
from course.gradebook.pending import GetPoints
from course.gradebook.reading import SubmissionReader, one_notebook_each
from course.gradebook.releasing import AddCells, CheckedRelease
from course.gradebook.returning import ReturnFeedback
from course.gradebook.steps import Canonicalise, DropFingerprint, ImportResults, SaveScores
from course.settings import Settings, load
from course.weaving.release import STEPS

SANITIZE = [
    Canonicalise,
    preprocessors.ClearOutput,
    preprocessors.OverwriteKernelspec,
    preprocessors.OverwriteCells,
    preprocessors.CheckCellMetadata,
]
AUTOGRADE = [
    ImportResults,
    preprocessors.LimitOutput,
    SaveScores,
    preprocessors.AssignLatePenalties,
    preprocessors.CheckCellMetadata,
]
COURSE_ID = "mathematics-of-deep-learning"


def configure(c: Config, root: Path) -> None:
    """Set up nbgrader for the course whose folders `source`, `submitted` and so on are in `root`."""
    settings = load().of_class(chosen())
    need_sources(settings, root, sys.argv)
    _never_execute(c)
    warnings.filterwarnings("ignore", category=SAWarning, module="nbgrader")  # of its own sessions, to no purpose
    c.CourseDirectory.root = str(root)
    _class_apart(c, settings, root)
    c.CourseDirectory.db_url = url(settings, root / settings.below)
    find_alembic()
    c.GenerateAssignment.preprocessors = _generate()
    c.GenerateAssignment.exporter_class = CheckedRelease
    c.GenerateAssignment.force = True  # release/ is there from the beginning, as `course build` wrote it
    c.Autograde.pre_convert_hook = one_notebook_each
    c.Autograde.exporter_class = SubmissionReader
    c.GenerateFeedback.preprocessors = [GetPoints, CSSHTMLHeaderPreprocessor]
    c.OverwriteCells.add_missing_cells = True
    c.AssignLatePenalties.plugin_class = LatePolicy
    c.ExportApp.plugin_class = UpToDate
    c.ExchangeFactory.release_feedback = ReturnFeedback
    read_times_with_care()
    configure_pages(c)


def need_sources(settings: Settings, root: Path, command: Sequence[str]) -> None:
    """CourseError if nbgrader is to make the assignment of a unit that is not built: it would match no notebook."""
    if not {"generate_assignment", "generate"} & set(command):
        return
    named = {word.rpartition("=")[2] for word in command}
    for unit in settings.units:
        if unit.id in named and not (root / "source" / unit.id / f"{unit.id}.ipynb").is_file():
            raise CourseError(f"source/{unit.id} has no notebook yet: run `course build {unit.id}` first")


def _class_apart(c: Config, settings: Settings, root: Path) -> None:
    """Give a class of several its own folders, and its own place in the exchange."""
    c.CourseDirectory.course_id = "-".join(filter(None, (COURSE_ID, settings.class_name)))
    if settings.class_name:
        (root / settings.below).mkdir(parents=True, exist_ok=True)
        c.CourseDirectory.submitted_directory = str(settings.below / "submitted")
        c.CourseDirectory.autograded_directory = str(settings.below / AUTOGRADED)
        c.CourseDirectory.feedback_directory = str(settings.below / "feedback")
        c.ZipCollectApp.downloaded_directory = str(settings.below / "downloaded")


def _never_execute(c: Config) -> None:
    c.Autograde.sanitize_preprocessors = SANITIZE
    c.Autograde.autograde_preprocessors = AUTOGRADE
    c.Execute.enabled = False  # nor through `nbgrader validate`


def _generate() -> list[type]:
    """The steps of a build, with what they leave in the gradebook: `release/` comes out the same."""
    steps = list(STEPS)
    steps.insert(steps.index(preprocessors.ClearHiddenTests), AddCells)
    return [*steps, DropFingerprint]
