"""Counterexamples made small: still failing, near-minimal, as small as Hypothesis', within the attempts."""

from collections.abc import Callable
from functools import partial
from itertools import pairwise
from typing import Any
from zlib import crc32

import numpy as np
import pytest
from hypothesis import find, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from autograder.scheme import shrink as module
from autograder.scheme.draws import LARGEST, Choice, Draw, Replay, fresh_draws
from autograder.scheme.forall import ATTEMPTS

Predicate = Callable[[Any], bool]
shrink = partial(module.shrink, attempts=ATTEMPTS)


@pytest.fixture(autouse=True)
def _patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """Results may depend on the number of attempts, not on how busy the machine is."""
    monkeypatch.setattr(module, "SECONDS", 600.0)


def logits(d: Draw) -> Any:
    return d.array((d.integer(1, 5), d.integer(2, 5)), -1000, 1000)


def samples(d: Draw) -> Any:
    N, K = d.integer(1, 6), d.integer(2, 6)
    return d.array((N, K), -100, 100), d.integers(N, 0, K - 1)


def layers(d: Draw) -> Any:
    sizes = [d.integer(1, 5) for _ in range(d.integer(2, 4))]
    return [d.array(shape, -3, 3) for shape in pairwise(sizes)]


def options(d: Draw) -> Any:
    return d.choice(["relu", "tanh", "sigmoid"]), d.boolean(), d.integer(0, 1000)


def permuted(d: Draw) -> Any:
    return d.permutation(d.integer(1, 8))


def shares(d: Draw) -> Any:
    return d.array(d.integer(1, 4), 0, 1)


def failing_log(generator: Callable[[Draw], Any], fails: Predicate, seed: int) -> list[Any]:
    """The log of the first random draw that fails, as `forall` meets it."""
    for source in fresh_draws(np.random.default_rng(seed), 60):
        if fails(generator(source)):
            return source.log
    raise AssertionError("no draw fails")


def plain(drawn: Any) -> Any:
    if isinstance(drawn, list | tuple):
        return [plain(each) for each in drawn]
    return np.asarray(drawn).tolist()


def shrunk(generator: Callable[[Draw], Any], fails: Predicate, seed: int) -> Any:
    return generator(Replay(shrink(generator, failing_log(generator, fails, seed), fails)))


def has_tie(z: Any) -> bool:
    return any(len(set(row)) < len(row) for row in z)


def has_equal_pair(z: Any) -> bool:
    return bool(((z[:, 1:] == z[:, :-1]) & (z[:, 1:] > 3)).any())


def underflows(z: Any) -> bool:
    return bool((np.exp(z - z.max()).sum(axis=1) == 0).any())


# Generator, predicate, and every result that is minimal.
MINIMAL: dict[str, tuple[Callable[[Draw], Any], Predicate, list[Any]]] = {
    "anything": (logits, lambda z: z.size > 0, [[[0, 0]]]),
    "an entry above 37.5": (logits, lambda z: (z > 37.5).any(), [[[38, 0]], [[0, 38]]]),
    "an entry below -37.5": (logits, lambda z: (z < -37.5).any(), [[[-38, 0]], [[0, -38]]]),
    "a tie in a row": (logits, has_tie, [[[0, 0]]]),
    "two equal large neighbours": (logits, has_equal_pair, [[[4, 4]]]),
    "three rows": (logits, lambda z: len(z) >= 3, [[[0, 0]] * 3]),
    "a square": (logits, lambda z: z.shape[0] == z.shape[1], [[[0, 0]] * 2]),
    "negative before positive": (logits, lambda z: ((z[:, :-1] < 0) & (z[:, 1:] > 0)).any(), [[[-1, 1]]]),
    "the last class": (samples, lambda d: (d[1] == d[0].shape[1] - 1).any(), [[[[0, 0]], [1]]]),
    "unsorted labels": (samples, lambda d: (np.diff(d[1]) < 0).any(), [[[[0, 0]] * 2, [1, 0]]]),
    "three layers": (layers, lambda d: len(d) >= 3, [[[[0]], [[0]], [[0]]]]),
    "the second option": (options, lambda d: d[0] == "tanh", [["tanh", False, 0]]),
    "a truth": (options, lambda d: d[1], [["relu", True, 0]]),
    "a large number": (options, lambda d: d[2] >= 437, [["relu", False, 437]]),
    "not the identity": (permuted, lambda p: (p != np.arange(len(p))).any(), [[1, 0]]),
    "a sum above 1": (shares, lambda v: v.sum() > 1, [[1, 1]]),
    "a negative integer": (lambda d: d.integer(-50, 50), lambda n: n < -7, [-8]),
    "a number off zero": (lambda d: d.array((), 5, 10), lambda x: x > 5, [6]),
    "a huge number": (lambda d: d.array(3, -LARGEST, LARGEST), lambda v: (v > 1e200).any(), []),
    "a long array": (lambda d: d.array(300, -9, 9), lambda v: (v > 4).sum() > 1, []),
}


@pytest.mark.parametrize("name", [name for name, case in MINIMAL.items() if case[2]])
def test_the_smallest_input_is_found_for(name: str) -> None:
    generator, fails, minimal = MINIMAL[name]
    for seed in range(8):
        assert plain(shrunk(generator, fails, seed)) in minimal


@pytest.mark.parametrize(
    ("fails", "limit"),
    [
        (lambda z: (z.sum(axis=1) > 100).any(), 101),  # two or three entries may share it
        (underflows, 746),
    ],
    ids=["a large row sum", "an underflowing row"],
)
def test_a_threshold_is_met_exactly_in_the_fewest_rows(fails: Predicate, limit: float) -> None:
    for seed in range(8):
        z = shrunk(logits, fails, seed)
        assert np.abs(z).sum(axis=1).max() in (limit, 2 * limit)
        assert len(z) <= 2
        assert np.array_equal(z, np.round(z))


@pytest.mark.parametrize(
    ("number", "lo", "hi", "wanted"),
    [(3.14159, 3, 5, 4), (0.3141, 0.3, 0.5, 0.4), (0.4641, 0.3, 0.5, 0.4), (0.3008, 0.3, 0.302, 0.301)],
)
def test_no_more_decimals_are_kept_than_needed(number: float, lo: float, hi: float, wanted: float) -> None:
    assert shrunk_from([number], lambda v: lo < v[0] < hi) == [wanted]


def shrunk_from(numbers: list[float], fails: Predicate) -> Any:
    def vector(d: Draw) -> Any:
        return d.array(len(numbers), -99, 99)

    return plain(vector(Replay(shrink(vector, [Choice(-99, 99, False, np.array(numbers))], fails))))


@pytest.mark.parametrize("number", [-37.2, -1.0])
def test_a_sign_that_does_not_matter_goes(number: float) -> None:
    assert shrunk_from([number], lambda v: v[0] != 0) == [1]


@pytest.mark.parametrize("number", [-37.2, -0.3])
def test_a_sign_of_a_lone_number_goes_after_its_digits(number: float) -> None:
    def lone(d: Draw) -> Any:
        return d.array((), -99, 99)

    log = shrink(lone, [Choice(-99, 99, False, np.asarray(number))], lambda x: x != 0)
    assert lone(Replay(log)) == 1


def test_no_entry_becomes_minus_zero() -> None:
    assert str(shrunk_from([-0.0, 5.2], lambda v: v[1] > 3)) == "[0.0, 4.0]"


class FromHypothesis(Draw):
    """The same generators, drawing from Hypothesis."""

    def __init__(self, draw: Callable[..., Any]) -> None:
        super().__init__()
        self.draw = draw

    def _choose(self, lo: float, hi: float, shape: tuple[int, ...], whole: bool) -> Choice:
        numbers = st.integers(int(lo), int(hi)) if whole else st.floats(lo, hi, allow_subnormal=False)
        return Choice(lo, hi, whole, self.draw(hnp.arrays(np.float64, shape, elements=numbers.map(float))))


RIVALS = ["an entry above 37.5", "two equal large neighbours", "unsorted labels", "negative before positive"]


@pytest.mark.parametrize("name", RIVALS)
def test_hypothesis_finds_nothing_smaller(name: str) -> None:
    generator, fails, _ = MINIMAL[name]

    @st.composite
    def source(draw: Callable[..., Any]) -> Draw:
        source = FromHypothesis(draw)
        generator(source)
        return source

    def also_fails(source: Draw) -> bool:
        return bool(fails(generator(Replay(source.log))))

    theirs = find(source(), also_fails, settings=settings(derandomize=True, database=None, max_examples=2000))
    ours = shrink(generator, failing_log(generator, fails, 1), fails)
    assert module._size(ours) <= module._size(theirs.log)


@given(st.sampled_from([logits, samples, layers, options, permuted]), st.integers(0, 99), st.integers(2, 5))
def test_what_comes_out_fails_and_is_no_larger_than_what_went_in(generator, seed: int, rare: int) -> None:
    def fails(drawn: Any) -> bool:  # erratic, so that every shortcut meets a passing example
        return crc32(repr(plain(drawn)).encode()) % rare == 0

    source = fresh_draws(np.random.default_rng(seed), 20)[seed % 20]
    if not fails(generator(source)):
        return
    log = shrink(generator, source.log, fails)
    assert fails(generator(Replay(log)))
    assert module._size(log) <= module._size(source.log)


def test_a_log_that_cannot_shrink_comes_back() -> None:
    source = fresh_draws(np.random.default_rng(0), 20)[12]
    whole = plain(logits(source))
    log = shrink(logits, source.log, lambda z: plain(z) == whole)
    assert plain(logits(Replay(log))) == whole


@pytest.mark.parametrize("attempts", [5, ATTEMPTS])
@pytest.mark.parametrize("name", MINIMAL)
def test_attempts_are_bounded_and_never_repeated(name: str, attempts: int) -> None:
    generator, fails, _ = MINIMAL[name]
    tried: list[str] = []

    def counted(drawn: Any) -> bool:
        tried.append(str(plain(drawn)))
        return fails(drawn)

    shrink(generator, failing_log(generator, fails, 5), counted, attempts=attempts)
    assert 0 < len(tried) <= attempts
    assert len(set(tried)) == len(tried) or generator is permuted  # many sort keys give one permutation


def test_no_attempt_is_made_once_the_time_is_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "SECONDS", -1.0)
    log = failing_log(logits, has_tie, 0)
    assert shrink(logits, log, lambda _: pytest.fail("tried")) == log


def test_an_input_that_the_generator_cannot_make_is_passed_over() -> None:
    def picky(d: Draw) -> Any:
        z = logits(d)
        if len(z) < 3:
            raise ValueError("too few rows")
        return z

    source = fresh_draws(np.random.default_rng(1), 20)[18]
    picky(source)
    assert len(picky(Replay(shrink(picky, source.log, lambda _: True)))) == 3


def test_a_generator_that_waits_for_luck_does_not_hang() -> None:
    def patient(d: Draw) -> Any:
        while True:
            z = d.array(3, -9, 9)
            if np.ptp(z) > 1:
                return z

    z = shrunk(patient, lambda z: (z > 2).any(), 0)
    assert (z > 2).any()
    assert np.ptp(z) > 1
