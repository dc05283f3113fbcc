"""Whether a submission came in time, in a result.

A result's `lateness` has `handed_in` and `due`, in ISO 8601 with the offset from UTC, None where nothing says it; the
same of `regular`, when the unit is due for all, where the student has an extension; by how many `seconds` it is late,
0 within the minutes of grace; and the `share` of the points that this costs.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from autograder.moments import in_words, span
from autograder.reports.pages import points

Result = Mapping[str, Any]


def share_of(result: Result) -> float:
    """The share of the points that being late costs."""
    return float(result.get("lateness", {}).get("share", 0.0))


def less(score: float, share: float) -> float:
    """What remains of points; nothing below 0, and all of them in time."""
    return round(max(0.0, score - score * share), 6) if share else score


def remark(lateness: Result) -> str:
    """What a table says of it: `late 1 d 2 h, -20 %`, `extension`, or nothing."""
    told = ["extension"] if lateness.get("regular") else []
    if lateness.get("seconds"):
        cost = f", {percent(-lateness['share'])}" if lateness["share"] else ""
        told.append(f"late {span(lateness['seconds'])}{cost}")
    return "; ".join(told)


def standing(found: Sequence[Result]) -> str:
    """When a unit was due, and how many came when, of the `lateness` of all results; nothing if it is never due."""
    dated = [each for each in found if each.get("due")]
    if not dated:
        return ""
    due = Counter(each["regular"] or each["due"] for each in dated).most_common(1)[0][0]
    late, unknown = sum(each["seconds"] > 0 for each in dated), sum(not each["handed_in"] for each in dated)
    longer = sum(bool(each["regular"]) for each in dated)
    told = [f"{len(dated) - late - unknown} in time, {late} late"]
    told += [f"{unknown} that nothing dates, which count as in time"] if unknown else []
    among = f"; {longer} of them {'has' if longer == 1 else 'have'} an extension" if longer else ""
    return f"Due {_said(due)}: {', '.join(told)}{among}."


def percent(share: float) -> str:
    """A share as it was agreed: 10 %, 2.5 %."""
    return f"{points(100 * share)} %"


def sentences(result: Result, score: float | None, worth: float) -> list[str]:
    """For the student: when it was due, when it came, and what that costs of a score, None while it is not known."""
    lateness = result.get("lateness", {})
    if not lateness.get("due"):
        return []
    due = datetime.fromisoformat(lateness["due"])
    regular = lateness.get("regular")
    told = [f"Due {in_words(due)}" + (f", an extension of yours; regularly {_said(regular)}." if regular else ".")]
    if not lateness["handed_in"]:
        return [*told, "Nothing says when it was handed in: it counts as in time."]
    came = in_words(datetime.fromisoformat(lateness["handed_in"]).astimezone(due.tzinfo))
    if not lateness["seconds"]:
        return [*told, f"Handed in {came}, in time."]
    return [*told, f"Handed in {came}, late by {span(lateness['seconds'])}{_cost(lateness['share'], score, worth)}."]


def _said(moment: str) -> str:
    return in_words(datetime.fromisoformat(moment))


def _cost(share: float, score: float | None, worth: float) -> str:
    if not share:
        return ", which costs nothing"
    if score is None:
        return f", which costs {percent(share)} of the points"
    left = less(score, share)
    return f", which costs {percent(share)} of {points(score)} points: {points(left)} of {points(worth)} count"
