import dataclasses

import pytest

from autograder.moments import in_words
from course.settings import ROOT, Feedback, Unit, load
from course.tables import SettingsError


@pytest.fixture
def settings(tmp_path):
    """Reads a course.toml whose units 01_one and 02_two have lessons."""
    (tmp_path / "course" / "lessons").mkdir(parents=True)
    for name in ("01_one", "02_two"):
        (tmp_path / "course" / "lessons" / f"{name}.md").touch()

    def read(text):
        (tmp_path / "course.toml").write_text(text)
        return load(tmp_path / "course.toml")

    return read


TWO = '[units.02_two]\nchapter = "Two"\n[units.01_one]\nchapter = "One"\n'


def test_the_course_itself_can_be_read():
    settings = load()
    assert settings.root == ROOT
    assert all(settings.lesson(unit).is_file() for unit in settings.units)


def test_units_keep_the_order_of_the_file(settings):
    assert [unit.id for unit in settings(TWO).units] == ["02_two", "01_one"]


def test_a_unit_names_its_four_files(settings):
    course = settings(TWO)
    unit = course.unit("01_one")
    files = [course.lesson(unit), course.figures(unit), course.solutions(unit), course.checks(unit)]
    assert [path.relative_to(course.root).as_posix() for path in files] == [
        "course/lessons/01_one.md",
        "course/figures/one.py",
        "solutions/one.py",
        "autograder/checks/test_one.py",
    ]


def test_selecting_keeps_the_course_order_and_nothing_selects_all(settings):
    course = settings(TWO)
    assert course.select(["01_one", "02_two"]) == course.select([]) == course.units
    assert course.select(["01_one"]) == (Unit("01_one", "One"),)


def test_the_gradebook_is_a_file_that_waits_for_other_writers_unless_a_url_says_otherwise(settings):
    assert settings(TWO).gradebook == "sqlite:///gradebook.db?timeout=60"
    assert settings(TWO + '[gradebook]\nurl = "postgresql://host/x"\n').gradebook == "postgresql://host/x"


def test_students_are_told_sentences_while_a_unit_is_open_unless_it_says_otherwise(settings):
    assert settings(TWO).feedback == Feedback("sentences", "counterexamples", 10)
    text = '[feedback]\nbefore = "verdicts"\nafter = "sentences"\nevery_minutes = 0\n'
    assert settings(TWO + text).feedback == Feedback("verdicts", "sentences", 0)


def test_notebooks_fetch_nothing_unless_an_address_is_said(settings):
    assert settings(TWO).address is None
    for address in ("https://example.org", "https://example.org:8443/~hilbert/mdl/v1.2"):
        assert settings(TWO + f'[release]\naddress = "{address}"\n').address == address


@pytest.mark.parametrize(
    "address",
    [
        "http://example.org/course",
        "https://example.org/",
        "https://example.org/course/",
        "https://",
        "https:///course",
        "https://me@example.org/course",
        "https://example.org/course?x=1",
        "https://example.org/course#top",
        "https://example.org/my course",
        "https://example.org/course\\n",
        "https://example.org//course",
        "https://example.org/\\\\",
        "https://example.org/'",
        "",
    ],
)
def test_an_address_is_a_folder_on_the_web_and_nothing_else(settings, address):
    with pytest.raises(SettingsError, match=r"\[release\] address must be a folder on the web like 'https://example.org/"):
        settings(TWO + f'[release]\naddress = "{address}"\n')


def test_lateness_costs_nothing_unless_a_share_is_said(settings):
    assert settings(TWO).late.per_day == 0
    late = settings(TWO + "[late]\nper_day = 0.1\nat_most = 0.5\ngrace_minutes = 30\n").late
    assert (late.per_day, late.at_most, late.grace_minutes) == (0.1, 0.5, 30)


def test_limits_have_defaults_and_can_be_set(settings):
    limits = settings(TWO + "[limits]\ncall_seconds = 0.5\nworkers = 3\n").limits
    assert (limits.call_seconds, limits.workers) == (0.5, 3)
    assert limits.memory_mib > 0


def test_planned_units_need_no_lesson_and_do_not_run(settings):
    course = settings(TWO + '[planned]\n03_three.chapter = "Three"\n')
    assert course.planned == (Unit("03_three", "Three"),)
    assert course.select([]) == course.units and len(course.units) == 2


def test_a_unit_that_runs_is_no_longer_planned(settings):
    wanted = r"\[planned.01_one\] runs as \[units.01_one\] already: delete the former"
    with pytest.raises(SettingsError, match=wanted):
        settings(TWO + '[planned]\n01_one.chapter = "One"\n')


@pytest.mark.parametrize(
    ("due", "words"),
    [
        ("2026-12-10T23:59:00+01:00", "10 December 2026, 23:59 (UTC+01:00)"),
        ("2026-12-10 23:59:59Z", "10 December 2026, 23:59:59 (UTC)"),
        ("2027-03-01T00:00:00-03:30", "1 March 2027, 00:00 (UTC-03:30)"),
    ],
)
def test_a_due_date_is_a_moment_and_can_be_put_into_words(settings, due, words):
    course = settings(TWO + f"due = {due}\n")
    assert in_words(course.unit("01_one").due) == words
    assert course.unit("02_two").due is None


@pytest.mark.parametrize(
    ("due", "got"),
    [
        ("2026-12-10T23:59:00", "2026-12-10T23:59:00"),
        ("2026-12-10", "2026-12-10"),
        ("23:59:00", "23:59:00"),
        ('"2026-12-10T23:59:00+01:00"', "'2026-12-10T23:59:00+01:00'"),
        ("10", "10"),
    ],
)
def test_a_due_date_that_is_no_moment_is_refused_with_the_form(settings, due, got):
    with pytest.raises(SettingsError) as caught:
        settings(TWO + f"due = {due}\n")
    wanted = "a date and time with its offset from UTC, without quotes: due = 2026-12-10T23:59:00+01:00"
    assert str(caught.value) == f"course.toml: [units.01_one] due must be {wanted}; got {got}"


def test_a_planned_unit_is_not_due(settings):
    with pytest.raises(SettingsError, match=r"\[planned.03_three\] has an unknown key 'due'"):
        settings(TWO + '[planned.03_three]\nchapter = "x"\ndue = 2026-12-10T23:59:00+01:00\n')


def test_points_are_as_declared_unless_overridden(settings):
    course = settings(TWO + '[points]\n"01_one/softmax" = 7\n')
    unit = course.unit("01_one")
    assert course.points_for(unit, "softmax", 4) == 7
    assert course.points_for(unit, "accuracy", 4) == 4


def test_the_level_of_isolation_is_2_unless_set_or_required_otherwise(settings):
    assert settings(TWO).level == 2
    course = settings(TWO + "[confinement]\nlevel = 3\n")
    assert course.level == course.requiring(None).level == 3
    assert course.requiring(0).level == 0


def test_settings_cannot_be_changed_by_their_readers(settings):
    with pytest.raises(dataclasses.FrozenInstanceError):
        settings(TWO).limits.workers = 9


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[limit]\n", "unknown key 'limit'; did you mean 'limits'?"),
        ("units = 3\n", r"units must be a table, \[units\], got 3"),
        ("[units.", "cannot be read"),
        ('[units.03_x]\nchapter = "x"\n', r"\[units.03_x\] has no lesson: write course/lessons/03_x.md"),
        ('[units.one]\nchapter = "x"\n', "must be named like 01_classification"),
        ("[units]\n01_one = 3\n", "must be a table with a chapter, got 3"),
        ("[units.01_one]\nchapter = 3\n", "must say its chapter"),
        ("[units.01_one]\n", "must say its chapter"),
        ('[units.01_one]\nchaptr = "x"\n', "unknown key 'chaptr'; did you mean 'chapter'?"),
        ("[gradebook]\nfile = 3\n", r"\[gradebook\] has an unknown key 'file'"),
        ("[gradebook]\nurl = 3\n", r"\[gradebook\] url must be a text like 'sqlite:"),
        ("[late]\nper_days = 0.1\n", r"\[late\] has an unknown key 'per_days'; did you mean 'per_day'"),
        ("[feedback]\nbefor = 1\n", r"\[feedback\] has an unknown key 'befor'; did you mean 'before'"),
        ('[feedback]\nbefore = "all"\n', "before must be one of verdicts, sentences, counterexamples, got 'all'"),
        ("[feedback]\nafter = []\n", "after must be one of verdicts, sentences, counterexamples, got"),
        ("[feedback]\nevery_minutes = -1\n", "every_minutes must be a number, 0 or more, got -1"),
        ("[feedback]\nevery_minutes = inf\n", "every_minutes must be a number, 0 or more, got inf"),
        ("[release]\naddress = 3\n", r"\[release\] address must be a folder on the web like .*, got 3"),
        ("[release]\nadress = 3\n", r"\[release\] has an unknown key 'adress'; did you mean 'address'"),
        ("[late]\nper_day = 10\n", r"\[late\] per_day must be a share from 0 to 1, got 10"),
        ("[late]\ngrace_minutes = -1\n", r"\[late\] grace_minutes must be a number, 0 or more, got -1"),
        ("[limits]\nmemory_mb = 3\n", "unknown key 'memory_mb'; did you mean 'memory_mib'?"),
        ("[limits]\ncall_seconds = 0\n", "call_seconds must be a positive number, got 0"),
        ('[limits]\ncall_seconds = "2"\n', "call_seconds must be a positive number, got '2'"),
        ("[limits]\nworkers = 1.5\n", "workers must be a positive whole number, got 1.5"),
        ("[limits]\nworkers = true\n", "workers must be a positive whole number, got True"),
        ("[points]\nsoftmax = 1\n", '\'softmax\' must name an exercise as "unit/exercise"'),
        ('[points]\n"01_one/f" = -1\n', "must be a number, 0 or more, got -1"),
        ("[confinement]\nlevel = 5\n", "level must be 1, 2, 3 or 4, as SECURITY.md explains them, got 5"),
        ("[confinement]\nlevel = 0\n", "level must be 1, 2, 3 or 4"),
        ("[confinement]\nlevel = true\n", "level must be 1, 2, 3 or 4"),
        ("[confinement]\nlevl = 2\n", "unknown key 'levl'; did you mean 'level'?"),
        (TWO + '[points]\n"01_on/f" = 1\n', "no unit '01_on'; did you mean '01_one'?"),
    ],
)
def test_an_error_says_what_is_wrong_and_the_next_step(settings, text, message):
    with pytest.raises(SettingsError, match=message):
        settings(text)


def test_a_missing_file_is_an_error_of_one_line(tmp_path):
    with pytest.raises(SettingsError, match=r"course\.toml is missing"):
        load(tmp_path / "course.toml")


def test_an_unknown_unit_is_answered_with_the_nearest(settings):
    with pytest.raises(SettingsError, match="no unit '01_onne'; did you mean '01_one'"):
        settings(TWO).unit("01_onne")


def test_an_unknown_unit_far_from_all_is_answered_with_the_list(settings):
    with pytest.raises(SettingsError, match="no unit 'xyz'; there are: 02_two, 01_one"):
        settings(TWO).unit("xyz")


def test_an_unknown_unit_in_an_empty_course_is_answered_so(settings):
    with pytest.raises(SettingsError, match="there are none yet"):
        settings("").unit("01_one")


CLASSES = """
[classes.monday]
[classes.friday]
gradebook = "sqlite:///mine.db"
[classes.friday.due]
01_one = 2026-12-14T23:59:00+01:00
"""


def test_a_class_has_the_courses_due_dates_but_for_its_own(settings):
    course = settings(TWO + "due = 2026-12-10T23:59:00+01:00\n" + CLASSES)
    days = {name: course.of_class(name).unit("01_one").due.day for name in ("monday", "friday")}
    assert days == {"monday": 10, "friday": 14}
    assert course.for_all_classes().unit("01_one").due is None
    assert course.until_the_last_class().unit("01_one").due.day == 14
    assert course.of_class("friday").for_all_classes().unit("01_one").due.day == 14


def test_a_class_has_a_folder_and_a_gradebook(settings):
    course = settings(TWO + CLASSES)
    monday, friday = course.of_class("monday"), course.of_class("friday")
    assert (monday.home, friday.home) == (course.root / "classes" / "monday", course.root / "classes" / "friday")
    assert (monday.gradebook, friday.gradebook) == (course.gradebook, "sqlite:///mine.db")
    assert (course.home, settings(TWO).of_class(None).home) == (course.root, course.root)
