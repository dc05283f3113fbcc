"""`nbgrader release_feedback`: feedback goes back to everybody whom it can reach.

A student finds it by the secret that came with the submission. Left to itself nbgrader gives up on the whole class at
the first submission that came without one: by mail, say, and was laid into `submitted/` by hand.
"""

import glob
from pathlib import Path

from nbgrader.exchange.default import ExchangeReleaseFeedback

from autograder.names import shown
from course.gradebook.beside import SECRET, TIMESTAMP


class ReturnFeedback(ExchangeReleaseFeedback):
    """nbgrader's step, student by student; who handed in without the exchange is named."""

    src_path: str  # a pattern of the students' folders

    def copy_files(self) -> None:
        """Release the feedback of those who can fetch it."""
        for folder in map(Path, sorted(glob.glob(self.src_path))):
            missing = [name for name in (TIMESTAMP, SECRET) if not (folder / name).is_file()]
            if missing:
                where, what = shown(folder), " and ".join(missing)
                advice = "came without the exchange, so that it cannot be fetched there: send it by hand"
                self.log.warning("%s is not released: there is no %s. The submission %s", where, what, advice)
            else:
                self.src_path = glob.escape(str(folder))
                super().copy_files()
