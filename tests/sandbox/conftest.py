"""One zygote for all tests of the sandbox, and means to look at processes from outside."""

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from autograder.sandbox import Child, Sandbox, worker_path

PATIENCE = 10.0  # seconds for what must happen soon


def _wait_until(happened: Callable[[], bool]) -> bool:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if happened():
            return True
        time.sleep(0.002)
    return False


def _gone(process: int) -> bool:
    """Whether a process has ended; a zombie has, also while it is being buried."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] in "ZX"
    except OSError:
        return True


@pytest.fixture(scope="session")
def wait_until() -> Callable[[Callable[[], bool]], bool]:
    return _wait_until


@pytest.fixture(scope="session")
def soon_gone() -> Callable[[int], bool]:
    return lambda process: _wait_until(lambda: _gone(process))


@pytest.fixture(scope="session")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox() as opened:
        yield opened


@pytest.fixture(scope="session")
def unwalled() -> Iterator[Sandbox]:
    """Level 1, where a process can still fork, and is not the first one of a namespace, whom signals spare."""
    with Sandbox(at_most=1) as opened:
        yield opened


def _number_of(child: Child) -> int:
    """The number of a child's process as seen from here; inside its namespace it is 1."""
    assert child._handle is not None
    words = Path(f"/proc/self/fdinfo/{child._handle}").read_text()
    return int(words.partition("Pid:")[2].split()[0])


@pytest.fixture(scope="session")
def number_of() -> Callable[[Child], int]:
    return _number_of


@pytest.fixture
def child(sandbox: Sandbox) -> Iterator[Child]:
    with sandbox.start({}) as started:
        yield started


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Zygotes that are started in this test do without Matplotlib, which takes most of their time."""
    lean = worker_path.PROGRAM.replace("import main;", "import main; import inside.zygote as z; z.warm = int;")
    assert lean != worker_path.PROGRAM
    monkeypatch.setattr(worker_path, "PROGRAM", lean)


@pytest.fixture(scope="session")
def in_fork() -> Callable[[Callable[[], object]], int]:
    """Runs a function in a forked process and waits for its exit status: 0 unless it raised."""

    def run(function: Callable[[], object]) -> int:
        process = os.fork()
        if process == 0:
            code = 1
            try:
                function()
                code = 0
            finally:
                os._exit(code)
        return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])

    return run
