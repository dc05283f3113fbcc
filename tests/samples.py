"""The notebooks of the sample class, made once for all that read them in a process."""

import atexit
import shutil
import tempfile
from functools import cache
from pathlib import Path

from course.sample_class.make import make


@cache
def sample_class() -> Path:
    """A folder with them in nbgrader's layout, to be read only; it goes when the process ends."""
    folder = Path(tempfile.mkdtemp(prefix="sample-class-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    make(folder)
    return folder
