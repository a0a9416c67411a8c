"""How frames become H.264: ffmpeg's arguments for a size, a rate and a quality."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from slideshow.model.coding import Coding
from slideshow.model.geometry import Size

# With a thread of its own for looking ahead, x264 makes other bytes once in some fifty times. Without, it is
# as fast.
_STEADY = "sync-lookahead=0"

# Bits are shared out over a picture by the variance of its parts, and B-frames are not weighed against none:
# at the same size and time a VMAF higher by 0.5 to 0.9. Two B-frames and a look ahead that just reaches over
# them take a fifth less of the processor than three and ten frames, with no less VMAF at the same size; where
# a picture is wholly new is not looked for, as photos fade and segments begin with one.
_QUICK = f"mbtree=1:rc-lookahead=4:b-adapt=0:aq-mode=2:scenecut=0:{_STEADY}"

# The settings lie on the curve of quality against time that tests/bench/encoder.py draws; "good" is the
# fastest that keeps VMAF 93 on every kind of photo there.
QUALITIES: Mapping[str, tuple[str, ...]] = {
    # Told to use 8x8 blocks, ultrafast too makes a file of High profile.
    "draft": ("-preset", "ultrafast", "-crf", "26", "-x264-params", f"8x8dct=1:{_STEADY}"),
    "fast": ("-preset", "superfast", "-crf", "23", "-bf", "2", "-x264-params", _QUICK),
    "good": ("-preset", "superfast", "-crf", "20", "-bf", "2", "-x264-params", _QUICK),
    "best": ("-preset", "medium", "-crf", "17", "-x264-params", _STEADY),
}

SOFTWARE = "x264"


@dataclass(frozen=True, slots=True)
class _Hardware:
    """`settings` come from a quality of 18 to 30 (less is better); `upload` brings frames to the encoder."""

    codec: str
    settings: Callable[[int], tuple[str, ...]]
    upload: str = ""
    device: tuple[str, ...] = ()


# They are used when hardware.py has tried them.
_HARDWARE: Mapping[str, _Hardware] = {
    "nvenc": _Hardware(
        "h264_nvenc",
        lambda quality: ("-preset", "p5", "-rc", "vbr", "-cq", str(quality), "-b:v", "0", "-strict_gop", "1"),
    ),
    "qsv": _Hardware(
        "h264_qsv",
        lambda quality: ("-preset", "medium", "-global_quality", str(quality), "-idr_interval", "0"),
        upload="format=nv12",
    ),
    "vaapi": _Hardware(
        "h264_vaapi",
        lambda quality: ("-rc_mode", "CQP", "-qp", str(quality), "-idr_interval", "0"),
        upload="format=nv12,hwupload",
        device=("-vaapi_device", "/dev/dri/renderD128"),
    ),
    # Its scale runs the other way, to 100.
    "videotoolbox": _Hardware(
        "h264_videotoolbox", lambda quality: ("-q:v", str(110 - 2 * quality), "-allow_sw", "0")
    ),
    "amf": _Hardware(
        "h264_amf",
        lambda quality: ("-rc", "cqp", "-qp_i", str(quality), "-qp_p", str(quality)),
        upload="format=nv12",
    ),
}
ENCODERS = (SOFTWARE, *_HARDWARE)
_MOST_HARDWARE_QUALITY = 50
_HARDWARE_QUALITY = {"draft": 30, "fast": 26, "good": 23, "best": 19}

# H.264 Annex A, table A-1: level, macroblocks a second, macroblocks a frame.
_LEVELS = (
    (30, 40_500, 1_620),
    (31, 108_000, 3_600),
    (40, 245_760, 8_192),
    (42, 522_240, 8_704),
    (51, 983_040, 36_864),
    (52, 2_073_600, 36_864),
    (62, 16_711_680, 139_264),
)
_GOP_SECONDS = 2
_PREVIEW_GOP, _PREVIEW_CRF = 6, 22
# x264 makes other bytes with another number of threads, so it is the same everywhere. These keep two cores
# busy; more cores are for more encoders side by side.
_THREADS = 3


def level(size: Size, fps: Fraction) -> int:
    """The lowest level of H.264 that holds this size and rate, as the file says it: 40 is 4.0."""
    blocks = -(-size.width // 16) * -(-size.height // 16)
    for number, per_second, per_frame in _LEVELS:
        if blocks <= per_frame and blocks * fps <= per_second:
            return number
    return _LEVELS[-1][0]


def time_scale(fps: Fraction) -> int:
    """Ticks a second of the video track: a whole number for every frame, doubled until they are fine."""
    scale = fps.numerator
    while scale < 10_000:
        scale *= 2
    return scale


def own_crf(quality: str) -> float:
    """The constant rate factor of a quality."""
    settings = QUALITIES[quality]
    return float(settings[settings.index("-crf") + 1])


def settings_of(coding: Coding) -> tuple[str, ...]:
    """x264's settings of a coding: profile, preset, rate, B-frames."""
    settings = list(QUALITIES[coding.quality])
    if coding.crf is not None:
        settings[settings.index("-crf") + 1] = f"{coding.crf:g}"
    if not coding.plain:
        return ("-profile:v", "high", *settings)
    # What ultrafast is told to use for High profile; for Main it is the entropy coder that it does without.
    settings = [setting.replace("8x8dct=1", "cabac=1") for setting in settings]
    return ("-profile:v", "main", *settings, "-bf", "0")


def preview_encoding(size: Size, fps: Fraction) -> tuple[str, ...]:
    """ffmpeg's arguments for parts that are made at once and can be jumped about in."""
    found = list(encoding(size, fps, "draft"))
    found[found.index("-g") + 1] = str(_PREVIEW_GOP)
    found[found.index("-crf") + 1] = str(_PREVIEW_CRF)
    return tuple(found)


def _hardware_settings(hardware: _Hardware, coding: Coding) -> tuple[str, ...]:
    """Its settings of a coding: its scale of quality is taken to be as fine as x264's."""
    more = 0.0 if coding.crf is None else coding.crf - own_crf(coding.quality)
    quality = min(_MOST_HARDWARE_QUALITY, round(_HARDWARE_QUALITY[coding.quality] + more))
    return ("-profile:v", "main" if coding.plain else "high", *hardware.settings(quality), "-bf", "0")


def arguments(
    size: Size, fps: Fraction, coding: Coding | str, out: Path, encoder: str = SOFTWARE
) -> list[str]:
    """Raw I420 frames on standard input -> a video-only MP4 part that can be joined by copying."""
    return [*encoding(size, fps, coding, encoder), str(out)]


def encoding(size: Size, fps: Fraction, coding: Coding | str, encoder: str = SOFTWARE) -> tuple[str, ...]:
    """ffmpeg's arguments but for the name of the part, which comes last."""
    if isinstance(coding, str):
        coding = Coding(coding)
    source: tuple[str, ...] = (
        *("-f", "rawvideo", "-pix_fmt", "yuv420p", "-s", f"{size.width}x{size.height}", "-r", str(fps)),
        *("-i", "pipe:0", "-an"),
    )
    # Conversion is ours, so ffmpeg is told what it was: BT.709, limited range.
    told = "setparams=range=tv:color_primaries=bt709:color_trc=bt709:colorspace=bt709"
    # Message 6 is where x264 writes its own settings.
    unsigned = "filter_units=remove_types=6"
    settings: tuple[str, ...]
    if encoder == SOFTWARE:
        settings = ("-c:v", "libx264", *settings_of(coding), "-threads", str(_THREADS))
    else:
        hardware = _HARDWARE[encoder]
        source = (*hardware.device, *source)
        settings = ("-c:v", hardware.codec, *_hardware_settings(hardware, coding))
        told = f"{told},{hardware.upload}" if hardware.upload else told
        # Not every driver writes what it was told.
        unsigned = (
            "h264_metadata=colour_primaries=1:transfer_characteristics=1:matrix_coefficients=1:"
            f"video_full_range_flag=0,{unsigned}"
        )
    return (
        *source,
        *settings,
        *("-level:v", str(level(size, fps))),
        *("-g", str(int(_GOP_SECONDS * fps)), "-flags", "+cgop", "-fps_mode", "passthrough"),
        *("-vf", told, "-bsf:v", unsigned, "-map_metadata", "-1", "-fflags", "+bitexact"),
        *("-flags:v", "+bitexact", "-video_track_timescale", str(time_scale(fps)), "-f", "mp4", "-y"),
    )
