"""The finished film -> a phone in the same network, while the page shows the code; as the command `phone`."""

import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from slideshow.errors import InputError, SlideshowError
from slideshow.events import Event, Offered, Report
from slideshow.share.phone.offer import phone
from slideshow.share.phone.photos import phone_photos
from slideshow.share.phone.visits import End
from slideshow.studio.qr_code import qr_code

_MINUTES = 10.0

Offer = Callable[[Report], End]


class Sending:
    """One film at a time. `changed` is called from its thread."""

    def __init__(self, changed: Callable[[], None]) -> None:
        self._changed = changed
        self._ended = threading.Event()
        self._thread: threading.Thread | None = None
        self.now: dict[str, Any] = {"phase": ""}

    def film(self, film: Path, message: str) -> None:
        """Offers the film for some minutes. Raises InputError when something is offered already."""
        self._start(lambda report: phone(film, message=message, **self._until(report)))

    def photos(self, files: Sequence[Path], folder: Path) -> None:
        """The same with the pictures of a folder."""
        self._start(lambda report: phone_photos(files, folder, **self._until(report)))

    def _start(self, offer: Offer) -> None:
        if self._thread and self._thread.is_alive():
            raise InputError("Something is offered to a phone already.", "Close that page first.")
        self._ended.clear()
        self.now = {"phase": "starting"}
        self._thread = threading.Thread(target=self._work, args=(offer,), name="phone", daemon=True)
        self._thread.start()

    def _until(self, report: Report) -> dict[str, Any]:
        return {"minutes": _MINUTES, "pressed": self._ended.wait, "report": report}

    def end(self) -> None:
        """Closes the phone's page."""
        self._ended.set()
        if self._thread:
            self._thread.join(timeout=5)

    def code(self) -> bytes:
        """The address as a QR code, an SVG. Raises InputError when nothing is offered."""
        if self.now.get("phase") != "offered":
            raise InputError("Nothing is offered to a phone now.")
        return qr_code(self.now["address"])

    def _work(self, offer: Offer) -> None:
        def report(event: Event) -> None:
            if isinstance(event, Offered):
                self.now = {"phase": "offered", "address": event.address, "warning": event.warning}
                self._changed()

        try:
            self.now = {"phase": offer(report)}
        except (SlideshowError, OSError) as error:
            self.now = {"phase": "failed", "problem": str(error)}
        self._changed()
