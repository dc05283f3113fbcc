import pytest

from autograder.intake.proofs import NO_CELL

SOFTMAX = "def softmax(Z):\n    return np.exp(Z)"
ONE_HOT = "def one_hot(Z):\n    return Z"


def labels(script):
    return [cell.label for cell in script.cells]


def source_of(script, label):
    return next(cell.source for cell in script.cells if cell.label == label)


def bound_behind(script, exercise):
    (label,) = [cell.label for cell in script.cells if exercise in cell.binds]
    return label


# What runs


def test_the_starter_runs_as_released_without_a_note(student, paper):
    script = student.hand_in()
    assert script.cells == paper.script_cells()
    assert script.notes == ()


def test_answers_come_from_the_student(student):
    student.answer("softmax", SOFTMAX)
    script = student.hand_in()
    cell = script.cells[1]
    assert (cell.label, cell.role, cell.exercise, cell.source) == (
        "answer cell of softmax",
        "answer",
        "softmax",
        SOFTMAX,
    )
    assert script.notes == ()


def test_locked_cells_come_from_the_paper_whatever_the_student_made_of_them(student, paper):
    student.cell("setup")["source"] = "np = None"
    student.cell("given-double")["source"] = "def double(x): return 3 * x"
    assert student.hand_in().cells == paper.script_cells()


def test_what_a_student_changes_in_a_locked_cell_is_noted(student):
    student.cell("setup")["source"] += "\nnp = kit = other = None"
    assert student.hand_in().notes == (
        "cell `setup` runs as it was released: put what you add (`other`) into a cell of your own",
    )


def test_what_a_student_adds_to_a_locked_cell_runs_after_it(student, paper):
    student.cell("setup")["source"] = "from numpy import exp\nimport numpy as np\nimport kit\nprint(np)"
    script = student.hand_in()
    setup, added, *rest = script.cells
    assert (setup, *rest) == paper.script_cells()
    assert added.source == "from numpy import exp\n\n\n"
    assert script.notes == (
        "cell `setup` runs as it was released, and what you added to it (`exp`) runs as your own",
    )


def test_examples_and_figures_are_not_run_but_what_is_added_there_is(student):
    student.cell("softmax")["source"] = "@cached\ndef helper():\n    return 1\nassert softmax(2)"
    student.cell("figure-curve")["source"] += "\ndraw = 3\nvalue = 1"
    script = student.hand_in()
    added = [cell for cell in script.cells if cell.role == "own"]
    assert [cell.source.strip() for cell in added] == ["@cached\ndef helper():\n    return 1", "value = 1"]
    assert added[0].label == "what you added to cell softmax"
    assert added[0].binds == ("softmax",)
    assert script.notes == (
        "cell `softmax` is not run, but what you added to it (`helper`) runs as your own",
        "cell `figure-curve` is not run, but what you added to it (`value`) runs as your own",
    )


@pytest.mark.parametrize(
    ("typed", "runs"),
    [
        ("    def softmax(Z):\n        return Z", "def softmax(Z):\n    return Z"),
        (">>> def softmax(Z):\n...     return Z", "def softmax(Z):\n    return Z"),
        ("In [3]: def softmax(Z):\n   ...:     return Z", "def softmax(Z):\n    return Z"),
        ("    %matplotlib inline\n    def softmax(Z):\n        return Z", "pass\ndef softmax(Z):\n    return Z"),
        ("def softmax(Z):\n    return Z\n/softmax 3", "def softmax(Z):\n    return Z\nsoftmax(3)"),
    ],
)
def test_a_cell_is_read_as_jupyter_reads_it(student, typed, runs):
    student.answer("softmax", typed)
    assert source_of(student.hand_in(), "answer cell of softmax") == runs


def test_own_cells_run_in_their_place_and_order(student):
    student.own("c = 3")
    student.own("b = 2", after="softmax-answer")
    student.own("plt.plot([1])", after="softmax-answer")
    student.own("a = 1", after="text-title")
    script = student.hand_in()
    assert [(cell.label, cell.source) for cell in script.cells if cell.role == "own"] == [
        ("your cell 1", "a = 1"),
        ("your cell 2", "plt.plot([1])"),
        ("your cell 3", "b = 2"),
        ("your cell 4", "c = 3"),
    ]
    assert labels(script) == [
        "your cell 1",
        "setup cell",
        "answer cell of softmax",
        "your cell 2",
        "your cell 3",
        "given cell given-double",
        "answer cell of one_hot",
        "your cell 4",
    ]


def test_empty_cells_and_the_students_text_do_not_run(student):
    student.own(" \n")
    student.cells.append({"cell_type": "markdown", "metadata": {}, "source": "a = 1"})
    student.cells.append({"cell_type": "raw", "metadata": {}, "source": "a = 1"})
    assert len(student.hand_in().cells) == 4


def test_moved_answers_keep_the_students_order(student):
    student.cells.append(student.remove("softmax-answer"))
    script = student.hand_in()
    assert labels(script)[-2:] == ["answer cell of one_hot", "answer cell of softmax"]


def test_a_moved_locked_cell_runs_before_what_follows_it_in_the_paper(student):
    student.cells.append(student.remove("setup"))
    student.cells.insert(0, student.remove("given-double"))
    script = student.hand_in()
    assert labels(script)[:2] == ["setup cell", "given cell given-double"]


def test_a_deleted_locked_cell_runs_right_behind_what_precedes_it_in_the_paper(student):
    student.remove("setup")
    student.remove("given-double")
    student.own("a = np.pi", after="text-title")
    student.own("b = double(a)", after="softmax")
    script = student.hand_in()
    assert labels(script) == [
        "setup cell",
        "your cell 1",
        "answer cell of softmax",
        "given cell given-double",
        "your cell 2",
        "answer cell of one_hot",
    ]
    assert script.notes == ()


def test_locked_cells_come_first_if_nothing_is_left_of_the_notebook(student):
    student.cells[:] = []
    student.own(SOFTMAX)
    script = student.hand_in()
    assert labels(script) == ["setup cell", "given cell given-double", "your cell 1"]


def test_an_answer_is_recognised_by_its_cell_id_without_metadata(student):
    student.answer("softmax", SOFTMAX)
    student.cell("softmax-answer")["metadata"] = {}
    assert source_of(student.hand_in(), "answer cell of softmax") == SOFTMAX


def test_a_grade_id_counts_more_than_a_cell_id(student):
    student.answer("softmax", SOFTMAX)
    student.cell("softmax-answer")["id"] = "one_hot-answer"
    script = student.hand_in()
    assert source_of(script, "answer cell of softmax") == SOFTMAX


def test_cells_without_names_are_recognised_word_for_word_and_the_rest_is_the_students(student):
    student.answer("softmax", SOFTMAX)
    student.forget_names()
    script = student.hand_in()
    assert labels(script) == ["setup cell", "your cell 1", "given cell given-double", "answer cell of one_hot"]
    assert source_of(script, "your cell 1") == SOFTMAX
    assert script.notes == (
        "the answer cell of softmax is not in the notebook; its last definition, in your cell 1, is graded",
        f"Proof 1: A bound: {NO_CELL}; a person will look for your answer",
    )


# Deleted, duplicated, emptied and retyped answers


def test_a_deleted_answer_cell_is_noted(student):
    student.remove("softmax-answer")
    script = student.hand_in()
    assert [cell.exercise for cell in script.cells if cell.exercise] == ["one_hot"]
    assert script.notes == ("the answer cell of softmax is not in the notebook",)


def test_without_any_answer_cell_one_note_says_so(student):
    student.remove("softmax-answer")
    student.remove("one_hot-answer")
    assert student.hand_in().notes == (
        "no answer cell of 01_small is in the notebook; its functions are looked for in all cells",
    )


def test_of_two_answer_cells_the_one_that_the_example_has_seen_last_is_graded(student):
    student.answer("softmax", SOFTMAX)
    student.copy("softmax-answer", SOFTMAX + " / 2")
    script = student.hand_in()
    assert source_of(script, "answer cell of softmax") == SOFTMAX
    assert source_of(script, "your cell 1") == SOFTMAX + " / 2"
    assert script.notes == (
        "there are 2 answer cells of softmax; all but the first that defines it (your cell 1) run as your own: "
        "keep one",
        "your cell 1 defines softmax again, above its example: that definition is graded",
    )
    assert bound_behind(script, "softmax") == "your cell 1"


def test_a_stub_pasted_again_beside_an_answer_does_not_run(student):
    stub = student.cell("softmax-answer")["source"]
    student.answer("softmax", SOFTMAX)
    student.copy("softmax-answer", stub)
    script = student.hand_in()
    assert len(script.cells) == 4
    assert script.notes == ()


def test_an_answer_pasted_below_its_stub_is_the_answer(student):
    student.copy("softmax-answer", SOFTMAX)
    script = student.hand_in()
    assert source_of(script, "answer cell of softmax") == SOFTMAX
    assert len(script.cells) == 4


def test_of_an_answer_cell_split_in_two_the_part_with_the_function_is_the_answer(student):
    student.answer("softmax", "helper = 1")
    student.copy("softmax-answer", SOFTMAX)
    script = student.hand_in()
    assert labels(script)[1:3] == ["your cell 1", "answer cell of softmax"]


def test_a_changed_copy_of_an_example_is_the_students_own(student):
    student.copy("softmax", "assert softmax([2]) is not None")
    student.copy("softmax", student.cell("softmax")["source"])
    script = student.hand_in()
    assert [cell.source for cell in script.cells if cell.role == "own"] == ["assert softmax([2]) is not None"]


def test_a_comment_in_the_stub_leaves_it_a_stub(student, paper):
    student.answer("softmax", student.cell("softmax-answer")["source"].replace("YOUR CODE HERE", "later") + "\n\n")
    student.own(SOFTMAX)
    assert "answer cell of softmax" not in labels(student.hand_in())


def test_an_untouched_answer_cell_gives_way_to_a_definition_elsewhere(student):
    student.own(SOFTMAX, after="text-title")
    script = student.hand_in()
    assert labels(script) == ["your cell 1", "setup cell", "given cell given-double", "answer cell of one_hot"]
    assert script.notes == (
        "the answer cell of softmax is as it was released; its last definition, in your cell 1, is graded",
    )


def test_an_answer_defined_again_later_is_noted(student):
    student.answer("softmax", SOFTMAX)
    student.own("softmax = None")
    script = student.hand_in()
    assert source_of(script, "answer cell of softmax") == SOFTMAX
    assert script.notes == ("your cell 1 defines softmax again, below its example; the definition above it is graded",)
    assert bound_behind(script, "softmax") == "answer cell of softmax"


def test_a_definition_between_an_answer_cell_and_its_example_is_what_the_example_sees(student):
    student.answer("softmax", "def softmax(Z):\n    pass")
    student.own(SOFTMAX, after="softmax-answer")
    script = student.hand_in()
    assert bound_behind(script, "softmax") == "your cell 1"
    assert script.notes == ("your cell 1 defines softmax again, above its example: that definition is graded",)


def test_an_exercise_is_bound_behind_its_answer_where_its_example_is_gone_or_stands_above(student):
    student.answer("softmax", SOFTMAX)
    student.answer("one_hot", ONE_HOT)
    student.remove("softmax")
    student.cells.insert(0, student.remove("one_hot"))
    script = student.hand_in()
    assert bound_behind(script, "softmax") == "answer cell of softmax"
    assert bound_behind(script, "one_hot") == "answer cell of one_hot"


def test_two_exercises_may_be_bound_behind_one_cell(student):
    for name, source in (("softmax", SOFTMAX), ("one_hot", ONE_HOT)):
        student.answer(name, source)
    student.cells.append(student.remove("softmax"))
    student.cells.append(student.remove("one_hot"))
    script = student.hand_in()
    assert bound_behind(script, "softmax") == bound_behind(script, "one_hot") == script.cells[-1].label


def test_what_is_defined_nowhere_above_its_example_is_bound_nowhere_else(student):
    student.own(SOFTMAX)
    script = student.hand_in()
    assert bound_behind(script, "softmax") != "your cell 1"


@pytest.mark.parametrize(("kind", "shown"), [("markdown", "markdown"), ("raw", "raw")])
def test_an_answer_cell_that_is_no_code_cell_is_noted(student, kind, shown):
    student.cell("softmax-answer")["cell_type"] = kind
    script = student.hand_in()
    assert "answer cell of softmax" not in labels(script)
    assert script.notes == (f"the answer cell of softmax is a {shown} cell and not a code cell",)


@pytest.mark.parametrize("source", ["", "pass", "def helper(Z):\n    def softmax(Z): pass"])
def test_an_answer_cell_that_does_not_define_its_function_is_noted(student, source):
    student.answer("softmax", source)
    script = student.hand_in()
    assert source_of(script, "answer cell of softmax") == source
    assert script.notes == ("the answer cell of softmax does not define softmax",)


@pytest.mark.parametrize("source", ["softmax = one_hot", "from kit import f as softmax", "if np:\n    softmax = 1"])
def test_a_function_may_be_defined_in_any_way(student, source):
    student.answer("softmax", source)
    assert student.hand_in().notes == ()


def test_an_answer_that_is_not_python_is_kept_to_fail_by_itself(student):
    student.answer("softmax", "def softmax(Z:\n    return")
    student.answer("one_hot", ONE_HOT)
    script = student.hand_in()
    assert source_of(script, "answer cell of softmax") == "def softmax(Z:\n    return"
    assert source_of(script, "answer cell of one_hot") == ONE_HOT
    assert script.notes == ()


# Magics


def test_a_magic_is_ignored_with_a_note_that_says_where(student):
    student.own("a = 1\n!pip install x")
    student.answer("softmax", "%%time\n" + SOFTMAX)
    script = student.hand_in()
    assert source_of(script, "your cell 1") == "a = 1\npass"
    assert source_of(script, "answer cell of softmax") == "\n" + SOFTMAX
    assert script.notes == (
        "line 1 of answer cell of softmax: `%%time` is ignored",
        "line 2 of your cell 1: `!pip install x` is ignored",
    )


def test_a_cell_in_another_language_is_ignored_with_a_note(student):
    student.own("%%bash\nls")
    assert student.hand_in().notes == ("line 1 of your cell 1: `%%bash` is ignored and the cell with it",)


def test_escape_sequences_in_notes_are_made_visible(student):
    student.own("!echo \x1b[2J\u202e")
    assert student.hand_in().notes == ("line 1 of your cell 1: `!echo \\x1b[2J\\u202e` is ignored",)


def test_the_number_of_notes_is_bounded(student):
    student.own("!ls\n" * 100)
    notes = student.hand_in().notes
    assert len(notes) == 41
    assert notes[-1] == "there are 60 more notes like these"


# Names


def test_a_letter_of_another_alphabet_is_pointed_out(student):
    student.answer("softmax", SOFTMAX.replace("softmax", "softma\u0445"))
    assert student.hand_in().notes == (
        "the answer cell of softmax does not define softmax",
        "you define `softma\u0445`; did you mean `softmax`? (`\u0445` is CYRILLIC SMALL LETTER HA)",
    )


@pytest.mark.parametrize("name", ["Softmax", "sofmax", "onehot"])
def test_a_slip_of_the_keyboard_is_pointed_out(student, name):
    student.remove("softmax-answer")
    student.remove("one_hot-answer")
    student.own(f"def {name}(Z): pass")
    wanted = "one_hot" if name == "onehot" else "softmax"
    assert student.hand_in().notes[1:] == (f"you define `{name}`; did you mean `{wanted}`?",)


def test_a_similar_name_beside_the_right_one_is_not_pointed_out(student):
    student.answer("softmax", SOFTMAX)
    student.own("def softmax2(Z): pass")
    assert student.hand_in().notes == ()


def test_a_notebook_of_another_unit_is_noted(student):
    student.notebook["metadata"]["mdl"]["unit"] = "02_other\x1b"
    assert student.hand_in().notes == ("the notebook says that it is of 02_other\\x1b; it is graded as 01_small",)
