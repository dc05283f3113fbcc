"""What a killed run has left is removed by the next, and nothing else."""

import fcntl
import multiprocessing
import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from autograder import remains
from autograder.sandbox import Sandbox
from course.weaving import files

OLD = (0, 0)


def names(place: Path) -> set[str]:
    return {path.name for path in place.iterdir()}


def killed(make: Callable[[], object]) -> None:
    """Let a process make something and be killed."""
    process = os.fork()
    if process == 0:
        make()
        os.kill(os.getpid(), signal.SIGKILL)
    os.waitpid(process, 0)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    found = tmp_path / "place"
    found.mkdir()
    return found


def test_what_a_killed_process_held_goes_at_once(place: Path) -> None:
    killed(lambda: remains.new_file("it-", place))
    killed(lambda: remains.new_folder("it-", place).path.joinpath("sub").mkdir())
    assert len(names(place)) == 2
    remains.sweep(place, "it-*")
    assert names(place) == set()


def test_what_lives_stays_and_so_does_what_a_fork_of_its_maker_needs(place: Path) -> None:
    held = [remains.new_file("it-", place), remains.new_folder("it-", place)]
    reading, writing = os.pipe()

    def forks() -> None:
        remains.new_folder("it-", place)
        if os.fork() == 0:
            os.close(writing)
            os.read(reading, 1)
            os._exit(0)

    killed(forks)
    remains.sweep(place, "it-*")
    assert len(names(place)) == 3
    os.close(writing)
    os.close(reading)
    for each in held:
        each.let_go()
        assert not each.path.exists()


def test_folders_of_others_are_left_alone(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    killed(lambda: remains.new_folder("it-", place))
    (place / "it-full").mkdir()
    (place / "it-full" / "file").write_text("somebody's")
    (place / "it-empty").mkdir()
    (place / "it-link").symlink_to(place / "it-full")
    os.mkfifo(place / "it-pipe")
    for name in ("it-full", "it-empty"):
        os.utime(place / name, OLD)
    me = os.geteuid()
    monkeypatch.setattr(os, "geteuid", lambda: me + 1)
    remains.sweep(place, "it-*")
    assert len(names(place)) == 5
    monkeypatch.undo()
    remains.sweep(place, "it-*")
    assert names(place) == {"it-full", "it-link", "it-pipe"}


def test_an_empty_folder_may_be_about_to_be_marked(place: Path) -> None:
    (place / "it-young").mkdir()
    remains.sweep(place, "it-*")
    assert names(place) == {"it-young"}


def test_where_nothing_can_be_locked_only_old_files_go(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(37, "No locks available")

    monkeypatch.setattr(fcntl, "flock", refuse)
    held = [remains.new_file("it-", place), remains.new_file("it-", place), remains.new_folder("it-", place)]
    os.utime(held[0].path, OLD)
    os.utime(held[2].path, OLD)
    remains.sweep(place, "it-*")
    assert names(place) == {held[1].path.name, held[2].path.name}
    for each in held:
        each.let_go()
    assert names(place) == set()


def make(place: Path, rounds: int) -> None:
    for _ in range(rounds):
        for new in (remains.new_file, remains.new_folder):
            held = new("it-", place)
            assert held.path.exists()
            held.let_go()


def sweep(place: Path, rounds: int) -> None:
    for _ in range(rounds):
        remains.sweep(place, "it-*")


def test_makers_and_sweepers_at_once_never_lose_what_is_held(place: Path) -> None:
    fork = multiprocessing.get_context("fork")
    workers = [fork.Process(target=work, args=(place, 300)) for work in (make, make, sweep, sweep)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert [worker.exitcode for worker in workers] == [0] * 4
    assert names(place) == set()


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    return tmp_path


def test_a_sandbox_removes_that_of_a_killed_run_and_not_that_of_a_living_one(temporary: Path) -> None:
    dead = temporary / "sandbox-dead"
    (dead / "scratch").mkdir(parents=True)
    (dead / remains.MARK).touch()
    with Sandbox() as living:
        assert not dead.exists()
        with Sandbox() as other:
            other.start({}).close()
        living.start({}).close()
    assert names(temporary) == set()


def test_files_that_a_killed_run_has_staged_go_with_the_next_that_are_written_there(place: Path) -> None:
    killed(lambda: remains.new_folder(files.WRITING, place))
    assert len(names(place)) == 1
    files.write({place / "one": b"1"})
    assert names(place) == {"one"}
