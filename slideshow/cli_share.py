"""The commands around the album's link: `link`, `originals` and `unshare`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Optional

import typer

from slideshow import console
from slideshow.cli import app
from slideshow.cli_options import AsJson, Debug, Folder, Quiet, Recursive
from slideshow.cli_running import reporting
from slideshow.errors import InputError, printable

if TYPE_CHECKING:
    from slideshow.share.check import Answer
    from slideshow.share.links import Link
    from slideshow.upload import Shared

Offline = Annotated[bool, typer.Option("--offline", help="Do not ask whether the link opens.")]
_FAILED = ("private", "gone")


@app.command()
def link(
    url: Annotated[str, typer.Argument(help="The album's link, as it was copied.", show_default=False)],
    offline: Offline = False,
    self_hosted: Annotated[
        bool, typer.Option("--self-hosted", help="It is your own server: http, ports and local names, too.")
    ] = False,
    as_json: AsJson = False,
    debug: Debug = False,
) -> None:
    """Tell whether a friend can open an album's link, as somebody without an account would."""
    exit_code = 0
    with reporting(as_json, False, debug):
        from slideshow.share.links import album_link

        found = album_link(url, self_hosted=self_hosted)
        answer = None
        if not offline:
            from slideshow.share.check import check

            answer = check(found, allow_private=self_hosted)
        exit_code = _tell_link(found, answer, as_json)
    if exit_code:
        raise typer.Exit(exit_code)


@app.command()
def originals(
    folder: Folder,
    output: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option(
            "--output", "-o", help="The folder to write. [default: the folder's name with -to-upload, here]"
        ),
    ] = None,
    full_size: Annotated[
        bool, typer.Option("--full-size", help="As large as the photos are. [default: 2560 pixels at most]")
    ] = False,
    film_only: Annotated[
        bool, typer.Option("--film-only", help="Only the photos in the folder's slideshow.toml.")
    ] = False,
    recursive: Recursive = False,
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="Replace the copies that are there.")
    ] = False,
    to: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(help="Upload them with rclone to REMOTE:PATH, and get a link.", show_default=False),
    ] = None,
    expire: Annotated[
        Optional[int],  # noqa: UP045
        typer.Option(help="Days after which the link ends, where the cloud can.", show_default=False),
    ] = None,
    title: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(help="The album's name in the message. [default: the folder's name]"),
    ] = None,
    offline: Offline = False,
    as_json: AsJson = False,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Copy the photos for an album online, without places, times or cameras. The originals are only read."""
    exit_code = 0
    with reporting(as_json, quiet, debug) as report:
        from slideshow.share.originals import LONGEST_SIDE
        from slideshow.upload import copy_originals, message_of, share_copies

        name = folder.resolve().name or "photos"
        out = output or Path(f"{name}-to-upload")
        remote = None
        if to is not None:
            from slideshow.share.remote import check_expiry, find_remote

            remote = find_remote(to)
            check_expiry(remote, expire)
            if message_of(out).exists() and not overwrite:
                raise InputError(f"{message_of(out)}: is there already.", "Use --overwrite to replace it.")
        elif expire is not None:
            raise InputError("--expire: is for the link that --to asks for.", "Give both.")
        album, copies = copy_originals(
            folder,
            out,
            longest_side=None if full_size else LONGEST_SIDE,
            film_only=film_only,
            recursive=recursive,
            overwrite=overwrite,
            report=report,
        )
        if not quiet:
            fields = {
                "folder": printable(out),
                "files": len(copies.names),
                "size_bytes": copies.size_bytes,
                "original_bytes": copies.original_bytes,
                "located": copies.located,
            }
            console.tell_result("copied", f"{printable(out)}: {copies.summary()}", fields, as_json=as_json)
        if remote is not None:
            shared = share_copies(
                album, copies, remote, title or name, expire_days=expire, offline=offline, report=report
            )
            exit_code = _tell_shared(shared, len(copies.names), as_json, quiet)
    if exit_code:
        raise typer.Exit(exit_code)


@app.command()
def unshare(
    remote: Annotated[
        str, typer.Argument(help="REMOTE:PATH as given to --to, or an album's link.", show_default=False)
    ],
    as_json: AsJson = False,
    debug: Debug = False,
) -> None:
    """Take a link back where rclone can, or tell the steps that do."""
    with reporting(as_json, False, debug):
        if "://" in remote:
            from slideshow.share.links import masked, read_link
            from slideshow.share.services import TO_END

            found = read_link(remote, self_hosted=True)
            steps = TO_END.get(found.service, "End the link in the pages of the service that made it.")
            fields = {"link": masked(found.url), "service": found.service, "steps": steps}
            console.tell_result("steps", steps, fields, as_json=as_json)
            return
        from slideshow.share.remote import find_remote
        from slideshow.share.remote import unshare as take_back

        place = find_remote(remote)
        done = take_back(place)
        console.tell_result("unshared", done, {"remote": place.place}, as_json=as_json)


def _tell_link(found: "Link", answer: "Answer | None", as_json: bool) -> int:
    """Tells what a link is; the exit code that it stands for."""
    from slideshow.share.links import masked
    from slideshow.share.services import TO_SHARE

    verdict = answer.verdict if answer else None
    advice = [found.advice] if found.advice else []
    if verdict in _FAILED:
        advice.append(TO_SHARE.get(found.service, "Make a link for others in the pages of that service."))
    elif verdict == "password":
        advice.append("Send the password by another way than the link.")
    elif verdict == "unknown":
        advice.append("Look yourself: open it in a private window.")
    service = found.service or "a service that is not known here"
    if answer:
        text = f"{masked(found.url)}: {service}, {answer.verdict}: {answer.evidence}."
    elif found.kind == "share":
        text = f"{masked(found.url)}: {service}, looks like a link for others; nobody was asked."
    else:
        text = f"{masked(found.url)}: {service}; nobody was asked."
    fields = {
        "link": masked(found.url),
        "service": found.service,
        "kind": found.kind,
        "verdict": verdict,
        "evidence": answer.evidence if answer else "",
        "advice": " ".join(advice),
    }
    console.tell_result("link", " ".join((text, *advice)), fields, as_json=as_json)
    return 1 if verdict in _FAILED else 0


def _tell_shared(shared: "Shared", count: int, as_json: bool, quiet: bool) -> int:
    exit_code = 0
    if shared.link is not None and not quiet:
        exit_code = _tell_link(shared.link, shared.answer, as_json)
    elif shared.answer is not None and shared.answer.verdict in _FAILED:
        exit_code = 1
    if not quiet:
        went = f"{count} copies went to {shared.remote.place} ({shared.remote.service}), and nothing else."
        kept = f"The link and the message are in {printable(shared.message)}." if shared.message else ""
        fields = {
            "remote": shared.remote.place,
            "until": shared.until.isoformat() if shared.until else None,
            "notes": list(shared.notes),
            "message": printable(shared.message) if shared.message else None,
        }
        lines = [went, *shared.notes, *((kept,) if kept else ())]
        console.tell_result("shared", "\n".join(lines), fields, as_json=as_json)
    return exit_code
