"""Points that people give, in a result: for proofs, and for exercises in the place of the grader's.

A result's `proofs` lists each proof of the unit, with the score None until somebody has graded it. An exercise whose
points somebody has replaced keeps what the grader gave it as `automatic`. So `score` is what counts, wherever a result
is shown; the `score` of the whole result is that of its exercises, and `totals` says what it comes to with its proofs.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from autograder.reports.lateness import less, share_of
from autograder.reports.pages import points

Result = dict[str, Any]

PENDING = "pending"
NO_ANSWER = "none"  # in the place of a proof's fingerprint: nothing is written, nor may anything stand for an answer
BY_PEOPLE = ("proofs", "by_hand", "agreed", "lateness")  # fields that the grader leaves alone
ROUND_OFF = 1e-6


@dataclass(frozen=True)
class Replaced:
    """What somebody has given for an exercise, and extra credit: points added to the grader's, or to these."""

    score: float | None
    max_score: float
    comment: str = ""
    extra: float = 0.0


def with_points(
    result: Result, proofs: Sequence[Result], replaced: Mapping[str, Replaced], agreed: Mapping[str, Any] | None = None
) -> Result:
    """The result with what people have given, and nothing that they had given before.

    `agreed` is kept for whoever compares next time what people have given in two places.
    """
    plain = by_grader(result)
    tests = [_with(test, replaced[test["name"]]) if test["name"] in replaced else test for test in plain["tests"]]
    found = {**plain, "tests": tests, "proofs": list(proofs)} | ({"agreed": dict(agreed)} if agreed else {})
    if plain["status"] == "graded":
        return found | {"score": _sum(tests)}
    # There are no tests where nothing could be graded, and yet somebody may have looked at it.
    given = [
        {"name": name, "score": each.score + each.extra, "max_score": each.max_score, **_words_of(each)}
        for name, each in replaced.items()
        if each.score is not None
    ]
    return found | {"score": _sum(given), "by_hand": given} if given else found


def by_grader(result: Result) -> Result:
    """The result as the grader left it."""
    found = {key: value for key, value in result.items() if key not in BY_PEOPLE}
    found["tests"] = [_without(test) for test in result["tests"]]
    if result["status"] == "graded":
        found["score"] = _sum(found["tests"])
    elif "by_hand" in result:
        found["score"] = 0.0 if result["status"] == "ungradable" else None
    return found


def totals(result: Result) -> tuple[float | None, float]:
    """What exercises and proofs come to, less what being late costs, None while that is not known, and of how much.

    Where there are proofs, somebody grades what could not be read; it is not known before its exercises are graded.
    """
    proved, of = proof_totals(result)
    worth = round(result["max_score"] + of, 6)
    seen = result["status"] == "graded" or not result.get("proofs") or settled_by_hand(result)
    known = result["score"] is not None and proved is not None and seen
    return less(round(result["score"] + proved, 6), share_of(result)) if known else None, worth


def before_lateness(result: Result) -> float | None:
    """What the exercises and the proofs come to without what being late costs."""
    return totals({**result, "lateness": {}})[0]


def proof_totals(result: Result) -> tuple[float | None, float]:
    """What the proofs come to, None while one of them is pending, and of how much."""
    proofs = result.get("proofs", [])
    scores = [proof["score"] for proof in proofs]
    return None if None in scores else sum(scores), sum(proof["max_score"] for proof in proofs)


def unwritten(proof: Result) -> bool:
    """Whether a proof has no points because there is none; a person may give some all the same, as for one on paper."""
    return proof.get("answer") == NO_ANSWER and proof["score"] == 0


def bonus(result: Result) -> float:
    """What of the score comes on top of what the exercises are worth: not where a person gave other points."""
    return round(sum((bonus_in(test) for test in result["tests"]), 0.0), 6)


def bonus_in(test: Result) -> float:
    """The same of one exercise."""
    return float(test["bonus"]) if "bonus" in test and test.get("given") is None else 0.0


def in_words(score: float | None, worth: float, beyond: float = 0.0) -> str:
    """`6 / 8`, of which a bonus stands apart as in `6 / 8 + 2`; `pending` while that is not known."""
    if score is None:
        return PENDING
    return f"{points(score - beyond)} / {points(worth)}{f' + {points(beyond)}' if beyond else ''}"


def settled_by_hand(result: Result) -> bool:
    """Whether somebody has graded all exercises of a submission on which the grader gave none."""
    given = result.get("by_hand", [])
    return bool(given) and sum(each["max_score"] for each in given) >= result["max_score"] - ROUND_OFF


def _with(test: Result, given: Replaced) -> Result:
    score = (test["score"] if given.score is None else given.score) + given.extra
    return {**test, "score": round(score, 6), "automatic": test["score"], **_words_of(given)}


def _words_of(given: Replaced) -> Result:
    return {"given": given.score, "extra": given.extra, "comment": given.comment}


def replaced_in(result: Result, name: str) -> Replaced | None:
    """What somebody has given for an exercise in a result that has it."""
    kept = [*(test for test in result["tests"] if "automatic" in test), *result.get("by_hand", ())]
    each = next((each for each in kept if each["name"] == name), None)
    return each and Replaced(each["given"], each["max_score"], each["comment"], each["extra"])


def _without(test: Result) -> Result:
    if "automatic" not in test:
        return test
    kept = {key: value for key, value in test.items() if key not in ("automatic", "given", "extra", "comment")}
    return kept | {"score": test["automatic"]}


def _sum(scored: Sequence[Result]) -> float:
    return round(sum((float(each["score"]) for each in scored), 0.0), 6)
