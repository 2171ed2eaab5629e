# `make` lists the tasks. Each environment is made when a task first needs it, and kept.
PYTHON ?= python3
# Where the program runs as it stands in this folder; CI puts the built wheel in its place.
VENV := .venv
WHEEL := .venv-wheel
TOUR := .venv-tour
BIN := $(VENV)/bin
FOLDERS := api base cli commands completions config sandbox
SOURCES := pyproject.toml $(shell find $(FOLDERS) -name '*.py' -o -name '*.json*' -o -name '*.sql' -o -path 'completions/*/*oai*' 2>/dev/null)
PIP := --disable-pip-version-check
# FILE=tests/cli/test_lists.py, or whatever else pytest takes, runs those alone.
FILE ?=
# VERSION=3.57.0, or a folder or wheel of the official library, is compared instead of the newest;
# WRITE=yes takes over what differs.
VERSION ?=
WRITE ?=
# Many tests wait, and use no processor: so two cores are kept busy by four.
SPREAD := --numprocesses 4 --dist loadfile

# Without compiled files, every worker and every program that it starts would compile all anew.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help tour dev test check test-wheel bench soak drift docs completions format clean

help: ## list the tasks
	@awk -F':.*## ' '/^[a-z-]+:.*## /{printf "  make %-12s %s\n", $$1, $$2}' Makefile

tour: $(TOUR)/ready ## a short tour of oai on its own sandbox: no key, no network
	PATH="$(abspath $(TOUR))/bin:$$PATH" sh examples/tour.sh

dev: $(VENV)/ready ## an environment with every tool, where oai runs as it stands here
	@echo "Ready: $(BIN)/oai, or . $(BIN)/activate"

test: $(VENV)/ready ## what must pass: tests, lint, types; FILE=tests/... runs those tests alone
	$(BIN)/python -m pytest $(or $(FILE),$(SPREAD))
	$(if $(FILE),,@$(MAKE) --no-print-directory check)

check: $(VENV)/ready ## lint and types alone
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	MYPYPATH=$(VENV)/types $(BIN)/mypy $(addprefix -p oai.,$(FOLDERS)) -p drift

test-wheel: ## the same on the built wheel, which is what users get: CI runs this
	@$(MAKE) --no-print-directory test VENV=$(WHEEL)

bench: $(WHEEL)/ready ## figures, as ratios in one run: start-up, a Tab, streams, transfers, batches
	$(WHEEL)/bin/python bench/startup.py
	$(WHEEL)/bin/python -m bench.completion
	$(WHEEL)/bin/python -m bench.streams
	$(WHEEL)/bin/python bench/sandbox.py
	$(WHEEL)/bin/python bench/transfers.py
	$(WHEEL)/bin/python bench/batches_now.py

soak: $(WHEEL)/ready ## the full sizes: 4 GiB up and down, 50,000 lines with five kills
	$(WHEEL)/bin/python soak/transfers.py
	$(WHEEL)/bin/python soak/batches.py

drift: ## what the newest official library has and our facts have not; WRITE=yes takes it over
	@$(PYTHON) -m drift $(VERSION) $(if $(WRITE),--write)

docs: $(VENV)/ready ## write the command reference anew
	$(BIN)/python docs/generate.py

completions: $(VENV)/ready ## write what the shells load anew
	$(BIN)/python -m oai.completions completions

format: $(VENV)/ready ## put the code in order
	$(BIN)/ruff check --fix-only .
	$(BIN)/ruff format .

clean: ## remove what these tasks made
	rm -rf .venv $(WHEEL) $(TOUR) build dist *.egg-info

# Type checkers cannot follow an installation that is edited: these links they can.
.venv/ready: pyproject.toml
	$(PYTHON) -m venv .venv
	.venv/bin/python -m pip $(PIP) install --editable '.[sandbox,test]'
	mkdir -p .venv/types/oai
	ln -sfn $(foreach package,$(FOLDERS),../../../$(package)) .venv/types/oai
	touch $@

# The little that the tour needs is compiled when it is imported.
$(TOUR)/ready: pyproject.toml
	$(PYTHON) -m venv $(TOUR)
	$(TOUR)/bin/python -m pip $(PIP) install --no-compile --editable '.[sandbox]'
	touch $@

$(WHEEL)/ready: $(SOURCES)
	$(PYTHON) -m venv $(WHEEL)
	rm -rf build dist
	$(WHEEL)/bin/python -m pip $(PIP) wheel --no-deps --wheel-dir dist .
	$(WHEEL)/bin/python -m pip $(PIP) install --force-reinstall --no-deps dist/*.whl
	$(WHEEL)/bin/python -m pip $(PIP) install "$$(ls dist/*.whl)[sandbox,test]"
	touch $@
