"""The result of one submission: a JSON file in the shape Gradescope reads, with fields of our own.

Gradescope reads `score`, `output`, `tests` (`name`, `score`, `max_score`, `status`, `output`, `visibility`)
and ignores the rest: who and which unit, verdicts, checks, misconceptions, notes, and the key.
A bonus is part of `score`, of the exercise and of the whole, and not of `max_score`: a score may be above it.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from autograder.intake.ingest import Paper
from autograder.intake.submissions import Submission
from autograder.scheme.exercises import stem_of
from autograder.verdicts import UNSTABLE, Marking, Verdict

FORMAT = 1
VISIBILITY = "after_published"

Result = dict[str, Any]

IN_WORDS = {
    "passed": "every check passed",
    "missing": "not written yet",
    "grader_error": "the grader failed on a check here; its points are credited",
}


def assemble(
    marking: Marking, submission: Submission, paper: Paper, points: Mapping[str, float], key: str
) -> Result:
    """The result of a marked submission; `points` says what each of the unit's exercises is worth."""
    tests = [_test(test, paper, points[test["name"]]) for test in marking["tests"]]
    return {
        "format": FORMAT,
        "student": submission.student,
        "unit": submission.unit,
        "title": title_of(submission.unit),
        "key": key,
        "status": marking["status"],
        "reason": marking.get("reason"),
        # A failure of the grader is no score at all; an unreadable submission earns nothing.
        "score": None if marking["status"] == "grader_error" else round(sum(t["score"] for t in tests), 6),
        "max_score": round(sum(points.values()), 6),
        "seconds": marking.get("seconds", 0.0),
        "notes": [*submission.notes, *marking["notes"]],
        "faults": marking.get("faults", []),  # of the grader's; for the instructor, on no student's page
        "environment": marking.get("environment", {}),
        "output": marking.get("output", ""),
        "output_bytes": marking.get("output_bytes", 0),
        "repeatable": marking.get("repeatable", True),
        "tests": tests,
    }


def title_of(unit: str) -> str:
    """`01_classification` -> `Classification`."""
    return stem_of(unit).replace("_", " ").capitalize()


def _test(test: Marking, paper: Paper, worth: float) -> Result:
    scale = worth / sum(check["points"] for check in test["checks"] if "bonus" not in check)
    checks = [_scaled(check, scale) for check in test["checks"]]
    misconception, followed = test["misconception"], test["follow_through"]
    if misconception:
        misconception = {**misconception, "read": paper.anchors.get(misconception["see"], "")}
    if followed:
        followed = {**followed, "earned_before": round(followed["earned_before"] * scale, 6)}
    return {
        "name": test["name"],
        "score": round(sum(check["earned"] for check in checks), 6),
        "max_score": worth,
        "status": "passed" if test["verdict"] == "passed" else "failed",
        "verdict": test["verdict"],
        "visibility": VISIBILITY,
        "output": _summary(test),
        "seconds": test["seconds"],
        "misconception": misconception,
        "symptom": test.get("symptom", ""),
        "follow_through": followed,
        "checks": checks,
        **_beyond(test, [check for check in checks if "bonus" in check]),
    }


def _beyond(test: Marking, checks: Sequence[Result]) -> Result:
    """Of an exercise with a bonus, what of its score is that, of how much, and how fast the answer was."""
    if not checks:
        return {}
    earned, most = (round(sum(check[key] for check in checks), 6) for key in ("earned", "points"))
    return {"bonus": earned, "max_bonus": most, "speed": test.get("speed", "")}


def untold(checks: Sequence[Result]) -> list[Result]:
    """The checks for a bonus on which the grader could not tell; another run may."""
    return [check for check in checks if check.get("bonus") and check["verdict"] == Verdict.grader_error]


def _scaled(check: Result, scale: float) -> Result:
    return {**check, "points": check["points"] * scale, "earned": check["earned"] * scale}


def _summary(test: Marking) -> str:
    """Plain text for whoever shows only that: the first failure, what it may come from, what was replaced."""
    if test["verdict"] in IN_WORDS:
        lines = [IN_WORDS[test["verdict"]]]
    else:
        failure = next(check for check in test["checks"] if check["verdict"] == test["verdict"])
        lines = [f"{test['verdict'].replace('_', ' ')}: {failure['sentence']}", failure["message"]]
        lines += [f"  {name} = {value}" for name, value in failure["counterexample"] or []]
    if test["misconception"]:
        lines.append(f"Hint: {test['misconception']['hint']}")
    if test.get("symptom"):
        lines.append(test["symptom"])
    if test.get("speed"):
        lines.append(f"Speed: {test['speed']}")
    lines += [f"bonus: {check['message']}" for check in untold(test["checks"])]
    if test["follow_through"]:
        lines.append(replaced(test["follow_through"]["of"]))
    return "\n".join(lines)


def replaced(names: Sequence[str]) -> str:
    """Tell a student that an exercise was graded with right functions in the place of these."""
    if len(names) == 1:
        return (
            f"Your {names[0]} is not right yet; here it was replaced by a right one, "
            "so that its error costs you only once."
        )
    listed = f"{', '.join(names[:-1])} and {names[-1]}"
    return (
        f"Your {listed} are not right yet; here they were replaced by right ones, "
        "so that their errors cost you only once."
    )


def settled(result: Result) -> bool:
    """Whether another run must give the same result, so that this one may stand."""
    if result["status"] == "grader_error" or not result["repeatable"]:
        return False
    verdicts = {check["verdict"] for test in result["tests"] for check in test["checks"]}
    return not verdicts & UNSTABLE
