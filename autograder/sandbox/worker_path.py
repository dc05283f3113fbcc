"""The interpreter of the untrusted side: what it can import, and how it is started.

An installed copy of this project has `solutions` beside NumPy in site-packages, so that directory is never
put on the path of the untrusted side. Instead it gets a directory of links: to NumPy, Matplotlib and msgpack,
to what these need, and to `inside`.
"""

import csv
import importlib.metadata
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from packaging.requirements import Requirement

ROOTS = ("numpy", "matplotlib", "msgpack")
INSIDE = Path(__file__).parents[1] / "inside"
NO_CODE = (".dist-info", ".data", ".pth")

START = "import sys; sys.path.append(sys.argv[1]); from inside.confine import kernel, ladder, processes; "
# The last argument is who starts them: they end with us, however we end.
BOUND = START + "import signal; kernel.serve(int(sys.argv[-1]), signal.{}); "
PROGRAM = BOUND.format("SIGTERM") + "processes.main(); from inside.zygote import main; main()"
PROBE = BOUND.format("SIGKILL") + "ladder.main()"
PROBE_SECONDS = 60.0
# As -I, but -I would also ignore PYTHONHASHSEED, which makes a regrade meet sets in the same order.
ISOLATED = ("-P", "-s", "-S")
# What the environment takes over from ours: where things are, and for which processor NumPy computes.
PASSED = ("HOME", "TMPDIR", "LD_LIBRARY_PATH", "MPLCONFIGDIR", "XDG_CACHE_HOME", "OPENBLAS_CORETYPE")
SET = {
    "PATH": os.defpath,
    "LANG": "C.UTF-8",
    "LOGNAME": "student",
    "PYTHONHASHSEED": "0",
    "MPLBACKEND": "Agg",
    # A process with more than one thread cannot be forked safely.
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    # glibc shall keep freed memory: the system's fresh pages cost more than most arithmetic on them.
    "MALLOC_MMAP_THRESHOLD_": str(1 << 25),
    "MALLOC_TRIM_THRESHOLD_": str(1 << 28),
}


def link_packages(directory: Path) -> None:
    """Fill the directory with links to everything that the untrusted side may import."""
    links = {INSIDE.name: INSIDE}
    for distribution in _needed():
        site = Path(str(distribution.locate_file(""))).resolve()
        links.update({name: site / name for name in _top_level(distribution)})
    for name, target in links.items():
        (directory / name).symlink_to(target)


def _needed() -> Iterator[importlib.metadata.Distribution]:
    """The distributions of `ROOTS` and, recursively, of what they require on this system."""
    waiting, seen = list(ROOTS), set(ROOTS)
    while waiting:
        distribution = importlib.metadata.distribution(waiting.pop())
        yield distribution
        for requirement in map(Requirement, distribution.requires or ()):
            applies = requirement.marker is None or requirement.marker.evaluate({"extra": ""})
            if applies and requirement.name not in seen:
                seen.add(requirement.name)
                waiting.append(requirement.name)


def _top_level(distribution: importlib.metadata.Distribution) -> set[str]:
    """The files and folders that a distribution has put into its site directory."""
    record = distribution.read_text("RECORD")
    if record is None:
        name = distribution.metadata["Name"]
        raise FileNotFoundError(f"{name} came without a list of its files; install it with pip")
    names = {row[0].split("/")[0] for row in csv.reader(record.splitlines()) if row}
    return {name for name in names if name not in ("..", "__pycache__") and not name.endswith(NO_CODE)}


def launch(path: Path, control: int, root: Path, level: int) -> "subprocess.Popen[bytes]":
    """Start the zygote with `path` as the directory of links; what it prints goes to `root`/log."""
    with (root / "log").open("wb") as log:
        return subprocess.Popen(
            [*_interpreter(), PROGRAM, str(path), str(control), str(root), str(level), str(os.getpid())],
            pass_fds=[control],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            env=_environment(),
            cwd="/",
            start_new_session=True,  # Ctrl-C is for us, who then end the zygote
        )


def probe(path: Path, at_most: int) -> str:
    """What the untrusted side says of the levels of confinement that can be had here; OSError if it fails."""
    command = [*_interpreter(), PROBE, str(path), str(at_most), str(os.getpid())]
    with subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=_environment(), cwd="/"
    ) as probing:
        try:
            said, errors = probing.communicate(timeout=PROBE_SECONDS)
        except subprocess.TimeoutExpired:
            probing.kill()
            raise OSError(f"no answer within {PROBE_SECONDS:g} s") from None
    if probing.returncode:
        raise OSError(errors.decode(errors="replace").strip().rpartition("\n")[2])
    return said.decode()


def _interpreter() -> list[str]:
    """Python by its own path: that of a virtual environment's link to it tells where this project lies."""
    base: str = getattr(sys, "_base_executable", "")
    same = os.path.realpath(base) == os.path.realpath(sys.executable)
    return [base if same else sys.executable, *ISOLATED, "-c"]


def _environment() -> dict[str, str]:
    return SET | {name: os.environ[name] for name in PASSED if name in os.environ}
