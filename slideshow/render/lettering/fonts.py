"""A family and a weight → the fonts to try for a cluster: the family's, font packages, emoji, the system's.

Files are opened when a character asks for them, and what they hold is remembered while the process lives.
"""

import logging
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cache, cached_property, lru_cache
from importlib.util import find_spec
from pathlib import Path

import uharfbuzz as hb

from slideshow.errors import TemplateError, printable
from slideshow.render.lettering import system
from slideshow.render.lettering.clusters import is_coloured, is_plain, visible_letters

_log = logging.getLogger(__name__)
# Font units to the em: glyphs are placed far more finely than a pixel.
EM = 1 << 16
# Emoji fill their square; at this share of it they stand as tall as a line's letters.
_EMOJI_SIZE = 0.92
_REST = "noto-sans"
_HYPHENS = {0x2010, 0x2011}
# Of Noto Sans, in ems: what stands in for a family is scaled until its letters are about as tall.
_USUAL_CAPITAL, _USUAL_SMALL = 0.714, 0.536
_LEAST_SCALE, _MOST_SCALE = 0.8, 1.1
_LIKELY = 8
# Where bold is asked for and a face has but one weight. Ems added to each stroke.
_BOLD, _STROKE = 600, 0.028


@dataclass(frozen=True, eq=False)
class Font:
    """One face at one weight. Lengths of `instance` are in `EM`ths of the size that text is asked for in."""

    path: Path
    face: hb.Face
    instance: hb.Font
    holds: hb.Set

    @cached_property
    def is_coloured(self) -> bool:
        return bool(self.face.has_color_png or self.face.has_color_layers or self.face.has_color_paint)

    @cached_property
    def has_outlines(self) -> bool:
        return bool({"glyf", "CFF ", "CFF2"}.intersection(self.face.table_tags))

    @cached_property
    def ascent(self) -> float:
        """Ems above the baseline that the face asks for."""
        return float(self.instance.get_font_extents("ltr").ascender) / EM

    @cached_property
    def descent(self) -> float:
        """Ems below the baseline that the face asks for."""
        return -float(self.instance.get_font_extents("ltr").descender) / EM

    @cached_property
    def stand_in_scale(self) -> float:
        """The size of a font that stands in for this one, of its own: handwriting is small for its em."""
        capital, small = (self._height(letter) for letter in "Hx")
        if not capital or not small:
            return 1.0
        share = capital / _USUAL_CAPITAL
        # Where small letters are capitals too, there is nothing more to go by.
        if small < 0.95 * capital:
            share = (share * small / _USUAL_SMALL) ** 0.5
        return round(min(max(share, _LEAST_SCALE), _MOST_SCALE), 2)

    def _height(self, letter: str) -> float:
        glyph = self.instance.get_nominal_glyph(ord(letter))
        extents = self.instance.get_glyph_extents(glyph) if glyph else None
        return extents.y_bearing / EM if extents else 0.0

    def covers(self, text: str) -> bool:
        """True when the face has a glyph for every character, or for the parts it is composed of."""
        return all(self._has(letter) for letter in text)

    def _has(self, letter: str) -> bool:
        code = ord(letter)
        if code in self.holds:
            return True
        if unicodedata.category(letter) == "Zs":
            # HarfBuzz makes any width of space from the plain one.
            return 0x20 in self.holds
        if code in _HYPHENS:
            return any(hyphen in self.holds for hyphen in _HYPHENS)
        parts = unicodedata.normalize("NFD", letter)
        return parts != letter and all(ord(part) in self.holds for part in parts)


@cache
def opened(path: Path, weight: int, scale: float | None = None) -> Font | None:
    """The face at a weight, its optical size at its largest; None where the file is broken or empty.

    A face that stands in for another has a `scale`; where bold is asked for and it is not, it is made bolder.
    """
    face = _face(path)
    if face is None:
        return None
    instance = hb.Font(face)
    instance.scale = (round(EM * (scale or 1.0)),) * 2
    wanted = {"wght": float(weight), "opsz": float("inf")}
    places = {
        axis.tag: min(max(wanted[axis.tag], axis.min_value), axis.max_value)
        for axis in face.axis_infos
        if axis.tag in wanted
    }
    if places:
        instance.set_variations(places)
    if scale and weight >= _BOLD > instance.get_style_value(hb.StyleTag.WEIGHT):
        instance.synthetic_bold = (_STROKE, _STROKE, False)
    return Font(path, face, instance, face.unicodes)


@cache
def _face(path: Path) -> hb.Face | None:
    try:
        # Of a collection the first face: the others differ in region, width or weight.
        # HarfBuzz opens files itself, without reading all of them, but Windows has it stumble over names.
        blob = hb.Blob.from_file_path(path) if str(path).isascii() else hb.Blob(path.read_bytes())
        face = hb.Face(blob)
        if face.glyph_count == 0 or face.upem == 0 or not face.unicodes:
            raise ValueError("it holds no letters")
    except Exception as error:
        # Of the system's fonts any may be broken, in any way; there are others.
        _log.info("%s: is left out of the fonts (%s)", path, error)
        return None
    return face


def _held_anywhere(letter: str) -> bool:
    """True when any font of the system has the letter, or may make it of its parts."""
    return ord(letter) in _all_held() or unicodedata.normalize("NFD", letter) != letter


@cache
def _all_held() -> frozenset[int]:
    faces = (_face(path) for path in system.files())
    return frozenset(code for face in faces if face is not None for code in face.unicodes)


@dataclass(eq=False)
class Chain:
    """A family at a weight and all that stands in for it."""

    own: Font
    weight: int
    _found: dict[str, Font | None] = field(default_factory=dict)

    def font(self, cluster: str) -> Font | None:
        """The first font that holds all of a cluster; None when none does."""
        if cluster not in self._found:
            self._found[cluster] = self._look_for(cluster)
        return self._found[cluster]

    def _look_for(self, cluster: str) -> Font | None:
        letters = visible_letters(cluster)
        if not letters:
            return self.own
        fonts = self._fonts(letters, is_coloured(cluster), is_plain(cluster))
        return next((font for font in fonts if font.covers(letters)), None)

    def _fonts(self, letters: str, coloured: bool, plain: bool) -> Iterator[Font]:
        if coloured:
            yield from emoji_fonts()
        yield self.own
        for path in _packaged_files(self.weight):
            font = opened(path, self.weight, self.own.stand_in_scale)
            if font is not None:
                yield font
        # Signs of a private or a future kind are not worth opening every font of the system for.
        if any(unicodedata.category(letter) in ("Co", "Cn") for letter in letters):
            return
        if not coloured and not plain:
            yield from emoji_fonts()
        for place, path in enumerate(system.likely(letters[0], self.weight)):
            # Beyond the likely ones the search is long, and mostly in vain.
            if place == _LIKELY and not _held_anywhere(letters[0]):
                break
            font = opened(path, self.weight, self.own.stand_in_scale)
            if font is not None and font.has_outlines:
                yield font
        if plain:
            yield from emoji_fonts()


@lru_cache(maxsize=64)
def chain(family: str, weight: int) -> Chain:
    """The fonts for a family of the font packages. A family that is not installed is a TemplateError."""
    import fontpkg

    weight = min(max(int(weight), 1), 1000)
    try:
        path = fontpkg.path(family, weight, nearest=True)
    except fontpkg.FontpkgError as error:
        names = sorted(one.name for one in fontpkg.families().values())
        near = get_close_matches(family, names, 1) or [", ".join(names)]
        raise TemplateError(
            f'The font family "{family}" is not installed.',
            f"Known here: {near[0]}. More come from the packages named fontpkg-….",
        ) from error
    own = opened(path, weight)
    if own is None:
        raise TemplateError(f"{printable(path)}: the font cannot be read.", "Install its package again.")
    return Chain(own, weight)


@cache
def emoji_fonts() -> tuple[Font, ...]:
    """The system's fonts of coloured pictures, as far as their way of colouring is known here."""
    fonts = (opened(path, 400, _EMOJI_SIZE) for path in system.emoji_files())
    return tuple(font for font in fonts if font is not None and font.is_coloured)


@lru_cache(maxsize=16)
def _packaged_files(weight: int) -> tuple[Path, ...]:
    """Noto Sans and what else of it is installed, with the extra for Chinese, Japanese and Korean."""
    import fontpkg

    slugs = sorted(slug for slug in fontpkg.families() if slug == _REST or slug.startswith(f"{_REST}-"))
    # Styles of their own, not scripts: letters of even width would stand out.
    scripts = [slug for slug in slugs if slug not in (f"{_REST}-mono", f"{_REST}-display")]
    paths = [fontpkg.path(slug, weight, nearest=True) for slug in scripts]
    if find_spec("noto_cjk_sans_otc") is not None:
        from noto_cjk_sans_otc import FONT_PATH

        paths.append(Path(str(FONT_PATH)))
    return tuple(paths)
