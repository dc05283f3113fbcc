#!/usr/bin/env bash
# pagefind 1.5.2, on a page whose formulas are set before it is indexed, in the HTML of KaTeX.
#
# What one would expect: a formula is indexed once at most, as it is seen. Its two other forms are marked by standards: the
# TeX source is an annotation of the MathML, and the boxes that draw it are aria-hidden.
# What happens: pagefind heeds neither. MathML, source and boxes are put together to one word without blanks, which stands in
# the text that it indexes, and of which its excerpts are cut. What has the attribute hidden is indexed, too; what is in
# <template> or <noscript> is not. data-pagefind-ignore at the formula helps.
#
# Output seen:
#   The loss w2w^2w2 is convex. A hint.
#   with data-pagefind-ignore: The loss is convex. A hint.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/env"
"$place/env/bin/pip" install --quiet --disable-pip-version-check pagefind==1.5.2 pagefind-bin==1.5.2
cd "$place"
source='<annotation encoding="application/x-tex">w^2</annotation>'
mathml="<math><semantics><mrow><msup><mi>w</mi><mn>2</mn></msup></mrow>$source</semantics></math>"
boxes='<span class="mord">w</span><span class="msupsub">2</span>'
formula="<span class='katex-mathml'>$mathml</span><span class='katex-html' aria-hidden='true'>$boxes</span>"
# index FOLDER ATTRIBUTE: the text that pagefind has of a page with one formula, w squared
index() {
    mkdir "$1"
    cat > "$1/index.html" <<END
<!doctype html><html lang="en"><head><title>Loss</title></head><body><main>
<p>The loss <span class="katex" $2>$formula</span> is convex.</p>
<p hidden>A hint.</p><template><p>A template.</p></template><noscript><p>No script.</p></noscript>
</main></body></html>
END
    env/bin/python -m pagefind --silent --site "$1" --output-subdir found >&2
    env/bin/python - "$1" <<'END'
import gzip
import json
import sys
from pathlib import Path

(fragment,) = Path(sys.argv[1]).glob("found/fragment/*")
print(json.loads(gzip.decompress(fragment.read_bytes()).decode().removeprefix("pagefind_dcd"))["content"])
END
}
plain=$(index plain "")
ignored=$(index ignored data-pagefind-ignore)
echo "$plain"
echo "with data-pagefind-ignore: $ignored"
[[ $plain == *"The loss w2w^2w2 is convex. A hint."* && $ignored == *"The loss is convex. A hint."* ]]
[[ $plain != *template* && $plain != *script* ]]
