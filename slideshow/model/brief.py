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
    """What the film is to be. `None` leaves a choice to the template or the album."""

    fps: Fraction = Fraction(30)
    """Frames a second, exactly."""
    canvas: Size = CANVAS
    """The frame, in pixels."""
    seconds_per_photo: float | None = None
    """How long each photo stands; never given together with `length_seconds`."""
    length_seconds: float | None = None
    """How long the whole film lasts."""
    title: str | None = None
    """What stands over the first photo; empty for nothing."""
    music: tuple[str, ...] = ()
    """Files, the name of a style, or NO_MUSIC."""
    music_start: float | None = None
    """Where in the music to begin, in seconds."""
    soundfont: str | None = None
    """The file whose instruments play a style."""
    album_link: str | None = None
    """The link to the album of the originals."""
    closing: str | None = None
    """What the end card says; empty for none."""
    closing_seconds: float = 0.0
    """How long the end card adds to the film."""
    template: str | None = None
    """The look: a name, or the path of a file."""
    seed: int | None = None
    """Another number moves the camera another way."""
    most_seconds: float = MOST_SECONDS
    """How long a film may get whose length nobody asked for."""
    keep_all: bool = False
    """Every photo that can be read is shown, however long the film gets."""
    order: Order = "time"
    """The order of the photos."""
    safe: Rect | None = None
    """Where nothing covers the film where it goes, in shares of the frame; None goes by its shape."""
    locale: str = "en_GB"
    """One that Babel knows, such as "de" or "pt_BR": dates are written in it."""
    clips: bool = True
    """Whether videos stand among the photos, and animations play."""
    live: bool = False
    """Whether Live Photos and motion photos play before they come to rest."""
    clip_sound: ClipSoundMode = "mix"
    """What is heard of clips."""
    tone: bool = True
    """Whether the light of flat and dark photos is lifted, and that of neighbours brought closer."""
    follow_links: bool = False
    """Whether what links lead to counts, wherever it lies."""
    shifts: tuple[ClockShift, ...] = ()
    """How far cameras' clocks are to be moved."""
    mark: Mark | None = None
    """A logo over the whole film."""
    voice: str | None = None
    """The file of spoken words over the film."""
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
