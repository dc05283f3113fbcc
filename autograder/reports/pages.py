"""What the HTML pages have in common: a template is text, and whatever it prints is made visible and escaped."""

from collections.abc import Callable
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from autograder.reports.feedback import first, points, visible


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
    found.filters.update(points=points, first=first, **filters)
    return found


def counted(count: int, noun: str) -> str:
    """`1 student`, `2 students`."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def _finalize(value: object) -> object:
    """Pass on what the template's own macros made; make everything else visible, to be escaped by Jinja."""
    return value if isinstance(value, Markup) else visible(str(value))
