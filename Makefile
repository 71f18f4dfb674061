# make run    the program with demo data on http://127.0.0.1:8000
# make test   every test; make check  format, lint, types, start-up checks, templates
PY ?= python3
PORT ?= 8000
DEMO_WACHTWOORD ?= welkom-bij-smp
export SMP_OMGEVING = lokaal
export DEMO_WACHTWOORD
B := .venv/bin

.PHONY: setup run test test-pg15 check bench db-stop clean

setup: .venv/.ok

.venv/.ok: pyproject.toml constraints.txt
	$(PY) -m venv .venv
	$(B)/pip install -q uv
	$(B)/uv pip install -q --python $(B)/python -c constraints.txt -e . || $(B)/pip install -q -c constraints.txt -e .
	@touch $@

.venv/.ok-test: .venv/.ok
	$(B)/uv pip install -q --python $(B)/python -c constraints.txt -e ".[test,lint]" \
	  || $(B)/pip install -q -c constraints.txt -e ".[test,lint]"
	@command -v chromium >/dev/null || { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null \
	  && apt-get update -qq && apt-get install -qq -y chromium >/dev/null; } \
	  || echo "LET OP: geen chromium; de browsertests worden overgeslagen."
	@touch $@

run: .venv/.ok
	$(B)/python manage.py migrate -v0
	$(B)/python manage.py collectstatic --noinput -v0
	$(B)/python manage.py demo
	@echo
	@echo "  SMP draait op http://127.0.0.1:$(PORT)   (stoppen: Ctrl+C)"
	@echo "  Inloggen als lezer, gebruiker, super of beheerder; wachtwoord: $(DEMO_WACHTWOORD)"
	@echo
	@$(B)/python manage.py procrastinate -v0 worker & w=$$!; \
	  trap "kill $$w 2>/dev/null" EXIT INT TERM; \
	  $(B)/gunicorn smp.wsgi --bind 127.0.0.1:$(PORT) --workers 2 --threads 2 --log-level warning

test: .venv/.ok-test
	$(B)/python -m pytest --create-db

# The same tests, the browser aside, on Debian's PostgreSQL 15: no builtin locale, no embedded server.
test-pg15: .venv/.ok-test
	.ci/pg15 $(B)/python -m pytest --create-db --ignore=tests/browser

check: .venv/.ok-test
	$(B)/ruff format --check .
	$(B)/ruff check .
	$(B)/mypy
	$(B)/lint-imports
	$(B)/djlint templates --check --lint --quiet
	$(B)/python manage.py check
	$(B)/python manage.py makemigrations --check --dry-run

db-stop:
	@[ ! -f .pg/postmaster.pid ] || kill -INT $$(head -1 .pg/postmaster.pid)

clean: db-stop
	rm -rf .venv .pg .run .statisch *.egg-info .pytest_cache .ruff_cache .mypy_cache
