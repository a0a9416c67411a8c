"""The commands around the album's link: `link`, `originals` and `unshare`."""

from typing import TYPE_CHECKING, Annotated

import typer

from slideshow.cli import console
from slideshow.cli.options import AsJson, Debug, Offline
from slideshow.cli.runner import reporting
from slideshow.errors import ExitCode

if TYPE_CHECKING:
    from slideshow.share.link.check import Answer
    from slideshow.share.link.links import Link

FAILED_VERDICTS = ("private", "gone")


def link(
    url: Annotated[str, typer.Argument(help="The album's link, as it was copied.", show_default=False)],
    offline: Offline = False,
    self_hosted: Annotated[
        bool, typer.Option("--self-hosted", help="It is your own server: http, ports and local names, too.")
    ] = False,
    as_json: AsJson = False,
    debug: Debug = False,
) -> None:
    """Tell whether a friend can open an album's link. It is tried as without an account."""
    exit_code = ExitCode.DONE
    with reporting(as_json, False, debug):
        from slideshow.share.link.links import album_link

        found = album_link(url, self_hosted=self_hosted)
        answer = None
        if not offline:
            from slideshow.documents.trusted_paths import remember_link
            from slideshow.share.link.check import check

            remember_link(found.url)
            answer = check(found, allow_private=self_hosted)
        exit_code = tell_link(found, answer, as_json)
    if exit_code:
        raise typer.Exit(exit_code)


def tell_link(found: "Link", answer: "Answer | None", as_json: bool) -> ExitCode:
    """Tells what a link is; the exit code that it stands for."""
    from slideshow.share.link.links import mask_link
    from slideshow.share.link.services import TO_SHARE

    verdict = answer.verdict if answer else None
    advice = [found.advice] if found.advice else []
    if verdict in FAILED_VERDICTS:
        advice.append(TO_SHARE.get(found.service, "Make a link for others in the pages of that service."))
    elif verdict == "password":
        advice.append("Send the password by another way than the link.")
    elif verdict == "unknown":
        advice.append("Look yourself: open it in a private window.")
    service = found.service or "a service that is not known here"
    if answer:
        text = f"{mask_link(found.url)}: {service}, {answer.verdict}: {answer.evidence}."
    elif found.kind == "share":
        text = f"{mask_link(found.url)}: {service}, looks like a link for others; nobody was asked."
    else:
        text = f"{mask_link(found.url)}: {service}; nobody was asked."
    fields = {
        "link": mask_link(found.url),
        "service": found.service,
        "kind": found.kind,
        "verdict": verdict,
        "evidence": answer.evidence if answer else "",
        "advice": " ".join(advice),
    }
    console.tell_result("link", " ".join((text, *advice)), fields, as_json=as_json)
    return ExitCode.FAILED if verdict in FAILED_VERDICTS else ExitCode.DONE
