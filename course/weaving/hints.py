"""The hints of an exercise: three steps, the idea, the equation and the shape, each folded by itself."""

from textwrap import dedent

from markdown_it.token import Token

from course.weaving import myst

STEPS = ("the idea", "the equation", "the shape")
WANTED = f"hints are a list of exactly three items, 1. 2. 3.: {', '.join(STEPS)}"


def three(text: str) -> tuple[str, ...]:
    """The three hints of a block; MystError if it holds anything else."""
    for target in myst.targets(text):
        raise myst.MystError(target.row, "hints have no targets: nothing can point to what is folded")
    tokens = myst.parse(text)
    outside = [token for token in tokens if token.level == 0 and not token.type.startswith("ordered_list_")]
    items = [token for token in tokens if token.level == 1 and token.type == "list_item_open"]
    if outside or len(items) != len(STEPS):
        row = myst.row(outside[0]) if outside else 0
        found = "something beside the list" if outside else f"{len(items)}"
        raise myst.MystError(row, f"{WANTED}; got {found}")
    return tuple(_content(item, text.splitlines()) for item in items)


def folded(hints: tuple[str, ...]) -> str:
    """The hints as a notebook shows them, one fold each."""
    return "\n\n".join(
        f"<details><summary>Hint {number}: {step}</summary>\n\n{hint}\n\n</details>"
        for number, (step, hint) in enumerate(zip(STEPS, hints, strict=True), start=1)
    )


def with_room(text: str) -> str:
    """The text, its folds with room above and below their headings: targets of 24 pixels or more (WCAG 2.5.8)."""
    return text.replace("<summary>", '<summary style="padding: 0.3em 0">')


def _content(item: Token, lines: list[str]) -> str:
    """The text of one item without its number."""
    first, end = item.map or (0, 0)
    marker, _, rest = lines[first].partition(item.markup)
    beginning = " " * len(f"{marker}{item.markup}") + rest
    return dedent("\n".join([beginning, *lines[first + 1 : end]])).strip()
