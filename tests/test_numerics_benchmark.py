"""The report of tests/benchmarks/numerics on made-up times, and its cells as far as they are quick to prepare."""

from dataclasses import asdict

import numpy as np
import pytest
from click.testing import CliRunner

from solutions.backpropagation import flop_ratio
from tests.benchmarks.numerics import cells as running
from tests.benchmarks.numerics import measurement, misses, passes, scaling, tables
from tests.benchmarks.numerics.__main__ import main
from tests.benchmarks.numerics.cells import NATIVE, OURS, PINNED, SHARE, Cell, Contest, Measured
from tests.benchmarks.numerics.reasons import REASONS, UNKNOWN, reason
from tests.benchmarks.numerics.targets import TARGETS, target
from tests.benchmarks.numerics.worker import cells

ABOUT = {"core": "Zen", "versions": "numpy 2", "absent": ["torch"]}


def measured(name="krr-500-1", peer=(3.0, 4.0, 8.0), side="scikit-learn KernelRidge", notes=(), **more):
    return Measured(name, "a table", {OURS: [1.0, 2.0, 2.0], side: list(peer)}, list(notes), **more)


def text(found, curves=()):
    return "\n".join(measurement._report({NATIVE: ABOUT, PINNED: ABOUT}, found, curves, pictures=False).blocks)


@pytest.mark.parametrize(
    ("cell", "side", "wanted"),
    [
        ("mlp-64-64-10-sgd-32", "torch, fused optimiser", "4"),
        ("mlp-64-64-10-adam-128", "scikit-learn", "5"),
        ("mlp-64-64-10-sgd-128", "plain, sample by sample", "18"),
        ("mlp-64-64-10-sgd-32", "jax, jit of an epoch's scan", "1"),
        ("mlp-784-128-10-sgd-32", "torch", "1"),
        ("mlp-784-1024-1024-10-sgd-512", SHARE, "0.75 / 0.8"),
        ("gram-5000-float64", "SciPy cdist", "2.5"),
        ("gram-5000-float64", "plain", "1"),
        ("gram-1000-float64", "torch, in place", "1"),
        ("krr-1000-1", "scikit-learn KernelRidge", "1.5"),
        ("krr-2000-0.0001", "scikit-learn KernelRidge", "2"),
        ("krr-2000-1", "plain Gram and SciPy cho_solve", "1"),
        ("svm-waves-2000-C1", "scikit-learn SVC (libsvm)", "1.3"),
        ("svm-waves-2000-C100", "scikit-learn SVC (libsvm)", "1"),
        ("svm-linear-5000x64-C1", "scikit-learn LinearSVC", "2.5"),
        ("conv-1-8-8", "torch", "1"),
        ("conv-16-32-14", "torch", "0.667 / -"),
        ("conv-16-32-14", "plain im2col", "1.4"),
    ],
)
def test_a_cell_has_the_target_of_its_table(cell, side, wanted):
    assert target(cell, side).text == wanted


def test_every_declared_target_is_that_of_some_cell():
    sides = [SHARE, "torch", "scikit-learn", "scikit-learn KernelRidge", "plain, sample by sample", "plain im2col"]
    assert {target(name, side) for name in cells() for side in sides} == set(TARGETS)


def test_a_ratio_below_one_is_a_miss_even_where_the_target_is_met():
    multichannel = target("conv-16-32-14", "torch")
    assert multichannel.missed(NATIVE, 0.99)
    assert not multichannel.missed(PINNED, 1)


def test_a_share_of_the_peak_is_measured_by_its_target_alone():
    share = target("mlp-784-1024-1024-10-sgd-512", SHARE)
    assert not share.missed(NATIVE, 0.76)
    assert share.missed(PINNED, 0.76)


def test_a_miss_is_found_by_its_median_on_either_core():
    slow, fast = measured(peer=(1.0, 2.0, 9.0)), measured(peer=(9.0, 9.0, 9.0))
    assert not list(misses.misses({NATIVE: [fast], PINNED: [fast]}))
    (miss,) = misses.misses({NATIVE: [fast], PINNED: [slow]})
    assert miss.row == ("krr-500-1", "scikit-learn KernelRidge", "(4.5)", "1", "1.5")


def test_a_miss_of_a_cell_measured_natively_alone_has_no_pinned_ratio():
    (miss,) = misses.misses({NATIVE: [measured(peer=(1.0, 2.0, 2.0))], PINNED: []})
    assert miss.row[2:4] == ("1", "")


def test_a_report_without_misses_says_so():
    assert "## Targets missed" in text({NATIVE: [measured()], PINNED: []})
    assert text({NATIVE: [measured()], PINNED: []}).endswith("\nNone.")


def test_a_miss_stands_under_the_reason_of_its_family():
    report = text({NATIVE: [measured(peer=(1.0, 1.0, 1.0)), measured("new", (1.0, 1.0, 1.0))], PINNED: []})
    family = reason("krr-500-1", "scikit-learn KernelRidge")
    before, after = report.split(f"### {UNKNOWN.title}")
    assert f"### {family.title}\n\n{family.why}\n| cell      | side" in before
    assert "| new " in after.split("| --")[-1]


@pytest.mark.parametrize(
    ("cell", "side", "title"),
    [
        ("mlp-64-64-10-adam-32", "jax, jit of an epoch's scan", "jax on a network of 64 neurons"),
        ("mlp-64-64-10-sgd-128", "scikit-learn", "scikit-learn on a network of 64 neurons"),
        ("mlp-64-64-10-adam-32", "torch", UNKNOWN.title),
        ("mlp-784-1024-1024-10-adam-128", "torch, fused optimiser", "jax, torch and the plain version"),
        ("mlp-784-1024-1024-10-sgd-512", SHARE, "Share of the peak"),
        ("gram-5000-float64", "scikit-learn rbf_kernel", "Gram matrix"),
        ("krr-500-1", "plain Gram and SciPy cho_solve", "Kernel ridge"),
        ("krr-2000-1", "scikit-learn KernelRidge", UNKNOWN.title),
        ("svm-digits-500-C10", "scikit-learn SVC (libsvm)", "SVM with the Gaussian kernel"),
        ("svm-linear-2000x200-C1", "scikit-learn LinearSVC", "Linear SVM"),
        ("conv-1-32-28", "plain im2col", "Convolution of one channel"),
        ("conv-16-32-14", "torch", "Convolution with 16 channels"),
    ],
)
def test_a_cell_has_the_reason_of_its_family(cell, side, title):
    assert reason(cell, side).title.startswith(title)


def test_every_reason_is_that_of_some_cell():
    sides = [SHARE, "torch", "jax, jit of an epoch's scan", "scikit-learn"]
    assert {reason(name, side) for name in cells() for side in sides} == {*REASONS, UNKNOWN}


def test_targets_stand_beside_the_ratios():
    report = text({NATIVE: [measured()], PINNED: [measured(peer=(2.0, 2.0, 2.0))]})
    assert "| krr-500-1 | ours                     | 1e+03 ms / 2e+03 ms / 2e+03 ms | 1e+03 ms" in report
    assert "|           | scikit-learn KernelRidge | 2 / 3 / 4                      | 1 / 1 / 2" in report
    assert report.split("scikit-learn KernelRidge")[1].split("\n")[0].endswith("| 1.5    |")


def test_a_share_of_the_peak_has_a_row_of_its_own():
    cell = measured("mlp-784-1024-1024-10-sgd-512", peak=[0.5, 0.7, 0.8])
    assert "share of the GEMM peak   | 0.5 / 0.7 / 0.8" in text({NATIVE: [cell], PINNED: []})


@pytest.mark.parametrize("table", ["a table", passes.TABLE])
def test_results_that_differ_are_told_with_their_core(table):
    name = "passes-64-64-10-32"
    native, pinned = (Measured(name, table, {OURS: [1.0], passes.BOTH: [2.0]}, notes) for notes in ([], ["it differs"]))
    report = text({NATIVE: [native], PINNED: [pinned]})
    assert f"Results that are not the same:\n\n- {name} (pinned): it differs" in report


def test_peers_that_are_absent_are_named():
    assert "Not installed, and left out: torch." in text({NATIVE: [measured()], PINNED: []})


def test_a_summary_is_a_line_of_medians_and_notes():
    assert tables.summary(measured(notes=["odd"])) == (
        "krr-500-1: 2e+03 ms; times ours: scikit-learn KernelRidge 3.00, odd"
    )


def test_an_exponent_is_that_of_the_fitted_power():
    curve = scaling.Curve("a solver", OURS, [10, 20, 40], [1.0, 4.0, 16.0])
    assert f"| a solver | ours | {2:.2f}     | 10: 1e+03, 20: 4e+03, 40: 1.6e+04 |" in text(
        {NATIVE: [measured()], PINNED: []}, [curve]
    )


def test_pictures_are_drawn_of_cells_and_curves(tmp_path):
    cell = measured("mlp-784-1024-1024-10-sgd-512", side="torch", peak=[0.5])
    tables.draw([cell, measured()], tmp_path / "cells.png")
    tables.draw_scaling([scaling.Curve("a solver", OURS, [10, 20], [1.0, 4.0])], tmp_path / "curves.png")
    assert all((tmp_path / name).stat().st_size > 5000 for name in ("cells.png", "curves.png"))


def run(sides, same=lambda ours, theirs: "" if ours == theirs else f"{theirs}, ours {ours}", **more):
    contest = Contest(sides, lambda result: result, same, **more)
    return running.run(Cell("a", "b", lambda: contest), 2, lambda: 1e9)


@pytest.fixture
def quick(monkeypatch):
    monkeypatch.setattr(running, "TURN", 1e-5)


@pytest.mark.usefixtures("quick")
def test_a_side_with_another_result_is_noticed():
    found = run({OURS: lambda: 1, "right": lambda: 1, "wrong": lambda: 2})
    assert found.notes == ["wrong: 2, ours 1"]
    assert {side: len(times) for side, times in found.seconds.items()} == {OURS: 2, "right": 2, "wrong": 2}


@pytest.mark.usefixtures("quick")
def test_the_time_of_a_part_is_scaled_to_the_whole(monkeypatch):
    monkeypatch.setattr(running, "_turn", lambda side, repeats: 3.0)
    assert run({OURS: list, "part": list}, parts={"part": 0.25}).seconds == {OURS: [3.0, 3.0], "part": [12.0, 12.0]}


@pytest.mark.usefixtures("quick")
def test_the_share_of_the_peak_is_flops_over_time_over_peak(monkeypatch):
    monkeypatch.setattr(running, "_turn", lambda side, repeats: 2.0)
    assert run({OURS: list}, flops=1e9).figures == {SHARE: [0.5, 0.5]}


@pytest.mark.parametrize("name", ["gram-1000-float32", "krr-500-1", "svm-digits-500-C1", "svm-linear-5000x64-C1",
                                  "conv-1-8-8", "mlp-64-64-10-sgd-128", "passes-64-64-10-32"])  # fmt: skip
def test_a_wrong_result_is_not_the_same_as_ours(name):
    contest = cells()[name].prepare()
    right = contest.quality(contest.sides[OURS]())
    wrong = [1.1 * np.asarray(each) for each in right] if isinstance(right, tuple) else 1.1 * np.asarray(right)
    assert contest.same(right, right) == ""
    assert contest.same(right, wrong)


def test_loss_and_gradient_stand_beside_the_count_of_operations():
    name = "passes-64-64-10-32"
    cell = Measured(name, passes.TABLE, {OURS: [1.0, 1.0], passes.BOTH: [2.0, 3.0]}, [])
    report = text({NATIVE: [cell, measured()], PINNED: []})
    predicted = 1 + flop_ratio([64, 64, 10])
    assert f"| {name} | 2 / 2.5 / 3 |        | {predicted:.3g}      | {2.5 / predicted:.2f}" in report
    assert report.count(name) == 1


def test_the_passes_go_forward_to_the_same_loss():
    contest = cells()["passes-64-64-10-32"].prepare()
    assert contest.sides[OURS]() == pytest.approx(contest.sides[passes.BOTH]())


def test_the_cells_are_listed_with_names_of_their_own():
    listed = CliRunner().invoke(main, ["--list"]).output.split()
    assert len(listed) == len(set(listed)) == len(cells()) + 1


def test_a_worker_that_fails_is_reported_with_its_exit_code(tmp_path):
    python = tmp_path / "python"
    python.write_text("#!/bin/sh\nexit 3\n")
    python.chmod(0o755)
    with pytest.raises(RuntimeError, match="must measure, got the exit code 3"):
        list(measurement._lines(str(python), "Haswell", 1, []))


@pytest.fixture
def lines(monkeypatch):
    curve = asdict(scaling.Curve("a solver", OURS, [10, 20], [1.0, 4.0]))
    told = [{"what": "about", **ABOUT}, {"what": "cell", **asdict(measured())}, {"what": "curve", **curve}]
    monkeypatch.setattr(measurement, "_lines", lambda *_: [dict(line) for line in told])


@pytest.mark.usefixtures("lines")
def test_lines_of_a_worker_become_cells_of_both_cores():
    report = "\n".join(measurement.measure(1, ["krr-500-1"]).blocks)
    assert report.count("2 / 3 / 4") == 1 + 1
    assert ".png" not in report


@pytest.mark.usefixtures("lines")
def test_a_whole_measurement_has_pictures_and_ends_with_the_misses(monkeypatch, tmp_path):
    monkeypatch.setattr(measurement, "RESULTS", tmp_path)
    *_, picture, introduction, last = measurement.measure(1).blocks
    assert {path.name for path in tmp_path.iterdir()} == {"numerics.png", "numerics-scaling.png"}
    assert "(numerics-scaling.png)" in picture
    assert introduction.startswith("## Targets missed")
    assert last == "None."
