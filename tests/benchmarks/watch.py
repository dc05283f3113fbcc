"""The evening of a deadline, simulated: from the moment when a submission is written to its student's page.

Real: `course watch` in a process of its own, its sandbox, its queue, its pages, the folder that it looks through.
Simulated: the arrivals, which this process writes as the clock says. Students and their moments are drawn at random
with a fixed seed: some have handed in before the evening begins; of those that come meanwhile there are more and more
towards its end, and one in four is of a student who has handed in before. Each submission is a notebook of the sample
class with a word of its own, so that no two have the same contents. No network is between student and folder.
"""

import contextlib
import hashlib
import json
import os
import random
import resource
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from autograder.sandbox import isolation
from tests.benchmarks import machine
from tests.benchmarks.plan import Plan
from tests.benchmarks.report import Progress, Report
from tests.benchmarks.submissions import STUDENTS, write_class

SEED = 20261210
AGAIN = 0.25  # of the arrivals, those of students who have handed in before
LATEST = 600.0  # seconds after the last arrival in which the last page must come


@dataclass
class Folder:
    """The course's folder: what was written when, and which of it has its page."""

    root: Path
    unit: str
    waiting: dict[str, list[tuple[str, float]]] = field(default_factory=dict)  # by student: digests, moments
    seconds: list[float] = field(default_factory=list)

    def write(self, student: str, raw: bytes) -> None:
        """Hand something in, as whoever writes a file and does not care who reads it."""
        path = self.root / "submitted" / student / self.unit / f"{self.unit}.ipynb"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(raw)
        self.waiting.setdefault(student, []).append((hashlib.sha256(raw).hexdigest(), time.time()))

    def look(self) -> None:
        """Take note of pages that were written."""
        for student, written in list(self.waiting.items()):
            digest, at = self._told(student)
            known = [each for each, _ in written]
            if digest in known:  # with it, what it took the place of is answered
                answered = known.index(digest) + 1
                self.seconds += [at - moment for _, moment in written[:answered]]
                self.waiting[student] = written[answered:]
            if not self.waiting[student]:
                del self.waiting[student]

    def _told(self, student: str) -> tuple[str, float]:
        """The digest of the submission that a student's page is about, and when the page was written."""
        beside = self.root / "live" / student / f".{self.unit}.json"
        with contextlib.suppress(OSError, ValueError):
            told, at = json.loads(beside.read_text()), beside.stat().st_mtime
            result = json.loads((self.root / "results" / student / f"{self.unit}.json").read_text())
            if result["key"] == told["key"]:
                return result["submission"], at
        return "", 0.0


def measure(unit: str, plan: Plan) -> Report:
    """Let an evening happen, and say what came of it: `plan.size` students before it, `plan.batch` arrivals."""
    report = Report(f"The evening of a deadline, unit {unit}, simulated")
    about = machine.description()
    with tempfile.TemporaryDirectory(prefix="benchmark-") as name:
        folder, spent = Folder(Path(name), unit), _processor_seconds()
        before, arrivals = _evening(folder, plan)
        spent = (_processor_seconds() - spent) / (before + arrivals)
    waited = folder.seconds[before:]
    lost = sum(map(len, folder.waiting.values()))
    report.say(
        f"{about}, at the end {os.getloadavg()[0]:.2f}: whatever else ran took its part of the machine. "
        f"{isolation().words}.\n\n"
        f"{plan.size} students had handed in before, and their pages were there. Then {arrivals} submissions were\n"
        f"written within {plan.seconds:g} s, more and more often, by a process that stands for the students; one in\n"
        "four was of a student who had handed in before. Measured is from the end of each write to the page; where a\n"
        "newer submission took the place of one that waited, to the page of the newer one. `every_minutes` is 0, and\n"
        "no network is between student and folder.\n\n"
        f"    python -m tests.benchmarks watch --unit {unit} --size {plan.size} --batch {plan.batch} "
        f"--seconds {plan.seconds:g}"
    )
    report.say(
        f"`course watch` and all its processes took {spent:.2f} s of processor time for each submission, the start\n"
        "and the looks at the folder included. What students wait depends on what else runs: where less of a\n"
        "processor is left than the arrivals take, the queue grows."
    )
    quantiles = statistics.quantiles(waited, n=20)
    report.tabulate(
        ("arrivals", "without a page", "median, s", "p95, s", "slowest, s"),
        [(str(arrivals), str(lost), f"{statistics.median(waited):.1f}", f"{quantiles[-1]:.1f}", f"{max(waited):.1f}")],
    )
    return report


def _processor_seconds() -> float:
    """Of all processes that this one has started and that have ended, and of theirs."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _evening(folder: Folder, plan: Plan) -> tuple[int, int]:
    """How many pages there were before, and how many submissions arrived."""
    say, chance, unit = Progress(f"watch {folder.unit}"), random.Random(SEED), folder.unit
    names = write_class(unit, folder.root / "pool", len(STUDENTS[unit]))
    pool = [(folder.root / "pool" / name / unit / f"{unit}.ipynb").read_text() for name in names]

    def work(number: int) -> bytes:
        tree = json.loads(chance.choice(pool))
        tree["metadata"]["arrival"] = number
        return json.dumps(tree, indent=1).encode()

    for number in range(plan.size):
        folder.write(f"student {number}", work(number))
    moments = sorted(plan.seconds * chance.random() ** 0.5 for _ in range(plan.batch))
    students = [f"student {chance.randrange(plan.size) if chance.random() < AGAIN and plan.size else plan.size + at}"
                for at in range(plan.batch)]  # fmt: skip
    watching = _begin(folder)
    try:
        _until_all_have_pages(folder, watching, LATEST + plan.size)
        before, began = len(folder.seconds), time.time()
        say(f"{before} pages before")
        for number, (moment, student) in enumerate(zip(moments, students, strict=True)):
            while time.time() < began + moment:
                folder.look()
                time.sleep(0.05)
            folder.write(student, work(plan.size + number))
        say("the last arrival")
        _until_all_have_pages(folder, watching, LATEST)
    finally:
        watching.send_signal(signal.SIGINT)
        watching.wait()
    say("the last page")
    return before, len(moments)


def _begin(folder: Folder) -> "subprocess.Popen[bytes]":
    """`course watch` in the folder, without a limit on how often a student learns something new."""
    command = [
        sys.executable,
        "-c",
        "from tests.benchmarks import watch; watch.be_watch()",
        "watch",
        "--unit",
        folder.unit,
    ]
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])}
    return subprocess.Popen(command, cwd=folder.root, env=environment, stdout=subprocess.DEVNULL)


def be_watch() -> None:
    """Be that process."""
    from dataclasses import replace

    from course import cli
    from course.settings import Feedback, load

    signal.signal(signal.SIGINT, signal.default_int_handler)
    settings = replace(load(), feedback=Feedback(every_minutes=0))
    setattr(cli, "load", lambda: settings)  # noqa: B010  mypy would not have the function assigned
    cli.main()


def _until_all_have_pages(folder: Folder, watching: "subprocess.Popen[bytes]", seconds: float) -> None:
    end = time.time() + seconds
    while folder.waiting and time.time() < end and watching.poll() is None:
        folder.look()
        time.sleep(0.05)
