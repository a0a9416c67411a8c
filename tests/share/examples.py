"""Links of every service in their usual lengths, none of which leads anywhere."""

import string

_LETTERS = string.ascii_letters + string.digits


def token(length: int, start: str = "") -> str:
    """Letters that look like a share's token."""
    return (start + "".join(_LETTERS[(7 * index + 11) % len(_LETTERS)] for index in range(length)))[:length]


PHOTOS_SHORT = f"https://photos.app.goo.gl/{token(17)}"
PHOTOS = f"https://photos.google.com/share/{token(70, 'AF1Qip')}?key={token(40)}"
DROPBOX = f"https://www.dropbox.com/scl/fo/{token(21)}/{token(23)}?rlkey={token(25)}&st=abc&dl=0"
DROPBOX_H = f"https://www.dropbox.com/scl/fo/{token(21)}/h?rlkey={token(25)}"
DROPBOX_FILE = f"https://www.dropbox.com/scl/fi/{token(21)}/trip.zip?rlkey={token(25)}"
DROPBOX_OLD = f"https://www.dropbox.com/sh/{token(15)}/{token(25)}"
DROPBOX_OLD_FILE = f"https://www.dropbox.com/s/{token(15)}/trip.zip"
ICLOUD = f"https://photos.icloud.com/shared/album/{token(25)}"
ICLOUD_LINK = f"https://share.icloud.com/photos/{token(25)}"
ICLOUD_OLD = f"https://www.icloud.com/sharedalbum/#{token(15, 'B0')}"
ICLOUD_OLD_GERMAN = f"https://www.icloud.com/sharedalbum/de-de/#{token(15, 'A1')};{token(8)}"
DRIVE = f"https://drive.google.com/drive/folders/{token(33, '1')}?usp=sharing"
DRIVE_OLD = f"https://drive.google.com/drive/folders/{token(28, '0B')}?resourcekey=0-{token(22)}"
DRIVE_FILE = f"https://drive.google.com/file/d/{token(33, '1')}/view?usp=drive_link"
DRIVE_OPEN = f"https://drive.google.com/open?id={token(33, '1')}"
ONEDRIVE_SHORT = f"https://1drv.ms/f/s!{token(24)}"
ONEDRIVE_NEW = f"https://1drv.ms/a/c/0123456789abcdef/{token(44)}?e=abc123"
ONEDRIVE = f"https://onedrive.live.com/redir?resid=0123456789ABCDEF!105&authkey=!{token(15)}&ithint=folder"
BOX = f"https://app.box.com/s/{token(32)}"
PCLOUD = f"https://u.pcloud.link/publink/show?code={token(36, 'kZ')}"
PCLOUD_EUROPE = f"https://e.pcloud.link/publink/show?code={token(36, 'kZ')}"
MEGA = f"https://mega.nz/folder/{token(8)}#{token(22)}"
MEGA_FILE = f"https://mega.nz/file/{token(8)}#{token(43)}"
MEGA_OLD = f"https://mega.nz/#F!{token(8)}!{token(22)}"
AMAZON = f"https://www.amazon.de/photos/share/{token(43)}"
FLICKR = "https://www.flickr.com/photos/someone/albums/72157700000000000"
FLICKR_PASS = f"https://www.flickr.com/gp/someone/{token(6)}"
NEXTCLOUD = f"https://cloud.example.org/s/{token(15)}"
NEXTCLOUD_OLD = f"https://example.org/nextcloud/index.php/s/{token(15)}"
IMMICH = f"https://photos.example.org/share/{token(67)}"
OTHER = f"https://albums.example.net/?t={token(9)}#{token(44)}"

# service → its public shares
SHARES = {
    "Google Photos": (PHOTOS_SHORT, PHOTOS),
    "Dropbox": (DROPBOX, DROPBOX_H, DROPBOX_FILE, DROPBOX_OLD, DROPBOX_OLD_FILE),
    "iCloud": (ICLOUD, ICLOUD_LINK, ICLOUD_OLD, ICLOUD_OLD_GERMAN),
    "Google Drive": (DRIVE, DRIVE_OLD, DRIVE_FILE, DRIVE_OPEN),
    "OneDrive": (ONEDRIVE_SHORT, ONEDRIVE_NEW, ONEDRIVE),
    "Box": (BOX,),
    "pCloud": (PCLOUD, PCLOUD_EUROPE),
    "MEGA": (MEGA, MEGA_FILE, MEGA_OLD),
    "Amazon Photos": (AMAZON,),
    "Flickr": (FLICKR, FLICKR_PASS),
    "Nextcloud": (NEXTCLOUD, NEXTCLOUD_OLD),
    "Immich": (IMMICH,),
}
OWNER_ONLY = {
    "Google Photos": (
        f"https://photos.google.com/album/{token(70, 'AF1Qip')}",
        f"https://photos.google.com/photo/{token(44, 'AF1Qip')}",
        f"https://photos.google.com/u/1/album/{token(70, 'AF1Qip')}",
        "https://photos.google.com/albums",
    ),
    "Dropbox": (
        "https://www.dropbox.com/home/Trip",
        "https://www.dropbox.com/preview/Trip/one.jpg",
        "https://www.dropbox.com/{}/Trip".format("work"),
    ),
    "iCloud": (f"https://www.icloud.com/photos/#/albums/{token(25)}",),
    "Google Drive": (
        "https://drive.google.com/drive/my-drive",
        "https://drive.google.com/drive/u/0/my-drive",
    ),
    "OneDrive": ("https://onedrive.live.com/?id=0123456789ABCDEF%21105&cid=0123456789ABCDEF",),
    "Box": ("https://app.box.com/folder/123456789",),
    "pCloud": ("https://my.pcloud.com/#page=filemanager&folder=123",),
    "MEGA": (f"https://mega.nz/fm/{token(8)}",),
    "Amazon Photos": ("https://www.amazon.co.uk/photos/all",),
    "Flickr": ("https://www.flickr.com/cameraroll",),
    "Nextcloud": ("https://cloud.example.org/apps/files/?dir=/Trip",),
    "Immich": ("https://photos.example.org/albums/01234567-89ab-cdef-0123-456789abcdef",),
}
CUT_OFF = {
    "Google Photos": (f"https://photos.google.com/share/{token(70, 'AF1Qip')}", "https://photos.app.goo.gl/"),
    "Dropbox": (
        f"https://www.dropbox.com/scl/fo/{token(21)}/{token(23)}?dl=0",
        f"https://www.dropbox.com/scl/fi/{token(21)}/trip.zip",
        f"https://www.dropbox.com/sh/{token(15)}",
    ),
    "iCloud": ("https://www.icloud.com/sharedalbum/", "https://photos.icloud.com/shared/album/"),
    "Google Drive": ("https://drive.google.com/drive/folders/", "https://drive.google.com/open?usp=sharing"),
    "OneDrive": ("https://onedrive.live.com/redir?resid=0123456789ABCDEF!105", "https://1drv.ms/f/"),
    "Box": ("https://app.box.com/s/",),
    "pCloud": ("https://u.pcloud.link/publink/show",),
    "MEGA": (f"https://mega.nz/folder/{token(8)}", f"https://mega.nz/file/{token(8)}#"),
    "Amazon Photos": ("https://www.amazon.com/photos/share/",),
    "Flickr": ("https://www.flickr.com/gp/someone",),
    "Nextcloud": ("https://cloud.example.org/index.php/s/",),
}
# Shares of which some letters were lost.
SHORTENED = {
    "Google Photos": (PHOTOS_SHORT[:-4], PHOTOS[:-3]),
    "Dropbox": (DROPBOX_H[:-2], DROPBOX_OLD[:-1]),
    "iCloud": (ICLOUD[:-5], ICLOUD_LINK[:-1], ICLOUD_OLD[:-3]),
    "Google Drive": (DRIVE.partition("?")[0][:-8], DRIVE_OPEN[:-7]),
    "Box": (BOX[:-1],),
    "pCloud": (PCLOUD[:-20],),
    "MEGA": (MEGA[:-1], MEGA_FILE[:-9]),
    "Amazon Photos": (AMAZON[:-1],),
    "Nextcloud": (NEXTCLOUD_OLD[:-2],),
    "Immich": (IMMICH[:-2],),
}


def rows(table: dict[str, tuple[str, ...]]) -> list[tuple[str, str]]:
    """Every link of a table with its service."""
    return [(service, url) for service, urls in table.items() for url in urls]


def secrets_of(url: str) -> list[str]:
    """The parts of a link that open it."""
    parts = url.replace("?", "/").replace("#", "/").replace("&", "/").replace("=", "/").replace("!", "/")
    return [part for part in parts.split("/")[3:] if len(part) >= 12]
