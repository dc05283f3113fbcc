import base64
import importlib.util
import linecache
import shutil
import subprocess
import sys
from types import SimpleNamespace

import IPython
import matplotlib as mpl
import numpy as np
import pytest

from course.settings import ROOT

SUPPORT = ROOT / "course" / "support" / "kit.py"


@pytest.fixture
def kit(tmp_path):
    """The module as a student has it: in a folder with the digits."""
    shutil.copy(SUPPORT, tmp_path)
    shutil.copy(ROOT / "course" / "data" / "digits.npz", tmp_path)
    spec = importlib.util.spec_from_file_location("kit", tmp_path / "kit.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def shown(kit, monkeypatch):
    """What a notebook would display: pairs of data and metadata."""
    displayed = []
    shell = SimpleNamespace(
        display_pub=SimpleNamespace(publish=lambda data, metadata: displayed.append((data, metadata)))
    )
    monkeypatch.setattr(IPython, "get_ipython", lambda: shell)
    return displayed


@pytest.fixture
def notebook(kit):
    """Runs a cell the way a notebook does, in `__main__`, with the lines of its code known."""
    names = {"__name__": "__main__", "kit": kit, "np": np}

    def run(source):
        linecache.cache["<cell>"] = (len(source), None, source.splitlines(True), "<cell>")
        exec(compile(source, "<cell>", "exec"), names)

    yield run
    linecache.cache.pop("<cell>", None)


STUB = "def softmax(Z):\n    raise NotImplementedError()\n"


def test_digits_are_grey_values_in_the_unit_interval_and_their_classes(kit):
    X, y = kit.digits()
    assert (X.shape, X.dtype, y.shape, y.dtype) == ((1797, 64), np.float64, (1797,), np.int64)
    assert (X.min(), X.max()) == (0, 1)
    assert set(y) == set(range(10))


def test_an_example_that_holds_says_so(notebook, capsys):
    notebook("def softmax(Z): return Z\nwith kit.example(softmax):\n    assert softmax(1) == 1")
    assert capsys.readouterr().out == "softmax: the example agrees\n"


def test_a_missing_function_is_not_yet(notebook, capsys):
    notebook(STUB + "with kit.example(softmax):\n    softmax(1)")
    assert capsys.readouterr().out == "softmax: not yet\n"


def test_a_function_that_waits_for_another_says_which(notebook, capsys):
    notebook(STUB + "def loss(Z): return softmax(Z)\nwith kit.example(loss):\n    loss(1)")
    assert capsys.readouterr().out == "loss: not yet, softmax comes first\n"


def test_an_example_that_raises_not_implemented_itself_is_not_yet(notebook, capsys):
    notebook(STUB + "with kit.example(softmax):\n    raise NotImplementedError")
    assert capsys.readouterr().out == "softmax: not yet\n"


@pytest.mark.parametrize(
    ("assertion", "line"),
    [
        ("assert softmax(1) == 2, 'not 2'", "assert softmax(1) == 2"),
        ("assert np.isclose( 1 /2, softmax(1) ), (\n'not ' +\n'2')", "assert np.isclose( 1 /2, softmax(1) ), ("),
        ("raise AssertionError('not 2')", "raise AssertionError('not 2')"),
    ],
)
def test_a_failed_example_gives_its_message_once_and_what_its_line_asserts(notebook, capsys, assertion, line):
    notebook(f"def softmax(Z): return Z\nwith kit.example(softmax):\n    {assertion}")
    assert capsys.readouterr().out.splitlines() == ["softmax: not 2", f"    in the line: {line}"]


def test_a_mistake_gives_its_type_its_message_and_the_student_s_own_line(notebook, capsys):
    notebook("def softmax(Z):\n    return np.sum(Z, axis=7)\nwith kit.example(softmax):\n    softmax([1])")
    first, second = capsys.readouterr().out.splitlines()
    assert first.startswith("softmax: AxisError: axis 7 is out of bounds")
    assert second == "    in the line: return np.sum(Z, axis=7)"


def test_a_mistake_outside_a_notebook_gives_no_line(kit, capsys):
    with kit.example(np.sum):
        raise ValueError("odd")
    assert capsys.readouterr().out == "sum: ValueError: odd\n"


def test_whatever_has_no_name_can_be_tried(kit, capsys):
    with kit.example(3):
        pass
    assert capsys.readouterr().out == "this function: the example agrees\n"


def test_interrupting_an_example_interrupts_it(kit):
    with pytest.raises(KeyboardInterrupt), kit.example(np.sum):
        raise KeyboardInterrupt


def line(ax):
    ax.plot([0, 1], [1, 0])
    ax.set(xlabel="x", ylabel="y")


def test_a_figure_is_a_png_whose_alternative_text_goes_with_it(kit, shown):
    assert kit.figure(line, alt='A "falling" line') is None
    ((data, metadata),) = shown
    assert base64.b64decode(data["image/png"]).startswith(b"\x89PNG")
    assert metadata == {"image/png": {"alt": 'A "falling" line'}}
    assert 'alt="A &quot;falling&quot; line"' in data["text/html"]
    assert data["text/plain"] == 'A "falling" line'


def test_the_same_figure_has_the_same_bytes(kit, shown):
    kit.figure(line, alt="")
    kit.figure(line, alt="")
    assert shown[0] == shown[1]
    assert b"matplotlib" not in base64.b64decode(shown[0][0]["image/png"]).lower()


def test_a_figure_has_the_size_that_was_asked_for(kit, shown):
    kit.figure(line, alt="", size=(5, 2))
    header = base64.b64decode(shown[0][0]["image/png"])[16:24]
    assert (int.from_bytes(header[:4]), int.from_bytes(header[4:])) == (600, 240)


def test_panels_are_handed_over_together(kit, shown):
    kit.figure(lambda axes: [line(ax) for ax in axes], alt="two", panels=2)
    assert shown[0][1]["image/png"]["alt"] == "two"


def test_a_figure_of_a_missing_function_says_not_yet_and_which(kit, shown, notebook):
    notebook(STUB + "kit.figure(lambda ax: ax.plot(softmax(1)), alt='probabilities')")
    ((data, metadata),) = shown
    assert metadata["image/png"]["alt"] == "not yet: This picture appears when softmax is written."
    assert base64.b64decode(data["image/png"]).startswith(b"\x89PNG")


def test_a_figure_that_fails_says_why_and_where(shown, notebook):
    notebook("def draw(ax):\n    ax.plot([1, 2], [1])\nkit.figure(draw, alt='')")
    alt = shown[0][1]["image/png"]["alt"]
    assert alt.startswith("no picture: ValueError: x and y must have same first dimension")
    assert alt.endswith("in the line: ax.plot([1, 2], [1])")


def test_a_figure_that_fails_when_it_is_saved_says_so(kit, shown):
    kit.figure(lambda ax: ax.set_title("$\\frac$"), alt="")
    assert shown[0][1]["image/png"]["alt"].startswith("no picture: ValueError")


def test_an_error_full_of_dollars_is_no_mathematics(kit, shown):
    def draw(ax):
        raise ValueError("costs $\\frac$ " + "very " * 1000)

    kit.figure(draw, alt="")
    assert "costs $" in shown[0][1]["image/png"]["alt"]


def test_a_figure_leaves_the_reader_s_own_settings_alone(kit, shown):
    with mpl.rc_context({"font.size": 33, "lines.linewidth": 9}):
        widths = []
        kit.figure(lambda ax: widths.append(ax.plot([1])[0].get_linewidth()), alt="")
        assert widths == [2]
        assert (mpl.rcParams["font.size"], mpl.rcParams["lines.linewidth"]) == (33, 9)


def test_without_jupyter_a_figure_is_one_line(tmp_path):
    shutil.copy(SUPPORT, tmp_path)
    code = "import kit; kit.figure(lambda ax: ax.plot([1]), alt='A point.')"
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert (done.stdout, done.stderr) == ("[figure] A point.\n", "")
    assert {path.name for path in tmp_path.iterdir()} <= {"kit.py", "__pycache__"}


def test_the_first_colours_are_those_of_okabe_and_ito(kit, shown):
    used = []
    kit.figure(lambda ax: used.extend(ax.plot([1])[0].get_color() for _ in range(3)), alt="")
    assert used == ["#0072B2", "#D55E00", "#009E73"]
