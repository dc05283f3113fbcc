"""The class in the terminal: one row per submission, then what an instructor looks at next.

Nothing rests on colour, since piped output has none. Exercises head their columns by name where the terminal
is wide enough, else by number with a legend. Rows never wrap; sentences stand below, where there is room.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, groupby, repeat
from typing import Any

from rich import box
from rich.columns import Columns
from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.measure import Measurement
from rich.table import Table
from rich.text import Text

from autograder.names import shown
from autograder.reports.by_hand import bonus, in_words, proof_totals, settled_by_hand, totals
from autograder.reports.feedback import SYMBOLS
from autograder.reports.lateness import remark, share_of
from autograder.reports.pages import points
from autograder.reports.results import untold
from autograder.verdicts import Verdict

Result = dict[str, Any]
Symbols = Mapping[Verdict, str]
Lines = Iterable[tuple[str, str]]
Score = tuple[str, Callable[[Result], str]]  # what heads a column of points, and its cells

STYLES = {
    Verdict.passed: "green",
    Verdict.missing: "dim",
    Verdict.skipped: "dim",
    Verdict.grader_error: "bold blue",
}
ASCII = {  # for a pipe or terminal that cannot print SYMBOLS
    Verdict.passed: "+",
    Verdict.failed: "x",
    Verdict.crashed: "!",
    Verdict.timed_out: "t",
    Verdict.out_of_memory: "m",
    Verdict.skipped: ">",
    Verdict.missing: "o",
    Verdict.grader_error: "?",
}
MISCONCEPTIONS = 4  # shown of each unit; the class report has them all, and what to say about them
ENOUGH_OF_A_STUDENT = 16  # cells of a student's name; numbers replace exercise names before less is shown
NARROWEST_STUDENT = 8
LONGEST_SENTENCE = 400  # characters


def class_table(results: Sequence[Result], problems: Sequence[str], cached: int = 0) -> RenderableType:
    """Return what the terminal shows after grading.

    `problems` are sentences about what was found and not graded, or may be a slip; `cached` says how many of the
    results were served from earlier runs.
    """
    return _ClassTable(sorted(results, key=_place), problems, cached)


def _place(result: Result) -> tuple[str, str, str]:
    student = result["student"]
    return result["unit"], student.casefold(), student


@dataclass(frozen=True)
class _ClassTable:
    """Rendered late, because the layout depends on the width and the encoding of the console."""

    results: Sequence[Result]
    problems: Sequence[str]
    cached: int

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        symbols = ASCII if options.ascii_only else SYMBOLS
        for _, unit in groupby(self.results, key=lambda result: result["unit"]):
            yield _fitted(console, options, list(unit), symbols)
            yield ""
        yield _counts(self.results, self.cached)
        yield from _section("Most frequent misconceptions", _misconceptions(self.results))
        yield from _section("To look at", chain(_troubles(self.results), zip(repeat(""), self.problems)))


def _fitted(
    console: Console, options: ConsoleOptions, results: Sequence[Result], symbols: Symbols
) -> RenderableType:
    """Lay out one unit: exercise names as headers if they fit, else numbers; long student names are cut.

    Where even that is too wide the score stands alone, without what it is made of: no number is ever cut.
    """
    names = list(dict.fromkeys(test["name"] for result in results for test in result["tests"]))
    numbers = [str(number) for number in range(1, len(names) + 1)]
    longest = max(Text(shown(result["student"])).cell_len for result in results)
    scores = PARTED if any(result.get("proofs") or share_of(result) for result in results) else ALONE
    for headers, columns, least in (
        (names, scores, ENOUGH_OF_A_STUDENT),
        (numbers, scores, NARROWEST_STUDENT),
        (numbers, scores[-1:], 0),
    ):
        table = _unit_table(results, dict(zip(names, headers, strict=True)), columns, symbols)
        room = longest - _excess(console, options, table)
        if room >= min(longest, least):
            break
    table.columns[0].max_width = max(NARROWEST_STUDENT, room)
    legend = [] if headers is names else [f"{number} {name}" for number, name in zip(numbers, names, strict=True)]
    return Group(table, _legend(legend), _symbol_legend(results, symbols))


def _excess(console: Console, options: ConsoleOptions, table: Table) -> int:
    """Return by how many cells the table is wider than the console."""
    unbounded = options.update(max_width=10_000)
    return Measurement.get(console, unbounded, table).maximum - options.max_width


def _unit_table(
    results: Sequence[Result], names: Mapping[str, str], scores: Sequence[Score], symbols: Symbols
) -> Table:
    """One unit; `names` says what heads the column of each exercise."""
    first = results[0]
    table = Table(
        title=Text(shown(f"{first['unit']}  {first['title']}"), style="bold"),
        title_justify="left",
        box=box.SIMPLE_HEAD,
        show_edge=False,
        pad_edge=False,
    )
    table.add_column("student", no_wrap=True, overflow="ellipsis")
    for header in names.values():
        table.add_column(Text(header), justify="center", no_wrap=True)
    for header, _ in scores:
        table.add_column(header, justify="right", no_wrap=True)
    table.add_column("remarks", no_wrap=True)
    for result in results:
        verdicts = {test["name"]: Verdict(test["verdict"]) for test in result["tests"]}
        marks = [_mark(verdicts.get(name), symbols) for name in names]
        told = [Text(words(result)) for _, words in scores]
        table.add_row(Text(shown(result["student"])), *marks, *told, Text(_remark(result)))
    return table


def _exercises(result: Result) -> str:
    if result["score"] is None:
        return f"- / {points(result['max_score'])}"
    return in_words(result["score"], result["max_score"], bonus(result))


def _proofs(result: Result) -> str:
    return in_words(*proof_totals(result)) if result.get("proofs") else "-"


def _total(result: Result) -> str:
    return in_words(*totals(result), bonus(result))


# Where there are no proofs, and nothing is taken for being late, the exercises are all there is.
ALONE: Sequence[Score] = [("score", _exercises)]
PARTED: Sequence[Score] = [("exercises", _exercises), ("proofs", _proofs), ("score", _total)]


def _mark(verdict: Verdict | None, symbols: Symbols) -> Text:
    return Text(symbols[verdict], style=STYLES.get(verdict, "red")) if verdict else Text("")


def _remark(result: Result) -> str:
    late = remark(result.get("lateness", {}))
    if result["status"] != "graded":
        status = f"{_words(result['status'])}{', graded by hand' * settled_by_hand(result)}"
        some = "" if settled_by_hand(result) else _by_hand(result.get("by_hand", []))
        return "; ".join(filter(None, (late, status, some)))
    notes = len(result["notes"])
    by_hand = _by_hand([test for test in result["tests"] if "automatic" in test])
    told = f"{notes} note{'s' * (notes != 1)}" if notes else ""
    beyond = f"bonus +{points(bonus(result))}" if bonus(result) else ""
    return "; ".join(filter(None, (late, beyond, told, by_hand)))


def _by_hand(exercises: Sequence[Result]) -> str:
    return f"by hand: {', '.join(each['name'] for each in exercises)}" if exercises else ""


def _words(name: str) -> str:
    return name.replace("_", " ")


def _symbol_legend(results: Sequence[Result], symbols: Symbols) -> Columns:
    seen = {test["verdict"] for result in results for test in result["tests"]}
    return _legend([f"{symbols[verdict]} {_words(verdict)}" for verdict in Verdict if verdict in seen])


def _legend(entries: Sequence[str]) -> Columns:
    """Lay entries side by side; a narrow terminal breaks between them, never within one."""
    return Columns([Text(entry, style="dim") for entry in entries], padding=(0, 3))


def _counts(results: Sequence[Result], cached: int) -> Text:
    statuses = Counter(result["status"] for result in results)
    faults = sum(map(failed_on, results))
    return Text(
        f"{len(results)} submission{'s' * (len(results) != 1)} ({cached} from the cache): {statuses['graded']} graded, "
        f"{statuses['ungradable']} ungradable, {faults} with a grader error",
        style="bold",
    )


def failed_on(result: Result) -> bool:
    """Whether the grader itself failed, on all of a submission or in an exercise."""
    return result["status"] == "grader_error" or bool(_faults(result))


def _faults(result: Result) -> list[str]:
    """Return a line for each exercise of a graded submission in which the grader itself failed."""
    return [
        f"grader error in {result['unit']}/{test['name']}: {_first_message(test)}"
        for test in result["tests"]
        if test["verdict"] == Verdict.grader_error
    ]


def _untold(result: Result) -> list[str]:
    """Return a line for each exercise whose bonus could not be decided."""
    found = [(test["name"], untold(test["checks"])) for test in result["tests"]]
    return [f"bonus of {name} open: {checks[0]['message']}" for name, checks in found if checks]


def _first_message(test: Result) -> str:
    messages = [check["message"] for check in test["checks"] if check["verdict"] == Verdict.grader_error]
    return messages[0] if messages else "no message"


def _troubles(results: Sequence[Result]) -> Lines:
    """A line for each cause: what is the grader's own is told once, however many submissions it touches."""
    touched: dict[str, list[str]] = {}
    for result in results:
        if result["status"] == "ungradable":
            yield result["student"], f"ungradable: {result['reason']}"
        failed = [f"grader error: {result['reason']}"] if result["status"] == "grader_error" else []
        silent = [f"a fault of the grader's that cost nothing: {_in_short(each)}" for each in result.get("faults", [])]
        for cause in [*failed, *_faults(result), *_untold(result), *silent]:
            touched.setdefault(cause, []).append(result["student"])
    for cause, students in touched.items():
        yield students[0] if len(students) == 1 else f"{len(students)} students", cause


def _in_short(fault: str) -> str:
    """A traceback by its first line and its last one; the results have it whole."""
    first, *others = fault.strip().splitlines()
    return " ".join([first, *others[-1:]])


def _misconceptions(results: Sequence[Result]) -> Lines:
    """Yield a line for each unit in which a misconception was found; `results` come unit by unit."""
    for unit, group in groupby(results, key=lambda result: result["unit"]):
        found = Counter(
            (test["name"], test["misconception"]["name"])
            for result in group
            for test in result["tests"]
            if test["misconception"]
        )
        if found:
            most = found.most_common(MISCONCEPTIONS)
            yield unit, "; ".join(f"{count} x {exercise}: {_words(name)}" for (exercise, name), count in most)


def _section(title: str, lines: Lines) -> Iterator[RenderableType]:
    """Yield a heading and its lines in two columns, or nothing where there are no lines."""
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(no_wrap=True, max_width=30)
    grid.add_column(overflow="fold")
    for label, sentence in lines:
        grid.add_row(Text(shown(label)), Text(shown(sentence, LONGEST_SENTENCE)))
    if grid.rows:
        yield from ("", Text(title, style="bold"), grid)
