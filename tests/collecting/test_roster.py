"""The roster: one's own, those that platforms export, and what is refused as a whole."""

import pytest

from course import CourseError
from course.collecting import roster
from course.collecting.roster import Student, load
from tests.collecting.conftest import ROSTER


@pytest.fixture
def read(tmp_path):
    def write_and_load(text, encoding="utf-8"):
        path = tmp_path / "class.csv"
        path.write_bytes(text if isinstance(text, bytes) else text.encode(encoding))
        return load(path)

    return write_and_load


@pytest.fixture
def refused(read):
    """The one line with which a roster is refused."""

    def words(text, encoding="utf-8"):
        with pytest.raises(CourseError) as error:
            read(text, encoding)
        line = str(error.value)
        assert "\n" not in line and "class.csv" in line
        return line

    return words


def test_ones_own_file_is_read_in_its_order(read):
    found = read(ROSTER)
    assert [each.id for each in found.students] == ["ada", "zoe", "amueller", "ben", "bli2"]
    assert found.students[1] == Student("zoe", "Zoë O'Neill", "zoe@example.org", "A")
    assert found.called_by == "id"


def test_columns_may_stand_in_any_order_with_others_among_them(read):
    found = read("Seat,Section,ID,Name,also\n1,A,ada,Ada Byron,Ada King; A. Lovelace\n")
    assert found.students == (Student("ada", "Ada Byron", section="A", also=("Ada King", "A. Lovelace")),)


CANVAS = """\
Student,ID,SIS User ID,SIS Login ID,Section,Week 1 (9)
,,,,,Manual Posting
    Points Possible,,,,,39.00
"Byron, Ada",2041,70011,ada,Course A,3
"Student, Test",9999,,8c1f,Course A,
"""
MOODLE_WORKSHEET = """\
Identifier,Full name,Email address,Status,Grade
Participant 10017,Ada Byron,ada@example.org,Submitted for grading,
"""
MOODLE_PARTICIPANTS = """\
First name,Last name,Username,ID number,Email address,Groups
Ada,Byron,ada,70011,ada@example.org,A
"""
GRADESCOPE = "First Name,Last Name,SID,Email,Sections\nAda,Byron,ada,ada@example.org,A\n"
NBGRADER = "id,first_name,last_name,email,lms_user_id\nada,Ada,Byron,ada@example.org,2041\n"


@pytest.mark.parametrize(
    ("text", "wanted", "called_by"),
    [
        (CANVAS, Student("ada", "Byron, Ada", section="Course A", canvas="2041"), "SIS Login ID"),
        (MOODLE_WORKSHEET, Student("ada@example.org", "Ada Byron", "ada@example.org", moodle="10017"), "Email address"),
        (MOODLE_PARTICIPANTS, Student("ada", "Ada Byron", "ada@example.org", "A"), "Username"),
        (GRADESCOPE, Student("ada", "Ada Byron", "ada@example.org", "A"), "SID"),
        (NBGRADER, Student("ada", "Ada Byron", "ada@example.org", canvas="2041"), "id"),
    ],
    ids=["canvas", "moodle's worksheet", "moodle's participants", "gradescope", "nbgrader"],
)
def test_what_platforms_export_is_understood(read, text, wanted, called_by):
    found = read(text)
    assert found.students == (wanted,)
    assert found.called_by == called_by


def test_who_teaches_is_no_student(read):
    found = read("Name,SID,Email,Role\nAda,ada,a@x.org,Student\nTina,,t@x.org,Instructor\nTom,,o@x.org,TA\n")
    assert [each.id for each in found.students] == ["ada"]


def test_a_column_in_which_nothing_stands_calls_nobody(read, refused):
    text = "First name,Last name,ID number,Email address\nAda,Byron,,ada@x.org\nBen,Li,{},ben@x.org\n"
    found = read(text.format(""))
    assert [each.id for each in found.students] == ["ada@x.org", "ben@x.org"]
    assert found.called_by == "Email address"
    assert "line 2: Ada Byron has no ID number" in refused(text.format("70011"))


def test_the_id_of_canvas_is_no_ones_name_here(read):
    """Two number ranges: 2041 in the column ID is Canvas' own, and may be somebody else's login."""
    found = read("Student,ID,SIS User ID,SIS Login ID,Section\nA,1,70011,20451,S\nB,20451,33333,70011,S\n")
    assert [(each.id, each.canvas) for each in found.students] == [("20451", "1"), ("70011", "20451")]


def test_an_export_of_canvas_without_logins_is_refused(refused):
    assert "its first line must name id" in refused("Student,ID,SIS User ID,Section\nA,1,70011,S\n")


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_whatever_parts_the_cells_and_marks_the_encoding(read, separator, encoding):
    text = ROSTER.replace(",", separator).replace("\n", "\r\n")
    assert read(text, encoding).students == read(ROSTER).students


def test_an_accent_is_written_in_one_way(read):
    assert read("id,name\nzoe,Zoe\u0308\n").students[0].name == "Zo\u00eb"


def test_another_encoding_is_refused_with_the_line(refused):
    assert "line 3, is not in UTF-8, names would be garbled" in refused(ROSTER, "latin-1")


@pytest.mark.parametrize("text", [b"", b"\n\n", b"ada\nzoe\n", b"name,points\nAda,3\n", "id,nom\n".encode("utf-16-le")])
def test_what_has_no_column_of_ids_is_refused_with_what_is_wanted(refused, text):
    assert "its first line must name id, name (or first name and last name), email, section" in refused(text)


def test_a_workbook_is_refused(refused):
    assert "is a workbook or an archive, no CSV file: export it again as CSV in UTF-8" in refused(b"PK\x03\x04rest")


def test_a_separator_that_is_none_is_refused(refused):
    assert "its first line must name id" in refused(ROSTER.replace(",", "|"))


def test_a_file_that_was_cut_off_is_refused_where_it_shows(refused):
    assert "line 3, has 2 cells, the first line has 4: it is cut off or mixed up" in refused(ROSTER[:65])
    assert "or is cut off" in refused('id,name\nada,"Ada By')


def test_cells_that_were_mixed_up_are_refused(refused):
    assert "line 2, has 5 cells, the first line has 4" in refused("id,name,email,section\nada,Byron, Ada,a@x.org,A\n")


def test_who_stands_there_twice_is_told(refused):
    assert "line 3: ADA is in line 2 already: keep one of them" in refused("id,name\nada,Ada\nADA,Ada\n")
    assert "line 7: ada is in line 2 already" in refused(ROSTER + ROSTER.partition("\n")[2])


def test_a_file_pasted_behind_itself_is_refused(refused):
    assert "line 8: ada is in line 2 already" in refused(ROSTER + ROSTER)


def test_who_has_no_id_is_told(refused):
    assert "line 2: Ada Byron has no id: write it, or take the line out" in refused("id,name\n,Ada Byron\n")


def test_a_first_line_alone_is_refused(refused):
    assert "names no student below its first line" in refused("id,name\n")


def test_a_file_that_is_not_there_is_refused_with_what_to_do(tmp_path):
    with pytest.raises(CourseError, match=r"cannot be read .* write one with the columns id, name"):
        load(tmp_path / "gone.csv")


def test_a_file_that_is_no_roster_by_its_size_is_refused(read, monkeypatch):
    monkeypatch.setattr(roster, "LARGEST", 10)
    with pytest.raises(CourseError, match="no roster is"):
        read(ROSTER)


STRANGE = ["../ada", "a/b", "a\\b", ".ada", "<b>", 'a"b', "x" * 129, "a\u202eb", "a\x07b"]


@pytest.mark.parametrize("ident", STRANGE)
def test_an_id_that_can_be_no_folder_is_refused(refused, ident):
    quoted = ident.replace('"', '""')
    assert "line 2: " in refused(f'id,name\n"{quoted}",Ada\n')


@pytest.mark.parametrize("ident", ["ada", "Zoë Ångström", "a@x.org", "-ben", "70011", "x" * 128, "a;b", "$(ls)"])
def test_what_the_roster_takes_the_gradebook_takes_too(read, ident):
    from course.gradebook.arrivals import nameable

    assert nameable(read(f'id,name\n"{ident}",Ada\n').students[0].id) == ident
