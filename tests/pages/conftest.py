"""A class with a hostile student, and nbgrader's pages about it."""

import json
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.gradebook.conftest import UNIT, Class, Tree, cell, elsewhere, new_class, solved
from tests.pages.payloads import ATTACHED, HARMLESS, markdown_cells, spoilt

__all__ = ["elsewhere"]
PROOF = "proof-error_at_most_bound-answer"
REDEFINED = r"$\renewcommand{\le}{\ge}\renewcommand{\log}{\exp}\def\ell{\Psi}\newcommand{\mine}{\Omega}$"


def redefined() -> Tree:
    """A notebook that gives other meanings to what the lesson and the rubric write, at its top and in a proof."""
    tree = solved()
    tree["cells"].insert(1, {"cell_type": "markdown", "id": "top", "metadata": {}, "source": REDEFINED})
    cell(tree, PROOF)["source"] = f"{REDEFINED} A wrong sample: $1 \\le 2 p_y$, $\\mine$."
    return tree


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory, elsewhere: None) -> Class:
    """Eve hands in all that a notebook may hold; mallory's sheet is tampered with after it was graded."""
    found = new_class(tmp_path_factory.mktemp("class"))
    tree = solved()
    cell(tree, PROOF).update(source=HARMLESS, attachments=ATTACHED)
    tree["cells"] += markdown_cells()
    found.hand_in("eve", tree)
    found.hand_in("mallory", solved())
    found.hand_in("wanda", redefined())
    for step in (found.api().generate_assignment(UNIT), found.api().autograde(UNIT, "*")):
        assert step["success"], step
    sheet = found.root / "autograded" / "mallory" / UNIT / f"{UNIT}.ipynb"
    sheet.write_text(json.dumps(spoilt(json.loads(sheet.read_text()))))
    done = found.api().generate_feedback(UNIT, force=True)
    assert done["success"], done
    return found


@dataclass(frozen=True)
class Formgrader:
    """A Jupyter server of this class with formgrader in it."""

    url: str
    of: Class

    def submission(self, student: str) -> str:
        """Where one looks at a student's submission."""
        with self.of.gradebook as book:
            return f"{self.url}/formgrader/submissions/{book.find_submission_notebook(UNIT, UNIT, student).id}/"


@pytest.fixture(scope="session")
def formgrader(hostile: Class) -> Iterator[Formgrader]:
    with serving(hostile.root, "nbgrader.server_extensions.formgrader") as url:
        yield Formgrader(url, hostile)


@contextmanager
def serving(folder: Path, extension: str) -> Iterator[str]:
    """A Jupyter server in `folder` with one extension, and where it is reached."""
    port, log = _free_port(), folder / "server.log"
    options = [f"port={port}", "token=", "open_browser=False", "allow_root=True"]
    options.append(f"jpserver_extensions={extension}=True")
    command = [sys.executable, "-m", "jupyter_server", *(f"--ServerApp.{option}" for option in options)]
    with log.open("wb") as file, subprocess.Popen(command, cwd=folder, stdout=file, stderr=file) as server:
        try:
            url = f"http://127.0.0.1:{port}"
            _wait_for(f"{url}/api", server, log)
            yield url
        finally:
            server.terminate()


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


def _wait_for(url: str, server: "subprocess.Popen[bytes]", log: Path) -> None:
    while server.poll() is None:
        try:
            with urllib.request.urlopen(url):
                return
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"the server ended:\n{log.read_text()}")
