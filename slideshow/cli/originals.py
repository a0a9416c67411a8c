"""The command `originals`: copies of the photos for an album online."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Optional

import typer

from slideshow.cli import console
from slideshow.cli.link import FAILED_VERDICTS, tell_link
from slideshow.cli.options import (
    AsJson,
    Debug,
    Folder,
    FollowLinks,
    Offline,
    Quiet,
    Recursive,
    folder_beside,
    folder_option,
)
from slideshow.cli.runner import reporting
from slideshow.errors import ExitCode, InputError, printable

if TYPE_CHECKING:
    from slideshow.pipeline.upload import Shared


def originals(
    folder: Folder,
    output: Annotated[Optional[Path], folder_option("to-upload")] = None,  # noqa: UP045
    full_size: Annotated[
        bool, typer.Option("--full-size", help="As large as the photos are. [default: 2560 pixels at most]")
    ] = False,
    film_only: Annotated[
        bool, typer.Option("--film-only", help="Only the photos in the folder's slideshow.toml.")
    ] = False,
    recursive: Recursive = False,
    follow_links: FollowLinks = False,
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
    """Copy the photos for an album online. Places, times and cameras stay out; originals are only read."""
    exit_code = ExitCode.DONE
    with reporting(as_json, quiet, debug) as report:
        from slideshow.pipeline.upload import copy_originals, message_of, share_copies
        from slideshow.share.upload.originals import LONGEST_SIDE

        name = folder.resolve().name or "photos"
        out = output or folder_beside(folder, "to-upload")
        remote = None
        if to is not None:
            from slideshow.share.upload.remote import check_expiry, find_remote

            remote = find_remote(to)
            check_expiry(remote, expire)
            if message_of(out).exists() and not overwrite:
                raise InputError(
                    f"{printable(message_of(out))}: is there already.", "Use --overwrite to replace it."
                )
        elif expire is not None:
            raise InputError("--expire: is for the link that --to asks for.", "Give both.")
        album, copies = copy_originals(
            folder,
            out,
            longest_side=None if full_size else LONGEST_SIDE,
            film_only=film_only,
            recursive=recursive,
            follow_links=follow_links,
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


def _tell_shared(shared: "Shared", count: int, as_json: bool, quiet: bool) -> ExitCode:
    exit_code = ExitCode.DONE
    if shared.link is not None and not quiet:
        exit_code = tell_link(shared.link, shared.answer, as_json)
    elif shared.answer is not None and shared.answer.verdict in FAILED_VERDICTS:
        exit_code = ExitCode.FAILED
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
