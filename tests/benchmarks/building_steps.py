"""One build in this fresh process, step by step; prints the seconds of each step as JSON. See `building`.

Nothing but the standard library is imported before the clock runs.
"""

import importlib
import json
import sys
import time
from pathlib import Path

from tests.benchmarks.stopwatch import Stopwatch

# In the order in which the command comes to import them; each is charged with what nobody before it needed.
IMPORTED = ("click", "numpy", "nbformat", "jupytext", "markdown_it", "jinja2", "nbgrader.preprocessors")
COMMAND = ("course.cli", "course.weaving.build")

PLACES = {
    "course.weaving.unit:read": "read the lesson (jupytext, MyST)",
    "course.weaving.unit:unit_exercises": "import the mark scheme",
    "course.weaving.unit:read_solutions": "read the model answers",
    "course.weaving.build:read_paper": "compare lesson, answers and mark scheme",
    "course.weaving.build:weave": "weave",
    "course.weaving.build:dumps": "notebooks to JSON",
    "course.weaving.release:dumps": "notebooks to JSON",
    "course.weaving.files:write": "write files",
}


def build(toml: Path) -> Stopwatch:
    """Build the course of this `course.toml`; where the time went."""
    watch = Stopwatch()
    for name in IMPORTED:
        with watch.span(f"import {name}"):
            importlib.import_module(name)
    with watch.span("import the kit"):
        for name in COMMAND:
            importlib.import_module(name)
    from course.settings import load
    from course.weaving import build as command
    from course.weaving.release import STEPS

    steps = {f"{step.__module__}:{step.__name__}.preprocess": f"nbgrader {step.__name__}" for step in STEPS}
    with watch.attached(PLACES | steps), watch.span("all the rest"):
        command.build(load(toml), report=lambda line: None)
    return watch


if __name__ == "__main__":
    began = time.perf_counter()
    steps = build(Path(sys.argv[1])).seconds
    print(json.dumps({"steps": steps, "all": time.perf_counter() - began}))
