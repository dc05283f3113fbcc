"""Which edits make a unit's submissions graded again: of what decides its results, and of nothing else."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.exam.sources import ROOT, sources_digest, used_by
from course.settings import load

UNIT = "01_classification"
LOADED = """
import json, sys
from autograder.scheme.exercises import unit_exercises
unit_exercises(sys.argv[1])
ours = [module for name, module in sys.modules.items() if name.startswith(("autograder.checks", "solutions"))]
print(json.dumps([module.__file__ for module in ours]))
"""


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of everything that may decide a result."""
    folder = tmp_path_factory.mktemp("sources")
    for name in ("autograder", "solutions"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    return folder


def digest_after_an_edit(sources: Path, name: str) -> tuple[str, str]:
    """The unit's digest before and after a line is added to a file."""
    digests = []
    for line in ("", "\n"):
        with (sources / name).open("a", encoding="utf-8") as stream:
            stream.write(line)
        digests.append(sources_digest.__wrapped__(UNIT, sources))
    return digests[0], digests[1]


@pytest.mark.parametrize(
    "name",
    [
        "autograder/verdicts.py",
        "autograder/checks/__init__.py",
        "autograder/checks/test_classification/__init__.py",
        "autograder/checks/test_classification/inputs.py",
        "autograder/checks/test_classification/test_softmax.py",
        "autograder/exam/judge.py",
        "autograder/inside/worker.py",
        "autograder/intake/ingest.py",
        "autograder/sandbox/child.py",
        "autograder/scheme/expect.py",
        "autograder/reports/feedback.py",
        "autograder/reports/templates/feedback.html.j2",
        "solutions/__init__.py",
        "solutions/classification.py",
        "solutions/require.py",
    ],
)
def test_an_edit_of_what_decides_a_result_empties_the_cache(sources: Path, name: str) -> None:
    before, after = digest_after_an_edit(sources, name)
    assert before != after


@pytest.mark.parametrize(
    "name",
    [
        "autograder/proof/prove.py",
        "autograder/reports/class_report.py",
        "autograder/reports/table.py",
        "autograder/reports/templates/class_report.html.j2",
        "autograder/checks/test_networks/__init__.py",
        "autograder/checks/test_networks/inputs.py",
        "solutions/kernels.py",
    ],
)
def test_an_edit_of_other_units_and_of_what_only_reports_or_proves_keeps_it(sources: Path, name: str) -> None:
    before, after = digest_after_an_edit(sources, name)
    assert before == after


OF_SOLUTIONS = {"solutions/__init__.py", "solutions/more.py", "solutions/deep/__init__.py", "solutions/deep/est.py"}


@pytest.mark.parametrize(
    ("statement", "used"),
    [
        ("import solutions.more", OF_SOLUTIONS),
        ("from solutions import more", OF_SOLUTIONS),
        ("from solutions.more import x", OF_SOLUTIONS),
        ("from ..more import one", {"autograder/checks/more.py"}),
    ],
)
@pytest.mark.parametrize("form", ["{}", "def late():\n    {}"])
def test_what_a_mark_scheme_imports_belongs_to_its_unit_however_and_wherever(
    tmp_path: Path, statement: str, used: set[str], form: str
) -> None:
    mark_scheme = "autograder/checks/test_classification/__init__.py"
    files = {
        "autograder/checks/__init__.py": "",
        "autograder/checks/more.py": "one = 1",
        mark_scheme: form.format(statement),
        "solutions/__init__.py": "",
        "solutions/more.py": "from solutions.deep.est import x",
        "solutions/deep/__init__.py": "",
        "solutions/deep/est.py": "x = 1",
        "solutions/other.py": "",
    }
    for name, content in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(content)
    found = {str(path.relative_to(tmp_path)) for path in used_by(UNIT, tmp_path)}
    assert found == {"autograder/checks/__init__.py", mark_scheme} | used


@pytest.mark.parametrize("unit", [unit.id for unit in load().units])
def test_what_a_unit_has_loaded_is_what_decides_its_results(unit: str) -> None:
    done = subprocess.run([sys.executable, "-c", LOADED, unit], capture_output=True, text=True, check=True, cwd=ROOT)
    loaded = {Path(file) for file in json.loads(done.stdout)}
    assert len(loaded) > 2
    assert loaded <= used_by(unit)
