"""`course collect`: downloads of a learning platform -> `submitted/`, each submission under its student's id."""

import shlex
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from autograder import remains
from autograder.intake.folders import notebooks
from autograder.intake.layouts import Units, no_unit
from autograder.names import shown
from autograder.problems import UsageProblem
from course import CourseError
from course.collecting.attendance import attendance, named, told
from course.collecting.called import note
from course.collecting.downloads import Download
from course.collecting.laying import Laid, lay
from course.collecting.matching import Matcher, Nobody
from course.collecting.parcels import Parcel
from course.collecting.roster import Roster, Student, load
from course.collecting.submissions import Handin, handins
from course.settings import Settings

STAGE = "course-collect-"


@dataclass
class Collected:
    """What became of each submission, whose were in the way of something, and all lines about that."""

    laid: list[tuple[Handin, Laid]] = field(default_factory=list)
    troubled: set[str] = field(default_factory=set)
    lines: list[str] = field(default_factory=list)

    def trouble(self, who: str, reason: str, *students: Student) -> None:
        """Something that was not collected, and whose it is or may be if that is known."""
        self.lines.append(f"{who}: {reason}")
        self.troubled.update(student.id for student in students)


@dataclass(frozen=True)
class Wanted:
    """Where submissions go, of which unit and which class if they were named, and whether newer ones replace others."""

    into: Path
    unit: str | None = None
    update: bool = False
    class_name: str | None = None

    @property
    def next(self) -> str:
        """The command that grades what was collected."""
        whose = ("--class", self.class_name) if self.class_name else ()
        return shown(shlex.join(["course", "grade", str(self.into), *whose]), 400)


def collect(settings: Settings, paths: Sequence[Path], roster: Path, wanted: Wanted) -> int:
    """Collect what lies in the downloads and say what did; 1 if something could not be collected."""
    units = settings.exercises
    if wanted.unit is not None and wanted.unit not in units:
        raise UsageProblem(no_unit(wanted.unit, units))
    people = load(roster)
    collected = Collected()
    remains.sweep(Path(tempfile.gettempdir()), f"{STAGE}*")
    with remains.folder(STAGE) as stage:
        try:
            found = list(_found(paths, Matcher(people), stage, units, wanted.unit, collected))
        except OSError as error:
            what = f"the downloads cannot be unpacked in {stage.parent} ({error.strerror})"
            raise CourseError(f"{what}: make room there, or set TMPDIR to another place") from None
        for handin in _unambiguous(found, collected):
            _lay(handin, wanted, collected)
    _note(wanted.into, collected)
    print("\n".join(_lines(people, wanted, collected)))
    return int(bool(collected.lines))


def _found(
    paths: Sequence[Path], matcher: Matcher, stage: Path, units: Units, unit: str | None, collected: Collected
) -> Iterator[Handin]:
    """Every submission of a student on the roster."""
    for download in (Download(path, stage / f"download-{at}") for at, path in enumerate(paths)):
        for parcel in _parcels(download, matcher, collected):
            student = matcher.match(parcel.clues)
            if isinstance(student, Nobody):
                collected.trouble(_of(parcel), student.reason, *student.maybe)
                continue
            place = Path(tempfile.mkdtemp(dir=stage))
            handed_in, reasons = handins(parcel, student, place, units, unit)
            for reason in reasons:
                collected.trouble(_of(parcel), reason, student)
            yield from handed_in


def _parcels(download: Download, matcher: Matcher, collected: Collected) -> Iterator[Parcel]:
    """Everybody's files; of a download that cannot be read there is a line, and others go on."""
    find = None
    try:
        for find in download.parcels(matcher.knows):
            if isinstance(find, Parcel):
                yield find
                continue
            clues = download.clues(find.path, matcher.knows)
            whose = matcher.match(clues) if clues else Nobody("")
            students = whose.maybe if isinstance(whose, Nobody) else (whose,)
            collected.trouble(download.called(find.path), find.message, *students)
        if find is None:
            collected.lines.append(f"{shown(download.path)} holds nothing that somebody handed in")
    except CourseError as error:
        collected.lines.append(str(error))


def _of(parcel: Parcel) -> str:
    return shown(parcel.clues.said, 100)


def _unambiguous(found: Iterable[Handin], collected: Collected) -> Iterator[Handin]:
    """One submission for each student and unit; of two that differ none."""
    groups: dict[tuple[str, str], list[Handin]] = {}
    for each in found:
        groups.setdefault((each.student.id, each.unit), []).append(each)
    for (_, unit), group in groups.items():
        if len({each.notebook.read_bytes() for each in group}) == 1:
            yield next((each for each in group if each.when), group[0])
        else:
            who = " and ".join(shown(each.said, 60) for each in group)
            reason = f"different notebooks of {unit}, both of {group[0].student}: keep the right one"
            collected.trouble(who, reason, group[0].student)


def _lay(handin: Handin, wanted: Wanted, collected: Collected) -> None:
    try:
        laid = lay(handin, wanted.into, wanted.update)
    except (CourseError, OSError) as error:
        advice = "what was collected before it stays, and the same command goes on from there"
        raise CourseError(f"{handin.student}, {handin.unit}: {error}; {advice}") from None
    collected.laid.append((handin, laid))
    if laid is Laid.differs:
        place = shown(wanted.into / handin.student.id / handin.unit)
        reason = f"another submission of {handin.student} lies in {place}: --update takes this one in its place"
        collected.trouble(shown(handin.said, 100), reason, handin.student)


def _note(into: Path, collected: Collected) -> None:
    """Keep what the submissions are called in their downloads; what lies there stays if that cannot be done."""
    try:
        note(into, [handin for handin, laid in collected.laid if laid is not Laid.differs])
    except CourseError as error:
        advice = "feedback will not find its way back; mend or delete the file, and run the same command again"
        collected.lines.append(f"{error}: {advice}")


def _lines(roster: Roster, wanted: Wanted, collected: Collected) -> Iterator[str]:
    """The lines that say what came, what did not, and what to look at."""
    called = shown(roster.called_by, 40)
    yield f"{shown(roster.path)}: {len(roster.students)} students, their folders are called by {called}"
    units = {handin.unit for handin, _ in collected.laid} | {wanted.unit or ""} - {""}
    for unit in sorted(units):
        yield from _unit_told(unit, roster, wanted.into, collected)
    yield from (f"to look at: {line}" for line in collected.lines)
    if not units:
        yield "nothing was collected"
    else:
        yield f"next: {wanted.next}"


def _unit_told(unit: str, roster: Roster, into: Path, collected: Collected) -> Iterator[str]:
    own = [(handin, laid) for handin, laid in collected.laid if handin.unit == unit]
    counts = {each: sum(laid is each for _, laid in own) for each in Laid}
    kinds = ", ".join(f"{count} {kind.value}" for kind, count in counts.items() if count)
    present = {student.id for student in roster.students if notebooks(into / student.id / unit)}
    yield f"{unit}: {len(present)} of {len(roster.students)} handed in" + (f" ({kinds})" if kinds else "")
    yield from told(attendance(roster, {unit: present | collected.troubled}))
    unclear = [str(student) for student in roster.students if student.id in collected.troubled - present]
    if unclear:
        yield f"{unit}: not collected, see below: {named(unclear)}"
    late = [str(handin.student) for handin, _ in own if handin.late]
    if late:
        advice = "the download does not say when; it counts as in time until its timestamp.txt does"
        yield f"{unit}: late, as the download says: {named(late)}; {advice}"
    for handin, _ in own:
        yield from (f"{unit}: {handin.student}: {note}" for note in handin.notes)
