"""`kit.progress()`: what of a unit is written, what holds, what is left, and how to hand in."""

import html
import sys
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any, NamedTuple

from .beside import FOLDER, AbsentError, unit
from .examples import remembered
from .practising import practised
from .saved import Saved, saved_notebook
from .showing import AGREES, DIFFERS, FAILS, HOLDS, NOT_YET, Badge, badge_html, live, say

Function = Callable[..., Any]
AGREED = Badge(AGREES.symbol, "example agrees", AGREES.ground)
PASSES = Badge(HOLDS.symbol, "practice passes", HOLDS.ground)
EXAMPLE_DIFFERS = Badge(DIFFERS.symbol, "example differs", DIFFERS.ground)
PRACTICE_FAILS = Badge(FAILS.symbol, "practice fails", FAILS.ground)
NOT_TRIED = Badge(NOT_YET.symbol, "run its example", NOT_YET.ground)
WRITTEN = Badge(AGREES.symbol, "written", AGREES.ground)
UNSEEN = Badge("?", "not seen", NOT_YET.ground)
DONE = (AGREED, PASSES, WRITTEN)


class Row(NamedTuple):
    """One exercise or proof: what it is called, what it is worth, and how far it has come."""

    name: str
    points: float
    badge: Badge


def progress() -> None:
    """Show each exercise and each proof of the unit, and what is left."""
    try:
        table = unit()
    except AbsentError as error:
        say(DIFFERS, "kit.progress", str(error))
        return
    update = live("kit.progress: looking at your functions ...")
    exercises = []
    for name, points in table.EXERCISES.items():
        update(f"kit.progress: practice of {name} runs ...", "")
        exercises.append(Row(name, points, _exercise(name, table.CHECKS.get(name))))
    saved = saved_notebook(FOLDER, table.UNIT)
    proofs = [Row(title, points, _proof(name, saved)) for name, (title, points) in table.PROOFS.items()]
    rows = [*exercises, *proofs]
    closing = list(_closing(table, rows, saved))
    update("\n".join([*_plain(rows), *closing]), _page(rows, closing))


def _exercise(name: str, checks: type | None) -> Badge:
    """How far an exercise has come."""
    function = vars(sys.modules["__main__"]).get(name)
    if not callable(function):
        return NOT_YET
    result = remembered(function)
    if result and not result.agrees:
        return NOT_YET if result.badge is NOT_YET else EXAMPLE_DIFFERS
    if checks is None:
        return AGREED if result else NOT_TRIED
    practice = practised(function, checks).badge
    return {HOLDS: PASSES, FAILS: PRACTICE_FAILS}.get(practice, NOT_YET)


def _proof(name: str, saved: Saved | None) -> Badge:
    if saved is None or name not in saved.proofs:
        return UNSEEN
    return WRITTEN if saved.proofs[name] else NOT_YET


def _closing(table: ModuleType, rows: list[Row], saved: Saved | None) -> Iterator[str]:
    """What the table does not say: where the proofs were looked for, what is left, and how to hand in."""
    file = saved.name if saved else f"{table.UNIT}.ipynb"
    if table.PROOFS and saved:
        yield f"Proofs are as last saved, {saved.when}, in {file}: save the notebook to see later ones."
    elif table.PROOFS:
        yield f"Proofs are not seen from here: no notebook of {table.UNIT} is saved in {FOLDER}."
    left = [row.name for row in rows if row.badge not in DONE]
    yield f"Left: {', '.join(left)}." if left else "Nothing is left. Grading runs more checks than practice does."
    yield f"To hand in: Restart Kernel and Run All Cells, save, and hand in the one file {file}."


def _plain(rows: list[Row]) -> Iterator[str]:
    width = max(len(row.name) for row in rows)
    for name, points, badge in rows:
        yield f"{badge.symbol} {name:{width}}  {_worth(points):>9}  {badge.word}"


def _page(rows: list[Row], closing: list[str]) -> str:
    cell = 'style="text-align:left;padding:.15em 1.5em .15em 0"'
    head = "".join(f'<th scope="col" {cell}>{each}</th>' for each in ("Exercise or proof", "Worth", "State"))
    body = "".join(
        f'<tr><th scope="row" {cell}>{html.escape(name)}</th><td {cell}>{_worth(points)}</td>'
        f"<td {cell}>{badge_html(badge)}</td></tr>"
        for name, points, badge in rows
    )
    below = "".join(f'<p style="margin:.3em 0">{html.escape(each)}</p>' for each in closing)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{below}"


def _worth(points: float) -> str:
    return "1 point" if points == 1 else f"{points:g} points"
