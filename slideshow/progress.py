"""Events -> how much of a stage is done, as one number: for a program that shows a bar."""

from collections.abc import Callable

from slideshow.events import Advanced, Event, Finished, Report, Started

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
