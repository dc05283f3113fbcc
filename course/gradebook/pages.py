"""The pages of nbgrader that show a student's notebook: formgrader's, and the feedback that the student gets.

Three walls stand between a submission and the person who reads it. `SafeCells` takes from the notebook all that a
page would act on. The filters make HTML of what remains and clean it. Should something still come through, the
page's content security policy has the browser run no script but formgrader's own and MathJax, which stands in the
page itself: formulas need no network.

nbgrader's templates are used as they are, but for the part that would load MathJax from elsewhere.
"""

import html
import re
from pathlib import Path
from typing import Any

import jinja2
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from nbconvert.preprocessors import Preprocessor
from nbformat import NotebookNode
from nbgrader.server_extensions.formgrader import handlers
from traitlets.config import Config

from course.gradebook.page_head import page_head
from course.gradebook.page_outline import in_english, outlined, theirs
from course.gradebook.rubrics import ShowRubrics
from course.gradebook.safe_html import cleaned

TEMPLATES = Path(__file__).with_name("templates")
LONGEST_LINE, KEPT = 1000, 80  # characters of code; the first cell of a notebook may carry files in longer lines
SHOWN = ("text/html", "image/png", "image/jpeg", "text/plain")  # kinds of output
_NAME = re.compile(r"[\w.-]+")


def configure_pages(c: Config) -> None:
    """Make formgrader and `nbgrader generate_feedback` write safe pages that need no network."""
    c.HTMLExporter.sanitize_html = True
    c.HTMLExporter.preprocessors = [SafeCells, ShowRubrics]
    of_text = {"markdown2html": markdown2html, "clean_html": cleaned}
    c.HTMLExporter.filters = of_text | {
        "page_head": page_head, "theirs": theirs, "in_english": in_english, "outlined": outlined
    }
    c.HTMLExporter.extra_template_basedirs = [str(TEMPLATES), handlers.template_path]


class SafeCells(Preprocessor):
    """Leaves of a notebook what a page shows; marks and names as far as they cannot be taken for HTML."""

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        """Return the notebook and the page's texts, among them the student's name."""
        nb.metadata = {"language_info": {"name": "python"}}
        for cell in nb.cells:
            _keep_text(cell)
        for name, value in resources.items():
            if isinstance(value, str):
                resources[name] = html.escape(value)
        return nb, resources


def _keep_text(cell: NotebookNode) -> None:
    marks = cell.metadata.get("nbgrader")
    named = isinstance(marks, dict) and _NAME.fullmatch(str(marks.get("grade_id")))
    cell.metadata = {"nbgrader": marks} if named else {}
    if cell.cell_type == "code":
        cell.source = "\n".join(map(_readable, cell.source.split("\n")))
    for output in cell.get("outputs", []):
        _keep_shown(output)


def _readable(line: str) -> str:
    """A line of code, or the beginning of one that nobody reads to its end."""
    return line if len(line) <= LONGEST_LINE else f"{line[:KEPT]} ... ({len(line) - KEPT} more characters)"


def _keep_shown(output: NotebookNode) -> None:
    if "data" in output:
        left_out = f"(output that is not shown: {', '.join(output.data)})"
        kept = {kind: text for kind, text in output.data.items() if kind in SHOWN}
        output.data = kept or {"text/plain": left_out}
        output.metadata = _alternatives(output)


def _alternatives(output: NotebookNode) -> dict[str, Any]:
    """What a picture shows, in words; of its size nothing, which nbconvert would print without quotes."""
    texts = {kind: output.metadata.get(kind) for kind in output.data}
    return {kind: {"alt": str(of["alt"])} for kind, of in texts.items() if isinstance(of, dict) and "alt" in of}


@jinja2.pass_context
def markdown2html(context: jinja2.runtime.Context, source: str) -> str:
    """The filter of this name: Markdown with formulas to HTML that is safe to show."""
    attachments = getattr(context.get("cell"), "attachments", {})
    try:
        rendered = MarkdownWithMath(renderer=_Renderer(escape=False, attachments=attachments)).render(source)
    except Exception:  # whatever was written, its page must come out
        rendered = f"<pre>{html.escape(source)}</pre>"
    return cleaned(rendered)


class _Renderer(IPythonRenderer):
    """nbconvert's, but that an attachment may be missing, and is a picture."""

    def _embed_image_or_attachment(self, src: str) -> str:
        name = src.removeprefix("attachment:")
        if name == src:
            return src
        found = self.attachments.get(name, {})
        kinds = [kind for kind in ("image/png", "image/jpeg", "image/gif") if kind in found]
        return f"data:{kinds[0]};base64,{found[kinds[0]]}" if kinds else ""
