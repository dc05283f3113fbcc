"""A class at once into the gradebook and into `autograded/`, as `nbgrader autograde` would have it.

What stands there already, answers, scores and report, is left alone, and with it what people have done with it
since: a second `course grade` asks nobody to look at a proof again.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from pathlib import Path

from nbformat import NotebookNode
from nbgrader.utils import compute_checksum, is_grade, is_solution
from sqlalchemy import create_engine
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from autograder.intake.paper import Paper
from autograder.intake.submissions import Submission
from autograder.names import normalised, shown
from autograder.problems import Ungradable
from autograder.reports.results import Result
from course import CourseError
from course.due.arrival import handed_in, note
from course.due.terms import Terms
from course.due.times import Moment, as_gradebook
from course.gradebook.arrivals import nameable
from course.gradebook.beside import SECRET, TIMESTAMP
from course.gradebook.deadlines import bring_up_to_date
from course.gradebook.enclosures import Enclosures, copy, enclosures, missing
from course.gradebook.grading import paper_of
from course.gradebook.ledger import Entry, Ledger
from course.gradebook.marks import mark, score_of
from course.gradebook.sheet import answer_sheet, answers, blank_sheet, to_be_known, ungradable, written
from course.weaving import files

AUTOGRADED = "autograded"


@dataclass
class Recorded:
    """How many submissions were written down, how many stood there already, and what could not be and why.

    `notes` say what is to be known of those that are there.
    """

    written: int = 0
    unchanged: int = 0
    problems: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Sheet:
    """One student's marked answer sheet: the files that nbgrader keeps, and what the gradebook is told."""

    folder: Path
    files: Mapping[Path, bytes]
    enclosed: Enclosures
    entry: Entry
    trouble: str | None
    notes: Sequence[str]


def record(
    root: Path, url: str, terms: Terms, graded: Iterable[tuple[Submission, Result]], regraded: bool = False
) -> Recorded:
    """Write results down, each unit in one transaction; CourseError if the gradebook cannot be used.

    Where a person has given points for an answer, they are to be looked at again if the answer is another, or if the
    grader gives another score, unless that is because it was `regraded`.
    """
    recorded = Recorded()
    by_unit = sorted(graded, key=lambda each: each[0].unit)
    engine = create_engine(url)
    try:
        for unit, some in groupby(by_unit, key=lambda each: each[0].unit):
            with Session(engine) as session:
                ledger = _ledger(session, unit, recorded)
                if ledger:
                    _record_unit(ledger, root, list(some), recorded, regraded)
                    recorded.notes += bring_up_to_date(session, unit, terms)
                    session.commit()
    except SQLAlchemyError as error:
        what = shown(str(error).partition("\n")[0], 300)
        raise CourseError(f"the gradebook {engine.url!r} cannot be used ({what}): {unit} is not in it") from None
    finally:
        engine.dispose()
    return recorded


def _ledger(session: Session, unit: str, recorded: Recorded) -> Ledger | None:
    """The gradebook's part of a unit, if it has the unit as it is now."""
    ledger = Ledger.of(session, unit)
    if ledger is None:
        advice = f"make it with `nbgrader generate_assignment {unit}`"
        recorded.problems.append(f"the gradebook does not have {unit} yet: {advice}")
        return None
    try:
        ledger.require(blank_sheet(paper_of(unit)))
    except CourseError as error:
        recorded.problems.append(str(error))
        return None
    return ledger


def _record_unit(
    ledger: Ledger,
    root: Path,
    graded: Sequence[tuple[Submission, Result]],
    recorded: Recorded,
    regraded: bool,
) -> None:
    sheets, paper = [], paper_of(graded[0][0].unit)
    for submission, result in graded:
        try:
            sheets.append(_sheet(root, paper, submission, result))
        except (CourseError, Ungradable) as error:
            recorded.problems.append(str(error))
    standing = ledger.standing([sheet.entry.student for sheet in sheets])
    changed = [sheet for sheet in sheets if _differs(sheet, standing.get(sheet.entry.student))]
    entries = [_compared(sheet, standing.get(sheet.entry.student), regraded) for sheet in changed]
    for sheet in changed:
        files.write(sheet.files)
        try:
            copy(sheet.enclosed, sheet.folder)
        except OSError as error:
            recorded.notes.append(f"{shown(sheet.enclosed.folder)}: not all files could be copied ({error.strerror})")
    ledger.record(entries)
    ledger.undate([sheet.entry.student for sheet in sheets if sheet.trouble])
    recorded.notes += [note for sheet in sheets for note in (*filter(None, [sheet.trouble]), *sheet.notes)]
    recorded.written += len(changed)
    recorded.unchanged += len(sheets) - len(changed)


def _differs(sheet: Sheet, standing: Entry | None) -> bool:
    entry = sheet.entry
    if standing is None or standing.scores != entry.scores or files.differing(sheet.files):
        return True
    if missing(sheet.enclosed, sheet.folder):
        return True
    return entry.timestamp not in (None, standing.timestamp)


def _compared(sheet: Sheet, standing: Entry | None, regraded: bool) -> Entry:
    """The entry, with the cells of which nothing has changed for whoever has graded them by hand."""
    if standing is None or missing(sheet.enclosed, sheet.folder):
        return sheet.entry
    path = next(path for path in sheet.files if path.suffix == ".ipynb")
    try:
        trees = [json.loads(each) for each in (path.read_bytes(), sheet.files[path])]
        before, now = map(answers, trees)
        unread = {ungradable(tree) for tree in trees}
    except (OSError, ValueError, KeyError, TypeError):  # gone, or somebody has edited it
        return sheet.entry
    if len(unread) > 1:  # a blank sheet stands for what cannot be read, not for an empty notebook
        return sheet.entry
    scores = sheet.entry.scores
    stand = standing.scores
    same = {name for name in scores if name in stand and (regraded or stand[name] == scores[name])}
    return replace(sheet.entry, as_before={name for name in same if before.get(name) == now[name]})


def _sheet(root: Path, paper: Paper, submission: Submission, result: Result) -> Sheet:
    """The submission as `nbgrader autograde` would leave it."""
    student, unit = nameable(_student_id(submission)), submission.unit
    folder, home = root / AUTOGRADED / student / unit, submission.path.parent
    own = home.name == unit  # the folder is the student's alone
    enclosed = enclosures(home, paper) if own else Enclosures(home)
    if result["status"] != "ungradable":
        notebook = answer_sheet(submission.path, paper, enclosed.names)
    else:
        notebook = blank_sheet(paper, result["reason"])
    mark(notebook, result)
    noted = {folder / name: note(home / name) for name in (TIMESTAMP, SECRET)} if own else {}
    kept = {path: content for path, content in noted.items() if content is not None}
    when, trouble = _handed_in(home) if noted else (None, None)
    entry = _entry(student, notebook, when)
    notes = [f"{shown(student)}, {each}" for each in (*enclosed.left_out, *to_be_known(notebook))]
    kept[folder / f"{unit}.ipynb"] = written(notebook)
    return Sheet(folder, kept, enclosed, entry, trouble, notes)


def _handed_in(folder: Path) -> tuple[Moment | None, str | None]:
    """When that was, and what is wrong with the timestamp if it does not tell."""
    try:
        return as_gradebook(handed_in(folder)), None
    except CourseError as error:
        return None, str(error)


def _student_id(submission: Submission) -> str:
    """As nbgrader has it, the name of the student's folder, which may write accents in another way."""
    name = submission.path.absolute().parent.parent.name
    return name if normalised(name) == submission.student else submission.student


def _entry(student: str, notebook: NotebookNode, timestamp: Moment | None) -> Entry:
    """What nbgrader would read from the sheet."""
    graded = [cell for cell in notebook.cells if is_grade(cell)]
    answered = [cell for cell in notebook.cells if is_solution(cell)]
    return Entry(
        student,
        timestamp,
        {cell.metadata.nbgrader.grade_id: score_of(cell) for cell in graded},
        {cell.metadata.nbgrader.grade_id: _comment(cell) for cell in answered},
    )


def _comment(cell: NotebookNode) -> str | None:
    return "No response." if cell.metadata.nbgrader.checksum == compute_checksum(cell) else None
