from urllib.parse import unquote

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from autograder.intake.submissions import safe_name, shown
from autograder.names import foreign_letters, looks_like, nearest, normalised

any_text = st.text(st.characters(), max_size=60)


@pytest.mark.parametrize("name", ["alice", "José Pérez", "o_neill-2", "李雷", "a.b+c@uni.edu", "अमित"])
def test_an_ordinary_name_is_its_own_file_name(name):
    assert safe_name(name) == name


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd", "%2E.%2F..%2Fetc%2Fpasswd"),
        ("..", "%2E%2E"),
        (".hidden", "%2Ehidden"),
        ("a\nb", "a%0Ab"),
        ("a\x00", "a%00"),
        ("-rf", "%2Drf"),
        ("50%", "50%25"),
        ("ends. ", "ends.%20"),
        ("a\u202eb", "a%E2%80%AEb"),
    ],
)
def test_a_hostile_name_becomes_a_harmless_file_name(name, safe):
    assert safe_name(name) == safe


@given(any_text)
@example("")
@example("x" * 10_000)
@example("é" * 150)
@example("\udcff\ud800")
def test_a_safe_name_is_one_short_visible_file_name(name):
    safe = safe_name(name)
    assert 0 < len(safe.encode()) <= 200
    assert "/" not in safe
    assert not safe.startswith(".")
    assert safe.isprintable()


@given(any_text)
def test_a_safe_name_of_ordinary_length_can_be_turned_back(name):
    safe = safe_name(name)
    if "%~" not in safe:
        assert unquote(safe, errors="surrogatepass") == name


@given(any_text, any_text)
def test_different_names_have_different_file_names(one, other):
    assert (safe_name(one) == safe_name(other)) == (one == other)


def test_long_names_that_begin_alike_have_different_file_names():
    assert safe_name("x" * 300) != safe_name("x" * 301)


@given(st.text(st.characters()))
@example("\x1b[31mred\x1b[0m\r\n\u202e\u200b\udc80")
def test_shown_text_is_printable_and_bounded(text):
    line = shown(text, 40)
    assert line.isprintable()
    assert len(line) <= 40 * len("\\U0001f600")


def test_shown_makes_escapes_and_overrides_visible():
    assert shown("a\x1b[2J\u202eb\n") == "a\\x1b[2J\\u202eb\\n"


def test_shown_leaves_letters_of_all_scripts_alone():
    assert shown("Zoë Ωmega 李雷") == "Zoë Ωmega 李雷"


def test_shown_cuts_what_is_too_long_and_says_so():
    assert shown("x" * 200) == "x" * 200
    assert shown("x" * 201) == "x" * 199 + "…"


def test_normalised_writes_an_accent_in_one_way():
    assert normalised("Jose\u0301") == "Jos\u00e9"


def test_nearest_finds_a_misspelt_unit_and_nothing_for_a_strange_one():
    units = ["01_classification", "02_networks"]
    assert nearest("01_clasification", units) == "01_classification"
    assert nearest("classification", units) == "01_classification"
    assert nearest("zzz", units) is None


@pytest.mark.parametrize("name", ["Softmax", "sofmax", "softmaxx", "softnax", "sotfmax", "soft_max", "softmа\u0445"])
def test_a_slip_looks_like_the_name_that_was_meant(name):
    assert looks_like(name, "softmax")


@pytest.mark.parametrize("name", ["softplus", "max", "argmax", "softmax_grad", "helper"])
def test_another_name_does_not_look_like_it(name):
    assert not looks_like(name, "softmax")


def test_one_letter_more_makes_another_name_when_names_are_short():
    assert not looks_like("pc", "pca")
    assert looks_like("PCA", "pca")


def test_foreign_letters_are_named():
    assert foreign_letters("softma\u0445") == "`х` is CYRILLIC SMALL LETTER HA"
    assert foreign_letters("softmax") == ""
