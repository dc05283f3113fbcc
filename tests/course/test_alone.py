"""The first cell of a released notebook, run where its files are, where they are not, and where they cannot come."""

import io
import os
import resource
import subprocess
import sys
import zipfile
from functools import partial
from pathlib import Path
from urllib.error import HTTPError

import pytest
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from nbformat.v4 import new_code_cell, new_notebook

from autograder.intake.cell_source import defined_names
from course.weaving.alone import MARK, files_cell, marked
from course.weaving.pack import packed
from tests.course.folders import put, there

UNIT = "01_doubling"
FILES = {
    "digits.npz": bytes(range(256)) * 200,
    "figures.py": b"def line(ax):\r\n    pass\n",
    "kit/__init__.py": b'"""A "kit".\\n"""\nfrom kit.data import digits\n',
    "kit/data.py": "def digits():\n    return 'δέκα'\n".encode(),
    "kit/engine/draws.py": b"",
    "practice.py": b"",
}
NOWHERE = "http://127.0.0.1:1/course"  # nobody listens there


@pytest.fixture
def place(tmp_path, monkeypatch) -> Path:
    """An empty folder, in which the notebook runs."""
    folder = tmp_path / "place"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


def released(files=FILES, unit=UNIT) -> bytes:
    """The archive of a unit, which has the notebook too."""
    whole = marked(unit, files) | {f"{unit}.ipynb": b"{}", "README.md": b"# Doubling"}
    return packed({f"{unit}/{name}": content for name, content in whole.items()})


def publish(web, content) -> None:
    (web / "course" / f"{UNIT}.zip").write_bytes(content)


def run(cell) -> dict[str, object]:
    """Run a cell; the names that it leaves behind."""
    names: dict[str, object] = {"__name__": "__main__"}
    exec(compile(cell, "<cell>", "exec"), names)
    return {name: value for name, value in names.items() if not name.startswith("__")}


def refusal(cell) -> str:
    """What a cell that cannot bring the files says."""
    names: dict[str, object] = {}
    try:
        exec(compile(cell, "<cell>", "exec"), names)
    except names["MissingFilesError"] as error:
        if isinstance(error.__context__, HTTPError):
            error.__context__.close()  # it is the server's answer, too
        return str(error)
    raise AssertionError("it brought the files")


# An empty folder


def test_a_cell_that_carries_the_files_writes_them_where_there_are_none(place, capsys):
    assert run(files_cell(UNIT, FILES)) == {}
    assert there(place) == marked(UNIT, FILES)
    assert capsys.readouterr().out == "now beside this notebook: digits.npz, figures.py, kit, practice.py\n"


def test_a_cell_with_an_address_fetches_what_is_released_there_and_leaves_the_rest(place, web, address, capsys):
    publish(web, released())
    assert run(files_cell(UNIT, FILES, address)) == {}
    assert there(place) == marked(UNIT, FILES)
    assert capsys.readouterr().out == "now beside this notebook: digits.npz, figures.py, kit, practice.py\n"


def test_an_archive_put_beside_the_notebook_by_hand_will_do(place):
    archive = released()
    put(place, {f"{UNIT}.zip": archive})
    run(files_cell(UNIT, FILES, NOWHERE))
    assert there(place) == marked(UNIT, FILES) | {f"{UNIT}.zip": archive}


@pytest.mark.parametrize("address", [None, NOWHERE])
def test_where_the_files_are_the_cell_does_nothing_and_asks_nobody(place, capsys, address):
    put(place, marked(UNIT, FILES))
    before = {path: path.stat().st_mtime_ns for path in [place, *place.rglob("*")]}
    assert run(files_cell(UNIT, FILES, address)) == {}
    assert {path: path.stat().st_mtime_ns for path in [place, *place.rglob("*")]} == before
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize("missing", [*FILES, MARK])
def test_a_file_that_is_missing_is_brought_and_the_others_stay(place, missing):
    put(place, {name: content for name, content in marked(UNIT, FILES).items() if name != missing})
    run(files_cell(UNIT, FILES))
    assert there(place) == marked(UNIT, FILES)


# It cannot be fetched


def test_without_a_network_the_cell_says_what_to_download_and_where_to_put_it(place):
    said = refusal(files_cell(UNIT, FILES, NOWHERE))
    assert said.startswith(f"This notebook needs files beside it, and {NOWHERE}/{UNIT}.zip cannot be read (URLError: ")
    assert f"\nDownload {NOWHERE}/{UNIT}.zip, put it beside this notebook as it is, and run this cell again." in said
    assert there(place) == {}


def test_an_address_that_has_no_such_archive_is_told_with_what_the_server_says(place, address):
    assert "cannot be read (HTTPError: HTTP Error 404: File not found)" in refusal(files_cell(UNIT, FILES, address))
    assert there(place) == {}


def test_a_python_without_sockets_says_the_same(place, monkeypatch):
    monkeypatch.setitem(sys.modules, "urllib.request", None)  # what a browser's Python may come to
    assert "cannot be read (ModuleNotFoundError: " in refusal(files_cell(UNIT, FILES, NOWHERE))


OTHER_BYTES = {
    "no archive": b"<!DOCTYPE html>please log in",
    "an empty answer": b"",
    "half an archive": released()[: len(released()) // 2],
    "a file changed": released(FILES | {"practice.py": b"import os\n"}),
    "a file less": released({name: content for name, content in FILES.items() if name != "kit/data.py"}),
    "another unit": released(unit="02_doubling"),
}


@pytest.mark.parametrize("case", OTHER_BYTES)
def test_other_bytes_than_the_notebook_was_released_with_are_not_taken(place, web, address, case):
    publish(web, OTHER_BYTES[case])
    said = refusal(files_cell(UNIT, FILES, address))
    assert said.startswith(f"{address}/{UNIT}.zip is not what this notebook was released with: it is damaged, or of")
    assert f"ask your teacher for the folder {UNIT} of release {mark()[:8]}" in said
    assert there(place) == {}


def test_a_damaged_archive_beside_the_notebook_is_told_by_its_name(place, web, address):
    publish(web, released())
    put(place, {f"{UNIT}.zip": b"PK"})
    assert refusal(files_cell(UNIT, FILES, address)).startswith(f"{UNIT}.zip is not what this notebook")
    assert list(there(place)) == [f"{UNIT}.zip"]


def test_names_in_an_archive_that_lead_elsewhere_are_never_written(place, web, address):
    content = io.BytesIO(released())
    with zipfile.ZipFile(content, "a") as archive:
        archive.writestr("../outside.py", b"")
        archive.writestr(f"{UNIT}/../../outside.py", b"")
    publish(web, content.getvalue())
    run(files_cell(UNIT, FILES, address))
    assert there(place) == marked(UNIT, FILES)
    assert not list(place.parent.glob("*.py"))


def test_a_python_without_bzip2_says_what_else_to_do(place, monkeypatch):
    monkeypatch.setitem(sys.modules, "bz2", None)
    said = refusal(files_cell(UNIT, FILES))
    assert said.endswith(f"\nRun it with another Python, or ask your teacher for the folder {UNIT}.")
    assert there(place) == {}


# Other files are in the way


def mark(files=FILES) -> str:
    return marked(UNIT, files)[MARK].split()[1].decode()


OLDER = FILES | {"figures.py": b"# older\n"}


def test_files_of_another_release_are_used_with_a_warning(place, capsys):
    put(place, marked(UNIT, OLDER))
    assert run(files_cell(UNIT, FILES, NOWHERE)) == {}
    assert there(place) == marked(UNIT, OLDER)
    said, theirs, ours = capsys.readouterr().out, mark(OLDER)[:8], mark()[:8]
    assert said.startswith(f"The files beside this notebook are of release {theirs}, the notebook of {ours}. ")
    assert said.endswith("move it into a folder of its own and run it from the top there.\n")
    assert said.count("\n") == 1


@pytest.mark.parametrize("unit", ["02_other", "", "\udcff"])
def test_files_of_another_unit_are_neither_used_nor_touched(place, unit):
    others = OLDER | {MARK: f"{unit} {mark(OLDER)}\n".encode(errors="surrogateescape")}
    put(place, others)
    assert refusal(files_cell(UNIT, FILES)) == (
        "This notebook needs files of its own in place of figures.py here; nothing was written.\n"
        "Move the notebook into a folder of its own and run it from the top there."
    )
    assert there(place) == others


def test_a_file_of_the_student_s_own_is_not_overwritten(place):
    put(place, {"practice.py": b"mine", "kit/data.py": b"mine too"})
    assert "in place of kit/data.py, practice.py here" in refusal(files_cell(UNIT, FILES))
    assert there(place) == {"practice.py": b"mine", "kit/data.py": b"mine too"}


# They cannot be written


def test_a_folder_that_cannot_be_written_to_is_told(monkeypatch):
    monkeypatch.chdir("/proc/self")  # closed to root as well
    said = refusal(files_cell(UNIT, FILES))
    assert said.startswith("The files that this notebook needs cannot be written here (")
    assert said.endswith("\nCopy the notebook into a folder where you may write, and run it from the top there.")


def test_a_full_disk_leaves_nothing_half_written(place):
    limit = len(FILES["digits.npz"]) - 1
    done = subprocess.run(
        [sys.executable, "-c", files_cell(UNIT, FILES)],
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=partial(resource.setrlimit, resource.RLIMIT_FSIZE, (limit, limit)),
    )
    assert "cannot be written here (File too large)" in done.stderr
    assert list(place.iterdir()) == []


@pytest.mark.parametrize("moves", range(len(FILES) + 1))
def test_an_interruption_leaves_whole_files_and_the_next_run_brings_the_rest(place, monkeypatch, moves):
    replace, done = os.replace, []

    def interrupted(old, new):
        if len(done) == moves:
            raise KeyboardInterrupt
        done.append(new)
        replace(old, new)

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", interrupted)
        with pytest.raises(KeyboardInterrupt):
            run(files_cell(UNIT, FILES))
    assert there(place) == {name: FILES[name] for name in done}
    run(files_cell(UNIT, FILES))
    assert there(place) == marked(UNIT, FILES)


# The cell itself


@pytest.mark.parametrize("address", [None, NOWHERE])
def test_the_cell_is_made_of_the_files_alone_whatever_their_order_and_whether_marked(address):
    cell = files_cell(UNIT, FILES, address)
    assert files_cell(UNIT, dict(reversed(marked(UNIT, FILES).items())), address) == cell
    assert files_cell(UNIT, OLDER, address) != cell


def test_a_file_that_changes_changes_its_own_line_and_the_mark():
    ours, theirs = (files_cell(UNIT, files).splitlines() for files in (FILES, OLDER))
    changed = [line.split()[0] for line, other in zip(ours, theirs, strict=True) if line != other]
    assert changed == ["unit,", '"figures.py":']


@pytest.mark.parametrize("address", [None, NOWHERE])
def test_a_reader_sees_first_what_the_cell_is_and_no_line_but_what_it_carries_is_long(address):
    lines = files_cell(UNIT, FILES, address).splitlines()
    assert all(line.startswith("#") for line in lines[:3])
    long = {line.split('"')[1] for line in lines if len(line) > 120}
    assert long <= (set() if address else FILES.keys())


def test_all_releases_of_the_cell_define_the_same_names_but_for_how_they_bring_the_files():
    carrying, older, fetching = files_cell(UNIT, FILES), files_cell(UNIT, OLDER), files_cell(UNIT, FILES, NOWHERE)
    assert defined_names(carrying) == defined_names(older)
    bringing = {"digest_of", "files_in", "fetched", "names", "unpacked", "packed"}
    assert defined_names(fetching) ^ defined_names(carrying) == bringing


# In a kernel


def executed(cells, folder) -> list[str]:
    """What each cell prints."""
    notebook = new_notebook(cells=[new_code_cell(each) for each in cells])
    NotebookClient(notebook, timeout=60, resources={"metadata": {"path": str(folder)}}).execute()
    return ["".join(output.text for output in cell.outputs) for cell in notebook.cells]


def test_in_a_kernel_that_looked_for_the_files_in_vain_they_can_be_imported_at_once(place):
    before = "try:\n    import kit\nexcept ImportError:\n    print('no kit')"
    told = executed([before, files_cell(UNIT, FILES), "import kit\nprint(kit.digits())"], place)
    assert told == ["no kit\n", "now beside this notebook: digits.npz, figures.py, kit, practice.py\n", "δέκα\n"]


def test_in_a_kernel_the_message_is_shown_alone_and_the_run_stops(place):
    cell = files_cell(UNIT, FILES, NOWHERE)
    with pytest.raises(CellExecutionError) as raised:
        executed([cell, "1"], place)
    assert str(raised.value).rpartition("------------------\n")[2].strip() == refusal(cell)
