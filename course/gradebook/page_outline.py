"""What a screen reader needs to know of nbgrader's pages: the language and the title.

The pages are nbgrader's own templates, found where it is installed; their HTML is changed in these few places, and
stays as it is where another version of nbgrader writes it otherwise.
"""

import re
from pathlib import Path

import jinja2
from markupsafe import Markup
from nbgrader.server_extensions.formgrader import handlers

TITLE = re.compile(r"<h4( class=\"[\w -]*\")?>(.*?)</h4>", re.DOTALL)
CELL = re.compile(r'<a href="#((?:proof-)?(\w+)(?:-answer)?)">(?:Test cell|Written response)</a>')


@jinja2.pass_environment
def theirs(environment: jinja2.Environment, page: str) -> jinja2.Template:
    """The filter of this name: nbgrader's template of a page, which ours of that name extends."""
    text = (Path(handlers.template_path) / page / "index.html.j2").read_text(encoding="utf-8")
    return environment.from_string(text)


def in_english(head: str) -> Markup:
    """The filter of this name: the beginning of a page, which says its language."""
    return Markup(head.replace("<html>", '<html lang="en">', 1))


def outlined(body: str) -> Markup:
    """The filter of this name: the body of a page, whose title is its first heading and stands in a part with a name.

    The list of scores names exercises and proofs, where nbgrader has "Test cell" for each.
    """
    heading = '<div class="panel-heading"'
    body = body.replace(f"{heading}>", f'{heading} role="region" aria-label="Title">', 1)
    body = CELL.sub(r'<a href="#\1">\2</a>', body)
    return Markup(TITLE.sub(lambda found: f"<h1{found[1] or ''}>{found[2]}</h1>", body, count=1))
