# make run     the program with demo data on http://127.0.0.1:8000 (PORT=8001 for another port); Ctrl+C stops it
# make test    every test (ARGS="-k raster" for some); browser tests need Chromium, those of REDIS_URL Redis
# make check   format, lint, types, layers, templates, start-up checks, missing migrations; make format mends format
# make proeven nothing is lost: eight people at once, a killed database, a replica that is behind
# make bench   speed beside a textbook Django page and a hand-written floor (N=1000000)
PY ?= python3
PORT ?= 8000
N ?= 100000
export PORT
export SMP_OMGEVING = lokaal
export DEBIAN_FRONTEND = noninteractive
export PIP_DISABLE_PIP_VERSION_CHECK = 1
# Containers often set it; without byte code every process compiles all that it imports, 4 s each.
unexport PYTHONDONTWRITEBYTECODE
B := .venv/bin
# uv is quick; pip does the same where uv cannot be had.
install = $(B)/uv pip install -q --python $(B)/python -c constraints.txt -e "$(1)" \
  || $(B)/pip install -q -c constraints.txt -e "$(1)"

.PHONY: setup run test test-pg15 check format bench proeven programmas db-stop clean

setup: .venv/.ok .statisch/staticfiles.json

run: setup
	@$(B)/python manage.py start

test:
	@$(MAKE) --no-print-directory -j2 .venv/.ok-test programmas
	$(B)/pytest -n auto $(ARGS)

# The same tests, the browser aside, on Debian's PostgreSQL 15: no builtin locale, no embedded server.
test-pg15: .venv/.ok-test programmas
	.ci/pg15 $(B)/pytest -n auto --create-db --ignore=tests/browser $(ARGS)

check: .venv/.ok-lint
	$(B)/ruff format --check --quiet .
	$(B)/ruff check --quiet .
	$(B)/djlint templates --check --lint
	$(B)/lint-imports --no-logo
	$(B)/mypy
	$(B)/python manage.py check
	$(B)/python manage.py makemigrations --check --dry-run

format: .venv/.ok-lint
	$(B)/ruff check --fix --quiet .
	$(B)/ruff format --quiet .
	-$(B)/djlint templates --reformat --quiet

# Each has a control that must fail; docs/bench-proeven.md has the last figures.
proeven: .venv/.ok-test
	$(B)/python -m tests.bench.gelijktijdig
	$(B)/python -m tests.bench.stroomuitval
	$(B)/python -m tests.bench.replica

bench: .venv/.ok-test
	$(B)/python -m tests.bench.meet -n $(N) $(ARGS)

db-stop:
	@pid=$$(head -1 .pg/postmaster.pid 2>/dev/null) && ps -o args= -p "$$pid" | grep -q postgres || exit 0; \
	  kill -INT "$$pid"; for _ in $$(seq 100); do kill -0 "$$pid" 2>/dev/null || break; sleep 0.1; done

# The database stays: it may hold what somebody typed.
clean: db-stop
	rm -rf .venv .statisch *.egg-info .pytest_cache .ruff_cache .mypy_cache .import_linter_cache .hypothesis
	@[ ! -d .pg ] || echo "De database staat nog in .pg (rm -rf .pg wist hem)."

# --- what the targets above need

.venv/.ok: pyproject.toml constraints.txt
	$(PY) -m venv .venv
	-@$(B)/pip install -q -c constraints.txt uv
	$(call install,.)
	@touch $@

.venv/.ok-test: .venv/.ok
	$(call install,.[test])
	@touch $@

.venv/.ok-lint: .venv/.ok
	$(call install,.[lint])
	@touch $@

.statisch/staticfiles.json: .venv/.ok smp/settings.py $(shell find static -type f)
	$(B)/python manage.py collectstatic --noinput -v0

# Debian's own, where we may install them; the shell without windows is the smaller half of Chromium and the quicker one.
# The tests that need them say it loudly when there is none.
programmas:
	@is_er() { for b in $$*; do command -v $$b >/dev/null && return; done; false; }; nodig=; \
	  is_er chromium-headless-shell chromium google-chrome || nodig=chromium-headless-shell; \
	  is_er redis-server || nodig="$$nodig redis-server"; \
	  [ -z "$$nodig" ] || [ "$$(id -u)" != 0 ] || ! is_er apt-get || { apt-get update -qq \
	  && apt-get install -qq -y --no-install-recommends $$nodig >/dev/null; } || true
