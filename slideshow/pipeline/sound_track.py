"""A planned film → its finished sound."""

from collections.abc import Callable
from pathlib import Path

from slideshow.events import Report, ignore
from slideshow.model.coding import MUSIC_KILOBITS
from slideshow.model.soundtrack import ClipSound, Passage
from slideshow.pipeline.planning import Planned
from slideshow.plan.clip_sounds import sounds_in
from slideshow.sound.film_sound import Fades
from slideshow.sound.song import write_piece
from slideshow.sound.sound_activity import lively
from slideshow.sound.sound_cache import content_of, kept_track
from slideshow.sound.track import make_track
from slideshow.system.memory import return_what_is_free
from slideshow.system.working_folder import working_folder

_NO_FADES = Fades(0.005, 0.01)


# The first note of a bar is not to be swallowed.
_ON_BEAT_FADES = Fades(0.02, 2.0)


# Of clips that are seen, those that are worth hearing.
Lively = Callable[[tuple[ClipSound, ...]], tuple[ClipSound, ...]]


def write_sound(film: Planned, out: Path, report: Report = ignore) -> None:
    """Writes the film's finished sound as an MP4 file. Raises SlideshowError."""
    with working_folder() as work:
        sound_track(film, lively, MUSIC_KILOBITS, work, out, report)


def sound_track(
    film: Planned,
    lively: Lively,
    kilobits: int,
    work: Path,
    out: Path,
    report: Report,
    *,
    cached: bool = True,
    levelled: bool = True,
) -> Path:
    """The film's sound at `out`; as it was made before, where nothing of it has changed and it is `cached`.

    Without `levelled` its loudness is not listened to and corrected: for a preview. Raises SlideshowError.
    """
    clips = hear_clips(film, lively)

    def make(report: Report) -> None:
        _make(film, clips, kilobits, work, out, report, levelled=levelled)

    if not cached:
        make(report)
        return out
    return kept_track(_recipe(film, clips, kilobits, levelled=levelled), out, report, make)


def _recipe(film: Planned, clips: tuple[ClipSound, ...], kilobits: int, *, levelled: bool) -> object:
    """All that makes a difference to a film's sound."""
    piece = film.piece
    return (
        film.timeline.duration_seconds,
        (piece.style, piece.seed, piece.sample_count) if piece else None,
        content_of(piece.soundfont) if piece and piece.soundfont else "",
        [content_of(path) for path in film.song.paths] if film.song and not piece else [],
        film.music.passages if film.music else (),
        bool(film.music and film.music.has_beats),
        [
            (content_of(one.clip.path), one.clip.offset, one.at, one.start, one.stop, one.decibels)
            for one in clips
        ],
        film.scene.brief.clip_sound,
        [(content_of(one.path), one.at) for one in film.voices],
        kilobits,
        levelled,
    )


def _make(
    film: Planned,
    clips: tuple[ClipSound, ...],
    kilobits: int,
    work: Path,
    out: Path,
    report: Report,
    *,
    levelled: bool,
) -> None:
    paths: tuple[Path, ...] = film.song.paths if film.song else ()
    passages: tuple[Passage, ...] = film.music.passages if film.music else ()
    fades = Fades()
    if film.piece:
        paths = (write_piece(film.piece, work / "piece.wav"),)
        return_what_is_free()
        # It has a beginning and an ending of its own.
        fades = _NO_FADES
    elif film.music and film.music.has_beats and passages:
        fades = _ON_BEAT_FADES
    make_track(
        paths,
        film.timeline.duration_seconds,
        out,
        report,
        passages=passages,
        fades=fades,
        kilobits=kilobits,
        clips=clips,
        only=film.scene.brief.clip_sound == "only",
        levelled=levelled,
        voices=film.voices,
    )


def hear_clips(film: Planned, lively: Lively) -> tuple[ClipSound, ...]:
    """The clips whose sound is in the film."""
    wanted = film.scene.brief.clip_sound
    heard = () if wanted == "off" else sounds_in(film.timeline)
    return lively(heard) if wanted == "mix" else heard
