import codecs
import errno
import hashlib
import json
import os
import socket
import tracemalloc

import pytest

from autograder.intake import notebook_file
from autograder.problems import Ungradable


@pytest.fixture
def refused(hand_in):
    """The reason why these bytes, or this as JSON, cannot be graded."""

    def reason(content, **options):
        with pytest.raises(Ungradable) as caught:
            hand_in(content, **options)
        assert caught.value.reason == str(caught.value)
        return caught.value.reason

    return reason


@pytest.fixture
def peak_memory(tmp_path, monkeypatch):
    """The most bytes that are taken to read a notebook of this text, beside the text."""

    def measure(content):
        monkeypatch.setattr(notebook_file, "read_bytes", lambda path, most: content)
        tracemalloc.start()
        try:
            notebook_file.read_notebook(tmp_path)
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    return measure


@pytest.mark.parametrize("content", [b"", b" \n\t\n", codecs.BOM_UTF8])
def test_an_empty_file_is_refused(refused, content):
    assert refused(content).startswith("the file is empty, a notebook was wanted: open the notebook in Jupyter")


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"PK\x03\x04\x14\x00\xff\xfe", "a zip archive: unpack it"),
        (b"PK\x03\x04 plain", "a zip archive: unpack it"),
        (b"\x1f\x8b\x08\x00", "a compressed file: unpack it"),
        (b"%PDF-1.7\n%\xe2\xe3", "a PDF: hand in the .ipynb file itself"),
        (b"\x89PNG\r\n", "a picture: hand in the .ipynb file itself"),
        (b"<!doctype html><html>", "a web page: download the notebook itself"),
        (b"<html>", "a web page: download the notebook itself"),
        (b"<<<<<<< HEAD\n{", "a file with merge conflicts: resolve them"),
        (b"import numpy as np\n", "something else, it begins with `import numpy as np`: open the notebook"),
        (b"\x1b[2J\n", "something else, it begins with `\\x1b[2J`: open the notebook"),
    ],
)
def test_another_kind_of_file_is_refused_by_its_name(refused, content, kind):
    assert refused(content).startswith(f"a notebook is wanted, this is {kind}")


def test_bytes_that_are_not_utf8_are_refused_with_their_place(refused):
    content = b'{"cells": [], "x": "' + b"a" * 2_000_000 + b'\xff"}'
    assert refused(content).startswith("a notebook is text in UTF-8, byte 2000020 of the file (0xff) is not")


def test_a_letter_cut_at_the_end_is_refused_with_its_place(refused):
    content = b" " * (notebook_file.WINDOW - 2) + "😀".encode()[:3]
    assert "byte 1048574 of the file (0xf0)" in refused(content)


def test_a_byte_order_mark_is_ignored_without_a_note(hand_in, starter):
    script = hand_in(codecs.BOM_UTF8 + json.dumps(starter).encode())
    assert len(script.cells) == 4
    assert script.notes == ()


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_is_read_with_a_note(hand_in, starter, encoding):
    script = hand_in(("\ufeff" + json.dumps(starter)).encode(encoding))
    assert len(script.cells) == 4
    assert script.notes == ("the file is in UTF-16; Jupyter wants UTF-8",)


def test_damaged_utf16_is_refused_with_its_place(refused):
    assert refused(codecs.BOM_UTF16_LE + b"{\x00\x00").startswith("the file begins as UTF-16 but its byte 4 is not")


def test_a_truncated_notebook_is_refused_with_line_and_column(refused, starter):
    reason = refused(json.dumps(starter, indent=1).encode()[:60])
    where = "Unterminated string starting at: line 5 column 3"
    assert reason.startswith(f"the notebook is damaged: it is cut off: {where} ")
    assert reason.endswith("; hand in a copy that Jupyter can open")


def test_text_after_the_notebook_is_refused(refused, starter):
    reason = refused(json.dumps(starter).encode() + b"\n{}")
    assert "Extra data: line 2 column 1" in reason


@pytest.mark.parametrize(
    ("content", "damage"),
    [
        (b'{\n "a": 1\n "b": 2}', "Expecting ',' delimiter: line 3 column 2"),
        (b"{a: 1}", "Expecting property name enclosed in double quotes: line 1 column 2"),
        ('{"é": [1 2]}'.encode(), "Expecting ',' delimiter: line 1 column 10"),
        (b'{"a": [1,\n [2', "it is cut off: Expecting ',' delimiter: line 2 column 4"),
        (b'{"a": [1}', "Expecting ',' delimiter: line 1 column 9"),
        (b'{"a": NaN, "b": tru}', "Expecting value: line 1 column 17"),
    ],
)
def test_a_damaged_notebook_is_refused_with_line_and_column(refused, content, damage):
    assert refused(content).startswith(f"the notebook is damaged: {damage} ")


@pytest.mark.parametrize(
    ("content", "what"),
    [
        ([], "a list"),
        ([[[]]], "a list"),
        (3, "a single value"),
        ("a", "a single value"),
        (None, "a single value"),
        ({}, "it has no list of cells"),
        ({"cells": {"a": 1}}, "it has no list of cells"),
        ({"cells": None}, "it has no list of cells"),
        ({"worksheets": []}, "it has no list of cells"),
        ({"worksheets": [3, {}]}, "it has no list of cells"),
    ],
)
def test_json_that_is_no_notebook_is_refused(refused, content, what):
    assert refused(content).startswith(f"a notebook is wanted, this is other JSON ({what}): open the notebook")


def test_a_format_of_the_future_is_refused(refused, starter):
    reason = refused(starter | {"nbformat": 5})
    assert reason == "the notebook is of format 5, at most 4 is read: save it as format 4"


@pytest.mark.parametrize("version", [None, "4", [4]])
def test_a_notebook_without_a_format_is_read_as_format_4(hand_in, starter, version):
    script = hand_in(starter | {"nbformat": version})
    assert len(script.cells) == 4
    assert script.notes == ("the notebook does not say its format; it was read as format 4",)


def test_a_notebook_of_format_3_is_read_with_a_note(hand_in):
    cells = [
        {"cell_type": "heading", "level": 1, "source": "Small", "metadata": {}},
        {"cell_type": "code", "input": ["def softmax(Z):\n", "    return Z"], "outputs": [], "metadata": {}},
        {"cell_type": "code", "input": "a = 1", "metadata": {"nbgrader": {"grade_id": "one_hot-answer"}}},
    ]
    sheets = [{"cells": cells[:2]}, {"cells": 3}, {"cells": []}, {"cells": cells[2:]}]
    script = hand_in({"nbformat": 3, "metadata": {"name": ""}, "worksheets": sheets})
    assert [cell.source for cell in script.cells if cell.role in ("own", "answer")] == [
        "def softmax(Z):\n    return Z",
        "a = 1",
    ]
    assert script.notes[0] == "the notebook is of the old format 3; its cells may have lost their names"


def test_a_file_that_is_too_large_is_refused_unread(refused, monkeypatch):
    monkeypatch.setattr(notebook_file.os, "open", None)
    reason = refused(b"x" * 3 * 2**20, max_bytes=2**20)
    assert reason.startswith("the file has 3 MiB, at most 1 MiB are read: clear all outputs")


def test_a_file_that_grows_while_it_is_read_is_cut(tmp_path, monkeypatch):
    path = tmp_path / "a.ipynb"
    path.write_bytes(b" " * 100)
    monkeypatch.setattr(notebook_file, "_as_utf8", lambda raw: pytest.fail(f"{len(raw)} bytes"))
    with pytest.raises(pytest.fail.Exception, match="100 bytes"):
        notebook_file.read_notebook(path, 100)


def test_a_missing_file_is_refused(tmp_path):
    with pytest.raises(Ungradable, match=r"cannot be read \(No such file or directory\): hand it in again"):
        notebook_file.read_notebook(tmp_path / "a.ipynb")


def test_a_file_without_permission_is_refused(refused, monkeypatch):
    def forbidden(path, flags):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr(notebook_file.os, "open", forbidden)
    assert refused(b"{}") == "the file cannot be read (Permission denied): hand it in again"


def test_a_pipe_a_socket_a_device_and_a_folder_are_never_opened(tmp_path, monkeypatch):
    monkeypatch.setattr(notebook_file.os, "open", None)
    os.mkfifo(tmp_path / "pipe")
    with socket.socket(socket.AF_UNIX) as listener:
        monkeypatch.chdir(tmp_path)
        listener.bind("socket")
        for path in (tmp_path / "pipe", tmp_path / "socket", tmp_path, notebook_file.Path("/dev/null")):
            with pytest.raises(Ungradable, match="this is not a regular file"):
                notebook_file.read_notebook(path)


def test_the_digest_is_that_of_the_bytes_of_the_file(hand_in, starter):
    content = codecs.BOM_UTF8 + json.dumps(starter).encode()
    assert hand_in(content).digest == hashlib.sha256(content).hexdigest()


def test_sources_may_be_strings_or_lists_of_lines(student):
    student.answer("softmax", ["def softmax(Z):\n", "    return Z\n"])
    source = next(cell.source for cell in student.hand_in().cells if cell.exercise == "softmax")
    assert source == "def softmax(Z):\n    return Z\n"


def test_line_ends_of_windows_become_those_of_python(student):
    student.own("a = 1\r\nb = 2\rc = 3")
    assert student.hand_in().cells[-1].source == "a = 1\nb = 2\nc = 3"


def test_half_a_surrogate_pair_becomes_a_question_mark(student):
    student.own("a = '\ud800😀'")
    assert student.hand_in().cells[-1].source == "a = '?😀'"


@pytest.mark.parametrize(
    "cell",
    [
        None,
        3,
        "code",
        [],
        {},
        {"cell_type": "code"},
        {"cell_type": "code", "source": 3},
        {"cell_type": "code", "source": ["a", 3]},
        {"cell_type": "code", "source": [["a"]]},
        {"cell_type": "code", "source": {"a": 1}},
        {"cell_type": "spreadsheet", "source": "a"},
        {"cell_type": ["code"], "source": "a"},
        {"source": "a"},
    ],
)
def test_a_damaged_cell_is_left_out_with_a_note(student, cell):
    student.cells.insert(0, cell)
    script = student.hand_in()
    assert len(script.cells) == 4
    assert script.notes == ("cell 1 of the notebook is damaged and is left out",)


@pytest.mark.parametrize("metadata", [None, 3, [], {"nbgrader": 3}, {"nbgrader": {"grade_id": ["softmax"]}}])
def test_damaged_metadata_are_no_metadata(student, metadata):
    student.cell("softmax-answer")["metadata"] = metadata
    script = student.hand_in()
    assert len(script.cells) == 4
    assert script.notes == ()


def test_too_long_a_cell_is_left_out_with_a_note(student, monkeypatch):
    monkeypatch.setattr(notebook_file, "LONGEST_SOURCE", 1000)
    student.own("a = 1\n" * 1000)
    student.own("b = 1")
    script = student.hand_in()
    assert script.cells[-1].source == "b = 1"
    assert script.notes == ("cell 11 of the notebook is longer than 1000 characters and is left out",)


def test_far_too_long_a_cell_is_not_even_decoded(student, peak_memory, monkeypatch):
    monkeypatch.setattr(notebook_file, "LONGEST_RAW", 1000)
    student.own(["a"] * 200_000)
    assert "cell 11 of the notebook is longer than 1000000 characters" in student.hand_in().notes[0]
    assert peak_memory(json.dumps(student.notebook).encode()) < 2e6  # the lines themselves would take 10 MB


def test_cells_beyond_the_cap_are_left_out_with_a_note(student):
    for _ in range(5000):
        student.own("a = 1")
    script = student.hand_in()
    assert len(script.cells) == 4 + 5000 - 10
    assert script.notes == ("the notebook has more than 5000 cells; the first 5000 are read",)


def test_cells_of_several_worksheets_beyond_the_cap_are_left_out_with_a_note(hand_in):
    sheet = {"cells": [{"cell_type": "code", "input": "a = 1"}] * 2600}
    script = hand_in({"nbformat": 3, "worksheets": [sheet, sheet]})
    assert len([cell for cell in script.cells if cell.role == "own"]) == 5000
    assert "the notebook has more than 5000 cells; the first 5000 are read" in script.notes


def test_code_beyond_the_cap_is_left_out_with_a_note(student, monkeypatch):
    monkeypatch.setattr(notebook_file, "MOST_CODE", 2000)
    student.own("a = 1\n" * 100)
    student.own("b = 1\n" * 1000)
    student.own("c = 1\n")
    script = student.hand_in()
    assert script.cells[-1].source.startswith("a")
    assert script.notes == ("there is more code than 2000 characters; cell 12 ff. are left out",)


@pytest.mark.parametrize("key", ["x", "source", "id", "metadata", "cells", "worksheets"])
def test_memory_does_not_grow_with_a_hostile_list(peak_memory, key):
    hostile = b'"%s": [' % key.encode() + b"[]," * 1_000_000 + b"[]]"
    if key in ("source", "id", "metadata"):
        hostile = b'"cells": [{"cell_type": "code", "source": "a", ' + hostile + b"}]"
    elif key != "cells":
        hostile = b'"cells": [], ' + hostile
    assert peak_memory(b'{"nbformat": 4, ' + hostile + b"}") < 3e6  # the lists themselves would take 60 MB


def test_fifty_megabytes_of_outputs_do_not_take_memory(student, peak_memory):
    output = {"output_type": "stream", "name": "stdout", "text": ["0.123 [1, 2]\n"] * 1_000_000}
    student.cell("softmax-answer")["outputs"] = [output]
    student.cell("softmax-answer")["attachments"] = {"a.png": {"image/png": "x" * 30_000_000}}
    content = json.dumps(student.notebook, indent=1).encode()
    assert len(content) > 50e6
    assert peak_memory(content) < 10e6


@pytest.mark.parametrize("constant", ["0", "NaN"])
def test_a_notebook_that_is_nested_too_deeply_is_refused(refused, starter, constant):
    deep = '{"a":[' * 50_000 + "]}" * 50_000
    content = json.dumps(starter)[:-1] + f', "x": [{constant}, {deep}]}}'
    reason = refused(content.encode())
    assert reason.startswith("the notebook is damaged: it is nested too deeply; clear all outputs")


def test_nesting_as_deep_as_outputs_have_it_does_not_matter(hand_in, starter):
    content = json.dumps(starter)[:-1] + ', "x": ' + '{"a":[' * 100 + "]}" * 100 + "}"
    assert hand_in(content.encode()).notes == ()


@pytest.mark.parametrize(
    "value", ["NaN", "Infinity", "[-Infinity, 1e999]", '"\\ud800"', '{"\\udc00": NaN}', "[NaN, 1" + "0" * 5000 + "]"]
)
def test_what_python_writes_beyond_json_is_read_with_a_note(hand_in, starter, value):
    script = hand_in(json.dumps(starter).replace('"outputs": []', f'"outputs": [{value}]', 1).encode())
    assert len(script.cells) == 4
    assert script.notes == (
        "the notebook is not strict JSON (it has NaN or half a character); it was read all the same",
    )


def test_what_python_writes_beyond_json_is_refused_in_a_large_file(refused, starter, monkeypatch):
    monkeypatch.setattr(notebook_file, "MOST_LENIENT", 1000)
    content = json.dumps(starter)[:-1] + ', "x": NaN}'
    reason = refused(content.encode())
    assert f"invalid character (byte {len(content) - 4}); clear all outputs" in reason


def test_numbers_beyond_all_bounds_do_not_matter(hand_in, starter):
    content = json.dumps(starter)[:-1] + ', "x": [1e999, -1e-999, 1' + "0" * 5000 + "]}"
    assert hand_in(content.encode()).notes == ()


def test_of_a_repeated_key_the_last_counts(hand_in, starter):
    content = json.dumps(starter).replace('"nbformat": 4', '"nbformat": [], "cells": 3, "nbform\\u0061t": 4')
    assert hand_in(content.encode()).notes == ()


def test_notebooks_without_cell_ids_are_fine(student):
    student.answer("softmax", "def softmax(Z):\n    return Z")
    for cell in student.cells:
        del cell["id"]
    script = student.hand_in()
    assert script.notes == ()
    assert [cell.exercise for cell in script.cells] == [None, "softmax", None, "one_hot"]
