"""A real Chromium without a window, at a phone's size, driven through its DevTools pipe."""

import base64
import json
import os
import queue
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

Message = dict[str, Any]

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# Only for what never comes: nothing waits for the clock.
_PATIENCE_SECONDS = 60.0
_PHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
    "Version/18.5 Mobile/15E148 Safari/604.1"
)


class Browser:
    """One page of a browser that listens on file descriptor 3 and speaks on 4."""

    def __init__(self, to_browser: int, from_browser: int) -> None:
        self._to, self._from = to_browser, from_browser
        self._heard: queue.Queue[Message | None] = queue.Queue()
        self._aside: list[Message] = []
        self._count = 0
        self._session: str | None = None
        threading.Thread(target=self._listen, daemon=True).start()
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.call(f"{domain}.enable")

    def call(self, method: str, *, for_browser: bool = False, **params: object) -> Message:
        """What a command returns."""
        self._count += 1
        number = self._count
        message: Message = {"id": number, "method": method, "params": params}
        if self._session and not for_browser:
            message["sessionId"] = self._session
        os.write(self._to, json.dumps(message).encode() + b"\0")
        answer = self._next(lambda one: one.get("id") == number)
        assert "error" not in answer, (method, answer["error"])
        return dict(answer["result"])

    def event(self, method: str, wanted: Callable[[Message], bool] = lambda params: True) -> Message:
        """The next event of a kind, also one that came while something else was awaited."""
        found = self._next(lambda one: one.get("method") == method and wanted(one["params"]))
        return dict(found["params"])

    def events(self, method: str) -> list[Message]:
        """All events of a kind that have come and were not awaited."""
        return [one["params"] for one in self._aside if one.get("method") == method]

    def value(self, expression: str) -> Any:
        """What an expression is worth in the page, or what its promise brings; as if a finger had done it."""
        answer = self.call(
            "Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True, userGesture=True
        )
        assert "exceptionDetails" not in answer, answer["exceptionDetails"]
        return answer["result"].get("value")

    def be_a_phone(self, width: int, height: int, *, dark: bool = False) -> None:
        self.call(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=2, mobile=True
        )
        self.call("Emulation.setTouchEmulationEnabled", enabled=True)
        self.call("Emulation.setUserAgentOverride", userAgent=_PHONE)
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.call("Emulation.setEmulatedMedia", features=[scheme])

    def open(self, address: str) -> None:
        """Goes to a page and waits until all of it is there."""
        self.call("Page.navigate", url=address)
        self.event("Page.loadEventFired")

    def tap(self, selector: str) -> None:
        """A finger on the middle of an element."""
        x, y = self.value(
            f"(() => {{ const e = document.querySelector({json.dumps(selector)});"
            "e.scrollIntoView({block: 'nearest', behavior: 'instant'}); const r = e.getBoundingClientRect();"
            "return [r.x + r.width / 2, r.y + r.height / 2]; })()"
        )
        point = {"x": x, "y": y}
        self.call("Input.dispatchTouchEvent", type="touchStart", touchPoints=[point])
        self.call("Input.dispatchTouchEvent", type="touchEnd", touchPoints=[])

    def screenshot(self, *, whole: bool = False) -> bytes:
        shot = self.call("Page.captureScreenshot", format="png", captureBeyondViewport=whole)
        return base64.b64decode(shot["data"])

    def _next(self, wanted: Callable[[Message], bool]) -> Message:
        for place, message in enumerate(self._aside):
            if wanted(message):
                return self._aside.pop(place)
        while True:
            heard = self._heard.get(timeout=_PATIENCE_SECONDS)
            assert heard is not None, "the browser has gone"
            if wanted(heard):
                return heard
            self._aside.append(heard)

    def _listen(self) -> None:
        rest = b""
        while chunk := os.read(self._from, 1 << 16):
            *whole, rest = (rest + chunk).split(b"\0")
            for message in whole:
                self._heard.put(json.loads(message))
        self._heard.put(None)


@contextmanager
def browsing(folder: Path, *switches: str) -> Iterator[Browser]:
    """A browser with a profile of its own in `folder`; skips the test where there is none."""
    if sys.platform == "win32":
        pytest.skip("the DevTools pipe is on file descriptors 3 and 4")
    program = next((found for name in _NAMES if (found := shutil.which(name))), None)
    if program is None:
        pytest.skip("there is no Chromium on this computer (Debian: apt-get install chromium)")
    to_read, to_write = os.pipe()
    from_read, from_write = os.pipe()
    command = [
        *(program, "--headless=new", "--remote-debugging-pipe", f"--user-data-dir={folder / 'profile'}"),
        *("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-dev-shm-usage", "--mute-audio"),
        *("--hide-scrollbars", "--disable-background-networking", *switches),
    ]
    # A process of our own puts our ends of the pipes where the browser looks for them, and becomes it.
    becoming = (
        "import fcntl, os, sys; "
        "reads, writes = (fcntl.fcntl(int(one), fcntl.F_DUPFD, 10) for one in sys.argv[1:3]); "
        "os.dup2(reads, 3); os.dup2(writes, 4); os.execv(sys.argv[3], sys.argv[3:])"
    )
    start = [sys.executable, "-c", becoming, str(to_read), str(from_write), *command]
    with subprocess.Popen(
        start, pass_fds=(to_read, from_write), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        os.close(to_read)
        os.close(from_write)
        try:
            browser = Browser(to_write, from_read)
            yield browser
            browser.call("Browser.close", for_browser=True)
        finally:
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
            os.close(to_write)
