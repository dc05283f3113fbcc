"""What runs on Gradescope for each submission: `python -m course.exports.on_gradescope PLACE UNIT LEVEL`.

In PLACE, `/autograder` there, are `submission/`, `submission_metadata.json` and `results/`. If the grader fails,
nothing is written and the exit code is not 0: Gradescope then tells the instructor, and no student gets a score.
"""

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from autograder.intake.folders import folders, listing, notebooks

Report = dict[str, Any]
SHOWN = ("name", "score", "max_score", "status", "output", "visibility")
NOBODY = "student"


def main(place: Path, unit: str, level: str) -> int:
    """Grade what lies in `place`; 0 if a report of it is there now, else the exit code of `course grade`."""
    found = _notebooks(place / "submission")
    if len(found) != 1:
        there = listing(found) or "none"
        _write(place, ungradable(f"one notebook is wanted, but there is {there}: hand in yours alone"))
        return 0
    with TemporaryDirectory() as folder:
        options = ["--unit", unit, "--student", _student(place), "--require-level", level]
        code = _grade(found[0], Path(folder), options)
        results = [json.loads(path.read_text(encoding="utf-8")) for path in Path(folder).glob(f"*/{unit}.json")]
    if not results or results[0]["status"] == "grader_error":
        return code or 1
    _write(place, report(results[0]))
    return 0


def _notebooks(folder: Path) -> list[Path]:
    """Every notebook in the folder and those in it, without what Jupyter and macOS lay beside them."""
    return [*notebooks(folder), *(path for inner in folders(folder) for path in _notebooks(inner))]


def report(result: Report) -> Report:
    """The result in the fields that Gradescope knows; the rest is not for students."""
    if result["status"] == "ungradable":
        return ungradable(result["reason"])
    tests = [{field: test[field] for field in SHOWN} for test in result["tests"]]
    words = {"output": "\n".join(result["notes"]), "execution_time": round(result["seconds"])}
    return {"score": result["score"], "tests": tests, **words}


def ungradable(reason: str) -> Report:
    """Nothing earned, and why."""
    return {"score": 0.0, "output": f"This submission could not be graded: {reason}"}


def _grade(notebook: Path, results: Path, options: Sequence[str]) -> int:
    command = [sys.executable, "-m", "course.cli", "grade", str(notebook), "--results", str(results), "--no-gradebook"]
    return subprocess.run([*command, *options], check=False).returncode


def _student(place: Path) -> str:
    """Who handed it in, as far as Gradescope tells; the report does not name anybody."""
    try:
        users = json.loads((place / "submission_metadata.json").read_text(encoding="utf-8"))["users"]
        return ", ".join(str(user["name"]) for user in users) or NOBODY
    except (OSError, ValueError, KeyError, TypeError):
        return NOBODY


def _write(place: Path, found: Report) -> None:
    (place / "results").mkdir(exist_ok=True)
    (place / "results" / "results.json").write_text(json.dumps(found, indent=1), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2], sys.argv[3]))
