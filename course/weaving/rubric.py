"""What the points of a rubric add up to: each of its lines begins with what it is worth, `- **1 point.**`."""

import re

LINE = re.compile(r"^\s*[-*+]\s+\*\*(\d+(?:\.\d+)?) points?\.?\*\*", re.MULTILINE)


def rubric_points(rubric: str) -> float | None:
    """The sum of its lines; None if no line says what it is worth."""
    found = LINE.findall(rubric)
    return sum(map(float, found)) if found else None
