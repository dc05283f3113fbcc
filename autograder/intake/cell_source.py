"""The source of a cell: what it defines, and what in it only Jupyter understands.

The source is parsed, never compiled or run.
"""

import ast
import re
import symtable
import warnings
from functools import lru_cache

_PYTHON_INSIDE = {"time", "timeit", "capture", "prun"}  # cell magics whose cell is Python for this kernel

_CELL_MAGIC = re.compile(r"\s*^%%(\w+).*$", re.MULTILINE)
_LINE_MAGIC = re.compile(
    r"""(?P<indent>[ \t]*+) (?=
        [!?] | %%? [A-Za-z_]                         # !ls  ?softmax  %matplotlib inline
      | [^\W\d][\w., \t\[\]]* = [ \t]* [!%] (?!=)    # files = !ls
      | [^\n#'"=]* \? [ \t]* $                       # softmax?
      | (?:pip3?|conda|mamba) [ ] [A-Za-z]           # Jupyter lets the % of these go
    ) (?P<magic> (?: [^\\\n]++ | \\[^\n] | \\\n )*+ \\? )""",
    re.VERBOSE | re.MULTILINE,
)
_TOKEN = re.compile(
    r"""(?P<string> \"""(?:[^"\\]++ | \\. | "(?!""))*+ (?:\""" | \\?\Z)
                  | '''(?:[^'\\]++ | \\. | '(?!''))*+ (?:''' | \\?\Z)
                  | "(?:[^"\\\n]++ | \\.)*+ "? | '(?:[^'\\\n]++ | \\.)*+ '? )
      | (?P<comment> \#[^\n]*+ ) | (?P<opening> [(\[{] ) | (?P<closing> [)\]}] )
      | (?P<joined> \\\n ) | (?P<newline> \n ) | (?P<other> [^"'\#()\[\]{}\\\n]++ | \\ )""",
    re.VERBOSE | re.DOTALL,
)

LONGEST_TRANSFORMED = 20_000  # characters of a cell: IPython looks at all of it once more for each thing that it finds

# Python's parser joins a dotted name piece by piece, so that one of a megabyte takes it many minutes.
_DOTTED = re.compile(r"(?:(?<!\w)[^\W\d]\w*+[\s\\]*+\.[\s\\]*+)++")
LONGEST_DOTTED = 1000  # characters


@lru_cache(maxsize=256)  # most cells of a submission are as they were released
def defined_names(source: str) -> frozenset[str] | None:
    """Return the names that running a source may define at top level, None if it is not Python."""
    if any(len(name[0]) > LONGEST_DOTTED for name in _DOTTED.finditer(source)):
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # "\d" in a string warns here as it will when it runs
            symbols = symtable.symtable(source, "<cell>", "exec").get_symbols()
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    return frozenset(each.get_name() for each in symbols if each.is_assigned() or each.is_imported())


def code_lines(source: str) -> tuple[str, ...]:
    """Return the lines of a source without blank ones, those that are comments, and space at line ends."""
    lines = (line.rstrip() for line in source.split("\n"))
    return tuple(line for line in lines if line and not line.lstrip().startswith("#"))


def only_words(source: str) -> bool:
    """Whether a source that is Python has nothing but comments and strings in it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # as above
        statements = ast.parse(source).body
    values = (each.value if isinstance(each, ast.Expr) else None for each in statements)
    return all(isinstance(value, ast.Constant) and isinstance(value.value, str) for value in values)


def as_jupyter_reads(source: str) -> str:
    """Return a source without common indentation and without prompts, which Jupyter takes off before all else."""
    from IPython.core.inputtransformer2 import classic_prompt, ipython_prompt, leading_indent

    lines = source.splitlines(keepends=True)
    first = next((at for at, line in enumerate(lines) if line.strip()), len(lines))
    rest = lines[first:]
    for transform in (leading_indent, classic_prompt, ipython_prompt):
        rest = transform(rest)  # type: ignore[no-untyped-call]  # IPython is untyped
    return "".join([*lines[:first], *rest])


def without_magics(source: str) -> tuple[str, list[tuple[int, str]]]:
    """Return the source with what only Jupyter understands put out of action, and the lines concerned.

    `%magic`, `!command` and `name?` become `pass`, so that line numbers and blocks stay; they are looked for
    only where a statement can begin. Of a cell that begins with `%%time`, `%%timeit`, `%%capture` or
    `%%prun` the rest is kept, of another cell magic nothing.
    """
    magic = _CELL_MAGIC.match(source)
    if not magic:
        plain, ignored = _without_line_magics(source)
        return (plain if defined_names(plain) is not None else _transformed(source) or plain), ignored
    before = source.count("\n", 0, magic.end())
    first = (before + 1, magic[0].strip())
    if magic[1] not in _PYTHON_INSIDE:
        return "", [first]
    rest, ignored = _without_line_magics(source[magic.end() :])
    return "\n" * before + rest, [first, *((before + line, text) for line, text in ignored)]


def _transformed(source: str) -> str:
    """A cell as IPython would run it: what only it understands becomes calls of `get_ipython()`.

    Nothing if that is not Python either, or has other line numbers.
    """
    from IPython.core.inputtransformer2 import TransformerManager

    if len(source) > LONGEST_TRANSFORMED:
        return ""
    try:
        found = str(TransformerManager().transform_cell(source))  # type: ignore[no-untyped-call]  # IPython is untyped
    except Exception:  # it is no cell of Jupyter's either, and will say so when it runs
        return ""
    found = found.removesuffix("\n") if not source.endswith("\n") else found  # it ends every line
    return found if found.count("\n") == source.count("\n") and defined_names(found) is not None else ""


def _without_line_magics(source: str) -> tuple[str, list[tuple[int, str]]]:
    kept: list[str] = []
    ignored: list[tuple[int, str]] = []
    at, line, depth, begins = 0, 1, 0, True
    while at < len(source):
        found = _LINE_MAGIC.match(source, at) if begins else None
        if found:
            lines = found["magic"].count("\n")
            ignored.append((line, found["magic"].strip()))
            kept.append(f"{found['indent']}pass" + "\n" * lines)
        else:
            found = _TOKEN.match(source, at)
            assert found  # one alternative takes each character
            lines = found[0].count("\n")
            depth += (found.lastgroup == "opening") - (found.lastgroup == "closing" and depth > 0)
            kept.append(found[0])
        begins = found.lastgroup == "newline" and depth == 0
        line += lines
        at = found.end()
    return "".join(kept), ignored
