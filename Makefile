# Set up, run and check Touchpoint-Werkstatt. Each command makes what it needs first; nothing is installed twice.

PYTHON := .venv/bin/python
# Not compiled while installing: Python does it for what is used, and the installation takes half the time.
INSTALL := $(PYTHON) -m pip install --quiet --disable-pip-version-check --no-compile
PORT ?= 8501
# Where somebody could have written a password: not the wordings, not pictures and workbooks.
WRITTEN := ':!*.po' ':!*.png' ':!*.woff2' ':!*.xls*' ':!*.ods' ':!*.csv'

help: ## Say what there is
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/make \1\t\2/p' Makefile

run: .venv/installed ## Start the app; it prints the facilitator's link
	@$(PYTHON) -m streamlit run app.py --server.port $(PORT)

dev: .venv/installed ## Start the app and run it anew when a file changes
	@$(PYTHON) -m streamlit run app.py --server.port $(PORT) --server.fileWatcherType auto --client.showErrorDetails full

test: .venv/installed-dev ## Run all tests, with a browser and both databases
	@$(PYTHON) -m scripts.browser
	@$(PYTHON) -m scripts.proxy
	@$(PYTHON) -m pytest -q -n 2 --dist loadgroup

check: .venv/installed-dev ## Style, types, layers, texts in both languages, secrets, known weaknesses
	@$(PYTHON) -m ruff check
	@$(PYTHON) -m ruff format --check
	@$(PYTHON) -m mypy
	@$(PYTHON) -m pytest -q tests/test_layers.py tests/test_texts.py
	@git ls-files $(WRITTEN) | xargs .venv/bin/detect-secrets-hook --no-verify --cores 2
	@$(PYTHON) -m scripts.audit

texts: .venv/installed-dev ## Collect the texts of the code into locales/
	@$(PYTHON) -m scripts.texts

screenshots: .venv/installed-dev ## Take a picture of every page into docs/
	@$(PYTHON) -m scripts.browser
	@$(PYTHON) -m scripts.screenshots

bench: .venv/installed-dev ## Measure every page and write benchmarks/RESULTS.md
	@$(PYTHON) -m benchmarks.pages --write
	@$(PYTHON) -m benchmarks.many --write

clean: ## Remove what can be made again; workshops in var/ stay
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

.venv/bin/python:
	@sh scripts/venv.sh .venv

.venv/installed: requirements.txt | .venv/bin/python
	@echo "Installing what the app runs on …"
	@$(INSTALL) -r requirements.txt
	@touch $@

.venv/installed-dev: requirements-dev.txt .venv/installed
	@echo "Installing what tests and checks need …"
	@$(INSTALL) -r requirements-dev.txt
	@touch $@

.PHONY: help run dev test check texts screenshots bench clean
