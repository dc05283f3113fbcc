import errno
import json
import os
import socket

import pytest

from autograder.intake.submissions import UsageProblem, find

UNITS = {"01_classification": ["softmax", "one_hot"], "02_networks": ["affine", "softmax_vjp"]}
UNIT = "01_classification"


def notebook(unit=None, ids=()):
    metadata = {"mdl": {"unit": unit}} if unit else {}
    cells = [{"cell_type": "code", "source": "", "metadata": {"nbgrader": {"grade_id": each}}} for each in ids]
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": metadata, "cells": cells})


@pytest.fixture
def put(tmp_path):
    """Write a file below `top`; a notebook of the first unit unless another content is given."""

    def write(path, content=None):
        place = tmp_path / "top" / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(notebook(UNIT) if content is None else content)
        return place

    return write


@pytest.fixture
def top(tmp_path):
    folder = tmp_path / "top"
    folder.mkdir()
    return folder


def graded(found):
    return [(each.student, each.unit, each.path.name) for each in found.submissions]


def troubles(found, top):
    return {str(each.path.relative_to(top)): each.message for each in found.problems}


# nbgrader's tree


def test_the_root_of_the_tree_holds_everybodys_units(put, top):
    put(f"bob/{UNIT}/{UNIT}.ipynb")
    put("alice/02_networks/02_networks.ipynb")
    put(f"alice/{UNIT}/{UNIT}.ipynb")
    found = find(top, UNITS)
    assert graded(found) == [
        ("alice", UNIT, f"{UNIT}.ipynb"),
        ("alice", "02_networks", "02_networks.ipynb"),
        ("bob", UNIT, f"{UNIT}.ipynb"),
    ]
    assert found.problems == ()
    assert found.submissions[0].notes == ()


def test_one_students_folder_and_one_unit_folder_can_be_given(put, top, monkeypatch):
    path = put(f"alice/{UNIT}/{UNIT}.ipynb")
    put("bob/02_networks/02_networks.ipynb")
    wanted = [("alice", UNIT, f"{UNIT}.ipynb")]
    assert graded(find(top / "alice", UNITS)) == wanted
    assert graded(find(top / "alice" / UNIT, UNITS)) == wanted
    assert graded(find(path, UNITS)) == wanted
    monkeypatch.chdir(top / "alice" / UNIT)
    for relative in (".", "..", f"{UNIT}.ipynb"):
        assert graded(find(type(top)(relative), UNITS)) == wanted


def test_a_unit_and_a_student_can_be_selected(put, top):
    for student in ("alice", "bob"):
        for unit in UNITS:
            put(f"{student}/{unit}/{unit}.ipynb")
    assert [each.student for each in find(top, UNITS, unit=UNIT).submissions] == ["alice", "bob"]
    assert [each.unit for each in find(top, UNITS, student="bob").submissions] == [UNIT, "02_networks"]
    assert len(find(top, UNITS, unit=UNIT, student="bob").submissions) == 1


def test_who_handed_in_another_unit_only_is_no_problem(put, top):
    put("alice/02_networks/02_networks.ipynb")
    put(f"bob/{UNIT}/{UNIT}.ipynb")
    found = find(top, UNITS, unit=UNIT)
    assert graded(found) == [("bob", UNIT, f"{UNIT}.ipynb")]
    assert found.problems == ()


def test_hidden_files_checkpoints_time_stamps_and_other_files_are_ignored(put, top):
    put(f"alice/{UNIT}/{UNIT}.ipynb")
    put(f"alice/{UNIT}/.ipynb_checkpoints/{UNIT}-checkpoint.ipynb")
    put(f"alice/{UNIT}/._{UNIT}.ipynb")
    put(f"alice/{UNIT}/timestamp.txt", "2025-01-01")
    put(f"alice/{UNIT}/kit.py", "")
    put(f"alice/{UNIT}/data.ipynb/a.txt", "")
    put("alice/data/a.txt", "")
    put("alice/notes.txt", "")
    put("grades.csv", "")
    put(f".trash/{UNIT}/{UNIT}.ipynb")
    put(f"__MACOSX/{UNIT}/{UNIT}.ipynb")
    found = find(top, UNITS)
    assert graded(found) == [("alice", UNIT, f"{UNIT}.ipynb")]
    assert found.problems == ()
    assert found.submissions[0].notes == ()


def test_a_folder_without_a_notebook_is_a_problem(put, top):
    put(f"alice/{UNIT}/{UNIT}.ipynb")
    put(f"bob/{UNIT}/work.zip", "")
    put(f"bob/{UNIT}/timestamp.txt", "")
    put(f"dan/{UNIT}/timestamp.txt", "")
    (top / "carol").mkdir()
    found = find(top, UNITS)
    assert troubles(found, top) == {
        f"bob/{UNIT}": f"no notebook in it, only work.zip: {UNIT}.ipynb is wanted",
        "carol": "no notebook in it: a submission lies in a folder of its unit",
        f"dan/{UNIT}": f"no notebook in it: {UNIT}.ipynb is wanted",
    }
    assert [(each.student, each.unit) for each in found.problems] == [("bob", UNIT), ("carol", None), ("dan", UNIT)]


def test_a_folder_of_a_unit_that_does_not_exist_is_a_problem_with_the_nearest(put, top):
    put(f"alice/{UNIT}/{UNIT}.ipynb")
    put("bob/01_clasification/a.ipynb")
    put("carol/zzz/a.ipynb")
    assert troubles(find(top, UNITS), top) == {
        "bob/01_clasification": "there is no unit 01_clasification: did you mean 01_classification? "
        "the units are 01_classification, 02_networks",
        "carol/zzz": "there is no unit zzz: the units are 01_classification, 02_networks",
    }


def test_a_tree_of_strange_units_only_is_still_a_tree(put, top):
    put("bob/01_clasification/a.ipynb")
    for folder in (top, top / "bob"):
        found = find(folder, UNITS)
        assert [each.student for each in found.problems] == ["bob"]
        assert "there is no unit 01_clasification" in found.problems[0].message


def test_notebooks_beside_the_folders_are_problems(put, top):
    put(f"alice/{UNIT}/{UNIT}.ipynb")
    put("alice/stray.ipynb", notebook(UNIT))
    put("stray.ipynb")
    found = find(top, UNITS)
    assert len(found.submissions) == 1
    assert troubles(found, top) == {
        "alice/stray.ipynb": f"lies beside the folder {UNIT}, which counts: move it, or take it away",
        "stray.ipynb": "lies beside the students' folders: move it into its student's unit folder",
    }


def test_notebooks_right_in_the_students_folders_tell_their_units(put, top):
    for who in ("Ada Byron_10017_assignsubmission_file", "Ben Li_10018_assignsubmission_file"):
        put(f"{who}/work.ipynb", notebook(UNIT))
        put(f"{who}/more.ipynb", notebook("02_networks"))
    everything = find(top, UNITS)
    assert graded(everything) == [
        (who, unit, name)
        for who in ("Ada Byron_10017_assignsubmission_file", "Ben Li_10018_assignsubmission_file")
        for unit, name in ((UNIT, "work.ipynb"), ("02_networks", "more.ipynb"))
    ]
    one = find(top, UNITS, unit=UNIT)
    assert [each.path.name for each in one.submissions] == ["work.ipynb", "work.ipynb"]
    assert everything.problems == one.problems == ()


def test_of_two_notebooks_of_a_unit_right_in_a_students_folder_a_person_keeps_one(put, top):
    put("ada/draft.ipynb", notebook(UNIT))
    put("ada/final.ipynb", notebook(UNIT))
    put("ada/strange.ipynb", notebook())
    put("ben/final.ipynb", notebook(UNIT))
    found = find(top, UNITS)
    assert graded(found) == [("ben", UNIT, "final.ipynb")]
    assert troubles(found, top) == {
        "ada": f"2 notebooks of {UNIT} (draft.ipynb, final.ipynb): keep the right one",
        "ada/strange.ipynb": "the notebook does not tell its unit: name the unit on the command line",
    }


@pytest.mark.parametrize("tree", [False, True])
def test_what_may_be_a_notebook_under_another_name_or_in_an_archive_is_told(put, top, tree):
    put(f"ada/{UNIT}/{UNIT}.ipynb" if tree else "good.ipynb", notebook(UNIT))
    named = "is no notebook by its name: let it end in .ipynb"
    packed = "is an archive, which is not opened: unpack it"
    wanted = {"ben.ipynb.json": named, "cem.IPYNB.txt": named}
    wanted |= dict.fromkeys(("dora.zip", "eva.tar.gz", "fred.rar"), packed)
    for name in (*wanted, "roster.csv", "scan.pdf"):
        put(f"ada/{name}" if tree else name, "")
    found = find(top, UNITS)
    assert len(found.submissions) == 1
    assert {name.rpartition("/")[2]: message for name, message in troubles(found, top).items()} == wanted


def test_archives_beside_the_students_folders_are_told(put, top):
    put(f"ada/{UNIT}/{UNIT}.ipynb")
    put("dora.zip", "")
    assert troubles(find(top, UNITS), top) == {"dora.zip": "is an archive, which is not opened: unpack it"}


def test_of_two_notebooks_the_one_with_the_units_name_is_graded(put, top):
    put(f"alice/{UNIT}/{UNIT}.ipynb")
    put(f"alice/{UNIT}/draft.ipynb")
    found = find(top, UNITS)
    assert graded(found) == [("alice", UNIT, f"{UNIT}.ipynb")]
    assert found.submissions[0].notes == (f"beside {UNIT}.ipynb there is draft.ipynb, not graded",)


def test_capitals_in_the_units_name_do_not_matter(put, top):
    put(f"alice/{UNIT}/01_Classification.IPYNB")
    put(f"alice/{UNIT}/draft.ipynb")
    assert graded(find(top, UNITS)) == [("alice", UNIT, "01_Classification.IPYNB")]


def test_a_single_notebook_of_another_name_is_graded_with_a_note(put, top):
    path = put(f"alice/{UNIT}/final (2).ipynb")
    for place in (top, path.parent, path):
        (submission,) = find(place, UNITS).submissions
        assert submission.student == "alice"
        assert submission.notes == (f"the notebook was renamed: final (2).ipynb is graded as {UNIT}.ipynb",)


def test_several_notebooks_of_other_names_are_a_problem_that_says_which(put, top):
    put(f"alice/{UNIT}/a.ipynb")
    put(f"alice/{UNIT}/b.ipynb")
    put(f"alice/{UNIT}/timestamp.txt", "")
    for place in (top, top / "alice", top / "alice" / UNIT):
        found = find(place, UNITS)
        assert found.submissions == ()
        assert [each.message for each in found.problems] == [
            f"2 notebooks, not one called {UNIT}.ipynb: give the right one that name (a.ipynb, b.ipynb)"
        ]


def test_many_names_are_listed_in_part(put, top):
    for number in range(7):
        put(f"alice/{UNIT}/{number}.ipynb")
    assert find(top, UNITS).problems[0].message.endswith("(0.ipynb, 1.ipynb, 2.ipynb, 3.ipynb, 4.ipynb and 2 more)")


# Folders of notebooks, and single ones


def test_in_a_folder_of_notebooks_the_student_is_the_name_and_the_notebook_tells_the_unit(put, top):
    put("alice.ipynb", notebook("02_networks", ids=["softmax-answer"]))
    put("bob.smith.ipynb", notebook(ids=["softmax-answer", "one_hot"]))
    put("notes.txt", "")
    found = find(top, UNITS)
    assert graded(found) == [("alice", "02_networks", "alice.ipynb"), ("bob.smith", UNIT, "bob.smith.ipynb")]
    assert all(each.notes == () for each in found.submissions)


def test_a_notebook_that_does_not_tell_its_unit_is_of_the_one_that_was_asked_for(put, top):
    put("alice.ipynb", notebook())
    found = find(top, UNITS, unit="02_networks")
    assert graded(found) == [("alice", "02_networks", "alice.ipynb")]
    assert found.submissions[0].notes == ("the notebook does not tell its unit: it is graded as 02_networks",)


def test_a_notebook_that_does_not_tell_its_unit_is_of_the_only_one(put, top):
    put("alice.ipynb", notebook())
    assert graded(find(top, {UNIT: ["softmax"]})) == [("alice", UNIT, "alice.ipynb")]


@pytest.mark.parametrize("ids", [[], ["softmax", "affine"]])
def test_a_notebook_whose_unit_cannot_be_told_is_a_problem(put, top, ids):
    put("alice.ipynb", notebook(ids=ids))
    put("bob.ipynb")
    assert troubles(find(top, UNITS), top) == {
        "alice.ipynb": "the notebook does not tell its unit: name the unit on the command line"
    }


def test_an_unreadable_notebook_does_not_stop_the_others(put, top):
    put("alice.ipynb", "")
    put("bob.ipynb")
    found = find(top, UNITS)
    assert [each.student for each in found.submissions] == ["bob"]
    assert "does not tell its unit (the file is empty" in found.problems[0].message
    assert [each.student for each in find(top, UNITS, unit=UNIT).submissions] == ["alice", "bob"]


def test_a_notebook_of_an_unknown_unit_is_a_problem_with_the_nearest(put, top):
    put("alice.ipynb", notebook("02_network"))
    message = find(top, UNITS).problems[0].message
    assert message.startswith("the notebook is of another unit: there is no unit 02_network: did you mean 02_networks?")


def test_the_exercises_tell_the_unit_of_a_notebook_that_names_an_unknown_one(put, top):
    put("alice.ipynb", notebook("99_x", ids=["affine-answer"]))
    assert graded(find(top, UNITS)) == [("alice", "02_networks", "alice.ipynb")]


def test_a_notebook_of_another_unit_than_asked_for_is_a_problem(put, top):
    put("alice.ipynb", notebook("02_networks"))
    message = find(top, UNITS, unit=UNIT).problems[0].message
    assert message == f"the notebook is of 02_networks, and {UNIT} is to be graded"


def test_a_folder_of_notebooks_may_have_the_name_of_a_unit(put, top):
    put(f"{UNIT}/alice.ipynb")
    put(f"{UNIT}/bob.ipynb")
    assert [each.student for each in find(top / UNIT, UNITS).submissions] == ["alice", "bob"]
    assert graded(find(top / UNIT / "bob.ipynb", UNITS)) == [("bob", UNIT, "bob.ipynb")]


def test_a_folder_among_notebooks_is_a_problem(put, top):
    put("alice.ipynb")
    put("late/bob.ipynb")
    put("data/a.txt", "")
    found = find(top, UNITS)
    assert [each.student for each in found.submissions] == ["alice"]
    assert troubles(found, top) == {"late": "is a folder among the notebooks: grade it by itself"}


def test_one_student_of_a_folder_of_notebooks_can_be_selected(put, top):
    put("alice.ipynb")
    put("bob.ipynb", "")
    assert graded(find(top, UNITS, student="alice")) == [("alice", UNIT, "alice.ipynb")]


def test_one_notebook_is_of_the_student_who_is_named(put):
    path = put("alice.ipynb")
    assert graded(find(path, UNITS)) == [("alice", UNIT, "alice.ipynb")]
    assert graded(find(path, UNITS, student="../bob\n")) == [("../bob\n", UNIT, "alice.ipynb")]


# Two of one student


ALIKE = [("Alice", "alice"), ("STRASSE", "straße"), ("ΣΊΣΥΦΟΣ", "σίσυφος")]


@pytest.mark.parametrize("names", ALIKE)
def test_names_that_differ_in_capitals_are_each_graded_and_the_likeness_is_told(put, top, names):
    for name in (*names, "bob"):
        put(f"{name}.ipynb")
    found = find(top, UNITS)
    assert [each.student for each in found.submissions] == sorted([*names, "bob"])
    assert found.problems == ()
    (warning,) = found.warnings
    assert warning.message.startswith(f"the names {names[0]} and {names[1]} differ in capitals alone: each is graded")


@pytest.mark.parametrize("names", ALIKE)
def test_names_that_would_be_one_file_are_a_problem_and_the_rest_goes_on(put, top, names):
    for name in (*names, "bob"):
        put(f"{name}.ipynb")
    found = find(top, UNITS, capitals=False)
    assert [each.student for each in found.submissions] == ["bob"]
    assert found.warnings == ()
    (problem,) = found.problems
    assert problem.message.startswith("one student's name twice, capitals and accents aside: keep or rename one of ")
    assert all(f"{name}.ipynb" in problem.message for name in names)


def test_an_accent_written_in_two_ways_is_one_student(put, top):
    put("Jos\u00e9.ipynb")
    assert find(top, UNITS).submissions[0].student == "Jos\u00e9"
    put("Jose\u0301.ipynb")
    found = find(top, UNITS)
    assert found.submissions == ()
    assert found.problems[0].student == "Jos\u00e9"


def test_in_the_tree_too_no_result_overwrites_another(put, top):
    put(f"Alice/{UNIT}/{UNIT}.ipynb")
    put(f"alice/{UNIT}/{UNIT}.ipynb")
    put("alice/02_networks/02_networks.ipynb")
    found = find(top, UNITS, capitals=False)
    assert graded(found) == [("alice", "02_networks", "02_networks.ipynb")]
    assert len(found.problems) == 1
    assert len(find(top, UNITS).submissions) == 3


# Links, pipes and hostile names


def test_a_link_out_of_the_students_folder_is_not_followed(put, top):
    put(f"bob/{UNIT}/{UNIT}.ipynb")
    for student in ("alice", "carol"):
        (top / student / UNIT).mkdir(parents=True)
    (top / "alice" / UNIT / f"{UNIT}.ipynb").symlink_to(top / "bob" / UNIT / f"{UNIT}.ipynb")
    (top / "carol" / UNIT / f"{UNIT}.ipynb").symlink_to("gone")
    (top / "dan").mkdir()
    (top / "dan" / UNIT).symlink_to(top / "bob" / UNIT)
    (top / "eve").symlink_to(top / "bob")
    found = find(top, UNITS)
    assert [each.student for each in found.submissions] == ["bob"]
    assert troubles(found, top) == {
        f"alice/{UNIT}/{UNIT}.ipynb": "is a link to another place and was not followed: put the file itself there",
        f"carol/{UNIT}/{UNIT}.ipynb": "cannot be read (No such file or directory)",
        f"dan/{UNIT}": "is a link to a folder and was not followed: put the folder there",
        "eve": "is a link to a folder and was not followed: put the folder there",
    }


def test_a_link_within_the_students_folder_is_followed(put, top):
    path = put("alice/versions/final.txt")
    (top / "alice" / UNIT).mkdir()
    (top / "alice" / UNIT / f"{UNIT}.ipynb").symlink_to(path)
    assert graded(find(top, UNITS)) == [("alice", UNIT, f"{UNIT}.ipynb")]


def test_in_a_folder_of_notebooks_no_link_is_followed(put, top):
    put("bob.ipynb")
    (top / "alice.ipynb").symlink_to("bob.ipynb")
    (top / "loop.ipynb").symlink_to("loop.ipynb")
    found = find(top, UNITS)
    assert [each.student for each in found.submissions] == ["bob"]
    assert [each.student for each in found.problems] == ["alice", "loop"]


def test_an_archive_that_was_typed_is_refused_with_the_command_that_reads_it(put, top):
    put("week1.zip", "")
    with pytest.raises(UsageProblem, match="`course collect` reads what a learning platform has packed"):
        find(top / "week1.zip", UNITS)
    put("week1.txt", "")
    with pytest.raises(UsageProblem, match=r"is wanted$"):
        find(top / "week1.txt", UNITS)


def test_a_link_that_was_typed_is_followed(put, top, tmp_path):
    (tmp_path / "link").symlink_to(top)
    (tmp_path / "carol.ipynb").symlink_to(put("alice.ipynb"))
    assert [each.student for each in find(tmp_path / "link", UNITS).submissions] == ["alice"]
    assert [each.student for each in find(tmp_path / "carol.ipynb", UNITS).submissions] == ["carol"]


def test_pipes_and_sockets_are_problems_and_never_opened(put, top, monkeypatch):
    put(f"alice/{UNIT}/{UNIT}.ipynb")
    for student in ("bob", "carol"):
        (top / student / UNIT).mkdir(parents=True)
    os.mkfifo(top / "bob" / UNIT / f"{UNIT}.ipynb")
    os.mkfifo(top / "dan")
    with socket.socket(socket.AF_UNIX) as listener:
        monkeypatch.chdir(top / "carol" / UNIT)
        listener.bind(f"{UNIT}.ipynb")
        found = find(top, UNITS)
    assert [each.student for each in found.submissions] == ["alice"]
    assert [(each.student, each.message) for each in found.problems] == [
        ("bob", "is no regular file and was not opened: put the notebook there"),
        ("carol", "is no regular file and was not opened: put the notebook there"),
    ]


def test_a_pipe_among_notebooks_is_a_problem(put, top):
    put("alice.ipynb")
    os.mkfifo(top / "bob.ipynb")
    assert [each.student for each in find(top, UNITS).problems] == ["bob"]


def test_a_pipe_that_was_typed_is_refused(top):
    os.mkfifo(top / "a.ipynb")
    with pytest.raises(UsageProblem, match=r"a\.ipynb is no file whose name ends in \.ipynb"):
        find(top / "a.ipynb", UNITS)


def test_a_folder_that_cannot_be_listed_does_not_stop_the_others(put, top, monkeypatch):
    put(f"alice/{UNIT}/{UNIT}.ipynb")
    put(f"bob/{UNIT}/{UNIT}.ipynb")
    listdir = os.listdir

    def forbidding(path):
        if "bob" in str(path):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        return listdir(path)

    monkeypatch.setattr(os, "listdir", forbidding)
    found = find(top, UNITS)
    assert [each.student for each in found.submissions] == ["alice"]
    assert troubles(found, top) == {"bob": "cannot be read (Permission denied): allow it to be listed"}


def test_hostile_names_are_kept_as_names_and_shown_harmlessly(put, top):
    put(f"\x1b[31mmallory\n/{UNIT}/a\x1b.ipynb")
    put(f"\udcff/{UNIT}/zzz\u202e.zip", "")
    found = find(top, UNITS)
    assert found.submissions[0].student == "\x1b[31mmallory\n"
    assert found.submissions[0].notes == (f"the notebook was renamed: a\\x1b.ipynb is graded as {UNIT}.ipynb",)
    assert found.problems[0].student == "\udcff"
    assert "only zzz\\u202e.zip" in found.problems[0].message


# Nothing to find


def test_a_path_that_is_not_there_is_refused(top):
    with pytest.raises(UsageProblem) as caught:
        find(top / "a\x1b", UNITS)
    assert str(caught.value) == (
        f"{top}/a\\x1b is not there: a notebook, a folder of notebooks or nbgrader's `submitted` is wanted"
    )


def test_a_path_with_a_null_character_is_refused(top):
    with pytest.raises(UsageProblem, match=r"a\\x00 cannot be read \(.*embedded null"):
        find(top / "a\x00", UNITS)


def test_a_folder_that_was_typed_and_cannot_be_listed_is_refused(top, monkeypatch):
    def forbidding(path):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr(os, "listdir", forbidding)
    with pytest.raises(UsageProblem, match="Permission denied"):
        find(top, UNITS)


def test_a_file_that_is_not_called_a_notebook_is_refused(put):
    with pytest.raises(UsageProblem, match=r"alice\.py is no file whose name ends in \.ipynb"):
        find(put("alice.py"), UNITS)


def test_an_empty_folder_is_refused(put, top):
    for _ in range(2):
        with pytest.raises(UsageProblem, match="holds no notebook: give the folder that notebooks are in"):
            find(top, UNITS)
        put("a/b/c/notes.txt", "")


def test_a_selection_of_nobody_is_refused(put, top):
    put(f"alice/{UNIT}/{UNIT}.ipynb")
    with pytest.raises(UsageProblem, match="holds no notebook of 02_networks of bob"):
        find(top, UNITS, unit="02_networks", student="bob")
    with pytest.raises(UsageProblem, match="holds no notebook of 02_networks"):
        find(top / "alice" / UNIT / f"{UNIT}.ipynb", UNITS, unit="02_networks")


def test_an_unknown_unit_is_refused_with_the_nearest(top):
    with pytest.raises(UsageProblem) as caught:
        find(top, UNITS, unit="2_network")
    assert str(caught.value) == (
        "there is no unit 2_network: did you mean 02_networks? the units are 01_classification, 02_networks"
    )


@pytest.mark.parametrize("student", ["", "  "])
def test_an_empty_name_of_a_student_is_refused(top, student):
    with pytest.raises(UsageProblem, match="a student's name is wanted, this one is empty"):
        find(top, UNITS, student=student)
