"""What stands around a submission at the levels that have walls: tried from inside, with system calls where need be."""

import os
import textwrap
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from pathlib import Path

import numpy as np
import pytest

from autograder.sandbox import Child, Limits, Sandbox, StudentError
from tests import levels

ROOT = levels.ROOT
WALLED = [4, 3, 2] if levels.ROOTED else [4, 2]

TOOLS = """
import ctypes, errno, fcntl, os, signal, socket, subprocess, threading, time
libc = ctypes.CDLL(None, use_errno=True)
def raw(number, *words):
    "The error of a system call, as its name; or what it returned."
    value = libc.syscall(ctypes.c_long(number), *[ctypes.c_long(word) for word in words])
    return errno.errorcode[ctypes.get_errno()] if value < 0 else value
def said(attempt):
    "How an attempt was refused."
    try:
        return attempt()
    except OSError as error:
        return errno.errorcode[error.errno]
"""


@pytest.fixture(scope="module", params=WALLED)
def walled(request: pytest.FixtureRequest) -> Iterator[Sandbox]:
    if request.param == 3:
        levels.reachable()
    with Sandbox(at_most=request.param) as opened:
        assert opened.level == request.param
        yield opened


@pytest.fixture
def inmate(walled: Sandbox) -> Iterator[Child]:
    with walled.start({}, Limits(call_seconds=20)) as child:
        child.run(TOOLS, "tools")
        yield child


def told(child: Child, expression: str) -> object:
    child.run(f"def told(): return {expression}", "question")
    return child.call("told").value


@pytest.fixture
def namespaced(sandbox: Sandbox) -> Iterator[Child]:
    with sandbox.start({}, Limits(call_seconds=20)) as child:
        child.run(TOOLS, "tools")
        yield child


@pytest.mark.parametrize(
    "attempt",
    [
        "os.fork()",
        "os.execv('/bin/true', ['true'])",
        "subprocess.run(['true'])",
        "socket.socket()",
        "socket.socket(socket.AF_UNIX)",
        "socket.socket(socket.AF_NETLINK, socket.SOCK_RAW)",
        "socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)",
        "os.kill(os.getppid() or 2, signal.SIGKILL)",
        "os.kill(-1, signal.SIGKILL)",
        "os.killpg(0, signal.SIGKILL)",
        "os.pidfd_open(1)",
        "os.memfd_create('x')",
        "os.setuid(0)",
        "os.setpriority(os.PRIO_PROCESS, 0, 5)",
        "os.sched_setaffinity(0, {0})",
        "os.mkfifo('fifo')",
        "os.setxattr('.', 'user.x', b'x')",
        "os.chown('.', 0, 0)",
        "fcntl.fcntl(0, fcntl.F_SETOWN, 1)",
    ],
)
def test_what_reaches_beyond_is_refused_with_an_exception(inmate: Child, attempt: str) -> None:
    assert told(inmate, f"said(lambda: {attempt})") in ("EPERM", "EACCES", "ESRCH")


def test_a_filter_is_in_force_without_privileges_to_be_had(inmate: Child) -> None:
    status = told(inmate, "said(lambda: open('/proc/self/status').read())")
    assert isinstance(status, str)
    if status != "EACCES":  # where /proc shows the process alone
        for line in ("Seccomp:\t2", "NoNewPrivs:\t1", "CapEff:\t0000000000000000", "CapBnd:\t0000000000000000"):
            assert line in status


def test_a_call_that_no_library_makes_is_refused_as_well(inmate: Child) -> None:
    assert told(inmate, "raw(425, 8, 0)") == "EPERM"  # io_uring_setup, whose number is the same everywhere
    assert told(inmate, "raw(435, 0, 0)") == "ENOSYS"  # clone3, for which libraries have something in its place
    assert told(inmate, "raw(1000)") == "ENOSYS"


@pytest.mark.parametrize(
    "place",
    [
        ROOT / "solutions" / "classification.py",
        ROOT / "autograder" / "checks" / "__init__.py",
        ROOT / "course.toml",
        Path("/etc/shadow"),
        Path("/etc/hostname"),
        Path("/proc/1/environ"),
        Path("/proc/cpuinfo"),
        Path("/dev/kmsg"),
    ],
)
def test_nothing_can_be_read_but_what_python_needs(inmate: Child, place: Path) -> None:
    assert told(inmate, f"said(lambda: open({str(place)!r}, 'rb').read(1))") in ("EACCES", "ENOENT")


@pytest.mark.parametrize("place", [ROOT, ROOT / "solutions", Path("/home"), Path("/proc"), Path("/tmp")])
def test_nothing_else_can_be_listed(inmate: Child, place: Path) -> None:
    found = told(inmate, f"said(lambda: os.listdir({str(place)!r}))")
    assert found in ("EACCES", "ENOENT") or set(found) <= {"1", "self", "thread-self"} or place == Path("/tmp")
    assert "solutions" not in found


def test_installed_packages_cannot_be_seen(inmate: Child) -> None:
    place = "os.path.join(os.path.dirname(os.__file__), 'site-packages')"
    assert told(inmate, f"said(lambda: os.listdir({place}))") in ("EACCES", "ENOENT", [])


@pytest.mark.parametrize(
    "attempt",
    [
        "open('/tmp/left', 'w')",
        "open('/left', 'w')",
        "open(os.__file__, 'a')",
        "os.mkdir('/tmp/left')",
        "os.unlink(os.__file__)",
        "os.rename('mine', '/tmp/mine')",
        "os.link('mine', '/tmp/mine')",
        "os.symlink('mine', '/tmp/mine')",
        "os.truncate(os.__file__, 0)",
        "os.chmod(os.__file__, 0)",
        "os.utime(os.__file__)",
        "os.chmod('/tmp', 0)",
    ],
)
def test_nothing_outside_the_scratch_directory_can_be_changed(inmate: Child, attempt: str) -> None:
    inmate.run("open('mine', 'w').close()", "cell")
    assert told(inmate, f"said(lambda: {attempt})") in ("EACCES", "EPERM", "EROFS", "ENOENT", "EXDEV")
    assert not Path("/tmp/left").exists() and not Path("/left").exists() and not Path("/tmp/mine").exists()


def test_in_the_scratch_directory_everything_ordinary_works(inmate: Child) -> None:
    inmate.run(
        """
import shutil, tempfile, sqlite3, zipfile
os.makedirs('a/b'); open('a/b/c', 'w').write('x'); os.rename('a/b/c', 'a/d'); os.symlink('a/d', 'e')
assert open('e').read() == 'x'
with tempfile.TemporaryDirectory() as folder: open(folder + '/f', 'w').close()
shutil.rmtree('a')
""",
        "cell",
    )
    assert told(inmate, "sorted(os.listdir())") == ["e"]


def test_honest_code_finds_what_it_needs(inmate: Child) -> None:
    inmate.run(
        textwrap.dedent("""
        import asyncio, concurrent.futures, ctypes, decimal, getpass, json, locale, random, ssl, uuid, zlib
        import numpy as np
        import matplotlib.pyplot as plt
        def f(A):
            with concurrent.futures.ThreadPoolExecutor(8) as pool:
                total = sum(pool.map(np.sum, A))
            asyncio.run(asyncio.sleep(0))
            plt.plot(A[0]); plt.title(r"$\\alpha$"); plt.savefig("x.png"); plt.savefig("x.pdf")
            open("/dev/null", "w").write("x")
            return total, getpass.getuser(), len(open("/dev/urandom", "rb").read(3)), np.linalg.svd(A)[1]
        """),
        "cell",
    )
    A = np.arange(12.0).reshape(3, 4)
    total, user, count, s = inmate.call("f", [A]).value
    assert (total, user, count) == (66.0, "student", 3)
    np.testing.assert_allclose(s, np.linalg.svd(A)[1])


def test_two_submissions_do_not_meet(walled: Sandbox, number_of: Callable[[Child], int]) -> None:
    with walled.start({}, Limits(call_seconds=20)) as one, walled.start({}, Limits(call_seconds=20)) as other:
        for child in (one, other):
            child.run(TOOLS, "tools")
        place = told(one, "os.getcwd()")
        one.run("open('diary', 'w').write('x')", "cell")
        assert told(other, f"said(lambda: open({place!r} + '/diary').read())") in ("EACCES", "ENOENT")
        for process in (number_of(one), told(one, "os.getpid()")):
            if process != told(other, "os.getpid()"):
                assert told(other, f"said(lambda: os.kill({process}, 9))") == "EPERM"
        assert told(one, "1") == 1


def test_the_process_cannot_be_looked_into(inmate: Child, number_of: Callable[[Child], int]) -> None:
    assert os.stat(f"/proc/{number_of(inmate)}/mem").st_uid == 0  # as of one that is not dumpable


def test_at_level_4_a_submission_is_the_only_process_there_is(namespaced: Child) -> None:
    assert told(namespaced, "(os.getpid(), os.getppid(), os.getuid())") == (1, 0, 1000)
    assert told(namespaced, "[each for each in range(1, 1000) if os.path.exists(f'/proc/{each}')]") == [1]


@pytest.mark.parametrize("name", ["net", "mnt", "ipc", "pid", "user", "uts"])
def test_at_level_4_the_namespaces_are_its_own(namespaced: Child, name: str) -> None:
    assert told(namespaced, f"os.readlink('/proc/self/ns/{name}')") != os.readlink(f"/proc/self/ns/{name}")


def test_at_level_4_nothing_tells_where_the_project_lies(namespaced: Child) -> None:
    for name in ("mountinfo", "mounts", "mountstats", "cmdline", "environ", "maps", "task/1/mountinfo"):
        assert told(namespaced, f"said(lambda: open('/proc/self/{name}').read())") in ("EACCES", "EPERM")
    namespaced.run("import inside, numpy, sys", "cell")
    words = "sys.executable, sys._base_executable, sys.orig_argv, sys.path, sys.prefix, dict(os.environ)"
    links = "os.readlink('/proc/self/exe'), os.path.realpath(inside.__file__), os.path.realpath(numpy.__file__)"
    assert str(ROOT) not in told(namespaced, f"repr(({words}, {links}))")


def test_at_level_4_the_scratch_directory_holds_so_many_bytes(namespaced: Child) -> None:
    namespaced.run("def fill():\n for i in range(9): open(str(i), 'wb').write(bytes(10 << 20))", "cell")
    with pytest.raises(StudentError, match="No space left"):
        namespaced.call("fill")


def test_at_level_4_the_scratch_directory_holds_so_many_files(namespaced: Child) -> None:
    namespaced.run("def fill():\n for i in range(5000): open(str(i), 'w').close()", "cell")
    with pytest.raises(StudentError, match="No space left"):
        namespaced.call("fill")


def test_threads_have_a_cap_where_users_do_not_share_it(walled: Sandbox, inmate: Child) -> None:
    inmate.run(
        """
def start():
    for _ in range(100): threading.Thread(target=time.sleep, args=(9,), daemon=True).start()
""",
        "cell",
    )
    with pytest.raises(StudentError, match="can't start new thread") if walled.level > 2 else nullcontext():
        inmate.call("start")


def test_modes_of_files_can_be_changed_by_a_user_of_ones_own_alone(walled: Sandbox, inmate: Child) -> None:
    inmate.run("open('mine', 'w').close()", "cell")
    assert told(inmate, "said(lambda: os.chmod('mine', 0))") == ("EPERM" if walled.level == 2 else None)
