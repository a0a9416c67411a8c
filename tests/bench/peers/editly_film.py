"""A film's description -> the command that makes it with editly, which is told all in a file."""

import json
from pathlib import Path

from tests.bench.peers.description import Description


def command(film: Description, work: Path) -> list[str]:
    """The words of the command; the film as editly wants it goes into a file in `work`."""
    coding = ["-preset", "ultrafast", "-qp", "0"] if film.lossless else ["-preset", "veryfast", "-crf", "20"]
    spec = {
        "outPath": film.out,
        "width": film.width,
        "height": film.height,
        "fps": film.fps,
        "customOutputArgs": ["-c:v", "libx264", *coding, "-pix_fmt", "yuv420p"],
        "defaults": {"transition": {"name": "fade", "duration": film.join_seconds}},
        "clips": [
            {
                "duration": photo.seconds,
                "layers": [
                    {
                        "type": "image",
                        "path": photo.path,
                        "resizeMode": "cover",
                        "zoomDirection": "in",
                        "zoomAmount": film.zoom - 1.0,
                    }
                ],
            }
            for photo in film.photos
        ],
    }
    file = work / "editly.json"
    file.write_text(json.dumps(spec))
    return ["editly", str(file)]
