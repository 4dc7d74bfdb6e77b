# The chores of Hadir. `make help` lists them.
BIN = .venv/bin
CAMERA ?= simulated
PORT ?= 8000
.DEFAULT_GOAL = help
.PHONY: help setup demo prepared torture soak stick test screens check fix test-long bench bench-doors bench-reading finder pictures wheel lock clean

help:  ## list what there is
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /|/' | column -t -s '|'

setup:  ## install all that the product needs; .venv/bin/hadir is there afterwards
	@.ci/prepare run

demo: setup  ## run it with an invented event and a drawn camera; CAMERA=0 takes a webcam
	@$(BIN)/hadir demo --camera $(CAMERA) --port $(PORT)

prepared:
	@.ci/prepare test

test: prepared  ## run every test, those in Chromium and on PostgreSQL too
	$(BIN)/python -m pytest -n 3 --dist worksteal -m "not slow"

test-long: prepared  ## run the tests that take minutes: power cuts, thousands of people
	$(BIN)/python -m pytest -m "slow and not screens"

screens: prepared  ## lay every page out at extreme values and every size, PAGES=/desk those alone; pictures in build/screens
	HADIR_SHEET=build/screens HADIR_PAGES=$(PAGES) $(BIN)/python -m pytest -n 2 -m screens tests/browser/screens

torture: prepared  ## the real server under 200 random faults; FAULTS=n for another number
	$(BIN)/python -m tests.torture --faults $(or $(FAULTS),200)
	$(BIN)/python -m tests.torture --faults $(or $(FAULTS),40) --postgres

soak: prepared  ## a day of 10,000 people and 200 dashboards at speed; MINUTES=n for another time
	$(BIN)/python -m tests.soak --minutes $(or $(MINUTES),15)

check: prepared  ## style, types, layers, templates, spelling: before every commit
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/deptry .
	$(BIN)/python .ci/unused.py
	$(BIN)/djlint --lint templates --quiet
	$(BIN)/codespell
	$(BIN)/python .ci/vulnerable.py

fix: prepared  ## mend what can be mended by itself
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

bench: prepared  ## the measurements of docs/measured.md
	$(BIN)/python -m bench

bench-doors: prepared  ## a big day: two processes on PostgreSQL, 50 stations, 20 phones that were offline, 1,000 dashboards
	$(BIN)/python -m bench.big_day

bench-reading: prepared  ## the reader of badges against the best others; PHOTOS=folder adds photographs
	$(BIN)/python -m bench.reading $(if $(PHOTOS),--photos $(PHOTOS))

finder:  ## train the net that finds symbols, or go on with it; BACKGROUNDS="folder folder", see bench/finder/README.md
	test -x build/finder/venv/bin/python || python3 -m venv build/finder/venv
	build/finder/venv/bin/pip install -q --require-hashes -r bench/finder/requirements.txt
	test -f build/finder/backgrounds.npz || build/finder/venv/bin/python -m bench.finder.backgrounds build/finder/backgrounds.npz $(BACKGROUNDS)
	build/finder/venv/bin/python -m bench.finder --backgrounds build/finder/backgrounds.npz --out build/finder

pictures: prepared  ## take the pictures of the README from the running product
	$(BIN)/python docs/pictures.py

wheel: prepared  ## build the wheel into dist/ and try it in a clean environment
	.ci/try-wheel

stick: prepared  ## a folder for a USB stick that installs without network; SYSTEM=macos or linux
	$(BIN)/python .ci/stick/make.py dist/stick --system $(or $(SYSTEM),windows)

lock: prepared  ## write requirements*.txt anew from pyproject.toml
	.ci/lock

clean:  ## throw away what was installed and built
	rm -rf .venv dist build .mypy_cache .ruff_cache .hypothesis .import_linter_cache
