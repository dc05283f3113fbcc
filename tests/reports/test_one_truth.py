"""What a student has is the same number wherever somebody may look: terminal, feedback, index, report, export."""

from pathlib import Path

import msgspec
import pytest
from rich.console import Console

from autograder.reports import class_report, feedback, index
from autograder.reports.by_hand import PENDING, Replaced, totals, with_points
from autograder.reports.loading import Loaded, Result
from autograder.reports.table import class_table
from course.exports.grades import grades
from course.settings import ROOT, Settings
from tests.reports.conftest import Built, build_check, build_exercise, build_proof, build_result
from tests.reports.test_feedback import Page

PROVED = [build_proof(score=1.5)]
LATE = {"handed_in": "2026-12-11T12:00:00+00:00", "due": "2026-12-10T12:00:00+00:00", "seconds": 86400.0, "share": 0.1}


def graded(**changes: object) -> Built:
    checks = [build_check(sentence=f"{at}") for at in range(10)]
    return build_result(build_exercise("softmax", *checks), **changes)


def late(result: Built) -> Built:
    return result | {"lateness": {**LATE, "regular": None}}


def fast() -> Built:
    """A bonus of two points on top of ten."""
    extra = build_check(sentence="Twice as fast.", bonus=True, earned=2.0, points=2.0)
    checks = [build_check(sentence=f"{at}") for at in range(10)]
    points = {"score": 12.0, "max_score": 10.0, "bonus": 2.0, "speed": "20 times as fast"}
    return build_result(build_exercise("softmax", *checks, extra, **points))


def unread(**replaced: Replaced) -> Built:
    broken = build_result(status="ungradable", reason="it is cut off", score=0.0, max_score=10.0)
    return with_points(broken, PROVED, replaced)


CASES = {
    "proved": (with_points(graded(), PROVED, {}), "11.5 / 14"),
    "waiting": (with_points(graded(), [build_proof()], {}), PENDING),
    "late": (late(with_points(graded(), PROVED, {})), "10.35 / 14"),
    "late without proofs": (late(graded()), "9 / 10"),
    "by hand": (with_points(graded(), PROVED, {"softmax": Replaced(4.5, 10.0, "Copied.")}), "6 / 14"),
    "late and by hand": (late(with_points(graded(), PROVED, {"softmax": Replaced(4.5, 10.0)})), "5.4 / 14"),
    "bonus": (with_points(fast(), PROVED, {}), "11.5 / 14 + 2"),
    "bonus, late": (late(with_points(fast(), PROVED, {})), "10.15 / 14 + 2"),
    "could not be read, its proof graded": (unread(), PENDING),
    "could not be read, graded by hand": (unread(softmax=Replaced(3.0, 10.0, "On paper.")), "4.5 / 14"),
}


@pytest.mark.parametrize(("result", "wanted"), CASES.values(), ids=CASES)
def test_every_place_has_the_same_number(result: Built, wanted: str, tmp_path: Path) -> None:
    loaded = Loaded((msgspec.convert(result, Result),))
    assert f"ada {wanted} A score leads" in Page(index.render(loaded, {})).text
    assert f"Student {'Score Time' if 'lateness' in result else 'Score'}" in Page(class_report.render(loaded)).text
    assert f" ada {wanted} " in Page(class_report.render(loaded)).text
    with (console := Console(width=200)).capture() as captured:
        console.print(class_table([result], []))
    assert f"  {wanted}  " in captured.get()
    own = Page(feedback.render(result)).text
    assert (PENDING if wanted == PENDING else f"ada {wanted.partition(' +')[0]} points") in own
    (tmp_path / "ada").mkdir()
    (tmp_path / "ada" / "01_classification.json").write_text(msgspec.json.encode(result).decode())
    (grade,) = grades(Settings(ROOT, ()), tmp_path)
    assert (grade.waits is not None) == (wanted == PENDING)
    if wanted != PENDING:
        assert grade.score == pytest.approx(totals(result)[0])
