"""What a student may try: an attempt that works calls `fired` with its number, at once or when it is clicked."""

from collections.abc import Iterable, Mapping
from typing import Any

import nbformat

PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGP4z8DwHwAFAAH/iZk9HQAAAABJRU5ErkJggg=="

# FIRE stands for the call. All of these are written into Markdown cells.
MARKDOWN: Mapping[str, str] = {
    "script": "<script>FIRE</script>",
    "script in text": "some text <script>FIRE</script> and more",
    "module": '<script type="module">FIRE</script>',
    "image error": "<img src=x onerror=FIRE>",
    "image error, slashes": "<img/src=x/onerror=FIRE>",
    "image error, capitals": "<IMG SRC=x ONERROR=FIRE>",
    "svg load": "<svg onload=FIRE></svg>",
    "svg script": "<svg><script>FIRE</script></svg>",
    "svg animation": '<svg><animate onbegin="FIRE" attributeName="x" dur="1s"></svg>',
    "svg link": '<svg><a xlink:href="javascript:FIRE"><text x="20" y="20">click</text></a></svg>',
    "frame with document": '<iframe srcdoc="&lt;script&gt;parent.FIRE&lt;/script&gt;"></iframe>',
    "frame with script address": '<iframe src="javascript:parent.FIRE"></iframe>',
    "frame with data": '<iframe src="data:text/html,<script>FIRE</script>"></iframe>',
    "object": '<object data="data:text/html,<script>FIRE</script>"></object>',
    "embed": '<embed src="data:text/html,<script>FIRE</script>">',
    "markdown link": "[click](javascript:FIRE)",
    "markdown link, entity": "[click](&#106;avascript:FIRE)",
    "autolink": "<javascript:FIRE>",
    "link": '<a href="javascript:FIRE">click</a>',
    "link with tab": '<a href="java&#9;script:FIRE">click</a>',
    "link with control character": '<a href="&#1;javascript:FIRE">click</a>',
    "link with entity": '<a href="javascript&colon;FIRE">click</a>',
    "link to data": '<a href="data:text/html,<script>FIRE</script>">click</a>',
    "link that is pointed at": '<a href="https://example.org" onmouseover="FIRE">point</a>',
    "link with title": """[point](https://example.org 'x" onmouseover="FIRE')""",
    "image text": '![x" onerror="FIRE" x="](missing.png)',
    "body": "<body onload=FIRE>",
    "details": "<details open ontoggle=FIRE><summary>s</summary>t</details>",
    "focus": "<input autofocus onfocus=FIRE>",
    "editable": '<div contenteditable autofocus tabindex="0" onfocus="FIRE">t</div>',
    "video": '<video><source onerror="FIRE" src="missing.mp4"></video>',
    "audio": "<audio src=x onerror=FIRE></audio>",
    "style": '<style>@keyframes k{}</style><b style="animation-name:k" onanimationstart="FIRE">t</b>',
    "refresh": '<meta http-equiv="refresh" content="0;url=data:text/html,<script>FIRE</script>">',
    "form": '<form action="javascript:FIRE"><button>click</button></form>',
    "button": '<form><button formaction="javascript:FIRE">click</button></form>',
    "marquee": "<marquee onstart=FIRE>t</marquee>",
    "foreign elements": "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;"
    "&lt;img src=1 onerror=FIRE&gt;'>",
    "foreign style": "<svg></p><style><a title='</style><img src=x onerror=FIRE>'>",
    "noscript": '<noscript><p title="</noscript><img src=x onerror=FIRE>"></noscript>',
    "comment": "<!--><img src=x onerror=FIRE>-->",
    "unclosed": '<img src="x" onerror="FIRE" "',
    "formula with tag": "$x <img src=x onerror=FIRE> y$",
    "formula with link": r"$\href{javascript:FIRE}{click}$",
    "formula that loads HTML": r"$\require{html}\href{javascript:FIRE}{click}$",
    "environment": r"\begin{align}<img src=x onerror=FIRE>\end{align}",
    "heading": '# x" onmouseover="FIRE" y="\n<h2 id=\'"><script>FIRE</script>\'>t</h2>',
    "language": '```"><img/src=x/onerror=FIRE>\ncode\n```',
    "diagram": '```mermaid\nflowchart LR\n A[<img src=x onerror=FIRE>]\n click A href "javascript:FIRE"\n```',
    "table": "| a | b |\n|---|---|\n| <img src=x onerror=FIRE> | <b onclick=FIRE>click</b> |",
    "tooltip": '<span data-toggle="tooltip" data-html="true" title="<img src=x onerror=FIRE>">point</span>',
    "notebook link": '<a data-link="x" href="javascript:FIRE">click</a>',
    "attached drawing": "![x](attachment:drawing.svg) [click](attachment:drawing.svg)",
    "attached page": '<iframe src="attachment:page.html"></iframe>',
    "address of the server": "![x](/formgrader?path=submitted/eve) ![x](../../../../formgrader?path=submitted/eve)",
}
# What must still be seen.
ATTACHED = {"picture.png": {"image/png": PIXEL}}
HARMLESS = f"""
The sum $\\sum_{{i=1}}^n x_i^2$ and

\\begin{{align*}} \\boldsymbol{{a}} &= \\mathbf b \\\\ &\\le \\operatorname*{{arg\\,min}}_x f(x) \\end{{align*}}

| left | right |
|---|---|
| 1 | `2` |

![attached](attachment:picture.png) ![inline](data:image/png;base64,{PIXEL}) [a page](https://example.org)
"""
BREAK_OUT = "\"'><img src=x onerror=FIRE>"


_NUMBERS: dict[str, int] = {}


def armed(text: str, name: str) -> str:
    """The attempt of this name; it needs no quotes of its own, so that it fits into every kind of attribute."""
    return text.replace("FIRE", f"fired({_NUMBERS.setdefault(name, len(_NUMBERS))})")


def names(numbers: Iterable[int]) -> set[str]:
    """The attempts that have these numbers."""
    return {list(_NUMBERS)[number] for number in numbers}


def markdown_cells() -> list[dict[str, Any]]:
    """A cell for each of `MARKDOWN`."""
    return [_markdown(armed(text, name), f"try-{index}") for index, (name, text) in enumerate(MARKDOWN.items())]


def _markdown(source: str, name: str) -> dict[str, Any]:
    drawing = armed('<svg xmlns="http://www.w3.org/2000/svg" onload="FIRE"/>', "attached drawing")
    attachments = {"drawing.svg": {"image/svg+xml": drawing}, "page.html": {"text/html": "x"}}
    return {"cell_type": "markdown", "id": name, "metadata": {}, "source": source, "attachments": attachments}


def spoilt(notebook: Any) -> Any:
    """The notebook with all that no submission can bring past the import: outputs, metadata, names."""
    notebook = nbformat.from_dict(notebook)
    notebook.metadata["widgets"] = {"application/vnd.jupyter.widget-state+json": {"x": _tag("widget state")}}
    raw = {"cell_type": "raw", "id": "raw", "metadata": {"raw_mimetype": "text/html"}, "source": _tag("raw cell")}
    notebook.cells += [nbformat.from_dict(each) for each in (_code(), raw, _marked())]
    return notebook


def _code() -> dict[str, Any]:
    kinds = {
        "application/javascript": armed("FIRE", "JavaScript output"),
        "text/html": armed(MARKDOWN["image error"], "HTML output"),
        "image/svg+xml": armed("<svg onload=FIRE></svg>", "SVG output"),
        "text/markdown": armed(MARKDOWN["script"], "Markdown output"),
        "text/latex": armed(BREAK_OUT, "LaTeX output"),
        "text/vnd.mermaid": armed(BREAK_OUT, "Mermaid output"),
        "image/png": armed(BREAK_OUT, "picture output"),
        "image/jpeg": armed(BREAK_OUT, "photograph output"),
        "text/plain": armed(BREAK_OUT, "text output"),
        "application/vnd.jupyter.widget-view+json": {"x": _tag("widget")},
    }
    outputs = [_output({kind: data}) for kind, data in kinds.items()]
    outputs.append(_output({"image/png": PIXEL}, {"image/png": {"width": armed("1 onload=FIRE", "picture width")}}))
    outputs.append(_output({"image/png": PIXEL}, {"image/png": {"alt": _out("picture text")}}))
    isolated = armed("<script>FIRE</script>", "isolated")
    outputs.append(_output({"text/html": isolated}, {"text/html": {"isolated": True}}))
    outputs.append({"output_type": "stream", "name": "stdout", "text": _tag("printed")})
    outputs.append(
        {"output_type": "error", "ename": "E", "evalue": "e", "traceback": [f"\x1b[31m{_tag('traceback')}\x1b[0m"]}
    )
    source = f"</pre>{_tag('source')}"
    metadata = {"tags": [_out("tag")]}
    cell = {"cell_type": "code", "id": "code", "execution_count": None}
    return cell | {"metadata": metadata, "source": source, "outputs": outputs}


def _marked() -> dict[str, Any]:
    """A cell that would put its name into the page."""
    kind = {"grade": False, "solution": True, "task": False, "locked": False, "schema_version": 3}
    marks = kind | {"grade_id": _out("grade id"), "comment": _tag("comment")}
    return _markdown("t", "marked") | {"metadata": {"nbgrader": marks}}


def _output(data: dict[str, Any], metadata: dict[str, Any] | None = None) -> dict[str, Any]:
    return {"output_type": "display_data", "data": data, "metadata": metadata or {}}


def _tag(name: str) -> str:
    return armed("<img src=x onerror=FIRE>", name)


def _out(name: str) -> str:
    return armed(BREAK_OUT, name)
