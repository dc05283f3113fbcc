# Everything here needs only Python >= 3.11 with venv, make and git.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: demo test others thorough check solutions bench lock clean

demo: $(READY)  ## build the course, grade the sample class, write feedback
	$(BIN)/course demo

test: $(READY)  ## everything, side by side: the quick checks, every branch of the solutions, all other tests
	$(MAKE) -j 3 check solutions others

# tests/conftest.py says how many run at a time, and which one after the other.
others: $(READY)  ## the tests of all but the model answers
	$(BIN)/python -m pytest --ignore=tests/solutions -n auto --dist loadscope --no-loadscope-reorder

check: $(READY)  ## the quick checks: style, types, the import rule
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -q tests/test_imports.py

solutions: $(READY)  ## the tests of the model answers, which reach every branch
	$(BIN)/python -m coverage run -m pytest tests/solutions
	$(BIN)/python -m coverage report

thorough: $(READY)  ## what takes hours: every mark scheme on 1000 seeds, and on 20 in the sandbox; a hundred killed runs; all examples, attacks and alterations of figures; a site built twice, pages in every view
	$(BIN)/course seeds
	$(BIN)/course check --seeds 20
	$(BIN)/python -m pytest --thorough --kills 100

# ONLY="numerics grading" measures these; PEERS and OTTER are the Pythons of environments with torch and jax, with otter.
bench: $(READY)  ## measurements against peers; never part of the tests
	$(BIN)/python -m tests.benchmarks $(ONLY) $(if $(PEERS),--peers $(PEERS)) $(if $(OTTER),--otter $(OTTER))

# The lock names all packages, each with its version and hash, so that pip has nothing to resolve; it would not take an older
# version that is wanted with an extra elsewhere. The project itself is then installed on top, editable. What is installed is
# compiled side by side, which pip does not do; files that are templates or of another Python cannot be, which is no matter.
$(READY): requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed, this is " + sys.version) if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile --no-deps --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	$(BIN)/python -m compileall -q -j 0 $(VENV)/lib >/dev/null || true
	touch $@

lock:  ## resolve the lock file anew from pyproject.toml (needs uv)
	uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --all-extras \
		--custom-compile-command "make lock" --output-file requirements.lock pyproject.toml

clean:
	rm -rf $(VENV) build *.egg-info source submitted autograded feedback results .mypy_cache .ruff_cache .pytest_cache
