"""The film as it is now -> a page in the home network that a phone shows it on; every step arrives there.

Read only, off until it is asked for, and found by nobody without the key in its address. It tells the film's
pictures and sound and nothing else: no name of a file or folder, and no other photo.
"""

import json
import re
import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path
from string import Template
from typing import Any

from slideshow.editing.film import EditedFilm
from slideshow.errors import InputError, SlideshowError
from slideshow.share.phone.local_addresses import addresses
from slideshow.share.phone.offer import place_of
from slideshow.share.phone.page import Page, policy_of
from slideshow.share.phone.server import Document, Film, behind, new_token, serving
from slideshow.share.phone.visits import Visits
from slideshow.studio.playing import Playing
from slideshow.studio.qr_code import qr_code

_FOLDER = Path(__file__).parent / "screen"
_FRAME = re.compile(r"frame-\d{1,9}-(\d{1,9})\.jpg", re.ASCII)
_FILM = re.compile(r"film-(\d{1,9})\.mp4", re.ASCII)
_MOST_OPEN = 2
_FRAME_WIDTH = 360
# For as long as the page on the computer is open; Visits wants a number.
_SECONDS = 10 * 24 * 3600.0


class SecondScreen:
    """One at a time. `changed` is called from its thread; threads may share it."""

    def __init__(self, film: EditedFilm, playing: Playing, changed: Callable[[], None]) -> None:
        self._film = film
        self._playing = playing
        self._changed = changed
        self._ended = threading.Event()
        self._thread: threading.Thread | None = None
        self.now: dict[str, Any] = {"phase": ""}

    def start(self, host: str | None = None) -> None:
        """Shows the film at an address of the network, until `end`. Raises InputError when it is shown."""
        if self._thread and self._thread.is_alive():
            raise InputError("The film is shown on a phone already.")
        self._ended.clear()
        self.now = {"phase": "starting"}
        self._thread = threading.Thread(target=self._work, args=(host,), name="second screen", daemon=True)
        self._thread.start()

    def end(self) -> None:
        """Nobody sees it any more."""
        self._ended.set()
        if self._thread:
            self._thread.join(timeout=5)

    close = end

    def code(self) -> bytes:
        """The address as a QR code, an SVG. Raises InputError while it is not shown."""
        if self.now.get("phase") != "shown":
            raise InputError("The film is not shown on a phone now.")
        return qr_code(self.now["address"])

    def _work(self, host: str | None) -> None:
        try:
            place = place_of(host, addresses())
            with (
                closing(_Draft(self._film, self._playing)) as site,
                serving(site, Visits(1, _SECONDS), place.host, 0) as port,
            ):
                shown = f"[{place.address}]" if ":" in place.address else place.address
                address = f"http://{shown}:{port}/{site.token}/"
                self.now = {"phase": "shown", "address": address, "warning": place.warning}
                self._changed()
                self._ended.wait()
            self.now = {"phase": ""}
        except (SlideshowError, OSError) as error:
            self.now = {"phase": "failed", "problem": str(error)}
        self._changed()


class _Draft:
    """What the phone may fetch: the page, how the film stands, its pictures, the small film with sound."""

    def __init__(self, film: EditedFilm, playing: Playing) -> None:
        self.token = new_token()
        page = _page()
        self.documents: Mapping[str, Document] = {
            "": Document(page.content, "text/html; charset=utf-8", "film.html", page.policy)
        }
        self._film = film
        self._playing = playing
        self._lock = threading.Lock()
        # The films of the last two revisions: a phone may still be reading the one before.
        self._opened: OrderedDict[int, Film] = OrderedDict()

    def find(self, target: str) -> Film | Document | None:
        rest = behind(self.token, target)
        if rest is None:
            return None
        if rest == "now.json":
            return Document(json.dumps(self._now()).encode(), "application/json", rest)
        if found := _FRAME.fullmatch(rest):
            return self._frame(int(found[1]), rest)
        if found := _FILM.fullmatch(rest):
            return self._small_film(int(found[1]))
        return self.documents.get(rest)

    def name_of(self, film: Film) -> str:
        return ""

    def close(self) -> None:
        with self._lock:
            for one in self._opened.values():
                one.close()
            self._opened.clear()

    def _now(self) -> Mapping[str, Any]:
        revision, timeline = self._film.revision, self._film.timeline
        playing = self._playing.now
        return {
            "revision": revision,
            "playing": playing["revision"],
            "share": playing["share"],
            "frames": len(timeline.span),
            "fps": float(timeline.fps),
            "width": timeline.canvas.width,
            "height": timeline.canvas.height,
        }

    def _frame(self, number: int, name: str) -> Document | None:
        last = len(self._film.timeline.span) - 1
        try:
            content = self._film.preview.jpeg(min(number, last), _FRAME_WIDTH)
        except SlideshowError:
            return None
        return Document(content, "image/jpeg", name)

    def _small_film(self, revision: int) -> Film | None:
        with self._lock:
            if known := self._opened.get(revision):
                return known
            file = self._playing.file(revision)
            if file is None:
                return None
            try:
                opened = Film(file)
            except InputError:
                # Another has taken its place just now.
                return None
            self._opened[revision] = opened
            while len(self._opened) > _MOST_OPEN:
                self._opened.popitem(last=False)[1].close()
            return opened


def _page() -> Page:
    style, script, text = (_part(f"screen.{kind}") for kind in ("css", "js", "html"))
    content = Template(text).substitute(style=style, script=script)
    # It asks how the film stands, again and again.
    policy = f"{policy_of(style, script)}; connect-src 'self'"
    return Page(content.encode(), policy)


def _part(name: str) -> str:
    return (_FOLDER / name).read_text("utf-8")
