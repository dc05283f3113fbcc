"""Whatever names, reasons, notes and hints say, the class report keeps its form and no character of them acts."""

import msgspec
import pytest

from autograder.reports import figures
from autograder.reports.class_report import REAL_NAMES, render
from autograder.reports.loading import Loaded, Result, Unreadable
from autograder.reports.pseudonyms import Naming

from .conftest import build_check, build_exercise, build_result
from .test_hostile_text import CALM, PAYLOADS, Skeleton


def page_with(text, naming=REAL_NAMES):
    """A page with the same text in each field that could carry a student's, or anybody's."""
    failed = build_check("failed", text, name=text, message=text)
    fault = build_check("grader_error", text, name=text, message=text)
    named = {"name": text, "hint": text, "see": text, "read": text}
    credit = {"of": [text], "earned_before": 0.0}
    tests = [
        build_exercise(text, failed, misconception=named, follow_through=credit),
        build_exercise(f"{text}2", fault, build_check("passed", text)),
    ]
    results = [
        build_result(*tests, student=f"{text}{unit}{i}", unit=f"{text}{unit}", title=text, notes=[text])
        for unit in "ab"
        for i in range(4)
    ]
    lost = build_result(student=f"{text}9", unit=f"{text}a", title=text, status="ungradable", reason=text)
    found = tuple(msgspec.convert(result, Result) for result in [*results, lost])
    return render(Loaded(found, (Unreadable(text, text, text),)), naming, text)


def skeleton(html):
    """All of a page but its text and what its pictures show and say."""
    told = {"src", "alt", "aria-label"}
    return [
        (part[0], [(key, "" if key in told else value) for key, value in part[1]])
        if isinstance(part, tuple) and isinstance(part[1], list)
        else part
        for part in Skeleton(html).parts
    ]


@pytest.fixture(autouse=True, scope="module")
def no_pictures():
    """What a picture does with a hostile name is tested with the pictures; drawing them takes time."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(figures, "_picture", lambda draw, height: "data:,")
        yield


@pytest.fixture(params=PAYLOADS.values(), ids=PAYLOADS.keys(), scope="module")
def page(request):
    return page_with(request.param)


@pytest.fixture(scope="module")
def calm():
    return page_with(CALM)


def test_the_page_keeps_its_skeleton_whatever_the_text(page, calm):
    assert skeleton(page) == skeleton(calm)


@pytest.mark.parametrize("character", "<>\"'")
def test_no_character_of_markup_is_added_by_the_text(page, calm, character):
    assert page.count(character) == calm.count(character)


def test_the_page_has_only_characters_one_can_see(page):
    assert all(character.isprintable() or character in "\n\t" for character in page)


def test_the_page_stays_small(page):
    assert len(page.encode()) < 500_000


def test_hostile_text_can_still_be_read():
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page_with(PAYLOADS["script"])
    assert "{{ 7 * 7 }}" in page_with(PAYLOADS["jinja"])
    assert r"\x1b]0;owned\x07" in page_with(PAYLOADS["ansi"])


def test_pseudonyms_keep_the_form_too():
    hostile, calm = (skeleton(page_with(text, Naming(b"key"))) for text in (PAYLOADS["script"], CALM))
    assert sorted(map(repr, hostile)) == sorted(map(repr, calm))  # other names stand in another order
