"""A pasted album link → what it is, told from its shape alone: a share, an owner's address, or cut off."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from slideshow.errors import InputError
from slideshow.share.link.pasted import address_in, oddity
from slideshow.share.link.services import SERVICES, Kind, Service, Shape

_CUT_OFF = "Copy the whole link again: part of it is missing."
# Parts of paths that say what an address is, not whose.
_WORDS = re.compile(
    r"a|albums?|all|api|apps|authenticate|c|cameraroll|clouddrive|d|database|drive|f|fi|files?|fm|fo|folders?|gp"
    r"|home|i|index\.php|login|my-drive|open|photos?|preview|publink|redir|s|scl|sets|sh|shared?|shared-links"
    r"|sharedalbum|show|signin|sm|u|v|view|work",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Link:
    """An album's address, whole: nothing of its query or fragment is ever dropped, they are the permission.

    `service` is "Google Photos" or whichever it is, empty when unknown. `advice` is a sentence or two: for
    "owner_only" and "cut_off" how to get a link that works, otherwise what is odd, if anything.
    """

    url: str
    service: str
    kind: Kind
    advice: str = ""

    def __repr__(self) -> str:
        # Tracebacks and logs show this.
        return f"Link({mask_link(self.url)!r}, {self.service!r}, {self.kind!r})"


def read_link(text: str, *, self_hosted: bool = False) -> Link:
    """The link in what a person pasted, of whatever kind.

    `self_hosted` allows http, ports and addresses of a local network. Raises InputError when there is no link
    in it, or one that nobody should open.
    """
    url = address_in(text, self_hosted=self_hosted)
    parts = urlsplit(url)
    host = parts.hostname or ""
    strange = oddity(host)
    place = f"{host}{parts.path or '/'}"
    given = {name: values[0] for name, values in parse_qs(parts.query, keep_blank_values=True).items()}
    for service in SERVICES:
        if service.host is not None and not re.fullmatch(service.host, host):
            continue
        for shape in service.shapes:
            found = _fitted(shape, place, given, parts.fragment)
            if found is not None:
                return Link(
                    url, service.name, shape.kind, _advice(service, shape, {**given, **found}, strange)
                )
        if service.host is not None:
            advice = f"It is no address of {service.name} that is known here: try it in a private window."
            return Link(url, service.name, "unknown", advice)
    return Link(url, "", "unknown", strange or _likeness(host) or _shortness(place))


def album_link(text: str, *, self_hosted: bool = False) -> Link:
    """The link in what a person pasted, when others can be expected to open it.

    Raises InputError for an owner's own address and for one that was cut off in copying, with the fix.
    """
    link = read_link(text, self_hosted=self_hosted)
    if link.kind == "owner_only":
        problem = f"{mask_link(link.url)}: opens only for the owner of the {link.service} album."
        raise InputError(problem, link.advice)
    if link.kind == "cut_off":
        raise InputError(f"{mask_link(link.url)}: this {link.service} link was cut off.", link.advice)
    return link


def mask_link(url: str) -> str:
    """The address for logs and errors: enough to recognise it, not enough to open it."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return "…"
    path = "/".join(_masked_part(part) for part in parts.path.split("/"))
    shown = f"{parts.scheme}://" if parts.scheme not in ("", "https") else ""
    shown += host + (f":{port}" if port is not None else "") + path
    return shown + ("?…" if parts.query else "") + ("#…" if parts.fragment else "")


def _masked_part(part: str) -> str:
    if not part or _WORDS.fullmatch(part):
        return part
    return f"{part[:3]}…" if len(part) >= 14 and part[:3].isalnum() else "…"


def _fitted(shape: Shape, place: str, given: dict[str, str], fragment: str) -> dict[str, str] | None:
    """The named groups of a shape that the address has; None when it has another."""
    match = re.fullmatch(shape.where, place, re.IGNORECASE)
    if match is None or not all(given.get(name) for name in shape.needs):
        return None
    groups = match.groupdict()
    if shape.fragment is not None:
        behind = re.fullmatch(shape.fragment, fragment)
        if behind is None:
            return None
        groups |= behind.groupdict()
    return {name: value for name, value in groups.items() if value is not None}


def _advice(service: Service, shape: Shape, found: dict[str, str], strange: str) -> str:
    if shape.kind == "owner_only":
        return service.to_share
    if shape.kind == "cut_off":
        return f"{_CUT_OFF} {service.to_share}"
    return " ".join((*((strange,) if strange else ()), *_lengths(service, shape, found)))


def _lengths(service: Service, shape: Shape, found: dict[str, str]) -> Iterator[str]:
    for name, (least, most) in shape.lengths.items():
        length = len(found[name])
        if not least <= length <= most:
            usual = str(least) if least == most else f"{least} to {most}"
            what = "Parts of it may be missing" if length < least else "Something may have been pasted to it"
            yield f"{what}: a {service.name} link usually has {usual} letters where this has {length}."
            return


def _likeness(host: str) -> str:
    """A warning of "photos.google.com.example.net"."""
    for service in SERVICES:
        if service.host is not None and re.match(rf"({service.host})\.(?=.*\.)", host):
            return f"It looks like {service.name}, but is not: its host is {host}."
    return ""


def _shortness(place: str) -> str:
    match = re.fullmatch(r"[^/]+(?:/.*)?/s/(\w{5,14})/?", place)
    if match is None:
        return ""
    has = len(match[1])
    return f"If it is a Nextcloud, part of it may be missing: 15 letters are usual where this has {has}."
