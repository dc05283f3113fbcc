"""An index of the words on the pages, by Pagefind: a search asks for the few files that it needs, and no server."""

import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from course import CourseError
from course.site.markdown import without_formulas
from course.weaving import files

FOLDER = "search"
OWN_LOOKS = ("pagefind-ui", "pagefind-modular-ui", "pagefind-component-ui", "pagefind-highlight")  # we have ours


def search_files(pages: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files of the search over these pages, by their paths in the site."""
    with tempfile.TemporaryDirectory() as folder:
        html = {name: page.decode() for name, page in pages.items() if name.endswith(".html")}
        files.write({Path(folder) / name: without_formulas(page).encode() for name, page in html.items()})
        command = [sys.executable, "-m", "pagefind", "--silent", "--site", folder, "--output-subdir", FOLDER]
        run = subprocess.run(command, capture_output=True, text=True, check=False)
        if run.returncode:
            raise CourseError(f"pagefind cannot index the pages: {' '.join(run.stderr.split())}")
        found = Path(folder) / FOLDER
        return {
            f"{FOLDER}/{path.relative_to(found).as_posix()}": path.read_bytes()
            for path in sorted(found.rglob("*"))
            if path.is_file() and not path.name.startswith(OWN_LOOKS)
        }
