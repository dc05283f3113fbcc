"""`course grade --shard i/n`: n parts together are the run on one machine; what does not fit together is refused."""

import json
import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from autograder.intake.submissions import Submission
from autograder.reports.store import Store
from course import marking, shards
from course.cli import main
from course.settings import load
from course.shards import ABOUT, FOLDER, Shard
from tests.samples import sample_class

UNIT = "01_classification"
STUDENTS = ("ada", "greta", "ben")
HANGS = "def softmax(Z):\n    while True: pass"
OF_THE_CLOCK = re.compile(r'"seconds": [0-9.e-]+|Graded in [0-9.]+ s')


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for student in STUDENTS:
        folder = tmp_path / "submitted" / student / UNIT
        shutil.copytree(sample_class() / student / UNIT, folder)
    (tmp_path / "submitted" / "no_notebook" / UNIT).mkdir(parents=True)
    broken = tmp_path / "submitted" / "broken" / UNIT / f"{UNIT}.ipynb"
    broken.parent.mkdir(parents=True)
    broken.write_text("{")
    assert course("new", "seed").stdout == "results/.seed\n"
    return tmp_path


def course(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


def grade_shards(of: int, *arguments: str) -> None:
    for number in range(1, of + 1):
        done = course("grade", "--shard", f"{number}/{of}", *arguments)
        assert done.exit_code in (0, 1), done.output


def everything(results: Path) -> dict[str, str]:
    """All files of a results folder, without what the clock says."""
    return {
        str(path.relative_to(results)): OF_THE_CLOCK.sub("", path.read_text())
        for path in sorted(results.rglob("*"))
        if path.is_file()
    }


def refused(result: Result, *words: str) -> bool:
    """A usage error that has these words and copied nothing."""
    copied = list(Path("results").glob("[!.]*/*.json"))
    return result.exit_code == 2 and all(word in result.stderr for word in words) and not copied


@pytest.fixture
def told(here: Path) -> Callable[[int, str], None]:
    """Changes in a part's folder what the part says that it was decided by."""

    def change(number: int, what: str, value: Any = "another") -> None:
        path = next((here / "results" / FOLDER).glob(f"{number}-of-*/{ABOUT}"))
        about = json.loads(path.read_text())
        assert what in about["decided_by"]
        about["decided_by"][what] = value
        path.write_text(json.dumps(about))

    return change


def test_n_parts_are_the_run_on_one_machine_byte_for_byte_but_for_times(here: Path) -> None:
    shutil.copytree("results", "alone")
    assert course("grade", "--results", "alone").exit_code == 1  # two hold no notebook
    alone = everything(here / "alone")
    assert {f"{student}/{UNIT}.json" for student in (*STUDENTS, "broken")} < set(alone)
    for of in range(1, 6):
        shutil.rmtree("results")
        (here / "results").mkdir()
        (here / "results/.seed").write_text(alone[".seed"])
        grade_shards(of)
        assert not list(Path("results").glob("[!.]*"))
        done = course("grade")
        assert "parts: 4 results taken over" in done.stdout
        assert "4 submissions (4 from the cache)" in done.stdout
        assert everything(here / "results") == alone


def test_what_is_of_the_whole_class_is_left_to_course_grade(here: Path) -> None:
    grade_shards(2)
    parts = {path.name for path in (here / "results").rglob("*") if path.is_file()}
    assert parts == {".seed", ABOUT, f"{UNIT}.json", f"{UNIT}.html"}
    assert "no notebook in it" in course("grade").stdout
    assert (here / "results/index.html").exists()
    assert (here / f"results/proofs-{UNIT}.csv").exists()
    assert not (here / "results" / FOLDER).exists()


def test_parts_come_from_other_machines_by_copying_their_folders(here: Path) -> None:
    for number in (1, 2):
        folder = here / f"machine-{number}"
        shutil.copytree("results", folder)
        assert course("grade", "--shard", f"{number}/2", "--results", str(folder)).exit_code in (0, 1)
        shutil.copytree(folder / FOLDER, here / "results" / FOLDER, dirs_exist_ok=True)
    assert "parts: 4 results taken over" in course("grade").stdout


def test_what_timed_out_in_a_part_is_not_graded_again_by_taking_it_over(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = replace(load(), limits=replace(load().limits, call_seconds=0.5))
    monkeypatch.setattr("course.cli.load", lambda: settings)
    path = here / "submitted/ada" / UNIT / f"{UNIT}.ipynb"
    tree = json.loads(path.read_text())
    next(cell for cell in tree["cells"] if cell["id"] == "softmax-answer")["source"] = HANGS
    path.write_text(json.dumps(tree))
    grade_shards(1)
    kept = Store(Path("results") / FOLDER / "1-of-1").load("ada", UNIT)
    assert kept and kept["tests"][0]["verdict"] == "timed_out"
    assert "4 submissions (4 from the cache)" in course("grade").stdout
    assert "4 submissions (3 from the cache)" in course("grade").stdout


def test_a_part_goes_on_where_it_stopped_and_takes_nothing_that_the_class_has(here: Path) -> None:
    course("grade", "submitted/ada")
    assert "4 submissions (1 from the cache)" in course("grade", "--shard", "1/1").stdout
    (about,) = (here / "results" / FOLDER).glob(f"*/{ABOUT}")
    assert [student for student, _ in json.loads(about.read_text())["graded"]] == ["ben", "broken", "greta"]
    assert "4 submissions (4 from the cache)" in course("grade", "--shard", "1/1").stdout
    assert "parts: 3 results taken over" in course("grade").stdout


def test_what_was_handed_in_again_since_is_graded_again(here: Path) -> None:
    grade_shards(1)
    shutil.copy(here / "submitted/greta" / UNIT / f"{UNIT}.ipynb", here / "submitted/ben" / UNIT)
    assert "4 submissions (3 from the cache)" in course("grade").stdout


def test_parts_of_different_seeds_are_refused_and_both_are_named(here: Path) -> None:
    assert course("grade", "--shard", "1/2").exit_code in (0, 1)
    assert course("new", "seed").exit_code == 0
    assert course("grade", "--shard", "2/2").exit_code in (0, 1)
    assert refused(course("grade"), "the seed of the run (a digest of it): ", " in part 1/2, ", " in part 2/2")


def test_parts_of_different_points_are_refused_and_both_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    assert course("grade", "--shard", "1/2").exit_code in (0, 1)
    settings = replace(load(), points={f"{UNIT}/softmax": 8.0})
    monkeypatch.setattr("course.cli.load", lambda: settings)
    assert course("grade", "--shard", "2/2").exit_code in (0, 1)
    assert refused(course("grade"), f"the points of {UNIT}/softmax: 6", " in part 1/2, 8.0 in part 2/2")


@pytest.mark.parametrize(
    "what",
    [
        "the version of Python",
        "the version of NumPy",
        "the limits (submission_seconds)",
        f"the release of {UNIT} (a digest of it)",
        f"the grader or the mark scheme of {UNIT} (a digest of both)",
    ],
)
def test_parts_of_different_versions_are_refused_and_both_are_named(
    monkeypatch: pytest.MonkeyPatch, told: Callable[[int, str], None], what: str
) -> None:
    monkeypatch.setattr(marking.Grading, "run", lambda *_: None)
    grade_shards(2)
    told(2, what)
    assert refused(course("grade"), what, " in part 1/2, another in part 2/2")


def test_parts_of_another_version_than_that_which_takes_them_over_are_refused(
    monkeypatch: pytest.MonkeyPatch, told: Callable[[int, str], None]
) -> None:
    monkeypatch.setattr(marking.Grading, "run", lambda *_: None)
    grade_shards(1)
    told(1, "the version of NumPy")
    assert refused(course("grade"), "the version of NumPy: another in part 1/1, ", " in this run: nothing was taken")


def test_without_a_part_nothing_is_taken_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(marking.Grading, "run", lambda *_: None)
    grade_shards(3)
    shutil.rmtree(Path("results") / FOLDER / "2-of-3")
    assert refused(course("grade"), "there is no 2/3: wait for it, or delete results/.shards, and all is graded here")


def test_a_part_that_was_interrupted_is_to_be_resumed(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(marking.Grading, "run", lambda *_: None)
    grade_shards(2)
    monkeypatch.setattr(marking.Grading, "run", interrupt)
    done = course("grade", "--shard", "2/2")
    assert done.exit_code == 130
    assert "the same command goes on from here" in done.stderr
    assert refused(course("grade"), "the part 2/2 has not come to its end: `course grade --shard 2/2` goes on with it")


def test_parts_of_two_divisions_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(marking.Grading, "run", lambda *_: None)
    grade_shards(1)
    grade_shards(2)
    assert refused(course("grade"), "the parts 1/1 and ", "/2 are of different divisions")


def test_a_part_whose_words_are_damaged_is_named(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(marking.Grading, "run", lambda *_: None)
    grade_shards(1)
    (here / "results" / FOLDER / "1-of-1" / ABOUT).write_text("{")
    assert refused(course("grade"), f"results/{FOLDER}/1-of-1/{ABOUT} is not what a part says of itself")


def test_a_part_that_was_not_copied_whole_is_named(here: Path) -> None:
    grade_shards(1)
    (here / "results" / FOLDER / "1-of-1" / "greta" / f"{UNIT}.json").unlink()
    done = course("grade")
    assert done.exit_code == 2
    assert f"1-of-1/greta/{UNIT}.json could not be taken over (No such file or directory): copy" in done.stderr
    assert (here / "results" / FOLDER).exists()


def test_a_new_seed_begins_a_run_without_the_parts_of_the_last_one(here: Path) -> None:
    grade_shards(2)
    done = course("grade", "--new-seed")
    assert "4 submissions (0 from the cache)" in done.stdout
    assert not (here / "results" / FOLDER).exists()


def test_a_new_seed_for_one_part_is_refused() -> None:
    assert refused(course("grade", "--shard", "1/2", "--new-seed"), "`course new seed`, then each --shard")


def test_without_a_seed_no_part_is_graded(here: Path) -> None:
    (here / "results/.seed").unlink()
    assert refused(course("grade", "--shard", "1/2"), "results/.seed is not there", "`course new seed` draws one")


WRONG = ("3/2", "0/2", "1/0", "2", "2/", "/2", "1/2/3", "-1/2", "a/b", "1 / 2", "١/٢", "", "2of3", "1/100000")


@pytest.mark.parametrize("text", WRONG)
def test_what_tells_no_part_is_refused(text: str) -> None:
    words = "there is no part 3/2: of 2, the last is 2/2" if text == "3/2" else "2/8 is the second of eight"
    assert refused(course("grade", "--shard", text), words)


@given(st.lists(st.tuples(st.text(min_size=1), st.sampled_from(["01_a", "02_b"])), unique=True), st.integers(1, 40))
def test_each_submission_is_of_exactly_one_part(keys: list[tuple[str, str]], of: int) -> None:
    for student, unit in keys:
        submission = Submission(student, unit, Path("x"))
        assert sum(Shard(number, of).has(submission) for number in range(1, of + 1)) == 1


def test_parts_of_a_large_class_are_about_as_large_as_each_other() -> None:
    class_ = [Submission(f"student{number}", UNIT, Path("x")) for number in range(4000)]
    sizes = [sum(map(Shard(number, 8).has, class_)) for number in range(1, 9)]
    assert 430 < min(sizes) <= max(sizes) < 570


def test_a_folder_that_cannot_be_written_is_a_line(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (here / "results" / FOLDER).write_text("no folder")
    assert refused(course("grade", "--shard", "1/2"), "cannot keep results in results/.shards/1-of-2")


def test_discarding_what_is_not_there_is_nothing(here: Path) -> None:
    shards.discard(Store(here / "nothing"))
