"""A folder's name → the same without its dates, as people write them.

Dates go with their brackets and the prepositions before them, and only where a phrase remains: "Class of
2024" stays as it is.
"""

import re
from functools import cache

_YEAR = r"(?<!\d)(?:19|20)\d\d(?!\d)"
_DAY = r"(?<!\d)(?:0?[1-9]|[12]\d|3[01])(?!\d)(?:st|nd|rd|th|er|º|\.)?"
_MONTH_NUMBER = r"(?:0[1-9]|1[0-2])"
_TWO = r"\d\d(?!\d)"
# Words that stand between a first day and a last one.
_TO = r"\s*(?:[-–—~〜～+&]|\.\.\.?|…|_|\b(?:to|until|till|bis|und|and|au|al|tot|til|do|till|–)\b)\s*"
# Where a name without spaces goes on: "lisbon_2024", "2024-05_lisbon".
_BEFORE, _AFTER = r"(?<![^\W_])", r"(?![^\W_])"

# What stands before a date and belongs to it.
_PREPOSITIONS = (
    "in from at on since during between circa ca im am vom von ab aus seit anno de del dal nel en el du le "
    "depuis desde di uit van sinds z ze w we od från fra frå vuodelta den og i po из с за в від з"
)
_GOES_WITH_IT = re.compile(
    rf"(?:^|(?<=[\s_(\[]))(?:{'|'.join(_PREPOSITIONS.split())})\.?[\s_]+$", re.IGNORECASE
)
# What makes one phrase with the year behind it.
_HOLDS_IT = re.compile(r"\b(?:of|q[1-4])[\s_]+$", re.IGNORECASE)

# What the months are called in twenty languages of Europe (Unicode CLDR), in short where that is no word.
_MONTH_NAMES = (
    "january february march april may june july august september october november december jan feb mar "
    "apr jun jul aug sep oct nov dec januar februar märz mai juni juli oktober dezember sept okt dez mär "
    "janvier février mars avril juin juillet août septembre octobre novembre décembre janv févr juil déc "
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre abr dic "
    "gennaio febbraio aprile maggio giugno luglio settembre ottobre dicembre janeiro fevereiro março maio "
    "junho julho setembro outubro novembro dezembro januari februari maart mei augustus stycznia lutego "
    "marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia maj styczeń luty "
    "marzec kwiecień czerwiec lipiec sierpień wrzesień październik listopad grudzień augusti marts "
    "desember tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesäkuuta heinäkuuta elokuuta "
    "syyskuuta lokakuuta marraskuuta joulukuuta tammikuu helmikuu maaliskuu huhtikuu toukokuu kesäkuu "
    "heinäkuu elokuu syyskuu lokakuu marraskuu joulukuu ledna února března dubna května června července "
    "srpna září října listopadu prosince leden únor březen duben květen červen červenec srpen říjen "
    "prosinec január február március április május június július augusztus szeptember október febr márc "
    "máj szept ianuarie februarie martie aprilie iunie iulie septembrie octombrie noiembrie decembrie "
    "ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık января февраля марта "
    "апреля мая июня июля августа сентября октября ноября декабря янв февр мар апр июн июл авг сент окт "
    "нояб дек январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь січня "
    "лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня січ лют бер квіт "
    "трав черв лип серп вер жовт лист груд січень лютий березень квітень травень червень липень серпень "
    "вересень жовтень листопад грудень ιανουαρίου φεβρουαρίου μαρτίου απριλίου μαΐου ιουνίου ιουλίου "
    "αυγούστου σεπτεμβρίου οκτωβρίου νοεμβρίου δεκεμβρίου ιαν φεβ μαρ απρ μαΐ ιουν ιουλ αυγ σεπ οκτ νοε "
    "δεκ ιανουάριοσ φεβρουάριοσ μάρτιοσ απρίλιοσ μάιοσ ιούνιοσ ιούλιοσ αύγουστοσ σεπτέμβριοσ οκτώβριοσ "
    "νοέμβριοσ δεκέμβριοσ μάρ μάι ιούν ιούλ αύγ νοέ siječnja veljače ožujka travnja svibnja lipnja srpnja "
    "kolovoza rujna studenoga prosinca siječanj veljača ožujak travanj svibanj lipanj srpanj kolovoz "
    "rujan studeni prosinac "
)
_MONTHS = frozenset(_MONTH_NAMES.split())
_WORD = re.compile(r"[^\W\d_]{3,}\.?")
_FIRST_MONTH, _LAST_MONTH, _LONGEST = 0xE000, 0xF8FF, 255
_MONTH = re.compile(rf"[{chr(_FIRST_MONTH)}-{chr(_LAST_MONTH)}]")
_BRACKETS = re.compile(r"[(\[{]([^()\[\]{}]*)[)\]}]")
_LOOSE = " \t,;:&+-–—_.~/·|"


def without_dates(name: str) -> str:
    """The name without dates; empty when nothing else is in it."""
    words: list[str] = []

    def marked(match: "re.Match[str]") -> str:
        if match[0].casefold().rstrip(".") not in _MONTHS:
            return match[0]
        words.append(match[0])
        return chr(_FIRST_MONTH + len(words) - 1)

    # A letter of nobody's stands for each month, so that the patterns need not know all of their names.
    name = _WORD.sub(marked, _MONTH.sub("", name)[:_LONGEST])
    phrase = _MONTH.sub(lambda match: words[ord(match[0]) - _FIRST_MONTH], _without_dates(name))
    return phrase if any(one.isalpha() for one in phrase) else ""


def _without_dates(name: str) -> str:
    kept, at = "", 0
    for match in _dates().finditer(name):
        before = kept + name[at : match.start()]
        kept = before + match[0] if _HOLDS_IT.search(before) else _GOES_WITH_IT.sub("", before) + "\0"
        at = match.end()
    left = kept + name[at:]
    left = _BRACKETS.sub(_bracketed, left)
    # A comma that stood before a date stands before nothing now.
    parts = [part.strip(_LOOSE) for part in left.split("\0")]
    phrase = " ".join(part for part in parts if part)
    return phrase


def _bracketed(match: "re.Match[str]") -> str:
    """Brackets without what went from between them; nothing where they are empty then."""
    if "\0" not in match[0]:
        return match[0]
    inner = " ".join(filter(None, (part.strip(_LOOSE) for part in match[1].split("\0"))))
    return f"{match[0][0]}{inner}{match[0][-1]}" if inner else "\0"


@cache
def _dates() -> re.Pattern[str]:
    """Dates with a year, longest first: alone, or from one to another."""
    month = _MONTH.pattern
    of = r"(?:\s*(?:de|del|of|di)\b)?"
    sep = r"[-_./ ]"
    clock = r"(?:[ T_]+(?:at\s+)?\d\d[.:h-]\d\d(?:[.:m-]\d\d)?(?!\d))?"
    # 2024年5月12日, 2024년 5월
    east = (
        rf"{_YEAR}\s*[年년](?:\s*度)?(?:\s*\d{{1,2}}\s*[月월](?:\s*\d{{1,2}}\s*[日号일])?)?"
        r"(?:\s*[-~〜～–—至]\s*(?:\d{1,2}\s*[月월]\s*)?\d{1,2}\s*[日号月일월]?)?(?:の|的|의)?"
    )
    # 2024-05-12, 20240512, 2024-05
    iso = rf"(?:{_BEFORE}(?:19|20)\d\d{sep}?{_MONTH_NUMBER}(?:{sep}?{_TWO})?(?!\d){clock})"
    iso_day = rf"(?:{_BEFORE}(?:19|20)\d\d{sep}?{_MONTH_NUMBER}{sep}?{_TWO})"
    iso_end = rf"(?:(?:{_MONTH_NUMBER}{sep})?{_TWO})"
    # 12.5.2024, 12. 5. 2024, 05-12-2024
    numbers = rf"(?:(?<!\d)\d\d?\s?{sep}\s?\d\d?\s?{sep}\s?(?:19|20)\d\d(?!\d))"
    start = rf"(?:(?<!\d)\d\d?\.?(?:\s?{sep}?\s?\d\d?\.)?)"
    short = r"(?:(?<!\d)\d\d\.\d\d\.\d\d(?!\d))"
    # 12 May 2024, May 12, 2024, 12. Mai, May 2024, 2024 May 12
    in_words = (
        rf"(?:{_DAY}{of}[\s_-]*{_BEFORE}{month}{_AFTER}{of}[\s_,-]*{_YEAR}"
        rf"|{_BEFORE}{month}{_AFTER}[\s_]+{_DAY}(?:{_TO}(?:{month}\s*)?{_DAY})?,?[\s_]+{_YEAR}"
        rf"|{_BEFORE}{month}(?:{_TO}{month})?{of}[\s_,-]*{_YEAR}"
        rf"|{_YEAR}[\s_,-]*{month}{_AFTER}(?:[\s_]+{_DAY})?)"
    )
    first_in_words = rf"(?:{_DAY}{of}(?:\s*{month})?)"
    years = rf"(?:{_BEFORE}{_YEAR}(?:{_TO}{_YEAR}|[-–/]{_TWO}|-?w\d\d)?{_AFTER}|(?<=_){_YEAR}(?![^\W_]))"
    shapes = (
        east,
        rf"{iso_day}{_TO}(?:{iso_day}|{iso_end})",
        iso,
        rf"(?:{numbers}|{start}){_TO}{numbers}",
        numbers,
        rf"(?:{in_words}|{first_in_words}){_TO}{in_words}",
        in_words,
        rf"(?:(?<!\d){_MONTH_NUMBER}[-_.](?:19|20)\d\d(?!\d))",
        rf"{short}{_TO}{short}",
        short,
        years,
    )
    return re.compile("|".join(f"(?:{shape})" for shape in shapes), re.IGNORECASE)
