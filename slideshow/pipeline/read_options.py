"""What was asked for, by the names of options → a brief, and how its film is made.

Mistakes are InputErrors, told as the caller writes options.
"""

from collections.abc import Callable, Mapping
from os import PathLike
from pathlib import Path
from typing import Any

from slideshow.documents.photo_place_files import photo_place
from slideshow.documents.target_files import target as target_of
from slideshow.errors import InputError
from slideshow.model.brief import Brief
from slideshow.model.mark import Mark
from slideshow.model.photo_place import PhotoPlace
from slideshow.pipeline import option_values
from slideshow.pipeline.destination import Destination, brief_for
from slideshow.pipeline.make_options import MakeOptions
from slideshow.pipeline.mark_file import mark_of
from slideshow.pipeline.options import OPTIONS, FileOptions, FilmOptions, PhotoOptions, Spelling, WithDefaults
from slideshow.pipeline.photos_asked import PhotosAsked
from slideshow.render import AUTO, ENCODERS, QUALITIES

# What a slideshow.toml says of a film, and the brief's field for it.
_DECIDED_BY_PLANS = {
    "music": "music",
    "music_start": "music_start",
    "template": "template",
    "title": "title",
    "end": "closing",
    "per_photo": "seconds_per_photo",
    "length": "length_seconds",
    "keep_all": "keep_all",
    "order": "order",
}


def brief_of(options: FilmOptions, spelled: Spelling) -> Brief:
    """What the film is to be, read and checked. Raises InputError."""
    asked = _Asked(options, spelled)
    if asked["per_photo"] is not None and asked["length"] is not None:
        names = f"{spelled('per_photo')} and {spelled('length')}"
        raise InputError(f"{names}: each decides the other.", "Give one of them.")
    music = () if asked["music"] is None else asked["music"]
    template, soundfont = asked["template"], asked["soundfont"]
    defaults = options.defaults if isinstance(options, WithDefaults) else ()
    brief = Brief(
        fps=asked.read("fps", option_values.fps),
        seconds_per_photo=asked.read("per_photo", option_values.seconds_per_photo),
        length_seconds=asked.read("length", option_values.length_seconds),
        title=asked["title"],
        music=(str(music),) if isinstance(music, str | PathLike) else tuple(str(one) for one in music),
        music_start=asked.read("music_start", option_values.music_start),
        soundfont=None if soundfont is None else str(soundfont),
        closing=asked["end"],
        album_link=asked["album_link"],
        template=None if template is None else str(template),
        seed=asked["seed"],
        keep_all=asked["keep_all"],
        order=asked.read("order", option_values.order),
        clips=asked["clips"],
        live=asked["live"],
        tone=asked["tone"],
        clip_sound=asked.read("clip_sound", option_values.clip_sound),
        follow_links=asked["follow_links"],
        locale=option_values.locale(),
        shifts=asked.read("shift", option_values.clock_shifts),
        mark=_mark(asked),
        voice=None if asked["voice"] is None else str(asked["voice"]),
        defaults=tuple(field for name, field in _DECIDED_BY_PLANS.items() if name in defaults),
    )
    return brief_for(target_of(asked["target"]), brief, asked.read("size", option_values.size))


def make_options_of(options: FileOptions, spelled: Spelling) -> MakeOptions:
    """What the film is to be and how it is made, read and checked. Raises InputError."""
    asked = _Asked(options, spelled)
    destination = Destination(
        target_of(asked["target"]),
        asked.read("max_size", option_values.size_bytes),
        in_parts=asked["parts"],
        kit=asked["kit"],
        offline=asked["offline"],
        copies_message=asked["copy_message"],
    )
    return MakeOptions(
        brief_of(options, spelled),
        quality=option_values.one_of(spelled("quality"), asked["quality"], QUALITIES),
        encoder=option_values.one_of(spelled("encoder"), asked["encoder"], (AUTO, *ENCODERS)),
        recursive=asked["recursive"],
        fresh=asked["fresh"],
        overwrite=asked["overwrite"],
        jobs=asked.read("jobs", option_values.jobs),
        cached=asked["cached"],
        destination=destination,
    )


def photo_options_of(options: PhotoOptions, spelled: Spelling) -> PhotosAsked:
    """What the photos are to be that are sent as photos, read and checked. Raises InputError."""
    asked = _Asked(options, spelled)
    place = _shaped(photo_place(asked["place"]), asked["shape"], spelled("shape"))
    template = asked["template"]
    brief = Brief(
        canvas=place.shape.canvas,
        # A title is drawn over the cover only when it was asked for.
        title=asked["title"] or "",
        album_link=asked["album_link"],
        template=None if template is None else str(template),
        seed=asked["seed"],
        order=asked.read("order", option_values.order),
        clips=asked["clips"] and place.clips is not None,
        locale=option_values.locale(),
    )
    return PhotosAsked(
        brief,
        place,
        shown_as=option_values.one_of(spelled("shown_as"), asked["shown_as"], ("whole", "fill", "card")),
        keep_time=asked["keep_time"],
        recursive=asked["recursive"],
        fresh=asked["fresh"],
        kit=asked["kit"],
        overwrite=asked["overwrite"],
    )


def _shaped(place: PhotoPlace, ratio: str | None, name: str) -> PhotoPlace:
    """The place with that one of its shapes. Raises InputError."""
    if ratio is None:
        return place
    shapes = {one.ratio: one for one in (place.shape, *place.other_shape)}
    if ratio not in shapes:
        raise InputError(f"{name} {ratio}: {place.name} takes {' and '.join(shapes)}.", "Give one of them.")
    return place.model_copy(update={"shape": shapes[ratio]})


def _mark(asked: "_Asked") -> Mark | None:
    place = asked.read("mark_place", option_values.mark_place)
    width = asked.read("mark_size", option_values.mark_size)
    opacity = asked.read("mark_opacity", option_values.mark_opacity)
    colour = asked.read("mark_colour", option_values.mark_colour)
    return None if asked["mark"] is None else mark_of(Path(asked["mark"]), place, width, opacity, colour)


class _Asked:
    """Options by name, with the defaults of those that were not given."""

    def __init__(self, given: Mapping[str, Any], spelled: Spelling) -> None:
        self._given = given
        self._spelled = spelled

    def __getitem__(self, name: str) -> Any:
        return self._given.get(name, OPTIONS[name].default)

    def read(self, name: str, reader: Callable[[Any, str], Any]) -> Any:
        """The value as `reader` understands it, who is told how the caller writes the option."""
        return reader(self[name], self._spelled(name))
