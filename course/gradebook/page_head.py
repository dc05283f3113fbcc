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
# A formula is a picture, which is read aloud as it was written.
# What does not fit scrolls in a box of its own, which the keyboard reaches.
# Formgrader waits for `Hub`, which MathJax had in version 2, before it scrolls to the answer that is graded.
SETTINGS = """
{
let finish;
const finished = new Promise((resolve) => { finish = resolve; });
const reachable = () => {
  for (const box of document.querySelectorAll("#notebook pre, #notebook table, #notebook mjx-container"))
    if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
};
addEventListener("resize", reachable);
const IGNORED = "report|nav|panel-heading";
const typeset = (element, ignored) => {
  MathJax.config.options.ignoreHtmlClass = ignored;
  MathJax.startup.getComponents();
  MathJax.startup.document.options.elements = [element];
  MathJax.startup.document.render();
  for (const formula of MathJax.startup.document.math) {
    formula.typesetRoot.setAttribute("role", "img");
    formula.typesetRoot.setAttribute("aria-label", formula.math);
  }
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
      reachable();
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
.panel-heading h1 { font-size: 18px; line-height: 1.2; margin: 5px 0; }
#toc a, .rendered_html a { color: #1b4f80; text-decoration: underline; }
div.panel.nbgrader_cell > .panel-heading { height: auto; min-height: 37px; overflow: hidden; }
div.panel-primary.nbgrader_cell > .panel-heading { background: #1b4f80; color: #fff; }
div.panel.nbgrader_cell > .panel-heading a { color: #fff; text-decoration: underline; }
#notebook .rendered_html table { display: block; width: max-content; max-width: 100%; overflow-x: auto; }
#notebook pre { max-width: 100%; overflow-x: auto; }
#notebook img, #notebook svg { max-width: 100%; }
.highlight .c, .highlight .c1, .highlight .cm, .highlight .sd { color: #2f6161; }
.highlight .ow, .highlight .nd { color: #8a1bd0; }
.rendered_html :is(h1, h2, h3, h4) > a[href^="#"]:not(:hover, :focus, :hover > *) { opacity: 0; }
mjx-container svg { max-width: none !important; }
mjx-container[display="true"] { display: block; max-width: 100%; overflow-x: auto; overflow-y: hidden; }
#notebook .inner_cell, #notebook .nbgrader_cell, #notebook .input_area { min-width: 0; }
@media (max-width: 40em) {
  #notebook div.cell, #notebook div.input, #notebook div.output_area { display: block; }
  #notebook div.prompt { min-width: 0; text-align: left; }
  #notebook div.prompt:empty, #notebook .input_prompt { display: none; }
  #notebook-container, .panel-body #notebook { padding: 0; }
}
@media (forced-colors: active) {
  .report .box, #notebook pre, .panel { border: 1px solid; }
}
.report { white-space: normal; max-width: 60em; }
.report h2, .report h3, .report h4, .report h5 { font-size: 1em; font-weight: 600; margin: 0.8em 0 0.3em; }
.report .check { border-left: 3px solid #a33c00; padding-left: 1em; }
.report .box { background: #f5f0e1; padding: 0.5em 1em; margin: 0.5em 0; }
.report .box h3 { margin-top: 0.2em; }
.report .points { color: #5b5f63; font-weight: 400; white-space: nowrap; }
.report .checks { list-style: none; padding-left: 0; }
.report .badge { background: none; color: inherit; font-size: inherit; padding: 0; }
.report .check, .report .box, .report pre { max-width: 100%; }
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
