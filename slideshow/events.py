"""What a stage says while it works. Stages call `report(event)`; `console` alone shows it.

docs/json-events.md lists all of it as --json writes it; a test holds both together.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Started:
    """A stage begins; `total` is the number of steps it will count, None when it is not counted."""

    stage: str
    total: int | None = None


@dataclass(frozen=True, slots=True)
class Advanced:
    """`done` of the stage's steps are finished."""

    stage: str
    done: int


@dataclass(frozen=True, slots=True)
class PhotoLeftOut:
    """A photo is not in the film. `reason` reads on from the path: "cannot be read (...)".

    With `by_choice` the photo could have been in it, and `reason` is a few words ("blurred").
    """

    path: Path
    reason: str
    hint: str = ""
    by_choice: bool = False


@dataclass(frozen=True, slots=True)
class Noticed:
    """Something the person may want to know; nothing is lost."""

    text: str


@dataclass(frozen=True, slots=True)
class MusicLaid:
    """The music of the film. `beats` are in seconds of the film; empty when no steady beat was heard.

    For each join, how many milliseconds its middle lies after (before: less than 0) the nearest beat; and
    how many of them lie within a frame of it.
    """

    name: str
    start_seconds: float
    beats_per_minute: float
    confidence: float
    beats: tuple[float, ...]
    joins_off_beat_ms: tuple[float, ...]
    joins_on_beat: int


@dataclass(frozen=True, slots=True)
class SlideReport:
    """How one slide is shown. `share` is that of the frame which shows photo: 0 to 1, the slide's mean.

    `transition` is the one into it, empty for the first; `faces` is how many were found in its photos.
    """

    photos: tuple[str, ...]
    layout: str
    crop: str
    share: float
    motion: str
    transition: str
    seconds: float
    faces: int
    why: str


@dataclass(frozen=True, slots=True)
class Written:
    """A plan or a preview of a film is at its place; `plan` tells of each of its photos' slides."""

    path: Path
    slides: int
    duration_seconds: float
    plan: tuple[SlideReport, ...] = ()


@dataclass(frozen=True, slots=True)
class Finished:
    """The film is under its final name; `proof` is what its own headers say beside the target's limits."""

    path: Path
    duration_seconds: float
    size_bytes: int
    width: int
    height: int
    photos_used: int
    photos_left_out: int
    elapsed_seconds: float
    target: str = ""
    fits: bool = True
    proof: str = ""
    clips_used: int = 0


@dataclass(frozen=True, slots=True)
class Offered:
    """A phone can open the film's page at `address`; `other_hosts` are this computer's in other networks.

    `warning` says why a phone may not reach it, or who else may.
    """

    path: Path
    address: str
    other_hosts: tuple[str, ...]
    warning: str
    minutes: float


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """The film is no longer offered, because it was "saved", its "time" is over, or a "key" was pressed."""

    path: Path
    reason: str


Event = Started | Advanced | PhotoLeftOut | Noticed | MusicLaid | Written | Finished | Offered | Withdrawn
Report = Callable[[Event], None]


def ignore(event: Event) -> None:
    """Reports nothing."""


# The stage ("scan", "inspect", "render", "package"), and how much of it is done: 0 to 1.
Progress = Callable[[str, float], None]


def with_progress(report: Report, progress: Progress) -> Report:
    """The same report, which also tells `progress`; a stage that begins again begins at 0 again."""
    totals: dict[str, int] = {}

    def tell(event: Event) -> None:
        match event:
            case Started(stage, total):
                totals[stage] = total or 0
                progress(stage, 0.0)
            case Advanced(stage, done) if totals.get(stage):
                progress(stage, min(1.0, done / totals[stage]))
            case Finished():
                progress("package", 1.0)
        report(event)

    return tell
