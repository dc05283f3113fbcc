"""All pages of a site as files: index, lessons, letters, league table, and what they share."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from course.gallery.plates import plates
from course.mathjax import mathjax
from course.settings import ROOT, Settings
from course.site.demonstrations import shown
from course.site.lesson_page import lesson_page
from course.site.markdown import Prose
from course.site.releases import History, Release, notebook_address
from course.weaving.front_page import Entry, entries, league
from course.weaving.templates import render

HERE = Path(__file__).parent
SPOKEN = "a11y/assistive-mml.js"  # a formula, which is a drawing, once more as MathML for screen readers


class Pages:
    """The pages of these releases; `after` has the earlier ones, too."""

    def __init__(self, settings: Settings, releases: Sequence[Release], after: History) -> None:
        self._settings, self._releases, self._after = settings, releases, after
        self._units = entries([release.paper for release in releases])

    def lesson(self, release: Release) -> dict[str, bytes]:
        """The page of a unit, and its pictures."""
        found = lesson_page(release, plates(self._settings.figures(release.paper.unit)), shown(release))
        place = self._releases.index(release)
        page = self._rendered("lesson.html.j2", "../", page=found, release=release, **self._around(place))
        return {
            f"lessons/{release.unit}.html": page,
            **{f"lessons/{name}": content for name, content in found.pictures.items()},
        }

    def others(self) -> dict[str, bytes]:
        """All other pages, and what pages share."""
        addresses = {release.unit: release.address for release in self._releases}
        table = render("league.md.j2", league=league(self._units))
        return {
            "index.html": self._rendered("index.html.j2", "", addresses=addresses, earlier=self._earlier()),
            "notation.html": self._text("Letters", render("notation.md.j2")),
            "league.html": self._text("League table", f"# What the methods of the course reach\n\n{table}"),
            ".nojekyll": b"",  # GitHub Pages would leave out every __init__.py
            "course.svg": render("course.svg.j2", units=self._units).encode(),
            "look/site.css": _template("site.css.j2", {}),
            "look/page.js": (HERE / "page.js").read_bytes(),
            "look/mathjax.js": mathjax().encode(),
            f"look/{SPOKEN}": mathjax(SPOKEN).encode(),
        }

    def _around(self, place: int) -> dict[str, Entry | None]:
        """The unit of this place in the site, and those before and after it."""
        ends = [None, *self._units, None]
        return dict(zip(("before", "unit", "after"), ends[place : place + 3], strict=True))

    def _earlier(self) -> list[tuple[str, str, str]]:
        """The units, names and addresses of earlier releases, the latest first."""
        newest = {release.unit: release.name for release in self._releases}
        return [
            (unit, name, notebook_address(unit, name))
            for unit, names in self._after.items()
            for name in reversed(names)
            if name != newest.get(unit)
        ]

    def _text(self, title: str, source: str) -> bytes:
        return self._rendered("text.html.j2", "", title=title, html=Prose().html(source))

    def _rendered(self, template: str, top: str, **values: object) -> bytes:
        """A page; `top` leads from it to the top of the site."""
        return _template(template, {"top": top, "units": self._units, **values})


def _template(name: str, values: Mapping[str, object]) -> bytes:
    folders = [HERE / "templates", ROOT / "course" / "templates", ROOT / "autograder" / "reports" / "templates"]
    templates = Environment(
        loader=FileSystemLoader(folders),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return templates.get_template(name).render(values).encode()
