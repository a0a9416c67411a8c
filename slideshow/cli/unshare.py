"""The command `unshare`: a link taken back."""

from typing import Annotated

import typer

from slideshow.cli import console
from slideshow.cli.options import AsJson, Debug
from slideshow.cli.runner import reporting


def unshare(
    remote: Annotated[
        str, typer.Argument(help="REMOTE:PATH as given to --to, or an album's link.", show_default=False)
    ],
    as_json: AsJson = False,
    debug: Debug = False,
) -> None:
    """Take a link back where rclone can, or tell how."""
    with reporting(as_json, False, debug):
        if "://" in remote:
            from slideshow.share.link.links import mask_link, read_link
            from slideshow.share.link.services import TO_END

            found = read_link(remote, self_hosted=True)
            steps = TO_END.get(found.service, "End the link in the pages of the service that made it.")
            fields = {"link": mask_link(found.url), "service": found.service, "steps": steps}
            console.tell_result("steps", steps, fields, as_json=as_json)
            return
        from slideshow.share.upload.remote import find_remote
        from slideshow.share.upload.remote import unshare as take_back

        place = find_remote(remote)
        done = take_back(place)
        console.tell_result("unshared", done, {"remote": place.place}, as_json=as_json)
