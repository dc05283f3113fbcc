"""A site of three units, built once, as `course release --site` builds it: in a process of its own."""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from course.settings import ROOT
from course.weaving.build import build
from tests.course.conftest import edit, tiny
from tests.course.folders import served, there

__all__ = ["edit", "tiny"]
UNITS = ("01_classification", "05_regression", "11_backpropagation")


def command(*arguments: object, seed: int = 0) -> "subprocess.CompletedProcess[str]":
    """Run `course release --site` with these arguments, in Python with its own order of sets."""
    environment = os.environ | {"PYTHONHASHSEED": str(seed)}
    whole = [sys.executable, "-m", "course", "release", "--site", *map(str, arguments)]
    return subprocess.run(whole, env=environment, cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site's folder."""
    folder = tmp_path_factory.mktemp("built") / "site"
    run = command(*UNITS, "--output", folder)
    assert (run.returncode, run.stderr) == (0, "")
    return folder


@pytest.fixture(scope="session")
def files(site: Path) -> Mapping[str, bytes]:
    """The site's files by name."""
    return there(site)


@pytest.fixture(scope="session")
def url(site: Path) -> Iterator[str]:
    """Where the site is served."""
    with served(site) as found:
        yield found


@pytest.fixture
def released(tiny):
    """The course of two tiny units, released."""
    build(tiny, report=lambda line: None)
    return tiny
