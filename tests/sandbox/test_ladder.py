"""The levels of isolation, reached by taking away from a process what this machine has."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from autograder.inside.confine import LEVELS, ladder
from autograder.sandbox import Isolation, Sandbox, SandboxFailure, isolation, worker_path
from tests import levels

pytestmark = pytest.mark.usefixtures("quick")


def graded() -> list[object]:
    """The level reached, why the higher ones were not, and whether a submission is served all the same."""
    tempfile.tempdir = "/tmp"  # pytest's own is root's
    with Sandbox() as sandbox, sandbox.start({"kit.py": b"x = 20"}) as child:
        child.run("import numpy as np\nimport kit\ndef f(A): return float(np.linalg.det(A)) + kit.x", "cell")
        value = child.call("f", [[[3.0, 1.0], [1.0, 3.0]]]).value
        return [sandbox.level, isolation().failures, round(value, 6)]


def nothing() -> None:
    """Take nothing away."""


def both(*taken: Callable[[], None]) -> None:
    for each in taken:
        each()


NOT_ROOT = {} if levels.ROOTED else {"3": "own user"}
no_namespaces = partial(levels.without, levels.UNSHARE)
PLACES = {
    "as root": (nothing, 4, {}),
    "as an ordinary user": (levels.as_ordinary_user, 4, {}),
    "as root of a user namespace": (levels.as_root_of_a_user_namespace, 4, {}),
    "as root of a default container": (
        partial(both, no_namespaces, levels.with_few_capabilities),
        3 if levels.ROOTED else 2,
        {"4": "own namespaces"} | NOT_ROOT,
    ),
    "as a user of a default container": (
        partial(both, levels.as_ordinary_user, no_namespaces),
        2,
        {"4": "own namespaces", "3": "own user"},
    ),
    "where there are no user namespaces": (
        levels.without_user_namespaces,
        2,
        {"4": "own namespaces: [Errno 28] No space left on device", "3": "own user"},
    ),
    "where Landlock is off": (
        partial(levels.without, levels.LANDLOCK),
        1,
        dict.fromkeys("432", "landlock") | NOT_ROOT,
    ),
    "where nothing can be limited": (
        partial(levels.without, levels.PRLIMIT),
        0,
        dict.fromkeys("4321", "resource limits") | NOT_ROOT,
    ),
}


@pytest.mark.parametrize("place", PLACES)
def test_each_place_has_its_level_and_says_why_it_has_no_higher_one(place: str) -> None:
    taken, level, reasons = PLACES[place]
    reached, failures, value = levels.there(taken, graded)
    assert (reached, value) == (level, 28)
    assert set(failures) == set(reasons)
    assert all(failures[each].startswith(reason) for each, reason in reasons.items())


def test_a_lower_level_can_be_asked_for() -> None:
    with Sandbox(at_most=2) as sandbox:
        assert sandbox.level == 2
        sandbox.start({}).close()


def test_the_isolation_is_a_level_and_its_walls() -> None:
    assert Isolation(3, {}).words == "level 3: own user, Landlock, system call filter, resource limits"
    assert isolation().words == f"level {isolation().level}: {LEVELS[isolation().level]}"


def test_a_shortfall_says_what_failed_and_what_to_switch_on() -> None:
    failures = {4: "own namespaces: [Errno 1] Operation not permitted", 3: "own user: [Errno 1] no", 2: "x: y"}
    words = Isolation(1, failures).shortfall(3)
    assert words.startswith("isolation is at level 1: fresh process")
    assert "at least level 3 is required" in words
    assert "level 4 failed at own namespaces: [Errno 1] Operation not permitted" in words
    assert "sysctl user.max_user_namespaces" in words
    assert "level 3 failed at own user" in words
    assert "level 2 failed" not in words
    assert words.endswith("--require-level N")


@pytest.mark.parametrize("system", ["darwin", "freebsd13"])
def test_other_systems_get_level_1_and_hear_why(
    system: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr(sys, "platform", system)
    worker_path.link_packages(tmp_path)
    monkeypatch.setattr(sys, "argv", ["", str(tmp_path), "4"])
    ladder.main()
    found = json.loads(capsys.readouterr().out)
    assert found["level"] == 1
    assert found["failures"]["4"].endswith(f"are Linux's; this is {system}")
    assert "grade on Linux" in Isolation(1, {4: found["failures"]["4"]}).shortfall(2)


def test_a_probe_that_fails_is_our_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker_path, "PROBE", "raise SystemExit('a library is missing')")
    isolation.cache_clear()
    with pytest.raises(SandboxFailure, match="could not be tried out: a library is missing"):
        isolation()


def test_a_probe_that_hangs_is_our_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker_path, "PROBE", "import time; time.sleep(1000)")
    monkeypatch.setattr(worker_path, "PROBE_SECONDS", 0.1)
    isolation.cache_clear()
    with pytest.raises(SandboxFailure, match=r"no answer within 0\.1 s"):
        isolation()


def test_a_process_that_ends_without_a_word_has_failed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(ladder, "attempt", lambda *_: subprocess.os._exit(3))  # type: ignore[attr-defined]
    assert ladder.refusal(4, tmp_path) == "it ended without a word"
