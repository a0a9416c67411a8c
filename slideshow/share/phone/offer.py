"""A film → a page in the home network that a phone opens, plays and saves it from, for a few minutes."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path

from slideshow.errors import InputError, printable
from slideshow.events import Noticed, Offered, Report, Withdrawn, ignore
from slideshow.share.cover import Cover, cover_of_file, cover_of_film
from slideshow.share.phone.local_addresses import addresses, is_at_home
from slideshow.share.phone.page import page
from slideshow.share.phone.server import Document, Film, Site, new_token, serving
from slideshow.share.phone.visits import End, Visits

_EVERYWHERE = ("0.0.0.0", "::")
_MOST_MESSAGE_BYTES = 20_000
_SECONDS_A_LOOK = 0.2


@dataclass(frozen=True, slots=True)
class Place:
    """Where the film is offered: `host` is what we listen at, `address` what a phone calls."""

    host: str
    address: str
    others: tuple[str, ...] = ()
    warning: str = ""


def phone(
    film: Path,
    *,
    cover: Path | None = None,
    message: str = "",
    host: str | None = None,
    port: int = 0,
    minutes: float = 10.0,
    pressed: Callable[[float], bool],
    report: Report = ignore,
) -> End:
    """Offers the film until it is saved, `pressed` or the time is over; says which it was.

    `pressed` waits so many seconds at most for a key. Reports Offered, Noticed, Withdrawn.
    Raises InputError.
    """
    with offered(
        film, cover=cover, message=message, host=host, port=port, minutes=minutes, report=report
    ) as visits:
        end = wait(visits, pressed, report, "The film was saved.")
    report(Withdrawn(film, end))
    return end


@contextmanager
def offered(
    film: Path,
    *,
    cover: Path | None = None,
    message: str = "",
    host: str | None = None,
    port: int = 0,
    minutes: float = 10.0,
    report: Report = ignore,
) -> Iterator[Visits]:
    """What phones fetch while the block lasts. Reports Offered with the address. Raises InputError."""
    check_minutes(minutes)
    opened = Film(film)
    try:
        picture = cover_of_film(film)
        site = site_of(opened, picture if cover is None else cover_of_file(cover), picture, message)
        visits = Visits(opened.size_bytes, minutes * 60)
        with given_out(film, site, visits, host=host, port=port, minutes=minutes, report=report):
            yield visits
    finally:
        opened.close()


def check_minutes(minutes: float) -> None:
    """Raises InputError for a time that nothing is offered for."""
    if not 0 < minutes <= 24 * 60:
        raise InputError(
            f"--minutes {minutes:g}: must be more than 0, and at most a day.", "10 is the usual."
        )


@contextmanager
def given_out(
    path: Path, site: Site, visits: Visits, *, host: str | None, port: int, minutes: float, report: Report
) -> Iterator[None]:
    """The site while the block lasts. Reports Offered with its address, and `path` as what it is of."""
    place = place_of(host, addresses())
    with serving(site, visits, place.host, port) as open_port:
        shown = f"[{place.address}]" if ":" in place.address else place.address
        address = f"http://{shown}:{open_port}/{site.token}/"
        report(Offered(path, address, place.others, place.warning, minutes))
        yield


def site_of(film: Film, cover: Cover, picture: Cover, message: str) -> Site:
    """What is given out: the film, its page and its cover. `picture` is a frame, as wide and high."""
    token = new_token()
    stem, suffix = Path(film.name).stem, Path(film.name).suffix.lower()
    film_name, cover_name = f"film{suffix}", f"cover{cover.suffix}"
    saved_cover_name = f"{stem}-cover{cover.suffix}"
    # Whole paths, so that the page also works for those who leave out the last slash.
    made = page(
        film=f"/{token}/{film_name}",
        film_name=film.name,
        size_bytes=film.size_bytes,
        cover=f"/{token}/{cover_name}",
        cover_name=saved_cover_name,
        shape=picture.size,
        message=message,
    )
    documents = {
        "": Document(made.content, "text/html; charset=utf-8", f"{stem}.html", made.policy),
        cover_name: Document(cover.content, cover.content_type, saved_cover_name),
    }
    return Site(token, film, film_name, documents)


def place_of(host: str | None, found: list[str]) -> Place:
    """Where to offer the film, of the addresses that were `found`, best first; or at the `host` asked for."""
    if host is None or host in _EVERYWHERE:
        if not found:
            warning = "This computer is in no network, so only it can open the page. Join the phone's Wi-Fi."
            return Place(host or "127.0.0.1", "127.0.0.1", (), warning)
        best, *others = found
        # Only where it is called, or else a second network would see it too.
        return Place(host or best, best, tuple(others), _warning(best))
    return Place(host, host, tuple(one for one in found if one != host), _warning(host))


def _warning(address: str) -> str:
    try:
        if ip_address(address).is_loopback:
            return "Only this computer can open this address."
    except ValueError:
        return ""
    if not is_at_home(address):
        return "This address is not one of a home network: whoever has the link may open it from elsewhere."
    return ""


def message_of(text_or_file: str | None) -> str:
    """The message: the text itself, or what a file of that name holds. Raises InputError."""
    text = (text_or_file or "").strip()
    path = Path(text)
    if not _is_there(path):
        if path.suffix.lower() == ".txt" and not set(text) & set(" \n"):
            raise InputError(
                f"{printable(path)}: there is no such file.", "Give the text itself, or a file's name."
            )
        return text
    try:
        with path.open("rb") as file:
            content = file.read(_MOST_MESSAGE_BYTES + 1)
    except OSError as error:
        raise InputError(f"{printable(path)}: cannot be read ({error.strerror or error}).") from error
    if len(content) > _MOST_MESSAGE_BYTES:
        raise InputError(f"{printable(path)}: is too long for a message.", "Write a few lines.")
    try:
        return content.decode("utf-8-sig").strip()
    except UnicodeDecodeError as error:
        raise InputError(f"{printable(path)}: is not UTF-8 text.", "Save it as UTF-8.") from error


def _is_there(path: Path) -> bool:
    """Whether there is a file; a message is often no name that a file could have."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def wait(visits: Visits, pressed: Callable[[float], bool], report: Report, saved: str) -> End:
    """Why there is nothing more to wait for; what happens is told, `saved` when it is on a phone."""
    told_open = told_saved = False
    while True:
        if visits.is_opened and not told_open:
            report(Noticed("A phone has opened the page."))
            told_open = True
        if visits.is_saved and not told_saved:
            report(Noticed(f"{saved} The page stays open a little longer."))
            told_saved = True
        if end := visits.end():
            return end
        if pressed(_SECONDS_A_LOOK):
            return "key"
