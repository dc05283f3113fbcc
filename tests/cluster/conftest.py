"""A cluster of processes on this machine, and a class that it grades."""

import asyncio
import contextlib
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from autograder.reports.store import Store
from course.cli import main
from tests.samples import sample_class

ROOT = Path(__file__).parents[2]
UNIT = "01_classification"
STUDENTS = ("ada", "ben", "greta")
SOON = 20.0  # seconds in which what ends has ended, on a busy machine


@pytest.fixture(autouse=True)
def loop_of_one_s_own() -> Iterator[None]:
    """A loop can run here: Playwright, once it is started for tests of pages, says for ever that its own one runs."""
    other = asyncio._get_running_loop()
    asyncio._set_running_loop(None)
    yield
    asyncio._set_running_loop(other)


class Member:
    """A process of a cluster."""

    def __init__(self, folder: Path, kind: str, *where: str, **environment: str) -> None:
        # The checkout lies on the path, as an editable install has it; a worker keeps its files where it runs.
        path = os.pathsep.join(filter(None, (environment.pop("PYTHONPATH", ""), str(ROOT))))
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.cluster.member", kind, *where],
            cwd=folder,
            env=os.environ | {"PYTHONPATH": path, "DASK_TEMPORARY_DIRECTORY": str(folder)} | environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        self.pid = self._process.pid

    @property
    def address(self) -> str:
        """Where it is, once it is up."""
        if not hasattr(self, "_address"):
            assert self._process.stdout
            self._address = self._process.stdout.readline().strip()
            assert self._address, "a member of the cluster did not come up"
        return self._address

    @property
    def annexes(self) -> list[int]:
        """The processes that grade for it."""
        found: list[str] = []
        for path in Path(f"/proc/{self.pid}/task").glob("*/children"):
            with contextlib.suppress(OSError):  # that thread has ended
                found += path.read_text().split()
        return [int(pid) for pid in found]

    def kill(self) -> None:
        """End it at once; it may be dead, or stopped."""
        self._process.kill()
        self._process.wait()
        assert self._process.stdout
        self._process.stdout.close()


@dataclass
class Cluster:
    """A scheduler and its workers, begun one by one."""

    folder: Path
    members: list[Member] = field(default_factory=list)

    def begin(self) -> str:
        """Start a scheduler; its address."""
        self.scheduler = self._started("scheduler")
        return self.scheduler.address

    def worker(self, threads: int = 1, **environment: str) -> Member:
        """Start a worker, without waiting until it is up."""
        return self._started("worker", self.scheduler.address, str(threads), **environment)

    def _started(self, *arguments: str, **environment: str) -> Member:
        member = Member(self.folder, *arguments, **environment)
        self.members.append(member)
        return member

    def end(self) -> None:
        for member in self.members:
            member.kill()


@pytest.fixture
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """A scheduler; workers come as they are wanted."""
    cluster = Cluster(tmp_path_factory.mktemp("cluster"))
    try:
        cluster.begin()
        yield cluster
    finally:
        cluster.end()


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a class that has handed in; one has handed in what is no notebook, one what is too large."""
    monkeypatch.chdir(tmp_path)
    for student in STUDENTS:
        shutil.copytree(sample_class() / student / UNIT, tmp_path / "submitted" / student / UNIT)
    for student, size in (("broken", 1), ("large", 65 << 20)):
        path = tmp_path / "submitted" / student / UNIT / f"{UNIT}.ipynb"
        path.parent.mkdir(parents=True)
        path.write_text("{")
        os.truncate(path, size)
    (tmp_path / "results").mkdir()
    (tmp_path / "results/.seed").write_text("of all these runs\n")
    return tmp_path


def course(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


def grade(cluster: Cluster, *arguments: str) -> Result:
    """`course grade` on that cluster."""
    return course("grade", "--no-gradebook", "--scheduler", cluster.scheduler.address, *arguments)


@pytest.fixture
def at_the_first_result(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[], object]], None]:
    """Has something happen in the middle of a run, once."""

    def plan(happens: Callable[[], object]) -> None:
        save, plans = Store.save, [happens]

        def saved(store: Store, result: dict[str, object], page: str) -> None:
            save(store, result, page)
            if plans and result["status"] == "graded":
                plans.pop()()

        monkeypatch.setattr(Store, "save", saved)

    return plan


def statuses(results: Path) -> Mapping[str, str]:
    found = (Store(results).read(path) for path in Store(results).of(UNIT))
    return {each["student"]: each["status"] for each in found if each}


def gone(pids: list[int]) -> bool:
    """Whether these processes have ended, soon."""
    end = time.monotonic() + SOON
    while time.monotonic() < end:
        if not any(map(_runs, pids)):
            return True
        time.sleep(0.05)
    return False


def _runs(pid: int) -> bool:
    with contextlib.suppress(OSError, IndexError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return False


def send(pids: list[int], number: signal.Signals) -> None:
    assert pids
    for pid in pids:
        os.kill(pid, number)
