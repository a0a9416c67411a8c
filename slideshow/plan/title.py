"""What the title says: the folder's name made presentable, and when the photos were taken."""

import re
from collections.abc import Sequence
from datetime import date

from babel.dates import format_date, format_interval

from slideshow.model.album import Album, Photo
from slideshow.model.brief import Brief
from slideshow.plan.dates_in_titles import without_dates
from slideshow.plan.order import days_told

# Folders that cameras, phones and programs make: their names say nothing to a person.
_CAMERA_FOLDER = re.compile(r"\d{3}[A-Z_]{5}|\d{3}_\d{4}", re.IGNORECASE)
_NO_TITLES = (
    "dcim, camera, camera roll, camera uploads, pictures, photos, my photos, my pictures, images, "
    "photo, picture, all photos, pics, new folder, untitled, untitled folder, untitled album, album, "
    "export, exports, download, downloads, takeout, google photos, icloud photos, whatsapp images, "
    "sent, fotos, foto, foto's, bilder, meine bilder, neuer ordner, aufnahmen, nouveau dossier, "
    "imágenes, imagens, nueva carpeta, nova pasta, immagini, nuova cartella, afbeeldingen, nieuwe map, "
    "zdjęcia, nowy folder, foton, billeder, bilete, kuvat, valokuvat, fotky, fotografie, képek, "
    "fényképek, fotografii, poze, fotoğraflar, resimler, φωτογραφίες, фото, фотографии, фотографії, "
    "снимки, 写真, 照片, 相片, 图片, 사진"
)
_SAYS_NOTHING = frozenset(_NO_TITLES.split(", "))
_LONG_DAYS = 62
_VERY_LONG_DAYS = 550


def title_lines(album: Album, brief: Brief) -> tuple[str, str]:
    """Heading and the smaller line under it; both empty when no title is wanted or known."""
    if brief.title == "":
        return "", ""
    heading = brief.title or presentable(album.folder.name)
    dates = date_line(days_told(album.photos), brief.locale) or vague_date_line(album.photos, brief.locale)
    return (heading, dates) if heading else (dates, "")


def presentable(name: str) -> str:
    """A folder's name as a title: "2026-04_lisbon-trip" -> "Lisbon trip". Empty when it says nothing."""
    if _CAMERA_FOLDER.fullmatch(name):
        return ""
    phrase = without_dates(name)
    # Who writes spaces means the dashes and dots between the words.
    between = r"[_ ]+|(?<!\w)[-.]+" if " " in phrase else r"[-_. ]+"
    words = re.sub(r" {2,}", " ", re.sub(between, " ", phrase)).strip(" ,;&+")
    if {words.casefold(), without_dates(name.replace(" of ", " from ")).casefold()} & _SAYS_NOTHING:
        return ""
    return words[:1].upper() + words[1:]


def date_line(days: list[date], locale: str) -> str:
    """When the photos were taken, as exactly as is still of interest: "3–5 April 2026", "2019 – 2026"."""
    if not days:
        return ""
    first, last = min(days), max(days)
    between = (last - first).days
    if between == 0:
        return format_date(first, "long", locale=locale)
    skeleton = "yMMMMd" if between <= _LONG_DAYS else "yMMMM" if between <= _VERY_LONG_DAYS else "y"
    return format_interval(first, last, skeleton, locale=locale)


def vague_date_line(photos: Sequence[Photo], locale: str) -> str:
    """The same of photos of which the month or year is all that is known: "May 2024", "2019 – 2024"."""
    months = {
        photo.captured.date() for photo in photos if photo.captured and photo.dating.known_to == "month"
    }
    years = {photo.captured.date() for photo in photos if photo.captured and photo.dating.known_to == "year"}
    if not (known := months or years):
        return ""
    return format_interval(min(known), max(known), "yMMMM" if months else "y", locale=locale)
