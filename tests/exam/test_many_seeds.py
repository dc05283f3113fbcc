"""`course seeds` finds what depends on the seed, in process."""

from collections.abc import Callable, Iterator, Mapping

import pytest
from click.testing import CliRunner

from autograder.proof import many_seeds
from autograder.proof.many_seeds import try_seeds
from autograder.proof.prove import Seeds
from course.cli import main

from .test_prove import SCHEME, UNIT


@pytest.fixture
def toy(write_toy: Callable[[Mapping[str, str]], None]) -> Iterator[Callable[[str], str]]:
    """Write a mark scheme; the name of its unit."""

    def write(scheme: str) -> str:
        write_toy({"test_toy.py": scheme})
        return UNIT

    many_seeds.collected.cache_clear()
    yield write
    many_seeds.collected.cache_clear()


def wanting(unit: str, seeds: Seeds, workers: int = 1) -> list[str]:
    steps: list[None] = []
    outcomes = try_seeds(unit, seeds, workers, lambda: steps.append(None))
    assert len(steps) == seeds.right
    return list(outcomes.findings())


@pytest.mark.parametrize("workers", [1, 2])
def test_a_scheme_that_does_not_depend_on_the_seed_wants_nothing(toy: Callable[..., str], workers: int) -> None:
    assert wanting(toy(SCHEME), Seeds(12, 4), workers) == []


def test_a_right_answer_that_some_seeds_reject_is_found(toy: Callable[..., str]) -> None:
    unit = toy(SCHEME.replace("return sum(x)", "return sum(x) if len(x) < 4 or x[0] < 8 else 0"))
    (finding,) = wanting(unit, Seeds(60, 1))
    assert finding.startswith("alternate by_loop of total fails test_sum on ")
    assert " of 60 seeds (" in finding


def test_right_answers_may_take_turns_of_which_as_many_are_told(toy: Callable[..., str]) -> None:
    second = "\n    @alternate\n    def too_small(x):\n        return np.sum(x) - 1\n"
    outcomes = try_seeds(toy(SCHEME + second), Seeds(6, 0), 1, turns=True)
    told = "alternate too_small of total fails test_sum on 2 of 2 seeds (2, 5)"
    assert list(outcomes.findings()) == [told]


def test_a_wrong_answer_that_some_seeds_let_pass_is_found(toy: Callable[..., str]) -> None:
    wrong = "return np.sum(x) if len(x) < 4 or x[0] < 8 else 0"
    (finding,) = wanting(toy(SCHEME.replace("return np.mean(x)", wrong)), Seeds(60, 60))
    assert finding.startswith("misconception mean of total fails test_sum on ")
    assert finding.endswith(" only: its mark depends on the seed")


def test_a_wrong_answer_is_tried_on_its_own_seeds_only(toy: Callable[..., str]) -> None:
    assert wanting(toy(SCHEME), Seeds(5, 0)) == []


def test_an_answer_that_never_ends_fails(toy: Callable[..., str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(many_seeds, "CHECK_SECONDS", 0.05)
    unit = toy(SCHEME.replace("return sum(x)", "\n        while True: pass"))
    assert wanting(unit, Seeds(2, 0)) == ["alternate by_loop of total fails test_sum on 2 of 2 seeds (0, 1)"]


def test_the_command_says_what_was_tried() -> None:
    result = CliRunner().invoke(main, ["seeds", "01_classification", "--seeds", "2", "--wrong", "1", "--workers", "1"])
    assert result.exit_code == 0, result.output
    assert result.output.startswith("01_classification, 2 seeds in process, 1 of wrong answers: 7 x model answer, ")
    assert result.output.endswith(": nothing wanting\n")
