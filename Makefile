# `make demo` for a first look, `make test` before a commit, `make ci` for everything.
# All of it happens in .venv, build and dist; only `ci` may install system packages.

PYTHON ?= python3
VENV = .venv
BIN = $(VENV)/bin
PIP = $(BIN)/python -m pip --quiet --disable-pip-version-check
KERNEL = $(wildcard dedup/kernel/*.c dedup/kernel/*.h dedup/kernel/*.pyx dedup/kernel/*.pxi)

.PHONY: demo build warnings test ci sanitize fuzz memcheck slowest wheel guard bench clean

demo: build
	$(BIN)/dedup collapse --diff examples/article.txt
	$(BIN)/python examples/collapse.py

build: $(VENV)/built

# Nothing in the kernel makes the compiler frown.  Cython's part of it is checked only as far as setup.py asks.
warnings:
	$(CC) -fsyntax-only -std=c11 -Wall -Wextra -Wconversion -Wsign-conversion -Werror $(filter %.c,$(KERNEL))

test: build warnings $(VENV)/tools
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/stubtest dedup.kernel._kernel
	$(BIN)/pytest

ci:
	PYTHON=$(PYTHON) .ci/system-packages
	DEDUP_NO_SKIPS=1 HYPOTHESIS_PROFILE=ci $(MAKE) test
	HYPOTHESIS_PROFILE=sanitized $(MAKE) sanitize
	$(MAKE) fuzz FUZZ_SECONDS=120
	$(MAKE) slowest
	$(MAKE) wheel
	$(MAKE) guard

# The kernel's tests once more, and those that feed it every kind of text, on a kernel that stops at the first bad access or undefined operation.
# Leaks are not looked for: the interpreter itself keeps memory until it ends.
SANITIZED = build/sanitized
sanitize: $(VENV)/tools
	rm -rf $(SANITIZED) build/lib.*
	DEDUP_SANITIZE=address,undefined $(PIP) install --no-deps --target $(SANITIZED) .
	PYTHONPATH=$(SANITIZED) PYTHONSAFEPATH=1 PYTHONMALLOC=malloc ASAN_OPTIONS=detect_leaks=0 \
	    LD_PRELOAD="$$($${CC:-cc} -print-file-name=libasan.so)" \
	    $(BIN)/pytest --capture=no -p no:cacheprovider -o "pythonpath=$(SANITIZED) ." \
	    tests/kernel tests/compare tests/promises/test_every_text.py tests/promises/test_only_whole_removals.py

# The C kernel without Python, checked on texts that libFuzzer makes with tests/fuzz/mutate.c: for an hour by default.
# The next run goes on from the inputs of this one.  `build/fuzz/replay FILE` repeats the input that stopped a run.
FUZZ = build/fuzz
FUZZ_SECONDS ?= 3600
FUZZ_CC ?= clang
FUZZED = $(wildcard dedup/kernel/*.c) $(filter-out tests/fuzz/replay.c,$(wildcard tests/fuzz/*.c))
FUZZ_FLAGS = -std=c11 -O1 -g -Wall -Wextra -Idedup/kernel -Wl,--wrap=malloc,--wrap=realloc
CHECKED = -fsanitize=address,undefined -fno-sanitize-recover=all
fuzz: $(FUZZ)/fuzz $(FUZZ)/replay
	mkdir -p $(FUZZ)/corpus
	$(FUZZ)/replay --write $(FUZZ)/corpus 200 1
	$(FUZZ)/fuzz -max_total_time=$(FUZZ_SECONDS) -max_len=4096 -timeout=60 -verbosity=0 -print_final_stats=1 \
	    -artifact_prefix=$(FUZZ)/ $(FUZZ)/corpus \
	    || { echo "To see it again: $(FUZZ)/replay FILE, with the file named above"; exit 1; }

# The same checks on made inputs, where Valgrind sees each read of memory that nobody has written.
MEMCHECK_INPUTS ?= 1500
memcheck: $(FUZZ)/replay-unchecked
	valgrind --quiet --leak-check=full --error-exitcode=1 $(FUZZ)/replay-unchecked --made $(MEMCHECK_INPUTS) 1

$(FUZZ)/fuzz: $(FUZZED) $(wildcard dedup/kernel/*.h tests/fuzz/*.h)
	mkdir -p $(FUZZ)
	$(FUZZ_CC) $(FUZZ_FLAGS) $(CHECKED) -fsanitize=fuzzer $(FUZZED) -o $@

$(FUZZ)/replay: $(FUZZED) tests/fuzz/replay.c $(wildcard dedup/kernel/*.h tests/fuzz/*.h)
	mkdir -p $(FUZZ)
	$(CC) $(FUZZ_FLAGS) $(CHECKED) $(FUZZED) tests/fuzz/replay.c -o $@

$(FUZZ)/replay-unchecked: $(FUZZED) tests/fuzz/replay.c $(wildcard dedup/kernel/*.h tests/fuzz/*.h)
	mkdir -p $(FUZZ)
	$(CC) $(FUZZ_FLAGS) $(FUZZED) tests/fuzz/replay.c -o $@

# A search for texts that cost more work a word than any known one, always of the same texts.
slowest: build
	$(BIN)/python -m benchmarks.slowest --texts 2000 --seed 1

# The wheel is built from the sdist, so that a file missing there shows, and tried where no compiler is found.
WHEEL_VENV = build/wheel-venv
wheel: $(VENV)/tools
	rm -rf dist $(WHEEL_VENV) && mkdir -p build
	$(BIN)/python -m build --outdir dist >build/wheel.log 2>&1 || { cat build/wheel.log; exit 1; }
	$(BIN)/python -m zipfile -l dist/*.whl >build/wheel.list
	grep -q 'dedup/py\.typed ' build/wheel.list && grep -q 'dedup/kernel/_kernel\.pyi ' build/wheel.list
	! grep -E '\.(c|h|pxd|pyx) ' build/wheel.list
	$(PYTHON) -m venv $(WHEEL_VENV)
	PATH=$(abspath $(WHEEL_VENV))/bin python -m pip --quiet --disable-pip-version-check install dist/*.whl
	$(WHEEL_VENV)/bin/dedup collapse examples/article.txt >/dev/null

# Instructions of a few works against those on record: a quarter more fails.
guard: build
	$(BIN)/python -m benchmarks.guard

# Everything that README's figures come from: peers in environments of their own, records, plots, tables.
RECORD = benchmarks/record
bench: build $(VENV)/tools
	$(BIN)/python -m benchmarks --record $(RECORD)
	$(BIN)/python -m benchmarks.corpus --peers build/peers --scratch build --record $(RECORD)
	$(BIN)/python -m benchmarks.inside --sizes 1 --peers build/peers --scratch build --record $(RECORD)
	$(BIN)/python -m benchmarks.quality --record $(RECORD)
	$(BIN)/python -m benchmarks.plots
	$(BIN)/python -m benchmarks.readme

clean:
	rm -rf $(VENV) build dist *.egg-info dedup/kernel/*.so .hypothesis .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -prune -exec rm -rf {} +

$(BIN)/python:
	@$(PYTHON) -c 'import ensurepip' || { echo "No venv in $(PYTHON); on Debian: apt-get install python3-venv"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/built: $(BIN)/python pyproject.toml setup.py $(KERNEL)
	$(PIP) install --editable .
	touch $@

$(VENV)/tools: $(BIN)/python pyproject.toml
	$(PIP) install --upgrade 'pip>=25.1'
	$(PIP) install --group dev
	touch $@
