"""The pages of a site: what a lesson's page has, and what it leaves to the notebook."""

import re

import pytest

from course.gallery.plates import plates
from course.site.demonstrations import shown
from course.site.lesson_page import Cell, Picture, lesson_page
from course.site.markdown import Prose, without_formulas
from course.site.pages import Pages
from course.site.releases import release_of
from course.weaving.build import build as build_course
from tests.site.text import text_of


def page_of(settings, place=0):
    release = release_of(settings, settings.units[place])
    return lesson_page(release, plates(settings.figures(release.paper.unit)), shown(release))


def said(page):
    return text_of("\n".join(str(block.html) for block in page.blocks if isinstance(block, Cell)))


# A lesson


def test_a_page_has_the_text_hints_stubs_and_examples_of_the_released_notebook(released):
    text = said(page_of(released))
    for wanted in (
        "Numbers grow when they are added, $x + x = 2x$.",
        "Definition (double).",
        "points · difficulty 1 of 5 · about 5 minutes · allowed: all of NumPy",
        "Hint 3: the shape",
        "def shifted(\n",
        "    by: float = 1e-3\n",
        "raise NotImplementedError()",
        "1 and 2 become 2 and 4, not {got}",
        "Show that doubling keeps the sign.",
        "You can double.",
    ):
        assert wanted in text


def test_what_is_only_run_or_filled_in_is_left_to_the_notebook(released):
    text = said(page_of(released))
    assert text.count("YOUR ANSWER HERE") == 1  # where the notebook explains itself
    for left_out in ("are_there", "kit.progress", "kit.figure", "np.add", "One point for", "of that very sign"):
        assert left_out not in text


def test_a_page_shows_what_its_demonstrations_print_and_no_other_output(released):
    outputs = [block.shown for block in page_of(released).blocks if isinstance(block, Cell) and block.shown]
    assert outputs == [["2\n"]]


def test_a_lesson_without_demonstrations_runs_nothing(released, monkeypatch):
    monkeypatch.setattr("course.site.demonstrations.NotebookClient", None)
    assert shown(release_of(released, released.units[1])) == {}


def test_tables_of_demonstrations_are_tables(released, edit):
    edit("course/lessons/01_tinyone.md", "print(1 + 1)", "kit.league(1)")
    build_course(released, report=lambda line: None)
    (output,) = shown(release_of(released, released.units[0]))["show-sum"]
    assert hasattr(output, "__html__") and output.startswith("<table>")


def test_a_figure_is_drawn_from_the_model_answer_with_its_words_and_size(released):
    page = page_of(released)
    (picture,) = [block for block in page.blocks if isinstance(block, Picture)]
    assert (picture.file, picture.alt) == ("01_tinyone/line.svg", "A straight line from 0 to 4.")
    assert picture.size == (288, 192) and not picture.folded
    assert page.pictures[picture.file].startswith(b"<?xml")


@pytest.mark.parametrize(("width", "scrolls"), [(6.4, False), (8.6, True)])
def test_a_broad_figure_scrolls_in_a_box_that_keys_reach(released, edit, width, scrolls):
    edit("course/figures/tinyone.py", "size=(3, 2)", f"size=({width}, 2)")
    build_course(released, report=lambda line: None)
    release = release_of(released, released.units[0])
    page = Pages(released, [release], {}).lesson(release)["lessons/01_tinyone.html"].decode()
    assert ('<div class="broad" role="group" tabindex="0" aria-label="' in page) == scrolls
    assert ("goes on to the right" in page) == scrolls


def test_whoever_is_asked_to_predict_opens_the_figure_afterwards(released, edit):
    edit("course/lessons/01_tinyone.md", "Numbers grow when", "**Predict.** Numbers grow when")
    build_course(released, report=lambda line: None)
    assert [block.folded for block in page_of(released).blocks if isinstance(block, Picture)] == [True]


def test_a_figure_that_measures_seconds_is_left_to_the_reader_s_computer(released, edit):
    edit("course/figures/tinyone.py", "size=(3, 2)", "size=(3, 2), measured=True")
    build_course(released, report=lambda line: None)
    page = page_of(released)
    assert [block.file for block in page.blocks if isinstance(block, Picture)] == [""]
    assert page.pictures == {}


def test_the_sections_are_those_of_the_lesson(released):
    assert [(each.level, each.name) for each in page_of(released).sections] == [
        (2, "more"),
        (2, "what-you-can-do-now"),
    ]


# Prose


def test_formulas_are_kept_as_they_are_written_and_apart():
    html = Prose().html("If $a_1 < b_1$ and *so* $c*d*e$:\n\n$$\n\\sum_{i<n} x_i \\\\\n+ 1\n$$\n\n`$5` is code.")
    assert html.count('class="formula"') == 2 and html.count('class="formula display"') == 1
    assert "$a_1 &lt; b_1$" in html and "$c*d*e$" in html and "\\sum_{i&lt;n} x_i \\\\\n+ 1" in html
    assert "<code>$5</code>" in html and "<em>so</em>" in html


def test_a_line_does_not_break_between_a_formula_and_what_is_written_to_it():
    html = Prose().html("Let ($x$), $n$-th and $y$.\n\n*Then $z$*; `$a$.`")
    glued = re.findall(r'<span class="glued">(.*?)<span.*?</span>(.*?)</span>', html)
    assert glued == [("(", "),"), ("", "-th"), ("", "."), ("", "")]


def test_a_search_has_an_ellipsis_for_each_formula_and_none_of_its_letters():
    html = Prose().html("Then $x_1 < y$, and\n\n$$\n\\alpha > 1\n$$\n\nso.")
    assert text_of(without_formulas(html)).replace("_p_", "").split() == ["Then", "…,", "and", "…", "so."]


def test_digits_of_one_number_stay_together():
    html = Prose().html("It has 814 385 of them, 1 000 000 in all, and in `10 000` 12 or 30. With 5 3000.")
    assert "814\xa0385 of" in html and "1\xa0000\xa0000" in html
    assert "<code>10 000</code> 12 or 30" in html and "5 3000" in html


def test_an_environment_is_a_formula():
    formula = "\\begin{align}a\\end{align}"
    assert f'display">{formula}</span>' in Prose().html(formula)


def test_headings_have_names_of_their_own_and_formulas_in_them():
    prose = Prose()
    html = prose.html("## What is $x$?\n\n## Answers\n\n### Answers\n\n## `f(x)`\n\n## ?")
    assert [each.name for each in prose.headings] == ["what-is-x", "answers", "answers-2", "f-x", "section"]
    assert all(f' id="{each.name}"' in html for each in prose.headings)


def test_targets_folds_and_tables_stay():
    fold = "<details><summary>Hint</summary>\n\n*Add.*\n\n</details>"
    html = Prose().html(f'<a id="def-x"></a>\n**Definition.**\n\n{fold}')
    assert '<a id="def-x"></a>' in html and "<em>Add.</em>" in html and "<summary>Hint</summary>" in html
    table = Prose().html("| | b |\n|:--|--:|\n| 1 | $2$ |")
    assert '<td style="text-align:left"></td>' in table and '<th style="text-align:right">b</th>' in table
    assert '<div class="wide"><table>' in Prose().html("| a | b |\n|:--|--:|\n| 1 | $2$ |")


# The other pages


def test_the_index_has_each_unit_with_its_times_and_links_to_page_and_notebook(site, files):
    index = files["index.html"].decode()
    for unit, words in (("01_classification", "01 Classification"), ("11_backpropagation", "11 Backpropagation")):
        assert f'<a href="lessons/{unit}.html">{words}</a>' in index
        assert re.search(rf'href="work/notebooks/index.html\?path={unit}/[0-9a-f]{{8}}/{unit}.ipynb"', index)
    assert "Earlier releases" not in index and 'scope="col">due' not in index
    assert "File, Download" in index


def test_a_date_when_a_unit_is_due_is_told(released, edit, tmp_path):
    from course.settings import load
    from course.site.build import build

    edit("course.toml", 'chapter = "On doubling"', 'chapter = "On doubling"\ndue = 2026-12-10T23:59:00+01:00')
    settings = load(tmp_path / "course.toml")
    build_course(settings, report=lambda line: None)
    build(settings, (), tmp_path / "site", report=lambda line: None)
    assert "<td>10 December 2026, 23:59 (UTC+01:00)</td>" in (tmp_path / "site" / "index.html").read_text()


def test_the_league_table_ends_with_the_last_unit_and_the_letters_are_those_of_the_course(files):
    league, letters = text_of(files["league.html"].decode()), text_of(files["notation.html"].decode())
    assert "network with one hidden layer" in league and "convolutional network" not in league
    assert "One letter" in letters or "Letters: one meaning each" in letters
    assert "the weight of the slack in the soft margin" in letters


def test_pages_lead_from_unit_to_unit(files):
    page = files["lessons/05_regression.html"].decode()
    assert '<a rel="prev" href="01_classification.html">' in page
    assert '<a rel="next" href="11_backpropagation.html">' in page
    assert 'rel="prev"' not in files["lessons/01_classification.html"].decode()


def test_every_link_within_the_pages_leads_somewhere(files):
    pages = {name: each.decode() for name, each in files.items() if name.endswith(".html") and "work/" not in name}
    assert len(pages) == 6
    for name, page in pages.items():
        for link in re.findall(r'(?:href|src)="([^"]*)"', page):
            if re.match(r"https?:|data:", link):
                continue
            path, _, anchor = link.partition("#")
            target = resolved(name, path.partition("?")[0]) if path else name
            assert target in files, f"{name}: {link}"
            assert not anchor or f'id="{anchor}"' in files[target].decode(), f"{name}: {link}"


def resolved(page, link):
    parts = page.split("/")[:-1]
    for part in link.split("/"):
        parts = parts[:-1] if part == ".." else [*parts, part]
    return "/".join(parts)


@pytest.mark.parametrize("name", ["look/site.css", "look/page.js", "look/mathjax.js", "search/pagefind.js"])
def test_what_pages_share_is_there(files, name):
    assert files[name]
