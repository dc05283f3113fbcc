"""What a late submission costs, as course.toml says."""

from nbgrader.plugins import LateSubmissionPlugin

from course.settings import Late, load

DAY = 86400


class LatePolicy(LateSubmissionPlugin):
    """nbgrader's plugin for late submissions; due dates and extensions are the gradebook's."""

    def late_submission_penalty(self, student_id: str, score: float, total_seconds_late: float) -> float:  # noqa: ARG002
        """The points taken from `score`."""
        return penalty(load().late, score, total_seconds_late)


def penalty(late: Late, score: float, seconds: float) -> float:
    """`score * min(at_most, per_day * days)`, where a day begun counts and `grace_minutes` do not."""
    days = -(-max(0.0, seconds - 60 * late.grace_minutes) // DAY)
    return score * min(late.at_most, late.per_day * days)
