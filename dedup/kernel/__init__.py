"""The compiled hot path, `_kernel`."""

try:
    from dedup.kernel import _kernel as _kernel
except ImportError as error:
    error.add_note("dedup is not built here: run `make build` in its source tree, or `pip install .`")
    raise
