"""What a person pasted → one web address, tidied; or an InputError that says what is wrong with it.

Nothing here repeats an address: whoever holds it may see the photos, and errors end up in logs.
"""

import ipaddress
import re
import unicodedata
from urllib.parse import quote, urlsplit, urlunsplit

from slideshow.errors import InputError

_ADDRESS = re.compile(r"https?:/{1,3}[^\s<>\"“”„«»`|^{}]+", re.IGNORECASE)
_OTHER_SCHEME = re.compile(r"\b(?!https?:)[a-z][a-z0-9+.-]{0,40}://", re.IGNORECASE)
# "photos.app.goo.gl/abc", as some apps copy it.
_WITHOUT_SCHEME = re.compile(r"(?<![\w@./-])(?:[\w-]+\.)+[^\W\d_]{2,}(?::\d+)?/[^\s<>\"“”„«»`|^{}]*")
_AT_THE_END = ".,;:!?'*‘’‚…、。)]"
_OPENED_BY = {")": "(", "]": "["}
_MOST_LETTERS = 2048
_COPY_AGAIN = "Copy the link again from the album's Share menu."

# Names that only a home or company network knows.
_LOCAL_ENDINGS = (".local", ".localhost", ".lan", ".internal", ".home", ".home.arpa", ".intranet", ".corp")


def address_in(text: str, *, self_hosted: bool = False) -> str:
    """The one https address in `text`, in ASCII, nothing of its path, query or fragment lost.

    Spaces, quotes, brackets, stops and words around it are left behind. `self_hosted` also allows http,
    ports and names of a local network. Raises InputError.
    """
    url = _found(text)
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        raise InputError("The album link is not a web address.", _COPY_AGAIN) from error
    # A backslash is a slash to browsers, and none to others: the two would see different hosts.
    if "@" in parts.netloc or "\\" in url:
        raise InputError(
            "The album link has a name or password before its host, which no album has.", _COPY_AGAIN
        )
    if parts.scheme.lower() != "https" and not self_hosted:
        raise InputError(
            "The album link begins with http://, which anyone on the way can read.",
            "Use its address with https://.",
        )
    if port not in (None, 443) and not self_hosted:
        raise InputError(
            f"The album link names a port ({port}), which no shared album does.",
            "If it is your own server, use --self-hosted.",
        )
    host = _ascii(host)
    if not self_hosted and _is_local(host):
        raise InputError(
            "The album link leads to a machine that only your own network knows.",
            "Give the address that works from outside, or use --self-hosted.",
        )
    netloc = (f"[{host}]" if ":" in host else host) + (f":{port}" if port is not None else "")
    return urlunsplit((parts.scheme.lower(), netloc, *(_encoded(part) for part in parts[2:])))


def oddity(host: str) -> str:
    """What is strange about the name of a machine, as a sentence; empty when nothing is.

    Raises InputError for a name that mixes alphabets: it imitates another.
    """
    if "xn--" not in host:
        return ""
    labels = [_shown(label) for label in host.split(".")]
    if any(len(_alphabets(label)) > 1 for label in labels):
        raise InputError(
            f"The album link's host ({host}) mixes letters of several alphabets to look like another.",
            "Do not open it. Ask whoever sent it.",
        )
    return f"Its host has letters that can look like others: it is really {host}."


def _found(text: str) -> str:
    # Soft hyphens, zero-width letters, marks of direction: invisible, and never part of an address.
    text = "".join(one for one in text if unicodedata.category(one) != "Cf").replace("&amp;", "&")
    if len(text) > 20 * _MOST_LETTERS:
        raise InputError("The album link is far too long to be one.", _COPY_AGAIN)
    found = _ADDRESS.findall(text)
    if not found and _OTHER_SCHEME.search(text):
        raise InputError("The album link is not a web address.", "It begins with https://.")
    found = found or [f"https://{one}" for one in _WITHOUT_SCHEME.findall(text)]
    urls = list(
        dict.fromkeys(_without_stops(re.sub(r"^(https?):/+", r"\1://", one, flags=re.I)) for one in found)
    )
    if not urls:
        raise InputError("There is no link in what was given as the album link.", _COPY_AGAIN)
    if len(urls) > 1:
        raise InputError(f"There are {len(urls)} links in what was given as the album link.", "Give one.")
    if len(urls[0]) > _MOST_LETTERS:
        raise InputError("The album link is far too long to be one.", _COPY_AGAIN)
    return urls[0]


def _without_stops(url: str) -> str:
    while url and url[-1] in _AT_THE_END:
        opening = _OPENED_BY.get(url[-1])
        if opening and url.count(opening) >= url.count(url[-1]):
            break
        url = url[:-1]
    return url


def _ascii(host: str) -> str:
    """The host's name as DNS knows it."""
    host = host.lower().rstrip(".")
    try:
        return str(ipaddress.ip_address(host))
    except ValueError:
        pass
    try:
        host = host if host.isascii() else _by_unicode(host)
    # IDNAError is one.
    except UnicodeError as error:
        raise InputError("The album link's host is not a name.", _COPY_AGAIN) from error
    if len(host) > 253 or not re.fullmatch(r"[a-z0-9_]([a-z0-9_-]*)(\.[a-z0-9_-]+)*", host):
        raise InputError("The album link's host is not a name.", _COPY_AGAIN)
    return host


def _by_unicode(host: str) -> str:
    """As browsers do (UTS 46, not transitional). By IDNA 2003, which Python has, straße.example would be
    strasse.example, which may be somebody else's.
    """
    # Has large tables.
    import idna

    return idna.encode(host, uts46=True, std3_rules=True).decode("ascii").lower()


def _is_local(host: str) -> bool:
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        return "." not in host or f".{host}".endswith(_LOCAL_ENDINGS)


def _unicode(label: str) -> str:
    import idna

    return idna.decode(label)


def _shown(label: str) -> str:
    try:
        return _unicode(label) if label.startswith("xn--") else label
    except UnicodeError:
        return label


def _alphabets(label: str) -> set[str]:
    """LATIN, CYRILLIC: the first words of the letters' names."""
    return {unicodedata.name(one, "?").split()[0] for one in label if one.isalpha()}


def _encoded(part: str) -> str:
    """The same, with what is not ASCII as %XX. What is ASCII stands as it was given."""
    return "".join(one if one.isascii() else quote(one) for one in part)
