#!/usr/bin/env bash
# nbformat 5.11.1 with jsonschema 4.26.0 and rfc3987-syntax 1.1.0, which come with JupyterLab: jupyter-events asks for the extra
# `jsonschema[format-nongpl]`.
#
# What one would expect: `import nbformat` costs the same wherever it is installed, a fraction of a second; whether a text is an
# IRI, which no notebook's schema asks, is worked out by whoever asks it first.
# What happens: nbformat imports jsonschema, which imports rfc3987_syntax if it is there, which builds 39 parsers for the
# terms of the RFC while it is imported: a second of processor time and more for each process that reads a notebook, four
# fifths of the import. Every `nbgrader`, `jupytext`, `jupyter nbconvert` pays it. jsonschema 4.24.1 asks for another package
# for the same extra, which builds nothing.
#
# Output seen:
#   jsonschema 4.26.0: import nbformat builds 39 parsers
#   jsonschema 4.24.1: import nbformat builds 0 parsers
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
run() {
    python3 -m venv "$place/$1"
    "$place/$1/bin/pip" install --quiet --disable-pip-version-check nbformat==5.11.1 "jsonschema[format-nongpl]==$1" lark==1.3.1
    if [ "$1" = 4.26.0 ]; then "$place/$1/bin/pip" install --quiet --disable-pip-version-check rfc3987-syntax==1.1.0; fi
    found=$("$place/$1/bin/python" - <<'END'
import lark

built, first = [], lark.Lark.__init__


def counted(self, *args, **kwargs):
    built.append(self)
    first(self, *args, **kwargs)


lark.Lark.__init__ = counted
import nbformat  # noqa: E402

print(len(built))
END
    )
    echo "jsonschema $1: import nbformat builds $found parsers"
    [ "$found" = "$2" ]
}
run 4.26.0 39
run 4.24.1 0
