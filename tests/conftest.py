"""Options of the whole suite; Hypothesis without deadlines: how long an example takes says how busy the machine is."""

from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--long", action="store_true", help="1000 seeds for mark schemes, not 20")
    parser.addoption("--kills", type=int, default=3, help="how often a run is killed; 100 take a quarter of an hour")
    parser.addoption("--pictures", type=Path, help="a folder: tests in a browser put pictures of its pages there")


@pytest.fixture(scope="session")
def long(request: pytest.FixtureRequest) -> bool:
    """Whether there is time for a thousand seeds."""
    return bool(request.config.getoption("--long"))
