"""From what a check raised to what is reported of it."""

from collections.abc import Mapping, Sequence
from typing import Any

from autograder.exam.sitting import Sitting, last_answer
from autograder.scheme import arguments
from autograder.scheme.exercises import Check, Function
from autograder.scheme.in_process import in_process
from autograder.scheme.outcomes import Outcome
from autograder.scheme.shown import cut, shown
from autograder.verdicts import EARNS, UNSTABLE, Verdict, worst

Report = dict[str, Any]

BEYOND = frozenset({Verdict.passed})  # what a bonus is earned by: that could not be told is no loss
BONUS_LAST = "not timed: a bonus counts once all other checks pass"


def judge(check: Check, error: BaseException | None, sitting: Sitting, reference: "Rerun") -> Report:
    """The JSON-able report of one check; see `results` for the fields."""
    verdict, message = _verdict(error, sitting, reference)
    counterexample = getattr(error, "counterexample", None)
    return report_of(check, verdict, cut(message)) | {
        "earned": check.points if verdict in (BEYOND if check.bonus else EARNS) else 0.0,
        "counterexample": counterexample and [[name, shown(value)] for name, value in counterexample],
        "where": [list(frame) for frame in getattr(error, "where", ())] or None,
        "warnings": list(sitting.warnings),
    }


def report_of(check: Check, verdict: Verdict, message: str) -> Report:
    """The report of a check that earns nothing, of which there is no more to say; a bonus is told as one."""
    found: Report = {
        "name": check.name,
        "sentence": check.sentence,
        "points": check.points,
        "earned": 0.0,
        "verdict": verdict.value,
        "message": message,
        "counterexample": None,
        "where": None,
        "warnings": [],
    }
    return found | ({"bonus": True} if check.bonus else {})


def without_merit(check: Check, reports: Sequence[Report]) -> Report:
    """The report of a check for a bonus where another check of its exercise has not passed."""
    found = worst(Verdict(report["verdict"]) for report in reports)
    if found == Verdict.missing:
        return report_of(check, found, reports[0]["message"])
    if found in UNSTABLE:
        return report_of(check, Verdict.skipped, "not timed: what is wanted first could not be judged")
    return report_of(check, Verdict.failed, BONUS_LAST)


def _verdict(error: BaseException | None, sitting: Sitting, reference: "Rerun") -> tuple[Verdict, str]:
    if error is None:
        return Verdict.passed, ""
    if isinstance(error, Outcome):
        return error.verdict, str(error)
    if isinstance(error, AssertionError):
        return Verdict.failed, str(error)
    if isinstance(error, MemoryError):  # only what a student chooses can be that large
        return Verdict.out_of_memory, "the answers are too large to be checked"
    # The check itself stumbled. If it does so on the reference too, the check is broken; otherwise it
    # stumbled over what the student returned.
    broken = reference.fails()
    if broken is None:
        message = f"the answer cannot be used: {last_answer(sitting)} ({type(error).__name__}: {error})"
        return Verdict.failed, message
    return Verdict.grader_error, f"the check itself failed on the model answer: {broken}"


def beside_merit(reports: list[Report]) -> None:
    """Let the rule about arguments earn nothing where no other check has passed: who does nothing changes nothing."""
    others = [report for report in reports if report["name"] != arguments.NAME]
    rule = next((report for report in reports if report["name"] == arguments.NAME), None)
    if rule is None or rule["verdict"] != Verdict.passed or any(report["earned"] for report in others):
        return
    found = {Verdict(report["verdict"]) for report in others}
    if found == {Verdict.missing}:
        verdict, message = Verdict.missing, others[0]["message"]
    elif found & UNSTABLE:
        verdict, message = Verdict.skipped, "not run: an earlier check had already exceeded its limits"
    else:
        verdict, message = Verdict.failed, arguments.UNEARNED
    rule |= {"verdict": verdict.value, "earned": 0.0, "message": message}


class Rerun:
    """The same check on the reference, in process, with the same random inputs."""

    def __init__(self, check: Check, instance: Any, references: Mapping[str, Function], seed: str) -> None:
        self.check, self.instance, self.references, self.seed = check, instance, references, seed

    def fails(self) -> str | None:
        """What went wrong with the reference, or None if the check is sound."""
        try:
            self.check.function(self.instance, in_process(self.references, self.seed))
        except MemoryError:  # a student's answers have filled it
            return None
        except Exception as error:
            return f"{type(error).__name__}: {error}"
        return None
