"""What a person asked for on the command line, read and checked, before any photo is looked at."""

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any, Literal

from slideshow.model.clock_shift import ClockShift
from slideshow.model.geometry import Rect, Size
from slideshow.model.mark import Mark
from slideshow.model.safe_zone import safe_zone
from slideshow.model.soundtrack import ClipSoundMode

Order = Literal["time", "name", "shuffle"]

# What every phone app shows in full.
CANVAS = Size(1080, 1920)
# As long as a friend will watch, and every app will take.
MOST_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Brief:
    """`None` leaves a choice to the template or the album; an empty `title` means none.

    At most one of `seconds_per_photo` and `length_seconds` is given. Without a length the film is no longer
    than `most_seconds`. `music` are files, the name of a style or NO_MUSIC, and `music_start` is where in it
    to begin, in seconds; `soundfont` is the file whose instruments play a style. `closing` is what the end
    card says, empty for none, and `closing_seconds` how long it adds to the film. With `keep_all` every
    photo that can be read is shown, however long the film gets. `safe` is where nothing covers the film
    where it goes, in shares of the frame; None goes by its shape. `locale` is one that Babel knows, such as
    "de" or "pt_BR". Without `clips` only photos are shown, with `live` the seconds before those that were
    filmed along; with `follow_links` what links lead to counts, wherever it lies; `clip_sound` is what is
    heard of clips.
    """

    fps: Fraction = Fraction(30)
    canvas: Size = CANVAS
    seconds_per_photo: float | None = None
    length_seconds: float | None = None
    title: str | None = None
    music: tuple[str, ...] = ()
    music_start: float | None = None
    soundfont: str | None = None
    album_link: str | None = None
    closing: str | None = None
    closing_seconds: float = 0.0
    template: str | None = None
    seed: int | None = None
    most_seconds: float = MOST_SECONDS
    keep_all: bool = False
    order: Order = "time"
    safe: Rect | None = None
    locale: str = "en_GB"
    clips: bool = True
    live: bool = False
    clip_sound: ClipSoundMode = "mix"
    tone: bool = True
    """Whether the light of flat and dark photos is lifted, and that of neighbours brought closer."""
    follow_links: bool = False
    shifts: tuple[ClockShift, ...] = ()
    """How far cameras' clocks are to be moved."""
    mark: Mark | None = None
    voice: str | None = None
    defaults: tuple[str, ...] = ()
    """Fields that are the person's usual ones, and not asked for now: an album's plan decides over them."""

    def beside_plan(self) -> "Brief":
        """What was asked for where an album has a plan: without the person's usual choices."""
        usual: dict[str, Any] = {name: getattr(_USUAL, name) for name in self.defaults}
        return replace(self, **usual, defaults=())

    @property
    def photo_seconds(self) -> float:
        """How long the photos may take: all that is asked for, or the most, without the end card."""
        return (self.length_seconds or self.most_seconds) - self.closing_seconds

    @property
    def uncovered(self) -> Rect:
        """Where texts may be, in shares of the frame."""
        return self.safe or safe_zone(self.canvas)

    @property
    def chooses(self) -> bool:
        """Whether it asks for photos, order or time of its own."""
        return bool(self.seconds_per_photo or self.length_seconds or self.keep_all or self.order != "time")


_USUAL = Brief()
