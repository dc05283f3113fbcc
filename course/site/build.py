"""`course release --site`: the pages, the notebooks and the search in one folder, which any static host can serve."""

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import UTC, datetime
from functools import cache, partial
from importlib.metadata import PackageNotFoundError, distribution
from os import W_OK, access
from pathlib import Path

from course import CourseError
from course.settings import Settings
from course.weaving import files
from course.weaving.open_units import still_open
from course.weaving.unit import read_paper

PARTS = ("jupyterlite-core", "jupyterlite-pyodide-kernel", "nbclient", "pagefind", "pagefind-bin")
OWN = ("lessons", "look", "search", "work")  # folders of a site that are a build's alone; beside them anything may lie


def build(
    settings: Settings,
    units: Iterable[str],
    output: Path,
    kernel: Path | None = None,
    report: Callable[[str], None] = print,
) -> int:
    """Write the site of the named units, or of all, into `output`; the number of files that changed."""
    _require_the_extra()
    from course.site import releases
    from course.site.lite import work_files
    from course.site.pages import Pages
    from course.site.search import search_files

    chosen = settings.select(units)
    before = releases.history(output)
    found = [releases.release_of(settings, unit) for unit in chosen]
    _require_room(output)
    after = releases.continued(before, found)
    work = work_files(releases.contents(output, before, found), kernel)
    pages = Pages(settings, found, after)
    wanted = {releases.INVENTORY: releases.inventory(after)}
    wanted |= {f"{releases.WORK}/{name}": content for name, content in work.items()}
    wanted |= pages.others()
    for release in found:
        wanted |= pages.lesson(release)
        report(f"{release.unit}: release {release.name}")
    wanted |= search_files({name: content for name, content in wanted.items() if not name.startswith(releases.WORK)})
    written = _written(output, wanted)
    _remove_others(output, {output / name for name in wanted})
    read, now = cache(partial(read_paper, settings)), datetime.now(UTC)
    for release in found:
        for warning in still_open(settings, release.paper, now, read):
            report(warning)
    return len(written)


def _require_the_extra() -> None:
    for name in PARTS:
        try:
            distribution(name)
        except PackageNotFoundError:
            advice = "run `pip install -e '.[site]'` in the environment of `course`"
            raise CourseError(f"a site takes the extra `site`, of which {name} is not installed: {advice}") from None


def _require_room(output: Path) -> None:
    """CourseError at once, not after a minute, where nothing can be written."""
    try:
        output.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CourseError(f"cannot write a site to {output}: {error.strerror}; choose another --output") from None
    if not access(output, W_OK):
        raise CourseError(f"cannot write a site to {output}: it is not yours to write; choose another --output")


def _written(output: Path, wanted: Mapping[str, bytes]) -> list[Path]:
    """Write what is not there yet, all or nothing."""
    try:
        return files.write({output / name: content for name, content in wanted.items()})
    except CourseError as error:
        size = sum(map(len, wanted.values())) / 1e6
        advice = "make room, or choose another --output"
        raise CourseError(f"cannot write a site of {size:.0f} MB to {output}: {error}; {advice}") from None


def _remove_others(output: Path, wanted: Collection[Path]) -> None:
    """Remove what an earlier build wrote and this one did not, and the folders that it leaves empty."""
    for path in sorted((each for name in OWN for each in (output / name).rglob("*")), reverse=True):
        if path.is_dir() and not path.is_symlink():
            if not any(path.iterdir()):
                path.rmdir()
        elif path not in wanted:
            path.unlink()
