"""What nbgrader does in this course: see `course/gradebook`. Settings of your own go below, `c` is at hand.

Without the settings of the kit nbgrader would run the students' code in a kernel of yours, so that where they
cannot be had it stops here.
"""

import sys
from pathlib import Path

try:
    from course.gradebook.config import configure

    c = get_config()  # noqa: F821  traitlets puts it there
    configure(c, Path(__file__).resolve().parent)
except Exception as error:  # traitlets would log any error and go on as if there were no settings
    sys.exit(f"nbgrader_config.py: {type(error).__name__}: {error}; run nbgrader from the environment of the kit")
