"""The compiled hot path, `_kernel`."""

try:
    from dedup.kernel import _kernel as _kernel
except ImportError as error:
    raise ImportError(
        f"no compiled kernel in {__path__[0]}; if this is a source tree, run Python elsewhere, or run `make build` "
        "there"
    ) from error
