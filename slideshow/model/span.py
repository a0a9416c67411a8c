"""Time, counted in whole frames. Seconds appear only at the edges."""

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class FrameSpan:
    """The frames from `start` up to, not including, `stop`."""

    start: int
    stop: int

    def __len__(self) -> int:
        return self.stop - self.start

    def __contains__(self, frame: int) -> bool:
        return self.start <= frame < self.stop

    def progress(self, frame: int) -> float:
        """Where `frame` stands in the span: 0.0 at its first frame, 1.0 at its last."""
        return (frame - self.start) / max(1, len(self) - 1)


def frame_at(seconds: float | Fraction, fps: Fraction) -> int:
    """The frame boundary nearest to a moment. Round boundaries, never durations, or rounding drifts."""
    return round(Fraction(seconds) * fps)
