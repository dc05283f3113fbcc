"""A stub as one reads it: its head and body are code, its contract is prose, whose lines break where the page ends."""

import ast
import re
from collections.abc import Iterator, Sequence
from textwrap import dedent

from markupsafe import Markup, escape
from nbconvert.filters.highlight import Highlight2HTML

from course.site.markdown import THOUSANDS

PHONE = 44  # columns of code that a telephone shows
ITEM = re.compile(r"^[-*] ", re.MULTILINE)
NAME = re.compile(r"`([^`]+)`")
# Short terms stay on one line: shapes, `X (N, d_in)`, with what they are of, and relations, `0 <= q < 1`.
SHAPE = r"(?:\b\w{1,2} )?\([^()]{1,16}\)"
RELATION = r"[\w.|]+(?: (?:&lt;|&gt;|&lt;=|&gt;=|=) [-\w./^|]+)+"
TERM = re.compile(rf"(?:{SHAPE}|{RELATION})[^\s<]*")


def highlighted(source: str) -> Markup:
    """Python as HTML."""
    highlight = Highlight2HTML(pygments_lexer="python3")  # type: ignore[no-untyped-call]  # nbconvert has few types
    return Markup(highlight(source, language="python"))


def stub(source: str) -> Markup:
    """The HTML of a function whose docstring is the contract of an exercise; code without one is code throughout."""
    function = ast.parse(source).body[0]
    if not isinstance(function, ast.FunctionDef) or not (contract := ast.get_docstring(function)):
        return highlighted(source)
    literal, lines = function.body[0], source.splitlines()
    parts = [
        *map(highlighted, _head(lines[: literal.lineno - 1])),
        Markup('<div class="contract">\n{}\n</div>\n').format(Markup("\n").join(_blocks(contract))),
        *map(highlighted, lines[literal.end_lineno :]),
    ]
    return Markup('<div class="stub">\n{}</div>\n').format(Markup("").join(parts))


def _head(lines: Sequence[str]) -> list[str]:
    """The head of a function in one line, or with a line for each parameter, where a telephone would break it."""
    line = re.sub(r",? (?=\))", "", " ".join(each.strip() for each in lines).replace("( ", "("))
    (function,) = ast.parse(f"{line} ...").body
    assert isinstance(function, ast.FunctionDef)
    given = function.args
    names = [*given.posonlyargs, *given.args, *given.kwonlyargs]
    if len(line) <= PHONE or not names:
        return [line]
    starts = [each.col_offset for each in names]
    parts: list[ast.arg | ast.expr] = [*names, *given.defaults, *filter(None, given.kw_defaults)]
    end = max(each.end_col_offset or 0 for each in parts)
    pieces = [line[start:stop].rstrip() for start, stop in zip(starts, [*starts[1:], end], strict=True)]
    return [line[: starts[0]], *(f"    {each}" for each in pieces), line[end:]]


def _blocks(contract: str) -> Iterator[Markup]:
    """What stands between empty lines: a list, or what is set in or an example for the interpreter, or a paragraph.

    A line within a paragraph that begins with a dash goes on with the sentence.
    """
    for block in re.split(r"\n(?:[ ]*\n)+", contract):
        if ITEM.match(block):
            items = (Markup("<li>{}</li>").format(_flowing(item)) for item in ITEM.split(block)[1:])
            yield Markup("<ul>{}</ul>").format(Markup("").join(items))
        elif block.startswith((" ", ">>>")):
            yield Markup("<pre>{}</pre>").format(dedent(block))
        else:
            yield Markup("<p>{}</p>").format(_flowing(block))


def _flowing(text: str) -> Markup:
    """Words that break where the line ends, with names as code and terms kept whole."""
    words = escape(THOUSANDS.sub("\N{NO-BREAK SPACE}", " ".join(text.split())))
    pieces = NAME.split(words)  # outside and inside of backticks by turns
    pieces[::2] = [TERM.sub(r'<span class="glued">\g<0></span>', each) for each in pieces[::2]]
    pieces[1::2] = [f"<code>{each}</code>" for each in pieces[1::2]]
    return Markup("".join(pieces))
