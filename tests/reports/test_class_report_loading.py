"""Results are read as they stand in the folder; what is no result is told and stops nothing."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.names import safe_name
from autograder.reports.class_report import render
from autograder.reports.loading import Loaded, Result, load_results
from autograder.reports.store import Store

from .conftest import build_check, build_exercise, build_result

UNIT = "01_classification"
VALID = build_result(
    build_exercise(
        "softmax",
        build_check(),
        misconception={"name": "over_samples", "hint": "Rows.", "see": "def-softmax", "read": "Definition"},
        follow_through={"of": ["one_hot"], "earned_before": 0.5},
    ),
    notes=["a note"],
)
any_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "results"


def put(folder, text, student="ada", file=f"{UNIT}.json"):
    path = folder / student / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())


def places(value, path=()):
    """The path to every part of a JSON value."""
    yield path
    if isinstance(value, dict | list):
        for key in value if isinstance(value, dict) else range(len(value)):
            yield from places(value[key], (*path, key))


def replaced(value, path, new):
    if not path:
        return new
    changed = dict(value) if isinstance(value, dict) else list(value)
    changed[path[0]] = replaced(changed[path[0]], path[1:], new)
    return changed


def test_every_result_of_every_student_is_read(folder):
    store = Store(folder)
    for student in ("ada", "Zoë", "../x"):
        for unit in (UNIT, "11_backpropagation"):
            store.save(VALID | {"student": student, "unit": unit}, "page")
    loaded = load_results(folder)
    assert len(loaded.results) == 6
    assert {result.student for result in loaded.results} == {"ada", "Zoë", "../x"}
    assert loaded.units == [UNIT, "11_backpropagation"]
    assert not loaded.unreadable


def test_what_is_read_is_what_was_written(folder):
    put(folder, json.dumps(VALID))
    (result,) = load_results(folder).results
    (answer,) = result.answers
    assert (result.student, result.score, result.notes) == ("ada", 1.0, ("a note",))
    assert (answer.name, answer.verdict, answer.misconception.read) == ("softmax", "passed", "Definition")
    assert (answer.follow_through.of, answer.follow_through.earned_before) == (("one_hot",), 0.5)


def test_results_from_before_follow_through_are_read(folder):
    put(folder, json.dumps(build_result(build_exercise("softmax", build_check()))))
    assert load_results(folder).results[0].answers[0].follow_through is None


def test_seed_pages_and_hidden_files_are_no_results(folder):
    put(folder, json.dumps(VALID))
    put(folder, "page", file=f"{UNIT}.html")
    put(folder, "{", file=".writing-x.json")
    put(folder, "{", student=".hidden")
    (folder / ".seed").write_text("secret")
    assert (len(load_results(folder).results), load_results(folder).unreadable) == (1, ())


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "it is damaged: "),
        ("{", "it is damaged: "),
        (b"\xff\xfe", "it is damaged: "),
        ("[" * 100_000, "it is damaged: "),
        ("null", "it is no result of this version: "),
        ("{}", "Object missing required field `format`"),
        (json.dumps(VALID | {"format": 2}), "it is no result of this version: "),
        (json.dumps(VALID | {"score": float("nan")}), "it is no result of this version: "),
        (json.dumps(VALID | {"max_score": float("inf")}), "it is no result of this version: "),
        (json.dumps(VALID | {"score": None}), "a graded submission has a score"),
        (json.dumps(VALID | {"status": "lost"}), "Invalid enum value 'lost'"),
        (json.dumps(VALID | {"tests": VALID["tests"] * 2}), "an exercise occurs twice"),
        (json.dumps(VALID | {"student": "bo"}), "it is the result of another submission: bo/01_classification.json"),
        (json.dumps(VALID | {"unit": "02_x"}), "it is the result of another submission: ada/02_x.json"),
    ],
)
def test_a_file_that_is_no_result_is_told_and_the_rest_is_read(folder, text, reason):
    put(folder, text)
    put(folder, json.dumps(VALID | {"student": "cy"}), student="cy")
    loaded = load_results(folder)
    assert [result.student for result in loaded.results] == ["cy"]
    (unreadable,) = loaded.unreadable
    assert (unreadable.student, unreadable.file) == ("ada", f"{UNIT}.json")
    assert reason in unreadable.reason


def test_a_folder_called_like_a_result_is_told(folder):
    (folder / "ada" / f"{UNIT}.json").mkdir(parents=True)
    (unreadable,) = load_results(folder).unreadable
    assert unreadable.reason == "it cannot be opened: Is a directory; fix its permissions"


@pytest.mark.parametrize("student", ["a\ud800b", "e\u0301", "\u202eada", "x" * 300])
def test_any_students_result_is_found_where_it_belongs(folder, student):
    put(folder, json.dumps(VALID | {"student": student}), student=safe_name(student))
    assert [result.student for result in load_results(folder).results] == [student]


def test_the_results_of_one_unit_come_with_its_unreadable_files(folder):
    put(folder, json.dumps(VALID))
    put(folder, "{", student="bo")
    put(folder, "{", student="bo", file="02_x.json")
    one = load_results(folder).of(UNIT)
    assert [result.unit for result in one.results] == [UNIT]
    assert [each.file for each in one.unreadable] == [f"{UNIT}.json"]


def test_an_empty_folder_and_none_hold_nothing(folder):
    assert load_results(folder) == Loaded()
    folder.mkdir()
    assert load_results(folder) == Loaded()


@settings(deadline=None, max_examples=40)  # pictures are drawn
@given(st.sampled_from(list(places(VALID))), any_json)
def test_no_edit_of_a_result_stops_the_report(tmp_path_factory, path, new):
    folder = tmp_path_factory.mktemp("results")
    put(folder, json.dumps(replaced(VALID, path, new)))
    loaded = load_results(folder)
    assert len(loaded.results) + len(loaded.unreadable) == 1
    assert all(isinstance(result, Result) for result in loaded.results)
    assert render(loaded).endswith("</html>")
