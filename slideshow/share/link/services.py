"""The services that albums are shared by: what their addresses look like, and how to get a link that opens.

Shapes were collected from the vendors' pages and from links in public use, July 2026. They change: a length
that does not fit is only ever a warning.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["share", "owner_only", "cut_off", "unknown"]


@dataclass(frozen=True, slots=True)
class Shape:
    """One kind of address that a service has.

    `where` matches the whole of "host/path", without regard to case. `needs` are parameters of the query
    without which it is another shape; `fragment`, when given, matches all that stands behind the "#".
    `lengths` are the least and most letters of a named group of either, or of a parameter.
    """

    kind: Kind
    where: str
    needs: tuple[str, ...] = ()
    fragment: str | None = None
    lengths: Mapping[str, tuple[int, int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Service:
    """`host` matches the names of its machines, all of them when None. The first shape that fits decides.

    `to_share` says in a sentence how its owner gets a link for others, `to_end` how that link is ended.
    """

    name: str
    host: str | None
    shapes: tuple[Shape, ...]
    to_share: str
    to_end: str


def _share(where: str, *needs: str, fragment: str | None = None, **lengths: int | tuple[int, int]) -> Shape:
    exact = {name: one if isinstance(one, tuple) else (one, one) for name, one in lengths.items()}
    return Shape("share", where, needs, fragment, exact)


def _owner_only(where: str, *needs: str, fragment: str | None = None) -> Shape:
    return Shape("owner_only", where, needs, fragment)


def _cut_off(where: str, *needs: str, fragment: str | None = None) -> Shape:
    return Shape("cut_off", where, needs, fragment)


_T = r"[\w~.%-]+"
_GOOGLE_PHOTOS = r"photos\.google\.com"
_DROPBOX = r"(www\.|m\.)?dropbox\.com"
_ICLOUD = r"(www\.)?icloud\.com(\.cn)?"
_DRIVE = r"(drive|docs)\.google\.com"
_ONEDRIVE = r"onedrive\.live\.com"
_BOX = r"([\w-]+\.)*box\.com"
_PCLOUD = r"([\w-]+\.)*pcloud\.(link|com)"
_MEGA = r"(www\.)?mega\.(nz|co\.nz|io)"
_AMAZON = r"(www\.)?amazon\.[a-z.]{2,6}"
_FLICKR = r"(www\.|m\.)?flickr\.com"

SERVICES = (
    Service(
        "Google Photos",
        rf"photos\.app\.goo\.gl|{_GOOGLE_PHOTOS}",
        (
            _share(rf"photos\.app\.goo\.gl/(?P<id>{_T})/?", id=17),
            _share(rf"{_GOOGLE_PHOTOS}/share/(?P<id>{_T})(/.*)?", "key", id=70, key=40),
            _cut_off(rf"{_GOOGLE_PHOTOS}/share(/.*)?"),
            _cut_off(r"photos\.app\.goo\.gl/?"),
            # /album/, /photo/, /albums, /u/0/ and whatever else the owner sees.
            _owner_only(rf"{_GOOGLE_PHOTOS}/.*"),
        ),
        "In Google Photos open the album, choose Share, then Create link, and copy that link.",
        "In Google Photos open the album, then its menu, Options, and turn link sharing off.",
    ),
    Service(
        "Dropbox",
        _DROPBOX,
        (
            _share(rf"{_DROPBOX}/scl/fo/(?P<id>{_T})/(?P<part>{_T})", "rlkey", id=21, part=(1, 23), rlkey=25),
            _share(rf"{_DROPBOX}/scl/fi/(?P<id>{_T})/[^/]+", "rlkey", id=21, rlkey=25),
            _cut_off(rf"{_DROPBOX}/scl(/.*)?"),
            _share(rf"{_DROPBOX}/sh/(?P<id>{_T})/(?P<part>{_T})(/.*)?", id=15, part=25),
            _cut_off(rf"{_DROPBOX}/sh(/.*)?"),
            _share(rf"{_DROPBOX}/s/(?P<id>{_T})(/.*)?", id=15),
            _cut_off(rf"{_DROPBOX}/s/?"),
            _owner_only(rf"{_DROPBOX}/(home|preview|work|personal|photos|browse|h)?(/.*)?"),
        ),
        "In Dropbox choose Share on the folder, set Anyone with this link can view, then Copy link.",
        "In Dropbox open Shared, then Links, and choose Delete link on it.",
    ),
    Service(
        "iCloud",
        rf"photos\.icloud\.com|share\.icloud\.com|{_ICLOUD}",
        (
            _share(rf"photos\.icloud\.com/shared/album/(?P<id>{_T})/?", id=25),
            _share(rf"share\.icloud\.com/photos/(?P<id>{_T})/?", id=25),
            _share(
                rf"{_ICLOUD}/sharedalbum(/[\w-]*)?/?", fragment=r"(?P<token>[AB]\w+)(;.*)?", token=(14, 16)
            ),
            _cut_off(rf"{_ICLOUD}/sharedalbum(/.*)?"),
            _cut_off(r"(photos\.icloud\.com/shared|share\.icloud\.com)(/.*)?"),
            _owner_only(rf"({_ICLOUD}/photos|photos\.icloud\.com)(/.*)?"),
        ),
        "In Photos open the shared album and its people button, turn Public Website on, and share that link.",
        "In Photos open the shared album and its people button, and turn Public Website off.",
    ),
    Service(
        "Google Drive",
        _DRIVE,
        (
            _owner_only(
                rf"{_DRIVE}/drive/(u/\d+/)?(my-drive|home|recent|starred|trash|shared-with-me|priority)(/.*)?"
            ),
            _share(rf"{_DRIVE}/drive/(u/\d+/)?(mobile/)?folders/(?P<id>{_T})/?", id=(28, 60)),
            _share(rf"{_DRIVE}/file/(u/\d+/)?d/(?P<id>{_T})(/.*)?", id=(28, 60)),
            _share(rf"{_DRIVE}/(open|uc|folderview)", "id", id=(28, 60)),
            _cut_off(rf"{_DRIVE}/(open|uc|folderview)"),
            _cut_off(rf"{_DRIVE}/(drive/(u/\d+/)?(mobile/)?folders|file(/d)?)/?"),
            _owner_only(rf"{_DRIVE}/(drive(/u/\d+)?/?)?"),
        ),
        "In Google Drive choose Share on the folder, General access: Anyone with the link, then Copy link.",
        "In Google Drive choose Share on the folder, General access: Restricted.",
    ),
    Service(
        "OneDrive",
        rf"1drv\.ms|{_ONEDRIVE}|photos\.onedrive\.com",
        (
            _share(r"1drv\.ms/[a-z]/(c/[0-9a-f]+/)?[^/]{6,}(/.*)?"),
            _cut_off(r"1drv\.ms(/.*)?"),
            _share(rf"{_ONEDRIVE}/(redir(\.aspx)?)?", "resid", "authkey"),
            _share(rf"{_ONEDRIVE}/.*", "id", "authkey"),
            _share(rf"{_ONEDRIVE}/.*", "redeem"),
            _cut_off(rf"{_ONEDRIVE}/.*", "resid"),
            _cut_off(rf"{_ONEDRIVE}/redir.*"),
            _share(r"photos\.onedrive\.com/share/.+"),
            _owner_only(r"(onedrive\.live|photos\.onedrive)\.com/.*"),
        ),
        "In OneDrive choose Share on the folder, set Anyone with the link can view, then Copy link.",
        "In OneDrive choose Details on the folder, then Manage access, and remove the link.",
    ),
    Service(
        "Box",
        _BOX,
        (
            _share(rf"{_BOX}/(v|s)/(?P<id>{_T})(/.*)?", id=32),
            _cut_off(rf"{_BOX}/s/?"),
            _owner_only(rf"{_BOX}/(folder|file|files|all|recents)?(/.*)?"),
        ),
        "In Box choose Share on the folder, turn Shared Link on for People with the link, and copy it.",
        "In Box choose Share on the folder and turn the shared link off.",
    ),
    Service(
        "pCloud",
        _PCLOUD,
        (
            _share(rf"{_PCLOUD}/publink/show", "code", code=(20, 80)),
            _cut_off(rf"{_PCLOUD}/publink(/.*)?"),
            _share(rf"{_PCLOUD}/?", fragment=r".*page=publink&(.*&)?code=(?P<code>\w+).*", code=(20, 80)),
            _cut_off(rf"{_PCLOUD}/?", fragment=r".*page=publink.*"),
            _owner_only(r"my\.pcloud\.com(/.*)?"),
        ),
        "In pCloud choose Share on the folder, then Share Link (View only), and copy it.",
        "In pCloud open Shared Links and choose Delete on it.",
    ),
    Service(
        "MEGA",
        _MEGA,
        (
            _share(
                rf"{_MEGA}/(folder|collection)/(?P<id>{_T})", fragment=r"(?P<key>[\w-]+)(/.*)?", id=8, key=22
            ),
            _share(rf"{_MEGA}/file/(?P<id>{_T})", fragment=r"(?P<key>[\w-]+)", id=8, key=43),
            _share(rf"{_MEGA}/?", fragment=r"F!(?P<id>[\w-]+)!(?P<key>[\w-]+)", id=8, key=22),
            _share(rf"{_MEGA}/?", fragment=r"!(?P<id>[\w-]+)!(?P<key>[\w-]+)", id=8, key=43),
            _cut_off(rf"{_MEGA}/(folder|collection|file)(/.*)?"),
            _cut_off(rf"{_MEGA}/?", fragment=r"F?!.*"),
            _owner_only(rf"{_MEGA}/fm(/.*)?"),
            _owner_only(rf"{_MEGA}/?", fragment=r"fm.*"),
        ),
        "In MEGA choose Share link on the folder and copy the link with its key.",
        "In MEGA choose Remove link on the folder.",
    ),
    Service(
        "Amazon Photos",
        _AMAZON,
        (
            _share(rf"{_AMAZON}/(photos|clouddrive)/share/(?P<id>{_T})/?", id=43),
            _cut_off(rf"{_AMAZON}/(photos|clouddrive)/share/?"),
            _owner_only(rf"{_AMAZON}/(photos|clouddrive)(/.*)?"),
        ),
        "In Amazon Photos open the album, choose Share, then Get link, and copy it.",
        "In Amazon Photos open Sharing, then the link, and choose Stop sharing.",
    ),
    Service(
        "Flickr",
        rf"{_FLICKR}|flic\.kr",
        (
            _owner_only(rf"{_FLICKR}/(cameraroll|photos/(me|organize|upload)|organize)(/.*)?"),
            _share(rf"{_FLICKR}/photos/[^/]+/(albums|sets)/\d+(/.*)?"),
            _share(rf"{_FLICKR}/gp/[^/]+/[^/]+(/.*)?"),
            _share(rf"{_FLICKR}/photos/[^/]+(/\d+(/.*)?)?/?"),
            _share(r"flic\.kr/\w+/\w+/?"),
            _cut_off(rf"{_FLICKR}/(gp(/[^/]*)?/?|photos/[^/]+/(albums|sets)/\D.*)"),
            _owner_only(rf"{_FLICKR}/?"),
        ),
        "In Flickr open the album, choose Share, and copy the link; a private album gives a guest pass.",
        "In Flickr open Account settings, Sharing, Guest pass history, and expire the pass.",
    ),
    Service(
        "Nextcloud",
        None,
        (
            _share(r"[^/]+(/.*)?/index\.php/s/(?P<id>\w+)/?", id=(15, 32)),
            _share(r"[^/]+(/.*)?/s/\w{15}/?"),
            _cut_off(r"[^/]+(/.*)?/index\.php/s/?"),
            _owner_only(r"[^/]+(/.*)?/apps/(files|photos|memories|dashboard)(/.*)?"),
        ),
        "In Nextcloud choose Share on the folder, then the plus beside Share link, and copy that link.",
        "In Nextcloud choose Share on the folder, then the menu of the link, and Delete share.",
    ),
    Service(
        "Immich",
        None,
        (
            _share(r"[^/]+/share/(?P<key>[\w-]{40,})(/.*)?", key=67),
            _owner_only(r"[^/]+/albums/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}(/.*)?"),
        ),
        "In Immich open the album, choose Share, then Create link, and copy it.",
        "In Immich open Sharing, then Shared links, and delete the link.",
    ),
)

TO_SHARE = {service.name: service.to_share for service in SERVICES}
TO_END = {service.name: service.to_end for service in SERVICES}
