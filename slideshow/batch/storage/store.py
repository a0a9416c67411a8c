"""An address -> what lies there, brought here; a file from here -> put there whole. fsspec knows the ways."""

import secrets
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from slideshow.batch.file_digest import digest_of
from slideshow.batch.storage.address import Address
from slideshow.errors import InputError, RenderError, SlideshowError
from slideshow.system import installation

# What stores say of a content without having it read. S3's ETag is another whenever the content is (for small
# objects it is their MD5); that of Azure is another after every writing.
_CONTENT = ("md5Hash", "ETag", "etag")
# Their folders are beginnings of names, and need not be made: where it is tried, a misspelt bucket is.
_BUCKETS = frozenset({"s3", "s3a", "gs", "gcs", "az", "abfs", "abfss", "oci", "oss"})
_S3 = ("s3:", "s3a:")
_NAMES_BYTES = 16


@dataclass(frozen=True, slots=True)
class Stored:
    """A file as its store lists it. `content` names what is in it; empty where the store does not tell."""

    address: Address
    size: int
    content: str

    @property
    def name(self) -> str:
        return self.address.name


def everything_in(root: Address) -> Iterator[Stored]:
    """Every file inside, however deep. Raises InputError."""
    with _asking(root) as (system, path):
        yield from _listed(root, system.find(path, detail=True), path)


def files_in(folder: Address) -> list[Stored]:
    """The files that lie there directly, by name. Raises InputError."""
    with _asking(folder) as (system, path):
        files = system.find(path, maxdepth=1, detail=True)
        return sorted(_listed(folder, files, path), key=lambda one: one.name)


def file_at(address: Address) -> Stored | None:
    """What lies there, if anything does. Raises InputError when nobody tells."""
    with _asking(address) as (system, path):
        try:
            return _stored(address, system.info(path))
        except FileNotFoundError:
            return None


def content_of(file: Stored) -> str:
    """What names the file's content: as its store does, or else what we read there."""
    if file.content:
        return file.content
    with _asking(file.address) as (system, path), system.open(path, "rb") as opened:
        return digest_of(opened)


def read_end(file: Stored, size: int) -> bytes:
    """Its last bytes, so many at most."""
    with _asking(file.address) as (system, path):
        end: bytes = system.cat_file(path, start=max(0, file.size - size), end=file.size)
        return end


def read_text(address: Address) -> str:
    """What a small file says; nothing where there is none."""
    with _asking(address) as (system, path):
        try:
            content: bytes = system.cat_file(path)
        except FileNotFoundError:
            return ""
        return content.decode("utf-8", "replace")


def write_text(address: Address, text: str) -> None:
    """A small file that says so."""
    with _asking(address) as (system, path):
        system.pipe_file(path, text.encode())


def fetch(files: Sequence[tuple[Stored, Path]]) -> None:
    """Brings files here, several at once. Raises InputError, also when one is no longer what was listed."""
    if not files:
        return
    with _asking(files[0][0].address.parent) as (system, _):
        there = [system._strip_protocol(str(file.address)) for file, _ in files]
        system.get(there, [str(path) for _, path in files])
    for file, path in files:
        if path.stat().st_size != file.size:
            raise InputError(f"{file.address}: has changed while it was fetched.", "Start again.")


def put_whole(file: Path, address: Address) -> Stored:
    """The file as it lies there now. It comes under another name, and under this one when all of it is there.

    What was there before is there until then. Raises SlideshowError.
    """
    part = address.parent / f".{address.name[:40]}.{secrets.token_hex(_NAMES_BYTES // 2)}.part"
    with _asking(part) as (system, beside):
        final = system._strip_protocol(str(address))
        try:
            system.put_file(str(file), beside)
            if system.info(beside)["size"] != file.stat().st_size:
                raise RenderError(f"{address}: not all of it has arrived.", "Start again.")
            _renamed(system, beside, final)
        except BaseException:
            with suppress(Exception):
                system.rm_file(beside)
            raise
        return _stored(address, system.info(final))


def drop_parts(address: Address) -> None:
    """Throws out what a worker has left that was lost while it put a file there."""
    with suppress(SlideshowError):
        for file in files_in(address.parent):
            if file.name.startswith(f".{address.name[:40]}.") and file.name.endswith(".part"):
                with _asking(file.address) as (system, path):
                    system.rm_file(path)


def prepare(folder: Address) -> None:
    """Has a folder be there that can be written to. Raises InputError."""
    with _asking(folder) as (system, path):
        if folder.parts[0].removesuffix(":").lower() not in _BUCKETS:
            system.makedirs(path, exist_ok=True)
        tried = f"{path}/.{secrets.token_hex(_NAMES_BYTES // 2)}.part"
        system.pipe_file(tried, b"slideshow")
        system.rm_file(tried)


def _renamed(system: Any, before: str, after: str) -> None:
    from fsspec.spec import AbstractFileSystem

    if type(system).mv is not AbstractFileSystem.mv:
        system.mv(before, after)
    else:
        # No renaming there. A copy, which the store makes by itself, is under its name when it is whole.
        system.cp_file(before, after)
        system.rm_file(before)


def _listed(folder: Address, found: Mapping[str, Mapping[str, Any]], path: str) -> Iterator[Stored]:
    for name, about in found.items():
        way = PurePosixPath(name.removeprefix(path).lstrip("/"))
        # A folder may have an entry of its own, and a name may hold what leads elsewhere.
        if about["type"] == "file" and way.name and not name.endswith("/") and ".." not in way.parts:
            yield _stored(folder / way, about)


def _stored(address: Address, about: Mapping[str, Any]) -> Stored:
    content = next((f"{name} {about[name]}" for name in _CONTENT if about.get(name)), "")
    return Stored(address, int(about["size"] or 0), content)


@contextmanager
def _asking(address: Address) -> Iterator[tuple[Any, str]]:
    """The store, and the address as it calls it. What it refuses becomes an InputError."""
    try:
        from fsspec.core import url_to_fs
    except ImportError as error:
        raise InputError(f"{address}: addresses need fsspec.", installation.extra("cluster")) from error
    try:
        system, _ = url_to_fs(address.store)
        # What others have put there meanwhile counts.
        system.invalidate_cache()
        yield system, system._strip_protocol(str(address))
    except SlideshowError:
        raise
    except Exception as error:
        raise _refused(address, error) from error


def _refused(address: Address, error: Exception) -> InputError:
    kind = type(error).__name__
    match error:
        case ImportError():
            known = address.parts[0] in _S3
            hint = (
                installation.extra("cluster") if known else "Install what it names, here and on every worker."
            )
            return InputError(f"{address}: the way there is not installed ({error}).", hint)
        case FileNotFoundError():
            return InputError(f"{address}: there is nothing.", "Look at the bucket's and the folder's name.")
        case PermissionError():
            return InputError(f"{address}: is closed to us ({error}).", _credentials(address))
        case ValueError() if "Protocol not known" in str(error):
            return InputError(
                f"{address}: nobody knows such addresses.", "One is such as s3://bucket/albums."
            )
    if "Credentials" in kind or "Token" in kind:
        return InputError(f"{address}: there are no credentials for it ({error}).", _credentials(address))
    why = str(error) or kind
    return InputError(
        f"{address}: cannot be reached ({why}).", "Look whether the store is up, and try again."
    )


def _credentials(address: Address) -> str:
    if address.parts[0] in _S3:
        return (
            "Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE, here and on every worker "
            "(and AWS_ENDPOINT_URL for a store that is not Amazon's)."
        )
    return "Give fsspec the store's credentials, here and on every worker."
