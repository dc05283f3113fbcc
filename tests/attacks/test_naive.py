"""Every attack is live: against a grader that executes notebooks in its own process it wins, in the way it says."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from . import naive
from .conftest import CORPUS
from .corpus import WAYS, Attack, Desk, blank_notebook, honest_notebook
from .test_attacks import ESCAPES, MARKUP
from .traps import ROOT, SECRET, Traps

HONEST = 32  # of 39: it wants its own inputs of catch_softmax, and others are as good
SECONDS = 4.0
LIVE = [attack for attack in CORPUS if not attack.naive.startswith("exempt: ")]


@pytest.fixture
def traps(tmp_path: Path) -> Iterator[Traps]:
    with Traps(tmp_path) as planted:
        yield planted


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Every third attack, or all of them if that is wanted: they are as live as when they were written."""
    if "live" in metafunc.fixturenames:
        step = 1 if metafunc.config.getoption("--thorough") else 3
        metafunc.parametrize("live", LIVE[::step], ids=str)


def test_attack_wins_against_a_naive_grader(live: Attack, traps: Traps, tmp_path: Path) -> None:
    assert live.naive in wins(live, traps, tmp_path)


def test_every_live_attack_says_how_it_wins() -> None:
    assert {attack.naive for attack in LIVE} <= {*WAYS}


def test_attacks_are_exempt_for_a_reason() -> None:
    reasons = [attack.naive.removeprefix("exempt: ") for attack in CORPUS if attack not in LIVE]
    assert all(len(reason.split()) > 3 for reason in reasons)
    assert len(reasons) < len(CORPUS) / 8


def test_honest_work_is_no_attack(traps: Traps, tmp_path: Path) -> None:
    def nothing(desk: Desk) -> None:
        desk.put(desk.honest)

    assert wins(Attack("nothing", "none", nothing, 1, "", score=HONEST), traps, tmp_path) == set()


def wins(attack: Attack, traps: Traps, folder: Path) -> set[str]:
    """The ways in which an attack gets the better of the naive grader."""
    places = traps.plant(attack.name)
    honest = honest_notebook(traps.canary)
    desk = Desk(folder / "submitted", attack.name, blank_notebook(), honest, places, attack.unit)
    desk.folder.mkdir()
    for neighbour in ("honest before", "honest after"):
        Desk(folder / neighbour, neighbour, b"", b"", {}).put(honest)
    attack.hand_in(desk)
    attacks = sorted(desk.folder.rglob("*.ipynb"))
    before, after = (list((folder / neighbour).rglob("*.ipynb")) for neighbour in ("honest before", "honest after"))
    ended = run_naive(folder, traps, [*before, *attacks, *after], places)
    return set(_won(attack, traps, folder, ended))


def run_naive(folder: Path, traps: Traps, works: list[Path], places: Mapping[str, str]) -> int | None:
    """Run it in a process that is thrown away; its exit code, None if it had to be ended."""
    (folder / "scratch").mkdir()
    environment = {"GRADER_SECRET": traps.canary, "TMPDIR": str(folder / "scratch"), "PYTHONPATH": str(ROOT)}
    paths = [Path(naive.__file__), folder / "results", folder / "report", Path(places["OUTSIDE"]) / SECRET, *works]
    with (folder / "printed").open("wb") as printed:
        try:
            return subprocess.run(
                [sys.executable, *map(str, paths)],
                env=os.environ | environment,
                cwd=folder / "scratch",
                stdin=subprocess.DEVNULL,
                stdout=printed,
                stderr=printed,
                timeout=SECONDS,
                start_new_session=True,
                check=False,
            ).returncode
        except subprocess.TimeoutExpired:
            return None


def _won(attack: Attack, traps: Traps, folder: Path, ended: int | None) -> Iterator[str]:
    raw = (folder / "results").read_bytes() if (folder / "results").exists() else b""
    try:
        rows = [json.loads(line) for line in raw.splitlines() if line]
    except ValueError:
        rows = []
    report = (folder / "report").read_text(errors="replace") if (folder / "report").exists() else ""
    theirs = [row for row in rows if not row["student"].startswith("honest")]
    honest = {row["student"]: row["score"] for row in rows if row["student"].startswith("honest")}
    printed = (folder / "printed").read_text(errors="replace")
    if any(row["score"] > attack.score for row in theirs):
        yield "points"
    if traps.canary in "".join(row.get("output", "") for row in theirs) + printed:
        yield "canary"
    if traps.touched(attack.name) or f"REACHED {traps.marks[attack.name]}" in raw.decode(errors="replace"):
        yield "outside"
    if traps.survivors(attack.name):
        yield "survives"
    if ended is None or ended in (-9, -24):
        yield "delay"
    if ended or honest != {"honest before": HONEST, "honest after": HONEST} or len(raw) > 1 << 20:
        yield "breaks"
    if MARKUP.search(report) or ESCAPES.search(report):
        yield "people"
