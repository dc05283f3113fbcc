"""The process that measures: a line of JSON on standard output for each thing that it has measured.

Started by the measurement with the environment that keeps every library to one thread; it also stays on one core.
"""

import json
import os
import sys
import time
from dataclasses import asdict
from typing import Any

import numpy as np

from tests.benchmarks.machine import openblas_core
from tests.benchmarks.numerics import images, kernels, passes, scaling, training
from tests.benchmarks.numerics.cells import Cell, run
from tests.benchmarks.numerics.peers import absent, versions

SCALING = "scaling"


def cells() -> dict[str, Cell]:
    """All cells by name."""
    return {cell.name: cell for each in (training, kernels, images, passes) for cell in each.cells()}


def main(rounds: int, names: list[str]) -> None:
    """Measure these cells, and the scaling if it is among the names."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    _tell("about", core=openblas_core(), versions=versions(), absent=absent())
    known = cells()
    for name in names:
        if name == SCALING:
            for curve in scaling.curves():
                _tell("curve", **asdict(curve))
        else:
            _tell("cell", **asdict(run(known[name], rounds, _gemm)))


def _gemm() -> float:
    """The speed of a large matrix product in float32, in floating point operations a second."""
    A = np.ones((1024, 1024), np.float32)
    began = time.process_time()
    for _ in range(3):
        A @ A
    return 3 * 2 * 1024**3 / (time.process_time() - began)


def _tell(what: str, **values: Any) -> None:
    print(json.dumps({"what": what, **values}), flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2:])
