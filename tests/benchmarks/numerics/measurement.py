"""Runs the processes that measure, and makes the report of what they say."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from course.settings import ROOT
from tests.benchmarks.machine import processor
from tests.benchmarks.numerics import misses, passes, tables
from tests.benchmarks.numerics.cells import NATIVE, PINNED, Measured
from tests.benchmarks.numerics.scaling import Curve
from tests.benchmarks.numerics.worker import SCALING, cells
from tests.benchmarks.report import RESULTS, Progress, Report

ONE_THREAD = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1") | {
    "XLA_FLAGS": "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"
}
CORES = {NATIVE: None, PINNED: "Haswell"}
METHOD = """\
One thread, on one core. The sides of a cell take turns in one process; the times are processor time, those of peers as
ratios, the peer's over ours in the same round, min / median / max over the rounds: above 1 ours is faster. All sides do
the same work: training starts with the same parameters and takes the samples in the same order (scikit-learn draws its
own), the machines reach the same objective to 1e-6, everything else gives the same numbers. Results that were not the
same stand below the tables. Native is the OpenBLAS core that NumPy chooses, pinned the one for AVX2; torch and jax have
kernels of their own. A target is the ratio that is wanted at least, native / pinned where the two differ; what is below
its target, or below 1, stands at the end with the reason."""


def measure(rounds: int, names: Sequence[str] = (), python: str = sys.executable) -> Report:
    """Measure these cells, or everything, with the peers that this Python has."""
    say = Progress("numerics")
    found: dict[str, list[Measured]] = {NATIVE: [], PINNED: []}
    abouts: dict[str, Mapping[str, Any]] = {}
    curves: list[Curve] = []
    wanted = list(names) or [*cells(), SCALING]
    for core, coretype in CORES.items():
        for line in _lines(python, coretype, rounds, [n for n in wanted if n != SCALING or core == NATIVE]):
            what = line.pop("what")
            if what == "about":
                abouts[core] = line
                say(f"{core}: OpenBLAS core {line['core']}; absent: {', '.join(line['absent']) or 'none'}")
            elif what == "curve":
                curves.append(Curve(**line))
                say(f"scaling: {curves[-1].solver}, {curves[-1].side}: n^{curves[-1].exponent:.2f}")
            else:
                found[core].append(Measured(**line))
                say(f"{core}: {tables.summary(found[core][-1])}")
    if not names:
        RESULTS.mkdir(exist_ok=True)
        tables.draw([cell for cell in found[NATIVE] if cell.table != passes.TABLE], RESULTS / "numerics.png")
        tables.draw_scaling(curves, RESULTS / "numerics-scaling.png")
    return _report(abouts, found, curves, pictures=not names)


def _lines(python: str, coretype: str | None, rounds: int, names: Sequence[str]) -> Iterator[dict[str, Any]]:
    environment = {k: v for k, v in os.environ.items() if k != "OPENBLAS_CORETYPE"} | ONE_THREAD
    if coretype:
        environment["OPENBLAS_CORETYPE"] = coretype
    command = [python, "-m", "tests.benchmarks.numerics.worker", str(rounds), *names]
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        for line in process.stdout:
            yield json.loads(line)
    if process.returncode:
        raise RuntimeError(f"{python} must measure, got the exit code {process.returncode}; its errors are above")


def _report(
    abouts: Mapping[str, Mapping[str, Any]], found: Mapping[str, Sequence[Measured]], curves: Sequence[Curve], *,
    pictures: bool,
) -> Report:  # fmt: skip
    report = Report("The fast versions against what one would take instead")
    if pictures:
        report.say("![Time of each peer over ours, by cell](numerics.png)")
    report.say(METHOD)
    cores = ", ".join(f"{name} {about['core']}" for name, about in abouts.items())
    about = abouts[NATIVE]
    report.say(f"{processor()}; OpenBLAS cores: {cores}; {about['versions']}.")
    if about["absent"]:
        report.say(f"Not installed, and left out: {', '.join(about['absent'])}.")
    contests = {core: [cell for cell in cells if cell.table != passes.TABLE] for core, cells in found.items()}
    counted = {core: [cell for cell in cells if cell.table == passes.TABLE] for core, cells in found.items()}
    tables.tabulate(report, contests)
    tables.tell_differences(report, found)
    if counted[NATIVE]:
        passes.tabulate(report, counted)
    if curves:
        tables.tabulate_scaling(report, curves)
    if pictures:
        report.say("![Seconds against samples](numerics-scaling.png)")
    misses.tell(report, contests)
    return report
