"""What `course release` packs is all that a student needs."""

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from course.cli import main
from course.exports.student import release
from course.settings import load

UNIT = "01_classification"
# What matplotlib and NumPy need themselves; nothing else that is installed here can be imported.
WITH = "numpy matplotlib mpl_toolkits PIL contourpy cycler dateutil fontTools kiwisolver packaging pyparsing six"
RUN = """
import json, site, sys
from importlib.machinery import PathFinder

installed = {*site.getsitepackages(), *json.loads(sys.argv[2])}
class Here:
    def find_spec(name, path=None, target=None):
        found = PathFinder.find_spec(name, path, target)
        place = getattr(found, "origin", None) or ""
        top = name.partition(".")[0]
        if top not in sys.argv[3].split() and any(place.startswith(each) for each in installed):
            raise ImportError(f"{name} is not installed for students")
        return found
sys.meta_path = [each for each in sys.meta_path if each is not PathFinder and "editable" not in repr(each)] + [Here]
sys.path.insert(0, ".")
space = {"__name__": "__main__"}
for cell in json.load(open(sys.argv[1]))["cells"]:
    if cell["cell_type"] == "code":
        exec(compile("".join(cell["source"]), cell["id"], "exec"), space)
try:
    import nbformat
except ImportError as error:
    print(error)
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a student unpacks."""
    place = tmp_path_factory.mktemp("student")
    with zipfile.ZipFile(release(load(), UNIT, place / "unit.zip")) as file:
        file.extractall(place)
    return place / UNIT


def test_the_file_holds_what_is_released(folder: Path) -> None:
    released = load().root / "release" / UNIT
    names = files_in(folder)
    assert names == files_in(released)
    assert "kit/engine/draws.py" in names
    assert all((folder / name).read_bytes() == (released / name).read_bytes() for name in names)


def files_in(folder: Path) -> set[str]:
    """Every file below a folder, by its path from there."""
    found = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    return {path.as_posix() for path in found if "__pycache__" not in path.parts}


def test_the_notebook_runs_where_there_is_nothing_but_numpy_and_matplotlib(folder: Path) -> None:
    here = json.dumps([path for path in sys.path if "site-packages" in path])
    command = [sys.executable, "-I", "-c", RUN, f"{UNIT}.ipynb", here, WITH]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, env={"MPLBACKEND": "agg"})
    assert done.returncode == 0, done.stderr
    assert "softmax: not yet" in done.stdout
    assert done.stdout.endswith("nbformat is not installed for students\n")


def test_the_command_says_where_the_file_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert CliRunner().invoke(main, ["release", UNIT]).output == f"{UNIT}.zip\n"
    assert (tmp_path / f"{UNIT}.zip").is_file()
