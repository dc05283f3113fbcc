"""The audit file: lines are added and nothing else, also to a file that was cut off."""

import csv
from pathlib import Path

from course import audit

ENTRY = audit.Entry("override", "ada", "01_classification", "softmax", 2.0, 3.5, 6.0, "=one slip")


def rows(folder: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(audit.place(folder).read_text("utf-8-sig").splitlines()))


def test_lines_are_added(tmp_path: Path) -> None:
    audit.add(tmp_path, [ENTRY])
    first = audit.place(tmp_path).read_bytes()
    audit.add(tmp_path, [ENTRY, ENTRY])
    assert audit.place(tmp_path).read_bytes().startswith(first)
    assert len(rows(tmp_path)) == 3
    assert (rows(tmp_path)[0]["before"], rows(tmp_path)[0]["after"], rows(tmp_path)[0]["of"]) == ("2", "3.5", "6")


def test_no_entry_makes_no_file(tmp_path: Path) -> None:
    audit.add(tmp_path, [])
    assert not audit.place(tmp_path).exists()


def test_a_reason_is_no_formula(tmp_path: Path) -> None:
    audit.add(tmp_path, [ENTRY])
    assert rows(tmp_path)[0]["why"] == "'=one slip"


def test_after_a_line_that_was_cut_off_the_next_one_begins_anew(tmp_path: Path) -> None:
    audit.add(tmp_path, [ENTRY])
    path = audit.place(tmp_path)
    path.write_bytes(path.read_bytes()[:-12])
    audit.add(tmp_path, [ENTRY])
    assert [row["why"] for row in rows(tmp_path)][1:] == ["'=one slip"]


def test_only_its_owner_reads_it(tmp_path: Path) -> None:
    audit.add(tmp_path, [ENTRY])
    assert audit.place(tmp_path).stat().st_mode & 0o077 == 0
