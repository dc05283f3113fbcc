"""The checks, collected by pytest: to it they are ordinary tests, and it says what is wrong with a mark scheme.

pytest is imported when it is needed, not before: a sandbox that is opened first comes up meanwhile.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.scheme.exercises import mark_scheme

if TYPE_CHECKING:
    import pytest

    Items = Sequence[pytest.Function]

CHECKS = Path(__file__).parents[1] / "checks"

# Nothing of a developer's session: no terminal, cache, plugins or ini file.
QUIET = ("--import-mode=importlib", "--assert=plain", "--capture=no", "--disable-plugin-autoload")
NO_INI = ("-c", os.devnull, "--rootdir", str(CHECKS))
WITHOUT = ("terminal", "cacheprovider", "warnings", "logging", "faulthandler", "unraisableexception")
ENVIRONMENT = ("PYTEST_ADDOPTS", "PYTEST_PLUGINS")


class MarkSchemeError(Exception):
    """A mark scheme cannot be imported; for its author."""


class _Collector:
    """A pytest plugin that keeps what is collected, and runs nothing."""

    def __init__(self) -> None:
        self.items: Items = ()
        self.broken: list[str] = []

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Remember why a mark scheme could not be imported."""
        if report.failed:
            self.broken.append(str(report.longrepr))

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Keep the checks."""
        import pytest

        self.items = [item for item in session.items if isinstance(item, pytest.Function)]
        return True


def collect(units: Iterable[str]) -> Items:
    """The checks of these units; `MarkSchemeError` if a mark scheme cannot be imported."""
    import pytest

    collector = _Collector()
    paths = [str(mark_scheme(CHECKS, unit)) for unit in units]
    flags = [flag for name in WITHOUT for flag in ("-p", f"no:{name}")]
    with _without_environment():
        code = pytest.main([*QUIET, *NO_INI, *flags, *paths], plugins=[collector])
    if collector.broken or code not in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED):
        raise MarkSchemeError("\n".join(collector.broken) or f"pytest stopped with {code!r}")
    return collector.items


def of_unit(unit: str, items: Items) -> Items:
    """Those of the checks that belong to a unit."""
    return [item for item in items if item.path == mark_scheme(CHECKS, unit)]


@contextlib.contextmanager
def _without_environment() -> Iterator[None]:
    """Hide what a developer has set for pytest elsewhere."""
    hidden = {name: os.environ.pop(name) for name in ENVIRONMENT if name in os.environ}
    try:
        yield
    finally:
        os.environ.update(hidden)
