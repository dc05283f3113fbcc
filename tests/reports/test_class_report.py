"""The class report says what to teach again, in words, and is well formed and self-contained whatever the class."""

import random
import re
from itertools import pairwise

import msgspec
import pytest

from autograder.reports.class_report import REAL_NAMES, duration, percent, render, signed, summary
from autograder.reports.loading import Loaded, Result, Unreadable
from autograder.reports.pseudonyms import Naming
from autograder.verdicts import Verdict

from .conftest import build_check, build_exercise, build_proof, build_result
from .test_feedback import Page

EXTREME = "The probabilities are right for logits near 10 000."
ROWS = "Each row of P sums to 1."
OVER_SAMPLES = {
    "name": "over_samples",
    "hint": "Normalise over classes (axis 1), not samples.",
    "see": "def-softmax",
    "read": "Definition (softmax)",
}


def loaded(*results, unreadable=()):
    return Loaded(tuple(msgspec.convert(result, Result) for result in results), tuple(unreadable))


def softmax(verdict="passed", extreme=None, **changes):
    """An exercise of two checks."""
    checks = build_check(verdict, ROWS, name="rows"), build_check(extreme or verdict, EXTREME, name="extreme")
    return build_exercise("softmax", *checks, **changes)


def text(*results, unreadable=(), naming=REAL_NAMES):
    return Page(render(loaded(*results, unreadable=unreadable), naming)).text


def between(page, start, end):
    return page[page.index(start) : page.index(end, page.index(start))]


@pytest.fixture
def of_22():
    """A class of 22: 7 with one misconception, 3 who fail otherwise, 1 who wrote nothing, 2 that are ungradable."""
    tests = [
        *[softmax("failed", misconception=OVER_SAMPLES)] * 7,
        *[softmax("passed", "crashed")] * 3,
        softmax("missing"),
        *[softmax()] * 9,
    ]
    graded = [build_result(test, student=f"student {i:02}") for i, test in enumerate(tests)]
    lost = [build_result(student=name, status="ungradable", reason="the file is empty") for name in ("lena", "pia")]
    return [*graded, *lost]


@pytest.fixture(scope="module")
def everything():
    """A class that uses every part of the page."""
    tests = [build_exercise(f"exercise_{verdict}", build_check(verdict), build_check()) for verdict in Verdict]
    credit = {"of": ["one_hot"], "earned_before": 0.0}
    credited = softmax("passed", "failed", follow_through=credit, misconception=OVER_SAMPLES)
    graded = [build_result(credited, *tests, student=name, notes=["a note"]) for name in ("ada", "bo", "cy")]
    return loaded(
        *graded,
        build_result(softmax(), student="ada", unit="02_networks", title="Networks"),
        build_result(student="di", status="ungradable", reason="the file is empty", score=0.0),
        build_result(student="eli", status="grader_error", reason="the sandbox did not start", score=None),
        unreadable=[Unreadable("fay", "01_classification.json", "it is damaged: char 0")],
    )


@pytest.fixture(scope="module")
def html(everything):
    return render(everything)


@pytest.fixture(scope="module")
def page(html):
    return Page(html)


def test_the_first_sentences_say_what_to_teach_again(of_22):
    assert between(text(*of_22), "To teach again", "To look at").strip() == (
        "To teach again softmax : 10 of 19 who tried it did not get it right; 1 more did not write it. "
        "7 of 19 made the mistake over samples : Normalise over classes (axis 1), not samples. "
        f"Read again: Definition (softmax) . 10 of 19 failed the check {EXTREME}"
    )


def test_the_summary_counts_submissions_by_their_fate(of_22, everything):
    assert summary(loaded(*of_22)) == "22 submissions of 22 students: 20 graded, 2 ungradable."
    assert summary(everything) == "6 submissions of 5 students: 4 graded, 1 ungradable, 1 with a grader error."


def test_exercises_are_ranked_by_how_many_did_not_get_them_right():
    easy, hard = build_exercise("easy", build_check("failed")), build_exercise("hard", build_check("failed"))
    right = build_exercise("easy", build_check())
    page = text(build_result(easy, hard), build_result(right, hard, student="bo"))
    assert page.index("hard : 2 of 2 who tried it") < page.index("easy : 1 of 2 who tried it")


def test_who_shares_a_named_mistake_counts_twice():
    def failed(name, misconception=None):
        return build_exercise(name, build_check("failed"), misconception=misconception)

    three = [build_result(failed("various"), failed("shared", OVER_SAMPLES), student=name) for name in "abc"]
    page = text(*three, build_result(failed("various"), build_exercise("shared", build_check()), student="d"))
    assert page.index("shared : 3 of 4 who tried it") < page.index("various : 4 of 4 who tried it")


def test_at_most_four_exercises_are_to_be_taught_again():
    tests = [build_exercise(f"exercise_{i}", build_check("failed")) for i in range(9)]
    assert text(build_result(*tests)).count("who tried it did not get it right") == 4


def test_a_mistake_of_one_student_is_not_one_of_the_class():
    page = text(build_result(softmax("failed", misconception=OVER_SAMPLES)))
    assert "made the mistake" not in page
    assert "Their answers agree with this mistake on every input tried 1 softmax over samples" in page


def test_one_failure_in_ten_is_not_worth_a_lecture():
    rest = [build_result(softmax(), student=f"s{i}") for i in range(9)]
    page = text(build_result(softmax("failed")), *rest)
    assert "Nothing: what was tried, nearly everybody got right." in page


def test_an_exercise_has_its_numbers_in_words_and_percent(of_22):
    row = between(text(*of_22), "Discrimination Time softmax", "How to read")
    assert row.split("softmax ")[1] == "19 9 of 20 45% 1.05 / 2 0.53 – all alike elsewhere 20 ms "


def test_the_hardest_checks_come_with_their_pass_rate_among_attempts(of_22):
    table = between(text(*of_22), "The hardest checks", "Misconceptions")
    assert table == f"The hardest checks Passed Check 9 of 19 47% softmax {EXTREME} 12 of 19 63% softmax {ROWS} "


def test_a_check_that_two_have_tried_is_not_ranked(of_22):
    assert "The hardest checks" not in text(*[build_result(softmax("failed"), student=name) for name in "ab"])


def test_follow_through_credit_says_what_was_put_right_and_what_came_back(page):
    assert "Exercise Put right Students Points returned softmax one_hot 3 3" in page.text


def test_the_ungradable_are_listed_with_their_reasons(of_22):
    page = text(*of_22)
    assert "2 submissions could not be graded." in page
    assert "Student What happened lena ungradable the file is empty pia ungradable the file is empty" in page


def test_a_failure_of_the_grader_is_never_silent():
    fault = softmax("grader_error")
    fault["checks"][0]["message"] = "the check itself failed"
    lost = build_result(student="bo", status="grader_error", reason="the sandbox did not start", score=None)
    page = text(build_result(fault), lost)
    assert "The grader failed on 1 submission: grade again." in page
    assert "The grader failed on an exercise of 1 graded submission and credited it: mend the mark scheme" in page
    assert "ada grader error in softmax the check itself failed bo grader error the sandbox did not start" in page


def test_a_fault_or_a_failure_without_a_word_is_listed_all_the_same():
    fault = build_exercise("softmax", verdict="grader_error")
    lost = build_result(student="bo", status="grader_error", reason=None, score=None)
    page = text(build_result(fault), lost)
    assert "ada grader error in softmax no message bo grader error no reason is given" in page


def test_unreadable_files_are_listed_and_many_are_cut_with_a_count():
    lost = [Unreadable(f"s{i:02}", "01_x.json", "it is damaged") for i in range(25)]
    page = text(unreadable=lost)
    assert "25 files could not be read and are not counted: s00/01_x.json: it is damaged" in page
    assert "s20" not in page
    assert "… and 5 more" in page


def test_students_are_listed_without_regard_to_case_with_symbol_points_and_score():
    tests = [softmax(), softmax("passed", "failed"), softmax("missing")]
    page = text(*[build_result(test, student=name) for name, test in zip(["carl", "Bob", "ada"], tests, strict=True)])
    table = between(page, "Students Student Score softmax", "How to read the numbers")
    assert table.startswith(
        "Students Student Score softmax ada 0 / 2 ○ not written, 0 "
        "Bob 1 / 2 ◐ partly right, 1 carl 2 / 2 ✓ passed, 2 ✓ passed, ◐ partly right, ○ not written"
    )


def test_proofs_have_numbers_and_a_column_and_pending_ones_are_to_be_looked_at():
    graded = [build_proof(score=2.5), build_proof("other", 1.0)]
    waits = [build_proof(), build_proof("other", 0.0, answer="none")]
    page = text(
        build_result(softmax(), student="ada", proofs=graded), build_result(softmax(), student="ben", proofs=waits)
    )
    assert "1 proof of students waits for a person." in page
    proofs = between(page, "Proofs Proof Graded", "Students Student")
    assert "Error at most bound 1 0 1 2.5 / 4 Proof 1: Other 1 1 0 1 / 4" in proofs
    students = page[page.index("Students Student") :]
    assert "ada 5.5 / 10 2 / 2 ✓ passed, 2 2.5 1" in students
    assert "ben pending 2 / 2 ✓ passed, 2 pending 0" in students
    assert "median score of the exercises 100%" in page


def test_a_result_without_its_proofs_has_the_score_of_its_exercises():
    proved = build_result(softmax(), student="ben", proofs=[build_proof(score=1.0)])
    page = text(build_result(softmax(), student="ada"), proved)
    assert "ada 2 / 2 2 / 2 ✓ passed, 2 ben 3 / 6 2 / 2 ✓ passed, 2 1" in page


def test_points_that_a_person_gave_instead_count(of_22):
    replaced = build_result(softmax("failed", score=1.5, automatic=0.0), student="ada")
    unread = {"status": "ungradable", "reason": "it is empty", "score": 0.5, "max_score": 2.0}
    by_hand = [{"name": "softmax", "score": 0.5, "max_score": 2.0, "comment": ""}]
    page = text(replaced, build_result(student="ben", by_hand=by_hand, **unread))
    assert "ada 1.5 / 2" in page and "1.5 * by hand" in page and "0.5 * by hand" in page
    assert "* points that a person gave in the grader’s place" in page
    assert "by hand" not in text(*of_22)


def test_an_ungradable_submission_that_somebody_has_graded_is_no_trouble():
    by_hand = [{"name": "softmax", "score": 1.5, "max_score": 2.0, "comment": ""}]
    lost = {"status": "ungradable", "reason": "the file is empty", "score": 1.5, "max_score": 2.0, "by_hand": by_hand}
    assert "the file is empty" not in text(build_result(softmax()), build_result(student="ben", **lost))
    lost["by_hand"] = []
    assert "the file is empty" in text(build_result(softmax()), build_result(student="ben", **lost))


def test_several_units_have_a_section_each_and_the_whole_class_one(page):
    assert "Classification 5 3 1 1" in page.text
    assert "Networks 1 1 0 0 100% 1 The whole class 6 4 1 1" in page.text
    students = page.text[page.text.rindex("Student Classification Networks") :]
    assert "ada 10 / 18 2 / 2 bo 10 / 18 – cy 10 / 18 – di ungradable – eli grader error –" in students


def test_one_unit_needs_no_section_for_the_whole_class(of_22):
    assert "The whole class" not in text(*of_22)


def test_without_results_the_page_says_so():
    page = text()
    assert "There is no result yet." in page
    assert "Nothing is graded yet, so there is nothing to say." in page


def test_a_class_of_one_has_a_report_without_statistics():
    page = text(build_result(softmax()))
    assert "1 submission of 1 student: 1 graded." in page
    assert "1 of 1 100% 2 / 2 1.00 – fewer than 3 20 ms" in page


def test_a_class_of_ungradable_submissions_has_reasons_and_no_pictures():
    results = [build_result(student=name, status="ungradable", reason="the file is empty") for name in "abc"]
    html = render(loaded(*results))
    assert "No submission of this unit is graded." in html
    assert "<img" not in html
    assert html.count("the file is empty") == 3


def test_a_class_of_full_marks_has_nothing_to_learn():
    page = text(*[build_result(softmax(), student=f"s{i}") for i in range(5)])
    assert "Nothing: what was tried, nearly everybody got right." in page
    assert "5 of 5 100% 2 / 2 1.00 – all alike 20 ms" in page
    assert not re.search("hardest checks|Misconceptions|To look at|Follow-through credit", page)


def test_a_class_of_five_hundred_has_a_row_for_each():
    rng = random.Random(1)
    verdicts = [str(verdict) for verdict in Verdict]
    results = [build_result(softmax(rng.choice(verdicts)), student=f"s{i:03}") for i in range(500)]
    page = Page(render(loaded(*results)))
    assert all(f"s{i:03}" in page.text for i in range(500))
    assert "500 submissions of 500 students: 500 graded." in page.text


def test_points_that_were_changed_between_gradings_break_nothing():
    worthless = softmax(score=0.0, max_score=0.0)
    page = text(build_result(softmax()), build_result(worthless, student="bo"), build_result(student="cy", tests=[]))
    assert "2 of 2 100% 1 / 2 1.00 – fewer than 3" in page
    assert "nan" not in page.lower().split()


def test_under_pseudonyms_no_name_is_on_the_page_and_the_order_tells_nothing(of_22):
    naming = Naming(b"a key")
    names = [result["student"] for result in of_22]
    for result in of_22:
        result["notes"] = [f"the notebook was renamed: {result['student']}.ipynb"]
        result["reason"] = result["reason"] and f"the file cannot be read: /submitted/{result['student']}"
    lost = Unreadable(names[0], "01_classification.json", f"it is damaged: {names[0]}")
    page = text(*of_22, unreadable=[lost], naming=naming)
    assert not [name for name in names if name in page]
    assert "22 the notebook was renamed" in page
    table = between(page, "Students Student Score softmax", "How to read the numbers")
    found = re.findall(r"[a-z2-7]{4}-[a-z2-7]{4}", table)
    assert found == sorted(map(naming.student, names))
    assert "Students appear under pseudonyms" in page


def test_a_student_has_one_pseudonym_in_every_unit():
    units = [build_result(softmax(), unit=unit, title=unit) for unit in ("01_a", "02_b")]
    naming = Naming(b"a key")
    assert text(*units, naming=naming).count(naming.student("ada")) == 3


def test_the_page_asks_for_nothing_and_runs_nothing(html, page):
    assert not {tag for tag, _ in page.tags} & {"script", "link", "iframe", "object", "form", "svg", "base"}
    assert all(source.startswith("data:image/svg+xml;base64,") for source in page.values("src"))
    assert all(link.startswith("#") for link in page.values("href"))
    assert not re.search(r"url\(|@import|\bon\w+=", re.sub(r"base64,[\w+/=]+", "", html))


def test_the_policy_precedes_all_content(page):
    metas = page.all("meta")
    policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
    assert metas[:2] == [{"charset": "utf-8"}, {"http-equiv": "Content-Security-Policy", "content": policy}]


def test_the_page_declares_its_language_and_fits_a_phone(page):
    assert page.all("html") == [{"lang": "en"}]
    assert {"name": "viewport", "content": "width=device-width, initial-scale=1"} in page.all("meta")


def test_headings_start_at_one_and_never_skip_a_level(page):
    levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_links_and_labels_lead_to_one_place_each(page):
    ids = page.values("id")
    targets = {link.removeprefix("#") for link in page.values("href")} | set(page.values("aria-labelledby"))
    assert len(ids) == len(set(ids))
    assert targets <= set(ids)


def test_every_picture_has_a_text_and_every_header_a_scope(page):
    assert len(page.all("img")) == 5
    assert all(attrs["alt"] for attrs in page.all("img"))
    assert {attrs.get("scope") for attrs in page.all("th")} == {"col", "row"}


def test_what_scrolls_can_be_reached_by_keyboard_and_has_a_name(page):
    regions = [attrs for attrs in page.all("div") if attrs.get("class") == "scroll"]
    assert regions
    assert all(attrs["tabindex"] == "0" and attrs["role"] == "region" and attrs["aria-label"] for attrs in regions)


def test_the_date_stands_on_the_page_and_the_same_results_make_the_same_page(everything):
    again = render(everything, made="1 May 2026")
    assert "Class report, 1 May 2026" in Page(again).text
    assert again == render(everything, made="1 May 2026")


@pytest.mark.parametrize(
    ("part", "written"), [(0, "0%"), (0.001, "1%"), (0.5, "50%"), (0.999, "99%"), (1, "100%"), (2 / 3, "67%")]
)
def test_only_all_is_a_hundred_percent_and_only_none_is_nothing(part, written):
    assert percent(part) == written


@pytest.mark.parametrize(("value", "written"), [(0.456, "0.46"), (-0.5, "−0.50"), (-0.001, "0.00"), (1.0, "1.00")])
def test_correlations_have_two_decimals_and_a_real_minus_sign(value, written):
    assert signed(value) == written


@pytest.mark.parametrize(
    ("seconds", "written"), [(0.0, "0 ms"), (0.0854, "85 ms"), (0.9996, "1.0 s"), (2.04, "2.0 s")]
)
def test_times_are_written_as_one_would_say_them(seconds, written):
    assert duration(seconds) == written
