"""The settings of nbgrader: no student's code is executed, whatever becomes of them."""

import re
import runpy
import shutil
import sysconfig
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from jupyter_client.manager import AsyncKernelManager, KernelManager
from nbconvert.preprocessors import ExecutePreprocessor
from traitlets.config import Config
from traitlets.config.loader import LazyConfigValue

from course import CourseError
from course.gradebook.config import configure
from course.gradebook.database import find_alembic, url
from course.settings import ROOT, load
from tests.gradebook.conftest import UNIT, Class

pytestmark = pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")  # nbgrader's own sessions cause them


def configured(root: Path) -> Config:
    found = Config()
    configure(found, root)
    return found


def classes(value: Any) -> list[type]:
    """All classes that stand anywhere in a configuration."""
    if isinstance(value, dict):
        return [found for each in value.values() for found in classes(each)]
    if isinstance(value, list | tuple):
        return [found for each in value for found in classes(each)]
    assert not isinstance(value, LazyConfigValue)
    return [value] if isinstance(value, type) else []


def test_nothing_that_executes_is_configured_anywhere(tmp_path: Path) -> None:
    found = classes(configured(tmp_path))
    assert len(found) > 20
    assert not [each for each in found if issubclass(each, ExecutePreprocessor) or each.__name__ == "InstantiateTests"]


def test_both_pipelines_of_autograde_are_replaced_and_nothing_else_is_put_into_them(tmp_path: Path) -> None:
    config = configured(tmp_path).Autograde
    assert [each.__name__ for each in config.sanitize_preprocessors] == [
        "Canonicalise",
        "ClearOutput",
        "OverwriteKernelspec",
        "OverwriteCells",
        "CheckCellMetadata",
    ]
    assert [each.__name__ for each in config.autograde_preprocessors] == [
        "ImportResults",
        "LimitOutput",
        "SaveScores",
        "AssignLatePenalties",
        "CheckCellMetadata",
    ]


def test_execute_would_do_nothing_even_where_it_is_called(tmp_path: Path) -> None:
    assert configured(tmp_path).Execute.enabled is False


def test_no_kernel_starts_while_a_class_is_autograded(mine: Class, monkeypatch: pytest.MonkeyPatch) -> None:
    started = []
    monkeypatch.setattr(KernelManager, "start_kernel", lambda *_, **__: started.append("one"))
    monkeypatch.setattr(AsyncKernelManager, "start_kernel", lambda *_, **__: started.append("one"))
    assert mine.api().autograde(UNIT, "ada")["success"]
    assert started == []


def test_nothing_of_the_kit_asks_for_a_kernel() -> None:
    """But for the site, which runs what a lesson shows, woven here: it never sees a student's notebook."""
    sources = [ROOT / "nbgrader_config.py", *(ROOT / "course").rglob("*.py"), *(ROOT / "autograder").rglob("*.py")]
    sources = [path for path in sources if ROOT / "course" / "site" not in path.parents]
    asking = re.compile(r"nbclient|jupyter_client|ExecutePreprocessor|start_new_kernel|preprocessors\.Execute")
    assert len(sources) > 50
    assert not [path for path in sources if asking.search(path.read_text(encoding="utf-8"))]


def test_a_settings_file_that_fails_ends_nbgrader_instead_of_leaving_it_without_settings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(config: Config, root: Path) -> None:
        raise CourseError("course.toml: cannot be followed")

    monkeypatch.setattr("course.gradebook.config.configure", fail)
    with pytest.raises(SystemExit, match=r"course\.toml: cannot be followed"):
        runpy.run_path(str(ROOT / "nbgrader_config.py"), {"get_config": Config})


def test_settings_of_the_instructor_go_below_those_of_the_kit(graded: Class) -> None:
    assert graded.api().config.Exchange.root == str(graded.root / "exchange")


def test_a_relative_gradebook_lies_in_the_folder_of_the_course(tmp_path: Path) -> None:
    assert configured(tmp_path).CourseDirectory.db_url == f"sqlite:///{tmp_path}/gradebook.db?timeout=60"


def test_a_password_in_the_url_reaches_the_server(tmp_path: Path) -> None:
    place = "postgresql+psycopg://me:secret@host/course"
    assert url(replace(load(), gradebook=place), tmp_path) == place


@pytest.mark.parametrize("place", ["gradebook.db", "oracle+nothing://host/x"])
def test_a_gradebook_that_cannot_be_reached_by_its_url_is_refused(tmp_path: Path, place: str) -> None:
    with pytest.raises(CourseError, match=r"\[gradebook\] url = .* cannot be used .* a file is sqlite:"):
        url(replace(load(), gradebook=place), tmp_path)


def test_alembic_is_found_beside_the_python_that_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    find_alembic()
    assert shutil.which("alembic") == str(Path(sysconfig.get_path("scripts"), "alembic"))


def test_a_missing_alembic_is_said_before_anything_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    monkeypatch.setattr(sysconfig, "get_path", lambda name: "/nowhere")
    with pytest.raises(CourseError, match="there is no `alembic` on PATH nor in /nowhere"):
        configured(tmp_path)
    assert not list(tmp_path.iterdir())


def test_generating_writes_the_release_that_a_build_writes(graded: Class) -> None:
    built, generated = ROOT / "release" / UNIT, graded.root / "release" / UNIT
    names = {path.relative_to(generated) for path in generated.rglob("*") if path.is_file()}
    assert names == {path.relative_to(built) for path in built.rglob("*") if path.is_file()}
    for name in names:
        assert (generated / name).read_bytes() == (built / name).read_bytes(), name


@pytest.mark.parametrize("words", [["generate_assignment", UNIT], ["generate", "assignment", f"--assignment={UNIT}"]])
def test_an_assignment_of_a_unit_that_is_not_built_is_refused_with_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["nbgrader", *words])
    with pytest.raises(CourseError, match=f"source/{UNIT} has no notebook yet: run `course build {UNIT}` first"):
        configured(tmp_path)
    notebook = tmp_path / "source" / UNIT / f"{UNIT}.ipynb"
    notebook.parent.mkdir(parents=True)
    notebook.touch()
    configured(tmp_path)
