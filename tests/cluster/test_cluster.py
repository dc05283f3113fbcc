"""`course grade --scheduler`: what comes out is what one machine would have written, whatever becomes of workers."""

import os
import re
import shutil
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from course.cluster import coordinator
from tests.cluster.conftest import STUDENTS, UNIT, Cluster, course, gone, grade, send, statuses

OF_THE_CLOCK = re.compile(r'"seconds": [0-9.e-]+|Graded in [0-9.]+ s')
ALL = {**dict.fromkeys(STUDENTS, "graded"), "broken": "ungradable", "large": "ungradable"}

Plan = Callable[[Callable[[], object]], None]


def everything(results: Path) -> dict[str, str]:
    """All files of a results folder, without what the clock says."""
    paths = sorted(path for path in results.rglob("*") if path.is_file())
    return {str(path.relative_to(results)): OF_THE_CLOCK.sub("", path.read_text()) for path in paths}


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What a run on one machine makes of that class: filled by the first test, which has the class."""
    return {}


@pytest.fixture
def on_one_machine(here: Path, alone: dict[str, str]) -> dict[str, str]:
    if not alone:
        shutil.copytree("results", "alone")
        assert course("grade", "--no-gradebook", "--results", "alone").exit_code == 1  # two are no notebooks
        alone |= everything(here / "alone")
    return alone


def test_workers_make_what_one_machine_makes_byte_for_byte_but_for_times(
    here: Path, cluster: Cluster, on_one_machine: dict[str, str]
) -> None:
    workers = [cluster.worker(), cluster.worker(threads=2)]
    done = grade(cluster)
    assert done.exit_code == 1, done.output
    assert "isolation level " in done.stdout
    assert f"{len(ALL)} submissions (0 from the cache): 3 graded, 2 ungradable, 0 with a grader error" in done.stdout
    assert everything(here / "results") == on_one_machine
    assert gone([pid for worker in workers for pid in worker.annexes])
    assert "(5 from the cache)" in grade(cluster).stdout


def test_what_a_worker_had_that_was_killed_goes_to_another(
    here: Path, cluster: Cluster, on_one_machine: dict[str, str], at_the_first_result: Plan
) -> None:
    killed, annexes = cluster.worker(), []
    assert killed.address
    other: list[object] = []

    def kill() -> None:
        annexes.extend(killed.annexes)
        other.append(cluster.worker())
        killed.kill()

    at_the_first_result(kill)
    done = grade(cluster)
    assert f"the worker {killed.address} is lost: what it had is sent out again" in done.stderr
    assert statuses(here / "results") == ALL
    assert everything(here / "results") == on_one_machine
    assert annexes and gone(annexes)  # no grader outlives its worker


def test_what_a_worker_has_that_does_not_answer_goes_to_another(
    here: Path,
    cluster: Cluster,
    on_one_machine: dict[str, str],
    at_the_first_result: Plan,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(coordinator, "patience", lambda _: 8.0)
    monkeypatch.setattr(coordinator, "TRANSIT", 2.0)
    silent = cluster.worker()
    assert silent.address

    def stop() -> None:
        cluster.worker()
        send([silent.pid], signal.SIGSTOP)

    at_the_first_result(stop)
    done = grade(cluster)
    assert f"the worker {silent.address} has not answered for 10 s: what it had is sent out again" in done.stderr
    assert f"the worker {silent.address} does not answer: nothing is sent to it" in done.stderr
    assert everything(here / "results") == on_one_machine


@pytest.mark.parametrize(
    ("number", "words"),
    [(signal.SIGKILL, "its grader died (-9)"), (signal.SIGSTOP, "its grader did not answer within 8 s")],
)
def test_a_grader_that_is_lost_is_begun_anew(  # noqa: PLR0917
    here: Path,
    cluster: Cluster,
    on_one_machine: dict[str, str],
    at_the_first_result: Plan,
    monkeypatch: pytest.MonkeyPatch,
    number: signal.Signals,
    words: str,
) -> None:
    monkeypatch.setattr(coordinator, "patience", lambda _: 8.0)
    worker = cluster.worker()
    at_the_first_result(lambda: send(worker.annexes, number))
    done = grade(cluster)
    assert f"has failed ({words})" in done.stderr
    assert everything(here / "results") == on_one_machine


def test_a_submission_that_kills_its_grader_again_and_again_is_given_up_and_no_other(
    here: Path, cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    worker, sent = cluster.worker(), coordinator.Coordinator._send
    assert worker.address

    def deadly(self: coordinator.Coordinator, address: str, number: int, batch: list[coordinator.Waiting]) -> None:
        sent(self, address, number, batch)
        if any(each.job.label == f"ben/{UNIT}" for each in batch):
            send(worker.annexes, signal.SIGKILL)

    monkeypatch.setattr(coordinator.Coordinator, "_send", deadly)
    done = grade(cluster, "--workers", "2")
    assert statuses(here / "results") == ALL | {"ben": "grader_error"}
    reason = "the worker was lost each of 3 times that it was sent out, the last time alone"
    assert reason in (here / f"results/ben/{UNIT}.json").read_text()
    assert done.exit_code == 1


def test_a_worker_that_differs_is_refused_and_both_values_are_named(here: Path, cluster: Cluster) -> None:
    customised = here / "customised"
    customised.mkdir()
    (customised / "sitecustomize.py").write_text("import numpy\nnumpy.__version__ = '1.99'\n")
    other = cluster.worker(PYTHONPATH=str(customised))
    assert other.address
    refusal = re.compile(
        rf"the worker {other.address} is refused, the version of NumPy: 2\.\S+ in this run,"
        rf" 1\.99 in the worker {other.address}: nothing is sent to it"
    )
    done = grade(cluster)
    assert done.exit_code == 2
    assert refusal.search(done.stderr)
    assert "no worker may grade: let one have what this run has" in done.stderr
    assert statuses(here / "results") == {}
    cluster.worker().address  # noqa: B018  from now on there is one that agrees
    done = grade(cluster)
    assert refusal.search(done.stderr)
    assert statuses(here / "results") == ALL


def test_when_the_scheduler_is_lost_the_same_command_goes_on(
    here: Path, cluster: Cluster, on_one_machine: dict[str, str], at_the_first_result: Plan
) -> None:
    cluster.worker()
    address = cluster.scheduler.address
    at_the_first_result(cluster.scheduler.kill)
    done = grade(cluster)
    assert done.exit_code == 130
    assert re.search(rf"the scheduler at {address} is lost: \d not graded yet; the same command goes on", done.stderr)
    assert set(statuses(here / "results")) < set(ALL)
    cluster.begin()
    cluster.worker()
    done = grade(cluster)
    assert re.search(r"5 submissions \([1-4] from the cache\)", done.stdout)
    assert everything(here / "results") == on_one_machine


def test_an_interrupt_ends_what_the_workers_do(
    here: Path, cluster: Cluster, at_the_first_result: Plan, heeding: None
) -> None:
    worker, annexes = cluster.worker(), []

    def interrupt() -> None:
        annexes.extend(worker.annexes)
        os.kill(os.getpid(), signal.SIGINT)

    at_the_first_result(interrupt)
    done = grade(cluster)
    assert done.exit_code == 130, done.output
    assert "not graded yet; the same command goes on from here" in done.stderr
    assert annexes and gone(annexes)
