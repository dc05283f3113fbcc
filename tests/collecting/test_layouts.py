"""`course collect` reads what platforms pack: each submission comes to lie under its student's id."""

import shutil

import pytest

from course import CourseError
from course.due.arrival import handed_in
from tests.collecting.conftest import OTHER, UNIT, lay, notebook, pack

NB = f"{UNIT}.ipynb"

MOODLE_FOLDERS = {
    f"Ada Byron_10017_assignsubmission_file/{NB}": notebook("ada"),
    "Ada Byron_10017_assignsubmission_file/photo.jpg": "photo",
    "Ada Byron_10017_assignsubmission_onlinetext/onlinetext.html": "words",
    "Zoë ONeill_10018_assignsubmission_file_/final (2).ipynb": notebook("zoe"),
}
MOODLE_FLAT = {
    "Ada Byron_10017_assignsubmission_file_my_work.ipynb": notebook("ada"),
    "Ada Byron_10017_assignsubmission_file_photo.jpg": "photo",
    "Zoë ONeill_10018_assignsubmission_file_final (2).ipynb": notebook("zoe"),
}
CANVAS = {
    f"byronada_2041_88017_{UNIT}-1.ipynb": notebook("ada"),
    "byronada_2041_88018_photo.jpg": "photo",
    "oneillzoë_LATE_2042_88019_final_2.ipynb": notebook("zoe"),
}
METADATA = """\
---
submission_7312:
  :submitters:
  - :name: Ada Byron
    :sid: ada
    :email: ada@example.org
  :created_at: 2026-11-01 13:30:00.123456000 +01:00
  :score: 3.0
submission_7313:
  :submitters:
  - :name: Somebody Else
    :sid:
    :email: zoe@example.org
  :created_at: !ruby/object:ActiveSupport::TimeWithZone
    utc: 2026-11-01 12:00:00 Z
    zone: !ruby/object:ActiveSupport::TimeZone
      name: Etc/UTC
"""
GRADESCOPE = {
    "submission_metadata.yml": METADATA,
    "submission_7312/work.ipynb": notebook("ada"),
    "submission_7312/photo.jpg": "photo",
    "submission_7313/final.ipynb": notebook("zoe"),
}
BOTH = {f"ada/{UNIT}/{NB}": "ada", f"ada/{UNIT}/photo.jpg": "photo", f"zoe/{UNIT}/{NB}": "zoe"}


LATE = "late, but the download does not say when\n"
TIMES = {
    f"ada/{UNIT}/timestamp.txt": "2026-11-01 12:30:00 UTC\n",
    f"zoe/{UNIT}/timestamp.txt": "2026-11-01 12:00:00 UTC\n",
}


@pytest.mark.parametrize("form", ["a.zip", "a", "a.zip, a folder in it", "a, a folder in it"])
@pytest.mark.parametrize(
    ("content", "more"),
    [
        (MOODLE_FOLDERS, {f"ada/{UNIT}/onlinetext.html": "words"}),
        (CANVAS, {f"zoe/{UNIT}/timestamp.txt": LATE}),
        (GRADESCOPE, TIMES),
    ],
    ids=["moodle", "canvas", "gradescope"],
)
def test_a_download_of_a_platform_is_read_packed_and_unpacked(here, collect, submitted, content, more, form):
    name, _, wrapped = form.partition(", ")
    inside = {f"download/{each}" if wrapped else each: text for each, text in content.items()}
    (pack if name.endswith(".zip") else lay)(here / name, inside)
    result = collect(name)
    assert result.exit_code == 0, result.output
    assert submitted() == BOTH | more
    assert f"{UNIT}: 2 of 5 handed in (2 new)" in result.stdout
    absent = "nothing was handed in by 3 of 5 on the roster: Andrea Müller (amueller), Ben Li (ben), Ben Li (bli2)"
    assert f"{UNIT}: {absent}" in result.stdout
    assert "to look at" not in result.stdout


def test_moodles_files_in_one_folder_are_read(here, collect, submitted):
    pack(here / "a.zip", MOODLE_FLAT)
    assert collect("a.zip").exit_code == 0
    assert submitted() == BOTH


def test_what_canvas_marks_as_late_is_told_with_what_to_do(here, collect):
    pack(here / "a.zip", CANVAS)
    told = collect("a.zip").stdout
    assert f"{UNIT}: late, as the download says: Zoë O'Neill (zoe); the download does not say when" in told
    assert "Ada Byron" not in told


def test_a_late_one_waits_for_its_time_which_is_kept_once_it_is_there(here, collect, submitted):
    pack(here / "a.zip", CANVAS)
    collect("a.zip")
    note = here / "submitted/zoe" / UNIT / "timestamp.txt"
    with pytest.raises(CourseError, match=r"timestamp\.txt tells no time: the submission counts as handed in on time"):
        handed_in(note.parent)
    note.write_text("2026-11-01 12:00:00 UTC\n")
    assert "(2 as before)" in collect("a.zip").stdout
    assert note.read_text() == "2026-11-01 12:00:00 UTC\n"


def test_the_time_of_an_earlier_submission_is_not_that_of_the_one_in_its_place(here, collect):
    pack(here / "a.zip", MOODLE_FLAT)
    collect("a.zip")
    note = here / "submitted/ada" / UNIT / "timestamp.txt"
    note.write_text("2026-11-01 12:00:00 UTC\n")
    pack(here / "b.zip", {"Ada Byron_10017_assignsubmission_file_new.ipynb": notebook("better")})
    collect("b.zip", "--update")
    assert note.read_text() == "not known: what lay here before was another submission\n"


def test_a_group_of_gradescope_is_everybodys(here, collect, submitted):
    metadata = "submission_1:\n  :submitters:\n  - :name: Ada Byron\n  - :email: am@example.org\n"
    pack(here / "a.zip", {"submission_metadata.yml": metadata, "submission_1/work.ipynb": notebook("both")})
    assert collect("a.zip").exit_code == 0
    assert submitted() == {f"ada/{UNIT}/{NB}": "both", f"amueller/{UNIT}/{NB}": "both"}


def test_nbgraders_tree_is_read_with_its_times_and_every_file(here, collect, submitted):
    tree = {
        f"ada/{UNIT}/{NB}": notebook("ada"),
        f"ada/{UNIT}/draft.ipynb": notebook("draft"),
        f"ada/{UNIT}/timestamp.txt": "2026-11-01 12:00:00 UTC",
        f"ada/{OTHER}/{OTHER}.ipynb": notebook("more", OTHER),
        f"zoe@example.org/{UNIT}/renamed.ipynb": notebook("zoe"),
    }
    lay(here / "handed/submitted", tree)
    assert collect("handed").exit_code == 0
    assert submitted() == {
        f"ada/{UNIT}/{NB}": "ada",
        f"ada/{UNIT}/draft.ipynb": "draft",
        f"ada/{UNIT}/timestamp.txt": "2026-11-01 12:00:00 UTC",
        f"ada/{OTHER}/{OTHER}.ipynb": "more",
        f"zoe/{UNIT}/{NB}": "zoe",
    }


def test_a_flat_folder_is_read_by_ids_addresses_and_names(here, collect, submitted):
    names = {"ada.ipynb": "ada", "zoe@example.org.ipynb": "zoe", "müller, andrea.ipynb": "am"}
    lay(here / "a", {name: notebook(says) for name, says in names.items()} | {"roster.csv": "", "scan.pdf": ""})
    assert collect("a").exit_code == 0
    assert submitted() == {f"ada/{UNIT}/{NB}": "ada", f"zoe/{UNIT}/{NB}": "zoe", f"amueller/{UNIT}/{NB}": "am"}


def test_one_notebook_can_be_collected_and_told_its_unit(here, collect, submitted):
    (here / "ada.ipynb").write_text(notebook("ada", unit=None))
    untold = collect("ada.ipynb")
    assert untold.exit_code == 1
    assert "ada.ipynb: the notebook does not tell its unit: name the unit on the command line" in untold.stdout
    told = collect("ada.ipynb", "--unit", UNIT)
    assert told.exit_code == 0
    assert "the notebook does not tell its unit: it is graded as 01_classification" in told.stdout
    assert submitted() == {f"ada/{UNIT}/{NB}": "ada"}


def test_an_archive_that_a_student_packed_is_read(here, collect, submitted):
    inner = {NB: notebook("ada"), "photo.jpg": "photo", "timestamp.txt": "2000-01-01 00:00:00 UTC"}
    pack(here / "hw.zip", {f"hw/{UNIT}/{name}": text for name, text in inner.items()})
    packed = (here / "hw.zip").read_bytes()
    for name in ("Ada Byron_10017_assignsubmission_file/hw.zip", "byronada_1_2_hw.zip", "ada.zip"):
        shutil.rmtree(here / "submitted", ignore_errors=True)
        pack(here / "a.zip", {name: packed})
        assert collect("a.zip").exit_code == 0
        assert submitted() == {f"ada/{UNIT}/{NB}": "ada", f"ada/{UNIT}/photo.jpg": "photo"}


def test_what_was_typed_into_a_platform_goes_along(here, collect, submitted):
    pack(here / "a.zip", {f"byronada_2041_1_{NB}": notebook("ada"), "byronada_2041_text.html": "words"})
    assert collect("a.zip").exit_code == 0
    assert submitted() == {f"ada/{UNIT}/{NB}": "ada", f"ada/{UNIT}/byronada_2041_text.html": "words"}


def test_nobody_dates_their_own_work(here, collect, submitted):
    dated = {
        f"Ada Byron_1_assignsubmission_file/{NB}": notebook("ada"),
        "Ada Byron_1_assignsubmission_file/timestamp.txt": "2000-01-01 00:00:00 UTC",
        f"Zoë ONeill_2_assignsubmission_file/{UNIT}/{NB}": notebook("zoe"),
        f"Zoë ONeill_2_assignsubmission_file/{UNIT}/timestamp.txt": "2000-01-01 00:00:00 UTC",
        f"Zoë ONeill_2_assignsubmission_file/{UNIT}/submission_secret.txt": "mine",
    }
    pack(here / "a.zip", dated)
    assert collect("a.zip").exit_code == 0
    assert submitted() == {f"ada/{UNIT}/{NB}": "ada", f"zoe/{UNIT}/{NB}": "zoe"}


def test_several_units_of_one_student_part_and_one_of_them_can_be_asked_for(here, collect, submitted):
    folder = "Ada Byron_1_assignsubmission_file"
    pack(here / "a.zip", {f"{folder}/a.ipynb": notebook("1"), f"{folder}/b.ipynb": notebook("2", OTHER)})
    assert collect("a.zip", "--unit", OTHER).exit_code == 0
    assert submitted() == {f"ada/{OTHER}/{OTHER}.ipynb": "2"}
    assert collect("a.zip").exit_code == 0
    assert submitted() == {f"ada/{UNIT}/{NB}": "1", f"ada/{OTHER}/{OTHER}.ipynb": "2"}


@pytest.mark.parametrize("third", ["sol (2).ipynb", "zzz.ipynb"])
def test_two_notebooks_of_one_name_in_a_students_own_folders_are_two(here, collect, submitted, third):
    own = {"hw1/sol.ipynb": UNIT, "hw2/sol.ipynb": OTHER, third: "03_approximation"}
    folder = "Ada Byron_1_assignsubmission_file"
    pack(here / "a.zip", {f"{folder}/{name}": notebook(name, unit) for name, unit in own.items()})
    assert collect("a.zip").exit_code == 0
    assert submitted() == {f"ada/{unit}/{unit}.ipynb": name for name, unit in own.items()}
