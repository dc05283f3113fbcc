"""Follow-through credit: an early error costs once.

An exercise that has not passed, and builds on one that has not passed either, is tried a second time: in a fresh
process where the wrong functions are replaced by ours, which stay on our side and answer calls. The better of
the two runs counts.

It counts as a whole, not check by check. So the second run can only add credit, and a submission gets what one of
two programs earns. If each check took its better run, an answer that behaves differently once it meets a
replaced function could collect the checks of two half-right programs. As it is, a wrong earlier answer handed in
on purpose forfeits its own points for one more attempt, whose result the student does not learn in time.
Nothing is to be had by it without writing the later function: `course check` hands in the one-call answers
`return earlier(...)` for every requirement and wants no point for them.
"""

import re
from collections.abc import Mapping, Sequence

from autograder.intake.cell_source import defined_names
from autograder.intake.ingest import Cell
from autograder.scheme.exercises import Exercise, required
from autograder.verdicts import UNSTABLE, Marking, Verdict

WORD = re.compile(r"\w+")


def lacking(test: Marking, exercises: Mapping[str, Exercise], tests: Mapping[str, Marking]) -> list[str]:
    """The functions to replace in a second run of an exercise; none if there shall be no second run.

    What is not among `tests` has not been tried, and is taken for right. An exercise that is missing stays missing.
    """
    if test["verdict"] in (Verdict.passed, Verdict.missing):
        return []
    tried = [name for name in required(test["name"], exercises) if name in tests]
    return [name for name in tried if tests[name]["verdict"] != Verdict.passed]


def reachable(exercise: str, of: Sequence[str], cells: Sequence[Cell]) -> set[str]:
    """Which functions `of` exercises, with or without an answer cell, an exercise's function may come to use.

    It may use whatever its own cell and cells that answer nothing have a word for, and the same for the cells that
    define that. A word in a comment counts; a name that is put together while the code runs does not.
    """
    defined = {name: {name} for name in of}
    for cell in cells:
        if cell.exercise:
            defined[cell.exercise] = {cell.exercise, *(defined_names(cell.source) or ())}
    found, waiting = {exercise}, True
    while waiting:
        words = {word for cell in cells if cell.exercise in {None, *found} for word in WORD.findall(cell.source)}
        more = {name for name, names in defined.items() if names & words} - found
        found, waiting = found | more, bool(more)
    return found.intersection(of)


def better(first: Marking, second: Marking, of: list[str], unwritten: bool = False) -> Marking:
    """The run that counts, with the time of both; `of` are the replaced functions that the second one called.

    Of runs that earn the same it is the first, unless only the second is diagnosed, or the first stopped at a function
    that is `unwritten`, so that only the second says anything about this one.
    """
    before, after = earned(first), earned(second)
    named = second["misconception"] and not first["misconception"]
    seconds = first["seconds"] + second["seconds"]
    if of and (after > before or (after == before and (named or (unwritten and not first["misconception"])))):
        return {**second, "seconds": seconds, "follow_through": {"of": of, "earned_before": before}}
    return {**first, "seconds": seconds}


def earned(test: Marking) -> float:
    """The points of a run."""
    return float(sum(check["earned"] for check in test["checks"]))


def settled(test: Marking) -> bool:
    """Whether another run must come out the same."""
    return not UNSTABLE & {check["verdict"] for check in test["checks"]}
