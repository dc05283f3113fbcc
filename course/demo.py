"""`course demo`: the whole path on the bundled sample class, from lesson text to the class report."""

from pathlib import Path

from course.settings import Settings

RESULTS = Path("demo")
SUBMITTED = RESULTS / "submitted"


def run(settings: Settings, workers: int | None) -> int:
    """Build the notebooks, grade the sample class, say where to look. The class has ungradable work in it."""
    print("building notebooks from course/lessons and solutions ...", flush=True)
    from course import marking
    from course.reporting import report
    from course.sample_class.make import make
    from course.weaving.build import build

    build(settings)
    for path in make(SUBMITTED):
        print(f"{path} is none of the sample class's: move it or delete it")
    print(f"grading the sample class in {SUBMITTED} ...", flush=True)
    graded = marking.grade(settings, SUBMITTED, RESULTS, marking.Graders(workers))
    print("writing the class report ...", flush=True)
    report(settings, RESULTS, RESULTS / "report.html")
    print(f"open a student's feedback in a browser, for example {RESULTS / 'greta' / settings.units[0].id}.html")
    return 0 if graded.sound else graded.code
