"""`nbgrader export`, whose penalties follow what people have graded and moved since."""

from nbgrader.api import Gradebook
from nbgrader.plugins import CsvExportPlugin

from course.gradebook.ledger import penalise_all
from course.settings import load


class UpToDate(CsvExportPlugin):
    """nbgrader's own exporter, on a gradebook that it finds as `course export` would."""

    def export(self, gradebook: Gradebook) -> None:
        """Bring the penalties up to date, then write the grades to `to`."""
        penalise_all(gradebook.db(), load().late)
        gradebook.db.commit()
        super().export(gradebook)
