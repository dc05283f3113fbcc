"""MathJax as `sphinx-mathjax-offline` installs it: formulas without a network."""

from importlib.metadata import distribution
from pathlib import Path

NAME = "sphinx-mathjax-offline"


def mathjax(file: str = "tex-svg-full.js") -> str:
    """A script of MathJax: the one that sets TeX as SVG, with all its extensions, or another."""
    return Path(str(distribution(NAME).locate_file(f"{NAME}/static/mathjax/{file}"))).read_text(encoding="utf-8")
