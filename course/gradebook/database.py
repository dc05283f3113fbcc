"""Where the gradebook is, and what it needs before it can be made."""

import os
import shutil
import sysconfig
from pathlib import Path

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from course import CourseError
from course.settings import Settings


def url(settings: Settings, root: Path) -> str:
    """The gradebook's URL as in course.toml, a relative SQLite file taken from `root`.

    CourseError for what is no URL of a database that can be reached.
    """
    try:
        found = make_url(settings.gradebook)
        found.get_dialect().import_dbapi()
    except (ArgumentError, ImportError) as error:
        advice = "a file is sqlite:///gradebook.db?timeout=60, a server postgresql+psycopg://user@host/database"
        raise CourseError(f"[gradebook] url = {settings.gradebook!r} cannot be used ({error}): {advice}") from None
    if found.get_backend_name() == "sqlite" and found.database:
        found = found.set(database=str(root / found.database))
    return found.render_as_string(hide_password=False)


def find_alembic() -> None:
    """Let nbgrader find `alembic`, which a new gradebook takes its version from, CourseError if it is missing.

    nbgrader calls it by name after it has made the tables: without it a gradebook would be left half made.
    """
    if shutil.which("alembic"):
        return
    scripts = sysconfig.get_path("scripts")
    if not shutil.which("alembic", path=scripts):
        raise CourseError(f"there is no `alembic` on PATH nor in {scripts}: install nbgrader again, it comes with it")
    os.environ["PATH"] = os.pathsep.join([scripts, os.environ.get("PATH", os.defpath)])
