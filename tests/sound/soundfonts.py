"""A SoundFont made of numbers: one looped sample, heard under every preset that is asked for."""

import struct
from collections.abc import Sequence
from pathlib import Path

import numpy as np

RATE = 48_000
ROOT = 69  # the pitch of the sample
_DRUM_BANK = 128


def write_soundfont(path: Path, programs: Sequence[int] = (0,), drums: bool = True) -> Path:
    """A file with a reedy tone, the same for all programs; and for drums, where they are asked for."""
    period = 480  # a hundredth of a second: 100 Hz, and its harmonics stand for 400 and 500 Hz
    t = np.arange(period * 200) / RATE
    wave = 0.5 * np.sin(2 * np.pi * 440 * t) + 0.2 * np.sin(2 * np.pi * 880 * t)
    samples = np.rint(wave * 20_000).astype("<i2")
    presets = [(0, program) for program in programs] + ([(_DRUM_BANK, 0)] if drums else [])
    info = _chunk("ifil", struct.pack("<HH", 2, 1)) + _text("isng", "EMU8000") + _text("INAM", "Numbers")
    data = _chunk("smpl", samples.tobytes() + b"\0" * 92)
    body = _list("INFO", info) + _list("sdta", data) + _list("pdta", _presets(presets, len(samples)))
    path.write_bytes(b"RIFF" + struct.pack("<I", 4 + len(body)) + b"sfbk" + body)
    return path


def _presets(presets: Sequence[tuple[int, int]], count: int) -> bytes:
    headers = b"".join(
        struct.pack("<20sHHHIII", f"preset {number}".encode(), program, bank, number, 0, 0, 0)
        for number, (bank, program) in enumerate(presets)
    )
    headers += struct.pack("<20sHHHIII", b"EOP", 0, 0, len(presets), 0, 0, 0)
    zones = b"".join(struct.pack("<HH", number, 0) for number in range(len(presets) + 1))
    plays_instrument = struct.pack("<HH", 41, 0) * len(presets) + struct.pack("<HH", 0, 0)
    # The whole sample again and again (54), and that it is the first (53).
    generators = struct.pack("<HH", 54, 1) + struct.pack("<HH", 53, 0) + struct.pack("<HH", 0, 0)
    sample = struct.pack("<20sIIIIIBbHH", b"tone", 0, count, 0, count - 1, RATE, ROOT, 0, 0, 1)
    sample += struct.pack("<20sIIIIIBbHH", b"EOS", 0, 0, 0, 0, 0, 0, 0, 0, 0)
    return (
        _chunk("phdr", headers)
        + _chunk("pbag", zones)
        + _chunk("pmod", b"\0" * 10)
        + _chunk("pgen", plays_instrument)
        + _chunk("inst", struct.pack("<20sH", b"tone", 0) + struct.pack("<20sH", b"EOI", 1))
        + _chunk("ibag", struct.pack("<HHHH", 0, 0, 2, 0))
        + _chunk("imod", b"\0" * 10)
        + _chunk("igen", generators)
        + _chunk("shdr", sample)
    )


def _text(name: str, words: str) -> bytes:
    padded = words.encode() + b"\0"
    return _chunk(name, padded + b"\0" * (len(padded) % 2))


def _chunk(name: str, content: bytes) -> bytes:
    return name.encode() + struct.pack("<I", len(content)) + content


def _list(name: str, content: bytes) -> bytes:
    return _chunk("LIST", name.encode() + content)
