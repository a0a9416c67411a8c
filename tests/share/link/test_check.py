"""A link is asked for as a stranger would, and judged by evidence. One local server plays every machine."""

import gzip
import ipaddress
import itertools
import json
import logging
import socket

import pytest

from slideshow.share.link.anonymous_client import AnonymousClient, NoAnswer, is_public
from slideshow.share.link.anonymous_client import Internet as RealInternet
from slideshow.share.link.check import Answer, check
from slideshow.share.link.links import read_link
from tests.share import examples
from tests.share.examples import rows, secrets_of, token
from tests.share.servers import PUBLIC_ADDRESS, Asked, Played, internet, silence

LONG = examples.PHOTOS.partition("://")[2]
ALBUM = '<title>Trip</title><script>AF_initDataCallback({data:["AF1QipSomeAlbum"]})</script>'
PAGE = '<meta property="og:title" content="Trip">'
LOGIN = Played(200, "<h1>Sign in</h1><input type=password>")
GONE = Played(404, "Not found")
RESOLVE = "ckdatabasews.icloud.com/database/1/com.apple.photos.cloud/production/public/records/resolve"
ICLOUD_TOKEN = token(15, "B0")
STREAM = f"{ICLOUD_TOKEN}/sharedstreams/webstream"
PASSWORD_PAGE = Played(200, '<form><input name="password" type="password"></form>')


def bare(url: str) -> str:
    """ "host/path?query" of a link."""
    return url.partition("://")[2].partition("#")[0]


def as_json(**fields: object) -> Played:
    return Played(200, json.dumps(fields))


def resolved(**fields: object) -> Played:
    return as_json(results=[fields])


# What a service answers → what it means. Every row of the table of facts, and the rows between them.
ROWS: dict[str, tuple[str, dict[str, Played], str]] = {
    "Google Photos, short": (
        examples.PHOTOS_SHORT,
        {bare(examples.PHOTOS_SHORT): Played(302, location=examples.PHOTOS), LONG: Played(200, ALBUM)},
        "public",
    ),
    "Google Photos": (examples.PHOTOS, {LONG: Played(200, ALBUM)}, "public"),
    "Google Photos, for named people": (examples.PHOTOS, {LONG: GONE}, "gone"),
    "Google Photos, private": (
        examples.PHOTOS_SHORT,
        {
            bare(examples.PHOTOS_SHORT): Played(
                302, location="https://accounts.google.com/ServiceLogin?continue=x"
            ),
            "accounts.google.com/ServiceLogin": LOGIN,
        },
        "private",
    ),
    "Google Photos to a bot": (examples.PHOTOS, {LONG: Played(403, "no bots")}, "unknown"),
    "Google Photos in a hurry": (examples.PHOTOS, {LONG: Played(429)}, "unknown"),
    "Google Photos, captcha": (
        examples.PHOTOS,
        {
            LONG: Played(302, location="https://www.google.com/sorry/index?q=x"),
            "www.google.com/sorry/index": Played(200, "unusual traffic"),
        },
        "unknown",
    ),
    "Google Photos without the album": (examples.PHOTOS, {LONG: Played(200, "<html></html>")}, "unknown"),
    "Google Photos, consent": (
        examples.PHOTOS,
        {
            LONG: Played(302, location="https://consent.google.com/m?continue=x"),
            "consent.google.com/m": Played(200, "Before you continue"),
        },
        "unknown",
    ),
    "Dropbox": (examples.DROPBOX, {bare(examples.DROPBOX): Played(200, PAGE)}, "public"),
    "Dropbox, log in": (
        examples.DROPBOX,
        {
            bare(examples.DROPBOX): Played(302, location="/login?cont=%2Fhome"),
            "www.dropbox.com/login": Played(200, PAGE + "Log in"),
        },
        "private",
    ),
    "Dropbox, password": (
        examples.DROPBOX,
        {
            bare(examples.DROPBOX): Played(302, location="/sm/password?cont=x"),
            "www.dropbox.com/sm/password": Played(200, PAGE),
        },
        "password",
    ),
    "Dropbox, password in the page": (
        examples.DROPBOX,
        {bare(examples.DROPBOX): Played(200, '<form action="/sm/password">')},
        "password",
    ),
    "Dropbox, deleted": (examples.DROPBOX, {bare(examples.DROPBOX): GONE}, "gone"),
    "iCloud": (examples.ICLOUD, {RESOLVE: resolved(anonymousPublicAccess={"token": "t"})}, "public"),
    "iCloud link": (
        examples.ICLOUD_LINK,
        {RESOLVE: resolved(anonymousPublicAccess={"token": "t"})},
        "public",
    ),
    "iCloud, sign in": (examples.ICLOUD, {RESOLVE: resolved(requireAppleLogin=True)}, "private"),
    "iCloud, gone": (examples.ICLOUD, {RESOLVE: resolved(serverErrorCode="NOT_FOUND")}, "gone"),
    "iCloud, unclear": (examples.ICLOUD, {RESOLVE: Played(200, "<html>shell</html>")}, "unknown"),
    "iCloud, old": (
        examples.ICLOUD_OLD,
        {
            f"p01-sharedstreams.icloud.com/{STREAM}": Played(
                330, json.dumps({"X-Apple-MMe-Host": "p37-sharedstreams.icloud.com"})
            ),
            f"p37-sharedstreams.icloud.com/{STREAM}": as_json(photos=[{"photoGuid": "x"}]),
        },
        "public",
    ),
    "iCloud, old and gone": (examples.ICLOUD_OLD, {}, "gone"),
    "iCloud, old and sent astray": (
        examples.ICLOUD_OLD,
        {
            f"p01-sharedstreams.icloud.com/{STREAM}": Played(
                330, json.dumps({"X-Apple-MMe-Host": "evil.example"})
            )
        },
        "unknown",
    ),
    "Google Drive": (
        examples.DRIVE,
        {"drive.google.com/embeddedfolderview": Played(200, '<div class="flip-entries">')},
        "public",
    ),
    "Google Drive, private": (
        examples.DRIVE,
        {
            "drive.google.com/embeddedfolderview": Played(
                302, location="https://accounts.google.com/v3/signin/identifier"
            ),
            "accounts.google.com/v3/signin/identifier": LOGIN,
        },
        "private",
    ),
    "Google Drive, gone": (examples.DRIVE, {}, "gone"),
    "Google Drive, a file": (examples.DRIVE_FILE, {bare(examples.DRIVE_FILE): Played(200, PAGE)}, "public"),
    "OneDrive": (
        examples.ONEDRIVE,
        {
            bare(examples.ONEDRIVE): Played(302, location="https://login.live.com/login.srf"),
            "login.live.com/login.srf": LOGIN,
        },
        "private",
    ),
    "OneDrive's shell": (examples.ONEDRIVE, {bare(examples.ONEDRIVE): Played(200, "<app/>")}, "unknown"),
    "Box": (examples.BOX, {bare(examples.BOX): Played(200, PAGE)}, "public"),
    "Box, password": (examples.BOX, {bare(examples.BOX): PASSWORD_PAGE}, "password"),
    "Box, log in": (
        examples.BOX,
        {
            bare(examples.BOX): Played(302, location="https://account.box.com/login?x=1"),
            "account.box.com/login": LOGIN,
        },
        "private",
    ),
    "Box, gone": (examples.BOX, {}, "gone"),
    "pCloud": (examples.PCLOUD, {"api.pcloud.com/showpublink": as_json(result=0, metadata={})}, "public"),
    "pCloud in Europe": (
        examples.PCLOUD_EUROPE,
        {"eapi.pcloud.com/showpublink": as_json(result=0, metadata={})},
        "public",
    ),
    "pCloud, deleted": (examples.PCLOUD, {"api.pcloud.com/showpublink": as_json(result=7002)}, "gone"),
    "pCloud, password": (examples.PCLOUD, {"api.pcloud.com/showpublink": as_json(result=2258)}, "password"),
    "pCloud, in trouble": (examples.PCLOUD, {"api.pcloud.com/showpublink": as_json(result=5000)}, "unknown"),
    "MEGA": (examples.MEGA, {"g.api.mega.co.nz/cs": Played(200, '[{"f":[]}]')}, "public"),
    "MEGA, a file": (examples.MEGA_FILE, {"g.api.mega.co.nz/cs": Played(200, '[{"s":5}]')}, "public"),
    "MEGA, gone": (examples.MEGA_OLD, {"g.api.mega.co.nz/cs": Played(200, "[-9]")}, "gone"),
    "MEGA, unclear": (examples.MEGA, {"g.api.mega.co.nz/cs": Played(200, "-3")}, "unknown"),
    "Amazon": (
        examples.AMAZON,
        {f"www.amazon.de/drive/v1/shares/{token(43)}": as_json(nodeInfo={})},
        "public",
    ),
    "Amazon, gone": (examples.AMAZON, {}, "gone"),
    "Flickr": (examples.FLICKR, {bare(examples.FLICKR): Played(200, PAGE)}, "public"),
    "Flickr, gone": (examples.FLICKR, {}, "gone"),
    "Nextcloud": (
        examples.NEXTCLOUD,
        {bare(examples.NEXTCLOUD): Played(200, '<input id="sharingToken">')},
        "public",
    ),
    "Nextcloud, password": (
        examples.NEXTCLOUD,
        {
            bare(examples.NEXTCLOUD): Played(303, location=examples.NEXTCLOUD + "/authenticate/showShare"),
            bare(examples.NEXTCLOUD) + "/authenticate/showShare": PASSWORD_PAGE,
        },
        "password",
    ),
    "Nextcloud, log in": (
        examples.NEXTCLOUD,
        {
            bare(examples.NEXTCLOUD): Played(303, location="/index.php/login?redirect_url=x"),
            "cloud.example.org/index.php/login": PASSWORD_PAGE,
        },
        "private",
    ),
    "Nextcloud, gone": (examples.NEXTCLOUD, {}, "gone"),
    "Immich": (examples.IMMICH, {"photos.example.org/api/shared-links/me": as_json(type="ALBUM")}, "public"),
    "Immich, password": (
        examples.IMMICH,
        {"photos.example.org/api/shared-links/me": Played(401, '{"message":"Password required"}')},
        "password",
    ),
    "Immich, deleted": (
        examples.IMMICH,
        {"photos.example.org/api/shared-links/me": Played(401, '{"message":"Invalid share key"}')},
        "gone",
    ),
    "Immich, not there": (examples.IMMICH, {}, "gone"),
    "another host": (examples.OTHER, {bare(examples.OTHER): Played(200, PAGE)}, "unknown"),
    "another host, gone": (examples.OTHER, {bare(examples.OTHER): Played(410)}, "gone"),
    "another host, log in": (
        examples.OTHER,
        {
            bare(examples.OTHER): Played(302, location="/users/sign_in"),
            "albums.example.net/users/sign_in": LOGIN,
        },
        "private",
    ),
    "another host, broken": (examples.OTHER, {bare(examples.OTHER): Played(503)}, "unknown"),
}


@pytest.mark.parametrize("row", ROWS)
def test_what_a_service_answers_is_understood(row: str) -> None:
    url, pages, verdict = ROWS[row]
    with internet(pages) as transport:
        answer = check(read_link(url), transport=transport)
    assert answer.verdict == verdict, answer
    assert len(answer.evidence.splitlines()) == 1
    for secret in secrets_of(url):
        assert secret not in answer.evidence


def test_every_service_was_asked_for() -> None:
    assert {read_link(url).service for url, _, _ in ROWS.values()} == {*examples.SHARES, ""}


@pytest.mark.parametrize(("service", "url"), rows(examples.SHARES))
def test_we_come_as_a_stranger(service: str, url: str) -> None:
    cookie = {"Set-Cookie": "who=you; Path=/"}
    with internet({bare(url): Played(302, location="/next", headers=cookie)}) as transport:
        check(read_link(url), transport=transport)
    assert transport.asked
    for asked in transport.asked:
        assert not {name.lower() for name in asked.headers} & {"cookie", "authorization", "referer"}
    assert {(address, port) for address, port, _ in transport.connected} == {(PUBLIC_ADDRESS, 443)}
    assert [name for _, _, name in transport.connected] == [asked.host for asked in transport.asked]


def test_keys_that_stand_behind_the_hash_are_never_sent() -> None:
    with internet({}) as transport:
        check(read_link(examples.MEGA), transport=transport)
        check(read_link(examples.OTHER), transport=transport)
    for asked in transport.asked:
        assert token(22) not in asked.target + asked.body.decode()


def test_icloud_is_asked_without_a_key() -> None:
    with internet({}) as transport:
        check(read_link(examples.ICLOUD), transport=transport)
    (asked,) = transport.asked
    assert (asked.method, json.loads(asked.body)) == ("POST", {"shortGUIDs": [{"value": token(25)}]})


def test_immich_behind_a_path_in_capitals_is_asked_too() -> None:
    with internet({"photos.example.org/api/shared-links/me": Played(200, '{"album": {}}')}) as transport:
        answer = check(read_link(examples.IMMICH.replace("/share/", "/SHARE/")), transport=transport)
    assert answer.verdict == "public"


def test_a_redirect_cannot_write_to_the_terminal() -> None:
    pages = {bare(examples.OTHER): Played(302, location="https://a\x1bc.example.com/")}
    with internet(pages) as transport:
        answer = check(read_link(examples.OTHER), transport=transport)
    assert answer.verdict == "unknown" and answer.evidence.isprintable()


def test_a_page_of_fields_without_an_end_is_looked_through_once() -> None:
    with internet({bare(examples.NEXTCLOUD): Played(200, "<input" * 600_000)}) as transport:
        answer = check(read_link(examples.NEXTCLOUD), transport=transport)
    assert answer.verdict == "unknown"


PRIVATE = [
    "127.0.0.1",
    "10.1.2.3",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",
    "224.0.0.1",
    "239.1.2.3",
    "255.255.255.255",
    "240.0.0.1",
    "198.18.0.1",
    "::",
    "::1",
    "::7f00:1",
    "fe80::1",
    "fe80::1%eth0",
    "fc00::1",
    "fd12:3456::1",
    "fec0::1",
    "ff02::1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "::ffff:0a00:0001",
    "64:ff9b::10.0.0.1",
    "2002:7f00:0001::",
    "2002:c0a8:0101::1",
    "2001:db8::1",
    "not an address",
]


@pytest.mark.parametrize("address", PRIVATE)
def test_private_addresses_are_known(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "address", [PUBLIC_ADDRESS, "8.8.8.8", "2606:4700::1", "::ffff:8.8.8.8", "64:ff9b::8.8.8.8"]
)
def test_public_addresses_are_known(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("address", [one for one in PRIVATE if " " not in one])
@pytest.mark.parametrize("redirected", [False, True], ids=["at once", "after a redirect"])
def test_a_name_that_leads_into_a_private_network_is_not_asked(address: str, redirected: bool) -> None:
    pages = {bare(examples.OTHER): Played(302, location="https://inside.example.com/admin")}
    with internet(pages) as transport:
        transport.names["inside.example.com" if redirected else "albums.example.net"] = [address]
        answer = check(read_link(examples.OTHER), transport=transport)
    assert (answer.verdict, len(transport.connected)) == ("unknown", int(redirected))
    assert "private network" in answer.evidence


def test_one_private_address_among_public_ones_is_enough_to_refuse() -> None:
    with internet({}) as transport:
        transport.names["albums.example.net"] = [PUBLIC_ADDRESS, "127.0.0.1"]
        assert "private network" in check(read_link(examples.OTHER), transport=transport).evidence
    assert transport.connected == []


def test_dns_is_asked_once_and_its_answer_is_where_we_connect() -> None:
    """A second answer could be another (DNS rebinding)."""
    answers = [[PUBLIC_ADDRESS], ["127.0.0.1"], ["127.0.0.1"]]
    with internet({bare(examples.OTHER): Played(410)}) as transport:
        transport.addresses = lambda host, port, seconds: answers.pop(0)  # type: ignore[method-assign]
        assert check(read_link(examples.OTHER), transport=transport).verdict == "gone"
    assert [address for address, _, _ in transport.connected] == [PUBLIC_ADDRESS]
    assert len(answers) == 2


@pytest.mark.parametrize(
    ("location", "words"),
    [
        ("http://albums.example.net/plain", "without encryption"),
        ("https://albums.example.net:8443/", "odd port"),
        ("https://ann:secret@albums.example.net/", "name or password"),
        ("https://127.0.0.1/", "private network"),
        ("https://[::ffff:127.0.0.1]/", "private network"),
        ("https://[::1/", "no address"),
        ("https://albums.example.net:port/", "could not be asked"),
        ("file:///etc/passwd", "no web address"),
        ("gopher://albums.example.net/", "no web address"),
        ("//10.0.0.1/", "private network"),
    ],
)
def test_a_redirect_to_where_no_album_is_is_not_followed(location: str, words: str) -> None:
    with internet({bare(examples.OTHER): Played(302, location=location)}) as transport:
        answer = check(read_link(examples.OTHER), transport=transport)
    assert answer.verdict == "unknown"
    assert words in answer.evidence
    assert "secret" not in answer.evidence
    assert len(transport.asked) == 1


def test_redirects_that_never_end_are_left() -> None:
    circle = {
        bare(examples.OTHER): Played(302, location="https://albums.example.net/b"),
        "albums.example.net/b": Played(302, location=examples.OTHER),
    }
    with internet(circle) as transport:
        assert "circle" in check(read_link(examples.OTHER), transport=transport).evidence
    chain = {f"albums.example.net/{step}": Played(302, location=f"/{step + 1}") for step in range(50)}
    with internet({**chain, bare(examples.OTHER): Played(302, location="/0")}) as transport:
        answer = check(read_link(examples.OTHER), transport=transport)
    assert "again and again" in answer.evidence
    assert len(transport.asked) < 12


def test_a_giant_page_is_read_only_in_part() -> None:
    with internet({"albums.example.net/": Played(200, b"a" * 20_000_000)}) as transport:
        reply = AnonymousClient(transport, most_bytes=5000).get("https://albums.example.net/")
        assert len(reply.body) == 5000
        assert len(AnonymousClient(transport).get("https://albums.example.net/").body) == 4_000_000


def test_a_bomb_is_not_unpacked() -> None:
    bomb = Played(200, gzip.compress(b"a" * 5_000_000), headers={"Content-Encoding": "gzip"})
    with internet({bare(examples.BOX): bomb}) as transport:
        assert check(read_link(examples.BOX), transport=transport).verdict == "unknown"


def test_a_server_that_never_answers_is_left_at_the_deadline() -> None:
    with silence() as transport:
        answer = check(read_link(examples.BOX), transport=transport, deadline_seconds=0.05)
    assert answer == Answer("unknown", "no answer within 0.05 s")


class Drip:
    """A connection on which the answer comes a letter at a time."""

    def __init__(self, letters: int) -> None:
        self.said = bytearray(b"HTTP/1.1 200 OK\r\n\r\n" + b"a" * letters)

    def settimeout(self, seconds: float) -> None:
        assert seconds > 0

    def sendall(self, data: bytes) -> None:
        pass

    def recv_into(self, buffer: memoryview) -> int:
        given = bytes(self.said[:1])
        del self.said[:1]
        buffer[: len(given)] = given
        return len(given)

    def close(self) -> None:
        pass


def test_the_deadline_counts_for_the_whole_not_for_each_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """A second goes by whenever somebody looks at the clock."""
    seconds = itertools.count()
    monkeypatch.setattr("slideshow.share.link.anonymous_client.time.monotonic", lambda: float(next(seconds)))
    with internet({}) as transport:
        for letters in (10, 200):
            transport.connect = lambda *_, letters=letters: Drip(letters)  # type: ignore[assignment]
            stranger = AnonymousClient(transport, deadline_seconds=100)
            if letters == 10:
                assert stranger.get("https://a.example/").body == "a" * 10
            else:
                with pytest.raises(NoAnswer, match="within 100 s"):
                    stranger.get("https://a.example/")


@pytest.mark.parametrize(
    "said",
    [
        b"",
        b"nonsense\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nshort",
        b"HTTP/1.1 abc\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * 500 + b"\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    ],
    ids=["nothing", "no http", "cut short", "no status", "many headers", "bad chunks"],
)
def test_a_broken_server_proves_nothing(said: bytes) -> None:
    ours, theirs = socket.socketpair()
    with internet({}) as transport, theirs:
        transport.connect = lambda *_: ours  # type: ignore[method-assign]
        theirs.sendall(said)
        theirs.shutdown(socket.SHUT_WR)
        assert check(read_link(examples.BOX), transport=transport).verdict == "unknown"


@pytest.mark.parametrize(
    "error",
    [
        socket.gaierror(-2, "Name or service not known"),
        ConnectionRefusedError(111, "Connection refused"),
        OSError(101, "Network is unreachable"),
        TimeoutError(),
    ],
    ids=lambda error: type(error).__name__,
)
@pytest.mark.parametrize(("service", "url"), rows(examples.SHARES))
def test_without_a_network_nothing_is_known_and_nothing_raised(
    service: str, url: str, error: OSError
) -> None:
    def fail(*_: object) -> list[str]:
        raise error

    with internet({}) as transport:
        transport.addresses = fail  # type: ignore[method-assign,assignment]
        answer = check(read_link(url), transport=transport)
    assert answer.verdict == "unknown"
    for secret in secrets_of(url):
        assert secret not in answer.evidence


def test_tokens_are_in_no_log_and_no_exception(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    for _, url in rows(examples.SHARES):
        with internet({}) as transport:
            check(read_link(url), transport=transport)
        with silence() as quiet, pytest.raises(NoAnswer) as raised:
            AnonymousClient(quiet, deadline_seconds=0.01).get(url)
        said = caplog.text + str(raised.value) + repr(raised.value) + repr(read_link(url))
        for secret in secrets_of(url):
            assert secret not in said


def test_a_server_of_ones_own_is_asked_when_allowed() -> None:
    with internet({}) as transport:
        host = f"127.0.0.1:{transport.port}"
        transport.pages[f"{host}/api/shared-links/me"] = as_json(type="ALBUM")
        link = read_link(f"http://{host}/share/{token(67)}", self_hosted=True)
        assert check(link, transport=transport).verdict == "unknown"
        assert transport.asked == []
        assert check(link, allow_private=True).verdict == "public"
    (asked,) = transport.asked
    assert isinstance(asked, Asked) and asked.host == host


def test_the_real_transport_trusts_no_certificate_of_its_own_making() -> None:
    """TLS to a plain server: an error that becomes "unknown"."""
    with internet({}) as transport:
        link = read_link(f"https://127.0.0.1:{transport.port}/s/{token(15)}", self_hosted=True)
        assert check(link, allow_private=True, transport=RealInternet()).verdict == "unknown"
    assert transport.asked == []


def test_the_real_dns_gives_addresses_and_keeps_to_its_time() -> None:
    found = RealInternet().addresses("localhost", 443, 5.0)
    assert found and all(ipaddress.ip_address(one).is_loopback for one in found)
    assert check(read_link(examples.OTHER), deadline_seconds=0.0).verdict == "unknown"
