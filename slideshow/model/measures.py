"""Lengths and sizes as people read them."""


def clock(seconds: float) -> str:
    """A length to the nearest second: 0:42, 61:05 within two hours of film, 2:01:05 beyond."""
    minutes, rest = divmod(round(seconds), 60)
    if minutes >= 120:
        return f"{minutes // 60}:{minutes % 60:02}:{rest:02}"
    return f"{minutes}:{rest:02}"


def exact_clock(seconds: float) -> str:
    """A length as limits are held against it: 0:42, or 0:42.5 where there are tenths."""
    minutes, rest = divmod(round(seconds * 10), 600)
    return f"{minutes}:{rest // 10:02}" + (f".{rest % 10}" if rest % 10 else "")


def megabytes(size_bytes: float) -> str:
    """14.8 MB, each of a million bytes."""
    return f"{size_bytes / 1e6:.1f} MB" if size_bytes >= 1e5 else f"{size_bytes / 1e3:.0f} kB"
