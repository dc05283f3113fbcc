"""The kit as a student has it: in a folder of its own, imported by its name, used from `__main__`."""

import importlib
import linecache
import shutil
import sys
from pathlib import Path
from types import SimpleNamespace

import IPython
import numpy as np
import pytest

from course.settings import ROOT, load
from course.weaving.kit_files import kit_files


def forget() -> None:
    for name in [name for name in sys.modules if name.split(".")[0] == "kit"]:
        del sys.modules[name]


@pytest.fixture(scope="session")
def kit_folder(tmp_path_factory) -> Path:
    """A release folder without its notebook."""
    folder = tmp_path_factory.mktemp("release")
    for path, content in kit_files(load()).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    shutil.copy(ROOT / "course" / "data" / "digits.npz", folder)
    return folder


@pytest.fixture
def folder(kit_folder, tmp_path) -> Path:
    """A copy of it, to be changed."""
    shutil.copytree(kit_folder, tmp_path / "unit")
    return tmp_path / "unit"


@pytest.fixture
def kit(folder, monkeypatch):
    monkeypatch.syspath_prepend(str(folder))
    forget()
    yield importlib.import_module("kit")
    forget()


class Displayed(list):
    """Pairs of data and metadata; and for each, the name of its display, and whether it replaces what is there."""

    def __init__(self):
        super().__init__()
        self.names = []
        self.updates = []


@pytest.fixture
def shown(kit, monkeypatch):
    """What a notebook would display: pairs of data and metadata."""
    displayed = Displayed()

    def publish(data, metadata=None, transient=None, update=False):
        displayed.append((data, metadata))
        displayed.names.append((transient or {}).get("display_id"))
        displayed.updates.append(update)

    shell = SimpleNamespace(display_pub=SimpleNamespace(publish=publish))
    monkeypatch.setattr(IPython, "get_ipython", lambda: shell)
    return displayed


@pytest.fixture
def notebook(kit):
    """Runs a cell as a notebook does, in `__main__`, with the lines of its code known; its namespace is `names`."""
    names = {"__name__": "__main__", "kit": kit, "np": np}

    def run(source):
        label = f"<cell {len(linecache.cache)}>"
        linecache.cache[label] = (len(source), None, source.splitlines(True), label)
        exec(compile(source, label, "exec"), names)

    run.names = names
    yield run
    for label in [label for label in linecache.cache if label.startswith("<cell ")]:
        del linecache.cache[label]
