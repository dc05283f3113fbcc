"""How a class stands: the results of one unit, or of all, in the numbers and rows that the class report shows."""

import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from autograder.reports import figures, item_analysis
from autograder.reports.figures import Picture
from autograder.reports.item_analysis import (
    ENOUGH,
    OFTEN,
    Attempts,
    Item,
    Mistake,
    Outcome,
    ProofItem,
    Returned,
    outcome,
)
from autograder.reports.lateness import standing
from autograder.reports.loading import Answer, Result
from autograder.reports.pages import points
from autograder.reports.pseudonyms import Naming
from autograder.verdicts import Verdict

MOST_CHECKS = 8
MOST_NOTES = 10
WORTH_TEACHING = 0.1  # of those who tried an exercise


@dataclass(frozen=True)
class Trouble:
    """What somebody has to look at: whose, what it is, and why."""

    student: str
    what: str
    reason: str


@dataclass(frozen=True)
class Finding:
    """An exercise that is worth a word to the class, and what went wrong in it."""

    unit: str
    item: Item
    mistake: Mistake | None  # the one that most of them share
    obstacle: Attempts | None  # the check that most of them failed

    @property
    def weight(self) -> int:
        """Those who did not get it right; who shares a named mistake counts twice, as a sentence may cure it."""
        return self.item.stumbled + (self.mistake.students if self.mistake else 0)


@dataclass(frozen=True)
class Statistics:
    """Results of a unit, or of all units: how many of each kind, and how they scored."""

    title: str
    results: Sequence[Result]
    naming: Naming

    def count(self, status: str) -> int:
        """How many have this status; graded, ungradable and grader_error make up all of them."""
        return sum(result.status == status for result in self.results)

    @cached_property
    def graded(self) -> list[Result]:
        """Those with a score that says something."""
        return [result for result in self.results if result.status == "graded"]

    @cached_property
    def percentages(self) -> list[float]:
        """The scores of the graded, where there are points to be had."""
        return [100 * earned(result) / result.max_score for result in self.graded if result.max_score]

    @property
    def bonuses(self) -> list[float]:
        """What some of the graded have beyond that."""
        return [result.bonus for result in self.graded if result.bonus]

    @property
    def median(self) -> float | None:
        """The median percentage."""
        return statistics.median(self.percentages) if self.percentages else None

    @property
    def full_marks(self) -> int:
        """How many of the graded have every point."""
        return sum(earned(result) >= result.max_score for result in self.graded)

    @property
    def flawed(self) -> int:
        """In how many of the graded the grader failed on some exercise."""
        return sum(any(map(_flawed, result.answers)) for result in self.graded)

    @property
    def histogram(self) -> Picture | None:
        """The distribution of the percentages."""
        return figures.histogram(self.percentages, 100, "score in % of the points") if self.percentages else None

    @property
    def pending(self) -> int:
        """How many proofs wait for a person."""
        return sum(proof.score is None for result in self.results for proof in result.proofs)

    @property
    def has_proofs(self) -> bool:
        """Whether there are proofs, so that scores of exercises are not all there is."""
        return any(result.proofs for result in self.results)

    @property
    def has_overrides(self) -> bool:
        """Whether somebody has given points for an exercise in the grader's place."""
        return any(result.by_hand or any(answer.replaced for answer in result.answers) for result in self.results)

    @property
    def has_times(self) -> bool:
        """Whether somebody was late, or has an extension."""
        return any(result.late for result in self.results)

    @cached_property
    def troubles(self) -> list[Trouble]:
        """What could not be graded, and where the grader itself failed."""
        return sorted(self._troubles(), key=lambda each: place(each.student))

    def _troubles(self) -> Iterator[Trouble]:
        for result in self.results:
            student = self.naming.student(result.student)
            if result.status != "graded" and result.reason == result.waits:
                reason = self.naming.text(result.reason or "no reason is given")
                yield Trouble(student, result.status.replace("_", " "), reason)
            for answer in result.answers:
                if _flawed(answer):
                    yield Trouble(student, f"grader error in {answer.name}", self.naming.text(_fault(answer)))
                if untold := _untold(answer):
                    yield Trouble(student, f"bonus of {answer.name} open", self.naming.text(untold))


@dataclass(frozen=True)
class Unit(Statistics):
    """The results of one unit (at least one). `anchor` is where the page has it."""

    anchor: str

    @property
    def id(self) -> str:
        """`01_classification`."""
        return self.results[0].unit

    @cached_property
    def items(self) -> list[Item]:
        """Its exercises in numbers."""
        return item_analysis.items(self.graded)

    @cached_property
    def proofs(self) -> list[ProofItem]:
        """Its proofs in numbers."""
        return item_analysis.proofs(self.results)

    @cached_property
    def attempts(self) -> list[Attempts]:
        """Its checks, hardest first."""
        return item_analysis.attempts(self.graded)

    @cached_property
    def mistakes(self) -> list[Mistake]:
        """Its misconceptions, the most frequent first."""
        return item_analysis.mistakes(self.graded)

    @cached_property
    def hardest(self) -> list[Attempts]:
        """The checks that fewest passed, of those that enough students tried."""
        return [each for each in self.attempts if each.tried >= ENOUGH and each.failed][:MOST_CHECKS]

    @cached_property
    def returned(self) -> list[Returned]:
        """Its follow-through credit."""
        return item_analysis.returned(self.graded)

    @cached_property
    def notes(self) -> list[tuple[str, int]]:
        """What several notebooks were told alike."""
        return item_analysis.frequent_notes(self.results)[:MOST_NOTES]

    @property
    def histogram(self) -> Picture | None:
        """The distribution of the scores in points."""
        if not self.graded:
            return None
        worth = max(result.max_score for result in self.graded)
        return figures.histogram([earned(result) for result in self.graded], worth, f"score of {points(worth)} points")

    @property
    def outcomes(self) -> Picture | None:
        """What became of each exercise."""
        return figures.outcomes(self.items) if self.items else None

    @property
    def seen(self) -> list[Outcome]:
        """The outcomes that occur in the rows, in reading order."""
        found = {outcome(answer) for result in self.results for answer in result.answers}
        return [each for each in Outcome if each in found]

    @property
    def rows(self) -> list[tuple[str, Result, dict[str, Answer]]]:
        """What each student is called, the result, and the answers by exercise."""
        rows = [
            (self.naming.student(result.student), result, {answer.name: answer for answer in result.answers})
            for result in self.results
        ]
        return sorted(rows, key=lambda row: place(row[0]))

    @property
    def due(self) -> str:
        """When it was due, and how many came when; nothing if it is never due."""
        return standing([result.times for result in self.results])

    @property
    def findings(self) -> list[Finding]:
        """The exercises that the class should hear about again."""
        worth_it = [item for item in self.items if item.stumbled > WORTH_TEACHING * item.tried]
        return [Finding(self.title, item, self._shared(item), self._obstacle(item)) for item in worth_it]

    def _shared(self, item: Item) -> Mistake | None:
        own = (each for each in self.mistakes if each.exercise == item.name and each.students >= OFTEN)
        return next(own, None)

    def _obstacle(self, item: Item) -> Attempts | None:
        own = [each for each in self.attempts if each.exercise == item.name and each.failed]
        return max(own, key=lambda each: each.failed, default=None)


def earned(result: Result) -> float:
    """The score of a graded submission, without a bonus: of what everybody could have."""
    return (result.score or 0.0) - result.bonus


def place(student: str) -> tuple[str, str]:
    """Where a student stands in a list: by name or pseudonym, capitals aside."""
    return student.casefold(), student


def _flawed(answer: Answer) -> bool:
    return answer.verdict == Verdict.grader_error


def _untold(answer: Answer) -> str:
    messages = [check.message for check in answer.checks if check.bonus and check.verdict == Verdict.grader_error]
    return messages[0] if messages else ""


def _fault(answer: Answer) -> str:
    messages = [check.message for check in answer.checks if check.verdict == Verdict.grader_error]
    return messages[0] if messages else "no message"
