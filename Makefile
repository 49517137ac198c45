# `make serve` and `make test` do all the set-up, on a machine with Python 3.11.5 or later, git and make.
.DEFAULT_GOAL := help
SHELL := /bin/sh

# The newest Python on the path that is new enough; say `make PYTHON=/path/to/python` to choose.
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11 python; do \
  $$p -c 'import sys; sys.exit(sys.version_info < (3, 11, 5))' 2>/dev/null && { echo $$p; break; }; done)

VENV := .venv
BIN := $(VENV)/bin
# The themes' notices about other products' end of life are not about this site.
export NO_MKDOCS_2_WARNING := 1
export DISABLE_MKDOCS_2_WARNING := true
export PIP_DISABLE_PIP_VERSION_CHECK := 1
# Compiled code is kept, whatever the machine's own setting: without it each start reads every module's source again.
export PYTHONDONTWRITEBYTECODE :=
PIP := $(BIN)/python -m pip --quiet

.PHONY: help serve pages build publish rollback check lint test fuzz news-life publish-life bench audit search-report generate lock clean

help: ## Print this list
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1|\2/' | while IFS='|' read -r name says; do printf '%-20s %s\n' "$$name" "$$says"; done

$(VENV)/.python:
	@test -n "$(PYTHON)" || { echo "No Python 3.11.5 or later was found. Install one, then run make again."; exit 1; }
	$(PYTHON) -m venv $(VENV)
	@touch $@

# A stamp holds the moment of the last installation; it is made again only when a lock or the package's own file changes.
$(VENV)/.site: requirements/site.txt pyproject.toml | $(VENV)/.python
	$(PIP) install --require-hashes --requirement requirements/site.txt
	$(PIP) install --no-deps --no-build-isolation --no-index --editable .
	$(BIN)/python -m compileall -q hooks
	@touch $@

$(VENV)/.test: requirements/test.txt $(VENV)/.site
	$(PIP) install --require-hashes --requirement requirements/test.txt
	@touch $@

serve: $(VENV)/.site ## Serve the site on http://127.0.0.1:8000 and show changes as they are saved
	$(BIN)/mkdocs serve --dev-addr 127.0.0.1:8000 --livereload

pages: $(VENV)/.site ## Build the pages into site/, stopping at any problem
	$(BIN)/mkdocs build --strict --quiet

build: pages ## Build the site into site/, with the compressed copies that servers send
	$(BIN)/catalogue compress site

publish: $(VENV)/.site ## Build into DEST beside what is served, and switch to it by one rename
	$(BIN)/catalogue publish "$(DEST)"

rollback: $(VENV)/.site ## Serve the release before from DEST
	$(BIN)/catalogue publish --rollback "$(DEST)"

check: $(VENV)/.site ## Check every page and reference
	$(BIN)/catalogue check

generate: $(VENV)/.site ## Write the guides for writers again from what the records declare
	$(BIN)/catalogue generate

lint: $(VENV)/.test ## Check style and types of the code
	$(BIN)/ruff check hooks tests benchmarks
	$(BIN)/ruff format --check hooks tests benchmarks
	$(BIN)/mypy
	$(BIN)/zizmor --quiet --offline .github
	$(BIN)/check-jsonschema --builtin-schema vendor.github-workflows .github/workflows/*.yml
	$(BIN)/check-jsonschema --builtin-schema vendor.dependabot .github/dependabot.yml
	$(BIN)/check-jsonschema --builtin-schema vendor.github-issue-config .github/ISSUE_TEMPLATE/config.yml
	$(BIN)/check-jsonschema --builtin-schema vendor.github-issue-forms $(filter-out %/config.yml,$(wildcard .github/ISSUE_TEMPLATE/*.yml))

test: $(VENV)/.test ## Check and build the pages, and run every test, the browsers' too
	$(BIN)/catalogue check
	$(BIN)/mkdocs build --strict --quiet --site-dir .cache/site-of-the-pages
	$(BIN)/python -m tests.browser.find_browser --install
	$(BIN)/python -m tests.site.nginx --install
	$(BIN)/python -m pytest

fuzz: $(VENV)/.test ## Search long for a page that breaks a promise
	FUZZ_EXAMPLES=20000 $(BIN)/python -m pytest tests/properties

news-life: $(VENV)/.test ## Play a subscriber's life, with the feed readers that are installed
	$(BIN)/python -m tests.news.life

publish-life: $(VENV)/.test ## Kill publications at random while nginx serves them, then let 500 readers in at once
	$(BIN)/python -m tests.site.nginx --install
	$(BIN)/python -m benchmarks.publish_life

bench: $(VENV)/.test ## Measure what builds, checks and readers pay, and write benchmarks/results.md
	$(BIN)/python -m compileall -q hooks
	$(BIN)/python -m benchmarks $(BENCH)

search-report: build $(VENV)/.test ## Print what search finds for officers' phrases, and what it costs
	$(BIN)/python -m tests.browser.find_browser --install
	$(BIN)/python -m benchmarks.search_report

audit: build $(VENV)/.test ## Measure the built site against its budgets
	$(BIN)/python -m tests.browser.find_browser --install
	EVERYTHING=1 $(BIN)/python -m pytest tests/browser/test_axe.py tests/browser/test_firefox.py tests/browser/test_keyboard.py
	$(BIN)/python -m benchmarks.audit

lock: $(VENV)/.python ## Choose the newest versions again and lock them
	$(PIP) install uv
	$(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11.5 --generate-hashes --no-emit-index-url --no-header --upgrade --output-file requirements/site.txt
	$(BIN)/uv pip compile pyproject.toml --extra test --constraint requirements/site.txt --universal --python-version 3.11.5 --generate-hashes --no-emit-index-url --no-header --output-file requirements/test.txt

clean: ## Take away what was built and installed
	rm -rf $(VENV) site .hypothesis .mypy_cache .ruff_cache .pytest_cache
