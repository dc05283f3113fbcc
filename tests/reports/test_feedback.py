"""The page says what a student needs to know, in words, and is well formed."""

import re
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from autograder.reports.by_hand import Replaced, with_points
from autograder.reports.feedback import SYMBOLS, WORDS, exercise_excerpt, render, size, submission_excerpt, summary
from autograder.reports.pages import first, points, visible
from autograder.verdicts import Verdict
from tests.reports.conftest import build_proof

VOID = {"meta", "br", "hr", "img", "input", "link"}


class Page(HTMLParser):
    """The tags, attributes and words of a page; every element must be closed in order."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.text, self._open = [], "", []
        self.feed(html.replace("<wbr>", ""))  # where a line may break, the text goes on
        self.close()
        assert not self._open

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag):
        assert self._open.pop() == tag

    def handle_data(self, data):
        if "style" not in self._open:
            self.text = " ".join(f"{self.text} {data}".split())

    def all(self, tag):
        return [attrs for name, attrs in self.tags if name == tag]

    def values(self, attribute):
        return [attrs[attribute] for _, attrs in self.tags if attribute in attrs]


@pytest.fixture
def everything(check, exercise, result, misconception):
    """A result that uses every part of the page."""
    crashed = check(
        "crashed",
        message="IndexError: index 3 is out of bounds",
        counterexample=[["Z", "[[0., 1.],\n [0., 0.]]"]],
        where=[["<answer: softmax>", 7, "softmax", "return E / E.sum(axis=0)"]],
        warnings=["RuntimeWarning: overflow encountered in exp"],
    )
    tests = [
        exercise(f"exercise_{verdict}", check(), check(verdict), crashed, misconception=misconception)
        for verdict in Verdict
    ]
    proofs = [build_proof()]
    return result(*tests, notes=["a note"], output="hello", output_bytes=10_000, proofs=proofs)


def text(result):
    return Page(render(result)).text


def test_the_page_asks_for_nothing_and_runs_nothing(everything):
    page = Page(render(everything))
    tags = {tag for tag, _ in page.tags}
    assert not tags & {"script", "img", "link", "iframe", "object", "form", "svg", "base"}
    assert not page.values("src")
    assert all(link.startswith("#") for link in page.values("href"))
    assert not re.search(r"url\(|@import|\bon\w+=", render(everything))


def test_the_policy_precedes_all_content(everything):
    metas = Page(render(everything)).all("meta")
    assert metas[0] == {"charset": "utf-8"}
    assert metas[1] == {
        "http-equiv": "Content-Security-Policy",
        "content": "default-src 'none'; style-src 'unsafe-inline'",
    }


def test_the_page_declares_its_language_and_fits_a_phone(everything):
    page = Page(render(everything))
    assert page.all("html") == [{"lang": "en"}]
    assert {"name": "viewport", "content": "width=device-width, initial-scale=1"} in page.all("meta")


def test_headings_start_at_one_and_never_skip_a_level(everything):
    levels = [int(tag[1]) for tag, _ in Page(render(everything)).tags if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_no_list_is_empty(check, exercise, result):
    page = Page(render(result(exercise("softmax", check("failed")))))
    assert "ul" not in {tag for tag, _ in page.tags}


def test_links_and_labels_lead_to_one_place_each(everything):
    page = Page(render(everything))
    ids = page.values("id")
    targets = {link.removeprefix("#") for link in page.values("href")} | set(page.values("aria-labelledby"))
    assert len(ids) == len(set(ids))
    assert targets <= set(ids)


def test_table_headers_say_what_they_head(everything):
    assert {attrs.get("scope") for attrs in Page(render(everything)).all("th")} == {"col", "row"}


def luminance(colour):
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("mode", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("ground", ["paper", "block", "note"])
@pytest.mark.parametrize("ink", ["ink", "quiet", "good", "bad", "stop", "wait", "ours"])
def test_text_contrasts_with_its_ground_as_wcag_asks(everything, ink, ground, mode):
    colours = {name: re.findall(rf"--{name}: (#\w{{6}})", render(everything))[mode] for name in (ink, ground)}
    dark, light = sorted(map(luminance, colours.values()))
    assert (light + 0.05) / (dark + 0.05) >= 4.5


def test_every_verdict_has_its_symbol_and_words():
    assert set(SYMBOLS) == set(WORDS) == set(Verdict)
    assert len(set(SYMBOLS.values())) == len(set(WORDS.values())) == len(Verdict)


@pytest.mark.parametrize("verdict", Verdict)
def test_every_verdict_is_said_in_words_beside_its_symbol(check, exercise, result, verdict):
    page = text(result(exercise("softmax", check(verdict))))
    assert page.count(f"{SYMBOLS[verdict]} {WORDS[verdict]}") >= 2


@pytest.mark.parametrize("verdict", [verdict for verdict in Verdict if verdict != Verdict.passed])
def test_the_sentence_of_a_check_is_on_the_page_whatever_became_of_it(check, exercise, result, verdict):
    assert "P sums to one." in text(result(exercise("softmax", check(verdict, "P sums to one."))))


def test_the_glance_has_a_row_for_each_exercise(check, exercise, result):
    page = text(result(exercise("one_hot", check()), exercise("softmax", check(), check("failed"))))
    glance = page[page.index("At a glance") : page.index("Total")]
    assert "one_hot ✓ passed ✓ 1 of 1 passed 1 / 1" in glance
    assert "softmax ✗ not right yet ✓ ✗ 1 of 2 passed 1 / 2" in glance


def test_the_header_names_unit_student_and_score(check, exercise, result):
    page = text(result(exercise("softmax", check(points=2.5, earned=0.5)), student="Ada L."))
    assert "Classification Ada L. 0.5 / 2.5 points" in page


def test_a_failed_check_shows_message_and_counterexample(check, exercise, result):
    failed = check("failed", message="got 0.5, wanted 1", counterexample=[["Z", "[[0., 1.]]"], ["y", "[0]"]])
    page = text(result(exercise("softmax", failed)))
    assert "got 0.5, wanted 1" in page
    assert "The smallest input found Z = [[0., 1.]] y = [0]" in page


def test_a_crash_shows_the_students_own_line(check, exercise, result):
    where = [["<answer: softmax>", 7, "softmax", "return E[9]"]]
    page = text(result(exercise("softmax", check("crashed", message="IndexError", where=where))))
    assert "answer: softmax, line 7, in softmax return E[9]" in page


def test_of_a_deep_traceback_the_last_lines_are_shown(check, exercise, result):
    where = [["<cell 1>", line, "f", "f()"] for line in range(1, 100)]
    page = text(result(exercise("softmax", check("crashed", where=where))))
    assert "line 99," in page
    assert page.count("cell 1, line") == 6


def test_warnings_stand_with_the_check_that_failed(check, exercise, result):
    failed = check("failed", warnings=["RuntimeWarning: overflow encountered in exp"])
    assert "RuntimeWarning: overflow encountered in exp" in text(result(exercise("softmax", failed)))


def test_a_passed_check_is_only_its_sentence_and_points(check, exercise, result):
    passed = check("passed", "P sums to one.", message="irrelevant", warnings=["irrelevant"])
    page = text(result(exercise("softmax", passed)))
    assert "passed: P sums to one. 1 / 1" in page
    assert "irrelevant" not in page


def test_a_check_for_practice_alone_shows_no_points(check, exercise, result):
    passed, failed = check(sentence="P has rows."), check("failed", "P has columns.")
    page = text(result(exercise("softmax", check(), passed | {"points": 0, "earned": 0})))
    assert "P has rows." in page
    assert "P has rows. 0 / 0" not in page
    page = text(result(exercise("softmax", check(), failed | {"points": 0})))
    assert "P has columns." in page
    assert "P has columns. 0 / 0" not in page


def test_a_missing_exercise_lists_what_will_be_checked(check, exercise, result):
    page = text(result(exercise("softmax", check("missing", "P sums to one."))))
    assert "not yet written 0 / 1 Once it is written, this is what will be checked:" in page
    assert "not yet written: P sums to one." in page


def test_a_misconception_is_named_in_words_with_hint_and_place(check, exercise, result, misconception):
    page = text(result(exercise("softmax", check("failed"), misconception=misconception)))
    assert "Over samples Normalise over classes (axis 1), not samples." in page
    assert "Read again: Definition (softmax)" in page


def test_a_misconception_without_a_place_sends_nowhere(check, exercise, result, misconception):
    page = text(result(exercise("softmax", check("failed"), misconception=misconception | {"read": None})))
    assert "Normalise over classes" in page
    assert "Read again" not in page


def test_a_credited_grader_error_says_so_and_keeps_its_message(check, exercise, result):
    page = text(result(exercise("softmax", check("grader_error", earned=1.0, message="KeyError: 'wanted'"))))
    assert "The grader failed here, not you. The points are credited." in page
    assert "KeyError" not in page


def test_a_grader_error_not_yet_credited_promises_another_grading(check, exercise, result):
    page = text(result(exercise("softmax", check(), check("grader_error"))))
    assert "The grader failed here, not you." in page
    assert "No points are lost: this submission will be graded again." in page


@pytest.mark.parametrize(("score", "promise"), [(4.0, "points are credited"), (1.0, "graded again")])
def test_a_grader_error_before_any_check_is_said_too(exercise, result, score, promise):
    test = exercise("softmax", verdict="grader_error", score=score, max_score=4.0)
    assert promise in text(result(test))


def test_a_submission_on_which_the_grader_failed_has_no_score(result):
    reason = "The sandbox did not start."
    page = text(result(status="grader_error", reason=reason, score=None, max_score=20.0))
    assert "not graded yet" in page
    assert "The grader failed here, not you." in page
    assert reason in page
    assert "At a glance" not in page


def test_an_ungradable_submission_hears_why_and_whom_to_ask(result):
    reason = "the file is empty, a notebook was wanted: save it in Jupyter"
    page = text(result(status="ungradable", reason=reason, score=0.0, max_score=20.0, environment=None))
    assert f"0 / 20 points This submission could not be graded. T{reason[1:]}" in page
    assert "Ask your instructor" in page
    assert "Graded in" not in page


def test_a_proof_is_pending_until_it_is_graded(check, exercise, result):
    page = text(result(exercise("softmax", check()), proofs=[build_proof()]))
    assert "1 / 1 points, proofs pending" in page
    assert page.count("Proof 1: Error at most bound") == 2
    assert "Total pending" in page
    assert "Proof 1: Error at most bound to be graded by hand pending" in page
    assert "Proofs Proof 1: Error at most bound pending" in page


def test_a_graded_proof_counts_and_has_its_comment(check, exercise, result):
    proofs = [build_proof(score=2.5, comment="Where is K = 2 used?"), build_proof("other", 0.0)]
    page = text(result(exercise("softmax", check()), proofs=proofs))
    assert "3.5 / 9 points" in page
    assert "Total 3.5 / 9" in page
    assert "Proof 1: Error at most bound 2.5 / 4 Where is K = 2 used?" in page
    assert "pending" not in page


@pytest.mark.parametrize(
    ("score", "answer", "said"),
    [
        (0.0, "none", "nothing written 0 / 4"),
        (0.0, "3fa94c1b", "graded by hand 0 / 4"),
        (2.0, "none", "graded by hand 2 / 4"),  # one on paper
        (None, "none", "to be graded by hand pending"),  # taken back
    ],
)
def test_a_proof_that_nobody_wrote_is_not_said_to_be_graded(check, exercise, result, score, answer, said):
    page = text(result(exercise("softmax", check()), proofs=[build_proof(score=score, answer=answer)]))
    assert f"Proof 1: Error at most bound {said}" in page
    assert ("Nothing is written here." in page) == said.startswith("nothing")


def test_of_several_proofs_one_may_wait(check, exercise, result):
    page = text(result(exercise("softmax", check()), proofs=[build_proof(score=2.5), build_proof("other")]))
    assert "1 / 1 points, proofs pending" in page
    assert "Proof 1: Error at most bound 2.5 / 4 Proof 1: Other pending" in page
    assert "Total pending" in page


def test_points_in_the_graders_place_say_what_they_replace(check, exercise, result):
    graded = result(exercise("softmax", check("failed"), check()))
    page = text(with_points(graded, [], {"softmax": Replaced(1.5, 2.0, "A slip of the pen.")}))
    assert "1.5 / 2 points" in page
    assert "Graded by hand: 1.5 points instead of 1. A slip of the pen." in page


def test_an_ungradable_submission_that_somebody_has_graded_shows_it(check, exercise, result):
    graded = result(status="ungradable", reason="it is no notebook", score=0.0, max_score=2.0)
    page = text(with_points(graded, [build_proof(score=1.0)], {"softmax": Replaced(1.5, 2.0)}))
    assert "2.5 / 6 points" in page
    assert "Proofs Proof 1: Error at most bound 1 / 4 Graded by hand softmax 1.5 / 2" in page


def test_without_proofs_notes_or_output_the_page_has_no_empty_sections(check, exercise, result):
    page = text(result(exercise("softmax", check())))
    assert not re.search("Graded by hand|Notes|printed", page)


def test_many_notes_are_cut_with_a_count(check, exercise, result):
    page = text(result(exercise("softmax", check()), notes=[f"note {i}" for i in range(25)]))
    assert "note 19" in page
    assert "note 20" not in page
    assert "… and 5 more" in page


def test_cut_output_says_how_much_was_cut(check, exercise, result):
    page = text(result(exercise("softmax", check()), output="é" * 1000, output_bytes=100_000_000))
    assert "The first 2 kB of 100 MB; the rest was not kept." in page


def test_output_shown_in_full_is_not_called_cut(check, exercise, result):
    page = text(result(exercise("softmax", check()), output="é", output_bytes=2))
    assert "What your code printed é" in page
    assert "not kept" not in page


def test_the_foot_tells_how_it_was_graded(check, exercise, result):
    page = text(result(exercise("softmax", check())))
    assert "Graded in 0.08 s with Python 3.11.7 and NumPy 2.4.6 (fresh process, resource limits)." in page
    assert "quote result 3fa94c1b7e0d" in page


@pytest.mark.parametrize(
    ("verdicts", "sentence"),
    [
        (["passed", "passed"], "Every exercise passed."),
        (["missing", "missing"], "No exercise is written yet."),
        (["failed"], "Of 1 exercise: 1 not right yet."),
        (
            ["missing", "passed", "grader_error", "missing"],
            "Of 4 exercises: 1 passed, 2 not yet written, 1 not graded: our fault.",
        ),
    ],
)
def test_the_summary_counts_exercises_in_words(check, exercise, result, verdicts, sentence):
    assert summary(result(*[exercise("softmax", check(verdict)) for verdict in verdicts])) == sentence


@pytest.mark.parametrize(("value", "written"), [(13.0, "13"), (0.5, "0.5"), (10 / 3, "3.33"), (0.0, "0")])
def test_points_are_written_without_needless_decimals(value, written):
    assert points(value) == written


@pytest.mark.parametrize(
    ("count", "written"), [(1, "1 byte"), (512, "512 bytes"), (2048, "2 kB"), (100_000_000, "100 MB")]
)
def test_sizes_are_written_for_people(count, written):
    assert size(count) == written


def test_a_list_within_its_limit_is_kept_whole():
    assert first(["a", "b"], limit=2) == ["a", "b"]


@pytest.mark.parametrize(
    ("raw", "seen"),
    [
        ("E = np.exp(Z)\n\treturn é 李", "E = np.exp(Z)\n\treturn é 李"),
        ("a\r\nb", "a\nb"),
        ("\x1b[31m\x00\x07\r", r"\x1b[31m\x00\x07\r"),
        ("\u202eabc\u2066\u200b", r"\u202eabc\u2066\u200b"),
        ("\ud800\ufeff\xa0", r"\ud800\ufeff\xa0"),
    ],
)
def test_invisible_characters_are_spelled_out_and_others_kept(raw, seen):
    assert visible(raw) == seen


def test_long_texts_are_cut_and_say_by_how_much():
    assert visible("A" * 4100) == "A" * 4000 + " … (100 more characters)"


def test_follow_through_is_told_in_a_friendly_sentence(check, exercise, result):
    credit = {"of": ["softmax"], "earned_before": 0.0}
    page = text(result(exercise("cross_entropy", check(), check("failed"), follow_through=credit)))
    assert "Your softmax is not right yet; here it was replaced by a right one" in page
    assert "Without that you would have 0 of 2 points here." in page


def test_follow_through_that_earned_nothing_does_not_speak_of_points(check, exercise, result):
    credit = {"of": ["softmax"], "earned_before": 1.0}
    page = text(result(exercise("cross_entropy", check(), check("failed"), follow_through=credit)))
    assert "replaced by a right one" in page
    assert "Without that" not in page


def test_an_excerpt_says_of_an_exercise_what_the_page_says(check, exercise, result):
    failed = check("failed", message="softmax(Z) is wrong", counterexample=[("Z", "[[1., 2.]]")])
    test = exercise("softmax", failed, check("passed", sentence="Shifts change nothing."))
    for part in ("softmax(Z) is wrong", "[[1., 2.]]", "Shifts change nothing.", "The smallest input found"):
        assert part in exercise_excerpt(test)
        assert part in render(result(test))


def test_an_excerpt_is_escaped_as_the_page_is(check, exercise, result):
    attack = "<script>alert(1)</script>"
    test = exercise("softmax", check("crashed", message=attack, where=[("your cell 1", 1, "f", attack)]))
    excerpts = exercise_excerpt(test) + submission_excerpt(result(test, notes=[attack], output=attack))
    assert "<script" not in excerpts
    assert excerpts.count("&lt;script&gt;") == 4


def test_nothing_is_excerpted_where_there_is_nothing_to_be_said(check, exercise, result):
    assert submission_excerpt(result(exercise("softmax", check()))) == ""
