# Everything a person or a machine runs, by name. `make` alone prints the list.
# Every command makes or refreshes .venv first; that takes no time when nothing changed.

PY := .venv/bin/python

# Airflow compiles itself again on every command while this is set.
unexport PYTHONDONTWRITEBYTECODE

# The demo's databases are SQLite files, or databases of a PostgreSQL server that ends with it.
on_database = $(if $(filter postgresql,$(DATABASE)),scripts/with_postgres.sh sh -c 'exec $(1) --postgres "$$PAYROLL_TEST_POSTGRES_URL"',$(1))

# Tests with whole programs in them: one after the other, when the others have ended, which run on every core.
ALONE = tests/browser tests/celery tests/dags/whole tests/integration/demo \
    tests/integration/test_benchmark_of_a_night.py tests/integration/test_indexes_of_an_export.py

.DEFAULT_GOAL := help
.PHONY: help setup demo demo-crash up test chaos deployments check audit sbom bench bench-night compare-wsdl docs pages lock

help: ## print this list
	@echo "make COMMAND, where COMMAND is one of:"
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  \1|\2/p' $(MAKEFILE_LIST) | while IFS='|' read -r name text; do printf '%-16s%s\n' "$$name" "$$text"; done

setup: ## make .venv from the pinned requirements (PYTHON=python3.12 chooses a Python)
	@scripts/setup.sh "$(PYTHON)"

demo: setup ## show the whole export on generated data, and prove it to 0.00 (DATABASE=postgresql: not in files)
	@$(call on_database,$(PY) -m payroll.demo run)

demo-crash: setup ## kill an export in the middle of a call, and see it end with nothing lost and nothing twice
	@$(PY) -m payroll.demo crash

up: setup ## the Airflow UI on http://localhost:8080 with the same data, until Ctrl-C (DATABASE=postgresql too)
	@$(call on_database,$(PY) -m payroll.demo up)

test: setup ## the whole test suite (ARGS="tests/spec -x" for a part)
ifdef ARGS
	@$(PY) -m pytest $(ARGS)
else
	@$(PY) -m pytest --numprocesses logical --dist loadfile --no-loadscope-reorder --durations 20 $(ALONE:%=--ignore=%)
	@$(PY) -m pytest --durations 20 $(ALONE)
endif

chaos: setup ## the whole of the fault tests, of which `make test` runs a part; writes docs/reliability.md
	@PAYROLL_CHAOS=all $(if $(PAYROLL_TEST_POSTGRES_URL),,scripts/with_postgres.sh) $(PY) -m pytest tests/chaos -s

deployments: setup ## of `make test` only the whole deployment: Celery on PostgreSQL and Redis, with a killed worker
	@$(if $(PAYROLL_TEST_POSTGRES_URL),,scripts/with_postgres.sh) $(PY) -m pytest tests/celery -s

check: setup ## lint, types, import contracts, generated documents, compose file
	@scripts/check.sh

audit: setup ## hold every pinned package against the known vulnerabilities (needs the internet)
	@$(PY) scripts/audit.py

sbom: setup ## write sbom.json, the list of all packages of the image
	@scripts/sbom.sh

bench: setup ## the benchmarks, on PostgreSQL; writes benchmarks/results.md
	@$(if $(PAYROLL_TEST_POSTGRES_URL),,scripts/with_postgres.sh) $(PY) -m benchmarks

bench-night: setup ## the whole night of 500 companies, 80 minutes; writes benchmarks/whole_night.md
	@$(if $(PAYROLL_TEST_POSTGRES_URL),,scripts/with_postgres.sh) $(PY) -m benchmarks.night --one-in 1 \
		--page benchmarks/whole_night.md

compare-wsdl: setup ## compare the sandbox with reference WSDLs: WSDL_DIR=folder
	@test -n "$(WSDL_DIR)" || { echo "Say where the reference WSDLs are: make compare-wsdl WSDL_DIR=folder"; exit 2; }
	@$(PY) -m sandbox.compare_wsdl "$(WSDL_DIR)"

docs: setup ## write the generated documents and the configuration schema
	@$(PY) -m docs.generate

pages: ## bundle the scripts of the payroll pages again (needs node and npm)
	@scripts/bundle_pages.sh

lock: setup ## resolve requirements*.in again into the pinned, hashed requirements*.txt
	@scripts/lock.sh
