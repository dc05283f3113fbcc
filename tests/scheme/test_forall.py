"""Checks on many random inputs: which arguments, how many draws, which failure is raised and with what."""

import inspect
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from autograder import expect, forall
from autograder.scheme.design import DesignError
from autograder.scheme.draws import Draw
from autograder.scheme.exercises import weight
from autograder.scheme.in_process import in_process
from autograder.scheme.outcomes import Outcome, Unshrinkable
from autograder.verdicts import Verdict

Check = Callable[[Any, Any], None]


def vector(d: Draw) -> Any:
    return d.array(d.integer(1, 6), -100, 100)


def samples(d: Draw) -> Any:
    N = d.integer(1, 6)
    return d.array((N, 2), -100, 100), d.integers(N, 0, 1)


def run(check: Check, f: Callable[..., Any], seed: str = "seed") -> None:
    check(None, in_process({"f": f}, seed))


def failure(
    check: Check, f: Callable[..., Any], kind: type[Exception] = expect.Failure, seed: str = "seed"
) -> Any:
    with pytest.raises(kind) as caught:
        run(check, f, seed)
    return caught.value


def shown(error: Any) -> list[tuple[str, Any]]:
    return [(name, np.asarray(value).tolist()) for name, value in error.counterexample]


def answers(self: Any, student: Any, v: Any) -> None:
    student.f(v)


@forall(vector)
def keeps_values(self: Any, student: Any, v: Any) -> None:
    expect.close(student.f(v), v, "f(v)")


class Calls(list[Any]):
    """A student's function that remembers its arguments; `become` says what it does with each."""

    def __init__(self, become: Callable[[Any], Any] = lambda v: v) -> None:
        super().__init__()
        self.become = become

    def __call__(self, v: Any) -> Any:
        self.append(v)
        return self.become(v)


@pytest.mark.parametrize("draws", [1, 3, 20])
def test_a_check_runs_on_as_many_draws_as_asked_for(draws: int) -> None:
    calls = Calls()
    run(forall(vector, draws=draws)(answers), calls)
    assert len(calls) == draws


def test_twenty_draws_are_made_unless_told() -> None:
    calls = Calls()
    run(keeps_values, calls)
    assert len(calls) == 20


def test_the_seed_and_the_name_of_the_check_decide_the_inputs() -> None:
    def inputs(check: Check, seed: str) -> list[Any]:
        calls = Calls()
        run(check, calls, seed)
        return [v.tolist() for v in calls]

    other = forall(vector)(answers)
    assert inputs(other, "1") == inputs(other, "1")
    assert inputs(other, "1") != inputs(other, "2")
    assert inputs(other, "1") != inputs(keeps_values, "1")


def test_a_tuple_fills_several_arguments() -> None:
    seen = []

    @forall(samples)
    def check(self: Any, student: Any, Z: Any, y: Any) -> None:
        seen.append((Z.shape, len(y)))

    run(check, Calls())
    assert len(seen) == 20
    assert all(shape == (n, 2) for shape, n in seen)


def test_one_argument_takes_a_tuple_whole() -> None:
    @forall(samples)
    def check(self: Any, student: Any, both: Any) -> None:
        expect.equal(len(both), 3, "the number of parts")

    assert [name for name, _ in failure(check, Calls()).counterexample] == ["both"]


def test_a_tuple_of_the_wrong_length_is_our_own_error() -> None:
    @forall(samples)
    def check(self: Any, student: Any, Z: Any, y: Any, K: Any) -> None:
        raise AssertionError("not to be reached")

    with pytest.raises(ValueError, match=r"zip\(\) argument 2 is shorter"):
        run(check, Calls())


def test_the_instance_reaches_the_check() -> None:
    seen = []

    @forall(vector)
    def check(self: Any, student: Any, v: Any) -> None:
        seen.append(self)

    check("instance", in_process({}, "seed"))
    assert set(seen) == {"instance"}


def test_pytest_sees_the_arguments_that_it_provides() -> None:
    assert list(inspect.signature(keeps_values).parameters) == ["self", "student"]
    assert inspect.unwrap(keeps_values) is keeps_values


@pytest.mark.parametrize("outside", [True, False])
def test_name_sentence_and_weight_survive_in_either_order(outside: bool) -> None:
    def test_sentence(self: Any, student: Any, v: Any) -> None:
        """A sentence."""

    decorated = weight(2)(forall(vector)(test_sentence)) if outside else forall(vector)(weight(2)(test_sentence))
    assert (decorated.__name__, decorated.__doc__, decorated.__weight__) == ("test_sentence", "A sentence.", 2)


def test_the_smallest_counterexample_is_raised_with_its_own_message() -> None:
    error = failure(keeps_values, lambda v: np.where(v > 7.5, 0.0, v))
    assert shown(error) == [("v", [8.0])]
    assert str(error) == "f(v): 1 of 1 values differ; first at [0]: got 0, wanted 8"


def test_every_argument_is_part_of_the_counterexample() -> None:
    @forall(samples)
    def check(self: Any, student: Any, Z: Any, y: Any) -> None:
        expect.that(not y.any(), "a label is 1")

    assert shown(failure(check, Calls())) == [("Z", [[0, 0]]), ("y", [1])]


def failures(check: Check, f: Callable[..., Any], kind: type[Exception]) -> set[tuple[str, str]]:
    """What is found with many seeds: message and counterexample."""
    errors = [failure(check, f, kind, str(seed)) for seed in range(30)]
    return {(str(error), str(shown(error))) for error in errors}


def helper(condition: Any, message: str) -> None:
    expect.that(condition, message)


@pytest.mark.parametrize("that", [expect.that, helper])
def test_another_assertion_is_not_shrunk_into(that: Callable[..., None]) -> None:
    @forall(vector)
    def check(self: Any, student: Any, v: Any) -> None:
        that(v.max() < 50.5, "too large")
        that(v.max() < 20.5, "large")

    assert failures(check, Calls(), expect.Failure) == {
        ("too large", "[('v', [51.0])]"),
        ("large", "[('v', [21.0])]"),
    }


def test_two_lines_of_a_helper_in_the_folder_of_the_mark_scheme_are_two_failures() -> None:
    names: dict[str, Any] = {"expect": expect}
    for name, source in {
        "inputs": "def bounded(v):\n    expect.that(v < 51, 'too large')\n    expect.that(v < 21, 'large')\n",
        "test_f": "def check(self, student, v):\n    bounded(v.max())\n",
    }.items():
        exec(compile(source, f"/checks/test_toy/{name}.py", "exec"), names)
    assert failures(forall(vector)(names["check"]), Calls(), expect.Failure) == {
        ("too large", "[('v', [51.0])]"),
        ("large", "[('v', [21.0])]"),
    }


def crash(v: Any) -> Any:
    """Like a student's function that raises one exception or the other."""
    if v.max() > 50.5:
        raise Outcome(Verdict.crashed, "IndexError: too large", kind="IndexError")
    if v.max() > 20.5:
        raise Outcome(Verdict.crashed, "ValueError: large", kind="ValueError")
    return v


def test_another_exception_of_the_student_is_not_shrunk_into() -> None:
    assert failures(keeps_values, crash, Outcome) == {
        ("IndexError: too large", "[('v', [51.0])]"),
        ("ValueError: large", "[('v', [21.0])]"),
    }


def test_an_outcome_keeps_what_it_knows() -> None:
    def f(v: Any) -> Any:
        raise Outcome(Verdict.crashed, "ValueError: no", [("softmax", 2, "f", "raise")], "ValueError")

    error = failure(keeps_values, f, Outcome)
    assert (error.verdict, error.where, shown(error)) == (
        Verdict.crashed,
        [("softmax", 2, "f", "raise")],
        [("v", [0.0])],
    )


@pytest.mark.parametrize(
    ("verdict", "counterexample"),
    [(Verdict.timed_out, [("v", [0.0])]), (Verdict.missing, None), (Verdict.skipped, None)],
)
def test_what_is_unshrinkable_is_raised_at_once_with_the_input_it_was_met_on(
    verdict: Verdict, counterexample: object
) -> None:
    def f(v: Any) -> Any:
        raise Unshrinkable(verdict, "as it is")

    calls = Calls(f)
    error = failure(keeps_values, calls, Unshrinkable)
    assert len(calls) == 1
    assert (shown(error) if error.counterexample else None) == counterexample


def test_a_failure_that_does_not_repeat_is_raised_with_its_input() -> None:
    calls = Calls(lambda v: v + 1 if len(calls) == 7 else v)
    error = failure(keeps_values, calls)
    assert shown(error) == [("v", calls[6].tolist())]
    assert str(error).startswith("f(v): ")


def test_a_time_out_on_a_smaller_input_does_not_replace_the_failure() -> None:
    def f(v: Any) -> Any:
        if len(calls) > 7:
            raise Unshrinkable(Verdict.timed_out, "too slow")
        return v + 1 if len(calls) == 7 else v

    calls = Calls(f)
    error = failure(keeps_values, calls)
    assert shown(error) == [("v", calls[6].tolist())]


@pytest.mark.parametrize(("draws", "most"), [(20, 250), (5, 62), (40, 250)])
def test_a_failure_is_tried_on_inputs_in_proportion_to_the_draws(draws: int, most: int) -> None:
    @forall(lambda d: np.concatenate([d.array(60, -1, 1) for _ in range(6)]), draws=draws)
    def check(self: Any, student: Any, v: Any) -> None:
        expect.close(student.f(v), v, "f(v)")

    calls = Calls(lambda v: v + np.array_equal(v, calls[0]))  # no other input fails: the search ends with its attempts
    failure(check, calls)
    assert len(calls) == 1 + most


def test_a_counterexample_shows_the_input_as_it_was_before_the_call() -> None:
    def overwrite(v: Any) -> Any:
        if v.max() > 7.5:
            v[:] = 0
        return v

    @forall(vector)
    def check(self: Any, student: Any, v: Any) -> None:
        largest = v.max()
        expect.close(student.f(v).max(), largest, "the maximum")

    assert shown(failure(check, overwrite)) == [("v", [8.0])]


def test_an_error_of_the_check_itself_carries_a_counterexample_too() -> None:
    @forall(vector)
    def check(self: Any, student: Any, v: Any) -> None:
        student.f(v) + v

    assert shown(failure(check, lambda v: None, TypeError)) == [("v", [0.0])]


def test_an_error_of_the_generator_is_raised_as_it_is() -> None:
    check = forall(lambda d: d.array(2, 1, 0))(answers)
    assert not hasattr(failure(check, Calls(), ValueError), "counterexample")


def test_a_probe_asks_on_six_rich_inputs_other_than_those_of_the_check() -> None:
    checked, probed = Calls(), Calls()
    run(keeps_values, checked)
    run(keeps_values.__probe__, probed)
    assert len(probed) == 6
    assert sum(map(len, probed)) > 2 * len(probed)
    assert not {v.tobytes() for v in probed} & {v.tobytes() for v in checked}


@pytest.mark.parametrize("error", [ValueError("no"), Outcome(Verdict.crashed, "no"), expect.Failure("no")])
def test_a_probe_goes_on_after_a_failure(error: Exception) -> None:
    def f(v: Any) -> Any:
        raise error

    calls = Calls(f)
    run(keeps_values.__probe__, calls)
    assert len(calls) == 6


def test_a_probe_ends_with_a_time_out() -> None:
    def f(v: Any) -> Any:
        raise Unshrinkable(Verdict.timed_out, "too slow")

    calls = Calls(f)
    run(keeps_values.__probe__, calls)
    assert len(calls) == 1


def test_a_check_can_be_run_again_on_its_counterexample() -> None:
    calls = Calls()
    keeps_values.__again__(None, in_process({"f": calls}, "seed"), [("v", np.array([7.0]))])
    assert [v.tolist() for v in calls] == [[7.0]]


def test_a_check_says_how_many_inputs_it_draws() -> None:
    assert keeps_values.__draws__ == 20
    assert forall(vector, draws=3)(answers).__draws__ == 3  # type: ignore[attr-defined]  # set on functions


def test_a_check_that_takes_nothing_drawn_is_refused() -> None:
    def test_nothing(self: Any, student: Any) -> None: ...

    with pytest.raises(DesignError, match="test_nothing has nothing to draw: let it take"):
        forall(vector)(test_nothing)


@pytest.mark.parametrize("draws", [0, -1])
def test_a_check_without_draws_is_refused(draws: int) -> None:
    with pytest.raises(DesignError, match=f"answers makes {draws} draws, so anything passes"):
        forall(vector, draws=draws)(answers)
