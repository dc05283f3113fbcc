"""The texts that the kit writes from templates; they stand in `course/templates`."""

from functools import cache

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from course.settings import ROOT


def render(template: str, **values: object) -> str:
    """A template filled in; a value that the template asks for and nobody gives is an error."""
    return _templates().get_template(template).render(values)


@cache
def _templates() -> Environment:
    loader = FileSystemLoader(ROOT / "course" / "templates")
    return Environment(loader=loader, undefined=StrictUndefined, keep_trailing_newline=True, autoescape=False)
