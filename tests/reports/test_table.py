"""The terminal's table: aligned, plain when piped, readable for a large class."""

from io import StringIO

import pytest
from rich.cells import cell_len
from rich.console import Console

from autograder.reports.by_hand import Replaced, with_points
from autograder.reports.feedback import SYMBOLS
from autograder.reports.table import ASCII, class_table
from autograder.verdicts import Verdict
from tests.reports.conftest import build_proof

EXERCISES = ["one_hot", "softmax", "cross_entropy", "confidence", "accuracy", "error_bound"]


def printed(results, problems=(), cached=0, width=80, **console):
    stream = StringIO()
    Console(file=stream, width=width, **console).print(class_table(results, problems, cached))
    return stream.getvalue()


def row(student, text):
    return next(line for line in text.splitlines() if line.startswith(student))


def columns_of(symbol, line):
    return tuple(cell_len(line[:i]) for i, character in enumerate(line) if character == symbol)


@pytest.fixture
def submission(check, exercise, result):
    """Build a submission with the same verdict on each exercise."""

    def build(student="ada", verdict="passed", **changes):
        return result(*[exercise(name, check(verdict)) for name in EXERCISES], student=student, **changes)

    return build


@pytest.mark.parametrize("width", [60, 80, 120])
def test_a_class_of_two_hundred_has_a_line_each_within_the_width(submission, width):
    students = [f"student-{i:03}.of-a-long-name@university.example" for i in range(200)]
    text = printed([submission(student) for student in students], width=width)
    assert sum(line.startswith("student-") for line in text.splitlines()) == 200
    assert max(map(cell_len, text.splitlines())) <= width


def test_proofs_have_their_column_and_the_score_waits_for_them(submission):
    pending, graded = [build_proof(), build_proof("other", 1.0)], [build_proof(score=2.5), build_proof("other", 1.0)]
    text = printed([submission("ada", proofs=graded), submission("ben", proofs=pending)])
    assert "exercises    proofs      score" in text
    assert row("ada", text).split("✓")[-1].split() == ["6", "/", "6", "3.5", "/", "8", "9.5", "/", "14"]
    assert row("ben", text).split("✓")[-1].split() == ["6", "/", "6", "pending", "pending"]


def test_on_a_narrow_terminal_the_score_stands_alone_and_whole(submission):
    long = "student-001.of-a-long-name@university.example"
    text = printed([submission(long, proofs=[build_proof(score=2.5)])], width=60)
    assert "exercises" not in text
    assert row("student-", text).rstrip().endswith("8.5 / 10")
    assert max(map(cell_len, text.splitlines())) <= 60


def test_points_in_the_graders_place_are_remarked_on(submission):
    found = with_points(submission(), [], {"softmax": Replaced(0.5, 1.0), "one_hot": Replaced(0.0, 1.0)})
    assert row("ada", printed([found], width=120)).rstrip().endswith("4.5 / 6   by hand: one_hot, softmax")


def test_verdicts_stand_below_each_other(submission):
    names = ["al", "bartholomew", "李明"]
    text = printed([submission(name) for name in names])
    assert len({columns_of("✓", row(name, text)) for name in names}) == 1


def test_piped_output_is_plain(submission):
    assert "\x1b" not in printed([submission()])


def test_a_colour_terminal_gets_colour(submission):
    assert "\x1b[32m✓" in printed([submission()], force_terminal=True, color_system="standard")


def test_rows_are_sorted_by_student_without_regard_to_case(submission):
    text = printed([submission(name) for name in ("carl", "Bob", "ada")])
    assert text.index("ada") < text.index("Bob") < text.index("carl")


def test_a_wide_terminal_heads_columns_by_exercise_name(submission):
    assert row("student", printed([submission()], width=120)).split()[1:-2] == EXERCISES


def test_a_narrow_terminal_heads_columns_by_number_with_a_legend(submission):
    text = printed([submission()], width=60)
    assert row("student", text).split()[1:-2] == ["1", "2", "3", "4", "5", "6"]
    assert all(f"{number} {name}" in text for number, name in enumerate(EXERCISES, start=1))


@pytest.mark.parametrize("verdict", Verdict)
def test_each_verdict_has_its_symbol_and_the_legend_its_word(submission, verdict):
    text = printed([submission(verdict=verdict)])
    assert row("ada", text).split()[1:7] == [SYMBOLS[verdict]] * 6
    assert f"{SYMBOLS[verdict]} {verdict.replace('_', ' ')}" in text


def test_the_symbols_for_ascii_are_closed_and_distinct():
    assert set(ASCII) == set(Verdict)
    assert len(set(ASCII.values())) == len(Verdict)
    assert all(symbol.isascii() for symbol in ASCII.values())


def test_a_stream_that_is_not_utf_prints_ascii_symbols(submission):
    class Latin(StringIO):
        encoding = "cp1252"

    stream = Latin()
    Console(file=stream, width=80).print(class_table([submission()], []))
    assert row("ada", stream.getvalue()).count("+") == 6
    assert stream.getvalue().isascii()


def test_a_row_has_score_and_number_of_notes(submission):
    text = printed([submission("ada", notes=["x"]), submission("bob", "failed", notes=["x", "y"])])
    assert "6 / 6   1 note" in row("ada", text)
    assert "0 / 6   2 notes" in row("bob", text)


def test_an_ungradable_submission_has_its_reason_below(submission, result):
    bad = result(student="bob", status="ungradable", reason="it is not JSON", score=0.0, max_score=6.0)
    text = printed([submission(), bad])
    assert row("bob", text).split() == ["bob", "0", "/", "6", "ungradable"]
    assert "bob  ungradable: it is not JSON" in text


def test_a_submission_on_which_the_grader_failed_has_no_score(result):
    broken = result(student="bob", status="grader_error", reason="no sandbox", score=None, max_score=6.0)
    text = printed([broken])
    assert row("bob", text).split() == ["bob", "-", "/", "6", "grader", "error"]
    assert "bob  grader error: no sandbox" in text


def test_a_grader_error_in_one_exercise_is_never_silent(check, exercise, result):
    fault = exercise("softmax", check("grader_error", message="KeyError: 'K'", earned=1.0))
    text = printed([result(fault)])
    assert "ada  grader error in 01_classification/softmax: KeyError: 'K'" in text
    assert "1 with a grader error" in text


def test_one_cause_is_one_line_however_many_submissions_it_touches(check, exercise, result):
    fault = exercise("softmax", check("grader_error", message="NameError: name 'rihgt' is not defined", earned=1.0))
    silent = {"faults": ["explaining softmax failed:\nTraceback (most recent call last):\n  x = 1\nKeyError: 'K'\n"]}
    text = printed([result(fault, student=f"student {n}", **silent) for n in range(30)], width=160)
    _, _, told = text.partition("To look at")
    assert [line.strip() for line in told.splitlines() if line] == [
        "30 students  grader error in 01_classification/softmax: NameError: name 'rihgt' is not defined",
        "30 students  a fault of the grader's that cost nothing: explaining softmax failed: KeyError: 'K'",
    ]


def test_a_grader_error_without_checks_is_listed_too(exercise, result):
    fault = exercise("softmax", verdict="grader_error")
    assert "grader error in 01_classification/softmax: no message" in printed([result(fault)])


def test_the_counts_add_up(submission, result):
    bad = result(student="bob", status="ungradable", reason="it is not JSON")
    broken = result(student="carl", status="grader_error", reason="no sandbox", score=None)
    text = printed([submission("ada"), submission("dan"), bad, broken], cached=1)
    assert "4 submissions (1 from the cache): 2 graded, 1 ungradable, 1 with a grader error" in text


def test_misconceptions_are_counted_most_frequent_first(check, exercise, result, misconception):
    rare = misconception | {"name": "no_shift"}
    text = printed(
        [
            result(exercise("softmax", check("failed"), misconception=named), student=student)
            for student, named in (("ada", rare), ("bob", misconception), ("carl", misconception))
        ]
    )
    assert "01_classification  2 x softmax: over samples; 1 x softmax: no shift" in text


def test_each_unit_has_a_line_for_its_own_misconceptions(check, exercise, result, misconception):
    wrong = exercise("softmax", check("failed"), misconception=misconception)
    units = ("01_classification", "02_networks", "01_classification")
    text = printed([result(wrong, student=f"student{n}", unit=unit) for n, unit in enumerate(units)])
    assert "01_classification  2 x softmax: over samples\n" in text
    assert "02_networks        1 x softmax: over samples\n" in text


def test_sections_with_nothing_in_them_are_left_out(submission):
    text = printed([submission()])
    assert "misconceptions" not in text
    assert "To look at" not in text


def test_an_endless_reason_is_cut(result):
    text = printed([result(student="bob", status="ungradable", reason="A" * 1_000_000, score=0.0)])
    assert text.count("A") < 500
    assert "…" in text


def test_problems_are_listed(submission):
    text = printed([submission()], problems=["submitted/dan holds no notebook of this unit"])
    assert "submitted/dan holds no notebook of this unit" in text


def test_problems_are_listed_even_where_nothing_was_graded():
    text = printed([], problems=["submitted/dan holds no notebook of this unit"])
    assert "0 graded" in text
    assert "submitted/dan" in text


def test_each_unit_has_a_table_of_its_own(submission):
    text = printed([submission("ada"), submission("ada", unit="02_networks", title="Networks")])
    assert text.index("01_classification  Classification") < text.index("02_networks  Networks")


HOSTILE = ["\x1b[2J\x1b]0;owned\x07", "\u202egnp.exe", "a\nb", "\x9b31m", "\x00\x08\r"]


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_a_student_wrote_reaches_the_terminal_as_control(check, exercise, result, text):
    fault = exercise("softmax", check("grader_error", message=text), score=0.0)
    bad = result(student=text, status="ungradable", reason=text, score=0.0, max_score=1.0)
    shown = printed([result(fault, student=text), bad], problems=[text])
    assert all(character.isprintable() or character == "\n" for character in shown)


def test_square_brackets_in_a_name_are_no_markup(submission):
    assert row("[red]", printed([submission("[red]eve[/]")])).startswith("[red]eve[/]")
