# The commands of the README and of CI. Each sets up what it needs; a second run of the same sets up nothing.

PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready

.PHONY: help setup demo test check lint format sdk bench mutants faults release wheel plugin standalone lock coverage clean

help: ## show this list
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 10

setup: $(READY) ## make .venv with everything in it

$(READY): pyproject.toml emulator/pyproject.toml policy/pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 10))' \
		|| { echo 'Python 3.10 or newer is needed; name it with: make PYTHON=python3.12'; exit 1; }
	@echo 'Setting up .venv (about half a minute)'
	@$(PYTHON) -m venv .venv
	@$(BIN)/pip install --quiet --disable-pip-version-check --editable '.[dev]' --editable ./emulator --editable ./policy
	@touch $@

demo: setup ## deploy the quickstart example on a local AppFlow, with the real Pulumi engine
	@$(BIN)/python tools/demo.py

# Four processes on two cores: a test with the real engine waits half of its time.
test: lint ## check everything and run all tests
	@engine="$$($(BIN)/python tools/pulumi/get.py)" && \
		PATH="$$engine:$$PATH" $(BIN)/pytest -n 4 --dist worksteal --durations 10

check: lint ## check everything that takes no engine and less than three minutes on two cores
	@$(BIN)/pytest -n 2 --dist worksteal -m 'not engine and not slow'

lint: setup ## format, lint, types, prose
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy
	@for example in examples/*/__main__.py; do $(BIN)/mypy "$$example" || exit 1; done
	@$(BIN)/python -m tools.prose

format: setup ## bring the code into its format
	@$(BIN)/ruff check --fix
	@$(BIN)/ruff format

sdk: setup ## write schema.json and the generated SDKs anew: Python's, and Go's and TypeScript's into sdk/
	@$(BIN)/python -m tools.programs
	@$(BIN)/python tools/sdk.py
	@$(BIN)/python -m tools.docs
	@mkdir -p sdk && $(BIN)/python tools/version.py schema.json > sdk/schema.json
	@for language in go nodejs; do \
		$(BIN)/python tools/gensdk/run.py generate sdk/schema.json $$language sdk/$$language || exit 1; done

bench: setup ## time the plugin, the dynamic front, one written by hand, and the least there is (BENCH="--help")
	@$(BIN)/python -m benchmarks $(BENCH)

mutants: setup ## delete entries of the tables one at a time; a test has to notice each (MUTANTS="--help")
	@$(BIN)/python -m tools.mutants $(MUTANTS)

faults: setup ## plant faults in the code one at a time; the tests of each have to notice (FAULTS="--help")
	@engine="$$($(BIN)/python tools/pulumi/get.py)" && \
		PATH="$$engine:$$PATH" $(BIN)/python -m tools.faults $(FAULTS)

release: lint ## check, build and try a release, all of it, into dist/ (VERSION=0.1.0)
	@$(BIN)/python -m tools.release $(VERSION)

wheel: setup ## build the wheels and the source distributions into dist/ (VERSION=0.1.0)
	@$(BIN)/python -m tools.release $(VERSION) --only python

plugin: setup ## pack the plugin into dist/, for every machine that Pulumi runs on (VERSION=0.1.0)
	@$(BIN)/python -m tools.release $(VERSION) --only plugin

standalone: setup ## pack the plugin with a Python of its own, for this kind of machine, into dist/ (VERSION=0.1.0)
	@$(BIN)/python -m tools.release.standalone $(VERSION)

lock: setup ## pin anew what the archive of the plugin installs, and the image of the emulator
	@$(BIN)/pip install --quiet --disable-pip-version-check 'uv==0.13.*'
	@$(BIN)/python -m tools.release.lock

coverage: setup ## run the tests that need no engine, and report the lines that none of them ran
	@$(BIN)/pytest -n 2 --dist worksteal -m 'not engine and not slow' --cov --cov-report term:skip-covered --cov-report html

clean: ## remove what was built here; the cached engine stays
	rm -rf .venv .demo dist sdk htmlcov .coverage .pytest_cache .mypy_cache .ruff_cache .hypothesis
