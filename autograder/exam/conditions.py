"""On which inputs an answer is wrong: a property that all inputs with wrong answers have, and few or no others.

"Wrong only where X has one row" is what a teacher looks for when an answer is right on most inputs. Like every symptom
it says what was seen and no more. Against coincidence it wants several inputs of either kind, and a property that as
many inputs taken at random would hardly share; the narrowest is told, and of equally narrow ones the plainest, the
order being that of `PROPERTIES`.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from math import comb
from typing import Any

import numpy as np

Arguments = Mapping[str, Any]
Seen = tuple[Arguments, bool]  # and whether the answer was right
Holds = Callable[[Any], bool]
Property = tuple[str, Holds]  # in words that follow "where", for one argument

FEWEST = 3  # inputs of either kind, all different
CHANCE = 1e-4
LIMITS = (1e2, 1e3, 1e4)  # of large numbers
DECADE = 10.0  # how far apart large and other inputs must be at least


def condition(seen: Sequence[Seen]) -> str:
    """The narrowest property that all inputs with wrong answers have, in a sentence; nothing if there is none."""
    wrong, right = ([given for given, good in seen if good is kind] for kind in (False, True))
    if min(_different(wrong), _different(right)) < FEWEST:
        return ""
    found = []
    for name, (words, holds) in _properties(seen):
        if all(holds(given[name]) for given in wrong):
            spared = sum(holds(given[name]) for given in right)
            if _by_chance(len(wrong), len(wrong) + spared, len(seen)) < CHANCE:
                found.append((spared, words))
    if not found:
        return ""
    spared, words = min(found, key=lambda each: each[0])  # of equally narrow ones the plainest
    such, others = len(wrong) + spared, len(right) - spared
    how = f"on all {such} such inputs" if not spared else f"on {len(wrong)} of {such} such inputs"
    return f"It is wrong only where {words}: {how}, and on none of the {others} others that were tried."


def _by_chance(wrong: int, such: int, tried: int) -> float:
    """How probable it is that so many inputs, taken at random, are all among `such`."""
    return comb(such, wrong) / comb(tried, wrong)


def _different(inputs: Sequence[Arguments]) -> int:
    return len({repr(sorted(given.items())) for given in inputs[: 10 * FEWEST]})


def _properties(seen: Sequence[Seen]) -> Iterator[tuple[str, Property]]:
    """All that is looked for in the arguments that every call has, the plainest first."""
    names = [name for name in seen[0][0] if all(name in given for given, _ in seen)]
    for make in PROPERTIES:
        for name in names:
            values = [given[name] for given, _ in seen]
            yield from ((name, found) for found in make(name, values))


def _words(name: str, values: Sequence[Any]) -> Iterator[Property]:
    """A word that is passed, such as the name of an activation; whether something is passed at all."""
    if all(isinstance(value, str) for value in values):
        yield from ((f'{name} is "{word}"', partial(_equals, word)) for word in sorted(set(values)))
    if any(value is None for value in values):
        yield f"{name} is None", lambda value: value is None
        yield f"{name} is not None", lambda value: value is not None


def _lengths(name: str, values: Sequence[Any]) -> Iterator[Property]:
    """Lists by their length, arrays by that of each axis."""
    if all(isinstance(value, list | tuple) for value in values):
        yield f"{name} has one entry", lambda value: len(value) == 1
        yield f"{name} has two entries", lambda value: len(value) == 2
        yield f"{name} has more than one entry", lambda value: len(value) > 1
        yield f"{name} has more than two entries", lambda value: len(value) > 2
    for axis in range(_axes(values)):
        what = f"axis {axis} of {name} has length"
        yield f"{what} 1", partial(_length, axis, 1)
        yield f"{what} 2", partial(_length, axis, 2)
        yield f"{what} 2 or more", partial(_longer, axis, 1)
        yield f"{what} 3 or more", partial(_longer, axis, 2)


def _forms(name: str, values: Sequence[Any]) -> Iterator[Property]:
    """Square or not, wide or tall; of integers."""
    if _axes(values) == 2 and all(value.ndim == 2 for value in values):
        yield f"{name} is square", lambda value: value.shape[0] == value.shape[1]
        yield f"{name} is not square", lambda value: value.shape[0] != value.shape[1]
        yield f"{name} has more rows than columns", lambda value: value.shape[0] > value.shape[1]
        yield f"{name} has more columns than rows", lambda value: value.shape[0] < value.shape[1]
    if all(isinstance(value, np.ndarray) for value in values):
        yield f"{name} holds integers", lambda value: value.dtype.kind in "iu"


def _numbers(name: str, values: Sequence[Any]) -> Iterator[Property]:
    """Signs, zeros, ties."""
    if not all(map(_numeric, values)):
        return
    entry = "has an entry" if _axes(values) else "is"
    yield f"{name} {entry} below 0", lambda value: bool(np.any(np.less(value, 0)))
    yield f"{name} {entry} 0", lambda value: bool(np.any(np.equal(value, 0)))
    yield f"{name} has two equal entries in a row", _tied
    yield f"{name} has no two equal entries in a row", lambda value: not _tied(value)


def _sizes(name: str, values: Sequence[Any]) -> Iterator[Property]:
    """Numbers that are far larger than in all other inputs."""
    if all(map(_numeric, values)):
        sizes = [_largest(value) for value in values]
        for limit in LIMITS:
            if all(size > limit or size <= limit / DECADE for size in sizes):
                yield f"{name} has an entry beyond {limit:g}", partial(_beyond, limit)


PROPERTIES = (_words, _lengths, _forms, _numbers, _sizes)


def _axes(values: Sequence[Any]) -> int:
    """The axes that all arrays have; 0 if something else is among them."""
    return min((value.ndim if isinstance(value, np.ndarray) else 0 for value in values), default=0)


def _numeric(value: Any) -> bool:
    return isinstance(value, int | float) or (isinstance(value, np.ndarray) and value.dtype.kind in "biuf")


def _equals(word: str, value: Any) -> bool:
    return bool(value == word)


def _length(axis: int, length: int, value: Any) -> bool:
    return bool(value.shape[axis] == length)


def _longer(axis: int, length: int, value: Any) -> bool:
    return bool(value.shape[axis] > length)


def _beyond(limit: float, value: Any) -> bool:
    return _largest(value) > limit


def _largest(value: Any) -> float:
    return float(np.abs(np.asarray(value, float)).max(initial=0.0))


def _tied(value: Any) -> bool:
    rows = np.sort(np.atleast_2d(np.asarray(value, float)), axis=-1)
    return bool((rows[..., 1:] == rows[..., :-1]).any())
