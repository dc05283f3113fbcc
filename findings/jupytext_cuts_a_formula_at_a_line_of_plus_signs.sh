#!/usr/bin/env bash
# jupytext 1.18.1, MyST Markdown.
#
# What one would expect: between two lines $$ stands a formula, and a line in it that begins with +++ is part of it, as
# each line of a fenced block is.
# What happens: the line ends the cell. The formula is torn into two Markdown cells, neither of which is one, and the
# plus signs are gone. Nothing warns.
#
# Output seen:
#   2 cells
#   ['$$\na', 'b\n$$']
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/env"
"$place/env/bin/pip" install --quiet --disable-pip-version-check jupytext==1.18.1
"$place/env/bin/python" - <<'EOF'
import jupytext

HEAD = "---\njupytext:\n  text_representation:\n    extension: .md\n    format_name: myst\n---\n\n"
cells = jupytext.reads(HEAD + "$$\na\n+++\nb\n$$\n", fmt="md:myst").cells
print(len(cells), "cells")
print([cell.source for cell in cells])
assert [cell.source for cell in cells] == ["$$\na", "b\n$$"]
EOF
