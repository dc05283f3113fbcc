"""The site as files: what is in it, what stays in it, and what is said where it cannot be made."""

import errno
import json
import os
import subprocess
import sys
from importlib.metadata import PackageNotFoundError
from pathlib import Path
from shutil import copytree

import pytest
from doit.task import Stream, dict_to_task
from jupyterlite_core.manager import LiteManager

from course import CourseError
from course.settings import ROOT, SettingsError
from course.site import build as building
from course.site import lite
from course.site.build import build
from course.site.lite import PACKAGES
from course.site.releases import ON_PAPER
from course.site.search import search_files
from course.weaving.build import build as build_course
from tests.course.folders import put, there
from tests.site.conftest import UNITS, command

FIRST, SECOND = "01_tinyone", "02_tinytwo"


def quietly(settings, units, output, kernel=None):
    """Build a site; the lines that were reported."""
    lines = []
    build(settings, units, output, kernel, lines.append)
    return lines


def names(site):
    return json.loads((site / "site.json").read_text())["releases"]


def work(files):
    return {name.removeprefix("work/files/"): each for name, each in files.items() if name.startswith("work/files/")}


# A site of the course


def test_students_get_in_the_browser_the_very_files_of_the_release(site, files):
    wanted = {}
    for unit in UNITS:
        (name,) = names(site)[unit]
        released = there(ROOT / "release" / unit)
        wanted |= {f"{unit}/{name}/{path}": each for path, each in released.items() if path not in ON_PAPER}
    assert work(files) == wanted


def test_every_file_is_listed_where_jupyterlite_looks_for_it(files):
    for path in work(files):
        folder, _, name = path.rpartition("/")
        listed = json.loads(files[f"work/api/contents/{folder}/all.json"])["content"]
        assert name in [each["name"] for each in listed], path


def test_the_site_passes_jupyterlite_s_own_check(site, tmp_path):
    """The steps of `jupyter lite check` alone: the command builds before, into this folder, without our settings."""
    manager = LiteManager(lite_dir=tmp_path, output_dir=site / "work", no_libarchive=True, strict=True)
    addons = [each for each in manager.create_addons().values() if "check" in each.__all__]
    steps = [dict_to_task(step) for addon in addons for step in addon.check(manager)]
    assert {"validate:jupyter-lite.json", "validate:wheels:./pypi/all.json"} <= {step.name for step in steps}
    assert [failure for step in steps if (failure := step.execute(Stream(0)))] == []


def test_nothing_of_this_machine_s_jupyterlab_and_no_package_index_is_in_it(files):
    settings = json.loads(files["work/jupyter-lite.json"])["jupyter-config-data"]
    assert [each["name"] for each in settings["federated_extensions"]] == ["@jupyterlite/pyodide-kernel-extension"]
    kernel = settings["litePluginSettings"]["@jupyterlite/pyodide-kernel-extension:kernel"]
    assert kernel["disablePyPIFallback"] is True
    assert kernel["loadPyodideOptions"] == {"packages": list(PACKAGES)}
    assert [name for name in files if name.startswith("work/pypi/comm-") and name.endswith("-none-any.whl")]
    assert not [name for name in files if name.endswith(".map")]


@pytest.mark.usefixtures("at_leisure")
def test_building_twice_makes_the_same_bytes(files, tmp_path):
    run = command(*UNITS, "--output", tmp_path / "again", seed=1)
    assert (run.returncode, run.stderr) == (0, "")
    assert there(tmp_path / "again") == files


# What stays. What JupyterLite makes of its contents is looked at above, and is dear; below it leaves them as they are.


@pytest.fixture
def bare(monkeypatch):
    """A site without JupyterLite's own files."""
    monkeypatch.setattr(lite, "_build", lambda config: copytree(config.parents[1] / "contents", built_files(config)))


def built_files(config):
    return config.parents[1] / "built" / "files"


@pytest.mark.usefixtures("bare")
def test_an_unchanged_site_is_not_written_again(released, tmp_path):
    quietly(released, (), tmp_path / "site")
    before = there(tmp_path / "site")
    dates = {path: path.stat().st_mtime_ns for path in (tmp_path / "site").rglob("*") if path.is_file()}
    assert build(released, (), tmp_path / "site", report=lambda line: None) == 0
    assert there(tmp_path / "site") == before
    assert dates == {path: path.stat().st_mtime_ns for path in (tmp_path / "site").rglob("*") if path.is_file()}


@pytest.mark.usefixtures("bare")
def test_a_new_release_has_a_path_of_its_own_and_the_earlier_one_stays(released, edit, tmp_path):
    site = tmp_path / "site"
    quietly(released, (), site)
    before, (old,) = work(there(site)), names(site)[FIRST]
    edit(f"course/lessons/{FIRST}.md", "Numbers grow", "All numbers grow")
    build_course(released, report=lambda line: None)
    quietly(released, (), site)
    kept, new = names(site)[FIRST]
    assert kept == old and new != old
    assert names(site)[SECOND] == sorted({path.split("/")[1] for path in before if path.startswith(SECOND)})
    after = work(there(site))
    assert {path: after[path] for path in before} == before
    assert b"All numbers grow" in after[f"{FIRST}/{new}/{FIRST}.ipynb"]
    index = (site / "index.html").read_text()
    assert index.count(f"path={FIRST}/{new}/") == 1
    assert index.index(f"path={FIRST}/{old}/") > index.index("Earlier releases")


@pytest.mark.usefixtures("bare")
def test_a_release_that_comes_back_is_the_newest_again(released, edit, tmp_path):
    site, lesson = tmp_path / "site", f"course/lessons/{FIRST}.md"
    quietly(released, [FIRST], site)
    for old, new in (("Numbers grow", "All numbers grow"), ("All numbers grow", "Numbers grow")):
        edit(lesson, old, new)
        build_course(released, report=lambda line: None)
        quietly(released, [FIRST], site)
    first, second = names(site)[FIRST]
    assert f"path={FIRST}/{second}/" in (site / "lessons" / f"{FIRST}.html").read_text()
    assert b"All numbers grow" in (site / "work/files" / FIRST / first / f"{FIRST}.ipynb").read_bytes()


@pytest.mark.usefixtures("bare")
def test_a_unit_that_is_no_longer_named_leaves_the_pages_and_keeps_its_notebook(released, tmp_path):
    site = tmp_path / "site"
    quietly(released, (), site)
    quietly(released, [SECOND], site)
    assert sorted(path.name for path in (site / "lessons").iterdir()) == [f"{SECOND}.html"]
    assert (site / "work/files" / FIRST / names(site)[FIRST][0] / f"{FIRST}.ipynb").is_file()
    assert FIRST in (site / "index.html").read_text().partition("Earlier releases")[2]


# What cannot be done


def test_a_unit_that_is_not_released_or_released_otherwise_is_named(released, edit, tmp_path):
    edit(f"course/lessons/{FIRST}.md", "Numbers grow", "All numbers grow")
    with pytest.raises(CourseError, match=r"^01_tinyone is not released, or not as its lesson is now: run"):
        quietly(released, (), tmp_path / "site")
    assert there(tmp_path) == {name: each for name, each in there(tmp_path).items() if not name.startswith("site/")}


def test_a_unit_that_there_is_not_is_named(tiny, tmp_path):
    with pytest.raises(SettingsError, match="there is no unit '01_tinione'; did you mean '01_tinyone'"):
        quietly(tiny, ["01_tinione"], tmp_path / "site")


@pytest.mark.parametrize("part", building.PARTS)
def test_without_the_extra_one_line_says_so(tiny, tmp_path, monkeypatch, part):
    def found(name):
        if name == part:
            raise PackageNotFoundError(name)

    monkeypatch.setattr(building, "distribution", found)
    with pytest.raises(CourseError, match=rf"^a site takes the extra `site`, of which {part} is not installed: run"):
        quietly(tiny, (), tmp_path / "site")


def test_a_file_in_the_place_of_the_folder_is_named(released, tmp_path):
    (tmp_path / "taken").write_text("mine")
    for output in (tmp_path / "taken" / "site", tmp_path / "taken"):
        with pytest.raises(CourseError, match=r"choose another --output$"):
            quietly(released, (), output)
    assert (tmp_path / "taken").read_text() == "mine"


def test_a_folder_that_is_not_ours_to_write_is_named(released, tmp_path, monkeypatch):
    monkeypatch.setattr(building, "access", lambda path, mode: False)
    with pytest.raises(CourseError, match=r"it is not yours to write; choose another --output$"):
        quietly(released, (), tmp_path / "site")


def test_a_folder_with_something_else_stays_as_it_is(tiny, tmp_path):
    put(tmp_path / "site", {"thesis.tex": b"mine"})
    with pytest.raises(CourseError, match="is not empty, and holds no site of this course: name a new folder"):
        quietly(tiny, (), tmp_path / "site")
    assert there(tmp_path / "site") == {"thesis.tex": b"mine"}


@pytest.mark.parametrize("content", [b"{", b"[]", b"{}", b'{"releases": 1}', b"\xff"])
def test_an_inventory_that_cannot_be_read_stops_a_build(tiny, tmp_path, content):
    put(tmp_path / "site", {"site.json": content})
    with pytest.raises(CourseError, match=r"site\.json cannot be read .*: name a new folder, or restore it"):
        quietly(tiny, (), tmp_path / "site")
    assert there(tmp_path / "site") == {"site.json": content}


@pytest.mark.usefixtures("bare")
def test_what_lies_beside_a_site_s_own_folders_stays(released, tmp_path):
    site, mine = tmp_path / "site", {"CNAME": b"course.example", ".git/HEAD": b"ref", "more/a.html": b"mine"}
    quietly(released, (), site)
    put(site, mine | {"lessons/03_gone.html": b"of an earlier build"})
    quietly(released, [FIRST], site)
    after = there(site)
    assert {name: after.get(name) for name in mine} == mine
    assert sorted(name for name in after if name.startswith("lessons/") and name.endswith(".html")) == [
        f"lessons/{FIRST}.html"
    ]


@pytest.mark.usefixtures("bare")
def test_a_full_disk_is_a_line_and_leaves_nothing_in_the_way(released, tmp_path, monkeypatch):
    site, replace = tmp_path / "site", os.replace

    def full(old, new):
        if Path(new).name == "index.html" and site in Path(new).parents:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        replace(old, new)

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(
        CourseError, match=r"^cannot write a site of \d+ MB to .*site: .* No space left .*; make room, or"
    ):
        quietly(released, [FIRST], site)
    assert there(site) == {}
    monkeypatch.setattr(os, "replace", replace)
    put(site, {".writing-killed/new-0": b"half"})
    quietly(released, [FIRST], site)
    assert names(site)[FIRST]


def test_why_jupyterlite_fails_is_told_in_its_words(released, tmp_path, monkeypatch):
    def failing(command, **_):
        return subprocess.CompletedProcess(command, 2, "TaskError\nOSError: the disk is full\n\n", "warn(\n  'old')\n")

    monkeypatch.setattr("course.site.lite.subprocess.run", failing)
    with pytest.raises(CourseError, match=r"^jupyter lite build fails: OSError: the disk is full$"):
        quietly(released, [FIRST], tmp_path / "site")


def test_why_pagefind_fails_is_told_in_its_words(monkeypatch):
    def failing(command, **_):
        return subprocess.CompletedProcess(command, 1, "", "no\nroom\n")

    monkeypatch.setattr("course.site.search.subprocess.run", failing)
    with pytest.raises(CourseError, match=r"^pagefind cannot index the pages: no room$"):
        search_files({"a.html": b"<p>a</p>"})


@pytest.mark.usefixtures("bare")
def test_a_demonstration_that_stops_is_named(released, edit, tmp_path):
    edit(f"course/lessons/{FIRST}.md", "print(1 + 1)", "1 / 0")
    build_course(released, report=lambda line: None)
    with pytest.raises(CourseError, match=r"^01_tinyone: a demonstration stops: ZeroDivisionError: division by zero$"):
        quietly(released, (), tmp_path / "site")


@pytest.mark.usefixtures("bare")
@pytest.mark.parametrize("never_ends", ["while True: pass", "import os; os._exit(1)"])
def test_a_demonstration_without_an_end_is_named(released, edit, tmp_path, monkeypatch, never_ends):
    monkeypatch.setattr("course.site.demonstrations.SECONDS", 10)
    edit(f"course/lessons/{FIRST}.md", "print(1 + 1)", never_ends)
    build_course(released, report=lambda line: None)
    with pytest.raises(CourseError, match=r"^01_tinyone: a demonstration takes more than 10 seconds, or more memory"):
        quietly(released, (), tmp_path / "site")


# The copy of the kernel

LOCK = {"packages": {"numpy": {"file_name": "numpy.whl", "depends": ["open_blas"]}}}
LOCK["packages"] |= {"open-blas": {"file_name": "blas.whl", "depends": []}}
LOCK["packages"] |= {"matplotlib": {"file_name": "matplotlib.whl", "depends": ["numpy"]}}
PYODIDE = {name: name.encode() for name in ("pyodide.mjs", "pyodide.asm.wasm", "python_stdlib.zip", "other.whl")}
PYODIDE |= {each["file_name"]: b"wheel" for each in LOCK["packages"].values()}
PYODIDE |= {"pyodide-lock.json": json.dumps(LOCK).encode()}


def test_a_copy_of_the_kernel_is_served_whole_and_asked_for(released, tmp_path):
    put(tmp_path / "pyodide", PYODIDE)
    quietly(released, [FIRST], tmp_path / "site", tmp_path / "pyodide")
    found = there(tmp_path / "site" / "work" / "static" / "pyodide")
    assert found == PYODIDE
    kernel = json.loads((tmp_path / "site/work/jupyter-lite.json").read_text())["jupyter-config-data"]
    settings = kernel["litePluginSettings"]["@jupyterlite/pyodide-kernel-extension:kernel"]
    assert settings["pyodideUrl"] == "./static/pyodide/pyodide.mjs"


@pytest.mark.parametrize("missing", ["pyodide.mjs", "pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json"])
def test_a_copy_of_the_kernel_without_its_core_is_refused(released, tmp_path, missing):
    put(tmp_path / "pyodide", {name: each for name, each in PYODIDE.items() if name != missing})
    with pytest.raises(CourseError, match=f"has no {missing}: unpack the full distribution of Pyodide"):
        quietly(released, [FIRST], tmp_path / "site", tmp_path / "pyodide")


@pytest.mark.parametrize("missing", ["numpy.whl", "matplotlib.whl", "blas.whl"])
def test_a_copy_of_the_kernel_without_a_package_that_notebooks_need_is_refused(released, tmp_path, missing):
    put(tmp_path / "pyodide", {name: each for name, each in PYODIDE.items() if name != missing})
    with pytest.raises(CourseError, match=f"has no {missing}, the package .*: unpack the full distribution of Pyodide"):
        quietly(released, [FIRST], tmp_path / "site", tmp_path / "pyodide")


@pytest.mark.parametrize("lock", [b"{", b"[]", b'{"packages": {}}', b'{"packages": {"numpy": 1}}'])
def test_a_lock_that_is_none_of_pyodide_s_is_refused(released, tmp_path, lock):
    put(tmp_path / "pyodide", PYODIDE | {"pyodide-lock.json": lock})
    with pytest.raises(CourseError, match=r"pyodide-lock\.json is none of Pyodide's"):
        quietly(released, [FIRST], tmp_path / "site", tmp_path / "pyodide")


# The command


def test_the_command_says_what_is_wanting_in_one_line(tmp_path):
    run = command("01_classificatoin", "--output", tmp_path / "site")
    assert run.returncode == 2 and not (tmp_path / "site").exists()
    assert run.stderr == "course: there is no unit '01_classificatoin'; did you mean '01_classification'?\n"


def test_a_file_is_of_one_unit_and_has_no_kernel(tmp_path):
    release = [sys.executable, "-m", "course", "release"]
    for arguments, wanted in (
        (["01_classification", "02_networks"], "a file is of one unit"),
        ([], "a file is of one unit"),
        (["01_classification", "--kernel", "here"], "--kernel is of a site"),
    ):
        run = subprocess.run([*release, *arguments], cwd=tmp_path, capture_output=True, text=True, check=False)
        assert run.returncode == 2 and wanted in run.stderr and len(run.stderr.splitlines()) == 1
        assert not list(tmp_path.iterdir())
