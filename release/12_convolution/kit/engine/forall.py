"""`@forall(generator)`: a check on many random inputs, its counterexample made small."""

import functools
import inspect
import os
import traceback
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any, NoReturn

from .design import DesignError
from .drawn import Drawn, Input
from .draws import Choice, Generator, Replay
from .outcomes import Unshrinkable
from .shrink import shrink
from .student import Student
from .verdicts import Verdict

DRAWS = 20
# To so many draws; a check that makes fewer, since they are dear, has fewer of these in proportion.
PROBES = 6
ATTEMPTS = 250  # at a smaller counterexample

Body = Callable[..., None]
Counterexample = Sequence[tuple[str, Any]]


def forall(generator: Generator, draws: int = DRAWS) -> Callable[[Body], Body]:
    """Run a check on `draws` inputs from simple to complex.

    What the generator returns fills the check's arguments after `student` (a tuple fills several). On a
    failure the exception carries `counterexample`, a list of (argument, value), as small as the shrinker
    could make it.
    """

    def decorate(body: Body) -> Body:
        parameters = inspect.signature(body).parameters
        provided, names = list(parameters.values())[:2], list(parameters)[2:]
        if not names:
            raise DesignError(f"{body.__name__} has nothing to draw: let it take (self, student, ...)")
        if draws < 1:
            raise DesignError(f"{body.__name__} makes {draws} draws, so anything passes: make 1 or more")
        trial = _Trial(body, generator, names, draws)

        @functools.wraps(body)
        def check(self: Any, student: Student) -> None:
            trial.run(self, student)

        # pytest must see the two parameters that it provides, not those which the generator fills.
        check.__signature__ = inspect.Signature(provided)  # type: ignore[attr-defined]  # for inspect
        del check.__wrapped__
        check.__probe__ = trial.probe  # type: ignore[attr-defined]  # used by the diagnosis
        check.__again__ = trial.again  # type: ignore[attr-defined]  # used by practice, as is the next
        check.__draws__ = draws  # type: ignore[attr-defined]
        return check

    return decorate


class _Trial:
    def __init__(self, body: Body, generator: Generator, names: list[str], draws: int) -> None:
        self.body, self.generator, self.names, self.draws = body, generator, names, draws
        self.drawn = Drawn(generator)

    def run(self, instance: Any, student: Student) -> None:
        for given in self._inputs(student, self.body.__qualname__, slice(0, self.draws)):
            drawn = given.fresh()
            try:
                self._call(instance, student, drawn)
            except Unshrinkable as outcome:
                if outcome.verdict not in (Verdict.missing, Verdict.skipped):
                    outcome.counterexample = self._shown(given.log)  # as it was drawn: another try may take as long
                raise
            except Exception as error:
                self._fail(instance, student, given.log, error)

    def probe(self, instance: Any, student: Student) -> None:
        """Call the student on richer inputs than those that failed; what comes of it is only recorded."""
        wanted = slice(2 * PROBES - self._share(PROBES), 2 * PROBES)
        for given in self._inputs(student, f"probe {self.body.__qualname__}", wanted):
            drawn = given.fresh()
            try:
                self._call(instance, student, drawn)
            except Unshrinkable:
                return
            except Exception:
                continue  # that the student fails is known; the answers are wanted

    def again(self, instance: Any, student: Student, counterexample: Counterexample) -> None:
        """Run the body once more on a counterexample."""
        self.body(instance, student, **dict(counterexample))

    def _inputs(self, student: Student, purpose: str, wanted: slice) -> Iterator[Input]:
        """The inputs for a purpose, without those on which the outcome is known."""
        student._foresee(purpose)
        for each in self.drawn.inputs((student._seed, purpose), partial(student._rng, purpose), wanted):
            if not student._as_foreseen():
                yield each

    def _call(self, instance: Any, student: Student, drawn: Any) -> None:
        self.body(instance, student, **self._arguments(drawn))

    def _arguments(self, drawn: Any) -> dict[str, Any]:
        values = drawn if len(self.names) > 1 else (drawn,)
        return dict(zip(self.names, values, strict=True))

    def _fail(self, instance: Any, student: Student, start: Sequence[Choice], error: Exception) -> NoReturn:
        """Raise the failure on the smallest input found that fails in the same way; as it is for the hasty."""
        if student._hasty:
            raise error
        wanted = self._signature(error)
        smallest = error

        def fails(drawn: Any) -> bool:
            nonlocal smallest
            try:
                self._call(instance, student, drawn)
            except Exception as again:
                if self._signature(again) == wanted:
                    smallest = again
                    return True
            return False

        log = shrink(self.generator, start, fails, self._share(ATTEMPTS))
        smallest.counterexample = self._shown(log)  # type: ignore[attr-defined]  # carried to the report
        raise smallest

    def _share(self, count: int) -> int:
        """How many of them this check has, of so many for the usual number of draws."""
        return max(1, min(count, count * self.draws // DRAWS))

    def _shown(self, log: Sequence[Choice]) -> list[tuple[str, Any]]:
        """The arguments, drawn afresh: a check may have changed its own."""
        return list(self._arguments(self.generator(Replay(log))).items())

    def _signature(self, error: Exception) -> tuple[object, ...]:
        """Two failures are the same if they are of one kind and arise at the same lines of the mark scheme."""
        home = _home(self.body.__code__.co_filename)
        places = ((frame.f_code.co_filename, line) for frame, line in traceback.walk_tb(error.__traceback__))
        ours = [place for place in places if place[0].startswith(home)]
        return type(error).__name__, getattr(error, "kind", ""), *ours


def _home(module: str) -> str:
    """How the names of all files of a module's mark scheme begin: it may be a folder, `test_STEM`."""
    folder = os.path.dirname(module)
    return os.path.join(folder, "") if os.path.basename(folder).startswith("test_") else module
