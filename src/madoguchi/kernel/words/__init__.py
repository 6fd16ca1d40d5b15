"""Every sentence that the server says to a reader, in each language."""

import json
from functools import cache
from importlib import resources
from typing import Final

LANGUAGES: Final = ("ja", "en")
DEFAULT_LANGUAGE: Final = "ja"


@cache
def _catalogue(language: str) -> dict[str, str]:
    text = resources.files(__package__).joinpath(f"{language}.json").read_text("utf-8")
    words: dict[str, str] = json.loads(text)
    return words


def known(key: str) -> bool:
    """Tell whether there is a sentence called ``key``."""
    return key in _catalogue(DEFAULT_LANGUAGE)


def say(key: str, language: str, /, **facts: object) -> str:
    """Return the sentence ``key`` in ``language``, its gaps filled with ``facts``."""
    chosen = language if language in LANGUAGES else DEFAULT_LANGUAGE
    return _catalogue(chosen)[key].format(**facts)


def choose_language(accepted: str | None, default: str = DEFAULT_LANGUAGE) -> str:
    """Return the best of our languages for an ``Accept-Language`` header."""
    best, best_weight = default, 0.0
    for item in (accepted or "")[:400].split(","):
        tag, _, parameters = item.strip().partition(";")
        language = tag.split("-")[0].lower()
        weight = _weight(parameters)
        if language in LANGUAGES and weight > best_weight:
            best, best_weight = language, weight
    return best


def _weight(parameters: str) -> float:
    if not parameters.strip():
        return 1.0
    name, _, value = parameters.strip().partition("=")
    try:
        return float(value) if name == "q" else 1.0
    except ValueError:
        return 0.0
