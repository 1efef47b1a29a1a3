"""Builds the compiled kernel: one shared object out of the modules of its Cython bridge and the C files."""

import os
from pathlib import Path

from Cython.Build import cythonize
from setuptools import Extension, setup
from setuptools.command.build_ext import build_ext
from setuptools.errors import CompileError

KERNEL = Path("dedup", "kernel")

#: For the tests, e.g. "address,undefined"; empty in a build for use.
SANITIZERS = os.environ.get("DEDUP_SANITIZE", "")

#: For builds that are only tested: "1" compiles in half the time.
OPTIMIZATION = os.environ.get("DEDUP_OPTIMIZE", "3")


class BuildKernel(build_ext):
    """Adds the flags the kernel needs; a distribution's own default is often -O2, half as fast."""

    def initialize_options(self) -> None:
        super().initialize_options()
        self.force = True  # setuptools compares dates, not flags

    def build_extensions(self) -> None:
        if self.compiler.compiler_type == "msvc":
            raise CompileError(
                "MSVC cannot compile the kernel, which needs __int128 and vector types: use GCC or Clang"
            )
        # Functions that no other object sees are called directly, and inlined.  The debugging information that Python
        # asks for would take a sixth of the time and most of the file.
        compile_flags = [f"-O{OPTIMIZATION}", "-g0", "-std=c11", "-Wall", "-Wextra", "-fvisibility=hidden"]
        link_flags: list[str] = []
        if SANITIZERS:
            link_flags = [f"-fsanitize={SANITIZERS}", "-fno-sanitize-recover=all"]
            compile_flags += ["-O1", "-g1", "-fno-omit-frame-pointer", *link_flags]
        for extension in self.extensions:
            extension.sources = [self.translated(source, extension.depends) for source in extension.sources]
            extension.extra_compile_args = compile_flags
            extension.extra_link_args = link_flags
        super().build_extensions()

    def translated(self, source: str, headers: list[str]) -> str:
        """The C file of a Cython module.  Left to itself, Cython translates only the first of an extension's."""
        if not source.endswith(".pyx"):
            return source
        name = ".".join(Path(source).with_suffix("").parts)
        module = Extension(name, [source], depends=headers)
        return cythonize(module, build_dir=self.build_temp, force=True)[0].sources[0]


setup(
    ext_modules=[
        Extension(
            "dedup.kernel._kernel",
            sources=sorted(map(str, [*KERNEL.glob("*.pyx"), *KERNEL.rglob("*.c")])),
            depends=sorted(map(str, KERNEL.rglob("*.h"))),
            include_dirs=[str(KERNEL)],
        )
    ],
    cmdclass={"build_ext": BuildKernel},
)
