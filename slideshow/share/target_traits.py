"""A film's headers → how it is coded, trait by trait: does it fit, what was found, wanted, and the fix."""

from collections.abc import Callable, Mapping
from fractions import Fraction

from slideshow.media.mp4 import Movie, Track
from slideshow.model.target import Trait

# How commands begin and end in what is told of a trait; `target_check` writes the film's name there.
COMMAND_IN, COMMAND_OUT = "ffmpeg -i in.mp4", "out.mp4"
COPY = "ffmpeg -i in.mp4 -c copy -movflags +faststart out.mp4"
_TO_BT709 = (
    "scale=out_color_matrix=bt709:out_range=tv,"
    "setparams=color_primaries=bt709:color_trc=bt709:colorspace=bt709"
)
_TO_SQUARE = "scale=trunc(iw*sar/2)*2:ih,setsar=1"
_ENCODE = "-c:v libx264 -pix_fmt yuv420p -c:a aac -movflags +faststart out.mp4"
_PROFILES = {66: "Baseline", 77: "Main", 88: "Extended", 100: "High", 110: "High 10", 122: "High 4:2:2"}
_MAIN = (66, 77)
_AAC_LC = 2

Judged = tuple[bool, str, str, str]  # whether it fits, what was found, what is wanted, the fix


def _h264(movie: Movie, track: Track) -> Judged:
    fits = track.codec in ("avc1", "avc3")
    return fits, codec_name(track.codec), "H.264", f"Encode it anew: ffmpeg -i in.mp4 {_ENCODE}"


def _aac(movie: Movie, track: Track) -> Judged:
    sounds = [one.sound for one in movie.of_kind("audio")]
    fits = all(one is not None and one.aac_type == _AAC_LC for one in sounds)
    names = ["AAC-LC" if one and one.aac_type == _AAC_LC else "another" for one in sounds]
    fix = "Encode the sound anew: ffmpeg -i in.mp4 -c:v copy -c:a aac -movflags +faststart out.mp4"
    return fits, ", ".join(names) or "no sound", "AAC-LC, or no sound", fix


def _yuv420(movie: Movie, track: Track) -> Judged:
    avc = track.picture.avc if track.picture else None
    found = f"{avc.chroma or 'unknown'}, {avc.bit_depth or 'unknown'} bits" if avc else "unknown"
    fits = avc is not None and (avc.chroma, avc.bit_depth) == ("4:2:0", 8)
    return fits, found, "4:2:0, 8 bits", f"Encode it anew: ffmpeg -i in.mp4 {_ENCODE}"


def _main_profile(movie: Movie, track: Track) -> Judged:
    avc = track.picture.avc if track.picture else None
    fix = f"Encode it anew: ffmpeg -i in.mp4 -profile:v main -bf 0 {_ENCODE}"
    return avc is not None and avc.profile in _MAIN, profile_name(track) or "none", "Main or Baseline", fix


def _no_b_frames(movie: Movie, track: Track) -> Judged:
    has = track.samples.reordered
    fix = f"Encode it anew: ffmpeg -i in.mp4 -profile:v main -bf 0 {_ENCODE}"
    return not has, "B-frames" if has else "none", "no B-frames", fix


def _moov_first(movie: Movie, track: Track) -> Judged:
    found = "at the beginning" if movie.is_moov_first else "at the end"
    return movie.is_moov_first, found, "the table of contents at the beginning", f"Copy it: {COPY}"


def _no_edit_lists(movie: Movie, track: Track) -> Judged:
    # One that shows everything from the start on changes nothing.
    edited = [one.kind for one in movie.tracks if any(edit.media_ticks != 0 for edit in one.edits[:1])]
    edited += [one.kind for one in movie.tracks if len(one.edits) > 1 and one.kind not in edited]
    fix = f"Encode it anew: ffmpeg -i in.mp4 -bf 0 -use_editlist 0 -avoid_negative_ts disabled {_ENCODE}"
    return not edited, ", ".join(edited) or "none", "no edit list", fix


def _closed_gops(movie: Movie, track: Track) -> Judged:
    count = track.samples.open_gop_count
    fix = f"Encode it anew: ffmpeg -i in.mp4 -x264-params open-gop=0 {_ENCODE}"
    return not count, f"{count} open" if count else "closed", "closed GOPs", fix


def _constant_rate(movie: Movie, track: Track) -> Judged:
    fits = track.samples.evenly_shown
    fix = f"Encode it anew: ffmpeg -i in.mp4 -r 30 -fps_mode cfr {_ENCODE}"
    return fits, "constant" if fits else "varying", "a constant rate", fix


def _upright(movie: Movie, track: Track) -> Judged:
    picture = track.picture
    assert picture is not None
    turned, aspect = picture.turned_degrees, picture.pixel_aspect or Fraction(1)
    found = f"turned by {turned}°" if turned else "upright" if turned == 0 else "turned"
    found += "" if aspect == 1 else f", pixels {aspect.numerator}:{aspect.denominator}"
    return (
        turned == 0 and aspect == 1,
        found,
        "upright, square pixels",
        f"Encode it anew: ffmpeg -i in.mp4 -vf {_TO_SQUARE} {_ENCODE}",
    )


def _bt709(movie: Movie, track: Track) -> Judged:
    colour = track.picture.colour if track.picture else None
    fix = f"Encode it anew: ffmpeg -i in.mp4 -vf {_TO_BT709} {_ENCODE}"
    if colour is None:
        return False, "not said", "BT.709", fix
    codes = (colour.primaries, colour.transfer, colour.matrix)
    found = "BT.709" if codes == (1, 1, 1) else f"codes {'-'.join(map(str, codes))}"
    found += ", full range" if colour.is_full_range else ""
    return found == "BT.709", found, "BT.709", fix


def _sound_to_48_khz(movie: Movie, track: Track) -> Judged:
    rates = [one.sound.sample_rate for one in movie.of_kind("audio") if one.sound]
    fix = "Encode the sound anew: ffmpeg -i in.mp4 -c:v copy -c:a aac -ar 48000 -movflags +faststart out.mp4"
    found = f"{max(rates) / 1000:g} kHz" if rates else "no sound"
    return all(rate <= 48_000 for rate in rates), found, "at most 48 kHz", fix


# By the names in targets.toml: what people are told, and the judge.
TRAITS: Mapping[Trait, tuple[str, Callable[[Movie, Track], Judged]]] = {
    "h264": ("picture codec", _h264),
    "aac": ("sound codec", _aac),
    "yuv420_8_bit": ("colour depth", _yuv420),
    "main_profile": ("profile", _main_profile),
    "no_b_frames": ("B-frames", _no_b_frames),
    "moov_first": ("contents", _moov_first),
    "no_edit_lists": ("edit lists", _no_edit_lists),
    "closed_gops": ("GOPs", _closed_gops),
    "constant_rate": ("rate", _constant_rate),
    "upright": ("upright", _upright),
    "bt709": ("colours", _bt709),
    "sound_to_48_khz": ("sound rate", _sound_to_48_khz),
}
# What a film in fragments does not tell at its beginning.
IN_TABLES = ("no_b_frames", "closed_gops", "constant_rate", "no_edit_lists")


def profile_name(track: Track) -> str:
    avc = track.picture.avc if track.picture else None
    return _PROFILES.get(avc.profile, str(avc.profile)) if avc else ""


def codec_name(codec: str) -> str:
    names = {"avc1": "H.264", "avc3": "H.264", "hvc1": "H.265", "hev1": "H.265", "av01": "AV1", "vp09": "VP9"}
    return names.get(codec, codec)
