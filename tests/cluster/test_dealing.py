"""Which submissions go to which worker."""

from collections.abc import Iterator

import pytest

from autograder.exam.hall import Job
from autograder.intake.ingest import Script
from course.cluster.dealing import MOST_LOSSES, Dealer, Waiting


def script() -> Script:
    return Script((), (), "")


def jobs(count: int) -> Iterator[Job]:
    return (Job(str(number), "01_x", script, {}, "s") for number in range(count))


def dealer(count: int, **workers: int) -> Dealer:
    dealer = Dealer(jobs(count))
    for address, places in workers.items():
        dealer.welcome(address, places)
    return dealer


def deal(dealer: Dealer) -> list[tuple[str, list[str]]]:
    return [(address, labels(batch)) for address, _, batch in dealer.deal()]


def labels(batch: list[Waiting]) -> list[str]:
    return [each.job.label for each in batch]


def test_a_batch_is_as_large_as_the_worker_has_places_and_a_second_one_waits_there() -> None:
    found = deal(dealer(20, a=1, b=3))
    assert found == [("a", ["0"]), ("b", ["1", "2", "3"]), ("a", ["4"]), ("b", ["5", "6", "7"])]


def test_towards_the_end_nothing_waits_at_a_worker() -> None:
    assert deal(dealer(4, a=1, b=1)) == [("a", ["0"]), ("b", ["1"])]
    assert deal(dealer(5, a=1, b=1)) == [("a", ["0"]), ("b", ["1"]), ("a", ["2"])]


def test_a_class_is_done_when_every_batch_is_answered() -> None:
    found = dealer(3, a=2)
    while not found.done:
        for address, number, batch in list(found.deal()):
            assert found.answered(address, number) == batch
    assert deal(found) == []


def test_no_job_is_taken_from_the_class_long_before_it_is_dealt() -> None:
    taken = []
    found = Dealer(job for job in jobs(1000) if not taken.append(job))  # type: ignore[func-returns-value]
    found.welcome("a", 2)
    assert len(deal(found)) == 2
    assert len(taken) < 10


def test_what_a_lost_worker_had_goes_one_by_one_to_another() -> None:
    found = dealer(4, a=2)
    assert deal(found) == [("a", ["0", "1"])]
    assert found.lost("a") == []
    found.welcome("a", 2)
    found.welcome("b", 2)
    assert deal(found) == [("a", ["2", "3"]), ("b", ["0"]), ("b", ["1"])]


def test_the_same_worker_has_it_again_where_there_is_no_other() -> None:
    found = dealer(1, a=1)
    deal(found)
    found.lost("a")
    found.welcome("a", 1)
    assert deal(found) == [("a", ["0"])]


def test_what_was_lost_twice_is_alone_on_its_worker_and_nothing_joins_it() -> None:
    found = dealer(9, a=2)
    deal(found)
    found.lost("a")
    found.welcome("b", 2)
    assert deal(found) == [("b", ["0"]), ("b", ["1"])]
    found.lost("b")
    found.welcome("c", 2)
    assert deal(found) == [("c", ["2"]), ("c", ["3"])]
    found.lost("c")
    found.welcome("d", 2)
    assert deal(found) == [("d", ["0"])]
    found.welcome("e", 2)
    assert deal(found) == [("e", ["1"])]


def test_what_is_lost_a_third_time_is_given_up_with_the_names_of_its_workers() -> None:
    found = dealer(1)
    for address in "abc":
        found.welcome(address, 1)
        assert deal(found) == [(address, ["0"])]
        given_up = found.lost(address)
    assert [(each.job.label, each.lost) for each in given_up] == [("0", ["a", "b", "c"])]
    assert found.done


def test_every_job_but_the_one_that_kills_workers_is_answered() -> None:
    found, answered, given_up = dealer(30), set[str](), list[str]()
    for worker in range(1000):
        if found.done:
            break
        address = f"w{worker}"
        found.welcome(address, 4)
        dealt = list(found.deal())
        if any("13" in labels(batch) for _, _, batch in dealt):
            given_up += labels(found.lost(address))
            continue
        for who, number, batch in dealt:
            answered |= {*labels(batch)}
            found.answered(who, number)
        del found._desks[address]
    assert given_up == ["13"]
    assert answered == {str(number) for number in range(30)} - {"13"}


def test_an_answer_of_a_worker_that_was_given_up_is_none() -> None:
    found = dealer(1, a=1)
    ((address, number, _),) = found.deal()
    found.lost(address)
    assert found.answered(address, number) == []
    found.welcome(address, 1)
    assert found.answered(address, number) == []


@pytest.mark.parametrize("answers", [False, True])
def test_a_worker_is_unfit_that_loses_its_grader_again_and_again_without_an_answer(answers: bool) -> None:
    found = dealer(100, a=1)
    for _ in range(MOST_LOSSES):
        assert not found.unfit("a")
        (_, number, _), *_ = found.deal()
        if answers:
            found.answered("a", number)
        found.lost("a")
        found.welcome("a", 1)
    assert found.unfit("a") is not answers
