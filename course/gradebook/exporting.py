"""`nbgrader export`, whose penalties follow what people have graded and moved since."""

from nbgrader.api import Gradebook
from nbgrader.plugins import CsvExportPlugin

from course.classes import chosen
from course.due.terms import terms
from course.gradebook.deadlines import all_up_to_date
from course.gradebook.presence import RESULTS
from course.settings import load


class UpToDate(CsvExportPlugin):
    """nbgrader's own exporter, on a gradebook that it finds as `course export` would."""

    def export(self, gradebook: Gradebook) -> None:
        """Bring the penalties up to date, then write the grades to `to`."""
        settings = load().of_class(chosen())
        all_up_to_date(gradebook.db(), terms(settings, settings.home / RESULTS))
        gradebook.db.commit()
        super().export(gradebook)
