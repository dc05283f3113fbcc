"""A mark scheme that cannot be imported is one line with its place, not a traceback."""

from pathlib import Path
from typing import NoReturn

import pytest
from click.testing import CliRunner

from course import schemes
from course.cli import main
from tests.samples import sample_class

UNIT = "01_classification"


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if an author had left a slip in the unit's mark scheme."""


    def stumble(unit: str) -> NoReturn:
        raise NameError("name 'rihgt' is not defined")

    monkeypatch.setattr(schemes, "unit_exercises", stumble)


def test_a_broken_mark_scheme_is_a_line_and_nothing_is_graded(broken: None, tmp_path: Path) -> None:
    notebook = next(sample_class().glob(f"ada/{UNIT}/*.ipynb"))
    options = ["--student", "ada", "--results", str(tmp_path / "results"), "--no-gradebook"]
    run = CliRunner().invoke(main, ["grade", str(notebook), *options])
    told = "the mark scheme cannot be imported: NameError: name 'rihgt' is not defined"
    assert run.exit_code == 2, run.output
    assert run.output.splitlines()[-1].endswith(f"test_classification/__init__.py:1: {told}")
