"""`kill -9` at random moments, with students asleep and busy: nothing stays behind, and the results are the same.

`--kills 100` takes a quarter of an hour.
"""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.samples import sample_class

UNIT = "01_classification"
ASLEEP, BUSY = "import time\ntime.sleep(50)", "while True: pass"
ROUND = 10  # kills before a run may come to its end
OF_THE_CLOCK = {"seconds", "key"}

Tree = dict[str, Any]


def notebook(student: str = "ada", first: str = "", answer: str = "") -> str:
    """A student's notebook with another cell first, or with another answer to the first exercise."""
    tree: Tree = json.loads((sample_class() / student / UNIT / f"{UNIT}.ipynb").read_text())
    at = next(i for i, cell in enumerate(tree["cells"]) if cell["id"] == "softmax-answer")
    if answer:
        tree["cells"][at]["source"] = answer
    if first:
        cell = {"cell_type": "code", "id": "mine", "metadata": {}, "source": first, "outputs": []}
        tree["cells"].insert(at, cell | {"execution_count": None})
    return json.dumps(tree)


def hand_in(folder: Path) -> None:
    texts = {
        "ada": notebook(),
        "greta": notebook("greta"),
        "asleep": notebook(first=ASLEEP),
        "busy": notebook(first=BUSY),
        "asleep_when_called": notebook(answer=f"def softmax(Z):\n    {ASLEEP.replace(chr(10), '; ')}"),
        "busy_when_called": notebook(answer=f"def softmax(Z):\n    {BUSY}"),
        "threads": notebook(first="import threading\nfor _ in range(9): threading.Thread(target=print).start()"),
    }
    for student, text in texts.items():
        path = folder / "submitted" / student / UNIT / f"{UNIT}.ipynb"
        path.parent.mkdir(parents=True)
        path.write_text(text)


def course_grade(folder: Path, longest: float, seed: int, kills: int) -> list[Tree]:
    """What became of each kill; without any the run comes to its end."""
    temporary = folder / "temporary"
    temporary.mkdir(exist_ok=True, mode=0o755)
    done = subprocess.run(
        [sys.executable, "-m", "tests.cli.killing", str(longest), str(seed), str(kills), "submitted"],
        cwd=folder,
        env=os.environ | {"TMPDIR": str(temporary), "PYTHONPATH": str(Path(__file__).parents[2])},
        capture_output=True,
        text=True,
        check=True,
    )
    return [json.loads(line) for line in done.stdout.splitlines()]


def results(folder: Path) -> Mapping[str, Any]:
    """All results, without what the clock says."""
    return {
        str(path.relative_to(folder)): without_times(json.loads(path.read_text()))
        for path in sorted((folder / "results").glob("*/*.json"))
    }


def without_times(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: without_times(each) for key, each in value.items() if key not in OF_THE_CLOCK}
    return [without_times(each) for each in value] if isinstance(value, list) else value


def names(folder: Path) -> list[str]:
    """What no run may leave."""
    return [path.name for path in (folder / "temporary").iterdir()] + [
        path.name for path in (folder / "results").rglob(".writing-*")
    ]


def test_killed_runs_leave_no_process_and_resume_to_the_same_results(
    tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    kills: int = request.config.getoption("--kills")
    hand_in(tmp_path)
    began = time.monotonic()
    course_grade(tmp_path, 0, 0, 0)
    longest = time.monotonic() - began
    undisturbed = results(tmp_path)
    assert len(undisturbed) == 7
    secret = (tmp_path / "results" / ".seed").read_text()
    for first in range(0, kills, ROUND):
        shutil.rmtree(tmp_path / "results")
        (tmp_path / "results").mkdir()
        (tmp_path / "results" / ".seed").write_text(secret)
        told = course_grade(tmp_path, longest, first, min(ROUND, kills - first))
        assert [each for each in told if each["left"]] == []
        print(first, round(longest, 1), max(each["gone"] for each in told))
        course_grade(tmp_path, 0, 0, 0)
        assert results(tmp_path) == undisturbed
        assert names(tmp_path) == []
