"""Whatever is wrong with a download gets a line, what is right with it is collected, and nothing is lost."""

import os
import resource
import zipfile

import pytest
from click.testing import Result

from tests.collecting.conftest import OTHER, UNIT, lay, notebook, pack

NB = f"{UNIT}.ipynb"
ADA, ZOE = "Ada Byron_10017_assignsubmission_file", "Zoë ONeill_10018_assignsubmission_file"


def told(result: Result) -> list[str]:
    """What there is to look at; a command that found something says so by its exit code."""
    lines = [line[12:] for line in result.stdout.splitlines() if line.startswith("to look at: ")]
    assert result.exit_code == int(bool(lines)), result.output
    assert not result.exception or isinstance(result.exception, SystemExit)
    return lines


def refused(result: Result, words: str) -> bool:
    (line,) = result.stderr.splitlines()
    return result.exit_code == 2 and line.startswith("course: ") and words in line


# Whose it is


def test_who_is_not_on_the_roster_is_listed_with_who_is_near(here, collect, submitted):
    names = ("Andrea Mueller_3_assignsubmission_file", "Someone New_4_assignsubmission_file", ADA)
    pack(here / "a.zip", {f"{name}/{NB}": notebook(name) for name in names})
    near, new = told(collect("a.zip"))
    assert near == (
        f"{names[0]}: is nobody's on the roster; near is Andrea Müller (amueller): if it is one of them, "
        "write `Andrea Mueller` into that line's column `also`"
    )
    assert new == f"{names[1]}: is nobody's on the roster"
    assert submitted() == {f"ada/{UNIT}/{NB}": ADA}


def test_a_near_miss_is_settled_in_the_roster(here, collect, submitted):
    pack(here / "a.zip", {f"Andrea Mueller_3_assignsubmission_file/{NB}": notebook("am")})
    (here / "roster.csv").write_text("id,name,also\namueller,Andrea Müller,Andrea Mueller\n")
    assert told(collect("a.zip")) == []
    assert submitted() == {f"amueller/{UNIT}/{NB}": "am"}


def test_a_folder_whose_name_is_no_text_is_to_be_renamed(here, collect, submitted):
    """No roster in UTF-8 can have the name that an old archive gave it."""
    lay(here / "a", {f"Zoë ONeill/{NB}": notebook("zoe"), f"Ada Byron/{NB}": notebook("ada")})
    (here / "a" / "Zoë ONeill").rename(here / "a" / os.fsdecode("Zoë ONeill".encode("latin-1")))
    (line,) = told(collect("a"))
    advice = "if it is one of them, rename it to the id: its name is no text in UTF-8"
    assert line == f"Zo\\udceb ONeill: is nobody's on the roster; near is Zoë O'Neill (zoe): {advice}"
    assert submitted() == {f"ada/{UNIT}/{NB}": "ada"}


def test_two_of_one_name_are_not_guessed_between(here, collect, submitted):
    pack(here / "a.zip", {f"Ben Li_{number}_assignsubmission_file/{NB}": notebook(str(number)) for number in (1, 2)})
    done = collect("a.zip", "--unit", UNIT)
    lines = told(done)
    assert len(lines) == 2
    assert all("may be that of Ben Li (ben) or Ben Li (bli2)" in line for line in lines)
    assert f"{UNIT}: not collected, see below: Ben Li (ben), Ben Li (bli2)" in done.stdout
    assert "nothing was handed in by 3 of 5" in done.stdout
    assert submitted() == {}


def test_an_id_in_the_place_of_the_name_keeps_the_number_by_which_feedback_goes_back(here, collect, submitted):
    numbers = {"ben": 1, "bli2": 2}
    pack(here / "a.zip", {f"{who}_{number}_assignsubmission_file/{NB}": notebook() for who, number in numbers.items()})
    assert told(collect("a.zip")) == []
    assert set(submitted()) >= {f"{who}/{UNIT}/{NB}" for who in numbers}
    noted = (here / "submitted" / "downloads.csv").read_text()
    assert all(f"{who},{who}_{number}_assignsubmission_file" in noted for who, number in numbers.items())


def test_what_canvas_made_anonymous_is_told(here, collect):
    names = (f"LATE_anon_x7Qz2_88018_{NB}", f"anon_x7Qz1_88017_{NB}")
    pack(here / "a.zip", {name: notebook("?") for name in names})
    advice = "is anonymous: let Canvas show the names of students, and download again"
    assert told(collect("a.zip")) == [f"a.zip/{name}: {advice}" for name in names]


# Doubled


def test_the_same_twice_is_once(here, collect, submitted):
    pack(here / "a.zip", {f"{ADA}/{NB}": notebook("ada"), f"{ADA}/copy/{NB}": notebook("ada")})
    pack(here / "b.zip", {f"byronada_1_2_{NB}": notebook("ada")})
    assert told(collect("a.zip", "a.zip", "b.zip")) == []
    assert submitted() == {f"ada/{UNIT}/{NB}": "ada"}


def test_of_two_downloads_that_differ_neither_counts(here, collect, submitted):
    for name, says in (("a.zip", "1"), ("b.zip", "2")):
        pack(here / name, {f"{ADA}/{NB}": notebook(says), f"{ZOE}/{NB}": notebook("zoe")})
    (line,) = told(result := collect("a.zip", "b.zip"))
    assert line == f"{ADA} and {ADA}: different notebooks of {UNIT}, both of Ada Byron (ada): keep the right one"
    assert submitted() == {f"zoe/{UNIT}/{NB}": "zoe"}
    assert f"{UNIT}: not collected, see below: Ada Byron (ada)" in result.stdout
    assert "Ada" not in next(line for line in result.stdout.splitlines() if "nothing was handed in" in line)


@pytest.mark.parametrize(
    ("names", "what"),
    [
        (("draft.ipynb", "final.ipynb"), f"2 notebooks of {UNIT} (draft.ipynb, final.ipynb): keep the right one"),
        ((NB, f"old/{NB}"), f"2 notebooks of {UNIT} (01_classification (2).ipynb, {NB}): keep the right one"),
        ((f"{UNIT}/{NB}", f"old/{UNIT}/{NB}"), f"2 different notebooks called {UNIT}/{NB} in it: keep the right one"),
        ((f"{UNIT}/{NB}", "late.ipynb"), f"lies beside the folder {UNIT}, which counts: move it, or take it away"),
    ],
)
def test_of_two_notebooks_of_one_student_a_person_keeps_one(here, collect, submitted, names, what):
    pack(here / "a.zip", {f"{ADA}/{name}": notebook(name) for name in names})
    assert told(collect("a.zip")) == [f"{ADA}: {what}"]
    assert set(submitted()) == ({f"ada/{UNIT}/{NB}"} if "beside" in what else set())


# Collected before


def test_a_second_run_changes_nothing_and_adds_what_was_not_there(here, collect, submitted):
    pack(here / "a.zip", {f"{ADA}/{NB}": notebook("ada")})
    collect("a.zip")
    before = (here / "submitted/ada" / UNIT / NB).stat()  # to look at a file changes when it was last looked at
    pack(here / "b.zip", {f"{ADA}/{NB}": notebook("ada"), f"{ADA}/photo.jpg": "photo", f"{ZOE}/{NB}": notebook("zoe")})
    result = collect("b.zip")
    assert told(result) == []
    assert f"{UNIT}: 2 of 5 handed in (1 new, 1 as before)" in result.stdout
    assert submitted() == {f"ada/{UNIT}/{NB}": "ada", f"ada/{UNIT}/photo.jpg": "photo", f"zoe/{UNIT}/{NB}": "zoe"}
    after = (here / "submitted/ada" / UNIT / NB).stat()
    assert (after.st_ino, after.st_mtime_ns, after.st_ctime_ns) == (
        before.st_ino,
        before.st_mtime_ns,
        before.st_ctime_ns,
    )


@pytest.mark.parametrize("name", [NB, "renamed by hand.ipynb"])
def test_another_submission_takes_the_place_of_one_only_if_that_was_said(here, collect, submitted, name):
    before = lay(here / "submitted", {f"ada/{UNIT}/{name}": notebook("first"), f"ada/{UNIT}/photo.jpg": "photo"})
    pack(here / "a.zip", {f"{ADA}/{NB}": notebook("second")})
    (line,) = told(collect("a.zip"))
    advice = "--update takes this one in its place"
    assert line == f"{ADA}: another submission of Ada Byron (ada) lies in submitted/ada/{UNIT}: {advice}"
    assert submitted() == {f"ada/{UNIT}/{name}": "first", f"ada/{UNIT}/photo.jpg": "photo"}
    result = collect("a.zip", "--update")
    assert told(result) == []
    assert "(1 renewed)" in result.stdout
    assert submitted()[f"ada/{UNIT}/{NB}"] == "second"
    assert submitted()[f"ada/{UNIT}/photo.jpg"] == "photo"
    assert before.is_dir()


def test_those_collected_before_have_handed_something_in(here, collect):
    pack(here / "a.zip", {f"{ADA}/{NB}": notebook("ada")})
    pack(here / "b.zip", {f"{ZOE}/{NB}": notebook("zoe")})
    collect("a.zip")
    absent = "nothing was handed in by 3 of 5 on the roster: Andrea Müller (amueller), Ben Li (ben), Ben Li (bli2)"
    assert absent in collect("b.zip").stdout


# Files that are no submissions


@pytest.mark.parametrize(
    ("name", "content", "what"),
    [
        ("scan.pdf", "", "no notebook in it, only scan.pdf"),
        ("work.ipynb.json", "", "work.ipynb.json is no notebook by its name: let it end in .ipynb"),
        ("work.rar", "", "work.rar is an archive, which is not opened: unpack it"),
        ("work.zip", "PK", "work.zip is no zip archive that can be read, or is cut off: download it again"),
        ("work.ipynb", "", "the notebook does not tell its unit (the file is empty"),
        ("work.ipynb", "<html>", "the notebook does not tell its unit (a notebook is wanted, this is a web page"),
        ("work.ipynb", notebook(unit="99_x"), "the notebook is of another unit: there is no unit 99_x"),
    ],
)
def test_what_is_no_notebook_is_told_and_the_rest_goes_on(here, collect, submitted, name, content, what):
    pack(here / "a.zip", {f"{ADA}/{name}": content, f"{ZOE}/{NB}": notebook("zoe")})
    (line,) = told(collect("a.zip"))
    assert line.startswith(f"{ADA}: {what}")
    assert submitted() == {f"zoe/{UNIT}/{NB}": "zoe"}


def test_a_notebook_that_cannot_be_read_is_collected_if_its_unit_is_named(here, collect, submitted):
    """Grading it says what is wrong with it, and its student gets that to read."""
    pack(here / "a.zip", {f"{ADA}/{NB}": "{"})
    assert told(collect("a.zip", "--unit", UNIT)) == []
    assert (here / "submitted/ada" / UNIT / NB).read_text() == "{"


def test_another_unit_than_the_one_asked_for_is_told(here, collect, submitted):
    pack(here / "a.zip", {f"{ADA}/work.ipynb": notebook("ada", OTHER)})
    assert told(collect("a.zip", "--unit", UNIT)) == [f"{ADA}: no notebook of {UNIT} in it, only work.ipynb"]
    assert submitted() == {}


def test_links_and_pipes_are_not_opened(here, collect, submitted):
    secret = here / "secret.ipynb"
    secret.write_text(notebook("secret"))
    for folder in (ADA, ZOE):
        (here / "a" / folder).mkdir(parents=True)
    (here / "a" / ADA / NB).symlink_to(secret)
    os.mkfifo(here / "a" / ZOE / NB)
    (here / "a" / "amueller").symlink_to(here)
    lines = told(collect("a"))
    assert sorted(lines) == [
        f"{ADA}: {NB} is a link to another place and was not followed: put the file itself there",
        f"{ZOE}: {NB} is no regular file and was not opened: put the notebook there",
        "a/amueller: is a link and was not followed: put what it leads to there",
    ]
    assert submitted() == {}


def test_who_handed_in_what_cannot_be_read_has_not_handed_in_nothing(here, collect):
    damaged = pack(here / "a.zip", {f"{ADA}/{NB}": "x" * 100, f"zoe/{UNIT}/{NB}": "y" * 100, f"bli2_{NB}": "z"})
    damaged.write_bytes(damaged.read_bytes().replace(b"x" * 100, b"?" * 100).replace(b"y" * 100, b"?" * 100))
    result = collect("a.zip", "--unit", UNIT)
    assert [line for line in told(result) if "is damaged" in line]
    assert f"{UNIT}: not collected, see below: Ada Byron (ada), Zoë O'Neill (zoe)" in result.stdout
    absent = "nothing was handed in by 3 of 5 on the roster: Andrea Müller (amueller), Ben Li (ben), Ben Li (bli2)"
    assert f"{UNIT}: {absent}" in result.stdout


def test_files_that_cannot_lie_beside_one_another_do_not_stop_the_class(here, collect, submitted):
    long = "/".join(["x" * 100] * 6)
    pack(here / "in.zip", {f"{NB}/evil.txt": "", "photo/evil.txt": "", long: "", "fine.txt": "fine"})
    mine = {NB: notebook("ada"), "photo": "photo", "in.zip": (here / "in.zip").read_bytes()}
    pack(here / "a.zip", {f"{ADA}/{name}": text for name, text in mine.items()} | {f"{ZOE}/{NB}": notebook("zoe")})
    lines = told(collect("a.zip"))
    assert [line.split(" has a path")[0][:60] for line in lines] == [
        f"{ADA}: {name}"[:60] for name in (f"{NB}/evil.txt", "photo/evil.txt", long)
    ]
    assert submitted() == {
        f"ada/{UNIT}/{NB}": "ada",
        f"ada/{UNIT}/photo": "photo",
        f"ada/{UNIT}/fine.txt": "fine",
        f"zoe/{UNIT}/{NB}": "zoe",
    }


def test_a_notebook_deeper_in_a_units_folder_counts_only_if_there_is_none_right_in_it(here, collect, submitted):
    deep = {f"{ADA}/{UNIT}/{NB}": notebook("ada"), f"{ADA}/{UNIT}/backup/{NB}": notebook("old")}
    pack(here / "a.zip", deep | {f"{ZOE}/{UNIT}/mine/{NB}": notebook("zoe"), f"{ZOE}/{UNIT}/mine/photo.jpg": "photo"})
    assert told(collect("a.zip")) == []
    assert submitted() == {
        f"ada/{UNIT}/{NB}": "ada",
        f"ada/{UNIT}/backup/{NB}": "old",
        f"zoe/{UNIT}/{NB}": "zoe",
        f"zoe/{UNIT}/mine/photo.jpg": "photo",
    }


def test_a_link_in_submitted_is_not_written_through(here, collect):
    outside = here / "outside"
    outside.mkdir()
    (here / "submitted").mkdir()
    (here / "submitted/ada").symlink_to(outside)
    pack(here / "a.zip", {f"{ADA}/{NB}": notebook("ada")})
    assert refused(collect("a.zip"), "submitted/ada is a link to another place and was not followed")
    assert list(outside.iterdir()) == []


def test_a_path_that_leads_out_of_an_archive_is_told(here, collect, submitted):
    pack(here / "in.zip", {f"../../../../{NB}": notebook("evil")})
    pack(here / "a.zip", {f"../{NB}": notebook("evil"), f"{ADA}/in.zip": (here / "in.zip").read_bytes()})
    outer, inner = told(collect("a.zip"))
    assert outer == f"a.zip/../{NB}: has a path that leads out of the archive's folder"
    assert inner == f"{ADA}: in.zip: ../../../../{NB} has a path that leads out of the archive's folder"
    assert not list(here.rglob("*.ipynb"))


# Downloads that cannot be read


def test_a_download_that_was_cut_off_is_told_and_others_go_on(here, collect, submitted):
    whole = pack(here / "a.zip", {f"{ADA}/{NB}": notebook("ada")}).read_bytes()
    (here / "a.zip").write_bytes(whole[: len(whole) // 2])
    pack(here / "b.zip", {f"{ZOE}/{NB}": notebook("zoe")})
    assert told(collect("a.zip", "b.zip")) == [
        "a.zip is no zip archive that can be read, or is cut off: download it again"
    ]
    assert submitted() == {f"zoe/{UNIT}/{NB}": "zoe"}


@pytest.mark.parametrize("name", ["week1", "week1.ipynb", "week1.zip.download"])
def test_an_archive_under_another_name_is_read(here, collect, submitted, name):
    pack(here / name, {f"{ADA}/{NB}": notebook("ada")})
    assert told(collect(name)) == []
    assert submitted() == {f"ada/{UNIT}/{NB}": "ada"}


@pytest.mark.parametrize("content", ["", "<html>Log in</html>", notebook("ada")])
def test_what_is_an_archive_by_its_name_alone_is_told(here, collect, submitted, content):
    (here / "a.zip").write_text(content)
    assert told(collect("a.zip")) == [
        "a.zip is no zip archive that can be read, or is cut off: download it again"
    ]
    assert submitted() == {}


@pytest.mark.parametrize("encoding", ["cp437", "cp850", "latin-1", "utf-8"])
def test_a_name_in_an_archive_of_another_encoding_is_found_or_listed(here, collect, submitted, encoding):
    """What an old program packed does not say how its names are written: nobody is guessed."""

    class Old(zipfile.ZipInfo):
        def _encodeFilenameFlags(self):  # noqa: N802  of zipfile
            return self.filename.encode(encoding), self.flag_bits

    with zipfile.ZipFile(here / "a.zip", "w") as archive:
        archive.writestr(Old(f"{ZOE}/{NB}"), notebook("zoe"))
    lines = told(collect("a.zip"))
    if submitted():
        assert lines == [] and set(submitted()) == {f"zoe/{UNIT}/{NB}"}
    else:
        assert len(lines) == 1 and "near is Zoë O'Neill (zoe)" in lines[0]


META = "submission_1:\n  :submitters:\n  - :name: Ada Byron\n    :email: ada@example.org\n"


@pytest.mark.parametrize(
    ("metadata", "what"),
    [
        (META[:40] + '"', "submission_metadata.yml is no YAML"),
        ("", "submission_metadata.yml names no submissions"),
        (META.encode("utf-16-le")[1:], "submission_metadata.yml is no YAML"),
        (META.replace("Ada", "\xc4da").encode("latin-1"), "submission_metadata.yml is no YAML"),
        ("[" * 300_000, "submission_metadata.yml is no YAML (nested too deeply)"),
        ("a: !!python/object/apply:os.system [touch evil]", "submission_metadata.yml is no YAML"),
        (META.replace("_1", "_2"), "Ada Byron, submission_2: the export has no such folder: download it again"),
        ("submission_1:\n  :score: 3\n", "submission_1: is not in submission_metadata.yml, nothing says whose it is"),
        ("submission_1:\n  :submitters:\n  - :sid: 7\n", "7, submission_1: is nobody's on the roster"),
        ("submission_1:\n  :submitters:\n  - {}\n", "somebody, submission_1: is nobody's on the roster"),
    ],
)
def test_an_export_of_gradescope_that_does_not_tell_is_told(here, collect, submitted, metadata, what):
    pack(here / "a.zip", {"submission_metadata.yml": metadata, "submission_1/work.ipynb": notebook("ada")})
    lines = told(collect("a.zip"))
    assert any(what in line for line in lines), lines
    assert submitted() == {}
    assert not (here / "evil").exists()


def test_what_is_no_download_is_refused(here, collect):
    (here / "a.tar.gz").write_text("")
    (here / "a.txt").write_text("")
    assert refused(collect("gone.zip"), "gone.zip is not there: a folder, a zip archive or a notebook is wanted")
    assert refused(collect("a.tar.gz"), "a.tar.gz is an archive, which is not opened: unpack it")
    assert refused(collect("a.txt"), "a.txt is no download: a folder, a zip archive or a notebook is wanted")
    assert refused(collect("roster.csv", "--unit", "01_clasification"), "did you mean 01_classification?")


def test_without_a_roster_nobody_is_guessed(here, collect):
    (here / "roster.csv").unlink()
    pack(here / "a.zip", {f"{ADA}/{NB}": notebook("ada")})
    assert refused(collect("a.zip"), "roster.csv cannot be read (No such file or directory): write one with")
    assert not (here / "submitted").exists()


def test_an_empty_download_is_told(here, collect):
    pack(here / "a.zip", {})
    result = collect("a.zip")
    assert told(result) == ["a.zip holds nothing that somebody handed in"]
    assert "nothing was collected" in result.stdout


def test_a_folder_that_cannot_be_written_is_a_line(here, collect):
    (here / "submitted").write_text("")
    pack(here / "a.zip", {f"{ADA}/{NB}": notebook("ada")})
    assert refused(collect("a.zip"), f"Ada Byron (ada), {UNIT}: nothing was written: ")


def test_a_full_disk_is_a_line(here, collect, submitted):
    lay(here / "a", {"ada.ipynb": notebook("ada"), "zoe.ipynb": notebook("z" * 100_000)})
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, limits[1]))
    try:
        result = collect("a")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert refused(result, "(File too large): make room there, or set TMPDIR to another place")
    assert collect("a").exit_code == 0
    assert set(submitted()) == {f"ada/{UNIT}/{NB}", f"zoe/{UNIT}/{NB}"}


def test_a_hostile_name_is_shown_harmlessly(here, collect):
    pack(here / "a.zip", {f"\x1b[31mAda\u202e_1_assignsubmission_file/{NB}": notebook("ada")})
    (line,) = told(collect("a.zip"))
    assert "\\x1b[31mAda\\u202e" in line
