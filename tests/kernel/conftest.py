from __future__ import annotations

from collections.abc import Iterator

import pytest

from dedup.kernel import _kernel


@pytest.fixture(params=_kernel.simd_levels())
def level(request: pytest.FixtureRequest) -> Iterator[str]:
    """Each SIMD level that runs here, in turn."""
    before = _kernel.simd_level()
    _kernel.set_simd(request.param)
    yield request.param
    _kernel.set_simd(before)
