"""A folder's photos → copies for the album, in the order of the film → a cloud, its link, the message."""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from slideshow.documents import storyboard_file
from slideshow.errors import InputError, RenderError, for_shell, printable
from slideshow.events import Noticed, Report, Started, ignore
from slideshow.model.album import Album, Photo
from slideshow.plan import days_told, in_order
from slideshow.scan import scan
from slideshow.share.link.anonymous_client import Transport
from slideshow.share.link.check import Answer, check
from slideshow.share.link.links import Link, read_link
from slideshow.share.message import Invitation, message
from slideshow.share.private_file import write_private
from slideshow.share.upload.originals import LONGEST_SIDE, Copies, write_copies
from slideshow.share.upload.remote import Remote, find_remote, upload
from slideshow.system.working_folder import temporary_folder


@dataclass(frozen=True, slots=True)
class Shared:
    """What came of an upload. `link` is None where the cloud gave none, `answer` where nobody asked.

    `message` is the file with the text for the friend, which alone holds the whole link.
    """

    remote: Remote
    link: Link | None
    answer: Answer | None
    until: date | None
    notes: tuple[str, ...]
    message: Path | None


def copy_originals(
    folder: Path,
    out: Path,
    *,
    longest_side: int | None = LONGEST_SIDE,
    film_only: bool = False,
    recursive: bool = False,
    follow_links: bool = False,
    overwrite: bool = False,
    report: Report = ignore,
) -> tuple[Album, Copies]:
    """The album, and the copies of its photos in `out`. Raises SlideshowError.

    Photos come by time. Those in the folder's slideshow.toml come first and in its order; with `film_only`
    no others.
    """
    file = folder / storyboard_file.NAME
    shifts = storyboard_file.shifts(file) if file.exists() else ()
    album = scan(folder, report, recursive=recursive, follow_links=follow_links, shifts=shifts)
    photos = in_order(album.photos, "time", 0)
    if film_only and not file.exists():
        raise InputError(
            f"{printable(file)}: is not there to say what is in the film.",
            f"Write it: slideshow plan {for_shell(folder)}",
        )
    if file.exists():
        storyboard, _ = storyboard_file.read(file, album)
        filmed = tuple(dict.fromkeys(photo for shot in storyboard.shots for photo in shot.photos))
        photos = filmed if film_only else (*filmed, *_others(photos, filmed))
    album = replace(album, photos=photos)
    copies = write_copies(photos, folder, out, longest_side=longest_side, overwrite=overwrite, report=report)
    return album, copies


def message_of(out: Path) -> Path:
    """Where the message about the copies in `out` goes: beside them, as in them it would be uploaded."""
    return out.with_name(f"{out.name}-message.txt")


def album_online(
    folder: Path,
    to: str,
    title: str,
    *,
    recursive: bool = False,
    follow_links: bool = False,
    transport: Transport | None = None,
    report: Report = ignore,
) -> str:
    """The link to an album of copies of a folder's photos, which are now at REMOTE:PATH.

    What there is to know of the link and its end is reported. Raises SlideshowError, also when there is no
    link to be had.
    """
    remote = find_remote(to)
    with temporary_folder() as work:
        out = work / "copies"
        album, copies = copy_originals(
            folder, out, recursive=recursive, follow_links=follow_links, report=report
        )
        report(Noticed(f"For the album: {copies.summary()}"))
        try:
            # Whether it opens is asked when the film is made.
            shared = share_copies(
                album, copies, remote, title, offline=True, transport=transport, report=report
            )
        except RenderError as error:
            # The copies are gone with their folder, so nobody is sent there.
            raise RenderError(error.problem, "Start again: copies that are there are replaced.") from error
    for note in shared.notes:
        report(Noticed(note))
    report(
        Noticed(f"{len(copies.names)} copies went to {remote.place} ({remote.service}), and nothing else.")
    )
    if shared.link is None:
        raise InputError(f"{remote.place}: gave no link to the copies.", "Make one there, for --album-link.")
    return shared.link.url


def share_copies(
    album: Album,
    copies: Copies,
    remote: Remote,
    title: str,
    *,
    expire_days: int | None = None,
    offline: bool = False,
    transport: Transport | None = None,
    report: Report = ignore,
) -> Shared:
    """The copies in the cloud, a link to them, whether it opens, and the message. Raises SlideshowError."""
    uploaded = upload(copies.folder, copies.names, remote, expire_days=expire_days, report=report)
    if uploaded.url is None:
        return Shared(remote, None, None, None, uploaded.notes, None)
    try:
        link = read_link(uploaded.url)
    except InputError as error:
        link = Link(uploaded.url, "", "unknown", error.problem)
    answer = None
    if not offline:
        report(Started("check"))
        answer = check(link, transport=transport)
    days = sorted(days_told(album.photos))
    about = Invitation(
        title=title,
        photos=len(copies.names),
        first=days[0] if days else None,
        last=days[-1] if days else None,
        link=link,
        verdict=answer.verdict if answer else None,
        until=uploaded.until,
    )
    path = message_of(copies.folder)
    write_private(path, message(about))
    return Shared(remote, link, answer, uploaded.until, uploaded.notes, path)


def _others(photos: tuple[Photo, ...], filmed: tuple[Photo, ...]) -> tuple[Photo, ...]:
    taken = {photo.path for photo in filmed}
    return tuple(photo for photo in photos if photo.path not in taken)
