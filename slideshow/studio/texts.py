"""Every text of the page, in English and German; and what the film's own code says in English, in German."""

from collections.abc import Mapping
from typing import Any

from slideshow.studio.texts_page import PAGE
from slideshow.studio.texts_told import PHRASES, TRANSITIONS


def texts_for(language: str) -> Mapping[str, Any]:
    """The page's texts in "en" or "de", and how to say in it what the film's code says in English."""
    place = 2 if language == "de" else 1
    texts = {row[0]: row[place] for row in PAGE}
    for name, german in TRANSITIONS:
        texts[f"transition.{name}"] = german if language == "de" else name.replace("_", " ")
    return {"texts": texts, "phrases": [list(pair) for pair in PHRASES] if language == "de" else []}
