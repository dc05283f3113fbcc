import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable, Iterator

import numpy as np
import pytest

from autograder.sandbox import (
    Child,
    Died,
    Limits,
    OutOfMemory,
    Sandbox,
    SandboxError,
    SandboxFailure,
    StudentError,
    TimedOut,
)
from autograder.sandbox import child as child_module


def run(child: Child, source: str, seconds: float | None = None) -> None:
    child.run(textwrap.dedent(source), "cell", seconds)


@pytest.fixture
def small(sandbox: Sandbox) -> Child:
    limits = Limits(memory_bytes=200 << 20, file_bytes=1 << 20, open_files=20, call_seconds=10)
    with sandbox.start({}, limits) as started:
        yield started


@pytest.mark.parametrize(
    "endless",
    [
        "while True: pass",
        "import time; time.sleep(1000)",
        "while True:\n    try: 1 / 0\n    except BaseException: pass",
        "import numpy as np\nA = np.ones((300, 300))\nwhile True: A = A @ A / 300",
        "import signal\nfor s in {*range(1, 32)} - {9, 19}: signal.signal(s, signal.SIG_IGN)\nwhile True: pass",
        "while True: print('y' * 10000)",
    ],
)
def test_what_never_ends_is_ended(sandbox: Sandbox, endless: str) -> None:
    with sandbox.start({}) as child:
        with pytest.raises(TimedOut) as caught:
            run(child, endless, 0.15)
        assert caught.value.seconds == 0.15
        assert str(caught.value) == "no answer within 0.15 s"


def test_a_process_that_stops_itself_times_out(unwalled: Sandbox) -> None:
    with unwalled.start({}) as child, pytest.raises(TimedOut):
        run(child, "import signal, os\nos.kill(os.getpid(), signal.SIGSTOP)", 0.15)


NEIGHBOURS = 3


@pytest.fixture
def crowded() -> Iterator[Sandbox]:
    """A sandbox on one processor that others keep busy."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(before)})
    endless = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(NEIGHBOURS)]
    try:
        with Sandbox() as opened:
            yield opened
    finally:
        os.sched_setaffinity(0, before)
        for process in endless:
            process.kill()
            process.wait()


BURN = """
    import time
    def burn(seconds):
        end = time.process_time() + seconds
        while time.process_time() < end: pass
        return seconds
"""


def test_waiting_for_a_busy_processor_is_on_nobody_s_account(crowded: Sandbox) -> None:
    with crowded.start({}, Limits(call_seconds=0.5)) as child:
        run(child, BURN)
        took = 0.0
        for _ in range(3):
            reply = child.call("burn", [0.4])
            assert reply.value == 0.4
            took = max(took, reply.seconds)
        assert took > 0.5, "nothing was tried: the machine was not busy"
        with pytest.raises(TimedOut):
            child.call("burn", [100])


def test_excuses_end(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that were to wait for ever, on a clock that ran as fast as ours, is ended all the same."""
    began = time.monotonic()
    monkeypatch.setattr(child_module, "waiting_seconds", lambda _: 1000 * (time.monotonic() - began))
    monkeypatch.setattr(child_module, "EXCUSED_SECONDS", 0.5)
    with sandbox.start({}, Limits(call_seconds=0.1)) as child:
        run(child, "import time\ndef f(seconds): time.sleep(seconds)")
        child.call("f", [0.3])
        with pytest.raises(TimedOut) as caught:
            child.call("f", [0.3])
        assert caught.value.seconds == 0.1


def test_what_was_excused_once_is_not_excused_again(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child_module, "waiting_seconds", lambda handle: 0.4 if handle else 0.0)
    with sandbox.start({}, Limits(call_seconds=0.1)) as child:
        run(child, "import time\ndef f(seconds): time.sleep(seconds)")
        child.call("f", [0.2])
        with pytest.raises(TimedOut):
            child.call("f", [0.2])


def test_a_call_has_its_own_limit(sandbox: Sandbox) -> None:
    with sandbox.start({}, Limits(call_seconds=0.1)) as child:
        run(child, "import time\ntime.sleep(0.15)\ndef f(): time.sleep(100)")
        with pytest.raises(TimedOut):
            child.call("f")


def test_a_process_that_stops_reading_times_out(sandbox: Sandbox, number_of: Callable[[Child], int]) -> None:
    with sandbox.start({}) as child:
        run(child, "def f(A): pass")
        os.kill(number_of(child), signal.SIGSTOP)
        with pytest.raises(TimedOut):
            child.call("f", [np.zeros(1 << 18)], seconds=0.1)


def test_an_answer_sent_byte_by_byte_does_not_put_off_the_limit(sandbox: Sandbox) -> None:
    with sandbox.start({}) as child, pytest.raises(TimedOut):
        run(
            child,
            """
            import os, time
            os.write(3, (1 << 20).to_bytes(4, "little"))
            while True:
                os.write(3, bytes(1))
                time.sleep(0.001)
            """,
            0.15,
        )


def test_processor_time_is_limited_as_a_whole(sandbox: Sandbox) -> None:
    with sandbox.start({}, Limits(cpu_seconds=1)) as child, pytest.raises(TimedOut) as caught:
        run(child, "while True: pass", 20)
    assert caught.value.seconds == 1


def test_a_flood_of_output_neither_stalls_nor_fills_memory(child: Child) -> None:
    run(child, "import sys\nfor _ in range(100): sys.stdout.write('y' * (1 << 20))", 60)
    assert child.output.total == 100 << 20
    assert len(child.output.first) == 2048


def test_a_thread_that_prints_for_ever_does_not_hinder_calls(child: Child) -> None:
    run(
        child,
        """
        import threading
        def shout():
            while True: print("y" * 1000, flush=True)
        threading.Thread(target=shout, daemon=True).start()
        def f(): return 1
        """,
    )
    assert [child.call("f", seconds=20).value for _ in range(5)] == [1] * 5
    assert child.output.total > 0


def test_one_array_too_large_is_out_of_memory_and_survived(small: Child) -> None:
    run(small, "import numpy as np\ndef f(): return np.ones(1 << 28).sum()\ndef g(): return 1")
    with pytest.raises(OutOfMemory):
        small.call("f")
    assert small.call("g").value == 1


@pytest.mark.parametrize(
    "growing",
    [
        "kept = []\nwhile True: kept.append(bytearray(1 << 20))",
        "kept = ()\nwhile True: kept = (kept, [])",
        "kept = 'x'\nwhile True: kept += kept",
        "import numpy as np\nkept = []\nwhile True: kept.append(np.ones(1 << 17))",
    ],
)
def test_allocating_without_bound_is_out_of_memory(small: Child, growing: str) -> None:
    with pytest.raises(OutOfMemory):
        run(small, growing)


def test_a_process_without_memory_to_answer_is_out_of_memory(sandbox: Sandbox) -> None:
    with sandbox.start({}) as child, pytest.raises(OutOfMemory, match="none left to answer"):
        run(child, "from inside import wire\ndef fail(*_): raise MemoryError\nwire.Channel.send = fail")


def test_a_process_killed_by_the_system_is_out_of_memory(unwalled: Sandbox) -> None:
    with unwalled.start({}) as child, pytest.raises(OutOfMemory, match="the system ended"):
        run(child, "import os\nos.kill(os.getpid(), 9)")


def test_an_argument_beyond_the_memory_limit_is_out_of_memory(sandbox: Sandbox) -> None:
    with sandbox.start({}, Limits(memory_bytes=40 << 20, call_seconds=20)) as child:
        run(child, "def f(A): return 1")
        with pytest.raises(OutOfMemory):
            child.call("f", [np.ones(7 << 20)])


def test_a_file_cannot_grow_beyond_its_limit(small: Child) -> None:
    with pytest.raises(StudentError) as caught:
        run(small, "open('large', 'wb').write(b'x' * (2 << 20))")
    assert caught.value.type == "OSError"


def test_open_files_are_limited(small: Child) -> None:
    with pytest.raises(StudentError, match="Too many open files"):
        run(small, "kept = [open('f', 'w') for _ in range(30)]")


@pytest.mark.parametrize(
    ("ending", "how"),
    [
        ("os._exit(0)", "exit status 0"),
        ("os._exit(3)", "exit status 3"),
        ("os.abort()", "killed by SIGABRT"),
        ("os.kill(os.getpid(), 40)", "killed by signal 40"),
        ("import ctypes; ctypes.string_at(0)", "killed by SIGSEGV"),
    ],
)
def test_a_process_that_ends_has_died_and_how(unwalled: Sandbox, ending: str, how: str) -> None:
    with unwalled.start({}) as child, pytest.raises(Died) as caught:
        run(child, f"import os\n{ending}")
    assert str(caught.value) == how


def test_a_parent_that_leaves_its_fork_behind_has_died(unwalled: Sandbox) -> None:
    with unwalled.start({}) as child, pytest.raises(Died, match="exit status 0"):
        run(child, "import os, time\nif os.fork(): os._exit(0)\ntime.sleep(1000)")


def test_a_process_that_closes_its_channel_has_died(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child_module, "PARTING_SECONDS", 0.05)
    with sandbox.start({}) as child, pytest.raises(Died, match="it closed its channel"):
        run(child, "import os, time\nos.close(3)\ntime.sleep(1000)")


FORGE = "import os\nfrom inside import wire\ndef forge(answer): os.write(3, wire.dumps(answer))\n"


@pytest.mark.parametrize(
    "forged",
    [
        "os.write(3, b'garbage, more than eight bytes of it')",
        "os.write(3, b'\\xff' * 100)",
        "os.write(3, wire.dumps(1)[:-1] + b'\\xc1')",
        "forge(None)",
        "forge([])",
        "forge((9, 'value', None, (), ()))",
        "forge((2, 'passed', 100))",
        "forge((2, 'value', None, (1.5,), ()))",
        "forge((2, 'value', None, (), [1]))",
        "forge((2, 'value', None, ()))",
        "forge((2, 'undefined', 1))",
        "forge((2, 'error', None, ()))",
        "forge((2, 'error', ('E', (), 'm', (), 'grader'), ()))",
        "forge((2, 'error', ('E', (1,), 'm', (), 'student'), ()))",
        "forge((2, 'error', ('E', (), 'm', (('cell', '1', 'f', 'x'),), 'student'), ()))",
        "import numpy; forge(numpy.ones(5))",
        "import numpy; forge((numpy.ones(5), numpy.ones(5)))",
    ],
)
def test_a_forged_answer_that_breaks_the_protocol_is_a_death(sandbox: Sandbox, forged: str) -> None:
    with sandbox.start({}) as child, pytest.raises(Died, match="it broke the protocol"):
        run(child, FORGE + forged)  # request 2; the first one brought the files


def test_an_answer_given_twice_is_out_of_turn(sandbox: Sandbox) -> None:
    with sandbox.start({}) as child:
        run(child, FORGE + "def f(): forge((3, 'value', 'forged', {}, ()))")
        assert child.call("f").value == "forged"
        with pytest.raises(Died, match="out of turn"):
            child.call("f")


def test_a_fork_that_returns_from_the_call_has_no_voice(unwalled: Sandbox) -> None:
    with unwalled.start({}) as child:
        run(child, "import os\ndef f():\n    os.fork()\n    return 1\ndef g(): return 2")
        for _ in range(3):
            assert child.call("f").value == 1
            assert child.call("g").value == 2


def test_a_dead_child_says_that_it_is_dead(sandbox: Sandbox) -> None:
    child = sandbox.start({})
    with pytest.raises(Died):
        run(child, "import os; os._exit(1)")
    with pytest.raises(SandboxFailure, match="start another one"):
        child.call("f")


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ({}, SandboxFailure),
        ({"failure": "no process could be forked"}, SandboxFailure),
        ({"status": 0, "seconds": 300.5}, TimedOut),
        ({"status": 24, "seconds": 0.0}, TimedOut),
        ({"status": 9, "seconds": 1.0}, OutOfMemory),
        ({"status": 71 << 8, "seconds": 1.0}, OutOfMemory),
        ({"status": 1 << 8, "seconds": 1.0}, Died),
    ],
)
def test_each_way_to_end_has_its_meaning(words: dict[str, object], kind: type[SandboxError]) -> None:
    assert type(child_module.ending(words, Limits())) is kind
