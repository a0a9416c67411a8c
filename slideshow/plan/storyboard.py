"""Album + facts -> Storyboard: which photos, in what order, which together, and why not the others."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from slideshow.model.album import Album, LeftOut, Photo
from slideshow.model.brief import Brief
from slideshow.model.facts import Facts
from slideshow.model.storyboard import Shot, Storyboard
from slideshow.model.template import Template
from slideshow.plan.blanks import without_blanks
from slideshow.plan.bursts import one_of_each
from slideshow.plan.chapters import chapters, most_chapters
from slideshow.plan.copies import without_copies
from slideshow.plan.cover import cover_photo
from slideshow.plan.ending import well_ended
from slideshow.plan.grouping import MOST_TOGETHER, Group, group_photos
from slideshow.plan.icons import without_icons
from slideshow.plan.order import in_order, instants, local_day
from slideshow.plan.pace import fastest_length
from slideshow.plan.photo_quality import flaw
from slideshow.plan.ranking import rank_photos
from slideshow.plan.ratings import without_rejected
from slideshow.plan.staging import Setting
from slideshow.plan.weights import weights

_UNKNOWN = Facts()
_KEEP_ALL = "--all keeps every photo."


@dataclass(frozen=True, slots=True)
class Scene:
    """What the choices are made from. `places` holds the names of places by photo, where they are known.

    `closing_photo` is one that the film ends with, whatever is chosen of the album.
    """

    album: Album
    facts: Mapping[str, Facts]
    template: Template
    brief: Brief
    places: Mapping[Path, str]
    closing_photo: Photo | None = None

    @property
    def seed(self) -> int:
        return self.template.seed if self.brief.seed is None else self.brief.seed

    @property
    def setting(self) -> Setting:
        return Setting.of(self.template, self.brief.canvas, self.brief.safe, self.album.photos)

    def facts_of(self, photo: Photo) -> Facts:
        """What is known of the photo, as it is turned and trimmed."""
        facts = self.facts.get(photo.digest, _UNKNOWN)
        facts = facts.turned(photo.turned_degrees - facts.turn_degrees)
        return facts.trimmed(photo.trim, photo.whole_size)


def direct(scene: Scene) -> Storyboard:
    """The photos of the film in shots, everything else about these undecided, and the photos left out."""
    brief = scene.brief
    ordered = in_order(scene.album.photos, brief.order, scene.seed)
    times = instants(ordered)
    groups, left_out = _chosen(scene, ordered, times)
    texts: Mapping[Path, str] = {}
    if brief.order == "time":
        groups = _opened(scene, groups)
        texts = _chapters(scene, groups)
        ended = well_ended(groups, texts, scene.facts_of)
        # Moved to the end, a photo must not open a chapter of its own there.
        if len(again := _chapters(scene, ended)) == len(texts):
            groups, texts = ended, again
    shots = tuple(_shot(group, texts) for group in groups)
    return Storyboard(shots, left_out)


def _chapters(scene: Scene, groups: Sequence[Group]) -> Mapping[Path, str]:
    # The first shot is taken out of its time, and has the title.
    rest = [photo for group in groups[1:] for photo in group.photos]
    return chapters(rest, scene.places, scene.brief.locale)


def in_time(storyboard: Storyboard, scene: Scene) -> Storyboard:
    """The storyboard with its slides behind the first by the time of their first photo, and its chapters and
    dates to match: for clocks that were moved since.
    """
    first, *rest = storyboard.shots
    place = {
        photo.path: index for index, photo in enumerate(in_order(scene.album.photos, "time", scene.seed))
    }
    rest.sort(key=lambda shot: place[shot.photos[0].path])
    texts = chapters([photo for shot in rest for photo in shot.photos], scene.places, scene.brief.locale)
    opened = [
        replace(shot, chapter=next((texts[photo.path] for photo in shot.photos if photo.path in texts), None))
        for shot in rest
    ]
    return replace(
        storyboard, shots=(first, *opened), detail=None if storyboard.detail else storyboard.detail
    )


def _chosen(
    scene: Scene, ordered: Sequence[Photo], times: Mapping[Path, timedelta | None]
) -> tuple[tuple[Group, ...], tuple[LeftOut, ...]]:
    """The largest part of the best that fits into the film, in order, and why the others do not."""
    brief = scene.brief
    if brief.keep_all:
        return _divided(scene, ordered, times), ()
    candidates, left_out = worth_showing(scene, ordered, times)
    limit = brief.photo_seconds
    # No photo takes less time than one of three that share the shortest slide.
    most = min(len(candidates), _most_photos(scene, limit))
    days = {photo.path: local_day(photo) for photo in candidates}
    where = {photo.path: where_of(scene, photo) for photo in candidates}
    ranking = rank_photos(candidates, scene.facts, times, days, where, most)
    place = {photo.path: index for index, photo in enumerate(ordered)}

    def film_of(count: int) -> tuple[Group, ...]:
        chosen = sorted(ranking[:count], key=lambda photo: place[photo.path])
        return _divided(scene, chosen, times)

    # More photos take longer, but for some that share a frame: the search may stop one or two below the most.
    fits, too_many = 1, most + 1
    while too_many - fits > 1:
        count = (fits + too_many) // 2
        if (
            fastest_length(
                weights(
                    [group.photos for group in film_of(count)],
                    scene.facts_of,
                    brief,
                    scene.template.pace.seconds_per_photo,
                ),
                scene.template.pace,
                brief,
            )
            <= limit
        ):
            fits = count
        else:
            too_many = count
    chosen = {photo.path for photo in ranking[:fits]}
    left_out += tuple(
        _not_needed(photo, scene.facts_of(photo), limit) for photo in candidates if photo.path not in chosen
    )
    left_out = tuple(sorted(left_out, key=lambda one: place[one.path]))
    return film_of(fits), left_out


def worth_showing(
    scene: Scene, ordered: Sequence[Photo], times: Mapping[Path, timedelta | None]
) -> tuple[tuple[Photo, ...], tuple[LeftOut, ...]]:
    """The photos to choose from: no icon or blank, none that was rejected, one of what is there twice."""
    seen, icons = without_icons(ordered, _KEEP_ALL)
    shown, blanks = without_blanks(seen, scene.facts_of, _KEEP_ALL)
    wanted, rejected = without_rejected(shown)
    single, copies = without_copies(wanted, scene.facts)
    candidates, alike = one_of_each(single, scene.facts, times)
    return candidates, (*icons, *blanks, *rejected, *copies, *alike)


def where_of(scene: Scene, photo: Photo) -> Hashable:
    """The place's name, or about ten kilometres around it; None where it is not known."""
    if name := scene.places.get(photo.path):
        return name
    place = photo.position
    return (round(place.latitude, 1), round(place.longitude, 1)) if place else None


def _most_photos(scene: Scene, limit: float) -> int:
    pace = scene.template.pace
    least = scene.brief.seconds_per_photo or pace.least_seconds
    return max(1, 2 + int(MOST_TOGETHER * limit / max(0.2, 0.9 * least - pace.join_seconds)))


def _not_needed(photo: Photo, facts: Facts, limit: float) -> LeftOut:
    found = flaw(facts)
    if found:
        return LeftOut(photo.path, found, _KEEP_ALL)
    return LeftOut(photo.path, f"no room in {limit:g} seconds", _KEEP_ALL)


def _divided(
    scene: Scene, photos: Sequence[Photo], times: Mapping[Path, timedelta | None]
) -> tuple[Group, ...]:
    pace = scene.template.pace
    seconds = scene.brief.seconds_per_photo or pace.seconds_per_photo
    days = {photo.path: local_day(photo) for photo in photos}
    before = dict(zip([photo.path for photo in photos[1:]], photos, strict=False))
    cover = cover_of(scene, photos) if scene.brief.order == "time" else photos[0]
    # Where a day is told of, it begins with a shot of its own.
    told = len({*days.values()}) <= most_chapters(len(photos)) or not scene.template.layouts.together

    def apart(photo: Photo) -> bool:
        last = before[photo.path]
        return cover in (photo, last) or (told and days[last.path] != days[photo.path])

    return group_photos(photos, scene.facts, times, seconds, scene.setting, apart=apart)


def cover_of(scene: Scene, photos: Sequence[Photo]) -> Photo:
    """The photo that stands for the film."""
    return cover_photo(photos, scene.facts_of, scene.brief.canvas)


def _opened(scene: Scene, groups: tuple[Group, ...]) -> tuple[Group, ...]:
    """The groups with the one that has the film's best photo in front."""
    cover = cover_of(scene, [photo for group in groups for photo in group.photos])
    first = next(group for group in groups if cover in group.photos)
    return (first, *(group for group in groups if group is not first))


def _shot(group: Group, texts: Mapping[Path, str]) -> Shot:
    chapter = next((texts[photo.path] for photo in group.photos if photo.path in texts), "")
    shot = Shot(group.photos, chapter=chapter)
    if group.framing is None:
        return shot
    framing = group.framing
    return replace(shot, layout=framing.layout, focus=framing.focus, why=framing.why)
