"""Photo → facts and a thumbnail, from one small decode: all that inspecting does with pixels.

It is done where the photo is decoded, in a process that may die: then no pixels travel from there.
"""

import io
from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction

import cv2
import numpy as np
from PIL import Image

from slideshow.inspect import measure
from slideshow.inspect.beauty import colourfulness, distinctness
from slideshow.inspect.borders import border
from slideshow.inspect.clip_facts import watch_clip, with_course
from slideshow.inspect.detection import RGB
from slideshow.inspect.faces import faces_in
from slideshow.inspect.people import wear
from slideshow.inspect.saliency import attention_in
from slideshow.inspect.sideways import turn_degrees, turn_pixels
from slideshow.inspect.tone import tone
from slideshow.media.pictures import Picture, decode, whole
from slideshow.media.proxies import decode_once
from slideshow.model.album import VIDEO, Photo
from slideshow.model.facts import Course, Face, Facts
from slideshow.model.geometry import NO_MARGINS, Margins, Size

# Faces and sharpness are looked for at this size, in pixels of the longer side, the rest at a thumbnail's.
_SIDE = measure.SHARP_SIDE
THUMBNAIL_SIDE = 512
_QUALITY = 88
# A face this high, as a share of the photo, is what the photo is of.
_LARGE_FACE = 0.06


@dataclass(frozen=True, slots=True)
class PhotoFacts:
    """`thumbnail` is a JPEG of at most THUMBNAIL_SIDE pixels, upright and in sRGB."""

    facts: Facts
    thumbnail: bytes


def looked_at_and_kept(photo: Photo) -> PhotoFacts:
    """The same as `looked_at`, where a film may follow: what takes long to decode is kept for it."""
    return look_at(photo, decode_once)


def look_at(photo: Photo, decode: Callable[..., Picture] = decode) -> PhotoFacts:
    """What there is to know of a photo or clip. Raises PhotoError."""
    # There is a process for every core.
    cv2.setNumThreads(1)
    course: Course | None = None
    faces: tuple[Face, ...] = ()
    if photo.format == VIDEO and photo.clip:
        course, faces = watch_clip(photo.clip)
        photo = at(photo, course.still_seconds)
    pixels = whole(photo, _SIDE, decode=decode)
    trim = NO_MARGINS
    # What plays is not trimmed: its border is as likely to be a cinema's.
    if photo.clip is None:
        pixels, trim = trimmed(pixels, photo.size)
    faces_there = faces_in(pixels)
    # A film has its own way of saying how it stands.
    turn = 0 if faces_there or photo.clip else turn_degrees(pixels)
    if turn:
        pixels = turn_pixels(pixels, turn)
        for _ in range(turn // 90):
            trim = trim.turned
        faces_there = faces_in(pixels)
    small = _small(pixels)
    copy = io.BytesIO()
    Image.fromarray(small).save(copy, "JPEG", quality=_QUALITY)
    facts = replace(measure_photo(pixels, small, faces_there), turn_degrees=turn, trim=trim)
    return PhotoFacts(with_course(facts, course, faces) if course else facts, copy.getvalue())


def trimmed(pixels: RGB, size: Size) -> tuple[RGB, Margins]:
    """The picture without the border around it, and that border in pixels of a photo of this size."""
    sides = border(pixels)
    # What a program draws has borders of its own, which belong to it.
    if not any(sides) or measure.is_screen(pixels):
        return pixels, NO_MARGINS
    here, there = (
        Margins(*(round(share * side) for share, side in zip(sides, lengths * 2, strict=True)))
        for lengths in ((pixels.shape[1], pixels.shape[0]), (size.width, size.height))
    )
    part = pixels[here.top : pixels.shape[0] - here.bottom, here.left : pixels.shape[1] - here.right]
    return np.ascontiguousarray(part), there


def at(photo: Photo, still_seconds: float) -> Photo:
    """A clip, with the moment that stands for it; a photo as it is."""
    if photo.clip is None or photo.format != VIDEO:
        return photo
    moment = Fraction(round(still_seconds * 1000), 1000)
    return replace(photo, clip=replace(photo.clip, still_seconds=moment))


def measure_photo(pixels: RGB, small: RGB, faces: tuple[Face, ...] | None = None) -> Facts:
    """The facts of a photo, from a copy of about SHARP_SIDE pixels and from a smaller one.

    `faces` are those in it, where they are known already.
    """
    light = measure.light(small)
    attention = attention_in(small)
    faces = faces_in(pixels) if faces is None else faces
    subject = attention.subject
    # One looks at the largest face, unless it is a bystander's, far away beside something else.
    people = faces[0].box if faces and faces[0].box.height >= _LARGE_FACE else None
    seen_first = people or subject or (faces[0].box if faces else None)
    sharp, sharp_subject = measure.sharpnesses(pixels, (None, seen_first))
    return Facts(
        faces=faces,
        subject=subject,
        sharpness=sharp,
        subject_sharpness=sharp_subject if seen_first else None,
        colourfulness=colourfulness(small),
        distinctness=max(distinctness(small, part) for part in (people, subject)),
        tone=tone(small, faces),
        wears=tuple(wear(small, face.box) for face in faces),
        brightness=light.brightness,
        contrast=light.contrast,
        black=light.black,
        white=light.white,
        detail=measure.detail(small),
        colours=measure.colours(small),
        layout=measure.layout(small),
        hash=measure.difference_hash(small),
        is_screen=measure.is_screen(pixels),
        attention_across=attention.across,
        attention_down=attention.down,
    )


def _small(pixels: RGB) -> RGB:
    scale = min(1.0, THUMBNAIL_SIDE / max(pixels.shape))
    if scale >= 1.0:
        return pixels
    size = _scaled(Size(pixels.shape[1], pixels.shape[0]), scale)
    small = Image.fromarray(pixels).resize((size.width, size.height), Image.Resampling.BOX)
    return np.asarray(small, np.uint8)


def _scaled(size: Size, scale: float) -> Size:
    return Size(max(1, round(size.width * scale)), max(1, round(size.height * scale)))
