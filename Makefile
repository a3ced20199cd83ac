# Smart Kampung. Two commands do everything: `make demo` and `make test`.
PY      ?= python3
VENV    := .venv
BIN     := $(VENV)/bin
PASANG  := $(VENV)/.pasang
UJI     := $(VENV)/.uji
.DEFAULT_GOAL := help
.PHONY: help demo demo-bersih test uji-berat bench gaya gambar bersih

help: ## show what each target does
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

$(VENV)/bin/python:
	$(PY) -c 'import sys; sys.exit("Smart Kampung needs Python 3.11 or newer") if sys.version_info < (3, 11) else 0'
	$(PY) -m venv $(VENV)

$(PASANG): setup.cfg .constraints.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c .constraints.txt -e .
	@touch $@

$(UJI): $(PASANG)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c .constraints.txt -e '.[uji]'
	@touch $@

demo: $(PASANG) ## a fictional village and the kabupaten beside it, running on this machine
	$(BIN)/smartkampung demo

demo-bersih: $(PASANG) ## the same, starting over with fresh data
	$(BIN)/smartkampung demo --bersih

test: $(UJI) ## install everything the tests need (browser too) and run all tests, on SQLite and PostgreSQL
	$(BIN)/python -m tests.pasang_peramban
	$(BIN)/python -m tests.semua $(ARGS)

uji-berat: $(UJI) ## the same tests at full counts, half an hour
	$(BIN)/python -m tests.pasang_peramban
	$(BIN)/python -m tests.semua --penuh $(ARGS)

gaya: $(UJI) ## ruff, mypy, and the layers of the areas
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

bench: $(UJI) ## the figures: 20,000 residents, 100,000 letters, ratios within one run
	$(BIN)/python -m tests.kinerja

gambar: $(UJI) ## screenshots of the running demo into docs/gambar
	$(BIN)/python -m tests.cerita.gambar

bersih: ## remove what was built (not the data in instance/)
	rm -rf build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
