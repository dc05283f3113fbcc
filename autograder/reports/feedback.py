"""Feedback: one self-contained HTML page for each submission, written for the student, and excerpts of it.

The page needs no network and runs no script. Text that a student wrote reaches it in many fields (names,
exception texts, printed output, source lines), so none of it is trusted: whatever the template prints passes
through `pages.visible`, then through Jinja's escaping. No field has to remember to do so.
"""

from collections import Counter
from collections.abc import Sequence
from functools import cache
from typing import Any

from jinja2 import Environment

from autograder.reports.by_hand import before_lateness, bonus, bonus_in, in_words, totals, unwritten
from autograder.reports.lateness import sentences
from autograder.reports.pages import counted, environment
from autograder.reports.results import replaced
from autograder.verdicts import Verdict

Result = dict[str, Any]

# Each verdict: a symbol, so that nothing rests on colour alone, and the student's words for it. The order is
# that of the summary sentence. The words must also read well after a number: "2 not yet written".
SYMBOLS = {
    Verdict.passed: "✓",
    Verdict.failed: "✗",
    Verdict.crashed: "!",
    Verdict.timed_out: "∞",
    Verdict.out_of_memory: "■",
    Verdict.skipped: "»",
    Verdict.missing: "○",
    Verdict.grader_error: "?",
}
WORDS = {
    Verdict.passed: "passed",
    Verdict.failed: "not right yet",
    Verdict.crashed: "stopped with an error",
    Verdict.timed_out: "took too long",
    Verdict.out_of_memory: "ran out of memory",
    Verdict.skipped: "skipped",
    Verdict.missing: "not yet written",
    Verdict.grader_error: "not graded: our fault",
}


def render(result: Result) -> str:
    """Return the HTML page that explains one result to its student.

    Besides the grader's own fields, it may have those that `by_hand` puts there, and `said`, sentences for the head.
    """
    total, worth = totals(result)
    defaults = {"proofs": [], "by_hand": [], "said": [], "summary": summary(result), "output_shown": _shown(result)}
    before = before_lateness(result)
    defaults |= {"total": total, "worth": worth, "beyond": bonus(result)}
    defaults |= {"before": before, "times": sentences(result, before, worth)}
    return _environment().get_template("feedback.html.j2").render(defaults | result)


def exercise_excerpt(test: Result) -> str:
    """Return what the page says of one exercise, to stand beside its score somewhere else."""
    return str(_excerpts().of_exercise(test))


def submission_excerpt(result: Result) -> str:
    """Return what the page says of the submission as a whole, nothing if there is nothing to be said."""
    return str(_excerpts().of_submission(result, _shown(result))).strip()


def summary(result: Result) -> str:
    """Say in one sentence how the submission stands."""
    if result["status"] == "ungradable":
        return "This submission could not be graded."
    if result["status"] == "grader_error":
        return "The grader failed here, not you. No points are lost: this submission will be graded again."
    return _standing(Counter(test["verdict"] for test in result["tests"]))


def _standing(verdicts: Counter[str]) -> str:
    exercises = verdicts.total()
    if verdicts[Verdict.passed] == exercises:
        return "Every exercise passed."
    if verdicts[Verdict.missing] == exercises:
        return "No exercise is written yet."
    parts = [f"{verdicts[verdict]} {words}" for verdict, words in WORDS.items() if verdicts[verdict]]
    return f"Of {counted(exercises, 'exercise')}: {', '.join(parts)}."


def _shown(result: Result) -> int:
    """How many bytes of what was printed have been kept."""
    return len(result["output"].encode("utf-8", "surrogatepass"))


@cache
def _excerpts() -> Any:
    return _environment().get_template("excerpts.html.j2").module


@cache
def _environment() -> Environment:
    found = environment(size=size, credited=_credited, repeats=_repeats, replaced=replaced, of=in_words)
    found.filters.update(ordinary=_ordinary, beyond=_beyond, bonus=bonus_in, unwritten=unwritten)
    found.globals.update(symbols=SYMBOLS, words=WORDS)
    return found


def size(count: int) -> str:
    """Write a number of bytes for people: 512 bytes, 2 kB, 100 MB."""
    if count < 1000:
        return counted(count, "byte")
    thousands, unit = (count / 1e3, "kB") if count < 1e6 else (count / 1e6, "MB")
    return f"{round(thousands)} {unit}"


def _repeats(checks: Sequence[Result]) -> list[Result]:
    """Checks that came to nothing just as an earlier one did: once is enough to read about it."""
    seen: list[tuple[str, str]] = []
    repeats = []
    for check in checks:
        trouble = check["verdict"], check["message"]
        if trouble in seen and check["verdict"] not in (Verdict.passed, Verdict.failed, Verdict.missing):
            repeats.append(check)
        seen.append(trouble)
    return repeats


def _ordinary(checks: Sequence[Result]) -> list[Result]:
    """The checks without those for a bonus."""
    return [check for check in checks if "bonus" not in check]


def _beyond(checks: Sequence[Result]) -> list[Result]:
    """The checks for a bonus."""
    return [check for check in checks if "bonus" in check]


def _credited(test: Result) -> bool:
    """Tell whether what the grader failed to judge in this exercise was credited in full."""
    failed = [check for check in _ordinary(test["checks"]) if check["verdict"] == Verdict.grader_error]
    if not failed:
        return bool(test["score"] >= test["max_score"])
    return all(check["earned"] >= check["points"] for check in failed)
