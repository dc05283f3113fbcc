"""The proofs of one unit, student by student: what table and gradebook say of each, and what counts."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.intake.paper import Paper
from autograder.names import shown
from autograder.problems import Ungradable
from autograder.reports.by_hand import NO_ANSWER
from course.by_hand.agreement import Conflict, Points, agree
from course.by_hand.entry import Entry, Result
from course.by_hand.exercises import Exercises, Overrides
from course.by_hand.proofs import LENGTH, Proof, answers
from course.by_hand.table import Table

if TYPE_CHECKING:
    from course.gradebook.hand import HandBook


@dataclass
class Unit:
    """One unit's results by student, and the files of those graded just now."""

    id: str
    results: Mapping[str, Result]
    submissions: Mapping[tuple[str, str], Path]
    conflicts: list[str] = field(default_factory=list)

    def knows(self, student: str) -> bool:
        """Whether it is known what a student has handed in."""
        return "proofs" in self.results[student] or (student, self.id) in self.submissions

    def worth(self) -> dict[str, float]:
        """What the exercises that were graded are worth; where that differs, the most."""
        found: dict[str, float] = {}
        for test in (test for result in self.results.values() for test in result["tests"]):
            found[test["name"]] = max(test["max_score"], found.get(test["name"], 0.0))
        return found

    def given(
        self,
        proofs: Sequence[Proof],
        exercises: Mapping[str, float],
        paper: Paper,
        table: Table,
        book: "HandBook | None",
    ) -> Iterator[tuple[str, tuple[list[Result], Overrides]]]:
        """By student the proofs with their points, and the exercises whose points somebody has replaced.

        `exercises` says what each is worth.

        Left out is a result of which it is not known what its student has handed in.
        """
        override = Exercises(self.id, exercises, table, book)
        for student in filter(self.knows, self.results):
            result = self.results[student]
            prints = self._fingerprints(result, proofs, paper)
            tasks = [
                _Task(result, proof.name, proof.cell, prints[proof.name], table, book, proof) for proof in proofs
            ]
            yield student, ([self._entry(task) for task in tasks], override.of(result, next(iter(prints.values()), "")))

    def _fingerprints(self, result: Result, proofs: Sequence[Proof], paper: Paper) -> Mapping[str, str]:
        """What there is for each proof; a result that has been settled before says it."""
        if "proofs" in result:
            known = {proof["name"]: proof["answer"] for proof in result["proofs"]}
            return {proof.name: known.get(proof.name, "") for proof in proofs}
        path = self.submissions[result["student"], self.id]
        try:
            return answers(path, paper)
        except (Ungradable, OSError, RecursionError, MemoryError):  # whoever grades has to look at the file itself
            return dict.fromkeys((proof.name for proof in proofs), _of_file(path))

    def _entry(self, task: "_Task") -> Result:
        """A proof as results have it; what is given where it is not yet is given on the way."""
        found, why, agreed = task.outcome(), "", task.before
        if isinstance(found, Conflict):
            why = str(found)
            self.conflicts.append(f"{shown(task.student)}, {self.id}/{task.proof.name}: {why}")
        elif task.trouble:
            why = "its points in the table cannot be read"
        else:
            task.hand_on(found)
            agreed = found if task.given else agreed
        points = Points(None, task.stored.comment) if isinstance(found, Conflict) or why else found
        proof = {"name": task.proof.name, "title": task.proof.title, "score": points.score, "why": why}
        proof |= {"max_score": task.proof.points, "comment": points.comment, "answer": task.answer}
        return proof | {"agreed": [agreed.score, agreed.comment]}


@dataclass(frozen=True)
class _Task(Entry):
    """A proof, to be graded by a person."""

    proof: Proof

    @property
    def trouble(self) -> bool:
        return self.key in self.table.trouble

    @property
    def _stored(self) -> Result:
        stored = self.result.get("proofs", ())
        return next((each for each in stored if each["name"] == self.proof.name), {})

    @property
    def before(self) -> Points:
        """What table and gradebook last agreed on."""
        return Points(*self._stored.get("agreed", ()))

    @property
    def stored(self) -> Points:
        """What counted up to now."""
        return Points(self._stored.get("score"), self._stored.get("comment", ""))

    def outcome(self) -> Points | Conflict:
        """What counts now."""
        given = self.given
        if given is None:
            return self._said()
        # A blank sheet stands for what could not be read; that nothing is on it says nothing of its student.
        unseen = self.result["status"] != "graded" and not given.by_hand
        book = Points(None if unseen else given.score, given.comment)
        if not self._outdated:
            return agree(self.before, self.table.says(self.key), book)
        # Of two files that cannot be read the gradebook has the same sheet: its points may be for the earlier one.
        stale = self.result["status"] != "graded" and self.table.says(self.key) == book
        return Points(None, book.comment) if stale else book

    @property
    def _outdated(self) -> bool:
        """Whether the table's row is about another answer than that which is there now."""
        return self.table.answer(self.key) not in ("", self.answer) and self.answer != ""

    def _said(self) -> Points:
        """The table's word where nobody else has one; a row that was deleted takes nothing back."""
        said = self.table.says(self.key)
        nothing = 0.0 if self.answer == NO_ANSWER else None
        if said is None:
            return self.stored if self._stored else Points(nothing)
        if not self._outdated:
            return said
        if said.score is None or (said.score == 0 and NO_ANSWER in (self.table.answer(self.key), self.answer)):
            return Points(nothing, said.comment)  # no points to be lost
        earlier = f"handed in again; the earlier answer had {said.score:g}"
        return Points(None, ": ".join(filter(None, (earlier, said.comment))))

    def hand_on(self, points: Points) -> None:
        """Let gradebook and table say it, too."""
        given = self.given
        if self.book and given and (points.score, points.comment) != (given.score, given.comment):
            unseen = self.result["status"] != "graded" and not given.by_hand and points.score is None
            if not unseen:
                score = None if points.score is None else points.score - given.extra
                self.book.give(self.student, self.cell, score, points.comment)
        self.table.put(self.key, points, self.proof.points, self.answer)


def _of_file(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()[:LENGTH]
    except OSError:
        return ""
