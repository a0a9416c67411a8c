"""What a phone hears, made of numbers: voices, water, wind, machines. Mono, at the instruments' rate."""

from collections.abc import Callable

import numpy as np

from tests.sound.instruments import RATE, Random, Samples, add, hat, piano
from tests.sound.tracks import made

SECONDS = 4.0


def times(seconds: float = SECONDS) -> Samples:
    return np.arange(round(seconds * RATE)) / RATE


def coloured(
    random: Random, seconds: float, low: float, high: float, decibels_per_octave: float = 0.0
) -> Samples:
    """Noise between two frequencies, falling towards the higher ones; its power is 1."""
    count = round(seconds * RATE)
    hertz = np.fft.rfftfreq(count, 1 / RATE)
    spectrum = np.fft.rfft(random.standard_normal(count)) * ((hertz >= low) & (hertz <= high))
    spectrum *= (np.maximum(hertz, low) / max(low, 20.0)) ** (-decibels_per_octave / 6.02)
    sound = np.fft.irfft(spectrum, count)
    return np.asarray(sound / np.sqrt(np.square(sound).mean()))


def slow(random: Random, seconds: float, most_hertz: float, decibels: float) -> Samples:
    """A level that wanders, as a factor: `decibels` to both sides, no faster than `most_hertz`."""
    wander = coloured(random, seconds + 4, 0.05, most_hertz)[: round(seconds * RATE)]
    return np.asarray(10 ** (decibels * np.clip(wander, -2, 2) / 20))


def voice(random: Random, pitch: float, seconds: float = SECONDS, syllables: float = 4.5) -> Samples:
    """Speech: syllables of glottal pulses through the resonances of vowels, hissed consonants, pauses."""
    sound = np.zeros(round(seconds * RATE))
    start = random.uniform(0.05, 0.3)
    left = int(random.integers(3, 8))
    while start < seconds - 0.3:
        length = random.uniform(0.6, 1.1) / syllables
        time = times(length)
        glide = 1 + random.uniform(-0.15, 0.15) * time / length + 0.04 * np.sin(2 * np.pi * 3 * time)
        hertz = pitch * random.uniform(0.85, 1.25) * glide
        pulses = np.diff(np.floor(np.cumsum(hertz) / RATE), prepend=0.0)
        vowel = random.choice([[730, 1090, 2440], [270, 2290, 3010], [300, 870, 2240], [530, 1840, 2480]])
        spoken = _resonating(pulses, vowel * random.uniform(0.95, 1.15))
        add(sound, start, random.uniform(0.4, 1.0) * np.sin(np.pi * time / length) ** 0.6 * spoken)
        if random.random() < 0.5:
            add(sound, max(0.0, start - 0.04), random.uniform(0.05, 0.25) * hat(random, 0.03))
        start += length * random.uniform(0.95, 1.15)
        left -= 1
        if left == 0:
            start += random.uniform(0.25, 0.6)
            left = int(random.integers(3, 8))
    return sound


def _resonating(pulses: Samples, formants: Samples) -> Samples:
    """Pulses, softened as the glottis does, through resonances of 60 to 120 Hz."""
    count = 2 * len(pulses)
    hertz = np.fft.rfftfreq(count, 1 / RATE)
    shape = 1 / (1 + (1j * hertz / 300)) * (1j * hertz / 100) / (1 + 1j * hertz / 100)
    for centre, width in zip(formants, (70, 90, 130), strict=True):
        shape = shape * (centre**2 / (centre**2 - hertz**2 + 1j * hertz * width))
    sound = np.fft.irfft(np.fft.rfft(pulses, count) * shape, count)[: len(pulses)]
    return np.asarray(sound / (np.abs(sound).max() + 1e-9))


def laughter(random: Random) -> Samples:
    sound = np.zeros(round(SECONDS * RATE))
    for bout in (0.3, 2.2):
        for number in range(6):
            time = times(0.11)
            hertz = random.uniform(280, 340) * (1 - 0.04 * number) * (1 - 0.5 * time)
            pulses = np.diff(np.floor(np.cumsum(hertz) / RATE), prepend=0.0)
            hah = _resonating(pulses, np.array([760.0, 1300.0, 2600.0])) * np.sin(np.pi * time / 0.11)
            add(sound, bout + 0.21 * number, (1 - 0.1 * number) * hah)
            add(sound, bout + 0.21 * number + 0.1, 0.05 * hat(random, 0.05))
    return sound


def cheering(random: Random) -> Samples:
    """A crowd: many voices at once, whistles, a roar that swells."""
    crowd = sum((voice(random, random.uniform(120, 380), syllables=2.5) for _ in range(12)), np.zeros(1))
    roar = coloured(random, SECONDS, 400, 4000, 3.0) * (0.4 + 0.6 * np.sin(np.pi * times() / SECONDS))
    return np.asarray(crowd / np.abs(crowd).max() + 0.15 * roar)


def claps(random: Random, each_second: float = 2.5) -> Samples:
    sound = np.zeros(round(SECONDS * RATE))
    for start in np.arange(0.2, SECONDS - 0.2, 1 / each_second):
        time = times(0.12)
        clap = coloured(random, 0.12, 700, 6000, 1.0) * np.exp(-time / 0.012)
        add(sound, start + random.uniform(0, 0.02), random.uniform(0.6, 1) * clap / 4)
    return sound


def wind(random: Random, corner: float = 120.0, steepness: float = 9.0, gusts: float = 6.0) -> Samples:
    """Gusts that rumble, and buffets within them: all at the low end, nothing with a pitch."""
    rumble = coloured(random, SECONDS, 20, 8000, 0.0)
    spectrum = np.fft.rfft(rumble)
    hertz = np.fft.rfftfreq(len(rumble), 1 / RATE)
    spectrum /= (1 + (hertz / corner) ** 2) ** (steepness / 6.02 / 2)
    rumble = np.fft.irfft(spectrum, len(rumble))
    rumble /= np.sqrt(np.square(rumble).mean())
    return np.asarray(rumble * slow(random, SECONDS, 1.0, gusts) * slow(random, SECONDS, 6.0, 3.0))


def waves(random: Random) -> Samples:
    """One wave breaks and runs out: a hiss and a roar that swell within a second and fade over three."""
    time = times() - random.uniform(0.6, 1.4)
    swell = np.where(time < 0, np.exp(time / 0.4), np.exp(-time / 1.2))
    return np.asarray((0.08 + swell) * coloured(random, SECONDS, 60, 9000, 3.0))


def hum(random: Random, hertz: float = 50.0) -> Samples:
    return np.asarray(
        sum((np.sin(2 * np.pi * hertz * k * times()) / k**1.2 for k in range(1, 12)), np.zeros(1))
        + 0.01 * coloured(random, SECONDS, 50, 9000, 3.0)
    )


def handling(random: Random) -> Samples:
    """Fingers on the phone: dull bumps, and rubbing without a beginning."""
    sound = 0.01 * coloured(random, SECONDS, 50, 8000, 4.0)
    for start in random.uniform(0, SECONDS - 0.5, 9):
        time = times(0.3)
        add(sound, start, np.exp(-time / 0.05) * np.sin(2 * np.pi * random.uniform(30, 90) * time))
        rub = coloured(random, 0.3, 60, 2500, 9.0) * np.hanning(len(time))
        add(sound, start, 0.3 * rub)
    return sound


def beeps(random: Random, hertz: float = 1000.0) -> Samples:
    return np.asarray(np.sin(2 * np.pi * hertz * times()) * (times() % 1.0 > 0.75))


def birds(random: Random) -> Samples:
    sound = 0.004 * coloured(random, SECONDS, 60, 9000, 3.0)
    for start in random.uniform(0, SECONDS - 0.4, 8):
        time = times(0.15)
        hertz = random.uniform(2800, 4500) * (1 + 0.25 * np.sin(2 * np.pi * 12 * time))
        add(sound, start, 0.4 * np.hanning(len(time)) * np.sin(2 * np.pi * np.cumsum(hertz) / RATE))
    return sound


def music(random: Random, pattern: str = "backbeat") -> Samples:
    sound = made(pattern, random.uniform(80, 140), int(random.integers(99)), seconds=20.0).samples
    return sound[8 * RATE : round((8 + SECONDS) * RATE)]


def chords(random: Random) -> Samples:
    sound = np.zeros(round(SECONDS * RATE))
    for start, root in ((0.1, 57), (1.0, 53), (2.0, 60), (3.0, 55)):
        for step in (0, 4, 7):
            add(sound, start, 0.3 * piano(root + step, 1.0, random))
    return sound


def scaled(sound: Samples, rms: float) -> Samples:
    return np.asarray(sound * rms / np.sqrt(np.square(sound).mean()))


def over(sound: Samples, noise: Samples, decibels: float) -> Samples:
    """The sound `decibels` above the noise."""
    return scaled(sound, 1.0) + scaled(noise, 10 ** (-decibels / 20))


Maker = Callable[[Random], Samples]
SPEECH: dict[str, Maker] = {
    "a deep voice": lambda random: voice(random, 95),
    "a man": lambda random: voice(random, 125),
    "a woman": lambda random: voice(random, 210),
    "a child": lambda random: voice(random, 320),
    "a voice in a room that hisses": lambda random: over(
        voice(random, 180), coloured(random, SECONDS, 60, 9000, 3.0), 12
    ),
    "a voice in the wind": lambda random: over(voice(random, 170), wind(random), 0),
    "two who talk": lambda random: voice(random, 120) + 0.8 * voice(random, 220),
}
LIVELY: dict[str, Maker] = {
    "laughter": laughter,
    "cheering": cheering,
    "clapping": claps,
    "slow clapping": lambda random: claps(random, 1.2),
    "a wave that breaks": waves,
    "beeps": beeps,
    "a whistle": lambda random: np.sin(2 * np.pi * 900 * times()),
    "birds": birds,
    "a band": music,
    "a piano": chords,
    "a waltz": lambda random: music(random, "piano waltz"),
}
DULL: dict[str, Maker] = {
    "wind": wind,
    "strong wind": lambda random: wind(random, 200.0, 8.0, 9.0),
    "wind without its bottom": lambda random: wind(random, 300.0, 9.0, 7.0),
    "hiss": lambda random: coloured(random, SECONDS, 20, 10_000),
    "soft hiss": lambda random: coloured(random, SECONDS, 20, 10_000, 3.0),
    "steady surf": lambda random: coloured(random, SECONDS, 60, 9000, 3.0) * slow(random, SECONDS, 0.5, 1.0),
    "rumble": lambda random: coloured(random, SECONDS, 20, 400, 6.0),
    "hum": hum,
    "hum of 60 Hz": lambda random: hum(random, 60.0),
    "an engine": lambda random: over(hum(random, 83.0), coloured(random, SECONDS, 40, 4000, 5.0), 3),
    "handling": handling,
    "a fan": lambda random: over(coloured(random, SECONDS, 100, 6000, 4.0), hum(random, 100.0), 3),
}


def as_decoded(sound: Samples, rms: float = 0.05) -> Samples:
    """The sound as it comes out of a clip: stereo, at 48 kHz."""
    count = len(sound) * 48_000 // RATE
    spectrum = np.zeros(count // 2 + 1, dtype=complex)
    found = np.fft.rfft(scaled(sound, rms))
    spectrum[: len(found)] = found
    mono = np.fft.irfft(spectrum, count) * (count / len(sound))
    return np.stack([mono, mono], axis=1)
