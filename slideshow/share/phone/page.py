"""A film's name and size, its cover's shape, a message → the page that a phone opens, and its policy."""

import base64
import hashlib
from dataclasses import dataclass
from html import escape
from pathlib import Path
from string import Template

from slideshow.model.geometry import Size

_FOLDER = Path(__file__).parent
MESSAGE = Template(
    """<section>
<h2>Message</h2>
<textarea id="text" readonly rows="4" aria-label="The message">
$text</textarea>
<button id="copy" class="quiet button" type="button">Copy the message</button>
</section>"""
)


@dataclass(frozen=True, slots=True)
class Page:
    content: bytes
    policy: str  # for the header Content-Security-Policy


def page(
    *, film: str, film_name: str, size_bytes: int, cover: str, cover_name: str, shape: Size, message: str
) -> Page:
    """The page. `film` and `cover` are where they lie on the server; an empty message shows none.

    Nothing is loaded from elsewhere, and the policy allows no other style or script than these.
    """
    style = Template(part("page.css")).substitute(aspect=f"{shape.width / shape.height:.4f}")
    script = part("page.js")
    text = part("page.html")
    content = Template(text).substitute(
        head=head(title_of(film_name), cover, style),
        film=film,
        film_name=escape(film_name),
        size=f"{max(0.1, size_bytes / 1e6):.1f} MB",
        cover=cover,
        cover_name=escape(cover_name),
        message=MESSAGE.substitute(text=escape(message)) if message else "",
        last_step="Copy the message, paste it there." if message else "Write a line, and send.",
        script=script,
    )
    return Page(content.encode(), policy_of(style, script))


def head(title: str, icon: str, style: str) -> str:
    """How every page for a phone begins, to its title; `icon` is where a picture lies on the server."""
    return Template(part("head.html")).substitute(title=escape(title), icon=icon, style=style)


def policy_of(style: str, script: str) -> str:
    """What a page may load: what is ours, and no other style or script than these."""
    return (
        f"default-src 'none'; media-src 'self'; img-src 'self'; style-src {_digest(style)}; "
        f"script-src {_digest(script)}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )


def title_of(film_name: str) -> str:
    return Path(film_name).stem.replace("_", " ").strip() or "film"


def part(name: str) -> str:
    return (_FOLDER / name).read_text("utf-8")


def _digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
