"""What a late submission costs, as course.toml says, in nbgrader."""

from nbgrader.plugins import LateSubmissionPlugin

from course.due.lateness import penalty
from course.settings import load


class LatePolicy(LateSubmissionPlugin):
    """nbgrader's plugin for late submissions; how late one is, is for the gradebook to say."""

    def late_submission_penalty(self, student_id: str, score: float, total_seconds_late: float) -> float:  # noqa: ARG002
        """The points taken from `score`."""
        return penalty(load().late, score, total_seconds_late)
