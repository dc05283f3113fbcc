"""`kit.practice(softmax)`: some of the checks of an exercise, on fresh inputs, with the smallest counterexample."""

import contextlib
import difflib
import html
import random
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from .engine.verdicts import Verdict

from .answering import ALL_SECONDS, Notebook
from .beside import AbsentError, unit
from .limits import available, muted
from .showing import DIFFERS, FAILS, HOLDS, NOT_YET, Badge, badge_html, say, show
from .trials import Trial, left_unchanged, names_of, trials

Function = Callable[..., Any]


@dataclass(frozen=True)
class Practice:
    """What came of all checks of an exercise."""

    name: str
    trials: tuple[Trial, ...]
    notes: tuple[str, ...]

    @property
    def badge(self) -> Badge:
        """The word for all of them."""
        if all(trial.passed for trial in self.trials):
            return HOLDS
        return NOT_YET if self.trials[-1].verdict is Verdict.missing else FAILS


def practice(function: Function) -> None:
    """Run the checks of a function that are for practice, and show what came of each."""
    name = getattr(function, "__name__", None)
    if not callable(function) or not isinstance(name, str):
        what = f"got {type(function).__name__}" if name is None else "got something else of that name"
        say(DIFFERS, "kit.practice", f"it takes one of your functions, as in kit.practice(softmax); {what}")
        return
    try:
        checks, exercises = (unit_table := unit()).CHECKS, unit_table.EXERCISES
    except AbsentError as error:
        say(DIFFERS, name, str(error))
        return
    if name not in checks:
        say(NOT_YET, name, _no_checks(name, exercises))
        return
    _show(practised(function, checks[name]))


def practised(function: Function, checks: type) -> Practice:
    """What comes of a class of checks; the notebook's own random numbers, and its screen, stay as they are."""
    with _same_random_numbers(), muted() as output:
        notebook = Notebook(function, output, available(), time.monotonic() + ALL_SECONDS)
        found = tuple(trials(checks, notebook))
    notes = []
    if len(found) < len(names_of(checks)):
        notes.append("the checks after this one were not run")
    if output.total:
        notes.append(f"what it printed ({_size(output.total)}) is not shown here")
    return Practice(function.__name__, (*found, *left_unchanged(function, notebook)), tuple(notes))


@contextlib.contextmanager
def _same_random_numbers() -> Iterator[None]:
    """Leave the random numbers of NumPy and Python that have no generator of their own where they were."""
    numpys, pythons = np.random.get_state(), random.getstate()  # noqa: NPY002 - it is the student's
    try:
        yield
    finally:
        np.random.set_state(numpys)  # noqa: NPY002 - the same
        random.setstate(pythons)


def _no_checks(name: str, exercises: Mapping[str, float]) -> str:
    if name in exercises:
        return f"no practice checks for {name} in this unit: run its example"
    close = difflib.get_close_matches(name, exercises, n=1)
    question = f"did you mean {close[0]}?" if close else f"the exercises are {', '.join(exercises)}"
    return f"no exercise is called {name}, and practice goes by the name after `def`; {question}"


def _size(characters: int) -> str:
    return f"{characters} characters" if characters < 1000 else f"{characters / 1000:.3g} kB"


def _show(result: Practice) -> None:
    if result.badge is NOT_YET:
        say(NOT_YET, result.name, "not yet")
        return
    plain = [f"{result.name}: practice {result.badge.word}"]
    page = [f"<div>{badge_html(result.badge)} <code>{html.escape(result.name)}</code>: practice</div>"]
    for trial in result.trials:
        plain += _plain(trial)
        page.append(_page(trial))
    plain += [f"  note: {note}" for note in result.notes]
    page += [f"<p>Note: {html.escape(note)}.</p>" for note in result.notes]
    show("\n".join(plain), "".join(page))


def _holds(trial: Trial) -> str:
    return "holds" if trial.draws is None else f"holds on {trial.draws} fresh inputs"


def _plain(trial: Trial) -> Iterator[str]:
    if trial.passed:
        yield f"  {HOLDS.symbol} {trial.sentence} - {_holds(trial)}"
        return
    yield f"  {FAILS.symbol} {trial.sentence}"
    yield from (f"    {line}" for line in trial.message.splitlines())
    if trial.values:
        yield f"    {_input(trial)}:"
    for name, value in trial.values:
        yield f"      {name} = " + value.replace("\n", "\n" + " " * (9 + len(name)))
    yield from (f"    {warning}" for warning in trial.warnings)


def _page(trial: Trial) -> str:
    sentence = html.escape(trial.sentence)
    if trial.passed:
        return f'<p style="margin:.4em 0">{badge_html(HOLDS)} {sentence} <em>{_holds(trial)}</em></p>'
    told = "".join(f'<div style="white-space:pre-wrap">{html.escape(each)}</div>' for each in _told(trial))
    return f'<div style="margin:.4em 0">{badge_html(FAILS)} {sentence}{told}{_table(trial)}</div>'


def _input(trial: Trial) -> str:
    """What the counterexample is: one that takes too long is not tried again on smaller ones."""
    return "the input" if trial.verdict is Verdict.timed_out else "the smallest input found on which it fails"


def _told(trial: Trial) -> list[str]:
    return [trial.message, *trial.warnings]


def _table(trial: Trial) -> str:
    """The counterexample as a table, a row for each argument and one for what came of it."""
    if not trial.values:
        return ""
    left = 'style="text-align:left;vertical-align:top;padding:0 1em 0 0"'
    rows = "".join(
        f'<tr><th scope="row" {left}><code>{html.escape(name)}</code></th>'
        f'<td {left}><pre style="margin:0">{html.escape(value)}</pre></td></tr>'
        for name, value in trial.values
    )
    caption = f"<caption {left}>{_input(trial).capitalize()}</caption>"
    return f'<table style="margin:.3em 0 0 1em;min-width:min(100%,28em)">{caption}<tbody>{rows}</tbody></table>'
