"""Words and tables for whoever reads the notebook: HTML in Jupyter, plain text everywhere else.

A badge tells agreement and failure apart by its word and its symbol; the colours are there for those who see them.
Letters are white on grounds of their own, 5:1 or more, so that light and dark pages show the same.
"""

import html
import sys
import time
from collections.abc import Callable
from typing import Any, NamedTuple


class Badge(NamedTuple):
    """A symbol, a word, and the ground that they stand on."""

    symbol: str
    word: str
    ground: str


AGREES = Badge("✓", "agrees", "#0064a0")
NOT_YET = Badge("…", "not yet", "#595959")
DIFFERS = Badge("✗", "differs", "#9a3c00")
HOLDS = Badge("✓", "holds", AGREES.ground)
FAILS = Badge("✗", "fails", DIFFERS.ground)
BOX = "display:inline-block;padding:0 .5em;border:1px solid;border-radius:3px;color:#fff;white-space:nowrap"


def shell() -> Any:
    """Jupyter, if this runs there; else None."""
    return getattr(sys.modules.get("IPython"), "get_ipython", lambda: None)()


def show(plain: str, page: str, extra: dict[str, str] | None = None, metadata: dict[str, Any] | None = None) -> None:
    """Show a piece of HTML in Jupyter, and else print what it says in plain text."""
    jupyter = shell()
    if jupyter is None:
        print(plain)
        return
    jupyter.display_pub.publish({"text/plain": plain, "text/html": page, **(extra or {})}, metadata or {})


def live(first: str) -> Callable[[str, str], None]:
    """Show a line, in Jupyter one that is replaced by what comes later; printed, the later lines follow it.

    What is returned takes plain text and HTML; without HTML, the text is a line that tells what goes on.
    """
    jupyter, name = shell(), {"display_id": f"kit-{time.time_ns()}"}

    def update(plain: str, page: str, again: bool = True) -> None:
        if jupyter is not None:
            data = {"text/plain": plain, "text/html": page or f"<div>{html.escape(plain)}</div>"}
            jupyter.display_pub.publish(data, {}, transient=name, update=again)
        elif page:
            print(plain)

    update(first, "", again=False)
    return update


def say(badge: Badge, name: str, message: str) -> None:
    """Say one thing about a function: `softmax: the example agrees`, further lines of the message below it."""
    first, _, rest = message.partition("\n")
    more = f'<pre style="margin:.3em 0 0 1em;white-space:pre-wrap">{html.escape(rest)}</pre>' if rest else ""
    page = f"<div>{badge_html(badge)} <code>{html.escape(name)}</code>: {html.escape(first)}{more}</div>"
    show(f"{name}: {message}", page)


def badge_html(badge: Badge) -> str:
    """A badge as HTML."""
    style = f"{BOX};background:{badge.ground};border-color:{badge.ground}"
    return f'<span style="{style}"><span aria-hidden="true">{badge.symbol}</span> {badge.word}</span>'
