"""Pseudonyms: stable, different for different students, and silent about who is who."""

import errno
import os
import stat

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.reports import pseudonyms as module
from autograder.reports.pseudonyms import KEY, Naming, kind, pseudonymous
from autograder.reports.store import StoreError

KEYED = Naming(b"a key")


@given(st.lists(st.text(), unique=True, max_size=50))
def test_different_students_have_different_pseudonyms(students):
    assert len(set(map(KEYED.student, students))) == len(students)


@given(st.text())
def test_a_pseudonym_is_two_groups_of_four_and_has_nothing_of_the_name(student):
    first, dash, last = KEYED.student(student).partition("-")
    assert (len(first), dash, len(last)) == (4, "-", 4)
    assert set(first + last) <= set("abcdefghijklmnopqrstuvwxyz234567")


def test_a_pseudonym_is_the_beginning_of_the_keyed_digest():
    # HMAC-SHA256 of RFC 4231, test case 2: 5bdcc146bf60754e6a04..., in base 32 lpomcrv7mb2u42qe...
    assert Naming(b"Jefe").student("what do ya want for nothing?") == "lpom-crv7"


def test_another_key_gives_other_pseudonyms():
    assert KEYED.student("ada") != Naming(b"another key").student("ada")


def test_without_a_key_students_have_their_names_and_texts_are_whole():
    assert Naming().student("ada") == "ada"
    assert Naming().text("it is damaged: char 7") == "it is damaged: char 7"


def test_the_key_is_drawn_once_and_kept_for_its_owner_alone(tmp_path):
    first, second = pseudonymous(tmp_path), pseudonymous(tmp_path)
    assert first == second
    assert first.key and len(first.key) == 64
    assert stat.S_IMODE((tmp_path / KEY).stat().st_mode) == 0o600
    assert pseudonymous(tmp_path / "another").key != first.key


def test_an_empty_key_is_refused_as_it_would_hide_nobody(tmp_path):
    (tmp_path / KEY).write_text("\n")
    with pytest.raises(StoreError, match="is empty, it held the key of the pseudonyms: delete it"):
        pseudonymous(tmp_path)


def test_a_key_that_cannot_be_kept_says_why(tmp_path, monkeypatch):
    def full(*_):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(module, "write", full)
    with pytest.raises(StoreError, match=r"No space left on device; .* or report without --pseudonyms"):
        pseudonymous(tmp_path)


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("the answer cell of softmax is not in the notebook", "the answer cell of softmax is not in the notebook"),
        ("the notebook was renamed: ada.ipynb is graded as 01_x.ipynb", "the notebook was renamed"),
        ("line 12 of your cell 3: `%cd /home/ada` is ignored", "line … of your cell …: `…` is ignored"),
        (
            "your cell 1 (`# by Ada`) stopped with NameError in line 2: name 'ada' is not defined",
            "your cell … (`…`) stopped with NameError in line …",
        ),
        ("you define `sofmax`; did you mean `softmax`?", "you define `…`; did you mean `…`?"),
        ("the file has 12.5 MB, at most 10 are read: clear it", "the file has … MB, at most … are read"),
        ("the notebook is of 01_x, format 4", "the notebook is of 01_x, format …"),
    ],
)
def test_the_kind_of_a_note_leaves_out_quotations_numbers_and_details(text, rest):
    assert kind(text) == rest
    assert KEYED.text(text) == rest
