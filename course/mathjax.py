"""MathJax as `sphinx-mathjax-offline` installs it: formulas without a network."""

from importlib.metadata import distribution
from pathlib import Path

NAME = "sphinx-mathjax-offline"


def mathjax() -> str:
    """The script that sets TeX as SVG, with all its extensions."""
    return Path(str(distribution(NAME).locate_file(f"{NAME}/static/mathjax/tex-svg-full.js"))).read_text("utf-8")
