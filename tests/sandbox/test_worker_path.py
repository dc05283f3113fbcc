import importlib.metadata
from pathlib import Path

import pytest

from autograder.sandbox import Sandbox, SandboxFailure, worker_path


def linked(directory: Path) -> dict[str, Path]:
    worker_path.link_packages(directory)
    return {link.name: link.resolve() for link in directory.iterdir()}


def test_only_what_is_needed_is_linked(tmp_path: Path) -> None:
    names = set(linked(tmp_path))
    assert {"numpy", "matplotlib", "mpl_toolkits", "pylab.py", "msgpack", "PIL", "dateutil", "inside"} <= names
    assert not names & {"pytest", "_pytest", "solutions", "autograder", "course", "jupytext", "scipy", "pip"}


def test_no_link_hides_a_description_or_a_program(tmp_path: Path) -> None:
    links = linked(tmp_path)
    assert not [name for name in links if name.endswith((".dist-info", ".pth")) or name in ("bin", "..")]
    assert all(target.exists() for target in links.values())


def test_the_untrusted_side_itself_is_linked(tmp_path: Path) -> None:
    assert (linked(tmp_path)["inside"] / "zygote.py").exists()


def test_a_package_without_a_list_of_files_is_our_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    class Bare(importlib.metadata.PathDistribution):
        def read_text(self, filename: str) -> str | None:
            return None if filename == "RECORD" else super().read_text(filename)

    found = importlib.metadata.distribution

    def bare(name: str) -> importlib.metadata.Distribution:
        return Bare(found(name)._path)

    monkeypatch.setattr(importlib.metadata, "distribution", bare)
    with pytest.raises(SandboxFailure, match="msgpack came without a list of its files; install it with pip"):
        Sandbox().__enter__()


def test_a_missing_package_is_our_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker_path, "ROOTS", ("no-such-distribution",))
    with pytest.raises(SandboxFailure, match="no-such-distribution"):
        Sandbox().__enter__()
