# Two commands on a fresh machine: make nightly, make test. Each makes .venv when it is missing or out of date.
.DEFAULT_GOAL := help
.PHONY: help nightly test check format lint types imports file-size bench clean

VENV := .venv
READY := $(VENV)/.ready
BIN := $(VENV)/bin
AS_OF := 2026-06-30
PLAN := sample_data/acme
# The first Python on the path that is 3.11 or newer and can make an environment.
FIND_PYTHON := for candidate in $$PYTHON python3 python3.14 python3.13 python3.12 python3.11; do \
	$$candidate -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 \
	&& echo $$candidate && exit; done; true

help:
	@echo "make nightly  the nightly run on $(PLAN), as of $(AS_OF)"
	@echo "make test     all tests"
	@echo "make check    format, lint, types, one-way imports, file size"
	@echo "make bench    the nightly run at 100,000 people, measured (some minutes)"
	@echo "make clean    remove .venv, caches and what the runs made in sample_data"

$(READY): pyproject.toml constraints.txt
	@python="$$($(FIND_PYTHON))"; \
	if [ -z "$$python" ]; then \
		echo "Megaroth needs Python 3.11 or newer with venv, and none is on the path." >&2; \
		echo "Install it (on Debian and Ubuntu also python3-venv), or say where it is: make PYTHON=/path/to/python3 ..." >&2; \
		exit 1; \
	fi; \
	if [ ! -x $(BIN)/python ]; then echo "Making $(VENV) with $$($$python --version)"; $$python -m venv $(VENV); fi
	@echo "Installing the pinned packages into $(VENV) (a minute or two, once)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	@touch $@

nightly: $(READY)
	@$(BIN)/megaroth nightly $(PLAN) --as-of $(AS_OF)

test: $(READY)
	@$(BIN)/python -m pytest -q --numprocesses 2 --dist loadgroup

check: format lint types imports file-size

format: $(READY)
	@$(BIN)/ruff format --check --quiet --output-format concise . || { echo "Run: $(BIN)/ruff format ." >&2; exit 1; }

lint: $(READY)
	@$(BIN)/ruff check --quiet --output-format concise .

types: $(READY)
	@$(BIN)/mypy --no-error-summary

imports: $(READY)
	@$(BIN)/lint-imports --no-logo

file-size: $(READY)
	@$(BIN)/python tools/file_size.py

bench: $(READY)
	@$(BIN)/python -m bench.nightly

clean:
	rm -rf $(VENV) build *.egg-info .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	rm -rf sample_data/*/reports sample_data/*/megaroth.duckdb* sample_data/*/.megaroth.*
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
