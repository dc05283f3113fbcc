"""The pictures: complete in themselves, labelled, told in words, and never resting on colour."""

import base64
from collections import Counter
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.reports.figures import COLOURS, INK, MARKS, PAPER, WORDS, bins, histogram, outcomes
from autograder.reports.item_analysis import Item, Outcome


def item(name="softmax", **counts):
    return Item(name, 4.0, Counter({Outcome(each): count for each, count in counts.items()}), 2.0, 0.5, 0.3, 0.1)


def svg(picture):
    head, _, data = picture.source.partition(",")
    assert head == "data:image/svg+xml;base64"
    return base64.b64decode(data).decode()


@given(st.floats(0, 1e9))
def test_bins_are_few_and_equal_and_cover_the_scores(most):
    edges = bins(most)
    assert edges[0] == 0
    assert edges[-1] >= most * (1 - 1e-9)
    assert 2 <= len(edges) <= 13
    widths = [high - low for low, high in pairwise(edges)]
    assert max(widths) == pytest.approx(min(widths))


@pytest.mark.parametrize(("most", "width", "count"), [(23, 2, 12), (100, 10, 10), (4, 0.5, 8), (12, 1, 12), (13, 2, 7)])
def test_bins_have_round_widths(most, width, count):
    assert bins(most) == pytest.approx([width * i for i in range(count + 1)])


def test_the_histogram_is_told_in_words():
    assert histogram([0, 1, 2, 23], 23, "score of 23 points").alt == (
        "Histogram, score of 23 points: median 1.5; 2 from 0 to 2, 1 from 2 to 4, 1 from 22 to 24. "
        "Upper ends belong to the next bin, if there is one."
    )


@settings(deadline=None, max_examples=20)
@given(st.lists(st.floats(0, 23), min_size=1, max_size=50))
def test_every_score_is_in_a_bin_of_the_histogram(scores):
    told = histogram(scores, 23, "score").alt.partition("; ")[2].partition(". ")[0]
    assert sum(int(part.split()[0]) for part in told.split(", ")) == len(scores)


def test_the_outcomes_are_told_in_words():
    alt = outcomes([item(passed=3, missing=1), item("accuracy", partly=4)]).alt
    assert alt.endswith("softmax: 3 passed, 1 not written; accuracy: 4 partly right.")


def test_axes_and_bars_are_labelled():
    # Letters are paths; the text that they draw stands beside them in a comment.
    drawn = svg(outcomes([item(passed=15, failed=4, missing=1)]))
    for text in ("graded submissions", "softmax", "✓ 15", "✗ 4", "○", "✓ passed", "✗ wrong", "○ not written"):
        assert f"<!-- {text} -->" in drawn
    drawn = svg(histogram([1, 2, 2], 23, "score of 23 points"))
    for text in ("score of 23 points", "submissions", "median 2"):
        assert f"<!-- {text} -->" in drawn


def test_a_segment_too_narrow_for_its_number_keeps_its_symbol_and_one_too_narrow_for_that_stays_blank():
    drawn = svg(outcomes([item(passed=90, crashed=7, failed=3), item(passed=99, timed_out=1)]))
    assert "<!-- ! -->" in drawn
    assert "<!-- ✗ -->" in drawn
    assert "<!-- ∞ -->" not in drawn


def test_every_outcome_has_its_own_symbol_word_and_colour():
    assert set(MARKS) == set(WORDS) == set(COLOURS) == set(Outcome)
    assert all(len(set(each.values())) == len(Outcome) for each in (MARKS, WORDS, COLOURS))


def luminance(colour):
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize(
    ("ink", "ground"), [(INK, PAPER), *(("#000000", colour) for colour in COLOURS.values())], ids=str
)
def test_letters_contrast_with_their_ground_as_wcag_asks(ink, ground):
    dark, light = sorted([luminance(ink), luminance(ground)])
    assert (light + 0.05) / (dark + 0.05) >= 4.5


def test_the_same_results_make_the_same_picture():
    assert outcomes([item(passed=3)]) == outcomes([item(passed=3)])
    assert histogram([1.0, 2.0], 4, "score") == histogram([1.0, 2.0], 4, "score")


@pytest.mark.parametrize("name", ["--><script>alert(1)</script>", "$\\frac{1$", "李雷\x00\ud800", "x" * 10_000, ""])
def test_a_picture_is_well_formed_and_inert_whatever_an_exercise_is_called(name):
    root = ET.fromstring(svg(outcomes([item(name, passed=1)])))
    assert not {element.tag.rpartition("}")[2] for element in root.iter()} & {"script", "a", "image", "foreignObject"}
    links = [value for element in root.iter() for key, value in element.attrib.items() if key.endswith("href")]
    assert all(link.startswith("#") for link in links)
