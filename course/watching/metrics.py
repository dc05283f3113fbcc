"""Numbers about a watch, in the text format of Prometheus, in a file for its node exporter; nobody is named."""

import statistics
from collections import deque
from pathlib import Path

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, write_to_textfile

BUCKETS = (1, 2, 3, 5, 7.5, 10, 15, 20, 30, 60, 120, 300, 600)  # seconds
LAST = 200  # submissions that the status line speaks of


class Metrics:
    """What is counted and measured."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.waiting = self._gauge("waiting", "Submissions that wait, without those that are held back.")
        self.held = self._gauge("held", "Submissions held back because their student learned something lately.")
        self.grading = self._gauge("grading", "Submissions that are graded at this moment.")
        self.looked = self._gauge("last_look_timestamp_seconds", "When the folder was last looked through.")
        self.look = self._gauge("last_look_duration_seconds", "How long that took.")
        self.graded = self._counter("graded", "Submissions graded.")
        self.told = self._counter("told", "Pages written for students.")
        self.ungradable = self._counter("ungradable", "Submissions that could not be read.")
        self.faults = self._counter("grader_errors", "Submissions on which the grader failed.")
        self.unsaved = self._counter("unsaved", "Results or pages that could not be written.")
        self.seconds = Histogram(
            "course_watch_feedback_seconds",
            "From when a submission was first seen, or was no longer held back, to its page.",
            buckets=BUCKETS,
            registry=self.registry,
        )
        self._last: deque[float] = deque(maxlen=LAST)

    def _gauge(self, name: str, words: str) -> Gauge:
        return Gauge(f"course_watch_{name}", words, registry=self.registry)

    def _counter(self, name: str, words: str) -> Counter:
        return Counter(f"course_watch_{name}", words, registry=self.registry)

    @property
    def sound(self) -> bool:
        """Whether everything that came could be graded and told."""
        troubles = (f"course_watch_{name}_total" for name in ("ungradable", "grader_errors", "unsaved"))
        return not any(map(self.registry.get_sample_value, troubles))

    def took(self, seconds: float) -> None:
        """A submission had its page after so many seconds."""
        self.seconds.observe(seconds)
        self._last.append(seconds)

    def pace(self) -> str:
        """How long the last ones waited for their pages."""
        if not self._last:
            return ""
        half, longest = statistics.median(self._last), max(self._last)
        return f"; of the last {len(self._last)}, half told within {half:.1f} s, all within {longest:.1f} s"

    def write(self, path: Path) -> None:
        """Replace the file as a whole; OSError if that cannot be."""
        path.parent.mkdir(parents=True, exist_ok=True)
        write_to_textfile(str(path), self.registry)
