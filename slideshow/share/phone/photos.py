"""A folder of pictures -> a page in the home network with a button for each, and one for all as a ZIP."""

import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from html import escape
from pathlib import Path
from string import Template

from slideshow.events import Report, Withdrawn, ignore
from slideshow.share.phone.offer import check_minutes, given_out, wait
from slideshow.share.phone.page import MESSAGE, Page, head, part, policy_of, title_of
from slideshow.share.phone.server import Document, Film, Site, new_token
from slideshow.share.phone.visits import End, Visits
from slideshow.system.working_folder import temporary_folder

_KINDS = {".jpg": "image/jpeg", ".zip": "application/zip"}


def phone_photos(
    files: Sequence[Path],
    folder: Path,
    *,
    message: str = "",
    host: str | None = None,
    port: int = 0,
    minutes: float = 10.0,
    pressed: Callable[[float], bool],
    report: Report = ignore,
) -> End:
    """Offers the pictures and clips of `folder` until a phone has them all; says why it ended.

    Reports Offered, Noticed, Withdrawn. Raises InputError.
    """
    with photos_offered(
        files, folder, message=message, host=host, port=port, minutes=minutes, report=report
    ) as visits:
        end = wait(visits, pressed, report, "All the pictures were saved.")
    report(Withdrawn(folder, end))
    return end


@contextmanager
def photos_offered(
    files: Sequence[Path],
    folder: Path,
    *,
    message: str = "",
    host: str | None = None,
    port: int = 0,
    minutes: float = 10.0,
    report: Report = ignore,
) -> Iterator[Visits]:
    """What phones fetch while the block lasts. Raises InputError."""
    check_minutes(minutes)
    with temporary_folder() as work, ExitStack() as opened:
        packed = pack_into(work / f"{folder.name}.zip", files)
        every = [Film(path, _KINDS) for path in (packed, *files)]
        for one in every:
            opened.callback(one.close)
        site = _site(every[0], every[1:], folder.name, message)
        sizes = {name: one.size_bytes for name, one in site.files.items()}
        visits = Visits(every[0].size_bytes, minutes * 60, more=sizes)
        with given_out(folder, site, visits, host=host, port=port, minutes=minutes, report=report):
            yield visits


def pack_into(out: Path, files: Sequence[Path]) -> Path:
    """A ZIP of the files by their bare names, which tells no times; they are as small as they get."""
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for path in files:
            # Its date is 1980, where such archives begin.
            archive.writestr(zipfile.ZipInfo(path.name), path.read_bytes())
    return out


def _site(packed: Film, files: Sequence[Film], name: str, message: str) -> Site:
    token = new_token()
    addressed = {one.name: one for one in files}
    made = _page(
        f"/{token}/all.zip", packed, {f"/{token}/{key}": one for key, one in addressed.items()}, name, message
    )
    documents = {"": Document(made.content, "text/html; charset=utf-8", f"{name}.html", made.policy)}
    return Site(token, packed, "all.zip", documents, addressed)


def _page(all_at: str, packed: Film, files: dict[str, Film], name: str, message: str) -> Page:
    style = Template(part("page.css")).substitute(aspect="0.5625") + part("photos.css")
    script = part("page.js")
    count = len(files)
    content = Template(part("photos.html")).substitute(
        head=head(title_of(name), next(iter(files)), style),
        count=f"{count} picture{'s' if count != 1 else ''}, to be saved in this order",
        cards="\n".join(_card(at, one) for at, one in files.items()),
        all=all_at,
        all_name=escape(packed.name),
        size=f"{max(0.1, packed.size_bytes / 1e6):.1f} MB",
        message=MESSAGE.substitute(text=escape(message)) if message else "",
        script=script,
    )
    return Page(content.encode(), policy_of(style, script))


def _card(at: str, file: Film) -> str:
    name = escape(file.name)
    if file.content_type == "image/jpeg":
        shown = f'<img src="{at}" alt="{name}" loading="lazy">'
    else:
        shown = f'<video controls playsinline preload="metadata" src="{at}"></video>'
    return (
        f'<figure>{shown}<a class="quiet button" href="{at}?save" download="{name}">Save {name}</a></figure>'
    )
