# make demo          a sample shop with the chats side by side; make demo PORT=9000
# make test          everything: style, types, all tests; make test TESTS=tests/web for some of the tests
# make check         style and types only
# make format        puts the code into the house's shape
# make bench         how fast, as ratios of one run
# make requirements  after a change of pyproject.toml: the pinned lists anew
#
# All of it lives in .venv. Another Python: make demo PYTHON=/path/to/python3.12

PYTHON ?= $(shell for python in python3.11 python3.12 python3.13 python3; do \
	$$python -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' >/dev/null 2>&1 && echo $$python && break; \
	done)
JOBS ?= auto
TESTS ?=

BIN := .venv/bin
# Whatever is fetched is checked against a hash, the tools that build packages included: they come first, and nothing
# is built in an environment of its own that would fetch others.
PIP := $(BIN)/python -m pip -qq --disable-pip-version-check install
PINNED := $(PIP) --require-hashes --no-build-isolation --use-pep517
OURSELVES := $(PIP) --no-deps --no-build-isolation --editable .
# Where PYTHONDONTWRITEBYTECODE is set pip leaves the libraries uncompiled, and every start would compile them anew.
BYTECODE := $(BIN)/python -m compileall -q -j 0 .venv/lib >/dev/null 2>&1 || true
UV = $(or $(wildcard $(BIN)/uv),uv)
COMPILE = $(UV) pip compile --quiet --no-header --no-annotate --generate-hashes \
	--universal --python-version 3.11 --fork-strategy fewest

.PHONY: help demo test check format bench requirements
.DELETE_ON_ERROR:

help:
	@sed -n 's/^# \(make .*\)/\1/p' Makefile

demo: .venv/.for-demo
	@$(BIN)/inchat demo $(if $(PORT),--port $(PORT))

test: check
	$(BIN)/pytest --numprocesses $(JOBS) --dist worksteal $(TESTS)

check: .venv/.for-tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: .venv/.for-tests
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: .venv/.for-demo
	@$(BIN)/python -m bench

requirements:
	$(COMPILE) --group build --output-file requirements-build.txt
	$(COMPILE) pyproject.toml --output-file requirements.txt
	$(COMPILE) pyproject.toml --extra dev --extra stripe --constraint requirements.txt --output-file requirements-dev.txt

.venv/.for-demo: $(BIN)/python requirements-build.txt requirements.txt pyproject.toml
	@echo "Installing what inchat needs into .venv (once) ..."
	@$(PINNED) -r requirements-build.txt
	@$(PINNED) -r requirements.txt
	@$(OURSELVES)
	@$(BYTECODE)
	@touch $@

.venv/.for-tests: $(BIN)/python requirements-build.txt requirements-dev.txt pyproject.toml
	@echo "Installing what inchat and its tests need into .venv (once) ..."
	@$(PINNED) -r requirements-build.txt
	@$(PINNED) -r requirements-dev.txt
	@$(OURSELVES)
	@$(BYTECODE)
	@touch .venv/.for-demo $@

# A half-made .venv (Debian without python3-venv) would look like a whole one the next time.
$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "inchat needs Python 3.11, 3.12 or 3.13, and none was found. Install one, or say where it is: make demo PYTHON=/path/to/python3.12" >&2; exit 1; }
	@$(PYTHON) -m venv .venv || { rm -rf .venv; exit 1; }
