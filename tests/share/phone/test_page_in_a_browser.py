"""The page on a phone: a real Chromium without a window opens it, plays, saves and copies."""

import io
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from PIL import Image

from slideshow.events import Event, Offered
from slideshow.share.phone.offer import offered
from slideshow.share.phone.visits import Visits
from tests.share.browser import Browser, browsing
from tests.share.films import film

pytestmark = pytest.mark.slow

NAME = "Rügen & Umgebung.mp4"
MESSAGE = "Our trip to Rügen.\n\nAll the photos:\nhttps://photos.app.goo.gl/AbCdEfGhIjKlMnOp7?x=<1>&y=2\n"
# A name that leads here: pages at 127.0.0.1 may do what others may not without encryption.
AS_IN_A_NETWORK = "phone.test"
PHONES = [(320, 568), (390, 844), (430, 932)]


@dataclass
class Opened:
    browser: Browser
    film: Path
    address: str
    visits: Visits
    folder: Path

    def open(self, width: int = 390, height: int = 844, *, dark: bool = False) -> None:
        self.browser.be_a_phone(width, height, dark=dark)
        self.browser.open(self.address)


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opened]:
    folder = tmp_path_factory.mktemp("browser")
    events: list[Event] = []
    with ExitStack() as stack:
        browser = stack.enter_context(
            browsing(folder, f"--host-resolver-rules=MAP {AS_IN_A_NETWORK} 127.0.0.1")
        )
        path = film(folder / NAME, seconds=4, size="540x960", noise=20)
        visits = stack.enter_context(offered(path, message=MESSAGE, host="127.0.0.1", report=events.append))
        (offer,) = [event for event in events if isinstance(event, Offered)]
        place = urlsplit(offer.address)
        address = f"http://{AS_IN_A_NETWORK}:{place.port}{place.path}"
        yield Opened(browser, path, address, visits, folder)


def test_it_opens_without_a_complaint_and_loads_nothing_from_elsewhere(opened: Opened) -> None:
    opened.open()
    browser = opened.browser
    assert browser.value("document.title") == "Rügen & Umgebung"
    assert browser.value("isSecureContext") is False
    assert browser.value(
        "document.querySelector('.cover img').complete || new Promise(done => "
        "document.querySelector('.cover img').onload = () => done(true))"
    )
    assert [one["entry"]["text"] for one in browser.events("Log.entryAdded")] == []
    assert browser.events("Runtime.exceptionThrown") == []
    asked = {one["request"]["url"] for one in browser.events("Network.requestWillBeSent")}
    assert asked
    assert all(url.startswith((opened.address, "about:", "data:")) for url in asked), asked


def test_it_plays(opened: Opened) -> None:
    opened.open()
    played = opened.browser.value(
        "(async () => { const film = document.getElementById('film'); await film.play();"
        "await new Promise(done => film.ontimeupdate = () => film.currentTime > 0.3 && done());"
        "film.pause();"
        "return [film.readyState, film.videoWidth, film.videoHeight, film.duration, film.error]; })()"
    )
    assert played[0] >= 2
    assert played[1:3] == [540, 960]
    assert played[3] == pytest.approx(4, abs=0.1)
    assert played[4] is None


def test_the_end_of_the_film_can_be_sought(opened: Opened) -> None:
    opened.open()
    assert opened.browser.value(
        "new Promise(done => { const film = document.getElementById('film');"
        "film.onseeked = () => done(film.currentTime); film.currentTime = 3.5; })"
    ) == pytest.approx(3.5, abs=0.05)


def test_the_button_saves_the_film_byte_for_byte_under_its_name(opened: Opened) -> None:
    downloads = opened.folder / "downloads"
    downloads.mkdir()
    browser = opened.browser
    browser.call(
        "Browser.setDownloadBehavior",
        for_browser=True,
        behavior="allow",
        downloadPath=str(downloads),
        eventsEnabled=True,
    )
    opened.open()
    browser.tap("#save")
    begun = browser.event("Browser.downloadWillBegin")
    assert begun["suggestedFilename"] == NAME
    browser.event("Browser.downloadProgress", lambda one: one["state"] == "completed")
    (saved,) = downloads.iterdir()
    assert saved.read_bytes() == opened.film.read_bytes()
    assert saved.stat().st_size > 1_000_000
    while opened.visits.is_busy:
        browser.value("document.title")
    assert opened.visits.is_saved
    # The page is still there.
    assert browser.value("document.title") == "Rügen & Umgebung"


def pasted(browser: Browser) -> str:
    """What Ctrl-V writes into an empty text."""
    browser.value(
        "(() => { const box = document.createElement('textarea'); box.id = 'empty';"
        "document.body.append(box); box.focus(); })()"
    )
    browser.call(
        "Input.dispatchKeyEvent", type="keyDown", key="v", code="KeyV", modifiers=2, commands=["paste"]
    )
    return str(browser.value("document.getElementById('empty').value"))


@pytest.mark.parametrize("is_secure", [False, True])
def test_the_message_can_be_copied_with_the_link_whole(opened: Opened, is_secure: bool) -> None:
    browser = opened.browser
    browser.be_a_phone(390, 844)
    address = opened.address.replace(AS_IN_A_NETWORK, "127.0.0.1") if is_secure else opened.address
    browser.open(address)
    assert browser.value("isSecureContext") is is_secure
    browser.value(
        "window.told = new Promise(done => new MutationObserver(() => done(document.getElementById('copy')"
        ".textContent)).observe(document.getElementById('copy'), {childList: true})), 0"
    )
    browser.tap("#copy")
    assert browser.value("told") == "Copied"
    assert pasted(browser) == MESSAGE


@pytest.mark.parametrize(("width", "height"), PHONES, ids=lambda value: str(value))
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_it_looks_right(opened: Opened, width: int, height: int, dark: bool) -> None:
    opened.open(width, height, dark=dark)
    browser = opened.browser
    assert browser.value("document.documentElement.scrollWidth") == width
    boxes = browser.value(
        "[...document.querySelectorAll('video, .button')].map(e => {"
        "const r = e.getBoundingClientRect(); return [e.id, r.left, r.top, r.right, r.bottom]; })"
    )
    places = {name: box for name, *box in boxes}
    assert list(places) == ["film", "save", "copy", "cover"]
    for left, top, right, bottom in places.values():
        assert 0 <= left < right <= width
        assert bottom - top >= 48
    # Film and button are seen without a scroll, one below the other, the film upright and large.
    film_box, button = places["film"], places["save"]
    assert film_box[3] < button[1] < button[3] < height
    assert (film_box[2] - film_box[0]) / (film_box[3] - film_box[1]) == pytest.approx(9 / 16, rel=0.01)
    assert film_box[3] - film_box[1] > 0.5 * height

    picture = Image.open(io.BytesIO(browser.screenshot())).convert("RGB")
    assert picture.size == (2 * width, 2 * height)

    def light(x: float, y: float) -> float:
        return sum(picture.getpixel((round(2 * x), round(2 * y)))) / 3  # type: ignore[arg-type]

    ground = light(3, 3)
    assert (ground < 40) if dark else (ground > 230)
    # The button stands out from the ground.
    assert abs(light(button[0] + 30, (button[1] + button[3]) / 2) - ground) > 150
    # The poster is there: the film's box is no plain black.
    across = range(round(film_box[0]) + 20, round(film_box[2]) - 20, 10)
    assert max(light(x, film_box[1] + 60) for x in across) > 60


def test_it_can_be_read_in_both_lights(opened: Opened) -> None:
    for dark in (False, True):
        opened.open(dark=dark)
        ratios = opened.browser.value(CONTRASTS)
        assert len(ratios) >= 10
        assert min(ratios.values()) >= 4.5, ratios


# WCAG's contrast of each text with the nearest ground behind it.
CONTRASTS = """(() => {
  const rgb = c => c.match(/[\\d.]+/g).map(Number);
  const light = c => rgb(c).slice(0, 3).map(v => v / 255)
    .map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const ground = e => { const c = getComputedStyle(e).backgroundColor;
    return rgb(c)[3] === 0 ? ground(e.parentElement) : c; };
  const found = {};
  for (const e of document.querySelectorAll('h1, h2, p:not([hidden]), li, textarea, .button, footer')) {
    const [a, b] = [light(getComputedStyle(e).color), light(ground(e))].sort((x, y) => y - x);
    found[e.tagName + e.textContent.slice(0, 12)] = (a + 0.05) / (b + 0.05);
  }
  return found;
})()"""
