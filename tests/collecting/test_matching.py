"""Who on the roster something is of: one, or nobody."""

import pytest

from course.collecting.matching import Clues, Matcher, Nobody
from course.collecting.roster import load

TEXT = """\
id,name,email,also,canvas id,identifier
ada,Ada King Byron,ada@example.org,Lady Lovelace,2041,Participant 10017
zoe,"Ångström, Zoë",zoe@example.org,,2042,Participant 10018
oneill,Tip O'Neill,tip@example.org,,2043,Participant 10019
ben1,Ben Li,ben@example.org,,2044,Participant 10020
ben2,Ben Li,li@example.org,,2045,Participant 10021
jose,Jose Sanz,js@example.org,,,
josé2,José Sanz,js2@example.org,,,
2041,Number Like,nl@example.org,,2046,
王伟,王伟,ww@example.org,,,
"""


@pytest.fixture
def match(tmp_path):
    path = tmp_path / "roster.csv"
    path.write_text(TEXT)
    matcher = Matcher(load(path))

    def ask(*words, names=(), **numbers):
        found = matcher.match(Clues("what.ipynb", names, words, **numbers))
        return found.reason if isinstance(found, Nobody) else found.id

    return ask


@pytest.mark.parametrize(
    ("word", "ident"),
    [
        ("ada", "ada"),
        ("ADA", "ada"),
        ("Ada@Example.org", "ada"),
        ("Ada King Byron", "ada"),
        ("byronadaking", "ada"),
        ("kingbyronada", "ada"),
        ("lady lovelace", "ada"),
        ("angstromzoe", "zoe"),
        ("Zoë Ångström", "zoe"),
        ("ONeill Tip", "oneill"),
        ("Jose Sanz", "jose"),
        ("José Sanz", "josé2"),
        ("王伟", "王伟"),
    ],
)
def test_one_word_leads_to_one_student(match, word, ident):
    assert match(word) == ident


@pytest.mark.parametrize("word", ["Ada Byrn", "Byron", "ad", "ada2", "", "?", "Ada Byron"])
def test_what_is_merely_near_is_nobodys(match, word):
    assert "is nobody's on the roster" in match(word)


def test_who_is_near_is_listed_with_what_to_do(match):
    assert match("Ada King Byrn") == (
        "is nobody's on the roster; near is Ada King Byron (ada): if it is one of them, "
        "write `Ada King Byrn` into that line's column `also`"
    )
    assert match("Completely Else") == "is nobody's on the roster"


def test_two_of_one_name_are_not_guessed_between(match):
    wanted = "may be that of Ben Li (ben1) or Ben Li (ben2): rename it to the id of the one whose it is"
    assert match("Ben Li") == wanted
    wanted = "put in the place of the name, before Moodle's number, the id of the one whose it is"
    assert match("Ben Li", moodle="7").endswith(wanted)
    assert match("sanzjose").startswith("may be that of Jose Sanz (jose) or José Sanz (josé2)")


def test_a_number_tells_two_of_one_name_apart(match):
    assert match("liben", canvas="2045") == "ben2"
    assert match("Ben Li", moodle="10020") == "ben1"


def test_a_number_is_looked_for_in_its_own_column_only(match):
    assert match("adakingbyron", canvas="2041") == "ada"
    assert match("nobody at all", canvas="10017").startswith("is nobody's")
    assert match("2041") == "2041"


def test_a_name_by_which_people_call_somebody_is_nobodys_id(match):
    assert "is nobody's on the roster" in match(names=("Ada",))
    assert "is nobody's on the roster" in match(names=("2041",))
    assert match(names=("Ada King Byron",)) == match("ada") == "ada"


def test_clues_that_contradict_each_other_lead_to_nobody(match):
    assert match("Tip O'Neill", canvas="2042").startswith("may be that of Tip O'Neill (oneill) or Ångström, Zoë (zoe)")
    assert match("ada", "zoe@example.org").startswith("may be that of")


def test_a_name_that_is_not_on_the_roster_may_come_with_a_number_that_is(match):
    assert match("Ada Lovelace", moodle="10017") == "ada"
    assert match("Participant", moodle="10018") == "zoe"


def test_a_name_is_shown_harmlessly(match):
    assert "\x1b" not in match("\x1b[31mAda King Byr")
