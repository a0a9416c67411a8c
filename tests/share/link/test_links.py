"""An album link is understood from its shape alone."""

import pickle

import pytest

from slideshow.errors import InputError
from slideshow.share.link.links import album_link, mask_link, read_link
from slideshow.share.link.services import SERVICES
from tests.share import examples
from tests.share.examples import rows, secrets_of


def test_every_service_has_examples() -> None:
    names = {service.name for service in SERVICES}
    assert names == set(examples.SHARES) == set(examples.OWNER_ONLY)


@pytest.mark.parametrize(("service", "url"), rows(examples.SHARES))
def test_a_public_share_is_recognised_and_left_as_it_is(service: str, url: str) -> None:
    link = album_link(url)
    assert (link.service, link.kind, link.url, link.advice) == (service, "share", url, "")


@pytest.mark.parametrize(("service", "url"), rows(examples.OWNER_ONLY))
def test_an_owners_address_is_an_error_that_says_how_to_share(service: str, url: str) -> None:
    assert read_link(url).kind == "owner_only"
    with pytest.raises(InputError) as raised:
        album_link(url)
    assert raised.value.exit_code == 2
    assert "opens only for the owner" in raised.value.problem
    assert service.split()[0] in str(raised.value) and raised.value.hint
    assert len(str(raised.value).splitlines()) == 1


@pytest.mark.parametrize(("service", "url"), rows(examples.CUT_OFF))
def test_a_link_cut_off_in_copying_is_an_error_that_says_so(service: str, url: str) -> None:
    assert read_link(url).kind == "cut_off"
    with pytest.raises(InputError, match="cut off") as raised:
        album_link(url)
    assert service.split()[0] in str(raised.value)
    assert "Copy the whole link again" in raised.value.hint


@pytest.mark.parametrize(("service", "url"), rows(examples.SHORTENED))
def test_an_unusual_length_is_only_a_warning(service: str, url: str) -> None:
    link = album_link(url)
    assert (link.service, link.kind) == (service, "share")
    assert "may be missing" in link.advice


def test_what_was_pasted_on_behind_is_noticed_too() -> None:
    assert "pasted to it" in album_link(examples.BOX + "abc").advice


def test_an_unknown_host_is_no_error() -> None:
    link = album_link(examples.OTHER)
    assert (link.url, link.service, link.kind) == (examples.OTHER, "", "unknown")


def test_an_odd_address_of_a_known_service_is_unknown() -> None:
    link = album_link("https://www.flickr.com/explore")
    assert (link.service, link.kind) == ("Flickr", "unknown")
    assert "private window" in link.advice


@pytest.mark.parametrize(
    "pasted",
    [
        "  {}\n",
        "<{}>",
        "Look: {} !",
        "Look: {}!",
        '"{}"',
        "“{}”,",
        "'{}'.",
        "({})",
        "[the album]({})",
        "The album ({}).",
        "**{}**",
        "\ufeff{}\u200b",
        "Our trip\n\n{}\n\nSee you soon: Ann",
        "{0} {0}",
    ],
)
@pytest.mark.parametrize("url", [examples.PHOTOS, examples.ICLOUD_OLD, examples.ONEDRIVE, examples.MEGA_OLD])
def test_what_people_paste_around_a_link_is_left_behind(pasted: str, url: str) -> None:
    assert album_link(pasted.format(url)).url == url


def test_forms_that_copying_gives_are_made_whole() -> None:
    assert album_link(examples.PHOTOS_SHORT.removeprefix("https://")).url == examples.PHOTOS_SHORT
    assert album_link(examples.ONEDRIVE.replace("&", "&amp;")).url == examples.ONEDRIVE
    assert album_link("HTTPS://Photos.App.Goo.GL/" + examples.token(17)).url == examples.PHOTOS_SHORT
    assert album_link("https:/" + examples.BOX.removeprefix("https:/")).url == examples.BOX
    assert album_link("https://cloud.example.org/s/" + examples.token(15) + "?dir=/Köln").url.endswith(
        "?dir=/K%C3%B6ln"
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "no link"),
        ("our album", "no link"),
        ("ftp://example.org/album", "not a web address"),
        ("file:///home/me/album", "not a web address"),
        (f"{examples.BOX} and {examples.MEGA}", "2 links"),
        (examples.BOX.replace("https", "http"), "http://"),
        (examples.BOX.replace("app.", "ann:secret@app."), "password"),
        ("https://photos.google.com\\@example.net/share/x", "password"),
        (examples.BOX.replace(".com", ".com:8443"), "8443"),
        ("https://192.168.1.20/s/abcdefghijklmno", "your own network"),
        ("https://[::1]/s/abcdefghijklmno", "your own network"),
        ("https://169.254.169.254/latest", "your own network"),
        ("https://nas/s/abcdefghijklmno", "your own network"),
        ("https://cloud.local/s/abcdefghijklmno", "your own network"),
        ("https://localhost/s/abcdefghijklmno", "your own network"),
        ("https://2130706433/s/abcdefghijklmno", "your own network"),
        ("https://photos.g\u043eogle.com/share/abc", "alphabets"),
        ("https://photos.xn--ggle-55da.com/share/abc", "alphabets"),
        ("https://[bad/s/abc", "not a web address"),
        ("https://a..b/s/abc", "not a name"),
        ("https://example.org/" + "a" * 3000, "too long"),
    ],
)
def test_what_nobody_should_open_is_refused_in_a_line(text: str, words: str) -> None:
    with pytest.raises(InputError) as raised:
        album_link(text)
    assert words in str(raised.value)
    assert len(str(raised.value).splitlines()) == 1


@pytest.mark.parametrize(
    ("host", "asked"),
    [
        ("straße.example", "xn--strae-oqa.example"),
        ("FAẞ.example", "xn--fa-hia.example"),
        ("ςοφος.example", "xn--0xaahcs.example"),
        ("b\u00fccher.example", "xn--bcher-kva.example"),
        ("bu\u0308cher.example", "xn--bcher-kva.example"),
        ("\uff42ox.example", "box.example"),
        ("a\u3002example", "a.example"),
    ],
)
def test_a_host_in_other_letters_is_the_one_that_a_browser_opens(host: str, asked: str) -> None:
    """By IDNA 2003 the first three would be hosts that others own: strasse.example, fass.example."""
    link = album_link(f"https://{host}/s/{examples.token(15)}")
    assert link.url.split("/")[2] == asked


@pytest.mark.parametrize(
    "host", ["\u2764.example", "a\u200bb..example", "\u0661\u0662.example-", "-\u00e9.example"]
)
def test_a_host_that_no_browser_opens_is_no_host(host: str) -> None:
    with pytest.raises(InputError, match="not a name"):
        album_link(f"https://{host}/s/{examples.token(15)}")


def test_a_foreign_alphabet_by_itself_is_said() -> None:
    link = album_link("https://фото.example.org/s/" + examples.token(15))
    assert "xn--n1adj7a.example.org" in link.advice or "xn--" in link.advice
    assert link.url.isascii()


def test_a_host_that_only_begins_like_a_service_is_said() -> None:
    link = album_link("https://photos.google.com.example.net/share/abc?key=def")
    assert link.service == ""
    assert "looks like Google Photos, but is not" in link.advice


def test_a_server_of_ones_own_may_be_local_and_plain() -> None:
    url = f"http://192.168.1.20:2283/share/{examples.token(67)}"
    with pytest.raises(InputError):
        album_link(url)
    link = album_link(url, self_hosted=True)
    assert (link.url, link.service) == (url, "Immich")


@pytest.mark.parametrize(
    ("service", "url"),
    rows(examples.SHARES) + rows(examples.OWNER_ONLY) + rows(examples.CUT_OFF) + [("", examples.OTHER)],
)
def test_no_whole_token_is_ever_shown(service: str, url: str) -> None:
    link = read_link(url)
    shown = mask_link(url) + repr(link) + link.advice
    try:
        album_link(url)
    except InputError as error:
        shown += str(error) + repr(error)
    for secret in secrets_of(url):
        assert secret not in shown
        assert secret[:8] not in shown
    assert mask_link(url).split("/")[0] in url


@pytest.mark.parametrize("text", ["https://ann:hunter2@example.org/s/abc", "http://[bad"])
def test_masking_is_safe_with_anything(text: str) -> None:
    assert "hunter2" not in mask_link(text)


def test_a_link_crosses_processes() -> None:
    link = album_link(examples.PHOTOS)
    assert pickle.loads(pickle.dumps(link)) == link
