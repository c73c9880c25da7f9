# A fresh machine with Python 3.11 or newer and make is enough for every target.
#   make demo   install, then the main job on what ships with the package
#   make test   install with the developers' tools, then everything that .ci/run checks
# Other Python: make test PYTHON=python3.13

PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	"$$p" -c 'import sys; raise SystemExit(sys.version_info < (3, 11))' >/dev/null 2>&1 && echo "$$p" && break; done)
VENV := .venv
BIN := $(VENV)/bin
DEMO := demo-report

# Tests start many processes. Where this is set, as container images do, each of them compiles the package again.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: demo test lint types unit format docs pictures constraints clean

demo: $(VENV)/.installed
	$(BIN)/bystander demo -o $(DEMO)

# pytest comes last, so that its summary is the last thing on the screen.
test: lint types unit

lint: $(VENV)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.installed-dev
	$(BIN)/mypy

unit: $(VENV)/.installed-dev
	$(BIN)/python -m pytest --numprocesses auto --dist loadfile

format: $(VENV)/.installed-dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# What is generated and committed; tests say when it is out of date.
docs: $(VENV)/.installed-dev
	$(BIN)/python -m tests.generated

# docs/images, as chromium draws what ships.
pictures: $(VENV)/.installed-dev
	$(BIN)/python -m tests.pictures

constraints: $(VENV)/.installed-dev
	{ sed '/==/d' constraints.txt; $(BIN)/python -m pip freeze --exclude-editable | grep -E '^[A-Za-z0-9_.-]+==' | sort -f; } > constraints.new
	mv constraints.new constraints.txt

clean:
	rm -rf $(VENV) $(DEMO) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis

$(VENV)/bin/python:
	@test -n "$(PYTHON)" || { echo "Bystander needs Python 3.11 or newer; none was found. Name one: make PYTHON=/path/to/python3.12" >&2; exit 2; }
	$(PYTHON) -m venv $(VENV)

# The developers' installation includes the plain one, so a change to either list reinstalls once.
$(VENV)/.installed: pyproject.toml constraints.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	@touch $@

$(VENV)/.installed-dev: pyproject.toml constraints.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $(VENV)/.installed $@
