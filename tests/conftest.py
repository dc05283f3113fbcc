"""Options of the whole suite, its browser, and Hypothesis without deadlines, which would measure a busy machine."""

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.pages.browser import chromium, keep

__all__ = ["chromium", "keep"]  # for pages and site: Playwright is started once in a process, or not again
SHARING = ("demo", "gallery", "pages", "site")  # of these one class, one set of pictures, server or site serves all

settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Side by side, tests that share what is dear run one after the other: those of a file, or of a folder."""
    for item in items:
        if item.get_closest_marker("xdist_group") is None:
            shared = item.path.parent if item.path.parent.name in SHARING else item.path
            item.add_marker(pytest.mark.xdist_group(str(shared)))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--kills", type=int, default=3, help="how often a run is killed; 100 take a quarter of an hour")
    parser.addoption("--pictures", type=Path, help="a folder: tests in a browser put pictures of its pages there")
    parser.addoption("--kernel", type=Path, help="a folder that tests.site.kernel has made: notebooks of a site run")


@pytest.fixture
def heeding() -> Iterator[None]:
    """Ctrl-C is heeded here and in processes started from here, also where tests run in the background."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)
