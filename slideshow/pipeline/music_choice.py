"""What a person gave as music + the film's plan -> the song, and the part of it that the film plays."""

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

from slideshow.documents import storyboard_file, trusted_paths
from slideshow.errors import InputError, StoryboardError, for_shell, printable
from slideshow.events import MusicLaid, Noticed, Report
from slideshow.model.album import Album
from slideshow.model.file_names import at_home
from slideshow.model.measures import clock
from slideshow.model.music import NO_MUSIC
from slideshow.model.soundtrack import Passage, Soundtrack
from slideshow.model.storyboard import Storyboard
from slideshow.model.timeline import Timeline
from slideshow.plan import Scene, continue_beats, film_seconds, nearest_beat, soundtrack_of
from slideshow.sound.composed import Piece
from slideshow.sound.music_file import check_music
from slideshow.sound.song import Song, compose_for, composed_rhythm, rhythm_of
from slideshow.sound.voice_notes import is_named_as_voice_note, is_spoken

# A join counts as on the beat when its middle is no farther from one than this many frames.
_ON_BEAT_FRAMES = 1


def song_of(folder: Path, storyboard: Storyboard, scene: Scene, report: Report) -> Song | None:
    """What was asked for, what the storyboard names, or the sound file that lies among the photos, if any.

    A storyboard may have come with the photos, from anybody: it names music in their folder, or what the
    person has named before. Raises InputError for music that cannot be used.
    """
    if NO_MUSIC in (scene.brief.music, storyboard.music if not scene.brief.music else ()):
        return None
    if scene.brief.music:
        song = Song.of(scene.brief.music, Path(), _soundfont(folder, storyboard, scene))
        for path in song.paths:
            trusted_paths.remember(path)
        return song
    if storyboard.music:
        _check_named(storyboard.music, folder)
        return Song.of(storyboard.music, folder, _soundfont(folder, storyboard, scene))
    return _own_song(scene.album, report)


def place_song(
    song: Song, storyboard: Storyboard, scene: Scene, report: Report
) -> tuple[Soundtrack, Piece | None]:
    """The part of the song that suits the storyboard; and the piece, where it is one of our own."""
    start = storyboard.music_start if scene.brief.music_start is None else scene.brief.music_start
    wanted = film_seconds(storyboard, scene)
    if song.style:
        piece = compose_for(song, wanted, scene.seed)
        heard = composed_rhythm(piece)
        return Soundtrack(heard, (Passage(0.0, 0.0, wanted),), wanted), piece
    # What is damaged is told when the track is made.
    found = rhythm_of(song, wanted + (start or 0.0))
    if start is not None and start >= found.duration_seconds:
        raise InputError(
            f"--music-start: {song.name} ends at {clock(found.duration_seconds)}.", "Give an earlier time."
        )
    music = soundtrack_of(storyboard, scene, found, start)
    if not music.has_beats:
        report(Noticed(f"{song.name}: no steady beat was heard; the photos change in a rhythm of their own."))
    elif len(music.passages) > 1:
        lengths = f"{clock(found.duration_seconds)}, the film {clock(music.film_seconds)}"
        count = len(music.passages)
        times = "twice" if count == 2 else f"{count} times"
        report(Noticed(f"{song.name} is {lengths}: it is heard {times}, joined on a bar line."))
    return music, None


def describe_music(song: Song, music: Soundtrack, timeline: Timeline) -> MusicLaid:
    """What there is to tell of the music: where it begins, its beats, how far from these each join is."""
    # While the last chord rings on, photos change as if the beat did.
    rhythm = continue_beats(music.rhythm, music.film_seconds)
    offsets = []
    if music.has_beats:
        for join in timeline.joins:
            middle = Fraction(join.span.start + join.span.stop, 2) / timeline.fps
            offsets.append(round(1000 * nearest_beat(float(middle), rhythm.beats), 1))
    return MusicLaid(
        name=song.name,
        start_seconds=music.passages[0].start if music.passages else 0.0,
        beats_per_minute=round(rhythm.bpm, 1),
        confidence=round(rhythm.confidence, 2),
        beats=rhythm.beats if music.has_beats else (),
        joins_off_beat_ms=tuple(offsets),
        joins_on_beat=sum(abs(one) <= 1000 * _ON_BEAT_FRAMES / float(timeline.fps) for one in offsets),
    )


def _soundfont(folder: Path, storyboard: Storyboard, scene: Scene) -> Path | None:
    """The file whose instruments play music of our own: what was asked for, what the storyboard names, or
    what the template does.
    """
    if scene.brief.soundfont:
        path = at_home(scene.brief.soundfont)
        trusted_paths.remember(path)
        return path
    if storyboard.soundfont:
        _check_named((storyboard.soundfont,), folder, "soundfont")
        return folder / at_home(storyboard.soundfont)
    return at_home(scene.template.soundfont) if scene.template.soundfont else None


def _check_named(words: Sequence[str], folder: Path, key: str = "music") -> None:
    for word in words:
        if not trusted_paths.stays_inside(word, folder) and not trusted_paths.is_remembered(
            folder / at_home(word)
        ):
            shown = printable(Path(word))
            raise StoryboardError(
                f'{printable(folder / storyboard_file.NAME)}: {key}: "{shown}" lies outside of the folder.',
                f"If you want it in the film, name it once with --{key}.",
            )


def _own_song(album: Album, report: Report) -> Song | None:
    songs = [path for path in album.audio if not is_named_as_voice_note(path)]
    for path in album.audio:
        if path not in songs:
            report(Noticed(f"{printable(Path(path.name))} seems to be a voice note. {_not_used(path)}"))
    songs = [path for path in songs if _can_be_used(path, report)]
    if len(songs) > 1:
        names = ", ".join(printable(path.name) for path in songs[:3])
        report(Noticed(f"{len(songs)} sound files are there ({names}): choose one with --music."))
        return None
    if not songs:
        return None
    song = Song.of(songs, Path())
    if is_spoken(songs[0]):
        report(Noticed(f"In {printable(Path(songs[0].name))} somebody speaks. {_not_used(songs[0])}"))
        return None
    return song


def _can_be_used(path: Path, report: Report) -> bool:
    """Whether it is music for ffmpeg. What merely lies there costs no film."""
    try:
        check_music(path)
    except InputError as error:
        report(Noticed(f"{error.problem} It is not used as music."))
        return False
    return True


def _not_used(path: Path) -> str:
    return f"It is not used as music (--music {for_shell(path)} does)."
