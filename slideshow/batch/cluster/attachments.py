"""Files of this computer that wishes name -> the same wishes on another: music, SoundFonts, own templates."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from slideshow.errors import InputError
from slideshow.pipeline.make_options import MakeOptions

Attachments = Mapping[str, bytes]

# It is in the memory of the scheduler, and of every worker.
_MOST_BYTES = 200_000_000


def pack_files(options: MakeOptions) -> Attachments:
    """The contents of the files, by the words that name them. Raises InputError when they are too many."""
    brief = options.brief
    words = [
        word for word in (*brief.music, brief.template, brief.soundfont) if word and _file(word).is_file()
    ]
    size = sum(_file(word).stat().st_size for word in words)
    if size > _MOST_BYTES:
        raise InputError(
            f"--music: {size / 1e6:.0f} MB are too much to be sent to every worker.",
            f"Give up to {_MOST_BYTES / 1e6:.0f} MB, or put the music into the albums' folders.",
        )
    return {word: _file(word).read_bytes() for word in words}


def unpack_files(options: MakeOptions, attachments: Attachments, folder: Path) -> MakeOptions:
    """The wishes, with the files in the folder."""
    paths: dict[str, str] = {}
    for number, (word, content) in enumerate(attachments.items()):
        # Their names are told; two may have the same.
        path = folder / str(number) / Path(word).name
        path.parent.mkdir()
        path.write_bytes(content)
        paths[word] = str(path)
    brief = options.brief
    music = tuple(paths.get(word, word) for word in brief.music)
    template, soundfont = _other(brief.template, paths), _other(brief.soundfont, paths)
    return replace(options, brief=replace(brief, music=music, template=template, soundfont=soundfont))


def _other(word: str | None, paths: Mapping[str, str]) -> str | None:
    return paths.get(word, word) if word else word


def _file(word: str) -> Path:
    return Path(word).expanduser()
