"""How late, what it costs, and what of that stands where."""

import io
from typing import Any

import pytest
from rich.console import Console

from autograder.moments import span
from autograder.reports.by_hand import totals
from autograder.reports.lateness import remark, sentences, standing
from autograder.reports.table import class_table
from tests.reports.conftest import build_check, build_exercise, build_proof, build_result

DUE = "2026-12-10T23:59:00+01:00"


def late(**changes: Any) -> dict[str, Any]:
    return {
        "handed_in": "2026-12-12T00:00:00+00:00", "due": DUE, "regular": None, "seconds": 90_060.0, "share": 0.2,
    } | changes  # fmt: skip


def submission(student: str = "ada", **changes: Any) -> dict[str, Any]:
    return build_result(build_exercise("softmax", build_check(), build_check()), student=student, **changes)


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(1, "1 min"), (59 * 60, "59 min"), (3600, "1 h"), (3661, "1 h 1 min"), (86399, "23 h 59 min"), (86400, "1 d"),
     (90_060, "1 d 1 h"), (15 * 86400, "15 d")],
)  # fmt: skip
def test_a_span_is_told_in_its_two_largest_units(seconds: float, words: str) -> None:
    assert span(seconds) == words


def test_the_share_is_taken_from_exercises_and_proofs_and_from_nothing_while_they_wait() -> None:
    graded = submission(proofs=[build_proof(score=2.5)], lateness=late())
    assert totals(graded) == (3.6, 6)
    assert totals(graded | {"lateness": late(share=0.0)}) == (4.5, 6)
    assert totals(submission(proofs=[build_proof()], lateness=late())) == (None, 6)


def test_a_remark_says_how_late_and_what_it_costs() -> None:
    assert remark(late()) == "late 1 d 1 h, -20 %"
    assert remark(late(share=0.0)) == "late 1 d 1 h"
    assert remark(late(regular=DUE, seconds=0.0, share=0.0)) == "extension"
    assert remark(late(regular=DUE)) == "extension; late 1 d 1 h, -20 %"
    assert remark(late(seconds=0.0, share=0.0)) == remark({}) == ""


def test_a_unit_says_how_many_came_when() -> None:
    found = [late(), late(seconds=0.0), late(regular=DUE, due="2026-12-12T23:59:00+01:00", seconds=0.0), {}]
    found.append(late(handed_in=None, seconds=0.0))
    said = "2 in time, 1 late, 1 that nothing dates, which count as in time; 1 of them has an extension."
    assert standing(found) == f"Due 10 December 2026, 23:59 (UTC+01:00): {said}"
    assert standing([{}, {"due": None}]) == ""


def test_a_student_reads_when_and_what_it_costs_in_the_zone_of_the_due_date() -> None:
    def told(score: float | None, **changes: Any) -> str:
        return sentences({"lateness": late(**changes)}, score, 10)[-1]

    came = "Handed in 12 December 2026, 01:00 (UTC+01:00), late by 1 d 1 h"
    assert told(8.0) == f"{came}, which costs 20 % of 8 points: 6.4 of 10 count."
    assert told(None) == f"{came}, which costs 20 % of the points."
    assert told(8.0, share=0.0) == f"{came}, which costs nothing."
    assert told(8.0, seconds=0.0, share=0.0) == "Handed in 12 December 2026, 01:00 (UTC+01:00), in time."
    assert sentences({"lateness": late(due=None)}, 8.0, 10) == sentences({}, 8.0, 10) == []


def test_the_table_has_the_remark_and_the_score_that_counts() -> None:
    stream = io.StringIO()
    class_ = [submission(lateness=late()), submission("ben", lateness=late(seconds=0.0, share=0.0))]
    Console(file=stream, width=100).print(class_table(class_, []))
    rows = {line.split()[0]: line.split() for line in stream.getvalue().splitlines() if line.strip()}
    assert " ".join(rows["ada"][2:]) == "2 / 2 - 1.6 / 2 late 1 d 1 h, -20 %"
    assert " ".join(rows["ben"][2:]) == "2 / 2 - 2 / 2"
