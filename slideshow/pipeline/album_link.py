"""The album's link in a film -> whether a friend can open it, asked before any frame is made."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from slideshow.documents import trusted_paths
from slideshow.errors import InputError
from slideshow.events import Noticed, Report
from slideshow.share.link.anonymous_client import Transport
from slideshow.share.link.check import Verdict, check
from slideshow.share.link.links import album_link, mask_link

_FAULTS = {
    "private": "asks whoever opens it to log in",
    "gone": "leads to nothing any more",
}


@dataclass(frozen=True, slots=True)
class LinkAnswer:
    """What came of asking whether an album's link opens."""

    verdict: Verdict | None = None
    """None where nobody was asked."""
    host: str = ""
    """The host that was asked."""


def ask_about_link(
    text: str | None,
    report: Report,
    *,
    is_given: bool,
    offline: bool = False,
    transport: Transport | None = None,
) -> LinkAnswer:
    """The answer of asking as a stranger would; without a link, or when `offline`, nobody is asked.

    Nor is anybody for one that the person has not given, now (`is_given`) or before on this computer: an
    album's file, which may be a stranger's, names it, and its host would learn of the person. That is told.

    What cannot be told is no reason to stop. Raises InputError for a link that friends cannot open.
    """
    if not text or offline:
        return LinkAnswer()
    link = album_link(text)
    if not is_given and not trusted_paths.is_remembered_link(link.url):
        report(
            Noticed(
                f"{mask_link(link.url)}: comes from slideshow.toml and was not tried. Give it once with "
                "--album-link, if it is yours."
            )
        )
        return LinkAnswer()
    answer = check(link, transport=transport)
    if answer.verdict in _FAULTS:
        raise InputError(
            f"{mask_link(link.url)}: {_FAULTS[answer.verdict]} ({answer.evidence}).",
            "Share the album by link first; --offline makes the film without asking.",
        )
    words = {
        "public": "opens for everybody who has it",
        "password": "asks for a password: tell it to your friend in another message",
        "unknown": f"could not be tried ({answer.evidence})",
    }[answer.verdict]
    report(Noticed(f"{mask_link(link.url)}: {words}."))
    return LinkAnswer(answer.verdict, urlsplit(link.url).hostname or "")
