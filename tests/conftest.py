"""Options of the whole suite, its browser, and Hypothesis without deadlines, which would measure a busy machine."""

import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from xdist.scheduler import LoadScopeScheduling

from tests.pages.browser import chromium, keep

__all__ = ["chromium", "keep"]  # for pages and site: Playwright is started once in a process, or not again
SHARING = ("demo", "gallery", "pages", "site")  # of these one class, one set of pictures, server or site serves all
ALONE = "test_the_mark_scheme_of_each_unit_is_proven"  # what takes minutes, and shares nothing

settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")


class Sharing(LoadScopeScheduling):
    """Side by side, tests that share what is dear run one after the other: those of a file, or of a folder.

    xdist's own groups, `--dist loadgroup`, are written into names of tests, which pytest 9.2 does not read.
    """

    def _split_scope(self, nodeid: str) -> str:
        file, _, test = nodeid.partition("::")
        folder = file.rpartition("/")[0]
        if test.startswith(ALONE):
            return nodeid
        return folder if folder.rpartition("/")[2] in SHARING else file


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Sharing:
    """How xdist deals tests out."""
    return Sharing(config, log)


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
