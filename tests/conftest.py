"""Options of the whole suite, its browser, and how many examples Hypothesis tries."""

import os
import signal
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings
from xdist.scheduler import LoadScopeScheduling

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.pages.browser import Keep

SHARING = ("demo", "gallery", "pages", "site")  # of these one class, one set of pictures, server or site serves all
ALONE = "test_the_mark_scheme_of_each_unit_is_proven"  # what takes minutes, and shares nothing

# Without deadlines, which would measure a busy machine.
settings.register_profile("brief", deadline=None, max_examples=30)
settings.register_profile("thorough", deadline=None, max_examples=1000)
settings.load_profile("brief")


def scope(nodeid: str) -> str:
    """What a test shares with others, which then run one after the other: its file, or its folder."""
    file, _, test = nodeid.partition("::")
    folder = file.rpartition("/")[0]
    if test.startswith(ALONE):
        return nodeid
    return folder if folder.rpartition("/")[2] in SHARING else file


class Sharing(LoadScopeScheduling):
    """Side by side, tests that share what is dear run one after the other.

    xdist's own groups, `--dist loadgroup`, are written into names of tests, which pytest 9.2 does not read.
    """

    def _split_scope(self, nodeid: str) -> str:
        return scope(nodeid)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Sharing:
    """How xdist deals tests out."""
    return Sharing(config, log)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What takes longest is begun first, so that nobody waits for it in the end; then the scopes with most tests."""
    if hasattr(config, "workerinput"):  # of xdist, which is told not to put them in another order
        scopes = {item: scope(item.nodeid) for item in items}
        sizes = Counter(scopes.values())
        items.sort(key=lambda item: (scopes[item] != item.nodeid, -sizes[scopes[item]], scopes[item]))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """One more than there are processors: tests wait as well, for limits of time and for browsers."""
    return (os.cpu_count() or 1) + 1


def pytest_configure(config: pytest.Config) -> None:
    """Properties are decorated when modules are imported: their number of examples is known before."""
    if config.getoption("--thorough"):
        settings.load_profile("thorough")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--kills", type=int, default=3, help="how often a run is killed; 100 take a quarter of an hour")
    parser.addoption("--thorough", action="store_true", help="all examples, attacks and alterations, not part of them")
    parser.addoption("--pictures", type=Path, help="a folder: tests in a browser put pictures of its pages there")
    parser.addoption("--kernel", type=Path, help="a folder that tests.site.kernel has made: notebooks of a site run")


# Of pages and site: Playwright is started once in a process, or not again. It is imported late, as it takes a second.
@pytest.fixture(scope="session")
def chromium() -> Iterator["Browser"]:
    """The browser; without one, tests that need it are skipped."""
    from tests.pages.browser import launched

    with launched() as found:
        yield found


@pytest.fixture(scope="session")
def keep(request: pytest.FixtureRequest) -> "Keep":
    """Keeps pictures in the folder of `--pictures`, if there is one."""
    from tests.pages.browser import keeper

    return keeper(request.config.getoption("--pictures"))


@pytest.fixture(scope="session")
def thorough(request: pytest.FixtureRequest) -> bool:
    """Whether all is wanted that `make test` tries a part of."""
    return bool(request.config.getoption("--thorough"))


@pytest.fixture(scope="session")
def left_out(thorough: bool) -> tuple[str, ...]:
    """The views in which no page is looked at, unless there is time."""
    from tests.pages.accessibility import SELDOM

    return () if thorough else SELDOM


@pytest.fixture(scope="session")
def at_leisure_unless(thorough: bool) -> Callable[[bool], None]:
    """For cases of a test that takes long: one that is of the sample is always tried, another one if there is time."""

    def skip_unless(sampled: bool) -> None:
        if not (sampled or thorough):
            pytest.skip("it takes long: --thorough")

    return skip_unless


@pytest.fixture(scope="session")
def at_leisure(at_leisure_unless: Callable[[bool], None]) -> None:
    """For a test of which nothing less than all of it would do, and that takes long."""
    at_leisure_unless(False)


@pytest.fixture
def heeding() -> Iterator[None]:
    """Ctrl-C is heeded here and in processes started from here, also where tests run in the background."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)
