# Every target does its own set-up; a second call reuses it.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/.ready
FRR_PACKAGES := frr frr-pythontools openssh-server iproute2

.DEFAULT_GOAL := help
.PHONY: help demo test lies lab-frr mutations bench-backup bench-store bench-plan faults-long changes-frr check fix docs clean

help:  ## show this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

$(READY): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "netops needs Python 3.11 or newer; say 'make PYTHON=python3.12 ...'"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	PIP_CONSTRAINT=constraints.txt $(BIN)/pip install --quiet --disable-pip-version-check --editable '.[lab,dev]'
	@touch $@

demo: $(READY)  ## the whole loop on eight emulated devices, checked as it goes
	@$(BIN)/python -m lab.demo

test: $(READY)  ## every test
	$(BIN)/python -m pytest -n 2 --dist loadgroup

lies: $(READY)  ## what unmodified drivers call success, and what the devices hold
	@$(BIN)/python -m lab.lies

faults-long: $(READY)  ## kill a run at 200 random moments; each must leave the last commit and no lock
	NETOPS_KILLS=200 $(BIN)/python -m pytest -q -s tests/flows/test_killed.py

changes-frr: $(READY)  ## 50 random changes on a real router, each applied and taken back to the byte (needs root)
	NETOPS_FRR_CHANGES=50 $(BIN)/python -m pytest -q tests/flows/test_frr_random.py

mutations: $(READY)  ## 5,000 random changes a platform: planned, and what is proven played on the emulated devices
	PYTHONPATH=tests $(BIN)/python -m mutations

lab-frr:  ## Debian's packages for real routers (needs root)
	@if [ "$$(id -u)" -ne 0 ]; then echo "real routers need root; say: sudo make lab-frr"; \
	 elif dpkg --status $(FRR_PACKAGES) >/dev/null 2>&1; then echo "the packages are there; say: python -m lab.frr up"; \
	 else apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends $(FRR_PACKAGES); fi

bench-backup: $(READY)  ## a night's backup beside nornir-netmiko, asyncssh and RANCID (20 minutes)
	$(BIN)/python -m bench.backup

bench-store: $(READY)  ## the evidence store beside GitPython's index, to 100,000 configs and commits (15 minutes)
	$(BIN)/python -m bench.store

bench-plan: $(READY)  ## a plan with its proofs beside hier_config, to 200,000 lines (4 minutes)
	$(BIN)/python -m bench.plan

check: $(READY)  ## style, types, import rules, the pure packages at 100 % of branches
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -q -p no:cacheprovider tests/config tests/platforms tests/cases tests/rules tests/audit tests/change \
	  --cov=netops.model --cov=netops.config --cov=netops.platforms --cov=netops.rules --cov=netops.audit --cov=netops.change \
	  --cov-branch --cov-fail-under=100 --cov-report=term-missing:skip-covered -n 2

fix: $(READY)  ## let ruff mend what it can
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

docs: $(READY)  ## write the generated pages
	$(BIN)/netops rules --markdown > docs/rules.md

clean:  ## remove the environment and caches; never the evidence in backups/
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .coverage .hypothesis .import_linter_cache
