"""Item analysis against cases worked by hand, against SciPy, and in its invariants."""

import math

import msgspec
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy.stats import pearsonr

from autograder.reports.item_analysis import (
    Outcome,
    attempts,
    correlation,
    frequent_notes,
    items,
    mistakes,
    outcome,
    returned,
)
from autograder.reports.loading import Result
from autograder.verdicts import Verdict

from .conftest import build_check, build_exercise, build_result

scores = st.integers(0, 8).map(lambda quarters: quarters / 4)


def submission(*tests, **changes):
    return msgspec.convert(build_result(*tests, **changes), Result)


def scored(name, score, worth=4.0, verdict=None, **changes):
    """An exercise with this score: passed if it is all, else failed, unless the verdict is given."""
    verdict = verdict or ("passed" if score == worth else "failed")
    return build_exercise(name, build_check(), score=score, max_score=worth, verdict=verdict, **changes)


def of(name, results):
    return next(item for item in items(results) if item.name == name)


@st.composite
def classes(draw):
    """Graded results of up to 12 students in up to 4 exercises."""
    names = ["one_hot", "softmax", "cross_entropy", "accuracy"][: draw(st.integers(1, 4))]
    results = []
    for _ in range(draw(st.integers(1, 12))):
        answers = [scored(name, draw(scores), 2.0, draw(st.sampled_from([None, *Verdict]))) for name in names]
        results.append(submission(*answers))
    return results


@pytest.mark.parametrize(
    ("x", "r", "wanted"),
    [
        ([0, 0.5, 1], [1, 2, 3], 1.0),
        ([0, 0.5, 1], [3, 2, 1], -1.0),
        ([0, 1, 1], [0, 3, 1], 2 / math.sqrt(7)),  # (8 + 5 - 1)/9 over sqrt(6/9 * 42/9) = 12/sqrt(252)
        ([0, 0, 1, 1], [0, 1, 0, 1], 0.0),
    ],
)
def test_discrimination_agrees_with_cases_worked_by_hand(x, r, wanted):
    assert correlation(x, r) == pytest.approx(wanted, abs=1e-12)


@given(st.lists(st.tuples(scores, scores), min_size=3, max_size=30))
def test_discrimination_is_scipys_pearson_correlation(pairs):
    x, r = zip(*pairs, strict=True)
    assume(len(set(x)) > 1)
    assume(len(set(r)) > 1)
    assert correlation(x, r) == pytest.approx(pearsonr(x, r).statistic, abs=1e-9)


@pytest.mark.parametrize(
    ("x", "r", "reason"),
    [
        ([], [], "fewer than 3"),
        ([0, 1], [0, 1], "fewer than 3"),
        ([1, 1, 1], [0, 1, 2], "all alike"),
        ([0, 1, 1], [2, 2, 2], "all alike elsewhere"),
        ([0.1 + 0.2, 0.3, 0.3], [0, 1, 2], "all alike"),
    ],
)
def test_where_discrimination_is_not_defined_it_says_why(x, r, reason):
    assert correlation(x, r) == reason


@given(classes())
def test_an_exercise_is_compared_with_the_rest_of_the_score_and_not_with_itself(results):
    for item in items(results):
        own = [(answer, result) for result in results for answer in result.answers if answer.name == item.name]
        judged = [(answer, result) for answer, result in own if answer.verdict != Verdict.grader_error]
        x = [answer.score / 2 for answer, _ in judged]
        r = [sum(each.score for each in result.answers) - answer.score for answer, result in judged]
        if isinstance(item.discrimination, float):
            assert item.discrimination == pytest.approx(pearsonr(x, r).statistic, abs=1e-9)
        else:
            assert len(x) < 3 or len(set(x)) == 1 or len(set(r)) == 1


@given(classes())
def test_counts_add_up_and_shares_are_shares(results):
    for item in items(results):
        assert item.outcomes.total() == len(results)
        assert 0 <= item.tried <= item.judged <= len(results)
        assert item.outcomes[Outcome.passed] + item.stumbled == item.tried
        for share in (item.pass_rate, item.difficulty):
            assert (share is None) == (item.judged == 0)
            assert share is None or 0 <= share <= 1
        assert isinstance(item.discrimination, str) or -1 <= item.discrimination <= 1


@given(classes())
def test_attempts_at_a_check_are_passed_or_failed_and_sorted_by_pass_rate(results):
    found = attempts(results)
    assert all(each.passed + each.failed == each.tried <= len(results) for each in found)
    rates = [each.pass_rate for each in found]
    assert rates == sorted(rates)
    assert all(0 <= rate <= 1 for rate in rates)


def test_an_exercise_in_numbers():
    results = [submission(scored("softmax", score), scored("accuracy", 4.0)) for score in (4.0, 2.0, 0.0)]
    results.append(submission(scored("softmax", 0.0, verdict="missing"), scored("accuracy", 4.0)))
    item = of("softmax", results)
    assert item.outcomes == {Outcome.passed: 1, Outcome.partly: 1, Outcome.failed: 1, Outcome.missing: 1}
    assert (item.tried, item.stumbled, item.judged) == (3, 2, 4)
    assert (item.pass_rate, item.mean, item.difficulty) == (0.25, 1.5, 0.375)
    assert item.discrimination == "all alike elsewhere"


@pytest.mark.parametrize(
    ("verdict", "score", "wanted"),
    [
        ("failed", 0.0, Outcome.failed),
        ("failed", 0.5, Outcome.partly),
        ("crashed", 0.5, Outcome.crashed),
        ("passed", 4.0, Outcome.passed),
    ],
)
def test_an_outcome_is_the_verdict_but_partly_for_failed_with_points(verdict, score, wanted):
    (answer,) = submission(scored("softmax", score, verdict=verdict)).answers
    assert outcome(answer) == wanted


def test_what_the_grader_could_not_judge_is_no_evidence():
    results = [submission(scored("softmax", 1.0)), submission(scored("softmax", 4.0, verdict="grader_error"))]
    item = of("softmax", results)
    assert (item.judged, item.mean, item.difficulty) == (1, 1.0, 0.25)


def test_where_nothing_was_judged_nothing_is_claimed():
    item = of("softmax", [submission(scored("softmax", 4.0, verdict="grader_error"))])
    assert (item.pass_rate, item.mean, item.difficulty, item.seconds) == (None, None, None, None)
    assert item.discrimination == "fewer than 3"


def test_an_exercise_without_points_has_a_pass_rate_and_no_difficulty():
    item = of("softmax", [submission(scored("softmax", 0.0, 0.0, "passed")) for _ in range(5)])
    assert (item.pass_rate, item.difficulty, item.discrimination) == (1.0, None, "fewer than 3")


def test_the_time_is_the_median_of_those_who_tried():
    answers = [scored("softmax", 4.0, seconds=seconds) for seconds in (1.0, 2.0, 9.0)]
    unwritten = scored("softmax", 0.0, verdict="missing", seconds=0.0)
    assert of("softmax", [submission(each) for each in [*answers, unwritten]]).seconds == 2.0


def test_exercises_of_older_results_are_kept():
    results = [submission(scored("one_hot", 4.0)), submission(scored("softmax", 0.0))]
    assert [(item.name, item.judged) for item in items(results)] == [("one_hot", 1), ("softmax", 1)]


def test_a_check_that_did_not_run_was_not_tried():
    verdicts = ["passed", "failed", "crashed", "timed_out", "out_of_memory", "missing", "skipped", "grader_error"]
    results = [submission(build_exercise("softmax", build_check(verdict))) for verdict in verdicts]
    (found,) = attempts(results)
    assert (found.passed, found.tried, found.sentence) == (1, 5, "Each row of P sums to 1.")


def test_of_equally_hard_checks_the_one_tried_more_often_comes_first():
    rare = build_exercise("softmax", build_check("failed", "rare", name="rare"))
    often = build_exercise("softmax", build_check("failed", "often", name="often"))
    assert [each.sentence for each in attempts(map(submission, [rare, often, often]))] == ["often", "rare"]


def test_misconceptions_are_counted_by_exercise_and_sorted_by_frequency(misconception):
    held = build_exercise("softmax", build_check("failed"), misconception=misconception)
    other = build_exercise("accuracy", build_check("failed"), misconception=misconception)
    found = mistakes([submission(held), submission(held, other), submission(build_exercise("softmax", build_check()))])
    assert [(each.exercise, each.misconception.name, each.students) for each in found] == [
        ("softmax", "over_samples", 2),
        ("accuracy", "over_samples", 1),
    ]


def test_follow_through_credit_is_summed_by_exercise():
    def credited(name, score, before, *earlier):
        return scored(name, score, follow_through={"of": earlier, "earned_before": before})

    results = [
        submission(credited("loss", 3.0, 1.0, "softmax")),
        submission(credited("loss", 2.0, 2.0, "one_hot", "softmax"), scored("accuracy", 0.0, follow_through=None)),
        submission(scored("loss", 4.0)),
    ]
    (found,) = returned(results)
    assert (found.exercise, found.of, found.students, found.points) == ("loss", ("softmax", "one_hot"), 2, 2.0)


def test_notes_occur_often_if_two_notebooks_earned_the_same_kind():
    results = [
        submission(notes=["line 1 of your cell 2: `%time` is ignored", "line 3 of your cell 2: `%cd` is ignored"]),
        submission(notes=["line 7 of your cell 9: `%pwd` is ignored", "the notebook was renamed: a.ipynb"]),
    ]
    assert frequent_notes(results) == [("line … of your cell …: `…` is ignored", 2)]
