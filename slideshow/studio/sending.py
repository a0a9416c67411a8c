"""The finished film -> a phone in the same network, while the page shows the code; as the command `phone`."""

import io
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import segno

from slideshow.errors import InputError, SlideshowError
from slideshow.events import Event, Offered
from slideshow.share.phone.offer import phone

_MINUTES = 10.0


class Sending:
    """One film at a time. `changed` is called from its thread."""

    def __init__(self, changed: Callable[[], None]) -> None:
        self._changed = changed
        self._ended = threading.Event()
        self._thread: threading.Thread | None = None
        self.now: dict[str, Any] = {"phase": ""}

    def start(self, film: Path, message: str) -> None:
        """Offers the film for some minutes. Raises InputError when one is offered already."""
        if self._thread and self._thread.is_alive():
            raise InputError("The film is offered already.")
        self._ended.clear()
        self.now = {"phase": "starting"}
        self._thread = threading.Thread(target=self._work, args=(film, message), name="phone", daemon=True)
        self._thread.start()

    def end(self) -> None:
        """Closes the phone's page."""
        self._ended.set()
        if self._thread:
            self._thread.join(timeout=5)

    def code(self) -> bytes:
        """The address as a QR code, an SVG. Raises InputError when nothing is offered."""
        if self.now.get("phase") != "offered":
            raise InputError("Nothing is offered to a phone now.")
        content = io.BytesIO()
        segno.make(self.now["address"], error="m").save(
            content,
            kind="svg",
            border=3,
            dark="#000",
            light="#fff",
            svgclass=None,
            lineclass=None,
            omitsize=True,
        )
        return content.getvalue()

    def _work(self, film: Path, message: str) -> None:
        def report(event: Event) -> None:
            if isinstance(event, Offered):
                self.now = {"phase": "offered", "address": event.address, "warning": event.warning}
                self._changed()

        try:
            end = phone(film, message=message, minutes=_MINUTES, pressed=self._ended.wait, report=report)
            self.now = {"phase": end}
        except (SlideshowError, OSError) as error:
            self.now = {"phase": "failed", "problem": str(error)}
        self._changed()
