"""An address → the lines of a QR code that a phone's camera reads off a terminal."""

# The standard's four modules of white around the code.
_QUIET_MODULES = 4
_HALF_BLOCKS = " ▄▀█"


def code_lines(address: str, *, half_blocks: bool, inverted: bool = False) -> list[str]:
    """The code with its quiet zone, all lines equally long.

    The glyphs are the dark modules, to be shown in black on white; `inverted`, they are the light ones, for a
    terminal that is dark and knows no colours. With `half_blocks` a glyph is one module wide and two high,
    without, two letters are one module: both come out square.
    """
    rows = [[bool(module) != inverted for module in row] for row in _modules(address)]
    if not half_blocks:
        return ["".join("##" if ink else "  " for ink in row) for row in rows]
    if len(rows) % 2:
        rows.append([inverted] * len(rows[0]))
    return [
        "".join(_HALF_BLOCKS[2 * above + below] for above, below in zip(upper, lower, strict=True))
        for upper, lower in zip(rows[::2], rows[1::2], strict=True)
    ]


def can_show_half_blocks(encoding: str | None) -> bool:
    """Whether text in an encoding can hold the half blocks."""
    try:
        _HALF_BLOCKS.encode(encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def _modules(address: str) -> list[list[int]]:
    """1 for dark, 0 for light, quiet zone included."""
    import segno

    # A screen does not get dirty, so the least correction will do, and more where it costs no size.
    code = segno.make(address, error="l", micro=False)
    return [[1 if dark else 0 for dark in row] for row in code.matrix_iter(border=_QUIET_MODULES)]
