"""Students' pages: `live/<student>/<unit>.html`, and hidden beside it, of which result it tells how much."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec

from autograder.moments import in_words
from autograder.reports.feedback import render
from autograder.reports.store import Store, write
from course.settings import Feedback
from course.watching.levels import WORDS, told

Result = Mapping[str, Any]
Key = tuple[str, str]  # a student and a unit


class Told(msgspec.Struct, frozen=True):
    """What a page tells: a result, by its key, how much of it, and since when."""

    key: str
    level: str
    at: float

    def save(self, path: Path) -> None:
        """Write it beside the page."""
        write(path, json.dumps(msgspec.to_builtins(self)) + "\n")


@dataclass
class Telling:
    """Pages in a folder. Once the time of a unit is over, which `closes` says if it is known, they tell more."""

    folder: Path
    policy: Feedback
    closes: Mapping[str, datetime] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._store = Store(self.folder)
        self._known: dict[Key, Told | None] = {}

    def level(self, unit: str, now: float) -> str:
        """How much may be told of a unit."""
        until = self.closes.get(unit)
        return self.policy.after if until and until.timestamp() <= now else self.policy.before

    def told(self, key: Key) -> Told | None:
        """What a page tells."""
        if key not in self._known:
            self._known[key] = _read(self._beside(key))
        return self._known[key]

    def tell(self, result: Result, now: float) -> bool:
        """Let the page tell this result, as far as it may be known; False if it does already."""
        key, level = (result["student"], result["unit"]), self.level(result["unit"], now)
        before = self.told(key)
        if before and (before.key, before.level) == (result["key"], level):
            return False
        at = before.at if before and before.key == result["key"] else now
        page = render({**told(result, level), "said": list(self._said(level, now, at))})
        write(self._store.path(*key, ".html"), page)
        now_told = self._known[key] = Told(result["key"], level, at)
        now_told.save(self._beside(key))
        return True

    def more(self, now: float) -> list[Key]:
        """Whose pages may tell more, or must tell less, than they do."""
        return [key for key, each in self._known.items() if each and each.level != self.level(key[1], now)]

    def _said(self, level: str, now: float, at: float) -> Iterator[str]:
        if WORDS[level]:
            yield WORDS[level]
        next_time = _clock(at + 60 * self.policy.every_minutes)
        limit = f" If you hand in again, you learn more from {next_time} on." if self.policy.every_minutes else ""
        yield f"Told {_clock(now)}.{limit} Proofs are read by people, later."

    def _beside(self, key: Key) -> Path:
        page = self._store.path(*key, ".json")
        return page.with_name(f".{page.name}")


def _clock(moment: float) -> str:
    return in_words(datetime.fromtimestamp(int(moment)).astimezone())


def _read(path: Path) -> Told | None:
    try:
        return msgspec.json.decode(path.read_bytes(), type=Told)
    except (OSError, ValueError):  # not there, or damaged: the page is written again
        return None
