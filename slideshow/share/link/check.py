"""A Link → whether a stranger can open it: asked online, judged by where the answer came from and its words.

A status alone proves nothing: login pages answer 200, and services send machines away with 403. Public needs
positive evidence; what cannot be told is unknown, which never fails a film.
"""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import parse_qs, quote, urlencode, urlsplit

from slideshow.share.link.anonymous_client import AnonymousClient, NoAnswer, Reply, Transport
from slideshow.share.link.links import Link

Verdict = Literal["public", "private", "gone", "password", "unknown"]
_JSON = "application/json"
_ICLOUD_RESOLVE = (
    "https://ckdatabasews.icloud.com/database/1/com.apple.photos.cloud/production/public/records/resolve"
)
_ICLOUD_STREAMS = "p01-sharedstreams.icloud.com"

_LOGIN_HOSTS = re.compile(
    r"accounts\.google\.com|login\.(live|microsoftonline)\.com|login\.microsoft\.com|idmsa\.apple\.com"
    r"|account\.box\.com|identity\.flickr\.com"
)
_LOGIN_PATHS = re.compile(r"/(.*/)?(log-?in|sign-?in|signin|sso|auth/login|users/sign_in)(/.*|\.\w+)?", re.I)
_CAPTCHA_PATHS = re.compile(r"(/.*)?/[\w-]*(captcha|sorry|challenge)(/.*)?", re.I)
_CAPTCHA_TITLE = re.compile(
    r"<title>[^<]*(robot|captcha|just a moment|attention required|unusual traffic)", re.I
)
_PASSWORD_FIELD = re.compile(r"<input[^<>]*type=[\"']?password", re.I)


@dataclass(frozen=True, slots=True)
class Answer:
    """`evidence` is the reason in half a sentence, without the link."""

    verdict: Verdict
    evidence: str


@dataclass(frozen=True, slots=True)
class _Page:
    """A service's public page: the host and path it ends at, and words that only an album's page has."""

    place: str
    album: str
    password: str = r"(?!)"


_PAGES = {
    "Google Photos": _Page(
        r"photos\.google\.com/(u/\d+/)?share/.+", r"\[\"AF1Qip|googleusercontent\.com/pw/"
    ),
    "Dropbox": _Page(
        r"([\w-]+\.)*dropbox\.com/(scl|sh?)/.+", r"property=\"og:title\"|shared[_-]link", r"/sm/password"
    ),
    "Google Drive": _Page(
        r"(drive|docs)\.google\.com/(embeddedfolderview|file/.+)", r"flip-entr|og:title|itemprop=\"name\""
    ),
    "OneDrive": _Page(r"(onedrive\.live|photos\.onedrive|1drv)\.(com|ms)/.*", r"og:title"),
    "Box": _Page(r"([\w-]+\.)*box\.com/(s|v)/.+", r"shared-?item|og:title"),
    "Flickr": _Page(r"([\w-]+\.)*flickr\.com/(photos|gp)/.+", r"og:title|photo-list"),
    "Nextcloud": _Page(r".+/s/\w+(/.*)?", r"sharingToken|data-sharing|files_sharing|isPublic"),
}


def check(
    link: Link,
    *,
    allow_private: bool = False,
    transport: Transport | None = None,
    deadline_seconds: float = 10.0,
) -> Answer:
    """Whether somebody who only has the link can open it. Raises nothing for trouble with the network.

    `allow_private` is for a server of one's own: it allows http, ports and private addresses.
    """
    stranger = AnonymousClient(transport, allow_private=allow_private, deadline_seconds=deadline_seconds)
    ask = _ASKED.get(link.service, _ask_page)
    try:
        return ask(link, stranger)
    except NoAnswer as reason:
        return Answer("unknown", str(reason))


def _ask_page(link: Link, stranger: AnonymousClient) -> Answer:
    return _judged(stranger.get(link.url.partition("#")[0]), _PAGES.get(link.service))


def _judged(reply: Reply, page: _Page | None) -> Answer:
    where = reply.host
    if answer := _turned_away(reply):
        return answer
    if reply.status in (404, 410):
        # Google answers so for albums shared with named people, too.
        return Answer("gone", f"{where} has nothing there for a stranger ({reply.status})")
    if _is_password_page(reply, page):
        return Answer("password", f"{where} asks for the album's password")
    if _LOGIN_HOSTS.fullmatch(where) or _LOGIN_PATHS.fullmatch(reply.path) or reply.status == 401:
        return Answer("private", f"{where} asks to log in")
    if reply.status == 200 and page is not None and re.fullmatch(page.place, f"{where}{reply.path}", re.I):
        if re.search(page.album, reply.body):
            return Answer("public", f"{where} shows the album to a stranger")
        return Answer("unknown", f"{where} answered, but not with an album that can be recognised")
    return Answer("unknown", f"{where} answered {reply.status}, which proves nothing")


def _turned_away(reply: Reply) -> Answer | None:
    """Answers that are about us, a machine, not about the album."""
    if reply.status in (403, 429) or reply.status >= 500:
        return Answer("unknown", f"{reply.host} does not answer programs ({reply.status})")
    if _CAPTCHA_PATHS.fullmatch(reply.path) or _CAPTCHA_TITLE.search(reply.body[:20_000]):
        return Answer("unknown", f"{reply.host} wants to be sure that we are human")
    return None


def _is_password_page(reply: Reply, page: _Page | None) -> bool:
    if page is not None and re.search(page.password, reply.path + reply.body):
        return True
    if page is None or not re.fullmatch(page.place, f"{reply.host}{reply.path}", re.I):
        return False
    return reply.status in (200, 401) and _PASSWORD_FIELD.search(reply.body) is not None


def _ask_drive(link: Link, stranger: AnonymousClient) -> Answer:
    parts = urlsplit(link.url)
    folder = re.search(r"/folders/([\w-]+)", parts.path)
    if folder is None:
        return _ask_page(link, stranger)
    # The resource key, where the link has one, is part of the permission.
    query = {
        "id": folder[1],
        **{name: one[0] for name, one in parse_qs(parts.query).items() if "key" in name},
    }
    reply = stranger.get(f"https://drive.google.com/embeddedfolderview?{urlencode(query)}")
    if reply.status == 200 and (reply.host, reply.path) == ("drive.google.com", "/embeddedfolderview"):
        return _turned_away(reply) or Answer("public", "drive.google.com shows the folder to a stranger")
    return _judged(reply, None)


def _ask_icloud(link: Link, stranger: AnonymousClient) -> Answer:
    # Its pages are the same for every album, so the page's own questions are asked. No key, no account.
    parts = urlsplit(link.url)
    if parts.fragment:
        return _ask_icloud_stream(parts.fragment.partition(";")[0], stranger)
    token = parts.path.rstrip("/").rpartition("/")[2]
    body = json.dumps({"shortGUIDs": [{"value": token}]}).encode()
    reply = stranger.post(f"{_ICLOUD_RESOLVE}?{urlencode({'sharing_url_key': token})}", body, "text/plain")
    if answer := _turned_away(reply):
        return answer
    results = _mapping(reply.body).get("results")
    found = results[0] if isinstance(results, list) and results and isinstance(results[0], dict) else {}
    access = found.get("anonymousPublicAccess")
    if found.get("requireAppleLogin") is True or reply.status in (401, 421):
        return Answer("private", "iCloud asks to log in: the album's Public Website is off")
    if isinstance(access, dict) and access.get("token"):
        return Answer("public", "iCloud shows the album to a stranger")
    fault = str(found.get("serverErrorCode") or _mapping(reply.body).get("serverErrorCode") or "")
    if reply.status in (404, 410) or fault in ("NOT_FOUND", "UNKNOWN_ITEM", "ZONE_NOT_FOUND"):
        return Answer("gone", "iCloud knows no such album")
    if fault in ("AUTHENTICATION_REQUIRED", "AUTHENTICATION_FAILED", "ACCESS_DENIED"):
        return Answer("private", "iCloud asks to log in")
    return Answer("unknown", f"iCloud answered {reply.status}, which proves nothing")


def _ask_icloud_stream(token: str, stranger: AnonymousClient) -> Answer:
    host = _ICLOUD_STREAMS
    for _ in range(3):
        url = f"https://{host}/{quote(token)}/sharedstreams/webstream"
        reply = stranger.post(url, b'{"streamCtag":null}', "text/plain")
        if reply.status != 330:
            break
        # The album lives on another machine of theirs.
        host = str(
            _mapping(reply.body).get("X-Apple-MMe-Host") or reply.headers.get("x-apple-mme-host") or ""
        )
        if not re.fullmatch(r"p\d+-sharedstreams\.icloud\.com(\.cn)?", host):
            return Answer("unknown", "iCloud sent us to a machine that is not one of its own")
    if answer := _turned_away(reply):
        return answer
    if reply.status == 200 and isinstance(_mapping(reply.body).get("photos"), list):
        return Answer("public", "iCloud shows the album to a stranger")
    if reply.status == 401:
        return Answer("private", "iCloud asks to log in")
    if reply.status in (400, 404, 410):
        return Answer("gone", "iCloud knows no such album, or its Public Website is off")
    return Answer("unknown", f"iCloud answered {reply.status}, which proves nothing")


def _ask_pcloud(link: Link, stranger: AnonymousClient) -> Answer:
    parts = urlsplit(link.url)
    code = parse_qs(parts.query).get("code") or parse_qs(parts.fragment).get("code") or [""]
    # An account lives in Europe or in America; its links begin with the same letter as its machines.
    api = "eapi.pcloud.com" if (parts.hostname or "").startswith("e") else "api.pcloud.com"
    reply = stranger.get(f"https://{api}/showpublink?{urlencode({'code': code[0]})}")
    if answer := _turned_away(reply):
        return answer
    said = _mapping(reply.body)
    match said.get("result"):
        case 0 if isinstance(said.get("metadata"), dict):
            return Answer("public", "pCloud shows the folder to a stranger")
        case 1125 | 2258:
            return Answer("password", "pCloud asks for the link's password")
        case 7001 | 7002 | 7003 | 7004:
            return Answer("gone", "pCloud knows the link no more: deleted, or past its end")
    return Answer("unknown", f"pCloud answered {reply.status}, which proves nothing")


def _ask_mega(link: Link, stranger: AnonymousClient) -> Answer:
    # Its number alone, never the key: without that nobody can see a thing.
    parts = urlsplit(link.url)
    number = re.search(r"/(?:folder|file)/([\w-]+)", parts.path) or re.search(
        r"^F?!([\w-]+)!", parts.fragment
    )
    if number is None:
        return Answer("unknown", "MEGA's collections cannot be asked for")
    is_file = "/file/" in parts.path or parts.fragment.startswith("!")
    question = {"a": "g", "p": number[1]} if is_file else {"a": "f", "c": 1, "r": 1}
    query = urlencode({"id": 0} if is_file else {"id": 0, "n": number[1]})
    reply = stranger.post(f"https://g.api.mega.co.nz/cs?{query}", json.dumps([question]).encode(), _JSON)
    if answer := _turned_away(reply):
        return answer
    said = _parsed(reply.body)
    first = said[0] if isinstance(said, list) and said else said
    if isinstance(first, dict) and ("f" in first or "s" in first):
        return Answer("public", "MEGA has it for a stranger; the key is in the link")
    # Not there, blocked, no access.
    if first in (-9, -16, -11):
        return Answer("gone", "MEGA knows the link no more")
    return Answer("unknown", f"MEGA answered {reply.status}, which proves nothing")


def _ask_amazon(link: Link, stranger: AnonymousClient) -> Answer:
    parts = urlsplit(link.url)
    share = quote(parts.path.rstrip("/").rpartition("/")[2])
    query = urlencode({"resourceVersion": "V2", "ContentType": "JSON"})
    reply = stranger.get(f"https://{parts.hostname}/drive/v1/shares/{share}?{query}")
    if reply.status == 200 and isinstance(_mapping(reply.body).get("nodeInfo"), dict):
        return Answer("public", "Amazon shows the album to a stranger")
    return _judged(reply, None)


def _ask_immich(link: Link, stranger: AnonymousClient) -> Answer:
    parts = urlsplit(link.url)
    key = re.split("/share/", parts.path, maxsplit=1, flags=re.IGNORECASE)[1].partition("/")[0]
    reply = stranger.get(f"{parts.scheme}://{parts.netloc}/api/shared-links/me?{urlencode({'key': key})}")
    if answer := _turned_away(reply):
        return answer
    said = _mapping(reply.body)
    if reply.status == 200 and said.keys() & {"album", "assets", "type"}:
        return Answer("public", "Immich shows the album to a stranger")
    if reply.status == 401 and "password" in str(said.get("message")).lower():
        return Answer("password", "Immich asks for the link's password")
    if reply.status == 401:
        return Answer("gone", "Immich knows the link no more: deleted, or past its end")
    return _judged(reply, None)


_ASKED: dict[str, Callable[[Link, AnonymousClient], Answer]] = {
    "Google Drive": _ask_drive,
    "iCloud": _ask_icloud,
    "pCloud": _ask_pcloud,
    "MEGA": _ask_mega,
    "Amazon Photos": _ask_amazon,
    "Immich": _ask_immich,
}


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _mapping(text: str) -> dict[str, Any]:
    found = _parsed(text)
    return found if isinstance(found, dict) else {}
