"""Who handed in what, as Gradescope's export of submissions says it in `submission_metadata.yml`."""

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml  # type: ignore[import-untyped]  # no stubs are installed

from autograder.names import shown
from course import CourseError
from course.collecting.matching import Clues

METADATA = "submission_metadata.yml"
LARGEST = 64 << 20  # bytes; it has the outputs of autograders, too
DEEPEST = 100
AGAIN = "download the export again"


@dataclass(frozen=True)
class Handed:
    """The folder of a submission, those who handed it in together, and when, as `timestamp.txt` would say it."""

    folder: str
    submitters: tuple[Clues, ...]
    when: str | None


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]  # yaml has no types
    """Reads data only; what is an object of Ruby's is read as the data that it is made of."""


def _plain(loader: _Loader, _: str, node: yaml.Node) -> Any:
    if isinstance(node, yaml.MappingNode):
        return loader.construct_mapping(node, deep=True)
    if isinstance(node, yaml.SequenceNode):
        return loader.construct_sequence(node, deep=True)
    return loader.construct_scalar(node)


_Loader.add_multi_constructor("!ruby/", _plain)


def submissions(path: Path) -> list[Handed]:
    """All submissions of an export; CourseError if the file cannot be read."""
    try:
        if path.stat().st_size > LARGEST:
            raise CourseError(f"{shown(path)} is larger than {LARGEST >> 20} MiB: {AGAIN}")
        content = path.read_bytes()
        _require_shallow(content)
        told = yaml.load(content, _Loader)
    except OSError as error:
        raise CourseError(f"{shown(path)} cannot be read ({error.strerror}): {AGAIN}") from None
    except (yaml.YAMLError, ValueError) as error:
        what = shown(str(error).partition("\n")[0], 80)
        raise CourseError(f"{shown(path)} is no YAML ({what}), or is cut off: {AGAIN}") from None
    if not isinstance(told, dict):
        raise CourseError(f"{shown(path)} names no submissions: {AGAIN}")
    return [_handed(str(folder), entry) for folder, entry in told.items() if isinstance(entry, dict)]


def _require_shallow(content: bytes) -> None:
    """ValueError for what is nested so deeply that the parser, which is written in C, would crash on it."""
    depth = 0
    for event in yaml.parse(content, _Loader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            raise ValueError("nested too deeply")


def _handed(folder: str, entry: Mapping[str, Any]) -> Handed:
    people = entry.get(":submitters")
    return Handed(folder, tuple(_people(folder, people)), _moment(entry.get(":created_at")))


def _people(folder: str, people: Any) -> Iterator[Clues]:
    for person in people if isinstance(people, list) else []:
        if isinstance(person, dict):
            name, *words = (_text(person.get(key)) for key in (":name", ":email", ":sid"))
            said = next(filter(None, (name, *words)), "somebody")
            yield Clues(f"{said}, {folder}", (name,), tuple(words))


def _text(told: Any) -> str:
    return str(told) if isinstance(told, str | int) else ""


def _moment(told: Any) -> str | None:
    """When that was, in UTC; nothing if the time has no zone. Ruby may pack it with its zone."""
    if isinstance(told, dict):
        told = told.get("utc")
    if not isinstance(told, datetime.datetime) or told.tzinfo is None:
        return None
    return f"{told.astimezone(datetime.UTC):%Y-%m-%d %H:%M:%S} UTC"
