import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from autograder.inside.confine import file_system, processes
from autograder.sandbox import Isolation, Sandbox, SandboxFailure, worker_path
from autograder.sandbox import source as sandbox_module
from tests import levels

InFork = Callable[[Callable[[], object]], int]


def announced(monkeypatch: pytest.MonkeyPatch) -> str:
    """What is said where a level cannot be had although it was found to be there."""
    monkeypatch.setattr(sandbox_module, "isolation", lambda _: Isolation(4, {}))
    with Sandbox() as sandbox, pytest.raises(SandboxFailure) as caught:
        sandbox.start({})
    return str(caught.value)


@pytest.mark.usefixtures("quick")
def test_a_zygote_is_confined_as_announced_or_does_not_run(monkeypatch: pytest.MonkeyPatch) -> None:
    words = levels.there(lambda: levels.without(levels.UNSHARE), lambda: announced(monkeypatch))
    assert words.endswith("is gone: own namespaces: [Errno 1] Operation not permitted")


def test_the_warden_says_why_it_cannot_map_a_user() -> None:
    assert "Errno" in processes.Warden(os.getpid(), Path("/nowhere"), 0, 0)._map_user()


def answered(words: bytes) -> processes.Move:
    reading, writing = os.pipe()
    os.write(writing, words)
    os.close(writing)
    return processes.Move(Path("/nowhere"), Path("/nowhere"), 1, reading)


def test_what_the_warden_complains_of_ends_the_move() -> None:
    answered(b"done").wait()
    for words, complaint in ((b"no such user", "no such user"), (b"", "the warden is gone")):
        with pytest.raises(OSError, match=complaint):
            answered(words).wait()


def test_a_fork_that_fails_leaves_the_zygote_in_its_own_namespace(
    in_fork: InFork, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> int:
        raise OSError("no more processes")

    def attempt() -> None:
        processes.kernel.unshare(processes.kernel.CLONE_NEWUSER)
        process = os.fork  # as of a zygote: in a process namespace of its own
        processes.kernel.unshare(processes.kernel.CLONE_NEWPID)
        if child := process():
            assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
            return
        cradle = processes.Cradle(4)
        with monkeypatch.context() as patch:
            patch.setattr(os, "fork", fail)
            with pytest.raises(OSError, match="no more processes"):
                cradle.fork()
        for _ in range(2):
            if born := cradle.fork():
                assert os.waitstatus_to_exitcode(os.waitpid(born, 0)[1]) == 1
            else:
                os._exit(os.getpid())  # the first of its namespace
        os._exit(0)

    assert in_fork(attempt) == 0


def test_installed_packages_are_left_out_wherever_they_lie(tmp_path: Path) -> None:
    for name in ("lib/a.py", "lib/site-packages/solutions/s.py", "lib/python3/dist-packages/x.py", "lib/python3/b.py"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    found = {str(path.relative_to(tmp_path)) for path in file_system.without_packages(tmp_path / "lib")}
    assert found == {"lib/a.py", "lib/python3/b.py"}
    assert len(file_system.packages_in(tmp_path / "lib")) == 2


def test_a_directory_without_packages_is_left_whole(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    assert list(file_system.without_packages(tmp_path)) == [tmp_path]


@pytest.mark.parametrize("alone", ["/opt/python/lib/libpython3.11.so", "/opt/python/lib/python3.11/site-packages/x.so"])
def test_a_library_beside_python_or_packages_comes_alone(alone: str) -> None:
    python = [Path("/opt/python/lib/python3.11")]
    assert file_system._place(Path(alone), python) == Path(alone)
    assert file_system._place(Path("/usr/lib/x/libm.so.6"), python) == Path("/usr/lib/x")


def test_what_can_be_read_is_python_its_libraries_and_the_linked_packages(tmp_path: Path) -> None:
    worker_path.link_packages(tmp_path)
    program = worker_path.START + "from pathlib import Path; from inside.confine import file_system; "
    program += "import inside.zygote; "
    program += "print(*file_system.readable(Path(sys.argv[1])), sep=chr(10))"
    said = subprocess.check_output([*worker_path._interpreter(), program, str(tmp_path)], text=True)
    found = [Path(line) for line in said.splitlines()]
    assert {tmp_path, (tmp_path / "numpy").resolve()} <= set(found)
    assert any(Path(json.__file__).is_relative_to(path) for path in found)
    hidden = [levels.ROOT / name for name in ("solutions", "autograder/checks", "course.toml", "tests")]
    for place in (*hidden, Path("/etc/passwd"), Path("/usr/bin"), Path(pytest.__file__)):
        assert not [path for path in found if place.is_relative_to(path)]
