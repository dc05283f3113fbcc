"""The class report: one self-contained HTML page that tells an instructor what to teach again.

It opens with sentences; pictures, numbers and students follow, unit by unit. Like the feedback page it needs no
network, runs no script and trusts no text that came from a student.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from jinja2 import Environment

from autograder.reports.by_hand import in_words
from autograder.reports.class_statistics import Finding, Statistics, Unit, place
from autograder.reports.figures import MARKS, WORDS
from autograder.reports.item_analysis import outcome
from autograder.reports.links import NO_LINKS, Links
from autograder.reports.loading import Loaded, Result
from autograder.reports.pages import counted, environment
from autograder.reports.pseudonyms import Naming

MOST_FINDINGS = 4  # what fits on the first screen, and into tomorrow's lecture
REAL_NAMES = Naming()
STATUSES = {"graded": "graded", "ungradable": "ungradable", "grader_error": "with a grader error"}

Overview = list[tuple[str, dict[str, Result]]]


@dataclass(frozen=True)
class Absent:
    """Those of a class of so many who handed in nothing of a unit: their ids, and what people call them."""

    of: int
    students: Sequence[tuple[str, str]]

    def names(self, naming: Naming) -> list[str]:
        """As the report calls them."""
        called = (naming.student(ident) if naming.key else words for ident, words in self.students)
        return sorted(called, key=place)


NO_ROSTER: Mapping[str, Absent] = {}


def render(
    loaded: Loaded,
    naming: Naming = REAL_NAMES,
    made: str = "",
    absent: Mapping[str, Absent] = NO_ROSTER,
    links: Links = NO_LINKS,
) -> str:
    """Return the page about these results; `made` is the date that it bears, `absent` says who is missing by unit.

    `links` are the addresses of the feedback pages; under pseudonyms there are none, since they have names in them.
    """
    units = [_unit(loaded.of(unit), naming, f"unit-{number}") for number, unit in enumerate(loaded.units, start=1)]
    unreadable = [f"{naming.student(it.student)}/{it.file}: {naming.text(it.reason)}" for it in loaded.unreadable]
    return _environment().get_template("class_report.html.j2").render(
        whole=Statistics("The whole class", loaded.results, naming),
        units=units,
        students=students_of(loaded.results, naming),
        findings=findings(units),
        summary=summary(loaded),
        unreadable=sorted(unreadable, key=place),
        pseudonyms=naming.key is not None,
        made=made,
        links=NO_LINKS if naming.key else links,
        absent={unit: (missing.of, missing.names(naming)) for unit, missing in absent.items()},
    )


@cache
def _environment() -> Environment:
    found = environment(percent=percent, signed=signed, duration=duration, counted=counted)
    found.filters.update(outcome=outcome, of=in_words)
    found.globals.update(marks=MARKS, words=WORDS)
    return found


def _unit(loaded: Loaded, naming: Naming, anchor: str) -> Unit:
    return Unit(loaded.results[0].title, loaded.results, naming, anchor)


def students_of(results: Sequence[Result], naming: Naming = REAL_NAMES) -> Overview:
    """Each student's results by unit."""
    found: dict[str, dict[str, Result]] = {}
    for result in results:
        found.setdefault(result.student, {})[result.unit] = result
    return sorted(((naming.student(student), own) for student, own in found.items()), key=lambda row: place(row[0]))


def findings(units: Sequence[Unit]) -> list[Finding]:
    """What to teach again: the exercises that most students tried and did not get right."""
    found = [finding for unit in units for finding in unit.findings]
    return sorted(found, key=lambda each: -each.weight)[:MOST_FINDINGS]


def summary(loaded: Loaded) -> str:
    """Say in one sentence how many results of which kind there are."""
    results = loaded.results
    if not results:
        return "There is no result yet."
    students = {result.student for result in results}
    statuses = Counter[str](result.status for result in results)
    parts = [f"{statuses[status]} {words}" for status, words in STATUSES.items() if statuses[status]]
    return f"{counted(len(results), 'submission')} of {counted(len(students), 'student')}: {', '.join(parts)}."


def percent(part: float) -> str:
    """A share in [0, 1] in whole percent. Only all is 100%, and only none 0%."""
    whole = round(100 * part)
    return f"{min(99, max(1, whole)) if 0 < part < 1 else whole}%"


def signed(value: float) -> str:
    """A correlation to two decimals, with the minus sign of print."""
    return f"{round(value, 2) + 0.0:.2f}".replace("-", "\N{MINUS SIGN}")


def duration(seconds: float) -> str:
    """A time as one would say it: 85 ms, 2.5 s."""
    return f"{1000 * seconds:.0f} ms" if seconds < 0.9995 else f"{seconds:.1f} s"
