"""Whole photos of every format, small, with all the metadata that cameras write: what is broken then."""

import io
from collections.abc import Mapping

import numpy as np
import pillow_heif
from PIL import Image, ImageCms

from tests.photos import scene

_XMP = (
    b'<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
    b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description '
    b'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:description><rdf:Alt><rdf:li xml:lang="x-default">'
    b"A boat</rdf:li></rdf:Alt></dc:description></rdf:Description></rdf:RDF></x:xmpmeta>"
)


def samples() -> Mapping[str, bytes]:
    """Name with ending → content, always the same bytes with the same libraries."""
    picture = scene(320, 240)
    others = [scene(320, 240, seed) for seed in (1, 2)]
    deep = Image.fromarray(np.asarray(picture.convert("L")).astype(np.uint16) * 257)
    clear = picture.convert("RGBA")
    clear.putalpha(picture.convert("L"))
    frames = {"save_all": True, "append_images": others}
    return {
        "plain.jpg": _saved(picture, "JPEG", quality=85),
        "progressive.jpg": _saved(picture, "JPEG", quality=85, progressive=True),
        "print.jpg": _saved(picture.convert("CMYK"), "JPEG", quality=85),
        "grey.jpg": _saved(picture.convert("L"), "JPEG", quality=85),
        "two.jpg": _saved(picture, "MPO", save_all=True, append_images=[scene(160, 120)]),
        "plain.heic": _heic(picture),
        "deep.heic": _heic(deep),
        "clear.heic": _heic(clear),
        "plain.avif": _saved(picture, "AVIF", quality=70),
        "clear.avif": _saved(clear, "AVIF", quality=70),
        "plain.png": _saved(picture, "PNG"),
        "palette.png": _saved(picture.quantize(200), "PNG", transparency=3),
        "deep.png": _saved(deep, "PNG"),
        "moving.png": _saved(picture, "PNG", **frames),
        "plain.webp": _saved(picture, "WEBP"),
        "lossless.webp": _saved(clear, "WEBP", lossless=True),
        "moving.webp": _saved(picture, "WEBP", **frames),
        "plain.tif": _saved(picture, "TIFF"),
        "lzw.tif": _saved(picture, "TIFF", compression="tiff_lzw"),
        "jpeg.tif": _saved(picture, "TIFF", compression="jpeg"),
        "deep.tif": _saved(deep, "TIFF", compression="tiff_adobe_deflate"),
        "fax.tif": _saved(picture.convert("1"), "TIFF", compression="group4"),
        "plain.gif": _saved(picture.quantize(64), "GIF"),
        "moving.gif": _saved(picture.quantize(64), "GIF", **frames),
        "plain.bmp": _saved(picture.resize((160, 120)), "BMP"),
        "palette.bmp": _saved(picture.quantize(64), "BMP"),
    }


def _metadata() -> dict[str, object]:
    exif = Image.Exif()
    exif[0x0110], exif[0x0112], exif[0x010E] = "Boat 3", 6, "A boat in the harbour"
    exif.get_ifd(0x8769)[0x9003] = "2026:04:03 09:00:00"
    exif.get_ifd(0x8825).update({1: "N", 2: (52.0, 31.0, 12.0), 3: "E", 4: (13.0, 24.0, 0.0)})
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return {"exif": exif.tobytes(), "xmp": _XMP, "icc_profile": profile}


def _saved(picture: Image.Image, format: str, **options: object) -> bytes:
    file = io.BytesIO()
    with_profile = format not in ("GIF", "BMP") and picture.mode in ("RGB", "RGBA", "P")
    # Of a compressed TIFF, Pillow cannot write it.
    told = {} if format in ("GIF", "BMP") or "compression" in options else _metadata()
    if not with_profile:
        told.pop("icc_profile", None)
    picture.save(file, format, **told, **options)
    return file.getvalue()


def _heic(picture: Image.Image) -> bytes:
    file = io.BytesIO()
    told = _metadata()
    heif = pillow_heif.from_pillow(picture)
    heif.info.update(told)
    heif.save(file, quality=70, exif=told["exif"], xmp=_XMP)
    return file.getvalue()
