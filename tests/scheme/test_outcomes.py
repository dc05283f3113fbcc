"""What becomes of a call that returns nothing usable."""

import pytest

from autograder.scheme.outcomes import Outcome, Unshrinkable
from autograder.verdicts import Verdict


@pytest.mark.parametrize("kind", [Outcome, Unshrinkable])
def test_an_outcome_is_an_exception_with_a_verdict_and_a_message(kind: type[Outcome]) -> None:
    outcome = kind(Verdict.crashed, "ValueError: no", [("softmax", 3, "softmax", "raise ValueError")], "ValueError")
    assert (str(outcome), outcome.verdict, outcome.kind) == ("ValueError: no", Verdict.crashed, "ValueError")
    assert outcome.where == [("softmax", 3, "softmax", "raise ValueError")]
    assert outcome.counterexample is None


def test_an_outcome_is_no_failed_assertion() -> None:
    assert not issubclass(Outcome, AssertionError)
    assert issubclass(Unshrinkable, Outcome)
