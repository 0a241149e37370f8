# Thin: each target is a line or two over CMakePresets.json, where the settings live.
.PHONY: audit build test test-fast test-slow format clean bench bench-portfolio bench-shapes package mutants setup setup-tests pictures translations
.NOTPARALLEL:

tutela := build/release/bin/tutela

# The first thing to try: builds the program and audits the example programme. Exit codes 1 and 2 are the gate's
# findings about the programme, and no failure of the program.
audit: build
	@$(tutela) check examples/readme/programme.toml --profile first-72-hours --as-of 2026-07-01; code=$$?; \
	case $$code in \
	0) ;; \
	1) echo "(exit code 1: the gate found a critical rule that is not met; that is the audit's answer, not a failure)" ;; \
	2) echo "(exit code 2: the gate found a critical rule undetermined or awaiting judgement; that is the audit's answer, not a failure)" ;; \
	*) exit $$code ;; \
	esac

setup:
	@cmake/setup.sh

setup-tests:
	@cmake/setup.sh --tests

build: setup
	@cmake --preset release >/dev/null
	@cmake --build --preset release --target tutela

# Two stages: what a change needs to know soon, then what needs other people's programs or much time.
test: test-fast test-slow

test-fast: setup-tests
	@cmake --preset release >/dev/null
	@cmake --build --preset release
	@echo "== tests, first stage: the fast ones"
	@ctest --preset release -LE slow

test-slow: setup-tests
	@cmake --preset release >/dev/null
	@cmake --build --preset release
	@echo "== tests, second stage: the slow ones"
	@ctest --preset release -L slow

# A Debian package of the program: build/release/package/tutela_*.deb
package: setup-tests
	@cmake --preset release >/dev/null
	@cmake --build --preset release --target tutela
	@cmake/package.sh build/release

bench: setup-tests
	@cmake --preset release >/dev/null
	@cmake --build --preset release --target tutela_bench
	@build/release/bin/tutela_bench

# Tutela beside its bounds and other rule engines, as Markdown: 15 to 25 minutes, PEERS=none about 5. See docs/performance.md.
bench-portfolio:
	@if [ "$$PEERS" = none ]; then cmake/setup.sh --tests; else cmake/setup.sh --bench; fi || \
	echo "bench: what could not be installed is a row that says so" >&2
	@cmake --preset release >/dev/null
	@cmake --build --preset release --target tutela judge_lines
	@cmake --build --preset release --target tutela_bench || echo "bench: no google-benchmark, so one fact changed is not measured" >&2
	@python3 tests/bench/portfolio/bench.py build/release/bin build/bench

# Rules as closures, bytecode, columns of bytes and of bit planes, side by side.
bench-shapes: setup-tests
	@cmake --preset release >/dev/null
	@cmake --build --preset release --target shapes
	@python3 tests/bench/shapes/measure.py build/release/bin/shapes table

# Small wrongs put into the engine, each of which some test must notice.
mutants: setup-tests
	python3 tests/mutants.py

# The pictures that README shows.
pictures: build setup-tests
	@tools/pictures.sh

# Every text of the program for translators: tutela.pot, and the catalogues brought up to it.
translations: setup
	@tools/translations.sh

format: setup-tests
	@git ls-files --cached --others --exclude-standard '*.cpp' '*.hpp' | xargs -r clang-format -i

clean:
	@rm -rf build
