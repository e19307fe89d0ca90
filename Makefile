# Two commands for a fresh machine with Python 3.11+, make and git: `make demo` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DEMO_STORE := .demo/disinfograph.db

.PHONY: demo test check clean

$(BIN)/.run: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --editable .
	touch $@

$(BIN)/.dev: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --editable '.[dev]'
	touch $@ $(BIN)/.run

demo: $(BIN)/.run
	$(BIN)/disinfograph build examples --source examples --store $(DEMO_STORE)
	$(BIN)/disinfograph validate --store $(DEMO_STORE)
	$(BIN)/disinfograph query narratives/across-countries -p min_countries=10 --store $(DEMO_STORE)

test: $(BIN)/.dev
	# By default files of few tests come last, and the longest are among them.
	$(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder

check: $(BIN)/.dev
	$(BIN)/ruff check src tests
	$(BIN)/ruff format --check src tests
	$(BIN)/mypy

clean:
	rm -rf $(VENV) .demo build dist
