"""A folder of photos as `scan` found it: files and what their headers say, never pixels."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from slideshow.model.clip import Clip
from slideshow.model.dating import Dating
from slideshow.model.geometry import NO_MARGINS, Margins, Size

# The `format` of a photo that is a film and nothing else.
VIDEO = "video"


# The EXIF orientation of a picture that is turned clockwise by a quarter more.
_QUARTER_TURN = {1: 6, 6: 3, 3: 8, 8: 1, 2: 7, 7: 4, 4: 5, 5: 2}


@dataclass(frozen=True, slots=True)
class Position:
    """A place on Earth in degrees, north and east positive (WGS 84)."""

    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class Photo:
    """One photo file, or a clip in the place of one."""

    path: Path
    """Where it lies."""
    format: str
    """Pillow's name of the format, or VIDEO."""
    size: Size
    """That of the upright picture, in pixels, without what is trimmed."""
    orientation: int
    """The EXIF value (1 to 8) that the decoder still has to apply; 1 where the format's own decoder turns the
    picture (HEIC, TIFF).
    """
    captured: datetime | None
    """When it was taken, with a UTC offset where the photo told one; None when it has no time."""
    digest: str
    """Names the content (hexadecimal): the same file elsewhere has the same digest."""
    position: Position | None = None
    """Where it was taken."""
    camera: str = ""
    """Its maker and model."""
    description: str = ""
    """What a person wrote about it."""
    note: str = ""
    """A smaller line under the description, such as a price."""
    state: tuple[int, int] | None = field(default=None, compare=False)
    """The length of the file and the time of its last change, in nanoseconds, to tell whether it was changed
    since; None where nobody looked.
    """
    clip: Clip | None = None
    """What plays in its place: all there is where `format` is VIDEO, the whole animation where it loops, else
    the seconds around the photo.
    """
    turned_degrees: int = 0
    """How far it is turned clockwise beyond what its file says; `size`, `orientation` and `clip` count that
    in.
    """
    trim: Margins = NO_MARGINS
    """What is not shown of the upright picture, at its edges: a print's border. `size` counts that out."""
    content_identifier: str = field(default="", compare=False)
    """What the still of a Live Photo and its film have in common."""
    dating: Dating = field(default=Dating(), compare=False)
    """How its time is known."""
    rating: int = 0
    """What a person thought of it: 1 to 5 stars (a favourite has 5), -1 for rejected, 0 for nothing said."""

    def turned_to(self, degrees: int) -> "Photo":
        """The photo turned clockwise by so many degrees, in quarters, beyond what its file says."""
        more = (degrees - self.turned_degrees) % 360
        orientation, trim = self.orientation, self.trim
        for _ in range(more // 90):
            orientation, trim = _QUARTER_TURN[orientation], trim.turned
        return replace(
            self,
            size=self.size.turned if more % 180 else self.size,
            orientation=orientation,
            clip=self.clip.turned(more) if self.clip else None,
            turned_degrees=degrees % 360,
            trim=trim,
        )

    def trimmed_to(self, trim: Margins) -> "Photo":
        """The photo without these margins of all that its file holds; whole where nothing would be left."""
        whole = self.whole_size
        left = trim.within(whole)
        if left.width < 1 or left.height < 1:
            trim = NO_MARGINS
        return replace(self, size=trim.within(whole), trim=trim)

    @property
    def whole_size(self) -> Size:
        """That of all the file holds, upright."""
        return self.trim.around(self.size)

    @property
    def is_live(self) -> bool:
        """Whether it is a still with the seconds around it, which settle into it."""
        return self.clip is not None and self.format != VIDEO and not self.clip.loops

    @property
    def moves(self) -> bool:
        """Whether it plays for as long as it is seen."""
        return self.clip is not None and not self.is_live


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A photo that is not in the film, why, and what would bring it in.

    For one that cannot be used `reason` is a sentence that reads on from its name ("cannot be read (...)."),
    for one that was not chosen a few words ("blurred").
    """

    path: Path
    reason: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Album:
    """`photos` in the order they are to be shown; `audio` holds the sound files found beside them."""

    folder: Path
    photos: tuple[Photo, ...]
    left_out: tuple[LeftOut, ...] = ()
    audio: tuple[Path, ...] = ()

    def without(self, *left_out: LeftOut) -> "Album":
        """The album with these photos fewer, their reasons kept."""
        gone = {one.path for one in left_out}
        photos = tuple(photo for photo in self.photos if photo.path not in gone)
        return replace(self, photos=photos, left_out=(*self.left_out, *left_out))
