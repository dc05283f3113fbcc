"""What a measurement ran on: versions, cores, the kernels that OpenBLAS chose."""

import ctypes
import os
import platform
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path

import numpy as np

CORENAMES = ("scipy_openblas_get_corename64_", "openblas_get_corename64_", "openblas_get_corename")


def description(packages: Iterable[str] = ()) -> str:
    """One line on the machine, and on the versions of Python, NumPy and these packages."""
    versions = [f"{name} {version(name)}" for name in ("numpy", *packages)]
    cores = len(os.sched_getaffinity(0))
    load = os.getloadavg()[0]
    return (
        f"Python {platform.python_version()}, {', '.join(versions)}; {processor()}, {cores} cores, "
        f"OpenBLAS core {openblas_core()}; load average at the start {load:.2f}"
    )


def processor() -> str:
    """The processor's own name where the system tells it."""
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.machine()
    return next(
        (line.partition(":")[2].strip() for line in lines if line.startswith("model name")),
        platform.machine(),
    )


def openblas_core() -> str:
    """The processor that NumPy's OpenBLAS computes for; the environment may pin it."""
    np.dot(np.ones(2), np.ones(2))
    try:
        maps = Path("/proc/self/maps").read_text().split()
    except OSError:
        return "unknown"
    for library in sorted({path for path in maps if "openblas" in path}):
        loaded = ctypes.CDLL(library)
        for name in CORENAMES:
            if hasattr(loaded, name):
                corename = getattr(loaded, name)
                corename.restype = ctypes.c_char_p
                return str(corename().decode())
    return "unknown"
