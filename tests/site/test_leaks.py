"""Nothing of answers, rubrics and hidden checks is on a page, in its pictures' words or in the search.

The search is that of `tests/course/test_leaks.py`. Pages are looked through as text, since marks between letters would
hide a line of code; files of the search are unpacked first. Labels of places are no secret, on a page as in the
search: rubrics and checks name those of their lesson, such as `"thm-bends"`.
"""

import gzip
import json
from dataclasses import replace
from html import escape

import pytest
from nbconvert.filters.highlight import Highlight2HTML

from course.gallery.plates import plates
from course.settings import ROOT, load
from course.site.markdown import Prose
from course.site.pages import Pages
from course.site.releases import release_of
from course.site.search import search_files
from tests.course.test_leaks import SECRETS, all_secrets, secrets_of, shown_by
from tests.site.text import text_of


def texts(files):
    """Each page as its text, each other file as it is, those of the search unpacked, without its program."""
    for name, content in files.items():
        if name.startswith("search/") and name.endswith((".js", ".pagefind")):
            continue
        text = (gzip.decompress(content) if content[:2] == b"\x1f\x8b" else content).decode(errors="replace")
        if name.endswith(".html"):
            yield text_of(text)
        else:
            yield fragment_text(text) if name.endswith(FRAGMENT) else text


FRAGMENT = ".pf_fragment"  # a page in the search: a word of Pagefind's, then JSON


def fragment_text(fragment):
    """A fragment without the `id` of each place; words on both sides of a formula that was left out stay apart."""
    page = json.loads(fragment[fragment.index("{") :])
    for anchor in page["anchors"]:
        del anchor["id"]
    return json.dumps(page, ensure_ascii=False).replace("…", " _formula_ ")


@pytest.mark.parametrize("unit", load().units, ids=lambda unit: unit.id)
def test_a_lesson_s_page_and_its_search_give_nothing_away(unit, at_leisure_unless):
    """Of every fourth unit; the notebooks of all are looked through where they are released."""
    settings = load()
    at_leisure_unless(settings.units.index(unit) % 4 == 2)
    release = release_of(settings, unit)
    pages = Pages(settings, [release], {})
    files = pages.lesson(release)
    assert len(files) == 1 + sum(not plate.words.measured for plate in plates(settings.figures(unit)))
    files |= search_files(files)
    secrets = all_secrets().without(shown_by(settings, unit))
    assert secrets.found_in("\n".join(texts(files))) == []


def test_the_other_pages_give_nothing_away(files):
    """Lessons and search are looked through above, notebooks and their files where they are released.

    Names of misconceptions are left out: without a lesson around them `forgets` is a word like others.
    """
    ours = ("index.html", "notation.html", "league.html", "course.svg", "site.json", "work/api/contents/")
    found = {name: each for name, each in files.items() if name.startswith(ours)}
    assert {"index.html", "notation.html", "league.html", "course.svg", "site.json"} <= set(found)
    assert any(name.startswith("work/api/contents/") for name in found)
    shown = [(ROOT / "release" / name).read_text() for name in ("README.md", "NOTATION.md")]
    secrets = replace(all_secrets().without(shown), names=set())
    assert secrets.found_in("\n".join(texts(found))) == []


def in_prose(text):
    return Prose().html(f"Note: {text}, they say.")


def in_code(text):
    return Highlight2HTML(pygments_lexer="python3")(text, language="python")


def in_the_words_of_a_picture(text):
    return f'<img src="a.svg" alt="{escape(text)}">'


@pytest.mark.parametrize("place", [in_prose, in_code, in_the_words_of_a_picture])
@pytest.mark.parametrize("kind", SECRETS)
def test_a_secret_on_a_page_is_found(tiny, kind, place):
    secrets = secrets_of(tiny).without(shown_by(tiny, tiny.units[0]))
    assert secrets.found_in("\n".join(texts({"a.html": f"<p>{place(SECRETS[kind])}</p>".encode()})))


def test_a_secret_in_the_search_is_found(tiny):
    secrets = secrets_of(tiny).without(shown_by(tiny, tiny.units[0]))
    page = f'<html lang="en"><body data-pagefind-body><h1>A</h1>{in_code(SECRETS["answer"])}</body></html>'
    index = search_files({"a.html": page.encode()})
    assert secrets.found_in("\n".join(texts(index))) == ["np.add(x,x)"]
