"""How a film is made: what is asked of it, of its file and of those who make it."""

from dataclasses import dataclass, field

from slideshow.model.brief import Brief
from slideshow.pipeline.destination import Destination


@dataclass(frozen=True, slots=True)
class MakeOptions:
    """What is asked for a film, or for every film of a batch alike."""

    brief: Brief
    """What the film is to be."""
    quality: str = "good"
    """Of the coding: "draft", "fast", "good" or "best"."""
    encoder: str = "x264"
    """The encoder: "x264", "auto", or one of a graphics card."""
    recursive: bool = False
    """Photos in subfolders too."""
    fresh: bool = False
    """Choose anew, whatever the folder's slideshow.toml says."""
    overwrite: bool = False
    """Also a file that slideshow did not make is replaced."""
    jobs: int | None = None
    """Processes that film side by side; None is as many as the machine has room for."""
    cached: bool = True
    """Segments are taken from those of earlier films, and kept for later ones."""
    destination: Destination = field(default_factory=Destination)
    """Where the film is to go."""

    @property
    def film_settings(self) -> tuple[str, ...]:
        """What makes another film of the same brief."""
        return self.quality, self.encoder, self.destination.target.name, str(self.destination.limit_bytes)
