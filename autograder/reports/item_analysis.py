"""Item analysis: what the results of a class say about each exercise, check and misconception of a unit.

Of n graded submissions, x_i in [0, 1] is the share of an exercise's points that submission i earned, and r_i the
points that it earned on the unit's other exercises. An exercise on which the grader failed is no evidence, so it is
left out; one that is not written counts as x_i = 0.
"""

import statistics
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from autograder.reports.loading import Answer, ByHand, FollowThrough, Misconception, Result
from autograder.reports.pseudonyms import kind
from autograder.verdicts import Verdict

ENOUGH = 3  # values, for a correlation; attempts, for a check to be ranked
OFTEN = 2  # submissions, for a note to be one that occurs often
ROUND_OFF = 1e-9  # of points, which results keep to six decimals

Correlation = float | str  # a number, or in words why there is none


class Outcome(StrEnum):
    """What became of an exercise: its verdict, or `partly` for a failed one that earned points. In reading order."""

    passed = "passed"
    partly = "partly"
    failed = "failed"
    crashed = "crashed"
    timed_out = "timed_out"
    out_of_memory = "out_of_memory"
    skipped = "skipped"
    missing = "missing"
    grader_error = "grader_error"


@dataclass(frozen=True)
class Item:
    """An exercise in numbers; None where nothing was there to be counted."""

    name: str
    worth: float
    outcomes: Counter[Outcome]
    mean: float | None  # points
    difficulty: float | None  # the mean of x_i: 1 is easy, 0 is hard
    discrimination: Correlation
    seconds: float | None  # the median time to grade it, of those who tried

    @property
    def judged(self) -> int:
        """Submissions in which the grader could judge it."""
        return self.outcomes.total() - self.outcomes[Outcome.grader_error]

    @property
    def tried(self) -> int:
        """Submissions in which there was something to judge."""
        return self.judged - self.outcomes[Outcome.missing] - self.outcomes[Outcome.skipped]

    @property
    def stumbled(self) -> int:
        """Submissions that tried it and did not pass."""
        return self.tried - self.outcomes[Outcome.passed]

    @property
    def pass_rate(self) -> float | None:
        """The share of the judged that passed."""
        return self.outcomes[Outcome.passed] / self.judged if self.judged else None


@dataclass(frozen=True)
class ProofItem:
    """A proof in numbers."""

    name: str
    title: str
    worth: float
    graded: int
    unwritten: int
    pending: int
    mean: float | None  # points of the graded


@dataclass(frozen=True)
class Attempts:
    """How a check went among those whose code it could run."""

    exercise: str
    sentence: str
    passed: int
    tried: int

    @property
    def failed(self) -> int:
        """How many did not pass."""
        return self.tried - self.passed

    @property
    def pass_rate(self) -> float:
        """The share of the attempts that passed."""
        return self.passed / self.tried


@dataclass(frozen=True)
class Mistake:
    """A misconception of this class, and how many hold it."""

    exercise: str
    misconception: Misconception
    students: int


@dataclass(frozen=True)
class Returned:
    """Follow-through credit of an exercise: the points that came back to how many students."""

    exercise: str
    of: tuple[str, ...]
    students: int
    points: float


def outcome(answer: Answer) -> Outcome:
    """What became of one student's exercise."""
    partly = answer.verdict == Verdict.failed and answer.ordinary > 0
    return Outcome.partly if partly else Outcome(answer.verdict)


def items(results: Sequence[Result]) -> list[Item]:
    """The exercises of a unit, from its graded results, in the order of the results."""
    names = dict.fromkeys(answer.name for result in results for answer in result.answers)
    return [_item(name, results) for name in names]


def _item(name: str, results: Sequence[Result]) -> Item:
    found = [(answer, result) for result in results for answer in result.answers if answer.name == name]
    judged = [(answer, result) for answer, result in found if answer.verdict != Verdict.grader_error]
    scored = [(share(answer), _rest(name, result)) for answer, result in judged if answer.max_score > 0]
    tried = [answer for answer, _ in judged if answer.verdict not in (Verdict.missing, Verdict.skipped)]
    return Item(
        name,
        max(answer.max_score for answer, _ in found),
        Counter(outcome(answer) for answer, _ in found),
        _mean(answer.ordinary for answer, _ in judged),
        _mean(x for x, _ in scored),
        correlation([x for x, _ in scored], [r for _, r in scored]),
        statistics.median(answer.seconds for answer in tried) if tried else None,
    )


def proofs(results: Sequence[Result]) -> list[ProofItem]:
    """The proofs of a unit, in the order of the results."""
    found: dict[str, list[ByHand]] = {}
    for result in results:
        for proof in result.proofs:
            found.setdefault(proof.name, []).append(proof)
    return [_proof(each) for each in found.values()]


def _proof(found: Sequence[ByHand]) -> ProofItem:
    one, written = found[0], [proof for proof in found if not proof.unwritten]
    scores = [proof.score for proof in written if proof.score is not None]
    counts = len(scores), len(found) - len(written), len(written) - len(scores)
    return ProofItem(one.name, one.title, one.max_score, *counts, _mean(scores))


def share(answer: Answer) -> float:
    """The share of the points that an answer earned; the exercise must be worth something."""
    return min(1.0, answer.ordinary / answer.max_score)


def _rest(name: str, result: Result) -> float:
    return sum(answer.ordinary for answer in result.answers if answer.name != name)


def _mean(values: Iterable[float]) -> float | None:
    known = list(values)
    return statistics.fmean(known) if known else None


def correlation(x: Sequence[float], r: Sequence[float]) -> Correlation:
    """The discrimination of an exercise: Pearson's correlation of its share x_i with the rest of the score r_i.

    sum (x_i - mean x)(r_i - mean r) / sqrt(sum (x_i - mean x)^2 sum (r_i - mean r)^2), the corrected item-total
    correlation of test theory ("corrected": the exercise is not part of what it is compared with). For n < 3 it says
    nothing, and where x or r is constant it is not defined: then the answer is a reason in words.
    """
    if len(x) < ENOUGH:
        return f"fewer than {ENOUGH}"
    if max(x) - min(x) <= ROUND_OFF:
        return "all alike"
    if max(r) - min(r) <= ROUND_OFF:
        return "all alike elsewhere"
    return max(-1.0, min(1.0, statistics.correlation(x, r)))


def attempts(results: Iterable[Result]) -> list[Attempts]:
    """How each check went, hardest first. One that nobody tried is left out."""
    sentences: dict[tuple[str, str], str] = {}
    verdicts: dict[tuple[str, str], Counter[bool]] = defaultdict(Counter)
    untried = (Verdict.missing, Verdict.skipped, Verdict.grader_error)
    for result in results:
        for answer in result.answers:
            for check in answer.checks:
                if check.verdict not in untried and not check.bonus:
                    sentences[answer.name, check.name] = check.sentence
                    verdicts[answer.name, check.name][check.verdict == Verdict.passed] += 1
    found = [Attempts(key[0], sentences[key], count[True], count.total()) for key, count in verdicts.items()]
    return sorted(found, key=lambda each: (each.pass_rate, -each.tried))


def mistakes(results: Iterable[Result]) -> list[Mistake]:
    """The misconceptions of the class, the most frequent first."""
    named = [(a.name, a.misconception) for result in results for a in result.answers if a.misconception]
    told = {(exercise, each.name): each for exercise, each in named}
    students = Counter((exercise, each.name) for exercise, each in named)
    return [Mistake(key[0], told[key], count) for key, count in students.most_common()]


def returned(results: Iterable[Result]) -> list[Returned]:
    """The follow-through credit of each exercise that was given some."""
    given: dict[str, list[tuple[float, FollowThrough]]] = defaultdict(list)
    for result in results:
        for answer in result.answers:
            if answer.follow_through:
                given[answer.name].append((answer.by_grader, answer.follow_through))
    return [_returned(exercise, credited) for exercise, credited in given.items()]


def _returned(exercise: str, credited: Sequence[tuple[float, FollowThrough]]) -> Returned:
    of = dict.fromkeys(name for _, credit in credited for name in credit.of)
    points = sum(max(0.0, score - credit.earned_before) for score, credit in credited)
    return Returned(exercise, tuple(of), len(credited), points)


def frequent_notes(results: Iterable[Result]) -> list[tuple[str, int]]:
    """The kinds of notes that several submissions earned, and how many, the most frequent first."""
    kinds = Counter(each for result in results for each in dict.fromkeys(map(kind, result.notes)))
    return [(each, count) for each, count in kinds.most_common() if count >= OFTEN]
