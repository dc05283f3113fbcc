"""What cannot be done is said in a line, before anything is graded."""

import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from course.cluster import connection, staff
from tests.cluster.conftest import Cluster, course, grade, statuses


@pytest.fixture
def mute() -> Iterator[str]:
    """A port that takes calls and says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield f"127.0.0.1:{server.getsockname()[1]}"


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "CONNECT", 0.5)
    monkeypatch.setattr(connection, "LEAVE", 0.5)


def refused(here: Path, address: str, *words: str) -> bool:
    done = course("grade", "--scheduler", address)
    return done.exit_code == 2 and all(word in done.stderr for word in words) and not statuses(here / "results")


def test_without_dask_the_extra_is_named(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    assert refused(here, "tcp://127.0.0.1:1", "takes the extra `cluster`", "pip install -e '.[cluster]'")


def test_no_scheduler_is_a_line(here: Path) -> None:
    assert refused(here, "tcp://127.0.0.1:1", "no scheduler of dask at tcp://127.0.0.1:1: Timed out trying to connect")


def test_what_is_none_is_a_line(here: Path, mute: str) -> None:
    assert refused(here, mute, f"no scheduler of dask at {mute}: what is there does not speak as one")


def test_an_address_of_another_kind_is_a_line(here: Path) -> None:
    assert refused(here, "ftp://x:1", "no scheduler of dask at ftp://x:1: unknown address scheme 'ftp'")


def test_certificates_are_wanted_for_an_address_of_tls(here: Path) -> None:
    assert refused(here, "tls://127.0.0.1:1", "no scheduler of dask at tls://127.0.0.1:1", "your TLS configuration")


def test_the_address_of_a_variable_that_is_not_set_is_refused(here: Path) -> None:
    assert refused(here, " ", "the address of a scheduler is wanted")


def test_parts_and_a_scheduler_are_not_both_wanted(here: Path) -> None:
    done = course("grade", "--scheduler", "tcp://127.0.0.1:1", "--shard", "1/2")
    assert done.exit_code == 2
    assert "give one of --shard and --scheduler" in done.stderr


def test_a_scheduler_without_workers_is_waited_at_for_a_while(
    here: Path, cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "CONNECT", 10.0)
    monkeypatch.setattr(staff, "WAIT", 1.0)
    done = grade(cluster)
    assert done.exit_code == 130
    assert f"there is no worker at {cluster.scheduler.address}: waiting for one, at most 1 s" in done.stderr
    assert "within 1 s: 5 not graded yet; the same command goes on from here" in done.stderr


def test_an_annexe_is_begun_by_workers_alone() -> None:
    command = [sys.executable, "-m", "course.cluster.annexe"]
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "the workers of a cluster start annexes, nobody else" in done.stderr
