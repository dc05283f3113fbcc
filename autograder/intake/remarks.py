"""What a student is told about how the cells of the notebook were read."""

from collections.abc import Iterable, Iterator, Sequence

from autograder.intake.cell_source import defined_names
from autograder.intake.paper import LOCKED, Paper
from autograder.intake.pieces import Bindings, Piece, graded
from autograder.intake.proofs import doubts
from autograder.names import foreign_letters, looks_like, shown

MOST_NAMES = 500  # compared with an exercise's name


def remarks(
    pieces: Sequence[Piece], paper: Paper, bound: Bindings, later: Sequence[str] = ()
) -> Iterator[str]:
    """Yield the notes on a submission, those that may cost points first.

    `later` are exercises and proofs that came into the unit after the student's notebook was released.
    """
    if later:
        missing = ", ".join(later)
        yield f"your notebook is of an earlier release, without {missing}: hand in the new one to have that graded"
    if any(piece.answers for piece in pieces):
        for exercise in (each for each in paper.exercises if each not in later):
            yield from _on_answer(pieces, exercise, bound)
    else:
        yield f"no answer cell of {paper.unit} is in the notebook; its functions are looked for in all cells"
    yield from _on_names(pieces, paper)
    for doubt in doubts(pieces, paper, later):
        yield f"{doubt.proof}: {doubt.why}; a person will look for your answer"
    for piece in pieces:
        yield from _on_piece(piece)


def _on_answer(pieces: Sequence[Piece], exercise: str, bound: Bindings) -> Iterator[str]:
    copies = [piece for piece in pieces if piece.answers == exercise]
    answer = next((piece for piece in copies if piece.exercise), None)
    others = [piece for piece in copies if piece.role == "own"]
    above, below = graded(pieces, exercise, bound)
    last = next(iter([*above[::-1], *below[::-1]]), None)
    if others:
        named = ", ".join(piece.label for piece in others[:3]) + ", ..." * (len(others) > 3)
        several = f"there are {len(others) + 1} answer cells of {exercise}"
        yield f"{several}; all but the first that defines it ({named}) run as your own: keep one"
    trouble = _trouble(copies, answer, exercise)
    if trouble:
        instead = f"; its last definition, in {last.label}, is graded" if last else ""
        yield f"the answer cell of {exercise} {trouble}{instead}"
    elif above and above[-1] is not answer:
        yield f"{above[-1].label} defines {exercise} again, above its example: that definition is graded"
    elif above and below:
        yield f"{below[-1].label} defines {exercise} again, below its example; the definition above it is graded"


def _trouble(copies: Sequence[Piece], answer: Piece | None, exercise: str) -> str | None:
    if not copies:
        return "is not in the notebook"
    if not any(piece.code for piece in copies):
        return f"is a {copies[0].cell.kind} cell and not a code cell"
    if answer is None:
        return "is as it was released"
    # One that is no Python will say so itself when it runs.
    if answer.changed and answer.names is not None and not answer.defines(exercise):
        return f"does not define {exercise}"
    return None


def _on_names(pieces: Sequence[Piece], paper: Paper) -> Iterator[str]:
    """Names that look like a missing exercise's but are not."""
    defined = {name for piece in pieces if piece.role and piece.changed for name in piece.names or ()}
    for exercise in paper.exercises:
        if exercise not in defined:
            others = sorted(defined.difference(paper.exercises))
            for name in [name for name in others[:MOST_NAMES] if looks_like(name, exercise)][:1]:
                letters = f" ({foreign})" if (foreign := foreign_letters(name)) else ""
                yield f"you define `{shown(name)}`; did you mean `{exercise}`?{letters}"


def _on_piece(piece: Piece) -> Iterator[str]:
    if piece.added and piece.released:
        before = "runs as it was released, and " if piece.released.role in LOCKED else "is not run, but "
        yield f"cell `{piece.released.id}` {before}what you added to it ({_listed(piece.names)}) runs as your own"
    elif piece.role:
        for line, text in piece.ignored:
            whole = "" if piece.source else " and the cell with it"
            yield f"line {line} of {piece.label}: `{shown(text, 60)}` is ignored{whole}"
    elif piece.code and piece.released and piece.changed:
        added = sorted((piece.names or frozenset()) - (defined_names(piece.released.source) or frozenset()))
        fate = "runs as it was released" if piece.released.role in LOCKED else "is not run for grading"
        if added:
            yield f"cell `{piece.released.id}` {fate}: put what you add ({_listed(added)}) into a cell of your own"


def _listed(names: Iterable[str] | None) -> str:
    return ", ".join(f"`{shown(name, 40)}`" for name in sorted(names or ())[:3])
