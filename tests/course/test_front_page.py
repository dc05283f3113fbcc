"""The front page tells what lessons and mark schemes say, and a build warns of answers that are given too early."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from xml.etree import ElementTree

import pytest

from course.settings import load
from course.weaving.build import build, compare
from course.weaving.open_units import gives_away, still_open
from course.weaving.unit import read_paper

from .test_build import quietly

NOW = datetime(2026, 11, 30, tzinfo=UTC)


def page(settings, folder="release"):
    return (settings.root / folder / "README.md").read_text(encoding="utf-8")


def test_the_front_page_has_a_row_for_each_unit_and_their_sums(tiny):
    build(tiny, report=quietly)
    rows = [line.split(" | ") for line in page(tiny).splitlines() if re.match(r"\| (\[|in all)", line)]
    assert [row[0] for row in rows] == ["| [01 Doubling](01_tinyone)", "| [02 Doubling twice](02_tinytwo)", "| in all"]
    assert all(float(rows[0][k]) + float(rows[1][k]) == float(rows[2][k]) > 0 for k in (2, 4, 5))
    papers = [read_paper(tiny, unit) for unit in tiny.units]
    assert [float(row[4]) for row in rows[:2]] == [sum(paper.points.values()) for paper in papers]


def test_teachers_see_what_stands_behind_the_points_and_students_do_not(tiny):
    build(tiny, report=quietly)
    assert "| misconceptions" in page(tiny, "course")
    assert "misconceptions" not in page(tiny)


def test_every_link_of_both_pages_leads_somewhere(tiny):
    build(tiny, report=quietly)
    for folder in ("release", "course"):
        for target in re.findall(r"\]\(([^)]+)\)", page(tiny, folder)):
            assert (tiny.root / folder / target).exists(), target


def test_the_front_page_is_of_the_whole_course(tiny, edit):
    build(tiny, report=quietly)
    edit("course/lessons/01_tinyone.md", "title: Doubling", "title: Adding")
    build(tiny, ["01_tinyone"], report=quietly)
    assert "Adding" not in page(tiny)
    assert tiny.root / "release" / "README.md" in compare(tiny)
    build(tiny, report=quietly)
    assert "[01 Adding](01_tinyone)" in page(tiny)


def test_the_picture_says_in_words_what_it_draws():
    settings = load()
    drawn = ElementTree.parse(settings.root / "release" / "course.svg").getroot()
    space = {"svg": "http://www.w3.org/2000/svg"}
    described = drawn.findtext("svg:desc", namespaces=space)
    assert len(drawn.findall("svg:circle", space)) == len(settings.units)
    named = re.findall(r"builds on ([\d, ]+)\.", described)
    assert len(drawn.findall("svg:path", space)) == sum(len(each.split(", ")) for each in named) > 1
    assert "11 Backpropagation builds on 01, 02" in described


@pytest.fixture(scope="module")
def backpropagation():
    settings = load()
    return read_paper(settings, settings.unit("11_backpropagation"))


def due(settings, name, when):
    units = tuple(replace(unit, due=when) if unit.id == name else unit for unit in settings.units)
    return replace(settings, units=units)


def test_a_unit_hands_out_answers_of_an_earlier_one(backpropagation):
    settings = load()
    first = read_paper(settings, settings.unit("01_classification"))
    assert {"softmax", "cross_entropy"} <= set(gives_away(backpropagation, first))
    assert gives_away(first, backpropagation) == []


def test_a_unit_that_hands_out_answers_of_an_open_one_is_told(backpropagation):
    settings = due(load(), "01_classification", NOW + timedelta(days=1))
    paper = replace(backpropagation, unit=settings.unit("11_backpropagation"))
    (warning,) = still_open(settings, paper, NOW, partial(read_paper, settings))
    assert warning.startswith("11_backpropagation hands out softmax, ")
    assert warning.endswith("of 01_classification, due 1 December 2026, 00:00 (UTC): do not release it before")


@pytest.mark.parametrize("name", ["04_learning_modes", "11_backpropagation"])
def test_of_units_whose_answers_it_does_not_hand_out_nothing_is_said(backpropagation, name):
    settings = due(load(), name, NOW + timedelta(days=1))
    paper = replace(backpropagation, unit=settings.unit("11_backpropagation"))
    assert list(still_open(settings, paper, NOW, partial(read_paper, settings))) == []


def test_a_unit_that_was_due_may_be_handed_out(backpropagation):
    settings = due(load(), "01_classification", NOW - timedelta(days=1))
    paper = replace(backpropagation, unit=settings.unit("11_backpropagation"))
    assert list(still_open(settings, paper, NOW, partial(read_paper, settings))) == []
