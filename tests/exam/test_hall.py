"""Whole submissions through the hall: each kind of trouble gets its verdict and stays where it is."""

import contextlib
import os
import signal
import time
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

import pytest

from autograder.exam import collection
from autograder.exam import hall as hall_module
from autograder.exam.examination import Examination, MarkSchemeError
from autograder.exam.examiner import OWN_BYTES
from autograder.exam.hall import Hall, Job, Rules, hold
from autograder.intake.ingest import Paper, Script, Ungradable
from autograder.sandbox import Limits, Sandbox, SandboxFailure

from .conftest import UNIT, Marking, marked_tests, verdicts

BODY = "    raise NotImplementedError()\n"
ON_INPUTS = "def accuracy(Z, y):\n    return catch_softmax()[0][0, 0]"  # which it does not require


@pytest.fixture(scope="module")
def markings(script: Callable[..., Script], mark: Callable[..., dict[str, Marking]]) -> dict[str, Marking]:
    """One hall for all of them: that none disturbs another is part of the test."""
    troubles: Mapping[str, Callable[[], Script]] = {
        "right": script,
        "stub": lambda: script(softmax=f"def softmax(Z):\n{BODY}"),
        "deleted": lambda: script(softmax=""),
        "syntax": lambda: script(softmax="def softmax(Z)\n    return Z"),
        "calls a syntax error": lambda: script(catch_softmax="def catch_softmax()\n    return []", accuracy=ON_INPUTS),
        "raises": lambda: script(softmax="def softmax(Z):\n    return Z[99]"),
        "nothing": lambda: script(softmax="def softmax(Z):\n    Z = Z + 1"),
        "generator": lambda: script(softmax="def softmax(Z):\n    yield from Z"),
        "loop": lambda: script(softmax="def softmax(Z):\n    while True:\n        pass"),
        "exit": lambda: script(softmax="def softmax(Z):\n    import os\n    os._exit(0)"),
        "quit": lambda: script(softmax="def softmax(Z):\n    raise SystemExit(0)"),
        "memory": lambda: script(softmax="def softmax(Z):\n    return np.ones((1 << 30, 9))"),
        "cell loop": lambda: script("while True: pass"),
        "cell exit": lambda: script("import os; os._exit(3)"),
        "cell error": lambda: script("1 / 0"),
        "cell prints": lambda: script("print('x' * 20_000_000)"),
        "warns": lambda: script(softmax="def softmax(Z):\n    return np.log(np.zeros_like(Z)) * 0"),
        "calls a stub": lambda: script(catch_softmax=f"def catch_softmax():\n{BODY}", accuracy=ON_INPUTS),
        "mutates": lambda: script(
            softmax="def softmax(Z):\n    Z -= Z.max(1, keepdims=True)\n    np.exp(Z, out=Z)\n"
            "    Z /= Z.sum(1, keepdims=True)\n    return Z"
        ),
        "unreadable": unreadable,
        "broken grader": broken,
    }
    return mark(troubles)


def unreadable() -> Script:
    raise Ungradable("this is no notebook")


def broken() -> Script:
    raise ZeroDivisionError("of our own")


def softmax_of(marking: Marking) -> Marking:
    return marked_tests(marking)["softmax"]


def test_the_model_answers_pass_every_check(markings: dict[str, Marking]) -> None:
    assert set(verdicts(markings["right"]).values()) == {"passed"}
    assert markings["right"]["notes"] == []
    assert markings["right"]["environment"]["isolation"] >= 1


@pytest.mark.parametrize(
    ("label", "verdict"),
    [
        ("stub", "missing"),
        ("deleted", "missing"),
        ("syntax", "crashed"),
        ("raises", "crashed"),
        ("nothing", "failed"),
        ("generator", "failed"),
        ("loop", "timed_out"),
        ("exit", "crashed"),
        ("quit", "crashed"),
        ("memory", "out_of_memory"),
        ("warns", "failed"),
    ],
)
def test_a_bad_softmax_gets_its_verdict_and_no_points(
    markings: dict[str, Marking], label: str, verdict: str
) -> None:
    test = softmax_of(markings[label])
    assert test["verdict"] == verdict
    assert sum(check["earned"] for check in test["checks"]) == 0


@pytest.mark.parametrize("label", ["stub", "syntax", "raises", "loop", "exit", "memory"])
def test_the_other_exercises_of_a_bad_submission_keep_their_points(
    markings: dict[str, Marking], label: str
) -> None:
    others = verdicts(markings[label])
    del others["softmax"]
    assert set(others.values()) == {"passed"}


@pytest.mark.parametrize("label", ["cell loop", "cell exit", "cell error", "cell prints"])
def test_trouble_outside_the_answers_costs_nothing(markings: dict[str, Marking], label: str) -> None:
    assert set(verdicts(markings[label]).values()) == {"passed"}


def test_an_answer_that_changes_its_arguments_loses_one_point(markings: dict[str, Marking]) -> None:
    found = verdicts(markings["mutates"])
    assert found.pop("softmax") == "failed"
    assert set(found.values()) == {"passed"}
    *others, rule = markings["mutates"]["tests"][0]["checks"]
    assert {check["verdict"] for check in others} == {"passed"}
    assert (rule["points"], rule["earned"]) == (1, 0)
    assert rule["message"] == "softmax(Z) changes Z in place: work on a copy"
    assert [name for name, _ in rule["counterexample"]] == ["Z"]


@pytest.mark.parametrize(
    ("label", "note"),
    [
        ("cell loop", "your cell 1 (`while True: pass`) did not end within 2 s and is left out"),
        ("cell exit", "your cell 1 (`import os; os._exit(3)`) ended the Python process"),
        ("cell error", "your cell 1 (`1 / 0`) stopped with ZeroDivisionError in line 1: division by zero"),
        ("syntax", "answer cell of softmax stopped with SyntaxError in line 1"),
    ],
)
def test_a_cell_that_fails_is_a_note(markings: dict[str, Marking], label: str, note: str) -> None:
    assert any(line.startswith(note) for line in markings[label]["notes"]), markings[label]["notes"]


def test_what_is_printed_is_counted_and_its_beginning_kept(markings: dict[str, Marking]) -> None:
    assert markings["cell prints"]["output_bytes"] >= 20_000_000
    assert 0 < len(markings["cell prints"]["output"]) < 10_000


@pytest.mark.parametrize(
    ("label", "message"),
    [
        ("stub", "softmax is not written yet"),
        ("deleted", "softmax is not defined"),
        ("syntax", "SyntaxError"),
        ("raises", "IndexError"),
        ("nothing", "None (is a `return` missing?)"),
        ("generator", "generator"),
        ("loop", "did not return within 1 s"),
        ("exit", "ended the Python process"),
    ],
)
def test_the_message_says_what_happened(markings: dict[str, Marking], label: str, message: str) -> None:
    assert message in softmax_of(markings[label])["checks"][0]["message"]


def test_a_crash_shows_the_students_own_line(markings: dict[str, Marking]) -> None:
    assert softmax_of(markings["raises"])["checks"][0]["where"] == [
        ["answer cell of softmax", 2, "softmax", "return Z[99]"]
    ]


def test_an_unreachable_function_is_explained_by_the_cell_that_failed(markings: dict[str, Marking]) -> None:
    message = marked_tests(markings["calls a syntax error"])["accuracy"]["checks"][0]["message"]
    wanted = "accuracy calls catch_softmax, but the answer cell of catch_softmax stopped with SyntaxError"
    assert message.startswith(wanted)


def test_after_a_time_out_the_rest_of_the_exercise_is_skipped(markings: dict[str, Marking]) -> None:
    first, *others = softmax_of(markings["loop"])["checks"]
    assert first["verdict"] == "timed_out"
    assert {check["verdict"] for check in others} == {"skipped"}


def test_warnings_of_student_code_are_reported(markings: dict[str, Marking]) -> None:
    warnings = softmax_of(markings["warns"])["checks"][0]["warnings"]
    assert "RuntimeWarning: divide by zero encountered in log" in warnings


def test_a_later_exercise_that_calls_a_stub_says_which_one(markings: dict[str, Marking]) -> None:
    tests = marked_tests(markings["calls a stub"])
    assert tests["catch_softmax"]["verdict"] == "missing"
    assert tests["accuracy"]["verdict"] == "crashed"
    assert "calls catch_softmax, which is not written yet" in tests["accuracy"]["checks"][0]["message"]


def test_a_failed_check_carries_a_small_counterexample(markings: dict[str, Marking]) -> None:
    (name, value), *_ = softmax_of(markings["nothing"])["checks"][2]["counterexample"]
    assert name == "Z"
    assert value == "[[0., 0.]]"


def test_an_unreadable_submission_is_ungradable_with_its_reason(markings: dict[str, Marking]) -> None:
    assert markings["unreadable"]["status"] == "ungradable"
    assert markings["unreadable"]["reason"] == "this is no notebook"


def test_an_error_of_the_examiner_is_the_graders(markings: dict[str, Marking]) -> None:
    assert markings["broken grader"]["status"] == "grader_error"
    assert markings["broken grader"]["reason"] == "the examiner stopped with an error of its own"
    assert "ZeroDivisionError: of our own" in markings["broken grader"]["faults"][0]


def test_an_examiners_own_memory_is_limited(mark: Callable[..., dict[str, Marking]]) -> None:
    def greedy() -> Script:
        raise Ungradable(str(len(bytes(2 * OWN_BYTES))))

    assert "MemoryError" in mark({"greedy": greedy})["greedy"]["faults"][0]


def test_an_examiner_that_dies_is_a_grader_error(mark: Callable[..., dict[str, Marking]]) -> None:
    def die() -> Script:
        os.kill(os.getpid(), signal.SIGKILL)
        raise AssertionError

    assert mark({"dies": die})["dies"]["reason"] == "the examiner died before it had written a result"


def test_an_examiner_that_hangs_is_ended(
    mark: Callable[..., dict[str, Marking]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hall_module, "GRACE", 0.0)

    def hang() -> Script:
        signal.pause()
        raise AssertionError

    marking = mark({"hangs": hang}, Rules(Limits(cell_seconds=0.01), submission_seconds=0.5))["hangs"]
    assert marking["status"] == "graded"
    assert set(verdicts(marking).values()) == {"timed_out"}
    assert marking["notes"] == ["the submission had not come to its end after 1.8 s"]


def test_submissions_that_are_marked_side_by_side_keep_to_a_processor_each(
    script: Callable[..., Script], mark: Callable[..., dict[str, Marking]]
) -> None:
    tells = "import os; print(sorted(os.sched_getaffinity(0)))"
    markings = mark({"one": lambda: script(tells), "other": lambda: script(tells)})
    processors = sorted(os.sched_getaffinity(0))
    wanted = {f"[{processors[place % len(processors)]}]" for place in range(2)}
    assert {marking["output"].strip() for marking in markings.values()} == wanted


def test_while_nobody_waits_the_hall_stays_open_and_looks_about(paper: Paper, script: Callable[..., Script]) -> None:
    job = Job("late", UNIT, script, paper.files, "s")
    markings: dict[str, Marking] = {}
    looked: list[int] = []
    coming = iter([None, None, job, None])
    rules = Rules(Limits())
    mark = lambda job, marking: markings.update({job.label: marking})  # noqa: E731
    hold(coming, [UNIT], mark, rules, meanwhile=lambda: looked.append(len(markings)))
    assert set(verdicts(markings["late"]).values()) == {"passed"}
    assert looked.count(0) > 2


def test_a_bell_ends_the_hall_s_wait_and_is_no_examiner(monkeypatch: pytest.MonkeyPatch) -> None:
    reading, writing = os.pipe()
    hall = Hall(Sandbox(), Examination(()), [], lambda *_: None, Rules(Limits()), 1)
    hall.heed(reading)
    os.write(writing, b"!")
    woken = hall._selector.select(0)
    assert [key.fd for key, _ in woken] == [reading]
    monkeypatch.setattr(hall._selector, "select", lambda timeout: woken)
    hall._wait()
    hall._selector.close()
    os.close(reading)
    os.close(writing)


def test_a_submission_that_kills_the_zygote_costs_only_itself(
    paper: Paper, script: Callable[..., Script], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hall_module, "Sandbox", partial(Sandbox, at_most=1))  # where it can
    markings: dict[str, Marking] = {}
    killer = "import os, signal; os.kill(os.getppid(), signal.SIGKILL); import time; time.sleep(9)"
    jobs = [
        Job("killer", UNIT, lambda: script(killer), paper.files, "s"),
        Job("next", UNIT, script, paper.files, "s"),
    ]
    hold(jobs, [UNIT], lambda job, marking: markings.update({job.label: marking}), Rules(Limits()), workers=1)
    assert markings["killer"]["status"] == "grader_error"
    assert set(verdicts(markings["next"]).values()) == {"passed"}


def test_when_the_time_for_a_submission_is_used_up_the_rest_is_skipped(
    script: Callable[..., Script], mark: Callable[..., dict[str, Marking]]
) -> None:
    slow = "def softmax(Z):\n    import time\n    time.sleep(0.3)\n    E = np.exp(Z)\n"
    slow += "    return E / E.sum(1, keepdims=True)"
    marking = mark({"slow": lambda: script(softmax=slow)}, Rules(Limits(), submission_seconds=1))["slow"]
    assert verdicts(marking)["softmax"] in ("timed_out", "skipped")  # within a call, or between two
    (message, *_) = (check["message"] for check in marked_tests(marking)["cross_entropy"]["checks"])
    assert "the 1 s for all checks of the submission are used up" in message


@pytest.mark.parametrize(("label", "repeatable"), [("right", True), ("cell error", True), ("cell loop", False)])
def test_a_limit_that_struck_a_cell_may_strike_otherwise_next_time(
    markings: dict[str, Marking], label: str, repeatable: bool
) -> None:
    assert markings[label]["repeatable"] is repeatable


def test_the_same_seed_asks_the_same_questions(
    script: Callable[..., Script], mark: Callable[..., dict[str, Marking]]
) -> None:
    def wrong() -> Script:
        return script(softmax="def softmax(Z):\n    return np.exp(Z) / np.exp(Z).sum()")

    first, again = (mark({"x": wrong}, seed="one")["x"] for _ in range(2))
    other = mark({"x": wrong}, seed="two")["x"]
    messages = [marked_tests(each)["softmax"]["checks"][0]["message"] for each in (first, again)]
    assert messages[0] == messages[1]
    assert verdicts(first) == verdicts(other)


def test_a_broken_mark_scheme_is_named(
    paper: Paper, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: Callable[..., Script]
) -> None:
    (tmp_path / "test_classification.py").write_text("import no_such_module\n")
    monkeypatch.setattr(collection, "CHECKS", tmp_path)
    job = Job("x", UNIT, script, paper.files, "s")
    with pytest.raises(MarkSchemeError, match="no_such_module"):
        hold([job], [UNIT], lambda job, marking: None, Rules(Limits()))


def test_ctrl_c_ends_the_examiners_and_is_passed_on(
    paper: Paper, script: Callable[..., Script]
) -> None:
    def interrupt(job: Job, marking: Marking) -> None:
        raise KeyboardInterrupt

    def hang() -> Script:
        signal.pause()
        raise AssertionError

    jobs = [Job("hangs", UNIT, hang, paper.files, "s"), Job("quick", UNIT, script, paper.files, "s")]
    before = children()
    with pytest.raises(KeyboardInterrupt):
        hold(jobs, [UNIT], interrupt, Rules(Limits()), workers=2)
    assert children() == before


def children() -> set[int]:
    """Our processes, with those that have ended and wait to be reaped.

    There may be some before a test: a shell that has started others first can become us.
    """
    found = set()
    for file in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):  # it has ended since
            parent = int(file.read_text().rpartition(")")[2].split()[1])
            found |= {int(file.parent.name)} if parent == os.getpid() else set()
    return found


def test_children_are_seen_until_they_are_reaped() -> None:
    before = children()
    process = os.fork()
    if not process:
        os._exit(0)
    os.waitid(os.P_PID, process, os.WEXITED | os.WNOWAIT)
    assert children() - before == {process}
    os.waitpid(process, 0)
    assert children() == before


# Whatever comes after the verdicts


def earned(marking: Marking) -> dict[str, float]:
    return {test["name"]: sum(check["earned"] for check in test["checks"]) for test in marking["tests"]}


UNEQUAL = "def accuracy(Z, y):\n    return (confidence(Z, y) > 0).astype(str)"
LONG = "def accuracy(Z, y):\n    return 'x' * 1_000_000"


@pytest.mark.parametrize("answer", [UNEQUAL, LONG], ids=["strings", "a very long string"])
def test_whatever_an_answer_is_its_diagnosis_costs_nothing(
    script: Callable[..., Script], mark: Callable[..., dict[str, Marking]], answer: str
) -> None:
    marking = mark({"odd": lambda: script(accuracy=answer)})["odd"]
    assert (marking["status"], marking["faults"]) == ("graded", [])
    assert verdicts(marking)["accuracy"] == "failed"
    assert verdicts(marking)["confidence"] == "passed"


@pytest.mark.parametrize("fault", [ValueError("a fault of ours"), SandboxFailure("gone"), MemoryError()])
def test_a_diagnosis_that_fails_is_told_to_the_instructor_and_changes_nothing(
    script: Callable[..., Script],
    mark: Callable[..., dict[str, Marking]],
    monkeypatch: pytest.MonkeyPatch,
    fault: Exception,
) -> None:
    def fail(*_: object) -> None:
        raise fault

    wrong = "def accuracy(Z, y):\n    return 0.5"
    expected = mark({"wrong": lambda: script(accuracy=wrong)})["wrong"]
    monkeypatch.setattr("autograder.exam.examination.Diagnosis", fail)
    marking = mark({"wrong": lambda: script(accuracy=wrong)})["wrong"]
    assert verdicts(marking) == verdicts(expected)
    assert marking["status"] == "graded"
    assert marking["faults"]
    assert all(told.startswith("explaining ") for told in marking["faults"])
    assert earned(marking) == earned(expected)


@pytest.mark.parametrize("end", ["os._exit(1)", "time.sleep(60)"], ids=["dies", "hangs"])
def test_an_examiner_that_ends_over_a_diagnosis_has_told_the_verdicts(
    script: Callable[..., Script], monkeypatch: pytest.MonkeyPatch, mark: Callable[..., dict[str, Marking]], end: str
) -> None:
    monkeypatch.setattr("autograder.exam.examination.Diagnosis", lambda *_: exec(end, {"os": os, "time": time}))
    monkeypatch.setattr(hall_module, "GRACE", 0.0)
    monkeypatch.setattr(Rules, "longest", lambda _self, _items: 8.0)
    marking = mark({"wrong": lambda: script(accuracy="def accuracy(Z, y):\n    return 0.5")})["wrong"]
    assert marking["status"] == "graded"
    assert verdicts(marking)["accuracy"] == "failed"
    (told,) = marking["faults"]
    assert "explanations and follow-through credit" in told


def test_a_killed_hall_takes_its_examiners_and_their_submissions_with_it(
    script: Callable[..., Script], paper: Paper, tmp_path: Path
) -> None:
    def run() -> Script:
        (tmp_path / "examiner").write_text(str(os.getpid()))
        return script("import time\ntime.sleep(50)")

    hall = os.fork()
    if hall == 0:
        rules = Rules(Limits(cell_seconds=60))
        hold([Job("asleep", UNIT, run, paper.files, "s")], [UNIT], lambda *_: None, rules, workers=1)
        os._exit(0)
    deadline = time.monotonic() + 60
    while not (tmp_path / "examiner").exists() and time.monotonic() < deadline:
        time.sleep(0.01)
    time.sleep(0.5)
    examiner = int((tmp_path / "examiner").read_text())
    family = {examiner, *_descendants(hall)}
    os.kill(hall, signal.SIGKILL)
    os.waitpid(hall, 0)
    deadline = time.monotonic() + 5
    while any(Path(f"/proc/{each}").exists() for each in family) and time.monotonic() < deadline:
        time.sleep(0.01)
    assert not [each for each in family if Path(f"/proc/{each}").exists()]


def _descendants(process: int) -> set[int]:
    found, waiting = set[int](), [process]
    while waiting:
        for task in Path(f"/proc/{waiting.pop()}/task").glob("*/children"):
            new = {int(word) for word in task.read_text().split()} - found
            found |= new
            waiting += new
    return found


def test_a_relation_to_the_right_answer_is_told_where_no_misconception_is_named(
    script: Callable[..., Script], mark: Callable[..., dict[str, Marking]]
) -> None:
    halved = "def confidence(Z, y):\n    n = np.arange(len(y))\n    Z, own = np.array(Z, float), Z[n, y].copy()\n"
    halved += "    Z[n, y] = -np.inf\n    return (own - Z.max(axis=1)) / 2"
    test = marked_tests(mark({"half": lambda: script(confidence=halved)})["half"])["confidence"]
    assert test["misconception"] is None
    assert test["symptom"] == "On every input that was tried, your value is half the right one."
