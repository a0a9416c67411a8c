"""A film, ours or not, and a target → rule by rule whether it will be taken there, and what to do if not."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import Literal

from slideshow.errors import for_shell
from slideshow.media.film_mark import is_ours
from slideshow.media.mp4 import Movie, Picture, Track, read
from slideshow.model.geometry import Size
from slideshow.model.measures import exact_clock, megabytes
from slideshow.model.target import Target
from slideshow.share.target_traits import (
    COMMAND_IN,
    COMMAND_OUT,
    COPY,
    IN_TABLES,
    TRAITS,
    codec_name,
    profile_name,
)
from slideshow.system.ffmpeg import executable

Outcome = Literal["pass", "advice", "fail"]

_ASPECT_TOLERANCE = 0.01
_ROOM = 0.95  # what a film has to be made smaller than the limit to be sure


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule held against a film. `fix` is empty when it passes."""

    rule: str
    outcome: Outcome
    found: str
    wanted: str
    fix: str = ""


@dataclass(frozen=True, slots=True)
class Checked:
    """A film held against all rules of a target. Advice does not keep it out."""

    path: Path
    target: str
    findings: tuple[Finding, ...]
    proof: str

    @property
    def fits(self) -> bool:
        return not any(one.outcome == "fail" for one in self.findings)


def check(film: Path, target: Target) -> Checked:
    """What each rule of the target says of the film. Raises MovieError when it is no MP4."""
    movie = read(film)
    size_bytes = film.stat().st_size
    findings = tuple(_as_typed(one, film, target) for one in _findings(movie, size_bytes, target))
    return Checked(film, target.name, findings, _proof(movie, size_bytes, target, findings))


def _as_typed(finding: Finding, film: Path, target: Target) -> Finding:
    """Its fix with the film's own name and the ffmpeg that there is; a film of ours is made again."""
    if COMMAND_IN not in finding.fix:
        return finding
    if is_ours(film):
        return replace(finding, fix=f"Make it again with --for {target.name}.")
    mended = film.with_name(f"{film.stem}-mended.mp4")
    command = f"{for_shell(executable())} -i {for_shell(film)}"
    fix = finding.fix.replace(COMMAND_IN, command).removesuffix(COMMAND_OUT) + for_shell(mended)
    return replace(finding, fix=fix)


def _findings(movie: Movie, size_bytes: int, target: Target) -> Iterator[Finding]:
    track = next(iter(movie.of_kind("video")), None)
    if track is None or track.picture is None:
        yield Finding("picture", "fail", "none", "a picture", "This is a sound; give a film.")
        return
    yield from _of_canvas(track.picture, target)
    if movie.is_fragmented:
        yield Finding("one piece", "fail", "in fragments, as streams are", "in one piece", f"Copy it: {COPY}")
    else:
        yield from _of_length(movie, target)
        yield from _of_rate(track, target)
    yield from _of_weight(movie, size_bytes, target)
    yield from _of_coding(movie, track, target)


def shown_size(picture: Picture) -> Size:
    """As it stands on the screen: pixels made square, and turned."""
    width = round(picture.size.width * (picture.pixel_aspect or 1))
    size = Size(width, picture.size.height)
    return size.turned if picture.turned_degrees in (90, 270) else size


def _of_canvas(picture: Picture, target: Target) -> Iterator[Finding]:
    canvas = target.canvas
    size, wanted = shown_size(picture), Size(canvas.width, canvas.height)
    fix = f"Make it with --size {wanted.width}x{wanted.height}."
    same = abs(size.aspect / wanted.aspect - 1) <= _ASPECT_TOLERANCE
    yield _judged(
        "shape", same, _shape(size), _shape(wanted), f"It will stand between bars. {fix}", advice=True
    )
    # A film that lies may be as wide as one that stands may be high.
    long, short = max(size.width, size.height), min(size.width, size.height)
    most_long, most_short = max(wanted.width, wanted.height), min(wanted.width, wanted.height)
    is_larger = long > most_long or short > most_short
    if is_larger:
        told = "It is refused at this size." if canvas.at_most else "It will be made smaller there."
        yield _judged(
            "size", False, str(size), f"at most {wanted}", f"{told} {fix}", advice=not canvas.at_most
        )
    else:
        is_soft = long < most_long and short < most_short
        told = f"It will look soft. {fix}"
        limit = f"at most {wanted}" if canvas.at_most else str(wanted)
        yield _judged("size", not is_soft or canvas.at_most, str(size), limit, told, advice=True)


def _of_length(movie: Movie, target: Target) -> Iterator[Finding]:
    limits = target.length
    if limits is None:
        return
    # As precisely as it is told, or "1:00 of at most 1:00" could fail.
    seconds = round(float(movie.duration_seconds), 1)
    if limits.least_seconds:
        fix = f"Make it longer: --length {limits.least_seconds + 1:g}."
        at_least = f"at least {exact_clock(limits.least_seconds)}"
        yield _judged("shortest", seconds >= limits.least_seconds, exact_clock(seconds), at_least, fix)
    yield from _held("length", seconds, limits.advised_seconds, limits.most_seconds, exact_clock, _shorter)


def _of_weight(movie: Movie, size_bytes: int, target: Target) -> Iterator[Finding]:
    limits = target.weight
    if limits is None:
        return
    seconds = float(movie.duration_seconds)

    def lighter(limit: float) -> str:
        fits_seconds = seconds * limit * _ROOM / size_bytes
        length = f"shorter (--length {fits_seconds:.0f})" if fits_seconds >= 3 else "much shorter"
        return f"Make it {length}, or with --quality draft, or smaller (--size 720x1280)."

    yield from _held(
        "file",
        size_bytes,
        limits.advised_bytes,
        limits.most_bytes,
        megabytes,
        lighter if seconds else _shorter,
    )


def _of_rate(track: Track, target: Target) -> Iterator[Finding]:
    limits = target.rate
    if limits is None:
        return
    frames, seconds = track.samples.count, track.duration_seconds
    fps = track.fps or (Fraction(frames) / seconds if seconds else Fraction(0))
    wanted = f"{limits.least_fps:g} to {limits.most_fps:g}"
    # A rate that wavers may be a little above its name.
    fits = limits.least_fps - 0.05 <= fps <= limits.most_fps + 0.05
    yield _judged("frames a second", fits, f"{float(fps):.4g}", wanted, "Make it with --fps 30.")


def _held(
    rule: str,
    value: float,
    advised: float | None,
    most: float | None,
    said: Callable[[float], str],
    fix: Callable[[float], str],
) -> Iterator[Finding]:
    """One finding for a limit that refuses, for one that only advises, or for both."""
    if most is not None and value > most:
        # A byte too many is told by the byte.
        found = said(value) if said(value) != said(most) else f"{value:,} bytes"
        yield _judged(rule, False, found, f"at most {said(most)}", fix(advised or most))
    elif advised is not None:
        yield _judged(
            rule, value <= advised, said(value), f"advised at most {said(advised)}", fix(advised), advice=True
        )
    elif most is not None:
        yield _judged(rule, True, said(value), f"at most {said(most)}", "")


def _shorter(seconds: float) -> str:
    return f"Make it shorter: --length {seconds:g}; or send it in parts."


def _of_coding(movie: Movie, track: Track, target: Target) -> Iterator[Finding]:
    coding = target.coding
    if coding is None:
        return
    for traits, advice in ((coding.required, False), (coding.advised, True)):
        for trait in traits:
            if movie.is_fragmented and trait in IN_TABLES:
                continue
            rule, judge = TRAITS[trait]
            fits, found, wanted, fix = judge(movie, track)
            yield _judged(rule, fits, found, wanted, fix, advice=advice)


def _judged(rule: str, fits: bool, found: str, wanted: str, fix: str, *, advice: bool = False) -> Finding:
    return Finding(
        rule, "pass" if fits else "advice" if advice else "fail", found, wanted, "" if fits else fix
    )


def _proof(movie: Movie, size_bytes: int, target: Target, findings: Sequence[Finding]) -> str:
    """ "14.8 MB of 16, 0:42, 1080×1920, H.264 Main, moov first: fits whatsapp"."""
    parts = [megabytes(size_bytes)]
    if target.most_bytes:
        unit = "" if parts[0].endswith("MB") else " MB"
        parts[0] += f" of {target.most_bytes / 1e6:.3g}{unit}"
    if not movie.is_fragmented:
        parts.append(exact_clock(float(movie.duration_seconds)))
    for track in movie.of_kind("video")[:1]:
        if track.picture:
            parts.append(str(shown_size(track.picture)))
            parts.append(f"{codec_name(track.codec)} {profile_name(track)}".rstrip())
    parts.append("moov first" if movie.is_moov_first else "moov last")
    failed = [one.rule for one in findings if one.outcome == "fail"]
    verdict = f"does not fit {target.name} ({', '.join(failed)})" if failed else f"fits {target.name}"
    if not failed and any(one.rule == "file" and one.outcome == "advice" for one in findings):
        verdict += ", larger than advised"
    return f"{', '.join(parts)}: {verdict}"


def _shape(size: Size) -> str:
    """ "9:16" for the shapes that have a name, else the sides' ratio."""
    for width, height in ((9, 16), (16, 9), (1, 1), (4, 5), (5, 4), (3, 4), (4, 3), (2, 3), (3, 2)):
        if abs(size.aspect / (width / height) - 1) <= _ASPECT_TOLERANCE:
            return f"{width}:{height}"
    return f"{size.aspect:.2f}:1"
