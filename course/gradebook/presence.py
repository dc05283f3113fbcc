"""Which results have the gradebook; told without SQLAlchemy, whose import takes a quarter of a second."""

from pathlib import Path

from course.settings import Settings

RESULTS = "results"


def goes_with(settings: Settings, results: Path) -> bool:
    """Whether the grades of these results, proofs and due dates among them, stand in the gradebook."""
    return results.resolve() == (settings.home / RESULTS).resolve() and made(settings)


def made(settings: Settings) -> bool:
    """Whether the gradebook is there; a server is asked when it is written to."""
    kind, _, rest = settings.gradebook.partition(":///")
    return not kind.startswith("sqlite") or (settings.home / rest.partition("?")[0]).is_file()
