import os
import resource
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from autograder.inside import confine
from autograder.inside.confine import kernel, steps

InFork = Callable[[Callable[[], object]], int]


def bounds(tmp_path: Path, parent: int) -> confine.Confinement:
    return confine.Confinement(tmp_path, 0, 1, parent, 1 << 30, 10, 1 << 20, 100)


def refused(one: confine.Confinement, level: int) -> str:
    """What a process says that is to be confined and cannot."""
    reading, writing = os.pipe()
    process = os.fork()
    if process == 0:
        os.dup2(writing, 1)
        try:
            confine.confine(one, level)
        except confine.ConfinementError as error:
            os.write(1, str(error).encode())
        finally:
            os._exit(0)
    os.close(writing)
    os.waitpid(process, 0)
    with os.fdopen(reading) as words:
        return words.read()


def test_every_level_has_steps_and_a_name() -> None:
    assert list(steps.STEPS) == list(confine.LEVELS) == [4, 3, 2, 1, 0]


def test_a_step_that_fails_is_named_with_its_reason(tmp_path: Path) -> None:
    words = refused(bounds(tmp_path / "missing", os.getpid()), 1)
    assert words.startswith("own directory: [Errno 2] No such file")


def test_a_process_whose_zygote_is_dead_is_not_confined_but_refused(tmp_path: Path) -> None:
    assert refused(bounds(tmp_path, 1 << 22), 1) == "die with zygote: the zygote died meanwhile"


def test_a_processor_without_a_table_of_system_calls_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "uname", lambda: os.uname_result(("Linux", "here", "6", "1", "riscv64")))
    one = confine.Confinement(tmp_path, 0, 1, os.getpid(), 1 << 30, 10, 1 << 20, 100, readable=(Path("/"),))
    assert refused(one, 2) == "system calls: no table of system calls for riscv64, only for x86_64, aarch64"


def test_a_limit_above_what_is_allowed_becomes_what_is_allowed(in_fork: InFork) -> None:
    def lower() -> None:
        resource.setrlimit(resource.RLIMIT_NOFILE, (50, 100))
        confine.limit(resource.RLIMIT_NOFILE, 500, grace=1)
        assert resource.getrlimit(resource.RLIMIT_NOFILE) == (100, 100)

    assert in_fork(lower) == 0


def test_an_unknown_address_space_counts_as_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    assert confine.address_space() > 1 << 20
    monkeypatch.setattr(steps, "Path", lambda _: Path("/nowhere/statm"))
    assert confine.address_space() == 0


def test_a_failing_system_call_is_an_error_with_its_reason() -> None:
    with pytest.raises(OSError, match="Invalid argument"):
        kernel.prctl(99999, 0)


def test_a_mount_that_fails_says_where() -> None:
    with pytest.raises(OSError, match=r"No such device \(nonsense on /nowhere\)|No such file .*nonsense on /nowhere"):
        kernel.mount("none", "/nowhere", "nonsense", 0)


def test_without_linux_there_is_no_control_of_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    assert kernel.prctl(99999, 0) == 0
