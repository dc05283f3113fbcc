import pytest

from course import SourceError
from course.weaving.solution import read_solutions

SOLUTIONS = "solutions/tinyone.py"


def test_the_stub_is_signature_and_contract_without_the_derivation(tiny):
    stub = read_solutions(tiny.root / SOLUTIONS)["double"].stub
    assert stub == (
        "def double(x: np.ndarray) -> np.ndarray:\n"
        '    r"""Twice x (N,), in the shape of x; a backslash \\ is harmless.\n\n'
        "    Not graded: ValueError for an empty x.\n"
        '    """'
    )


def test_a_contract_of_one_line_keeps_its_line(tiny, edit):
    edit(SOLUTIONS, "moved by `by`.", "moved by `by`.\n\n    Derivation\n    ----------\n    Halve it.\n    ")
    stub = read_solutions(tiny.root / SOLUTIONS)["shifted"].stub
    assert stub.endswith('    """Half the double of x (N,), moved by `by`."""')


def test_the_body_is_woven_as_it_is_written_without_its_guards(tiny):
    body = read_solutions(tiny.root / SOLUTIONS)["double"].body
    assert body == "    # both summands are the same\n    total = np.add(x,   x)\n\n    return total"


def test_helpers_are_no_model_answers(tiny):
    assert list(read_solutions(tiny.root / SOLUTIONS)) == ["double", "shifted"]


def test_only_leading_guards_are_left_out(tiny, edit):
    edit(SOLUTIONS, "    return total", "    if total is None:\n        raise ValueError\n    return total")
    assert "raise ValueError" in read_solutions(tiny.root / SOLUTIONS)["double"].body


def test_names_bound_in_a_comprehension_or_an_inner_function_are_not_needed_from_outside(tiny, edit):
    edit(SOLUTIONS, "np.add(x,   x)", "[(lambda a: a + part)(part) for part in x]")
    assert read_solutions(tiny.root / SOLUTIONS)["double"].uses() == {"np"}


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('"""Half the double of x (N,), moved by `by`."""', "pass", ":24: shifted has no contract"),
        ("    return double(x) / 2 + by\n", "", ":24: shifted has no body after its docstring"),
        ("----------", "", ":6: underline the heading Derivation of double"),
        ("by: float = 1e-3)", "by: float = 1e-3", ":24: invalid syntax"),
    ],
)
def test_an_unusable_model_answer_is_refused_with_its_line(tiny, edit, old, new, message):
    edit(SOLUTIONS, old, new)
    with pytest.raises(SourceError, match=message):
        read_solutions(tiny.root / SOLUTIONS)


def test_solutions_that_cannot_be_read_are_refused(tiny):
    with pytest.raises(SourceError, match="the solutions cannot be read"):
        read_solutions(tiny.root / "solutions" / "none.py")
