# `make demo` for a first look, `make quick` while you edit, `make test` before a commit, `make ci` for everything.
# All of it happens in .venv, build and dist; only `ci` may install system packages.

PYTHON ?= python3
VENV = .venv
BIN = $(VENV)/bin
PYTHONS = python3.12 python3.13 python3.14
PIP = $(BIN)/python -m pip --quiet --disable-pip-version-check
# uv takes a tenth of pip's time, and what it has unpacked for one environment the next one shares.
UV = $(BIN)/uv
PYTEST = $(BIN)/pytest --numprocesses auto --dist worksteal
KERNEL_C = $(wildcard dedup/kernel/*.c dedup/kernel/*/*.c)
KERNEL_H = $(wildcard dedup/kernel/*.h dedup/kernel/*/*.h)
KERNEL = $(KERNEL_C) $(KERNEL_H) $(wildcard dedup/kernel/*.pyx dedup/kernel/*.pxd)

# Each test of the command starts Python anew, and each start would compile the package anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: demo build docs site warnings quick test engines hunt ci jobs engines-ci sanitize fuzz fuzz-ci memcheck slowest sdist built-wheel lowest newest compatible wheel guard bench clean $(PYTHONS)

demo: build
	$(BIN)/dedup collapse --diff examples/article.txt
	$(BIN)/python examples/collapse.py

build: $(VENV)/built

# The kernel compiles without warnings.  Cython's part of it is checked only as far as setup.py asks.
warnings:
	$(CC) -fsyntax-only -std=c11 -Wall -Wextra -Wconversion -Wsign-conversion -Werror -Idedup/kernel $(KERNEL_C)

# The examples, and few of each property: nothing that takes longer than a moment.
quick: build $(VENV)/tools
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	HYPOTHESIS_PROFILE=quick $(PYTEST) -m 'not slow' --ignore tests/benchmarks --ignore tests/quality

test: build warnings $(VENV)/tools
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/stubtest dedup.kernel._kernel
	$(PYTEST) $(ENGINE_TESTS:%=--ignore %)

# On Ray and Spark, which start for a whole file of tests: one process runs them all.
ENGINE_TESTS = $(wildcard tests/integrations/test_ray*.py tests/integrations/test_spark*.py)
engines: build $(VENV)/tools
	$(BIN)/pytest $(ENGINE_TESTS)

# The properties on examples that nobody has tried, each time others.
hunt: build $(VENV)/tools
	HYPOTHESIS_PROFILE=hunt $(PYTEST) $$(grep -rl '@given' tests)

# The jobs run side by side; each prints what it has to say when it ends, and one that fails does not stop the rest.
ci: export DEDUP_NO_SKIPS = 1
ci:
	PYTHON=$(PYTHON) .ci/system-packages
	$(MAKE) --jobs 2 --output-sync=recurse --keep-going jobs
# The long jobs come first.  What passes under the first Python and the last is left to `make newest` for those between.
jobs: test engines-ci sanitize lowest $(wordlist 2,9,$(PYTHONS)) fuzz-ci slowest wheel guard
# Spark's cluster is asked for the same documents as its single process, and loses an executor.
engines-ci: build $(VENV)/tools
	$(BIN)/pytest $(ENGINE_TESTS) -k 'nothing_is_lost or test_ray and same_documents'
fuzz-ci:
	$(MAKE) fuzz FUZZ_SECONDS=30

# The source distribution.  What is built from it is built in a place of its own, and a file missing there shows.
SDIST = dist/dedup_spans-*.tar.gz
sdist: $(VENV)/tools
	rm -rf dist && mkdir -p build
	$(BIN)/python -m build --sdist --outdir dist >build/sdist.log 2>&1 || { cat build/sdist.log; exit 1; }

# The C kernel without Python, checked on texts that libFuzzer makes with tests/fuzz/mutate.c: for an hour by default.
# The next run goes on from the inputs of this one.  `build/fuzz/replay FILE` repeats the input that stopped a run.
FUZZ = build/fuzz
FUZZ_SECONDS ?= 3600
CLANG ?= clang
FUZZED = $(KERNEL_C) $(filter-out tests/fuzz/replay.c,$(wildcard tests/fuzz/*.c))
FUZZ_FLAGS = -std=c11 -O1 -g -Wall -Wextra -Idedup/kernel
FUZZ_LINKED = $(CHECKED) -Wl,--wrap=malloc,--wrap=realloc
CHECKED = -fsanitize=address,undefined -fno-sanitize-recover=all
fuzz: $(FUZZ)/fuzz $(FUZZ)/replay
	$(MAKE) warnings CC=$(CLANG)
	mkdir -p $(FUZZ)/corpus
	$(FUZZ)/replay --write $(FUZZ)/corpus 200 1
	$(FUZZ)/fuzz -max_total_time=$(FUZZ_SECONDS) -max_len=4096 -timeout=60 -verbosity=0 -print_final_stats=1 \
	    -artifact_prefix=$(FUZZ)/ $(FUZZ)/corpus \
	    || { echo "To see it again: $(FUZZ)/replay FILE, with the file named above"; exit 1; }

# The same checks on made inputs, where Valgrind sees each read of memory that nobody has written.
MEMCHECK_INPUTS ?= 1500
memcheck: $(FUZZ)/replay-unchecked
	valgrind --quiet --leak-check=full --error-exitcode=1 $(FUZZ)/replay-unchecked --made $(MEMCHECK_INPUTS) 1

# Compiled once for both.
FUZZ_OBJECTS = $(FUZZED:%.c=$(FUZZ)/%.o)
$(FUZZ)/%.o: %.c $(KERNEL_H) $(wildcard tests/fuzz/*.h)
	@mkdir -p $(@D)
	@$(CLANG) $(FUZZ_FLAGS) $(CHECKED) -fsanitize=fuzzer-no-link -c $< -o $@

$(FUZZ)/fuzz: $(FUZZ_OBJECTS)
	@$(CLANG) $(FUZZ_LINKED) -fsanitize=fuzzer $^ -o $@

$(FUZZ)/replay: $(FUZZ_OBJECTS) $(FUZZ)/tests/fuzz/replay.o
	@$(CLANG) $(FUZZ_LINKED) $^ -o $@

$(FUZZ)/replay-unchecked: $(FUZZED) tests/fuzz/replay.c $(KERNEL_H) $(wildcard tests/fuzz/*.h)
	mkdir -p $(FUZZ)
	$(CC) $(FUZZ_FLAGS) -Wl,--wrap=malloc,--wrap=realloc $(FUZZED) tests/fuzz/replay.c -o $@

# A search for texts that cost more work a word than any known one, always of the same texts.
slowest: build
	$(BIN)/python -m benchmarks slowest --texts 1000 --seed 1

# The kernel's tests once more, and those that feed it every kind of text, on a kernel that stops at the first bad access
# or undefined operation.  Left out is what spends its time in Python, not in the kernel.  Leaks are not looked for: the
# interpreter itself keeps memory until it ends.  What Clang makes of the kernel is tried by `fuzz`.
IN_PYTHON = every_code_point or half_of_the_bits or million_words or script_writes or reference_on_texts
sanitize: sdist
	rm -rf build/$@
	DEDUP_SANITIZE=address,undefined $(BUILD_WHEEL) --out-dir build/$@
	$(BIN)/python -m zipfile -e build/$@/*.whl build/$@
	PYTHONMALLOC=malloc ASAN_OPTIONS=detect_leaks=0 LD_PRELOAD="$$($(CC) -print-file-name=libasan.so)" \
	    PYTHONPATH=build/$@ PYTHONSAFEPATH=1 HYPOTHESIS_PROFILE=few $(BIN)/pytest -p no:cacheprovider \
	    -o "pythonpath=build/$@ ." --capture=no -k 'not ($(IN_PYTHON))' \
	    tests/kernel tests/compare tests/promises/test_every_text.py tests/promises/test_only_whole_removals.py

# Tried where no compiler is found.  It is built with the oldest tools that pyproject.toml allows, so that `lowest` can
# use it as well.
BUILD_WHEEL = $(UV) build --quiet --wheel --python $(BIN)/python $(SDIST)
built-wheel: sdist
	.ci/lowest >build/constraints.txt
	CFLAGS=-Werror $(BUILD_WHEEL) --out-dir dist --build-constraint build/constraints.txt
WHEEL_VENV = build/wheel-venv
wheel: built-wheel
	rm -rf $(WHEEL_VENV)
	$(BIN)/python -m zipfile -l dist/*.whl >build/wheel.list
	grep -q 'dedup/py\.typed ' build/wheel.list && grep -q 'dedup/kernel/_kernel\.pyi ' build/wheel.list
	grep -q 'dedup/report/html/report\.css ' build/wheel.list && grep -q 'dedup/report/html/templates/top\.html ' build/wheel.list
	! grep -E '\.(c|h|pxd|pyx) ' build/wheel.list
	$(PYTHON) -m venv $(WHEEL_VENV)
	PATH=$(abspath $(WHEEL_VENV))/bin python -m pip --quiet --disable-pip-version-check install dist/*.whl
	$(WHEEL_VENV)/bin/dedup collapse examples/article.txt >/dev/null

# The tests that meet what others wrote, Python and the packages, in a copy of the tree with a .venv of its own.
# Left out is what says the same under every Python: what compares the kernel with the oracle at length, what is large,
# what the command does when disks are full, signals come or names are hostile, and what looks at the tree itself.  So
# are the engines, which take a gigabyte, and have no wheels for the newest Python.  A test that starts the command is
# tried once, not with each of its sets of parameters.
compatible: build $(VENV)/test-tools
	$(UV) pip list --python $(BIN)/python
	HYPOTHESIS_PROFILE=few DEDUP_COMMANDS='one of each' $(BIN)/pytest dedup tests/cli tests/io tests/integrations \
	    tests/report tests/results $(TOP) $(ENGINES:%=--ignore %) $(ON_DISK:%=--ignore tests/cli/test_%.py) \
	    -k 'not ($(IN_PYTHON) or $(LARGE))' $(CHOSEN)
ENGINES = dedup/integrations/ray.py dedup/integrations/spark.py tests/integrations/spark_rows.py $(ENGINE_TESTS)
ON_DISK = corpus_bad_input corpus_outputs hard_collections interruption out_of_memory plan undo
LARGE = line_of_megabytes or long_file or 20_mb or every_pair_that_deduplicate_removes or bands_of_datasketch_itself
TOP = $(filter-out $(addprefix tests/test_,architecture.py docs.py packaging.py pictures.py record.py),$(wildcard tests/test_*.py))
COPY = rm -rf build/$@ && mkdir -p build/$@ && tar --extract --file $(SDIST) --directory build/$@ --strip-components 1
COMPATIBLE = $(MAKE) --directory build/$@ UV=$(abspath $(UV)) compatible

# Each package as old as pyproject.toml allows, beside the kernel out of the wheel.
lowest: built-wheel
	$(COPY)
	$(BIN)/python -m zipfile -e dist/*.whl build/$@
	$(UV) venv --quiet --python $(PYTHON) build/$@/$(VENV)
	$(UV) pip install --quiet --constraint build/constraints.txt --python build/$@/$(BIN)/python dist/*.whl
	touch build/$@/$(VENV)/built
	UV_CONSTRAINT=$(abspath build/constraints.txt) $(COMPATIBLE)

# Each package as new as there is, under the other versions of Python that are found here, whose strings are not quite
# the same.  Most of the slow tests start the command, which is then tried once.
newest: $(PYTHONS)
STRINGS = tests/kernel/test_words.py tests/promises/test_every_text.py
$(PYTHONS): sdist
	@if python=$$(.ci/find-python $@); then \
	    $(COPY) && $(UV) venv --quiet --python $$python build/$@/$(VENV) && \
	    DEDUP_OPTIMIZE=1 CFLAGS=-Werror $(COMPATIBLE) CHOSEN="$(STRINGS) -m 'not slow'" && \
	    build/$@/$(BIN)/dedup collapse examples/article.txt >/dev/null; \
	else echo "Nothing is tested with $@, which is not found here."; fi

# Instructions of a few works against those on record: a quarter more fails.
guard: build
	$(BIN)/python -m benchmarks guard

# Everything that README's figures come from: peers in environments of their own, records, plots, tables.
RECORD = benchmarks/record
bench: build $(VENV)/tools
	$(BIN)/python -m benchmarks run cases --record $(RECORD)
	$(BIN)/python -m benchmarks packages build/corpus --size 60
	$(BIN)/python -m benchmarks run documents --corpus build/corpus --peers build/peers --record $(RECORD)
	$(BIN)/python -m benchmarks run corpus --peers build/peers --scratch build --record $(RECORD)
	$(BIN)/python -m benchmarks run inside --sizes 1 --peers build/peers --scratch build --record $(RECORD)
	$(BIN)/python -m benchmarks run sites --record $(RECORD)
	$(BIN)/python -m benchmarks run signatures --size 20 --record $(RECORD)
	$(BIN)/python -m benchmarks run quality --record $(RECORD)
	$(BIN)/python -m benchmarks plot
	$(BIN)/python -m benchmarks readme

# What is made in README and docs: the API, the command line, the picture, the tables.
.PHONY: docs site
docs: build
	$(BIN)/python -m tools.make_docs

# The pictures of the reports, which need Chromium.
.PHONY: pictures
pictures: build $(VENV)/tools
	$(BIN)/python -m tools.report_pictures

# The pages as a web site in build/site.  Nothing else needs mkdocs.
site: docs
	$(PIP) install 'mkdocs>=1.6,<2'
	$(BIN)/mkdocs build --quiet

clean:
	rm -rf $(VENV) build dist *.egg-info dedup/kernel/*.so .hypothesis .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -prune -exec rm -rf {} +

$(BIN)/python:
	@$(PYTHON) -c 'import ensurepip' || { echo "No venv in $(PYTHON); on Debian: apt-get install python3-venv"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/built: $(BIN)/python $(UV) pyproject.toml setup.py $(KERNEL)
	$(UV) pip install --quiet --python $(BIN)/python --reinstall-package dedup-spans --editable .
	touch $@

$(BIN)/uv: $(BIN)/python
	$(PIP) install uv

$(VENV)/tools: GROUP = dev
$(VENV)/test-tools: GROUP = test
# PySpark comes as source only, of which to compress and unpack 450 MB of Java would take half the time.
UNCOMPRESSED = --config-settings-package pyspark:--build-option=--compression=stored
$(VENV)/tools $(VENV)/test-tools: $(VENV)/built $(UV) pyproject.toml
	$(UV) pip install --quiet --python $(BIN)/python $(UNCOMPRESSED) --group $(GROUP)
	touch $@
