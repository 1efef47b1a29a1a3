"""A headless Chromium, driven through pipes by its DevTools protocol: nothing but the browser is needed."""

from __future__ import annotations

import base64
import fcntl
import json
import os
import shutil
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from select import select
from tempfile import TemporaryDirectory
from typing import Any

#: The names of the program, as distributions and people have them.
NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")

#: How long to wait for an answer.
SECONDS = 60

_FLAGS = (
    "--headless=new", "--remote-debugging-pipe", "--no-first-run", "--disable-gpu", "--disable-extensions",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--hide-scrollbars",
    "--font-render-hinting=none", "--disable-dev-shm-usage",
)  # fmt: skip


class Browser:
    """One page of a browser."""

    def __init__(self, send: int, receive: int) -> None:
        self._send, self._receive = send, receive
        self._buffer = b""
        self._number = 0
        self._session: str | None = None
        self.events: list[dict[str, Any]] = []  #: what the page has told since it was opened
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Network", "Runtime", "Log"):
            self.call(f"{domain}.enable")

    def call(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Calls a method of the protocol and returns its result."""
        self._number += 1
        message: dict[str, Any] = {"id": self._number, "method": method, "params": parameters}
        if self._session:
            message["sessionId"] = self._session
        data = memoryview(json.dumps(message).encode() + b"\0")
        while data:
            data = data[os.write(self._send, data) :]
        while True:
            reply = self._read()
            if reply.get("id") == self._number:
                if "error" in reply:
                    raise RuntimeError(f"{method}: {reply['error']['message']}")
                result: dict[str, Any] = reply["result"]
                return result
            self.events.append(reply)

    def _read(self) -> dict[str, Any]:
        while b"\0" not in self._buffer:
            if not select([self._receive], [], [], SECONDS)[0]:
                raise TimeoutError(f"the browser has said nothing for {SECONDS} seconds")
            data = os.read(self._receive, 1 << 20)
            if not data:
                raise RuntimeError("the browser has ended")
            self._buffer += data
        line, _, self._buffer = self._buffer.partition(b"\0")
        message: dict[str, Any] = json.loads(line)
        return message

    def open(self, path: Path, *, script: bool = True, fragment: str = "") -> None:
        """Opens a file, and returns when it has loaded."""
        self._load("about:blank")  # or another fragment of the same page would not be loaded
        self.call("Emulation.setScriptExecutionDisabled", value=not script)
        self._load(path.resolve().as_uri() + fragment)

    def _load(self, url: str) -> None:
        self.events.clear()
        if error := self.call("Page.navigate", url=url).get("errorText"):
            raise FileNotFoundError(f"{url}: {error}")
        while not self.told("Page.loadEventFired"):
            self.events.append(self._read())

    def told(self, method: str) -> list[dict[str, Any]]:
        """The parameters of the events of a name since the page was opened."""
        return [event["params"] for event in self.events if event.get("method") == method]

    def evaluate(self, expression: str) -> Any:
        """The value of an expression in the page; raises if it throws."""
        reply = self.call("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in reply:
            raise RuntimeError(reply["exceptionDetails"]["exception"]["description"])
        return reply["result"].get("value")

    def click(self, selector: str) -> None:
        """Clicks in the middle of an element, as a mouse does."""
        element = f"document.querySelector({json.dumps(selector)})"
        self.evaluate(f"{element}.scrollIntoView({{block: 'center'}})")
        self.call("Page.captureScreenshot")  # what came into view is laid out now, and moves no more
        box = self.evaluate(f"(b => [b.x + b.width / 2, b.y + b.height / 2])({element}.getBoundingClientRect())")
        for kind in ("mousePressed", "mouseReleased"):
            self.call("Input.dispatchMouseEvent", type=kind, x=box[0], y=box[1], button="left", clickCount=1)

    def press(self, key: str) -> None:
        """Presses a key that writes a character."""
        self.call("Input.dispatchKeyEvent", type="keyDown", key=key, text=key)
        self.call("Input.dispatchKeyEvent", type="keyUp", key=key)

    def resize(self, width: int, height: int, scale: float = 1) -> None:
        """Sets the size of the window."""
        self.call(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=scale, mobile=False
        )

    def prefer(self, theme: str) -> None:
        """Sets the theme that the reader prefers, "light" or "dark"."""
        self.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": theme}])

    def screenshot(self, path: Path) -> None:
        """Writes what the window shows, as PNG."""
        path.write_bytes(base64.b64decode(self.call("Page.captureScreenshot", format="png")["data"]))


def program() -> str | None:
    """The path of the browser, if one is installed."""
    return next(filter(None, map(shutil.which, NAMES)), None)


@contextmanager
def browser() -> Iterator[Browser]:
    """Starts the browser with a profile of its own, and ends it."""
    found = program()
    if found is None:
        raise FileNotFoundError("no Chromium is found; on Debian: apt-get install chromium")
    sandbox = [] if os.geteuid() else ["--no-sandbox"]  # which root cannot have
    with TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        arguments = [found, *_FLAGS, *sandbox, f"--user-data-dir={profile}", "about:blank"]
        number, send, receive = _start(arguments)
        try:
            yield Browser(send, receive)
        finally:
            os.close(send)
            os.close(receive)
            os.kill(number, signal.SIGKILL)
            os.waitpid(number, 0)


def _start(arguments: list[str]) -> tuple[int, int, int]:
    """Starts the browser; returns its process number, and the ends of the pipes to write to and to read from."""
    (read_end, send), (receive, write_end) = _high_pipe(), _high_pipe()
    quiet = [(os.POSIX_SPAWN_OPEN, number, os.devnull, os.O_WRONLY, 0) for number in (1, 2)]
    # It reads from descriptor 3 and writes to 4.
    pipes = [(os.POSIX_SPAWN_DUP2, read_end, 3), (os.POSIX_SPAWN_DUP2, write_end, 4)]
    try:
        number = os.posix_spawn(arguments[0], arguments, os.environ, file_actions=[*quiet, *pipes])
    finally:
        os.close(read_end)
        os.close(write_end)
    return number, send, receive


def _high_pipe() -> tuple[int, int]:
    """A pipe whose descriptors are none of those that the browser gets."""
    low = os.pipe()
    read_end, write_end = (fcntl.fcntl(end, fcntl.F_DUPFD_CLOEXEC, 10) for end in low)
    for end in low:
        os.close(end)
    return read_end, write_end
