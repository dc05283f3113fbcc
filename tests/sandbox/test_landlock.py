import os
import struct
from collections.abc import Callable
from pathlib import Path

import pytest

from autograder.inside.confine import kernel, landlock

InFork = Callable[[Callable[[], object]], int]

# As in the kernel's documentation: access to files, to TCP, scopes; by version.
HANDLED = {
    1: (0x1FFF, 0, 0),
    2: (0x3FFF, 0, 0),
    3: (0x7FFF, 0, 0),
    4: (0x7FFF, 3, 0),
    5: (0xFFFF, 3, 0),
    6: (0xFFFF, 3, 3),
    7: (0xFFFF, 3, 3),
    99: (0xFFFF, 3, 3),
}


@pytest.mark.parametrize("version", HANDLED)
def test_each_version_is_asked_for_all_it_knows(version: int) -> None:
    assert landlock.handled(version) == HANDLED[version]


@pytest.mark.parametrize("version", HANDLED)
def test_the_description_has_the_length_that_each_version_knows(version: int) -> None:
    words = landlock.attributes(version)
    assert len(words) == (8 if version < 4 else 16 if version < 6 else 24)
    assert struct.unpack(f"={len(words) // 8}Q", words) == HANDLED[version][: len(words) // 8]


@pytest.mark.parametrize("version", [1, 2, 3, 4, 5, 6, None], ids=str)
def test_what_no_rule_grants_is_denied(
    in_fork: InFork, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, version: int | None
) -> None:
    (tmp_path / "secret").write_text("x")
    (tmp_path / "open").mkdir()
    (tmp_path / "shown").write_text("y")

    def tries() -> None:
        if version:
            monkeypatch.setattr(kernel, "landlock_abi", lambda: version)
        kernel.prctl(kernel.PR_SET_NO_NEW_PRIVS, 1)
        rules = [(tmp_path / "open", landlock.everything()), (tmp_path / "shown", landlock.READING)]
        landlock.restrict([(str(path), kinds) for path, kinds in rules] + [("/nowhere", landlock.READING)])
        (tmp_path / "open" / "new").write_text("z")
        assert (tmp_path / "shown").read_text() == "y"
        for refused in (
            (tmp_path / "secret").read_text,
            lambda: (tmp_path / "shown").write_text(""),
            lambda: os.listdir(tmp_path),
            lambda: (tmp_path / "new").write_text(""),
            lambda: os.rename(tmp_path / "open" / "new", tmp_path / "new"),
        ):
            with pytest.raises(OSError, match=r"Permission denied|Invalid cross-device link"):
                refused()

    assert in_fork(tries) == 0


def test_a_kernel_without_landlock_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kernel, "LANDLOCK_CREATE", 9999)
    with pytest.raises(OSError, match="Function not implemented"):
        kernel.landlock_abi()
