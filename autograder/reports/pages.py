"""What the HTML pages have in common: a template is text, and whatever it prints is made visible and escaped."""

import re
from collections.abc import Callable, Sequence
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from autograder.names import shown

LONGEST_TEXT = 4000  # characters of one field; a 10 x 10 counterexample needs about 1500


def environment(**filters: Callable[..., Any]) -> Environment:
    """The templates of this package, with these filters beside the common ones. An unknown name is an error."""
    found = Environment(
        loader=PackageLoader("autograder.reports"),
        autoescape=True,
        finalize=_finalize,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.filters.update(points=points, first=first, breakable=breakable, **filters)
    return found


def visible(text: str) -> str:
    r"""Return `text` with every character that would be invisible, or would move others, spelled out.

    Control characters, bidi overrides, zero-width and unassigned characters, lone surrogates and unusual
    spaces become Python escapes (`\x1b`, `\u202e`, `\xa0`). Texts beyond `LONGEST_TEXT` are cut and say so.
    """
    text = text.replace("\r\n", "\n")
    kept = re.sub(r"[^\n\t]+", lambda run: shown(run[0], LONGEST_TEXT), text[:LONGEST_TEXT])
    hidden = len(text) - LONGEST_TEXT
    return f"{kept} … ({hidden} more characters)" if hidden > 0 else kept


def breakable(name: str, longest: int = 60) -> str:
    """The name of a function so that a line may break after each `_`, and nowhere else; any other text cut short."""
    if len(name) > longest or not name.isidentifier():
        return name if len(name) <= longest else f"{name[: longest - 3]}..."
    return Markup("_<wbr>").join(name.split("_"))


def points(value: float) -> str:
    """Write points without a needless decimal: 13, 0.5, 3.33."""
    return f"{round(value, 2):g}"


def first(texts: Sequence[str], limit: int = 8) -> list[str]:
    """Return at most `limit` of the texts, and a last line that says how many were left out."""
    hidden = len(texts) - limit
    return [*texts[:limit], *([f"… and {hidden} more"] if hidden > 0 else [])]


def counted(count: int, noun: str) -> str:
    """`1 student`, `2 students`."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def _finalize(value: object) -> object:
    """Pass on what the template's own macros made; make everything else visible, to be escaped by Jinja."""
    return value if isinstance(value, Markup) else visible(str(value))
