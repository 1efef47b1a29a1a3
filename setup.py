"""Builds the compiled kernel: one extension out of its Cython bridge and the C files beside it."""

import os
from pathlib import Path

from setuptools import Extension, setup
from setuptools.command.build_ext import build_ext
from setuptools.errors import CompileError

KERNEL = Path("dedup", "kernel")

#: For the tests, e.g. "address,undefined"; empty in a build for use.
SANITIZERS = os.environ.get("DEDUP_SANITIZE", "")


class BuildKernel(build_ext):
    """Adds the flags the kernel needs; a distribution's own default is often -O2, half as fast."""

    def initialize_options(self) -> None:
        super().initialize_options()
        self.cython_c_in_temp = True  # a generated file beside the written ones would be compiled twice
        self.force = True  # setuptools compares dates, not flags

    def build_extensions(self) -> None:
        if self.compiler.compiler_type == "msvc":
            raise CompileError(
                "MSVC cannot compile the kernel, which needs __int128 and vector types: use GCC or Clang"
            )
        compile_flags, link_flags = ["-O3", "-std=c11", "-Wall", "-Wextra"], []
        if SANITIZERS:
            link_flags = [f"-fsanitize={SANITIZERS}", "-fno-sanitize-recover=all"]
            compile_flags += ["-O1", "-g", "-fno-omit-frame-pointer", *link_flags]
        for extension in self.extensions:
            extension.extra_compile_args = compile_flags
            extension.extra_link_args = link_flags
        super().build_extensions()


setup(
    ext_modules=[
        Extension(
            "dedup.kernel._kernel",
            sources=[str(KERNEL / "_kernel.pyx"), *sorted(map(str, KERNEL.rglob("*.c")))],
            depends=sorted(map(str, KERNEL.rglob("*.h"))),
            include_dirs=[str(KERNEL)],
        )
    ],
    cmdclass={"build_ext": BuildKernel},
)
