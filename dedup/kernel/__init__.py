"""The compiled hot path, `_kernel`."""

import os

try:
    from dedup.kernel import _kernel as _kernel
except ImportError as error:
    raise ImportError(
        f"no compiled kernel in {__path__[0]}; if this is a source tree, run Python elsewhere, or run `make build` "
        "there"
    ) from error


def _is_stale() -> bool:
    """Whether a source of the kernel has changed since it was compiled; only a source tree has sources."""
    if not os.path.exists(os.path.join(__path__[0], "_kernel.pyx")):
        return False
    compiled = os.stat(_kernel.__file__).st_mtime
    folders = [__path__[0]]
    for folder in folders:  # which grows
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.is_dir():
                    folders.append(entry.path)
                elif entry.name.endswith((".c", ".h", ".pxd", ".pyx")) and entry.stat().st_mtime > compiled:
                    return True
    return False


if _is_stale():
    from warnings import warn

    warn("the compiled kernel is older than its sources; run `make build`", RuntimeWarning, stacklevel=1)
