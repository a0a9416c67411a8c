"""A folder -> its best photos as pictures for a phone: chosen, drawn, searched, numbered in their order."""

import re
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from slideshow.documents import storyboard_file
from slideshow.documents.target_files import target
from slideshow.documents.template_files import load_named
from slideshow.errors import InputError, PhotoError, RenderError, SlideshowError, printable
from slideshow.events import Advanced, Noticed, PhotoLeftOut, Report, Started, ignore
from slideshow.media import mp4
from slideshow.media.decode_limits import blaming
from slideshow.media.film_mark import is_ours
from slideshow.model.album import VIDEO, LeftOut, Photo
from slideshow.model.geometry import Size
from slideshow.model.storyboard import Storyboard
from slideshow.pipeline.destination import Destination, brief_for
from slideshow.pipeline.make import make
from slideshow.pipeline.make_options import MakeOptions
from slideshow.pipeline.photo_pictures import Wanted, draw_picture, limits, traces_beside
from slideshow.pipeline.photos_asked import PhotosAsked
from slideshow.pipeline.planning import scene_of, with_shifts, with_turned_facts
from slideshow.plan import Scene, cards, filling_crops, photo_choice
from slideshow.share.link.links import album_link, read_link
from slideshow.share.message import Invitation, message
from slideshow.share.private_file import write_private
from slideshow.share.upload.copies_folder import beside, check_place, publish
from slideshow.share.upload.jpeg_metadata import traces
from slideshow.system.cores import cores
from slideshow.system.sandbox import Sandbox

_OURS = re.compile(r"\d{2,}\.(?:jpg|mp4)")
_MOST_THREADS = 4
# Of a film that is shown alone: as long as the clip, within what a slide may stand.
_LEAST_CLIP_SECONDS, _MOST_CLIP_SECONDS = 1.0, 60.0


@dataclass(frozen=True, slots=True)
class PhotosChosen:
    """What is sent and in which order; `decided` is the folder's slideshow.toml, where there is one."""

    folder: Path
    scene: Scene
    photos: tuple[Photo, ...]
    left_out: tuple[LeftOut, ...]
    decided: Storyboard | None


@dataclass(frozen=True, slots=True)
class SentPhotos:
    """What stands in `folder`: `names` in their order and where each came from. `left_out` says why the
    others are not there; `message` is the file with the words to send along, None where none was wanted."""

    folder: Path
    names: tuple[str, ...]
    sources: tuple[Photo, ...]
    sizes_bytes: tuple[int, ...]
    left_out: tuple[LeftOut, ...]
    message: Path | None = None


def write_photos(
    folder: Path,
    out: Path,
    asked: PhotosAsked,
    *,
    listed: Sequence[Path] | None = None,
    chosen: PhotosChosen | None = None,
    report: Report = ignore,
) -> SentPhotos:
    """01.jpg, 02.jpg, ... in the new folder `out`: the best photos of `folder`, or of those `listed`.

    `chosen` is what was chosen of the folder already. What cannot be decoded is reported and left out. Each
    file is read again and searched before the folder gets its name. Raises SlideshowError; `out` is as it was
    then.
    """
    _check(folder, listed, out, asked.overwrite)
    if asked.kit:
        _check_message(out, asked.overwrite)
    chosen = chosen or choose(folder, asked, listed=listed, report=report)
    try:
        with beside(out) as part:
            sent = pictures(chosen, part, asked, report=report)
            _check(folder, listed, out, asked.overwrite)  # something may have come while we worked
            publish(part, out, _OURS)
    except OSError as error:
        raise RenderError(
            f"{printable(out)}: cannot be written ({error.strerror or error}).",
            "Make room, or choose another place with -o.",
        ) from error
    sent = replace(sent, folder=out)
    if asked.kit:
        sent = replace(sent, message=message_of(out))
        write_private(message_of(out), message(_invitation(chosen, asked)))
    return sent


def choose(
    folder: Path, asked: PhotosAsked, *, listed: Sequence[Path] | None = None, report: Report = ignore
) -> PhotosChosen:
    """The photos of a folder as its slideshow.toml has them, or, without one or when `fresh`, as we would.

    Raises SlideshowError.
    """
    fresh = asked.fresh or listed is not None
    scene = scene_of(folder, with_shifts(folder, asked.brief, fresh), listed, asked.recursive, report)
    file = folder / storyboard_file.NAME
    decided = None
    if not fresh and file.exists():
        decided, changes = storyboard_file.read(file, scene.album)
        scene = with_turned_facts(decided, scene)
        for line in changes:
            report(Noticed(line))
        if decided.template and not asked.brief.template:
            scene = replace(scene, template=load_named(decided.template, file))
    choice = photo_choice(scene, asked.place.count.photos, decided)
    for one in choice.left_out:
        report(PhotoLeftOut(one.path, one.reason, one.hint, by_choice=True))
    left_out = (*scene.album.left_out, *choice.left_out)
    return PhotosChosen(folder, scene, choice.photos, left_out, decided)


def choose_of(scene: Scene, decided: Storyboard, asked: PhotosAsked) -> PhotosChosen:
    """The photos of a film as they are decided, for what is known of its album already."""
    choice = photo_choice(scene, asked.place.count.photos, decided)
    left_out = (*scene.album.left_out, *choice.left_out)
    return PhotosChosen(scene.album.folder, scene, choice.photos, left_out, decided)


def pictures(
    chosen: PhotosChosen, into: Path, asked: PhotosAsked, *, films: bool = True, report: Report = ignore
) -> SentPhotos:
    """The files of what was chosen, in the empty folder `into`, searched. Raises SlideshowError.

    Without `films` a picture stands for each clip.
    """
    report(Started("photos", len(chosen.photos)))
    drawings = {
        photo.path: one for photo, one in zip(chosen.photos, _wanted(chosen, into, asked), strict=True)
    }
    left_out = list(chosen.left_out)
    done: list[tuple[Photo, Path]] = []

    def made(photo: Photo) -> Path | SlideshowError:
        wanted = drawings[photo.path]
        try:
            if photo.format == VIDEO and films:
                return _film(photo, wanted.out.with_suffix(".mp4"), asked)
            with blaming(photo):
                guarded(wanted)
            return wanted.out
        except SlideshowError as error:
            return error

    threads = max(1, min(_MOST_THREADS, cores()))
    with ThreadPoolExecutor(threads, "photos") as pool, Sandbox(draw_picture, limits) as guarded:
        try:
            for number, (photo, result) in enumerate(
                zip(chosen.photos, pool.map(made, chosen.photos), strict=True), start=1
            ):
                if isinstance(result, Path):
                    done.append((photo, result))
                else:
                    left_out.append(_lost(photo, result))
                    report(PhotoLeftOut(photo.path, left_out[-1].reason, left_out[-1].hint))
                report(Advanced("photos", number))
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    if not done:
        raise RenderError(
            f"{printable(chosen.folder)}: none of its photos can be decoded.", "Export them again."
        )
    names = tuple(_numbered(done))
    return SentPhotos(
        folder=into,
        names=names,
        sources=tuple(photo for photo, _ in done),
        sizes_bytes=tuple(
            _searched(into / name, photo if asked.keep_time else None)
            for name, (photo, _) in zip(names, done, strict=True)
        ),
        left_out=tuple(left_out),
    )


def message_of(out: Path) -> Path:
    """Where the words to send along go: beside the folder, as in it they would be sent with the photos."""
    return out.with_name(f"{out.name}-message.txt")


def _lost(photo: Photo, error: SlideshowError) -> LeftOut:
    if isinstance(error, PhotoError):
        return LeftOut(photo.path, error.reason, error.hint)
    return LeftOut(photo.path, f"cannot be made ({error.problem.rstrip('.')}).", error.hint)


def _wanted(chosen: PhotosChosen, into: Path, asked: PhotosAsked) -> Iterator[Wanted]:
    """What is to be drawn of each photo, in order. A cover that has a title is a card."""
    scene, canvas, decided = chosen.scene, asked.place.shape.canvas, chosen.decided
    titled = bool(asked.brief.title)
    drawn_cards = cards(chosen.photos, scene, decided) if titled or asked.shown_as == "card" else ()
    filling = filling_crops(chosen.photos, scene, decided) if asked.shown_as == "fill" else ()
    for index, photo in enumerate(chosen.photos):
        is_card = asked.shown_as == "card" or (titled and index == 0)
        crop = filling[index] if filling else photo.size.whole
        size = canvas if filling or is_card else _within(photo.size, asked.place.shape.longest_side)
        yield Wanted(
            photo,
            into / f"{index:06d}.jpg",
            asked.place.most_bytes,
            crop,
            size,
            card=drawn_cards[index] if is_card else None,
            taken=photo.captured if asked.keep_time else None,
        )


def _within(size: Size, longest_side: int) -> Size:
    longest = max(size.width, size.height)
    if longest <= longest_side:
        return size
    return Size(*(max(1, round(side * longest_side / longest)) for side in (size.width, size.height)))


def _film(photo: Photo, out: Path, asked: PhotosAsked) -> Path:
    """The clip alone as a film of ours, with its own sound, within what its place takes."""
    assert asked.place.clips is not None
    assert photo.clip is not None
    goal = target(asked.place.clips.target)
    seconds = min(float(photo.clip.seconds), asked.place.clips.most_seconds, _MOST_CLIP_SECONDS)
    brief = replace(
        brief_for(goal, replace(asked.brief, title=""), asked.place.shape.canvas),
        seconds_per_photo=max(_LEAST_CLIP_SECONDS, round(seconds, 3)),
        album_link=None,
        template="still",
        order="time",
        clip_sound="only",
    )
    destination = Destination(goal, offline=True)
    make(photo.path.parent, out, MakeOptions(brief, destination=destination, fresh=True), listed=[photo.path])
    return out


def _numbered(done: Sequence[tuple[Photo, Path]]) -> Iterator[str]:
    """Final names without gaps."""
    digits = max(2, len(str(len(done))))
    for number, (_, path) in enumerate(done, start=1):
        name = f"{number:0{digits}d}{path.suffix}"
        path.rename(path.with_name(name))
        yield name


def _searched(path: Path, timed: Photo | None) -> int:
    """The file's size, when it holds nothing but its picture, and the time of `timed` where that is kept."""
    if path.suffix == ".mp4":
        found: tuple[str, ...] = mp4.read(path).metadata
    else:
        found = traces_beside(path.read_bytes(), timed.captured if timed else None)
    if found:
        raise RenderError(f"{path.name}: holds {', '.join(found)}.", "Please report this.")
    return path.stat().st_size


def _check(folder: Path, listed: Sequence[Path] | None, out: Path, overwrite: bool) -> None:
    """Raises InputError where the pictures would stand among the photos or replace what is not ours."""
    for source in {folder} if listed is None else {path.parent for path in listed}:
        check_place(source, out, overwrite, _is_picture)


def _is_picture(path: Path) -> bool:
    """Whether it may be a file of ours: what a camera calls 01.jpg tells more than its picture."""
    if not _OURS.fullmatch(path.name):
        return False
    with suppress(OSError):
        if path.suffix == ".mp4":
            return is_ours(path)
        return path.is_file() and set(traces(path.read_bytes())) <= {"Exif"}
    return False


def _check_message(out: Path, overwrite: bool) -> None:
    text = message_of(out)
    if text.exists() and not overwrite:
        raise InputError(f"{printable(text)}: is there already.", "Use --overwrite to replace it.")


def _invitation(chosen: PhotosChosen, asked: PhotosAsked) -> Invitation:
    days = [photo.captured.date() for photo in chosen.photos if photo.captured]
    link = asked.brief.album_link or (chosen.decided.album_link if chosen.decided else None)
    return Invitation(
        title=asked.brief.title or "",
        photos=len(chosen.scene.album.photos) if link else 0,
        first=min(days, default=None),
        last=max(days, default=None),
        link=read_link(album_link(link).url) if link else None,
    )
