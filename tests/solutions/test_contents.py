"""The table of contents in `solutions`."""

import re
from pathlib import Path

import solutions
from course.settings import load

ROW = re.compile(r"^(\d\d|  )  (\w+) +(\S.*)$", re.MULTILINE)
ROWS = ROW.findall(solutions.__doc__ or "")


def test_every_public_module_is_listed_once():
    (folder,) = map(Path, solutions.__path__)
    there = [path.stem for path in folder.iterdir() if path.suffix == ".py" or (path / "__init__.py").is_file()]
    assert sorted(name for _, name, _ in ROWS) == sorted(name for name in there if not name.startswith("_"))


def test_the_units_stand_in_order_each_with_the_module_of_its_exercises():
    settings = load()
    units = sorted(unit.id for unit in (*settings.units, *settings.planned))
    assert [f"{number}_{name}" for number, name, _ in ROWS if number.strip()] == units


def test_every_row_says_what_the_module_is_for():
    assert all(len(text.split()) >= 3 for _, _, text in ROWS)
