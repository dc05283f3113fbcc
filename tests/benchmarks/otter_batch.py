"""Grades notebooks with otter, one after the other: AUTOGRADER.ZIP SCORES.JSON NOTEBOOK...

Run by an interpreter that has otter and nothing of ours.
"""

import json
import sys
from pathlib import Path

from otter.api import grade_submission  # type: ignore[import-not-found]  # it is in an environment of its own


def main(autograder: str, scores: str, *notebooks: str) -> None:
    """Write the points by notebook and exercise; an exercise that otter came to no result for is left out."""
    graded = {path: grade_submission(path, autograder, quiet=True).results for path in notebooks}
    points = {path: {name: each.score for name, each in results.items()} for path, results in graded.items()}
    Path(scores).write_text(json.dumps(points), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
