"""What to tell a student of an error: which function raised it, and the last line of the notebook on its way."""

import ast
import traceback


def raised_in(error: BaseException) -> str:
    """The name of the function that raised the error."""
    return traceback.extract_tb(error.__traceback__)[-1].name


def told(error: BaseException) -> str:
    """An error's type and message; of an assertion or an expectation, which say all themselves, the message."""
    try:
        message = str(error)
    except Exception as another:  # its class may have any `__str__`
        message = f"(its text cannot be shown: {type(another).__name__})"
    return (
        message if isinstance(error, AssertionError) and message else f"{type(error).__name__}: {message}".rstrip(": ")
    )


def where(error: BaseException) -> str:
    """The last line of the notebook that the error came through, to print below its message."""
    line = ""
    steps = traceback.extract_tb(error.__traceback__)
    for (frame, _), step in zip(traceback.walk_tb(error.__traceback__), steps, strict=True):
        if frame.f_globals.get("__name__") == "__main__":
            line = f"\n    in the line: {_without_message(step.line or '')}"
    return line


def _without_message(line: str) -> str:
    """The line; of an assertion what it asserts, since its message has been told."""
    try:
        statement = ast.parse(line).body[0]
    except (SyntaxError, IndexError):  # it is part of a longer statement
        return line
    return f"assert {ast.get_source_segment(line, statement.test)}" if isinstance(statement, ast.Assert) else line
