"""Contracts are tested sentence by sentence: which check looks at which sentence, and what is wanting.

A check class says so in `CONTRACT`: a few words of a sentence of the stub's docstring, and the names of the checks
that fail if it is broken. Sentences that say only what comes in stand there too, with the checks that draw such inputs.
"""

import inspect
import re
from collections.abc import Iterator

from autograder.scheme.exercises import Exercise

END = re.compile(r"(?<=\.)\s+")  # of a sentence: contracts have no abbreviations
DERIVATION = re.compile(r"^\s*Derivation\s*$", re.MULTILINE)


def sentences(exercise: Exercise) -> list[str]:
    """The sentences of the contract, which is what students see of the docstring."""
    contract = DERIVATION.split(inspect.getdoc(exercise.reference) or "")[0]
    return [sentence for sentence in END.split(" ".join(contract.split())) if sentence]


def gaps(exercise: Exercise) -> Iterator[str]:
    """What is wanting in what a check class says of its contract."""
    found, checks = sentences(exercise), {check.name for check in exercise.checks}
    for sentence in found:
        if not any(words in sentence for words in exercise.contract):
            yield f'{exercise.name}: no check is named in CONTRACT for "{sentence}"'
    for words, names in exercise.contract.items():
        if not any(words in sentence for sentence in found):
            yield f'{exercise.name}: CONTRACT has "{words}", which is in no sentence of the contract'
        if not names:
            yield f'{exercise.name}: CONTRACT names no check for "{words}"'
        for name in sorted(set(names) - checks):
            yield f'{exercise.name}: CONTRACT names {name} for "{words}", and there is no such check'
