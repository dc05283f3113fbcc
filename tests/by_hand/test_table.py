"""The table of proofs: what a person may write there, and what gets a line instead of being taken for points."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from course import CourseError
from course.by_hand.agreement import Points
from course.by_hand.table import place, read_table

WORTH = {"bound": 4.0, "step": 3.0}
ROWS = "\ufeffstudent,proof,points,of,comment,answer\r\nada,bound,2.5,4,well done,12345678\r\nada,step,,3,,none\r\n"


def table(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = place(folder, "01_classification")
    path.write_bytes(text.encode(encoding))
    return path


def test_without_a_file_there_are_no_rows(tmp_path: Path) -> None:
    found = read_table(place(tmp_path, "01_classification"), WORTH)
    found.save()
    assert found.says(("ada", "bound")) is None
    assert not found.path.exists()


def test_rows_are_written_and_read_back(tmp_path: Path) -> None:
    path = place(tmp_path, "01_classification")
    first = read_table(path, WORTH)
    first.put(("Zoë", "bound"), Points(2.5, 'a "word", and\na line'), 4.0, "12345678")
    first.put(("Zoë", "step"), Points(), 3.0, "none")
    first.save()
    found = read_table(path, WORTH)
    assert found.says(("Zoë", "bound")) == Points(2.5, 'a "word", and\na line')
    assert found.says(("Zoë", "step")) == Points()
    assert [found.answer(("Zoë", proof)) for proof in ("bound", "step", "other")] == ["12345678", "none", ""]


def test_what_nobody_changed_is_not_written_again(tmp_path: Path) -> None:
    path = table(tmp_path, ROWS)
    before = path.stat().st_mtime_ns
    found = read_table(path, WORTH)
    found.put(("ada", "bound"), Points(2.5, "well done"), 4.0, "12345678")
    found.save()
    assert path.stat().st_mtime_ns == before


@pytest.mark.parametrize("separator", [";", "\t"])
def test_a_spreadsheet_may_have_saved_it_in_its_own_way(tmp_path: Path, separator: str) -> None:
    text = "student,proof,points,mine\nben,bound,2.5,x\nada,bound,3,y\n".replace(",", separator).replace("2.5", "2,5")
    found = read_table(table(tmp_path, text), WORTH)
    assert found.says(("ben", "bound")) == Points(2.5)
    found.put(("ada", "bound"), Points(3.5), 4.0, "12345678")
    found.save()
    header, ben, ada = csv.reader(found.path.read_text("utf-8-sig").splitlines(), delimiter=separator)
    assert header == ["student", "proof", "points", "mine", "of", "comment", "answer"]
    assert ben[:4] == ["ben", "bound", "2,5", "x"]
    assert ada == ["ada", "bound", "3,5" if separator == ";" else "3.5", "y", "4", "", "12345678"]


@pytest.mark.parametrize("name", ["=1+1", "-ben", "@cem", "+ada"])
def test_no_name_is_a_formula_and_each_is_found_again(tmp_path: Path, name: str) -> None:
    found = read_table(place(tmp_path, "01_classification"), WORTH)
    found.put((name, "bound"), Points(1.0, "=2"), 4.0, "x")
    found.save()
    assert f"'{name},bound,1,4,'=2," in found.path.read_text("utf-8-sig")
    assert read_table(found.path, WORTH).says((name, "bound")) == Points(1.0, "=2")


@pytest.mark.parametrize("points", ["4.5", "-1", "three", "nan", "inf", "3 of 4", "1,5,0"])
def test_what_are_no_points_is_said_and_not_taken(tmp_path: Path, points: str) -> None:
    found = read_table(table(tmp_path, ROWS.replace("2.5", f'"{points}"')), WORTH)
    (line,) = found.trouble.values()
    assert line == f"{found.path}, line 2: points must be a number from 0 to 4, got {points!r}"
    assert found.says(("ada", "step")) == Points()


BAD: dict[str, tuple[Callable[[str], str], str, str]] = {
    "cut off": (lambda t: t[: t.index(",3,,none")], "utf-8", "line 3: 3 cells, but the header has 6"),
    "cut off within quotes": (lambda t: t.replace("well done", '"well'), "utf-8", "damaged or cut off"),
    "a row doubled": (lambda t: t + "ada,step,1,3,,none\n", "utf-8", "line 4: ada is there a second time for step"),
    "renamed columns": (lambda t: t.replace("points", "score"), "utf-8", "wanted the columns student, proof, points"),
    "another encoding": (str, "utf-16", "no text in UTF-8; save it as CSV in UTF-8"),
    "another separator": (lambda t: t.replace(",", "|"), "utf-8", "is not a table of proofs"),
    "empty": (lambda t: "", "utf-8", "but it is empty"),
}


@pytest.mark.parametrize("kind", BAD)
def test_what_is_no_whole_table_is_refused(tmp_path: Path, kind: str) -> None:
    spoil, encoding, words = BAD[kind]
    with pytest.raises(CourseError, match=words):
        read_table(table(tmp_path, spoil(ROWS), encoding), WORTH)


def test_what_a_person_saves_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    path = table(tmp_path, ROWS)
    found = read_table(path, WORTH)
    found.put(("ada", "bound"), Points(1.0), 4.0, "12345678")
    path.write_text(ROWS.replace("2.5", "3"))
    with pytest.raises(CourseError, match="was changed while it was read: run the command again"):
        found.save()
    assert ",3,4," in path.read_text()
