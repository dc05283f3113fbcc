"""Who on the roster handed something in. What a download tells of its students must lead to one, and to no other.

Names are compared without capitals, accents, blanks and punctuation, in any order of first and last name: Canvas packs
Ada Byron as `byronada`, Moodle drops the apostrophe of O'Brien. A name that is merely near is nobody's: it is listed.
"""

import difflib
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from autograder.intake.folders import same_name
from autograder.names import shown
from course.collecting.roster import Roster, Student
from course.exports.cells import is_text

NEAR = 0.7  # share of letters in common
MOST_NEAR = 3


@dataclass(frozen=True)
class Clues:
    """What a download tells of whoever handed something in; `said` is how it calls them.

    `names` are what people are called by people; `words` may be an id or an e-mail address as well.
    """

    said: str
    names: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    canvas: str = ""
    moodle: str = ""


@dataclass(frozen=True)
class Nobody:
    """Why something is nobody's, in one sentence, and who of several it may be."""

    reason: str
    maybe: tuple[Student, ...] = ()


class Matcher:
    """The roster, to be asked who handed something in."""

    def __init__(self, roster: Roster) -> None:
        self._roster = roster

    def match(self, clues: Clues) -> Student | Nobody:
        """The one student that all clues lead to; else why there is none."""
        led = [{each.id: each for each in students} for students in self._led(clues) if students]
        if not led:
            return Nobody(f"is nobody's on the roster{self._near(clues)}")
        common = set[str](led[0]).intersection(*led)
        if len(common) == 1:
            return led[0][common.pop()]
        maybe = tuple({each.id: each for students in led for each in students.values()}.values())
        who = " or ".join(map(str, maybe))
        return Nobody(f"may be that of {who}: {_renamed(clues)} of the one whose it is", maybe)

    def knows(self, word: str) -> bool:
        """Whether a name alone leads to a student."""
        return bool(self._by_word(word))

    def called(self, name: str) -> list[Student]:
        """Those whom people call so."""
        return list(self._by_name_alone(name))

    def _led(self, clues: Clues) -> Iterator[Iterable[Student]]:
        """Whom each clue leads to; in the place of a name, before Moodle's number, somebody may have put the id."""
        for name in clues.names:
            yield self._by_name_alone(name) or (self._by_id.get(same_name(name), ()) if clues.moodle else ())
        yield from map(self._by_word, clues.words)
        yield self._by_canvas.get(clues.canvas, ())
        yield self._by_moodle.get(clues.moodle, ())

    def _by_word(self, word: str) -> Iterable[Student]:
        """By the id, else by the address, else by a name."""
        key = same_name(word)
        return self._by_id.get(key) or self._by_email.get(key) or self._by_name_alone(word)

    def _by_name_alone(self, name: str) -> Iterable[Student]:
        """By a name as it is written, else by its letters."""
        return self._by_name.get(same_name(name)) or self._by_letters.get(letters(name)) or ()

    @cached_property
    def _by_id(self) -> Mapping[str, list[Student]]:
        return _table((same_name(each.id), each) for each in self._roster.students)

    @cached_property
    def _by_email(self) -> Mapping[str, list[Student]]:
        return _table((same_name(each.email), each) for each in self._roster.students)

    @cached_property
    def _by_name(self) -> Mapping[str, list[Student]]:
        return _table((same_name(name), each) for each in self._roster.students for name in (each.name, *each.also))

    @cached_property
    def _by_letters(self) -> Mapping[str, list[Student]]:
        students = self._roster.students
        return _table((key, each) for each in students for name in (each.name, *each.also) for key in renderings(name))

    @cached_property
    def _by_canvas(self) -> Mapping[str, list[Student]]:
        return _table((each.canvas, each) for each in self._roster.students)

    @cached_property
    def _by_moodle(self) -> Mapping[str, list[Student]]:
        return _table((each.moodle, each) for each in self._roster.students)

    def _near(self, clues: Clues) -> str:
        keys = _table((letters(word), each) for each in self._roster.students for word in (each.id, each.email))
        keys = {**keys, **self._by_letters}
        wanted = [letters(word) for word in (*clues.names, *clues.words)]
        close = [key for word in wanted for key in difflib.get_close_matches(word, keys, MOST_NEAR, NEAR)]
        near = list(dict.fromkeys(str(student) for key in close for student in keys[key]))[:MOST_NEAR]
        if not near:
            return ""
        return f"; near is {' or '.join(near)}: if it is one of them, {_also(clues)}"


def question(name: str, ids: Iterable[str], roster: Roster | None) -> str:
    """Who may be meant by what is no student's id, to end a sentence with: those who are called so, else near ids."""
    people = [str(each) for each in Matcher(roster).called(name)] if roster else []
    near = people or [shown(each) for each in difflib.get_close_matches(name, list(ids), MOST_NEAR)]
    return f"; is it {' or '.join(near)}?" if near else ""


def letters(name: str) -> str:
    """A name's letters and digits, without capitals and accents."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    return "".join(letter for letter in plain if unicodedata.category(letter)[0] in "LN")


def renderings(name: str) -> Iterator[str]:
    """The letters of a name, with the last words first, too: where a last name begins cannot be told."""
    words = name.replace(",", " ").split()
    for at in range(max(1, len(words))):
        yield letters("".join(words[at:] + words[:at]))


def _also(clues: Clues) -> str:
    name = (*clues.names, *clues.words)[0]
    if not is_text(name):  # no roster can have it
        return f"{_renamed(clues)}: its name is no text in UTF-8"
    return f"write `{shown(name, 60)}` into that line's column `also`"


def _renamed(clues: Clues) -> str:
    """How a file says whose it is. By Moodle's number, which is of one assignment, feedback finds its way back."""
    return "put in the place of the name, before Moodle's number, the id" if clues.moodle else "rename it to the id"


def _table(pairs: Iterable[tuple[str, Student]]) -> Mapping[str, list[Student]]:
    """Whom each key leads to; an empty one leads to nobody."""
    found: dict[str, list[Student]] = defaultdict(list)
    for key, student in pairs:
        if key and student not in found[key]:
            found[key].append(student)
    return found
