"""The corpus: one folder for each attack, `corpus/<group>/<name>/`.

    attack.md      what it tries, and what became of the cells of the released notebook, as in `course/sample_class`;
    hand_in.py     instead, where the attack is in the file or its name: `hand_in(desk)` fills the desk's folder
    verdict.toml   what the grader must say, how the attack wins against the naive one, and the unit if not the first

In both `{{OUTSIDE}}`, `{{MARK}}` and the like stand for what the traps have planted.
"""

import importlib.util
import json
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from autograder.intake.paper import load_paper
from course.sample_class.make import HERE as CLASS
from course.sample_class.make import handed_in, released
from course.settings import ROOT

HERE = Path(__file__).parent / "corpus"
UNIT = "01_classification"
BACKPROPAGATION = "11_backpropagation"  # with functions, dictionaries and nested answers
PAPER = load_paper(ROOT / "release" / UNIT)
RIGHT = {UNIT: "ben", BACKPROPAGATION: "ada"}  # who of the sample class has full marks
WAYS = ("points", "canary", "outside", "survives", "delay", "breaks", "people")  # in which an attack wins


@dataclass(frozen=True)
class Desk:
    """Where an attack is handed in, and what it is made from."""

    folder: Path  # the class's `submitted`, for this attack alone
    student: str
    blank: bytes  # the released notebook
    honest: bytes  # one with right answers
    places: Mapping[str, str]
    unit: str = UNIT

    def put(self, notebook: bytes | Mapping[str, Any], student: str = "") -> Path:
        """Hand in a notebook where nbgrader's tree has it; its path."""
        path = self.folder / (student or self.student) / self.unit / f"{self.unit}.ipynb"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(notebook if isinstance(notebook, bytes) else json.dumps(notebook).encode())
        return path


@dataclass(frozen=True)
class Attack:
    """One attack, with the verdict it must get."""

    name: str
    group: str
    hand_in: Callable[[Desk], None]
    from_level: int  # of isolation, from which on it loses
    naive: str  # one of WAYS, or "exempt: " and why
    score: float = 0.0  # what it earns honestly; None for a submission that is not graded
    steady: bool = True  # whether it earns that on a busy machine too, and not less
    status: str = "graded"
    problem: str = ""  # phrase, where it must not be taken for a submission at all
    says: tuple[str, ...] = ()  # phrases of messages, notes or the reason
    verdicts: Mapping[str, str] = field(default_factory=dict)
    unit: str = UNIT

    def __str__(self) -> str:
        return self.name


def corpus() -> list[Attack]:
    """All attacks, in the order of their folders."""
    return [_attack(path.parent) for path in sorted(HERE.glob("*/*/verdict.toml"))]


def _attack(folder: Path) -> Attack:
    wanted = {"from_level": 1} | tomllib.loads((folder / "verdict.toml").read_text(encoding="utf-8"))
    wanted["says"] = tuple(wanted.get("says", ()))
    return Attack(folder.name, folder.parent.name, _maker(folder, wanted.get("unit", UNIT)), **wanted)


def _maker(folder: Path, unit: str) -> Callable[[Desk], None]:
    program = folder / "hand_in.py"
    if not program.exists():
        raw = handed_in(released(unit), folder / "attack.md")
        return lambda desk: write(desk, raw)
    spec = importlib.util.spec_from_file_location(f"attack_{folder.name}", program)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    maker: Callable[[Desk], None] = module.hand_in
    return maker


def write(desk: Desk, raw: bytes) -> None:
    """Hand in a notebook in which the places are filled in."""
    for name, value in desk.places.items():
        raw = raw.replace(b"{{%b}}" % name.encode(), value.encode())
    desk.put(raw)


def honest_notebook(canary: str, unit: str = UNIT) -> bytes:
    """Right answers, and a cell that leaves a canary in the submission's directory."""
    raw = handed_in(released(unit), CLASS / "answers" / unit / f"{RIGHT[unit]}.md")
    notebook = json.loads(raw)
    cell = {"id": "diary", "cell_type": "code", "metadata": {}, "outputs": [], "execution_count": None}
    source = f"with open('diary.txt', 'w') as diary:\n    diary.write('{canary}')"
    notebook["cells"].insert(0, {**cell, "source": source})
    return json.dumps(notebook).encode()


def blank_notebook() -> bytes:
    """The notebook as it is released."""
    return (ROOT / "release" / UNIT / f"{UNIT}.ipynb").read_bytes()
