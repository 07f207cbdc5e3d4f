# quotebot: everything is installed into .venv, from the lock files, and nothing outside is touched.

ARGS =
UV ?= $(or $(shell command -v uv),.venv/bin/uv)
PIP = .venv/bin/python -m pip --disable-pip-version-check --quiet
INSTALL_PROJECT = $(PIP) install --no-index --no-deps --no-build-isolation --editable .
COMPILE = $(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --custom-compile-command "make lock"

.DELETE_ON_ERROR:
.PHONY: help install run test check checkov bench soak dist docs notes lock clean

help: ## list what can be made
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' Makefile
	@echo 'Options go in ARGS, as in: make test ARGS="-k rotation"; the interpreter in PYTHON.'

install: .venv/runtime.stamp ## install the bot and its tools into .venv

run: .venv/runtime.stamp ## start the bot, or without a token the sandbox
	@exec .venv/bin/quotebot run --or-sandbox $(ARGS)

test: .venv/dev.stamp ## run the tests, but for the slow ones
	.venv/bin/python -m pytest -n auto -m "not slow" $(ARGS)

check: .venv/dev.stamp ## lint, formatting, types and architecture
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy
	.venv/bin/lint-imports

checkov: .venv/checkov.stamp ## install what some tests of deploy/ need besides

bench: .venv/dev.stamp ## measure, and print ratios
	.venv/bin/python -m benchmarks $(ARGS)

soak: .venv/dev.stamp ## run the bot under load and faults for ten minutes, and see what grows
	.venv/bin/python -m tests.soak $(ARGS)

docs: .venv/dev.stamp ## write the pages anew that are made from the code
	.venv/bin/quotebot config reference > docs/settings.md
	.venv/bin/quotebot config reference --format env > .env.example
	.venv/bin/quotebot manual > docs/quotebot.1

dist: .venv/runtime.stamp ## build the wheel and the source archive into dist
	@rm -rf dist
	@.venv/bin/python -m hatchling build --target wheel --target sdist --directory dist
	@cd dist && sha256sum quotebot-* > SHA256SUMS

notes: ## print what the changelog says of one VERSION
	@awk -v version='$(VERSION)' '/^## \[/ { on = index($$0, "## [" version "]") == 1; next } \
		on && (found || NF) { print; found = 1 } END { exit !found }' CHANGELOG.md

lock: ## choose newer versions of what is installed, within pyproject.toml
	@command -v $(UV) >/dev/null || { echo "make lock needs uv: install it, or name it in UV=" >&2; exit 1; }
	$(COMPILE) --upgrade --group build pyproject.toml --output-file requirements.lock
	$(COMPILE) --upgrade --group dev pyproject.toml --constraint requirements.lock \
		--output-file requirements-dev.lock
	$(COMPILE) --upgrade --extra postgres --extra opentelemetry pyproject.toml \
		--constraint requirements-dev.lock --output-file requirements-image.lock
	$(COMPILE) --upgrade --group pyproject.toml:build --constraint requirements.lock \
		--output-file requirements-build.lock
	$(COMPILE) --upgrade --group pyproject.toml:checkov --output-file requirements-checkov.lock

.PHONY: pictures
pictures: .venv/dev.stamp ## take the README's pictures anew, with Chromium
	.venv/bin/python -m tests.browser.pictures

clean: ## remove .venv and what the tools leave behind; databases and .env stay
	rm -rf .venv build dist .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

.venv/runtime.stamp: .venv/bin/python requirements.lock pyproject.toml
	@echo "Installing quotebot into .venv"
	@$(PIP) install --require-hashes --requirement requirements.lock
	@$(INSTALL_PROJECT)
	@touch $@

.venv/dev.stamp: .venv/bin/python requirements-dev.lock pyproject.toml
	@echo "Installing quotebot and its development tools into .venv"
	@$(PIP) install --require-hashes --requirement requirements-dev.lock
	@$(INSTALL_PROJECT)
	@touch $@ .venv/runtime.stamp

# In a place of its own, as it wants older versions of what the other tools need.
.venv/checkov.stamp: .venv/bin/python requirements-checkov.lock
	@echo "Installing checkov into .venv/checkov"
	@.venv/bin/python -m venv --clear .venv/checkov
	@.venv/checkov/bin/python -m pip --disable-pip-version-check --quiet install \
		--require-hashes --requirement requirements-checkov.lock
	@touch $@

# PYTHON if it is given, else python3, else the newest python3.N that is new enough.
.venv/bin/python:
	@set -e; found=; \
	for python in $(or $(PYTHON),python3 $(foreach minor,19 18 17 16 15 14 13 12 11,python3.$(minor))); do \
		if "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
			found=$$python; break; \
		fi; \
	done; \
	if [ -z "$$found" ]; then \
		echo "quotebot needs Python 3.11 or newer, and found none" \
			"(looked at: $(or $(PYTHON),python3 and python3.11 to python3.19 on the PATH)):" \
			"install one (https://www.python.org/downloads/), or name it: make run PYTHON=/path/to/python3" >&2; \
		exit 1; \
	fi; \
	if ! "$$found" -c 'import ensurepip, venv' 2>/dev/null; then \
		echo "$$found has no venv module: install it (on Debian and Ubuntu: apt-get install python3-venv)," \
			"or name another interpreter: make run PYTHON=/path/to/python3" >&2; \
		exit 1; \
	fi; \
	"$$found" -m venv --clear .venv
