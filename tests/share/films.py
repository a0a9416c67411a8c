"""A film to send: seconds of colours that change, and a tone."""

from pathlib import Path

from slideshow.system import ffmpeg


def film(path: Path, *, seconds: float = 3, size: str = "270x480", noise: int = 0) -> Path:
    """With `noise` it has megabytes instead of kilobytes."""
    colours = "c0=#d4714b:c1=#264a6b:c2=#f0c987:nb_colors=3:seed=3"
    picture = f"gradients=s={size}:r=30:{colours},noise=alls={noise}:allf=t"
    ffmpeg.run(
        [
            *(
                "-y",
                "-f",
                "lavfi",
                "-i",
                f"{picture},format=yuv420p",
                "-f",
                "lavfi",
                "-i",
                "sine=frequency=330",
            ),
            *(
                "-t",
                str(seconds),
                "-c:v",
                "libx264",
                "-preset",
                "ultrafast",
                "-c:a",
                "aac",
                "-map_metadata",
                "-1",
            ),
            *("-movflags", "+faststart", f"file:{path}"),
        ]
    )
    return path
