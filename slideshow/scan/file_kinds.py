"""What a file is: first bytes → photo format or plain words; name → the kind its ending promises."""

from pathlib import PurePath

PHOTO, CLIP, SOUND, OTHER = "photo", "video", "sound file", "other file"
RAW_PHOTO = "raw photo"

_SUFFIXES = {
    PHOTO: "jpg jpeg jpe jfif jfi mpo png apng webp heic heics heif heifs hif avif avifs tif tiff bmp dib "
    "gif",
    SOUND: "mp3 m4a m4b m4p aac ogg oga opus flac wav aif aiff aifc caf mka wma amr awb 3ga",
    CLIP: "mp4 mov m4v avi mkv webm 3gp 3g2 3gpp 3gp2 mpg mpeg mpe m1v m2v mpv mts m2ts m2t ts trp vob mod "
    "tod wmv asf flv f4v qt ogv ogm mxf dv divx xvid mjpg mjpeg rm rmvb amv wtv",
    # Most of them begin like a TIFF and would open as their own small preview.
    RAW_PHOTO: "dng cr2 cr3 crw nef nrw arw srf sr2 orf rw2 raf pef srw raw rwl iiq 3fr fff erf kdc "
    "dcr x3f gpr mrw mef mos k25",
    "JPEG XL picture": "jxl",
    "JPEG 2000 picture": "jp2 j2k jpx jpf j2c",
    "JPEG XR picture": "jxr wdp hdp",
    "Photoshop picture": "psd psb",
    "HDR picture": "exr hdr",
    "drawing": "svg xcf ai eps kra afphoto afdesign procreate",
    "picture of another kind": "tga pcx ppm pgm pnm dds qoi bpg flif pict pct wmf emf",
    "clip of a kind that cannot be read": "braw r3d crm insv 360 mlv arx lrf swf",
    "text file": "txt md rtf csv log html htm",
    "document": "pdf doc docx odt pages xls xlsx ods ppt pptx odp key",
    "archive": "zip rar 7z tar gz tgz bz2 xz",
    # Companions of photos and films, unfinished or older copies of them, films all around: never looked into.
    OTHER: "xmp aae json xml thm lrv ico icns db ini plist lnk url pp3 dop cos tmp part partial crdownload "
    "download bak old orig swp py js sh exe dll bat app dmg iso ttf otf toml yaml yml srt vtt gpx kml",
}
_KIND_BY_SUFFIX = {f".{suffix}": kind for kind, suffixes in _SUFFIXES.items() for suffix in suffixes.split()}

# ISO media files tell what they are by "brands": ....ftypheic....mif1heic
_HEIF_BRANDS = {b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"hevm", b"hevs"}
_AVIF_BRANDS = {b"avif", b"avis"}
_ANY_IMAGE_BRANDS = {b"mif1", b"mif2", b"msf1"}

_PHOTO_MAGIC = (
    (b"\xff\xd8\xff", "JPEG"),
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"GIF87a", "GIF"),
    (b"GIF89a", "GIF"),
    (b"II*\x00", "TIFF"),
    (b"MM\x00*", "TIFF"),
    (b"II+\x00", "TIFF"),
    (b"MM\x00+", "TIFF"),
    (b"BM", "BMP"),
)

_OTHER_MAGIC = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or document"),
    (b"Rar!", "an archive"),
    (b"7z\xbc\xaf", "an archive"),
    (b"\x1f\x8b", "an archive"),
    (b"\x1aE\xdf\xa3", "a video"),
    (b"ID3", "sound"),
    (b"OggS", "sound"),
    (b"fLaC", "sound"),
    (b"8BPS", "a Photoshop picture"),
    (b"\xff\x0a", "a JPEG XL picture"),
    (b"\x00\x00\x00\x0cJXL ", "a JPEG XL picture"),
    (b"\x00\x00\x00\x0cjP  ", "a JPEG 2000 picture"),
)


# Endings that programs use for other things as well, such as TypeScript and music.
_AMBIGUOUS = frozenset({".ts", ".trp", ".mod", ".tod", ".dv", ".amv", ".rm"})
_FILM_MAGIC = (
    b"\x00\x00\x01\xba",  # MPEG program stream
    b"\x00\x00\x01\xb3",  # MPEG video
    b"\x1aE\xdf\xa3",  # Matroska
    b"OggS",
    b"FLV",
    b"0&\xb2u\x8ef\xcf\x11",  # ASF
    b"\x06\x0e+4",  # MXF
    b".RMF",
    b"\x1f\x07\x00",  # DV
)


def may_be_film(name: str, head: bytes) -> bool:
    """Whether a file named as a clip is worth a try: one that begins otherwise under a name that others use
    too is not.
    """
    if PurePath(name).suffix.lower() not in _AMBIGUOUS or head.startswith(_FILM_MAGIC):
        return True
    # Transport streams have packets of 188 bytes, with 4 of time before them on discs.
    is_stream = any(
        head[at : at + 1] == b"G" == head[at + step : at + step + 1] for at, step in ((0, 188), (4, 192))
    )
    return is_stream or content_in_words(head) == "a video"


def kind_by_name(name: str) -> str | None:
    """What the ending of a name promises, in the singular; None where it promises nothing."""
    return _KIND_BY_SUFFIX.get(PurePath(name).suffix.lower())


def photo_format(head: bytes) -> str | None:
    """Pillow's name of the format that a file beginning with `head` has; None when it is no photo.

    An MPO is a JPEG with more pictures behind the first, and counts as JPEG.
    """
    for magic, name in _PHOTO_MAGIC:
        if head.startswith(magic):
            return name
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "WEBP"
    if head[4:8] == b"ftyp":
        return _iso_format(head)
    return None


def content_in_words(head: bytes) -> str:
    """What a file that is no photo holds: "text", "a PDF", ...; "" when it is unknown."""
    for magic, words in _OTHER_MAGIC:
        if head.startswith(magic):
            return words
    if head[4:8] in (b"ftyp", b"moov", b"mdat", b"wide") or (head[:4], head[8:12]) == (b"RIFF", b"AVI "):
        return "a video"
    if (head[:4], head[8:12]) == (b"RIFF", b"WAVE"):
        return "sound"
    start = head[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype html", b"<html")):
        return "a web page"
    return "text" if _is_text(head[:512]) else ""


def _iso_format(head: bytes) -> str | None:
    box_bytes = int.from_bytes(head[:4], "big")
    major = head[8:12]
    compatible = {head[at : at + 4] for at in range(16, min(box_bytes, len(head), 512) - 3, 4)}
    if major in _AVIF_BRANDS:
        return "AVIF"
    if major in _HEIF_BRANDS:
        return "HEIF"
    if compatible & _AVIF_BRANDS and not compatible & _HEIF_BRANDS:
        return "AVIF"
    if major in _ANY_IMAGE_BRANDS or compatible & _HEIF_BRANDS:
        return "HEIF"
    return None


def _is_text(sample: bytes) -> bool:
    controls = sum(byte < 32 and byte not in b"\t\n\r\f" for byte in sample)
    # The sample may end inside a character.
    return bool(sample) and controls == 0 and "\ufffd" not in sample.decode("utf-8", "replace")[:-1]
