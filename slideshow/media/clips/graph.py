"""Clip, part of its picture, size → ffmpeg's filters that make it upright I420, BT.709, limited range."""

from collections.abc import Sequence
from pathlib import Path

from slideshow.model.clip import Clip
from slideshow.model.geometry import Rect, Size

# Deterministic on every machine, and chroma is never dropped or doubled where it can be filtered.
_CARE = "flags=bicubic+accurate_rnd+full_chroma_int+full_chroma_inp+bitexact"

# Where I420's chroma lies within its 2 x 2 pixels before the turn, so that it is on the left after it:
# by the stored side that will be the left one. In 256ths of a pixel, across and down.
_SITES = {"left": (0, 128), "right": (256, 128), "top": (128, 0), "bottom": (128, 256)}
# ffmpeg's names for a matrix in its files and in its filters.
_MATRICES = {
    **{"smpte170m": "bt601", "bt470bg": "bt601", "fcc": "fcc", "smpte240m": "smpte240m"},
    **{"bt2020nc": "bt2020", "bt2020c": "bt2020"},
}
_TURNS: dict[int, tuple[str, ...]] = {
    0: (),
    90: ("transpose=clock",),
    180: ("hflip", "vflip"),
    270: ("transpose=cclock",),
}


def picture_filters(clip: Clip, crop: Rect, size: Size, tables: Sequence[Path] = ()) -> list[str]:
    """The filters for pictures as they are decoded. `crop` is in pixels of the upright film, `size` even.

    Edges of the crop are put between pixels that share no chroma, so within one pixel of where they were.
    Where nothing is scaled, chroma keeps its side in a turn, half a pixel off: that is the fastest way.
    `tables` are .cube files that the colours go through in their order, as RGB.
    """
    stored = size.turned if clip.turn_degrees in (90, 270) else size
    scaled = f"scale={stored.width}:{stored.height}:{_CARE}"
    across, down = _SITES[_side_that_becomes_left(clip)]
    made = f"out_color_matrix=bt709:out_range=tv:out_h_chr_pos={across}:out_v_chr_pos={down}"
    return [
        *_declared(clip),
        _cropped(clip, crop),
        *(
            [
                f"{scaled}:in_color_matrix={_MATRICES.get(clip.matrix, 'bt709')}:{_chroma(clip)}",
                "format=gbrp16le",
                *(f"lut3d=file={_quoted(table)}:interp=tetrahedral" for table in tables),
                f"scale={_CARE}:{made}",
                "format=yuv420p",
            ]
            if tables
            # A change of matrix by scale would go through RGB, at three times the cost.
            else [
                f"{scaled}:in_color_matrix=bt709:{_chroma(clip)}{made}",
                "format=yuv420p",
                *_rematrixed(clip),
            ]
        ),
        *(("hflip",) if clip.is_mirrored else ()),
        *_TURNS[clip.turn_degrees],
    ]


def _quoted(path: Path) -> str:
    """A file's name among a filter's options, as ffmpeg unquotes it twice."""
    return "'" + path.as_posix().replace("\\", "\\\\").replace(":", "\\:").replace("'", "'\\\\\\''") + "'"


def _declared(clip: Clip) -> list[str]:
    """What the header says holds for every picture, whatever the packets say themselves."""
    if clip.matrix == "gbr":
        return []
    shades = "pc" if clip.is_full_range else "tv"
    return [f"setparams=range={shades}:colorspace=bt709:color_primaries=bt709:color_trc=bt709"]


def _chroma(clip: Clip) -> str:
    # JPEG's chroma is in the middle, as is that of full range in general; MPEG's on the left.
    across = 128 if clip.is_full_range else 0
    return "" if clip.matrix == "gbr" else f"in_h_chr_pos={across}:in_v_chr_pos=128:"


def _rematrixed(clip: Clip) -> list[str]:
    name = _MATRICES.get(clip.matrix, "bt709")
    return [f"colormatrix={name}:bt709"] if name != "bt709" else []


def _side_that_becomes_left(clip: Clip) -> str:
    if clip.turn_degrees in (90, 270):
        return "bottom" if clip.turn_degrees == 90 else "top"
    return "right" if (clip.turn_degrees == 180) != clip.is_mirrored else "left"


def _cropped(clip: Clip, crop: Rect) -> str:
    """The crop in the pictures as they are stored. In shares of them, whatever size the decoder gives."""
    left, right = crop.x / clip.size.width, crop.right / clip.size.width
    top, bottom = crop.y / clip.size.height, crop.bottom / clip.size.height
    match clip.turn_degrees:
        case 90:
            left, top, right, bottom = top, 1 - right, bottom, 1 - left
        case 180:
            left, top, right, bottom = 1 - right, 1 - bottom, 1 - left, 1 - top
        case 270:
            left, top, right, bottom = 1 - bottom, left, 1 - top, right
    if clip.is_mirrored:
        left, right = 1 - right, 1 - left
    if max(left, top, 1 - right, 1 - bottom) < 1e-6:
        return "null"
    x, width = _edges(left, right, "iw")
    y, height = _edges(top, bottom, "ih")
    return f"crop={width}:{height}:{x}:{y}:exact=1"


def _edges(start: float, stop: float, side: str) -> tuple[str, str]:
    """Expressions for an edge and what lies between two: even numbers of pixels, 2 at least."""
    start, stop = max(0.0, start), min(1.0, stop)
    first = f"2*round({start:.9f}*{side}/2)"
    # Of an odd side, the last pixel has chroma of its own.
    last = f"min(2*round({stop:.9f}*{side}/2)\\,{side})" if stop < 1 - 1e-9 else side
    first = f"min({first}\\,{side}-2)"
    return first, f"max({last}-{first}\\,2)"
