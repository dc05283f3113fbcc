"""What people have given reaches results, pages, the class report and exports; what is unclear waits."""

import csv
import json
import shutil
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from autograder.reports.index import write_index
from autograder.reports.loading import load_results
from autograder.reports.store import Store
from course import CourseError
from course.by_hand.proofs import proofs_of
from course.by_hand.settling import Settled, settle
from course.by_hand.table import place
from course.cli import main
from course.settings import ROOT, Settings, load
from tests.reports.conftest import build_check, build_exercise, build_result
from tests.samples import sample_class

UNIT = "01_classification"
BOUND, STEP = "error_at_most_bound", "loss_and_accuracy_both_fall"
STUDENTS = ("ada", "ben", "oskar")  # who wrote both proofs, one, none


class Folder:
    """A results folder whose students have handed in what they have in the sample class."""

    def __init__(self, root: Path) -> None:
        self.root, self.settings = root, load()
        self.submissions = {(each, UNIT): root / "submitted" / each / UNIT / f"{UNIT}.ipynb" for each in STUDENTS}
        for student in STUDENTS:
            shutil.copytree(sample_class() / student / UNIT, root / "submitted" / student / UNIT)
            self.grade(student)
        self.settle()

    @property
    def results(self) -> Path:
        return self.root / "results"

    def grade(self, student: str, **changes: Any) -> None:
        """What the grader leaves of a submission, old or new: points of exercises alone."""
        tests = [build_exercise("softmax", build_check(), build_check("failed"))]
        Store(self.results).save(build_result(*tests, student=student, **changes), "")

    def settle(self, settings: Settings | None = None, submissions: Mapping[Any, Path] | None = None) -> Settled:
        return settle(settings or self.settings, self.results, submissions or self.submissions, [UNIT])

    def proofs(self, student: str) -> dict[str, Any]:
        found = json.loads((self.results / student / f"{UNIT}.json").read_text())
        return {proof["name"]: proof for proof in found["proofs"]}

    def scores(self, student: str) -> list[float | None]:
        return [proof["score"] for proof in self.proofs(student).values()]

    def page(self, student: str) -> str:
        return (self.results / student / f"{UNIT}.html").read_text()

    @property
    def table(self) -> Path:
        return place(self.results, UNIT)

    def rows(self) -> list[dict[str, str]]:
        return list(csv.DictReader(self.table.read_text("utf-8-sig").splitlines()))

    def write(self, student: str, proof: str, **changes: str) -> None:
        """Change a row as a person would."""
        rows = self.rows()
        next(row for row in rows if (row["student"], row["proof"]) == (student, proof)).update(changes)
        with self.table.open("w", encoding="utf-8", newline="") as stream:
            lines = csv.DictWriter(stream, list(rows[0]))
            lines.writeheader()
            lines.writerows(rows)

    def hand_in_again(self, student: str, words: str) -> None:
        path = self.submissions[student, UNIT]
        tree = json.loads(path.read_text())
        next(cell for cell in tree["cells"] if cell["id"] == f"proof-{BOUND}-answer")["source"] = words
        path.write_text(json.dumps(tree))
        self.grade(student)


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


def test_a_proof_is_pending_if_something_is_written_and_else_has_no_points(folder: Folder) -> None:
    assert [folder.scores(student) for student in STUDENTS] == [[None, None], [None, 0.0], [0.0, 0.0]]
    assert [row["points"] for row in folder.rows()] == ["", "", "", "0", "0", "0"]
    assert "1 / 2" in folder.page("ada") and "points, proofs pending" in folder.page("ada")


def test_points_and_comment_of_the_table_reach_result_and_page(folder: Folder) -> None:
    folder.write("ada", BOUND, points="2,5", comment="Where is K = 2?")
    folder.write("ada", STEP, points="3")
    assert folder.settle().doubts == []
    assert folder.scores("ada") == [2.5, 3.0]
    assert "Where is K = 2?" in folder.page("ada")
    assert "<strong>6.5</strong> / 9 points" in folder.page("ada")
    assert "pending" not in folder.page("ada")


def test_the_index_of_results_follows_points_that_people_give(folder: Folder) -> None:
    index = write_index(folder.results)
    assert index.read_text().count(": pending\"") == 2
    for proof in (BOUND, STEP):
        folder.write("ada", proof, points="2")
    folder.settle()
    assert index.read_text().count(": pending\"") == 1


def test_points_can_be_taken_back_and_a_row_that_is_deleted_takes_none(folder: Folder) -> None:
    folder.write("ada", BOUND, points="2")
    folder.write("ada", STEP, points="3")
    folder.settle()
    folder.write("ada", BOUND, points="")
    lines = folder.table.read_text("utf-8-sig").splitlines()
    folder.table.write_text("\n".join(line for line in lines if not line.startswith(f"ada,{STEP}")) + "\n")
    folder.settle()
    assert folder.scores("ada") == [None, 3.0]
    assert folder.rows()[-1] | {"answer": ""} == {
        "student": "ada", "proof": STEP, "points": "3", "of": "3", "comment": "", "answer": "",
    }  # fmt: skip


def test_who_hands_in_another_answer_is_graded_again(folder: Folder) -> None:
    folder.write("ada", BOUND, points="2", comment="Half of it.")
    folder.write("ada", STEP, points="3")
    folder.settle()
    folder.hand_in_again("ada", "A better proof.")
    folder.settle()
    assert folder.scores("ada") == [None, 3.0]
    assert folder.rows()[0]["comment"] == "handed in again; the earlier answer had 2: Half of it."
    folder.write("ada", BOUND, points="4", comment="")
    folder.settle()
    assert folder.scores("ada") == [4.0, 3.0]


def test_who_hands_in_again_without_a_proof_that_had_points_is_looked_at(folder: Folder) -> None:
    folder.write("ada", BOUND, points="2", comment="Half of it.")
    folder.settle()
    for words in ("YOUR ANSWER HERE", "A better proof."):
        folder.hand_in_again("ada", words)
        folder.settle()
        assert folder.scores("ada")[0] is None
        assert folder.rows()[0]["comment"] == "handed in again; the earlier answer had 2: Half of it."
        assert folder.rows()[0]["points"] == ""


def test_who_writes_a_proof_after_all_had_no_answer_before(folder: Folder) -> None:
    folder.hand_in_again("oskar", "A proof.")
    folder.settle()
    assert folder.proofs("oskar")[BOUND] | {"answer": ""} == folder.proofs("ada")[BOUND] | {"answer": ""}
    assert folder.proofs("oskar")[BOUND]["comment"] == ""


def test_a_notebook_graded_again_keeps_what_people_gave(folder: Folder) -> None:
    folder.write("ada", BOUND, points="2")
    folder.settle()
    folder.grade("ada")
    folder.settle()
    assert folder.scores("ada") == [2.0, None]


def test_points_that_cannot_be_read_are_said_and_wait(folder: Folder) -> None:
    folder.write("ada", STEP, points="3")
    folder.settle()
    folder.write("ada", BOUND, points="5")
    folder.write("ada", STEP, points="three")
    doubts = folder.settle().doubts
    assert [line.rpartition(": ")[2] for line in doubts] == [
        "points must be a number from 0 to 4, got '5'",
        "points must be a number from 0 to 3, got 'three'",
    ]
    assert folder.scores("ada") == [None, None]
    assert [row["points"] for row in folder.rows()[:2]] == ["5", "three"]
    folder.write("ada", STEP, points="2")
    folder.settle()
    assert folder.scores("ada")[1] == 2.0


def test_rows_that_reach_nobody_are_said_and_kept(folder: Folder) -> None:
    with folder.table.open("a", encoding="utf-8") as stream:
        stream.write(f"bem,{BOUND},1,4,,\nada,bound,1,4,,\nbem,{STEP},1,3,,\n")
    of_ada, of_bem = folder.settle().doubts
    assert f"ada, bound: {UNIT} has no such proof or exercise, but {BOUND}, {STEP}, softmax" in of_ada
    assert of_bem.endswith(f"bem, {BOUND}, {STEP}: there is no result of this student; is it ben?")
    assert len(folder.rows()) == 9


def test_a_table_that_is_damaged_leaves_everything_as_it_was(folder: Folder) -> None:
    folder.write("ada", BOUND, points="2")
    folder.settle()
    page = folder.page("ada")
    folder.table.write_text(folder.table.read_text()[:-20])
    damaged = folder.table.read_bytes()
    (problem,) = folder.settle().problems
    assert "the file is cut off" in problem
    assert (folder.page("ada"), folder.table.read_bytes()) == (page, damaged)


def test_a_full_disk_is_said_and_the_other_students_go_on(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    save = Store.save

    def full(store: Store, result: dict[str, Any], page: str) -> None:
        if result["student"] == "ada":
            raise OSError(28, "No space left on device")
        save(store, result, page)

    for student in ("ada", "ben"):
        folder.write(student, BOUND, points="1")
    with monkeypatch.context() as patch:
        patch.setattr(Store, "save", full)
        (problem,) = folder.settle().problems
    assert problem == f"ada/{UNIT}: what people have given could not be written: No space left on device"
    assert (folder.scores("ada")[0], folder.scores("ben")[0]) == (None, 1.0)
    folder.settle()
    assert folder.scores("ada")[0] == 1.0


def test_a_submission_that_cannot_be_read_may_be_graded_by_hand(folder: Folder) -> None:
    folder.submissions["ada", UNIT].write_text("{")
    folder.grade("ada", status="ungradable", reason="it is no notebook", score=0.0)
    folder.settle()
    assert folder.scores("ada") == [None, None]
    for name in (BOUND, STEP, "softmax"):
        folder.write("ada", name, points="1")
    folder.settle()
    assert load_results(folder.results).results[0].so_far == 3.0
    shutil.copy(folder.submissions["oskar", UNIT], folder.submissions["ada", UNIT])
    folder.grade("ada")
    (note,) = folder.settle().notes
    assert note.endswith("were for a file that could not be read, and do not count any more: softmax 1")
    assert folder.scores("ada") == [None, None]  # nothing is written there, but somebody saw something before


def test_a_name_that_is_no_text_is_said_and_the_others_have_their_rows(folder: Folder) -> None:
    name = "M\udcfcller"
    folder.submissions[name, UNIT] = folder.submissions["ada", UNIT]
    folder.grade(name)
    (doubt,) = folder.settle().doubts
    assert "M\\udcfcller is not in the table, the name is no text in UTF-8: rename the folder" in doubt
    assert [row["student"] for row in folder.rows()] == ["ada", "ada", "ben", "ben", "oskar", "oskar"]
    assert len([each for each in load_results(folder.results).results if each.proofs]) == 4


def test_a_notebook_that_overwhelms_its_reader_waits_for_a_person(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def overwhelmed(*_: object) -> None:
        raise RecursionError

    folder.grade("oskar")
    monkeypatch.setattr("course.by_hand.unit.answers", overwhelmed)
    folder.settle()
    assert folder.scores("oskar") == [None, None]


def test_points_that_course_toml_has_changed_since_the_release_are_refused_with_both_numbers(folder: Folder) -> None:
    changed = replace(folder.settings, points={f"{UNIT}/{BOUND}": 5.0})
    (problem,) = folder.settle(changed).problems
    assert f'"{UNIT}/{BOUND}" = 5, but students have it for 4: run `course build`' in problem
    with pytest.raises(CourseError):
        proofs_of(changed, UNIT)


def test_a_release_that_is_none_is_said(tmp_path: Path) -> None:
    release = tmp_path / "release" / UNIT
    release.mkdir(parents=True)
    (release / f"{UNIT}.ipynb").write_text("{}")
    shutil.copytree(sample_class() / "ada" / UNIT, tmp_path / "submitted")
    Store(tmp_path / "r").save(build_result(build_exercise("softmax", build_check())), "")
    found = settle(replace(load(), root=tmp_path), tmp_path / "r", {("ada", UNIT): tmp_path / "x"})
    assert "is not what `course build` writes: run it again" in found.problems[0]


def test_the_sum_of_a_class_is_the_same_everywhere(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder.root)
    told = CliRunner().invoke(main, ["export", "moodle", UNIT])
    assert told.exit_code == 2
    assert f"2 of 3 grades are not final (ada, {UNIT}: to be graded by hand: Proof 1: " in told.stderr
    pending = CliRunner().invoke(main, ["export", "nbgrader", UNIT, "--provisional", "--exercises"])
    assert "2 grades in it not final (ada" in pending.stderr
    header, ada, *_ = csv.reader(Path("nbgrader.csv").read_text().splitlines())
    assert ada[header.index(f"{UNIT}/{BOUND}")] == "pending"

    for student, proof, points in (("ada", BOUND, "2.5"), ("ada", STEP, "3"), ("ben", BOUND, "1")):
        folder.write(student, proof, points=points)
    assert CliRunner().invoke(main, ["export", "moodle", UNIT, "--exercises"]).exit_code == 0
    rows = list(csv.reader(Path("moodle.csv").read_text().splitlines()))
    assert [row[4:] for row in rows[1:]] == [["1", "2.5", "3", "6.5"], ["1", "1", "0", "2"], ["1", "0", "0", "1"]]
    assert "<strong>6.5</strong> / 9 points" in folder.page("ada")
    totals = {each.student: each.so_far for each in load_results(folder.results).results}
    assert totals == {"ada": 6.5, "ben": 2.0, "oskar": 1.0}
    assert CliRunner().invoke(main, ["report"]).exit_code == 0
    report = Path("report.html").read_text()
    assert "6.5 / 9" in report and "2 / 9" in report and "1 / 9" in report


def test_an_export_is_refused_while_a_table_cannot_be_read(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder.root)
    for student, proof in (("ada", BOUND), ("ada", STEP), ("ben", BOUND)):
        folder.write(student, proof, points="1")
    folder.settle()
    folder.table.write_text(folder.table.read_text()[:-20])
    told = CliRunner().invoke(main, ["export", "canvas"])
    assert (told.exit_code, len(told.stderr.splitlines())) == (2, 1)
    assert "not all points that people gave are in the results" in told.stderr
    told = CliRunner().invoke(main, ["export", "canvas", "--provisional"])
    assert (told.exit_code, "the file is cut off" in told.stderr) == (0, True)
    told = CliRunner().invoke(main, ["report"])
    assert (told.exit_code, "the file is cut off" in told.stderr) == (1, True)


def test_every_proof_of_the_course_has_the_points_that_its_notebook_says() -> None:
    settings = load()
    for unit in settings.units:
        tree = json.loads((ROOT / "release" / unit.id / f"{unit.id}.ipynb").read_text())
        prompts = {cell["id"]: "".join(cell["source"]) for cell in tree["cells"]}
        for proof in proofs_of(settings, unit.id):
            assert f"\n{proof.points:g} points · " in prompts[f"proof-{proof.name}"]
            assert prompts[f"proof-{proof.name}"].startswith(f"### {proof.title}\n")
