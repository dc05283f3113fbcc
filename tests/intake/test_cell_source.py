import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.intake.cell_source import code_lines, defined_names, without_magics


@pytest.mark.parametrize(
    ("source", "kept", "ignored"),
    [
        ("!pip install x\na = 1", "pass\na = 1", [(1, "!pip install x")]),
        ("%matplotlib inline\na = 1", "pass\na = 1", [(1, "%matplotlib inline")]),
        ("a = 1\nsoftmax?", "a = 1\npass", [(2, "softmax?")]),
        ("np.a*??  \na = 1", "pass\na = 1", [(1, "np.a*??")]),
        ("?softmax", "pass", [(1, "?softmax")]),
        ("files = !ls\na = 1", "pass\na = 1", [(1, "files = !ls")]),
        ("t = %timeit -o f()", "pass", [(1, "t = %timeit -o f()")]),
        ("pip install numpy\na = 1", "pass\na = 1", [(1, "pip install numpy")]),
        ("if a:\n    !ls\nb = 1", "if a:\n    pass\nb = 1", [(2, "!ls")]),
        ("!echo it's (\na = 1", "pass\na = 1", [(1, "!echo it's (")]),
        ("!echo \\\n  b\na = 1", "pass\n\na = 1", [(1, "!echo \\\n  b")]),
        (")\n!ls", ")\npass", [(2, "!ls")]),
        ("a = 1  # don't\n%time a", "a = 1  # don't\npass", [(2, "%time a")]),
    ],
)
def test_what_only_jupyter_understands_becomes_pass(source, kept, ignored):
    assert without_magics(source) == (kept, ignored)


@pytest.mark.parametrize(
    "python",
    [
        "a = (b\n%c\n)",
        "a = b \\\n%c",
        "a = '''\n!ls\n%cd\n'''",
        'a = """\n!ls\nwhat?\n"""',
        "a = [\n'what?',\n% b]",
        "# !ls\n# what?",
        "a = b % c",
        "a = b != c",
        "print('100%')",
        "",
    ],
)
@pytest.mark.parametrize("magic", [False, True])
def test_operators_strings_and_comments_are_not_misread(python, magic):
    source = python + "\n!ls" * magic
    kept, ignored = without_magics(source)
    assert kept == python + "\npass" * magic
    assert len(ignored) == magic


@pytest.mark.parametrize("magic", ["%%time", "%%timeit -n 3", "%%capture out", "%%prun"])
def test_of_a_timed_cell_the_rest_is_kept_on_its_lines(magic):
    kept, ignored = without_magics(f"\n{magic}\na = 1\n!ls\nb = 2")
    assert kept == "\n\na = 1\npass\nb = 2"
    assert ignored == [(2, magic), (4, "!ls")]


@pytest.mark.parametrize("magic", ["%%bash", "%%html", "%%writefile a.py", "%%javascript", "%%script python"])
def test_of_a_cell_in_another_language_nothing_is_kept(magic):
    assert without_magics(f"{magic}\na = 1") == ("", [(1, magic)])


def test_a_cell_that_is_wrong_without_magics_stays_as_it_is():
    assert without_magics("def f(:\n    a") == ("def f(:\n    a", [])


def test_the_place_of_another_error_stays_beside_a_magic():
    assert without_magics("!ls\ndef f(:") == ("pass\ndef f(:", [(1, "!ls")])


@given(st.text("ab=%!?'\"#\\()\n \t", max_size=60))
def test_line_numbers_never_change(source):
    kept, ignored = without_magics(source)
    assert not kept or kept.count("\n") == source.count("\n")
    assert all(1 <= line <= source.count("\n") + 1 for line, _ in ignored)


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("def f(a): b = 1", {"f"}),
        ("async def f(): pass", {"f"}),
        ("class A:\n    b = 1", {"A"}),
        ("f = lambda a: a", {"f"}),
        ("a, (b, *c) = d", {"a", "b", "c"}),
        ("import numpy.linalg, os as o\nfrom e import f, g as h", {"numpy", "o", "f", "h"}),
        ("if x:\n    def f(): pass\nelse:\n    f = 1", {"f"}),
        ("try:\n    a = 1\nexcept E as e:\n    with b as c: pass", {"a", "c", "e"}),
        ("for i in x: pass\nx[0] = y.z = 1", {"i"}),
        ("print(a)", set()),
        ("", set()),
    ],
)
def test_names_defined_at_top_level(source, names):
    assert defined_names(source) == names


@pytest.mark.parametrize(
    "source",
    [
        "def f(:",
        "a\x00b",
        "'\ud800'",
        "(" * 500,
        "-" * 100_000 + "1",
        "import a" + ".a" * 300_000,
        "import a" + " . \\\na" * 100_000,
    ],
)
def test_what_is_not_python_defines_nothing(source):
    assert defined_names(source) is None


def test_a_warning_of_the_parser_is_kept_quiet():
    assert defined_names(r"pattern = '\d'; a is 1") == {"pattern"}


def test_code_lines_ignore_comments_blank_lines_and_space_at_ends():
    assert code_lines("a = 1  \n\n# b\n  c\n") == code_lines("a = 1\n  c") == ("a = 1", "  c")
    assert code_lines("a = 1") != code_lines(" a = 1")
