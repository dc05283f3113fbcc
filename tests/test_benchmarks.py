"""The helpers of the measurements in tests/benchmarks; what they measure is run by hand."""

import hashlib
import json
import sys
import tomllib
import types
import warnings

import click
import nbformat
import numpy as np
import pytest
from click.testing import CliRunner

from autograder.scheme.exercises import unit_exercises
from course.sample_class.make import HERE
from course.settings import ROOT
from solutions import backpropagation, classification
from tests.benchmarks import clear, comparison, grading, otter_assignment, stopwatch, watch
from tests.benchmarks.__main__ import main
from tests.benchmarks.clock import Cost
from tests.benchmarks.comparison import Parts
from tests.benchmarks.graders import differences
from tests.benchmarks.in_kernel import earned, require
from tests.benchmarks.our_grading import CourseGrade
from tests.benchmarks.plan import Plan
from tests.benchmarks.report import Report, ratios, spread
from tests.benchmarks.submissions import STUDENTS, without_figures, write_class
from tests.samples import sample_class

UNIT, SEED = "01_classification", "seed"


@pytest.mark.parametrize(("unit", "name"), [(UNIT, "softmax"), ("11_backpropagation", "chain_scalar")])
def test_a_model_answer_earns_all_points_in_a_kernel(unit, name):
    namespace = vars(classification) | vars(backpropagation)
    assert earned(unit, name, namespace, SEED) == unit_exercises(unit)[name].points


def test_what_a_notebook_does_not_define_earns_nothing():
    assert earned(UNIT, "softmax", {}, SEED) == 0


def test_a_partly_right_function_earns_the_points_of_the_checks_it_passes():
    ties_right = {"accuracy": lambda Z, y: np.mean(Z[np.arange(len(y)), y] >= Z.max(axis=1))}
    assert earned(UNIT, "accuracy", ties_right, SEED) == 3


def test_a_changed_argument_is_noticed_in_a_kernel():
    def gradcheck(f, g, x, h):
        error = backpropagation.gradcheck(f, g, x, h)
        x += 1
        return error

    assert 0 < earned("11_backpropagation", "gradcheck", {"gradcheck": gradcheck}, SEED) < 6


def test_a_check_passes_in_silence_as_a_test_case():
    check = unit_exercises(UNIT)["softmax"].checks[0]
    require(UNIT, "softmax", check.name, vars(classification), SEED)


def test_a_failed_check_raises_as_a_test_case():
    check = unit_exercises(UNIT)["softmax"].checks[0]
    with pytest.raises(AssertionError, match="softmax"):
        require(UNIT, "softmax", check.name, {"softmax": lambda Z: None}, SEED)


def test_a_peer_does_not_look_for_a_smaller_counterexample():
    calls = []
    check = unit_exercises(UNIT)["softmax"].checks[0]
    with pytest.raises(AssertionError):
        require(UNIT, "softmax", check.name, {"softmax": calls.append}, SEED)
    assert len(calls) == 1


def test_warnings_of_a_notebook_do_not_reach_standard_error():
    def softmax(Z):
        warnings.warn("a student's own", stacklevel=1)
        return classification.softmax(Z)

    assert earned(UNIT, "softmax", {"softmax": softmax}, SEED) == 6


def test_a_score_that_a_peer_lacks_is_a_difference():
    ours = {"ada": {"one_hot": 3.0, "softmax": 5.0}, "ben": {"one_hot": 0.0}}
    assert differences(ours, {"ada": {"one_hot": 3.0, "softmax": 4.0}}) == 2
    assert differences(ours, ours) == 0


def test_a_batch_is_taken_apart_into_start_and_further_submissions():
    parts = Parts.of(3, [Cost(14.0, 7.0)], [Cost(6.0, 3.0)])
    assert parts.columns == {
        "whole batch": [14 / 3],
        "marginal": [4.0],
        "start-up": [2.0],
        "CPU, whole batch": [7 / 3],
    }


def test_a_grader_without_a_batch_of_one_has_no_marginal_cost():
    *_, row = comparison.seconds({"cached": Parts.of(2, [Cost(1.0, 1.0)])})
    assert row == ("cached", "0.5 / 0.5 / 0.5", "-", "-", "0.5 / 0.5 / 0.5")


def test_factors_say_how_many_times_longer_a_peer_takes():
    peer = Parts.of(2, [Cost(8.0, 12.0)], [Cost(6.0, 6.0)])
    ours = Parts.of(2, [Cost(3.0, 4.0)], [Cost(2.0, 1.0)])
    header, row = comparison.factors({"peer": peer}, ours, {"two": Parts.of(2, [Cost(1.0, 1.0)])})
    assert header == ("", "whole batch", "marginal", "start-up", "CPU, whole batch", "two")
    assert [cell.partition(" /")[0] for cell in row] == ["peer", "2.67", "2", "4", "3", "8"]


def test_a_spread_is_minimum_median_and_maximum():
    assert spread([3.0, 1.0, 2.5]) == "1 / 2.5 / 3"
    assert ratios([6.0, 8.0], [2.0, 4.0]) == [3.0, 2.0]


def test_columns_of_a_table_stand_under_one_another():
    report = Report("title")
    report.tabulate(("a", "b"), [("long", "x")])
    assert report.blocks == ["| a    | b |\n| ---- | - |\n| long | x |"]


def test_a_span_leaves_out_what_is_measured_inside_it(monkeypatch):
    now = iter([0.0, 1.0, 3.0, 10.0])
    monkeypatch.setattr(stopwatch.time, "perf_counter", lambda: next(now))
    watch = stopwatch.Stopwatch(("outer",))
    with watch.span("outer"), watch.span("inner"):
        pass
    assert watch.seconds == {"outer: inner": 2.0, "outer": 8.0}


@pytest.mark.parametrize("unit", STUDENTS)
def test_those_who_are_measured_are_graded_and_end(unit):
    expected = tomllib.loads((HERE / "expected.toml").read_text("utf-8"))[unit]
    wanted = [expected[student] for student in STUDENTS[unit]]
    assert not any("status" in each or "timed_out" in str(each) for each in wanted)


def test_the_students_hand_in_in_turn(tmp_path):
    size = len(STUDENTS[UNIT]) + 1
    names = write_class(UNIT, tmp_path, size)
    assert names[0] == "000_dmitri"
    assert names[-1] == f"{size - 1:03}_dmitri"
    assert sorted(names) == sorted(path.name for path in tmp_path.iterdir())


def test_a_lean_notebook_has_the_answers_and_no_figures():
    path = sample_class() / "ben" / UNIT / f"{UNIT}.ipynb"
    notebook = nbformat.read(path, as_version=4)
    kept = {cell.id for cell in without_figures(notebook).cells}
    left_out = {cell.id for cell in notebook.cells} - kept
    assert {"softmax-answer", "softmax"} < kept
    assert {"figure-soft-to-hard", "softmax-practice", "progress"} < left_out
    ends = ("-practice", "progress")
    assert all(each.startswith(("figure-", "show-")) or each.endswith(ends) for each in left_out)


@pytest.fixture
def results(tmp_path):
    tests = [
        {"name": "f", "score": 3.0, "follow_through": {"earned_before": 1.0}},
        {"name": "g", "score": 2.0, "follow_through": None},
    ]
    environment = {"isolation": 1, "isolation_name": "fresh process"}
    (tmp_path / "ada").mkdir()
    (tmp_path / "ada" / f"{UNIT}.json").write_text(json.dumps({"tests": tests, "environment": environment}))
    return tmp_path


def test_follow_through_credit_is_no_part_of_the_compared_score(results):
    assert CourseGrade(UNIT, SEED, 1, "").scores(results) == {"ada": {"f": 1.0, "g": 2.0}}


def test_a_report_names_the_isolation_of_the_submissions(results):
    assert CourseGrade(UNIT, SEED, 1, "").isolation(results) == "isolation level 1 (fresh process)"


def test_a_report_without_otter_says_so_and_how_to_have_it():
    graders = ("nbgrader autograde", grading.ONE, grading.TWO, grading.CACHE)
    costs = {(grader, size): [Cost(size + 1.0, 1.0)] for grader in graders for size in (1, 2)}
    scores = {grader: {"ada": {"one_hot": float(grader == grading.ONE)}} for grader in graders}
    report = grading._report(UNIT, Plan(rounds=1, batch=2), "Python 3.11", costs, scores, figures=True)
    text = "\n".join(report.blocks)
    assert "otter-grader was not measured: give `--otter ENV/bin/python`" in text
    assert "Scores that differ from ours without follow-through credit, of 1: nbgrader autograde 1." in text
    assert "otter grade_submission |" not in text


def test_every_other_round_begins_with_ours():
    peer = CourseGrade(UNIT, SEED, 1, "peer")
    assert [grading._turns(UNIT, [peer], 2, number)[0][0].label for number in (0, 1)] == ["peer", grading.ONE]


def test_otter_gets_a_test_case_with_its_points_for_each_check(monkeypatch):
    declared = []
    module = types.ModuleType("otter.test_files")
    module.test_case = lambda name, points: declared.append((name, points)) or (lambda function: function)
    monkeypatch.setitem(sys.modules, "otter", types.ModuleType("otter"))
    monkeypatch.setitem(sys.modules, "otter.test_files", module)
    exercise = unit_exercises(UNIT)["softmax"]
    namespace = {}
    exec(otter_assignment._tests(UNIT, exercise, SEED), namespace)
    assert namespace["name"] == "softmax"
    assert declared == [(check.name, check.points) for check in exercise.checks]
    namespace[exercise.checks[0].name](vars(classification))


def test_an_environment_without_otter_is_refused_with_what_to_install():
    with pytest.raises(click.UsageError, match=r"No module named 'otter'\. To make one: .*otter-grader"):
        otter_assignment.otter_version(sys.executable)


def test_what_is_no_python_is_refused(tmp_path):
    (tmp_path / "python").write_text("")
    with pytest.raises(click.UsageError, match="Permission denied"):
        otter_assignment.otter_version(tmp_path / "python")


def test_the_command_complains_of_otter_before_it_measures():
    done = CliRunner().invoke(main, ["grading", "--otter", sys.executable])
    assert done.exit_code == 2
    assert "--otter wants the Python of an environment with otter-grader" in done.output


@pytest.mark.parametrize("name", clear.cells())
def test_all_sides_of_a_clear_version_give_the_same_numbers(name):
    ours, *others = (np.asarray(call(), float) for call in clear.cells()[name].values())
    for each in others:
        np.testing.assert_allclose(each, ours, rtol=1e-7, atol=1e-9)


def test_a_clear_version_is_measured_beside_loops_and_bare_numpy(monkeypatch):
    sides = {clear.OURS: lambda: 0, clear.LOOPS: lambda: sum(range(1000)), clear.BARE: lambda: 0}
    monkeypatch.setattr(clear, "cells", lambda *_: {"a function": sides})
    report = clear.measure(Plan(rounds=2))
    assert "a function" in report.blocks[-1] and "loops / ours" in report.blocks[-1]
    assert "before / ours" not in report.blocks[-1]
    report = clear.measure(Plan(rounds=2, before=ROOT))
    assert "before / ours" in report.blocks[-1]


def test_functions_of_another_checkout_leave_those_of_this_one_alone():
    modules = {name: module for name, module in sys.modules.items() if name.startswith("solutions")}
    before, ours = clear.functions(ROOT), clear.functions()
    assert before.detect is not ours.detect is sys.modules["solutions.convolution"].detect
    assert before.detect.__code__.co_filename == ours.detect.__code__.co_filename
    assert modules.items() <= sys.modules.items()


def handed_in(folder, raw):
    """Write a submission, and the result that the grader would have of it; the key of the result."""
    folder.write("ada", raw)
    digest = hashlib.sha256(raw).hexdigest()
    path = folder.root / "results" / "ada" / f"{UNIT}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"key": f"key of {digest}", "submission": digest}))
    return f"key of {digest}"


def told(folder, key):
    path = folder.root / "live" / "ada" / f".{UNIT}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"key": key}))


def test_a_page_answers_what_it_is_about_and_what_that_took_the_place_of(tmp_path):
    folder = watch.Folder(tmp_path, UNIT)
    folder.write("ada", b"first")
    key = handed_in(folder, b"second")
    folder.look()
    assert not folder.seconds
    told(folder, key)
    folder.write("ada", b"third")
    folder.look()
    assert len(folder.seconds) == 2
    assert len(folder.waiting["ada"]) == 1


def test_a_page_of_an_earlier_submission_answers_no_later_one(tmp_path):
    folder = watch.Folder(tmp_path, UNIT)
    told(folder, handed_in(folder, b"first"))
    folder.look()
    handed_in(folder, b"second")  # graded, and not told yet
    folder.look()
    assert (len(folder.seconds), list(folder.waiting)) == (1, ["ada"])
