"""What is left of a student's HTML, and of a notebook, before any browser sees it."""

from html.parser import HTMLParser
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from unittest.mock import Mock

import pytest
from nbformat import v4

from course.gradebook.page_head import page_head
from course.gradebook.pages import LONGEST_LINE, SafeCells, markdown2html
from course.gradebook.safe_html import cleaned
from tests.gradebook.conftest import UNIT, Class
from tests.pages.payloads import ATTACHED, MARKDOWN, PIXEL, armed


class Tags(HTMLParser):
    """The tags of a piece of HTML with their attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def rendered(source: str, attachments: dict[str, Any] | None = None) -> str:
    return markdown2html({"cell": SimpleNamespace(attachments=attachments or {})}, source)


@pytest.mark.parametrize("name", MARKDOWN)
def test_an_attempt_leaves_no_tag_that_acts(name: str) -> None:
    for tag, attributes in Tags(rendered(armed(MARKDOWN[name], name))).found:
        assert tag not in {"script", "style", "iframe", "object", "embed", "svg", "math", "form", "meta", "base"}
        assert not [each for each in attributes if each.startswith(("on", "data-", "style", "xlink"))]
        assert (attributes.get("href") or "#").startswith(("https://", "#"))
        assert (attributes.get("src") or "x").startswith(("data:image/png;base64,", "x", "missing.png"))


@pytest.mark.parametrize(
    "address", ["/x.png", "../x.png", "a/../x.png", "x.png?y", "https://x.org/x.png", "x.svg", ".x.png"]
)
def test_a_picture_comes_from_beside_the_notebook_or_not_at_all(address: str) -> None:
    assert "src" not in cleaned(f'<img alt="a" src="{address}">')


@pytest.mark.parametrize("address", ["plot.png", "plots/my plot.JPG", f"data:image/png;base64,{PIXEL}"])
def test_a_picture_beside_the_notebook_or_within_it_stays(address: str) -> None:
    assert f'src="{address}"' in cleaned(f'<img alt="a" src="{address}">')


def test_an_attached_picture_is_put_into_the_page() -> None:
    assert f'src="data:image/png;base64,{PIXEL}"' in rendered("![x](attachment:picture.png)", ATTACHED)


@pytest.mark.parametrize("name", ["missing.png", "page.html"])
def test_an_attachment_that_is_missing_or_no_picture_shows_its_words(name: str) -> None:
    found = rendered(f"![words](attachment:{name})", {"page.html": {"text/html": "x"}})
    assert found == '<p><img alt="words"></p>\n'


def test_links_lead_elsewhere_and_do_not_say_from_where() -> None:
    link = '<a href="https://example.org" rel="noopener noreferrer">a</a>'
    assert cleaned('<a href="https://example.org" rel="opener" target="x">a</a>') == link


def test_links_within_the_text_lead_to_anchors_of_the_text_not_of_the_page() -> None:
    assert cleaned('<h2 id="softmax">a</h2><a href="#softmax">b</a>') == (
        '<h2 id="text-softmax">a</h2><a href="#text-softmax">b</a>'
    )


def test_no_text_looks_like_a_button_of_the_page() -> None:
    assert cleaned('<p class="btn score k nbgrader_cell">a</p>') == '<p class="k">a</p>'


def test_what_is_not_allowed_is_seen() -> None:
    assert cleaned("<script>x</script>") == "&lt;script&gt;x&lt;/script&gt;"


def test_formulas_reach_mathjax_as_they_were_written() -> None:
    assert rendered(r"$a_1 < b_2 & \mathbf{x}$") == "<p>$a_1 &lt; b_2 &amp; \\mathbf{x}$</p>\n"


def test_text_that_markdown_gives_up_on_is_shown_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("course.gradebook.pages.MarkdownWithMath.render", Mock(side_effect=RecursionError))
    assert rendered("a <b>") == "<pre>a &lt;b&gt;</pre>"


def test_html_that_would_keep_the_parser_busy_is_shown_as_it_is() -> None:
    assert cleaned("<div>" * 100_000) == f"<pre>{'&lt;div&gt;' * 100_000}</pre>"


def test_a_page_runs_no_script_that_its_policy_does_not_name() -> None:
    for page in ("feedback", "formgrade"):
        rules = page_head(page).partition("\n")[0]
        assert "default-src 'none'" in rules and "unsafe-eval" not in rules
        assert "'unsafe-inline'" not in rules[rules.index("script-src") :]


def test_nothing_of_mathjax_that_writes_html_or_loads_more_is_in_use() -> None:
    head = page_head("feedback")
    assert not [name for name in ("html", "require", "autoload", "unicode", "bbox") if f'"{name}"' in head]


@pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")  # nbgrader's own sessions cause them
@pytest.mark.parametrize("student", ["eve", "mallory"])
def test_feedback_names_no_other_place_and_runs_nothing_of_a_student(hostile: Class, student: str) -> None:
    page = Path(hostile.root / "feedback" / student / UNIT / f"{UNIT}.html").read_text()
    tags = Tags(page).found
    assert len([tag for tag, _ in tags if tag == "script"]) == 3
    assert not [tag for tag, _ in tags if tag in ("iframe", "object", "embed", "svg", "link", "form")]
    assert not [name for _, attributes in tags for name in attributes if name.startswith("on")]
    assert "cdnjs" not in page and "fired(" in page


def test_of_a_line_of_code_that_nobody_reads_to_its_end_the_beginning_is_shown() -> None:
    long, whole = "x" * (LONGEST_LINE + 1), "y" * LONGEST_LINE
    cells = [v4.new_code_cell(f"a\n{long}\n{whole}"), v4.new_markdown_cell(long)]
    notebook, _ = SafeCells().preprocess(v4.new_notebook(cells=cells), {})
    assert notebook.cells[0].source.splitlines() == ["a", f"{'x' * 80} ... (921 more characters)", whole]
    assert notebook.cells[1].source == long
