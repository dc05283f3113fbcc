"""`course release UNIT`: what a student needs of a unit, in one file."""

from pathlib import Path

from course.settings import Settings
from course.weaving import files
from course.weaving.pack import packed
from course.weaving.release import release_files, working_alone
from course.weaving.unit import read_paper


def release(settings: Settings, name: str, output: Path | None = None) -> Path:
    """Pack the unit as a build would release it now, by default into `<unit>.zip`, and say where."""
    unit = settings.unit(name)
    paper = read_paper(settings, unit)
    released = release_files(settings, paper, working_alone(settings, paper))
    output = output or Path(f"{unit.id}.zip")
    folder = settings.root / "release"
    contents = {path.relative_to(folder).as_posix(): content for path, content in released.items()}
    files.write({output: packed(contents)})
    return output
