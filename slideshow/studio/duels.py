"""A film and its album -> pairs of photos of one view, one in the film and one not: which is the better?"""

from dataclasses import dataclass
from pathlib import Path

from slideshow.editing.film import EditedFilm
from slideshow.plan.photo_quality import likeness
from slideshow.studio.ids import photo_id

# From here on two photos show the same.
_ALIKE = 0.6
_MOST = 40


@dataclass(frozen=True, slots=True)
class Duel:
    """The slide, the photo that stands in it and the one that could."""

    slide: int
    inside: str
    outside: str
    inside_name: str
    outside_name: str
    likeness: float


def duels_of(film: EditedFilm) -> list[Duel]:
    """The most alike first; each photo that is left out meets the one of the film that is most like it."""
    planned, draft = film.session.film, film.session.draft
    scene = planned.scene
    shown = [(number, photo) for number, shot in enumerate(draft.shots, start=1) for photo in shot.photos]
    out: set[Path] = {one.path for one in draft.storyboard.left_out}
    refused = set(draft.storyboard.never)
    found = []
    for photo in scene.album.photos:
        if photo.path not in out or photo.path in refused:
            continue
        facts = scene.facts_of(photo)
        rated = [(likeness(facts, scene.facts_of(other)), -number, other) for number, other in shown]
        if not rated:
            continue
        best, number, other = max(rated, key=lambda one: (one[0], one[1]))
        if best >= _ALIKE:
            ids = photo_id(other.path), photo_id(photo.path)
            found.append(Duel(-number, *ids, other.path.name, photo.path.name, round(best, 3)))
    return sorted(found, key=lambda one: -one.likeness)[:_MOST]
