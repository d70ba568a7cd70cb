# The commands of the README and of CI. Each sets up what it needs; a second run of the same sets up nothing.

PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready

.PHONY: help setup demo test check lint format sdk bench mutants faults wheel plugin clean

help: ## show this list
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 10

setup: $(READY) ## make .venv with everything in it

$(READY): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 10))' \
		|| { echo 'Python 3.10 or newer is needed; name it with: make PYTHON=python3.12'; exit 1; }
	@echo 'Setting up .venv (about half a minute)'
	@$(PYTHON) -m venv .venv
	@$(BIN)/pip install --quiet --disable-pip-version-check --editable '.[dev]'
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
	@for language in go nodejs; do \
		$(BIN)/python tools/gensdk/run.py generate schema.json $$language sdk/$$language || exit 1; done

bench: setup ## time the plugin, the dynamic front, one written by hand, and the least there is (BENCH="--help")
	@$(BIN)/python -m benchmarks $(BENCH)

mutants: setup ## delete entries of the tables one at a time; a test has to notice each (MUTANTS="--help")
	@$(BIN)/python -m tools.mutants $(MUTANTS)

faults: setup ## plant faults in the code one at a time; the tests of each have to notice (FAULTS="--help")
	@engine="$$($(BIN)/python tools/pulumi/get.py)" && \
		PATH="$$engine:$$PATH" $(BIN)/python -m tools.faults $(FAULTS)

wheel: setup ## build the wheel and the source distribution into dist/
	@$(BIN)/pip install --quiet --disable-pip-version-check build
	@$(BIN)/python -m build --outdir dist .

plugin: setup ## pack the plugin into dist/ as one archive that Pulumi installs on every machine
	@$(BIN)/python tools/archive.py

clean: ## remove what was built here; the cached engine stays
	rm -rf .venv .demo dist sdk .pytest_cache .mypy_cache .ruff_cache .hypothesis
