"""A class, and downloads of what it handed in."""

import json
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from course.cli import main

UNIT, OTHER = "01_classification", "02_networks"
ROSTER = """\
id,name,email,section
ada,Ada Byron,ada@example.org,A
zoe,Zoë O'Neill,zoe@example.org,A
amueller,Andrea Müller,am@example.org,B
ben,Ben Li,ben@example.org,B
bli2,Ben Li,li@example.org,B
"""

Content = Mapping[str, str | bytes]


def notebook(says: str = "", unit: str | None = UNIT) -> str:
    """A notebook of a unit that differs from others by what it says."""
    cells = [{"cell_type": "markdown", "source": says, "metadata": {}}]
    metadata = {"mdl": {"unit": unit}} if unit else {}
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": metadata, "cells": cells})


def lay(folder: Path, content: Content) -> Path:
    for name, text in content.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


def pack(path: Path, content: Content) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in content.items():
            archive.writestr(name, text)
    return path


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder with a roster in it, where commands run."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "roster.csv").write_text(ROSTER)
    return tmp_path


@pytest.fixture
def collect(here: Path) -> Callable[..., Result]:
    def run(*arguments: str) -> Result:
        return CliRunner().invoke(main, ["collect", *arguments])

    return run


@pytest.fixture
def submitted(here: Path) -> Callable[[], dict[str, str]]:
    """What lies in the folders of `submitted/`: notebooks by what they say."""

    def read() -> dict[str, str]:
        top = here / "submitted"
        found = {}
        for path in sorted(each for each in top.glob("*/**/*") if each.is_file()):
            text = path.read_text(errors="replace")
            said = json.loads(text)["cells"][0]["source"] if path.suffix == ".ipynb" else text
            found[path.relative_to(top).as_posix()] = said
        return found

    return read
