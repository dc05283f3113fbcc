import inspect
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder.inside import scratch


def test_a_directory_that_is_not_there_is_no_trouble(tmp_path: Path) -> None:
    scratch.remove(tmp_path / "never")
    assert list(tmp_path.iterdir()) == []


def test_a_tree_of_files_is_removed(tmp_path: Path) -> None:
    root = tmp_path / "root"
    for name in ("a/b/c", "a/d", "e"):
        (root / name).mkdir(parents=True)
        (root / name / "file").write_text("x")
    scratch.remove(root)
    assert not root.exists()


@pytest.fixture
def shallow_stack() -> Iterator[None]:
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(len(inspect.stack()) + 150)
    yield
    sys.setrecursionlimit(limit)


@pytest.mark.usefixtures("shallow_stack")
def test_a_tree_deeper_than_any_stack_or_path_is_removed(tmp_path: Path) -> None:
    root = tmp_path / "root"
    root.mkdir()
    name = "d" * 20
    descriptor = os.open(root, os.O_RDONLY)
    for _ in range(200):
        os.mkdir(name, dir_fd=descriptor)
        below = os.open(name, os.O_RDONLY, dir_fd=descriptor)
        os.close(descriptor)
        descriptor = below
    os.close(descriptor)
    scratch.remove(root)
    assert not root.exists()


def test_links_are_removed_and_not_followed(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir(mode=0o755)
    (outside / "precious").write_text("x")
    root = tmp_path / "root"
    root.mkdir()
    (root / "folder").symlink_to(outside)
    (root / "file").symlink_to(outside / "precious")
    (root / "nowhere").symlink_to("/nowhere")
    scratch.remove(root)
    assert not root.exists()
    assert (outside / "precious").read_text() == "x"
    assert outside.stat().st_mode & 0o777 == 0o755


def test_directories_without_permissions_are_removed(tmp_path: Path) -> None:
    inner = tmp_path / "root" / "a" / "b"
    inner.mkdir(parents=True)
    (inner / "file").write_text("x")
    for directory in (inner, inner.parent, tmp_path / "root"):
        directory.chmod(0)
    scratch.remove(tmp_path / "root")
    assert not (tmp_path / "root").exists()
