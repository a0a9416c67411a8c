"""What several films of one album have in common, and what is of one of them alone."""

from dataclasses import dataclass, field

from slideshow.plan import Scene
from slideshow.render import CardShelf, Variants


@dataclass(frozen=True, slots=True)
class SharedAlbum:
    """`scene` is that of a film to be made of an album that others are made of, too."""

    scene: Scene
    message: str = ""
    """The words of the film's kit, in place of those that we would write."""
    variants: Variants | None = None
    """Is told of each film that was made, so that what differs from it in texts is quicker."""
    covers: CardShelf = field(default_factory=CardShelf)
    """What covers were drawn from."""
