import json
import os
import signal
import socket
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from autograder.inside import wire
from autograder.inside.confine.processes import Cradle
from autograder.inside.zygote import Zygote, introduce
from autograder.sandbox import Child, Limits, Sandbox, SandboxFailure, TimedOut, isolation, worker_path
from autograder.sandbox import child as child_module
from autograder.sandbox import source as sandbox_module
from autograder.sandbox.child import connect

Gone = Callable[[int], bool]
WaitUntil = Callable[[Callable[[], bool]], bool]
NumberOf = Callable[[Child], int]
InFork = Callable[[Callable[[], object]], int]


pytestmark = pytest.mark.usefixtures("quick")


@pytest.fixture
def own(quick: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Sandbox]:
    """A sandbox that may be broken, with its files where they can be counted."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with Sandbox() as opened:
        yield opened


def zygote_of(sandbox: Sandbox) -> int:
    """The zygote itself, not the warden that waits for it where it has namespaces of its own."""
    assert sandbox._zygote is not None
    started = sandbox._zygote.pid
    return int(children_of(started)[0]) if sandbox.level == 4 else started


def children_of(process: int) -> list[str]:
    return Path(f"/proc/{process}/task/{process}/children").read_text().split()


def descriptors(process: int | str = "self") -> int:
    return len(os.listdir(f"/proc/{process}/fd"))


def test_a_hundred_submissions_leave_nothing_behind(own: Sandbox, wait_until: WaitUntil) -> None:
    own.start({}).close()
    mine, its = descriptors(), descriptors(zygote_of(own))
    for index in range(100):
        with own.start({"kit.py": b"x = 1"}) as child:
            child.run("import kit\nopen('left', 'w').write('x')\nprint('y')\ndef f(i): return i", "cell")
            assert child.call("f", [index]).value == index
    assert descriptors() == mine
    assert wait_until(lambda: descriptors(zygote_of(own)) <= its)
    assert children_of(zygote_of(own)) == []
    assert list((own._root / "scratch").iterdir()) == []


def test_closing_twice_is_closing_once(sandbox: Sandbox) -> None:
    child = sandbox.start({})
    child.close()
    child.close()


def test_closing_ends_the_process_and_removes_its_directory(
    sandbox: Sandbox, soon_gone: Gone, number_of: NumberOf
) -> None:
    child = sandbox.start({})
    process = number_of(child)
    child.run("import os; os.makedirs('a/b'); os.chmod('a', 0)", "cell")
    directory = child._directory
    child.close()
    assert soon_gone(process)
    assert not directory.exists()


def test_a_process_is_ended_by_its_number_where_nothing_better_exists(
    unwalled: Sandbox, soon_gone: Gone, number_of: NumberOf
) -> None:
    child = unwalled.start({})
    process = number_of(child)
    assert child._handle is not None
    os.close(child._handle)
    child._handle = None
    child.close()
    assert soon_gone(process)


SLEEPERS = {
    "a child": "sleeper = os.fork()\nif not sleeper: time.sleep(1000)",
    "a child in a session of its own": "sleeper = os.fork()\nif not sleeper: os.setsid(); time.sleep(1000)",
    "a daemon": """
reading, writing = os.pipe()
if not os.fork():
    os.setsid()
    if not os.fork():
        os.write(writing, str(os.getpid()).encode())
        time.sleep(1000)
    os._exit(0)
sleeper = int(os.read(reading, 100))
""",
}


@pytest.mark.parametrize("kind", SLEEPERS)
def test_what_a_process_left_behind_is_ended_with_it(unwalled: Sandbox, soon_gone: Gone, kind: str) -> None:
    with unwalled.start({}) as child:
        child.run(f"import os, time\n{SLEEPERS[kind]}\ndef f(): return sleeper", "cell")
        sleeper = child.call("f").value
    assert soon_gone(sleeper)


def test_what_a_process_left_behind_is_ended_when_it_ends_itself(unwalled: Sandbox, soon_gone: Gone) -> None:
    with unwalled.start({}) as child:
        child.run(f"import os, time\n{SLEEPERS['a child']}\ndef f(): return sleeper\ndef g(): os._exit(0)", "cell")
        sleeper = child.call("f").value
        with pytest.raises(child_module.Died):
            child.call("g")
        assert soon_gone(sleeper)


def test_a_daemon_is_ended_without_harm_to_the_neighbours(unwalled: Sandbox, soon_gone: Gone) -> None:
    with unwalled.start({}) as neighbour:
        neighbour.run("def f(): return 1", "cell")
        with unwalled.start({}) as child:
            child.run(f"import os, time\n{SLEEPERS['a daemon']}\ndef f(): return sleeper", "cell")
            sleeper = child.call("f").value
        assert soon_gone(sleeper)
        assert neighbour.call("f").value == 1


def work(sandbox: Sandbox) -> None:
    for index in range(10):
        with sandbox.start({}) as child:
            child.run("def f(i): return i + 1", "cell")
            assert child.call("f", [index]).value == index + 1


def test_forked_processes_share_one_sandbox(own: Sandbox) -> None:
    workers = []
    for _ in range(2):
        process = os.fork()
        if process == 0:
            code = 1
            try:
                work(own)
                code = 0
            finally:
                os._exit(code)
        workers.append(process)
    assert [os.waitpid(worker, 0)[1] for worker in workers] == [0, 0]
    work(own)


@pytest.mark.parametrize("bound", [True, False])
def test_a_child_keeps_to_the_one_processor_of_the_process_that_starts_it(
    own: Sandbox, in_fork: InFork, bound: bool
) -> None:
    processors = os.sched_getaffinity(0)

    def start() -> None:
        if bound:
            os.sched_setaffinity(0, {max(processors)})
        with own.start({}) as child:
            child.run("import os\ndef where():\n    return list(os.sched_getaffinity(0))", "cell")
            assert set(child.call("where").value) == ({max(processors)} if bound else processors)

    assert in_fork(start) == 0


def test_leaving_in_a_forked_process_does_not_end_the_sandbox(own: Sandbox, in_fork: InFork) -> None:
    own.start({}).close()
    assert in_fork(lambda: own.__exit__(None, None, None)) == 0
    work(own)


@pytest.mark.parametrize("at_once", [False, True], ids=["one after the other", "seen at once"])
def test_a_killed_examiner_takes_its_child_with_it(
    own: Sandbox, soon_gone: Gone, wait_until: WaitUntil, at_once: bool, number_of: NumberOf
) -> None:
    own.start({}).close()
    before = descriptors(zygote_of(own))
    reading, writing = os.pipe()
    examiner = os.fork()
    if examiner == 0:
        child = own.start({"kit.py": b""})
        os.write(writing, str(number_of(child)).encode())
        time.sleep(1000)
    process = int(os.read(reading, 100))
    if at_once:  # that the examiner is dead, and that the child has ended by itself
        os.kill(zygote_of(own), signal.SIGSTOP)
    os.kill(examiner, signal.SIGKILL)
    os.waitpid(examiner, 0)
    assert soon_gone(process)
    os.kill(zygote_of(own), signal.SIGCONT)
    assert wait_until(lambda: not list((own._root / "scratch").iterdir()))
    assert wait_until(lambda: descriptors(zygote_of(own)) <= before)
    work(own)
    os.close(reading)
    os.close(writing)


def test_an_examiner_killed_before_the_child_met_it_leaves_nothing(own: Sandbox, wait_until: WaitUntil) -> None:
    own.start({}).close()
    os.kill(zygote_of(own), signal.SIGSTOP)
    reading, writing = os.pipe()
    examiner = os.fork()
    if examiner == 0:
        child_module.Child.begin = lambda *_: os.write(writing, b"requested") and time.sleep(1000)
        own.start({})
    os.read(reading, 100)
    os.kill(examiner, signal.SIGKILL)
    os.waitpid(examiner, 0)
    os.kill(zygote_of(own), signal.SIGCONT)
    assert wait_until(lambda: not list((own._root / "scratch").iterdir()))
    assert wait_until(lambda: not children_of(zygote_of(own)))
    os.close(reading)
    os.close(writing)


def test_a_killed_coordinator_leaves_nothing_behind(
    tmp_path: Path, soon_gone: Gone, wait_until: WaitUntil, number_of: NumberOf
) -> None:
    reading, writing = os.pipe()
    coordinator = os.fork()
    if coordinator == 0:
        tempfile.tempdir = str(tmp_path)
        with Sandbox() as opened:
            words = [zygote_of(opened), number_of(opened.start({}))]
            os.write(writing, json.dumps(words).encode())
            time.sleep(1000)
    zygote, process = json.loads(os.read(reading, 100))
    os.kill(coordinator, signal.SIGKILL)
    os.waitpid(coordinator, 0)
    assert soon_gone(zygote)
    assert soon_gone(process)
    assert wait_until(lambda: not list(tmp_path.iterdir()))
    os.close(reading)
    os.close(writing)


def test_leaving_the_sandbox_leaves_nothing_behind(
    tmp_path: Path, soon_gone: Gone, monkeypatch: pytest.MonkeyPatch, number_of: NumberOf
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    before = descriptors()
    with Sandbox() as opened:
        child = opened.start({})
        process, zygote = number_of(child), zygote_of(opened)
    child.close()
    assert soon_gone(process)
    assert soon_gone(zygote)
    assert list(tmp_path.iterdir()) == []
    assert descriptors() == before


def test_a_sandbox_that_is_not_used_is_left_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with Sandbox():
        pass
    assert list(tmp_path.iterdir()) == []


def test_a_zygote_that_does_not_stop_is_killed(monkeypatch: pytest.MonkeyPatch, soon_gone: Gone) -> None:
    monkeypatch.setattr(sandbox_module, "END_SECONDS", 0.05)
    with Sandbox() as opened:
        opened.start({}).close()
        zygote = zygote_of(opened)
        os.kill(zygote, signal.SIGSTOP)
    assert soon_gone(zygote)


def test_where_sockets_keep_no_boundaries_the_sandbox_works_too(monkeypatch: pytest.MonkeyPatch) -> None:
    pair = socket.socketpair

    def without_packets(*arguments: Any) -> tuple[socket.socket, socket.socket]:
        if socket.SOCK_SEQPACKET in arguments:
            raise OSError("not supported")
        return pair(*arguments)

    monkeypatch.setattr(socket, "socketpair", without_packets)
    with Sandbox() as opened:
        assert opened.level == isolation().level
        children = [opened.start({}) for _ in range(3)]
        for child in children:
            child.close()


def test_a_sandbox_that_is_not_open_says_so() -> None:
    with pytest.raises(SandboxFailure, match="use it in a with statement"):
        Sandbox().start({})


def test_a_sandbox_that_cannot_be_set_up_is_our_failure(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "missing"))
    with pytest.raises(SandboxFailure, match="the sandbox could not be set up"):
        Sandbox().__enter__()


def test_a_zygote_that_cannot_start_is_our_failure_with_its_last_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker_path, "PROGRAM", "raise SystemExit('a library is missing')")
    with Sandbox() as opened, pytest.raises(SandboxFailure, match="is gone: a library is missing"):
        opened.start({})


def test_a_zygote_that_is_not_ready_in_time_is_our_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox_module, "ZYGOTE_SECONDS", 0.001)
    with Sandbox() as opened, pytest.raises(SandboxFailure, match=r"not ready after 0\.001 s"):
        opened.start({})


def test_without_its_zygote_no_process_can_be_started(own: Sandbox, soon_gone: Gone) -> None:
    own.start({}).close()
    zygote = zygote_of(own)
    os.kill(zygote, signal.SIGKILL)
    assert soon_gone(zygote)
    with pytest.raises(SandboxFailure, match="is gone"):
        own.start({})


def test_what_was_started_takes_everything_with_it_when_it_is_killed(
    own: Sandbox, soon_gone: Gone, number_of: NumberOf
) -> None:
    with own.start({}) as child:
        zygote, process = zygote_of(own), number_of(child)
        assert own._zygote is not None
        own._zygote.kill()
        assert soon_gone(zygote)
        assert soon_gone(process)


def test_a_process_that_loses_its_zygote_is_our_failure(own: Sandbox, soon_gone: Gone, number_of: NumberOf) -> None:
    with own.start({}) as child:
        process = number_of(child)
        os.kill(zygote_of(own), signal.SIGKILL)
        assert soon_gone(process)
        with pytest.raises(SandboxFailure, match="is gone"):
            child.call("f")


def test_a_process_that_cannot_have_a_directory_is_our_failure() -> None:
    with Sandbox(at_most=1) as own:
        (own._root / "scratch").rmdir()
        with pytest.raises(SandboxFailure, match="no process could be set up"):
            own.start({})


def test_a_process_that_cannot_be_confined_is_our_failure(own: Sandbox) -> None:
    with pytest.raises(SandboxFailure, match=r"a new process failed: exit status 70: .*open files"):
        own.start({"kit.py": b""}, Limits(open_files=4))


def test_a_process_that_is_not_born_in_time_is_our_failure(own: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    own.start({}).close()
    monkeypatch.setattr(child_module, "BIRTH_SECONDS", 0.05)
    os.kill(zygote_of(own), signal.SIGSTOP)
    try:
        with pytest.raises(SandboxFailure, match=r"a new process failed: no answer within 0\.05 s"):
            own.start({})
    finally:
        os.kill(zygote_of(own), signal.SIGCONT)


def test_a_zygote_that_cannot_fork_says_why(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def refuse() -> int:
        raise OSError("Resource temporarily unavailable")

    monkeypatch.setattr(os, "fork", refuse)
    near, far = connect()
    zygote = SimpleNamespace(cradle=Cradle(1), level=1, bounds=lambda *_: None)
    Zygote.admit(
        zygote, {"processor": None}, [far.channel.detach(), os.dup(far.printed.fileno()), os.dup(far.status.fileno())]
    )
    far.printed.close()
    far.status.close()
    child = Child(near, tmp_path / "a", Limits())
    with pytest.raises(SandboxFailure, match="no process could be forked: Resource temporarily unavailable"):
        child.begin({})


@pytest.mark.parametrize(("level", "sent"), [(1, wire.dumps(77)), (4, b"")])
def test_a_number_alone_introduces_a_process_where_it_means_something(
    monkeypatch: pytest.MonkeyPatch, level: int, sent: bytes
) -> None:
    monkeypatch.delattr(os, "pidfd_open")
    near, far = socket.socketpair()
    with near:
        with far:
            introduce(far.fileno(), 77, level)
        assert near.recv(100) == sent


def test_a_timed_out_process_is_gone(sandbox: Sandbox, soon_gone: Gone, number_of: NumberOf) -> None:
    child = sandbox.start({})
    process = number_of(child)
    with pytest.raises(TimedOut):
        child.run("while True: pass", "cell", 0.05)
    assert soon_gone(process)


def test_an_interpreter_that_cannot_be_started_is_our_failure(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    before = descriptors()
    with pytest.raises(SandboxFailure, match="No such file or directory"):
        Sandbox().__enter__()
    assert descriptors() == before
    assert list(tmp_path.iterdir()) == []
