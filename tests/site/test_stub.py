"""Stubs on a page: a head that a telephone can show, and a contract as prose."""

import ast
import json
import re
from html import escape

import pytest

from course.settings import ROOT, load
from course.site.stub import PHONE, stub
from tests.site.text import text_of

BODY = "    # YOUR CODE HERE\n    raise NotImplementedError()\n"


def contract_of(*lines: str) -> str:
    """What the page makes of a contract of these lines."""
    inside = "\n".join(f"    {line}".rstrip() for line in lines)
    html = stub(f'def f(x):\n    """{inside.lstrip()}\n    """\n{BODY}')
    found = re.search(r'<div class="contract">\n(.*?)\n</div>', html, re.DOTALL)
    assert found
    return found[1]


def code_of(html: str) -> str:
    """The code of a stub, without its contract."""
    return "".join(text_of(pre) for pre in re.findall(r"<pre>(.*?</pre>)", html, re.DOTALL))


def test_a_contract_is_in_paragraphs_whose_lines_break_where_the_page_ends():
    found = contract_of("Twice x.", "", "The result is", "a float, and", "never NaN.", "", "x stays.")
    assert found == "<p>Twice x.</p>\n<p>The result is a float, and never NaN.</p>\n<p>x stays.</p>"


def test_a_dash_that_begins_a_line_of_a_sentence_makes_no_list():
    found = contract_of("A column that was constant", "- its std at most 1e-12 - becomes 0.")
    assert found == "<p>A column that was constant - its std at most 1e-12 - becomes 0.</p>"


def test_a_list_stays_a_list_and_its_entries_may_take_several_lines():
    found = contract_of("Returns", "", "- the loss, a number", "  of any size;", "- its gradient.", "", "No more.")
    assert found == (
        "<p>Returns</p>\n<ul><li>the loss, a number of any size;</li><li>its gradient.</li></ul>\n<p>No more.</p>"
    )


def test_what_is_set_in_and_what_is_typed_stay_line_by_line():
    found = contract_of("The network is", "", "    z = x W", "      + b", "", "so that", "", ">>> f(1)", "2")
    assert "<pre>z = x W\n  + b</pre>\n<p>so that</p>" in found
    assert found.endswith("<pre>&gt;&gt;&gt; f(1)\n2</pre>")


def test_names_are_code_and_signs_are_as_they_are_written():
    found = contract_of("As in `train_fast`, a * b * c_1, and <b> is x_i * 2 of 10 000.")
    assert found == "<p>As in <code>train_fast</code>, a * b * c_1, and &lt;b&gt; is x_i * 2 of 10\xa0000.</p>"


@pytest.mark.parametrize("term", ["X (N, d_in),", "(loss, dZ)", "0 <= q < 1.", "K >= 2", "(K, C, kh, kw);"])
def test_a_line_does_not_break_within_a_short_term(term):
    assert f'<span class="glued">{escape(term)}</span>' in contract_of(f"With {term} so.")


def test_a_line_may_break_within_long_brackets():
    assert "glued" not in contract_of("Each is drawn (from the labels of both classes, say) anew.")


# Heads


def test_a_head_that_a_telephone_shows_is_a_line():
    source = f'def f(x: float) -> float:\n    """Twice x."""\n{BODY}'
    assert code_of(stub(source)).startswith("def f(x: float) -> float:\n")


def test_a_longer_head_has_a_line_for_each_parameter():
    head = "def train(\n    params: list[tuple[int, int]], *, n: int = 10, name: str = 'a, b'\n) -> tuple[int, int]:"
    assert code_of(stub(f'{head}\n    """Train."""\n{BODY}')).split("\n")[:5] == [
        "def train(",
        "    params: list[tuple[int, int]], *,",
        "    n: int = 10,",
        "    name: str = 'a, b'",
        ") -> tuple[int, int]:",
    ]


def test_a_long_head_without_parameters_is_a_line():
    head = f"def {'f' * PHONE}() -> int:"
    assert code_of(stub(f'{head}\n    """One."""\n{BODY}')).startswith(f"{head}\n")


def test_code_without_a_contract_is_code():
    for source in ("x = 1", "def f(x):\n    return x"):
        html = stub(source)
        assert "contract" not in html and code_of(html).strip() == source


@pytest.mark.parametrize("unit", load().units, ids=lambda unit: unit.id)
def test_the_head_of_every_stub_says_what_it_says_in_the_notebook(unit):
    notebook = json.loads((ROOT / "release" / unit.id / f"{unit.id}.ipynb").read_text())
    stubs = ["".join(each["source"]) for each in notebook["cells"] if each["metadata"]["mdl"]["role"] == "answer"]
    assert stubs
    for source in stubs:
        tree = ast.parse(source)
        del tree.body[0].body[0]  # the contract
        assert ast.dump(ast.parse(code_of(stub(source)))) == ast.dump(tree)
