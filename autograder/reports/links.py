"""Where a page finds the feedback pages in a results folder."""

from collections.abc import Mapping
from os.path import relpath
from pathlib import Path
from urllib.parse import quote

from autograder.reports.loading import Loaded
from autograder.reports.store import Store

Links = Mapping[tuple[str, str], str]  # by student and unit
NO_LINKS: Links = {}


def links(loaded: Loaded, folder: Path, page: Path) -> Links:
    """The addresses of these results' feedback pages, as seen from a page; of those that are there."""
    store, here = Store(folder), page.resolve().parent
    found = {(each.student, each.unit): store.path(each.student, each.unit, ".html") for each in loaded.results}
    return {key: quote(Path(relpath(path.resolve(), here)).as_posix()) for key, path in found.items() if path.is_file()}
