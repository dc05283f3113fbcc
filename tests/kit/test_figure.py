"""`kit.figure`: a drawing and its words, or why there is none."""

import base64
import importlib
import subprocess
import sys

import matplotlib as mpl
import pytest


@pytest.fixture
def line(kit):
    @kit.plate('A "falling" line', size=(5, 2))
    def falling_line(ax):
        """What falls
        has a negative slope.
        """
        ax.plot([0, 1], [1, 0])
        ax.set(xlabel="x", ylabel="y")
        return 'A "falling" line\n from 1 to 0.'

    return falling_line


STUB = "def softmax(Z):\n    raise NotImplementedError()\n"


def test_a_drawing_keeps_its_words(line):
    assert line.plate == ("falling-line", 'A "falling" line', "What falls has a negative slope.", (5, 2), 1, False)
    assert line.__name__ == "falling_line"


def test_a_figure_is_a_png_whose_alternative_text_goes_with_it_and_its_caption_below(kit, shown, line):
    assert kit.figure(line) is None
    ((data, metadata),) = shown
    assert base64.b64decode(data["image/png"]).startswith(b"\x89PNG")
    assert metadata == {"image/png": {"alt": 'A "falling" line from 1 to 0.'}}
    assert 'alt="A &quot;falling&quot; line from 1 to 0."' in data["text/html"]
    assert "<figcaption>What falls has a negative slope.</figcaption>" in data["text/html"]
    assert data["text/plain"] == '[figure] A "falling" line from 1 to 0.\nWhat falls has a negative slope.'


def test_the_same_figure_has_the_same_bytes(kit, shown, line):
    kit.figure(line)
    kit.figure(line)
    assert shown[0] == shown[1]
    assert b"matplotlib" not in base64.b64decode(shown[0][0]["image/png"]).lower()


def test_a_figure_has_the_size_that_was_asked_for(kit, shown, line):
    kit.figure(line)
    header = base64.b64decode(shown[0][0]["image/png"])[16:24]
    assert (int.from_bytes(header[:4]), int.from_bytes(header[4:])) == (600, 240)


def test_a_drawing_gets_the_functions_and_all_panels_together(kit, shown):
    @kit.plate("Two lines", panels=2)
    def two_lines(axes, f, g):
        for ax, function in zip(axes, (f, g), strict=True):
            ax.plot([0, 1], [function(0), function(1)])
        return f"Two lines, up to {f(1)} and {g(1)}."

    kit.figure(two_lines, lambda x: x, lambda x: 7 * x)
    assert shown[0][1]["image/png"]["alt"] == "Two lines, up to 1 and 7."


def test_a_title_is_set_unless_the_drawing_has_one(kit, line):
    paint = importlib.import_module("kit.pictures").paint

    def own(ax):
        ax.set_title("Mine")
        return "A title."

    (plotted,) = paint(line)[0].axes
    (mine,) = paint(own)[0].axes
    assert (plotted.get_title(), mine.get_title()) == ('A "falling" line', "Mine")


def test_what_functions_print_is_not_shown(kit, shown, capsys):
    def loud(ax, f):
        f()
        return "Nothing."

    kit.figure(loud, lambda: print("here"))
    assert capsys.readouterr().out == ""
    assert shown[0][1]["image/png"]["alt"] == "Nothing."


def test_a_drawing_of_the_student_s_own_needs_no_words_but_what_one_sees(kit, shown):
    kit.figure(lambda ax: ax.plot([1]) and "A point.")
    kit.figure(lambda ax: ax.plot([1]))
    alts = [metadata["image/png"]["alt"] for _, metadata in shown]
    assert alts[0] == "A point."
    assert alts[1].startswith("no picture: TypeError: <lambda> must return a sentence that says what one sees, got [<")
    assert "<figcaption>" not in shown[0][0]["text/html"]


def test_a_figure_of_a_missing_function_says_not_yet_and_which_without_the_caption(shown, notebook):
    notebook(STUB + "def draw(ax, softmax):\n    'Caption.'\n    softmax(1)\nkit.figure(draw, softmax)")
    ((data, metadata),) = shown
    assert metadata["image/png"]["alt"] == "not yet: This picture appears when softmax is written."
    assert base64.b64decode(data["image/png"]).startswith(b"\x89PNG")
    assert "Caption" not in data["text/html"]


def test_a_figure_that_fails_says_why_and_where(shown, notebook):
    notebook("def draw(ax):\n    ax.plot([1, 2], [1])\nkit.figure(draw)")
    alt = shown[0][1]["image/png"]["alt"]
    assert alt.startswith("no picture: ValueError: x and y must have same first dimension")
    assert alt.endswith("in the line: ax.plot([1, 2], [1])")


def test_a_figure_that_fails_when_it_is_saved_says_so(kit, shown):
    kit.figure(lambda ax: ax.set_title("$\\frac$") and "A title.")
    assert shown[0][1]["image/png"]["alt"].startswith("no picture: ValueError")


def test_an_error_full_of_dollars_is_no_mathematics(kit, shown):
    def draw(ax):
        raise ValueError("costs $\\frac$ " + "very " * 1000)

    kit.figure(draw)
    assert "costs $" in shown[0][1]["image/png"]["alt"]


def test_a_figure_leaves_the_reader_s_own_settings_alone(kit, shown):
    with mpl.rc_context({"font.size": 33, "lines.linewidth": 9}):
        widths = []
        kit.figure(lambda ax: widths.append(ax.plot([1])[0].get_linewidth()) or "A point.")
        assert widths == [2]
        assert (mpl.rcParams["font.size"], mpl.rcParams["lines.linewidth"]) == (33, 9)


def test_without_jupyter_a_figure_is_its_words(folder):
    code = "import kit; kit.figure(lambda ax: ax.plot([1]) and 'A point.')"
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code], cwd=folder, capture_output=True, text=True, check=True
    )
    assert (done.stdout, done.stderr) == ("[figure] A point.\n", "")
    assert {path.name for path in folder.iterdir()} == {"kit", "digits.npz"}


def test_the_first_colours_are_those_of_okabe_and_ito(kit, shown):
    used = []
    kit.figure(lambda ax: used.extend(ax.plot([1])[0].get_color() for _ in range(3)) or "Points.")
    assert used == ["#0072B2", "#D55E00", "#009E73"]
