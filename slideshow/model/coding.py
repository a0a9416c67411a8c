"""How the film's pictures are coded: a quality by its name, and what a target or a limit wants otherwise."""

from dataclasses import dataclass

# Of the film's music, where no limit on size asks for less.
MUSIC_KILOBITS = 192


@dataclass(frozen=True, slots=True)
class Coding:
    """`crf` takes the place of the quality's own: every 6 more halve the film, roughly.

    What is `plain` is of Main profile without B-frames, as some apps ask for.
    """

    quality: str = "good"
    plain: bool = False
    crf: float | None = None

    @property
    def profile(self) -> int:
        """H.264's number for the profile: 100 is High, 77 Main."""
        return 77 if self.plain else 100
