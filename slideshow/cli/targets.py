"""The commands `targets` and `check`: where films go, and whether one will be taken there."""

from typing import TYPE_CHECKING

from slideshow.cli import console
from slideshow.cli.options import AsJson, Debug
from slideshow.model.measures import exact_clock, megabytes

if TYPE_CHECKING:
    from slideshow.model.target import Target


def targets(as_json: AsJson = False, debug: Debug = False) -> None:
    """The places that films go to, with their limits. Add your own in the file that is named at the end."""
    from slideshow.cli.runner import reporting

    with reporting(as_json, True, debug):
        from slideshow.documents import target_files as known

        found = known.targets()
        if as_json:
            for one in found.values():
                console.tell_json(one.model_dump(mode="json", exclude_none=True))
        else:
            console.tell_table({name: _limits(one) for name, one in found.items()}, as_json=False)
            console.tell(f"Your own: {known.own_file()}")


def _limits(target: "Target") -> str:
    """A target in a line: "1080×1920, to 1:00, to 100.0 MB. A story on Instagram"."""

    parts = [f"{target.canvas.width}×{target.canvas.height}"]
    if target.most_seconds:
        least = target.length.least_seconds if target.length else None
        parts.append(f"{f'{exact_clock(least)} ' if least else ''}to {exact_clock(target.most_seconds)}")
    if target.most_bytes:
        parts.append(f"to {megabytes(target.most_bytes)}")
    if target.coding and "no_b_frames" in target.coding.required:
        parts.append("Main profile")
    return f"{', '.join(parts)}. {target.description}"
