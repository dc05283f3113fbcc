"""The league table: what it shows, and that its first row is what the nearest class mean reaches."""

import numpy as np
import pytest

from course.league import METHODS, Row, best, measured, merged, source
from course.support import kit
from course.support.kit.data import digits_split
from course.support.kit.standings import ROWS


def test_every_method_has_its_row_in_the_order_of_the_units() -> None:
    assert [Row(*row).method for row in ROWS] == [method.name for method in METHODS.values()]
    assert [Row(*row).unit for row in ROWS] == sorted(Row(*row).unit for row in ROWS)


@pytest.mark.parametrize("name", ["nearest-mean", "nearest-neighbour"])
def test_a_row_is_what_its_method_measures(name: str) -> None:
    wanted = next(Row(*row) for row in ROWS if row[1] == METHODS[name].name)
    assert measured(METHODS[name], digits_split()) == wanted


def test_a_row_agrees_with_itself() -> None:
    for row in (Row(*each) for each in ROWS):
        wrong = 386 * (1 - row.test)
        assert row.fewest_wrong - 0.05 <= wrong <= row.most_wrong + 0.05  # four digits of the accuracy are kept
        assert (row.spread > 0) == (row.most_wrong > row.fewest_wrong)
        assert 0.8 < row.validation < 1


def test_the_table_shows_the_units_so_far(capsys: pytest.CaptureFixture[str]) -> None:
    for _ in range(2):  # importing a module of the kit must not hide its functions
        kit.league(1)
        head, *rows = capsys.readouterr().out.splitlines()
        assert head.split("  ")[0] == "unit"
        assert len(rows) == 1
        assert rows[0].split() == ["1", "nearest", "class", "mean", "0.854", "0.883", "45", "640"]
    kit.league(5)
    assert "0.928 ± 0.004  26 to 31" in capsys.readouterr().out
    kit.league(13)
    assert len(capsys.readouterr().out.splitlines()) == len(ROWS) + 1


def test_new_rows_take_the_place_of_old_ones() -> None:
    one, other = (Row(1, METHODS["nearest-mean"].name, "", 0.5, test, 0.0, 1, 1, 1) for test in (0.5, 0.6))
    gone = Row(2, "no method", "", 0.5, 0.5, 0.0, 1, 1, 1)
    last = Row(13, METHODS["nearest-neighbour"].name, "", 0.5, 0.5, 0.0, 1, 1, 1)
    assert merged([last, gone, one], [other]) == [other, last]


def test_the_source_holds_the_rows() -> None:
    names: dict[str, object] = {}
    exec(source([Row(*row) for row in ROWS]), names)
    assert names["ROWS"] == ROWS


def test_of_equally_good_choices_the_first_is_taken() -> None:
    split = digits_split()
    fits = [METHODS["nearest-mean"].learn(split)._replace(choice=name) for name in "ab"]  # type: ignore[union-attr]
    assert best(fits, split.validation).choice == "a"
    assert np.isclose(measured(METHODS["nearest-mean"], split).test, 341 / 386, atol=1e-4)
