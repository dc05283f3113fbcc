"""No attack wins: none earns a point, learns a secret, reaches out, survives, delays, or breaks the batch."""

import re

import pytest

from .batch import RULES, Batch
from .conftest import CORPUS, LEVELS
from .corpus import Attack

# What a browser or a terminal would act on. Escaped, none of these is left.
MARKUP = re.compile(r"<script>m|<img[^>]*onerror|<iframe|<svg[^>]*onload|href=.javascript:", re.IGNORECASE)
ESCAPES = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]")


def test_attack_gets_its_verdict_and_nothing_else(batch: Batch, attack: Attack) -> None:
    results = batch.results.get(attack.name, [])
    score = batch.score(attack.name)
    assert score == attack.score or (score < attack.score and not attack.steady)
    assert {result["status"] for result in results} == ({attack.status} if not attack.problem else set())
    for exercise, verdict in attack.verdicts.items():
        (found,) = (test["verdict"] for test in results[0]["tests"] if test["name"] == exercise)
        assert found in verdict.split(" or ")  # how fast the machine is may decide
    said = batch.said(attack.name)
    assert [phrase for phrase in (*attack.says, attack.problem) if phrase not in said] == []


def test_attack_wins_nothing(batch: Batch, attack: Attack) -> None:
    assert batch.traps.canary not in batch.said(attack.name)
    assert f"REACHED {batch.traps.marks[attack.name]}" not in batch.said(attack.name)
    assert batch.traps.touched(attack.name) == []
    assert batch.traps.survivors(attack.name) == []
    assert MARKUP.findall(batch.pages.get(attack.name, "")) == []
    assert ESCAPES.findall(batch.tables.get(attack.name, "")) == []
    assert all(result["seconds"] < 2 * RULES.submission_seconds for result in batch.results.get(attack.name, []))


@pytest.mark.parametrize("level", LEVELS)
def test_honest_work_beside_the_attacks_keeps_its_points_and_its_time(batch: Batch, level: int) -> None:
    assert {result["environment"]["isolation"] for result in batch.honest} == {level}
    for result in batch.honest:
        assert (result["status"], result["score"]) == ("graded", result["max_score"])
        assert all(test["verdict"] == "passed" for test in result["tests"])
        assert result["seconds"] < RULES.submission_seconds


@pytest.mark.parametrize("level", LEVELS)
def test_the_batch_ends_with_nothing_left_behind(batch: Batch) -> None:
    assert batch.complaints == []
    assert batch.left == []


def test_the_corpus_has_attacks_of_every_group() -> None:
    assert len(CORPUS) >= 40
    groups = {attack.group for attack in CORPUS}
    assert groups == {"escape", "exhaust", "format", "oracle", "people", "pretend", "read", "tamper"}
