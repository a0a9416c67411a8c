"""A sound file → whether somebody speaks into a phone in it: by its name, or by what is heard.

Such a file lies among photos by chance. What was said to one person is not to be heard by all.
"""

import re
from pathlib import Path

import numpy as np

from slideshow.errors import FfmpegError
from slideshow.sound.audio_features import traits
from slideshow.sound.loudness import SAMPLE_RATE
from slideshow.sound.music_file import RAW, SAMPLE_BYTES, Samples
from slideshow.sound.sound_activity import liveliness
from slideshow.system import ffmpeg

# As messengers and recorders name them; a number or a date may follow.
_NAMES = (
    r"(?:ptt|aud)-\d{8}-wa\d+",  # WhatsApp on Android: spoken, or sent as sound
    r"whatsapp (?:ptt|audio|voice).*",
    r"(?:audio|voice|file)_\d{4}-\d\d-\d\d.*",  # Telegram
    r"audio[-_ ]?(?:message|note).*",
    r"signal-\d{4}-\d\d-\d\d.*",
    r"voice[-_ ]?(?:\d.*|note|memo|message|record(?:ing|er)?).*",
    r"(?:new|my|standard|untitled)[-_ ]?(?:voice[-_ ])?(?:recording|memo).*",
    r"(?:sound[-_ ]?|audio[-_ ]?|call[-_ ]?)?record(?:ing|er)?(?:[-_ (]?\d.*)?",
    r"rec[-_ ]?\d.*",
    r"(?:voice|audio|sprach|memo|vm)[-_ ]?memos?.*|memo[-_ ]?\d*",
    r"(?:neue )?aufnahme.*|sprach(?:memo|nachricht|notiz|aufnahme).*",
    r"(?:nouvel )?enregistrement.*|note vocale.*|message vocal.*|dictaphone.*",
    r"(?:nueva )?grabaci[oó]n.*|nota de voz.*|(?:nova )?grava[cç][aã]o.*",
    r"(?:nuova )?registrazione.*|nota vocale.*|(?:nieuwe )?opname.*|(?:nowe )?nagranie.*",
    r"(?:ny )?(?:inspelning|optagelse|opptak).*|(?:новая )?запись.*",
    r"(?:新)?录音.*|新錄音.*|(?:新規)?録音.*|ボイスメモ.*|(?:새로운 )?녹음.*|음성.*",
    # A recorder's date and time and nothing else.
    r"\d{6}_\d{3,6}|\d{8}[-_ ]\d{6}",
)
_NAMED = re.compile("|".join(f"(?:{name})" for name in _NAMES))
# Formats of telephony and recorders.
_SPOKEN_ENDINGS = frozenset({".amr", ".awb", ".3ga", ".qcp"})

_LISTENED_SECONDS = 30.0
_SHORTEST_SECONDS = 1.0
# Speakers breathe: for so large a share of the time it is 25 dB less loud than the loudest.
_PAUSES, _PAUSE_DECIBELS = 0.06, 25.0


def is_named_as_voice_note(path: Path) -> bool:
    """Whether a messenger or a recorder gave it its name."""
    stem = re.sub(r"\s*\(\d+\)$", "", path.stem.strip().casefold())
    return path.suffix.lower() in _SPOKEN_ENDINGS or _NAMED.fullmatch(stem) is not None


def is_spoken(path: Path) -> bool:
    """Whether speech is all that is heard in its first half minute. Nothing is heard in a damaged file."""
    arguments = ["-t", f"{_LISTENED_SECONDS}", *ffmpeg.given(path), "-map", "0:a:0", *RAW, "pipe:1"]
    try:
        sound, _ = ffmpeg.run(["-loglevel", "error", *arguments])
    except FfmpegError:
        return False
    whole = len(sound) // SAMPLE_BYTES * SAMPLE_BYTES
    return _is_speech(np.nan_to_num(np.frombuffer(sound[:whole], dtype="<f4").reshape(-1, 2)))


def _is_speech(samples: Samples) -> bool:
    if len(samples) < _SHORTEST_SECONDS * SAMPLE_RATE or not liveliness(samples).is_speech:
        return False
    power = traits(samples).middle
    return bool((power < np.percentile(power, 95) * 10 ** (-_PAUSE_DECIBELS / 10)).mean() >= _PAUSES)
