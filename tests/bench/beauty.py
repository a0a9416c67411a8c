"""How well `quality` agrees with an eye: the rank correlation (Spearman 1904) with rankings of our own.

    python -m tests.bench.beauty FOLDER...

Each of the folders is one of those that are ranked below, told by its photos' names; the ranking is an
editor's, of what they would want in a film first, and was written down before `quality` was changed. The
forty come from packages on PyPI (scikit-image, scikit-learn, gradio, ultralytics, insightface), from our
sample_photos, and from what people also have: blurred, black, or pointed nowhere.
"""

import argparse
from pathlib import Path

from slideshow.inspect import inspect
from slideshow.plan.photo_quality import flaw, quality
from slideshow.scan import scan

# Best first, names without their endings.
TRIP = (
    "28-hex_value, Canon_PowerShot_A560, Panasonic_FZ5, FujiFilm_FinePixS5500, Pentax_Optio_330, "
    "Noritsu_Koki_QSS, Canon_PowerShot_G11, IMG_5195, Canon_EOS_20D_(1), Canon_PowerShot_A70, "
    "HP_PhotoSmart_C812, Nikon_D40, canon_hdr_YES, Panasonic_DMC-FZ18, Samsung_S730, canon_hdr_NO, "
    "Canon_PowerShot_SD850_IS, iphone_hdr_NO, HMD_Nokia_8.3_5G, HMD_Nokia_8.3_5G_hdr, Nikon_D100, "
    "Samsung_SM-N900A_(Galaxy_Note_3), Sony_DSC-G1, Panasonic_DMC-LX3_(Lumix), Panasonic_FZ20, "
    "Issue_437_(dotnet), 32Bit-72dpi-sRGB-800x600"
)
FORTY = (
    "t1, o_Portrait_1, cheetah1, flower, s_IMG_2089, tower, china, coffee, rocket, s_IMG_2052, chelsea, "
    "o_Landscape_1, zidane, astronaut, s_DSC00931, groot, s_DSC00873, s_DSC00871, s_DSC00902, "
    "motorcycle_left, s_IMG_2063, cheetah, hubble_deep_field, bus, camera, s_IMG_2078, m_cat_paw, "
    "m_friends_blurred, moon, m_dark_ridge, m_leaves, coins, m_pavement, text, clock_motion, gravel, grass, "
    "page, m_boat_black, mask_white"
)
RANKINGS = (TRIP.split(", "), FORTY.split(", "))
_LAST_IN_LINE = 0.02


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--list", action="store_true", help="both ranks of every photo")
    given = parser.parse_args()
    for folder in given.folders:
        album, facts = inspect(scan(folder))
        worth = {}
        for photo in album.photos:
            known = facts[photo.digest]
            worth[photo.path.stem] = quality(known) * (_LAST_IN_LINE if flaw(known) else 1.0)
        ranking = max(RANKINGS, key=lambda names: len(worth.keys() & set(names)))
        eye = [name for name in ranking if name in worth]
        ours = sorted(eye, key=lambda name: -worth[name])
        print(f"{folder}: {len(eye)} photos, rank correlation {correlation(eye, ours):.2f}")  # noqa: T201
        if given.list:
            for place, name in enumerate(eye, start=1):
                print(f"  {place:3} {ours.index(name) + 1:3} {worth[name]:.3f} {name}")  # noqa: T201


def correlation(one: list[str], other: list[str]) -> float:
    """Spearman's coefficient of two orders of the same names, without ties: -1 to 1."""
    count = len(one)
    squares = sum((place - other.index(name)) ** 2 for place, name in enumerate(one))
    return 1.0 - 6.0 * squares / (count * (count * count - 1))


if __name__ == "__main__":
    main()
