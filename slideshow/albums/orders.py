"""What a worker is asked for, and what it brings: light enough for a process that does not film itself."""

from dataclasses import dataclass, field

from slideshow.albums.address import Place
from slideshow.albums.record import Film
from slideshow.errors import SlideshowError
from slideshow.events import Finished
from slideshow.model.brief import Brief
from slideshow.sending import Sending


@dataclass(frozen=True, slots=True)
class Wishes:
    """What is asked for every film alike."""

    brief: Brief
    quality: str = "good"
    encoder: str = "x264"
    fresh: bool = False
    overwrite: bool = False
    cached: bool = True
    sending: Sending = field(default_factory=Sending)

    @property
    def options(self) -> tuple[str, ...]:
        """What makes another film of the same brief."""
        return self.quality, self.encoder, self.sending.target.name, str(self.sending.limit_bytes)


@dataclass(frozen=True, slots=True)
class Order:
    """An album to film. `before` is its film as it was last made; `jobs` as many as are free for it."""

    number: int
    folder: Place
    out: Place
    wishes: Wishes
    before: Film | None
    jobs: int


@dataclass(frozen=True, slots=True)
class Delivery:
    """What came of an order: `film` when there is one, `finished` when it was made now, or else `error`."""

    number: int
    film: Film | None = None
    finished: Finished | None = None
    error: SlideshowError | None = None
    elapsed_seconds: float = 0.0
