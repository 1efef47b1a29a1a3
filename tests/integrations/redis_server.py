"""A real Redis server on a socket of its own."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory


@contextmanager
def running() -> Iterator[str]:
    """The path of the socket on which a server listens, until the end of the context."""
    with TemporaryDirectory(prefix="redis") as folder:  # the path of a socket has at most 107 bytes
        socket = Path(folder) / "socket"
        options = ["--port", "0", "--unixsocket", str(socket), "--save", "", "--dir", folder]
        server = subprocess.Popen(["redis-server", *options], stdout=subprocess.PIPE, text=True)
        assert server.stdout
        with server.stdout:
            said = []
            while not socket.exists():  # it says something after each step, and nothing more when it has ended
                line = server.stdout.readline()
                said.append(line)
                assert line, "".join(said)
            try:
                yield str(socket)
            finally:
                server.terminate()
                server.communicate()
