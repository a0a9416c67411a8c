"""A folder → its film as it is to be: what is known of the album, and the choices made for it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from slideshow.documents import storyboard_file, trusted_paths
from slideshow.documents.captions_file import add_captions
from slideshow.documents.template_files import DEFAULT, load, load_given, load_named
from slideshow.errors import printable
from slideshow.events import Noticed, PhotoLeftOut, Report, ignore
from slideshow.inspect import inspect
from slideshow.model.album import Album, LeftOut, Photo
from slideshow.model.brief import Brief
from slideshow.model.facts import Facts
from slideshow.model.file_names import at_home
from slideshow.model.geometry import NO_MARGINS
from slideshow.model.music import NO_MUSIC
from slideshow.model.soundtrack import VOICE_LEAD_SECONDS, VOICE_TAIL_SECONDS, Soundtrack, Voice
from slideshow.model.storyboard import Shot, Storyboard
from slideshow.model.template import Template
from slideshow.model.timeline import Timeline
from slideshow.pipeline import place_names
from slideshow.pipeline.mark_file import mark_of
from slideshow.pipeline.music_choice import describe_music, place_song, song_of
from slideshow.pipeline.slide_voices import as_long_as_said, slide_voices, without_slide_voices
from slideshow.plan import (
    Scene,
    closing_seconds,
    complete,
    cut_joins,
    direct,
    finishing,
    has_end_card,
    in_order,
    in_time,
    timeline_of,
)
from slideshow.render import missing_letters
from slideshow.scan import none_usable, scan, scan_listed
from slideshow.share.link.links import album_link
from slideshow.sound.composed import Piece
from slideshow.sound.song import Song
from slideshow.sound.voice import voice_seconds
from slideshow.system import installation
from slideshow.system.memory import return_large_blocks

# So many photos are named in a line.
_MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class Planned:
    """An album with the choices made for its film. `from_file` tells that a person may have made them, and
    `edited` that they are in no file, but in the hands of a person who changes them.
    """

    scene: Scene
    storyboard: Storyboard
    timeline: Timeline
    from_file: bool
    song: Song | None = None
    music: Soundtrack | None = None
    piece: Piece | None = None
    edited: bool = False

    @property
    def left_out(self) -> tuple[LeftOut, ...]:
        """Photos that cannot be read, and those that were not chosen."""
        return (*self.scene.album.left_out, *self.storyboard.left_out)

    @property
    def voices(self) -> tuple[Voice, ...]:
        """What is said, over the whole film and over single slides."""
        whole = self.scene.brief.voice
        return (
            *((Voice(Path(whole)),) if whole else ()),
            *slide_voices(self.storyboard, self.timeline, self.scene.album.folder),
        )


def plan_folder(
    folder: Path,
    brief: Brief,
    *,
    listed: Sequence[Path] | None = None,
    scene: Scene | None = None,
    recursive: bool = False,
    fresh: bool = False,
    report: Report = ignore,
) -> Planned:
    """The film of `folder` as its slideshow.toml has it, or, without one or when `fresh`, as we would.

    With `listed` it is the film of those photos, wherever they lie, as we would. `scene` is what is known of
    the folder already. Raises SlideshowError.
    """
    return_large_blocks()
    fresh = fresh or listed is not None
    brief = with_shifts(folder, brief, fresh)
    scene = scene_for(scene, brief) if scene else scene_of(folder, brief, listed, recursive, report)
    return chosen(folder, scene, fresh, report)


def with_shifts(folder: Path, brief: Brief, fresh: bool) -> Brief:
    """The brief beside the folder's slideshow.toml: with how far that moves cameras' clocks, and without the
    person's usual choices of what it decides. Raises StoryboardError.
    """
    file = folder / storyboard_file.NAME
    if fresh or not file.exists():
        return brief
    brief = brief.beside_plan()
    return replace(brief, shifts=(*brief.shifts, *storyboard_file.shifts(file)))


def scene_of(
    folder: Path, brief: Brief, listed: Sequence[Path] | None, recursive: bool, report: Report
) -> Scene:
    """Everything that is known about the album."""
    # First, as a misspelt name should not wait for three hundred photos.
    template_of(brief)
    album, facts = inspect(album_of(folder, brief, listed, recursive, report), report)
    return scene_with(folder if listed is None else Path("-"), album, facts, brief, report)


def album_of(
    folder: Path, brief: Brief, listed: Sequence[Path] | None, recursive: bool, report: Report
) -> Album:
    """The album as its files tell of themselves."""
    if listed is not None:
        return scan_listed(listed, report, clips=brief.clips, live=brief.live, shifts=brief.shifts)
    album = scan(
        folder,
        report,
        recursive=recursive,
        clips=brief.clips,
        live=brief.live,
        follow_links=brief.follow_links,
        shifts=brief.shifts,
    )
    album, missing = add_captions(album)
    for line in missing:
        report(Noticed(line))
    return album


def scene_with(folder: Path, album: Album, facts: Mapping[str, Facts], brief: Brief, report: Report) -> Scene:
    """The album with what is known of its photos, for a brief. Raises SlideshowError, InputError when none of
    the photos can be used."""
    if not album.photos:
        raise none_usable(folder, album.left_out)
    for said in filter(None, (_turned_words(album), _trimmed_words(album))):
        report(Noticed(said))
    album = replace(album, photos=in_order(album.photos, "time", 0))
    positions = [(photo.path, photo.position) for photo in album.photos if photo.position]
    names = place_names.place_names([position for _, position in positions])
    at = {path: name for (path, _), name in zip(positions, names, strict=True)}
    template = template_of(brief)
    return _asked_for(Scene(album, facts, template, brief, at), template, brief)


def template_of(brief: Brief) -> Template:
    """The look that was asked for, or ours. Raises TemplateError."""
    return load_given(brief.template) if brief.template else load(DEFAULT)


def scene_for(scene: Scene, brief: Brief) -> Scene:
    """What is known of the same album, for another brief. Raises SlideshowError."""
    return _asked_for(scene, template_of(brief), brief)


def _asked_for(scene: Scene, template: Template, brief: Brief) -> Scene:
    if template.mark and not brief.mark:
        use = template.mark
        mark = mark_of(Path(use.file), use.place, use.width, use.opacity, use.colour)
        brief = replace(brief, mark=mark)
    if brief.album_link or (brief.closing and template.texts):
        brief = replace(brief, closing_seconds=closing_seconds(template, bool(brief.album_link)))
    if brief.voice:
        seconds = voice_seconds(Path(brief.voice))
        if not (brief.length_seconds or brief.seconds_per_photo):
            # The end card stands behind what is said.
            whole = VOICE_LEAD_SECONDS + seconds + VOICE_TAIL_SECONDS + brief.closing_seconds
            brief = replace(brief, length_seconds=round(whole, 3))
    seed = template.seed if brief.seed is None else brief.seed
    album = replace(scene.album, photos=in_order(scene.album.photos, brief.order, seed))
    if brief.voice:
        # Beside the photos it is no music.
        voice = Path(brief.voice).resolve()
        album = replace(album, audio=tuple(path for path in album.audio if path.resolve() != voice))
    return replace(scene, album=album, template=template, brief=brief)


def _turned_words(album: Album) -> str:
    """What is said of photos that lay on their side; empty for none."""
    photos = [photo for photo in album.photos if photo.turned_degrees]
    lay = "lay on its side and was" if len(photos) == 1 else "lay on their side and were"
    return f"{_named(photos)} {lay} turned upright (rotate = 0 in the plan undoes it)." if photos else ""


def _trimmed_words(album: Album) -> str:
    """What is said of photos whose border is not shown; empty for none."""
    photos = [photo for photo in album.photos if photo.trim != NO_MARGINS]
    lost = "lost the border around it" if len(photos) == 1 else "lost the borders around them"
    return f"{_named(photos)} {lost} (trim = false in the plan undoes it)." if photos else ""


def _named(photos: Sequence[Photo]) -> str:
    names = [printable(Path(photo.path.name)) for photo in photos[:_MOST_NAMED]]
    return ", ".join(names) + (f" and {len(photos) - _MOST_NAMED} more" if len(photos) > _MOST_NAMED else "")


def with_turned_facts(storyboard: Storyboard, scene: Scene) -> Scene:
    """The scene with the facts of photos that a person turned or trimmed."""
    other = {
        photo.digest: scene.facts_of(photo)
        for shot in storyboard.shots
        for photo in shot.photos
        if photo.digest in scene.facts and _is_other(photo, scene.facts[photo.digest])
    }
    return replace(scene, facts={**scene.facts, **other}) if other else scene


def _is_other(photo: Photo, facts: Facts) -> bool:
    return (facts.turn_degrees, facts.trim) != (photo.turned_degrees, photo.trim)


def chosen(folder: Path, scene: Scene, fresh: bool, report: Report) -> Planned:
    """The film of what is known of `folder`. Raises SlideshowError."""
    brief = scene.brief
    file = folder / storyboard_file.NAME
    from_file = not fresh and file.exists()
    if from_file:
        storyboard, changes = storyboard_file.read(file, scene.album)
        for line in changes:
            report(Noticed(line))
        if brief.chooses:
            report(Noticed(f"{printable(file)}: decides the photos and their time (--fresh chooses anew)."))
        if brief.title is not None:
            storyboard = replace(storyboard, heading=brief.title)
        if brief.closing is not None:
            storyboard = replace(storyboard, closing=brief.closing)
        if storyboard.template and not brief.template:
            scene = replace(scene, template=load_named(storyboard.template, file))
        if {*storyboard.shifts_used} != {*brief.shifts}:
            storyboard = in_time(storyboard, scene)
            report(
                Noticed(
                    f"{printable(file)}: its slides are in order anew, by the clocks as they are shifted."
                )
            )
    else:
        storyboard = replace(direct(scene), template=brief.template)
    storyboard = replace(storyboard, shifts=brief.shifts)
    if scene.closing_photo:
        storyboard = replace(storyboard, shots=(*storyboard.shots, Shot((scene.closing_photo,))))
    return film_of(folder, storyboard, scene, report, from_file=from_file)


def film_of(
    folder: Path, storyboard: Storyboard, scene: Scene, report: Report = ignore, *, from_file: bool = True
) -> Planned:
    """The film of a storyboard: what is not decided in it is decided. Raises SlideshowError."""
    brief = scene.brief
    scene = with_turned_facts(storyboard, scene)
    if link := brief.album_link or storyboard.album_link:
        storyboard = replace(storyboard, album_link=album_link(link).url)
    if brief.album_link and storyboard.album_link:
        trusted_paths.remember_link(storyboard.album_link)
    if has_end_card(storyboard, scene.template) and not scene.brief.closing_seconds:
        seconds = closing_seconds(scene.template, bool(storyboard.album_link))
        scene = replace(scene, brief=replace(brief, closing_seconds=seconds))
    scene = without_slide_voices(storyboard, scene)
    song = None if brief.clip_sound == "only" else song_of(folder, storyboard, scene, report)
    if brief.music == NO_MUSIC:
        storyboard = replace(storyboard, music=NO_MUSIC)
    music, piece = place_song(song, storyboard, scene, report) if song else (None, None)
    storyboard = as_long_as_said(storyboard, scene.album.folder)
    storyboard = complete(storyboard, scene, music)
    timeline = finished_timeline(storyboard, scene, music)
    if from_file:
        for line in cut_joins(storyboard, timeline):
            report(Noticed(line))
    if song and music:
        report(describe_music(song, music, timeline))
        storyboard = replace(
            storyboard,
            music=song.words(folder),
            music_start=_start(song, music),
            soundfont=_soundfont_words(folder, scene, storyboard),
        )
    if missing := missing_letters(timeline):
        report(
            Noticed(
                f"No font here has {' '.join(missing)}: left out of the texts. Install one, such as Noto; "
                f"for Chinese, Japanese and Korean: {installation.extra('cjk')}"
            )
        )
    for one in storyboard.left_out:
        report(PhotoLeftOut(one.path, one.reason, one.hint, by_choice=True))
    return Planned(scene, storyboard, timeline, from_file, song, music, piece)


def finished_timeline(storyboard: Storyboard, scene: Scene, music: Soundtrack | None) -> Timeline:
    """The film of a storyboard in which everything is decided, with its music."""
    timeline = timeline_of(storyboard, scene.template, scene.brief)
    rhythm = music.rhythm if music and music.has_beats else None
    timeline = replace(timeline, rhythm=rhythm)
    lights = [shot.light for shot in storyboard.shots]
    return finishing(timeline, scene, has_music=music is not None, rhythm=rhythm, lights=lights)


def _soundfont_words(folder: Path, scene: Scene, storyboard: Storyboard) -> str | None:
    """What stands in the folder's plan for the file of instruments that was asked for."""
    if not scene.brief.soundfont:
        return storyboard.soundfont
    path, whole = at_home(scene.brief.soundfont).resolve(), folder.resolve()
    return (path.relative_to(whole) if path.is_relative_to(whole) else path).as_posix()


def _start(song: Song, music: Soundtrack) -> float | None:
    return None if song.style or not music.passages else round(music.passages[0].start, 3)
