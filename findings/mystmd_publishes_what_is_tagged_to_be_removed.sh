#!/usr/bin/env bash
# mystmd 1.11.0, the engine of Jupyter Book 2, `myst build --site`.
#
# What one would expect: a cell tagged `remove-cell` is removed: whoever reads the site cannot have it.
# What happens: the page does not draw it, but the JSON from which the browser draws the page has all of it, marked
# "visibility": "remove"; and the source file of the page, with the cell, is put among the public files beside it.
# A model answer that is hidden so is published. (It takes Node; without a network the build stops at the theme, later.)
#
# Output seen:
#   in _build/site/content/lesson.json: answer = 42
#   in _build/site/public: answer = 42
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/env"
"$place/env/bin/pip" install --quiet --disable-pip-version-check mystmd==1.11.0
mkdir "$place/site"
cd "$place/site"
printf 'version: 1\nproject:\n  title: Course\nsite:\n  template: book-theme\n' > myst.yml
cat > lesson.md <<'END'
---
title: Lesson
kernelspec: {name: python3, display_name: Python 3}
---

What is the answer?

```{code-cell} python
:tags: [remove-cell]
answer = 42
```
END
PATH="$place/env/bin:$PATH" timeout 120 myst build --site > log 2>&1 || grep -q mystmd.org log
grep -o 'answer = 42' _build/site/content/lesson.json | head -n 1 | sed 's/^/in _build\/site\/content\/lesson.json: /'
grep -rho 'answer = 42' _build/site/public | head -n 1 | sed 's/^/in _build\/site\/public: /'
grep -q 'answer = 42' _build/site/content/lesson.json
grep -q '"visibility":"remove"' _build/site/content/lesson.json
grep -rq 'answer = 42' _build/site/public
