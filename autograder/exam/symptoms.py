"""What a teacher sees at a glance: how wrong answers relate to the right ones, on every input that was tried.

A symptom is told if no misconception is named. It says what was seen and never more: a relation holds on every call of
an exercise, the calls that came out right among them, or it is not told. Against coincidence each wants several calls
on which it says something - a factor that is a dimension of the input, say, has to follow that dimension through two
values at least - and of two relations that both hold, the simpler one is told.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

EVERYWHERE = "On every input that was tried,"
FEWEST = 3  # calls on which a relation must say something
DECIMALS = 4  # to which answers are rounded at most: further ones may be right
RTOL, ATOL = 1e-6, 1e-9
EVIDENT = 1e-6  # far from 0
QUOTIENT = 1e-5  # to which a difference quotient with a sensible step is right, whatever the function
ROUND_OFF = 1e-13  # of the largest number in an answer: what a right computation may leave in place of a 0
FEW_DIGITS = (
    f"{EVERYWHERE} your value is right up to errors that look small, {QUOTIENT:g} and less, but tiny numbers have too "
    "few right digits: a difference quotient, or a number that was rounded or cut off?"
)
LOG2, LOG10 = float(np.log(2)), float(np.log(10))
FACTORS = {
    -1.0: "has the opposite sign of the right one",
    2.0: "is twice the right one",
    0.5: "is half the right one",
    LOG2: "is the right one times log 2: a logarithm to another base?",
    1 / LOG2: "is the right one divided by log 2: a logarithm to another base?",
    1 / LOG10: "is the right one divided by log 10: a logarithm to another base?",
}


@dataclass(frozen=True)
class Pair:
    """One call: its arguments by name, what was answered, what is right; a part of both, if they have parts."""

    arguments: Mapping[str, Any]
    got: Array
    wanted: Array

    @property
    def right(self) -> bool:
        """Whether the answer is right, up to round-off."""
        return self.got.shape == self.wanted.shape and _close(self.got, self.wanted)

    @property
    def tells(self) -> bool:
        """Whether wrong and right differ in a value, the shapes being equal."""
        return self.got.shape == self.wanted.shape and not self.right


Relation = Callable[[Sequence[Pair]], str]


def symptom(calls: Sequence[tuple[Mapping[str, Any], Any, Any]], names: Sequence[str] = ()) -> str:
    """What was seen on these calls, each (arguments, got, wanted); nothing if no relation holds on all of them.

    `names` are those of the parts, if there are several.
    """
    if calls and (seen := _few_digits([(_leaves(got), _leaves(wanted)) for _, got, wanted in calls])):
        return seen
    parts = [_parts(got, wanted) for _, got, wanted in calls]
    if not parts or any(part is None for part in parts) or len({len(part or ()) for part in parts}) > 1:
        return ""
    return _of_parts([(call[0], part) for call, part in zip(calls, parts, strict=True) if part], names)


def _of_parts(calls: Sequence[tuple[Mapping[str, Any], Sequence[tuple[Array, Array]]]], names: Sequence[str]) -> str:
    """The first relation that one part shows while all others are right."""
    count = len(calls[0][1])
    names = names if len(names) == count else ()
    if count > 1 and (seen := _exchanged([parts for _, parts in calls], names)):
        return seen
    columns = [[Pair(given, *parts[at]) for given, parts in calls] for at in range(count)]
    wrong = [at for at, pairs in enumerate(columns) if not all(pair.right for pair in pairs)]
    if len(wrong) != 1:
        return ""
    whose = "your value" if count == 1 else names[wrong[0]] if names else f"part {wrong[0]} of your value"
    seen = next(filter(None, (relation(columns[wrong[0]]) for relation in RELATIONS)), "")
    return f"{EVERYWHERE} {whose} {seen}." if seen else ""


def _parts(got: Any, wanted: Any) -> list[tuple[Array, Array]] | None:
    """The arrays in an answer beside those in the right one; None if there is more than arrays, or not as many."""
    if isinstance(wanted, tuple):
        if not isinstance(got, tuple | list) or len(got) != len(wanted):
            return None
        pairs = [_parts(one, other) for one, other in zip(got, wanted, strict=True)]
        return None if any(pair is None or len(pair) > 1 for pair in pairs) else [pair[0] for pair in pairs if pair]
    if isinstance(wanted, dict | str) or wanted is None or callable(wanted):
        return None
    one, other = _numbers(got), _numbers(wanted)
    return None if one is None or other is None else [(one, other)]


def _numbers(value: Any) -> Array | None:
    try:
        array = np.asarray(value)
    except ValueError:  # ragged
        return None
    return array.astype(np.float64) if array.dtype.kind in "biuf" else None


def _close(one: Array, other: Array) -> bool:
    return bool(np.allclose(one, other, rtol=RTOL, atol=ATOL, equal_nan=True))


def _leaves(value: Any) -> Array | None:
    """All numbers of an answer in one row; None if there is anything else in it."""
    if isinstance(value, list | tuple):
        rows = [row for each in value if (row := _leaves(each)) is not None]
        return np.concatenate([np.empty(0), *rows]) if len(rows) == len(value) else None
    array = _numbers(value)
    return None if array is None else array.ravel()


def _few_digits(calls: Sequence[tuple[Array | None, Array | None]]) -> str:
    """Right numbers and a small absolute error, as of a difference quotient, which leaves no digits of tiny numbers."""
    telling = ordinary = 0
    for got, wanted in calls:
        if got is None or wanted is None or got.shape != wanted.shape:
            return ""
        with np.errstate(invalid="ignore"):
            size, error = np.abs(wanted), np.abs(got - wanted)
        if not (error <= QUOTIENT * np.maximum(1, size)).all():
            return ""
        lost = error > np.maximum(size / 1000, ROUND_OFF * size.max(initial=1))
        telling += bool(((size > 0) & (size < QUOTIENT / 10) & lost).any())
        ordinary += bool((size > 100 * QUOTIENT).any())
    return FEW_DIGITS if min(telling, ordinary) >= FEWEST else ""


def _exchanged(calls: Sequence[Sequence[tuple[Array, Array]]], names: Sequence[str]) -> str:
    """Two parts that stand in each other's places."""
    count = len(calls[0])
    for one in range(count):
        for other in range(one + 1, count):
            order = list(range(count))
            order[one], order[other] = other, one
            if _ordered(calls, order) and sum(not _ordered([parts], range(count)) for parts in calls) >= FEWEST:
                which = f"{names[one]} and {names[other]}" if names else f"parts {one} and {other} of your value"
                return f"{EVERYWHERE} {which} stand in each other's place."
    return ""


def _ordered(calls: Sequence[Sequence[tuple[Array, Array]]], order: Sequence[int]) -> bool:
    """Whether part i of each answer is part order[i] of the right one."""
    return all(
        parts[at][0].shape == parts[place][1].shape and _close(parts[at][0], parts[place][1])
        for parts in calls
        for at, place in enumerate(order)
    )


def _holds(pairs: Sequence[Pair], made: Callable[[Pair], Array | None], zeros: bool = False) -> bool:
    """Whether each answer is what is made of the right one, on enough calls where that is not the right one itself.

    A wrong number that should be 0, up to what counts as round-off, is no evidence: the square of a small number is
    that, and so is the answer of one who returns zeros. Of relations that make zeros of other numbers (`zeros`) they
    are, if there are as many calls with other numbers.
    """
    telling = others = 0
    for pair in pairs:
        with np.errstate(all="ignore"):
            expected = made(pair)
        if expected is None or expected.shape != pair.got.shape or not _close(pair.got, expected):
            return False
        large = ~(np.abs(expected) <= EVIDENT)
        others += bool(large.any())
        if pair.got.shape != pair.wanted.shape:
            telling += 1
        elif pair.tells:
            wrong = ~np.isclose(pair.got, pair.wanted, rtol=RTOL, atol=ATOL, equal_nan=True)
            telling += zeros or bool((large & wrong).any())
    return min(telling, others) >= FEWEST


def _factor(pairs: Sequence[Pair]) -> str:
    for factor, words in FACTORS.items():
        if _holds(pairs, lambda pair, factor=factor: factor * pair.wanted):  # type: ignore[misc]  # bound at once
            return words
    return ""


def _dimension(pairs: Sequence[Pair]) -> str:
    """A factor that is the number of rows, or of columns, of an argument."""
    for name, axis in _axes(pairs):
        if len({pair.arguments[name].shape[axis] for pair in pairs if pair.tells}) < 2:
            continue
        length = f"the length of axis {axis} of {name}"
        if _holds(pairs, lambda pair, name=name, axis=axis: pair.wanted * pair.arguments[name].shape[axis]):  # type: ignore[misc]  # bound at once
            return f"is the right one times {length}: a sum, where a mean is wanted?"
        if _holds(pairs, lambda pair, name=name, axis=axis: pair.wanted / pair.arguments[name].shape[axis]):  # type: ignore[misc]  # bound at once
            return f"is the right one divided by {length}"
    return ""


def _axes(pairs: Sequence[Pair]) -> Iterator[tuple[str, int]]:
    """The axes that an argument has in every call."""
    for name in pairs[0].arguments:
        arrays = [pair.arguments.get(name) for pair in pairs]
        if all(isinstance(each, np.ndarray) for each in arrays):
            yield from ((name, axis) for axis in range(min(each.ndim for each in arrays if each is not None)))


def _transposed(pairs: Sequence[Pair]) -> str:
    turned = _holds(pairs, lambda pair: pair.wanted.T if pair.wanted.ndim == 2 else None)
    return "is the right one transposed" if turned else ""


def _shifted(pairs: Sequence[Pair]) -> str:
    telling = [pair for pair in pairs if pair.tells and pair.got.size]
    if not telling:
        return ""
    shift = float(telling[0].got.flat[0] - telling[0].wanted.flat[0])
    if abs(shift) not in (0.5, 1.0, 2.0) or len(telling) < len(pairs):
        return ""
    holds = _holds(pairs, lambda pair: pair.wanted + shift)
    return f"is the right one {'plus' if shift > 0 else 'minus'} {abs(shift):g}" if holds else ""


def _made_of(made: Callable[[Array], Array], words: str, zeros: bool = False) -> Relation:
    def relation(pairs: Sequence[Pair]) -> str:
        return words if _holds(pairs, lambda pair: made(pair.wanted), zeros) else ""

    return relation


def _rounded(pairs: Sequence[Pair]) -> str:
    for decimals in range(DECIMALS + 1):
        if _holds(pairs, lambda pair, to=decimals: np.asarray(np.round(pair.wanted, to)), zeros=True):  # type: ignore[misc]  # bound at once
            to = f"{decimals} decimal{'s' * (decimals > 1)}" if decimals else "whole numbers"
            return f"is the right one rounded to {to}"
    return ""


def _left_out(pairs: Sequence[Pair]) -> str:
    """Right but for one end of the first axis, where there are zeros; of other entries there must be some."""
    for place, words in ((-1, "last"), (0, "first")):

        def without(pair: Pair, place: int = place) -> Array | None:
            if not pair.wanted.ndim or not len(pair.wanted):
                return None
            made = pair.wanted.copy()
            made[place] = 0
            return made

        if _holds(pairs, without, zeros=True):
            return f"is right but for its {words} entry along axis 0, which is 0"
    return ""


def _not_finite(pairs: Sequence[Pair]) -> str:
    """Right wherever it is finite, and somewhere it is not."""
    telling = 0
    for pair in pairs:
        if pair.got.shape != pair.wanted.shape or not np.isfinite(pair.wanted).all():
            return ""
        finite = np.isfinite(pair.got)
        if not _close(pair.got[finite], pair.wanted[finite]):
            return ""
        telling += not finite.all()
    return "is right where it is finite, but infinite or NaN elsewhere" if telling >= FEWEST else ""


def _one_row(pairs: Sequence[Pair]) -> str:
    """Right in the first, or in the last, place of the first axis alone."""
    for place, words in ((0, "first"), (-1, "last")):
        telling = 0
        for pair in pairs:
            if pair.got.shape != pair.wanted.shape or not pair.got.ndim or not len(pair.got):
                break
            rows = [_close(one, other) for one, other in zip(pair.got, pair.wanted, strict=True)]
            if not rows[place] or (len(rows) > 1 and all(rows)):
                break
            telling += len(rows) > 1 and sum(rows) == 1
        else:
            if telling >= FEWEST:
                return f"is right in its {words} entry along axis 0, and nowhere else"
    return ""


def _constant(pairs: Sequence[Pair]) -> str:
    """One answer to all questions, of which there are as many answers as that."""
    first = pairs[0].got
    same = all(pair.got.shape == first.shape and _close(pair.got, first) for pair in pairs)
    different = {pair.wanted.tobytes() for pair in pairs}
    return "is the same whatever the arguments" if same and len(different) > FEWEST else ""


# The simpler come first.
RELATIONS: tuple[Relation, ...] = (
    _constant,
    _factor,
    _shifted,
    _made_of(lambda wanted: 1 - wanted, "is 1 minus the right one"),
    _made_of(np.square, "is the square of the right one"),
    _made_of(np.sqrt, "is the square root of the right one"),
    _made_of(np.abs, "is the absolute value of the right one"),
    _made_of(lambda wanted: np.asarray(1 / wanted), "is 1 divided by the right one"),
    _made_of(np.exp, "is exp of the right one"),
    _made_of(np.log, "is the logarithm of the right one"),
    _made_of(lambda wanted: np.maximum(wanted, 0), "is 0 where the right one is negative, and right elsewhere", True),
    _rounded,
    _made_of(np.trunc, "is the right one cut to whole numbers", True),
    _left_out,
    _dimension,
    _transposed,
    _made_of(lambda wanted: wanted[::-1] if wanted.ndim else wanted, "is the right one in the reverse order"),
    _not_finite,
    _one_row,
)
