"""Chromium without a screen, and what it sees happen on a page."""

import io
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Route, expect, sync_playwright

from tests.pages import payloads

CHROMIUM = shutil.which("chromium")
LONG = 60_000  # milliseconds that a page, a button or a kernel may take while other tests run
QUIET = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
QUIET += ["--disable-component-update", "--disable-sync"]
HERE = ("", "127.0.0.1")
POKE = """addEventListener("load", () => setTimeout(() => {
  for (const each of document.querySelectorAll(".cell *, :not(:has(.cell)) *")) {
    if (each.closest(".scoring-buttons") || /^https?:/.test(each.href)) continue;
    for (const kind of ["mouseover", "mouseenter", "focus", "click"])
      each.dispatchEvent(new MouseEvent(kind, {bubbles: true, cancelable: true}));
  }
  document.documentElement.dataset.poked = true;
}, 100));"""
Keep = Callable[[Page | Locator, str], None]
TYPESET = "window.MathJax?.startup?.promise?.then(() => true)"


@contextmanager
def launched() -> Iterator[Browser]:
    """The browser; without one, tests that need it are skipped."""
    if CHROMIUM is None:
        pytest.skip("there is no chromium on PATH: apt-get install chromium")
    expect.set_options(timeout=LONG)
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET, chromium_sandbox=False)
        yield found
        found.close()


def keeper(folder: Path | None) -> Keep:
    """Keeps a picture of a page or a part of it, in few colours, in a folder, if there is one."""

    def picture(of: Page | Locator, name: str) -> None:
        if folder:
            folder.mkdir(parents=True, exist_ok=True)
            shown = Image.open(io.BytesIO(of.screenshot()))
            shown.quantize(128, dither=Image.Dither.NONE).save(folder / f"{name}.png", optimize=True)

    return picture


@dataclass
class Seen:
    """A page that is looked at, which attempts have worked on it, and what it asked the network for."""

    page: Page
    fired: set[int] = field(default_factory=set)
    asked: list[str] = field(default_factory=list)

    def fire(self, number: int) -> None:
        self.fired.add(number)

    @property
    def worked(self) -> set[str]:
        return payloads.names(self.fired)


@contextmanager
def looking_at(
    browser: Browser, url: str, html: str | None = None, policy: bool = True, script: str = ""
) -> Iterator[Seen]:
    """The page at `url`, which is `html` if that is given; only this machine answers."""
    with _context(browser, policy) as context:
        seen = Seen(context.new_page())
        seen.page.expose_function("fired", seen.fire)
        context.add_init_script(script)
        context.route("**/*", lambda route: _answer(route, seen, url, html))
        seen.page.goto(url)
        yield seen


@contextmanager
def poking_at(browser: Browser, url: str, html: str | None = None, policy: bool = True) -> Iterator[Seen]:
    """The same, after everything on the page, and in its frames, was pointed at and clicked."""
    with looking_at(browser, url, html, policy, script=POKE) as seen:
        seen.page.wait_for_selector("[data-poked]", state="attached")
        seen.page.wait_for_timeout(300)
        yield seen


@contextmanager
def _context(browser: Browser, policy: bool) -> Iterator[BrowserContext]:
    context = browser.new_context(bypass_csp=not policy, viewport={"width": 1200, "height": 900})
    context.set_default_timeout(LONG)
    try:
        yield context
    finally:
        context.close()


def _answer(route: Route, seen: Seen, url: str, html: str | None) -> None:
    asked = route.request.url
    if asked == url and html is not None:
        route.fulfill(body=html, content_type="text/html; charset=utf-8")
        return
    seen.asked.append(asked)
    if (urlsplit(asked).hostname or "") in HERE:
        route.continue_()
    else:
        route.abort()
