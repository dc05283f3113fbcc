"""What confinement costs: one small submission after another, at every level that this machine has, taking turns."""

import contextlib
import itertools
import statistics
import time
from collections.abc import Sequence

from autograder.sandbox import Sandbox, isolation
from tests.benchmarks.machine import description
from tests.benchmarks.plan import Plan
from tests.benchmarks.report import Progress, Report, spread

PER_ROUND = 20  # submissions at each level
CALLS = 50  # of a function that does nothing, with and without one of ours to call
CELL = "import time\ndef spent(): return time.process_time()\ndef small(x): return x\ndef asking(ask): return ask(1)"
SPANS = ("start to first answer", "small call", "call with a callback", "kill to reaped", "processor time of the start")

Times = tuple[float, ...]  # of each span, in milliseconds


def measure(plan: Plan) -> Report:
    """Milliseconds of each span by level, and the median of the ratios to the lowest level, turn by turn."""
    levels = sorted({isolation(at_most).level for at_most in (4, 3, 2, 1)}, reverse=True)
    about = f"{description()}; {isolation().words}"
    report = Report("What confinement costs")
    turns = _turns(levels, plan.rounds * PER_ROUND)
    report.say(
        f"A process is started, runs a cell and answers a call; {CALLS} calls of each kind follow; then it is killed.\n"
        f"The levels take turns, {len(turns[levels[0]])} each, so that what else the machine does meets all of them."
    )
    report.say(f"{about}.")
    report.say(f"Milliseconds, min / median / max, and the median of the ratios to level {levels[-1]}, turn by turn:")
    for place, span in enumerate(SPANS):
        report.tabulate((span, "ms", "ratio"), [_row(turns, level, levels[-1], place) for level in levels])
    return report


def _row(turns: dict[int, list[Times]], level: int, lowest: int, place: int) -> tuple[str, str, str]:
    own, base = ([times[place] for times in turns[each]] for each in (level, lowest))
    return f"level {level}", spread(own), f"{statistics.median(map(float.__truediv__, own, base)):.2f}"


def _turns(levels: Sequence[int], count: int) -> dict[int, list[Times]]:
    """The times of `count` submissions at each level."""
    progress = Progress("confinement")
    with contextlib.ExitStack() as stack:
        sandboxes = {level: stack.enter_context(Sandbox(at_most=level)) for level in levels}
        for sandbox in sandboxes.values():
            _submission(sandbox)  # the first waits for the zygote
        turns: dict[int, list[Times]] = {level: [] for level in levels}
        for turn in range(count):
            for level, sandbox in sandboxes.items():
                turns[level].append(_submission(sandbox))
            if (turn + 1) % PER_ROUND == 0:
                progress(f"{turn + 1} submissions at each of {len(levels)} levels")
    return turns


def _submission(sandbox: Sandbox) -> Times:
    marks = [time.perf_counter()]
    with sandbox.start({}) as child:
        child.run(CELL, "cell")
        spent = child.call("spent").value  # of the process since it was forked: what else the machine does counts less
        marks.append(time.perf_counter())
        for name, argument in (("small", 1), ("asking", abs)):
            for _ in range(CALLS):
                child.call(name, [argument])
            marks.append(time.perf_counter())
    marks.append(time.perf_counter())
    seconds = [later - earlier for earlier, later in itertools.pairwise(marks)]
    return tuple(1e3 * each / (CALLS if 0 < place < 3 else 1) for place, each in enumerate([*seconds, spent]))
