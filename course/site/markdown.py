"""A lesson's prose as HTML. MathJax is let at formulas only, and a search reads no formula."""

import re
from collections import Counter
from dataclasses import dataclass
from html import unescape
from typing import Any

from markupsafe import Markup, escape
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

FORMULA = '<span class="{kind}">{text}</span>'
FORMULAS = re.compile(r'<span class="formula[^>]*>[^<]*</span>')
TAG = re.compile(r"<[^>]+>")
# A formula is a drawing, beside which a line may break: what is written without a space stays with it.
GLUED = re.compile(r'[(\[]?<span class="formula">[^<]*</span>[^\s<]*')
THOUSANDS = re.compile(r"(?<=\d) (?=\d{3}(?!\d))")  # 814 385 is one number


@dataclass(frozen=True)
class Heading:
    """A heading of a page: its level, the name of its place, and what it says, as HTML."""

    level: int
    name: str
    html: Markup


class Prose:
    """Turns the prose of one page into HTML, and keeps its headings."""

    def __init__(self) -> None:
        self._renderer = _Renderer(escape=False, exclude_anchor_links=True)

    @property
    def headings(self) -> list[Heading]:
        """The headings so far, in order."""
        return self._renderer.headings

    def html(self, source: str) -> Markup:
        """The HTML of a piece of Markdown, which is ours: its HTML stays."""
        found = MarkdownWithMath(renderer=self._renderer).render(source)
        return Markup(GLUED.sub(r'<span class="glued">\g<0></span>', found))  # of our own lessons


class _Renderer(IPythonRenderer):
    """nbconvert's, but that headings have short names, formulas a place of their own, and tables room to scroll."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.headings: list[Heading] = []
        self._names: Counter[str] = Counter()

    def text(self, text: str) -> str:
        return str(super().text(THOUSANDS.sub("\N{NO-BREAK SPACE}", text)))

    def heading(self, text: str, level: int, **_: Any) -> str:
        name = "-".join(re.findall(r"\w+", unescape(TAG.sub("", text)).lower())) or "section"
        self._names[name] += 1
        if self._names[name] > 1:
            name += f"-{self._names[name]}"
        self.headings.append(Heading(level, name, Markup(text)))  # mistune has escaped it
        return f'<h{level} id="{name}">{text}</h{level}>\n'

    def block_math(self, body: str) -> str:
        return _formula("formula display", f"$${body}$$")

    def inline_math(self, body: str) -> str:
        return _formula("formula", f"${body}$")

    def latex_environment(self, name: str, body: str) -> str:
        return _formula("formula display", f"\\begin{{{name}}}{body}\\end{{{name}}}")

    def table(self, text: str) -> str:
        return f'<div class="wide"><table>\n{text}</table></div>\n'

    def table_cell(self, text: str, align: str | None = None, head: bool = False) -> str:
        tag = "th" if head and text else "td"  # an empty corner is the heading of nothing
        style = f' style="text-align:{align}"' if align else ""
        return f"  <{tag}{style}>{text}</{tag}>\n"


def without_formulas(page: str) -> str:
    """A page as words alone say it, with an ellipsis for each formula."""
    return FORMULAS.sub("\N{HORIZONTAL ELLIPSIS}", page)


def _formula(kind: str, text: str) -> str:
    return FORMULA.format(kind=kind, text=escape(text))
