# One command for each thing people do. `make help` lists them.
.DEFAULT_GOAL := help
PYTHON ?= python3
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1
WORKERS ?= 2
# A test process that dies ends the run: one in its place would get finished work (pytest-xdist 3.8) and wait for ever.
PYTEST = $(BIN)/python -m pytest -n $(WORKERS) --max-worker-restart 0

.PHONY: browser calendars help run test check fix proof bench lock assets install install-test migration messages clean

help: ## List what can be made
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

run: install assets $(BIN)/lms ## Start Kringwijs with the demo programme (PORT=8000)
	@$(BIN)/python deploy/run.py --port $(PORT)

test: install-test assets browser ## Run all tests on SQLite and PostgreSQL, and journeys in a browser
	$(PYTEST) --dist loadgroup -m "not proof"

check: install-test assets ## Format, lint, contracts, types, templates, translations, content, migrations
	$(BIN)/python deploy/check.py

fix: install-test ## Mend format and imports
	$(BIN)/ruff format lms tests migrations benchmarks deploy docs
	$(BIN)/ruff check --fix lms tests migrations benchmarks deploy docs

proof: install-test assets browser calendars ## The long proofs: accessibility, permission, fault and fuzz matrices, and properties with new examples
	$(PYTEST) --dist loadgroup -m proof
	$(PYTEST) --database sqlite --hypothesis-profile search -m "hypothesis and not proof"

bench: install-test assets browser ## Measure statements, processor time, bytes and requests
	$(BIN)/python -m benchmarks

migration: install-test ## Write the next numbered migration from the models (m="what changes")
	$(BIN)/python deploy/migration.py "$(m)"

messages: install-test ## Collect texts for translation
	$(BIN)/python deploy/messages.py

lock: ## Write requirements/*.txt from the .in files with hashes (needs uv)
	for name in base scale test node; do uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-header requirements/$$name.in -o requirements/$$name.txt; done

install: $(VENV)/.base

install-test: $(VENV)/.test $(BIN)/lms

$(VENV)/.python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Kringwijs needs Python 3.11 or newer."; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { \
	  echo "Python's venv module is missing. On Debian or Ubuntu: apt install python3-venv"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.base: requirements/base.txt $(VENV)/.python
	$(BIN)/pip install --quiet --require-hashes -r requirements/base.txt
	@touch $@

$(VENV)/.test: requirements/test.txt $(VENV)/.base
	$(BIN)/pip install --quiet --require-hashes -r requirements/test.txt
	@touch $@

$(BIN)/lms: $(VENV)/.base pyproject.toml
	$(BIN)/pip install --quiet --no-build-isolation --no-deps --no-index --editable .
	@touch $@

assets: $(VENV)/.base ## Build stylesheet, script, icons, font and English texts when their sources changed
	@$(BIN)/python deploy/assets.py
	@$(BIN)/python deploy/messages.py --compile

browser: $(VENV)/.python ## Find Chromium, or install it with the system's package manager
	@$(BIN)/python deploy/browser.py

calendars: $(VENV)/.python ## Find the calendar programs of the proofs, or install them
	@$(BIN)/python -m deploy.calendars

clean: ## Take away what can be made again (not var/, where people's work is)
	rm -rf $(VENV) node_modules lms/ui/static .pytest_cache .ruff_cache .mypy_cache .import_linter_cache
