# `make` lists the tasks. The environments are made when a task first needs one.
PYTHON ?= python3
ENV := .venv
BIN := $(ENV)/bin
SOURCES := pyproject.toml $(shell find base cli commands config sandbox completions -name '*.py' -o -name '*.json' -o -name '*.sql' -o -path 'completions/*/*oai*' 2>/dev/null)
PACKAGES := -p oai.base -p oai.cli -p oai.commands -p oai.completions -p oai.config -p oai.sandbox

.DEFAULT_GOAL := help
.PHONY: help tour test check bench soak docs completions format clean

help: ## list the tasks
	@awk -F':.*## ' '/^[a-z]+:.*## /{printf "  make %-12s %s\n", $$1, $$2}' Makefile

tour: $(ENV)/installed ## a short tour of oai on its own sandbox: no key, no network
	PATH="$(abspath $(BIN)):$$PATH" sh examples/tour.sh

test: $(ENV)/installed ## everything that must pass: tests, lint, types, on the built wheel
	$(BIN)/python -m pytest --numprocesses 3 --dist loadfile
	$(MAKE) --no-print-directory check

check: $(ENV)/installed ## lint and types alone
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	cd $(ENV) && bin/mypy --config-file ../pyproject.toml $(PACKAGES)

bench: $(ENV)/installed ## figures, as ratios in one run: start-up, a Tab, streams, transfers, batches
	$(BIN)/python bench/startup.py
	$(BIN)/python -m bench.completion
	$(BIN)/python -m bench.streams
	$(BIN)/python bench/sandbox.py
	$(BIN)/python bench/transfers.py
	$(BIN)/python bench/batches_now.py

soak: $(ENV)/installed ## the full sizes: 4 GiB up and down, 50,000 lines with five kills
	$(BIN)/python soak/transfers.py
	$(BIN)/python soak/batches.py

docs: $(ENV)/installed ## write the command reference anew
	$(BIN)/python docs/generate.py

completions: $(ENV)/installed ## write what the shells load anew
	$(BIN)/python -m oai.completions completions

format: $(ENV)/installed ## put the code in order
	$(BIN)/ruff check --fix-only .
	$(BIN)/ruff format .

clean: ## remove what these tasks made
	rm -rf $(ENV) build dist *.egg-info

# The wheel is what users get, so the wheel is what is tested.
$(ENV)/installed: $(SOURCES)
	test -x $(BIN)/python || $(PYTHON) -m venv $(ENV)
	rm -rf build dist
	$(BIN)/python -m pip install --quiet --upgrade pip build
	$(BIN)/python -m build --quiet --wheel
	$(BIN)/python -m pip install --quiet --force-reinstall --no-deps dist/*.whl
	$(BIN)/python -m pip install --quiet "$$(ls dist/*.whl)[sandbox,test]"
	touch $@
