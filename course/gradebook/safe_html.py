"""HTML from students made harmless: what text needs stays, what acts is shown as text.

Formgrader's page may do all that its reader may, down to a terminal on the server, so that nothing in it may come
from a student but text, pictures and links to elsewhere. What is not allowed below is escaped, not dropped: a person
who grades sees what was written.
"""

import re
from collections.abc import Iterator
from functools import cache
from html import escape
from typing import Any

from bleach.html5lib_shim import Filter
from bleach.sanitizer import Cleaner

_TAGS = """
    a abbr article aside b blockquote br caption cite code dd del details dfn div dl dt em figcaption figure h1 h2 h3
    h4 h5 h6 hr i img ins kbd li mark ol p pre q s samp section small span strong sub summary sup table tbody td tfoot
    th thead tr u ul var
"""
ATTRIBUTES = {
    "a": {"href", "name", "title"},
    "img": {"src", "alt", "title", "width", "height"},
    "ol": {"start"},
    "td": {"align", "colspan", "rowspan"},
    "th": {"align", "colspan", "rowspan", "scope"},
    "details": {"open"},
}
EVERYWHERE = {"id", "class", "aria-label", "aria-hidden"}
MOST_TAGS = 2500
OWN_PREFIX = "text-"  # of ids and anchors, so that no text stands in for a part of the page

_PICTURE = re.compile(r"data:image/(png|jpeg|gif);base64,[A-Za-z0-9+/=\s]+")
# Beside the notebook, nowhere else: a page that is fetched because a picture is shown may have side effects.
_FILE = re.compile(r"(?!\.)[\w .-]+(/(?!\.)[\w .-]+)*\.(png|jpe?g|gif)", re.IGNORECASE)
_LINK = re.compile(r"(https?://|mailto:|#)[^\x00-\x20]+", re.IGNORECASE)
_SIZE = re.compile(r"\d{1,4}(px|%)?")
_SOURCE = re.compile(f"{_PICTURE.pattern}|(?i:{_FILE.pattern})")
_VALUES = {"src": _SOURCE, "href": _LINK, "width": _SIZE, "height": _SIZE}

# Of our own report, and the short ones of highlighted code; a page's own buttons have others.
_CLASSES = """
    badge box check checks crashed failed grader_error highlight message missing name notes out_of_memory passed
    place points report sentence sign skipped small symbol timed_out unseen value warnings
"""
_HIGHLIGHTED = re.compile(r"[a-z]{1,2}[0-9]?")


def cleaned(html: str) -> str:
    """Return `html` with everything that is not text, layout, a picture or a link elsewhere escaped.

    All of it is escaped if it has more than `MOST_TAGS`, for which a parser might take minutes.
    """
    return f"<pre>{escape(html)}</pre>" if html.count("<") > MOST_TAGS else str(_cleaner().clean(html))


@cache
def _cleaner() -> Cleaner:
    protocols = ["http", "https", "mailto", "data"]
    return Cleaner(tags=frozenset(_TAGS.split()), attributes=_allowed, protocols=protocols, filters=[_Own])


def _allowed(tag: str, name: str, value: str) -> bool:
    if name not in ATTRIBUTES.get(tag, ()) and name not in EVERYWHERE:
        return False
    wanted = _VALUES.get(name)
    return wanted is None or wanted.fullmatch(value) is not None


class _Own(Filter):
    """Keeps names of the text apart from those of the page, and links from telling where they were followed."""

    def __iter__(self) -> Iterator[Any]:
        for token in super().__iter__():
            if token["type"] in ("StartTag", "EmptyTag"):
                _make_own(token["data"])
            yield token


def _make_own(attributes: Any) -> None:
    for name in ((None, "id"), (None, "name")):
        if name in attributes:
            attributes[name] = OWN_PREFIX + attributes[name]
    link = attributes.get((None, "href"), "")
    if link.startswith("#"):
        attributes[None, "href"] = f"#{OWN_PREFIX}{link[1:]}"
    elif link:
        attributes[None, "rel"] = "noopener noreferrer"
    if (None, "class") in attributes:
        found = attributes.pop((None, "class")).split()
        kept = [each for each in found if each in _CLASSES.split() or _HIGHLIGHTED.fullmatch(each)]
        attributes[None, "class"] = " ".join(kept)
