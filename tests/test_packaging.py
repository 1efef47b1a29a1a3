"""What the metadata promises and the files must keep."""

from __future__ import annotations

from importlib.metadata import entry_points, metadata, requires

import dedup


def test_the_version_is_the_packages_own() -> None:
    assert metadata("dedup-spans")["Version"] == dedup.__version__


def test_the_command_is_installed() -> None:
    (command,) = entry_points(group="console_scripts", name="dedup")
    assert callable(command.load())


def test_users_install_only_what_the_package_imports() -> None:
    assert requires("dedup-spans") == ["click>=8.2"]
