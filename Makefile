# Everything a person needs, in one place: `make help`.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/.ready
ARGS   ?=

.DEFAULT_GOAL := help
.PHONY: help setup demo test lint check format bench bench-quality soak lock clean

help:  ## Say what there is
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(READY)  ## Install everything into .venv, exact versions with hashes

$(READY): requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "需要 Python 3.11 或更新：make PYTHON=python3.12 …")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-build-isolation --no-deps --editable .
	@touch $(READY)

demo: $(READY)  ## Load the samples, build the index, print one ranked list, serve it (ARGS=--no-serve: only print)
	$(BIN)/linggang demo $(ARGS)

test: $(READY)  ## Run the tests
	$(BIN)/pytest -n auto $(ARGS)

lint: $(READY)  ## Format, lint, types, architecture
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

check: lint  ## Lint, and the tests with branch coverage
	$(BIN)/pytest -n auto --cov --cov-report=term:skip-covered $(ARGS)

soak: $(READY)  ## The random tests again, with many more draws, seeds and steps
	HYPOTHESIS_PROFILE=soak $(BIN)/pytest -n auto $(ARGS)

format: $(READY)  ## Put the code in order
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(READY)  ## Measure; prints JSON (needs LINGGANG_DATASETS for the real postings)
	$(BIN)/linggang bench $(ARGS)

bench-quality: $(READY)  ## Titles, search and whole lists beside plain ways of search; prints JSON (needs LINGGANG_DATASETS)
	$(BIN)/linggang evaluate compare $(ARGS)

lock: $(READY)  ## Resolve requirements.lock anew from pyproject.toml
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --generate-hashes \
	  --no-header --no-annotate --output-file requirements.lock

clean:  ## Remove what was made here (.venv stays)
	rm -rf .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .coverage .coverage.* dist build
