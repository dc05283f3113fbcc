"""What stands in the head of a page: its content security policy, MathJax, and the looks of our report.

MathJax is put into the page compressed, a third of its size, and unpacked by a script of a few lines; the policy knows
both by their digests, and knows no other script.
"""

import base64
import gzip
import hashlib
import re
from functools import cache
from pathlib import Path

from nbgrader.server_extensions.formgrader import handlers

from course.mathjax import mathjax

# All that writes HTML, or loads more of MathJax, stays out: what a formula says is the student's.
# Each cell has an input of its own, so that macros, colours and labels of one mean nothing in another: they might stand
# in a student's, and the rubric below it.
# Formgrader waits for `Hub`, which MathJax had in version 2, before it scrolls to the answer that is graded.
SETTINGS = """
{
let finish;
const finished = new Promise((resolve) => { finish = resolve; });
const IGNORED = "report|nav|panel-heading";
const typeset = (element, ignored) => {
  MathJax.config.options.ignoreHtmlClass = ignored;
  MathJax.startup.getComponents();
  MathJax.startup.document.options.elements = [element];
  MathJax.startup.document.render();
};
const Hub = {Startup: {signal: {Interest: (tell) => finished.then(() => tell("End"))}}};
window.MathJax = {
  Hub,
  loader: {load: []},
  startup: {
    typeset: true,
    ready() { MathJax.Hub = Hub; MathJax.startup.defaultReady(); },
    async pageReady() {
      typeset(document.body, `${IGNORED}|cell`);
      for (const cell of document.querySelectorAll(".cell")) typeset(cell, IGNORED);
      finish();
    },
  },
  tex: {
    inlineMath: [["$", "$"], ["\\\\(", "\\\\)"]],
    tags: "ams",
    packages: ["base", "ams", "boldsymbol", "braket", "cancel", "color", "configmacros", "mathtools", "newcommand",
      "noerrors", "noundefined", "textmacros", "upgreek"],
  },
  options: {enableMenu: false},
};
}
"""
UNPACK = """
(async () => {
  const packed = document.getElementById("mathjax-packed").textContent;
  const bytes = Uint8Array.from(atob(packed), (letter) => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  const script = document.createElement("script");
  script.textContent = await new Response(stream).text();
  document.head.append(script);
})();
"""
STYLE = """
details { margin-bottom: 0.8em; }
summary { display: list-item; cursor: pointer; }
.rendered_html table th, .rendered_html table td { padding: 0.15em 0.8em 0.15em 0; vertical-align: top; }
.report { white-space: normal; max-width: 60em; }
.report h3, .report h4 { font-size: 1em; font-weight: 600; margin: 0.8em 0 0.3em; }
.report .check { border-left: 3px solid #a33c00; padding-left: 1em; }
.report .box { background: #f5f0e1; padding: 0.5em 1em; margin: 0.5em 0; }
.report .box h3 { margin-top: 0.2em; }
.report .points { color: #5b5f63; font-weight: 400; white-space: nowrap; }
.report .checks { list-style: none; padding-left: 0; }
.report .badge { background: none; color: inherit; font-size: inherit; padding: 0; }
.report .unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
"""


@cache
def page_head(page: str) -> str:
    """The filter of this name: the head's end of formgrader's page ("formgrade") or of the feedback ("feedback")."""
    policy = "; ".join([*_rules(page), "base-uri 'none'; form-action 'none'"])
    return (
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        f"<style>{STYLE}</style>\n"
        f"<script>{SETTINGS}</script>\n"
        f'<script type="application/gzip" id="mathjax-packed">{_packed()}</script>\n'
        f"<script>{UNPACK}</script>"
    )


def _rules(page: str) -> list[str]:
    own = [_digest(script) for script in (SETTINGS, UNPACK, mathjax())]
    if page == "feedback":
        return ["default-src 'none'; style-src 'unsafe-inline'; img-src data:", f"script-src {' '.join(own)}"]
    theirs = [_digest(script) for script in _formgrader_scripts()]
    return [
        "default-src 'none'; connect-src 'self'; font-src 'self'; img-src 'self' data:",
        "style-src 'self' 'unsafe-inline'",
        f"script-src 'self' 'unsafe-hashes' {' '.join(own + theirs)}",
    ]


def _formgrader_scripts() -> list[str]:
    """What formgrader's page has in its body: the scripts, and what buttons do when they are clicked."""
    text = (Path(handlers.template_path) / "formgrade" / "formgrade_macros.html.j2").read_text(encoding="utf-8")
    body = text[text.index("{% macro nav") :]
    return re.findall(r"<script[^>]*>(.*?)</script>", body, re.DOTALL) + re.findall(r'onclick="([^"]*)"', body)


def _packed() -> str:
    return base64.b64encode(gzip.compress(mathjax().encode(), mtime=0)).decode()


def _digest(script: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"
