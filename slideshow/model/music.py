"""What is known of a piece of music: where its beats are and how it is built. Times are in seconds."""

from dataclasses import dataclass

# From one number of a music's loudness to the next.
LOUDNESS_STEP_SECONDS = 0.5
# What stands for "no music" where files or a style may be named: a person does not want any.
NO_MUSIC = ("",)


@dataclass(frozen=True, slots=True)
class Rhythm:
    """The beats of a piece of music, earliest first, and what surrounds them."""

    beats: tuple[float, ...] = ()
    """When they are heard."""
    downbeats: tuple[float, ...] = ()
    """Those beats that begin a bar."""
    sections: tuple[float, ...] = ()
    """Those downbeats at which the music changes, its first and last moment not among them."""
    confidence: float = 0.0
    """How far to trust all of these: above 0.6 is music with a beat, below 0.4 is speech, noise or playing
    without a pulse.
    """
    bpm: float = 0.0
    """The median tempo, 0 where there are no beats."""
    loudness: tuple[float, ...] = ()
    """A number for every LOUDNESS_STEP_SECONDS, in LU above the whole's."""
    bar_sounds: tuple[tuple[float, ...], ...] = ()
    """What each bar sounds like, from one downbeat to the next: the share of each of the 12 pitch classes,
    then of six bands from low to high; each half has length 1, so that the scalar product of two bars is 2
    when they are alike.
    """
    duration_seconds: float = 0.0
    """How much was listened to."""
