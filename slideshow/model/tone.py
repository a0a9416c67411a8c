"""How light and colour are spread over a photo, and the gentle correction that a film makes of it."""

from dataclasses import dataclass

# From here on channels that would pass white are bent towards it, so that lights keep their shape.
_SHOULDER = 0.82


@dataclass(frozen=True, slots=True)
class Tone:
    """A photo's light: `black`, `middle` and `white` are the lightness (luma, 0 to 1) that 1, 50 and 99 % of
    its pixels do not exceed. `cast` is the mean a* and b* (CIELAB) of what is nearly grey in it, (0, 0) where
    nothing is; `grey` the share of its pixels that are. `skin` is the mean red, green and blue (0 to 1)
    within its largest face, None without one.
    """

    black: float
    middle: float
    white: float
    cast: tuple[float, float] = (0.0, 0.0)
    grey: float = 0.0
    skin: tuple[float, float, float] | None = None


@dataclass(frozen=True, slots=True)
class Correction:
    """What is done to each channel (0 to 1) of a photo: `black` becomes 0 and `white` 1 along a straight
    line, the result is raised to the power of 1 / `gamma`, and the channels are multiplied by `gains`, red
    first.
    """

    black: float = 0.0
    white: float = 1.0
    gamma: float = 1.0
    gains: tuple[float, float, float] = (1.0, 1.0, 1.0)

    def level(self, value: float, channel: int) -> float:
        """What a channel's value becomes: 0 is red, 1 green, 2 blue."""
        gain = self.gains[channel]
        curve = float(gain * max(0.0, (value - self.black) / self._scale) ** (1.0 / self.gamma))
        most = float(gain * ((1.0 - self.black) / self._scale) ** (1.0 / self.gamma))
        if most <= 1.0 or curve <= _SHOULDER:
            return min(1.0, curve)
        # On with the line's slope, and flat enough to reach white exactly: u -> 1 - (1 - u) ** slope.
        over = min(1.0, (curve - _SHOULDER) / (most - _SHOULDER))
        slope = (most - _SHOULDER) / (1.0 - _SHOULDER)
        return float(_SHOULDER + (1.0 - _SHOULDER) * (1.0 - (1.0 - over) ** slope))

    @property
    def _scale(self) -> float:
        return max(1e-3, self.white - self.black)

    def weaken(self, share: float) -> "Correction":
        """So much of it: 0 is nothing."""
        first, second, third = (round(1.0 + share * (gain - 1.0), 4) for gain in self.gains)
        return Correction(
            round(share * self.black, 4),
            round(1.0 - share * (1.0 - self.white), 4),
            round(1.0 + share * (self.gamma - 1.0), 4),
            (first, second, third),
        )


NO_CORRECTION = Correction()
