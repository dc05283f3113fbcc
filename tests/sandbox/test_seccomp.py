"""The filter of system calls, run on an interpreter of BPF: for both architectures, whichever this one is."""

import errno
import os
import struct

import pytest

from autograder.inside.confine import seccomp
from autograder.inside.confine.system_calls import ARCHITECTURES, CONDITIONAL, FREE, OWNERS, numbers

MACHINES = list(ARCHITECTURES)
REFUSED, MISSING = seccomp.failing(errno.EPERM), seccomp.failing(errno.ENOSYS)
OWN = 4321  # the process whose filter it is


def decision(program: bytes, architecture: int, number: int, arguments: tuple[int, ...] = ()) -> int:
    """What the kernel would do with a system call."""
    words = [*arguments, 0, 0, 0, 0, 0, 0][:6]
    data = struct.pack("=IIQ6Q", number & 0xFFFFFFFF, architecture, 0, *(word & (1 << 64) - 1 for word in words))
    code = list(struct.iter_unpack("=HBBI", program))
    place, accumulator = 0, 0
    while True:
        operation, then, otherwise, operand = code[place]
        place += 1
        match operation:
            case 0x20:
                (accumulator,) = struct.unpack_from("=I", data, operand)
            case 0x54:
                accumulator &= operand
            case 0x15:
                place += then if accumulator == operand else otherwise
            case 0x35:
                place += then if accumulator >= operand else otherwise
            case 0x06:
                return int(operand)
            case _:
                raise AssertionError(f"no such instruction: {operation:#x}")


def asked(machine: str, number: int, *arguments: int, owner: bool = True) -> int:
    """The decision of the filter of that architecture on a call of its own."""
    return decision(seccomp.program(machine, OWN, owner), ARCHITECTURES[machine], number, arguments)


def conditional(machine: str, name: str, *arguments: int) -> int:
    return asked(machine, numbers(CONDITIONAL, machine)[name], *arguments)


@pytest.mark.parametrize("machine", MACHINES)
def test_the_program_fits_and_never_leaves_itself(machine: str) -> None:
    code = list(struct.iter_unpack("=HBBI", seccomp.program(machine, OWN, owner=True)))
    assert len(code) < 4096
    for place, (operation, then, otherwise, _) in enumerate(code):
        if operation in (0x15, 0x35):
            assert place + 1 + max(then, otherwise) < len(code)


@pytest.mark.parametrize("machine", MACHINES)
def test_exactly_what_is_listed_is_allowed_whatever_its_arguments(machine: str) -> None:
    listed = {number for table in [*FREE.values(), OWNERS] for number in numbers(table, machine).values()}
    allowed = {number for number in range(600) if asked(machine, number, -1, -1, -1, -1, -1, -1) == seccomp.ALLOW}
    assert allowed == listed


# Numbers from the kernel's own tables: x86_64, aarch64.
DENIED = {
    "ptrace": (101, 117),
    "socket": (41, 198),
    "connect": (42, 203),
    "bind": (49, 200),
    "execve": (59, 221),
    "execveat": (322, 281),
    "mount": (165, 40),
    "umount2": (166, 39),
    "pivot_root": (155, 41),
    "unshare": (272, 97),
    "setns": (308, 268),
    "bpf": (321, 280),
    "perf_event_open": (298, 241),
    "userfaultfd": (323, 282),
    "io_uring_setup": (425, 425),
    "io_uring_enter": (426, 426),
    "keyctl": (250, 219),
    "add_key": (248, 217),
    "process_vm_readv": (310, 270),
    "pidfd_open": (434, 434),
    "pidfd_send_signal": (424, 424),
    "pidfd_getfd": (438, 438),
    "memfd_create": (319, 279),
    "shmget": (29, 194),
    "mq_open": (180, 180),
    "setuid": (105, 146),
    "chown": (92, 54),
    "sched_setaffinity": (203, 122),
    "open_by_handle_at": (304, 265),
    "tkill": (200, 130),
    "rt_sigqueueinfo": (129, 138),
    "personality": (135, 92),
    "kcmp": (312, 272),
    "seccomp": (317, 277),
    "inotify_init1": (294, 26),
    "setsockopt": (54, 208),
}


@pytest.mark.parametrize("name", DENIED)
def test_what_reaches_beyond_the_process_is_refused(name: str) -> None:
    assert [asked(machine, number) for machine, number in zip(MACHINES, DENIED[name], strict=True)] == [REFUSED] * 2


@pytest.mark.parametrize("machine", MACHINES)
def test_a_call_of_another_architecture_kills(machine: str) -> None:
    program = seccomp.program(machine, OWN, owner=True)
    others = [number for name, number in ARCHITECTURES.items() if name != machine]
    for other in (*others, 0x40000003, 0x40000028, 0):  # 32-bit x86 and ARM
        assert decision(program, other, 1) == seccomp.KILL


@pytest.mark.parametrize("machine", MACHINES)
def test_x32_calls_and_those_of_later_kernels_do_not_exist(machine: str) -> None:
    for number in (0x40000000, 0x40000001, 0x40000000 + 520, 463, 1000, -1):
        assert asked(machine, number) == MISSING


@pytest.mark.parametrize("machine", MACHINES)
def test_threads_may_be_started_and_neither_processes_nor_namespaces(machine: str) -> None:
    thread, child = 0x3D0F00, 0x1200011  # glibc's flags for each
    assert conditional(machine, "clone", thread) == seccomp.ALLOW
    assert conditional(machine, "clone", child) == REFUSED
    assert conditional(machine, "clone", 17) == REFUSED
    for namespace in (0x80, 0x20000, 0x2000000, 0x4000000, 0x8000000, 0x10000000, 0x20000000, 0x40000000):
        assert conditional(machine, "clone", thread | namespace) == REFUSED
    assert asked(machine, seccomp.CLONE3[machine]) == MISSING


@pytest.mark.parametrize("machine", MACHINES)
@pytest.mark.parametrize("call", ["kill", "tgkill"])
def test_signals_reach_the_process_alone(machine: str, call: str) -> None:
    assert conditional(machine, call, OWN, 9) == seccomp.ALLOW
    for other in (0, 1, -1, OWN + 1, -OWN):
        assert conditional(machine, call, other, 9) == REFUSED


@pytest.mark.parametrize("machine", MACHINES)
def test_sockets_are_pairs_of_streams(machine: str) -> None:
    local, internet = 1, 2
    for kind in (1, 1 | 0o4000, 1 | 0o2000000, 1 | 0o2004000):
        assert conditional(machine, "socketpair", local, kind) == seccomp.ALLOW
    for family, kind in ((local, 2), (local, 5), (internet, 1), (local, 2 | 0o2000000)):
        assert conditional(machine, "socketpair", family, kind) == REFUSED
    assert conditional(machine, "sendto", 3, 0x7F0000000000, 5) == seccomp.ALLOW
    for address in (1, 1 << 32, 0x7FFF12345678):
        assert conditional(machine, "sendto", 3, 0, 5, 0, address, 16) == REFUSED


@pytest.mark.parametrize("machine", MACHINES)
def test_a_file_is_emptied_by_those_who_open_it_for_writing_alone(machine: str) -> None:
    for flags in (os.O_RDONLY, os.O_WRONLY | os.O_TRUNC | os.O_CREAT, os.O_RDWR | os.O_TRUNC, os.O_RDWR, 3):
        assert conditional(machine, "openat", 3, 0, flags) == seccomp.ALLOW
    for flags in (os.O_RDONLY | os.O_TRUNC, os.O_RDONLY | os.O_TRUNC | os.O_CREAT, 3 | os.O_TRUNC):
        assert conditional(machine, "openat", 3, 0, flags) == REFUSED


def test_the_older_call_to_open_a_file_is_the_same() -> None:
    assert conditional("x86_64", "open", 0, os.O_RDWR | os.O_TRUNC) == seccomp.ALLOW
    assert conditional("x86_64", "open", 0, os.O_RDONLY | os.O_TRUNC) == REFUSED
    assert "open" not in numbers(CONDITIONAL, "aarch64")


@pytest.mark.parametrize("machine", MACHINES)
def test_limits_can_be_read_and_not_set(machine: str) -> None:
    assert conditional(machine, "prlimit64", 0, 7, 0, 0x7FFF00000000) == seccomp.ALLOW
    for process, new in ((0, 1 << 32), (0, 8), (OWN, 0)):
        assert conditional(machine, "prlimit64", process, 7, new, 0) == REFUSED


@pytest.mark.parametrize("machine", MACHINES)
def test_files_and_the_process_are_controlled_by_harmless_commands_alone(machine: str) -> None:
    assert conditional(machine, "fcntl", 1, 3) == seccomp.ALLOW
    assert conditional(machine, "ioctl", 1, 0x5401) == seccomp.ALLOW
    assert conditional(machine, "prctl", 15) == seccomp.ALLOW
    set_owner, set_signal, pipe_size = 8, 10, 1031
    for command in (set_owner, set_signal, pipe_size):
        assert conditional(machine, "fcntl", 1, command) == REFUSED
    assert conditional(machine, "ioctl", 0, 0x5412) == REFUSED  # TIOCSTI
    for option in (1, 4, 22, 36):  # when the parent dies; dumpable; another filter; subreaper
        assert conditional(machine, "prctl", option) == REFUSED


@pytest.mark.parametrize("machine", MACHINES)
def test_modes_and_times_of_files_are_for_a_user_of_ones_own(machine: str) -> None:
    for number in numbers(OWNERS, machine).values():
        assert asked(machine, number, owner=True) == seccomp.ALLOW
        assert asked(machine, number, owner=False) == REFUSED
