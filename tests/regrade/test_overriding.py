"""Points in the grader's place: they count, are shown, survive, and can be withdrawn."""

import pytest

from .conftest import UNIT, Class

SOFTMAX = f"{UNIT}/softmax"


def counted(mine: Class, student: str) -> tuple[float, float | None]:
    test = mine.test(student, "softmax")
    return test["score"], test.get("automatic")


def test_an_override_counts_is_shown_and_is_written_down(mine: Class) -> None:
    automatic, total = mine.test("ben", "softmax")["score"], mine.result("ben")["score"]
    done = mine.course("override", "ben", SOFTMAX, "4.5", "--why", "Right idea, one slip.")
    assert (done.exit_code, done.stderr) == (0, "")
    assert f"ben, {SOFTMAX}: 4.5 of 6 points; the grader gave {automatic:g}" in done.stdout
    assert counted(mine, "ben") == (4.5, automatic)
    assert mine.result("ben")["score"] == total - automatic + 4.5
    assert f"Graded by hand: 4.5 points instead of {automatic:g}" in mine.page("ben")
    assert "Right idea, one slip." in mine.page("ben")
    (row,) = (row for row in mine.rows(f"proofs-{UNIT}.csv") if row["proof"] == "softmax")
    assert (row["student"], row["points"], row["of"], row["comment"]) == ("ben", "4.5", "6", "Right idea, one slip.")
    (line,) = mine.rows("audit.csv")
    assert (line["action"], line["student"], line["unit"], line["exercise"]) == ("override", "ben", UNIT, "softmax")
    assert (line["before"], line["after"], line["of"]) == (f"{automatic:g}", "4.5", "6")
    assert line["why"] == "Right idea, one slip." and line["time"] and line["by"]


def test_it_survives_grading_anew(mine: Class, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    mine.course("override", "ben", SOFTMAX, "4.5", "--why", "One slip.")
    mine.earlier("ben", "accuracy", "failed")
    again = mine.course("grade", "submitted", "--student", "ben", "--unit", UNIT)
    assert again.exit_code == 0
    assert counted(mine, "ben")[0] == 4.5
    assert "by hand: softmax" in again.stdout


def test_it_can_be_changed_and_withdrawn(mine: Class) -> None:
    before = mine.result("ben")["score"], counted(mine, "ben")
    for points in ("4.5", "0"):
        assert mine.course("override", "ben", SOFTMAX, points, "--why", "A slip.").exit_code == 0
        assert counted(mine, "ben")[0] == float(points)
    done = mine.course("override", "ben", SOFTMAX, "--withdraw")
    assert (done.exit_code, done.stderr) == (0, "")
    assert (mine.result("ben")["score"], counted(mine, "ben")) == before
    assert "instead of" not in mine.page("ben")
    assert "softmax" not in [row["proof"] for row in mine.rows(f"proofs-{UNIT}.csv")]
    assert [row["action"] for row in mine.rows("audit.csv")] == ["override", "override", "withdrawn"]


def test_points_taken_out_of_the_table_are_withdrawn_too(mine: Class) -> None:
    mine.course("override", "ben", SOFTMAX, "4.5", "--why", "A slip.")
    table = mine.root / "results" / f"proofs-{UNIT}.csv"
    table.write_text(table.read_text("utf-8-sig").replace("ben,softmax,4.5,", "ben,softmax,,"))
    assert mine.course("report", "--unit", UNIT).exit_code == 0
    assert counted(mine, "ben")[1] is None


def test_what_could_not_be_read_is_graded_row_by_row_until_another_file_comes(mine: Class) -> None:
    before, table = mine.result("ben"), mine.root / "results" / f"proofs-{UNIT}.csv"
    notebook = mine.root / "submitted" / "ben" / UNIT / f"{UNIT}.ipynb"
    whole = notebook.read_bytes()
    notebook.write_bytes(whole[:5000])
    assert mine.course("grade", "submitted", "--student", "ben", "--unit", UNIT).exit_code == 1
    rows = {row["proof"]: row for row in mine.rows(table.name) if row["student"] == "ben"}
    assert {test["name"] for test in before["tests"]} <= rows.keys()
    assert {row["points"] for row in rows.values()} == {""}
    refused = mine.course("export", "canvas", UNIT).stderr
    assert "ben" in refused and "grade them in proofs-UNIT.csv" in refused

    lines = [f"ben,{name},{3 if name == 'softmax' else 0},{row['of']},,{row['answer']}" for name, row in rows.items()]
    kept = [line for line in table.read_text("utf-8-sig").splitlines() if not line.startswith("ben,")]
    table.write_text("\n".join([*kept, *lines, ""]))
    assert mine.course("report").exit_code == 0
    assert mine.result("ben")["score"] == 3
    assert "<strong>3</strong> / 46 points" in mine.page("ben")
    assert "ben" not in mine.course("export", "canvas", UNIT).stderr

    notebook.write_bytes(whole)
    again = mine.course("grade", "submitted", "--student", "ben", "--unit", UNIT)
    told = " ".join(again.stdout.split())
    assert f"ben, {UNIT}: the points by hand were for a file that could not be read, and do not count any more" in told
    assert mine.result("ben")["score"] == before["score"]
    assert counted(mine, "ben")[1] is None
    assert not [row for row in mine.rows(table.name) if row["student"] == "ben" and row["proof"] == "softmax"]
    assert "do not count" not in mine.course("grade", "submitted", "--student", "ben", "--unit", UNIT).stdout


def test_who_is_called_so_is_named_and_nobody_is_guessed(mine: Class, refused) -> None:
    (mine.root / "roster.csv").write_text("id,name\nada,Ada Byron\nben,Ben Li\n")
    assert refused(mine.course("override", "Li, Ben", SOFTMAX, "3", "--why", "x"), "is it Ben Li (ben)?")


def test_points_in_the_table_that_cannot_be_read_leave_what_counts_and_stop_an_export(mine: Class) -> None:
    mine.course("override", "ben", SOFTMAX, "4.5", "--why", "A slip.")
    table = mine.root / "results" / f"proofs-{UNIT}.csv"
    table.write_text(table.read_text("utf-8-sig").replace("ben,softmax,4.5,", "ben,softmax,45,"))
    done = mine.course("export", "canvas", UNIT)
    assert done.exit_code == 2
    assert "points must be a number from 0 to 6, got '45'" in done.stderr
    assert counted(mine, "ben")[0] == 4.5


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["ben", SOFTMAX, "7", "--why", "x"], f"points for {SOFTMAX} must be from 0 to 6, got 7"),
        (["ben", SOFTMAX, "nan", "--why", "x"], "must be from 0 to 6, got nan"),
        (["ben", SOFTMAX, "3"], "give the reason with --why"),
        (["ben", SOFTMAX], "give the POINTS, or --withdraw"),
        (["ben", SOFTMAX, "3", "--withdraw"], "give the POINTS, or --withdraw"),
        (["ben", SOFTMAX, "--withdraw"], "there is nothing to withdraw"),
        (["bem", SOFTMAX, "3", "--why", "x"], "has no result of bem for 01_classification; is it ben?"),
        (["ben", f"{UNIT}/sofmax", "3", "--why", "x"], "no exercise 'sofmax'; did you mean softmax?"),
        (["ben", f"{UNIT}/error_at_most_bound", "3", "--why", "x"], "is a proof: grade it in proofs-"),
        (["ben", "softmax", "3", "--why", "x"], "wanted UNIT/EXERCISE"),
        (["ben", "99_x/softmax", "3", "--why", "x"], "there is no unit '99_x'"),
    ],
)
def test_what_cannot_be_is_refused_and_changes_nothing(mine: Class, refused, arguments, words) -> None:
    before = mine.snapshot()
    assert refused(mine.course("override", *arguments), words)
    assert mine.snapshot() == before


def test_without_its_line_in_the_audit_nothing_is_changed(mine: Class, refused) -> None:
    (mine.root / "results" / "audit.csv").mkdir()
    before = mine.snapshot()
    assert refused(mine.course("override", "ben", SOFTMAX, "3", "--why", "x"), "audit.csv cannot be written")
    assert mine.snapshot() == before


def test_a_table_that_is_cut_off_is_one_line_and_changes_nothing(mine: Class, refused) -> None:
    table = mine.root / "results" / f"proofs-{UNIT}.csv"
    table.write_bytes(table.read_bytes()[:-20])
    before = mine.snapshot()
    assert refused(mine.course("override", "ben", SOFTMAX, "3", "--why", "x"), f"proofs-{UNIT}.csv, line")
    assert mine.snapshot() == before
