"""`course check` finds what is wrong with a mark scheme, and finds nothing wrong with ours."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest

from autograder.exam import collection, hall
from autograder.intake.paper import load_paper
from autograder.proof.many_seeds import try_seeds
from autograder.proof.prove import Proof, Seeds, one_call_answers, prove
from autograder.proof.tally import Tally
from autograder.sandbox import Sandbox
from autograder.scheme.exercises import Exercise, mark_scheme, unit_exercises
from course.settings import ROOT, Unit, load

from .conftest import RULES

UNIT = "01_toy"
TWO_EACH = Seeds(2, 2)

SCHEME = '''
import numpy as np
from autograder import alternate, exercise, expect, forall, misconception, weight

def total(x):
    """The sum of the entries."""
    return np.sum(x)

def vectors(d):
    return d.array(d.integer(1, 4), -9, 9)

@exercise(reference=total)
class TestTotal:
    CONTRACT = {"The sum": "test_sum"}

    @weight(2)
    @forall(vectors)
    def test_sum(self, student, x):
        """It is the sum."""
        expect.close(student.total(x), total(x), "total(x)")

    @misconception("The sum, not the mean.", see="def-total")
    def mean(x):
        return np.mean(x)

    @alternate
    def by_loop(x):
        return sum(x)
'''

BODY = "def total(x):\n    return np.sum(x)"
LATER = "def doubled(x, n):\n    return 2 * n * total(x)"
LATER_STUB = "def doubled(x, n):\n    raise NotImplementedError()"
STUB = "def total(x):\n    raise NotImplementedError()"
BODIES = {"total": BODY, "doubled": LATER, "catch_total": "def catch_total():\n    return [[1, 2]]"}
STUBS = {"doubled": LATER_STUB, "catch_total": "def catch_total():\n    raise NotImplementedError()"}


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    """One for all toys: it takes longer to come up than a toy to be proven."""
    with Sandbox() as opened:
        yield opened


@pytest.fixture
def proof(
    tmp_path: Path,
    write_toy: Callable[[Mapping[str, str]], None],
    sandbox: Sandbox,
    monkeypatch: pytest.MonkeyPatch,
) -> Callable[..., Proof]:
    """Prove a toy mark scheme after some replacements in it, or one that is a folder."""
    monkeypatch.setattr(hall, "Sandbox", lambda: nullcontext(sandbox))

    def run(
        *changes: tuple[str, str],
        starter: str = STUB,
        scheme: str = SCHEME,
        folder: Mapping[str, str] | None = None,
        seeds: Seeds = TWO_EACH,
        bodies: Mapping[str, str] = BODIES,
    ) -> Proof:
        for old, new in changes:
            assert old in scheme
            scheme = scheme.replace(old, new)
        files = {f"test_toy/{name}": text for name, text in folder.items()} if folder else {"test_toy.py": scheme}
        write_toy(files)
        written = "".join(files.values())
        answers = {"total": starter} | {name: stub for name, stub in STUBS.items() if f"def {name}" in written}
        paper = load_paper(released(tmp_path / UNIT, answers))
        return prove(paper, bodies, RULES, seeds, 2)

    return run


def released(folder: Path, answers: Mapping[str, str]) -> Path:
    folder.mkdir()
    cells = [("setup", "import numpy as np", {"role": "setup"})]
    for name, source in answers.items():
        cells.append((f"{name}-answer", source, {"role": "answer", "exercise": name}))
    tree = {
        "nbformat": 4,
        "nbformat_minor": 5,
        "metadata": {"mdl": {"unit": UNIT, "anchors": {}}},
        "cells": [
            {
                "cell_type": "code",
                "id": name,
                "source": source,
                "metadata": {"mdl": mdl, "nbgrader": {"grade_id": name}},
                "outputs": [],
                "execution_count": None,
            }
            for name, source, mdl in cells
        ],
    }
    (folder / f"{UNIT}.ipynb").write_text(json.dumps(tree))
    return folder


def test_a_sound_mark_scheme_has_no_findings(proof: Callable[..., Proof]) -> None:
    found = proof()
    assert found.findings == []
    assert found.tried == {"starter": 1, "reference": 2, "alternate": 2, "misconception": 2, "mutant": 1}


def test_a_check_that_rejects_the_reference_is_found(proof: Callable[..., Proof]) -> None:
    findings = proof(('total(x), "total(x)")', 'total(x) + 1, "total(x)")')).findings
    (first, *_) = findings
    assert first.startswith("reference 01_toy on 2 of 2 seeds (0, 1) and 1 more answer: total, test_sum: failed: ")
    assert len([line for line in findings if "test_sum" in line]) == 1


def test_a_check_that_stumbles_on_the_model_answer_is_one_line(proof: Callable[..., Proof]) -> None:
    broken = "NameError: name 'totl' is not defined"
    assert proof(('total(x), "total(x)")', 'totl(x), "total(x)")')).findings == [
        "reference 01_toy on 2 of 2 seeds (0, 1) and 1 more answer: total, test_sum: "
        f"grader_error: the check itself failed on the model answer: {broken}"
    ]


def test_one_cause_in_two_checks_is_one_line(proof: Callable[..., Proof]) -> None:
    scheme = (SCHEME + TWICE).replace("d.integer(1, 4)", "d.intger(1, 4)")
    found, *_ = findings = proof(scheme=scheme).findings
    assert findings == [found]
    assert "total, test_sum; doubled, test_twice: grader_error: " in found


def test_a_model_answer_that_is_not_written_is_one_line(proof: Callable[..., Proof]) -> None:
    bodies = BODIES | {"total": STUB}
    found = proof(scheme=SCHEME, bodies=bodies, seeds=Seeds(7, 2)).findings
    assert found == ["reference 01_toy on 7 of 7 seeds (0, 1, 2, 3, 4, ...): total: missing: total is not written yet"]


def test_a_check_that_rejects_an_alternate_is_found(proof: Callable[..., Proof]) -> None:
    findings = proof(("return sum(x)", "return float(sum(x)) + 1e-3")).findings
    (first, *_) = findings
    assert first.startswith("alternate set 1 (total) on 2 of 2 seeds (0, 1): total, test_sum: failed: ")


def test_a_misconception_that_no_check_catches_is_found(proof: Callable[..., Proof]) -> None:
    (first, *_) = proof(("return np.mean(x)", "return x.sum()")).findings
    assert first == "misconception mean of total: full marks on 2 of 2 seeds (0, 1): no check catches it"


def test_a_misconception_that_cannot_be_told_from_another_is_found(proof: Callable[..., Proof]) -> None:
    twin = '    @misconception("Do not divide.", see="def-total")\n    def average(x):\n        return x.mean()\n'
    findings = proof(("    @alternate\n", f"{twin}\n    @alternate\n")).findings
    assert "misconception mean of total: caught, but not named on 2 of 2 seeds (0, 1)" in findings


HALF = ('"""The sum of the entries."""', '"""The sum of the entries. No entries have the sum 0."""')


def test_a_sentence_of_the_contract_that_no_check_is_named_for_is_found(proof: Callable[..., Proof]) -> None:
    assert proof(HALF).findings == ['total: no check is named in CONTRACT for "No entries have the sum 0."']


@pytest.mark.parametrize(
    ("contract", "finding"),
    [
        ('{"The sum": "test_sum", "of squares": "test_sum"}', 'CONTRACT has "of squares", which is in no sentence'),
        ('{"The sum": "test_some"}', 'CONTRACT names test_some for "The sum", and there is no such check'),
        ('{"The sum": ()}', 'CONTRACT names no check for "The sum"'),
    ],
)
def test_what_a_mark_scheme_says_of_its_contract_is_looked_at(
    proof: Callable[..., Proof], contract: str, finding: str
) -> None:
    (found,) = proof(('{"The sum": "test_sum"}', contract)).findings
    assert found.startswith(f"total: {finding}")


IDLE = '''
    @weight(1)
    @forall(vectors)
    def test_number(self, student, x):
        """It is a number."""
        expect.number(student.total(x), "total(x)")
'''


def test_a_check_that_no_wrong_answer_fails_is_found(proof: Callable[..., Proof]) -> None:
    findings = proof(('    @misconception("The sum', f'{IDLE}\n    @misconception("The sum')).findings
    assert findings == ["total: test_number fails for no misconception and no mutant: add one that breaks it"]


def test_a_check_that_catches_a_misconception_on_some_seeds_only_is_found() -> None:
    tally, passed = Tally(), {"name": "a", "verdict": "passed", "earned": 1, "points": 1}
    named, other = {"name": "mean"}, {"name": "b", "verdict": "failed", "earned": 0, "points": 2}
    for seed in range(7):
        checks = [passed if seed else {**passed, "verdict": "failed", "earned": 0}, other]
        tally.add("total", "mean", str(seed), {"misconception": named, "checks": checks})
    tally.add("total", "zero", "0", {"misconception": named, "checks": [other]})
    assert list(tally.findings()) == [
        "misconception mean of total: a does not catch it on 6 of 7 seeds (1, 2, 3, 4, 5, ...), but on others: its "
        "mark depends on the seed",
        "misconception zero of total: caught, but named mean on 1 of 1 seeds (0)",
    ]
    assert tally.outcomes["total", "mean"].earned == [0, 1, 1, 1, 1, 1, 1]
    assert list(tally.marks()) == ["total: of 2 points 0 for mean, zero"]


def test_a_surviving_mutant_is_found(proof: Callable[..., Proof]) -> None:
    findings = proof(('expect.close(student.total(x), total(x), "total(x)")', 'expect.number(student.total(x), "x")'))
    assert "mutant of total survives: return np.mean(x)" in findings.findings


def test_a_surviving_mutant_may_be_declared_equivalent(proof: Callable[..., Proof]) -> None:
    findings = proof(
        ('expect.close(student.total(x), total(x), "total(x)")', 'expect.number(student.total(x), "x")'),
        ("    @alternate\n", '    EQUIVALENT = {"return np.mean(x)": "for the sake of the test"}\n\n    @alternate\n'),
    ).findings
    assert not any(line.startswith("mutant") for line in findings)


def test_a_declaration_that_no_longer_holds_is_found(proof: Callable[..., Proof]) -> None:
    change = ("    @alternate\n", '    EQUIVALENT = {"return np.max(x)": "no such mutant"}\n\n    @alternate\n')
    assert proof(change).findings == [
        "total declares a mutant equivalent that does not survive or exist: return np.max(x)"
    ]


def test_of_every_second_wrong_answer_nothing_is_asked_that_takes_all(proof: Callable[..., Proof]) -> None:
    change = ("    @alternate\n", '    EQUIVALENT = {"return np.max(x)": "no such mutant"}\n\n    @alternate\n')
    found = proof(change, scheme=SCHEME + CATCH, seeds=Seeds(1, 1, 2))
    assert found.findings == []
    assert found.tried["mutant"] == 3  # of one and of four


def test_a_starter_that_earns_something_is_found(proof: Callable[..., Proof]) -> None:
    assert proof(starter=BODY).findings == [
        "starter 01_toy, seed 0: total: is passed with 2 points, wanted missing with 0"
    ]


DOUBLED = '''
def doubled(x, n):
    """Twice the sum, n times."""
    return 2 * n * total(x)

@exercise(reference=doubled, requires=(total,))
class TestDoubled:
    CONTRACT = {"n times": "test_twice"}

    @weight(2)
    @forall(lambda d: (vectors(d), 1))
    def test_twice(self, student, x, n):
        """It is twice the sum."""
        expect.close(student.doubled(x, n), FACTOR * total(x), "doubled(x, n)")
'''


def test_an_exercise_that_one_call_of_another_solves_is_found(proof: Callable[..., Proof]) -> None:
    findings = proof(scheme=SCHEME + DOUBLED.replace("FACTOR", "1")).findings
    assert "one call doubled as total(x), seed 0: it earns 2 points: require less, or check more" in findings


def test_an_exercise_that_no_call_of_another_solves_is_tried_and_sound(proof: Callable[..., Proof]) -> None:
    found = proof(scheme=SCHEME + DOUBLED.replace("FACTOR", "2"))
    assert found.tried["one call"] == 1
    assert not any(line.startswith("one call") for line in found.findings)


TWICE = DOUBLED.replace("FACTOR", "2 * n").replace("(vectors(d), 1)", "(vectors(d), d.integer(1, 3))")
SHARED, _, TOTAL = SCHEME.partition("@exercise")
USING = """
from autograder import alternate, exercise, expect, forall, misconception, weight
from autograder.checks.test_toy.inputs import np, total, vectors
"""
FOLDER = {
    "__init__.py": "".join(
        f"from autograder.checks.test_toy.test_{name} import Test{name.capitalize()}\n" for name in ("total", "doubled")
    ),
    "inputs.py": SHARED,
    "test_doubled.py": f"{USING}from autograder.checks.test_toy.test_total import TestTotal\n{TWICE}",
    "test_total.py": f"{USING}@exercise{TOTAL}",
}


@pytest.mark.parametrize("form", [{"scheme": SCHEME + TWICE}, {"folder": FOLDER}], ids=["file", "folder"])
def test_a_mark_scheme_of_two_exercises_is_sound_as_a_file_and_as_a_folder(
    proof: Callable[..., Proof], form: Mapping[str, Any]
) -> None:
    found = proof(**form)
    assert found.findings == []
    assert found.tried == {
        "starter": 1, "reference": 2, "alternate": 2, "misconception": 2, "mutant": 5, "one call": 1,
    }  # fmt: skip


def test_the_checks_of_a_folder_are_collected_once_and_in_the_order_of_its_table(proof: Callable[..., Proof]) -> None:
    proof(folder=FOLDER)
    items = collection.collect([UNIT])
    assert [item.name for item in collection.of_unit(UNIT, items)] == ["test_sum", "test_twice"]
    assert list(unit_exercises(UNIT)) == ["total", "doubled"]


def test_a_folder_without_a_table_leaves_the_file_the_mark_scheme(tmp_path: Path) -> None:
    (tmp_path / "test_toy" / "__pycache__").mkdir(parents=True)
    assert mark_scheme(tmp_path, UNIT) == tmp_path / "test_toy.py"


@pytest.mark.parametrize(
    ("earlier", "later", "calls"),
    [
        (lambda Z: 0, lambda Z, y: 0, ["earlier(Z)"]),
        (lambda Z, y: 0, lambda y, Z: 0, ["earlier(Z, y)", "earlier(y, Z)"]),
        (lambda U, Z: 0, lambda P, U: 0, ["earlier(U, P)", "earlier(P, U)"]),
        (lambda X, W, b: 0, lambda X, params: 0, ["earlier(X, params, params)", "earlier(X, params)"]),
        (lambda Z, eps=1: 0, lambda Q: 0, ["earlier(Q)"]),
        (lambda X, C: 0, lambda: 0, []),
    ],
)
def test_calls_of_a_required_function_are_tried_by_name_and_by_position(
    earlier: Callable[..., int], later: Callable[..., int], calls: list[str]
) -> None:
    earlier.__name__, later.__name__ = "earlier", "later"
    exercises = {
        each.__name__: Exercise(each.__name__, each, (), (), (), {}, requires)
        for each, requires in ((earlier, ()), (later, ("earlier",)))
    }
    assert [call for call, _ in one_call_answers(exercises["later"], exercises)] == calls


CATCH = '''
from autograder import catches, exercise, expect, misconception, alternate, wrong

def catch_total():
    return [[1, 2]]

def right(x):
    return np.sum(x)

@exercise(reference=catch_total)
@catches(right, lambda x: expect.finite(x, "x"), at_most=2)
class TestCatchTotal:
    @wrong("takes the mean")
    def mean(x):
        return np.mean(x)

    @misconception("Zeros have the same sum and mean.", see="def-total")
    def zeros():
        return [[0, 0]]

    @alternate
    def an_array():
        return np.ones((1, 2))
'''


def test_a_counterexample_exercise_is_proven_and_any_input_that_catches_all_is_right(
    proof: Callable[..., Proof]
) -> None:
    found = proof(scheme=SCHEME + CATCH)
    assert found.findings == []
    assert found.tried["mutant"] == 5
    assert found.tried["misconception"] == 4


def test_a_lazy_answer_that_catches_all_is_found(proof: Callable[..., Proof]) -> None:
    findings = proof(("return [[0, 0]]", "return [[0, 1]]"), scheme=SCHEME + CATCH).findings
    assert findings[0] == "misconception zeros of catch_total: full marks on 2 of 2 seeds (0, 1): no check catches it"


@pytest.mark.parametrize("unit", load().units, ids=lambda unit: unit.id)
def test_the_mark_scheme_of_each_unit_is_proven(unit: Unit, thorough: bool) -> None:
    """Right answers on twenty seeds, for which no sandbox is needed; of every third unit a sample goes through it.

    All units go through it with the sample class. `make thorough` takes all answers, as whoever changes a mark scheme
    does with `course check`.
    """
    assert list(try_seeds(unit.id, Seeds(20, 0), workers(), turns=True).findings()) == []
    if thorough or load().units.index(unit) % 3 == 0:
        assert_a_sample_passes(unit)


def workers() -> int:
    return 1 if "PYTEST_XDIST_WORKER" in os.environ else 2  # side by side, there are others at work


def assert_a_sample_passes(unit: Unit) -> None:
    """As a command: a hall forks for each answer, and this process has become large by now."""
    command = [sys.executable, "-m", "course", "check", unit.id, "--seeds", "1", "--every", "40"]
    command += ["--workers", str(workers())]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (run.returncode, run.stdout.endswith(": nothing wanting\n")) == (0, True), run.stdout + run.stderr
