"""A link -> its QR code as pixels: black modules on a white card with its quiet zone."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

# Below ten pixels of 1080 a code fails when the film is made small and filmed off a screen; above 14 it only
# takes room.
_LEAST_MODULE, _MOST_MODULE = 10 / 1080, 14 / 1080
_QUIET_MODULES = 4


@dataclass(frozen=True, slots=True)
class Code:
    """`light` (side, side) is 255 where the card is white, 0 where a module is black."""

    side: int
    light: NDArray[np.uint8]


def code(link: str, short_side: int, room: float) -> Code:
    """The code as large as fits into `room` pixels, in whole pixels a module, level M.

    Modules of 10 to 14 pixels in a film 1080 wide; 10 even where the room is less.
    """
    import segno

    matrix = np.array([list(row) for row in segno.make_qr(link, error="m").matrix], np.uint8)
    count = len(matrix) + 2 * _QUIET_MODULES
    most, least = max(1, round(_MOST_MODULE * short_side)), max(1, round(_LEAST_MODULE * short_side))
    module = max(least, min(most, int(room // count)))
    padded = np.pad(matrix, _QUIET_MODULES)
    light = np.kron(255 * (1 - padded), np.ones((module, module), np.uint8)).astype(np.uint8)
    # Even sides, as chroma wants them.
    odd = light.shape[0] % 2
    light = np.pad(light, (0, odd), constant_values=255)
    return Code(light.shape[0], light)
