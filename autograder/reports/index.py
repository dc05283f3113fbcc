"""`results/index.html`: every student and every unit, each score a link to its feedback page."""

from functools import cache
from pathlib import Path

from jinja2 import Environment

from autograder.reports.by_hand import in_words
from autograder.reports.class_report import students_of, summary
from autograder.reports.links import Links, links
from autograder.reports.loading import Loaded, load_results
from autograder.reports.pages import environment
from autograder.reports.store import write

NAME = "index.html"


def write_index(folder: Path) -> Path:
    """Write the index of a results folder, and say where; OSError if it cannot be."""
    path, loaded = folder / NAME, load_results(folder)
    write(path, render(loaded, links(loaded, folder, path)))
    return path


def render(loaded: Loaded, addresses: Links) -> str:
    """The page about these results."""
    titles = {result.unit: result.title for result in loaded.results}
    return _environment().get_template("index.html.j2").render(
        summary=summary(loaded),
        units=[(unit, titles[unit]) for unit in loaded.units],
        students=students_of(loaded.results),
        links=addresses,
        unreadable=len(loaded.unreadable),
    )


@cache
def _environment() -> Environment:
    found = environment()
    found.filters.update(of=in_words)
    return found
