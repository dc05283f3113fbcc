"""What axe-core finds wrong with a page, in each way in which one may look at it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

WIDE, PHONE, ZOOMED = {"width": 1280, "height": 900}, {"width": 320, "height": 640}, {"width": 640, "height": 450}
DAY: dict[str, Any] = {"color_scheme": "light", "forced_colors": "none"}


@dataclass(frozen=True)
class View:
    """A size of the window in CSS pixels, and what the reader has asked the browser for."""

    size: Any = field(default_factory=lambda: WIDE)
    media: dict[str, Any] = field(default_factory=lambda: DAY)


VIEWS = {
    "light": View(),
    "dark": View(media=DAY | {"color_scheme": "dark"}),
    "forced colours": View(media=DAY | {"forced_colors": "active"}),
    "320 px": View(size=PHONE),
    "200 %": View(size=ZOOMED),  # a window of 1280 px, zoomed
}
SELDOM = ("light", "forced colours", "200 %")  # each takes seconds; the other two have both colours and both sizes
# Those of WCAG 2.2, level AA, and the good practice that axe-core knows; targets of 24 px are not on by default.
RULES = {"target-size": {"enabled": True}}
# What is around our cells is Jupyter's: that wide formulas scroll in there, and that browsers give them the focus.
IN_JUPYTER = RULES | {"scrollable-region-focusable": {"enabled": False}}
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
# After these a page knows its size, also on a busy machine, and has done what it does about it.
TWO_FRAMES = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"


def each_view(page: Page, *left_out: str) -> Iterator[str]:
    """Show the page in each way, and say which."""
    for name, view in VIEWS.items():
        if name in left_out:
            continue
        page.emulate_media(**view.media)
        page.set_viewport_size(view.size)
        page.evaluate(TWO_FRAMES)
        yield name


def violations(page: Page, inside: list[str] | None = None) -> list[str]:
    """What axe-core finds, a line for each element; only `inside` these parts of a notebook, if they are given."""
    context = {"include": [[each] for each in inside]} if inside else None
    options = {"resultTypes": ["violations"], "rules": IN_JUPYTER if inside else RULES}
    found = Axe().run(page, context, options).response["violations"]
    return [f"{rule['id']}: {node['html'][:120]}: {node['failureSummary']}" for rule in found for node in rule["nodes"]]
