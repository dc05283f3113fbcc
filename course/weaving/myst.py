"""The little MyST that a lesson's prose may use: targets. All else of it a notebook would show as it stands.

A target `(def-softmax)=` stands before a heading or a paragraph and becomes `<a id="def-softmax"></a>`.
Mathematics, tables, links and folded hints are plain Markdown to Jupyter and pass through untouched.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from jupytext.myst import get_parser  # type: ignore[import-untyped]  # jupytext ships no types
from markdown_it import MarkdownIt
from markdown_it.token import Token


class MystError(Exception):
    """Prose that a notebook cannot show; `row` counts from 0 within the text."""

    def __init__(self, row: int, message: str) -> None:
        super().__init__(message)
        self.row = row


@dataclass(frozen=True)
class Target:
    """A place that links and misconceptions can point to, with its title for people."""

    name: str
    title: str
    row: int


def targets(text: str) -> list[Target]:
    """The targets of a text in order; MystError where anything else of MyST would leak into a notebook."""
    tokens = parse(text)
    for token in tokens:
        _refuse(token)
    return [
        Target(token.content, _title(token, tokens[i + 1 : i + 3]), row(token))
        for i, token in enumerate(tokens)
        if token.type == "myst_target"
    ]


def plain(text: str, found: Iterable[Target]) -> str:
    """The text in Jupyter's Markdown: each of its targets an anchor."""
    lines = text.split("\n")
    for target in found:
        gap = "\n" if lines[target.row + 1].startswith("#") else ""
        lines[target.row] = f'<a id="{target.name}"></a>{gap}'
    return "\n".join(lines)


def parse(text: str) -> list[Token]:
    """The blocks of a text, and what runs within them."""
    return _parser().parse(text)


def row(token: Token) -> int:
    """The row, from 0, in which a block begins."""
    return token.map[0] if token.map else 0


@cache
def _parser() -> MarkdownIt:
    parser: MarkdownIt = get_parser()
    return parser.disable("front_matter").enable("inline")


def _title(target: Token, following: list[Token]) -> str:
    """The heading after a target, or the first bold run of the paragraph after it."""
    match [token.type for token in following]:
        case ["heading_open", "inline"]:
            return following[1].content
        case ["paragraph_open", "inline"] if "**" in following[1].content:
            return following[1].content.split("**")[1].rstrip(".")
    wanted = "a heading below it, or a paragraph with a title in bold: **Definition (softmax).**"
    raise MystError(row(target), f"({target.content})= needs {wanted}")


def _refuse(token: Token) -> None:
    found = ""
    if token.type == "myst_line_comment":
        found = f"the comment %{token.content}"
    elif token.type == "fence" and token.info.startswith("{"):
        found = f"the directive {token.markup}{token.info}"
    elif token.type == "inline" and token.content.startswith(":::"):
        found = f"the block {token.content.split()[0]}"
    for run in token.children or []:
        if run.type == "myst_role":
            found = f"the role {{{run.meta['name']}}}"
    if found:
        raise MystError(row(token), f"{found} would be shown as it stands: use plain Markdown")
