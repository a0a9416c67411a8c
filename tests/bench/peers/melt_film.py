"""A film's description -> the command that makes it with melt (MLT): affine for the motion, luma to mix."""

from pathlib import Path

from tests.bench.peers.description import Description

_PROFILE = """description=vertical
frame_rate_num={fps}
frame_rate_den=1
width={width}
height={height}
progressive=1
sample_aspect_num=1
sample_aspect_den=1
display_aspect_num={width}
display_aspect_den={height}
colorspace=709
"""


def command(film: Description, work: Path) -> list[str]:
    """The words of the command; the shape of the film goes into a file in `work`."""
    profile = work / "profile"
    profile.write_text(_PROFILE.format(fps=film.fps, width=film.width, height=film.height))
    words = ["melt", "-silent", "-profile", str(profile)]
    for index, photo in enumerate(film.photos):
        last = round(photo.seconds * film.fps) - 1
        wide, close = (
            _place(film, photo.width, photo.height, 1.0),
            _place(film, photo.width, photo.height, film.zoom),
        )
        words += [
            photo.path,
            f"out={last}",
            "-attach-cut",
            "affine",
            f"transition.rect=0={wide};{last}={close}",
        ]
        if index:
            words += ["-mix", str(round(film.join_seconds * film.fps)), "-mixer", "luma"]
    coding = ("preset=ultrafast", "qp=0") if film.lossless else ("preset=veryfast", "crf=20")
    # A thread for each core draws frames, and none may be left out to keep up.
    return [*words, "-consumer", f"avformat:{film.out}", "vcodec=libx264", *coding, "an=1", "real_time=-2"]


def _place(film: Description, width: int, height: int, zoom: float) -> str:
    """Where the photo's corner lies in the frame, and how large it is there."""
    scale = zoom * max(film.width / width, film.height / height)
    width_there, height_there = width * scale, height * scale
    x, y = (film.width - width_there) / 2, (film.height - height_there) / 2
    return f"{x:.3f} {y:.3f} {width_there:.3f} {height_there:.3f} 1"
