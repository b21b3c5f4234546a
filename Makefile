# Nämndlager: what a person or a machine does with it. `make help` lists it.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

# Nothing that is started here calls home.
export DO_NOT_TRACK := 1
export DAGSTER_HOME ?= $(CURDIR)/.dagster
export PIP_DISABLE_PIP_VERSION_CHECK := 1

VENV := .venv
BIN := $(VENV)/bin
PORT ?= 3000
# A file of tests stays with one process: its tests share runs that are dear to make. Files come
# in the order of tests/support/order.py, not by how many tests they have.
TEST_PROCESSES := --numprocesses logical --maxprocesses 4 --dist loadfile --no-loadscope-reorder

.PHONY: help warehouse dashboard test coverage uitest ui accuracy bench faults docs learn lint format lock clean

help: ## say what can be done here
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' Makefile

warehouse: $(VENV)/.installed ## read raw/ and publish warehouse/namndlager.duckdb
	@$(BIN)/namndlager run

dashboard: $(VENV)/.installed ## open the dashboard on the published figures (loopback only)
	@$(BIN)/namndlager dashboard

test: $(VENV)/.installed ## run all tests
	@$(BIN)/python -m pytest $(TEST_PROCESSES) $(PYTEST_ARGS)

coverage: $(VENV)/.installed ## run all tests and count the lines that they run; too few is an error
	@$(BIN)/coverage run -m pytest $(TEST_PROCESSES) $(PYTEST_ARGS)
	@$(BIN)/coverage combine --quiet
	@$(BIN)/coverage report

uitest: $(VENV)/.installed ## what an engineer does in the Dagster UI, long forms included (minutes)
	@$(BIN)/python -m pytest tests/browser/test_engineer.py -m browser $(PYTEST_ARGS)

ui: $(VENV)/.installed ## open the Dagster UI (loopback only), with schedule and sensor
	@$(BIN)/namndlager ui --port $(PORT)

accuracy: $(VENV)/.installed ## compare what is read with the truth, list every miss
	@$(BIN)/python -m tests.accuracy

bench: $(VENV)/.installed ## what nights cost and how that grows; readers beside other tools; queries
	@$(BIN)/python -m tests.benchmarks.growth $(BENCH_ARGS)
	@$(BIN)/python -m tests.benchmarks.compare_readers
	@$(BIN)/python -m tests.benchmarks.reading_speed
	@$(BIN)/python -m tests.benchmarks.queries --facts 1000000

faults: $(VENV)/.installed ## kill runs and read mutated files, print what came of it (hours)
	@$(BIN)/python -m tests.faults gate
	@$(BIN)/python -m tests.faults.cluster
	@$(BIN)/python -m tests.faults kill --points 110 --heal-every 2
	@$(BIN)/python -m tests.faults fuzz --cases 20000

docs: $(VENV)/.installed ## write the documentation as pages for any browser, offline
	@$(BIN)/python -m sphinx -q -b html docs docs/_build
	@echo "open docs/_build/index.html"

learn: $(VENV)/.installed ## learn the weights of column assignment anew from generated reports
	@$(BIN)/python -m tests.learning

lint: $(VENV)/.installed ## ruff and mypy
	@$(BIN)/ruff check . && $(BIN)/mypy

format: $(VENV)/.installed ## put the code into the common form
	@$(BIN)/ruff check --fix . ; $(BIN)/ruff format .

lock: $(VENV)/.installed ## write requirements.lock anew from pyproject.toml, keeping what fits
	@$(BIN)/uv pip compile pyproject.toml --extra cluster --group dev --universal --python-version 3.11 \
		--generate-hashes --no-header --no-annotate --quiet --output-file requirements.lock

clean: ## remove the environment and what tools left behind (warehouse/ stays)
	rm -rf $(VENV) .dagster .mypy_cache .ruff_cache .pytest_cache *.egg-info build

# The environment: made once, and again only when what it is made from has changed. All is compiled
# at once: where Python may write no bytecode, every process would compile its libraries anew.
$(VENV)/.installed: requirements.lock requirements-uv.lock pyproject.toml
	@python=$${PYTHON:-}; \
	for candidate in python3 python3.13 python3.12 python3.11; do \
		[ -n "$$python" ] && break; \
		"$$candidate" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' \
			2>/dev/null && python=$$candidate || true; \
	done; \
	[ -n "$$python" ] || { echo 'Python 3.11, 3.12 or 3.13 is needed: name one by make PYTHON=...'; exit 1; }; \
	echo "Making the environment $(VENV) with $$("$$python" --version) ..."; \
	"$$python" -m venv --clear $(VENV)
	@$(BIN)/python -m pip install --quiet --require-hashes -r requirements-uv.lock
	@$(BIN)/uv pip install --quiet --compile-bytecode --python $(BIN)/python --require-hashes \
		-r requirements.lock
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --offline -e .
	@$(BIN)/python -m compileall -q pipeline
	@touch $@
