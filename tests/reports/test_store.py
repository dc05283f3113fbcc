"""The results folder: whole files or none, wherever names, permissions and disks do not cooperate."""

import errno
import json
import os
import stat
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from autograder import remains
from autograder.reports import store as module
from autograder.reports.results import FORMAT
from autograder.reports.store import Store, StoreError, write

UNIT = "01_classification"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    store = Store(tmp_path / "a" / "results")
    store.ready()
    return store


def result(student: str = "Ada", **more: Any) -> dict[str, Any]:
    return {"format": FORMAT, "student": student, "unit": UNIT, "score": 1.5, **more}


def files(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def full(*_: Any, **__: Any) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_a_result_stands_beside_its_page_and_is_read_back(store: Store) -> None:
    store.save(result(), "<p>page</p>")
    assert files(store.folder) == {f"Ada/{UNIT}.json", f"Ada/{UNIT}.html"}
    assert store.path("Ada", UNIT, ".html").read_text() == "<p>page</p>"
    assert store.load("Ada", UNIT) == result()


def test_a_result_is_replaced(store: Store) -> None:
    for score in (1, 2):
        store.save(result(score=score), str(score))
    assert store.load("Ada", UNIT) == result(score=2)
    assert len(files(store.folder)) == 2


@given(text=st.text())
@example(text="a surrogate without its other half: \ud800")
def test_any_text_survives_undecodable_characters_included(text: str, tmp_path_factory: Any) -> None:
    store = Store(tmp_path_factory.getbasetemp() / "texts")
    store.save(result(output=text), text)
    assert store.load("Ada", UNIT) == result(output=text)
    store.path("Ada", UNIT, ".html").read_bytes().decode()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b"null",
        b"[1]",
        b'"format"',
        b"{}",
        json.dumps(result() | {"format": FORMAT + 1}).encode(),
    ],
)
def test_what_is_no_result_of_this_format_is_none(store: Store, content: bytes) -> None:
    store.save(result(), "page")
    store.path("Ada", UNIT).write_bytes(content)
    assert store.load("Ada", UNIT) is None


def test_what_is_not_there_or_no_file_is_none(store: Store) -> None:
    assert store.load("Ada", UNIT) is None
    store.path("Ada", UNIT).mkdir(parents=True)
    assert store.load("Ada", UNIT) is None


PATHS = ["..", ".", "", "../../etc/passwd", "/etc/passwd", "a/b\\c", ".seed", "results/Ada"]
UNPRINTABLE = ["\x00", "a\n\x1b[31m", "\udcff", "\u202egnp", "x" * 5000, "é" * 300]


@pytest.mark.parametrize("student", [*PATHS, *UNPRINTABLE], ids=lambda name: ascii(name[:12]))
def test_a_name_stays_within_the_folder(store: Store, student: str) -> None:
    secret = store.seed()
    store.save(result(student), "page")
    assert store.load(student, UNIT) == result(student)
    path = store.path(student, UNIT).resolve()
    assert path.parent.parent == store.folder.resolve()
    assert path.parent.name.isprintable()
    assert store.seed() == secret


@pytest.mark.parametrize("student", ["seed", "Seed", "writing-"])
def test_no_student_is_called_like_a_file_of_the_folder(store: Store, student: str) -> None:
    store.seed()
    store.save(result(student), "page")
    assert store.load(student, UNIT) == result(student)


def test_different_names_have_different_folders(store: Store) -> None:
    names = ["a/b", "a_b", "a%2Fb", "a b", "x" * 300, "x" * 301, "", ".", "%2E"]
    assert len({store.path(name, UNIT) for name in names}) == len(names)


@pytest.mark.parametrize("broken", ["replace", "fdopen"])
def test_a_write_that_fails_leaves_the_old_file_and_nothing_else(
    store: Store, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    path = store.folder / "file"
    write(path, "old")
    monkeypatch.setattr(module.os, broken, full)
    with pytest.raises(OSError, match="No space left"):
        write(path, "new")
    monkeypatch.undo()
    assert path.read_text() == "old"
    assert files(store.folder) == {"file"}


class FullDisk:
    """A file on a disk that fills up in the middle of a write."""

    def __init__(self, handle: int, *_: Any, **__: Any) -> None:
        self.handle = handle

    def __enter__(self) -> "FullDisk":
        return self

    def __exit__(self, *_: object) -> None:
        os.close(self.handle)

    def write(self, content: bytes) -> None:
        os.write(self.handle, content[:2])
        full()


def test_a_half_written_file_never_gets_its_name(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    store.save(result(), "page")
    monkeypatch.setattr(module.os, "fdopen", FullDisk)
    with pytest.raises(OSError, match="No space left"):
        store.save(result(score=99), "another page")
    monkeypatch.undo()
    assert store.load("Ada", UNIT) == result()
    assert files(store.folder) == {f"Ada/{UNIT}.json", f"Ada/{UNIT}.html"}


def test_an_interrupted_write_leaves_nothing(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(temporary: str, path: Path) -> None:
        assert Path(temporary).parent == path.parent  # another folder may be on another disk
        assert Path(temporary).name.startswith(".")
        raise KeyboardInterrupt

    monkeypatch.setattr(module.os, "replace", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write(store.folder / "file", "text")
    assert files(store.folder) == set()


def test_a_result_never_stands_without_its_page(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    replace = os.replace
    monkeypatch.setattr(module.os, "replace", lambda a, b: full() if b.suffix == ".html" else replace(a, b))
    with pytest.raises(OSError, match="No space left"):
        store.save(result(), "page")
    assert store.load("Ada", UNIT) is None


def test_files_are_for_their_owner_alone(store: Store) -> None:
    store.save(result(), "page")
    store.seed()
    paths = [path for path in store.folder.rglob("*") if path.is_file()]
    assert {stat.S_IMODE(path.stat().st_mode) for path in paths} == {0o600}


def test_a_ready_folder_is_there_and_empty(store: Store) -> None:
    assert list(store.folder.iterdir()) == []
    store.ready()


def test_a_file_in_place_of_the_folder_is_said(tmp_path: Path) -> None:
    (tmp_path / "results").write_text("")
    with pytest.raises(StoreError, match=r"^cannot keep results in .*results: File exists; .* --results$"):
        Store(tmp_path / "results").ready()


@pytest.mark.parametrize("code", [errno.EACCES, errno.EROFS, errno.ENOSPC])
def test_a_folder_that_cannot_be_written_is_said_before_any_work(
    store: Store, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    def refuse(dir: Path) -> None:  # noqa: A002 - its name in tempfile
        assert dir == store.folder
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(module.tempfile, "TemporaryFile", refuse)
    with pytest.raises(StoreError, match=f"^cannot keep results in .*: {os.strerror(code)}; free space, fix"):
        store.ready()


def test_the_seed_is_drawn_once(store: Store) -> None:
    secret = store.seed()
    assert len(bytes.fromhex(secret)) == 16
    assert Store(store.folder).seed() == secret


def test_a_new_seed_replaces_the_old(store: Store) -> None:
    old, new = store.seed(), store.seed(renew=True)
    assert old != new == store.seed()


def test_two_folders_have_two_seeds(tmp_path: Path) -> None:
    assert Store(tmp_path / "a").seed() != Store(tmp_path / "b").seed()


@pytest.mark.parametrize("content", ["", " \n"])
def test_a_seed_that_is_gone_is_said_rather_than_drawn_anew(store: Store, content: str) -> None:
    (store.folder / ".seed").write_text(content)
    with pytest.raises(StoreError, match=r"seed is empty, .* begin a new run with --new-seed$"):
        store.seed()
    assert store.seed(renew=True)


def test_a_seed_that_cannot_be_kept_is_said(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module.tempfile, "mkstemp", full)
    with pytest.raises(StoreError, match=r"^cannot keep results in .*: No space left on device; "):
        store.seed()


def test_a_seed_of_the_instructors_own_may_be_any_text(store: Store) -> None:
    (store.folder / ".seed").write_bytes(b"autumn \xff\n")
    assert store.seed() == "autumn \N{REPLACEMENT CHARACTER}"


def test_what_a_killed_run_has_half_written_is_removed_by_the_next_and_what_a_living_one_writes_is_not(
    tmp_path: Path,
) -> None:
    (tmp_path / "ada").mkdir()
    places = (tmp_path, tmp_path / "ada")
    dead = [place / ".writing-dead" for place in places]
    for path in dead:
        path.write_text("half")
    living = [remains.new_file(".writing-", place) for place in places]
    Store(tmp_path).ready()
    assert {path.name for place in places for path in place.iterdir()} == {"ada", *(each.path.name for each in living)}
    for each in living:
        each.let_go()


def test_a_folder_says_whether_capitals_make_two_names(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    assert store.capitals() is not (store.folder.parent / "RESULTS").exists()
    exists = Path.exists
    monkeypatch.setattr(Path, "exists", lambda path: exists(path) or path.name.isupper())
    assert store.capitals() is False
    assert list(store.folder.iterdir()) == []


def test_a_folder_that_is_gone_is_said(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"^cannot keep results in .*: No such file or directory; "):
        Store(tmp_path / "gone").capitals()


def test_of_two_runs_that_begin_at_once_both_have_the_secret_that_was_there_first(tmp_path: Path) -> None:
    path = tmp_path / ".seed"
    write(path, "first", replace=False)
    write(path, "second", replace=False)
    assert path.read_text() == "first"
    assert not list(tmp_path.glob(".writing-*"))


def test_a_file_system_without_links_keeps_a_secret_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    assert len(Store(tmp_path).seed()) == 32
